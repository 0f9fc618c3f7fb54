"""`regulars schemes`: every way of sorting customers, or one of them in full."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import typer

from regulars.cli import saving
from regulars.cli.answer import Answer
from regulars.cli.asking import SchemeName
from regulars.cli.session import session
from regulars.cli.speech import SpokenCommand, SpokenGroup, told
from regulars.words import Words, number

if TYPE_CHECKING:
    from regulars.models.bars import Bars
    from regulars.rules import Known
    from regulars.scheme import Class, Scheme
    from regulars.shop import Shop

NAME = "schemes"
HELP = told(
    "Các cách phân loại; ghi mã một cách thì giải thích trọn: regulars schemes ladder.",
    "Every way of sorting customers; with an id, that one in full: regulars schemes ladder.",
)
SHOW = told(
    "Một cách phân loại giải thích trọn; chữ show bỏ đi cũng được.",
    "One scheme in full; the word show may be left out.",
)
HEADS = (Words("Mã", "Id"), Words("Cách phân loại", "Scheme"), Words("Câu hỏi", "Question"), Words("Nhóm", "Classes"))
NEXT = Words("Giải thích trọn một cách: regulars schemes ladder", "One of them in full: regulars schemes ladder")
WHEN = Words("Khi nào", "When")
RULE = Words("Quy tắc", "Rule")
CARE = Words("Nên làm", "What to do")
UNEVEN = Words("Vì sao có khi rất ít hoặc rất đông", "Why at times so few or so many")
TESTED = Words(
    "Quy tắc được xét theo thứ tự; quy tắc đúng đầu tiên gọi tên nhóm.", "Rules are tested in turn; the first that holds names the class."
)
IN_FORCE = Words("Số đang dùng", "Numbers in force")
PINNED = Words("{words}: {value} ({id})", "{words}: {value} ({id})")
NEEDED = Words("Cần dữ liệu", "Data it needs")
ASIDE = Words("đứng riêng", "kept apart")


class SchemesGroup(SpokenGroup):
    """A group whose `show` may be left out: `regulars schemes ladder` is `regulars schemes show ladder`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        return super().resolve_command(ctx, args if args[0] in self.commands else ["show", *args])


