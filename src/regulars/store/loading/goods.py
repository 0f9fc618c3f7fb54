"""Products and exchange rates: from their own files, and products from what order lines say of them."""

from __future__ import annotations

from regulars.intake.dates import DateFormat
from regulars.intake.numbers import NumberFormat
from regulars.intake.words import currency_of
from regulars.store.duckdb import Store
from regulars.store.loading import repeating
from regulars.store.loading.assembling import Shape
from regulars.store.loading.casting import Zone, id_of, number_of, text_of
from regulars.store.loading.landing import Landed, in_order
from regulars.store.loading.meanings import understand
from regulars.store.loading.staging import GOODS, Money, minor, when
from regulars.store.loading.upserting import shaped

NAMES = {"product_name": "name"}


def from_files(store: Store, files: list[tuple[int, Landed]], money: Money, origin: str) -> dict[int, int]:
    """The table `listed_goods`, one row per product of the products files, later rows winning; how many rows each had, by its place."""
    plain = Money(money.currency, money.digits)
    selects = [_raw(landed, place, plain) for place, landed in files]
    with in_order(store):
        store.execute(f"CREATE OR REPLACE TEMP TABLE raw_goods AS {' UNION ALL BY NAME '.join(selects)}")
    columns = [
        name
        for (name,) in store.sql("SELECT column_name FROM duckdb_columns() WHERE table_name = 'raw_goods'")
        if name not in ("said", "file_no", "product_id")
    ]
    latest = {name: f"arg_max({name}, (file_no, said)) FILTER ({name} IS NOT NULL)" for name in columns}
    _part_levels(latest)
    shaped(
        store,
        "products",
        "listed_goods",
        latest | {"product_id": "product_id", "recorded_at": f"TIMESTAMP '{origin}'"},
        "raw_goods WHERE product_id IS NOT NULL",
        by="product_id",
    )
    rows = dict(store.sql("SELECT file_no, count(*) FROM raw_goods GROUP BY file_no"))
    store.drop("raw_goods")
    return rows


def _raw(landed: Landed, place: int, money: Money) -> str:
    columns = {"said": "row_number() OVER ()", "file_no": str(place)}
    for mapped in landed.file.mapped:
        cell, kind = landed.cell(mapped.positions[0])
        if mapped.field == "product_id":
            columns["product_id"] = id_of(cell, kind)
        elif isinstance(mapped.format, NumberFormat):
            columns[mapped.field] = minor(number_of(cell, kind, mapped.format), money)
        else:
            columns[NAMES.get(mapped.field, mapped.field)] = text_of(cell, kind, apart=True)
    return f"SELECT {', '.join(f'{sql} AS {name}' for name, sql in columns.items())} FROM {landed.scan}"


def _part_levels(latest: dict[str, str]) -> None:
    """“Đồ uống>>Cà phê>>Hạt” in one column is three levels."""
    if "category_1" in latest and "category_2" not in latest:
        whole = latest["category_1"]
        latest |= {f"category_{i}": f"nullif(trim(split_part({whole}, '>>', {i})), '')" for i in (1, 2, 3)}


def from_orders(store: Store, shape: Shape, origin: str) -> bool:
    """The table `sold_goods` from the names and categories on order lines, the most frequent winning; false where they say none."""
    columns = [name for name in GOODS if name in shape.columns]
    if not columns or "product_id" not in shape.columns:
        return False
    counted = [
        f"(SELECT product_id, arg_max({name}, (n, {name})) AS {name} FROM (SELECT product_id, {name}, count(*) AS n FROM stage "
        f"WHERE {name} IS NOT NULL AND product_id IS NOT NULL AND {shape.kept} GROUP BY ALL) GROUP BY product_id)"
        for name in columns
    ]
    joined = counted[0] + "".join(f" FULL JOIN {other} USING (product_id)" for other in counted[1:])
    shown = {NAMES.get(name, name): name for name in columns} | {"product_id": "product_id", "recorded_at": f"TIMESTAMP '{origin}'"}
    shaped(store, "products", "sold_goods", shown, f"(SELECT * FROM {joined})")
    return True


def said_rates(store: Store, files: tuple[Landed, ...], zone: Zone) -> None:
    """The table `said_rates` of what rates files say: currency, day, rate; empty where there are none."""
    store.execute("CREATE OR REPLACE TEMP TABLE said_rates (currency VARCHAR, day DATE, rate DOUBLE)")
    for landed in files:
        currency, day, rate = (landed.file.of(name) for name in ("rate_currency", "rate_day", "rate"))
        if not currency or not rate or not isinstance(rate.format, NumberFormat):
            continue
        word = landed.cell(currency.positions[0])[0]
        understand(store, "rate", [f"SELECT {word}::VARCHAR AS word FROM {landed.scan}"], currency_of)
        moment = zone.day(when(landed, day, day.format, zone)) if day and isinstance(day.format, DateFormat) else "DATE '1990-01-01'"
        store.execute(
            f"INSERT INTO said_rates SELECT meaning, {moment} AS day, max({number_of(*landed.cell(rate.positions[0]), rate.format)})::DOUBLE AS rate "
            f"FROM {landed.scan} JOIN meaning_rate ON {word}::VARCHAR = word WHERE meaning IS NOT NULL GROUP BY ALL HAVING rate > 0"
        )


def enter_rates(store: Store, batch: int, now: str) -> int:
    """Enter what `said_rates` holds; rates already known the same are left out. How many were added."""
    news = "said_rates ANTI JOIN (FROM rates WHERE replaced_at IS NULL) USING (currency, day)"
    store.execute(
        f"UPDATE rates SET replaced_at = TIMESTAMP '{now}' FROM said_rates AS s WHERE rates.currency = s.currency AND "
        "rates.day = s.day AND rates.rate <> s.rate AND replaced_at IS NULL"
    )
    added = store.sql(f"SELECT count(*) FROM {news}")[0][0]
    store.execute(
        f"INSERT INTO rates (currency, day, rate, batch_id, recorded_at) SELECT currency, day, rate, {batch}, TIMESTAMP '{now}' FROM {news}"
    )
    repeating.note_standing(store, "rates", batch, "said_rates")
    return added
