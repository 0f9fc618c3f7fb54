"""The people whom the week is about: who just slipped, who just climbed, who is due; four each, by money."""

from __future__ import annotations

from typing import Any

from regulars.edition import Edition
from regulars.insight.spoken import days, figure, people, sum_of
from regulars.web import doors
from regulars.web.pages.home import figures as at
from regulars.web.pages.home.figures import Figures
from regulars.words import Words

NAME = Words("Khách của tuần", "People of the week")
TABS = {
    "slipped": Words("Vừa rời", "Just slipped"),
    "climbed": Words("Vừa leo bậc", "Just climbed"),
    "due": Words("Đến kỳ mua", "Due to buy"),
}
SHOWN = 4
_SEE_ALL = Words("Xem cả {people}", "See all {people}")
_NOBODY = Words("Tuần này không có ai.", "Nobody this week.")
_FACT = Words("{money} năm qua · im {silent}, thường {gap}", "{money} last year · silent {silent}, usually {gap}")
_FACT_ONCE = Words("{money} năm qua · im {silent}", "{money} last year · silent {silent}")


def tabs(edition: Edition, found: Figures, tab: str, lang: str) -> dict[str, Any]:
    """The tabs, and the people of the one that is open."""
    chosen = tab if tab in TABS else "slipped"
    asked: dict[str, dict[str, Any]] = {
        "slipped": {"moved": f"lifecycle:{found.days}:::slipping"},
        "climbed": {"moved": f"ladder:{found.days}:up"},
        "due": {"due": 7},
    }
    columns = ("days_since_last", "gap_days", "lifecycle", "ladder")
    page = edition.people(limit=SHOWN, columns=[name for name in columns if name in edition.columns], **asked[chosen])
    scheme = "ladder" if chosen == "climbed" else "lifecycle"
    return {
        "tabs": [{"name": name, "href": f"/?tab={id}", "selected": id == chosen} for id, name in TABS.items()],
        "tabs_name": NAME,
        "persons": [_person(row, edition, scheme, lang) for row in page.rows],
        "see_all": _SEE_ALL.filled(people=people(page.total)) if page.total > SHOWN else None,
        "all_href": at.listed(**asked[chosen]),
        "nobody": _NOBODY,
    }


def _person(row: dict[str, Any], edition: Edition, scheme: str, lang: str) -> dict[str, Any]:
    told = edition.scheme(scheme).class_named(row[scheme]) if row.get(scheme) else None
    gap = row["gap_days"]
    words = _FACT if gap is not None else _FACT_ONCE
    money = sum_of(row["spend_365d"], edition.currency)
    fact = words.filled(money=money, silent=days(row["days_since_last"] or 0), gap=figure(gap) if lang == "en" else days(gap or 0))
    name = row["name"] or row["customer_id"]
    chip = {"colour": told.colour, "class": told.short or told.name} if told else {"colour": None}
    return {"name": name, "href": doors.customer(row["customer_id"]), "fact": fact, **chip}
