"""The styles and scripts of the pages: small, kept for good, whole by day and by night."""

from __future__ import annotations

import gzip
import re

import pytest
from starlette.testclient import TestClient

from regulars.scheme import COLOURS
from regulars.web.app import create
from regulars.web.assets import FOREVER, NIGHT, address, assets

MOST = 600_000  # bytes, compressed, of a first visit


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shop")
    (folder / "shop.toml").write_text("", "utf-8")
    app = create(folder, states=True)
    made = TestClient(app, base_url="http://localhost")
    key = app.state.books.keys.make()
    form = re.search(r'<meta name="csrf" content="([^"]+)">', made.get(f"/first?key={key}").text)[1]
    made.post("/first", data={"csrf": form, "key": key, "name": "Lan", "password": "một câu dễ nhớ"})
    return made


def fetched(client, page: str) -> dict[str, int]:
    """Everything a browser fetches for a page, the page itself among it, with its compressed bytes."""
    answer = client.get(page)
    found = {page: len(gzip.compress(answer.content, 5))}
    for href in re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text):
        with client.stream("GET", href) as response:
            assert response.status_code == 200, href
            found[href] = sum(map(len, response.iter_raw()))
    return found


def test_a_first_visit_with_charts_stays_within_bounds(client):
    found = fetched(client, "/states")
    assert any("echarts" in name for name in found)
    assert sum(found.values()) <= MOST, found


def test_pages_without_charts_carry_none(client):
    found = fetched(client, "/preferences-that-are-not-there")
    assert not any("echarts" in name for name in found)
    assert sum(found.values()) <= 60_000, found


def test_files_are_kept_for_good_under_an_address_of_their_content(client):
    answer = client.get(address("app.css"))
    assert answer.headers["cache-control"] == FOREVER
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"


def test_an_address_of_an_older_content_leads_to_todays_which_is_not_kept(client):
    answer = client.get("/static/000000000000/app.css")
    assert answer.content == assets()["app.css"].content
    assert answer.headers["cache-control"] == "no-cache"


def test_whoever_takes_nothing_compressed_gets_it_plain(client):
    answer = client.get(address("app.js"), headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.content == assets()["app.js"].content


@pytest.mark.parametrize("name", ["nothing.css", "../app.py", "%2e%2e/app.py", "vendor/README.md", "tokens.css/.."])
def test_only_files_that_are_meant_to_be_served_are(client, name):
    assert client.get(f"/static/000000000000/{name}").status_code == 404


def test_a_chosen_night_has_every_token_of_the_devices_night():
    tokens, night = (assets()[name].content.decode() for name in ("tokens.css", NIGHT))
    _, dark = tokens.split("@media", 1)
    assert ':root[data-theme="dark"]' in night
    assert dict(re.findall(r"--([\w-]+): ([^;]+);", night)) == dict(re.findall(r"--([\w-]+): ([^;]+);", dark))


def test_every_colour_of_a_class_is_a_style():
    style = assets()["app.css"].content.decode()
    assert [colour for colour in COLOURS if f".{colour} {{ background-color: var(--{colour}); }}" not in style] == []


def test_styles_name_colours_by_token_alone():
    style = assets()["app.css"].content.decode()
    # The one surface without a token of its own: quiet fills by night, as LOOK says them.
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", re.sub(r"#(faults|toasts)\b", "", style))) == {"#24221E"}


def test_scripts_of_our_own_evaluate_nothing():
    for name in ("app.js", "figures.js"):
        assert not re.search(r"\beval\(|new Function|innerHTML|document\.write", assets()[name].content.decode()), name
