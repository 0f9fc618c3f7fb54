"""Mending refused rows: they come in by the way of the batch they belong to, and what is still bad stays with its new reason."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from regulars.errors import InputError, NotFound
from regulars.intake.dates import DateFormat
from regulars.intake.mending import Cells, Mend, Mended, Waiting
from regulars.intake.outcome import REASONS
from regulars.intake.plan import FoundFile, Plan, Reading
from regulars.store import history_of_imports as history
from regulars.store import intake, quarantine
from regulars.store.duckdb import Store
from regulars.store.loading import goods, landing, unread
from regulars.store.loading.batch import Batch, decide_money, land
from regulars.store.loading.casting import zone_of
from regulars.store.loading.entering import read_people
from regulars.store.loading.judging import judged
from regulars.store.loading.refused import Row, summed
from regulars.store.loading.staging import select
from regulars.words import Words

EXAMPLES = 5
FIRST = 2  # the row of the first record, below the header


@dataclass
class _Done:
    """What has come of it so far."""

    accepted: dict[int, int] = field(default_factory=dict)
    known: dict[int, int] = field(default_factory=dict)
    still: dict[int, Row] = field(default_factory=dict)
    batches: list[int] = field(default_factory=list)
    facts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    currency: str = ""


def mend(store: Store, wanted: Mend, *, now: dt.datetime, dry: bool = False) -> Mended:
    """Mend the waiting rows that are meant, in one transaction; with `dry` only say what would come of it.

    Raises `NotFound` where no such row waits, `InputError` where amounts would be finer than the currency or an older version did
    not keep how the file was read."""
    history.prepare(store)
    moment = now.astimezone(dt.UTC).replace(tzinfo=None) if now.tzinfo else now
    rows = quarantine.waiting(store, wanted)
    if not rows:
        raise _nobody(wanted)
    with intake.scratch(store) as scratch, store.transaction(keep=not dry):
        return _dropped(store, wanted, rows, dry) if wanted.kind == "drop" else _mended(store, wanted, rows, moment, scratch, dry)


def from_file(store: Store, file: FoundFile) -> Mend:
    """The mending that a corrected file is. Raises `InputError` where it does not say which rows it has."""
    with intake.scratch(store) as folder:
        return Mend("file", given=quarantine.given_back(store, file, folder))


def _nobody(wanted: Mend) -> NotFound:
    return NotFound(
        Words("Không có dòng nào như vậy đang chờ sửa.", "No such row waits to be mended."),
        seen=wanted.which.words(),
        todo=Words("Xem các dòng đang chờ: regulars quarantine", "See the rows that wait: regulars quarantine"),
        code="no_rows",
    )


def _dropped(store: Store, wanted: Mend, rows: list[Waiting], dry: bool) -> Mended:
    quarantine.settle(store, {row.id: None for row in rows}, "dropped")
    return Mended(wanted, dry, len(rows), dropped=len(rows), examples=_examples([(row, None) for row in rows]))


def _mended(store: Store, wanted: Mend, rows: list[Waiting], now: dt.datetime, scratch: Path, dry: bool) -> Mended:
    done, touched, examples = _Done(), 0, list[tuple[Waiting, str | None]]()
    for number, of_batch in groupby(rows, key=lambda row: row.batch):
        plan = history.plan_of(store, number)
        if plan is None:
            raise _older(number)
        done.currency = plan.currency or done.currency
        pairs = [(row, wanted.mended(row, plan.files[row.place], plan.timezone)) for row in of_batch]
        cells = {row.id: cells for row, cells in pairs if cells is not None}
        examples += [(row, _shown(row, row_cells, plan)) for row, row_cells in pairs if row_cells is not None][: EXAMPLES - len(examples)]
        touched += len(cells)
        if cells:
            _replay(store, number, plan, [row for row, own in pairs if own is not None], cells, now, scratch / str(number), done)
    quarantine.settle(store, done.accepted, "mended")
    quarantine.settle(store, done.known, "mended")
    return Mended(
        wanted, dry, len(rows), mended=len(done.accepted), known=len(done.known), known_from=tuple(sorted(set(done.known.values()))),
        untouched=len(rows) - touched, still=summed(list(done.still.values())), batches=tuple(done.batches), currency=done.currency,
        examples=_examples(examples), **{name: done.facts[name] for name in ("orders_added", "orders_replaced", "customers_added", "revenue_added")},
    )  # fmt: skip


def _older(number: int) -> InputError:
    return InputError(
        Words(
            f"Lần nhập {number} do bản cũ thực hiện, chưa ghi lại cách đọc tệp.",
            f"Import {number} was made by an older version, which did not keep how the file was read.",
        ),
        todo=Words("Sửa trong tệp gốc rồi nhập lại tệp.", "Mend the original file and import it again."),
        code="older_import",
    )  # fmt: skip


def _shown(row: Waiting, cells: Cells, plan: Plan) -> str | None:
    """What stands now in the column that a row was refused for."""
    mapped = row.refused_for(plan.files[row.place])
    return " ".join(cells[place] or "" for place in mapped.positions).strip() if mapped else None


def _examples(pairs: list[tuple[Waiting, str | None]]) -> tuple[tuple[str, int, str | None, str | None], ...]:
    return tuple((row.file, row.row, row.value, after) for row, after in pairs[:EXAMPLES])


def _replay(
    store: Store, number: int, plan: Plan, rows: list[Waiting], cells: Mapping[int, Cells], now: dt.datetime, folder: Path, done: _Done
) -> None:
    """Read rows of one batch again as its files were read, and enter what is good as a batch of its own."""
    with ExitStack() as leaving:
        batch = _batch(store, number, plan, rows, cells, now, folder)
        leaving.callback(store.drop, *intake.TEMPORARY)
        leaving.callback(landing.clear, store, len(batch.plan.files))
        facts: dict[str, Any] = {}
        land(batch)
        goods.said_rates(store, batch.of("rates"), batch.zone)
        decide_money(batch)
        read_people(batch, facts)
        shape, bad = judged(batch, lambda _words, _share: None, facts) if batch.orders else (None, [])
        bad += [row for one in intake.judged_further(batch, facts) for row in one.rows] + unread.cells(batch)
        ids = _ids(rows)
        still = _still(rows, ids, bad)
        known = {ids[place][record]: about for place, record, about in _superseded(batch)}
        known = {id: about for id, about in known.items() if id not in still}
        accepted = [id for id in cells if id not in still and id not in known]
        quarantine.refuse_again(store, still)
        done.still |= still
        done.known |= known
        if accepted:
            entered = intake.enter_mended(batch, shape, facts, len(cells))
            done.accepted |= dict.fromkeys(accepted, entered.batch_id)
            done.batches.append(entered.batch_id)
            for name in ("orders_added", "orders_replaced", "customers_added", "revenue_added"):
                done.facts[name] += getattr(entered, name)


def _batch(store: Store, number: int, plan: Plan, rows: list[Waiting], cells: Mapping[int, Cells], now: dt.datetime, folder: Path) -> Batch:
    """A batch of files of mended rows, in the order of their ids."""
    files = []
    for place in sorted({row.place for row in rows}):
        file = plan.files[place]
        path = folder / str(place) / file.path.name
        path.parent.mkdir(parents=True)
        _write(path, file, {row.id: cells[row.id] for row in rows if row.place == place}, plan.timezone)
        reading = Reading("csv", sheet=file.reading.sheet, first_row=FIRST, decompose=file.reading.decompose)
        files.append(replace(file, path=path, reading=reading, rows=None))
    return Batch(store, replace(plan, files=tuple(files)), zone_of(plan.timezone), now, folder, mends=number)


def _write(path: Path, file: FoundFile, cells: Mapping[int, Cells], timezone: str) -> None:
    zoned = [file.own(one).positions[0] for one in file.mapped if isinstance(one.format, DateFormat) and one.format.kind == "typed"]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(file.columns)
        for id in sorted(cells):
            writer.writerow([_local(cell, timezone) if place in zoned else cell for place, cell in enumerate(cells[id])])


def _local(cell: str | None, timezone: str) -> str | None:
    """A time with its zone, as a typed file has it, in the shop's own time."""
    from zoneinfo import ZoneInfo

    with suppress(ValueError):
        moment = dt.datetime.fromisoformat(cell or "")
        if moment.tzinfo:
            return moment.astimezone(ZoneInfo(timezone)).replace(tzinfo=None).isoformat(" ")
    return cell


