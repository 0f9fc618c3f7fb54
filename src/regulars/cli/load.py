"""`regulars import`: files in, and a report of what was read, understood, guessed and refused."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.init import currency_named
from regulars.cli.session import FILE, Session, session
from regulars.cli.speech import argument, option, told
from regulars.cli.waiting import progress
from regulars.errors import InputError, Where
from regulars.intake.addresses import is_address
from regulars.words import Words, number

if TYPE_CHECKING:
    from regulars.intake.plan import Plan
    from regulars.intake.report import ImportReport
    from regulars.shop import Shop

NAME = "import"
HELP = told(
    "Nhập đơn hàng, khách, sản phẩm, lượt xem, đánh giá, khảo sát… từ tệp hay thư mục.",
    "Import orders, customers, products, visits, reviews, surveys… from files or folders.",
)
READING = Words("Đang đọc tệp", "Reading the files")
MADE = Words("Đã tạo tiệm “{name}” ở {path}", "Made the shop “{name}” in {path}")
PLANNED = Words("Sẽ đọc như sau; chưa nhập gì.", "This is how the files would be read; nothing is imported yet.")
CORRECT = Words(
    'Cột nào hiểu sai thì sửa bằng --map "Tên cột=trường". Cột không dùng: {columns}.',
    'Correct a column that was misunderstood with --map "Column=field". Columns not used: {columns}.',
)
NEXT = Words("Tiếp theo: regulars classify", "Next: regulars classify")


def command(
    context: typer.Context,
    paths: Annotated[
        list[str],
        argument(
            "PATHS",
            vi="Các tệp hay thư mục của một lần nhập; tiệm có cụm máy thì cả địa chỉ như s3a://…",
            en="Files or folders of one batch; in a shop with a cluster also addresses such as s3a://…",
        ),
    ],
    source: Annotated[
        str | None,
        option(
            "--source",
            vi="Tên nguồn, ví dụ shopee; cùng mã đơn ở hai nguồn là hai đơn.",
            en="Name of the source, such as shopee; one order id in two sources means two orders.",
            metavar="NAME",
        ),
    ] = None,
    mapping: Annotated[
        list[str] | None,
        option(
            "--map",
            vi='Cột nào là gì, ví dụ "Ngày tạo=ordered_at"; ghi được nhiều lần, được nhớ cho lần sau.',
            en='Which column is what, such as "Ngày tạo=ordered_at"; may be given several times, and is remembered.',
            metavar="COLUMN=FIELD",
        ),
    ] = None,
    currency: Annotated[
        str | None,
        option(
            "--currency",
            vi="Tiền tệ của số tiền trong tệp (ISO 4217), ví dụ VND.",
            en="Currency of the amounts in the files (ISO 4217), such as VND.",
            metavar="CODE",
        ),
    ] = None,
    sheet: Annotated[
        str | None, option("--sheet", vi="Trang cần đọc của tệp Excel.", en="The sheet to read of an Excel file.", metavar="NAME")
    ] = None,
    drop_duplicates: Annotated[
        bool, option("--drop-duplicates", vi="Bỏ những dòng trùng hệt dòng khác.", en="Drop lines that are exact duplicates.")
    ] = False,
    strict: Annotated[
        bool,
        option("--strict", vi="Có dòng bị từ chối thì kết thúc với mã 6.", en="Leave with exit code 6 if any row was refused."),
    ] = False,
    dry_run: Annotated[
        bool,
        option("--dry-run", vi="Chỉ cho xem sẽ đọc thế nào, không nhập.", en="Only show how the files would be read; import nothing."),
    ] = False,
) -> Answer:
    asked = session(context)
    options = {
        "source": source,
        "mapping": _pairs(mapping),
        "currency": currency and currency_named(currency),
        "sheet": sheet,
        "drop_duplicates": drop_duplicates,
    }
    if dry_run or asked.found() is None:
        plan = _plan(asked, paths, options)
        if dry_run:
            return Answer(_plan_data(plan, asked.lang), lambda lang: _plan_shown(plan, lang), warnings=plan.warnings)
    given = {name: value for name, value in options.items() if value}
    arguments = given | {"paths": [path if is_address(path) else os.fspath(Path(path).resolve()) for path in paths]}
    answer = asked.changing("import", arguments, lambda: _load(asked, paths, options))
    refused = answer.data["refused_rows"] if strict and isinstance(answer.data, dict) else 0
    return replace(answer, fault=_partly(refused, answer.data["quarantine"])) if refused else answer  # type: ignore[index]


def _pairs(texts: Sequence[str] | None) -> dict[str, str] | None:
    """`COLUMN=FIELD` texts as a mapping; a column's own name may hold `=` if the field stands last."""
    pairs = {}
    for text in texts or ():
        column, sign, field = text.rpartition("=")
        if not sign or not column.strip() or not field.strip():
            raise InputError(
                Words("Mỗi --map viết dạng cột=trường.", "Each --map is written column=field."),
                seen=text,
                todo=Words('Ví dụ: --map "Ngày tạo=ordered_at"', 'For example: --map "Ngày tạo=ordered_at"'),
                code="map",
            )
        pairs[column.strip()] = field.strip()
    return pairs or None


