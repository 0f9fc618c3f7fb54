"""An import as a value: what each file is, how it is read, and which column holds what; explained and executed from the same thing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from regulars.intake.dates import DateFormat
from regulars.intake.fields import FIELDS, TABLE_WORDS
from regulars.intake.made import Habits, Made, Unrolled
from regulars.intake.numbers import NumberFormat
from regulars.words import Words, listed

# Where the columns stand that a file does not have itself: beyond any that it may have.
FURTHER = 10_000

Format = NumberFormat | DateFormat | None


@dataclass(frozen=True)
class Nested:
    """How nested JSON is laid flat: the records stand in the list `inside`, a row is an entry of their list `items` (null: a record),
    and each column is the cell at one of the `paths`."""

    inside: str | None
    items: str | None
    paths: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns' names: the steps of their paths, `[]` marking the items."""
        return tuple(".".join(f"{step}[]" if not i and step == self.items else step for i, step in enumerate(path)) for path in self.paths)


@dataclass(frozen=True)
class Reading:
    """How the cells of a file are got at: `kind` is csv, parquet, json, lines or xlsx. `first_row` is the row, as a spreadsheet
    numbers it, of the first record; `encoding` is null for UTF-8; `mend` names what is rewritten while converting; `nested` says how
    JSON is laid flat."""

    kind: str
    delimiter: str = ","
    encoding: str | None = None
    first_row: int = 2
    sheet: str | None = None
    gzip: bool = False
    mend: str | None = None
    types: tuple[str, ...] = ()
    decompose: bool = False
    nested: Nested | None = None


@dataclass(frozen=True)
class Mapped:
    """One field and the column or columns it is read from. `how` is asked, remembered, format, offered, alias, near or
    content. Positions from `FURTHER` on are those of the file's unrolled and made columns."""

    field: str
    columns: tuple[str, ...]
    positions: tuple[int, ...]
    how: str
    format: Format = None
    trim: bool = False


@dataclass(frozen=True)
class Known:
    """The format a file is known by. `certain` is false where its columns only look like it: then its mapping is an offer."""

    id: str
    name: Words
    certain: bool = True

    @property
    def words(self) -> Words:
        if self.certain:
            return Words(f"nhận ra là {self.name.vi}", f"recognised as {self.name.en}")
        return Words(f"giống {self.name.vi}: cách đọc được gợi ý, cần xem lại", f"looks like {self.name.en}: mapping offered, please check")


@dataclass(frozen=True)
class FoundFile:
    """One file, or one sheet of a workbook (`sheet` null where only one is read), that is to be read: which table it holds, its columns
    in order, what they are mapped to. `unrolled` and `made` are further columns; `rows` are those of a workbook as Arrow, which had to
    be read whole to be looked at; `address` is where the file was brought from (null: it lies where it was named)."""

    path: Path
    table: str
    reading: Reading
    columns: tuple[str, ...]
    mapped: tuple[Mapped, ...]
    per_order: bool = False
    format: Known | None = None
    unrolled: Unrolled | None = None
    made: tuple[Made, ...] = ()
    habits: Habits = Habits()
    sheet: str | None = None
    rows: object = field(default=None, compare=False, repr=False)
    address: str | None = None

    @property
    def name(self) -> str:
        shown = self.address or self.path.name
        return f"{shown} › {self.sheet}" if self.sheet else shown

    @property
    def further(self) -> tuple[int, ...]:
        """The positions of the columns that the file does not have itself: the unrolled ones, then the made ones."""
        return tuple(range(FURTHER, FURTHER + (len(self.unrolled.names) if self.unrolled else 0) + len(self.made)))

    @property
    def places(self) -> tuple[int, ...]:
        """The positions of all columns, further ones included, in the order in which a scan gives them."""
        return (*range(len(self.columns)), *self.further)

    def sources(self, position: int) -> tuple[int, ...]:
        """The columns of the file itself that one of its columns comes from."""
        unrolled = len(self.unrolled.names) if self.unrolled else 0
        past = position - FURTHER
        if past < 0:
            return (position,)
        if past < unrolled and self.unrolled:
            return tuple(place for item in self.unrolled.items if (place := item[past]) is not None)
        return tuple(source for one in self.made[past - unrolled].sources for source in self.sources(int(str(one))))

    @property
    def signature(self) -> str:
        """The header as a short fingerprint: files with the same columns share it, and so a remembered mapping."""
        return signature(self.columns)

    def of(self, name: str) -> Mapped | None:
        """Where a field is read from; null where the file does not have it."""
        return next((mapped for mapped in self.mapped if mapped.field == name), None)

    def own(self, mapped: Mapped) -> Mapped:
        """The same, over the file's own columns: where a further column is read, those it comes from."""
        sources = dict.fromkeys(source for place in mapped.positions for source in self.sources(place))
        return replace(mapped, positions=tuple(sources))

    def unmapped(self) -> tuple[tuple[int, str], ...]:
        """Positions and names of the columns that hold no field."""
        used = {source for mapped in self.mapped for position in mapped.positions for source in self.sources(position)}
        return tuple((i, name) for i, name in enumerate(self.columns) if i not in used)


