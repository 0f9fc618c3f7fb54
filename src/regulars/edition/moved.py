"""Those who moved: customers whose class in a scheme is another than some days before, as a filter that an address can hold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from regulars.errors import InputError
from regulars.insight.moves import directions
from regulars.scheme import Scheme
from regulars.words import Words

WAYS = ("up", "down")
MOVERS = ("moved_from", "moved_to", "moved_on", "moved_cause")


@dataclass(frozen=True)
class Moved:
    """Whose class in `scheme` is not what it was `days` before the day of the edition.

    With `days` below 0: whose class will be another within so many days from then if they do nothing, one of `AHEAD`.
    `way`: only climbs (`up`) or slips (`down`). `source`, `target`: only from, to a class. `cause`: only where the last step was of this cause.
    As text `scheme:days:way:source:target:cause`, empty where all are meant: `ladder:7:up`, `lifecycle:7:::slipping`.
    """

    scheme: str
    days: int
    way: str | None = None
    source: str | None = None
    target: str | None = None
    cause: str | None = None

    @classmethod
    def parse(cls, text: str) -> Moved:
        """What `str()` wrote; `InputError` for another text."""
        scheme, *parts = [part.strip() for part in text.split(":")]
        days, way, source, target, cause = (*(part or None for part in parts), *[None] * 5)[:5]
        if len(parts) > 5 or not scheme or not re.fullmatch(r"-?\d{1,5}", days or "") or way not in (None, *WAYS):
            raise InputError(
                Words("Không đọc được bộ lọc khách đổi nhóm.", "This filter of customers who moved cannot be read."),
                seen=text,
                todo=Words("Viết dạng: ladder:7:up hay lifecycle:7:::slipping", "Written as: ladder:7:up or lifecycle:7:::slipping"),
                code="moved",
            )
        return cls(scheme, int(days or 0), way, source, target, cause)

    def __str__(self) -> str:
        parts = (self.scheme, str(self.days), *(part or "" for part in (self.way, self.source, self.target, self.cause)))
        return ":".join(parts).rstrip(":")

    @property
    def ahead(self) -> int | None:
        """Within how many days they will move by time alone; null where they have moved."""
        return -self.days if self.days < 0 else None

    def since(self, told: Sequence[dt.date]) -> dt.date | None:
        """The told day compared with: the last one so many days before the last, else the first; null where fewer than two are told."""
        return since(told, self.days)

    def pairs(self, scheme: Scheme) -> list[tuple[str, str]] | None:
        """The pairs of classes that are meant; null: all."""
        if self.way is None:
            return None
        return [pair for pair, way in directions(scheme).items() if way == self.way]


def since(told: Sequence[dt.date], days: int) -> dt.date | None:
    """The told day that stands `days` before the last: the last one so far back, else the first; null where fewer than two are told."""
    earlier = [day for day in told[:-1] if day <= told[-1] - dt.timedelta(days=days)]
    return (earlier[-1] if earlier else told[0]) if len(told) > 1 else None


def statement(moved: Moved, scheme: Scheme, since: dt.date) -> tuple[str, list[object]]:
    """The query for those who moved, and its values: customer_id, moved_from, moved_to, moved_on, moved_cause."""
    parts = ["moved_from IS NOT NULL", "moved_from <> moved_to"]
    values: list[object] = [scheme.id, since]
    for column, value in (("moved_from", moved.source), ("moved_to", moved.target), ("moved_cause", moved.cause)):
        if value is not None:
            parts.append(f"{column} = ?")
            values.append(value)
    pairs = moved.pairs(scheme)
    if pairs is not None:
        parts.append("(moved_from, moved_to) IN (" + ", ".join(["(?, ?)"] * len(pairs)) + ")" if pairs else "false")
        values += [name for pair in pairs for name in pair]
    text = (
        "SELECT customer_id, arg_min_null(before, valid_from) AS moved_from, arg_max(class, valid_from) AS moved_to, max(valid_from) AS moved_on, "
        "arg_max(cause, valid_from) AS moved_cause FROM moves WHERE scheme = ? AND valid_from > ? GROUP BY customer_id "
        f"HAVING {' AND '.join(parts)}"
    )
    return text, values


def coming(moved: Moved, scheme: Scheme, as_of: dt.date) -> tuple[str, list[object]]:
    """The query for those whose class time alone will change, with the columns of `statement`: `moved_on` is the day by which."""
    within = moved.ahead or 0
    parts = ["scheme = ?", "within = ?", "as_of = ?"]
    values: list[object] = [as_of + dt.timedelta(days=within), scheme.id, within, as_of]
    for column, value in (("class", moved.source), ("next_class", moved.target)):
        if value is not None:
            parts.append(f"{column} = ?")
            values.append(value)
    pairs = moved.pairs(scheme)
    if pairs is not None:
        parts.append("(class, next_class) IN (" + ", ".join(["(?, ?)"] * len(pairs)) + ")" if pairs else "false")
        values += [name for pair in pairs for name in pair]
    text = "SELECT customer_id, class AS moved_from, next_class AS moved_to, ?::DATE AS moved_on, 'time' AS moved_cause FROM main.coming"
    return f"{text} WHERE {' AND '.join(parts)}", values
