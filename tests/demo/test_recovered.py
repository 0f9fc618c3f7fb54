"""What was found is counted against the truth: how much of it is right, how much of it was found, and what chance would do."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from regulars.demo.people import TRUTH_HEADERS
from regulars.demo.recovered import COLUMNS, recovered, write

NOBODY = dict.fromkeys(COLUMNS) | {
    "purchases": 3,
    "lifecycle": "active",
    "price": "full_price",
    "decision": "unknown",
    "premium": "standard",
}
NOBODY |= {"value": "potential", "nps_group": "unknown"}
STAYED = dict.fromkeys(TRUTH_HEADERS, "") | {
    "price": "full",
    "need": "roast",
    "decision": "hesitant",
    "warmth": "0.7",
    "mean_gap_days": "30",
}


def truth_file(folder: Path, rows: list[dict[str, str]]) -> Path:
    path = folder / "truth.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, TRUTH_HEADERS)
        table.writeheader()
        table.writerows({**STAYED, "customer_id": f"KH{at}", **row} for at, row in enumerate(rows))
    return path


def people(*changes: dict[str, object]) -> list[dict[str, object]]:
    return [{**NOBODY, "customer_id": f"KH{at}", **change} for at, change in enumerate(changes)]


def test_precision_recall_and_chance_are_those_of_the_counts(tmp_path):
    gone = {"left_on": "2026-01-05"}
    truth = truth_file(tmp_path, [gone, gone, {}, {}, {}])
    known = people({"lifecycle": "lost"}, {}, {"lifecycle": "lapsed"}, {}, {})
    left = next(each for each in recovered(known, truth, "coffee") if each.id == "left")
    assert (left.of, left.found, left.true, left.both) == (5, 2, 2, 1)
    assert (left.precision, left.recall, left.chance, left.lift) == (0.5, 0.5, 0.4, pytest.approx(1.25))
    assert left.sentence().vi == "Đã rời: 2 khách, đúng 50\xa0% (chọn bừa: 40\xa0%); tìm ra 50\xa0% của 2."


def test_those_who_never_bought_are_left_out(tmp_path):
    truth = truth_file(tmp_path, [{"price": "deal"}, {"price": "deal"}])
    known = people({"price": "deal_seeker"}, {"price": "deal_seeker", "purchases": 0})
    deals = next(each for each in recovered(known, truth, "coffee") if each.id == "deals")
    assert (deals.of, deals.found, deals.true, deals.both) == (1, 1, 1, 1)


def test_a_need_is_found_where_most_is_spent_on_what_it_favours(tmp_path):
    truth = truth_file(tmp_path, [{}, {}, {"need": "tea"}, {"need": "tea"}])
    known = people({"top_category": "Rang xay"}, {"top_category": "Trà"}, {"top_category": "Trà"}, {"top_category": "Trà", "purchases": 1})
    needs = next(each for each in recovered(known, truth, "coffee") if each.id == "needs")
    assert (needs.of, needs.both) == (3, 2)
    assert needs.chance == pytest.approx(2 / 3)


def test_what_nobody_is_or_nobody_was_found_to_be_is_left_out(tmp_path):
    assert recovered(people({}), truth_file(tmp_path, [{}]), "coffee") == ()


def test_the_table_is_written_beside_the_truth(tmp_path):
    truth = truth_file(tmp_path, [{"left_on": "2026-01-05"}, {}])
    found = recovered(people({"lifecycle": "lost"}, {}), truth, "coffee")
    rows = list(csv.DictReader(write(found, tmp_path).open(encoding="utf-8-sig")))
    assert [row["id"] for row in rows] == [each.id for each in found]
    assert rows[0]["name_vi"] == "Đã rời"
    assert float(rows[0]["precision"]) == 1.0
