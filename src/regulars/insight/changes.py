"""How many people each class of a scheme has, and how many more or fewer than some days before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from regulars.insight.moves import on
from regulars.insight.spoken import people
from regulars.scheme import Scheme
from regulars.words import Words

COLUMNS = {
    "class": "string",
    "name": "string",
    "colour": "string",
    "customers": "int64",
    "before": "int64",
    "change": "int64",
    "since": "date",
}


def told_by(told: Sequence[dt.date], as_of: dt.date, days: int) -> dt.date | None:
    """The last told day so many days before a day; null where there is none."""
    by = [each for each in told if each <= as_of - dt.timedelta(days=days)]
    return by[-1] if by and told[-1] == as_of else None


def table(
    scheme: Scheme, shown: Sequence[str], now: Mapping[str, int], before: Mapping[str, int] | None, since: dt.date | None, lang: str
) -> list[dict[str, object]]:
    """One row per class as people read them (`COLUMNS`); `before`, `change` and `since` are null where no such day was told."""
    rows: list[dict[str, object]] = []
    for id in shown:
        was, told = (before.get(id, 0) if before is not None else None), scheme.class_named(id)
        row: dict[str, object] = {
            "class": id,
            "name": told.name.of(lang),
            "colour": told.colour,
            "customers": now.get(id, 0),
            "before": was,
        }
        rows.append(row | {"change": None if was is None else now.get(id, 0) - was, "since": since})
    return rows


def sentence(rows: Sequence[dict[str, object]], since: dt.date | None, names: Mapping[str, Words]) -> Words:
    """The class that changed most."""
    told = [row for row in rows if row["change"]]
    if since is None:
        return Words("Chưa có ngày nào trước đó để so.", "No earlier day has been told to compare with.")
    if not told:
        return Words("Từ {day} không nhóm nào đông lên hay vơi đi.", "No class has grown or shrunk since {day}.").filled(day=on(since))
    most = max(told, key=lambda row: abs(int(row["change"] or 0)))  # type: ignore[call-overload]
    change = int(most["change"] or 0)  # type: ignore[call-overload]
    words = (
        Words("Từ {day}, “{name}” thêm {people}", "Since {day} “{name}” has grown by {people}")
        if change > 0
        else Words("Từ {day}, “{name}” bớt {people}", "Since {day} “{name}” has shrunk by {people}")
    )
    return words.filled(day=on(since), name=names[str(most["class"])], people=people(abs(change)))
