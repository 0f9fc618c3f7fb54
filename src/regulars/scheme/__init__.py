"""Schemes: an ordered list of classes with their rules, checked before it is used."""

from regulars.scheme.check import CheckReport
from regulars.scheme.difference import Difference, difference
from regulars.scheme.parts import COLOURS, Class, Parameter
from regulars.scheme.read import load, scheme_from_data
from regulars.scheme.value import Scheme, known_schemes, order

__all__ = [
    "COLOURS",
    "CheckReport",
    "Class",
    "Difference",
    "Parameter",
    "Scheme",
    "difference",
    "known_schemes",
    "load",
    "order",
    "scheme_from_data",
]