def _ids(rows: list[Waiting]) -> list[list[int]]:
    """The ids of the rows of each file of the batch, in the order in which they stand in it."""
    places = sorted({row.place for row in rows})
    return [sorted(row.id for row in rows if row.place == place) for place in places]


def _still(rows: list[Waiting], ids: list[list[int]], bad: list[Row]) -> dict[int, Row]:
    """The rows that are refused again; a cell that is left empty only counts where it is the one that was to be mended."""
    asked = {row.id: row for row in rows}
    again = [(ids[row.place][row.number - FIRST], row) for row in reversed(bad)]
    return {id: replace(row, number=asked[id].row) for id, row in again if not REASONS[row.reason].keeps or row.column == asked[id].column}


def _superseded(batch: Batch) -> list[tuple[int, int, int]]:
    """The rows of orders that a later batch has said anew: the place of their file, of the row within it, and that batch."""
    found = []
    for (place, _), one in zip(batch.orders, batch.staged, strict=True):
        if "order_id" in one.columns:
            with landing.in_order(batch.store):
                mine = f"SELECT order_id, n FROM ({select(one, batch.money, phones=batch.phones, number=True)})"
                found += [
                    (place, n - 1, about) for n, about in batch.store.sql(f"SELECT n, about FROM ({mine}) JOIN superseded USING (order_id)")
                ]
    batch.store.drop("superseded")
    return found
