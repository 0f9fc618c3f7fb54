"""Scripts: statements that Ibis writes once, run again whenever the small tables that they begin with have changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import ibis.expr.types as ir

from regulars.features import outlook
from regulars.models import outlook as outlooks
from regulars.models.bars import Bars
from regulars.store.duckdb import Store


@dataclass
class Script:
    """Relations of this process in the order in which they are computed, under names that end in `mark`."""

    store: Store
    mark: str
    steps: list[Callable[[], object]] = field(default_factory=list)

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        """Compute a relation now, and whenever the script is run."""
        self.steps.append(self.store.repeated(name + self.mark, table))
        return self.store.temporary(name + self.mark)

    def foresee(self, bars: Bars, asked: ir.Table) -> ir.Table | None:
        """What the models of some bars say of histories (`outlook.asked`), now and whenever the script is run."""
        model = bars.outlook.purchase_model if bars.outlook else None
        if model is None:
            return None
        self.keep("outlook_asked", asked)
        step = partial(self._foresee, partial(outlooks.score, model, bars.window))
        step()
        self.steps.append(step)
        return self.store.temporary(f"outlook_new{self.mark}")

    def _foresee(self, score: Callable[..., Mapping[str, object]]) -> None:
        columns = self.store.columns(f"outlook_asked{self.mark}")
        said = score(*(columns[name].to_numpy() for name in outlook.KEY))
        self.store.refill_columns(f"outlook_new{self.mark}", outlooks.SCORES, said)

    def run(self) -> None:
        """Compute every relation anew."""
        with self.store.repeating():
            for step in self.steps:
                step()
