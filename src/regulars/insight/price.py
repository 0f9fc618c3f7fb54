"""Do deal seekers earn what they cost: how much of revenue and of margin comes from those who buy on deals?"""

from __future__ import annotations

from regulars.insight.classes import Sizes
from regulars.insight.spoken import FEWEST, TOO_FEW, people, plain, share
from regulars.words import Words

PRICE, DEAL_SEEKER = "price", "deal_seeker"


def deal_seekers(sizes: Sizes) -> Words | None:
    """The finding, `**bold**` around its number: people, share of revenue, and of margin where costs are known; null without any."""
    row = sizes.named(DEAL_SEEKER)
    if not row.people or sizes.active < FEWEST:
        return None
    margin = sizes.share_of_margin(row)
    if margin is None:
        return Words(
            "**{people}** hầu như chỉ mua khi có ưu đãi; họ mang về {share} doanh thu.",
            "**{people}** buy almost only on deals; they bring {share} of revenue.",
        ).filled(people=people(row.people), share=share(sizes.share_of_spend(row)))
    return Words(
        "**{people}** hầu như chỉ mua khi có ưu đãi; họ mang về {share} doanh thu và {margin} lợi nhuận.",
        "**{people}** buy almost only on deals; they bring {share} of revenue and {margin} of profit.",
    ).filled(people=people(row.people), share=share(sizes.share_of_spend(row)), margin=share(margin))


def sentence(sizes: Sizes) -> Words:
    """The same as a heading; else that nobody buys on deals alone, or that it is not known."""
    found = deal_seekers(sizes)
    if found is not None:
        said = plain(found)
        return Words(said.vi.removesuffix("."), said.en.removesuffix("."))
    if sizes.people and sizes.named("unknown").people + sizes.named("none").people == sizes.people:
        return Words("Chưa biết đơn nào có ưu đãi.", "It is not known which orders were on a deal.")
    if sizes.active < FEWEST:
        return TOO_FEW
    return Words("Không khách nào chỉ mua khi có ưu đãi", "Nobody buys on deals alone")
