"""The schemes that a shop wrote itself, as files in its folder `schemes/`."""

from __future__ import annotations

import os
from pathlib import Path

from regulars.errors import InputError, NotFound, RuleError, Where
from regulars.scheme import Scheme, load
from regulars.scheme.read import READERS
from regulars.schemes import makers
from regulars.schemes.own import refuse_taken
from regulars.words import Words

FOLDER = "schemes"


def target(shop: Path, scheme: Scheme, file: Path) -> Path:
    """Where the file of a scheme goes: in the place of the one that has its id, else under its own name.

    Raises `RuleError` where a feature or an installed scheme has the id, `InputError` where another scheme's file has the name.
    """
    refuse_taken(scheme, tuple(makers()))
    held, suffix = _held(shop, scheme.id), file.suffix.lower()
    if held is not None:
        return held.with_suffix(suffix)
    wanted = (shop / FOLDER / file.name).with_suffix(suffix)
    if wanted.exists():
        raise InputError(
            Words("Tiệm đã có một tệp phân nhóm khác mang tên này.", "The shop has another scheme in a file of this name."),
            seen=f"{FOLDER}/{wanted.name}",
            todo=Words("Đặt cho tệp một tên khác.", "Give the file another name."),
            where=Where(file=file.name),
            code="file_taken",
        )
    return wanted


def save(shop: Path, scheme: Scheme, file: Path) -> Path:
    """Copy the file of a scheme into the shop; it appears whole or not at all, and replaces the one that has the same id."""
    place, held = target(shop, scheme, file), _held(shop, scheme.id)
    text = file.read_bytes()
    place.parent.mkdir(exist_ok=True)
    fresh = place.with_name(f".{place.name}.{os.getpid()}.new")
    try:
        fresh.write_bytes(text)
        fresh.replace(place)
    finally:
        fresh.unlink(missing_ok=True)
    if held is not None and held != place:
        held.unlink()
    return place


def remove(shop: Path, id: str) -> None:
    """Take a scheme of the shop's own out of it; `NotFound` where it has none of that id."""
    held = _held(shop, id)
    if held is None:
        raise NotFound(Words("Tiệm không có tệp phân nhóm này.", "The shop has no scheme file of this id."), seen=id, code="no_scheme")
    held.unlink()


def _held(shop: Path, id: str) -> Path | None:
    """The shop's file that has the scheme of an id."""
    files = [path for path in sorted((shop / FOLDER).glob("*")) if path.suffix in READERS and not path.name.startswith(".")]
    return next((path for path in files if _id(path) == id), None)


def _id(path: Path) -> str | None:
    try:
        return load(path).id
    except RuleError:
        return None
