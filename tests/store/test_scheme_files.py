"""A scheme file in the shop: whole or not there, one for every id."""

from __future__ import annotations

import pytest

from regulars.errors import InputError, RuleError
from regulars.scheme import load
from regulars.store import scheme_files

TEXT = """
# the owner's own words
id: wholesale
classes: [{id: none, rule: purchases = 0}, {id: rest, rule: everyone}]
"""


@pytest.fixture
def file(tmp_path):
    def written(name: str, text: str = TEXT):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return written


@pytest.fixture
def shop(tmp_path):
    (tmp_path / "shop").mkdir()
    return tmp_path / "shop"


def saved(shop, file):
    return scheme_files.save(shop, load(file), file)


def inside(shop) -> list[str]:
    return sorted(path.name for path in (shop / "schemes").iterdir())


def test_it_is_kept_to_the_letter_and_nothing_else_is_left(shop, file):
    place = saved(shop, file("si.yaml"))
    assert (place, place.read_text("utf-8"), inside(shop)) == (shop / "schemes" / "si.yaml", TEXT, ["si.yaml"])


def test_another_version_takes_the_place_of_the_first_whatever_its_name(shop, file):
    saved(shop, file("si.yaml"))
    place = saved(shop, file("khac.yaml", TEXT + "leads: true\n"))
    assert (place.name, inside(shop), load(place).leads) == ("si.yaml", ["si.yaml"], True)


def test_another_form_takes_the_place_of_the_first(shop, file):
    saved(shop, file("si.yaml"))
    json = '{"id": "wholesale", "classes": [{"id": "rest", "rule": "everyone"}]}'
    assert saved(shop, file("other.JSON", json)).name == "si.json"
    assert inside(shop) == ["si.json"]


def test_saving_the_file_that_is_there_leaves_it(shop, file):
    place = saved(shop, file("si.yaml"))
    assert saved(shop, place) == place
    assert place.read_text("utf-8") == TEXT


def test_another_scheme_in_a_file_of_the_name_is_not_overwritten(shop, file):
    saved(shop, file("si.yaml"))
    with pytest.raises(InputError) as raised:
        saved(shop, file("si.yaml", TEXT.replace("wholesale", "other")))
    assert raised.value.code == "file_taken"
    assert load(shop / "schemes" / "si.yaml").id == "wholesale"


def test_an_unreadable_neighbour_is_no_hindrance(shop, file):
    (shop / "schemes").mkdir()
    (shop / "schemes" / "broken.yaml").write_text("id: [", "utf-8")
    saved(shop, file("si.yaml"))
    assert inside(shop) == ["broken.yaml", "si.yaml"]


@pytest.mark.parametrize("id", ["ladder", "purchases"])
def test_an_id_that_is_taken_is_refused(shop, file, id):
    with pytest.raises(RuleError):
        saved(shop, file("si.yaml", TEXT.replace("wholesale", id)))
