"""The profile: bases, bars, standing, then one row per customer as of a day.

What is stored holds dates, still facts, steps and drifting ranks; what slides with the calendar is added by `read`.
A relation that is used more than once is materialised by whoever holds the engine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import ibis
import ibis.expr.types as ir

from regulars.arithmetic import day_number, shifted
from regulars.features import basket, heard, knowledge, needs, orders, outlook, person, price, rhythm, spend, standing
from regulars.features.moments import Until
from regulars.models import bars as bar_models
from regulars.models import needs as need_models
from regulars.models import outlook as outlook_models
from regulars.models import rhythm as rhythm_models
from regulars.models import scales
from regulars.models.bars import Bars
from regulars.models.calibration import Calibration, compare
from regulars.models.needs import Needs
from regulars.models.outlook import Followed, Outlook
from regulars.models.purchasing import Histories
from regulars.models.rhythm import Rhythm
from regulars.models.spending import Spends
from regulars.rules import Rule, to_ibis
from regulars.scheme import Scheme, order
from regulars.vocabulary import FEATURES, ibis_type

Tables = Mapping[str, ir.Table]
Materialise = Callable[[str, ir.Table], ir.Table]
# What the models of some bars say of the histories of buyers (purchases, first_day, last_day) on a day, as a table of the engine; null where none is fitted.
Score = Callable[[Bars, ir.Table], ir.Table | None]

# Relations that `bases` has materialised, and what the stored profile keeps beside the features: dates, and the inputs of what slides.
STAGES = (
    *("line_sums", "later_returns", "discount_rates", "discount_candidates", "discount_days", "usual_discounts", "deep_orders"),
    *("order_states", "customer_days", "customer_totals", "customer_categories", "baskets"),
    *heard.STAGES,
)
KEPT = ("customer_id", "known_on", "first_day", "last_day", "birth_date", "birth_year", "band_min", "band_max", "rhythm_group")
MOVED = "moved"  # of cells: the days by which their facts were moved
READ_LATER = frozenset(
    (
        *("days_since_first", "days_since_last", "lateness", "return_chance", "chance_left", "windows_silent"),
        *("recency_tier", "age", "age_min", "age_max", "known_days", "fits_persona"),
        *outlook.FEATURES,
    )
)


@dataclass(frozen=True)
class Holdings:
    """Which kinds of facts a shop has; parts of the profile without facts are left null and cost nothing.

    `returns`: some goods came back on a known day. `heard`: since when (UTC) it has facts besides orders, by kind. `strangers`: some events name no customer.
    """

    discounts: bool = True
    costs: bool = True
    dated_costs: bool = True
    categories: bool = True
    places: bool = True
    returns: bool = True
    heard: Mapping[str, dt.datetime] = field(default_factory=dict)
    strangers: bool = False
    served_provinces: tuple[str, ...] = ()

    def told(self, until: Until) -> frozenset[str]:
        """The kinds of facts besides orders that there are by a day."""
        return frozenset(name for name, moment in self.heard.items() if moment < until.end)


@dataclass(frozen=True)
class Choices:
    """What the shop chose: the category level (1–3), the provinces it serves, its portrait of a buyer, its hours from UTC."""

    category_level: int = 1
    served_provinces: tuple[str, ...] = ()
    portrait: Rule | None = None
    utc_offset: dt.timedelta = dt.timedelta(hours=7)


@dataclass(frozen=True)
class Bases:
    """The materialised relations that the bars and the profile are made of.

    `heard`: one row per customer and family of what is known besides orders; `told`: of which kinds there are facts by the day.
    """

    orders: ir.Table
    days: ir.Table
    totals: ir.Table
    categories: ir.Table | None
    baskets: ir.Table | None = None
    heard: Mapping[str, ir.Table] = field(default_factory=dict)
    told: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Known:
    """What was staged before of some customers: their `customer_days` with gaps, and their categories (null: the shop has none)."""

    days: ir.Table
    categories: ir.Table | None


def holdings(tables: Tables) -> Holdings:
    """Look once which facts there are."""
    products = tables["products"].aggregate(
        costs=tables["products"].unit_cost.count(),
        categories=tables["products"].category_1.count(),
    )
    kept = products.to_pyarrow().to_pylist()[0]
    return Holdings(
        discounts=_any(tables["order_lines"].discount),
        costs=kept["costs"] > 0 or _any(tables["costs"].unit_cost),
        dated_costs=_any(tables["costs"].unit_cost),
        categories=kept["categories"] > 0,
        places=_any(tables["stores"].latitude) and _any(tables["customers"].latitude),
        returns=_any(tables["order_lines"].returned_on),
        served_provinces=person.served_provinces(orders.in_force(tables["stores"])),
        heard=heard.begun(tables),
        strangers=heard.strangers(tables),
    )


def _any(column: ir.Column) -> bool:
    return column.count().to_pyarrow().as_py() > 0


def documents(tables: Tables, keep: Materialise, held: Holdings, median: price.Median | None = None) -> ir.Table:
    """Stage the documents of a shop: what each is worth from which day to which (`orders.order_states`). No day is asked about.

    `median` is the engine's discrete median, where it has one that runs over windows.
    """
    lines = costed(tables, held)
    sums = keep("line_sums", orders.line_sums(lines))
    deep = deep_orders(tables, sums, keep, median) if held.discounts else None
    states = with_states(tables, sums, lines, keep, held)
    return keep("order_states", orders.order_states(tables["orders"], states, deep))


def with_states(tables: Tables, sums: ir.Table, lines: ir.Table, keep: Materialise, held: Holdings) -> ir.Table:
    """`line_sums` with the states of documents of which something came back later."""
    if not held.returns:
        return sums
    return orders.with_later_returns(sums, lines, keep("later_returns", orders.later_returns(tables["orders"], lines)))


def bases(
    tables: Tables,
    base: ir.Table,
    as_of: dt.date,
    keep: Materialise,
    held: Holdings,
    choices: Choices | None = None,
    known: Known | None = None,
) -> Bases:
    """Stage what is known of customers up to a day: days with gaps, totals, customer × category, what else is known.

    `base`: one row per document in force on the day (`orders.order_base`). `known`: of people whose documents are not among these.
    """
    chosen = choices or Choices()
    days = rhythm.with_gaps(orders.customer_days(base))
    days = keep("customer_days", days if known is None else days.union(known.days.select(days.columns)))
    totals = keep("customer_totals", customer_totals(days, as_of))
    kinds = None
    if held.categories:
        lines, products = tables["order_lines"], tables["products"]
        found = basket.customer_categories(lines, base, totals, products, chosen.category_level)
        also = None if known is None else known.categories
        kinds = keep("customer_categories", found if also is None else found.union(also.select(found.columns)))
    until = Until(as_of, chosen.utc_offset)
    told = held.told(until)
    families = heard.families(tables, base, totals, until, told, held.strangers, keep, tables.get("begun"))
    parts = None if kinds is None else keep("baskets", needs.baskets(kinds, families.get("latest_answers")))
    return Bases(base, days, totals, kinds, parts, families, told)


def costed(tables: Tables, held: Holdings) -> ir.Table:
    """The lines of orders, with their `cost` where the shop knows costs."""
    """The lines of orders, with their `cost` where the shop knows costs."""
    if not held.costs:
        return tables["order_lines"]
    dated = (tables["costs"], tables["orders"]) if held.dated_costs else ()
    return spend.with_costs(tables["order_lines"], tables["products"], *dated)


def deep_orders(tables: Tables, sums: ir.Table, keep: Materialise, median: price.Median | None) -> ir.Table:
    """The orders unusually discounted for their products on their day, whatever came after it."""
    known, lines = tables["orders"], tables["order_lines"]
    rates = keep("discount_rates", price.daily_rates(price.rated_lines(known, lines)))
    return deep_among(price.candidates(known, lines, sums), rates, keep, None if median is None else (median, known, lines))


def deep_among(
    asked: ir.Table, rates: ir.Table, keep: Materialise, running: tuple[price.Median, ir.Table, ir.Table] | None = None
) -> ir.Table:
    """Of the candidates (`price.candidates`) those unusually discounted, by the discounts of every product and day; `running`: the engine's median over
    windows, with all orders and lines."""
    candidates = keep("discount_candidates", asked)
    wanted = candidates.select("product_id", "day_number").distinct()
    before = keep("discount_days", price.days_before(rates, wanted))
    odd = before.filter(~before.mostly_plain)
    if running is None:
        medians = price.counted_medians(rates, odd)
    else:
        median, known, lines = running
        medians = price.running_medians(price.rated_lines(known, lines.semi_join(odd, "product_id")), odd, median)
    usual = keep("usual_discounts", price.usual_discounts(before, medians))
    return keep("deep_orders", price.deep_orders(candidates, usual))


def customer_totals(days: ir.Table, as_of: dt.date) -> ir.Table:
    """One row per customer with documents: every total that bars and features need."""
    totals = days.group_by("customer_id").aggregate(
        **orders.order_sums(days, as_of),
        **rhythm.rhythm_sums(days),
        **spend.sums(days, as_of),
        **price.sums(days),
        lines=days.lines.sum(),
    )
    return spend.with_margin(totals.mutate(last_day_number=day_number(totals.last_day)))


def profile(tables: Tables, staged: Bases, bars: Bars, as_of: dt.date, held: Holdings, choices: Choices) -> ir.Table:
    """The stored profile: one row per customer known by the day, in the order of the vocabulary."""
    people = _people(tables, as_of, choices)
    joined = _joined(people, tables, staged, held)
    if bars.needs and staged.baskets is not None:
        like = needs.nearest(staged.baskets, bars.needs.clusters, bars.needs.distances).rename(basket_id="customer_id")
        joined = joined.left_join(like, joined.customer_id == like.basket_id).drop("basket_id")
    told = joined.mutate(
        **spend.columns(joined),
        **price.columns(joined),
        gap_days=rhythm.usual_gap(joined.span, joined.gaps, bars.base_gap),
        regularity=rhythm.regularity(joined),
        first_is_first=orders.first_is_first(joined, bars.history_start, bars.base_gap),
        serviceable=_serviceable(joined, (*choices.served_provinces, *held.served_provinces)),
        **standing.columns(joined, bars.scales, bars.frequent_from),
    )
    told = told.mutate(
        rhythm_group=ibis.ifelse(told.purchases > 0, rhythm.rhythm_group(told.purchases, told.gap_days, bars.rhythm.cuts), None),
        **standing.scores(told, bars.recent_from),
        **_absent(told, skip=READ_LATER | {"recency_score", "frequency_score", "monetary_score", "known_fields"} | _TIERS),
    )
    told = told.mutate(known_fields=knowledge.known_fields(told))
    features = [name for name in FEATURES if name not in READ_LATER]
    return told.select(*KEPT, *_moved(told), **_typed(told, features))


def _moved(table: ir.Table) -> tuple[str, ...]:
    return (MOVED,) if MOVED in table.columns else ()


_TIERS = frozenset(("frequency_tercile", "monetary_tercile"))


def _absent(table: ir.Table, skip: frozenset[str]) -> dict[str, ir.Value]:
    """Columns of the families that have no data yet: null, of the right type."""
    missing = (name for name in FEATURES if name not in table.columns and name not in skip)
    return {name: ibis.null(ibis_type(FEATURES[name].kind)) for name in missing}


def _people(tables: Tables, as_of: dt.date, choices: Choices) -> ir.Table:
    """Customers known by the day: registered by then, or with a document by then, or with nothing dated at all."""
    customers = orders.in_force(tables["customers"])
    created = Until(as_of, choices.utc_offset).day(customers.created_at)
    written = orders.in_force(tables["orders"])
    written = (
        written.filter(written.customer_id.notnull())
        .group_by(seen_id=written.customer_id)
        .aggregate(first_document=written.ordered_on.min())
    )
    people = customers.mutate(created_on=created).left_join(written, customers.customer_id == written.seen_id)
    people = people.mutate(first_seen=ibis.ifelse(people.first_document <= as_of, people.first_document, None))
    registered_first = people.first_seen.isnull() | (people.created_on <= people.first_seen)
    people = people.mutate(known_on=ibis.ifelse(registered_first, people.created_on, people.first_seen).fill_null(people.first_seen))
    known = (people.known_on <= as_of).fill_null(False) | (people.known_on.isnull() & people.first_document.isnull())
    people = people.filter(known)
    return people.select(
        "customer_id",
        "known_on",
        "birth_date",
        "birth_year",
        "gender",
        "province",
        "district",
        "job_title",
        "company",
        "latitude",
        "longitude",
        band_min=people.age_min,
        band_max=people.age_max,
        has_name=people.name.notnull(),
        has_contact=people.phone.notnull() | people.email.notnull(),
        **{name: people[name] for name in _moved(people)},
    )


ZERO = ("orders", "purchases", "purchases_365d", "purchases_90d", "spend", "spend_365d", "spend_90d", "spend_prev_90d", "lines")


def _joined(people: ir.Table, tables: Tables, staged: Bases, held: Holdings) -> ir.Table:
    totals = staged.totals.rename(totals_id="customer_id")
    table = people.left_join(totals, people.customer_id == totals.totals_id)
    if held.costs:
        table = table.mutate(margin_365d=ibis.ifelse(table.totals_id.isnull(), 0, table.margin_365d))
    table = table.mutate(**{name: table[name].fill_null(0) for name in ZERO}).drop("totals_id")
    if MOVED in table.columns:
        table = table.mutate(last_day_number=table.last_day_number - table.moved)
    table = heard.joined(table, staged.heard, staged.told)
    if staged.categories is None:
        nothing = {"categories": "int64", "top_category": "string", "first_category": "string", "top_category_share": "float64"}
        table = table.mutate(**{name: ibis.null(kind) for name, kind in nothing.items()})
    else:
        own = basket.columns(staged.categories).rename(basket_id="customer_id")
        table = table.left_join(own, table.customer_id == own.basket_id).drop("basket_id")
    if not held.places:
        return table.mutate(distance_km=ibis.null("float64"), within_radius=ibis.null("boolean"))
    near = person.distances(table, orders.in_force(tables["stores"])).rename(near_id="customer_id")
    return table.left_join(near, table.customer_id == near.near_id).drop("near_id")


def _serviceable(table: ir.Table, provinces: Sequence[str]) -> ir.BooleanValue:
    """Within a store's radius or in a province that the shop or a store serves; null where neither can be told."""
    if not provinces:
        return table.within_radius
    served = table.province.isin(tuple(dict.fromkeys(provinces)))
    either = table.within_radius.fill_null(False) | served.fill_null(False)
    return ibis.ifelse(table.within_radius.isnull() & table.province.isnull(), None, either)


