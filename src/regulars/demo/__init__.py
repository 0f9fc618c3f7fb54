"""The demo shop: years of a believable Vietnamese shop of any size and trade, as the files a till exports, and the truth about its customers.

The people are not what our models assume. Some come when what they bought runs out, some by habit (Weibull), some on a whim
(log-logistic), some for Tết and other days of gifts, some for sales only; students are away in summer and gone when they graduate;
offices order every week or two; plans run by themselves until they are paused or cancelled. They leave because they tried it once,
because something went wrong, because they moved, because a rival opened or prices rose, or by and by. `truth/truth.csv` says which, for
every customer.

Names are put together from common parts; e-mail addresses end in example.com, where nothing reaches a stranger. Phone numbers have real
forms and may belong to someone: never send to them.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from regulars.demo import people
from regulars.demo.almanac import Almanac, calendar
from regulars.demo.baskets import block, shelf
from regulars.demo.further import FILES, Further
from regulars.demo.ledger import PRODUCT_HEADERS, Ledger, Sheet, invoices, products
from regulars.demo.lives import arrivals, newcomers
from regulars.demo.trade import Branch, Trade
from regulars.demo.trades import TRADES, trade_named
from regulars.demo.traits import bought, traits
from regulars.demo.visits import visits_of
from regulars.errors import InputError
from regulars.words import LANGUAGES, Words, day, money, number

__all__ = ["ENDS", "TRADES", "DemoFiles", "make"]

ENDS = dt.date(2026, 11, 20)

# Customers are made in blocks of this size, each from a seed of its own: memory stays bounded, and the bytes depend on the arguments alone.
BLOCK = 20_000
# Above so many customers, one file of invoices per year.
ONE_FILE = 50_000
# Up to so many customers, the further files too.
FURTHER_UP_TO = 100_000
MAKING = 0.6


@dataclass(frozen=True)
class DemoFiles:
    """The files of a demo shop, and what is in them.

    `counts`: customers, products, orders, returns, cancelled, lines (all of them), unknown_lines (without a customer), bad_rows (spoilt on
    purpose), revenue (đồng; net of discounts and returns, cancelled orders left out, spoilt rows as they were before); and where they were
    made the rows of the `further` files: visits, contacts, answers, referrals, consents.
    """

    folder: Path
    customers: Path
    products: Path
    invoices: tuple[Path, ...]
    truth: Path
    counts: Mapping[str, int]
    further: tuple[Path, ...]
    shop: Words
    branches: tuple[Branch, ...]
    serves: tuple[str, ...]
    starts: dt.date
    ends: dt.date

    @property
    def importable(self) -> tuple[Path, ...]:
        """The files to import, the truth left out."""
        return (self.customers, self.products, *self.invoices, *self.further)

    @property
    def summary(self) -> Words:
        """What was made, in one sentence."""
        sentence = Words(
            "{shop}: {customers} khách, {orders} đơn với {lines} dòng hàng từ {starts} đến {ends}, doanh thu {revenue}.",
            "{shop}: {customers} customers, {orders} orders with {lines} lines from {starts} to {ends}, {revenue} of revenue.",
        )
        return Words(*(sentence.of(lang, **self._said(lang)) for lang in LANGUAGES))

    def _said(self, lang: str) -> dict[str, str]:
        texts = {name: number(self.counts[name], lang) for name in ("customers", "orders", "lines")}
        texts |= {"starts": day(self.starts, lang), "ends": day(self.ends, lang), "shop": self.shop.of(lang)}
        return texts | {"revenue": money(self.counts["revenue"], "VND", lang)}


@dataclass(frozen=True)
class _Plan:
    """What is to be made, and where."""

    folder: Path
    trade: Trade
    calendar: Almanac
    customers: int
    seed: int
    dirt: bool


def make(
    folder: Path,
    *,
    customers: int | None = None,
    seed: int = 7,
    ends: dt.date | None = None,
    years: int | None = None,
    lines: int | None = None,
    trade: str = "coffee",
    dirt: bool = True,
    further: bool | None = None,
    progress: Callable[[float], None] | None = None,
) -> DemoFiles:
    """Write the export files of a demo shop into `folder` (made if it is missing; an earlier demo in it is replaced).

    Without `customers` and `years` the trade's own size is made (`TRADES`; coffee: 2,000 customers, three years). `lines` sets the size by
    invoice lines instead (met within a few percent); `ends` is the last day, 2026-11-20 unless said; `dirt` spoils one invoice row in
    7,919 and leaves stray spaces in some names, so that an import has something to refuse; `further` adds the files of web visits,
    contacts, answers, referrals and consents (unless said, up to 100,000 customers); `progress` is called with the share done, 0 to 1.
    Same arguments and library versions, same bytes. Raises `InputError` for a size below one customer or one year, `NotFound` for an
    unknown trade.
    """
    chosen, last = trade_named(trade), ends or ENDS
    size, history = _size(chosen, customers, lines), chosen.years if years is None else years
    _refuse_sizes(size, seed, history)
    wanted = size <= FURTHER_UP_TO if further is None else further
    plan = _Plan(Path(folder), chosen, calendar(_years_ago(last, history), last, chosen.season), size, seed, dirt)
    _clear(plan.folder)
    tell = progress or _quiet
    paths = {year: plan.folder / _invoice_name(year, size) for year in range(plan.calendar.start.year, last.year + 1)}
    customer_file, product_file = plan.folder / "khach_hang.csv", plan.folder / "san_pham.csv"
    truth_file = plan.folder / "truth" / "truth.csv"
    with Sheet(product_file, PRODUCT_HEADERS, quoted=True) as sheet:
        sheet.add(products(chosen))
    with tempfile.TemporaryDirectory(dir=plan.folder, prefix=".") as scratch:
        ledger = Ledger(Path(scratch), plan.calendar, chosen, size)
        with Further(plan.folder, chosen, plan.calendar, size) if wanted else nullcontext() as more:
            _people(plan, ledger, customer_file, truth_file, more, tell)
        for share in invoices(ledger, paths, dirt):
            tell(MAKING + (1 - MAKING) * share)
    counts = {
        "customers": size,
        "products": len(chosen.products),
        "lines": ledger.lines,
        **ledger.counts,
        **(more.counts if more else {}),
    }
    written = tuple(path for path in dict.fromkeys(paths.values()) if path.exists())
    return DemoFiles(
        folder=plan.folder,
        customers=customer_file,
        products=product_file,
        invoices=written,
        truth=truth_file,
        counts=counts,
        further=tuple(plan.folder / name for name, _ in FILES.values()) if wanted else (),
        shop=chosen.name,
        branches=chosen.branches,
        serves=chosen.serves,
        starts=plan.calendar.start,
        ends=last,
    )


def _people(plan: _Plan, ledger: Ledger, customers: Path, truth: Path, further: Further | None, tell: Callable[[float], None]) -> None:
    """Write the customers, the truth about them and the further files, and enter what they bought into the ledger."""
    goods, coming = shelf(plan.trade, plan.calendar), arrivals(plan.trade, plan.calendar)
    with Sheet(customers, people.CUSTOMER_HEADERS, quoted=True) as known, Sheet(truth, people.TRUTH_HEADERS, quoted=False) as truths:
        for at, start in enumerate(range(0, plan.customers, BLOCK)):
            stop, rng = min(start + BLOCK, plan.customers), np.random.default_rng([plan.seed, at])
            born = newcomers(plan.trade, plan.calendar, coming, start, stop, plan.customers, rng)
            came, lived = visits_of(plan.trade, born, plan.calendar, rng)
            person = people.customers(plan.trade, lived, plan.calendar, start, plan.customers, plan.seed, plan.dirt, rng)
            known.add(person)
            walk_ins = round((stop - start) * plan.trade.selling.walk_ins)
            lines = block(lived, came, walk_ins, plan.calendar, plan.trade, goods, rng)
            ledger.add(lines, start)
            other = np.random.default_rng([plan.seed, at, 1])
            true = traits(plan.trade, lived, other)
            truths.add(people.truth(lived, true, plan.calendar, plan.trade, start, plan.customers))
            if further is not None:
                further.add(lived, true, bought(came, lines), person, start, other)
            tell(MAKING * stop / plan.customers)


def _size(trade: Trade, customers: int | None, lines: int | None) -> int:
    """How many customers to make."""
    if lines is not None:
        return round(lines / trade.lines_per_customer)
    return trade.customers if customers is None else customers


def _refuse_sizes(customers: int, seed: int, years: int) -> None:
    if customers < 1 or years < 1 or seed < 0:
        raise InputError(
            Words("Tiệm mẫu cần ít nhất một khách và một năm.", "A demo shop needs at least one customer and one year."),
            seen=f"customers={customers}, years={years}, seed={seed}",
            todo=Words("Đặt số khách và số năm từ 1, hạt giống từ 0.", "Ask for at least 1 customer and 1 year, and a seed from 0."),
        )


def _years_ago(last: dt.date, years: int) -> dt.date:
    """The first of so many whole years that end with this day."""
    leap_day = (last.month, last.day) == (2, 29)
    return (last - dt.timedelta(days=leap_day)).replace(year=last.year - years) + dt.timedelta(days=1)


def _invoice_name(year: int, customers: int) -> str:
    return f"hoa_don_{year}.csv" if customers > ONE_FILE else "hoa_don.csv"


def _clear(folder: Path) -> None:
    """Make the folder, and take away the invoices of an earlier demo, which may have been split otherwise, and its further files."""
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    for path in folder.glob("hoa_don*.csv"):
        if re.fullmatch(r"hoa_don(_\d{4})?\.csv", path.name):
            path.unlink()
    for name, _ in FILES.values():
        (folder / name).unlink(missing_ok=True)


def _quiet(share: float) -> None:
    """Nobody watches."""
