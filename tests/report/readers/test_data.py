"""The JSON holds the same pages, with numbers as they are."""

from __future__ import annotations

import json

import pytest

from regulars.report import write_document
from regulars.report.readers.data import to_data
from regulars.words import LANGUAGES


@pytest.mark.parametrize("which", ["whole", "tiny", "empty"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_plain_data_that_survives_a_file(documents, tmp_path, which, lang):
    data = to_data(documents[which, lang])
    read = json.loads(write_document(documents[which, lang], tmp_path / "report.json").read_text("utf-8"))
    assert read == json.loads(json.dumps(data))
    assert read["lang"] == lang
    assert read["as_of"] == "2026-11-20"


def test_money_is_minor_units_shares_are_of_one_and_unknown_is_null(documents):
    data = to_data(documents["whole", "vi"])
    blocks = {page["id"]: page["blocks"] for page in data["pages"]}
    classes = next(block for block in blocks["ladder"] if block["kind"] == "classes")
    assert (data["currency"], data["minor_digits"]) == ("VND", 0)
    assert sum(row["customers_share"] for row in classes["rows"]) == pytest.approx(1)
    assert all(isinstance(row["revenue"], int) for row in classes["rows"])
    pair = next(block for block in blocks["opening"] if block["kind"] == "pair")
    assert None in [row["quoted"] for row in pair["right"]["rows"]]


def test_findings_carry_no_markup(documents):
    opening = to_data(documents["whole", "vi"])["pages"][0]
    assert not any("**" in text for block in opening["blocks"] for text in block.get("findings", ()))
