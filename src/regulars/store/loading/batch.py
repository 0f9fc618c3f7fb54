"""One batch on its way in: its files made scannable, its currency decided, its order rows staged and judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from regulars.errors import InputError, Where
from regulars.intake.plan import Plan
from regulars.intake.words import currency_of, status_of
from regulars.store.duckdb import Store
from regulars.store.loading import flags, refused
from regulars.store.loading.assembling import Shape, order_hash
from regulars.store.loading.casting import Zone, quoted
from regulars.store.loading.landing import Landed, converted, csv_scan, landed, unreadable
from regulars.store.loading.making import with_made
from regulars.store.loading.meanings import OF_MARK, understand
from regulars.store.loading.staging import Check, Money, Staged, select, staged
from regulars.words import UNSTATED, Words, minor_digits

Progress = Callable[[Words, float | None], None]
NODATE = 1 << 30
TRIES = 5


@dataclass
class Batch:
    """What is known of the batch while it is loaded. `mends`: the earlier batch whose refused rows these are."""

    store: Store
    plan: Plan
    zone: Zone
    now: dt.datetime
    scratch: Path
    landed: list[Landed] = field(default_factory=list)
    staged: list[Staged] = field(default_factory=list)
    faults: list[dict[Check, int]] = field(default_factory=list)
    money: Money = Money(UNSTATED, 2)
    decided: bool = False
    phones: bool = False
    statuses: dict[str, object] = field(default_factory=dict)
    notes: list[Words] = field(default_factory=list)
    mends: int | None = None

    @property
    def orders(self) -> list[tuple[int, Landed]]:
        return self.placed("orders")

    def placed(self, table: str) -> list[tuple[int, Landed]]:
        """The files of a table with their places in the batch."""
        return [(place, one) for place, one in enumerate(self.landed) if one.file.table == table]

    def of(self, table: str) -> tuple[Landed, ...]:
        return tuple(one for one in self.landed if one.file.table == table)


def land(batch: Batch) -> None:
    """Make every file scannable."""
    batch.landed = [landed(batch.store, file, batch.scratch, place) for place, file in enumerate(batch.plan.files)]


def decide_money(batch: Batch) -> None:
    """The currency: the shop's, else the one most rows of a currency column name, else đồng where all amounts are whole, else not
    stated."""
    store, counts = batch.store, dict[str, int]()
    cells = [(one, one.landed_cell) for one in (_CurrencyColumn.of(landed) for _, landed in batch.orders) if one]
    selects = [f"SELECT {cell} AS word FROM {one.scan}" for one, cell in cells]
    meanings = understand(store, "currency", selects, currency_of)
    for word, many in (
        store.sql(f"SELECT word, count(*) FROM ({' UNION ALL '.join(selects)}) WHERE word IS NOT NULL GROUP BY word") if selects else []
    ):
        if meaning := meanings.get(word):
            counts[str(meaning)] = counts.get(str(meaning), 0) + many
    seen = max(counts, key=lambda code: (counts[code], code)) if counts else None
    currency = batch.plan.currency or seen or ("VND" if batch.plan.whole else UNSTATED)
    batch.decided = batch.plan.currency is None and bool(batch.orders)
    foreign = bool(set(counts) - {currency})
    batch.money = Money(currency, minor_digits(currency), (currency,), foreign)
    if foreign:
        _rates_now(batch, currency)


@dataclass(frozen=True)
class _CurrencyColumn:
    scan: str
    landed_cell: str

    @staticmethod
    def of(landed: Landed) -> _CurrencyColumn | None:
        mapped = landed.file.of("currency")
        return _CurrencyColumn(landed.scan, f"nullif(trim(c{mapped.positions[0]}::VARCHAR), '')") if mapped else None


def _rates_now(batch: Batch, currency: str) -> None:
    """The rates in force, those of this batch first, the shop's own currency being one."""
    known = "SELECT currency, day, rate FROM rates ANTI JOIN said_rates USING (currency, day) WHERE replaced_at IS NULL"
    batch.store.execute(
        f"CREATE OR REPLACE TEMP TABLE rates_now AS SELECT * FROM ({known} UNION ALL FROM said_rates) WHERE currency <> {quoted(currency)} "
        f"UNION ALL SELECT {quoted(currency)}, DATE '1900-01-01', 1.0"
    )


def stage(batch: Batch) -> None:
    """Type all order files; where a format fails it is decided again over the whole column, where the currency fails likewise.

    Raises `InputError` where a column cannot be what it was taken for, or amounts are finer than the currency."""
    _understand_phones(batch)
    for _ in range(TRIES):
        _stage_once(batch)
        if batch.mends or not _better(batch):
            break
    for place, (one, faults) in enumerate(zip(batch.staged, batch.faults, strict=True)):
        at, file_landed = batch.orders[place]
        refused.check_cut_off(batch.store, file_landed, at)
        rows = batch.store.sql("SELECT count(*) FROM stage WHERE file_no = ?", [at])[0][0]
        if not batch.mends:
            flags.check_wrong(batch.store, one, faults, rows, batch.money, phones=batch.phones)
        flags.check_finer(one, faults, rows, batch.money.currency)


