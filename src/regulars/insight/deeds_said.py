"""A deed in words: what a shop owner reads, part by part."""

from __future__ import annotations

from dataclasses import dataclass, field

from regulars.insight.deeds import FIELDS, Deed
from regulars.words import LANGUAGES, Words, listed, money

RESOLVED = Words("giải quyết xong khiếu nại", "the complaint resolved")
KNOWN = Words("biết thêm {field}", "their {field} known")
SCORED = {
    "nps": Words(
        "chấm sẵn lòng giới thiệu {score} điểm lúc được hỏi lại", "an answer of {score} when asked again whether they would recommend"
    ),
    "satisfaction": Words("chấm hài lòng {score} điểm lúc được hỏi lại", "a rating of {score} when asked again how content they are"),
}
ANSWERED = Words("trả lời “{answer}” lúc được hỏi", "the answer “{answer}” when asked")
FULL_PRICE = Words("{bought} không ưu đãi", "{bought} at full price")
OF = Words("{bought}, khoảng {amount}", "{bought} of about {amount}")
OF_EACH = Words("{bought}, khoảng {amount} mỗi lần", "{bought} of about {amount}")


@dataclass(frozen=True)
class Part:
    """One part of a deed: its kind (`resolve`, `answer`, `know`, `buy`), what is particular to it, and its words."""

    kind: str
    words: Words
    details: dict[str, object] = field(default_factory=dict, hash=False)

    def to_data(self, lang: str) -> dict[str, object]:
        return {"kind": self.kind, **self.details, "words": self.words.of(lang)}


def parts(deed: Deed, currency: str, *, buyer: bool, full_price: bool) -> tuple[Part, ...]:
    """The parts in the order in which they are to be done. `buyer`: they have bought before. `full_price`: a purchase on a deal would not do."""
    found = [Part("resolve", RESOLVED)] if deed.resolved else []
    found += [Part("answer", _answered(name, value), {"question": name, "answer": value}) for name, value in deed.answers]
    found += [Part("know", KNOWN.filled(field=FIELDS[name][2]), {"field": name}) for name in deed.known]
    if deed.purchases:
        bought = _bought(deed, currency, buyer, full_price)
        found.append(Part("buy", bought, {"purchases": deed.purchases, "amount": deed.amount, "total": deed.total}))
    return tuple(found)


def joined(said: tuple[Part, ...]) -> Words:
    """All parts as one clause that begins with a capital letter."""
    return Words(*(_capital(listed([part.words.of(lang) for part in said], lang)) for lang in LANGUAGES))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _answered(question: str, answer: str | float) -> Words:
    return SCORED[question].filled(score=f"{answer:g}") if question in SCORED else ANSWERED.filled(answer=answer)


def _bought(deed: Deed, currency: str, buyer: bool, full_price: bool) -> Words:
    said = _times(deed.purchases, buyer)
    said = FULL_PRICE.filled(bought=said) if full_price else said
    if deed.amount is None:
        return said
    amount = Words(*(money(deed.amount, currency, lang, exact=True) for lang in LANGUAGES))
    return (OF if deed.purchases == 1 else OF_EACH).filled(bought=said, amount=amount)


def _times(purchases: int, buyer: bool) -> Words:
    more = Words("thêm ", "more ") if buyer else Words("", "")
    return Words(f"mua {more.vi}{purchases} lần", f"{purchases} {more.en}purchase{'' if purchases == 1 else 's'}")
