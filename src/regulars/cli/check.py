"""`regulars check`: whether a scheme file can be used, proven before anybody is sorted by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.schemes import explained, schemes_of
from regulars.cli.session import session
from regulars.cli.speech import argument, told
from regulars.errors import Regulars
from regulars.words import Words

if TYPE_CHECKING:
    from regulars.scheme import CheckReport, Scheme

NAME = "check"
HELP = told(
    "Xét xem một tệp phân nhóm có dùng được không.",
    "Check whether a scheme file can be used.",
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
NEXT = Words("Để dùng: chép tệp vào thư mục schemes/ của tiệm.", "To use it: copy the file into the shop's folder schemes/.")


def command(
    context: typer.Context,
    file: Annotated[Path, argument("FILE", vi="Tệp phân nhóm: YAML, JSON hay TOML.", en="The scheme file: YAML, JSON or TOML.")],
) -> Answer:
    from regulars.scheme import load

    asked = session(context)
    scheme = load(file)
    with asked.shop_if_any() as shop:
        others = [each for each in schemes_of(shop) if each.id != scheme.id]
        currency = shop.currency if shop else "VND"
    report = scheme.check(others)
    data = {"scheme": scheme.id, "proven": report.proven}
    data |= {name: [words.of(asked.lang) for words in getattr(report, name)] for name, _, _ in KINDS}
    return Answer(data, lambda lang: _shown(scheme, report, others, currency, lang), warnings=(), fault=_fault(report, file))


def _fault(report: CheckReport, file: Path) -> Regulars | None:
    from regulars.errors import RuleError, Where

    try:
        report.raise_if_bad()
    except RuleError as error:
        return RuleError(error.what, seen=error.seen, todo=error.todo, where=Where(file=file.name))
    return None


def _shown(scheme: Scheme, report: CheckReport, others: Sequence[Scheme], currency: str, lang: str) -> Iterator[Any]:
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
        yield from ("", Text(NEXT.of(lang), style="dim"))
