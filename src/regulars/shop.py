"""A shop: the one deep object that joins facts, features, schemes and answers."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from importlib.metadata import version as release
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from regulars import profile as profiles
from regulars import refreshing
from regulars import schemes as builtin
from regulars import settings as chosen
from regulars.answers import Classes, Recut, RefreshReport, Table
from regulars.arithmetic import asked_day
from regulars.errors import NotFitted
from regulars.freshness import Freshness
from regulars.history.spells import History
from regulars.insight.because import Because
from regulars.intake.mending import Mend, Mended, Which
from regulars.intake.report import ImportReport
from regulars.intake.undone import Undone
from regulars.models.backtest import Backtest
from regulars.models.calibration import Calibration
from regulars.models.needs import Needs
from regulars.profile import Choices
from regulars.refreshing import Days, Given, Life, Lives, Published, Replay, Seen, Trust
from regulars.refreshing.days import moment
from regulars.refreshing.given import Progress
from regulars.rules import Rule, parse, to_ibis
from regulars.scheme import Scheme, known_schemes
from regulars.schemes.own import refuse_taken, with_own
from regulars.store import cluster, refresh_history
from regulars.store.duckdb import Store
from regulars.store.failing import if_readable
from regulars.tables import TABLES
from regulars.vocabulary import FEATURES
from regulars.words import UNSTATED, Words

if TYPE_CHECKING:
    from regulars.insight.facts import Facts
    from regulars.insight.rule_change import RuleChange
    from regulars.insight.value import Insight
    from regulars.models.scoreboard import Scoreboard
    from regulars.schemes.proposed import Proposal
    from regulars.store.engine import Engine
    from regulars.store.history_of_imports import Import
    from regulars.store.quarantine import Held

ANALYTICS = "analytics.duckdb"
FEW_DAYS = 8  # told days: with more, there is movement to speak of without a replay
SOON = 1_000_000  # lines: a shop of no more replays its months without being asked
PRICED = ("orders", "products", "costs")  # files with amounts, which settle the shop's currency


class Shop:
    """A shop in a folder. Opened with `regulars.open`; close it, or use it in a `with`, since its file belongs to one process."""

    def __init__(self, path: Path | str, *, create: bool = True, read_only: bool = False) -> None:
        self.path = Path(path)
        if not (self.path / chosen.FILE).exists():
            if not create:
                raise chosen.no_shop(self.path)
            self.path.mkdir(parents=True, exist_ok=True)
            chosen.write(self.path, name=self.path.resolve().name)
        self.settings = chosen.read(self.path)
        self.patient = True  # a question about movement may replay the months before, where nobody has yet
        limits = {"memory_limit": self.settings.memory_limit, "threads": self.settings.threads}
        self.home = self.path.resolve().parents[1] if read_only else self.path  # an edition stands in its shop's folder
        self.store = Store(self.path / ANALYTICS, read_only=read_only, **limits)
        if not read_only:
            refreshing.prepare(self.store)
            self.store.create(refresh_history.TABLES | cluster.LEDGER)
            if self.settings.engine == "duckdb":
                cluster.settle(self.store)
            else:
                cluster.follow(self.store, self.settings.warehouse, self.path)
        self._days = Days(lambda: self._given, self._engine, self.state, self.schemes, self.last_day, self._forget)
        self._trust = Trust()
        self._lives = Lives()
        self._schemes: tuple[object, list[Scheme]] = (None, [])
        self._asked: tuple[Seen, Facts] | None = None
        self._fresh: tuple[Seen, Freshness] | None = None

    def _forget(self) -> None:
        """What was computed for this process: facts, settings or schemes have changed."""
        self._days.clear()
        self._trust, self._lives = Trust(), Lives()
        self._asked = self._fresh = None

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
        if self.store.read_only and self._schemes[0] is not None:  # an edition stays as it was opened, even when its folder is gone
            return list(self._schemes[1])
        own, needs = self._own_files(), refreshing.latest_needs(self.store)
        state = repr(self.settings.schemes), tuple((file, file.stat().st_mtime_ns) for file in own), needs and needs.classes
        if self._schemes[0] != state:
            self._forget()
            self._schemes = state, self._schemes_with(needs)
        return list(self._schemes[1])

    def _schemes_with(self, needs: Needs | None) -> list[Scheme]:
        fitted = {"needs": {"clusters": needs.classes}} if needs else {}
        return with_own(builtin.all_schemes(self.settings.schemes, fitted), self._own_files())

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

        In a shop with a cluster, `paths` may be addresses that it reads. `mapping` corrects the columns (column to field); it is remembered for files
        with the same header. The same batch twice adds nothing. Raises `InputError` where a file cannot be read or the least that is enough is not in it.
        """
        from regulars import sources
        from regulars.store import intake

        with self.brought(paths, progress) as files:
            plan = sources.plan(
                files,
                source=source,
                mapping=mapping,
                remembered=self.settings.mappings,
                currency=currency or self.settings.currency,
                timezone=self.settings.timezone,
                sheet=sheet,
                drop_duplicates=drop_duplicates,
                addresses=files,
            )
            outcome = intake.load(self.store, plan, now=moment(), quarantine_dir=self.path / "quarantine", progress=progress)
        self._forget()
        changes: dict[str, object] = {"mappings": plan.remembered()} if mapping else {}
        if self.settings.currency is None and outcome.currency and any(file.table in PRICED for file in plan.files):
            changes["currency"] = outcome.currency
        if changes:
            self.settings = chosen.write(self.path, **changes)
        return ImportReport(outcome)

    def brought(
        self, paths: Sequence[Path | str], progress: Progress | None = None
    ) -> AbstractContextManager[dict[str | Path, str | None]]:
        """The files of an import, those that the cluster reads brought to this machine; each with the address it came from, null where it lies here."""
        from regulars import sources
        from regulars.store import bringing

        return bringing.brought(self.store, paths, self.settings, self.path, sources.looked, progress or _silent)

    def imports(self) -> list[Import]:
        """The history: a row per import, the latest first, with what it brought; undone ones stay in it."""
        from regulars.store import history_of_imports as history

        return history.imports(self.store)

    def undo(self, batch: int, *, dry_run: bool = False) -> Undone:
        """Take back an import whole; afterwards the shop is what the other imports make. Returns what was taken away.

        With `dry_run` only say what that would be. Raises `NotFound`, `InputError` where it is undone already."""
        from regulars.store import undoing

        done = undoing.undo(self.store, batch, now=moment(), quarantine_dir=self.path / "quarantine", dry=dry_run)
        if not dry_run:
            self._forget()
            if undoing.currency_was_only_guessed(self.store):
                self.settings = chosen.write(self.path, currency=None)
        return done

    def quarantine(self, batch: int | None = None) -> Table:
        """Refused rows, one row each: batch, file, row, column, value, reason, cells (JSON, column to text) and what became of it."""
        from regulars.store import quarantine

        return Table(quarantine.table(self.store, batch), moment().date(), self.currency)

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
        done = mending.mend(self.store, wanted, now=moment(), dry=dry_run)
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

    def refresh(self, as_of: dt.date | str | None = None, progress: Progress | None = None, *, recut: bool | None = None) -> RefreshReport:
        """Bring profiles, classes and the change log to a day, in one step: only what the days and new facts change, where that can be told.

        `recut`: cut the bars anew, or keep them; left out, as the shop chose (`recut` in shop.toml: monthly). Twice on a day changes nothing. A day
        before the published one is only looked back at. Where it fails, the last good numbers stay, and say so.
        """
        started = time.perf_counter()
        done = self._days.refresh(self._day(as_of), progress or _silent, recut)
        if done.kind == "nothing" and self.settings.engine != "duckdb":
            cluster.bring(self.store, self._days.computing, progress or _silent)
        return self._reported(done, time.perf_counter() - started)

    def _reported(self, done: Published, seconds: float) -> RefreshReport:
        seen = done.seen
        counted = seen.profile.aggregate(customers=seen.profile.count(), orders=seen.profile.orders.sum()).to_pyarrow().to_pylist()[0]
        return RefreshReport(
            as_of=seen.as_of,
            computed_at=seen.computed_at,
            seconds=seconds,
            customers=counted["customers"],
            buyers=seen.bars.buyers,
            orders=int(counted["orders"] or 0),
            bars_version=seen.bars.version,
            schemes_version=refresh_history.fingerprint(seen.schemes),
            window=seen.bars.window,
            base_gap=seen.bars.base_gap,
            too_few=seen.bars.too_few,
            kind=done.kind,
            touched=done.touched,
            moved=dict(done.moved),
            recut=done.recut,
            freshness=self._freshness(seen),
        )

    def profile(self, as_of: dt.date | str | None = None, *, recorded: dt.datetime | None = None) -> Table:
        """One row per customer with every feature as of a day; see the reference of features for units and nulls.

        As known now, or at a moment where `recorded` gives one (with its time zone; UTC without).
        """
        seen = self._seen(self._day(as_of), recorded)
        return self._table(seen.profile, seen)

    def classify(
        self,
        as_of: dt.date | str | None = None,
        schemes: Sequence[str | Scheme] | None = None,
        *,
        recorded: dt.datetime | None = None,
    ) -> Classes:
        """The class of every customer in every scheme, or in those asked for (ids, or schemes of your own), as of a day; `recorded`: as known then."""
        seen = self._seen(self._day(as_of), recorded)
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
            whole = whole.filter(to_ibis(parse(rule, known_schemes(seen.schemes)) if isinstance(rule, str) else rule, whole))
        found = whole.left_join(people, "customer_id").drop("customer_id_right")
        return self._table(found.relocate("name", "phone", "email", after="customer_id"), seen)

    def preview(self, scheme: Proposal | Sequence[Proposal], as_of: dt.date | str | None = None, **parameters: object) -> RuleChange:
        """What saving a changed or new scheme would do, as of a day: who enters and leaves each class, and what depends on it. Nothing is saved.

        `scheme`: a `Scheme`, a file, several of them, or the id of a scheme that comes with Regulars with its `parameters`
        (`shop.preview("ladder", key_from=85)`). Raises `RuleError` where it could not be used.
        """
        from regulars.insight.trying import tried
        from regulars.schemes.proposed import proposed

        seen = self._seen(self._day(as_of))
        fitted = {"needs": {"clusters": seen.bars.needs.classes}} if seen.bars.needs else {}
        wanted = proposed(scheme, parameters, seen.schemes, self.settings.schemes, fitted)
        people = self.store.table("customers").filter(ibis._.replaced_at.isnull())
        told = {"as_of": seen.as_of, "currency": self.currency, "people": people, "keep": self.store.materialise}
        return tried(seen.profile, seen.classes, seen.schemes, wanted, **told)

    def rule(self, rule: str | Rule) -> Rule:
        """A rule from its text, checked against features and schemes of this shop."""
        return parse(rule, known_schemes(self.schemes())) if isinstance(rule, str) else rule

    def because(self, customer_id: str, scheme: str, as_of: dt.date | str | None = None) -> Because:
        """Why a customer is in the class of a scheme, with their own numbers and the bars in force; since when, and what comes next."""
        life = self._life(customer_id, as_of)
        return life.because(builtin.scheme_named(scheme, life.seen.schemes), self._freshness(life.seen))

    def reasons(self, customer_id: str, as_of: dt.date | str | None = None) -> dict[str, Because]:
        """`because` of every scheme by its id, in display order. Cheap: since when, how sure and what comes next are worked out once they are asked for."""
        life = self._life(customer_id, as_of)
        return {scheme.id: life.because(scheme, self._freshness(life.seen)) for scheme in life.seen.schemes}

    def _life(self, customer_id: str, as_of: dt.date | str | None) -> Life:
        last = self.last_day()
        day, seen = asked_day(as_of, last), self._seen(last)  # what comes next is tried on the documents in the file
        return self._lives.of(self._given, seen if day == last else self._seen(day), str(customer_id), self.currency)

    def calibration(self, as_of: dt.date | str | None = None) -> Calibration | None:
        """`return_chance` with the last window hidden: predicted against seen; null where the history is too short for it."""
        seen = self._seen(self._day(as_of))  # may forget what was trusted
        return self._trust.calibration(self._given, seen)

    def backtest(self, as_of: dt.date | str | None = None, progress: Progress | None = None) -> Backtest:
        """The outlook put to the test on the shop's own past: foreseen against seen in total, by decile and class, its chances, and who stayed away."""
        seen = self._seen(self._day(as_of))  # may forget what was trusted
        return self._trust.backtest(self._given, seen, self.state, progress or _silent)

    def confidence(self, as_of: dt.date | str | None = None, progress: Progress | None = None) -> Table:
        """How sure classes are: customer_id, and per scheme the share (0–1) of draws of the customer that fall into their class again, 1 for a class of
        fact (never bought, bought once). Raises `NotFitted` where no outlook is fitted."""
        seen = self._seen(self._day(as_of))
        return self._table(refreshing.sure_of(self._given, seen, progress or _silent), seen)

    def scoreboard(self, as_of: dt.date | str | None = None, progress: Progress | None = None) -> Scoreboard | None:
        """How much each scheme said on past days about what followed; kept in the file until facts or rules change. Null while newer numbers fail."""
        seen = self._seen(self._day(as_of))
        return refreshing.scoreboard_of(self._given, seen, self.state, progress or _silent, patient=True)

    def versions(self) -> dict[str, object]:
        """Versions in force: of the bars, of the models (null: none fitted), of the schemes (null where the shop's own cannot be read)."""
        bars = refreshing.latest_bars(self.store)
        own = {"bars": bars.version, "models": bars.models_version} if bars else {"bars": None, "models": None}
        return {**own, "schemes": if_readable(self.schemes_version)}

    def schemes_version(self) -> str:
        """A fingerprint of every scheme in force: the same rules and parameters give the same version."""
        return refresh_history.fingerprint(self.schemes())

    def freshness(self, as_of: dt.date | str | None = None) -> Freshness:
        """How fresh the numbers of a day are: computed when, from which imports, with which versions, and what failed since."""
        return self._freshness(self._seen(self._day(as_of)))

    # Over time

    def recut(self, *, dry_run: bool = False) -> Recut:
        """Cut the bars anew as of the last day, a step of its own: who moves only because a bar, or a model, did.

        With `dry_run` only say what that would be. Bars are also cut at the first refresh of a month, unless `recut = "never"` in shop.toml.
        """
        day, now = self.last_day(), moment()
        self.refresh(day, recut=False)
        with self._days.computing(keep=not dry_run) as given:
            done = refreshing.refresh(given, day, now, self.state, _silent, recut=True)
            moves = refreshing.moves_of(given.store, now)
        self._forget()
        if not dry_run:
            self._days.keep(done)
        return Recut(day, dry_run, done.moved, moves, {scheme.id: scheme for scheme in done.seen.schemes})

    def choose(self, **settings: object) -> None:
        """Change settings of shop.toml; the rest of the file stays as it is. Raises `InputError` for a value that cannot be."""
        self.settings = chosen.write(self.path, **settings)

    def replay(self, months: int = 13, progress: Progress | None = None, *, weeks: int = 0) -> Replay:
        """Tell the month ends before the shop was first computed, and the ends of so many weeks before that day, with the causes of every move; kept in
        the file.

        Bars are cut at each month's end from what was known by then. What was replayed before gives way.
        """
        self.refresh()
        say = progress or _silent
        words = Words("Đang xếp lại các tháng trước", "Sorting the months before again")
        with self.store.scratch(), self.store.transaction():
            done = refreshing.replay(self._given, moment(), months=months, weeks=weeks, tell=lambda share: say(words, share))
        self._asked = None  # what was asked of the history before
        return done

    def look_ahead(self) -> None:
        """Keep in the file whose class will be another in 7 and in 30 days if nobody does anything (`regulars.refreshing.COMING`)."""
        self.refresh()
        refreshing.keep_coming(self._given, self.last_day(), self.state(), tuple(self.schemes()))

    def memberships(self, customer_id: str | None = None, scheme: str | None = None) -> Table:
        """The change log as stays: customer_id, scheme, class, before, valid_from, valid_to (exclusive; null while it lasts), cause, steps.

        Of everybody, or of one customer, one scheme. Months that were replayed are in it.
        """
        self.refresh()
        table = refreshing.told(self.store).spells
        if customer_id is not None:
            table = table.filter(table.customer_id == customer_id)
        if scheme is not None:
            table = table.filter(table.scheme == self.scheme(scheme).id)
        return self._table(table, self._seen(self.last_day()))

    def compare(self, start: dt.date | str, end: dt.date | str | None = None, scheme: str = "lifecycle") -> Table:
        """Who was where on two days, each as `classify` says of it: customer_id, before, after; null for who was not known on a day."""
        first, last, id = self._seen(self._day(start)), self._seen(self._day(end)), self.scheme(scheme).id
        old = first.classes.select(old_id="customer_id", before=first.classes[id])
        both = old.outer_join(last.classes.select("customer_id", after=last.classes[id]), [("old_id", "customer_id")])
        found = both.select(customer_id=both.customer_id.fill_null(both.old_id), before=both.before, after=both.after)
        return self._table(found, last)

    def _history(self, day: dt.date) -> History:
        """The classes over time up to a day: the months before are replayed first, where the shop is small enough to wait for that."""
        months = self.settings.replay_months
        lines, days = self.store.sql("SELECT (SELECT count(*) FROM order_lines), (SELECT count(DISTINCT as_of) FROM refreshes)")[0]
        patient = self.patient and not self.store.read_only
        if patient and months and lines <= SOON and days < FEW_DAYS and not refreshing.replayed_days(self.store):
            self.replay(months)
        return refreshing.told(self.store, day)

    # Showing it

    def insight(self, question: str, as_of: dt.date | str | None = None, **options: object) -> Insight:
        """The answer to a question of the report by its name (`regulars insight` lists them): a tidy table and a sentence.

        Options are the question's own, as `scheme="price"` of `classes`. Raises `NotFound` and `InputError` with what there is.
        """
        from regulars.insight.questions import ask

        seen = self._seen(self._day(as_of))
        return replace(ask(question, self._facts(seen), options), freshness=self._freshness(seen))

    def demand(self, by: str | None = None, weeks: int = 8, as_of: dt.date | str | None = None, *, past: int = 4) -> Insight:
        """Expected orders and revenue of the next weeks: of the shop, or `by` "category" or the id of a scheme; after the `past` last weeks. Needs the
        extra `ml`, `InputError` without it."""
        return self.insight("demand", as_of, by=by, weeks=weeks, past=past)

    def _facts(self, seen: Seen) -> Facts:
        """What every question is asked of; kept until another day is asked about, since questions share what they compute."""
        from regulars.insight.facts import Facts
        from regulars.insight.market import Market

        if self._asked is None or self._asked[0] is not seen:
            tables = self.store.tables()
            facts = Facts(seen.as_of, self.currency, seen.profile, seen.classes, seen.orders, seen.days, tables, seen.schemes, seen.bars)
            market = Market(self.settings.market.people, self.settings.market.reachable)
            ways = {
                "remembered": self._remembered,
                "calibrate": lambda: self.calibration(seen.as_of),
                "hindsight": lambda: self.backtest(seen.as_of),
                "keep": self.store.materialise,
                "tell": lambda: self._history(seen.as_of),
                "draw": lambda: refreshing.confidence(self._given, seen, _silent),
                "score": lambda: refreshing.scoreboard_of(self._given, seen, self.state, _silent, patient=False),
            }
            self._asked = seen, replace(facts, category_level=self.settings.category_level, market=market, **ways)
        return self._asked[1]

    def _remembered(self, figure: str, day: dt.date) -> float | None:
        """A figure as it was told on a day; looked back at, where the shop is small enough to wait for that."""
        kept = refresh_history.figure_on(self.store, figure, day)
        lines = self.store.sql("SELECT count(*) FROM order_lines")[0][0]
        if kept is not None or figure != "at_risk" or lines > SOON or self.store.read_only or not self.patient:
            return kept
        from regulars.insight.leaving import leaving

        seen = self._seen(day)
        found = leaving(seen.profile, seen.classes).at_risk
        refresh_history.keep_figures(self.store, day, {figure: found})
        return found

    def report(
        self, path: Path | str | None = None, as_of: dt.date | str | None = None, lang: str = "vi", format: str | None = None
    ) -> Path:
        """Write the report, in `reports/` unless a path is given; returns the path. The file appears only when it is whole.

        `format`: html (one file that needs nothing else), pdf (printed by an installed Chromium, `NotFound` without one), xlsx, md or json;
        left out, that of the path's suffix, else html.
        """
        from regulars import report

        form, seen = report.format_of(path, format), self._seen(self._day(as_of))
        target = path or self.home / "reports" / f"{seen.as_of.isoformat()}-{lang}.{form}"
        fresh = self._freshness(seen)
        versions = {name: str(version) for name, version in fresh.versions().items() if version is not None}
        named = self.store.sql("SELECT DISTINCT source FROM orders WHERE source IS NOT NULL ORDER BY 1 LIMIT 9")
        sources, computed_at = tuple(row[0] for row in named), seen.computed_at.astimezone(self.settings.zone)
        facts = self._facts(seen).tried(self.settings.try_on_past)
        return report.write(report.Subject(self.name, facts, computed_at, sources, versions, fresh), target, lang, form)

    # How it is computed

    def _day(self, as_of: dt.date | str | None) -> dt.date:
        return asked_day(as_of, self.last_day())

    @property
    def _given(self) -> Given[Store]:
        """What a refresh is given."""
        return Given(self.store, self._choices, self._schemes_with, self.settings.zone, self.settings.recut)

    def _engine(self) -> AbstractContextManager[Engine]:
        """What a refresh is computed by."""
        chosen_here = self.settings
        if chosen_here.engine == "duckdb":
            return nullcontext(self.store)
        return cluster.engine(self.store, chosen_here.master, chosen_here.warehouse, chosen_here.spark, self.path)

    def seen(self, as_of: dt.date | str | None = None) -> Seen:
        """Everything computed for a day: the tables of the engine behind every answer, and the bars and schemes they were made with."""
        return self._seen(self._day(as_of))

    def _seen(self, day: dt.date, recorded: dt.datetime | None = None) -> Seen:
        return self._days.seen(day, recorded)

    def _table(self, table: ir.Table, seen: Seen) -> Table:
        return Table(table, seen.as_of, self.currency, self._freshness(seen))

    def _freshness(self, seen: Seen) -> Freshness:
        """What is said of these numbers wherever they are shown."""
        if self._fresh is None or self._fresh[0] is not seen:
            self._fresh = seen, refresh_history.freshness(self.store, seen, self.settings.zone)
        return self._fresh[1]

    def state(self) -> str:
        """A fingerprint of everything the published results depend on: facts, settings, schemes."""
        facts = self.store.state(*TABLES)
        chosen_here = self.settings.model_dump(exclude=chosen.NOT_RESULTS)
        text = repr((release("regulars"), tuple(FEATURES), facts, chosen_here, self.schemes_version()))
        return hashlib.sha256(text.encode()).hexdigest()

    def _choices(self, day: dt.date) -> Choices:
        offset = dt.datetime.combine(day, dt.time(12), self.settings.zone).utcoffset() or dt.timedelta(0)
        portrait = self.rule(self.settings.portrait) if self.settings.portrait else None
        return Choices(self.settings.category_level, self.settings.served_provinces, portrait, offset)


def open(path: Path | str, *, create: bool = True) -> Shop:
    """Open the shop in a folder, made where there is none unless `create` is false (`NotFound` then)."""
    return Shop(path, create=create)


def _silent(_: Words, __: float | None) -> None:
    return None
