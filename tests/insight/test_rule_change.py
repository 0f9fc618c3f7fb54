"""What saving a scheme would do, held against plain Python over the rows of the profile."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from regulars.errors import InputError, NotFitted, NotFound, RuleError
from regulars.insight.rule_change import CHANGED_COLUMNS
from regulars.insight.trying import dependents, replaced
from regulars.rules import c, everyone, matches, parse
from regulars.scheme import Class, Scheme, known_schemes, order, scheme_from_data
from regulars.vocabulary import FEATURES
from regulars.words import LANGUAGES, Words

from ..small_shops import SETTINGS, add, history, open_shop, random_shop

DAY = dt.timedelta(days=1)
END = dt.date(2024, 2, 7)
SECTIONS = ("entered", "left", "before", "after")


def scheme(id: str, *classes: tuple, **more) -> Scheme:
    return Scheme(id, Words(id, id), Words("?", "?"), tuple(Class(name, Words(name, name), rule) for name, rule in classes), **more)


def spenders(bar: int) -> Scheme:
    return scheme("spenders", ("never", c.purchases == 0), ("much", c.spend_365d >= bar), ("little", everyone))


def by_law(row: dict, schemes: list[Scheme]) -> dict:
    """The classes of one customer: rule by rule, scheme by scheme."""
    row = dict(row)
    for each in order(schemes):
        row[each.id] = next(one.id for one in each.classes if matches(one.rule, row))
    return row


class Law:
    """Everybody before and after, as plain Python has them."""

    def __init__(self, shop, proposed: list[Scheme], as_of=END):
        rows = list(shop.profile(as_of))
        today = shop.schemes()
        self.before = {row["customer_id"]: by_law(row, today) for row in rows}
        self.after = {row["customer_id"]: by_law(row, replaced(today, proposed)) for row in rows}

    def moved(self, id: str) -> list[str]:
        return [who for who, row in self.after.items() if self.before[who].get(id) != row[id]]

    def flows(self, id: str) -> dict[tuple, tuple[int, int]]:
        found = defaultdict(lambda: (0, 0))
        for who in self.moved(id):
            pair = self.before[who].get(id), self.after[who][id]
            found[pair] = (found[pair][0] + 1, found[pair][1] + self.after[who]["spend_365d"])
        return dict(found)

    def money(self, people) -> int:
        return sum(self.after[who]["spend_365d"] for who in people)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with add(open_shop(tmp_path_factory.mktemp("tried")), random_shop(1, customers=160)) as shop:
        yield shop


OLD = scheme("own", ("never", c.purchases == 0), ("once", c.purchases == 1), ("often", c.purchases >= 9), ("some", everyone))


def with_scheme(shop, *own: Scheme):
    """The shop, with these schemes in its folder."""
    (shop.path / "schemes").mkdir(exist_ok=True)
    for each in own:
        (shop.path / "schemes" / f"{each.id}.json").write_text(json.dumps(each.to_data(), ensure_ascii=False), "utf-8")
    return shop


@pytest.fixture(scope="module")
def owned(tmp_path_factory):
    """The same shop with two schemes of its own and a number that it pinned."""
    text = f"{SETTINGS}[schemes.premium]\npremium_from = 30\n"
    with add(open_shop(tmp_path_factory.mktemp("owned"), text), random_shop(1, customers=160)) as shop:
        yield with_scheme(shop, spenders(20000), OLD)


@pytest.fixture(scope="module")
def thirty(tmp_path_factory):
    """A shop of thirty customers without costs, who each bought once, the later the less."""
    with add(open_shop(tmp_path_factory.mktemp("thirty")), history({f"k{n}": [(END - n * DAY, 100 + n)] for n in range(30)})) as shop:
        yield with_scheme(shop, spenders(120))


def assert_lawful(change, law: Law) -> None:
    """Every figure of every touched scheme."""
    for each in change.schemes:
        flows = {(flow.before, flow.after): (flow.held.customers, flow.held.revenue) for flow in each.flows}
        assert flows == law.flows(each.id)
        moved = law.moved(each.id) if each.before else []
        assert (each.moved.customers, each.moved.revenue) == (len(moved), law.money(moved))
        assert each.by_itself.customers + each.carried.customers == each.moved.customers
        for one in each.classes:
            was = {who for who, row in law.before.items() if row.get(each.id) == one.id}
            now = {who for who, row in law.after.items() if row[each.id] == one.id}
            wanted = {"before": was, "after": now, "entered": now - was, "left": was - now}
            for section, people in wanted.items():
                held = getattr(one, section)
                if held is None:
                    assert people == set()
                else:
                    assert (held.customers, held.revenue) == (len(people), law.money(people)), (each.id, one.id, section)
    anywhere = {who for each in change.schemes if each.before for who in law.moved(each.id)}
    assert (change.customers, change.revenue) == (len(anywhere), law.money(anywhere))


def test_a_changed_parameter_moves_exactly_whom_the_rules_move(shop):
    change = shop.preview("premium", END, elite_from=50, premium_from=20)
    assert_lawful(change, Law(shop, [change.proposed[0].after]))
    assert change.customers > 0
    assert [(one.id, one.before, one.after) for one in change.proposed[0].difference.parameters] == [
        ("elite_from", 90, 50),
        ("premium_from", 80, 20),
    ]
    assert [one.id for one in change.proposed[0].difference.rules] == ["elite", "premium"]


def test_a_changed_parameter_is_read_by_the_id_of_its_scheme_and_changes_nothing_in_the_shop(shop):
    before = shop.schemes_version(), list(shop.classify(END))
    assert shop.preview("ladder", END, key_from=10).customers > 0
    assert (shop.schemes_version(), list(shop.classify(END))) == before


def test_a_scheme_others_depend_on_moves_them_too(shop):
    change = shop.preview("lifecycle", END, lost_below=0.9, lost_left=1, lapsed_below=0.95, lapsed_left=1)
    assert_lawful(change, Law(shop, [change.proposed[0].after]))
    following = {each.id: each for each in change.schemes if not each.proposed}
    assert set(following) == {"value", "frequency"}
    assert following["value"].moved.customers > 0
    assert following["value"].carried == following["value"].moved
    assert following["value"].by_itself.customers == 0
    assert following["value"].depends_on == ("lifecycle",)
    assert change.proposed[0].by_itself == change.proposed[0].moved


def test_dependents_are_found_through_others_and_in_the_order_of_the_shop(shop):
    through = scheme("through", ("a", c.value == "loyal"), ("b", everyone))
    assert dependents([through, *shop.schemes()], ["lifecycle"]) == ["through", "value", "frequency"]


def test_two_proposals_keep_apart_who_moves_by_which(shop):
    lifecycle = shop.preview("lifecycle", END, lost_below=0.9, lost_left=1).proposed[0].after
    value = shop.preview("value", END, loyal_from=20).proposed[0].after
    change = shop.preview([lifecycle, value], END)
    law = Law(shop, [lifecycle, value])
    assert_lawful(change, law)
    own = {who for who in law.before if by_law(law.before[who], replaced(shop.schemes(), [value]))["value"] != law.before[who]["value"]}
    moved = set(law.moved("value"))
    assert change.scheme("value").by_itself.customers == len(moved & own) > 0
    assert change.scheme("value").carried.customers == len(moved - own) > 0


def test_a_new_scheme_shows_who_is_in_each_class_and_nobody_has_moved(shop):
    change = shop.preview(spenders(20000), END)
    law = Law(shop, [spenders(20000)])
    assert_lawful(change, law)
    assert (change.customers, change.revenue, change.proposed[0].kind) == (0, 0, "new")
    counts = Counter(row["spenders"] for row in law.after.values())
    assert {one.id: one.after.customers for one in change.proposed[0].classes} == dict(counts)
    assert all(one.before is None for one in change.proposed[0].classes)
    assert f"{len(law.after)} khách vào 3 nhóm" in change.sentence("vi").replace("\xa0", " ")


def test_a_new_scheme_may_be_named_by_another_that_is_proposed_with_it(shop):
    ladder = shop.scheme("ladder")
    first, *rest = ladder.classes
    changed = replace(ladder, classes=(first, replace(rest[-1], id="rebuy", rule=c.spenders == "much"), *rest))
    change = shop.preview([changed, spenders(20000)], END)
    assert_lawful(change, Law(shop, [changed, spenders(20000)]))
    assert change.scheme("ladder").by_itself.customers > 0


def test_a_scheme_of_the_shop_that_is_changed_is_compared_with_itself(owned, tmp_path):
    (tmp_path / "changed.json").write_text(json.dumps(spenders(5000).to_data(), ensure_ascii=False), "utf-8")
    change = owned.preview(tmp_path / "changed.json", END)
    assert change.proposed[0].kind == "changed"
    assert_lawful(change, Law(owned, [spenders(5000)]))
    assert change.customers > 0
    assert owned.preview(str(tmp_path / "changed.json"), END).to_data("vi") == change.to_data("vi")


def test_margins_are_told_where_they_are_known_and_null_where_no_costs_are(shop, thirty):
    with_costs = shop.preview("premium", END, elite_from=50, premium_from=20)
    law = Law(shop, [with_costs.proposed[0].after])
    moved = law.moved("premium")
    told = [law.after[who]["margin_365d"] for who in moved]
    active = [who for who in moved if law.after[who]["purchases_365d"] > 0]
    known = [who for who in active if law.after[who]["margin_365d"] is not None]
    wanted = sum(value or 0 for value in told) if len(known) >= 0.95 * len(active) else None
    assert with_costs.proposed[0].moved.margin == wanted
    assert thirty.preview("premium", elite_from=50, premium_from=20).proposed[0].moved.margin is None


def test_examples_are_those_who_spend_most_with_their_names(shop):
    change = shop.preview("premium", END, elite_from=50, premium_from=20)
    law = Law(shop, [change.proposed[0].after])
    names = {row["customer_id"]: row["name"] for row in shop.customers(as_of=END)}
    for flow in change.proposed[0].flows:
        there = [
            who for who in law.moved("premium") if (law.before[who]["premium"], law.after[who]["premium"]) == (flow.before, flow.after)
        ]
        first = sorted(there, key=lambda who: (-law.after[who]["spend_365d"], who))[:5]
        assert [(one.customer_id, one.name, one.revenue) for one in flow.examples] == [
            (who, names[who], law.after[who]["spend_365d"]) for who in first
        ]


def test_a_scheme_with_a_class_that_nobody_can_reach_is_refused_as_its_check_refuses_it(shop):
    bad = scheme("bad", ("a", c.purchases >= 1), ("b", c.purchases >= 2), ("c", everyone))
    with pytest.raises(RuleError) as raised:
        shop.preview(bad, END)
    with pytest.raises(RuleError) as checked:
        bad.check(shop.schemes()).raise_if_bad()
    assert raised.value.text("vi") == checked.value.text("vi")
    with pytest.raises(RuleError, match="spend_365d_pct >= 80"):
        shop.preview("premium", END, elite_from=70)


def test_a_class_that_nobody_was_found_to_reach_is_pointed_out(shop):
    counts = [name for name, feature in FEATURES.items() if feature.kind == "count"][:14]
    alike = parse(" and ".join(f"{name} = 3" for name in counts))
    rare = scheme("rare", ("all_three", alike), ("seven", parse(" and ".join(f"{name} >= 7" for name in counts))), ("rest", everyone))
    change = shop.preview(rare, END)
    found = change.proposed[0]
    assert not found.check.proven
    assert "all_three" in found.unreached
    assert "rest" not in found.unreached
    assert "all_three" in change.warnings[0].en
    assert change.to_data("en")["schemes"][0]["became_unreachable"] == list(found.unreached)


def test_a_class_that_another_scheme_names_cannot_go(shop):
    lifecycle = shop.scheme("lifecycle")
    without = replace(lifecycle, classes=tuple(each for each in lifecycle.classes if each.id != "lost"), better=())
    with pytest.raises(RuleError) as raised:
        shop.preview(without, END)
    assert "value" in raised.value.what.en


def test_a_circle_is_refused_with_its_path(shop):
    lifecycle = shop.scheme("lifecycle")
    first, *rest = lifecycle.classes
    circling = replace(lifecycle, classes=(first.when(first.rule & (c.value == "none")), *rest))
    with pytest.raises(RuleError) as raised:
        shop.preview(circling, END)
    assert "→" in raised.value.seen


def test_classes_that_go_come_and_change_their_names_are_told(owned):
    new = scheme("own", ("often", c.purchases >= 9), ("not_yet", c.purchases == 0), ("big", c.spend >= 5000), ("some", everyone))
    new = replace(new, classes=(replace(new.classes[0], name=Words("Hay mua", "Often")), *new.classes[1:]))
    change = owned.preview(new, END)
    assert_lawful(change, Law(owned, [new]))
    found = change.proposed[0].difference
    assert (found.added, found.removed) == (("big",), ("once",))
    assert {(one.before, one.after) for one in found.renamed} == {("never", "not_yet"), ("often", "often")}
    assert found.order is None
    assert {one.id for one in found.rules} == {"big", "once"}
    gone = change.proposed[0].class_named("once")
    assert gone.after is None
    assert gone.left == gone.before
    assert any("once" in words.en and "no more" in words.en for words in change.warnings)


def test_the_order_of_test_alone_is_told(shop):
    premium = shop.scheme("premium")
    none, elite, second, lost, standard = premium.classes
    lost_first = replace(premium, classes=(none, lost, elite, second, standard))
    found = shop.preview(lost_first, END).proposed[0].difference
    assert found.rules == ()
    assert found.order == (
        ("none", "elite", "premium", "lost_premium", "standard"),
        ("none", "lost_premium", "elite", "premium", "standard"),
    )


def test_classes_that_become_empty_tiny_or_huge_are_pointed_out(tmp_path):
    bought = {f"k{n:03d}": [(END - DAY, 100 + n)] for n in range(300)}
    with add(open_shop(tmp_path / "many"), history(bought)) as many:
        with_scheme(many, spenders(250))
        tiny = many.preview(spenders(398)).proposed[0]
        assert (tiny.became("tiny"), tiny.became("huge"), tiny.became("empty")) == (("much",), ("little",), ())
        empty = many.preview(spenders(9999)).proposed[0]
        assert (empty.became("empty"), empty.became("huge"), empty.became("tiny")) == (("much",), ("little",), ())
        assert any("không có khách nào" in words.vi for words in empty.warnings)
        assert many.preview(spenders(251)).warnings == ()


def test_what_was_empty_before_is_not_said_to_become_so(thirty):
    assert thirty.preview(spenders(115)).proposed[0].became("empty") == ()


def test_fewer_than_twenty_customers_are_counted_but_never_shared_out(tmp_path):
    with add(open_shop(tmp_path / "few"), history({f"k{n}": [(END - DAY, 100 + n)] for n in range(15)})) as few:
        change = with_scheme(few, spenders(107)).preview(spenders(101))
        assert change.customers == 6
        assert change.proposed[0].became("huge") == ()
        assert "%" not in change.sentence("vi") + change.sentence("en") + "".join(words.en for words in change.warnings)


def test_a_shop_without_orders_says_so(tmp_path):
    with open_shop(tmp_path / "empty") as empty, pytest.raises(NotFitted):
        empty.preview("ladder", key_from=85)


def test_a_scheme_that_changes_nothing_moves_nobody(shop):
    change = shop.preview(shop.scheme("ladder"), END)
    assert (change.customers, change.revenue, change.proposed[0].flows, change.warnings) == (0, 0, (), ())
    assert change.sentence("vi") == "Nếu lưu “6 cấp độ khách hàng”: không khách nào đổi nhóm."


@pytest.mark.parametrize(
    ("what", "parameters", "error"),
    [
        ("lader", {"key_from": 85}, NotFound),
        ("ladder", {"key_frm": 85}, RuleError),
        ("ladder", {"key_from": 101}, RuleError),
        ("ladder", {"key_from": "many"}, RuleError),
        (spenders(5), {"bar": 7}, InputError),
        ("nowhere.yaml", {}, NotFound),
    ],
)
def test_what_cannot_be_proposed_is_refused(shop, what, parameters, error):
    with pytest.raises(error):
        shop.preview(what, END, **parameters)


def test_what_the_shop_pinned_stays_pinned(owned):
    change = owned.preview("premium", END, elite_from=50)
    assert change.proposed[0].after.parameters["premium_from"].value == 30
    assert [one.id for one in change.proposed[0].difference.parameters] == ["elite_from"]


def test_it_is_a_tidy_table_and_plain_data_in_both_languages(shop):
    change = shop.preview("lifecycle", END, lost_below=0.9, lost_left=1)
    for lang in LANGUAGES:
        rows = change.table(lang)
        assert [list(row) for row in rows] == [list(CHANGED_COLUMNS)] * len(rows)
        assert len(rows) == sum(len(each.classes) for each in change.schemes)
        data = json.loads(json.dumps(change.to_data(lang), ensure_ascii=False, allow_nan=False))
        assert data["sentence"] == change.sentence(lang)
        rule = data["schemes"][0]["rules"][0]
        known = known_schemes(shop.schemes())
        assert matches(parse(rule["after"]["rule"], known), {"return_chance": 0.85, "chance_left": 0.9})
        assert not matches(parse(rule["before"]["rule"], known), {"return_chance": 0.85, "chance_left": 0.9})
        assert rule["before"]["words"] != rule["after"]["words"]
    assert {row["class"]: row["after"] - row["before"] for row in rows if row["scheme"] == "lifecycle"} == {
        row["class"]: row["entered"] - row["left"] for row in rows if row["scheme"] == "lifecycle"
    }


def test_a_scheme_read_from_data_is_the_same_proposal(shop):
    assert shop.preview(scheme_from_data(spenders(7000).to_data()), END).to_data("en") == shop.preview(spenders(7000), END).to_data("en")
