"""A shop: the one deep object that joins facts, features, schemes and answers."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version as release
from pathlib import Path
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from regulars import profile as profiles
from regulars import schemes as builtin
from regulars import settings as chosen
from regulars.answers import Classes, RefreshReport, Table
from regulars.errors import InputError, NotFitted, NotFound
from regulars.freshness import Failure, Freshness
from regulars.insight import because as explaining
from regulars.insight.because import Because
from regulars.intake.mending import Mend, Mended, Which
from regulars.intake.report import ImportReport
from regulars.intake.undone import Undone
from regulars.models.bars import Bars
from regulars.models.calibration import Calibration
from regulars.models.needs import Needs
from regulars.models.rhythm import Rhythm
from regulars.profile import Choices, Holdings
from regulars.rules import Rule, parse, to_ibis
from regulars.scheme import Scheme, known_schemes
from regulars.schemes.own import refuse_taken, with_own
from regulars.store import refresh_history
from regulars.store.duckdb import Store
from regulars.store.failing import FAILING, if_readable
from regulars.store.refresh_history import naive
from regulars.tables import TABLES
from regulars.vocabulary import FEATURES
from regulars.words import UNSTATED, Words

if TYPE_CHECKING:
    from regulars.insight.facts import Facts
    from regulars.insight.value import Insight
    from regulars.store.history_of_imports import Import
    from regulars.store.quarantine import Held

ANALYTICS = "analytics.duckdb"
CHANCES = {"version": "int32", "rhythm_group": "int32", "silent_days": "int32", "chance": "float64", "at_first": "float64"}
RESULTS = {
    "bars": {"version": "int32", "as_of": "date", "fitted_at": "timestamp", "data": "json"},
    "return_chances": CHANCES,
    "refreshes": {"as_of": "date", "computed_at": "timestamp", "state": "string", "bars_version": "int32", "report": "json"},
}
AS_READ = "profile_as_read"
NOT_RESULTS = {"mappings", "name", "market", "memory_limit", "threads"}  # settings that change no result
PRICED = ("orders", "products", "costs")  # files with amounts, which settle the shop's currency
KEPT_BASES = ("order_base", "customer_days")
Progress = Callable[[Words, float | None], None]


@dataclass(frozen=True)
class Seen:
    """Everything computed for one day: tables of the engine, the bars they were made with, the schemes with that day's need clusters."""

    as_of: dt.date
    bars: Bars
    profile: ir.Table
    classes: ir.Table
    orders: ir.Table
    days: ir.Table
    computed_at: dt.datetime
    schemes: tuple[Scheme, ...]
    failed: Failure | None = None  # the refresh that failed after these were published
    changed_since: bool = False  # facts, settings or rules are others by now


