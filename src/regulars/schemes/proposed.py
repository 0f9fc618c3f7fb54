"""What somebody would like to change: a scheme from a value, a file, or an installed one with other parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from regulars.errors import InputError
from regulars.scheme import Scheme, load
from regulars.scheme.read import READERS
from regulars.schemes import Settings, all_schemes, makers, scheme_named
from regulars.words import Words

Proposal = Scheme | Path | str


def proposed(
    what: Proposal | Sequence[Proposal], parameters: Mapping[str, object], in_force: Sequence[Scheme], pinned: Settings, fitted: Settings
) -> list[Scheme]:
    """The schemes that are proposed: values, files, or the id of an installed scheme whose `parameters` change.

    `in_force`: the schemes of the shop, `pinned`: the parameters it pinned, which hold unless they change, `fitted`: what models found. Raises
    `NotFound` and `RuleError` with the nearest names and the bounds, `InputError` where parameters are given for a scheme that has none to pin.
    """
    if not isinstance(what, Scheme | Path | str):
        return [scheme for each in what for scheme in proposed(each, parameters, in_force, pinned, fitted)]
    if isinstance(what, str) and Path(what).suffix.lower() not in READERS:
        return [_with(scheme_named(what, in_force), parameters, pinned, fitted)]
    scheme = what if isinstance(what, Scheme) else load(what)
    if parameters:
        raise _not_to_be_pinned(scheme.id)
    return [scheme]


def _with(scheme: Scheme, parameters: Mapping[str, object], pinned: Settings, fitted: Settings) -> Scheme:
    """An installed scheme with other parameters, the pinned ones kept."""
    if scheme.id not in makers():
        raise _not_to_be_pinned(scheme.id)
    chosen = {**pinned, scheme.id: {**pinned.get(scheme.id, {}), **parameters}}
    return scheme_named(scheme.id, all_schemes(chosen, fitted))


def _not_to_be_pinned(id: str) -> InputError:
    return InputError(
        Words(
            f"“{id}” không phải cách phân loại có sẵn; các con số nằm trong tệp của nó.",
            f"“{id}” does not come with Regulars; its numbers stand in its file.",
        ),
        seen=id,
        todo=Words(
            "Sửa tệp ấy rồi xem trước bằng regulars check TỆP --against current.",
            "Change that file, and see it first with regulars check FILE --against current.",
        ),
        code="parameters",
    )
