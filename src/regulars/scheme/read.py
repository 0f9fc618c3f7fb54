"""Schemes that shops write: YAML, JSON or TOML, the same value as one written in Python."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from regulars.errors import InputError, NotFound, RuleError, Where
from regulars.rules import Rule, from_data, read
from regulars.scheme.parts import COLOURS, NOTHING, Class, Parameter
from regulars.scheme.value import Scheme
from regulars.vocabulary import nearest
from regulars.words import Words

LARGEST = 1_000_000
READERS = {".yaml": yaml.safe_load, ".yml": yaml.safe_load, ".json": json.loads, ".toml": tomllib.loads}

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SCHEME = ("id", "name", "question", "classes", "better", "page", "parameters", "needs", "waiting", "leads")
_CLASS = ("id", "name", "rule", "meaning", "care", "colour", "aside", "short", "uneven")
_PARAMETER = ("value", "words", "minimum", "maximum")


def load(path: str | Path) -> Scheme:
    """The scheme of a YAML, JSON or TOML file. Raises `NotFound`, and `RuleError` naming the file."""
    path = Path(path)
    if not path.is_file():
        raise NotFound(Words(f"Không thấy tệp “{path.name}”.", f"There is no file “{path.name}”."), where=Where(path.name))
    try:
        return scheme_from_data(_decoded(path))
    except InputError as fault:
        raise RuleError(fault.what, seen=fault.seen, todo=fault.todo, where=Where(path.name)) from fault


def scheme_from_data(data: object) -> Scheme:
    """The scheme that plain data describe; `RuleError` says which part is wrong. Whether its rules make sense is asked by `check()`.

    Texts are `{vi, en}`, or one text for both; a rule is text or data; a class that comes again may leave out all but `id` and `rule`.
    """
    data = _fields(data, _SCHEME, "scheme")
    id = _id(data, "scheme")
    classes: dict[str, Class] = {}
    tested = []
    for number, item in enumerate(_list(data, "classes", id), 1):
        tested.append(_class(item, classes, f"{id}, classes[{number}]"))
        classes.setdefault(tested[-1].id, tested[-1])
    name = _words(data, "name", id, Words(id, id))
    return Scheme(
        id,
        name,
        _words(data, "question", id, NOTHING),
        tuple(tested),
        tuple(_texts(chain, f"{id}, better") for chain in _list(data, "better", id)),
        _words(data, "page", id, NOTHING),
        {str(key): _parameter(value, f"{id}, parameters.{key}") for key, value in _mapping(data.get("parameters"), id).items()},
        _texts(data.get("needs"), f"{id}, needs"),
        _words(data, "waiting", id, NOTHING),
        _flag(data, "leads", id),
    )


def _decoded(path: Path) -> object:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise _wrong(
            Words("Cách phân loại được viết bằng YAML, JSON hoặc TOML.", "Schemes are written in YAML, JSON or TOML."), path.suffix
        )
    if path.stat().st_size > LARGEST:
        raise _wrong(Words("Tệp này quá lớn cho một cách phân loại.", "This file is too large for a scheme."), path.name)
    try:
        return reader(path.read_text("utf-8"))
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        raise _wrong(Words("Không đọc được tệp này.", "This file cannot be read."), str(fault)[:300]) from fault


def _class(data: object, before: Mapping[str, Class], place: str) -> Class:
    data = _fields(data, _CLASS, place)
    id = _id(data, place)
    rule = _rule(data, place)
    first = before.get(id)
    name = _words(data, "name", place, first.name if first else Words(id, id))
    fresh = first.when(rule) if first else Class(id, name, rule)
    given = {key: _words(data, key, place, NOTHING) for key in ("meaning", "care", "short", "uneven") if key in data}
    given |= {"colour": _colour(data, place)} if "colour" in data else {}
    given |= {"aside": _flag(data, "aside", place)} if "aside" in data else {}
    return replace(fresh, name=name, **given)  # type: ignore[arg-type]


def _rule(data: Mapping[str, object], place: str) -> Rule:
    if "rule" not in data:
        raise _wrong(Words(f"{place}: thiếu “rule”.", f"{place}: “rule” is missing."), ", ".join(data))
    try:
        return read(data["rule"]) if isinstance(data["rule"], str) else from_data(data["rule"])
    except RuleError as fault:
        raise RuleError(Words(f"{place}: {fault.what.vi}", f"{place}: {fault.what.en}"), seen=fault.seen, todo=fault.todo) from fault


def _parameter(data: object, place: str) -> Parameter:
    data = _fields(data, _PARAMETER, place)
    numbers = {key: data.get(key) for key in ("value", "minimum", "maximum")}
    for key, value in numbers.items():
        if isinstance(value, bool) or not isinstance(value, int | float | (None.__class__ if key != "value" else int)):
            raise _wrong(Words(f"{place}: “{key}” phải là số.", f"{place}: “{key}” must be a number."), ascii(value))
    return Parameter(words=_words(data, "words", place, NOTHING), **numbers)  # type: ignore[arg-type]


def _fields(data: object, names: tuple[str, ...], place: str) -> Mapping[str, object]:
    data = _mapping(data, place)
    for name in data:
        if name not in names:
            close = ", ".join(nearest(str(name), names) or names)
            raise _wrong(Words(f"{place}: không có mục “{name}”.", f"{place}: there is no field “{name}”."), str(name), close)
    return data


def _mapping(data: object, place: str) -> Mapping[str, object]:
    if isinstance(data, Mapping) or data is None:
        return data or {}
    raise _wrong(Words(f"{place}: cần các mục có tên.", f"{place}: named fields are expected."), ascii(data)[:80])


def _list(data: Mapping[str, object], key: str, place: str) -> list[object]:
    value = data.get(key)
    if value is None or isinstance(value, list | tuple):
        return list(value or ())
    raise _wrong(Words(f"{place}: “{key}” phải là một danh sách.", f"{place}: “{key}” must be a list."), ascii(value)[:80])


def _texts(value: object, place: str) -> tuple[str, ...]:
    if value is None or (isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)):
        return tuple(value or ())  # type: ignore[arg-type]
    raise _wrong(Words(f"{place}: phải là một danh sách tên.", f"{place}: a list of names is expected."), ascii(value)[:80])


def _id(data: Mapping[str, object], place: str) -> str:
    id = data.get("id")
    if isinstance(id, str) and _ID.fullmatch(id):
        return id
    raise _wrong(
        Words(f"{place}: “id” gồm chữ thường không dấu, số và dấu _.", f"{place}: “id” is lower-case letters, digits and _."),
        ascii(id)[:80],
        'id: "key_account"',
    )


def _words(data: Mapping[str, object], key: str, place: str, otherwise: Words) -> Words:
    value = data.get(key)
    if value is None:
        return otherwise
    if isinstance(value, str):
        return Words(value, value)
    if isinstance(value, Mapping) and value and set(value) <= {"vi", "en"} and all(isinstance(text, str) for text in value.values()):
        return Words(value.get("vi", value.get("en")), value.get("en", value.get("vi")))
    raise _wrong(
        Words(
            f"{place}: “{key}” phải là chữ, hoặc vi và en (đặt trong dấu nháy).",
            f"{place}: “{key}” must be a text, or vi and en (in quotes).",
        ),
        ascii(value)[:80],
        f'{key}: {{vi: "Khách quen", en: "Regulars"}}',
    )


def _colour(data: Mapping[str, object], place: str) -> str:
    if data["colour"] in COLOURS:
        return str(data["colour"])
    raise _wrong(Words(f"{place}: không có màu ấy.", f"{place}: there is no such colour."), ascii(data["colour"])[:80], ", ".join(COLOURS))


def _flag(data: Mapping[str, object], key: str, place: str) -> bool:
    if isinstance(data.get(key, False), bool):
        return bool(data.get(key))
    raise _wrong(Words(f"{place}: “{key}” là true hoặc false.", f"{place}: “{key}” is true or false."), ascii(data[key])[:80])


def _wrong(what: Words, seen: str, example: str = "") -> RuleError:
    example = example or '{id: …, name: …, classes: [{id: …, rule: "purchases >= 4"}]}'
    return RuleError(what, seen=seen, todo=Words(f"Ví dụ đúng: {example}", f"What fits: {example}"))
