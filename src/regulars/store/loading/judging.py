"""Order rows judged: those that are kept, and those that are refused."""

from __future__ import annotations

import json
from typing import Any

from regulars.store.loading import allotting, assembling, guests, recording, refused, rejoining
from regulars.store.loading.assembling import Shape
from regulars.store.loading.batch import NODATE, Batch, Progress, nothing_left, shape_of, stage, understand_status
from regulars.store.loading.refused import Row
from regulars.store.loading.staging import Check, Staged
from regulars.words import Words

JUDGING = Words("Ghép đơn hàng", "Putting orders together")


def judged(batch: Batch, say: Progress, facts: dict[str, Any]) -> tuple[Shape | None, list[Row]]:
    """Order rows typed and judged; the refused ones apart. No shape where none of the rows mended can be accepted."""
    stage(batch)
    say(JUDGING, 0.3)
    store, shape = batch.store, shape_of(batch)
    facts.setdefault("read", {}).update(store.sql("SELECT file_no, count(*) FROM stage GROUP BY file_no"))
    named = "order_id" in shape.columns
    shape = rejoining.rejoined(batch, shape) if batch.mends else shape
    if not named:
        facts["duplicates"] = _repeated(batch, shape, "row_hash")
    shape = assembling.identified(store, shape)
    if "per_order" in shape.columns:
        assembling.count_once(store, shape)
    shape = allotting.allotted(batch, shape)
    guests.link(batch, shape)
    if assembling.dateless(store, shape, NODATE):
        shape = Shape(shape.columns, True)
    rows, facts["blank"] = _refused(batch, shape)
    assembling.looked_over(store, shape)
    if named:
        facts["duplicates"] = _repeated(batch, shape, "order_key, row_hash, order_hash")
    if "return_of" in shape.columns:
        facts["returns"] = recording.part_returns(store, shape.columns, shape.kept, batch.zone.day("ordered_at"))
    if facts.get("returns") or (batch.plan.drop_duplicates and facts["duplicates"]):
        assembling.looked_over(store, shape)
    if not store.sql(f"SELECT count(*) FROM (FROM stage WHERE {shape.kept} LIMIT 1)")[0][0] and not facts.get("returns"):
        if batch.mends:
            return None, rows
        raise nothing_left(batch.orders[0][1].file.name)
    if several := assembling.settle(store, shape):
        batch.notes.append(
            Words(
                f"{several} đơn ghi nhiều khách khác nhau: lấy khách của dòng sớm nhất.",
                f"{several} orders name several customers: the one on the earliest line is taken.",
            )
        )
    understand_status(batch, shape)
    return shape, rows


def _repeated(batch: Batch, shape: Shape, keys: str) -> int:
    """How many rows repeat another exactly; dropped where asked."""
    many = assembling.duplicates(batch.store, shape, keys)
    if many and batch.plan.drop_duplicates:
        assembling.drop_repeated(batch.store, keys)
    return many


def _refused(batch: Batch, shape: Shape) -> tuple[list[Row], dict[int, int]]:
    """The refused rows of all order files, and how many rows of each were blank."""
    rows: list[Row] = []
    blank: dict[int, int] = {}
    for (place, _), typed in zip(batch.orders, batch.staged, strict=True):
        found = batch.store.sql("SELECT bit_or(flags) FROM stage WHERE file_no = ? AND flags <> 0", [place])[0][0] or 0
        checks = [check for check in typed.checks if check.refuses and check.bit & found]
        if found & NODATE:
            checks.append(_dateless_check(batch, typed))
        mine = (
            refused.refused_rows(batch.store, typed, place, batch.money, checks, phones=batch.phones)
            if shape.refused or rejects(batch, place)
            else []
        )
        solid = [row for row in mine if not is_blank(row)]
        blank[place] = len(mine) - len(solid)
        rows += solid
    return rows, blank


def _dateless_check(batch: Batch, typed: Staged) -> Check:
    """Lines of orders without any date: found again by their order ids."""
    mapped = typed.landed.file.of("ordered_at")
    batch.store.execute(f"CREATE OR REPLACE TEMP TABLE dateless AS SELECT DISTINCT order_id FROM stage WHERE flags & {NODATE} <> 0")
    check = Check(
        NODATE,
        "no_date",
        "ordered_at",
        mapped.columns if mapped else (),
        mapped.positions if mapped else (),
        f"({typed.columns['order_id']}) IN (FROM dateless)",
    )
    typed.checks.append(check)
    return check


def rejects(batch: Batch, place: int) -> int:
    return refused.reject_count(batch.store, batch.landed[place].file, place)


def is_blank(row: Row) -> bool:
    """Whether a refused row has nothing in it."""
    cells = json.loads(row.raw)
    return isinstance(cells, dict) and not any(cell and cell.strip() for cell in cells.values())
