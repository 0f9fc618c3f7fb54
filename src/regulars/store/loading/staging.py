"""Order files, typed: one temporary table `stage` with a row per row of the files, its faults as bits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from regulars.intake.dates import EARLIEST, DateFormat
from regulars.intake.fields import FIELDS
from regulars.intake.made import MARK
from regulars.intake.numbers import NumberFormat
from regulars.intake.plan import Mapped
from regulars.store.loading.casting import COUNTED, EXACT, Zone, blank, id_of, number_of, person_id, quoted, text_of, time_of
from regulars.store.loading.landing import Landed

ORDER_MONEY = ("order_total", "order_discount", "order_returned")
TEXTS = ("channel", "store_id", "status", "coupon_code")
PEOPLE = (
    "name", "first_name", "last_name", "email", "phone", "birth_date", "gender", "address", "ward", "district",
    "province", "country", "latitude", "longitude",
    "job_title", "company",
)  # fmt: skip
GOODS = ("product_name", "category_1", "category_2", "category_3")
MOST = 10**15


@dataclass(frozen=True)
class Check:
    """One fault a row may have: `bit` is set in its flags where `test` holds. `refuses` is false for what is only counted."""

    bit: int
    code: str
    field: str
    columns: tuple[str, ...]
    positions: tuple[int, ...]
    test: str
    refuses: bool = True


@dataclass(frozen=True)
class Money:
    """The currency amounts are kept in: `digits` of its minor unit; `foreign` maps a currency of the file to its minor digits
    and means that rates apply (table `rates_now`)."""

    currency: str
    digits: int
    own: tuple[str, ...] = ()
    foreign: bool = False


@dataclass
class Staged:
    """The SELECT that types one file, and the faults it looks for. `words` are texts with a table of meanings each, read as `is_…`."""

    landed: Landed
    columns: dict[str, str] = field(default_factory=dict)
    exact: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)

    def check(self, code: str, mapped: Mapped | None, field: str, test: str, *, refuses: bool = True) -> None:
        columns, positions = (mapped.columns, mapped.positions) if mapped else ((), ())
        self.checks.append(Check(1 << len(self.checks), code, field, columns, positions, test, refuses))


def numbers(staged: Staged) -> None:
    """Every number of the row as an exact decimal, named x_…; blank cells are null, others that stay null are faults."""
    for mapped in staged.landed.file.mapped:
        if not isinstance(mapped.format, NumberFormat) or FIELDS[mapped.field].level not in ("line", "order"):
            continue
        parts = [
            number_of(*staged.landed.cell(i), mapped.format, COUNTED if mapped.field == "quantity" else EXACT) for i in mapped.positions
        ]
        some = " OR ".join(f"NOT {blank(*staged.landed.cell(i))}" for i in mapped.positions)
        total = parts[0] if len(parts) == 1 else " + ".join(f"coalesce({part}, 0)" for part in parts)
        staged.exact[f"x_{mapped.field}"] = f"({total})::{EXACT}" if len(parts) > 1 else total
        failed = (
            f"x_{mapped.field} IS NULL AND ({some})"
            if len(parts) == 1
            else " OR ".join(
                f"({part} IS NULL AND NOT {blank(*staged.landed.cell(i))})" for part, i in zip(parts, mapped.positions, strict=True)
            )
        )
        staged.check("not_a_number", mapped, mapped.field, failed)


def times(staged: Staged, zone: Zone, latest: str) -> None:
    """Every time of the row in UTC; a bad order date is a fault, a bad date of cancelling or return is not known."""
    for mapped in staged.landed.file.mapped:
        if mapped.field not in ("ordered_at", "cancelled_at", "returned_at") or not isinstance(mapped.format, DateFormat):
            continue
        staged.exact[f"x_{mapped.field}"] = when(staged.landed, mapped, mapped.format, zone)
        if mapped.field == "ordered_at":
            given = f"NOT {blank(*staged.landed.cell(mapped.positions[0]))}"
            staged.check("not_a_date", mapped, "ordered_at", f"x_ordered_at IS NULL AND {given}")
            staged.check("too_early", mapped, "ordered_at", f"x_ordered_at < TIMESTAMP '{EARLIEST}'")
            staged.check("in_the_future", mapped, "ordered_at", f"x_ordered_at > TIMESTAMP '{latest}'")


def when(landed: Landed, mapped: Mapped, format: DateFormat, zone: Zone) -> str:
    """The time a mapped field gives, its time of day in a second column joined to it."""
    if len(mapped.positions) == 1:
        cell, kind = landed.cell(mapped.positions[0])
        trimmed = f"trim({cell})" if kind == "VARCHAR" and mapped.trim else cell
        return time_of(trimmed, kind, format, zone)
    (day, day_kind), (clock, _) = (landed.cell(i) for i in mapped.positions[:2])
    if day_kind in ("DATE", "TIMESTAMP"):
        return zone.utc(f"TRY_CAST(({day}::DATE)::VARCHAR || ' ' || {clock}::VARCHAR AS TIMESTAMP)")
    return time_of(f"trim(concat_ws(' ', trim({day}), trim({clock}::VARCHAR)))", "VARCHAR", format, zone)


def minor(value: str, money: Money) -> str:
    """An exact amount in whole minor units of the shop's currency, rounded once, half away from zero."""
    exact = f"TRY_CAST({value}{f' * {10**money.digits}' if money.digits else ''} AS BIGINT)"
    if not money.foreign:
        return exact
    return f"CASE WHEN rate = 1 THEN {exact} ELSE TRY_CAST(round(({value})::DOUBLE * rate * {10**money.digits}) AS BIGINT) END"


