"""What do those who come often bring, and those who come seldom: of revenue, of margin, of orders?"""

from __future__ import annotations

from regulars.insight.classes import ClassSize, Sizes
from regulars.insight.spoken import FEWEST, TOO_FEW, people, share
from regulars.scheme import Scheme
from regulars.words import NBSP, Words

FREQUENCY, SUPER, LOW = "frequency", "super", "low"


def sentence(scheme: Scheme, sizes: Sizes) -> Words:
    """The most frequent beside the least: people, and their shares of revenue, of margin where costs are known, and of orders."""
    rows = [row for row in (sizes.named(SUPER), sizes.named(LOW)) if row.people]
    if sizes.active < FEWEST or not rows:
        return TOO_FEW
    said = [_said(scheme, sizes, row) for row in rows]
    return Words("; ".join(words.vi for words in said), "; ".join(words.en for words in said))


def _said(scheme: Scheme, sizes: Sizes, row: ClassSize) -> Words:
    parts = (
        (sizes.share_of_spend(row), Words("doanh thu", "of revenue")),
        (sizes.share_of_margin(row), Words("lợi nhuận", "of profit")),
        (sizes.share_of_orders(row), Words("số đơn", "of orders")),
    )
    named = scheme.class_named(row.id).name
    shares = [Words(f"{share(part).vi}{NBSP}{of.vi}", f"{share(part).en} {of.en}") for part, of in parts if part is not None]
    who = people(row.people)
    return Words(*(", ".join([f"{named.of(lang)}: {who.of(lang)}", *(words.of(lang) for words in shares)]) for lang in ("vi", "en")))
