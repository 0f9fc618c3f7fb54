"""The colours of the classes stay apart for people who see colours otherwise, by day and by night.

Dichromacy is simulated as by Machado, Oliveira and Fernandes (2009), severity 1; distances are Euclidean in CIELAB (D65).
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

import regulars

SEEN_BY = {
    "everybody else": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
WHITE = np.array([0.95047, 1.0, 1.08883])
RAMP = [f"r{step}" for step in range(1, 7)]
STATE = ["fresh", "well", "slipping", "leaving", "gone", "slight"]
KINDS = [f"kind{kind}" for kind in range(1, 7)]


def tokens(theme):
    text = (Path(regulars.__file__).parent / "static" / "tokens.css").read_text("utf-8")
    part = text.split("@media", 1)[theme == "dark"]
    return dict(re.findall(r"--([\w-]+): (#[0-9A-Fa-f]{6})", part))


def linear(colour):
    part = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    ratio = TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    root = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def luminance(colour):
    return float(np.array([0.2126, 0.7152, 0.0722]) @ linear(colour))


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def apart(names, theme, eyes):
    found = tokens(theme)
    seen = {name: lab(SEEN_BY[eyes] @ linear(found[name])) for name in names}
    return min((float(np.linalg.norm(seen[a] - seen[b])), a, b) for a, b in itertools.combinations(names, 2))


@pytest.mark.parametrize("eyes", SEEN_BY)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("names", "least"), [(RAMP, 11.5), (STATE, 20), (KINDS, 14)], ids=["ramp", "state", "kinds"])
def test_any_two_colours_of_a_set_can_be_told_apart(names, least, theme, eyes):
    distance, one, other = apart(names, theme, eyes)
    assert distance >= least, (one, other)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_reads_on_paper_and_on_washes(theme):
    found = tokens(theme)
    for name in ("ink", "ink2", "ink3", "accent", "good", "bad", "watch"):
        assert contrast(found[name], found["paper"]) >= 4.5, name
    assert contrast(found["accent-strong"], found["accent-wash"]) >= 4.5


def test_the_ramp_stays_a_ramp_in_grey():
    light, dark = ([luminance(tokens(theme)[name]) for name in RAMP] for theme in ("light", "dark"))
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)