def amounts(staged: Staged, money: Money) -> None:
    """List amount, discount, net amount and quantity of the line, from whatever of them the file gives."""
    has = staged.exact
    gross, net, less = _gross(staged, money), _given(staged, "amount", money), _given(staged, "discount", money, absolute=True)
    if staged.landed.file.per_order:
        gross = less = None
    shared = any(f"x_{name}" in has for name in ORDER_MONEY[:2])
    reckoned = _net(staged, money, gross, less)
    if net is None:
        net = reckoned
        less = "m_list_amount - m_net_amount" if gross and ("x_list_price" in has or less or shared) else None
    elif gross is None and less:
        gross, less = "m_net_amount + m_discount", f"{less} * CASE WHEN m_net_amount < 0 THEN -1 ELSE 1 END"
    elif gross:
        net = f"coalesce({net}, {reckoned})"
        less = "m_list_amount - m_net_amount" if less or shared or "x_list_price" in has or "x_list_amount" in has else None
    _keep_amounts(staged, gross, net or "NULL::BIGINT", less)
    if "x_returned_amount" in has:
        staged.columns["returned_amount"] = f"nullif({minor('abs(x_returned_amount)', money)}, 0)"
    if "x_order_total" in has:
        staged.columns["order_total"] = minor("x_order_total", money)
    staged.columns |= {name: minor(f"abs(x_{name})", money) for name in ORDER_MONEY[1:] if f"x_{name}" in has}
    if "x_returned_quantity" in has:
        staged.columns["returned_quantity"] = "abs(x_returned_quantity)::DOUBLE"
    _amount_checks(staged, money)


def _given(staged: Staged, name: str, money: Money, *, absolute: bool = False) -> str | None:
    if f"x_{name}" not in staged.exact:
        return None
    return f"coalesce({minor(f'abs(x_{name})', money)}, 0)" if absolute else minor(f"x_{name}", money)


def _gross(staged: Staged, money: Money) -> str | None:
    """The amount before discount: as given, else quantity times the list price or the price."""
    has = staged.exact
    if "x_list_amount" in has:
        return minor("x_list_amount", money)
    prices = [f"x_{name}" for name in ("list_price", "unit_price") if f"x_{name}" in has]
    if not prices:
        return None
    # A list price below the price is none: some platforms write 0 where there is no other.
    return minor(f"{_times(staged)}{f'greatest({prices[0]}, {prices[1]})' if len(prices) > 1 else prices[0]}", money)


