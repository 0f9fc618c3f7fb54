"""Since when is a customer in their class, and by which cause? One stay in a class, and how it is told."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from regulars.history.causes import CAUSES
from regulars.insight.bars import RANKED
from regulars.insight.spoken import figure, sum_of
from regulars.models.bars import Bars
from regulars.rules import Compare, leaves
from regulars.scheme import Scheme
from regulars.words import LANGUAGES, Words, day

SINCE = Words("Từ {day}, vì {cause}.", "Since {day}: {cause}.")
SINCE_OR_BEFORE = Words(
    "Từ {day} hoặc trước đó; tiệm bắt đầu ghi lại từ ngày ấy.", "Since {day} or before, the day from which the shop keeps this."
)
RECUT = Words(
    "Ngưỡng {name} tính lại ngày {day}, từ {before} {way} {after}. {deed}",
    "The {name} bar was re-cut on {day}, from {before} to {after}. {deed}",
)
FREQUENT = Words("mua thường xuyên", "frequent buyer")
NOT_LESS = Words("Khách không mua ít đi.", "The customer did not buy less.")
NOT_MORE = Words("Khách không mua nhiều lên.", "The customer did not buy more.")


@dataclass(frozen=True)
class Stay:
    """One uninterrupted stay of a customer in a class of a scheme, as the change log has it.

    `valid_from` is its first day, `valid_to` the first day after it, null while it lasts. `cause` is the last step that brought them there, `steps` are
    all of them as (cause, class after it). `bars`: those before and after, where the cause is `bar` and both are still kept.
    """

    class_id: str
    valid_from: dt.date
    valid_to: dt.date | None
    cause: str
    steps: tuple[tuple[str, str], ...] = ()
    bars: tuple[Bars, Bars] | None = field(default=None, compare=False, repr=False)

    def to_data(self) -> dict[str, object]:
        """A row of `history` of `regulars because --json`."""
        return {
            "class": self.class_id,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to and self.valid_to.isoformat(),
            "cause": self.cause,
            "steps": [list(step) for step in self.steps],
        }


def stays(rows: Iterable[Mapping[str, object]], recut: Callable[[dt.date], tuple[Bars, Bars] | None] = lambda _: None) -> Iterator[Stay]:
    """The stays of one customer in one scheme from rows of `history.spells`; `recut` gives the bars before and after those cut on a day."""
    for row in rows:
        begun, cause = cast("dt.date", row["valid_from"]), str(row["cause"])
        steps = json.loads(row["steps"]) if isinstance(row["steps"], str) else row["steps"] or ()
        told = tuple((str(step), str(into)) for step, into in cast("Iterable[tuple[str, str]]", steps))
        bars = recut(begun) if cause == "bar" else None
        yield Stay(str(row["class"]), begun, cast("dt.date | None", row["valid_to"]), cause, told, bars)


def since(stay: Stay, *, or_before: bool) -> Words:
    """`Từ 12/09/2026, vì việc khách làm.` The first stay of one who was known before it may have begun before the shop kept such things."""
    if or_before:
        return SINCE_OR_BEFORE.filled(day=_day(stay.valid_from))
    return SINCE.filled(day=_day(stay.valid_from), cause=CAUSES[stay.cause].name)


def moved(scheme: Scheme, before: str | None, stay: Stay, currency: str) -> Words | None:
    """What a move means for which the customer did nothing: which bar went from where to where, if that is known; null for their own deeds.

    `before` is the class they came from, null where that is not known.
    """
    cause = CAUSES[stay.cause]
    if cause.own or before is None:
        return None
    recut = next(_recut(scheme, before, stay, currency), None) if cause.id == "bar" and stay.bars else None
    return recut or cause.meaning


def _recut(scheme: Scheme, before: str, stay: Stay, currency: str) -> Iterator[Words]:
    """The bars of the two classes that were cut anew in the direction in which the customer was moved, those of the class they left first."""
    fell = stay.class_id not in scheme.above(before)
    for each in sorted((each for each in scheme.classes if each.id in (before, stay.class_id)), key=lambda each: each.id != before):
        for leaf in (leaf for leaf in leaves(each.rule) if isinstance(leaf, Compare)):
            old, new = (_cut(leaf, bars) for bars in stay.bars or ())
            if old is not None and new is not None and old != new and (old < new) == fell:
                name = FREQUENT if leaf.feature == "is_frequent" else _short(scheme, each.id)
                worth = {"before": _worth(leaf.feature, old, currency), "after": _worth(leaf.feature, new, currency)}
                way, deed = (Words("lên", ""), NOT_LESS) if fell else (Words("xuống", ""), NOT_MORE)
                yield RECUT.filled(name=name, day=_day(stay.valid_from), way=way, deed=deed, **worth)


def _cut(leaf: Compare, bars: Bars) -> float | None:
    """What a fitted comparison is worth in money or purchases by some bars; null for what is not fitted so."""
    if leaf.feature == "is_frequent":
        return bars.frequent_from
    name = RANKED[leaf.feature][0] if leaf.feature in RANKED else None
    scale = bars.scales.get(name) if name else None
    return scale.value_at(int(leaf.value)) if scale and isinstance(leaf.value, int | float) else None


def _worth(feature: str, cut: float, currency: str) -> Words:
    is_money = feature in RANKED and RANKED[feature][1]
    return sum_of(cut, currency) if is_money else Words("{n} lần mua", "{n} purchases").filled(n=figure(cut))


def _short(scheme: Scheme, id: str) -> Words:
    """A class as its bar is called by: inside a sentence, in Vietnamese by its short name."""
    named = scheme.class_named(id)
    texts = (named.short or named.name).vi, named.name.en
    return Words(*(text[:1].lower() + text[1:] for text in texts))


def _day(value: dt.date) -> Words:
    return Words(*(day(value, lang) for lang in LANGUAGES))
