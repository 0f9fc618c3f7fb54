"""Rules: a closed language of sentences about one customer, with many readers and one meaning."""

from regulars.rules.cells import Study, study
from regulars.rules.data import from_data, to_data
from regulars.rules.faults import Known, faults, lookup
from regulars.rules.run import Fact, condition, facts, matches, to_ibis
from regulars.rules.say import said_in_parts, say
from regulars.rules.text import parse, read, to_text
from regulars.rules.value import (
    And,
    Compare,
    Everyone,
    Leaf,
    Missing,
    Not,
    OneOf,
    Or,
    Rule,
    Term,
    Value,
    c,
    everyone,
    features_of,
    leaves,
)

__all__ = [
    "And",
    "Compare",
    "Everyone",
    "Fact",
    "Known",
    "Leaf",
    "Missing",
    "Not",
    "OneOf",
    "Or",
    "Rule",
    "Study",
    "Term",
    "Value",
    "c",
    "condition",
    "everyone",
    "facts",
    "faults",
    "features_of",
    "from_data",
    "leaves",
    "lookup",
    "matches",
    "parse",
    "read",
    "said_in_parts",
    "say",
    "study",
    "to_data",
    "to_ibis",
    "to_text",
]
