"""Who is not classified, for want of which knowledge, and which one question would settle most of it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from regulars.insight.spoken import figure, people, sum_of
from regulars.scheme import Scheme
from regulars.vocabulary import FEATURES, ibis_type
from regulars.words import LANGUAGES, Words

UNSETTLED = ("unknown", "thin")  # classes that say: not enough is known
COLUMNS = {"scheme": "string", "name": "string", "unknown": "int64", "question": "string", "would_settle": "int64"}
ASKED_COLUMNS = {"question": "string", "customers": "int64", "classes": "int64", "revenue": "int64"}


Waiting = Sequence[tuple[Scheme, list[str]]]  # schemes, each with those of its classes that say: not enough is known


@dataclass(frozen=True)
class Ask:
    """A question that a customer can answer: what an ordinary answer makes known of them, feature by feature, as (name, value).

    The answer adds one to the things known of them (`known_fields`) where none of `fields` was known.
    """

    id: str
    words: Words
    answers: tuple[tuple[str, object], ...]
    fields: tuple[str, ...]

    @property
    def answer(self) -> dict[str, object]:
        return dict(self.answers)


SAID = ("nps", "satisfaction", "stated_need", "stated_decision")
ASKS = (
    Ask("birth_date", Words("Ngày sinh", "Birth date"), (("age", 40), ("age_min", None), ("age_max", None)), ("age", "age_min", "age_max")),
    Ask("place", Words("Ở tỉnh, thành nào", "Which province they live in"), (("province", "Hà Nội"),), ("province", "distance_km")),
    Ask("nps", Words("Có giới thiệu tiệm cho bạn bè không (0–10)", "Would they recommend the shop (0–10)"), (("nps", 9),), SAID),
    Ask(
        "decision",
        Words("Thường mua ngay, chần chừ hay tìm hiểu kỹ", "Do they buy at once, hesitate, or study first"),
        (("stated_decision", "immediate"),),
        SAID,
    ),
    Ask("need", Words("Đến tiệm để mua gì", "What do they come for"), (("stated_need", ""),), SAID),
    Ask("gender", Words("Giới tính", "Gender"), (("gender", "female"),), ("gender",)),
)


@dataclass(frozen=True)
class Unsettled:
    """One scheme: how many it cannot place, the question that alone would place most of them (null: none would), and how many that is."""

    scheme: Scheme
    people: int
    ask: Ask | None
    settled: int


@dataclass(frozen=True)
class Asked:
    """One question: the customers of whom it alone would settle a class, the classes it would settle, and what those customers spent."""

    ask: Ask
    people: int
    classes: int
    spend: int


@dataclass(frozen=True)
class Unclassified:
    """The schemes that leave somebody out, most people first, and the questions by the number of people they would settle."""

    schemes: tuple[Unsettled, ...]
    asks: tuple[Asked, ...]


def unclassified(profile: ir.Table, classes: ir.Table, schemes: Iterable[Scheme], asks: Sequence[Ask] = ASKS) -> Unclassified:
    """Every question is answered in thought for everybody, all else left as it is, and the schemes are asked again.

    Whoever then leaves *unknown* or *too little known* lacked that one answer alone. One aggregate of the engine per question.
    """
    waiting = [(scheme, here) for scheme in schemes if scheme.id in classes.columns and (here := _unsettled(scheme))]
    if not waiting:
        return Unclassified((), ())
    asked_about = {name for scheme, _ in waiting for name in scheme.features()} & set(classes.columns)  # classes that other schemes lean on
    lost = {_was(scheme): classes[scheme.id].isin(here) for scheme, here in waiting}
    table = profile.select("customer_id", *_wanted(waiting, asks, profile)).join(
        classes.select("customer_id", *sorted(asked_about), **lost), "customer_id"
    )
    table = table.cache()
    try:
        left = table.agg(**{scheme.id: table[_was(scheme)].sum() for scheme, _ in waiting}).to_pyarrow().to_pylist()[0]
        found = [(ask, _answered(table, ask, waiting)) for ask in asks]
    finally:
        table.release()
    return _ranked(waiting, left, found)


def _unsettled(scheme: Scheme) -> list[str]:
    return [id for id in UNSETTLED if id in scheme.class_ids]


def _was(scheme: Scheme) -> str:
    return f"was_{scheme.id}"


def _wanted(waiting: Waiting, asks: Sequence[Ask], profile: ir.Table) -> list[str]:
    """The features that the schemes and the questions are about."""
    names = {name for scheme, _ in waiting for name in scheme.features()} | {name for ask in asks for name in (*ask.answer, *ask.fields)}
    names |= {"known_fields", "spend_365d"}
    return [name for name in profile.columns if name in names]


def _answered(table: ir.Table, ask: Ask, waiting: Waiting) -> dict[str, int]:
    """How many the answer would settle: by scheme id, in any scheme (`customers`), and their spend of 365 days (`revenue`)."""
    answer = {name: ibis.literal(value, type=ibis_type(FEATURES[name].kind)) for name, value in ask.answer.items() if name in table.columns}
    touched = [(scheme, here) for scheme, here in waiting if scheme.features() & {*answer, "known_fields"}]
    if not touched:
        return dict.fromkeys(("customers", "revenue", *(scheme.id for scheme, _ in waiting)), 0)
    nothing = ibis.and_(*(table[name].isnull() for name in ask.fields if name in table.columns))
    told = table.mutate(**answer, known_fields=table.known_fields + nothing.cast("int32"))
    settled = told.select("spend_365d", **{scheme.id: told[_was(scheme)] & ~scheme.class_expr(told).isin(here) for scheme, here in touched})
    anyone = ibis.or_(*(settled[scheme.id] for scheme, _ in touched))
    sums = {scheme.id: settled[scheme.id].sum() for scheme, _ in touched}
    row = settled.agg(**sums, customers=anyone.sum(), revenue=settled.spend_365d.sum(where=anyone).cast("float64")).to_pyarrow()
    counted = {name: int(value or 0) for name, value in row.to_pylist()[0].items()}
    return {scheme.id: 0 for scheme, _ in waiting} | counted


def _ranked(waiting: Waiting, left: Mapping[str, int], found: Sequence[tuple[Ask, Mapping[str, int]]]) -> Unclassified:
    by_scheme = (_scheme(scheme, int(left[scheme.id] or 0), found) for scheme, _ in waiting)
    schemes = sorted((each for each in by_scheme if each.people), key=lambda each: -each.people)
    asked = (Asked(ask, row["customers"], sum(row[scheme.id] for scheme, _ in waiting), row["revenue"]) for ask, row in found)
    asks = sorted((each for each in asked if each.people), key=lambda each: (-each.people, -each.classes))
    return Unclassified(tuple(schemes), tuple(asks))


def _scheme(scheme: Scheme, people: int, found: Sequence[tuple[Ask, Mapping[str, int]]]) -> Unsettled:
    ask, row = max(found, key=lambda pair: pair[1][scheme.id])
    settled = row[scheme.id]
    return Unsettled(scheme, people, ask if settled else None, settled)


def table(found: Unclassified, lang: str) -> list[dict[str, object]]:
    """One row per scheme that leaves somebody out, most people first (`COLUMNS`); no question where none alone would settle anybody."""
    return [
        {
            "scheme": each.scheme.id,
            "name": each.scheme.name.of(lang),
            "unknown": each.people,
            "question": each.ask.words.of(lang) if each.ask else None,
            "would_settle": each.settled,
        }
        for each in found.schemes
    ]


def asked_table(found: Unclassified, lang: str) -> list[dict[str, object]]:
    """One row per question that would settle somebody, best first (`ASKED_COLUMNS`): people, classes, their spend of 365 days."""
    return [
        {"question": each.ask.words.of(lang), "customers": each.people, "classes": each.classes, "revenue": each.spend}
        for each in found.asks
    ]


def sentence(found: Unclassified, currency: str) -> Words:
    """The question that would settle the classes of most people."""
    if not found.schemes:
        return Words("Không khách nào bị bỏ ngoài cách phân loại nào.", "No scheme leaves anybody out.")
    if not found.asks:
        return Words("Chưa có câu hỏi nào một mình xếp thêm được khách.", "No single question would settle anybody's class.")
    best = found.asks[0]
    words = Words(
        "Hỏi “{ask}” là xếp được nhóm cho {people}, những người đã chi {spend} trong 365 ngày",
        "Asking “{ask}” would settle a class of {people}, who spent {spend} in 365 days",
    )
    if not best.spend:
        words = Words("Hỏi “{ask}” là xếp được nhóm cho {people}", "Asking “{ask}” would settle a class of {people}")
    return words.filled(ask=_inside(best.ask.words), people=people(best.people), spend=sum_of(best.spend, currency))


def _inside(words: Words) -> Words:
    return Words(*(words.of(lang)[:1].lower() + words.of(lang)[1:] for lang in LANGUAGES))


NOTE = Words(
    "Mỗi câu được trả lời thử cho từng khách, mọi điều khác giữ nguyên, rồi xếp nhóm lại: ai khi ấy có nhóm là người chỉ thiếu đúng câu đó.",
    "Each question is answered in thought for every customer, all else left as it is: whoever is then classed lacked that one answer alone.",
)


def notes(found: Unclassified) -> tuple[Words, ...]:
    """How it is found out, and what cannot be settled by asking."""
    rest = [_why(each) for each in found.schemes if each.ask is None]
    return (NOTE, *rest)


def _why(each: Unsettled) -> Words:
    lost = next(id for id in UNSETTLED if id in each.scheme.class_ids)
    care = each.scheme.class_named(lost).care
    said = Words("{name}, {n} khách: {care}", "{name}, {n} customers: {care}")
    return said.filled(name=each.scheme.name, n=figure(each.people), care=care)