def _plan(asked: Session, paths: Sequence[str], options: Mapping[str, Any]) -> Plan:
    """How the files would be read, by the settings of the shop where there is one."""
    from regulars import settings, sources

    chosen = settings.read(asked.place())
    given: dict[str, Any] = {**options, "currency": options["currency"] or chosen.currency}
    given |= {"remembered": chosen.mappings, "timezone": chosen.timezone}
    if chosen.engine == "duckdb":
        return sources.plan(paths, **given)
    with asked.shop(to_change=True) as shop, shop.brought(paths) as files:
        return sources.plan(files, addresses=files, **given)


def _load(asked: Session, paths: Sequence[str], options: Mapping[str, Any]) -> Answer:
    import regulars

    folder, made = asked.place(), asked.found() is None
    with regulars.open(folder) as shop:
        with progress(asked.lang, READING) as tell:
            report = shop.load(*paths, progress=tell, **options)
        outcome = report.outcome
        data = report.to_data(asked.lang) | {"shop": str(shop.path.resolve()), "created": made}
        return Answer(
            data,
            lambda lang: _shown(report, shop, made, lang),
            shop.last_day() if _has_orders(shop) else None,
            versions=shop.versions(),
            warnings=outcome.warnings if asked.as_json else (),
        )


def _has_orders(shop: Shop) -> bool:
    return bool(shop.store.sql("SELECT 1 FROM orders WHERE replaced_at IS NULL AND ordered_on IS NOT NULL LIMIT 1"))


def _partly(rows: int, kept: str | None) -> InputError:
    error = InputError(
        Words(f"{number(rows, 'vi')} dòng bị từ chối; phần còn lại đã nhập.", f"Rows refused: {number(rows, 'en')}; the rest is imported."),
        todo=Words("Sửa các dòng ấy rồi nhập lại tệp.", "Mend those rows and import the file again."),
        where=Where(file=kept),
        code="partly_refused",
    )
    error.exit_code = 6
    return error


def _shown(report: ImportReport, shop: Shop, made: bool, lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, quiet

    if made:
        yield from (plain(MADE.of(lang, name=shop.name, path=str(shop.path.resolve() / FILE))), "")
    yield from (plain(report.text(lang)), "", quiet(NEXT.of(lang)))


def _plan_data(plan: Plan, lang: str) -> dict[str, object]:
    return {
        "dry_run": True,
        "files": [
            {
                "name": file.name,
                "table": file.table,
                "kind": file.reading.kind,
                "format": file.format.id if file.format else None,
                "recognised": bool(file.format and file.format.certain),
                "mapping": {column: one.field for one in file.mapped for column in one.columns},
                "how": {one.field: one.how for one in file.mapped},
                "unused": [name for _, name in file.unmapped()],
            }
            for file in plan.files
        ],
        "guesses": [words.of(lang) for words in plan.guesses],
        "skipped": list(plan.skipped),
    }


def _plan_shown(plan: Plan, lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, quiet
    from regulars.intake.plan import explain

    yield from (plain(PLANNED.of(lang)), "", plain(explain(plan).of(lang)))
    if plan.guesses:
        yield from ("", *(plain(words.of(lang)) for words in plan.guesses))
    yield from ("", quiet(CORRECT.of(lang, columns=", ".join(plan.unused()) or "–")))
