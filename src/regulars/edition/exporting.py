"""A group of customers as a table for other programs: whom the shop may write to by a channel, and what of them the file holds."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.rules import And, Compare, Rule

CONTACTS = {"zalo": "phone", "sms": "phone", "email": "email", "ads": ("phone", "email")}
OWN_USE = "own"
CHANNELS = (*CONTACTS, OWN_USE)
TOLD = ("ladder", "lifecycle", "value", "purchases_365d", "spend_365d", "days_since_last", "top_category")


@dataclass(frozen=True)
class Consented:
    """How many of a group agreed to a channel, and how many are left out; for own use nobody is."""

    agreed: int
    left_out: int


def consent(channel: str) -> Rule | None:
    """The rule that a channel asks of everyone in its file; null for the shop's own use."""
    return None if channel == OWN_USE else Compare(f"{channel}_allowed", "=", True)


def narrowed(rule: Rule | None, channel: str) -> Rule | None:
    """The group without those who did not agree."""
    asked = [each for each in (rule, consent(channel)) if each is not None]
    return And(tuple(asked)) if len(asked) > 1 else asked[0] if asked else None


def columns(channel: str) -> tuple[str, ...]:
    """What a file for a channel holds: id and name, how to reach them by this channel, and what the shop knows; for own use all of it."""
    reach = CONTACTS.get(channel, ("phone", "email"))
    return ("customer_id", "name", *((reach,) if isinstance(reach, str) else reach), *TOLD)
