"""Files on their way in: written to the shop's folder as they come, bounded, kept until they are imported or a day old."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool

from regulars.errors import InputError, NotFound, Where
from regulars.sources import unpacked
from regulars.words import Words, number

FOLDER, NOTES = "uploads", "upload.json"
DAY = 24 * 3600  # seconds that files are kept which nobody imports
MOST_FILES = 200
UNPACKED = 4  # times the size that an upload may have is what a packed file may hold
PIECE = 1 << 20
MEGA = 1 << 20
_ID = re.compile(r"[0-9a-f]{32}")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\[\]\u202a-\u202e\u2066-\u2069]+')
LONGEST_NAME = 120


@dataclass(frozen=True)
class Choices:
    """How the files of an upload are to be read, as far as somebody has said. `mapping`: column to field, `-` for a column not to be used. `job`: the
    number of the job that imports them."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    currency: str | None = None
    source: str | None = None
    drop_duplicates: bool = False
    job: int | None = None


@dataclass(frozen=True)
class Upload:
    """The files of one import, in a folder of a name that cannot be guessed; each in a folder of its own under the name it is shown by."""

    folder: Path
    choices: Choices = Choices()

    @property
    def id(self) -> str:
        return self.folder.name

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that have come whole, in the order in which they came."""
        places = sorted((each for each in self.folder.iterdir() if each.name.isdigit()), key=lambda each: int(each.name))
        return tuple(file for place in places for file in place.iterdir())

    @property
    def size(self) -> int:
        """Bytes that have come."""
        return sum(file.stat().st_size for file in self.files)

    def choose(self, **changes: Any) -> Upload:
        """The same with other choices, kept."""
        chosen = replace(self.choices, **changes)
        fresh = self.folder / f".{NOTES}"
        fresh.write_text(json.dumps(asdict(chosen), ensure_ascii=False), "utf-8")
        fresh.replace(self.folder / NOTES)
        return replace(self, choices=chosen)

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    # Files coming in

    async def take(self, name: str, pieces: AsyncIterator[bytes], most: int) -> Path:
        """Write a file as it comes. `InputError` (413) where the files come to over `most` bytes together, or it unpacks to far more; it is gone then."""
        if len(self.files) >= MOST_FILES:
            raise too_many()
        place = await run_in_threadpool(self._place)
        part, left = place.with_suffix(".part"), most - self.size
        try:
            await _written(part, pieces, left, most)
            target = part.rename(place / shown_name(name))
            await run_in_threadpool(unpacked.check, target, UNPACKED * most)
        except BaseException:
            part.unlink(missing_ok=True)
            shutil.rmtree(place, ignore_errors=True)
            raise
        return target

    def _place(self) -> Path:
        for number_ in range(len(self.files), 10 * MOST_FILES):
            with suppress(FileExistsError):
                place = self.folder / str(number_)
                place.mkdir()
                return place
        raise too_many()


async def _written(part: Path, pieces: AsyncIterator[bytes], left: int, most: int) -> None:
    held, size = bytearray(), 0
    try:
        with part.open("xb") as file:
            async for piece in pieces:
                size += len(piece)
                if size > left:
                    raise too_large(most)
                held += piece
                if len(held) >= PIECE:
                    await run_in_threadpool(file.write, bytes(held))
                    held.clear()
            await run_in_threadpool(file.write, bytes(held))
    except OSError as error:
        raise _no_space(error) from error


def shown_name(name: str) -> str:
    """A file's own name without the folders, marks and lengths that a name on disk may not have."""
    plain = unicodedata.normalize("NFC", re.split(r"[\\/]", name)[-1])
    plain = _UNSAFE.sub("_", plain.encode("utf-8", "replace").decode()).strip().lstrip(".~").strip()
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 10:
        stem, ending = plain, ""
    stem = stem.encode()[: LONGEST_NAME - len(ending.encode())].decode("utf-8", "ignore").rstrip(". ")
    return f"{stem or 'tep'}.{ending}" if ending else stem or "tep"


def begin(shop: Path) -> Upload:
    """A new, empty upload; the folder is readable by its owner alone."""
    home = shop / FOLDER
    home.mkdir(mode=0o700, exist_ok=True)
    folder = home / secrets.token_hex(16)
    folder.mkdir(mode=0o700)
    return Upload(folder)


def find(shop: Path, id: str) -> Upload:
    """An upload by its id; `NotFound` where there is none, or its files are gone."""
    folder = shop / FOLDER / id
    if not _ID.fullmatch(id) or not folder.is_dir():
        raise NotFound(
            Words("Các tệp này không còn ở đây.", "These files are no longer here."),
            seen=Words(
                "Tệp đã nhập xong, hoặc để quá một ngày, thì được dọn đi.", "Files are cleared away once they are imported, or after a day."
            ),
            todo=Words("Đưa tệp vào lại ở trang Nhập dữ liệu.", "Send the files again on the Imports page."),
            code="no_upload",
        )
    try:
        return Upload(folder, Choices(**json.loads((folder / NOTES).read_text("utf-8"))))
    except FileNotFoundError:
        return Upload(folder)


def sweep(shop: Path, state: Callable[[int], str | None]) -> None:
    """Clear away uploads whose job is done, and those of which nothing came for a day. `state`: that of a job, by its number."""
    home = shop / FOLDER
    for folder in home.iterdir() if home.is_dir() else ():
        if _ID.fullmatch(folder.name):
            job = find(shop, folder.name).choices.job
            found = state(job) if job is not None else None
            old = time.time() - folder.stat().st_mtime > DAY
            if found == "done" or (old and found not in ("waiting", "running")):
                shutil.rmtree(folder, ignore_errors=True)


def too_large(most: int) -> InputError:
    """More bytes than the shop takes at a time."""
    said = {lang: number(most / MEGA, lang) for lang in ("vi", "en")}
    error = InputError(
        Words(
            f"Các tệp lớn hơn {said['vi']} MB, mức mỗi lần nhập nhận được.",
            f"The files are larger than {said['en']} MB, what one import takes.",
        ),
        todo=Words(
            "Chia thành từng năm rồi nhập lần lượt, hoặc tăng upload_mb trong shop.toml.",
            "Send one year at a time, or raise upload_mb in shop.toml.",
        ),
        code="too_large",
    )
    error.status = 413
    return error


def too_many() -> InputError:
    """More files than one import takes."""
    error = InputError(
        Words(f"Mỗi lần nhập nhận tối đa {MOST_FILES} tệp.", f"One import takes {MOST_FILES} files at most."),
        todo=Words("Nhập làm nhiều lần.", "Import them in several goes."),
        code="too_many_files",
    )
    error.status = 413
    return error


def _no_space(error: OSError) -> InputError:
    return InputError(
        Words("Máy không ghi được tệp này xuống đĩa.", "This file could not be written to the disk."),
        seen=error.strerror or str(error),
        todo=Words("Xem ổ đĩa còn chỗ không rồi gửi lại.", "See whether the disk has room, then send it again."),
        where=Where(),
        code="disk",
    )
