"""Own facts: the rows of one customer from the tables of the shop, gathered once for all that is then tried on them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import ibis.expr.types as ir

from regulars.cells import Tables
from regulars.profile import Holdings
from regulars.refreshing.script import Script

BY_ID = ("customers", "orders", "contacts", "answers", "consents")


@dataclass
class OwnFacts:
    """The facts of the customer gathered last, under the names of the script."""

    script: Script
    held: Holdings

    def gather(self, customer_id: str) -> None:
        """Take over the rows of a customer."""
        self.script.store.refill(f"whose{self.script.mark}", {"customer_id": "string"}, [{"customer_id": customer_id}])
        if "_written" in vars(self):
            self.script.run()
        else:
            _ = self._written

    def tables(self) -> tuple[Tables, ir.Table, ir.Table]:
        """The canonical tables with their rows alone, the states of their documents, and those of the people they referred."""
        return self._written

    @cached_property
    def _written(self) -> tuple[Tables, ir.Table, ir.Table]:
        store = self.script.store
        shop, states, who = store.tables(), store.table("order_states"), store.temporary(f"whose{self.script.mark}")
        own = {name: self._keep(name, shop[name].semi_join(who, "customer_id")) for name in BY_ID}
        documents = self._keep("order_states", states.semi_join(who, "customer_id"))
        named = shop["referrals"]
        own |= {
            "order_lines": self._keep("order_lines", shop["order_lines"].semi_join(documents, "order_id")),
            "events": self._keep("events", self._events(shop["events"], who)),
            "referrals": self._keep("referrals", named.semi_join(who, named.referrer_id == who.customer_id)),
        }
        begun = self._keep("referred", states.semi_join(own["referrals"], states.customer_id == own["referrals"].referred_id))
        return shop | own, documents, begun

    def _keep(self, name: str, rows: ir.Table) -> ir.Table:
        return self.script.keep(f"own_{name}", rows)

    def _events(self, events: ir.Table, who: ir.Table) -> ir.Table:
        """The customer's events; where some name nobody, those too of visitors who were this customer."""
        mine = events.semi_join(who, "customer_id")
        if not self.held.strangers:
            return mine
        visits = mine.filter(mine.visitor_id.notnull()).select("visitor_id").distinct()
        return events.filter(
            events.customer_id.isin(who.customer_id).fill_null(False) | events.visitor_id.isin(visits.visitor_id).fill_null(False)
        )
