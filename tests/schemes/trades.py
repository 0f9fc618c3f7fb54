"""A shop of every trade, and what followed a day in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

import regulars
from regulars import demo, settings
from regulars.insight.readiness import known_counts, needs_of, waits
from regulars.shop import Shop

SIZES = {"coffee": 700, "grocer": 350, "furniture": 900, "subscription": 700, "marketplace": 900, "fashion": 800, "tiny": 10, "old": 600}


@dataclass(frozen=True)
class Made:
    """A shop that was made, imported and classified; `classes` has a row per customer, `bought` one per customer and day of purchase."""

    name: str
    shop: Shop
    files: demo.DemoFiles
    classes: pd.DataFrame

    def waiting(self) -> frozenset[str]:
        """The schemes that wait for data."""
        profile = self.shop.profile().ibis
        known = known_counts(profile, (name for scheme in self.shop.schemes() for name in scheme.needs))
        return frozenset(id for id, needs in needs_of(known, self.shop.schemes()).items() if waits(needs))

    def bought(self) -> pd.DataFrame:
        """Who bought on which day."""
        found = self.shop.store.sql(
            "SELECT DISTINCT customer_id, ordered_on FROM orders WHERE replaced_at IS NULL AND cancelled_at IS NULL"
        )
        return pd.DataFrame(found, columns=["customer_id", "day"]).dropna()

    def lifecycle(self, day: dt.date) -> tuple[pd.Series, int]:
        """The class of everyone as of a day, and the return window then."""
        classes = self.shop.classify(day, ["lifecycle"]).to_pandas().set_index("customer_id")["lifecycle"]
        return classes, self.shop._seen(day).bars.window


def made(folder: Path, trade: str) -> Made:
    """Make a shop of a trade, import all its files and classify its customers."""
    files = demo.make(folder / "files", trade=trade, customers=SIZES[trade])
    place = folder / "shop"
    place.mkdir()
    asked_alone = {"replay_months": 0, "try_on_past": False, "prepare_answers": False}
    settings.write(place, name=files.shop.vi, currency="VND", served_provinces=files.serves, category_level=2, **asked_alone)
    shop = regulars.open(place)
    shop.load(*files.importable)
    return Made(trade, shop, files, shop.classify().to_pandas())
