"""Decision: what customers did on the web or in an app before they bought, and whether they did.

A visit is a session, or a day where no session is written. Events of a visitor are a customer's own where every customer seen
under that visitor by the day is the same one. A visit, and a view of a product, belongs to the next purchase within 30 days.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import EPOCH
from regulars.features.moments import Until
from regulars.features.orders import in_force

RECENT = 90
LEADING = ibis.interval(days=30)
LEFT = ibis.interval(hours=24)
HOUR = 3600
MOMENT = "timestamp(6)"
COUNTED = {"views_90d": "view", "searches_90d": "search", "carts_90d": "cart"}
CART = ("customer_id", "session_id", "alone", "goods")


def linked(events: ir.Table, until: Until, strangers: bool) -> ir.Table:
    """The events of known customers by the day: customer_id, session_id, kind, product_id, at.

    `strangers`: some events name no customer, and are looked up by their visitor.
    """
    seen = in_force(events)
    seen = seen.filter(until.happened(seen.occurred_at)).select(
        "customer_id", "visitor_id", "session_id", "kind", "product_id", at=seen.occurred_at.cast(MOMENT)
    )
    if strangers:
        owners = _owners(seen)
        seen = seen.left_join(owners, seen.visitor_id == owners.owned)
        seen = seen.mutate(customer_id=seen.customer_id.fill_null(seen.owner))
    return seen.filter(seen.customer_id.notnull()).select("customer_id", "session_id", "kind", "product_id", "at")


def _owners(seen: ir.Table) -> ir.Table:
    named = seen.filter(seen.customer_id.notnull(), seen.visitor_id.notnull())
    found = named.group_by(owned=named.visitor_id).aggregate(owner=named.customer_id.min(), other=named.customer_id.max())
    return found.filter(found.owner == found.other).select("owned", "owner")


def visits(seen: ir.Table, until: Until) -> ir.Table:
    """One row per customer and visit, from `linked`: when it began, its views, and what of it lies in the last 90 days."""
    seen = seen.mutate(alone=ibis.ifelse(seen.session_id.isnull(), until.day(seen.at), None), recent=until.within(seen.at, RECENT))
    counted = {name: ((seen.kind == kind) & seen.recent).fill_null(False).cast("int64").sum() for name, kind in COUNTED.items()}
    return seen.group_by("customer_id", "session_id", "alone").aggregate(
        begun=seen.at.min(),
        views=(seen.kind == "view").fill_null(False).cast("int64").sum(),
        recent=seen.recent.any(),
        **counted,
    )


def visit_sums(visited: ir.Table) -> ir.Table:
    """One row per linked customer, from `visits`: visits_90d, views_90d, searches_90d, carts_90d."""
    return visited.group_by("customer_id").aggregate(
        visits_90d=visited.recent.cast("int64").sum(), **{name: visited[name].sum() for name in COUNTED}
    )


def bought(orders: ir.Table, base: ir.Table, visited: ir.Table, until: Until) -> ir.Table:
    """Counted orders of linked customers: order_id, customer_id, and the span in which they were made, `from_` to `at`.

    An order written with a day and no hour may have been made at any time of it.
    """
    counted = base.filter(base.counts, base.customer_id.notnull()).select("order_id", "customer_id")
    written = in_force(orders).select("order_id", "ordered_at", "ordered_on")
    own = counted.semi_join(visited, "customer_id").join(written, "order_id")
    begin = until.begin(own.ordered_on)
    hourless = own.ordered_at.isnull() | (own.ordered_at == begin)
    last = begin + ibis.interval(seconds=24 * HOUR - 1)
    return own.select(
        "order_id",
        "customer_id",
        from_=ibis.ifelse(hourless, begin, own.ordered_at).cast(MOMENT),
        at=ibis.ifelse(hourless, last, own.ordered_at).cast(MOMENT),
    )


def told(seen: ir.Table) -> ir.Table:
    """The purchases among the events of `linked`: customer_id, product_id, from_, at."""
    done = seen.filter(seen.kind == "purchase")
    return done.select("customer_id", "product_id", "at", from_=done.at)


def purchases(own: ir.Table, lines: ir.Table, seen: ir.Table) -> ir.Table:
    """One row per customer, product and purchase, from `bought` with its lines and from the events; product null where not known."""
    lines = in_force(lines)
    lines = lines.filter(lines.quantity > 0).select("order_id", "product_id")
    sold = own.join(lines, "order_id").select("customer_id", "product_id", "at", "from_")
    return sold.union(told(seen).select(sold.columns), distinct=True)


def journeys(visited: ir.Table, own: ir.Table, seen: ir.Table) -> ir.Table:
    """From visits, orders and purchases among the events, one row per customer who bought after a visit: visits_per_order, views_per_order."""
    came = visited.select("customer_id", "views", at=visited.begun, turn=ibis.literal(0), buy=ibis.null(MOMENT))
    ends = own.select("customer_id", "at").union(told(seen).select("customer_id", "at"), distinct=True)
    ends = ends.select("customer_id", "at", views=ibis.literal(0, "int64"), turn=ibis.literal(1), buy=ends.at)
    led = _followed(came.union(ends.select(came.columns)), ["customer_id"])
    return led.group_by("customer_id").aggregate(
        visits_per_order=led.count() / led.next_buy.nunique(), views_per_order=led.views.sum() / led.next_buy.nunique()
    )


def _followed(steps: ir.Table, own: list[str]) -> ir.Table:
    """The steps (turn 0) that a purchase (turn 1) follows within 30 days, with its time as `next_buy`."""
    ahead = ibis.rows_window(group_by=own, order_by=[steps.at, steps.turn], preceding=0, following=None)
    led = steps.mutate(next_buy=steps.buy.min().over(ahead))
    return led.filter(led.turn == 0, led.next_buy.notnull(), led.next_buy <= led.at + LEADING)


def decision_hours(seen: ir.Table, bought_ever: ir.Table) -> ir.Table:
    """One row per customer who bought a product after viewing it: the median of the hours from its first view."""
    goods = bought_ever.filter(bought_ever.product_id.notnull())
    views = seen.filter(seen.kind == "view").semi_join(goods, ["customer_id", "product_id"])
    views = views.select("customer_id", "product_id", "at", turn=ibis.literal(0), buy=ibis.null(MOMENT))
    ends = goods.select("customer_id", "product_id", "at", turn=ibis.literal(1), buy=goods.at)
    led = _followed(views.union(ends), ["customer_id", "product_id"])
    first = led.group_by("customer_id", "product_id", "next_buy").aggregate(viewed=led.at.min())
    spans = first.select("customer_id", seconds=first.next_buy.delta(first.viewed, unit="second"))
    return _medians(spans)


def _medians(spans: ir.Table) -> ir.Table:
    own = ibis.window(group_by=spans.customer_id, order_by=spans.seconds)
    placed = spans.mutate(place=ibis.row_number().over(own) + 1, n=spans.count().over(ibis.window(group_by=spans.customer_id)))
    middle = placed.filter(placed.place * 2 >= placed.n, placed.place * 2 <= placed.n + 2)
    return middle.group_by("customer_id").aggregate(decision_hours=middle.seconds.mean() / HOUR)


def abandoned(seen: ir.Table, bought_ever: ir.Table, until: Until) -> ir.Table:
    """One row per customer with carts in 90 days: abandoned_carts_90d.

    A product put in the cart in one visit counts once, from the last time. It is not abandoned where, within 24 hours, it was bought
    or taken out again; a purchase whose product is not known, or a cart of no known product, is given the benefit of the doubt. Nor
    before 24 hours have passed.
    """
    carts = seen.filter(seen.kind == "cart", until.within(seen.at, RECENT))
    carts = carts.mutate(alone=ibis.ifelse(carts.session_id.isnull(), until.day(carts.at), None))
    carts = carts.mutate(
        session_id=carts.session_id.fill_null(""), alone=carts.alone.fill_null(EPOCH), goods=carts.product_id.fill_null("")
    )
    held = carts.group_by(*CART).aggregate(put=carts.at.max())
    held = held.filter(until.happened(held.put + LEFT))
    out = seen.filter(seen.kind == "uncart", seen.product_id.notnull(), until.within(seen.at, RECENT))
    out = out.select("customer_id", "at", from_=out.at, ended=out.product_id, bought=ibis.literal(False))
    ends = bought_ever.select("customer_id", "at", "from_", ended=bought_ever.product_id.fill_null(""), bought=ibis.literal(True))
    ends = ends.filter(until.within(ends.at, RECENT + 1)).union(out.select(ends.columns)).rename(end_customer="customer_id")
    same = (held.goods == ends.ended) | (ends.bought & ((held.goods == "") | (ends.ended == "")))
    done = held.join(ends, [held.customer_id == ends.end_customer, ends.at >= held.put, ends.from_ <= held.put + LEFT, same])
    left = held.anti_join(done.select(*CART).distinct(), CART)
    return left.group_by("customer_id").aggregate(abandoned_carts_90d=left.count())
