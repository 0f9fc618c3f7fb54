"""`settings`: what the shop chose, and its rules. Arguments, any of them: choose (settings of shop.toml), pin (scheme → parameters), unpin (scheme →
names of parameters that go back to their defaults), save (a scheme of the shop's own: its `file` name and `text`), remove (the id of one)."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from regulars import settings
from regulars.insight.trying import checked
from regulars.scheme import Scheme, load
from regulars.schemes.proposed import proposed
from regulars.store import scheme_files
from regulars.store.money import refuse_other_money
from regulars.words import Words
from regulars.working.kind import Kind, Result, Work

CHOSEN = Words("Đã lưu cài đặt của tiệm.", "The shop's settings are saved.")


def run(work: Work) -> Result:
    """Everything is checked before anything is written."""
    choices, pins = work.arguments.get("choose") or {}, work.arguments.get("pin") or {}
    kept, gone = work.arguments.get("save"), work.arguments.get("remove")
    refuse_other_money(work.shop.store, work.shop.currency, choices.get("currency"))
    for scheme, parameters in pins.items():
        _check(work, scheme, parameters)
    if kept:
        _save(work, kept)
    if gone:
        scheme_files.remove(work.folder, gone)
    for scheme, parameters in pins.items():
        settings.pin(work.folder, scheme, parameters)
    for scheme, names in (work.arguments.get("unpin") or {}).items():
        settings.unpin(work.folder, scheme, names)
    work.shop.choose(**choices)
    work.hold.release()  # what the engine may use is read when it is opened
    return Result(CHOSEN, lambda _: dict(work.arguments), versions=work.shop.versions())


def _check(work: Work, what: Scheme | str, parameters: Mapping[str, object]) -> None:
    """`RuleError` where a scheme could not be used so."""
    schemes = work.shop.schemes()
    checked(schemes, proposed(what, parameters, schemes, work.shop.settings.schemes, {}))


def _save(work: Work, kept: Mapping[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / Path(kept["file"]).name
        file.write_text(kept["text"], "utf-8")
        scheme = load(file)
        _check(work, scheme, {})
        scheme_files.save(work.folder, scheme, file)


KIND = Kind("settings", Words("Đổi cài đặt", "Change settings"), run, follows="numbers")
