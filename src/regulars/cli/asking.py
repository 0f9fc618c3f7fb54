"""What several commands ask for: a day, a rule, a class; and how a rule is put together from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from regulars.cli.speech import argument, option
from regulars.errors import InputError
from regulars.words import Words

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from regulars.rules import Rule
    from regulars.scheme import Scheme
    from regulars.shop import Shop

AsOf = Annotated[
    str | None,
    option(
        "--as-of",
        vi="Tính đến hết ngày này, dạng 2026-11-20; không ghi thì là ngày cuối có dữ liệu.",
        en="As of the end of this day, as in 2026-11-20; left out, the last day with data.",
        metavar="DAY",
    ),
]
SchemeName = Annotated[
    str | None,
    argument(
        "SCHEME",
        vi="Mã của một cách phân loại, ví dụ ladder; không ghi thì lấy tất cả.",
        en="Id of one scheme, such as ladder; left out, all of them.",
    ),
]
RuleText = Annotated[
    str | None,
    argument(
        "RULE",
        vi="Chỉ những khách mà quy tắc này đúng, ví dụ \"purchases_365d >= 4 and lifecycle = 'slipping'\".",
        en="Only customers for whom this rule holds, such as \"purchases_365d >= 4 and lifecycle = 'slipping'\".",
    ),
]
RuleOption = Annotated[
    str | None,
    option(
        "--rule",
        vi="Chỉ những khách mà quy tắc này đúng, viết như ở lệnh customers.",
        en="Only customers for whom this rule holds, written as for the command customers.",
        metavar="RULE",
    ),
]
ClassNames = Annotated[
    list[str] | None,
    option(
        "--class",
        vi="Chỉ những khách thuộc nhóm này, ví dụ ladder=key_account; ghi được nhiều lần.",
        en="Only customers of this class, such as ladder=key_account; may be given several times.",
        metavar="SCHEME=CLASS",
    ),
]


def asked_rule(shop: Shop, texts: Sequence[str | None], classes: Sequence[str] | None, as_of: str | None = None) -> Rule | None:
    """Everything that was asked of the customers of a day as one rule; null where nothing was. Raises `RuleError`, `NotFound`."""
    from regulars.rules import And, parse
    from regulars.scheme import known_schemes

    if not any((*texts, *(classes or ()))):
        return None
    schemes = list(shop.classify(as_of).schemes.values())
    rules = [parse(text, known_schemes(schemes)) for text in texts if text] + [_in_class(schemes, text) for text in classes or ()]
    return And(tuple(rules)) if len(rules) > 1 else rules[0]


def _in_class(schemes: Sequence[Scheme], text: str) -> Rule:
    from regulars.rules import Compare
    from regulars.schemes import scheme_named

    name, sign, id = (part.strip() for part in text.partition("="))
    if not sign:
        raise InputError(
            Words("Nhóm phải viết dạng cách_phân_nhóm=nhóm.", "A class is written scheme=class."),
            seen=text,
            todo=Words("Ví dụ: --class ladder=key_account", "For example: --class ladder=key_account"),
            code="class",
        )
    return Compare(name, "=", scheme_named(name, schemes).class_named(id).id)


def waiting(profile: ir.Table, schemes: Sequence[Scheme]) -> frozenset[str]:
    """Ids of the schemes of which nothing they need is known yet."""
    from regulars.insight.readiness import known_counts, needs_of, waits

    known = known_counts(profile, (name for scheme in schemes for name in scheme.needs))
    return frozenset(id for id, needs in needs_of(known, schemes).items() if waits(needs))


def split(text: str | None) -> list[str]:
    """Names parted by commas."""
    return [name.strip() for name in (text or "").split(",") if name.strip()]
