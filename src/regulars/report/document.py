"""Makes the document: every page of the report in one language, from the answers of a study."""

from __future__ import annotations

from collections.abc import Iterator

from regulars.freshness import Freshness
from regulars.report.labels import Labels, foot
from regulars.report.pages import backtest, demand, ladder, limits, money, movement, opening, outlook, people, products, schemes, scoreboard
from regulars.report.study import Study
from regulars.report.value import Caution, Document, Head, Page

DRAWN = {"age_group": people.ages, "rfm": people.rfm_map}
FIRST = ("lifecycle", "value", "frequency")  # schemes that follow the money, each on a sheet of its own
GOODS = ("premium", "needs", "price", "benefit")  # those that go with what is sold
PLACES = ("region", "age_group")  # those that go with who and where


def document(study: Study, lang: str) -> Document:
    """Page by page, one question each; a question that the data cannot answer has no page."""
    subject = study.subject
    t = Labels(lang)
    head = Head(t.brand, subject.name, t.kind, study.facts.as_of)
    pages = tuple(page for page in _pages(study, lang) if page is not None)
    fresh = subject.freshness
    told = fresh.to_data(lang) if fresh else None
    return Document(lang, study.currency, head, pages, foot(study, lang), dict(subject.versions), told, _caution(fresh, lang))


def _caution(freshness: Freshness | None, lang: str) -> Caution | None:
    headline = freshness.headline(lang) if freshness else None
    return Caution(headline, freshness.seen(lang), freshness.todo(lang)) if freshness and headline else None


def _pages(study: Study, lang: str) -> Iterator[Page | None]:
    yield opening.page(study, lang)
    yield ladder.page(study, lang)
    yield movement.page(study, lang)
    yield movement.climbing(study, lang)
    yield money.months(study, lang)
    yield demand.weeks(study, lang)
    yield demand.parts(study, lang)
    yield money.unevenness(study, lang)
    yield outlook.page(study, lang)
    yield outlook.risk(study, lang)
    yield from (_scheme(study, id, lang) for id in FIRST)
    yield people.cohorts(study, lang)
    yield products.categories(study, lang)
    yield products.first_purchases(study, lang)
    yield from (_scheme(study, id, lang) for id in GOODS)
    yield people.regions(study, lang)
    yield from (_scheme(study, id, lang) for id in PLACES)
    told = ("ladder", *FIRST, *GOODS, *PLACES)
    yield from (_scheme(study, scheme.id, lang) for scheme in study.facts.schemes if scheme.id not in told)
    yield people.unclassified(study, lang)
    yield scoreboard.page(study, lang)
    yield limits.trust(study, lang)
    yield backtest.page(study, lang)
    yield backtest.groups(study, lang)
    yield limits.waiting(study, lang)
    yield limits.gaps(study, lang)


def _scheme(study: Study, id: str, lang: str) -> Page | None:
    """The page of a scheme, none where it waits for data; some have a figure of their own above their classes."""
    scheme = study.there(id)
    if scheme is None:
        return None
    above = DRAWN[id](study, lang) if id in DRAWN else ()
    return schemes.page(study, scheme, lang, before=above, follows=id not in FIRST)
