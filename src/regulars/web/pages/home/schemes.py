"""The schemes on Home: three that lead with their classes, the others one finding each by how useful they are, those that wait last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from regulars.edition import Edition
from regulars.insight.scoreboard import horizon_of
from regulars.insight.spoken import share
from regulars.scheme import Scheme
from regulars.web.pages.home.figures import listed
from regulars.words import MINUS, Words, number

MARKS = 5
_USE = Words("nói trước được {part} của cách xếp tốt nhất có thể", "foretells {part} of what the best possible sorting would")
_UNJUDGED = Words("chưa đủ dữ liệu để chấm", "too little data to judge")


def rows(edition: Edition, scheme: Scheme, lang: str) -> dict[str, Any]:
    """One scheme as class rows, the best class on top."""
    told = edition.insight("changes", scheme=scheme.id).table(lang)
    longest = max((row["customers"] for row in told), default=0) or 1
    shown = [row for row in told if row["customers"] or not scheme.class_named(row["class"]).aside]
    return {
        "name": scheme.name,
        "question": scheme.question,
        "href": f"/classes/{scheme.id}",
        "rows": [_row(row, scheme, longest, lang) for row in shown],
    }


def _row(row: dict[str, Any], scheme: Scheme, longest: int, lang: str) -> dict[str, Any]:
    return {
        "name": row["name"],
        "colour": row["colour"],
        "outside": scheme.class_named(row["class"]).aside,
        "people": number(row["customers"], lang),
        "bar": 100 * row["customers"] / longest,
        "change": signed(row["change"], lang),
        "href": listed(rule=f"{scheme.id} = '{row['class']}'"),
    }


def signed(change: int | None, lang: str) -> str:
    """`+5`, `−2`, `0`; nothing where it is not known."""
    if change is None:
        return ""
    return (("+" if change > 0 else MINUS) if change else "") + number(abs(change), lang)


def lines(edition: Edition, schemes: Sequence[Scheme]) -> dict[str, list[dict[str, Any]]]:
    """The other schemes in one line each: those that know something, and those that wait for data."""
    use = _usefulness(edition)
    waits = waiting(edition)
    told = [_line(edition, each, use) for each in schemes if each.id not in waits]
    later = [{"name": each.name, "question": each.question, "href": f"/classes/{each.id}"} for each in schemes if each.id in waits]
    return {"told": told, "waiting": later}


def waiting(edition: Edition) -> frozenset[str]:
    """The ids of the schemes that have nothing of what they need."""
    unknown = {row["scheme"]: row["unknown"] for row in edition.insight("unclassified").table("vi")}
    everybody = edition.count().people
    return frozenset(id for id, people in unknown.items() if everybody and people == everybody)


def _line(edition: Edition, scheme: Scheme, use: dict[str, float]) -> dict[str, Any]:
    told = edition.insight("classes", scheme=scheme.id).sentence
    part = use.get(scheme.id)
    return {
        "name": scheme.name,
        "finding": Words(*(text.partition(";")[0] for text in (told.vi, told.en))),
        "href": f"/classes/{scheme.id}",
        "marks": None if part is None else marks(part),
        "meaning": _UNJUDGED if part is None else _USE.filled(part=share(max(part, 0.0))),
    }


def marks(part: float) -> int:
    """Five marks for a share of 1."""
    return max(0, min(MARKS, round(part * MARKS)))


def _usefulness(edition: Edition) -> dict[str, float]:
    board = edition.board
    found = horizon_of(board, None) if board else None
    return {each.scheme: each.usefulness.value for each in found.verdicts if each.usefulness} if found else {}
