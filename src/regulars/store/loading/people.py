"""Customers: from files of customers, from what order files say of buyers, and every buyer by id at least."""

from __future__ import annotations

import datetime as dt

from regulars.intake.dates import DateFormat
from regulars.intake.numbers import NumberFormat
from regulars.intake.people import email_of, name_of, phone_of
from regulars.intake.places import district_in, province_in, province_of
from regulars.intake.words import age_band, gender_of
from regulars.store.duckdb import Store
from regulars.store.loading.assembling import Shape
from regulars.store.loading.casting import Zone, blank, number_of, person_id, quoted, text_of
from regulars.store.loading.landing import Landed, in_order
from regulars.store.loading.meanings import understand
from regulars.store.loading.staging import PEOPLE, when
from regulars.store.loading.upserting import shaped

UNDERSTOOD = {
    "phone": (phone_of, "VARCHAR"),
    "email": (email_of, "VARCHAR"),
    "name": (name_of, "VARCHAR"),
    "gender": (gender_of, "VARCHAR"),
    "province": (lambda word: province_in(word) or province_of(word), "VARCHAR"),
    "district_of": (district_in, "VARCHAR"),
    "province_of": (province_in, "VARCHAR"),
    "age_min": (lambda word: age_band(word)[0], "INTEGER"),
    "age_max": (lambda word: age_band(word)[1], "INTEGER"),
}
FROM_FIELD = {"district_of": "province", "province_of": "address", "age_min": "age", "age_max": "age"}
PLAIN = ("address", "ward", "district", "country", "job_title", "company", "source")


def raw_people(store: Store, files: list[tuple[int, Landed]], zone: Zone) -> dict[int, int]:
    """The table `raw_people`: a row per row of the customers files, cells as texts, dates read; how many, by place of the file."""
    selects = [_raw(landed, place, zone) for place, landed in files]
    with in_order(store):
        store.execute(f"CREATE OR REPLACE TEMP TABLE raw_people AS {' UNION ALL BY NAME '.join(selects)}")
    return dict(store.sql("SELECT file_no, count(*) FROM raw_people GROUP BY file_no"))


def _raw(landed: Landed, place: int, zone: Zone) -> str:
    columns = {"said": "row_number() OVER ()", "file_no": str(place)}
    for mapped in landed.file.mapped:
        cell, kind = landed.cell(mapped.positions[0])
        if mapped.field == "customer_id":
            columns["customer_id"] = person_id(cell, kind)
        elif isinstance(mapped.format, DateFormat):
            columns[mapped.field] = when(landed, mapped, mapped.format, zone)
        elif isinstance(mapped.format, NumberFormat):
            columns[mapped.field] = number_of(cell, kind, mapped.format)
        else:
            columns[mapped.field] = text_of(cell, kind, apart=True)
    columns["attributes"] = _attributes(landed)
    return f"SELECT {', '.join(f'{sql} AS {name}' for name, sql in columns.items())} FROM {landed.scan}"


def _attributes(landed: Landed) -> str:
    """Everything else a customers file says, as JSON; null where it says nothing more."""
    others = [(name, *landed.cell(i)) for i, name in landed.file.unmapped()]
    if not others:
        return "NULL::VARCHAR"
    lists = dict(landed.file.habits.lists)
    pairs = ", ".join(
        f"{quoted(name)}, CASE WHEN NOT {blank(cell, kind)} THEN {_listed(cell, lists.get(name))} END" for name, cell, kind in others
    )
    return f"nullif(json_merge_patch('{{}}', json_object({pairs}))::VARCHAR, '{{}}')"


def _listed(cell: str, mark: str | None) -> str:
    """A cell as JSON: a list where it holds several values."""
    if mark is None:
        return f"to_json({cell})"
    parts = f"list_transform(string_split({cell}::VARCHAR, {quoted(mark)}), lambda part: trim(part))"
    return f"to_json(list_filter({parts}, lambda part: part <> ''))"


def words_of_people(store: Store, table: str, columns: set[str]) -> set[str]:
    """Understand every different word of `table`; which meanings there are."""
    made = set()
    for name, (meaning, kind) in UNDERSTOOD.items():
        field = FROM_FIELD.get(name, name)
        if field in columns:
            understand(store, name, [f"SELECT {field}::VARCHAR AS word FROM {table}"], meaning, kind)
            made.add(name)
    return made


