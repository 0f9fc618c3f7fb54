"""`regulars check`: whether a scheme file can be used, proven before anybody is sorted by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from regulars.cli.answer import Answer
from regulars.cli.saving import NO_CUSTOMERS, previewed
from regulars.cli.schemes import explained, schemes_of
from regulars.cli.session import CLASSIFYING, answered, session
from regulars.cli.speech import argument, option, told
from regulars.cli.waiting import progress
from regulars.errors import Regulars
from regulars.words import Words

if TYPE_CHECKING:
    from regulars.scheme import CheckReport, Scheme
    from regulars.shop import Shop

NAME = "check"
HELP = told(
    "Xét xem một tệp phân nhóm có dùng được không, và sẽ đổi những gì.",
    "Check whether a scheme file can be used, and what it would change.",
)
GOOD = Words("“{name}” dùng được.", "“{name}” can be used.")
PROVEN = Words(
    "Đã chứng minh: mọi khách có đúng một nhóm, và nhóm nào cũng có thể có khách.",
    "Proven: every customer is in exactly one class, and every class can be reached.",
)
KINDS = (
    ("errors", Words("Lỗi", "Errors"), "red"),
    ("warnings", Words("Lưu ý", "Warnings"), "yellow"),
    ("notes", Words("Nên biết", "Notes"), "dim"),
)
TAKEN = Words(
    "“{id}” là mã của một cách phân loại có sẵn; muốn lưu thì đặt mã khác.",
    "“{id}” is the id of a scheme that comes with Regulars; to save it, choose another id.",
)
NEXT = Words("Để dùng: regulars schemes save {file}", "To use it: regulars schemes save {file}")


def command(
    context: typer.Context,
    file: Annotated[Path, argument("FILE", vi="Tệp phân nhóm: YAML, JSON hay TOML.", en="The scheme file: YAML, JSON or TOML.")],
    against: Annotated[
        Literal["current"] | None,
        option(
            "--against",
            vi="current: cho thấy ai sẽ đổi nhóm so với cách tiệm đang dùng, nếu lưu tệp này.",
            en="current: show who would change class if this file were saved, against what the shop uses now.",
        ),
    ] = None,
) -> Answer:
    from regulars.scheme import load

    asked = session(context)
    with asked.shop() if against else asked.shop_if_any() as shop:
        scheme = load(file)
        others = [each for each in schemes_of(shop) if each.id != scheme.id]
        found = Checked(scheme, scheme.check(others), others, shop.currency if shop else "VND", file)
        if shop is None or not against or not found.report.ok:
            return Answer(found.to_data(asked.lang), found.shown, warnings=found.warnings(), fault=found.fault())
        with progress(asked.lang, CLASSIFYING):
            return _compared(shop, found, asked.lang)


@dataclass(frozen=True)
class Checked:
    """A scheme of a file, what its check found, and the schemes it may name."""

    scheme: Scheme
    report: CheckReport
    others: Sequence[Scheme]
    currency: str
    file: Path

    def to_data(self, lang: str) -> dict[str, object]:
        said = {name: [words.of(lang) for words in getattr(self.report, name)] for name, _, _ in KINDS}
        return {"scheme": self.scheme.id, "proven": self.report.proven, **said}

    def fault(self) -> Regulars | None:
        return _fault(self.report, self.file)

    def warnings(self) -> tuple[Words, ...]:
        from regulars.schemes import makers

        return (TAKEN.filled(id=self.scheme.id),) if self.scheme.id in makers() else ()

    def shown(self, lang: str) -> Iterator[Any]:
        return _shown(self.scheme, self.report, self.others, self.currency, lang, self.file)


def _compared(shop: Shop, found: Checked, lang: str) -> Answer:
    """The check, and who would move if the file were saved."""
    change = previewed(shop, found.scheme)
    data = found.to_data(lang) | {"change": change and change.to_data(lang)}
    if change is None:
        return Answer(data, found.shown, versions=shop.versions(), warnings=(*found.warnings(), NO_CUSTOMERS))

    def show(lang: str) -> Iterator[Any]:
        from regulars.cli.changing import change_shown

        *checked, blank, next_step = found.shown(lang)
        yield from (*checked, "", *change_shown(change, lang), blank, next_step)

    return answered(shop, change.as_of, data, show, warnings=(*found.warnings(), *change.warnings))


def _fault(report: CheckReport, file: Path) -> Regulars | None:
    from regulars.errors import RuleError, Where

    try:
        report.raise_if_bad()
    except RuleError as error:
        return RuleError(error.what, seen=error.seen, todo=error.todo, where=Where(file=file.name))
    return None


def _shown(scheme: Scheme, report: CheckReport, others: Sequence[Scheme], currency: str, lang: str, file: Path) -> Iterator[Any]:
    from rich.text import Text

    from regulars.cli.tables import plain, title
    from regulars.scheme import known_schemes

    if report.ok:
        yield from explained(scheme, known_schemes(others), currency, lang)
        yield from ("", title(GOOD.of(lang, name=scheme.name.of(lang))))
        if report.proven:
            yield plain(PROVEN.of(lang))
    for name, label, style in KINDS:
        said = getattr(report, name)
        if said and name != "errors":
            yield from ("", Text(label.of(lang), style=style), *(plain(f"  {words.of(lang)}") for words in said))
    if report.ok:
        yield from ("", Text(NEXT.of(lang, file=file), style="dim"))