def group() -> typer.Typer:
    """The commands below `regulars schemes`; without one of them every scheme is listed."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.callback(cls=SchemesGroup, invoke_without_command=True, help=HELP)(every_scheme)
    for name, help_text, command in (("show", SHOW, show), ("set", saving.SET, saving.set_), ("save", saving.SAVE, saving.save)):
        app.command(name, cls=SpokenCommand, help=help_text)(command)
    return app


def every_scheme(context: typer.Context) -> Answer | None:
    return None if context.invoked_subcommand else show(context)


def show(context: typer.Context, scheme: SchemeName = None) -> Answer:
    asked = session(context)
    with asked.shop_if_any() as shop:
        every = schemes_of(shop)
        versions = shop.versions() if shop else {}
        if scheme is None:
            return Answer([_brief(each, asked.lang) for each in every], lambda lang: _list(every, lang), versions=versions)
        from regulars.scheme import known_schemes
        from regulars.schemes import scheme_named

        one, known = scheme_named(scheme, every), known_schemes(every)
        currency = shop.currency if shop else "VND"
        numbers = _in_force(one, _bars(shop), currency)
        told_of = in_full(one, known, currency, asked.lang) | {"in_force": [words.of(asked.lang) for words in numbers]}
        return Answer(told_of, lambda lang: explained(one, known, currency, lang, numbers), versions=versions)


def schemes_of(shop: Shop | None) -> list[Scheme]:
    """The schemes in force in a shop; without one, those installed."""
    from regulars.schemes import all_schemes

    return shop.schemes() if shop else all_schemes()


def _bars(shop: Shop | None) -> Bars | None:
    """The bars of the last refresh."""
    from regulars.models.bars import Bars

    found = shop.store.sql("SELECT data FROM bars ORDER BY version DESC LIMIT 1") if shop else []
    return Bars.from_data(json.loads(found[0][0])) if found else None


def _in_force(scheme: Scheme, bars: Bars | None, currency: str) -> list[Words]:
    from regulars.insight.bars import in_force

    return in_force([each.rule for each in scheme.classes], bars, currency) if bars else []


def _brief(scheme: Scheme, lang: str) -> dict[str, object]:
    return {
        "id": scheme.id,
        "name": scheme.name.of(lang),
        "question": scheme.question.of(lang),
        "classes": list(scheme.class_ids),
        "needs": list(scheme.needs),
        "leads": scheme.leads,
    }


def _list(every: Sequence[Scheme], lang: str) -> Iterator[Any]:
    from regulars.cli.tables import quiet, table

    rows = [(each.id, each.name.of(lang), each.question.of(lang), str(len(each.class_ids))) for each in every]
    yield table([head.of(lang) for head in HEADS], rows, right=(3,))
    yield from ("", quiet(NEXT.of(lang)))


def in_full(scheme: Scheme, known: Known, currency: str, lang: str) -> dict[str, object]:
    """One scheme as plain data, its rules as text and in words."""
    from regulars.rules import say, to_text

    classes = [
        {
            "id": each.id,
            "name": each.name.of(lang),
            "rule": to_text(each.rule),
            "rule_in_words": say(each.rule, lang, currency=currency, known=known),
            "meaning": each.meaning.of(lang),
            "care": each.care.of(lang),
            "aside": each.aside,
            "uneven": each.uneven.of(lang) if each.uneven else None,
        }
        for each in scheme.classes
    ]
    parameters = {
        name: {"value": each.value, "words": each.words.of(lang), "minimum": each.minimum, "maximum": each.maximum}
        for name, each in scheme.parameters.items()
    }
    return _brief(scheme, lang) | {
        "classes": classes,
        "class_ids": list(scheme.class_ids),
        "better": [list(chain) for chain in scheme.better],
        "parameters": parameters,
        "waiting": scheme.waiting.of(lang),
        "page": scheme.page.of(lang),
    }


def explained(scheme: Scheme, known: Known, currency: str, lang: str, numbers: Sequence[Words] = ()) -> Iterator[Any]:
    """One scheme for people: its question, its classes in the order of test, its numbers, what it needs, its page."""
    from rich.markdown import Markdown

    from regulars.cli.tables import plain, quiet, title

    yield from (title(f"{scheme.name.of(lang)} · {scheme.id}"), plain(scheme.question.of(lang)), "", quiet(TESTED.of(lang)))
    for place, each in enumerate(scheme.classes, 1):
        yield ""
        yield from _class(place, each, known, currency, lang)
    said = [PINNED.of(lang, words=one.words.of(lang), value=_figure(one.value, lang), id=id) for id, one in scheme.parameters.items()]
    said += [words.of(lang) for words in numbers]
    if said:
        yield from ("", title(IN_FORCE.of(lang)), *(plain(f"  {text}") for text in said))
    if scheme.needs:
        yield from ("", title(NEEDED.of(lang)), plain(f"  {', '.join(scheme.needs)}"), plain(f"  {scheme.waiting.of(lang)}"))
    if scheme.page.of(lang):
        yield from ("", Markdown(scheme.page.of(lang)))


def _class(place: int, each: Class, known: Known, currency: str, lang: str) -> Iterator[Any]:
    from rich.padding import Padding

    from regulars.cli.tables import plain, title
    from regulars.rules import say, to_text

    aside = f" ({ASIDE.of(lang)})" if each.aside else ""
    yield title(f"{place}. {each.name.of(lang)} · {each.id}{aside}")
    lines = (
        (WHEN, say(each.rule, lang, currency=currency, known=known)),
        (RULE, to_text(each.rule)),
        (CARE, each.care.of(lang)),
        (UNEVEN, each.uneven.of(lang) if each.uneven else ""),
    )
    for label, text in lines:
        if text:
            yield Padding(plain(f"{label.of(lang)}: {text}"), (0, 0, 0, 3), expand=False)


def _figure(value: float, lang: str) -> str:
    return number(value, lang, 0 if value == int(value) else 2)
