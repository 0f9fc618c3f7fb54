"""A rule as a frozen value: a sentence about one customer, joined with `&`, `|` and `~`."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from regulars.errors import RuleError
from regulars.words import Words

Value = bool | int | float | str

OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
ORDERED = ("<", "<=", ">", ">=")
GRAMMAR = frozenset({"and", "or", "not", "in", "is", "between", "null", "true", "false", "missing", "everyone"})
LARGEST = 2**53

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


class Rule:
    """What every rule can do: join with `&` and `|`, be turned round with `~`; it is neither true nor false by itself."""

    __slots__ = ()

    def __and__(self, other: Rule) -> Rule:
        return And((self, _rule(other)))

    def __or__(self, other: Rule) -> Rule:
        return Or((self, _rule(other)))

    def __invert__(self) -> Rule:
        return Not(self)

    def __bool__(self) -> bool:
        raise RuleError(
            Words("Một quy tắc tự nó không đúng cũng không sai.", "A rule is neither true nor false by itself."),
            seen=repr(self),
            todo=Words(
                "Nối bằng & | ~ thay cho and or not, đặt từng phép so sánh trong ngoặc; thay 1 < c.x < 5 bằng c.x.between(…).",
                "Join with & | ~ instead of and or not, each comparison in parentheses; write c.x.between(…) for 1 < c.x < 5.",
            ),
        )


@dataclass(frozen=True, repr=False)
class Compare(Rule):
    """`feature op value`; false where the feature is missing, `!=` included. Texts and flags know only `=` and `!=`."""

    feature: str
    op: str
    value: Value

    def __post_init__(self) -> None:
        object.__setattr__(self, "op", "=" if self.op == "==" else self.op)
        object.__setattr__(self, "value", constant(self.value))
        _check_name(self.feature)
        if self.op not in OPPOSITE:
            raise RuleError(Words(f"Không có phép so sánh “{self.op}”.", f"There is no comparison “{self.op}”."), todo=_THE_OPS)
        if self.op in ORDERED and isinstance(self.value, bool | str):
            raise RuleError(
                Words("Chữ và có/không chỉ so được bằng = và !=.", "Texts and yes/no values compare with = and != only."),
                seen=f"{self.feature} {self.op} {self.value}",
                todo=Words("Dùng = hoặc !=, hay one_of(…).", "Use = or !=, or one_of(…)."),
            )

    def __repr__(self) -> str:
        return f"c.{self.feature} {'==' if self.op == '=' else self.op} {self.value!r}"


@dataclass(frozen=True, repr=False)
class OneOf(Rule):
    """The feature is one of these texts, or one of these numbers; false where it is missing."""

    feature: str
    values: tuple[Value, ...]

    def __post_init__(self) -> None:
        values = tuple(dict.fromkeys(constant(value) for value in self.values))
        object.__setattr__(self, "values", values)
        _check_name(self.feature)
        if not values or any(isinstance(value, bool) for value in values) or len({isinstance(value, str) for value in values}) > 1:
            raise RuleError(
                Words(
                    "Danh sách cần ít nhất một giá trị, toàn chữ hoặc toàn số.", "A list needs one value or more, all texts or all numbers."
                ),
                seen=f"{self.feature} in {values!r}",
                todo=Words("Ví dụ: province in ('Hà Nội', 'Huế').", "For example: province in ('Hà Nội', 'Huế')."),
            )

    def __repr__(self) -> str:
        return f"c.{self.feature}.one_of({', '.join(map(repr, self.values))})"


@dataclass(frozen=True, repr=False)
class Missing(Rule):
    """The feature is not known."""

    feature: str

    def __post_init__(self) -> None:
        _check_name(self.feature)

    def __repr__(self) -> str:
        return f"c.{self.feature}.missing()"


@dataclass(frozen=True, repr=False)
class And(Rule):
    """All of two or more rules hold; an `And` inside is taken apart."""

    rules: tuple[Rule, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", _flat(self))

    def __repr__(self) -> str:
        return " & ".join(map(_bracketed, self.rules))


@dataclass(frozen=True, repr=False)
class Or(Rule):
    """At least one of two or more rules holds; an `Or` inside is taken apart."""

    rules: tuple[Rule, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", _flat(self))

    def __repr__(self) -> str:
        return " | ".join(map(_bracketed, self.rules))


@dataclass(frozen=True, repr=False)
class Not(Rule):
    """The plain complement: holds exactly where the rule does not, so also where the thing is not known."""

    rule: Rule

    def __repr__(self) -> str:
        return f"~{_bracketed(self.rule)}"


@dataclass(frozen=True, repr=False)
class Everyone(Rule):
    """Holds for every customer."""

    def __repr__(self) -> str:
        return "everyone"


everyone = Everyone()
Leaf = Compare | OneOf | Missing


class Term:
    """A feature on its way into a rule: `c.orders >= 4`, `c.age.missing()`, `c.province.one_of('Huế')`."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __eq__(self, value: object) -> Rule:  # type: ignore[override]
        return Compare(self._name, "=", value)  # type: ignore[arg-type]

    def __ne__(self, value: object) -> Rule:  # type: ignore[override]
        return Compare(self._name, "!=", value)  # type: ignore[arg-type]

    def __lt__(self, value: Value) -> Rule:
        return Compare(self._name, "<", value)

    def __le__(self, value: Value) -> Rule:
        return Compare(self._name, "<=", value)

    def __gt__(self, value: Value) -> Rule:
        return Compare(self._name, ">", value)

    def __ge__(self, value: Value) -> Rule:
        return Compare(self._name, ">=", value)

    def __hash__(self) -> int:
        return hash(self._name)

    def __repr__(self) -> str:
        return f"c.{self._name}"

    def between(self, low: Value, high: Value) -> Rule:
        """From `low` to `high`, both included."""
        return (self >= low) & (self <= high)

    def one_of(self, *values: Value) -> Rule:
        """Equal to one of the values."""
        return OneOf(self._name, values)

    def missing(self) -> Rule:
        """Not known."""
        return Missing(self._name)


