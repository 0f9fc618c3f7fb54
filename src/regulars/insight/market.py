"""How large is the market that stands above the ladder?"""

from __future__ import annotations

from dataclasses import dataclass

from regulars.insight.spoken import figure
from regulars.words import NBSP, Words


@dataclass(frozen=True)
class Market:
    """How many people the portrait of a buyer describes, and how many of them the shop can serve; either may be unknown."""

    people: int | None = None
    served: int | None = None

    def words(self, known: int) -> Words | None:
        """The market in one sentence beside the `known` customers; null where neither number is known."""
        if self.people is None and self.served is None:
            return None
        fits = Words(f"Khoảng {{n}}{NBSP}người hợp chân dung", "About {n} people fit the portrait").filled(n=figure(self.people))
        serves = Words(f"tiệm phục vụ được {{n}}{NBSP}người", "the shop can serve {n}").filled(n=figure(self.served))
        knows = Words(f"tiệm đang biết {{n}}{NBSP}khách.", "{n} customers are known.").filled(n=figure(known))
        parts = [fits] * (self.people is not None) + [serves] * (self.served is not None) + [knows]
        return Words(*("; ".join(part.of(lang) for part in parts) for lang in ("vi", "en")))
