"""The faults found while staging: counted, a format decided again where it fails, and refused where it is the mapping that is wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from regulars.errors import InputError, Where
from regulars.intake.dates import CANDIDATES as DATES
from regulars.intake.dates import EARLIEST, DateFormat, choose_date, moment
from regulars.intake.fields import FIELDS
from regulars.intake.numbers import CANDIDATES as NUMBERS
from regulars.intake.numbers import PATTERNS, NumberFormat, choose_number, reads
from regulars.intake.plan import Mapped
from regulars.store.duckdb import Store
from regulars.store.loading.casting import Zone, bared, blank, quoted
from regulars.store.loading.landing import Landed
from regulars.store.loading.refused import example_of
from regulars.store.loading.staging import Check, Money, Staged, reformatted, select, when
from regulars.words import Words, number

REDECIDED = ("not_a_number", "not_a_date", "too_early", "in_the_future")
WRONG = ("not_a_number", "not_a_date", "no_date", "no_amount")


def counted(store: Store, one: Staged, place: int, stage: str = "stage") -> dict[Check, int]:
    """How many rows of a file have each fault."""
    rows = store.sql(f"SELECT flags, count(*) FROM {stage} WHERE file_no = ? AND flags <> 0 GROUP BY flags", [place])
    counts: Counter[Check] = Counter()
    for flags, many in rows:
        counts.update({check: many for check in one.checks if flags & check.bit})
    return dict(counts)


def redecided(store: Store, one: Staged, faults: dict[Check, int], zone: Zone, money: Money, *, phones: bool) -> Landed | None:
    """The file with formats decided again over whole columns, where that reads more; null where nothing better is found."""
    better = one.landed
    for check in (check for check in faults if check.code in REDECIDED):
        mapped = one.landed.file.of(check.field)
        if mapped is None or mapped.format is None or one.landed.cell(mapped.positions[0])[1] != "VARCHAR":
            continue
        cells = _failing(store, one, check, money, phones=phones)
        found = (
            _number(store, one.landed, mapped, cells)
            if isinstance(mapped.format, NumberFormat)
            else _date(store, one.landed, mapped, cells, zone)
        )
        if found and found != mapped.format:
            better = reformatted(better, check.field, found)
    return None if better is one.landed else better


def _failing(store: Store, one: Staged, check: Check, money: Money, *, phones: bool) -> list[str]:
    """Some of the different cells that have the fault."""
    cell = f"concat_ws(' ', {', '.join(f'trim(c{i})' for i in check.positions)})" if len(check.positions) > 1 else f"c{check.positions[0]}"
    found = store.sql(
        f"SELECT DISTINCT {cell}::VARCHAR FROM ({select(one, money, phones=phones, raw=True)}) WHERE flags & {check.bit} <> 0 LIMIT 500"
    )
    return [cell.strip() for (cell,) in found if cell]


def _number(store: Store, landed: Landed, mapped: Mapped, failing: list[str]) -> NumberFormat | None:
    """Only where another format reads what failed are all cells counted."""
    if not any(reads(cell, format) for cell in failing for format in NUMBERS):
        return None
    tests = []
    for cell, kind in (landed.cell(i) for i in mapped.positions):
        for format in NUMBERS:
            written = bared(cell) if format.noisy else f"trim({cell})"
            tests.append(f"count(*) FILTER (NOT {blank(cell, kind)} AND regexp_full_match({written}, {quoted(PATTERNS[format.style])}))")
        tests += [
            f"coalesce(bool_or(regexp_full_match({bared(cell)}, '-?[1-9][0-9]{{0,2}}{mark}[0-9]{{3}}')), false)" for mark in (r"\.", ",")
        ]
    found = store.sql(f"SELECT {', '.join(tests)} FROM {landed.scan}")[0]
    step = len(NUMBERS) + 2
    totals = [sum(found[i::step]) for i in range(len(NUMBERS))]
    lone = (any(found[len(NUMBERS) :: step]), any(found[len(NUMBERS) + 1 :: step]))
    return choose_number(dict(zip(NUMBERS, totals, strict=True)), lone, money=FIELDS[mapped.field].kind == "money").format


def _date(store: Store, landed: Landed, mapped: Mapped, failing: list[str], zone: Zone) -> DateFormat | None:
    """Only the formats that read what failed are tried on all cells, beside the present one."""
    if not isinstance(mapped.format, DateFormat):
        return None
    now = mapped.format
    others = [replace(format, half_days=now.half_days) for format in DATES if format.name != now.name]
    rivals = [
        format for format in others if any((when_read := moment(cell, format)) and when_read.year >= EARLIEST.year for cell in failing)
    ]
    if not rivals:
        return None
    spans = [
        f"count(*) FILTER ({when(landed, mapped, format, zone)} BETWEEN TIMESTAMP '{EARLIEST}' AND now()::TIMESTAMP + INTERVAL 1 DAY)"
        for format in (now, *rivals)
    ]
    found = store.sql(f"SELECT {', '.join(spans)} FROM {landed.scan}")[0]
    decision = choose_date(dict(zip((now, *rivals), found, strict=True)), max(1, *found))
    return decision.format if decision else None


def check_wrong(store: Store, one: Staged, faults: dict[Check, int], rows: int, money: Money, *, phones: bool) -> None:
    """Raises `InputError` where more than half of a column's rows cannot be what it was taken for."""
    for check, many in faults.items():
        if check.refuses and check.code in WRONG and many > rows / 2 and check.columns:
            example, row = example_of(store, one, check, money, phones=phones)
            raise _wrong(one, check, many, example, row)


