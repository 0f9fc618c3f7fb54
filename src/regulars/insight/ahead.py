"""What lies ahead of one customer, scheme by scheme: computed when it is asked for, and once."""

from __future__ import annotations

from functools import cached_property

from regulars.insight.next_up import NextUp, next_up
from regulars.insight.slipping import Slip, slips
from regulars.insight.trials import Evaluate, Today, Tried


class Ahead:
    """The next class up and the day of the next slip of one customer; schemes share what they try."""

    def __init__(self, customer_id: str, today: Today, evaluate: Evaluate) -> None:
        self.today = today
        self._tried = Tried(customer_id, evaluate)
        self._up: dict[str, NextUp | None] = {}

    def next_up(self, scheme: str) -> NextUp | None:
        """What would bring them up in a scheme, by its id; null where their class is in none of its chains."""
        if scheme not in self._up:
            self._up[scheme] = next_up(self.today.schemes[scheme], self.today, self._tried)
        return self._up[scheme]

    def slips(self, scheme: str) -> Slip | None:
        """When time alone makes their class worse, and into which; null where that is not within the horizon."""
        return self._slips[scheme]

    @cached_property
    def _slips(self) -> dict[str, Slip | None]:
        return slips(self.today, self._tried)