def _times(staged: Staged) -> str:
    return "coalesce(x_quantity, 1) * " if "x_quantity" in staged.exact else ""


def _net(staged: Staged, money: Money, gross: str | None, less: str | None) -> str | None:
    """What was paid where the file does not say: the price, or the list amount, less the discount."""
    if gross is None:
        return None
    dearer = "x_list_price" in staged.exact and "x_unit_price" in staged.exact and "x_list_amount" not in staged.exact
    paid = minor(f"{_times(staged)}x_unit_price", money) if dearer else "m_list_amount"
    return f"{paid} - {less} * CASE WHEN {paid} < 0 THEN -1 ELSE 1 END" if less else paid


def _keep_amounts(staged: Staged, gross: str | None, net: str, less: str | None) -> None:
    """The three amounts in the order in which they need each other."""
    named = {"m_list_amount": gross, "m_net_amount": net, "m_discount": less}
    order = (
        ("m_net_amount", "m_discount", "m_list_amount")
        if gross == "m_net_amount + m_discount"
        else ("m_list_amount", "m_net_amount", "m_discount")
    )
    staged.exact |= {name: sql for name in order if (sql := named[name])}
    staged.columns |= {"quantity": _quantity(staged)} | {name[2:]: name for name in order if named[name]}


def _quantity(staged: Staged) -> str:
    """As given; in files with one amount per order at least 1, and −1 for an amount below zero."""
    if is_priced(staged):
        given = "x_quantity" if "x_quantity" in staged.exact else "CASE WHEN m_net_amount < 0 THEN -1 ELSE 1 END"
        return f"coalesce({given}, 1)::DOUBLE"
    given = "CASE WHEN x_quantity > 0 THEN x_quantity ELSE 1 END" if "x_quantity" in staged.exact else "1"
    return f"(CASE WHEN m_net_amount < 0 THEN -1 ELSE {given} END)::DOUBLE"


def is_priced(staged: Staged) -> bool:
    """Whether the file has a row per product, not one amount per order."""
    return any(staged.landed.file.of(name) for name in ("product_id", "product_name", "unit_price", "list_price", "list_amount"))


def _amount_checks(staged: Staged, money: Money) -> None:
    file, has = staged.landed.file, staged.exact
    given = [name for name in ("amount", "list_amount", "unit_price", "list_price") if f"x_{name}" in has]
    first = file.of(given[0]) if given else None
    if not file.per_order and given:
        staged.check("no_amount", first, given[0], "m_net_amount IS NULL AND " + " AND ".join(f"x_{name} IS NULL" for name in given))
    if given:
        staged.check("too_large", first, given[0], f"abs(m_net_amount) > {MOST} OR (m_net_amount IS NULL AND x_{given[0]} IS NOT NULL)")
    step = f"{10**-money.digits:.{money.digits}f}"
    for name in ("amount", "list_amount", "discount", "returned_amount", "unit_price", "list_price", *ORDER_MONEY):
        if f"x_{name}" in has:
            own = f" AND money IN ({', '.join(map(quoted, money.own))})" if money.foreign else ""
            code = "finer_price" if name in ("unit_price", "list_price") else "finer"
            staged.check(code, file.of(name), name, f"x_{name} % {step} <> 0{own}", refuses=False)


def words(staged: Staged, source: str | None) -> None:
    """The texts and ids of the row."""
    landed, file = staged.landed, staged.landed.file
    for mapped in file.mapped:
        cell = landed.cell(mapped.positions[0])
        if mapped.field in ("order_id", "return_of"):
            found = id_of(*cell)
            staged.columns[mapped.field] = f"{quoted(source + ':')} || {found}" if source else found
        elif mapped.field == "product_id":
            staged.columns["product_id"] = id_of(*cell)
        elif mapped.field == "coupon_code":
            staged.columns["coupon_code"] = f"coalesce({text_of(*cell)}, '')"
        elif mapped.field == "status" and file.habits.statuses:
            staged.columns["status"] = _status(*cell, file.habits.statuses)
        elif mapped.field in (*TEXTS, *PEOPLE, *GOODS) and not isinstance(mapped.format, (NumberFormat, DateFormat)):
            staged.columns[mapped.field] = text_of(*cell, apart=file.reading.decompose)
    if "product_id" not in staged.columns and "product_name" in staged.columns:
        staged.columns["product_id"] = staged.columns["product_name"]


