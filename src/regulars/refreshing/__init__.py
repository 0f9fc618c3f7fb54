"""Refreshing: a shop's numbers brought to a day, whole or by what the day changed, with the change log; and looked back at."""

from regulars.refreshing.given import Given, Seen
from regulars.refreshing.histories import moves_of, told
from regulars.refreshing.looking import look_back, series
from regulars.refreshing.publishing import Published, last_published, prepare, published, refresh
from regulars.refreshing.replaying import Replay, replay, replayed_days
from regulars.refreshing.trying import Trial, Trials

__all__ = [
    "Given",
    "Published",
    "Replay",
    "Seen",
    "Trial",
    "Trials",
    "last_published",
    "look_back",
    "moves_of",
    "prepare",
    "published",
    "refresh",
    "replay",
    "replayed_days",
    "series",
    "told",
]