class Customer:
    """`c`: every attribute is a feature or a scheme; whether it exists is asked when the rule is checked."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Term:
        if name.startswith("_"):
            raise AttributeError(name)
        return Term(name)


c = Customer()


def constant(value: object) -> Value:
    """A constant as rules keep it: plain Python, texts in NFC, whole numbers as int; `RuleError` for anything else."""
    value = value.item() if hasattr(value, "item") and not isinstance(value, Term) else value
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and "\0" not in value and value.encode(errors="ignore").decode() == value:
        return unicodedata.normalize("NFC", value)
    if isinstance(value, int | float) and math.isfinite(value) and abs(value) <= LARGEST:
        return int(value) if value == int(value) else float(value)
    raise RuleError(
        Words("Chỉ so được với một số, một chữ, hoặc có/không.", "A feature is compared with a number, a text, or true/false."),
        seen=ascii(value)[:80],
        todo=Words(
            "Để hỏi “chưa rõ” dùng .missing(); phép tính hay so hai đặc điểm cần một đặc điểm có tên riêng.",
            "To ask for “not known” use .missing(); arithmetic or comparing two features needs a feature with a name of its own.",
        ),
    )


def parts(rule: Rule) -> tuple[Rule, ...]:
    """The rules directly inside a rule; none for a leaf and for `everyone`."""
    if isinstance(rule, And | Or):
        return rule.rules
    return (rule.rule,) if isinstance(rule, Not) else ()


def leaves(rule: Rule) -> Iterator[Leaf]:
    """The comparisons of a rule in their order."""
    if isinstance(rule, Leaf):
        yield rule
    for part in parts(rule):
        yield from leaves(part)


def constants(leaf: Leaf) -> tuple[Value, ...]:
    """The constants a comparison compares with; none for `missing`."""
    return () if isinstance(leaf, Missing) else leaf.values if isinstance(leaf, OneOf) else (leaf.value,)


def features_of(rule: Rule) -> frozenset[str]:
    """The names of the features (and schemes) a rule asks about."""
    return frozenset(leaf.feature for leaf in leaves(rule))


_THE_OPS = Words("Dùng một trong: = != < <= > >=.", "Use one of: = != < <= > >=.")


def _check_name(name: object) -> None:
    if isinstance(name, str) and _NAME.fullmatch(name) and name not in GRAMMAR:
        return
    raise RuleError(
        Words("Đây không phải tên của một đặc điểm.", "This cannot be the name of a feature."),
        seen=ascii(name)[:80] if not isinstance(name, str) else name[:80],
        todo=Words(
            "Tên gồm chữ thường không dấu, số và dấu _, ví dụ purchases_365d.",
            "Names are lower-case letters, digits and _, as in purchases_365d.",
        ),
    )


def _rule(value: object) -> Rule:
    if isinstance(value, Rule):
        return value
    raise RuleError(
        Words("& và | chỉ nối các quy tắc.", "& and | join rules only."),
        seen=repr(value)[:80],
        todo=Words(
            "Đặt từng phép so sánh trong ngoặc: (c.orders >= 4) & (c.age < 30).",
            "Put each comparison in parentheses: (c.orders >= 4) & (c.age < 30).",
        ),
    )


def _flat(rule: And | Or) -> tuple[Rule, ...]:
    rules = tuple(inner for part in rule.rules for inner in (part.rules if isinstance(part, type(rule)) else (_rule(part),)))
    if len(rules) < 2:
        raise RuleError(
            Words("“và”, “hoặc” cần ít nhất hai vế.", "“and”, “or” need two rules or more."),
            seen=repr(rules),
            todo=Words("Viết riêng vế ấy, không nối.", "Write that rule alone."),
        )
    return rules


def _bracketed(rule: Rule) -> str:
    return f"({rule!r})" if isinstance(rule, Compare | And | Or) else repr(rule)
