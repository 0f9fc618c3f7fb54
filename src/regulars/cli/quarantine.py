"""`regulars quarantine`: refused rows as a place of work: see them, give them out, mend them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.init import currency_named
from regulars.cli.session import session
from regulars.cli.speech import SpokenCommand, SpokenGroup, argument, option, told
from regulars.errors import InputError, NotFound
from regulars.words import Words, number

if TYPE_CHECKING:
    from regulars.intake.mending import Mend, Mended, Which
    from regulars.store.quarantine import Held

NAME = "quarantine"
HELP = told("Các dòng không nhận được: xem và sửa.", "Rows that were refused: see and mend them.")
SHOW = told("Từng dòng đang chờ sửa, với các ô của nó.", "The rows that wait, with their cells.")
EXPORT = told("Xuất các dòng đang chờ ra tệp để sửa rồi đưa lại.", "Write the rows that wait to a file, to be corrected and given back.")
MEND = told(
    "Sửa các dòng đang chờ và nhập chúng vào đúng đơn của mình.", "Mend rows that wait and import them into the orders they belong to."
)
NONE = Words("Không có dòng nào chờ sửa.", "No row waits to be mended.")
TOTAL = Words("{n} dòng chờ sửa.", "{n} rows wait to be mended.")
OF_BATCH = Words("Lần nhập {batch}, “{file}” · {reason}", "Import {batch}, “{file}” · {reason}")
NEXT = Words(
    "Sửa trong Excel: regulars quarantine export sua.xlsx, rồi regulars quarantine mend sua.xlsx. Sửa theo quy tắc: regulars quarantine mend --help",
    "Correct them in Excel: regulars quarantine export mend.xlsx, then regulars quarantine mend mend.xlsx. By a rule: regulars quarantine mend --help",
)
MORE = Words("Còn {n} dòng nữa; xem thêm bằng --limit.", "{n} more rows; see more with --limit.")
WROTE = Words(
    "Đã ghi {n} dòng vào {path}. Sửa xong: regulars quarantine mend {path}",
    "Wrote {n} rows to {path}. When corrected: regulars quarantine mend {path}",
)
WOULD = Words("Thử xem, chưa sửa gì:", "Tried only, nothing is mended yet:")
EXAMPLE = Words("  dòng {row}: “{before}” → “{after}”", "  row {row}: “{before}” → “{after}”")
ONE_WAY = InputError(
    Words("Cần chỉ đúng một cách sửa.", "Say exactly one way of mending."),
    todo=Words(
        "Một tệp đã sửa, hoặc một trong: --as, --replace, --dates, --currency, --retry, --drop.",
        "A corrected file, or one of: --as, --replace, --dates, --currency, --retry, --drop.",
    ),
    code="one_way",
)
Batch = Annotated[
    int | None, option("--batch", vi="Chỉ các dòng của lần nhập số này.", en="Only rows of the import of this number.", metavar="NUMBER")
]
Reason = Annotated[
    str | None,
    option(
        "--reason",
        vi="Chỉ các dòng bị từ chối vì lý do này, ví dụ not_a_number.",
        en="Only rows refused for this reason, such as not_a_number.",
        metavar="CODE",
    ),
]
Column = Annotated[
    str | None, option("--column", vi="Chỉ các dòng bị từ chối ở cột này.", en="Only rows refused for this column.", metavar="COLUMN")
]

As = Annotated[
    str | None,
    option(
        "--as",
        vi='Ô không nhận được coi là giá trị này, ví dụ 0; "" là ô trống.',
        en='Take the cell refused as this value, such as 0; "" for empty.',
        metavar="VALUE",
    ),
]
Replace = Annotated[
    str | None,
    option("--replace", vi="Ô ghi thế này sửa thành thế kia.", en="A cell that says the one becomes the other.", metavar="OLD=NEW"),
]
Dates = Annotated[
    str | None,
    option(
        "--dates",
        vi="Đọc ngày theo kiểu này, ví dụ d/m/Y hay Y.m.d H:M.",
        en="Read dates written this way, such as d/m/Y or Y.m.d H:M.",
        metavar="PATTERN",
    ),
]
Currency = Annotated[
    str | None,
    option("--currency", vi="Coi tiền tệ là loại này, ví dụ VND.", en="Take the currency to be this one, such as VND.", metavar="CODE"),
]
Retry = Annotated[
    bool,
    option(
        "--retry",
        vi="Đọc lại như cũ, ví dụ sau khi nhập tỷ giá còn thiếu.",
        en="Read them again as they are, for example once a missing rate is there.",
    ),
]


def group() -> typer.Typer:
    """The commands below `regulars quarantine`."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.callback(cls=SpokenGroup, invoke_without_command=True, help=HELP)(summary)
    for name, help_text, command in (("show", SHOW, show), ("export", EXPORT, export), ("mend", MEND, mend)):
        app.command(name, cls=SpokenCommand, help=help_text)(command)
    return app