def read(
    stored: ir.Table, bars: Bars, chances: ir.Table, as_of: dt.date, portrait: Rule | None = None, scores: ir.Table | None = None
) -> ir.Table:
    """The profile as read on a day: the stored columns and those that slide with the calendar, in the vocabulary's order.

    `chances`: the table of chances to return; `scores`: what the outlook says of each history on the day (null: nothing is fitted).
    """
    known = stored.mutate(**orders.sliding(stored, as_of), known_days=knowledge.known_days(stored, as_of))
    known = known.mutate(**rhythm.sliding(known, bars.window), silent_days=known.days_since_last)
    known = rhythm.chance(known, chances, bars.rhythm.horizons, bars.window)
    known = foreseen(known, bars.outlook, scores, as_of)
    banded = known.rename(age_min="band_min", age_max="band_max")
    known = banded.mutate(**person.columns(banded, _day_of(banded, as_of)))
    tier = standing.recency_tier(known.days_since_last)
    known = known.mutate(recency_tier=ibis.null("int32") if bars.too_few else tier, fits_persona=ibis.null("boolean"))
    if portrait is not None:
        known = known.mutate(fits_persona=to_ibis(portrait, known))
    return known.select("customer_id", "known_on", "first_day", "last_day", **_typed(known, FEATURES))


