"""One class of one customer in full: why, since when, what came before, what is missing for the classes above, and what lies ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from regulars.words import Words, listed

if TYPE_CHECKING:
    from regulars.insight.because import Because, FailedRule
    from regulars.rules import Fact

UP, SLIP = Words("Lên bậc khi", "Up when"), Words("Trượt khi", "Slips when")
CARE = Words("Nên làm: {care}", "What to do: {care}")
FAILED = Words("Chưa vào được:", "Not in:")
BEFORE = Words("Đã qua:", "Before:")
HEADS = Words("Từ ngày", "From"), Words("Đến hết ngày", "Until"), Words("Nhóm", "Class"), Words("Vì", "By")
STAYS = 5


def in_full(one: Because, lang: str) -> Iterator[Any]:
    """Everything there is to say, part by part; a part of which nothing is known is left out."""
    from regulars.cli.tables import plain

    yield plain(one.sentence(lang))
    yield from map(plain, one.notes(lang))
    yield from map(plain, filter(None, [one.sureness(lang)]))
    yield from _history(one, lang)
    yield from _not_in(one, lang)
    yield from _ahead(one, lang)
    care = one.class_.care.of(lang)
    if care:
        yield from ("", plain(CARE.of(lang, care=care)))


def _history(one: Because, lang: str) -> Iterator[Any]:
    """The last stays, the latest first."""
    import datetime as dt

    from regulars.cli.tables import table, title
    from regulars.history import CAUSES
    from regulars.words import day

    rows = [
        (
            day(stay.valid_from, lang),
            day(stay.valid_to and stay.valid_to - dt.timedelta(days=1), lang),
            one.scheme.class_named(stay.class_id).name.of(lang) if stay.class_id in one.scheme.class_ids else stay.class_id,
            CAUSES[stay.cause].name.of(lang),
        )
        for stay in reversed(one.history[-STAYS:])
    ]
    if len(rows) > 1:
        yield from ("", title(BEFORE.of(lang)), table([head.of(lang) for head in HEADS], rows))


def _not_in(one: Because, lang: str) -> Iterator[Any]:
    from rich.padding import Padding

    from regulars.cli.tables import plain, title

    if one.failed_above:
        yield from ("", title(FAILED.of(lang)))
        yield from (Padding(plain(_failed(one, rule, lang)), (0, 0, 0, 2), expand=False) for rule in one.failed_above)


def _ahead(one: Because, lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, title

    for head, said in zip((UP, SLIP), one.outlook(lang), strict=True):
        if said:
            yield from ("", title(f"{head.of(lang)}:"), plain(said))


def _failed(one: Because, rule: FailedRule, lang: str) -> str:
    """A class that was tested before, what kept the customer out of it, and by how little."""
    from regulars.insight.distance import distance

    own = [[fact for fact in rule.facts if fact.feature == name] for name in dict.fromkeys(fact.feature for fact in rule.facts)]
    reasons = listed(list(dict.fromkeys(_reason(one, facts, lang) for facts in own)), lang)
    off = [words.of(lang) for fact in rule.facts if (words := distance(fact, one.row, one.bars, one.currency))]
    said = f"{one.scheme.class_named(rule.class_id).name.of(lang)}: {reasons}"
    return f"{said} → {listed(list(dict.fromkeys(off)), lang)}" if off else said


def _reason(one: Because, own: Sequence[Fact], lang: str) -> str:
    """What kept the customer out, by one feature."""
    from regulars.insight.because import spoken
    from regulars.vocabulary import FEATURES

    name = own[0].feature
    if name in one.classes:
        other = one.classes[name]
        return f"{other.name.of(lang)}: {other.class_named(str(own[0].value)).name.of(lang)}"
    return spoken(FEATURES[name], list(own), lang, one.currency)
