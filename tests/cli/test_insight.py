"""`regulars insight`."""

from __future__ import annotations

import pyarrow.parquet as parquet
import pytest

from regulars.cli.insight import HEADS
from regulars.insight.questions import QUESTIONS


def test_every_question_is_listed_without_any_shop(ask, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    reply = ask("insight", "--json")
    assert [one["id"] for one in reply.data] == list(QUESTIONS)
    shown = ask("insight").out
    assert all(each.asks.en in shown for each in QUESTIONS.values())


def test_one_question_is_answered_by_a_sentence_a_table_and_how_it_was_counted(ask, shop):
    reply = ask("insight", "cohorts", "--with", "definition=bounded", "--shop", shop, "--limit", "3")
    assert reply.code == 0
    assert "by the end of that quarter" in reply.out
    assert "3 of " in reply.out
    data = ask("insight", "cohorts", "--with", "definition=bounded", "--shop", shop, "--json")
    assert data.answer["as_of"] == "2026-11-20"
    assert data.data["sentence"] in reply.out
    assert data.data["columns"] == ["cohort", "size", "period", "retained", "retention"]


def test_every_column_of_every_answer_has_a_name_for_people():
    columns = {name for each in QUESTIONS.values() for name in each.columns}
    assert len(columns) > 40
    assert columns <= set(HEADS)


@pytest.mark.parametrize("id", ["gaps", "calibration", "regions", "first_purchases"])
def test_answers_are_shown_in_vietnamese(ask, shop, id):
    reply = ask("insight", id, "--shop", shop, "--lang", "vi")
    assert (reply.code, reply.err) == (0, "")
    assert "_" not in reply.out


def test_the_whole_table_goes_into_a_file(ask, shop, tmp_path):
    reply = ask("insight", "pareto", "--shop", shop, "--limit", "2", "--out", tmp_path / "curve.parquet")
    assert "101 rows" in reply.out
    assert parquet.read_table(tmp_path / "curve.parquet").column("buyers_percent").to_pylist() == list(range(101))
    wrong = ask("insight", "pareto", "--shop", shop, "--out", tmp_path / "curve.doc")
    assert wrong.code == 3


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("cohrts",), 4, "cohorts"),
        (("cohorts", "--with", "definition"), 3, "name=value"),
        (("cohorts", "--with", "week=1"), 3, "definition"),
        (("categories", "--with", "level=4"), 3, "1, 2, 3"),
        (("classes", "--with", "scheme=lader"), 4, "ladder"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(ask, shop, words, code, says):
    reply = ask("insight", *words, "--shop", shop)
    assert (reply.code, says in reply.err) == (code, True)
