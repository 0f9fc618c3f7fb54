"""What differs between two versions of a scheme."""

from __future__ import annotations

from dataclasses import replace

from regulars.rules import c, everyone
from regulars.scheme import Class, Difference, Scheme, difference
from regulars.schemes.ladder import ladder
from regulars.words import Words


def scheme(*classes: tuple) -> Scheme:
    return Scheme("own", Words("o", "o"), Words("?", "?"), tuple(Class(id, Words(id.title(), id.title()), rule) for id, rule in classes))


NONE, MANY, REST = ("none", c.purchases == 0), ("many", c.purchases >= 4), ("rest", everyone)


def test_the_same_scheme_differs_in_nothing():
    assert difference(ladder(), ladder()) == Difference()


def test_a_new_scheme_differs_in_nothing():
    assert difference(None, ladder()) == Difference()


def test_a_parameter_and_the_rule_it_stands_in_differ():
    found = difference(ladder(), ladder(key_from=85))
    assert [(one.id, one.before, one.after) for one in found.parameters] == [("key_from", 90, 85)]
    assert [one.id for one in found.rules] == ["key_account"]
    assert (found.added, found.removed, found.renamed, found.order) == ((), (), (), None)


def test_a_class_that_comes_and_one_that_goes():
    found = difference(scheme(NONE, MANY, REST), scheme(NONE, ("big", c.spend >= 9), REST))
    assert (found.added, found.removed) == (("big",), ("many",))
    assert [(one.id, bool(one.before), bool(one.after)) for one in found.rules] == [("big", False, True), ("many", True, False)]


def test_a_class_with_another_id_and_the_same_rules_took_that_id():
    found = difference(scheme(NONE, MANY, REST), scheme(NONE, ("loyal", c.purchases >= 4), REST))
    assert [(one.before, one.after) for one in found.renamed] == [("many", "loyal")]
    assert (found.added, found.removed, found.rules) == ((), (), ())


def test_another_name_alone_is_told():
    before, after = scheme(NONE, REST), scheme(NONE, REST)
    after = replace(after, classes=(replace(after.classes[0], name=Words("Chưa", "Never")), after.classes[1]))
    assert [(one.name_before.en, one.name_after.en) for one in difference(before, after).renamed] == [("None", "Never")]


def test_a_class_that_stands_twice_is_compared_with_all_its_rules():
    found = difference(scheme(NONE, MANY, REST), scheme(NONE, MANY, ("many", c.spend >= 9), REST))
    assert [(one.id, len(one.before), len(one.after)) for one in found.rules] == [("many", 1, 2)]
    assert found.order == (("none", "many", "rest"), ("none", "many", "many", "rest"))


def test_rules_are_told_as_text_and_in_words():
    data = difference(ladder(), ladder(key_from=85)).to_data("en", "VND", {}, {})
    assert data["rules"][0]["after"]["rule"] == "is_frequent = true and spend_365d_pct >= 85"
    assert "85%" in data["rules"][0]["after"]["words"]
    assert "90%" in data["rules"][0]["before"]["words"]
    assert data["parameters"][0]["words"] == "key account: spend above (%)"
