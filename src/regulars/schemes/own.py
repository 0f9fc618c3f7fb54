"""Schemes that a shop wrote itself, beside those that are installed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from regulars.errors import RuleError, Where
from regulars.scheme import Scheme, load, order
from regulars.vocabulary import FEATURES
from regulars.words import Words


def with_own(installed: list[Scheme], files: Sequence[Path]) -> list[Scheme]:
    """The installed schemes and those that the shop wrote; `RuleError` names the file of one that cannot be used."""
    own = [load(file) for file in files]
    every = [*installed, *own]
    for place, (file, scheme) in enumerate(zip(files, own, strict=True)):
        try:
            refuse_taken(scheme, [other.id for other in every[: len(installed) + place]])
            scheme.check(every).raise_if_bad()
        except RuleError as fault:
            raise RuleError(fault.what, seen=fault.seen, todo=fault.todo, where=Where(file=file.name)) from fault
    order(every)
    return every


def refuse_taken(scheme: Scheme, ids: Sequence[str]) -> None:
    """`RuleError` where a feature or another scheme has the id of a scheme."""
    if scheme.id in FEATURES or scheme.id in ids:
        raise RuleError(
            Words(
                f"Tên “{scheme.id}” đã có đặc điểm hoặc cách phân loại khác dùng.",
                f"The id “{scheme.id}” is taken by a feature or another scheme.",
            ),
            seen=scheme.id,
            todo=Words("Đặt một id khác.", "Choose another id."),
        )
