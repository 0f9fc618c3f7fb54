"""Pages of a large shop under load while its numbers are computed anew: the 95th percentile of each, as wrk measures it.

Sizes are `BENCH_LINES` of the environment, ten lines a customer. A worker re-cuts the bars (a full refresh, niced) the whole time; two people ask at
once, again and again. A page is measured as a browser asks for it, gzip included, a new search or condition each time.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx
from benchmarks.refresh import SIZES, copied

import regulars
from regulars.edition import Edition, printed
from regulars.store.books import Books

SECONDS = 10
WARMING = 5  # seconds in which the server opens the edition, and its worker finds its feet
PEOPLE = 2  # who ask again the moment they are answered: as many requests as some forty people who read in between
PAGE, SEARCH, COUNT = 200, 100, 200  # ms
Row = dict[str, object]
SCRIPT = """
local paths = {{ {paths} }}
local at = 0
wrk.headers["Cookie"] = "{cookie}"
wrk.headers["Accept-Encoding"] = "gzip"
{more}
request = function() at = at + 1; return wrk.format("GET", paths[(at - 1) % #paths + 1]) end
done = function(summary, latency)
  io.write(string.format("p95=%f p50=%f bad=%d n=%d\\n", latency:percentile(95) / 1000, latency:percentile(50) / 1000,
    summary.errors.status + summary.errors.timeout + summary.errors.read, summary.requests))
end
"""


def main() -> list[Row]:
    if shutil.which("wrk") is None:
        print("wrk is not installed (apt-get install wrk): pages are not measured", file=sys.stderr)
        return []
    return [row for lines in SIZES for row in measured(lines)]


def measured(lines: int) -> list[Row]:
    """One row per page of a shop of so many lines."""
    with copied(lines) as shop:
        with regulars.open(shop) as here:
            here.refresh()
            printed(here)
        return list(under_load(shop, lines))


def under_load(shop: Path, lines: int) -> Iterator[Row]:
    """Every page's 95th percentile while a full refresh runs."""
    edition = Edition.latest(shop)
    assert edition is not None
    with served(shop) as (address, cookie, books):
        time.sleep(WARMING)
        for name, paths, bar, htmx in pages(edition):
            _keep_busy(books)
            loaded = asked(address, cookie, paths, htmx=htmx)
            note = f"p50 {loaded['p50']:.0f} ms; {loaded['n']:.0f} answers to {PEOPLE} people"
            what = f"{name}, {lines // 10:,} customers, p95 while a refresh runs"
            assert not loaded["bad"], (name, loaded)
            yield {"what": what, "ours": loaded["p95"], "theirs": bar, "unit": "ms", "bar": 1, "note": note}


def pages(edition: Edition) -> list[tuple[str, list[str], int, bool]]:
    """What is asked: names, addresses, bars in ms, and whether HTMX asks."""
    ids = [row["customer_id"] for row in edition.people(limit=40).rows]
    rules = [
        f"purchases >= {n} and lifecycle = 'slipping' and spend_365d_pct >= {p}"
        for n, p in itertools.product(range(1, 6), range(10, 90, 8))
    ]
    words = ["khach 12", "khach 999", "0912", "84", "kh0001", "khach 77 7", "khach 4242", "0977"]
    listed = [
        "/customers",
        *(f"/customers?rule={quote(rule)}" for rule in rules[::5]),
        "/customers?sort=last_day&rule=" + quote("purchases >= 2"),
    ]
    keyed = edition.people("purchases >= 2").next
    return [
        ("Home", ["/", "/?tab=climbed", "/?tab=due"], PAGE, False),
        ("Classes", ["/classes"], PAGE, False),
        ("A scheme", [f"/classes/{each.id}" for each in edition.schemes if each.leads], PAGE, False),
        ("Customers", [*listed, f"/customers?rule={quote('purchases >= 2')}&after={keyed}"], PAGE, False),
        ("A customer", [f"/customers/{id}" for id in ids], PAGE, False),
        ("Builder", [f"/builder?rule={quote(rule)}" for rule in rules], PAGE, False),
        ("Products", ["/products", "/products?level=2"], PAGE, False),
        ("Imports", ["/imports"], PAGE, False),
        ("Settings", ["/settings"], PAGE, False),
        ("Search", [f"/customers?q={quote(word)}" for word in words], SEARCH, True),
        ("Builder count", [f"/builder?rule={quote(rule)}" for rule in rules], COUNT, True),
    ]


def asked(address: str, cookie: str, paths: list[str], *, htmx: bool) -> dict[str, float]:
    """What wrk measured of some addresses."""
    more = 'wrk.headers["HX-Request"] = "true"' if htmx else ""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT.format(paths=", ".join(map(json.dumps, paths)), cookie=cookie, more=more))
        script.flush()
        call = ["wrk", "-t1", f"-c{PEOPLE}", f"-d{SECONDS}s", "--timeout", "10s", "-s", script.name, address]
        told = subprocess.run(call, capture_output=True, text=True, check=True).stdout
    return {name: float(value) for name, value in re.findall(r"(\w+)=([\d.]+)", told)}


def _keep_busy(books: Books) -> None:
    """See that a full refresh runs, or is about to."""
    if books.jobs.running() is None:
        books.jobs.put("recut", {})
    for _ in range(200):
        if books.jobs.running() is not None:
            return
        time.sleep(0.1)


@contextmanager
def served(shop: Path) -> Iterator[tuple[str, str, Books]]:
    """The app of a shop on a free port with its worker, somebody logged in: address, cookie, books."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("regulars")), "--shop", str(shop), "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ))
    address = f"http://127.0.0.1:{port}"
    try:
        with Books.open(shop) as books:
            books.users.add("owner", "a long password", "owner")
            yield address, _logged_in(address), books
    finally:
        process.terminate()
        process.wait(30)


def _logged_in(address: str) -> str:
    with httpx.Client(base_url=address, timeout=30) as client:
        for _ in range(200):
            try:
                form = client.get("/login").text
                break
            except httpx.TransportError:
                time.sleep(0.2)
        token = re.search(r'name="csrf" value="([^"]+)"', form)
        assert token
        client.post("/login", data={"csrf": token[1], "name": "owner", "password": "a long password"}, headers={"Origin": address})
        return "; ".join(f"{name}={value}" for name, value in client.cookies.items())
