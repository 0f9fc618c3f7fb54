"""`regulars imports`: the history of imports, one of them in full, and taking one back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.session import session
from regulars.cli.speech import SpokenCommand, SpokenGroup, argument, option, told
from regulars.words import Words, day, listed, money, number

if TYPE_CHECKING:
    from regulars.shop import Shop
    from regulars.store.history_of_imports import Import

NAME = "imports"
HELP = told("Các lần nhập: mỗi lần mang gì vào; xem kỹ hay hoàn tác một lần.", "What each import brought; look at one, or undo it.")
SHOW = told(
    "Một lần nhập mang gì vào, thay đổi gì và đọc tệp thế nào.", "What one import brought and changed, and how its files were read."
)
UNDO = told("Hoàn tác một lần nhập, như thể chưa từng nhập.", "Undo an import, as though it had never been.")
HEADS = (
    Words("Lần", "No."), Words("Ngày nhập", "Imported"), Words("Tệp", "Files"), Words("Từ", "From"), Words("Đến", "To"),
    Words("Đơn mới", "New orders"), Words("Đơn thay", "Replaced"), Words("Khách mới", "New customers"), Words("Doanh thu thêm", "Revenue added"),
    Words("Chờ sửa", "Waiting"),
)  # fmt: skip
NOBODY = Words("Tiệm chưa nhập gì.", "Nothing has been imported yet.")
MORE = Words("Xem một lần: regulars imports show SỐ", "One of them in full: regulars imports show NUMBER")
UNDONE = Words("đã hoàn tác {day}", "undone {day}")
MENDS = Words("dòng đã sửa của lần {n}", "mended rows of {n}")
BROUGHT = Words("Lần nhập {n}, ngày {day}: {files}.", "Import {n} of {day}: {files}.")
READ = Words("Đọc {rows} dòng. Thêm {parts}; doanh thu thêm {money}.", "{rows} rows read. It added {parts}; revenue grew by {money}.")
PARTS = (
    ("orders_added", Words("{n} đơn mới", "{n} new orders")),
    ("orders_replaced", Words("{n} đơn bản mới", "{n} newer orders")),
    ("lines_added", Words("{n} dòng hàng", "{n} lines")),
    ("customers_added", Words("{n} khách mới", "{n} new customers")),
    ("customers_changed", Words("thông tin mới của {n} khách", "news of {n} customers")),
    ("products_added", Words("{n} sản phẩm mới", "{n} new products")),
    ("products_changed", Words("thông tin mới của {n} sản phẩm", "news of {n} products")),
)
NOTHING = Words("0 đơn", "0 orders")
SPAN = Words("Đơn từ {first} đến {last}.", "Orders from {first} to {last}.")
KEPT = Words(
    "Không nhận {refused} dòng: {waiting} đang chờ sửa, {mended} đã sửa, {dropped} đã bỏ.",
    "{refused} rows refused: {waiting} wait, {mended} mended, {dropped} dropped.",
)
MAPPED = Words("{file}: {columns}", "{file}: {columns}")
Number = Annotated[
    int, argument("NUMBER", vi="Số của lần nhập, xem ở regulars imports.", en="The number of the import, see regulars imports.")
]


def group() -> typer.Typer:
    """The commands below `regulars imports`."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.callback(cls=SpokenGroup, invoke_without_command=True, help=HELP)(history)
    app.command("show", cls=SpokenCommand, help=SHOW)(show)
    app.command("undo", cls=SpokenCommand, help=UNDO)(undo)
    return app


def history(context: typer.Context) -> Answer | None:
    if context.invoked_subcommand:
        return None
    asked = session(context)
    with asked.shop() as shop:
        found = shop.imports()
        return Answer([as_data(one) for one in found], lambda lang: _listed(found, lang), versions=shop.versions())


def as_data(one: Import) -> dict[str, object]:
    return asdict(one) | {"files": list(one.files)}


