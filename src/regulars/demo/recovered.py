"""What the classes found, held against the truth about the demo's customers: how much of it was found, and how much better than chance."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from regulars.demo.trades import trade_named
from regulars.demo.traits import DECISIONS
from regulars.words import LANGUAGES, Words, number, percent

if TYPE_CHECKING:
    import pandas as pd

# What `recovered` asks of every customer.
COLUMNS = ("customer_id", "purchases", "top_category", "lifecycle", "price", "decision", "premium", "value", "nps_group")
FILE = "recovered.csv"
COOL, WARM = 0.50, 0.80
BEST, FEWEST = 0.20, 1
TOLD = ("left", "deals", "best")

_SENTENCE = Words(
    "{name}: {found} khách, đúng {precision} (chọn bừa: {share}); tìm ra {recall} của {true}.",
    "{name}: {found} customers, {precision} rightly (by chance: {share}); {recall} of {true} were found.",
)
NAMES = {
    "left": Words("Đã rời", "Left"),
    "deals": Words("Chỉ mua khi có giảm giá", "Buy for discounts only"),
    "best": Words("Khách đáng giá nhất", "The best customers"),
    "immediate": Words("Mua tức thì", "Immediate"),
    "hesitant": Words("Chần chừ", "Hesitant"),
    "researcher": Words("Tìm hiểu kỹ", "Researchers"),
    "needs": Words("Nhu cầu chính", "The main need"),
    "upset": Words("Không vui hoặc đang bỏ đi", "Upset or leaving"),
    "promoters": Words("Quý mến tiệm", "Fond of the shop"),
}


@dataclass(frozen=True)
class Recovered:
    """One trait: of so many customers (`of`) it was found in `found`, is true of `true`, and both of `both`.

    `chance`: the share that would be right without knowing anything, 0 to 1.
    """

    id: str
    of: int
    found: int
    true: int
    both: int
    chance: float

    @property
    def precision(self) -> float | None:
        """How much of what was found is true, 0 to 1; null where nothing was found."""
        return self.both / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """How much of what is true was found, 0 to 1; null where it is true of nobody."""
        return self.both / self.true if self.true else None

    @property
    def lift(self) -> float | None:
        """Precision over chance."""
        return self.precision / self.chance if self.precision is not None and self.chance else None

    def sentence(self) -> Words:
        """The finding in one sentence."""
        return Words(*(self._said(lang) for lang in LANGUAGES))

    def _said(self, lang: str) -> str:
        texts = {key: percent(getattr(self, key) or 0.0, lang) for key in ("precision", "recall")}
        counts = {key: number(getattr(self, key), lang) for key in ("found", "true")}
        return _SENTENCE.of(lang, name=NAMES[self.id].of(lang), share=percent(self.chance, lang), **texts, **counts)

    def to_data(self) -> dict[str, object]:
        """Plain data."""
        shares = {"precision": self.precision, "recall": self.recall, "chance": self.chance, "lift": self.lift}
        rounded: dict[str, object] = {key: None if value is None else round(value, 4) for key, value in shares.items()}
        counts: dict[str, object] = {"id": self.id, "of": self.of, "found": self.found, "true": self.true, "both": self.both}
        return counts | rounded


def recovered(known: Iterable[Mapping[str, Any]], truth: Path, trade: str) -> tuple[Recovered, ...]:
    """Every trait that can be compared: `known` has a row per customer with `COLUMNS`, `truth` is the demo's file about a shop of that trade.

    What was found of nobody, or is true of nobody, is left out.
    """
    import pandas as pd

    true = (
        pd.read_csv(truth, dtype=str, keep_default_na=False)
        .set_index("customer_id")
        .rename(columns={name: f"{name}_true" for name in COLUMNS})
    )
    seen = pd.DataFrame([{name: row.get(name) for name in COLUMNS} for row in known]).set_index("customer_id")
    both = seen.join(true, how="inner")
    both = both[both["purchases"] > 0]
    return tuple(each for each in _traits(both, trade) if each.found >= FEWEST and each.true >= FEWEST)


def _traits(people: pd.DataFrame, trade: str) -> Iterator[Recovered]:
    gone = people["left_on"] != ""
    yield _trait("left", people["lifecycle"].isin(("lost", "lapsed")), gone)
    yield _trait("deals", people["price"] == "deal_seeker", people["price_true"] == "deal")
    yield _trait("best", people["premium"].isin(("elite", "premium")), _best(people))
    told = people[people["decision"].isin(DECISIONS)]
    for style in DECISIONS:
        yield _trait(style, told["decision"] == style, told["decision_true"] == style)
    yield _needs(people, trade)
    here = people[people["lifecycle"] != "lost"]
    going = (here["left_on"] != "") & (here["left_reason"] != "trial")
    yield _trait("upset", here["value"] == "negative", (here["warmth"].astype(float) < COOL) | going)
    scored = people[people["nps_group"] != "unknown"]
    yield _trait("promoters", scored["nps_group"] == "promoter", scored["warmth"].astype(float) >= WARM)


def _trait(id: str, found: pd.Series, true: pd.Series) -> Recovered:
    size = len(found)
    return Recovered(id, size, int(found.sum()), int(true.sum()), int((found & true).sum()), float(true.mean()) if size else 0.0)


def _best(people: pd.DataFrame) -> pd.Series:
    """Those who stayed and by their nature come most often: the fifth of all buyers with the shortest true gap."""
    gap = people["mean_gap_days"].replace("", "nan").astype(float).where(people["left_on"] == "", np.nan)
    return gap.rank(method="first") <= BEST * len(people)


def _needs(people: pd.DataFrame, trade: str) -> Recovered:
    """Whether the category most is spent on is the one their need favours most; chance is always saying the commonest."""
    made = trade_named(trade)
    loved = people["need"].map({need: made.loved(need) for need in made.needs})
    known = people["top_category"].notna() & (people["purchases"] >= 2)
    right, commonest = (people["top_category"] == loved) & known, loved[known].value_counts(normalize=True)
    size = int(known.sum())
    return Recovered("needs", size, size, size, int(right.sum()), float(commonest.iloc[0]) if size else 0.0)


def write(found: Sequence[Recovered], folder: Path) -> Path:
    """Write them beside the truth; the path."""
    path = folder / FILE
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.DictWriter(file, ["id", "name_vi", "name_en", "of", "found", "true", "both", "precision", "recall", "chance", "lift"])
        rows.writeheader()
        rows.writerows({"name_vi": NAMES[each.id].vi, "name_en": NAMES[each.id].en, **each.to_data()} for each in found)
    return path
