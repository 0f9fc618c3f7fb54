"""Schemes: the first class whose rule holds, on one customer and on tables; order, data and files."""

from __future__ import annotations

import json

import ibis
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.errors import NotFound, RuleError
from regulars.rules import c, everyone, say
from regulars.scheme import Class, Parameter, Scheme, known_schemes, load, order, scheme_from_data
from regulars.words import Words

QUESTION = Words("Họ đứng ở đâu?", "Where do they stand?")


def made(id, *rules, better=(), **more):
    classes = tuple(Class(name, Words(f"Nhóm {name}", f"Group {name}"), rule) for name, rule in rules)
    return Scheme(id, Words(id.title(), id.title()), QUESTION, classes, better, **more)


LADDER = made(
    "ladder",
    ("outside", (c.purchases == 0) & (c.fits_persona == False)),  # noqa: E712
    ("prospect", c.purchases == 0),
    ("key", c.spend_365d_pct >= 90),
    ("first", c.purchases == 1),
    ("rebuy", everyone),
    better=(("prospect", "first", "rebuy", "key"),),
    parameters={"top": Parameter(90, Words("phần đầu", "the top"), 50, 99)},
    needs=("purchases",),
    leads=True,
)
DECISION = Scheme(
    "decision",
    Words("Tâm lý mua", "How they decide"),
    QUESTION,
    (
        (quick := Class("quick", Words("Nhanh", "Quick"), c.stated_decision == "immediate", colour="kind1")),
        Class("slow", Words("Chậm", "Slow"), c.decision_hours > 24, short=Words("C", "S"), aside=True, uneven=Words("Ít", "Few")),
        quick.when(c.decision_hours <= 24),
        Class("unknown", Words("Chưa rõ", "Unknown"), everyone, Words("nghĩa", "meaning"), Words("chăm", "care")),
    ),
)


def test_the_first_rule_that_holds_names_the_class():
    assert LADDER.class_of({"purchases": 0}) == "prospect"
    assert LADDER.class_of({"purchases": 1, "spend_365d_pct": 95}) == "key"
    assert LADDER.class_of({"purchases": 4}) == "rebuy"
    assert DECISION.class_of({"decision_hours": 3}) == DECISION.class_of({"stated_decision": "immediate", "decision_hours": 99}) == "quick"


def test_classes_are_shown_once_ascending_and_those_aside_last():
    assert LADDER.class_ids == ("outside", "prospect", "first", "rebuy", "key")
    assert DECISION.class_ids == ("quick", "unknown", "slow")


def test_a_class_is_found_by_its_id():
    assert LADDER.class_named("key").rule == (c.spend_365d_pct >= 90)
    with pytest.raises(NotFound, match="prospect"):
        LADDER.class_named("prospct")


def test_a_scheme_names_the_features_it_asks_for():
    assert LADDER.features() == {"purchases", "fits_persona", "spend_365d_pct"}


COLUMNS = {
    "purchases": "int32",
    "fits_persona": "boolean",
    "spend_365d_pct": "int32",
    "stated_decision": "string",
    "decision_hours": "float64",
}
_rows = st.fixed_dictionaries(
    {
        "purchases": st.integers(0, 3),
        "fits_persona": st.none() | st.booleans(),
        "spend_365d_pct": st.none() | st.integers(85, 95),
        "stated_decision": st.sampled_from([None, "immediate", "hesitant"]),
        "decision_hours": st.sampled_from([None, 3.0, 24.0, 25.0, float("nan")]),
    }
)


@settings(max_examples=20)
@given(st.lists(_rows, min_size=1, max_size=30))
def test_tables_are_classed_as_single_customers_are(rows):
    table = ibis.memtable(rows, schema=COLUMNS)
    found = ibis.duckdb.connect().to_pyarrow(table.select(a=LADDER.class_expr(table), b=DECISION.class_expr(table)))
    assert found["a"].to_pylist() == list(map(LADDER.class_of, rows))
    assert found["b"].to_pylist() == list(map(DECISION.class_of, rows))


def test_an_incomplete_scheme_leaves_null_and_refuses_the_customer():
    scheme = made("half", ("low", c.purchases < 1))
    table = ibis.memtable({"purchases": [0, 4]})
    assert ibis.duckdb.connect().to_pyarrow(table.select(x=scheme.class_expr(table)))["x"].to_pylist() == ["low", None]
    with pytest.raises(RuleError):
        scheme.class_of({"purchases": 4})


def test_a_scheme_of_everyone_alone_classes_a_table():
    scheme = made("all", ("all", everyone))
    table = ibis.memtable({"purchases": [0, 4]})
    assert ibis.duckdb.connect().to_pyarrow(table.mutate(x=scheme.class_expr(table)))["x"].to_pylist() == ["all", "all"]


def test_schemes_follow_those_they_depend_on():
    value = made("value", ("gone", c.lifecycle == "lost"), ("here", everyone))
    lifecycle = made("lifecycle", ("lost", c.windows_silent > 4), ("active", everyone))
    needs = made("needs", ("gone", c.value == "gone"), ("here", everyone))
    assert [scheme.id for scheme in order([needs, LADDER, value, lifecycle])] == ["lifecycle", "value", "needs", "ladder"]