def foreseen(known: ir.Table, models: Outlook | None, scores: ir.Table | None, as_of: dt.date) -> ir.Table:
    """A table of customers with the features of the outlook."""
    if models is None:
        return outlook.told(known, None, None, None, as_of)
    return outlook.told(known, scores, models.spend_model, models.scale, as_of)


def _day_of(table: ir.Table, as_of: dt.date) -> ir.DateValue:
    """The day each row is really of."""
    day = ibis.literal(as_of)
    return shifted(day, -table.moved) if MOVED in table.columns else day


def _typed(table: ir.Table, features: Iterable[str]) -> dict[str, ir.Value]:
    return {name: table[name].cast(ibis_type(FEATURES[name].kind)) for name in features}


def fit(staged: Bases, as_of: dt.date, version: int = 1, before: Needs | None = None, score: Score | None = None) -> Bars:
    """Cut the bars of the shop on a day and fit its models; need clusters found `before` keep their names. Without `score`, what the models expect is
    not ranked."""
    start = staged.orders.filter(staged.orders.counts).day.min().to_pyarrow().as_py()
    clusters = None if staged.baskets is None else need_models.fit(staged.baskets, before)
    bars = bar_models.fit(fit_rhythm(staged.days, as_of), staged.totals, as_of, version, start, clusters)
    return replace(bars, outlook=_with_scale(replace(bars, outlook=fit_outlook(staged, bars)), staged.totals, score))


