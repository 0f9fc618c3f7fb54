"""Regulars (vi: Khách Quen): which classes every customer belongs to, and why.

The public words; everything else is a free back yard. They are loaded on first use, so that importing stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regulars import charts, errors
    from regulars.rules import c, everyone, parse
    from regulars.scheme import Class, Parameter, Scheme
    from regulars.scheme import load as load_scheme
    from regulars.shop import Shop, open
    from regulars.words import Words

_HOMES = {
    "Shop": "shop",
    "open": "shop",
    "c": "rules",
    "everyone": "rules",
    "parse": "rules",
    "Class": "scheme",
    "Parameter": "scheme",
    "Scheme": "scheme",
    "load_scheme": "scheme",
    "Words": "words",
    "errors": "errors",
    "charts": "charts",
}
__all__ = ["Class", "Parameter", "Scheme", "Shop", "Words", "c", "charts", "errors", "everyone", "load_scheme", "open", "parse"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'regulars' has no attribute {name!r}")
    home = import_module(f"regulars.{_HOMES[name]}")
    if name in ("errors", "charts"):
        return home
    return getattr(home, "load" if name == "load_scheme" else name)


def __dir__() -> list[str]:
    return sorted(__all__)