def _wrong(one: Staged, check: Check, many: int, example: str | None, row: int | None) -> InputError:
    column, file = check.columns[0], one.landed.file
    vi, en = {
        "not_a_number": ("không phải số", "are not numbers"), "not_a_date": ("không phải ngày", "are not dates"),
        "no_date": ("không có ngày", "have no date"), "no_amount": ("không có số tiền", "have no amount"),
    }[check.code]  # fmt: skip
    seen = Words(f"Ví dụ dòng {row}: “{example or ''}”", f"For example row {row}: “{example or ''}”") if row else None
    words = FIELDS[check.field].words
    return InputError(
        Words(f"Cột “{column}” có {number(many, 'vi')} dòng {vi}.", f"{number(many, 'en')} rows of “{column}” {en}."),
        seen=seen, code=check.code,
        todo=Words(
            f"Nếu “{column}” không phải {words.vi}, chỉ cột khác: --map \"tên cột={check.field}\"",
            f"If “{column}” is not the {words.en}, name another column: --map \"column={check.field}\"",
        ),
        where=Where(file=file.name, row=row, column=column),
    )  # fmt: skip


def check_finer(one: Staged, faults: dict[Check, int], rows: int, currency: str) -> None:
    """Raises `InputError` where amounts, or more than one price in a hundred, are finer than the currency's minor unit."""
    for check, many in faults.items():
        if check.code == "finer" or (check.code == "finer_price" and many > rows / 100):
            column, other = check.columns[0], "USD" if currency == "VND" else "KWD"
            raise InputError(
                Words(
                    f"Cột “{column}” có {number(many, 'vi')} số tiền lẻ hơn đơn vị nhỏ nhất của {currency}.",
                    f"{number(many, 'en')} amounts of “{column}” are finer than the smallest unit of {currency}.",
                ),
                todo=Words(
                    f"Chọn đúng tiền tệ rồi nhập lại, ví dụ: regulars init --currency {other}",
                    f"Set the right currency and import again, for example: regulars init --currency {other}",
                ),
                where=Where(file=one.landed.file.name, column=column), code="finer_than_currency",
            )  # fmt: skip
