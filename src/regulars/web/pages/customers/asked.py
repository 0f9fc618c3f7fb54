"""What a list of customers is asked for: the words of its address, read, said and written again with one of them changed."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query

from regulars.edition import Edition, Moved
from regulars.errors import Regulars
from regulars.history.causes import CAUSES
from regulars.insight.spoken import days
from regulars.rules import And, Compare, Rule, say, to_text
from regulars.scheme import Scheme, known_schemes
from regulars.web.pages.customers import said
from regulars.words import LANGUAGES, Words

PATH = "/customers"
USUAL = "-spend_365d"


@dataclass(frozen=True)
class Asked:
    """The filter, the order and the place of a list. `q` searches everybody and stands alone; `sort` begins with `-` where the highest come first."""

    q: str = ""
    rule: str = ""
    moved: str = ""
    due: int | None = None
    sort: str = USUAL
    after: str = ""
    before: str = ""

    @property
    def column(self) -> str:
        return self.sort.lstrip("-")

    @property
    def descending(self) -> bool:
        return self.sort.startswith("-")

    @property
    def filters(self) -> dict[str, Any]:
        """What chooses the people, as `Edition.count` and `Edition.people` take it."""
        return {name: value for name, value in (("rule", self.rule), ("moved", self.moved), ("due", self.due)) if value not in ("", None)}

    def href(self, path: str = PATH, **changes: str | int | None) -> str:
        """The address of this list with some of its words changed; from its beginning, unless a place is among them."""
        there = {"after": "", "before": ""} | changes
        other = replace(self, **there)
        told = {each.name: getattr(other, each.name) for each in fields(other)}
        words = {name: value for name, value in told.items() if value not in ("", None) and (name, value) != ("sort", USUAL)}
        return f"{path}?{urlencode(words)}" if words else path

    def sorted_by(self, column: str, *, first: str = "-") -> str:
        """The address of the list sorted by a column; the other way round where it is already."""
        other = "" if self.sort == f"-{column}" else "-"
        return self.href(sort=(other if self.column == column else first) + column)


def read(
    q: Annotated[str, Query(max_length=200)] = "",
    rule: Annotated[str, Query(max_length=4000)] = "",
    moved: Annotated[str, Query(max_length=200)] = "",
    due: Annotated[int | None, Query(ge=1, le=365)] = None,
    sort: Annotated[str, Query(max_length=60)] = USUAL,
    after: Annotated[str, Query(max_length=600)] = "",
    before: Annotated[str, Query(max_length=600)] = "",
) -> Asked:
    """The words of an address."""
    return Asked(q.strip(), rule.strip(), moved.strip(), due, sort or USUAL, after, before)


Address = Annotated[Asked, Depends(read)]


def in_words(asked: Asked, edition: Edition) -> list[Words]:
    """What the people of a list have in common, a sentence for every filter. Raises what reading the filters raises."""
    found = [_ruled(edition.rule(asked.rule), edition)] if asked.rule else []
    found += [_moved(Moved.parse(asked.moved), edition)] if asked.moved else []
    return found + ([said.BY_DUE.filled(days=days(asked.due))] if asked.due else [])


def _ruled(rule: Rule, edition: Edition) -> Words:
    known = known_schemes(edition.schemes)
    told = Words(*(say(rule, lang, currency=edition.currency, known=known) for lang in LANGUAGES))
    return said.BY_RULE.filled(rule=told)


def _moved(moved: Moved, edition: Edition) -> Words:
    scheme = edition.scheme(moved.scheme)
    head = (said.MOVED_WAY.get(moved.way) if moved.way else None) or said.MOVED_BY
    parts = [head.filled(scheme=scheme.name, days=days(moved.days))]
    for words, id in ((said.MOVED_FROM, moved.source), (said.MOVED_TO, moved.target)):
        parts += [words.filled(name=scheme.class_named(id).name)] if id else []
    parts += [said.MOVED_CAUSE.filled(name=CAUSES[moved.cause].name)] if moved.cause in CAUSES else []
    return Words(*(", ".join(part.of(lang) for part in parts) for lang in LANGUAGES))


def class_in(rule: Rule | None, scheme: Scheme) -> str | None:
    """The class of a scheme that a rule asks for, as one of its conditions; null where it asks for none."""
    return next((str(part.value) for part in _parts(rule) if isinstance(part, Compare) and _is_class(part, scheme)), None)


def with_class(rule: Rule | None, scheme: Scheme, id: str | None) -> str:
    """The text of a rule with another class of a scheme among its conditions, or with none."""
    kept = [part for part in _parts(rule) if not _is_class(part, scheme)]
    every = [*kept, *([Compare(scheme.id, "=", id)] if id else [])]
    return to_text(every[0] if len(every) == 1 else And(tuple(every))) if every else ""


def _parts(rule: Rule | None) -> tuple[Rule, ...]:
    return rule.rules if isinstance(rule, And) else () if rule is None else (rule,)


def _is_class(part: Rule, scheme: Scheme) -> bool:
    return isinstance(part, Compare) and part.feature == scheme.id and part.op == "="


def rule_of(asked: Asked, edition: Edition) -> Rule | None:
    """The rule that is asked for; null where there is none or it cannot be read."""
    try:
        return edition.rule(asked.rule) if asked.rule else None
    except Regulars:
        return None
