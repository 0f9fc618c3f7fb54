"""Answers: as JSON that every reader takes, as tables in which no name is cut off."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import numpy as np
import pandas as pd

from regulars.cli.answer import Answer, to_json
from regulars.errors import InputError
from regulars.words import Words


def test_days_decimals_and_what_is_not_known_are_written_as_json_knows_them():
    data = {
        "day": dt.date(2026, 11, 20),
        "moment": dt.datetime(2026, 11, 20, 7, 30, tzinfo=dt.UTC),
        "money": Decimal(1200),
        "rate": Decimal("0.25"),
        "nothing": [None, float("nan"), float("inf"), np.float64("nan"), pd.NaT],
        "numpy": [np.int64(4), np.bool_(True)],
        "pair": ("a", "ư"),
    }
    assert json.loads(to_json(data)) == {
        "day": "2026-11-20",
        "moment": "2026-11-20T07:30:00+00:00",
        "money": 1200,
        "rate": 0.25,
        "nothing": [None] * 5,
        "numpy": [4, True],
        "pair": ["a", "ư"],
    }


def test_an_answer_with_a_fault_carries_both():
    fault = InputError(Words("hỏng", "spoilt"))
    answer = Answer({"n": 1}, lambda _: (), fault=fault)
    assert answer.exit_code == 3
    assert answer.to_data("en")["ok"] is False
    assert answer.to_data("en")["error"]["what"] == "spoilt"
    assert answer.to_data("en")["data"] == {"n": 1}


def test_an_answer_says_its_warnings_in_the_language_asked_for():
    answer = Answer(None, lambda _: (), warnings=(Words("chú ý", "mind"),))
    assert answer.to_data("vi")["warnings"] == ["chú ý"]
    assert answer.to_data("en")["ok"] is True