def _status(cell: str, kind: str, statuses: tuple[tuple[str, str], ...]) -> str:
    """A status whose meaning the file's format tells, marked as told; another as written."""
    told = " ".join(f"WHEN {quoted(word)} THEN {quoted(MARK + meaning)}" for word, meaning in statuses)
    return f"CASE lower(trim({cell}::VARCHAR)) {told} ELSE {text_of(cell, kind)} END"


def customer(staged: Staged, phones: bool) -> None:
    """Who bought: the id, else the phone, else the e-mail, else the name."""
    landed, found = staged.landed, []
    for mapped in (one for name in ("customer_id", "phone", "email", "name") if (one := landed.file.of(name))):
        cell, kind = landed.cell(mapped.positions[0])
        if mapped.field == "customer_id":
            found.append(_somebody(person_id(cell, kind), landed.file.habits.nobody))
        elif mapped.field == "phone" and phones:
            found.append("known_phone")
        elif mapped.field == "email":
            found.append(f"CASE WHEN {cell} LIKE '%@%' AND {cell} NOT LIKE '%*%' THEN lower(trim({cell})) END")
        elif mapped.field == "name" and not landed.file.of("customer_id"):
            found.append(f"CASE WHEN {cell}::VARCHAR NOT LIKE '%*%' THEN {text_of(cell, kind)} END")
    named = found[0] if landed.file.of("customer_id") else "NULL"
    if any(name in staged.columns for name in ("phone", "email")):
        staged.columns["guest"] = f"{named} IS NULL"
    staged.columns["customer_id"] = f"coalesce({', '.join(found)})" if len(found) > 1 else (found[0] if found else "NULL::VARCHAR")


def _somebody(found: str, nobody: tuple[str, ...]) -> str:
    return f"CASE WHEN {found} NOT IN ({', '.join(map(quoted, nobody))}) THEN {found} END" if nobody else found


ORDER_LEVEL = ("customer_id", "ordered_at", "cancelled_at", *TEXTS, "currency")


def staged(landed: Landed, zone: Zone, money: Money, *, source: str | None, latest: str, phones: bool) -> Staged:
    """One order file as a SELECT with its checks."""
    one = Staged(landed)
    times(one, zone, latest)
    numbers(one)
    words(one, source)
    customer(one, phones)
    date = landed.file.of("ordered_at")
    if date:
        alone = f" AND {one.columns['order_id']} IS NULL" if "order_id" in one.columns else ""
        one.check("no_date", date, "ordered_at", f"x_ordered_at IS NULL AND {blank(*landed.cell(date.positions[0]))}{alone}")
    for name in ("ordered_at", "cancelled_at", "returned_at"):
        if f"x_{name}" in one.exact:
            one.columns[name] = f"x_{name}"
    currency = landed.file.of("currency")
    if currency:
        one.columns["currency"] = "money"
        one.check("no_currency", currency, "currency", "money IS NULL AND c_currency IS NOT NULL")
        if money.foreign:
            one.check("no_rate", currency, "currency", "money IS NOT NULL AND rate IS NULL")
    amounts(one, money)
    return one


