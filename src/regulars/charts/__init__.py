"""One chart a file: a tidy table in, a `Figure` out. Nothing here knows what a customer is."""

from regulars.charts.calibration import calibration
from regulars.charts.class_bars import ages, class_bars
from regulars.charts.cohorts import cohorts
from regulars.charts.deciles import deciles
from regulars.charts.demand import demand
from regulars.charts.expected import expected
from regulars.charts.figure import Figure
from regulars.charts.flow import flow
from regulars.charts.ladder import ladder
from regulars.charts.months import months
from regulars.charts.moves import moves
from regulars.charts.pareto import pareto
from regulars.charts.region_map import region_map
from regulars.charts.rfm_map import rfm_map
from regulars.charts.staying import staying
from regulars.charts.timeline import timeline
from regulars.charts.transitions import transitions
from regulars.charts.two_sided import two_sided
from regulars.charts.usefulness import usefulness

__all__ = [
    "Figure",
    "ages",
    "calibration",
    "class_bars",
    "cohorts",
    "deciles",
    "demand",
    "expected",
    "flow",
    "ladder",
    "months",
    "moves",
    "pareto",
    "region_map",
    "rfm_map",
    "staying",
    "timeline",
    "transitions",
    "two_sided",
    "usefulness",
]
