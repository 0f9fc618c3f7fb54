"""Who went where: bands from where people were to where they are, only of those who moved; on a phone a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regulars.charts.bars import Bar, bars
from regulars.charts.figure import Figure, nothing
from regulars.charts.measures import MEASURES
from regulars.charts.option import EDGED, FRAME, NARROW, TOOLTIP, Option, heading, text
from regulars.charts.sides import LETTER, LINE, broken
from regulars.charts.tidy import Column, has, numbers, texts, tidy
from regulars.charts.written import Written
from regulars.words import Words

COLUMNS = (
    *texts("name", "other_name"),
    *numbers("customers"),
    *texts("class", "other_class", "direction", needed=False),
    Column("colour", "colour", needed=False),
    Column("other_colour", "colour", needed=False),
)
MOST = 12  # bands; the rest is one more
BANDS = {"up": ("well", 0.28), "down": ("leaving", 0.55)}
AMONG = ("gone", 0.28)  # a move that is neither up nor down
TOP = 38  # px of the heads of the two sides
BESIDE = 176  # px for the names at each side
OTHER = Words("khác", "other")
LEFT, ARRIVED = Words("{n} đi", "{n} left"), Words("{n} đến", "{n} came")


@dataclass(frozen=True)
class Band:
    """So many who went from one name to another, the colours of both, and `up`, `down` or nothing."""

    source: str
    target: str
    people: float
    direction: str | None = None
    source_colour: str = "slight"
    target_colour: str = "slight"

    @property
    def name(self) -> str:
        return f"{self.source} → {self.target}"

    @property
    def look(self) -> tuple[str, float]:
        """Colour token and opacity."""
        return BANDS.get(self.direction or "", AMONG)


def flow(
    table: object,
    *,
    lang: str = "vi",
    currency: str = "VND",
    title: str | None = None,
    before: str | None = None,
    after: str | None = None,
) -> Figure:
    """Draw the largest twelve moves as bands, the others as one; rows of the same two names are one move.

    Columns: `name` and `other_name` (where they were, where they are), `customers`; if there, `direction` (`up`, `down`), `colour` and
    `other_colour` (tokens), `class` and `other_class`: a row without one of these, or with the same twice, is no move and is left out.
    `before` and `after` head the two sides.
    """
    written = Written(lang, currency)
    moved = _bands(table, written)
    order = _order(table)
    columns = (written.said(Words("Từ", "From")), written.said(Words("Đến", "To")), MEASURES["customers"].title(written))
    said = title or written.said(Words("Khách đổi nhóm", "Customers who changed class"))
    if not moved:
        return nothing(said, columns, lang)
    ranked = sorted(moved, key=lambda band: -band.people)
    cells = tuple((band.source, band.target, written.count(band.people)) for band in ranked)
    listed = "; ".join(f"{band.name}: {written.count(band.people)}" for band in ranked)
    heads = before or written.said(Words("Trước", "Before")), after or written.said(Words("Sau", "After"))
    option, height, narrow = _option(_drawn(moved, written), order, heads, written)
    return Figure(said, f"{said}. {listed}.", option, columns, cells, height, narrow, lang)


def _bands(table: object, written: Written) -> list[Band]:
    """Every move, in the order of the table."""
    keys = ("class", "other_class") if has(table, "class") and has(table, "other_class") else ("name", "other_name")
    found: dict[tuple[str, str], Band] = {}
    for row in tidy(table, COLUMNS):
        here, there = row[keys[0]], row[keys[1]]
        if here is None or there is None or here == there or not row["customers"] or row["customers"] < 0:
            continue
        unnamed = written.said(Words("không rõ", "not known"))
        source, target = row["name"] or unnamed, row["other_name"] or unnamed
        people = row["customers"] + (found[source, target].people if (source, target) in found else 0)
        colours = row["colour"] or "slight", row["other_colour"] or "slight"
        found[source, target] = Band(source, target, people, row["direction"], *colours)
    return list(found.values())


def _drawn(moved: Sequence[Band], written: Written) -> list[Band]:
    """The largest twelve, and the sum of the others."""
    largest = sorted(moved, key=lambda band: -band.people)
    rest = sum(band.people for band in largest[MOST:])
    other = written.said(OTHER)
    return [*largest[:MOST], *([Band(other, other, rest)] if rest else [])]


def _order(table: object) -> list[str]:
    """The names as the table lists them, those of classes that nobody left last."""
    rows = tidy(table, COLUMNS)
    return list(dict.fromkeys(name for key in ("name", "other_name") for row in rows if (name := row[key])))


def _option(drawn: Sequence[Band], order: Sequence[str], heads: tuple[str, str], written: Written) -> tuple[Option, int, int]:
    count = MEASURES["customers"].title(written)
    rows = [Bar(_slim(band), band.look[0], band.people, written.count(band.people), written.count(band.people)) for band in drawn]
    listed, _, narrow = bars(rows, count, "", "")
    base, slim = listed["baseOption"], listed["media"][0]["option"]
    nodes, gap = _nodes(drawn, order, written)
    height = TOP + 170 + gap * max(sum(node["depth"] == side for node in nodes) for side in (0, 1))
    sankey = {"id": "flow", "data": nodes, "links": [_link(band, written) for band in drawn]}
    hidden = [{**series, "data": []} for series in base["series"]]
    titles = [{"text": ""}, heading(heads[0], left=BESIDE, textAlign="left"), heading(heads[1], left=None, right=BESIDE)]
    wide = {"title": titles, "series": [{**_sankey(gap), **sankey}, *hidden]}
    none = {"id": "flow", "data": [], "links": []}
    option = {
        "baseOption": {**FRAME, "tooltip": TOOLTIP, "grid": base["grid"], "xAxis": base["xAxis"], "yAxis": base["yAxis"], **wide},
        "media": [{"query": {"maxWidth": NARROW}, "option": {**slim, "series": [none, *slim["series"]]}}, {"option": wide}],
    }
    return option, height, narrow


def _slim(band: Band) -> str:
    return band.source if band.source == band.target else band.name


def _sankey(gap: int) -> Option:
    return {
        "type": "sankey",
        "left": BESIDE,
        "right": BESIDE,
        "top": TOP,
        "bottom": LINE + 4,
        "nodeWidth": 8,
        "nodeGap": gap,
        "layoutIterations": 0,
        "draggable": False,
        "emphasis": {"disabled": True},
        "cursor": "default",
    }


def _nodes(drawn: Sequence[Band], order: Sequence[str], written: Written) -> tuple[list[Option], int]:
    """One node per name and side in the order of the table, the other moves last; and the px between two so that no labels touch."""
    place = {name: at for at, name in enumerate(order)}
    nodes = []
    for depth, words, side in ((0, LEFT, "source"), (1, ARRIVED, "target")):
        named: dict[str, list[Band]] = {}
        for band in sorted(drawn, key=lambda band: place.get(getattr(band, side), len(place))):
            named.setdefault(getattr(band, side), []).append(band)
        counts = {name: written.count(sum(band.people for band in bands)) for name, bands in named.items()}
        nodes += [_node(name, bands, depth, written.said(words, n=counts[name])) for name, bands in named.items()]
    tallest = max(node["label"]["formatter"].count("\n") + 1 for node in nodes)
    return nodes, 8 + LINE * tallest


def _node(name: str, bands: Sequence[Band], depth: int, tail: str) -> Option:
    colour = bands[0].target_colour if depth else bands[0].source_colour
    edge = {"borderColor": "var(--edge)", "borderWidth": 1} if colour in EDGED else {"borderWidth": 0}
    words = broken(name, BESIDE - 12)
    last = words.rpartition("\n")[2]
    beside = (len(last) + len(tail) + 2) * LETTER <= BESIDE - 12
    named = words if "}" in name else f"{{name|{words}}}"  # what ends a styled part cannot stand in one
    label = {
        "show": True,
        "position": "right" if depth else "left",
        "align": "left" if depth else "right",
        "formatter": f"{named}{'' if beside else chr(10)}{{tail|{tail}}}",
        "rich": {"name": text("ink", 13, 600), "tail": {**text("ink3", 12), "padding": [0, 0, 0, 10 if beside else 0]}},
        "lineHeight": LINE,
        **text("ink", 13, 600),
    }
    return {"name": _apart(name, depth), "depth": depth, "exact": tail, "itemStyle": {"color": f"var(--{colour})", **edge}, "label": label}


def _apart(name: str, depth: int) -> str:
    """The two sides of one name are two nodes."""
    return name + "\u200b" * depth


def _link(band: Band, written: Written) -> Option:
    colour, opacity = band.look
    return {
        "id": band.name,
        "source": _apart(band.source, 0),
        "target": _apart(band.target, 1),
        "value": band.people,
        "exact": written.count(band.people),
        "lineStyle": {"color": f"var(--{colour})", "opacity": opacity, "curveness": 0.5},
    }