def from_files(store: Store, now: dt.datetime) -> int:
    """The table `said_people`, one row per customer of the customers files, later rows winning; how many rows had no identity."""
    store.execute("CREATE OR REPLACE TEMP TABLE typed_people AS SELECT * FROM raw_people")
    columns = {name for (name,) in store.sql("SELECT column_name FROM duckdb_columns() WHERE table_name = 'raw_people'")}
    known = _typed(store, "raw_people", columns, now)
    lost = store.sql("SELECT count(*) FROM typed_people WHERE customer_id IS NULL")[0][0]
    latest = {name: f"arg_max({name}, (file_no, said)) FILTER ({name} IS NOT NULL)" for name in known}
    latest |= {"customer_id": "customer_id", "recorded_at": "max(created_at)" if "created_at" in known else "NULL::TIMESTAMP"}
    shaped(store, "customers", "said_people", latest, "typed_people WHERE customer_id IS NOT NULL", by="customer_id")
    store.drop("raw_people", "typed_people")
    return lost


def _typed(store: Store, table: str, columns: set[str], now: dt.datetime) -> set[str]:
    """The table `typed_people` with regular values; which columns of customers it has."""
    made = words_of_people(store, table, columns)
    shown = {name: f"m_{name}.meaning" for name in ("phone", "email", "name", "gender", "age_min", "age_max") if name in made}
    shown |= {name: name for name in PLAIN if name in columns}
    if "first_name" in columns or "last_name" in columns:
        parts = ", ".join(name for name in ("first_name", "last_name") if name in columns)
        shown["name"] = f"coalesce({shown.get('name', 'NULL')}, nullif(concat_ws(' ', {parts}), ''))"
    provinces = [f"m_{name}.meaning" for name in ("province", "province_of") if name in made]
    shown |= {"province": f"coalesce({', '.join(provinces)})"} if provinces else {}
    shown |= (
        {"district": f"coalesce({'district' if 'district' in columns else 'NULL'}, m_district_of.meaning)"} if "district_of" in made else {}
    )
    shown |= _dated(columns, now)
    shown |= {name: f"{name}::DOUBLE" for name in ("latitude", "longitude") if name in columns}
    shown |= {"attributes": "attributes"} if "attributes" in columns else {}
    identity = [name for name in ("phone", "email", "name") if name in shown]
    shown["customer_id"] = (
        f"coalesce({', '.join([*(['customer_id'] if 'customer_id' in columns else []), *(shown[name] for name in identity)])})"
    )
    joins = " ".join(f"LEFT JOIN meaning_{name} AS m_{name} ON {FROM_FIELD.get(name, name)}::VARCHAR = m_{name}.word" for name in made)
    extra = "said, file_no, " if "said" in columns else "ordered_at AS said, file_no, "
    store.execute(
        "CREATE OR REPLACE TEMP TABLE typed_people AS SELECT "
        f"{extra}{', '.join(f'{sql} AS {name}' for name, sql in shown.items())} FROM {table} {joins}"
    )
    return set(shown) - {"customer_id"}


def _dated(columns: set[str], now: dt.datetime) -> dict[str, str]:
    shown = {}
    if "birth_date" in columns:
        shown["birth_date"] = (
            f"CASE WHEN birth_date BETWEEN TIMESTAMP '1905-01-01' AND TIMESTAMP '{now}' THEN (birth_date + INTERVAL 12 HOUR)::DATE END"
        )
    if "birth_year" in columns:
        shown["birth_year"] = f"CASE WHEN birth_year BETWEEN 1905 AND {now.year} THEN birth_year::INTEGER END"
    if "created_at" in columns:
        shown["created_at"] = (
            f"CASE WHEN created_at BETWEEN TIMESTAMP '1990-01-01' AND TIMESTAMP '{now}' + INTERVAL 1 DAY THEN created_at END"
        )
    return shown


def from_orders(store: Store, shape: Shape, now: dt.datetime) -> None:
    """The table `bought_people`: every buyer of the batch, with what the order files say of them, the latest order winning."""
    columns = {name for name in PEOPLE if name in shape.columns}
    if not columns:
        shaped(
            store,
            "customers",
            "bought_people",
            {"customer_id": "customer_id", "recorded_at": "min(ordered_at)"},
            f"stage WHERE customer_id IS NOT NULL AND {shape.kept}",
            by="customer_id",
        )
        return
    listed = ", ".join(["customer_id", "ordered_at", "file_no", *sorted(columns)])
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE buyers AS SELECT DISTINCT {listed} FROM stage WHERE customer_id IS NOT NULL AND {shape.kept}"
    )
    known = _typed(store, "buyers", columns | {"customer_id", "ordered_at", "file_no"}, now)
    latest = {
        name: f"arg_max({name}, (coalesce(said, TIMESTAMP '1900-01-01'), {name}::VARCHAR)) FILTER ({name} IS NOT NULL)" for name in known
    }
    latest |= {"customer_id": "customer_id", "recorded_at": "min(said)"}
    shaped(store, "customers", "bought_people", latest, "typed_people WHERE customer_id IS NOT NULL", by="customer_id")
    store.drop("buyers", "typed_people")
