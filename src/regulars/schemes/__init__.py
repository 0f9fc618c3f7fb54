"""The schemes: one file each, found through the entry points `regulars.schemes`, by which strangers' schemes come in too."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import entry_points

from regulars.errors import NotFound, RuleError
from regulars.scheme import Parameter, Scheme
from regulars.vocabulary import nearest
from regulars.words import Words, listed

GROUP = "regulars.schemes"
NUMBER = Words("một số", "a number")
DISPLAYED = (
    *("ladder", "lifecycle", "value", "frequency", "premium", "benefit", "decision", "age_group", "needs", "region", "familiarity"),
    *("rfm", "rfm6", "churn", "nps_group", "price", "influence"),
)
KINDS = {str: Words("một chữ", "a text"), tuple: Words("một danh sách", "a list"), float: NUMBER, int: NUMBER}
Maker = Callable[..., Scheme]
Settings = Mapping[str, Mapping[str, object]]


def makers() -> dict[str, Maker]:
    """The function that makes each scheme, by scheme id, in display order; strangers' schemes follow by name."""
    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    names = [name for name in DISPLAYED if name in found] + sorted(found.keys() - set(DISPLAYED))
    return {name: found[name].load() for name in names}


def all_schemes(settings: Settings | None = None, fitted: Settings | None = None) -> list[Scheme]:
    """Every installed scheme in display order, with the parameters that `settings` pin: `{"ladder": {"key_from": 85}}`.

    `fitted` are arguments that a model found, such as `{"needs": {"clusters": …}}`; what is pinned goes before what was found.
    Raises `RuleError` for a scheme or parameter that does not exist, a value of another type or out of bounds.
    """
    found, settings = makers(), settings or {}
    for name in settings:
        if name not in found:
            raise _unknown(Words("cách phân loại", "scheme"), name, tuple(found))
    return [made(name, maker, settings.get(name, {}), (fitted or {}).get(name, {})) for name, maker in found.items()]


def scheme_named(id: str, schemes: Sequence[Scheme] | None = None) -> Scheme:
    """The scheme of that id among these, or among all installed; `NotFound` with the nearest ids."""
    among = all_schemes() if schemes is None else schemes
    by_id = {scheme.id: scheme for scheme in among}
    if id in by_id:
        return by_id[id]
    raise NotFound(
        Words(f"Không có cách phân loại nào tên “{id}”.", f"There is no scheme called “{id}”."),
        seen=id,
        todo=_did_you_mean(id, tuple(by_id)),
    )


def made(name: str, maker: Maker, pinned: Mapping[str, object], found: Mapping[str, object]) -> Scheme:
    """One scheme by its maker, with the parameters that are pinned and the arguments that a model found. Raises as `all_schemes` does."""
    if not isinstance(pinned, Mapping):
        raise _not_parameters(name, pinned, maker)
    defaults = {key: each.default for key, each in inspect.signature(maker).parameters.items()}
    for key, value in pinned.items():
        if key not in defaults:
            raise _unknown(Words(f"tham số của “{name}”", f"parameter of “{name}”"), key, tuple(defaults))
        if not _same_type(value, defaults[key]):
            raise _ill_typed(name, key, value, defaults[key])
    scheme = maker(**{**found, **pinned})
    for key in pinned:
        if key in scheme.parameters:
            _within_bounds(name, key, scheme.parameters[key])
    return scheme


def _same_type(value: object, default: object) -> bool:
    if isinstance(default, int | float) and not isinstance(default, bool):
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if isinstance(default, Sequence) and not isinstance(default, str):
        return isinstance(value, Sequence) and not isinstance(value, str)
    return isinstance(value, type(default))


def _within_bounds(name: str, key: str, parameter: Parameter) -> None:
    low, high = parameter.minimum, parameter.maximum
    if (low is None or parameter.value >= low) and (high is None or parameter.value <= high):
        return
    raise RuleError(
        Words(
            f"“{key}” của “{name}” ({parameter.words.vi}) nằm ngoài khoảng cho phép.",
            f"“{key}” of “{name}” ({parameter.words.en}) is out of bounds.",
        ),
        seen=f"{key} = {parameter.value}",
        todo=Words(f"Chọn một số từ {low} đến {high}.", f"Choose a number from {low} to {high}."),
    )


def _ill_typed(name: str, key: str, value: object, default: object) -> RuleError:
    kind = next((words for sort, words in KINDS.items() if isinstance(default, sort)), Words("true hoặc false", "true or false"))
    return RuleError(
        Words(f"“{key}” của “{name}” phải là {kind.vi}.", f"“{key}” of “{name}” must be {kind.en}."),
        seen=f"{key} = {value!r}",
        todo=Words(f"Mặc định là {default!r}.", f"The default is {default!r}."),
    )


def _not_parameters(name: str, pinned: object, maker: Maker) -> RuleError:
    names = ", ".join(inspect.signature(maker).parameters)
    return RuleError(
        Words(f"Thiết lập của “{name}” phải là các tham số có tên.", f"The settings of “{name}” must be named parameters."),
        seen=f"{name} = {pinned!r}",
        todo=Words(f"Các tham số: {names or '–'}.", f"Its parameters: {names or '–'}."),
    )


def _unknown(kind: Words, name: str, names: tuple[str, ...]) -> RuleError:
    what = Words(f"Không có {kind.vi} nào tên “{name}”.", f"There is no {kind.en} called “{name}”.")
    return RuleError(what, seen=name, todo=_did_you_mean(name, names))


def _did_you_mean(name: str, names: tuple[str, ...]) -> Words:
    if not names:
        return Words("Không có tên nào để chọn.", "There is no name to choose from.")
    close = nearest(name, names)
    if close:
        return Words(f"Có phải là {listed(close, 'vi', last='or')}?", f"Did you mean {listed(close, 'en', last='or')}?")
    return Words(f"Có: {', '.join(names)}.", f"There are: {', '.join(names)}.")


__all__ = ["DISPLAYED", "GROUP", "all_schemes", "made", "makers", "scheme_named"]
