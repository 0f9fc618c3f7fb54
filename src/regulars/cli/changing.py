"""A change of rules as it stands in a terminal: who would move, in which class, and what else moves with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from regulars.words import Words, number

if TYPE_CHECKING:
    from regulars.insight.class_change import ClassChange, Flow, Held, SchemeChange
    from regulars.insight.rule_change import RuleChange
    from regulars.rules import Rule

HEADS = (
    *(Words("Nhóm", "Class"), Words("Trước", "Before"), Words("Sau", "After"), Words("Vào", "In"), Words("Ra", "Out")),
    *(Words("Chi tiêu 365 ngày, trước", "365-day spend, before"), Words("sau", "after")),
)
NEW_HEADS = (HEADS[0], Words("Khách", "Customers"), Words("Chi tiêu 365 ngày", "365-day spend"))
FLOW = Words("{before} → {after}: {n} khách, {money}", "{before} → {after}: {n} customers, {money}")
FOR_EXAMPLE = Words("ví dụ {people}", "such as {people}")
FURTHER = Words("Còn {n} hướng nữa, xem bằng --json.", "{n} more ways, see them with --json.")
NUMBERS = Words("Con số đổi", "Numbers that change")
RULES = Words("Quy tắc đổi", "Rules that change")
CHANGES = Words("{name}: {before} → {after}", "{name}: {before} → {after}")
WAS, IS = Words("trước: {rule}", "before: {rule}"), Words("sau: {rule}", "after: {rule}")
NONE = Words("(không có)", "(none)")
ORDER = Words("Thứ tự xét: {before} → {after}", "Order of test: {before} → {after}")
RENAMED = Words("Đổi tên: “{before}” ({id}) → “{after}” ({other})", "Renamed: “{before}” ({id}) → “{after}” ({other})")
FOLLOWS = Words("{name}, vì quy tắc của nó hỏi tới {asked}", "{name}, whose rules ask about {asked}")
STILL = Words(
    "Cũng dựa vào đó, nhưng không khách nào đổi nhóm: {names}.", "They depend on it too, yet nobody changes class there: {names}."
)
SHARED = Words(
    "Trong đó {own} khách đổi nhóm vì chính quy tắc của nó, {carried} khách chỉ vì cách phân loại kia đổi.",
    "Of these {own} move by its own rules, and {carried} only because the other scheme changes.",
)
SHOWN = 6


def change_shown(change: RuleChange, lang: str) -> Iterator[Any]:
    """The whole change: its sentence, then scheme by scheme the classes, the ways people go, and what differs."""
    from regulars.cli.tables import plain, quiet, title

    yield title(change.sentence(lang))
    for each in (*change.proposed, *change.following):
        yield from ("", title(_heading(each, change, lang)), _classes(each, change.currency, lang))
        yield from _flows(each, change.currency, lang)
        if each.carried.customers and each.by_itself.customers:
            counts = {"own": number(each.by_itself.customers, lang), "carried": number(each.carried.customers, lang)}
            yield plain(SHARED.of(lang, **counts))
        yield from _differing(each, change, lang)
    still = [each.after.name.of(lang) for each in change.schemes if not each.proposed and not each.moved.customers]
    if still:
        yield from ("", quiet(STILL.of(lang, names=", ".join(still))))


def _heading(each: SchemeChange, change: RuleChange, lang: str) -> str:
    name = each.after.name.of(lang)
    if each.proposed:
        return name
    return FOLLOWS.of(lang, name=name, asked=", ".join(change.scheme(id).after.name.of(lang) for id in each.depends_on))


def _classes(each: SchemeChange, currency: str, lang: str) -> Any:
    from regulars.cli.tables import table

    heads = HEADS if each.before else NEW_HEADS
    rows = [_row(one, currency, lang) if each.before else _new_row(one, currency, lang) for one in each.classes]
    return table([head.of(lang) for head in heads], rows, right=range(1, len(heads)))


def _row(one: ClassChange, currency: str, lang: str) -> list[str]:
    moved = [f"+{number(one.entered.customers, lang)}", f"−{number(one.left.customers, lang)}"]
    people = [_count(one.before, lang), _count(one.after, lang), *(text if text[1:] != "0" else "" for text in moved)]
    return [one.name.of(lang), *people, _money(one.before, currency, lang), _money(one.after, currency, lang)]


def _new_row(one: ClassChange, currency: str, lang: str) -> list[str]:
    return [one.name.of(lang), _count(one.after, lang), _money(one.after, currency, lang)]


def _count(held: Held | None, lang: str) -> str:
    return number(held.customers if held else None, lang)


def _money(held: Held | None, currency: str, lang: str) -> str:
    from regulars.insight.spoken import sum_of

    return sum_of(held.revenue if held else None, currency).of(lang)


def _flows(each: SchemeChange, currency: str, lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, quiet

    yield from [""] if each.before and each.flows else []
    for flow in each.flows[:SHOWN] if each.before else ():
        names = {"before": each.name_of(flow.before).of(lang), "after": each.name_of(flow.after).of(lang)}
        yield plain(FLOW.of(lang, n=number(flow.held.customers, lang), money=_money(flow.held, currency, lang), **names))
        yield quiet("  " + FOR_EXAMPLE.of(lang, people=_examples(flow)))
    if each.before and len(each.flows) > SHOWN:
        yield quiet(FURTHER.of(lang, n=len(each.flows) - SHOWN))


def _examples(flow: Flow) -> str:
    return ", ".join(f"{one.name} ({one.customer_id})" if one.name else one.customer_id for one in flow.examples)


def _differing(each: SchemeChange, change: RuleChange, lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, title

    found = each.difference
    if found.parameters:
        numbers = [
            CHANGES.of(lang, name=one.words.of(lang), before=_figure(one.before, lang), after=_figure(one.after, lang))
            for one in found.parameters
        ]
        yield from ("", title(NUMBERS.of(lang)), *(plain(f"  {text}") for text in numbers))
    names = [
        RENAMED.of(lang, before=one.name_before.of(lang), id=one.before, after=one.name_after.of(lang), other=one.after)
        for one in found.renamed
    ]
    yield from map(plain, names)
    if found.order:
        before, after = (", ".join(each.name_of(id).of(lang) for id in ids) for ids in found.order)
        yield plain(ORDER.of(lang, before=before, after=after))
    if found.rules:
        yield from ("", title(RULES.of(lang)))
    for one in found.rules:
        said = (_said(one.before, change, lang, old=True), _said(one.after, change, lang))
        yield from (
            plain(f"  {one.name.of(lang)}"),
            *(plain(f"    {text.of(lang, rule=rule)}") for text, rule in zip((WAS, IS), said, strict=True)),
        )


def _said(rules: Sequence[Rule], change: RuleChange, lang: str, *, old: bool = False) -> str:
    from regulars.rules import say

    known = change.known_before if old else change.known
    return "; ".join(say(rule, lang, currency=change.currency, known=known) for rule in rules) or NONE.of(lang)


def _figure(value: float | None, lang: str) -> str:
    return number(value, lang, 0 if value is None or value == int(value) else 2)