def fit_outlook(staged: Bases, bars: Bars) -> Outlook:
    """The purchase and the spend model, by what was known on the day of the bars of customers, or of a share of very many."""
    day, repeaters = bars.as_of, outlook.repeaters(staged.totals).to_pyarrow().as_py()
    totals = outlook.learnt_from(staged.totals, repeaters)
    return outlook_models.fit(
        day,
        _histories(outlook.histories(totals, day)),
        lambda: _spends(outlook.spends(totals)),
        lambda: _followed(staged.days, bars),
    )


def _histories(rows: ir.Table) -> Histories:
    columns = rows.to_pyarrow()
    return Histories.of(*(columns[name].to_numpy() for name in (*outlook.KEY, "customers")))


def _spends(rows: ir.Table) -> Spends:
    columns = rows.to_pyarrow()
    return Spends.of(columns["purchases"].to_numpy(), columns["mean"].to_numpy())


def _followed(days: ir.Table, bars: Bars) -> Followed | None:
    """Histories with their longest last window hidden; null where there is not enough history to hide one."""
    if bars.history_start is None:
        return None
    hidden = outlook_models.hidden_window((bars.as_of - bars.history_start).days)
    return followed(days, bars.as_of - dt.timedelta(days=hidden), hidden, bars.buyers) if hidden else None


