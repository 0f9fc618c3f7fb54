"""The product-limit estimate (Kaplan & Meier 1958, Nonparametric estimation from incomplete observations), in whole days."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np


def survival(ends: Mapping[str, np.ndarray], size: int) -> tuple[np.ndarray, np.ndarray]:
    """The share that lasts longer than each number of days, 0 to `size` − 1, and how many were under observation on each of them.

    `ends` counts (`n`) what was observed by its `length` in days and whether it `ended`; what has not ended is open, and was last seen on that
    day. Longer than anything observed nobody is under observation, and the share stays what it was.
    """
    ended = ends["ended"]
    deaths = np.bincount(ends["length"][ended], weights=ends["n"][ended], minlength=size)
    at_risk = np.bincount(ends["length"], weights=ends["n"], minlength=size)[::-1].cumsum()[::-1]
    return np.cumprod(1 - np.divide(deaths, at_risk, out=np.zeros(size), where=at_risk > 0)), at_risk