def select(one: Staged, money: Money, *, phones: bool, number: bool = False, raw: bool = False) -> str:
    """The SELECT of a staged file. With `raw` the rows keep their cells as they were; with `number` they are numbered besides."""
    landed = one.landed
    cells = [f"c{i}" for i in landed.file.places]
    exact = {name: sql for name, sql in one.exact.items() if name.startswith("x_")}
    if "x_ordered_at" in exact:
        exact["x_ordered_at"] = _filled(one, exact["x_ordered_at"], money)
    minors = {name: sql for name, sql in one.exact.items() if name.startswith("m_")}
    line_cells = [f"c{i}" for i in _line_positions(one)]
    row = f"hash({', '.join(line_cells)})" if line_cells else "0::UBIGINT"
    extra, join = _joined(one, money, phones=phones)
    inner = ", ".join(["*", *(f"{sql} AS {name}" for name, sql in exact.items()), *extra])
    middle = ", ".join(["*", *(f"{sql} AS {name}" for name, sql in minors.items())])
    flags = " + ".join(f"CASE WHEN {check.test} THEN {check.bit} ELSE 0 END" for check in one.checks) or "0"
    columns = [f"{sql} AS {name}" for name, sql in one.columns.items()]
    own = [f"({flags})::INTEGER AS flags", f"{row} AS row_hash", *columns]
    source = f"(SELECT {inner} FROM {landed.numbered if number else landed.scan} AS f)"
    source = f"(SELECT {middle} FROM (SELECT {source_star(join)} FROM {source} AS s {join}) AS t)"
    shown = ", ".join([*own, *(["n"] if number else []), *(cells if number or raw else [])])
    return f"SELECT {shown} FROM {source} AS u"


def _filled(one: Staged, cell: str, money: Money) -> str:
    """What stands on the first line of an order only, on all its lines; needed only where each line is changed into another currency."""
    order = one.landed.file.of("order_id")
    if not (one.landed.file.habits.sparse and money.foreign and order):
        return cell
    return f"max({cell}) OVER (PARTITION BY c{order.positions[0]})"


def source_star(join: str) -> str:
    return "*" if join else "s.*"


def _line_positions(one: Staged) -> list[int]:
    """The columns that tell lines of one order apart: all but those of the order itself; all where there is no order id."""
    file = one.landed.file
    every = file.places[: len(file.places) - len(file.made)]
    if not file.of("order_id"):
        return list(every)
    order_level = {source for m in file.mapped if m.field in (*ORDER_LEVEL, "order_id") for i in m.positions for source in file.sources(i)}
    return [i for i in every if i not in order_level]


def _joined(one: Staged, money: Money, *, phones: bool) -> tuple[list[str], str]:
    """What comes from small tables: the currency's code and rate, a phone made regular."""
    extra, joins = [], []
    phone, currency = one.landed.file.of("phone"), one.landed.file.of("currency")
    if phones and phone:
        extra.append(f"c{phone.positions[0]}::VARCHAR AS c_phone")
        joins.append("LEFT JOIN (SELECT word AS phone_word, meaning AS known_phone FROM meaning_phone) AS p ON c_phone = phone_word")
    if currency:
        named = f"nullif(trim(c{currency.positions[0]}::VARCHAR), '')"
        extra.append(f"{_filled(one, named, money)} AS c_currency")
        joins.append("LEFT JOIN (SELECT word AS money_word, meaning AS money FROM meaning_currency) AS k ON c_currency = money_word")
    for name, sql in one.words.items():
        extra.append(f"{sql} AS c_{name}")
        joins.append(f"LEFT JOIN (SELECT word AS word_{name}, meaning AS is_{name} FROM meaning_{name}) ON c_{name} = word_{name}")
    if money.foreign and currency:
        joins.append(
            "ASOF LEFT JOIN (SELECT currency AS rate_of, day AS rate_from, rate FROM rates_now) AS r ON money = rate_of "
            "AND x_ordered_at::DATE >= rate_from"
        )
    return extra, " ".join(joins)


def reformatted(landed: Landed, field_name: str, format: NumberFormat | DateFormat) -> Landed:
    """The same file with one field read in another format."""
    mapped = tuple(replace(one, format=format) if one.field == field_name else one for one in landed.file.mapped)
    return replace(landed, file=replace(landed.file, mapped=mapped))