def _stage_once(batch: Batch) -> None:
    store, selects = batch.store, []
    latest = (batch.now + dt.timedelta(days=1)).isoformat(" ")
    batch.staged = [
        staged(one, batch.zone, batch.money, source=batch.plan.source, latest=latest, phones=batch.phones) for _, one in batch.orders
    ]
    for (place, one), typed in zip(batch.orders, batch.staged, strict=True):
        once = f", {'true' if one.file.per_order else 'false'} AS per_order" if any(o.file.per_order for _, o in batch.orders) else ""
        key = ", hash(order_id) AS order_key" if "order_id" in typed.columns else ""
        own = f"{order_hash(set(typed.columns))} AS order_hash"
        selects.append(f"SELECT {place}::UTINYINT AS file_no, *{key}, {own}{once} FROM ({select(typed, batch.money, phones=batch.phones)})")
    try:
        store.drop("stage")
        for place, _ in batch.orders:
            store.drop(f"rejects_{place}", f"scans_{place}")
        store.execute(f"CREATE OR REPLACE TEMP TABLE stage AS {' UNION ALL BY NAME '.join(selects)}")
    except duckdb.Error as error:
        retry_converted(batch, error, batch.orders)
        _stage_once(batch)
        return
    batch.faults = [flags.counted(store, typed, place) for (place, _), typed in zip(batch.orders, batch.staged, strict=True)]


def retry_converted(batch: Batch, error: duckdb.Error, files: list[tuple[int, Landed]]) -> None:
    """Line ends of several kinds stop the engine's reader: such a file is rewritten once, in a stream."""
    found = [place for place, one in files if one.file.reading.kind == "csv" and one.path == one.file.path]
    if "state machine" not in str(error) or not found:
        raise unreadable(files[0][1].file, error) from error
    for place in found:
        old = batch.landed[place]
        file = replace(old.file, reading=replace(old.file.reading, mend="lines"))
        path = converted(file, batch.scratch / f"{place}.csv")
        plain = csv_scan(file, path, place)
        batch.landed[place] = replace(old, file=file, path=path, scan=with_made(file, plain), plain=plain)


def _better(batch: Batch) -> bool:
    """Decide again what failed: formats first, then whether amounts are whole; true where anything changed."""
    changed = False
    for (place, _), one, faults in zip(batch.orders, batch.staged, batch.faults, strict=True):
        better = flags.redecided(
            batch.store, one, {check: many for check, many in faults.items() if check.refuses}, batch.zone, batch.money, phones=batch.phones
        )
        if better:
            batch.landed[place], changed = better, True
    finer = any(check.code.startswith("finer") for faults in batch.faults for check in faults)
    if (
        not changed
        and finer
        and batch.decided
        and batch.money.currency == "VND"
        and not any(one.file.of("currency") for _, one in batch.orders)
    ):
        batch.money, changed = Money(UNSTATED, 2, (UNSTATED,)), True
    return changed


def _understand_phones(batch: Batch) -> None:
    """Phones are made regular before they can be an identity."""
    from regulars.intake.people import phone_of

    selects = [
        f"SELECT c{mapped.positions[0]}::VARCHAR AS word FROM {one.scan}" for _, one in batch.orders if (mapped := one.file.of("phone"))
    ]
    batch.phones = bool(selects)
    if selects:
        understand(batch.store, "phone", selects, phone_of)


def understand_status(batch: Batch, shape: Shape) -> None:
    """What the different words for an order's status mean; a column of a thousand words is no status."""
    if "status" not in shape.columns:
        return
    words = [word for (word,) in batch.store.sql("SELECT DISTINCT status FROM stage WHERE status IS NOT NULL LIMIT 1001")]
    batch.statuses = {word: OF_MARK[word] if word in OF_MARK else status_of(word) for word in words} if len(words) <= 1_000 else {}
    unknown = sorted(word for word, meaning in batch.statuses.items() if meaning is None and word not in OF_MARK)
    if unknown:
        shown = ", ".join(f"“{word}”" for word in unknown[:5])
        batch.notes.append(
            Words(f"Trạng thái {shown} không rõ nghĩa: đơn vẫn tính.", f"Status {shown} is not understood: such orders still count.")
        )


def shape_of(batch: Batch) -> Shape:
    columns = frozenset(name for (name,) in batch.store.sql("SELECT column_name FROM duckdb_columns() WHERE table_name = 'stage'"))
    bad = batch.store.sql("SELECT count(*) FROM stage WHERE flags <> 0")[0][0] > 0
    if bad:
        _only_refusals(batch)
        bad = batch.store.sql("SELECT count(*) FROM stage WHERE flags <> 0")[0][0] > 0
    return Shape(columns, bad)


def _only_refusals(batch: Batch) -> None:
    """Faults that are only counted are no reason to leave a row out."""
    for (place, _), one in zip(batch.orders, batch.staged, strict=True):
        counted = sum(check.bit for check in one.checks if not check.refuses)
        if counted:
            batch.store.execute(f"UPDATE stage SET flags = flags & ~{counted} WHERE file_no = {place} AND flags & {counted} <> 0")


def nothing_left(name: str) -> InputError:
    return InputError(
        Words("Không dòng nào nhập được.", "Not one row can be accepted."), where=Where(file=name), code="nothing_left",
        todo=Words("Xem lại tệp, hoặc chỉ rõ cột nào là gì bằng --map.", "Look at the file, or say which column is which with --map."),
    )  # fmt: skip
