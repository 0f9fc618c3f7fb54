"""Answers that are prepared when an edition is printed, so that a page reads them instead of computing them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from regulars import refreshing
from regulars.edition.moved import since
from regulars.errors import Regulars
from regulars.insight.value import Insight
from regulars.shop import Shop
from regulars.store.duckdb import Store
from regulars.words import LANGUAGES, Words

TABLE = "prepared_answers"
DRAWN = 300_000  # lines: with more, drawing every customer again takes minutes, and is done when asked for
PERIODS = (7, 30, 90, 365)  # days that movement is asked about
SCHEMA = {"key": "string", "as_of": "date", "state": "string", "data": "json"}
Asked = tuple[str, dict[str, Any]]
CATEGORIES = 60  # of a level, by revenue: so many have their products prepared


def quick(shop: Shop) -> Iterator[Asked]:
    """The questions that every edition answers."""
    yield from (
        (name, {})
        for name in (
            "today",
            "weekly",
            "due",
            "findings",
            "leaving",
            "unclassified",
            "what_to_ask",
            "gaps",
            "readiness",
            "regions",
            "categories",
        )
    )
    for scheme in shop.schemes():
        yield "classes", {"scheme": scheme.id}
        yield "changes", {"scheme": scheme.id}
        if scheme.better:
            yield "ladder", {"scheme": scheme.id}
    yield from (("categories", {"level": level}) for level in (1, 2, 3))
    yield from (("first_purchases", asked) for asked in ({}, {"goal": "again"}, {"by": "product"}, {"by": "product", "goal": "again"}))
    yield from (("category_levels", {}), ("products", {}))
    yield from _products(shop)


def _products(shop: Shop) -> Iterator[Asked]:
    """The products of every category that a page leads to."""
    for level in (1, 2, 3):
        for row in shop.insight("categories", level=level).table()[:CATEGORIES]:
            yield "products", {"category": row["category"], "level": level}


def slow(shop: Shop) -> Iterator[Asked]:
    """The questions that take longer: they are answered after the edition is out, for the next one."""
    drawn = shop.store.sql("SELECT count(*) FROM order_lines")[0][0] <= DRAWN
    told_on = refreshing.told(shop.store).days
    starts: list[dict[str, Any]] = [{}, *({"start": day} for day in dict.fromkeys(since(told_on, days) for days in PERIODS) if day)]
    for scheme in shop.schemes():
        yield from (("movement", {"scheme": scheme.id} | start) for start in starts)
        yield "climbing", {"scheme": scheme.id}
        yield from [("confidence", {"scheme": scheme.id})] if drawn else ()
        yield "backtest_groups", {"by": scheme.id}
    yield "demand_groups", {}
    yield from ((name, {}) for name in ("spend_at_risk", "equity", "lost_elite", "one_point", "backtest", "scoreboard", "demand"))


def key_of(question: str, options: Mapping[str, object]) -> str:
    """A question with its options as one text; options left out or null make no difference."""
    return json.dumps([question, {name: value for name, value in sorted(options.items()) if value is not None}], default=str)


def state_of(shop: Shop) -> str:
    """A fingerprint of everything answers depend on: what the results do, and what was told of days past."""
    told_at = shop.store.sql("SELECT (SELECT max(computed_at) FROM refreshes), (SELECT max(replayed_at) FROM replayed_days)")[0]
    return " ".join([shop.state(), *map(str, told_at)])


def kept(store: Store, as_of: dt.date, state: str) -> set[str]:
    """The keys of the answers that the file has of a day and state."""
    if not store.has(TABLE):
        return set()
    return {key for (key,) in store.sql(f'SELECT key FROM main."{TABLE}" WHERE as_of = ? AND state = ?', [as_of, state])}


def keep(store: Store, as_of: dt.date, state: str, answers: Mapping[str, Insight]) -> None:
    """Keep answers in the file; those of other days or states of facts, settings and rules give way."""
    store.create({TABLE: SCHEMA})
    rows = [
        {"key": key, "as_of": as_of, "state": state, "data": json.dumps(to_data(told), ensure_ascii=False)} for key, told in answers.items()
    ]
    with store.transaction():
        store.execute(f'DELETE FROM main."{TABLE}" WHERE as_of <> ? OR state <> ? OR list_contains(?, key)', [as_of, state, list(answers)])
        store.insert(TABLE, SCHEMA, rows)


def answered(shop: Shop, asked: Iterator[Asked]) -> dict[str, Insight]:
    """The answers to questions, those left out that the shop cannot answer."""
    found = {}
    for question, options in asked:
        try:
            found[key_of(question, options)] = shop.insight(question, **options)
        except Regulars:  # the page that asks will be told why
            continue
    return found


def read(store: Store) -> dict[str, dict[str, Any]]:
    """The answers of a file as plain data, by key."""
    if not store.has(TABLE):
        return {}
    return {key: json.loads(data) for key, data in store.sql(f'SELECT key, data FROM main."{TABLE}"')}


def keys(store: Store) -> set[str]:
    """Which questions a file has answers to."""
    return {key for (key,) in store.sql(f'SELECT key FROM main."{TABLE}"')} if store.has(TABLE) else set()


def to_data(told: Insight) -> dict[str, Any]:
    """An answer as plain data, in both languages."""
    return {
        "name": told.name,
        "as_of": told.as_of.isoformat(),
        "currency": told.currency,
        "sentence": _both(told.sentence),
        "columns": dict(told.columns),
        "rows": {lang: [_plain(row) for row in told.table(lang)] for lang in LANGUAGES},
        "notes": [_both(note) for note in told.notes],
    }


def from_data(data: Mapping[str, Any]) -> Insight:
    """What `to_data` told, read back."""
    days = [name for name, kind in data["columns"].items() if kind == "date"]
    rows = {lang: tuple(_dated(row, days) for row in own) for lang, own in data["rows"].items()}
    notes = tuple(Words(**note) for note in data["notes"])
    as_of = dt.date.fromisoformat(data["as_of"])
    return Insight(data["name"], as_of, data["currency"], Words(**data["sentence"]), data["columns"], rows, notes)


def _both(words: Words) -> dict[str, str]:
    return {"vi": words.vi, "en": words.en}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()}


def _dated(row: Mapping[str, Any], days: list[str]) -> dict[str, Any]:
    return {name: dt.date.fromisoformat(value) if value and name in days else value for name, value in row.items()}
