"""Need clusters: found alike everywhere, named after what they over-buy, and keeping their names from run to run."""

from __future__ import annotations

import ibis
import numpy as np
import pytest

from regulars.features import needs as features
from regulars.models import needs
from regulars.models.needs import Cluster, Needs, compressed, fit
from regulars.schemes import all_schemes, scheme_named

CATEGORIES = ("Cà phê", "Trà", "Bánh", "Ly")
DRINKERS = {"Cà phê": 80, "Trà": 20}
BAKERS = {"Bánh": 90, "Cà phê": 10}
HOSTS = {"Ly": 50, "Trà": 50}
KIND = {"customer_id": "string", "category": "string", "spend": "int64", "first_spend": "int64", "lines": "int64"}


def people(*groups, lines=2, seed=1):
    """`customer_categories` of groups of (number of people, usual spend by category), each person a little apart from the others."""
    chance = np.random.default_rng(seed)
    rows = []
    for group, (count, spend) in enumerate(groups):
        for person in range(count):
            own = {name: amount + int(chance.integers(-9, 10)) for name, amount in spend.items()}
            rows += [
                {"customer_id": f"{group}/{person}", "category": name, "spend": amount, "lines": lines} for name, amount in own.items()
            ]
    return bought(rows)


def bought(rows):
    return ibis.memtable([{"first_spend": 0, **row} for row in rows], schema=KIND)


def parts(categories, answers=None):
    return ibis.memtable(features.baskets(categories, answers).to_pyarrow())


THREE = ((120, DRINKERS), (60, BAKERS), (40, HOSTS))


@pytest.fixture(scope="module")
def found():
    return fit(parts(people(*THREE)))


def test_the_clusters_that_are_there_are_found(found):
    assert [(each.id, each.name, each.members) for each in found.clusters] == [
        ("ca_phe", "Cà phê", 120),
        ("banh", "Bánh", 60),
        ("ly_tra", "Ly, Trà", 40),
    ]
    assert sum(found.clusters[0].centre.values()) == pytest.approx(2000, abs=60)


def test_everybody_is_placed_with_those_who_spend_like_them(found):
    near = features.nearest(parts(people(*THREE)), found.clusters, found.distances).to_pyarrow().to_pylist()
    groups = {"0": "ca_phe", "1": "banh", "2": "ly_tra"}
    assert all(each["needs_cluster"] == groups[each["customer_id"][0]] for each in near)
    ranks = sorted(each["needs_distance_pct"] for each in near)
    assert ranks[0] == 0
    assert 95 <= ranks[-1] < 100


def test_the_order_of_people_and_their_ids_change_nothing(found):
    table = people(*THREE).mutate(customer_id=ibis._.customer_id.reverse()).order_by(ibis.random())
    assert fit(parts(table)) == found


def test_a_basket_like_none_of_them_is_unusual(found):
    odd = bought([{"customer_id": "odd", "category": name, "spend": 25, "lines": 1} for name in CATEGORIES])
    (row,) = features.nearest(parts(odd), found.clusters, found.distances).to_pyarrow().to_pylist()
    assert row["needs_distance_pct"] == 100


def test_a_cluster_keeps_its_name_with_its_members_and_a_new_one_gets_its_own(found):
    grown = fit(parts(people((100, DRINKERS), (70, {"Bánh": 80, "Cà phê": 20}), (45, HOSTS), (60, {"Quà": 100}), lines=3, seed=2)), found)
    assert [each.name for each in grown.clusters] == ["Cà phê", "Bánh", "Ly, Trà", "Quà"]
    assert grown.clusters[1].members == 70
    assert [each.id for each in grown.clusters][:3] == [each.id for each in found.clusters]
    assert grown.clusters[1].centre != found.clusters[1].centre


def test_a_name_taken_is_not_given_twice():
    before = Needs((Cluster("ly_tra", "Ly, Trà", {"Bút": 2000}, 9),), fit(parts(people(*THREE))).distances)
    names = [each.name for each in fit(parts(people(*THREE)), before).clusters]
    assert len(set(names)) == len(names) == 3


@pytest.mark.parametrize(
    "groups",
    [((59, DRINKERS),), ((30, DRINKERS), (29, BAKERS)), ((200, DRINKERS), (19, BAKERS))],
    ids=["too few", "too few to judge", "one small group"],
)
def test_without_enough_people_or_structure_nothing_is_found(groups):
    assert fit(parts(people(*groups))) is None


def test_people_with_few_lines_or_without_categories_are_not_judged():
    assert compressed(parts(people(*THREE, lines=1))).people.sum() == 0
    unknown = bought([{"customer_id": str(n), "category": None, "spend": 9, "lines": 9} for n in range(99)])
    assert fit(parts(unknown)) is None


def test_a_stated_need_is_a_third_of_the_basket():
    answers = ibis.memtable([{"customer_id": "0/0", "stated_need": "Quà"}], schema={"customer_id": "string", "stated_need": "string"})
    rows = parts(bought([{"customer_id": "0/0", "category": "Trà", "spend": 100, "lines": 3}]), answers).to_pyarrow().to_pylist()
    assert {row["category"]: row["part"] for row in rows} == {"Trà": 13, "Quà": 7}


def test_many_categories_are_all_read_and_the_rarest_only_as_distance():
    rows = [{"customer_id": f"{n}", "category": f"nhóm {n % 40 if n < 400 else n:03}", "spend": 100, "lines": 3} for n in range(440)]
    whole = compressed(parts(bought(rows)))
    assert (len(whole.categories), whole.people.sum()) == (24, 440)
    assert set(whole.parts.sum(axis=1)) == {0, 20}
    assert {int(rest) for rest in whole.rest} == {0, 400}


def test_of_very_many_people_a_share_is_read_the_same_every_time(monkeypatch):
    everybody = compressed(parts(people(*THREE)))
    monkeypatch.setattr(needs, "MOST_PEOPLE", 110)
    some = compressed(parts(people(*THREE)))
    assert 85 < some.people.sum() < 135 < everybody.people.sum() == 220
    assert some.categories == everybody.categories
    again = compressed(parts(people(*THREE)))
    assert (again.parts == some.parts).all()
    monkeypatch.setattr(needs, "MOST_PEOPLE", 220)
    assert (compressed(parts(people(*THREE))).parts == everybody.parts).all()


def test_clusters_are_stored_and_read_back(found):
    assert Needs.from_data(found.to_data()) == found


def test_found_clusters_become_classes_that_are_proven(found):
    every = all_schemes(None, {"needs": {"clusters": found.classes}})
    scheme = scheme_named("needs", every)
    assert scheme.class_ids == ("unknown", "mixed", "ca_phe", "banh", "ly_tra")
    assert scheme.class_named("ly_tra").name.vi == "Ly, Trà"
    report = scheme.check(every)
    assert report.proven
    assert report.errors == report.warnings == ()


def test_what_a_shop_pins_goes_before_what_was_found(found):
    pinned = {"needs": {"clusters": [["ca_phe", "Mê cà phê"]], "lines_from": 5}}
    scheme = scheme_named("needs", all_schemes(pinned, {"needs": {"clusters": found.classes}}))
    assert scheme.class_named("ca_phe").name.vi == "Mê cà phê"
    assert "banh" not in scheme.class_ids
