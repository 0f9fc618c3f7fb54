"""The files beside the orders: web visits, what was said, survey answers, referrals and consents; all of them follow from the same lives."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa

from regulars.demo import answering, browsing, reaching, speaking
from regulars.demo.almanac import Almanac
from regulars.demo.ledger import Sheet
from regulars.demo.lives import Lives
from regulars.demo.trade import Trade
from regulars.demo.traits import Bought, Traits

FILES = {
    "visits": ("luot_ghe.csv", browsing.HEADERS),
    "contacts": ("phan_hoi.csv", speaking.HEADERS),
    "answers": ("khao_sat.csv", answering.HEADERS),
    "referrals": ("gioi_thieu.csv", reaching.REFERRAL_HEADERS),
    "consents": ("dong_y.csv", reaching.CONSENT_HEADERS),
}


@dataclass
class Further:
    """The further files of a shop while they are written; use it in a `with`. `counts`: rows of each."""

    folder: Path
    trade: Trade
    almanac: Almanac
    customers: int
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FILES, 0))

    def __enter__(self) -> Further:
        self.stack = ExitStack()
        self.sheets = {
            name: self.stack.enter_context(Sheet(self.folder / file, headers, quoted=True)) for name, (file, headers) in FILES.items()
        }
        return self

    def __exit__(self, *error: object) -> None:
        self.stack.__exit__(*error)  # type: ignore[arg-type]

    def add(self, lives: Lives, traits: Traits, orders: Bought, person: pa.Table, start: int, rng: np.random.Generator) -> None:
        """Write the rows of one block; `person` is its part of the customers' file."""
        where = self.almanac, start, self.customers, rng
        phone, email, source = (person[name].to_numpy(zero_copy_only=False) for name in ("Điện thoại", "Email", "Nguồn khách"))
        tables = {
            "visits": browsing.visits(self.trade, lives, traits, orders, *where),
            "contacts": speaking.said(self.trade, lives, traits, orders, *where),
            "answers": answering.answered(self.trade, lives, traits, orders, *where),
            "referrals": reaching.referrals(lives, traits, source, *where),
            "consents": reaching.consents(lives, traits, phone, email, *where),
        }
        for name, table in tables.items():
            self.sheets[name].add(table)
            self.counts[name] += len(table)
