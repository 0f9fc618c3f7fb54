"""Every trade a demo shop can be of, one a file."""

from __future__ import annotations

from regulars.demo.trade import Trade
from regulars.demo.trades.coffee import COFFEE
from regulars.demo.trades.fashion import FASHION
from regulars.demo.trades.furniture import FURNITURE
from regulars.demo.trades.grocer import GROCER
from regulars.demo.trades.marketplace import MARKETPLACE
from regulars.demo.trades.old import OLD
from regulars.demo.trades.subscription import SUBSCRIPTION
from regulars.demo.trades.tiny import TINY
from regulars.errors import NotFound
from regulars.words import Words

TRADES: dict[str, Trade] = {
    "coffee": COFFEE,
    "grocer": GROCER,
    "furniture": FURNITURE,
    "subscription": SUBSCRIPTION,
    "marketplace": MARKETPLACE,
    "fashion": FASHION,
    "tiny": TINY,
    "old": OLD,
}


def trade_named(name: str) -> Trade:
    """The trade of that name; `NotFound` names those there are."""
    if name not in TRADES:
        known = ", ".join(TRADES)
        raise NotFound(
            Words("Không có loại tiệm mẫu này.", "There is no demo trade of this name."),
            seen=name,
            todo=Words(f"Chọn một trong: {known}.", f"Choose one of: {known}."),
        )
    return TRADES[name]