def followed(days: ir.Table, origin: dt.date, window: int, buyers: int) -> Followed:
    """Histories as known on a day, and what followed in so many days after it; of very many buyers, of a share of them."""
    rows = outlook.followed(days, origin, origin + dt.timedelta(days=window), buyers).to_pyarrow()
    columns = {name: rows[name].to_numpy() for name in (*outlook.KEY, "later", "customers")}
    return Followed.of(origin, window, **columns)


def _with_scale(bars: Bars, totals: ir.Table, score: Score | None) -> Outlook | None:
    """The models of some bars with the bars of what they expect of active buyers."""
    models = bars.outlook
    scores = None if bars.too_few or score is None else score(bars, totals)
    if models is None or scores is None or models.spend_model is None:
        return models
    active = totals.filter(totals.purchases_365d > 0)
    return models.scaled(scales.fit(foreseen(active, models, scores, bars.as_of), "expected_spend_365d"))


def fit_rhythm(days: ir.Table, origin: dt.date, window: int | None = None) -> Rhythm:
    """Base gap, window, groups and chances from `customer_days` with gaps, by what was known on `origin`.

    The return window is the shop's own by then, unless one is given.
    """
    silences = rhythm.silences(days, origin)
    base, repeaters = rhythm_models.base_gap(silences)
    known = silences.mutate(gap_days=rhythm.usual_gap(silences.span, silences.gaps, base))
    cuts = rhythm_models.group_cuts(known)
    grouped = known.mutate(rhythm_group=rhythm.rhythm_group(known.nth, known.gap_days, cuts))
    return rhythm_models.fit(grouped, base, repeaters, window or rhythm_models.return_window(base), cuts)


def calibrate(days: ir.Table, as_of: dt.date, window: int, chances_table: Callable[[Rhythm], ir.Table]) -> Calibration | None:
    """Hide the window before `as_of`: fit the rhythm on its first day, and compare the chances said then with what followed.

    `chances_table` brings a fitted rhythm's table of chances to the engine. Null where too little was known to say a chance.
    """
    origin = as_of - dt.timedelta(days=window)
    fitted = fit_rhythm(days, origin, window)
    silences = rhythm.silences(days, origin)
    last = silences.filter(~silences.ended)
    gap_days = rhythm.usual_gap(last.span, last.gaps, fitted.base_gap)
    placed = last.mutate(rhythm_group=rhythm.rhythm_group(last.nth, gap_days, fitted.cuts), silent_days=last.length)
    people = rhythm.chance(placed, chances_table(fitted), fitted.horizons, window)
    return compare(people, origin, window)


def classified(read_profile: ir.Table, schemes: Iterable[Scheme]) -> ir.Table:
    """One row per customer and one text column per scheme, in dependency order: a class is a feature for the schemes after it."""
    ordered = order(schemes)
    return with_classes(read_profile, ordered).select("customer_id", *(scheme.id for scheme in ordered))


def with_classes(read_profile: ir.Table, schemes: Iterable[Scheme]) -> ir.Table:
    """The profile as read with a text column per scheme."""
    table, left = read_profile, order(schemes)
    while left:
        waiting = {scheme.id for scheme in left}
        ready = [scheme for scheme in left if not scheme.features() & waiting]
        table = table.mutate(**{scheme.id: scheme.class_expr(table) for scheme in ready})
        left = [scheme for scheme in left if scheme not in ready]
    return table
