"""Bringing large files in: read by the cluster's readers, and given to the usual import as one Parquet file beside the shop's file.

Whatever is read is what the shop's own engine would read. Files that Spark parts otherwise than it does, such as those with titles above the header or rows
of another width, are copied as they lie and left to it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from regulars.errors import InputError
from regulars.intake.addresses import is_address, local
from regulars.intake.plan import Reading
from regulars.settings import Settings
from regulars.store import cluster, complaints, shipping
from regulars.store.addresses import HEAD, File, Files, has_pattern, plain_name, refused
from regulars.store.duckdb import Store
from regulars.store.loading.casting import quoted
from regulars.store.loading.landing import in_order
from regulars.store.warehouse import WORK
from regulars.words import Words

LARGE = 2 << 30  # bytes of a file of this machine from which on the cluster reads it
READING = Words("Cụm máy đọc tệp", "The cluster reads the files")
AGAIN = Words("Xem cụm máy có chạy không rồi nhập lại.", "See whether the cluster runs, and import again.")
NOT_READ = {
    b"PK\x03\x04": Words("bảng tính Excel hoặc tệp ZIP", "a workbook or a ZIP archive"),
    b"ORC": Words("tệp ORC", "an ORC file"),
    b"Obj\x01": Words("tệp Avro", "an Avro file"),
}
# What Spark says where a file is not as it was told; then the file is left to the engine that can say which row is at fault.
OTHERWISE = ("FAILED_READ_FILE", "MALFORMED_", "PARQUET_TYPE_ILLEGAL", "COLUMN_ALREADY_EXISTS", "MERGE_SCHEMA", "UNSUPPORTED_DATA_TYPE")

NO_LETTER = "\ufffd"  # stands for bytes that are no letter
UNREAD = "_unread"  # the column for rows that are not as they were told

Look = Callable[[Path], tuple[Reading, tuple[str, ...]]]  # how a text file is to be read, and its columns, by a sample of it


class _OtherwiseError(Exception):
    """Spark would read it, but not as the shop's own engine does."""


@contextmanager
def brought(
    store: Store, given: Sequence[str | Path], settings: Settings, home: Path, look: Look, say: Callable[[Words, float | None], None]
) -> Iterator[dict[str | Path, str | None]]:
    """The files to import, each with the address it came from (null: it lies here, or is nothing that a cluster reads).

    What was brought is there for as long as the context is. Raises `InputError` where an address cannot be read, `Regulars` where the cluster fails.
    """
    far = {each: _far(each, settings) for each in given}
    if not any(far.values()):
        yield dict.fromkeys(far)
        return
    shipping.clear(store.path.parent)
    with tempfile.TemporaryDirectory(dir=store.path.parent, prefix=shipping.PREFIX) as folder:
        say(READING, None)
        found = dict[str | Path, str | None]()
        with (
            cluster.engine(store, settings.master, settings.warehouse, settings.spark, home) as engine,
            complaints.of(settings.master, AGAIN),
        ):
            engine.warehouse.place.remove(WORK)
            for place, (each, address) in enumerate(far.items()):
                shown = address if is_address(each) else None
                found |= _Bringing(engine, look, Path(folder) / str(place), address, shown).done() if address else {each: None}
        yield found


def _far(given: str | Path, settings: Settings) -> str | None:
    """The address at which the cluster is to read; null where the shop's own engine reads, or nobody can."""
    if settings.engine != "spark":
        return None
    here = local(given)
    if here is None:
        return str(given)
    path = Path(here).expanduser()
    if is_address(given):  # all machines of the cluster see it
        return str(given) if _size(path) > LARGE else None
    large = settings.master.startswith("local") and path.is_file() and _size(path) > LARGE
    return path.resolve().as_uri() if large else None


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path] if path.is_file() else path.parent.glob(path.name)
    return sum(file.stat().st_size for file in files if file.is_file())


