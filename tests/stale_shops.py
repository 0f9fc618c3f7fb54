"""Shops whose refresh fails after numbers were published, each by something that really happens, and how each is mended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import regulars
from regulars.shop import Shop

from .reference import Facts
from .small_shops import add, line, order

NEW_DAY = dt.date(2026, 11, 25)
FILE = "schemes/own.yaml"


@dataclass(frozen=True)
class Trouble:
    """What breaks a shop in its folder, what mends it, and what the warning names in each language."""

    breaks: Callable[[Path], None]
    mends: Callable[[Path], None]
    names: dict[str, str]


def _too_much(folder: Path) -> None:
    facts = Facts()
    for number in range(3):
        facts.orders.append(order(f"H{number}", "K01", NEW_DAY))
        facts.order_lines.append(line(f"H{number}", 4 * 10**18))
    with regulars.open(folder) as shop:
        add(shop, facts)


def _less_again(folder: Path) -> None:
    with regulars.open(folder) as shop:
        for table in ("orders", "order_lines"):
            shop.store.execute(f"DELETE FROM {table} WHERE order_id IN ('H0', 'H1', 'H2')")


def _scheme(folder: Path) -> None:
    (folder / "schemes").mkdir(exist_ok=True)
    (folder / FILE).write_text("id: [", encoding="utf-8")


def _no_scheme(folder: Path) -> None:
    (folder / FILE).unlink()


def _portrait(folder: Path) -> None:
    path = folder / "shop.toml"
    path.write_text('portrait = "age >"\n' + path.read_text("utf-8"), encoding="utf-8")


def _no_portrait(folder: Path) -> None:
    path = folder / "shop.toml"
    path.write_text(path.read_text("utf-8").partition("\n")[2], encoding="utf-8")


TROUBLES = {
    "amounts beyond counting": Trouble(_too_much, _less_again, {"vi": "12000000000000000000", "en": "12000000000000000000"}),
    "a scheme that is no YAML": Trouble(_scheme, _no_scheme, {"vi": "own.yaml", "en": "own.yaml"}),
    "a portrait that does not parse": Trouble(_portrait, _no_portrait, {"vi": "age >", "en": "age >"}),
}


def rows(shop: Shop) -> dict[str, dict]:
    """Every customer's numbers and classes."""
    return {each["customer_id"]: each for each in shop.customers()}
