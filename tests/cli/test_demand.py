"""`regulars demand`."""

from __future__ import annotations

import pyarrow.parquet as parquet


def test_the_next_weeks_are_told_with_how_far_such_a_sum_missed(ask, shop):
    reply = ask("demand", "--weeks", "4", "--shop", shop)
    assert (reply.code, reply.err) == (0, "")
    assert "The next 4 weeks should bring" in reply.out
    assert "Weeks run from Monday to Sunday" in reply.out
    data = ask("demand", "--weeks", "4", "--shop", shop, "--json").data
    assert data["insight"] == "demand"
    assert sum(row["expected_revenue"] is not None for row in data["rows"]) == 4
    assert data["sentence"] in reply.out.replace("\n", " ")


def test_by_class_it_says_what_is_missing_where_none_was_told(ask, shop):
    reply = ask("demand", "--by", "lifecycle", "--shop", shop, "--lang", "vi")
    assert reply.code == 0
    assert "regulars replay" in reply.out
    assert "_" not in reply.out


def test_every_week_goes_into_a_file(ask, shop, tmp_path):
    reply = ask("demand", "--shop", shop, "--out", tmp_path / "weeks.parquet")
    assert "12 rows" in reply.out
    assert parquet.read_table(tmp_path / "weeks.parquet").num_rows == 12


def test_weeks_beyond_half_a_year_are_refused(ask, shop):
    assert ask("demand", "--weeks", "27", "--shop", shop).code == 2
    assert ask("demand", "--by", "lifecyle", "--shop", shop).code == 4