def test_a_circle_is_refused_with_its_path():
    a, b, d = made("a", ("x", c.b == "x")), made("b", ("x", c.d == "x")), made("d", ("x", c.b == "x"))
    with pytest.raises(RuleError) as refused:
        order([a, b, d])
    assert refused.value.seen == "b → d → b"


def test_a_class_is_said_by_its_name_and_a_name_cannot_reach_into_the_template():
    scheme = made("kind", ("x", everyone))
    odd = Scheme("odd", Words("{value.__class__}", "{0}"), QUESTION, scheme.classes)
    known = known_schemes([scheme, odd])
    assert say(c.kind == "x", "vi", known=known) == "là “Nhóm x” (Kind)"
    assert say(c.odd.one_of("x"), "en", known=known) == "“Group x” ({0})"


@pytest.mark.parametrize("scheme", [LADDER, DECISION], ids=lambda scheme: scheme.id)
def test_a_scheme_reads_back_equal_from_its_data(scheme):
    assert scheme_from_data(scheme.to_data()) == scheme
    assert scheme_from_data(json.loads(json.dumps(scheme.to_data()))) == scheme
    assert scheme_from_data(yaml.safe_load(yaml.safe_dump(scheme.to_data(), allow_unicode=True))) == scheme


YAML = """
id: coffee
name: {vi: "Khách cà phê", en: "Coffee people"}
question: Ai uống mỗi ngày?
classes:
  - {id: daily, name: {vi: Mỗi ngày, en: Daily}, rule: purchases_90d >= 60, colour: r6}
  - {id: rare, name: {vi: Thỉnh thoảng}, rule: {feature: purchases_90d, op: "<", value: 5}}
  - {id: daily, rule: orders >= 500}
  - {id: other, rule: everyone}
better: [[rare, other, daily]]
"""


def test_a_shop_writes_a_scheme_in_yaml(tmp_path):
    file = tmp_path / "coffee.yaml"
    file.write_text(YAML, "utf-8")
    scheme = load(file)
    assert scheme.check().ok
    assert scheme.class_of({"purchases_90d": 9, "orders": 600}) == "daily"
    assert scheme.class_named("rare").name == Words("Thỉnh thoảng", "Thỉnh thoảng")
    assert scheme.classes[2] == scheme.classes[0].when(c.orders >= 500)


def test_the_same_scheme_in_json_and_toml(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(LADDER.to_data()), "utf-8")
    (tmp_path / "a.toml").write_text('id = "x"\n[[classes]]\nid = "all"\nrule = "everyone"\n', "utf-8")
    assert load(tmp_path / "a.json") == LADDER
    assert load(tmp_path / "a.toml").class_ids == ("all",)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.yaml", "id: [", "cannot be read"),
        ("a.yaml", "- 1", "named fields"),
        ("a.yaml", "id: No", "“id”"),
        ("a.yaml", "id: x\nclases: []", "no field “clases”"),
        ("a.yaml", "id: x\nclasses: {}", "must be a list"),
        ("a.yaml", "id: x\nclasses: [{id: a}]", "“rule” is missing"),
        ("a.yaml", "id: x\nclasses: [{id: a, rule: orders +}]", "classes[1]"),
        ("a.yaml", "id: x\nclasses: [{id: a, rule: everyone, name: {vi: Không, en: No}}]", "in quotes"),
        ("a.yaml", "id: x\nclasses: [{id: a, rule: everyone, colour: pink}]", "colour"),
        ("a.yaml", "id: x\nclasses: [{id: a, rule: everyone, aside: 1}]", "true or false"),
        ("a.yaml", "id: x\nbetter: [a]", "list of names"),
        ("a.yaml", "id: x\nparameters: {top: {value: high}}", "must be a number"),
        ("a.yaml", "!!python/object:os.system {}", "cannot be read"),
        ("a.json", "{", "cannot be read"),
        ("a.toml", "x", "cannot be read"),
        ("a.xml", "<a/>", "YAML, JSON or TOML"),
    ],
)
def test_a_file_that_is_no_scheme_is_refused_by_name(tmp_path, name, text, says):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(RuleError) as refused:
        load(tmp_path / name)
    assert says in refused.value.what.en
    assert refused.value.where.file == name


def test_a_file_that_is_not_there_is_not_found(tmp_path):
    with pytest.raises(NotFound):
        load(tmp_path / "none.yaml")


def test_a_need_cluster_is_said_by_the_name_of_its_class_and_an_unknown_one_as_it_is_written():
    known = known_schemes([made("needs", ("ca_phe", c.needs_cluster == "ca_phe"), ("other", everyone))])
    assert say(c.needs_cluster == "ca_phe", "vi", known=known) == "nhóm nhu cầu gần nhất là “Nhóm ca_phe”"
    assert say(c.needs_cluster == "tra", "en", known=known) == "nearest need cluster is tra"
