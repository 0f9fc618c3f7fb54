"""A figure as HTML: a page of its own that draws itself offline, and the piece that a notebook shows."""

from __future__ import annotations

import json
from html import escape

from regulars.charts.option import WIDTH, Shown
from regulars.charts.picture import static, svg
from regulars.errors import InputError
from regulars.words import Words

THERE, BACK = Words("Xem bảng số", "See the table"), Words("Xem hình", "See the chart")
STYLE = """
body { margin: 0 auto; max-width: 760px; padding: 24px 16px 40px; background: var(--paper); color: var(--ink);
  font: 15px/1.55 var(--font); font-variant-numeric: tabular-nums lining-nums; }
h1 { margin: 0 0 12px; font-size: 17px; font-weight: 650; line-height: 1.4; text-wrap: balance; }
.figure { margin: 0; } .figure-tools { text-align: right; }
.swap { border: 0; border-bottom: 1px solid var(--line2); padding: 4px 0; background: none; color: var(--ink2); font: 13px/1.5 var(--font); cursor: pointer; }
.swap:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.drawn .numbers { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.drawn.as-table .chart { display: none; } .as-table .numbers { position: static; width: auto; height: auto; overflow-x: auto; clip-path: none; }
table { width: 100%; border-collapse: collapse; font-size: 14px; } caption { text-align: left; padding-bottom: 8px; color: var(--ink2); }
th, td { padding: 8px 12px 8px 0; border-bottom: 1px solid var(--line); text-align: right; font-weight: 400; }
thead th { color: var(--ink3); font-size: 12px; } th:first-child { text-align: left; } td:last-child, th:last-child { padding-right: 0; }
@media print { .swap { display: none; } .chart * { print-color-adjust: exact; } }
"""
CLOSED = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
IN_NOTEBOOK = "margin:8px 0;max-width:760px;overflow-x:auto"


def page(figure: Shown) -> str:
    """A whole page: the sentence, the chart, its table; tokens and scripts inside it, nothing fetched."""
    return (
        f'<!doctype html>\n<html lang="{figure.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{CLOSED}">\n<link rel="icon" href="data:,">\n'
        f"<title>{escape(figure.title)}</title>\n<style>\n{static('tokens.css')}{STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(figure.title)}</h1>\n{_figure(figure)}\n"
        f"<script>{static('vendor/echarts.min.js')}</script>\n<script>{static('figures.js')}</script>\n</body>\n</html>\n"
    )


def inline(figure: Shown) -> str:
    """The piece for a notebook: the picture as SVG and its table beneath, closed; without the extra `reports` a frame that draws itself."""
    numbers = f'<details><summary style="cursor:pointer">{THERE.of(figure.lang)}</summary>{table(figure)}</details>'
    try:
        drawn = svg(figure, WIDTH, "light").replace("<svg ", '<svg style="max-width:100%;height:auto" ', 1)
    except InputError as problem:
        if problem.code != "not_installed":
            raise
        height = max(figure.height, figure.narrow) + 120
        drawn = f'<iframe srcdoc="{escape(page(figure))}" title="{escape(figure.title)}" width="100%" height="{height}" style="border:0"></iframe>'
    return f'<div lang="{figure.lang}" style="{IN_NOTEBOOK}">{drawn}{numbers}</div>'


def table(figure: Shown) -> str:
    """The numbers of the figure as a table."""
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in figure.columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in figure.rows
    )
    return f"<table><caption>{escape(figure.title)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def option(figure: Shown) -> str:
    """The option as JSON that may stand inside a script element."""
    text = json.dumps(figure.option, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _figure(figure: Shown) -> str:
    there, back = THERE.of(figure.lang), BACK.of(figure.lang)
    return (
        f'<figure class="figure" lang="{figure.lang}">\n<div class="figure-tools"><button type="button" class="swap" hidden aria-pressed="false" '
        f'data-there="{there}" data-back="{back}">{there}</button></div>\n'
        f'<div class="chart" role="img" aria-label="{escape(figure.label)}" data-height="{figure.height}" data-narrow="{figure.narrow}" '
        f'data-paper="688" data-paper-height="{figure.height}"></div>\n'
        f'<script type="application/json">{option(figure)}</script>\n<div class="numbers">{table(figure)}</div>\n</figure>'
    )
