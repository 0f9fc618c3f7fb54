"""Refreshing: a shop's numbers brought to a day, whole or by what the day changed, with the change log; and looked back at."""

from regulars.refreshing.given import Given, Seen
from regulars.refreshing.looking import look_back, series
from regulars.refreshing.publishing import Published, last_published, prepare, published, refresh
from regulars.refreshing.standing import schemes_version

__all__ = ["Given", "Published", "Seen", "last_published", "look_back", "prepare", "published", "refresh", "schemes_version", "series"]
