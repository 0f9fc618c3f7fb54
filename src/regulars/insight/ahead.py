"""What lies ahead of one customer, scheme by scheme: computed when it is asked for, and once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import cast

from regulars.insight.next_up import NextUp, next_up
from regulars.insight.slipping import Slip, slips, turns
from regulars.insight.trials import Evaluate, Today, Tried, Try


class Ahead:
    """The next class up and the day of the next slip of one customer; schemes share what they try, and try it together.

    `tried`: what was tried of them before; left out, nothing. `beside`: other searches, whose trials go along.
    """

    def __init__(
        self,
        customer_id: str,
        today: Today,
        evaluate: Evaluate,
        tried: Tried | None = None,
        beside: Sequence[Callable[[Try], object]] = (),
    ) -> None:
        self.today = today
        self._tried = tried or Tried(customer_id, evaluate)
        self._beside = beside
        self._up: dict[str, NextUp | None] = {}

    def next_up(self, scheme: str) -> NextUp | None:
        """What would bring them up in a scheme, by its id; null where their class is in none of its chains."""
        if scheme not in self._up:
            alone = self._tried.without_trying(partial(next_up, self.today.schemes[scheme], self.today))
            self._up[scheme] = alone[0] if alone else self._found[0][scheme]
        return self._up[scheme]

    def slips(self, scheme: str) -> Slip | None:
        """When time alone makes their class worse, and into which; null where that is not within the horizon."""
        return self._found[1][scheme]

    def turns(self, scheme: str) -> tuple[tuple[dt.date, str], ...]:
        """Every day on which time alone brings their class lower than it has been till then, with the class after it."""
        return turns(self.today.schemes[scheme], self.today, self._tried)

    @cached_property
    def _found(self) -> tuple[dict[str, NextUp | None], dict[str, Slip | None]]:
        """Of every scheme at once, since few calls of many trials are the cheapest."""
        today = self.today
        searches = [partial(slips, today), *(partial(next_up, scheme, today) for scheme in today.schemes.values()), *self._beside]
        down, *up = self._tried.together(searches)
        return dict(zip(today.schemes, cast("list[NextUp | None]", up), strict=False)), cast("dict[str, Slip | None]", down)
