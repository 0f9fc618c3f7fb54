"""Products: which categories bring customers worth having, and which first purchase leads to good ones."""

from __future__ import annotations

from regulars import charts
from regulars.report import figures
from regulars.report.pages.asked import page
from regulars.report.study import Study
from regulars.report.value import Page
from regulars.words import Words

MOST = 14  # rows of a chart; its table has all


def categories(study: Study, lang: str) -> Page | None:
    """Categories by their buyers and by what those buyers are worth; none where no category is known."""
    found = study.insight("categories")
    if not len(found):
        return None
    chart = figures.plain(study, lang, found, charts.two_sided, most=MOST, printed=True)
    return page(lang, found, Words("Nhóm hàng", "Categories"), chart)


def first_purchases(study: Study, lang: str) -> Page | None:
    """First purchases by the share of their buyers who became premium customers; none where there are too few of each."""
    found = study.insight("first_purchases")
    if not len(found):
        return None
    became = Words("Phần thành khách cao cấp", "Became premium")
    chart = figures.plain(study, lang, found, charts.two_sided, most=MOST, printed=True, premium_share=became)
    return page(lang, found, Words("Món mua đầu tiên", "First purchase"), chart)
