"""What the builder shows for an address: its funnel, its rule as text, the people, and where this very view is found again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from regulars.edition import Count, Edition
from regulars.errors import NotFound, Regulars
from regulars.insight.spoken import people, sum_of
from regulars.rules import Everyone, Rule, say, to_text
from regulars.store.books import Audience
from regulars.web.here import Here
from regulars.web.pages.builder import conditions, fields, form, funnel
from regulars.web.pages.builder import people as listed
from regulars.web.pages.builder.conditions import Condition, Tongue
from regulars.web.pages.builder.words import TITLE, WORDS
from regulars.words import Words

TYPED = "text"


@dataclass(frozen=True)
class View:
    """What the page shows: the funnel, the rule as text, and what is wrong with it where it was typed wrong."""

    tongue: Tongue
    funnel: funnel.Funnel
    typing: bool = False
    text: str = ""
    fault: Regulars | None = None
    entries: Any = None
    audience: int | None = None
    dropped: bool = False
    people: list[dict[str, Any]] = field(default_factory=list)

    @property
    def rule(self) -> Rule | None:
        return self.funnel.rule

    @property
    def count(self) -> Count:
        return self.funnel.count

    @property
    def address(self) -> str:
        """Where this very view is found again."""
        return address(self.text if self.fault else self.rule, typing=self.typing, audience=self.audience)

    def other(self, *, typing: bool) -> str:
        """The same rule, chosen or typed."""
        return address(self.text if self.fault else self.rule, typing=typing, audience=self.audience)

    @property
    def rule_text(self) -> str:
        """The rule as text; one that cannot be read, as it was typed."""
        return self.text if self.fault else to_text(self.rule) if self.rule is not None else ""

    @property
    def marked(self) -> tuple[str, str, str] | None:
        """The typed text parted at what is wrong in it; null where no place is known."""
        return marked(self.text, self.fault) if self.fault else None


def address(rule: Rule | str | None, *, typing: bool = False, audience: int | None = None, page: str = "/builder") -> str:
    """A page of the builder for a rule."""
    text = rule if isinstance(rule, str) else to_text(rule) if rule is not None else ""
    parts = {"mode": TYPED if typing else "", "rule": text, "audience": str(audience or "")}
    query = urlencode({name: value for name, value in parts.items() if value})
    return f"{page}?{query}" if query else page


def view(here: Here, edition: Edition) -> View:
    """What an address asks to be shown: the fields of the form, a typed text, or a rule."""
    query = here.request.query_params
    audience = int(query["audience"]) if query.get("audience", "").isdecimal() else None
    tongue = _tongue(edition, here.lang)
    sent = form.sent(query, tongue)
    if sent is not None:
        return replace(_chosen(list(sent.conditions), edition, tongue, audience, sent.fresh), dropped=sent.dropped)
    text = query.get("text", query.get("rule", ""))
    return of_rule(text, edition, here.lang, typing=query.get("mode") == TYPED, audience=audience)


def of_rule(text: str, edition: Edition, lang: str, *, typing: bool = False, audience: int | None = None) -> View:
    """What is shown for a rule as text; one that cannot be read stays as it was typed, with what is wrong."""
    tongue = _tongue(edition, lang)
    try:
        rule = edition.rule(text) if text.strip() else None
    except Regulars as fault:
        return View(tongue, funnel.told(None, edition, tongue), True, text, fault, audience=audience)
    rule = None if isinstance(rule, Everyone) else rule
    if typing:
        return View(tongue, funnel.told(rule, edition, tongue), True, text, audience=audience, people=listed.first(edition, rule, lang))
    return _chosen(conditions.conditions(rule, tongue), edition, tongue, audience)


def _tongue(edition: Edition, lang: str) -> Tongue:
    return Tongue(lang, edition.currency, fields.choices_of(edition))


def _chosen(found: list[Condition], edition: Edition, tongue: Tongue, audience: int | None, fresh: int | None = None) -> View:
    shown = funnel.funnel(found, edition, tongue, fresh)
    first = listed.first(edition, shown.rule, tongue.lang)
    return View(tongue, shown, entries=fields.entries(tongue.choices, tongue.lang), audience=audience, people=first)


def given(here: Here, edition: Edition, shown: View) -> dict[str, Any]:
    """What the template is given."""
    return {
        "title": TITLE,
        "section": "builder",
        "words": WORDS,
        "view": shown,
        "heading": heading(shown.count, edition.currency) if shown.fault is None else WORDS["unread"],
        "sentence": sentence(shown.rule, edition, here.lang),
        "columns": listed.columns(),
        "people": people,
        "open": opened(here, shown.audience),
        "pick": fields.chosen_among,
        "segments": [
            {"name": WORDS["choose"], "href": shown.other(typing=False), "selected": not shown.typing},
            {"name": WORDS["type"], "href": shown.other(typing=True), "selected": shown.typing},
        ],
        "doors": {page: address(shown.rule, page=f"/builder/{page}") for page in ("class", "export")}
        | {"all": address(shown.rule, page="/customers")},
        "problem": None,
    }


def heading(count: Count, currency: str) -> Words:
    """How many, and what they spend in a year."""
    if count.people == 0:
        return WORDS["nobody"]
    return WORDS["heading"].filled(people=people(count.people), money=sum_of(count.spend_365d, currency))


def sentence(rule: Rule | None, edition: Edition, lang: str) -> str:
    """The rule in words."""
    if rule is None:
        return WORDS["everybody"].of(lang)
    return WORDS["customers_who"].of(lang, rule=say(rule, lang, currency=edition.currency, known=edition.known))


def opened(here: Here, id: int | None) -> Audience | None:
    """The saved audience that is open; null where none is, or it is gone."""
    try:
        return here.books.audiences.get(id) if id is not None else None
    except NotFound:
        return None


AROUND = 60  # characters of a long rule on either side of what is wrong in it


def marked(text: str, fault: Regulars) -> tuple[str, str, str] | None:
    """A text before, at and behind the place where a fault lies: what was seen, or where reading stopped."""
    seen = str(fault.seen or "")
    start, end = (text.find(seen), text.find(seen) + len(seen)) if seen and seen != text else _stopped(fault)
    if start < 0 or end > len(text) or start >= end:
        return None
    before = text[:start] if start <= AROUND else "…" + text[start - AROUND : start]
    behind = text[end:] if len(text) - end <= AROUND else text[end : end + AROUND] + "…"
    return before, text[start:end], behind


def _stopped(fault: Regulars) -> tuple[int, int]:
    """Where the reader of rules stopped, from what it says of its own trouble."""
    told = next(iter(getattr(fault.__cause__, "errors", None) or []), {})
    start = len(told.get("start_context") or "")
    return (start, start + len(told["highlight"])) if told.get("highlight") else (-1, -1)
