"""`check()` finds what is wrong with a scheme before anyone is classed by it."""

from __future__ import annotations

import pytest

from regulars.errors import RuleError
from regulars.rules import c, everyone, read
from regulars.scheme import Class, Scheme
from regulars.vocabulary import FEATURES
from regulars.words import Words


def scheme(*rules, better=(), id="mine", needs=()):
    classes = tuple(Class(name, Words(name.upper(), name.upper()), read(rule)) for name, rule in rules)
    return Scheme(id, Words("Của tôi", "Mine"), Words("?", "?"), classes, better, needs=needs)


def errors_of(made, *others):
    report = made.check(others)
    assert not report.ok
    assert all(error.vi != error.en for error in report.errors)
    return " | ".join(error.en for error in report.errors)


def test_a_sound_scheme_is_proven():
    report = scheme(("none", "purchases = 0"), ("low", "purchases < 4"), ("high", "everyone")).check()
    assert report.ok
    assert report.proven
    assert (report.errors, report.warnings, report.notes) == ((), (), ())
    report.raise_if_bad()


def test_a_scheme_without_everyone_is_sound_where_the_cells_are_all_taken():
    assert scheme(("none", "purchases = 0"), ("some", "purchases >= 1")).check().ok
    assert scheme(("a", "age < 16"), ("b", "age >= 16"), ("unknown", "age is missing")).check().ok


def test_a_gap_is_shown_by_a_customer_in_it():
    found = errors_of(scheme(("young", "age < 16"), ("old", "age >= 16")))
    assert "in no class" in found
    assert "age is missing" in found


def test_a_class_already_taken_names_its_takers():
    found = errors_of(scheme(("low", "purchases < 4"), ("none", "purchases = 0"), ("rest", "everyone")))
    assert "Class “NONE”: nobody reaches the rule “purchases = 0”: “LOW” already took them all." in found


def test_a_rule_that_contradicts_itself_is_found():
    assert "can never hold" in errors_of(scheme(("odd", "age < 16 and age > 30"), ("rest", "everyone")))


def test_a_rule_that_takes_everyone_too_early_is_named():
    found = errors_of(scheme(("all", "purchases >= 0"), ("none", "age < 16"), ("rest", "everyone")))
    assert "Class “ALL” takes everyone who is left; nobody reaches the rule “age < 16” of class “NONE”." in found
    assert "of class “REST”" in found


def test_partly_swallowed_is_no_error():
    assert scheme(("a", "purchases < 4"), ("b", "purchases < 6"), ("rest", "everyone")).check().ok


def test_a_dead_rule_of_a_class_that_lives_is_a_warning():
    report = scheme(("a", "purchases < 4"), ("b", "purchases < 6"), ("a", "purchases = 0"), ("rest", "everyone")).check()
    assert report.ok
    assert "nobody reaches" in report.warnings[0].en


def test_other_groups_of_features_do_not_hide_a_class():
    made = scheme(("kid", "age < 16"), ("quiet", "visits_90d = 0"), ("older", "age >= 16 or age is missing"), ("rest", "everyone"))
    assert "of class “REST”" in errors_of(made)


def test_the_complement_over_something_unknown_is_pointed_out():
    report = scheme(("a", "purchases = 0 and ~(serviceable = true)"), ("rest", "everyone")).check()
    assert report.ok
    assert "not known" in report.notes[0].en
    assert FEATURES["serviceable"].words.vi in report.notes[0].vi
    assert scheme(("a", "~(purchases = 0)"), ("rest", "everyone")).check().notes == ()


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("ordrs >= 4", "orders"),
        ("province = 4", "quotes"),
        ("gender = 'femal'", "female"),
        ("lifecycle = 'actve'", "active"),
        ("is_frequent = 1", "true"),
    ],
)
def test_unknown_names_and_values_come_with_the_nearest(rule, says):
    lifecycle = scheme(("lost", "windows_silent > 4"), ("active", "everyone"), id="lifecycle")
    found = errors_of(scheme(("a", rule), ("rest", "everyone")), lifecycle)
    assert says in found
    assert found.startswith("Class “A”")


def test_classes_of_other_schemes_are_a_closed_domain():
    lifecycle = scheme(("lost", "windows_silent > 4"), ("active", "everyone"), id="lifecycle")
    made = scheme(("a", "lifecycle = 'lost'"), ("b", "lifecycle = 'active'"), ("rest", "everyone"))
    assert "of class “REST”" in errors_of(made, lifecycle)


def test_a_constant_outside_the_domain_is_pointed_out():
    report = scheme(("a", "return_chance < 60"), ("rest", "everyone")).check()
    assert "0 to 1" in report.warnings[0].en


def test_names_chains_needs_and_colours_are_checked():
    twice = Scheme(
        "mine",
        Words("a", "b"),
        Words("?", "?"),
        (Class("a", Words("x", "x"), c.orders > 4), Class("a", Words("y", "y"), everyone, colour="pink")),
        better=(("a", "zzz"),),
        needs=("ordrs",),
    )
    found = errors_of(twice)
    for says in ("two names: “x” and “y”", "no colour “pink”", "“zzz”", "`needs`"):
        assert says in found


def test_a_circle_of_better_is_found():
    rules = (("a", "orders = 1"), ("b", "orders = 2"), ("d", "everyone"))
    assert scheme(*rules, better=(("a", "b", "d"), ("a", "d"))).check().ok
    assert "a < b < d < a" in errors_of(scheme(*rules, better=(("a", "b"), ("b", "d", "a"))))


def test_a_scheme_cannot_carry_a_features_name_nor_be_empty():
    assert "already the name of a feature" in errors_of(scheme(("a", "everyone"), id="orders"))
    assert "no classes yet" in errors_of(scheme())


def test_too_many_cells_are_sampled_and_said_to_be():
    counts = [name for name, feature in FEATURES.items() if feature.kind == "count"][:14]
    alike, above = (" and ".join(f"{name} {bar}" for name in counts) for bar in ("= 3", ">= 7"))
    report = scheme(("a", alike), ("b", above), ("rest", "everyone")).check()
    assert report.ok
    assert not report.proven
    assert any("Not proven" in note.en for note in report.notes)
    assert "no customer was found" in report.warnings[0].en


def test_all_errors_are_raised_together():
    with pytest.raises(RuleError) as refused:
        scheme(("a", "ordrs >= 4"), ("b", "agee < 3")).check().raise_if_bad()
    assert "ordrs" in refused.value.text("vi")
    assert "agee" in refused.value.text("en")
