"""`regulars check`."""

from __future__ import annotations

import pytest

GOOD = """
id: wholesale
name: {vi: Khách sỉ, en: Wholesale}
classes:
  - {id: none, name: {vi: Chưa mua, en: Not yet}, rule: purchases = 0}
  - {id: wholesale, name: {vi: Khách sỉ, en: Wholesale}, rule: purchases_365d >= 6}
  - {id: retail, name: {vi: Khách lẻ, en: Retail}, rule: everyone}
"""


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def written(text: str):
        (tmp_path / "scheme.yaml").write_text(text, "utf-8")
        return tmp_path / "scheme.yaml"

    return written


def test_a_scheme_that_holds_is_proven_and_shown(ask, file):
    reply = ask("check", file(GOOD))
    assert reply.code == 0
    assert "can be used" in reply.out
    assert "Proven" in reply.out
    assert "Retail · retail" in reply.out


def test_a_scheme_that_holds_as_data(ask, file):
    data = ask("check", file(GOOD), "--json").data
    assert data == {"scheme": "wholesale", "proven": True, "errors": [], "warnings": [], "notes": []}


def test_every_error_is_told_and_it_leaves_with_3(ask, file):
    reply = ask("check", file(GOOD.replace("purchases = 0", "purchses = 0").replace("everyone", "age > 10")))
    assert reply.code == 3
    assert "purchases" in reply.err
    assert "can be used" not in reply.out
    data = ask("check", file(GOOD.replace("everyone", "age > 10")), "--json").answer
    assert (data["ok"], data["error"]["code"]) == (False, "rule")
    assert "everyone" in data["data"]["errors"][0]


def test_a_file_that_cannot_be_read(ask, file, tmp_path):
    assert ask("check", file("id: [")).code == 3
    assert ask("check", tmp_path / "nowhere.yaml").code == 4


def test_a_rule_may_name_the_schemes_of_the_shop(ask, file, shop):
    (shop / "schemes").mkdir()
    (shop / "schemes" / "wholesale.yaml").write_text(GOOD, "utf-8")
    other = GOOD.replace("id: wholesale\nname", "id: other\nname").replace("purchases_365d >= 6", "wholesale = 'retail'")
    assert ask("check", file(other), "--shop", shop).code == 0
    assert ask("check", file(other)).code == 3


def test_the_id_of_a_scheme_that_comes_with_regulars_is_pointed_out(ask, file):
    reply = ask("check", file(GOOD.replace("id: wholesale\nname", "id: rfm\nname")))
    assert (reply.code, "choose another id" in reply.err) == (0, True)
