"""Rules to classes: 17 columns of classes from the profile of a million customers, beside a mere copy of that profile."""

from __future__ import annotations

from benchmarks.child import run
from benchmarks.refresh import SIZES, Row, copied


def main() -> list[Row]:
    with copied(max(SIZES)) as folder:
        run("ours", folder)
        told = run("classes", folder).told
    return [
        {
            "what": f"rules to classes, {told['customers'] / 1e6:g} M customers × 17 schemes, beside copying the profile",
            "ours": told["classes"],
            "theirs": told["copy"],
            "unit": "CPU s",
            "bar": 2,
        }
    ]
