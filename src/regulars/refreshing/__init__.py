"""Refreshing: a shop's numbers brought to a day, whole or by what the day changed, with the change log; and looked back at."""

from regulars.refreshing.coming import COMING, keep_coming
from regulars.refreshing.confidence import confidence, sure_of
from regulars.refreshing.days import Days
from regulars.refreshing.given import Given, Seen
from regulars.refreshing.hindsight import backtest
from regulars.refreshing.histories import moves_of, told
from regulars.refreshing.life import Life, Lives
from regulars.refreshing.looking import latest_needs, look_back, series
from regulars.refreshing.publishing import Published, last_published, last_told, latest_bars, prepare, published, refresh
from regulars.refreshing.replaying import Replay, days_before, replay, replayed_days
from regulars.refreshing.scoring import last_scoreboard, scoreboard_of
from regulars.refreshing.trust import Trust

__all__ = [
    "COMING",
    "Days",
    "Given",
    "Life",
    "Lives",
    "Published",
    "Replay",
    "Seen",
    "Trust",
    "backtest",
    "confidence",
    "days_before",
    "keep_coming",
    "last_published",
    "last_scoreboard",
    "last_told",
    "latest_bars",
    "latest_needs",
    "look_back",
    "moves_of",
    "prepare",
    "published",
    "refresh",
    "replay",
    "replayed_days",
    "scoreboard_of",
    "series",
    "sure_of",
    "told",
]
