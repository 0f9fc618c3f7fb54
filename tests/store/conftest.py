"""The shop that tests of imports load into."""

from __future__ import annotations

from .loading_shop import shop

__all__ = ["shop"]
