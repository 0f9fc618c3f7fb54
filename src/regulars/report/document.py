"""Makes the document: every page of the report in one language, from the answers of a study."""

from __future__ import annotations

from collections.abc import Iterator

from regulars.report.labels import Labels, foot
from regulars.report.pages import ladder, limits, money, opening, schemes
from regulars.report.study import Study
from regulars.report.value import Document, Head, Page

OWN_PAGE = ("ladder",)  # schemes whose page is more than their classes


def document(study: Study, lang: str) -> Document:
    """Page by page, one question each; a question that the data cannot answer has no page."""
    subject = study.subject
    t = Labels(lang)
    head = Head(t.brand, subject.name, t.kind, subject.as_of)
    pages = tuple(page for page in _pages(study, lang) if page is not None)
    return Document(lang, subject.currency, head, pages, foot(study, lang), dict(subject.versions))


def _pages(study: Study, lang: str) -> Iterator[Page | None]:
    yield opening.page(study, lang)
    yield ladder.page(study, lang)
    yield money.months(study, lang)
    yield money.unevenness(study, lang)
    for scheme in study.subject.schemes:
        if scheme.id not in OWN_PAGE and not study.waits(scheme):
            yield schemes.page(study, scheme, lang)
    yield limits.trust(study, lang)
    yield limits.waiting(study, lang)
    yield limits.gaps(study, lang)
