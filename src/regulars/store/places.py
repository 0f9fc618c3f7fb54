"""Where a warehouse lies: a folder that every machine sees, or an address that only the cluster's file systems know. Both have the same verbs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any, Protocol


class Place(Protocol):
    """Files below one address. `root`: the whole address, as the cluster takes it; `here`: the same as a folder of this machine (null: it is none).

    Paths are relative to the root.
    """

    @property
    def root(self) -> str: ...

    @property
    def here(self) -> Path | None: ...

    def read(self, path: str) -> str | None:
        """The text of a file; null where there is none."""

    def write(self, path: str, text: str) -> None:
        """Write a small file in one step: whoever reads it sees the former one or this one."""

    def names(self, path: str) -> list[str]:
        """The names in a folder, in order; none where it is not there."""

    def size(self, path: str) -> int:
        """The bytes of all files below a path."""

    def remove(self, path: str) -> None:
        """Remove a file, or a folder with all in it; nothing where it is not there."""

    def bring(self, source: Path, path: str) -> None:
        """Move a folder of this machine to a path, in place of what is there."""

    def fetch(self, path: str, target: Path) -> None:
        """Copy a folder to this machine."""


class Folder:
    """A folder of this machine, or one that all machines mount at the same place."""

    def __init__(self, folder: Path) -> None:
        self.here = folder.resolve()
        self.root = self.here.as_uri()

    def read(self, path: str) -> str | None:
        try:
            return (self.here / path).read_text("utf-8")
        except FileNotFoundError:
            return None

    def write(self, path: str, text: str) -> None:
        target = self.here / path
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.new")
        with fresh.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)

    def names(self, path: str) -> list[str]:
        folder = self.here / path
        return sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []

    def size(self, path: str) -> int:
        return sum(each.stat().st_size for each in (self.here / path).rglob("*") if each.is_file())

    def remove(self, path: str) -> None:
        target = self.here / path
        if target.is_dir():
            shutil.rmtree(target, ignore_errors=True)
        else:
            target.unlink(missing_ok=True)

    def bring(self, source: Path, path: str) -> None:
        target = self.here / path
        self.remove(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(source, target)

    def fetch(self, path: str, target: Path) -> None:
        shutil.copytree(self.here / path, target)


class Remote:
    """An address of the cluster's own file systems (`hdfs://`, `s3a://`, `abfss://`, …), reached through the Java side of a Spark session."""

    here = None

    def __init__(self, session: Any, root: str) -> None:
        self._java = session.sparkContext._jvm
        self._system = self._at(root).getFileSystem(session.sparkContext._jsc.hadoopConfiguration())
        self.root = root.rstrip("/")

    def _at(self, address: str) -> Any:
        return self._java.org.apache.hadoop.fs.Path(address)

    def _path(self, path: str) -> Any:
        return self._at(f"{self.root}/{path}")

    def read(self, path: str) -> str | None:
        if not self._system.exists(self._path(path)):
            return None
        stream = self._system.open(self._path(path))
        try:
            return bytes(self._java.org.apache.commons.io.IOUtils.toByteArray(stream)).decode("utf-8")
        finally:
            stream.close()

    def write(self, path: str, text: str) -> None:
        """An object appears whole when it is closed; where there are folders, a file is renamed into its place, and a reader who finds none looks again."""
        fresh, target = self._path(f"{path}.new"), self._path(path)
        stream = self._system.create(fresh, True)
        try:
            stream.write(bytearray(text.encode("utf-8")))
        finally:
            stream.close()
        self._system.delete(target, False)
        self._system.rename(fresh, target)

    def names(self, path: str) -> list[str]:
        if not self._system.exists(self._path(path)):
            return []
        return sorted(each.getPath().getName() for each in self._system.listStatus(self._path(path)))

    def size(self, path: str) -> int:
        return int(self._system.getContentSummary(self._path(path)).getLength())

    def remove(self, path: str) -> None:
        self._system.delete(self._path(path), True)

    def bring(self, source: Path, path: str) -> None:
        self.remove(path)
        self._system.mkdirs(self._path(path).getParent())
        self._system.copyFromLocalFile(True, True, self._at(source.as_uri()), self._path(path))

    def fetch(self, path: str, target: Path) -> None:
        self._system.copyToLocalFile(False, self._path(path), self._at(target.as_uri()), True)
