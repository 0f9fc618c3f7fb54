"""What a trade is: what a demo shop sells, where it stands, how its people live and how it sells. Defaults are the coffee shop's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from regulars.demo.places import DA_NANG, Town
from regulars.demo.season import Season
from regulars.words import Words

OTHER_NEED = 0.18
CHANNELS = ("Cửa hàng", "Website", "Shopee", "Zalo", "GrabMart", "TikTok Shop")
STORE, WEBSITE, SHOPEE, ZALO, GRAB, TIKTOK = range(len(CHANNELS))


@dataclass(frozen=True)
class Product:
    """One product: prices in thousands of đồng, `weight` = how often it is chosen, `most` = the most one household buys at once.

    `model`: the same for every size of one thing; empty for what has no sizes.
    """

    name: str
    category: tuple[str, str, str]
    price: int
    cost: int
    weight: float
    most: int
    model: str = ""


@dataclass(frozen=True)
class Branch:
    """One store: its name as invoices write it, and where it stands."""

    name: str
    latitude: float
    longitude: float
    radius_km: float


@dataclass(frozen=True)
class Habits:
    """How the people of a trade live.

    `mix`: share of customers by rhythm. `gaps`: median of the mean days between purchases of a rhythm, and its spread (sigma of the
    logarithm). `deal`, `mixed`: share who buy for discounts only, and of the rest who like one. `daily`: how many of the first needs
    people with a steady rhythm have. `bad`: chance that an order goes so wrong that they never return. `fades`: median days until one
    loses interest; `plan_fades` until one cancels a plan. `opening`: how many times livelier the first weeks are than the rest, since a
    shop that begins to keep books has customers already. `decides`: shares of immediate, hesitant and researching buyers. `web`: how
    readily they look at the shop on the web, 0 to 1.
    """

    mix: Mapping[str, float] = field(
        default_factory=lambda: {
            "never": 0.150, "once": 0.120, "stock": 0.138, "regular": 0.138, "irregular": 0.205, "gift": 0.080, "student": 0.062,
            "promo": 0.087, "office": 0.020,
        }
    )  # fmt: skip
    gaps: Mapping[str, tuple[float, float]] = field(
        default_factory=lambda: {
            "stock": (31, 0.42), "regular": (33, 0.48), "irregular": (74, 0.55), "student": (28, 0.45), "office": (13, 0.45),
            "gift": (180, 0.0), "promo": (75, 0.0), "once": (0, 0.0),
        }
    )  # fmt: skip
    most_gap: float = 400.0
    deal: float = 0.015
    mixed: float = 0.36
    daily: int = 4
    bad: float = 0.005
    rival: float = 0.16
    price_takes: tuple[float, float, float] = (0.02, 0.09, 0.15)
    fades: float = 820.0
    plan_fades: float = 300.0
    moves: float = 3600.0
    opening: float = 2.2
    decides: tuple[float, float, float] = (0.46, 0.24, 0.30)
    web: float = 0.5


@dataclass(frozen=True)
class Selling:
    """How a trade sells.

    `local`, `young`, `far`: share of the channels for people near by, young people near by, people far away. `cancelled`, `returned`:
    chance per order by channel. `coupons`: chance of a coupon by price sense; `welcome` on a first order. `lines`, `office_lines`:
    running shares of one line, two, three… `more`: chance of a second piece, of one more. `walk_ins`: orders of people unknown, per
    customer known. `steps`: list prices before, between and after the two rises, as shares of today's.
    """

    local: tuple[float, ...] = (0.64, 0.07, 0.05, 0.15, 0.09)
    young: tuple[float, ...] = (0.42, 0.08, 0.20, 0.10, 0.20)
    far: tuple[float, ...] = (0.02, 0.36, 0.44, 0.18, 0.0)
    cancelled: tuple[float, ...] = (0.006, 0.04, 0.065, 0.025, 0.03, 0.07)
    returned: tuple[float, ...] = (0.014,) * 6
    coupons: tuple[float, float, float] = (0.02, 0.15, 0.45)
    welcome: float = 0.16
    always_off: int = 15
    lines: tuple[float, ...] = (0.43, 0.77, 0.93, 0.98, 0.995, 1.0)
    office_lines: tuple[float, ...] = (0.15, 0.45, 0.72, 0.88, 0.96, 1.0)
    staple_first: float = 0.66
    more: tuple[float, float] = (0.17, 0.05)
    wholesale: tuple[str, ...] = ()
    walk_ins: float = 0.55
    steps: tuple[float, float, float] = (0.89, 0.95, 1.0)


@dataclass(frozen=True)
class Trade:
    """A kind of shop: its name, branches, the provinces it delivers to, products, and for each need how much it favours the categories of level 2.

    `needs` ends with the need of those who come for gifts. `seasonal`: by category of level 2, how much more it sells from May to October
    and from November to April. `masked`: buyers are known by a masked name, as marketplaces show them. `customers`, `years`: the size
    where none is asked for; `lines_per_customer` of that history.
    """

    name: Words
    prefix: str
    branches: tuple[Branch, ...]
    serves: tuple[str, ...]
    products: tuple[Product, ...]
    needs: Mapping[str, Mapping[str, float]]
    need_share: Mapping[str, float]
    constantly_cheaper: tuple[str, ...] = ()
    gifts: str = ""
    tet: str = ""
    town: Town = DA_NANG
    season: Season = field(default_factory=Season)
    habits: Habits = field(default_factory=Habits)
    selling: Selling = field(default_factory=Selling)
    seasonal: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    masked: bool = False
    customers: int = 2_000
    years: int = 3
    lines_per_customer: float = 13.8

    def prices(self) -> np.ndarray:
        """List prices in đồng: (3, products), before, between and after the two rises of the shop's history."""
        now = np.array([product.price for product in self.products], dtype=float) * 1000
        steps = np.array(self.selling.steps)[:, None] * now
        return np.where(now < 100_000, np.round(steps / 500) * 500, np.round(steps / 1000) * 1000).astype(np.int64)

    def level(self, at: int) -> np.ndarray:
        """The category of every product at level 0, 1 or 2."""
        return np.array([product.category[at] for product in self.products], dtype=object)

    def loved(self, need: str) -> str:
        """The category of level 2 that a need favours most."""
        favours = self.needs[need]
        return next(category for category, liking in favours.items() if liking == max(favours.values()))


def products_of(text: str, sizes: Mapping[str, float] | None = None) -> tuple[Product, ...]:
    """Products of a table: `category 1 / 2 / 3` on a line of its own, then `name | price | cost | weight | most` in thousands.

    With `sizes` (their shares), a name that ends in `*` comes in each of them.
    """
    found: list[Product] = []
    category = ("", "", "")
    for line in text.strip().splitlines():
        parts = [part.strip() for part in line.split("|" if "|" in line else "/")]
        if "|" not in line:
            category = (parts[0], parts[1], parts[2])
            continue
        price, cost, weight, most = int(parts[1]), int(parts[2]), float(parts[3]), int(parts[4])
        if not parts[0].endswith("*"):
            found.append(Product(parts[0], category, price, cost, weight, most))
            continue
        model = parts[0].removesuffix("*").strip()
        found += [Product(f"{model} {size}", category, price, cost, weight * share, most, model) for size, share in (sizes or {}).items()]
    return tuple(found)