@dataclass(frozen=True)
class Plan:
    """One batch: its files and the settings they are read under. `currency` is null where the data decides; `whole` says that
    every amount seen so far is a whole number."""

    files: tuple[FoundFile, ...]
    timezone: str
    currency: str | None = None
    source: str | None = None
    drop_duplicates: bool = False
    guesses: tuple[Words, ...] = ()
    warnings: tuple[Words, ...] = ()
    skipped: tuple[str, ...] = ()
    whole: bool = False

    def of_table(self, table: str) -> tuple[FoundFile, ...]:
        return tuple(file for file in self.files if file.table == table)

    def mapping(self) -> dict[str, dict[str, str]]:
        """Column to field, by name of the file; what one file says of two tables stands together."""
        found: dict[str, dict[str, str]] = {}
        for file in self.files:
            said = found.setdefault(file.name, {})
            said |= {column: m.field for m in file.mapped for column in m.columns if column not in said}
        return found

    def unused(self) -> tuple[str, ...]:
        """The columns that hold no field of any of the tables read from their file."""
        mapping = self.mapping()
        return tuple(dict.fromkeys(name for file in self.files for _, name in file.unmapped() if name not in mapping[file.name]))

    def remembered(self) -> dict[str, dict[str, str]]:
        """The mapping chosen, by header fingerprint: column to field, as `plan(remembered=…)` takes it."""
        chosen: dict[str, dict[str, str]] = {}
        for file in reversed(self.files):  # of two tables read from one file the first has the say
            chosen.setdefault(file.signature, {}).update({c: m.field for m in file.mapped if _is_own(file, m) for c in m.columns})
        return {header: mapping for header, mapping in chosen.items() if mapping}


def _is_own(file: FoundFile, mapped: Mapped) -> bool:
    """What a known format maps is not remembered: it is known anyway, and may be known better one day."""
    return file.format is None or mapped.how in ("asked", "remembered")


def signature(columns: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(columns).encode()).hexdigest()[:16]


def explain(plan: Plan) -> Words:
    """What would be read from where, one line per file and one per field, in words."""
    return Words(*("\n".join(_lines(plan, lang)) for lang in ("vi", "en")))


def _lines(plan: Plan, lang: str) -> list[str]:
    lines = []
    for file in plan.files:
        known = f" ({file.format.words.of(lang)})" if file.format else ""
        lines.append(f"{file.name}: {TABLE_WORDS[file.table].of(lang)}{known}")
        lines += [f"  {FIELDS[m.field].words.of(lang)} ← {_source(file, m, lang)}{_how(m, lang)}" for m in file.mapped]
    return lines


def _source(file: FoundFile, mapped: Mapped, lang: str) -> str:
    """The columns a field is read from; what it always is where it comes from none."""
    always = [one.words[0] for one in file.made if one.op == "always" and not mapped.columns and _place(file, one) in mapped.positions]
    return listed([f"“{name}”" for name in mapped.columns or always], lang)


def _place(file: FoundFile, made: Made) -> int:
    return file.further[file.made.index(made) - len(file.made)]


_HOW: Mapping[str, Words] = {
    "near": Words(" (đoán theo tên gần giống)", " (guessed: a similar name)"),
    "content": Words(" (đoán theo nội dung)", " (guessed from the content)"),
    "offered": Words(" (gợi ý)", " (offered)"),
    "remembered": Words(" (nhớ từ lần trước)", " (remembered)"),
    "asked": Words(" (theo yêu cầu)", " (as asked)"),
}


def _how(mapped: Mapped, lang: str) -> str:
    return _HOW[mapped.how].of(lang) if mapped.how in _HOW else ""
