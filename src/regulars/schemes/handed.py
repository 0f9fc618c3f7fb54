"""Classes that are handed in as arguments (need clusters, a shop's own regions): their ids and colours."""

from __future__ import annotations

import re

KINDS = ("kind1", "kind2", "kind3", "kind4", "kind5", "kind6")
ID = re.compile(r"[a-z][a-z0-9_]{0,39}")


def usable(id: object, taken: set[str]) -> bool:
    """Whether this may be the id of one more class: lower-case letters, digits and _, and not taken yet."""
    return isinstance(id, str) and bool(ID.fullmatch(id)) and id not in taken


def colour_at(place: int) -> str:
    """The colour of the class at this place, from 0: six kinds, then slight for all others."""
    return KINDS[place] if place < len(KINDS) else "slight"
