"""What these pages ask of an edition: answers that are ready, doors to the people behind a number, schemes in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends

from regulars.errors import NotFitted
from regulars.insight.scoreboard import marks
from regulars.insight.spoken import share
from regulars.web.here import Here, here
from regulars.words import Words

if TYPE_CHECKING:
    from regulars.edition import Edition
    from regulars.insight.value import Insight
    from regulars.scheme import Scheme

Signed = Annotated[Here, Depends(here)]
Row = dict[str, Any]
NOTHING_YET = Words("Chưa có khách nào để phân loại.", "There is no customer to classify yet.")
BRING_FILE = Words("Đưa một tệp đơn hàng vào trang Nhập dữ liệu.", "Drop an orders file on the Imports page.")
USEFUL = Words(
    "Nói trước được {share} so với cách chia tốt nhất có thể (khoảng {low} đến {high})",
    "Foretells {share} of what the best sorting could (between {low} and {high})",
)


def edition_of(here: Here) -> Edition:
    """The edition that pages read; `NotFitted` while there is none."""
    if here.edition is None:
        raise NotFitted(NOTHING_YET, todo=BRING_FILE, code="no_edition")
    return here.edition


def ready(edition: Edition, question: str, **options: Any) -> Insight | None:
    """An answer that was prepared, or computed already; null where it would have to be computed."""
    return edition.insight(question, **options) if edition.is_prepared(question, **options) else None


def people_of(rule: str) -> str:
    """The address of the customers for whom a rule holds."""
    return f"/customers?{urlencode({'rule': rule}, quote_via=quote)}"


def members(scheme: str, class_id: str) -> str:
    """The address of the customers of a class."""
    return people_of(f"{scheme} = '{class_id}'")


def moved(scheme: str, days: int, source: str = "", target: str = "", cause: str = "", way: str = "") -> str:
    """The address of the customers who moved."""
    return "/customers?" + urlencode({"moved": f"{scheme}:{days}:{way}:{source}:{target}:{cause}".rstrip(":")}, safe=":")


def class_page(scheme: str, class_id: str) -> str:
    """The address of one class."""
    return f"/classes/{quote(scheme)}/{quote(class_id)}"


def waiting_ids(edition: Edition) -> frozenset[str]:
    """The schemes of which nothing that they need is known."""
    return frozenset(row["scheme"] for row in edition.insight("readiness").table("vi") if row["waits"])


def scored(edition: Edition) -> dict[str, Row]:
    """The scoreboard by scheme, the most useful first; empty while it was not made."""
    found = ready(edition, "scoreboard")
    return {row["scheme"]: row for row in found.table("vi")} if found else {}


def in_order(edition: Edition) -> list[Scheme]:
    """Schemes as a page lists them: those that lead, the others by usefulness, those that wait last."""
    waits, place = waiting_ids(edition), {id: at for at, id in enumerate(scored(edition))}
    given = list(edition.schemes)
    rest = sorted((each for each in given if not each.leads), key=lambda each: (each.id in waits, place.get(each.id, len(given))))
    return [*(each for each in given if each.leads), *rest]


def finding(edition: Edition, scheme: Scheme) -> Words:
    """What a scheme found, in one sentence: of a ladder the step that is hardest to climb, as its history tells it."""
    climbed = ready(edition, "climbing", scheme=scheme.id) if scheme.id == "ladder" else None
    told = (
        climbed
        if climbed and any(row["share"] is not None for row in climbed.table("vi"))
        else edition.insight("classes", scheme=scheme.id)
    )
    return told.sentence


def ended(text: Words) -> Words:
    """A sentence with its full stop."""
    return Words(*(each if each.endswith(".") else f"{each}." for each in (text.vi, text.en)))


def usefulness(row: Row | None) -> tuple[int, Words] | None:
    """The marks of a scheme and what they mean; null where it was not judged."""
    found = marks(row["usefulness"]) if row else None
    if row is None or found is None:
        return None
    ends = {name: share(max(row[f"usefulness_{name}"], 0)) for name in ("low", "high")}
    return found, USEFUL.filled(share=share(max(row["usefulness"], 0)), **ends)