def _which(batch: int | None, reason: str | None, column: str | None) -> Which:
    from regulars.intake.mending import Which
    from regulars.intake.outcome import REASONS

    if reason is not None and reason not in REASONS:
        from rapidfuzz import process

        near = ", ".join(name for name, _, _ in process.extract(reason, list(REASONS), limit=3))
        raise NotFound(
            Words(f"Không có lý do “{reason}”.", f"There is no reason “{reason}”."),
            todo=Words(f"Gần giống: {near}", f"Nearest: {near}"),
            code="no_reason",
        )
    return Which(batch, None, reason, column)


def summary(context: typer.Context, batch: Batch = None) -> Answer | None:
    if context.invoked_subcommand:
        return None
    asked = session(context)
    with asked.shop() as shop:
        held = shop.waiting(_which(batch, None, None))
        data = [asdict(one) | {"sentence": one.sentence().of(asked.lang)} for one in held]
        return Answer(data, lambda lang: _summed(held, lang), versions=shop.versions())


def _summed(held: Sequence[Held], lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, quiet, title

    if not held:
        yield plain(NONE.of(lang))
        return
    yield title(TOTAL.of(lang, n=number(sum(one.rows for one in held), lang)))
    for one in held:
        yield from (plain(one.sentence().of(lang)), quiet("  " + OF_BATCH.of(lang, batch=one.batch, file=one.file, reason=one.reason)))
    yield from ("", quiet(NEXT.of(lang)))


def show(
    context: typer.Context,
    batch: Batch = None,
    reason: Reason = None,
    column: Column = None,
    limit: Annotated[int, option("--limit", vi="Nhiều nhất ngần ấy dòng.", en="So many rows at most.", metavar="ROWS", min=1)] = 20,
) -> Answer:
    asked = session(context)
    with asked.shop() as shop:
        from regulars.store import quarantine

        which = _which(batch, reason, column)
        total = sum(one.rows for one in shop.waiting(which))
        rows = quarantine.rows(shop.store, which, limit=limit)
        words = {row["id"]: Words(row.pop("reason_vi"), row.pop("reason_en")) for row in rows}
        data = {"total": total, "rows": [row | {"words": words[row["id"]].of(asked.lang)} for row in rows]}
        return Answer(data, lambda lang: _rows(rows, words, total, lang), versions=shop.versions())


def _rows(rows: Sequence[dict[str, Any]], words: dict[int, Words], total: int, lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, quiet

    if not rows:
        yield plain(NONE.of(lang))
    for row in rows:
        column = f"“{row['column']}”: " if row["column"] else ""
        yield plain(
            f"{row['file']}, {Words('dòng', 'row').of(lang)} {row['row']}: {column}“{row['value'] or ''}” {words[row['id']].of(lang)}"
        )
        cells = row["cells"]
        shown = " · ".join(f"{name}: {cell}" for name, cell in cells.items() if cell) if isinstance(cells, dict) else str(cells[0])
        yield quiet(f"  {shown[:600]}")
    if total > len(rows) > 0:
        yield from ("", quiet(MORE.of(lang, n=number(total - len(rows), lang))))


def export(
    context: typer.Context,
    file: Annotated[
        Path | None,
        argument(
            "FILE",
            vi="Tệp .xlsx hay .csv; không ghi thì vào thư mục exports/ của tiệm.",
            en="A .xlsx or .csv file; left out, one in the shop's folder exports/.",
        ),
    ] = None,
    batch: Batch = None,
    reason: Reason = None,
    column: Column = None,
) -> Answer:
    asked = session(context)
    if file is not None and file.suffix.lower() not in (".csv", ".xlsx"):
        raise InputError(
            Words("Chỉ ghi được tệp .csv hay .xlsx.", "Only .csv and .xlsx can be written."),
            seen=file.name,
            todo=Words("Ví dụ: regulars quarantine export sua.xlsx", "For example: regulars quarantine export mend.xlsx"),
            code="export_kind",
        )
    with asked.shop() as shop:
        from regulars.cli.tables import plain

        target = file or shop.home / "exports" / "quarantine.xlsx"
        rows = shop.export_quarantine(target, _which(batch, reason, column), asked.lang)
        data = {"path": str(target.resolve()), "rows": rows}
        return Answer(data, lambda lang: [plain(WROTE.of(lang, n=number(rows, lang), path=str(target)))], versions=shop.versions())


def mend(
    context: typer.Context,
    file: Annotated[
        Path | None,
        argument(
            "FILE", vi="Tệp đã sửa, do regulars quarantine export ghi ra.", en="A corrected file that regulars quarantine export wrote."
        ),
    ] = None,
    batch: Batch = None,
    reason: Reason = None,
    column: Column = None,
    treated: As = None,
    replace: Replace = None,
    dates: Dates = None,
    currency: Currency = None,
    retry: Retry = False,
    drop: Annotated[bool, option("--drop", vi="Bỏ hẳn các dòng này.", en="Drop these rows for good.")] = False,
    dry_run: Annotated[
        bool, option("--dry-run", vi="Chỉ cho xem kết quả, không sửa gì.", en="Only show what would come of it; mend nothing.")
    ] = False,
) -> Answer:
    asked = session(context)
    ways = {"as": treated, "replace": replace, "dates": dates, "currency": currency, "retry": retry or None, "drop": drop or None}
    given = [(kind, value) for kind, value in ways.items() if value is not None]
    if len(given) + (file is not None) != 1:
        raise ONE_WAY
    how: Mend | Path = file if file is not None else _rule(*given[0], _which(batch, reason, column))

    def here() -> Answer:
        with asked.shop(to_change=True) as shop:
            done = shop.mend(how, dry_run=dry_run)
            return Answer(done.to_data(asked.lang), lambda lang: _told(done, lang), versions=shop.versions())

    arguments = {"file": str(how.resolve())} if isinstance(how, Path) else asdict(how)
    return asked.changing("mend", arguments | {"dry_run": dry_run}, here)


def _rule(kind: str, value: str | bool, which: Which) -> Mend:
    from regulars.intake.mending import Mend

    if kind != "replace":
        return Mend(kind, which, currency_named(str(value)) if kind == "currency" else str(value) if isinstance(value, str) else None)
    old, sign, new = str(value).partition("=")
    if not sign or not old:
        raise InputError(
            Words("--replace viết dạng cũ=mới.", "--replace is written old=new."),
            seen=str(value),
            todo=Words('Ví dụ: --replace "31/02/2026=28/02/2026"', 'For example: --replace "31/02/2026=28/02/2026"'),
            code="replace",
        )
    return Mend(kind, which, new, old)


def _told(done: Mended, lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, title

    yield from ([title(WOULD.of(lang))] if done.dry else [])
    yield plain(done.mend.explain().of(lang))
    for _, row, before, after in done.examples if done.dry else ():
        yield plain(EXAMPLE.of(lang, row=row, before=before or "", after=after if after is not None else "–"))
    yield from map(plain, done.told(lang))
