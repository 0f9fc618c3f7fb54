"""A scheme on a page: its finding, its classes by people, revenue, orders and margin, the rules with the numbers in force, what to do."""

from __future__ import annotations

from collections.abc import Iterable

from regulars.insight import bars
from regulars.insight.questions import class_sentence
from regulars.report.columns import table
from regulars.report.labels import Labels
from regulars.report.study import Study
from regulars.report.value import Block, ClassRow, ClassTable, Note, Page, Text
from regulars.rules import say
from regulars.scheme import Class, Scheme, known_schemes
from regulars.words import MINUS, Words, number

LONGEST_RULE = 260  # letters of a rule in words that still read as a sentence
FEW, MANY = 0.01, 0.9  # of the customers: a class below or above says why
MEASURES = ("customers", "revenue", "orders", "margin")


def page(study: Study, scheme: Scheme, lang: str, *, before: Iterable[Block] = (), follows: bool = False) -> Page:
    """The page of one scheme; blocks of its own may stand before the classes."""
    explained = Text(scheme.page.of(lang), folded=True)
    tested = () if follows else (Note(Labels(lang).tested),)
    blocks = (*before, class_table(study, scheme, lang), *tested, explained)
    return Page(scheme.id, scheme.name.of(lang), scheme.question.of(lang), class_sentence(study.facts, scheme).of(lang), blocks, follows)


def class_table(study: Study, scheme: Scheme, lang: str) -> ClassTable:
    """Every class in the order it is read, with all that is counted of it and said about it."""
    rows = study.insight("classes", scheme=scheme.id).table(lang)
    rules = {each.id: rule_of(study, scheme, each.id, lang) for each in scheme.classes}
    in_rules = max(map(len, rules.values())) <= LONGEST_RULE
    said = tuple(_row(scheme, row, rules[str(row["class"])], lang, in_rules=in_rules) for row in rows)
    texts = [{"rule": each.rule, "care": each.care, "uneven": each.uneven or None} for each in said]
    keys = ["name", *_known(rows), "rule", "care", *(["uneven"] if any(each.uneven for each in said) else [])]
    title = class_sentence(study.facts, scheme).of(lang)
    counted = table(f"classes_{scheme.id}", title, [row | text for row, text in zip(rows, texts, strict=True)], keys, lang)
    numbers = tuple((each.words.of(lang), plain(each.value, lang)) for each in scheme.parameters.values())
    worth = tuple(words.of(lang) for words in bars.in_force([each.rule for each in scheme.classes], study.facts.bars, study.currency))
    return ClassTable(counted, said, numbers, worth)


def _known(rows: list[dict[str, object]]) -> list[str]:
    """The measures known of any class, each followed by its share."""
    known = [name for name in MEASURES if any(row.get(name) is not None for row in rows)]
    return [key for name in known for key in (name, f"{name}_share")]


def _row(scheme: Scheme, row: dict[str, object], rule: str, lang: str, *, in_rules: bool) -> ClassRow:
    """`in_rules`: every rule of the scheme is short enough to be read in a table; else each class says what it means."""
    named = scheme.class_named(str(row["class"]))
    when = rule if in_rules else named.meaning.of(lang)
    return ClassRow(named.name.of(lang), named.colour, when, rule, named.care.of(lang), _uneven(named, row["customers_share"], lang))


def _uneven(named: Class, share: object, lang: str) -> str:
    """Why the class may hold nearly nobody or nearly everybody, where here it does."""
    if named.uneven is None or not isinstance(share, int | float) or FEW <= share <= MANY:
        return ""
    return named.uneven.of(lang)


def rule_of(study: Study, scheme: Scheme, id: str, lang: str) -> str:
    """The rules of a class in words, joined where it has several."""
    known = known_schemes(study.facts.schemes)
    said = [say(each.rule, lang, currency=study.currency, known=known) for each in scheme.classes if each.id == id]
    text = Words("; hoặc ", "; or ").of(lang).join(said)
    return text[:1].upper() + text[1:]


def plain(value: object, lang: str) -> str:
    """A parameter's value: whole, or with two decimals at most."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    places = 0 if float(value).is_integer() else 2
    text = number(abs(value), lang, places)
    text = text.rstrip("0") if places else text
    return (MINUS if value < 0 else "") + text