class Shop:
    """A shop in a folder. Opened with `regulars.open`; close it, or use it in a `with`, since its file belongs to one process."""

    def __init__(self, path: Path | str, *, create: bool = True) -> None:
        self.path = Path(path)
        if not (self.path / chosen.FILE).exists():
            if not create:
                raise chosen.no_shop(self.path)
            self.path.mkdir(parents=True, exist_ok=True)
            chosen.write(self.path, name=self.path.resolve().name)
        self.settings = chosen.read(self.path)
        limits = {"memory_limit": self.settings.memory_limit, "threads": self.settings.threads}
        self.store = Store(self.path / ANALYTICS, **limits)
        self.store.create(RESULTS | refresh_history.TABLES)
        self._days: dict[dt.date, Seen] = {}
        self._calibrations: dict[dt.date, Calibration | None] = {}
        self._last_row: tuple[Seen | None, str, dict[str, object]] = (None, "", {})
        self._schemes: tuple[object, list[Scheme]] = (None, [])
        self._asked: tuple[Seen, Facts] | None = None
        self._needs: tuple[int | None, Needs | None] = (None, None)
        self._stood_in: tuple[str, Seen] | None = None

    def _forget(self) -> None:
        """What was computed for this process: facts, settings or schemes have changed."""
        self._days.clear()
        self._calibrations.clear()
        self._last_row = (None, "", {})
        self._asked = None

    def close(self) -> None:
        """Give the shop's file back to other processes."""
        self.store.close()

    def __enter__(self) -> Shop:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Shop({str(self.path)!r})"

    @property
    def currency(self) -> str:
        """ISO 4217 code of every amount; `XXX` while it is not stated."""
        return self.settings.currency or UNSTATED

    @property
    def name(self) -> str:
        """The shop's name as reports show it; its folder's name where none is given."""
        return self.settings.name or self.path.resolve().name

    def schemes(self) -> list[Scheme]:
        """The schemes in force, in display order: those that come with Regulars, with the shop's parameters and the need clusters found
        at the last refresh, then its own."""
        own, needs = self._own_files(), self._needs_found()
        state = (repr(self.settings.schemes), tuple((file, file.stat().st_mtime_ns) for file in own), needs and needs.classes)
        if self._schemes[0] != state:
            self._forget()
            self._schemes = state, self._schemes_with(needs)
        return list(self._schemes[1])

    def _schemes_with(self, needs: Needs | None) -> list[Scheme]:
        fitted = {"needs": {"clusters": needs.classes}} if needs else {}
        return with_own(builtin.all_schemes(self.settings.schemes, fitted), self._own_files())

    def _needs_found(self) -> Needs | None:
        """The need clusters of the bars cut last."""
        version = self.store.sql("SELECT max(version) FROM bars")[0][0]
        if self._needs[0] != version:
            found = self.store.sql("SELECT data->'needs' FROM bars WHERE version = ?", [version]) if version else []
            data = json.loads(found[0][0]) if found and found[0][0] else None
            self._needs = version, data and Needs.from_data(data)
        return self._needs[1]

    def scheme(self, id: str) -> Scheme:
        """One scheme; `NotFound` with the nearest ids."""
        return builtin.scheme_named(id, self.schemes())

    def _own_files(self) -> list[Path]:
        files = sorted((self.path / "schemes").glob("*"))
        return [file for file in files if file.suffix in (".yaml", ".yml", ".json", ".toml")]

    # Facts

    def load(
        self,
        *paths: Path | str,
        source: str | None = None,
        mapping: Mapping[str, str] | None = None,
        currency: str | None = None,
        drop_duplicates: bool = False,
        sheet: str | None = None,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Import files as one batch: all of it or nothing. Returns what was read, mapped, guessed and refused, in words and data.

        `mapping` corrects the columns (column to field); it is remembered for files with the same header. The same batch
        twice adds nothing. Raises `InputError` where a file cannot be read or the least that is enough is not in it.
        """
        from regulars import sources
        from regulars.store import intake

        plan = sources.plan(
            [Path(path) for path in paths],
            source=source,
            mapping=mapping,
            remembered=self.settings.mappings,
            currency=currency or self.settings.currency,
            timezone=self.settings.timezone,
            sheet=sheet,
            drop_duplicates=drop_duplicates,
        )
        outcome = intake.load(self.store, plan, now=_now(), quarantine_dir=self.path / "quarantine", progress=progress)
        self._forget()
        changes: dict[str, object] = {"mappings": plan.remembered()} if mapping else {}
        if self.settings.currency is None and outcome.currency and any(file.table in PRICED for file in plan.files):
            changes["currency"] = outcome.currency
        if changes:
            self.settings = chosen.write(self.path, **changes)
        return ImportReport(outcome)

    def imports(self) -> list[Import]:
        """The history: a row per import, the latest first, with what it brought; undone ones stay in it."""
        from regulars.store import history_of_imports as history

        return history.imports(self.store)

    def undo(self, batch: int, *, dry_run: bool = False) -> Undone:
        """Take back an import whole; afterwards the shop is what the other imports make. Returns what was taken away.

        With `dry_run` only say what that would be. Raises `NotFound`, `InputError` where it is undone already."""
        from regulars.store import undoing

        done = undoing.undo(self.store, batch, now=_now(), quarantine_dir=self.path / "quarantine", dry=dry_run)
        if not dry_run:
            self._forget()
            if undoing.currency_was_only_guessed(self.store):
                self.settings = chosen.write(self.path, currency=None)
        return done

    def quarantine(self, batch: int | None = None) -> Table:
        """Refused rows, one row each: batch, file, row, column, value, reason, cells (JSON, column to text) and what became of it."""
        from regulars.store import quarantine

        return Table(quarantine.table(self.store, batch), _now().date(), self.currency)

    def waiting(self, which: Which | None = None) -> list[Held]:
        """Refused rows that wait to be mended, by batch, file, column and reason, with one example each; most first."""
        from regulars.store import quarantine

        return quarantine.summary(self.store, which or Which())

    def export_quarantine(self, path: Path | str, which: Which | None = None, lang: str = "vi") -> int:
        """Write waiting rows as CSV or XLSX, to be corrected and given back to `mend`; how many."""
        from regulars.store import quarantine

        return quarantine.write(Path(path), *quarantine.given_out(self.store, which or Which(), lang))

    def mend(self, how: Mend | Path | str, *, dry_run: bool = False) -> Mended:
        """Mend refused rows by a rule, or by a corrected file that `export_quarantine` wrote, and import them into their orders.

        With `dry_run` only say what would come of it. Raises `NotFound` where no such row waits, `InputError` for a file without ids."""
        from regulars import sources
        from regulars.store import mending

        wanted = how if isinstance(how, Mend) else mending.from_file(self.store, sources.corrected(Path(how)))
        done = mending.mend(self.store, wanted, now=_now(), dry=dry_run)
        if not dry_run:
            self._forget()
        return done

    def last_day(self) -> dt.date:
        """The last day with data; `NotFitted` where no order has been imported yet."""
        found = self.store.sql("SELECT max(ordered_on) FROM orders WHERE replaced_at IS NULL")[0][0]
        if found is None:
            raise NotFitted(
                Words("Tiệm chưa có đơn hàng nào.", "This shop has no orders yet."),
                todo=Words("Nhập một tệp đơn hàng: regulars import TỆP", "Import an orders file: regulars import FILE"),
                code="no_orders",
            )
        return found

    # What is known

    def refresh(self, as_of: dt.date | str | None = None, progress: Progress | None = None) -> RefreshReport:
        """Cut the bars anew, compute and publish every profile and class as of a day; where it fails, the last good numbers stay, and say so."""
        day = self._day(as_of)
        try:
            return self._refresh(day, progress or _silent)
        except FAILING as error:
            failed = refresh_history.note_failure(self.store, day, if_readable(self._state), error, _now())
            self._days = {day: replace(seen, failed=failed) if seen.bars.version else seen for day, seen in self._days.items()}
            raise

    def _refresh(self, day: dt.date, say: Progress) -> RefreshReport:
        started = time.perf_counter()
        with self.store.transaction():
            seen = self._compute(day, say)
            refresh_history.keep_schemes(self.store, seen.schemes)
            report = self._reported(seen, started)
            row = [day, naive(seen.computed_at), self._state(), seen.bars.version, json.dumps(report.to_data())]
            self.store.execute("INSERT INTO refreshes VALUES (?, ?, ?, ?, ?)", row)
        self.store.drop(*profiles.STAGES)
        self._forget()
        self._days[day], self._stood_in = seen, None
        say(Words("Xong", "Done"), 1.0)
        return report

    def _reported(self, seen: Seen, started: float) -> RefreshReport:
        customers, orders = self.store.sql("SELECT count(*), sum(orders) FROM main.profile")[0]
        return RefreshReport(
            as_of=seen.as_of,
            computed_at=seen.computed_at,
            seconds=time.perf_counter() - started,
            customers=customers,
            buyers=seen.bars.buyers,
            orders=int(orders or 0),
            bars_version=seen.bars.version,
            schemes_version=self.schemes_version(),
            window=seen.bars.window,
            base_gap=seen.bars.base_gap,
            too_few=seen.bars.too_few,
            freshness=self._freshness(seen),
        )

    def profile(self, as_of: dt.date | str | None = None) -> Table:
        """One row per customer with every feature as of a day; see the reference of features for units and nulls."""
        seen = self._seen(self._day(as_of))
        return self._table(seen.profile, seen)

    def classify(self, as_of: dt.date | str | None = None, schemes: Sequence[str | Scheme] | None = None) -> Classes:
        """The class of every customer in every scheme, or in those asked for (ids, or schemes of your own), as of a day."""
        seen = self._seen(self._day(as_of))
        stored = {scheme.id: scheme for scheme in seen.schemes}
        wanted = list(seen.schemes) if schemes is None else [stored.get(each, each) if isinstance(each, str) else each for each in schemes]
        wanted = [self.scheme(each) if isinstance(each, str) else each for each in wanted]
        if all(stored.get(scheme.id) == scheme for scheme in wanted):
            table = seen.classes.select("customer_id", *(scheme.id for scheme in wanted))
        else:
            table = self._classified_anew(seen, wanted, stored)
        return Classes(self._table(table, seen), {scheme.id: scheme for scheme in wanted})

    def _classified_anew(self, seen: Seen, wanted: Sequence[Scheme], stored: Mapping[str, Scheme]) -> ir.Table:
        every = {**stored, **{scheme.id: scheme for scheme in wanted}}
        for scheme in wanted:
            refuse_taken(scheme, ())
            scheme.check(list(every.values())).raise_if_bad()
        known = profiles.classified(seen.profile, every.values())
        return known.select("customer_id", *(scheme.id for scheme in wanted))

    def customers(self, rule: str | Rule | None = None, as_of: dt.date | str | None = None) -> Table:
        """One row per customer for whom the rule holds: name, every feature and every class. The rule may ask about classes."""
        seen = self._seen(self._day(as_of))
        people = self.store.table("customers")
        people = people.filter(people.replaced_at.isnull()).select("customer_id", "name", "phone", "email")
        whole = seen.profile.join(seen.classes, "customer_id")
        if rule is not None:
            asked = parse(rule, known_schemes(seen.schemes)) if isinstance(rule, str) else rule
            whole = whole.filter(to_ibis(asked, whole))
        found = whole.left_join(people, "customer_id").drop("customer_id_right")
        return self._table(found.relocate("name", "phone", "email", after="customer_id"), seen)

    def rule(self, rule: str | Rule) -> Rule:
        """A rule from its text, checked against features and schemes of this shop."""
        return parse(rule, known_schemes(self.schemes())) if isinstance(rule, str) else rule

    def because(self, customer_id: str, scheme: str, as_of: dt.date | str | None = None) -> Because:
        """Why a customer is in the class of a scheme, with their own numbers and the bars in force."""
        seen = self._seen(self._day(as_of))
        asked = builtin.scheme_named(scheme, seen.schemes)
        row = self._row(seen, str(customer_id))
        named = self.store.sql("SELECT name FROM customers WHERE customer_id = ? AND replaced_at IS NULL", [str(customer_id)])
        return explaining.because(
            row,
            asked,
            customer_id=str(customer_id),
            name=named[0][0] if named else None,
            as_of=seen.as_of,
            currency=self.currency,
            classes={each.id: each for each in seen.schemes},
            freshness=self._freshness(seen),
        )

    def _row(self, seen: Seen, customer_id: str) -> dict[str, object]:
        """One customer's features and classes; remembered, since many schemes are asked about the same customer."""
        of, about, row = self._last_row
        if of is not seen or about != customer_id:
            row = self._row_of(seen, customer_id)
            self._last_row = seen, customer_id, row
        return row

    def _row_of(self, seen: Seen, customer_id: str) -> dict[str, object]:
        own = seen.profile.filter(seen.profile.customer_id == customer_id)
        rows = own.to_pyarrow().to_pylist()
        if not rows:
            raise self._no_customer(customer_id, seen)
        classes = seen.classes.filter(seen.classes.customer_id == customer_id).to_pyarrow().to_pylist()[0]
        return rows[0] | classes

    def _no_customer(self, customer_id: str, seen: Seen) -> NotFound:
        some = (
            "SELECT customer_id FROM customers WHERE replaced_at IS NULL ORDER BY jaro_winkler_similarity(customer_id, ?) DESC, 1 LIMIT 3"
        )
        close = ", ".join(row[0] for row in self.store.sql(some, [customer_id]))
        day = seen.as_of.isoformat()
        return NotFound(
            Words(
                f"Không có khách nào mã “{customer_id}” tính đến {day}.", f"There is no customer with the id “{customer_id}” as of {day}."
            ),
            seen=customer_id,
            todo=Words(f"Mã gần giống: {close or '–'}.", f"Ids most like it: {close or '–'}."),
        )

    def calibration(self, as_of: dt.date | str | None = None) -> Calibration | None:
        """`return_chance` with the last window hidden: predicted against seen; null where the history is too short for it."""
        seen = self._seen(self._day(as_of))
        start, window = seen.bars.history_start, seen.bars.window
        if start is None or (seen.as_of - start).days < window:
            return None
        if seen.as_of not in self._calibrations:
            self._calibrations[seen.as_of] = profiles.calibrate(seen.days, seen.as_of, window, self._hidden_chances)
        return self._calibrations[seen.as_of]

    def _hidden_chances(self, fitted: Rhythm) -> ir.Table:
        return self.store.keep("hidden_chances", CHANCES, _chances(fitted, 0))

    def versions(self) -> dict[str, object]:
        """Versions in force: of the bars, of the models (none fitted yet), of the schemes (null where the shop's own cannot be read)."""
        found = self.store.sql("SELECT bars_version FROM refreshes ORDER BY computed_at DESC LIMIT 1")
        return {"bars": found[0][0] if found else None, "models": None, "schemes": if_readable(self.schemes_version)}

    def schemes_version(self) -> str:
        """A fingerprint of every scheme in force: the same rules and parameters give the same version."""
        return refresh_history.fingerprint(self.schemes())

    def freshness(self, as_of: dt.date | str | None = None) -> Freshness:
        """How fresh the numbers of a day are: computed when, from which imports, with which versions, and what failed since."""
        return self._freshness(self._seen(self._day(as_of)))

    # Showing it

    def insight(self, question: str, as_of: dt.date | str | None = None, **options: object) -> Insight:
        """The answer to a question of the report by its name (`regulars insight` lists them): a tidy table and a sentence.

        Options are the question's own, as `scheme="price"` of `classes`. Raises `NotFound` and `InputError` with what there is.
        """
        from regulars.insight.questions import ask

        seen = self._seen(self._day(as_of))
        return replace(ask(question, self._facts(seen), options), freshness=self._freshness(seen))

    def _facts(self, seen: Seen) -> Facts:
        """What every question is asked of; kept until another day is asked about, since questions share what they compute."""
        from regulars.insight.facts import Facts
        from regulars.insight.market import Market

        if self._asked is None or self._asked[0] is not seen:
            tables = self.store.tables()
            facts = Facts(seen.as_of, self.currency, seen.profile, seen.classes, seen.orders, seen.days, tables, seen.schemes, seen.bars)
            market = Market(self.settings.market.people, self.settings.market.reachable)
            ways = {"calibrate": lambda: self.calibration(seen.as_of), "keep": self.store.materialise}
            self._asked = seen, replace(facts, category_level=self.settings.category_level, market=market, **ways)
        return self._asked[1]

    def report(
        self, path: Path | str | None = None, as_of: dt.date | str | None = None, lang: str = "vi", format: str | None = None
    ) -> Path:
        """Write the report, in `reports/` unless a path is given; returns the path. The file appears only when it is whole.

        `format`: html (one file that needs nothing else), pdf (printed by an installed Chromium, `NotFound` without one), xlsx, md or json;
        left out, that of the path's suffix, else html.
        """
        from regulars import report

        form, seen = report.format_of(path, format), self._seen(self._day(as_of))
        target = path or self.path / "reports" / f"{seen.as_of.isoformat()}-{lang}.{form}"
        fresh = self._freshness(seen)
        versions = {name: str(version) for name, version in fresh.versions().items() if version is not None}
        named = self.store.sql("SELECT DISTINCT source FROM orders WHERE source IS NOT NULL ORDER BY 1 LIMIT 9")
        sources, computed_at = tuple(row[0] for row in named), seen.computed_at.astimezone(self.settings.zone)
        return report.write(report.Subject(self.name, self._facts(seen), computed_at, sources, versions, fresh), target, lang, form)

    # How it is computed

    def _day(self, as_of: dt.date | str | None) -> dt.date:
        last = self.last_day()
        if as_of is None:
            return last
        if isinstance(as_of, dt.datetime):
            return as_of.date()
        if isinstance(as_of, dt.date):
            return as_of
        try:
            return dt.date.fromisoformat(as_of)
        except ValueError as error:
            raise InputError(
                Words("Ngày phải viết dạng năm-tháng-ngày.", "A day is written year-month-day."),
                seen=str(as_of),
                todo=Words(f"Ví dụ: {last.isoformat()}", f"For example: {last.isoformat()}"),
                code="date",
            ) from error

    def _seen(self, day: dt.date) -> Seen:
        try:
            return self._current(day)
        except FAILING as error:
            return self._last_good(day, error)

    def _current(self, day: dt.date) -> Seen:
        self.schemes()  # forgets what was said by rules that have changed since
        if day in self._days:
            return self._days[day]
        published = self._published(day)
        if published is None and day == self.last_day():
            self._refresh(day, _silent)
            return self._days[day]
        self._days[day] = published or self._look_back(day)
        return self._days[day]

    def _last_good(self, day: dt.date, error: Exception) -> Seen:
        """What the last refresh left, while newer numbers cannot be computed; raises the error where it left nothing for this question."""
        last = refresh_history.published(self.store)
        if last is None or not last.schemes or day not in (last.as_of, self.last_day()):
            raise error
        if self._stood_in is None or self._stood_in[0] != str(error):
            failed = refresh_history.note_failure(self.store, day, if_readable(self._state), error, _now())
            self._stood_in = str(error), replace(self._left_by(last), failed=failed, changed_since=True)
        self._days[day] = self._days[last.as_of] = self._stood_in[1]
        return self._stood_in[1]

    def _table(self, table: ir.Table, seen: Seen) -> Table:
        return Table(table, seen.as_of, self.currency, self._freshness(seen))

    def _freshness(self, seen: Seen) -> Freshness:
        """What is said of these numbers wherever they are shown."""
        return refresh_history.freshness(self.store, seen, self.settings.zone)

    def _state(self) -> str:
        """A fingerprint of everything the published results depend on: facts, settings, schemes."""
        facts = self.store.state(*TABLES)
        chosen_here = self.settings.model_dump(exclude=NOT_RESULTS)
        text = repr((release("regulars"), tuple(FEATURES), facts, chosen_here, self.schemes_version()))
        return hashlib.sha256(text.encode()).hexdigest()

    def _published(self, day: dt.date) -> Seen | None:
        """What the last refresh left, where nothing it depends on has changed since."""
        last = refresh_history.published(self.store)
        if last is None or last.as_of != day or last.state != self._state():
            return None
        failed, self._stood_in = refresh_history.last_failure(self.store, last.state), None
        return replace(self._left_by(last), schemes=tuple(self.schemes()), failed=failed)

    def _left_by(self, last: refresh_history.Publication) -> Seen:
        read, classes, orders, days = (self.store.table(name) for name in (AS_READ, "classes", *KEPT_BASES))
        return Seen(last.as_of, last.bars, read, classes, orders, days, last.computed_at, last.schemes)

    def _choices(self, day: dt.date) -> Choices:
        offset = dt.datetime.combine(day, dt.time(12), self.settings.zone).utcoffset() or dt.timedelta(0)
        portrait = self.rule(self.settings.portrait) if self.settings.portrait else None
        return Choices(self.settings.category_level, self.settings.served_provinces, portrait, offset)

    def _compute(self, day: dt.date, progress: Progress) -> Seen:
        tables = self.store.tables()
        progress(Words("Đang gom đơn theo khách", "Gathering orders by customer"), 0.0)
        held = profiles.holdings(tables)
        staged = profiles.bases(tables, day, self._keep, held, self._choices(day), self.store.median)
        progress(Words("Đang đo nhịp mua và cắt ngưỡng", "Measuring rhythms and cutting the bars"), 0.5)
        version = self.store.sql("SELECT coalesce(max(version), 0) + 1 FROM bars")[0][0]
        bars = profiles.fit(staged, day, version, self._needs_found())
        progress(Words("Đang lập hồ sơ và xếp nhóm", "Writing profiles and classes"), 0.7)
        return self._write(day, bars, tables, staged, held)

    def _keep(self, name: str, expression: ir.Table) -> ir.Table:
        """The bases that answers read later go into the file; the other stages are for this refresh only."""
        return self.store.publish(name, expression) if name in KEPT_BASES else self.store.materialise(name, expression)

    def _write(self, day: dt.date, bars: Bars, tables: Mapping[str, ir.Table], staged: profiles.Bases, held: Holdings) -> Seen:
        now = _now()
        fitted = [bars.version, day, naive(now), json.dumps(bars.to_data())]
        self.store.execute("INSERT INTO bars VALUES (?, ?, ?, ?)", fitted)
        self.store.insert("return_chances", CHANCES, _chances(bars.rhythm, bars.version))
        profile = self.store.publish("profile", profiles.profile(tables, staged, bars, day, held, self._choices(day)))
        chances = self.store.table("return_chances")
        chances = chances.filter(chances.version == bars.version)
        read = self.store.publish_view(AS_READ, profiles.read(profile, bars, chances, day, self._choices(day).portrait))
        schemes = self._schemes_with(bars.needs)
        classes = self.store.publish("classes", profiles.classified(read, schemes))
        return Seen(day, bars, read, classes, staged.orders, staged.days, now, tuple(schemes))

    def _look_back(self, day: dt.date) -> Seen:
        """Another day than the published one: computed for this process only, from what was known by then."""
        tables, mark = self.store.tables(), day.strftime("_%Y%m%d")
        held = profiles.holdings(tables)
        keep = self.store.materialise
        choices, median = self._choices(day), self.store.median
        staged = profiles.bases(tables, day, lambda name, table: keep(name + mark, table), held, choices, median)
        bars = profiles.fit(staged, day, 0, self._needs_found())
        schemes = self._schemes_with(bars.needs)
        chances = self.store.keep("return_chances" + mark, CHANCES, _chances(bars.rhythm, 0))
        stored = keep("profile" + mark, profiles.profile(tables, staged, bars, day, held, self._choices(day)))
        read = self.store.view(AS_READ + mark, profiles.read(stored, bars, chances, day, self._choices(day).portrait))
        classes = keep("classes" + mark, profiles.classified(read, schemes))
        return Seen(day, bars, read, classes, staged.orders, staged.days, _now(), tuple(schemes))


def open(path: Path | str, *, create: bool = True) -> Shop:
    """Open the shop in a folder, made where there is none unless `create` is false (`NotFound` then)."""
    return Shop(path, create=create)


def _chances(fitted: Rhythm, version: int) -> list[dict[str, float]]:
    return [{"version": version, **row} for row in fitted.rows()]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _silent(_: Words, __: float | None) -> None:
    return None
