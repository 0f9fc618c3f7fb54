"""Why a model has no parameters: an answer, not an error, since most young shops are here."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.words import Words


@dataclass(frozen=True)
class Unfitted:
    """A model that nothing could be fitted to; `reason` says why in one sentence."""

    reason: Words