def _listed(found: Sequence[Import], lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, quiet, table

    if not found:
        yield plain(NOBODY.of(lang))
        return
    yield table([head.of(lang) for head in HEADS], [_row(one, lang) for one in found], right=(0, 5, 6, 7, 8, 9))
    yield from ("", quiet(MORE.of(lang)))


def _row(one: Import, lang: str) -> list[str]:
    notes = [MENDS.of(lang, n=one.mends)] if one.mends else []
    notes += [UNDONE.of(lang, day=day(one.undone_at.date(), lang))] if one.undone_at else []
    files = listed([*one.files[:3], *(["…"] if len(one.files) > 3 else [])], lang)
    counts = [number(value, lang) for value in (one.orders_added, one.orders_replaced, one.customers_added)]
    return [
        str(one.batch_id), day(one.loaded_at.date(), lang), files + (f" ({', '.join(notes)})" if notes else ""), day(one.first_day, lang),
        day(one.last_day, lang), *counts, money(one.revenue_added, one.currency, lang), number(one.waiting, lang),
    ]  # fmt: skip


def show(context: typer.Context, batch: Number) -> Answer:
    asked = session(context)
    with asked.shop() as shop:
        one, changes, mapping = _found(shop, batch)
        data = as_data(one) | {"changes": changes.to_data(), "mapping": mapping}
        changed = {lang: changes.text(one.orders_replaced, one.currency, lang) for lang in ("vi", "en")}
        return Answer(data, lambda lang: _shown(one, changed[lang], mapping, lang), versions=shop.versions())


def _found(shop: Shop, batch: int) -> tuple[Import, Any, dict[str, dict[str, str]]]:
    from regulars.store import history_of_imports as kept

    return kept.one(shop.store, batch), kept.changes_of(shop.store, batch), kept.mapping_of(shop.store, batch)


def _shown(one: Import, changed: str, mapping: dict[str, dict[str, str]], lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, quiet
    from regulars.intake.fields import FIELDS

    yield plain(
        BROUGHT.of(lang, n=one.batch_id, day=day(one.loaded_at.date(), lang), files=listed([f"“{name}”" for name in one.files], lang))
    )
    for words in [UNDONE.of(lang, day=day(one.undone_at.date(), lang))] if one.undone_at else []:
        yield plain(words[:1].upper() + words[1:] + ".")
    parts = [words.of(lang, n=number(many, lang)) for name, words in PARTS if (many := getattr(one, name))]
    added = listed(parts or [NOTHING.of(lang)], lang)
    yield plain(READ.of(lang, rows=number(one.rows_read, lang), parts=added, money=money(one.revenue_added, one.currency, lang)))
    if one.first_day:
        yield plain(SPAN.of(lang, first=day(one.first_day, lang), last=day(one.last_day, lang)))
    if one.refused:
        counts = {name: number(getattr(one, name), lang) for name in ("refused", "waiting", "mended", "dropped")}
        yield plain(KEPT.of(lang, **counts))
    if changed:
        yield from ("", plain(changed))
    for file, columns in mapping.items():
        said = ", ".join(f"{FIELDS[field].words.of(lang) if field in FIELDS else field} ← “{column}”" for column, field in columns.items())
        yield from ("", quiet(MAPPED.of(lang, file=file, columns=said)))


def undo(
    context: typer.Context,
    batch: Number,
    dry_run: Annotated[
        bool, option("--dry-run", vi="Chỉ cho biết sẽ mất gì, không hoàn tác.", en="Only say what would go; undo nothing.")
    ] = False,
) -> Answer:
    asked = session(context)

    def here() -> Answer:
        from regulars.cli.tables import plain

        with asked.shop(to_change=True) as shop:
            done = shop.undo(batch, dry_run=dry_run)
            return Answer(done.to_data(), lambda lang: [plain(done.text(lang))], versions=shop.versions())

    return asked.changing("undo", {"batch": batch, "dry_run": dry_run}, here)
