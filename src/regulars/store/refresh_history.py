"""The history of refreshes: what the last good one left, which failed after it, and how fresh numbers are."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Protocol

from regulars.freshness import Failure, Freshness, ImportedFrom
from regulars.models.bars import Bars
from regulars.scheme import Scheme
from regulars.scheme.read import scheme_from_data
from regulars.store.duckdb import Store
from regulars.store.engine import Engine
from regulars.store.failing import FAILING, is_stopped, told

# `state`: the fingerprint of facts, settings and rules at which it failed; null where the rules could not be read.
TABLES = {
    "refresh_failures": {"failed_at": "timestamp", "as_of": "date", "state": "string", "error": "json"},
    "scheme_versions": {"version": "string", "data": "json"},
    "figures_told": {"as_of": "date", "figure": "string", "value": "float64"},
}
IN_FORCE = "loaded_at <= ? AND (undone_at IS NULL OR undone_at > ?)"


def fingerprint(schemes: Sequence[Scheme]) -> str:
    """The version of schemes: the same rules and parameters give the same one."""
    return hashlib.sha256(_data(schemes).encode()).hexdigest()[:12]


def _data(schemes: Sequence[Scheme]) -> str:
    return json.dumps([scheme.to_data() for scheme in schemes], ensure_ascii=False, sort_keys=True)


def keep_schemes(store: Engine, schemes: Sequence[Scheme]) -> None:
    """Keep the rules that numbers are published with, so that these can be explained when newer rules cannot be read."""
    version = fingerprint(schemes)
    if not store.sql("SELECT 1 FROM scheme_versions WHERE version = ?", [version]):
        store.execute("INSERT INTO scheme_versions VALUES (?, ?)", [version, _data(schemes)])


def schemes_of(store: Engine, version: str | None) -> tuple[Scheme, ...]:
    """The schemes of a version; none where they were not kept."""
    found = store.sql("SELECT data FROM scheme_versions WHERE version = ?", [version])
    return tuple(scheme_from_data(each) for each in json.loads(found[0][0])) if found else ()


def versions_of(store: Store, id: str) -> list[tuple[dt.datetime, Scheme]]:
    """Every wording of one scheme that numbers were published with, the oldest first: since when (UTC), and the scheme; the same twice in a row once."""
    rows = store.sql(
        "SELECT min(r.computed_at), v.data FROM refreshes AS r JOIN scheme_versions AS v ON v.version = r.schemes_version GROUP BY v.version, v.data ORDER BY 1"
    )
    found: list[tuple[dt.datetime, Scheme]] = []
    for since, data in rows:
        told = next((each for each in json.loads(data) if each["id"] == id), None)
        if told is not None and (not found or found[-1][1].to_data() != told):
            found.append((_aware(since), scheme_from_data(told)))
    return found


def note_failure(store: Engine, as_of: dt.date, state: str | None, error: Exception, now: dt.datetime) -> Failure:
    """Note a refresh that failed, after it was rolled back. A later one that succeeds supersedes it.

    On a disk without room for the note it is only given back. Raises the error again where a person stopped the refresh.
    """
    if is_stopped(error):
        raise error
    failure = Failure.of(told(error), now)
    with suppress(*FAILING), store.transaction():
        row = [naive(now), as_of, state, json.dumps(failure.to_data(), ensure_ascii=False)]
        store.execute("INSERT INTO refresh_failures VALUES (?, ?, ?, ?)", row)
    return failure


def last_failure(store: Engine, state: str | None) -> Failure | None:
    """The last refresh that failed in this state of facts, settings and rules; null once a later one succeeded."""
    found = store.sql(
        "SELECT failed_at, error FROM refresh_failures WHERE state IS NOT DISTINCT FROM ? "
        "AND failed_at > coalesce((SELECT max(computed_at) FROM refreshes), '-infinity'::TIMESTAMP) ORDER BY failed_at DESC LIMIT 1",
        [state],
    )
    return Failure.from_data(_aware(found[0][0]), json.loads(found[0][1])) if found else None


def keep_figures(store: Store, as_of: dt.date, figures: Mapping[str, float | None]) -> None:
    """Keep the figures of a day, to compare later ones with; those told of the day before give way."""
    rows = [{"as_of": as_of, "figure": name, "value": value} for name, value in figures.items() if value is not None]
    with store.transaction():
        store.execute("DELETE FROM figures_told WHERE as_of = ?", [as_of])
        store.insert("figures_told", TABLES["figures_told"], rows)


def figure_on(store: Store, figure: str, day: dt.date) -> float | None:
    """A figure as it was told on a day; null where it was not."""
    if not store.has("figures_told"):
        return None
    found = store.sql("SELECT value FROM figures_told WHERE figure = ? AND as_of = ?", [figure, day])
    return found[0][0] if found else None


def forget_failures(store: Engine) -> None:
    """The numbers are good after all: what failed before is of no account any more."""
    store.execute("DELETE FROM refresh_failures")


class Computed(Protocol):
    """Numbers as of a day: when they were computed, with which bars (version 0: those of a look back) and schemes, and what came after them."""

    @property
    def as_of(self) -> dt.date: ...
    @property
    def computed_at(self) -> dt.datetime: ...
    @property
    def bars(self) -> Bars: ...
    @property
    def schemes(self) -> Sequence[Scheme]: ...
    @property
    def failed(self) -> Failure | None: ...
    @property
    def changed_since(self) -> bool: ...


def freshness(store: Store, numbers: Computed, zone: dt.tzinfo) -> Freshness:
    """How fresh numbers are; moments are said in a time zone."""
    bars = numbers.bars
    return Freshness(
        as_of=numbers.as_of,
        computed_at=numbers.computed_at,
        imports=imports(store, numbers.computed_at),
        bars_version=bars.version or None,
        models_version=bars.models_version,
        bars_as_of=bars.as_of,
        schemes_version=fingerprint(numbers.schemes),
        data_until=store.sql("SELECT max(ordered_on) FROM orders WHERE replaced_at IS NULL")[0][0],
        failed=numbers.failed,
        changed_since=numbers.changed_since,
        zone=zone,
    )


def imports(store: Store, at: dt.datetime) -> tuple[ImportedFrom, ...]:
    """The imports in force at a moment, the latest first; none where facts came by another way."""
    if not store.has("imports"):
        return ()
    moment = naive(at)
    rows = store.sql(f"SELECT batch_id, loaded_at, files FROM imports WHERE {IN_FORCE} ORDER BY batch_id DESC", [moment, moment])
    return tuple(ImportedFrom(batch, _aware(loaded), _names(files)) for batch, loaded, files in rows)


def _names(files: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(file["name"] for file in json.loads(files)))


def _aware(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=dt.UTC)


def naive(moment: dt.datetime) -> dt.datetime:
    """A moment as the file keeps it: UTC, without a zone; one without a zone is UTC already."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment
