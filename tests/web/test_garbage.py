"""Whatever is asked of any page, in its path or after it, gets a proper page with its own status: never a fault of ours, never another's file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from regulars.shop import ANALYTICS
from regulars.store import editions
from regulars.store.duckdb import Store
from regulars.web.app import create

from .browser import NAME, PASSWORD
from .test_security import log_in, routes, token

ODD = "a/b?c%d #🙂"
OUTSIDE = "chỉ máy này đọc"
LONG = "a" * 10_000
RULES = (
    "purchases >= 2",
    "purchases >=",
    "';--",
    '"; DROP TABLE people; --',
    "province = 'Hà Nội' or 1=1; select 1",
    "tên = '“🙂”'",
    "(" * 3000,
    "not " * 3000 + "purchases > 1",
    f"province = '{LONG}'",
    "purchases > 1e999",
    "purchases > 99999999999999999999999999",
    "purchases > -1 and purchases > nan",
    "first_day > 2024-13-45",
    "name = 'x'",
    "\x00",
)
TEXTS = (
    "",
    " ",
    "/",
    "%",
    "?",
    "..",
    "../../shop.toml",
    "🙂",
    "\x00",
    "'",
    "a%00b",
    "-1",
    "0",
    "99999999999999999999",
    "1e999",
    "nan",
    "é" * 300,
)
KEYS = (
    "!!!",
    "W10",
    "WzFd",
    "e30",
    "bnVsbA",
    "WyJ4IiwgImEiLCAxXQ",
    "W251bGwsIG51bGwsIG51bGxd",
    "W3t9LCAxLCAxXQ",
    "WzFlOTk5LCAieCIsIDFd",
    "😀",
)
SAME = (
    "rule",
    "moved",
    "sort",
    "after",
    "before",
    "due",
    "limit",
    "q",
    "columns",
    "by",
    "days",
    "tab",
    "value",
    "number",
    "job",
    "watched",
    "batch",
)
MOVED = (
    "lifecycle",
    "lifecycle:x",
    "lifecycle:7:sideways",
    "nothing:7",
    ":::::",
    "lifecycle:99999999999",
    "lifecycle:-7",
    "lifecycle:7:up:🙂:'",
)


@pytest.fixture(scope="module")
def app(prepared: Path, tmp_path_factory: pytest.TempPathFactory):
    import shutil

    home = tmp_path_factory.mktemp("garbage")
    folder = Path(shutil.copytree(prepared, home / "shop"))
    (home / "secret.csv").write_text(OUTSIDE, "utf-8")
    (home / "secret.zip").write_text(OUTSIDE, "utf-8")
    with Store(editions.newest(folder) / ANALYTICS) as store:
        store.execute("UPDATE people SET customer_id = ? WHERE customer_id = (SELECT min(customer_id) FROM people)", [ODD])
    return create(folder)


@pytest.fixture(scope="module")
def owner(app):
    if not app.state.books.users.any():
        app.state.books.users.add_first(NAME, PASSWORD)
    client = TestClient(app, base_url="http://localhost", follow_redirects=False, raise_server_exceptions=False)
    assert log_in(client).status_code == 303
    return client


@pytest.fixture(scope="module")
def paths(app) -> list[str]:
    return sorted({route.path for route in routes(app) if "GET" in route.methods and "{path" not in route.path})


def asked(owner, addresses: Iterator[str] | list[str]) -> None:
    """Each address answered, and none with a fault of ours or what lies outside the shop."""
    wrong = []
    for address in addresses:
        answer = owner.get(address)
        if answer.status_code >= 500 or OUTSIDE in answer.text:
            wrong.append((answer.status_code, address[:160]))
    assert wrong == []


def filled(path: str, value: str) -> str:
    return re.sub(r"\{[^}]+\}", quote(value, safe=""), path)


@pytest.mark.parametrize("value", [*TEXTS, "../../secret.csv", "..%2f..%2fsecret.zip"], ids=ascii)
def test_no_name_in_a_path_is_a_fault(owner, paths, value):
    asked(owner, [filled(path, value) for path in paths if "{" in path])


@pytest.mark.parametrize("value", [";--'\"<>🙂", "-1", "99999999999999999999"], ids=ascii)
def test_no_value_after_a_path_is_a_fault(owner, paths, value):
    every = "&".join(f"{name}={quote(value)}" for name in SAME)
    asked(owner, [f"{filled(path, 'lifecycle')}?{every}" for path in paths])
    plain = [path for path in paths if "{" not in path and path.startswith(("/customers", "/products", "/imports"))]
    asked(owner, [f"{path}?{name}={quote(value)}" for path in plain for name in SAME[2:8]])


LISTS = ("/customers", "/audience", "/builder")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: ascii(rule[:20]))
def test_no_rule_is_a_fault(owner, paths, rule):
    asked(owner, [f"{path}?rule={quote(rule)}" for path in paths if "{" not in path and path.startswith(LISTS)])


def test_no_movement_and_no_key_of_a_page_is_a_fault(owner):
    asked(owner, [f"/customers?moved={quote(each)}" for each in MOVED])
    asked(
        owner,
        [f"/customers?{way}={quote(key)}&sort={sort}" for key in KEYS for way in ("after", "before") for sort in ("spend_365d", "name")],
    )


def test_a_flood_of_parameters_and_headers_is_no_fault(owner):
    asked(
        owner, ["/customers?" + "&".join(f"limit={n}" for n in range(1000)), "/customers?" + "c=purchases&" * 1000, "/customers?q=" + LONG]
    )
    assert owner.get("/customers", headers={"X-Much": "a" * 60_000}).status_code < 500
    for name in ("Accept-Language", "Cookie", "HX-Current-URL", "HX-Target", "User-Agent", "Referer"):
        assert owner.get("/customers", headers={name: "=;é,;q=x".encode("latin-1") * 500}).status_code < 500


def test_a_strange_host_and_a_form_without_its_token_are_refused(owner):
    for host in ("evil.example", "", "a b", "[::1", "localhost:99999", "localhost:x", "🙂".encode(), "localhost@evil.example"):
        assert owner.get("/", headers={"Host": host}).status_code in (200, 303, 400), host
    assert owner.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert owner.post("/settings/shop", data={"name": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/imports/jobs/99999999999999999999", 404),
        ("/classes/no-such-scheme", 404),
        ("/customers/%F0%9F%99%82%3F%2F", 404),
        ("/imports/plan/..%2F..", 404),
        ("/settings/backup/..%2F..%2Fsecret.zip", 404),
        ("/static/..%2F..%2Fapp.py", 404),
        ("/customers?due=%27", 422),
        ("/no-such-page", 404),
    ],
)
def test_each_is_told_what_is_wrong_with_its_own_status(owner, address, status):
    answer = owner.get(address)
    assert answer.status_code == status
    assert "<html" in answer.text and "Traceback" not in answer.text


def test_a_customer_whose_id_has_every_sign_is_found(owner):
    address = f"/customers/{quote(ODD, safe='')}"
    assert owner.get(address).status_code == 200
    said = {"csrf": token(owner.get("/settings")), "text": "một ghi chú"}
    answer = owner.post(f"{address}/notes", data=said)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{address}#notes")
    assert "một ghi chú" in owner.get(address).text


def test_no_form_is_a_fault(app, owner):
    """Each way that changes something, with its token and nothing that makes sense."""
    wrong = []
    sent = {"csrf": token(owner.get("/settings"))} | dict.fromkeys(SAME, ";--'\"🙂")
    for route in routes(app):
        for method in sorted(route.methods & {"POST", "PUT", "DELETE", "PATCH"}):
            if route.path != "/logout":
                for data in (sent, {"csrf": sent["csrf"]}):
                    answer = owner.request(method, filled(route.path, "1"), data=data)
                    wrong += [(answer.status_code, method, route.path)] if answer.status_code >= 500 else []
    assert wrong == []
