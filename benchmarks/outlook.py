"""Purchase and spend models: fit and score customers beside lifetimes and pymc-marketing, the same model on the same customers.

Sizes are `BENCH_CUSTOMERS` of the environment (one million). Peers live in environments of their own; where one cannot be installed its rows are left out.
lifetimes fits its Pareto/NBD to a tenth of the customers, since it takes minutes; a row says so.
"""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks.child import Cost, run
from benchmarks.peers import python_with
from benchmarks.refresh import Row
from benchmarks.ways.customers import AS_OF, written

CUSTOMERS = int(os.environ.get("BENCH_CUSTOMERS", "1000000"))
MODELS = {"bg_nbd": 1, "mbg_nbd": 1, "pareto_nbd": 10}
LEAST = 1 / 20


def main() -> list[Row]:
    peer = python_with("lifetimes", "pyarrow")
    bayes = python_with("pymc-marketing", "pyarrow")
    return [row for model, part in MODELS.items() for row in beside(model, CUSTOMERS // part, peer, bayes)]


def beside(model: str, customers: int, peer: Path | None, bayes: Path | None) -> list[Row]:
    """Our cost for so many customers, with the peers' where there are some: fit and score, start-up left out on all sides."""
    file = written(customers)
    ours = run("our_models", file, model)
    if ours.told["wrong"]:
        raise AssertionError(f"{model}: {ours.told['wrong']} customers without an answer")
    what = f"{model}: fit and score {customers / 1e6:g} M customers"
    found = (
        [] if peer is None else [row(f"{what}, beside lifetimes", ours, run("with_lifetimes", file, model, AS_OF.isoformat(), python=peer))]
    )
    if bayes is not None:
        found.append(
            row(f"{what}, beside pymc-marketing (MAP)", ours, run("with_pymc_marketing", file, model, AS_OF.isoformat(), python=bayes))
        )
    return found or [row(what, ours)]


def row(what: str, ours: Cost, theirs: Cost | None = None) -> Row:
    told = ours.told
    mine = f"fit {told['fit']:.1f} + score {told['score']:.1f} s from {told['rows']:,.0f} rows, peak {ours.peak_mb:,.0f} MB"
    found: Row = {"what": what, "ours": told["fit"] + told["score"], "unit": "CPU s", "note": mine}
    if theirs is None:
        return found
    other = theirs.told
    says = f"; theirs fit {other['fit']:.1f} + score {other['score']:.1f} s, {other['wrong']:.0f} without an answer, peak {theirs.peak_mb:,.0f} MB"
    near = f"; orders expected {told['orders'] / other['orders']:.4f} × theirs"
    return found | {"theirs": other["fit"] + other["score"], "bar": LEAST, "note": mine + says + near}
