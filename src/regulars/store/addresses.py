"""What lies at an address that only the cluster's file systems know: its files, their first bytes, and copies of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regulars.errors import InputError, Where
from regulars.words import Words

HEAD, FURTHER = 1 << 20, 1 << 18  # of a sample: bytes from the start and the middle, and from the end
ENDINGS = {"tsv": "csv", "txt": "csv", "jsonl": "json", "ndjson": "json", "pq": "parquet"}
KNOWN = {"csv", "json", "parquet", "xlsx", "orc", "avro"}
UNKNOWN_SYSTEM = ("No FileSystem for scheme", "ClassNotFoundException")
MAGIC = "*?[]{}"


@dataclass(frozen=True)
class File:
    """One file: its whole address and its bytes."""

    address: str
    size: int

    @property
    def name(self) -> str:
        return self.address.rpartition("/")[2]

    @property
    def here(self) -> Path | None:
        """The file on this machine; null where it lies elsewhere."""
        return Path("/" + self.address.removeprefix("file:").lstrip("/")) if self.address.startswith("file:") else None

    @property
    def ending(self) -> str:
        """What its name says of its kind: csv, json, parquet, xlsx, orc, avro; empty where that is nothing known."""
        end = self.name.lower().removesuffix(".gz").rpartition(".")[2]
        kind = ENDINGS.get(end, end)
        return kind if kind in KNOWN else ""


class Files:
    """The file systems of a cluster, reached through the Java side of a Spark session."""

    def __init__(self, session: Any) -> None:
        self._java = session.sparkContext._jvm
        self._settings = session.sparkContext._jsc.hadoopConfiguration()

    def found(self, address: str) -> tuple[File, ...]:
        """The files meant by an address, of a folder all below it, in order; none of them hidden or empty.

        Raises `InputError` where there is none, where no file system knows the address, or where they are of several kinds.
        """
        files = {file.address: file for file in self._meant(address) if file.size and not _is_hidden(file.address)}
        if not files:
            raise _nothing(address)
        if len(endings := {file.ending for file in files.values()}) > 1:
            raise _several(address, [next(file.name for file in files.values() if file.ending == each) for each in sorted(endings)])
        return tuple(files[each] for each in sorted(files))

    def sample(self, file: File, target: Path) -> Path:
        """A file of this machine with the start of another, and some of its middle and its end where it is long."""
        parts = [(0, file.size)] if file.size <= 3 * HEAD else [(0, HEAD), (file.size // 2, HEAD), (file.size - FURTHER, FURTHER)]
        path = self._at(file.address)
        stream = self._system(file.address).open(path)
        try:
            with target.open("wb") as out:
                for begin, many in parts:
                    stream.seek(begin)
                    out.write(bytes(stream.readNBytes(many)))
        finally:
            stream.close()
        return target

    def fetch(self, file: File, target: Path) -> Path:
        """A copy of a file on this machine."""
        self._system(file.address).copyToLocalFile(False, self._at(file.address), self._at(target.resolve().as_uri()), True)
        return target

    def _at(self, address: str) -> Any:
        return self._java.org.apache.hadoop.fs.Path(address)

    def _system(self, address: str) -> Any:
        from py4j.protocol import Py4JError

        try:
            return self._at(address).getFileSystem(self._settings)
        except Py4JError as error:
            if any(sign in str(error) for sign in UNKNOWN_SYSTEM):
                raise _unknown(address, self._java.org.apache.hadoop.util.VersionInfo.getVersion()) from error
            raise

    def _meant(self, address: str) -> list[File]:
        system = self._system(address)
        found = list[File]()
        for status in system.globStatus(self._at(address)) or ():
            if not status.isDirectory():
                found.append(_file(status))
                continue
            below = system.listFiles(status.getPath(), True)
            while below.hasNext():
                one = _file(below.next())
                hidden = one.address.removeprefix(status.getPath().toString())
                found += [] if any(_is_hidden(step) for step in hidden.split("/")) else [one]
        return found


def has_pattern(text: str) -> bool:
    return any(sign in text for sign in MAGIC)


def plain_name(address: str) -> str:
    """A name for what lies at an address: the last step of it that is no pattern."""
    steps = [step for step in address.partition(":")[2].split("/") if step and not has_pattern(step)]
    return steps[-1] if steps else "files"


def _file(status: Any) -> File:
    return File(status.getPath().toString(), int(status.getLen()))


def _is_hidden(address: str) -> bool:
    """Marks such as `_SUCCESS`, and what a writer left unfinished."""
    return address.rpartition("/")[2].startswith(("_", "."))


def refused(address: str, code: str, what: Words, todo: Words, seen: str | Words | None = None) -> InputError:
    return InputError(what, seen=seen, todo=todo, where=Where(file=address), code=code)


def _nothing(address: str) -> InputError:
    return refused(
        address, "no_file",
        Words("Ở địa chỉ này không có tệp nào.", "There is no file at this address."),
        Words("Sửa lại địa chỉ, hoặc xem quyền đọc của cụm máy.", "Correct the address, or see what the cluster may read."),
    )  # fmt: skip


def _unknown(address: str, hadoop: str) -> InputError:
    scheme = address.partition("://")[0]
    web = scheme in ("http", "https")
    package = f'"spark.jars.packages" = "org.apache.hadoop:hadoop-aws:{hadoop}"'
    return refused(
        address, "no_file_system",
        Words(f"Cụm máy không đọc được địa chỉ {scheme}://.", f"The cluster cannot read {scheme}:// addresses."),
        Words("Tải tệp về rồi nhập tệp đó.", "Download the file and import it.") if web else Words(
            f"Thêm thư viện của hệ tệp ấy vào shop.toml; của s3a:// là [spark] {package}",
            f"Add the library of that file system to shop.toml; that of s3a:// is [spark] {package}",
        ),
    )  # fmt: skip


def _several(address: str, names: list[str]) -> InputError:
    return refused(
        address, "several_kinds",
        Words("Ở địa chỉ này có tệp nhiều loại khác nhau.", "There are files of several kinds at this address."),
        Words(
            f"Chỉ một loại một lần, ví dụ {address.rstrip('/')}/*.parquet", f"Name one kind at a time, such as {address.rstrip('/')}/*.parquet"
        ),
        ", ".join(names[:5]),
    )  # fmt: skip
