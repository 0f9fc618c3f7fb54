"""What a question is asked with: options taken, or refused with what there is."""

from __future__ import annotations

from regulars.errors import InputError, NotFound
from regulars.insight.facts import Facts
from regulars.scheme import Scheme
from regulars.vocabulary import nearest
from regulars.words import Words


def one_of(name: str, value: str, there: tuple[str, ...]) -> str:
    """The value, where it is one of those an option takes; else `InputError`."""
    if value in there:
        return value
    listed = ", ".join(map(str, there))
    raise InputError(
        Words(f"Lựa chọn “{name}” không nhận giá trị này.", f"The option “{name}” does not take this value."),
        seen=str(value),
        todo=Words(f"Có: {listed}.", f"There is: {listed}."),
        code="option",
    )


def scheme_of(facts: Facts, id: str) -> Scheme:
    """A scheme that the shop's customers are sorted by; `NotFound` with the nearest ids."""
    found = facts.scheme(id)
    if found is not None and id in facts.sizes:
        return found
    there = tuple(facts.sizes)
    close = ", ".join(nearest(id, there) or there)
    raise NotFound(
        Words(f"Không có cách phân loại “{id}”.", f"There is no scheme “{id}”."),
        seen=id,
        todo=Words(f"Có: {close}.", f"There is: {close}."),
    )


def whole_number(name: str, value: int | str, least: int, most: int) -> int:
    """A whole number between two, given as a number or a text; else `InputError`."""
    text = str(value).strip()
    if text.isdecimal() and least <= int(text) <= most:
        return int(text)
    raise InputError(
        Words("Lựa chọn “{name}” không nhận giá trị này.", "The option “{name}” does not take this value.").filled(name=name),
        seen=text,
        todo=Words("Viết một số từ {least} đến {most}.", "Write a number from {least} to {most}.").filled(least=least, most=most),
        code="option",
    )
