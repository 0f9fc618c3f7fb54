"""What stands out: the sentence a report opens with, and the three or four that follow it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regulars.insight import price
from regulars.insight.classes import Sizes
from regulars.insight.concentration import Concentration
from regulars.insight.leaving import Leaving
from regulars.insight.revenue import Year
from regulars.insight.second_purchase import SecondPurchase
from regulars.insight.spoken import FEWEST, TOO_FEW, figure, people, plain, ratio, share
from regulars.words import Words

MOST = 4
COLUMNS = {"finding": "string", "sentence": "string", "money": "int64"}


@dataclass(frozen=True)
class Seen:
    """What the other questions of this folder found, gathered for the opening."""

    year: Year
    concentration: Concentration
    leaving: Leaving
    second: SecondPurchase
    sizes: Mapping[str, Sizes]
    window: int
    currency: str


def headline(seen: Seen) -> Words:
    """One sentence: how concentrated the revenue is, and how many are leaving."""
    found, gone = seen.concentration, seen.leaving.people
    if not found.buyers:
        return Words("365 ngày qua chưa có ai mua.", "Nobody has bought in the last 365 days.")
    if found.curve is None:
        return TOO_FEW
    top = share(found.top(20))
    if not gone:
        return Words("Một phần năm người mua giữ {share} doanh thu.", "A fifth of buyers bring {share} of revenue.").filled(share=top)
    return Words(
        "Một phần năm người mua giữ {share} doanh thu, và {people} đang rời.",
        "A fifth of buyers bring {share} of revenue, and {people} " + ("is" if gone == 1 else "are") + " slipping away.",
    ).filled(share=top, people=people(gone))


@dataclass(frozen=True)
class Finding:
    """One thing that stands out: its words, `**bold**` around the number it is about, and the money it is about in minor units."""

    id: str
    words: Words
    money: int


def ranked(seen: Seen) -> list[Finding]:
    """Up to four findings, by money, most first: those of the first page where the data supports them, else unknown and lost buyers.

    Money: the revenue of 365 days that the people of the finding brought; for second purchases that of first purchases, for those slipping
    what they may take away in 90 days.
    """
    year, sizes = seen.year, seen.sizes
    found = (
        ("key_accounts", _key_accounts(seen), _spend(sizes.get("ladder"), "key_account")),
        ("second_purchase", seen.second.words(), year.known - year.repeat),
        ("leaving", seen.leaving.words(seen.window, seen.currency), seen.leaving.at_risk or 0),
        ("deal_seekers", _deal_seekers(seen), _spend(sizes.get(price.PRICE), price.DEAL_SEEKER)),
        ("unknown_buyers", _unknown_buyers(year), year.revenue - year.known),
        ("lost", _lost(seen), _spend(sizes.get("lifecycle"), "lost")),
    )
    told = [Finding(id, words, money) for id, words, money in found if words is not None]
    return sorted(told[:MOST], key=lambda finding: -finding.money)


def _spend(sizes: Sizes | None, id: str) -> int:
    return sizes.named(id).spend if sizes else 0


def findings(seen: Seen) -> list[Words]:
    """Up to four sentences, those about most money; what the data cannot support is left out."""
    return [finding.words for finding in ranked(seen)]


def table(found: list[Finding], lang: str) -> list[dict[str, object]]:
    """One row per finding, by money, most first (`COLUMNS`), the sentence without its marks; minor units."""
    return [{"finding": each.id, "sentence": plain(each.words).of(lang), "money": each.money} for each in found]


def _key_accounts(seen: Seen) -> Words | None:
    sizes = seen.sizes.get("ladder")
    row = sizes.named("key_account") if sizes else None
    if not sizes or not row or not row.people or sizes.active < FEWEST:
        return None
    return Words(
        "**{n} khách hàng chủ chốt**, {part} người mua trong 365 ngày, mang về {share} doanh thu.",
        "**{n} key account" + ("" if row.people == 1 else "s") + "**, {part} of buyers in 365 days, bring {share} of revenue.",
    ).filled(
        n=figure(row.people),
        part=share(ratio(row.people, sizes.active), 1),
        share=share(sizes.share_of_spend(row), 1),
    )


def _deal_seekers(seen: Seen) -> Words | None:
    sizes = seen.sizes.get(price.PRICE)
    return price.deal_seekers(sizes) if sizes else None


def _unknown_buyers(year: Year) -> Words | None:
    if not year.unknown_share or year.unknown_share < 0.01:
        return None
    return Words(
        "**{share}** doanh thu đến từ người mua không rõ tên; tiệm chưa chăm sóc được họ.",
        "**{share}** of revenue comes from buyers nobody can name, and so nobody can look after.",
    ).filled(share=share(year.unknown_share))


def _lost(seen: Seen) -> Words | None:
    sizes = seen.sizes.get("lifecycle")
    buyers = seen.second.buyers
    row = sizes.named("lost") if sizes else None
    if not row or not row.people or buyers < FEWEST:
        return None
    return Words(
        "**{people}** đã mất, {part} số khách từng mua.",
        "**{people}** lost, {part} of all who ever bought.",
    ).filled(people=people(row.people), part=share(ratio(row.people, buyers), 1))