@dataclass(frozen=True)
class _Told:
    """How files are read and what the columns of text are called (none: they have no header). `windows`: lines end as on Windows; `old`: times of
    Parquet are INT96, which Spark takes for UTC and the shop's own engine for the shop's time.
    """

    reading: Reading
    names: tuple[str, ...] = ()
    windows: bool = False
    old: bool = False

    @property
    def numbered(self) -> tuple[str, ...]:
        """Names that every engine takes, until the columns get their own."""
        return tuple(f"c{place}" for place in range(len(self.names)))

    @property
    def typed(self) -> bool:
        return self.reading.kind == "parquet"

    def is_plain(self, files: Sequence[File]) -> bool:
        """Whether Spark reads such files as the shop's own engine does; it goes by their names in what is packed."""
        reading = self.reading
        if self.typed:
            return not self.old
        alike = len({name.casefold() for name in self.names}) < len(self.names)
        packed = all(file.name.lower().endswith(".gz") == reading.gzip for file in files)
        if alike or not packed or not self.names or reading.encoding or reading.mend or reading.nested:
            return False
        return reading.kind == "lines" or (reading.kind == "csv" and reading.first_row == 2)


@dataclass(frozen=True)
class _Bringing:
    """One address on its way into a folder of this machine. `shown`: what the history of imports calls it (null: by its name)."""

    engine: Any
    look: Look
    folder: Path
    address: str
    shown: str | None

    def done(self) -> dict[str | Path, str | None]:
        """The files that came of it and what they are called: one, or all as they lie."""
        self.folder.mkdir()
        system = Files(self.engine.session)
        files = system.found(self.address)
        told = self._told(system, max(files, key=lambda file: file.size))
        parted = self._below(files)
        if told.is_plain(files) or parted:
            try:
                return {self._read(files, told): self.shown}
            except Exception as error:
                if (told.typed and parted) or not _is_otherwise(error):
                    raise
        return {self._united(system, files): self.shown} if told.typed else self._copied(system, files)

    def _told(self, system: Files, file: File) -> _Told:
        """How files like this one are read. Raises `InputError` for what is no table."""
        sample = system.sample(file, self.folder / plain_name(file.address))
        try:
            with sample.open("rb") as opened:
                start = opened.read(HEAD)
            for magic, kind in NOT_READ.items():
                if start.startswith(magic):
                    raise _not_read(self.address, kind)
            if start.startswith(b"PAR1"):
                return _Told(Reading("parquet"), old=_is_old(sample))
            return _Told(*self.look(sample), windows=b"\r\n" in start)
        finally:
            sample.unlink()

    def _read(self, files: Sequence[File], told: _Told) -> Path:
        """One file of what the cluster's readers give."""
        frame = self._frame(files, told)
        place, work = self.engine.warehouse.place, f"{WORK}/brought"
        try:
            frame.write.mode("overwrite").option("compression", "zstd").parquet(f"{place.root}/{work}")
            if told.names and not self.engine.session.read.parquet(f"{place.root}/{work}").where(f"{UNREAD} IS NOT NULL").isEmpty():
                raise _OtherwiseError
            parts = place.here / work if place.here else self.folder / "parts"
            if not place.here:
                place.fetch(work, parts)
            own = dict(zip(told.numbered, told.names, strict=True))
            return self._merged(parts, {name: own.get(name, name) for name in frame.columns if name != UNREAD})
        finally:
            place.remove(work)

    def _frame(self, files: Sequence[File], told: _Told) -> Any:
        addresses, reader = [file.address for file in files], self.engine.session.read
        if self._below(files):
            reader = reader.option("basePath", self.address)
        if told.typed:
            return reader.option("mergeSchema", True).parquet(*addresses)
        reader = reader.schema(", ".join(f"{_quoted(name)} string" for name in (*told.names, UNREAD))).option(
            "columnNameOfCorruptRecord", UNREAD
        )
        read = reader.json(addresses) if told.reading.kind == "lines" else self._parted(reader, addresses, told)
        return read.toDF(*told.numbered, *read.columns[len(told.names) :])

    def _parted(self, reader: Any, addresses: list[str], told: _Told) -> Any:
        """CSV as the shop's own engine parts it."""
        several = self._has_long_cells(addresses)
        if several and told.windows:  # Spark would end the lines within cells otherwise than they are
            raise _OtherwiseError
        return reader.csv(
            addresses, sep=told.reading.delimiter, header=True, quote='"', escape='"', multiLine=several,
            unescapedQuoteHandling="RAISE_ERROR", enforceSchema=len(addresses) == 1,
        )  # fmt: skip

    def _has_long_cells(self, addresses: list[str]) -> bool:
        """Whether cells may go over several lines: only then a file must be read by one task from its start. Raises where there are bytes of no letter."""
        odd = "length(value) - length(replace(value, '\"', ''))"
        lines = self.engine.session.read.text(addresses)
        several, broken = lines.selectExpr(f"max(({odd}) % 2) = 1", f"max(contains(value, '{NO_LETTER}'))").first()
        if broken:
            raise _OtherwiseError
        return bool(several)

    def _below(self, files: Sequence[File]) -> bool:
        """Whether folders below the address carry a column in their names: `day=2026-11-01`."""
        return any("=" in file.address.removeprefix(self.address).rpartition("/")[0] for file in files) and not has_pattern(self.address)

    def _copied(self, system: Files, files: Sequence[File]) -> dict[str | Path, str | None]:
        """All files as they lie, each under its own name."""
        found = dict[str | Path, str | None]()
        for place, file in enumerate(files):
            if file.here:
                found[file.here] = None
                continue
            target = self.folder / str(place) / plain_name(file.address)
            target.parent.mkdir()
            found[system.fetch(file, target)] = file.address
        return found

    def _united(self, system: Files, files: Sequence[File]) -> Path:
        """Parquet files as they lie, made one by the shop's own engine: columns by name."""
        parts = self.folder / "parts"
        parts.mkdir(exist_ok=True)
        for place, file in enumerate(files):
            system.fetch(file, parts / f"{place:06d}.parquet")
        return self._merged(parts, {})

    def _merged(self, parts: Path, names: Mapping[str, str]) -> Path:
        """The rows of a folder of Parquet files as one file, in their order, the columns under other names (as they are where none is told)."""
        target = self.folder / plain_name(self.address)
        columns = ", ".join(f'"{_doubled(name)}" AS "{_doubled(own)}"' for name, own in names.items()) or "*"
        rows = f"SELECT {columns} FROM read_parquet({quoted(f'{parts}/*.parquet')}, union_by_name = true, hive_partitioning = false)"
        with in_order(self.engine.ledger):
            self.engine.ledger.execute(f"COPY ({rows}) TO {quoted(str(target))} (FORMAT parquet, COMPRESSION zstd)")
        shutil.rmtree(parts, ignore_errors=True)
        return target


def _is_otherwise(error: Exception) -> bool:
    return isinstance(error, _OtherwiseError) or any(sign in str(error) for sign in OTHERWISE)


def _is_old(sample: Path) -> bool:
    """Whether a Parquet file, of which the end is enough, has times as INT96; what cannot be told counts as such."""
    try:
        schema = pyarrow.parquet.read_metadata(sample).schema
    except (pyarrow.ArrowException, OSError):
        return True
    return any(schema.column(place).physical_type == "INT96" for place in range(len(schema)))


def _quoted(name: str) -> str:
    return f"`{name.replace('`', '``')}`"


def _doubled(name: str) -> str:
    return name.replace('"', '""')


def _not_read(address: str, kind: Words) -> InputError:
    return refused(
        address, "not_read_far",
        Words("Cụm máy không đọc loại tệp này.", "The cluster does not read files of this kind."),
        Words(
            "Xuất thành Parquet, CSV hay JSON mỗi dòng một bản ghi; hoặc tải về máy này rồi nhập.",
            "Export it as Parquet, CSV or JSON with a record per line; or download it to this machine and import that.",
        ),
        kind,
    )  # fmt: skip
