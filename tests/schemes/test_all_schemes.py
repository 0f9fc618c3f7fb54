"""Schemes come in by entry points, and a shop's settings pin their parameters."""

import pytest

from regulars.errors import NotFound, RuleError
from regulars.rules import to_text
from regulars.schemes import all_schemes, makers, scheme_named
from regulars.schemes.needs import needs
from regulars.schemes.premium import premium
from regulars.schemes.region import region


def pinned(scheme, **parameters):
    return scheme_named(scheme, all_schemes({scheme: parameters}))


def test_the_built_in_schemes_come_in_by_the_door_of_strangers():
    assert list(makers())[:3] == ["ladder", "lifecycle", "value"]
    assert len(makers()) >= 17


def test_a_pinned_parameter_reaches_the_rule_and_is_shown():
    scheme = pinned("ladder", key_from=85)
    assert to_text(scheme.class_named("key_account").rule) == "is_frequent = true and spend_365d_pct >= 85"
    assert scheme.parameters["key_from"].value == 85


def test_pinning_one_scheme_leaves_the_others_as_they_were():
    changed = all_schemes({"ladder": {"key_from": 85}})
    assert [scheme for scheme in changed if scheme.id != "ladder"] == [scheme for scheme in all_schemes() if scheme.id != "ladder"]


def test_lists_are_pinned_as_toml_gives_them():
    assert "tea" in pinned("needs", clusters=[["tea", "Trà"]]).class_ids
    assert "north" in pinned("region", groups=[["north", "Miền Bắc", ["Hà Nội"]]]).class_ids


def test_premium_may_be_ranked_by_margin():
    assert pinned("premium", by="margin").needs == ("margin_365d_pct",)


@pytest.mark.parametrize(
    ("settings", "seen", "todo"),
    [
        ({"lader": {}}, "lader", "ladder"),
        ({"ladder": {"key_form": 85}}, "key_form", "key_from"),
        ({"ladder": {"key_from": "85"}}, "key_from = '85'", "90"),
        ({"ladder": {"key_from": True}}, "key_from = True", "90"),
        ({"ladder": {"key_from": float("nan")}}, "key_from = nan", "90"),
        ({"ladder": {"key_from": 101}}, "key_from = 101", "100"),
        ({"rfm": {"key_from": 1}}, "key_from", ""),
        ({"needs": {"clusters": "tea"}}, "clusters = 'tea'", "()"),
        ({"premium": {"by": "colour"}}, "by = colour", "margin"),
        ({"premium": {"by": 3}}, "by = 3", "spend"),
        ({"ladder": 85}, "ladder = 85", "key_from"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_with_what_to_do(settings, seen, todo):
    with pytest.raises(RuleError) as caught:
        all_schemes(settings)
    assert caught.value.seen == seen
    assert todo in caught.value.todo.en
    assert caught.value.what.vi != caught.value.what.en


@pytest.mark.parametrize("cluster", [("tea",), ("unknown", "Trà"), ("Trà xanh", "Trà xanh"), "te"])
def test_a_need_cluster_is_an_id_and_a_name(cluster):
    with pytest.raises(RuleError):
        needs(clusters=(cluster,))


@pytest.mark.parametrize("group", [("north", "Miền Bắc"), ("north", "Miền Bắc", ()), ("nearby", "Gần", ("Huế",)), "nor"])
def test_a_region_of_the_shop_is_an_id_a_name_and_provinces(group):
    with pytest.raises(RuleError):
        region(groups=(group,))


def test_nobody_ranks_premium_by_anything_else():
    with pytest.raises(RuleError):
        premium(by="orders")


def test_a_scheme_is_found_by_its_id():
    assert scheme_named("churn").id == "churn"


def test_an_unknown_scheme_is_answered_with_the_nearest():
    with pytest.raises(NotFound) as caught:
        scheme_named("lifecycles")
    assert "lifecycle" in caught.value.todo.vi
