"""What stands before the pages: who may come in, from where, with how much, and what pages may do in a browser."""

from __future__ import annotations

import datetime as dt
import re
import stat
from pathlib import Path

import pytest
from fastapi import Request
from starlette.testclient import TestClient

from regulars.web import security
from regulars.web.app import create
from regulars.web.preferences import within

NAME, PASSWORD = "Lan", "một câu dễ nhớ"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The app of a shop that was opened and never given a file."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "shop.toml").write_text('name = "Tiệm mới"\n', "utf-8")
    made = create(folder, states=True)
    made.state.books.users.add_first(NAME, PASSWORD)
    return made


@pytest.fixture
def guest(app):
    app.state.books.throttle.passed(NAME)
    return TestClient(app, base_url="http://localhost", follow_redirects=False, client=("192.0.2.7", 1), raise_server_exceptions=False)


@pytest.fixture
def owner(guest):
    answer = log_in(guest)
    assert answer.status_code == 303
    return guest


def token(page) -> str:
    return re.search(r'<meta name="csrf" content="([^"]+)">', page.text)[1]


def log_in(client, password=PASSWORD, **more):
    return client.post("/login", data={"csrf": token(client.get("/login")), "name": NAME, "password": password} | more)


def test_nobody_sees_a_page_before_logging_in(guest):
    answer = guest.get("/states?x=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2Fstates%3Fx%3D1")


def test_a_piece_leads_its_page_to_the_login(guest):
    answer = guest.get("/states/piece", headers={"HX-Request": "true", "HX-Current-URL": "http://localhost/states"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (204, "/login?next=%2Fstates")


def test_whoever_logs_in_comes_to_where_they_wanted(guest):
    assert log_in(guest, next="/customers?rule=x").headers["location"] == "/customers?rule=x"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil", "javascript:alert(1)", "/\t/evil.example", "evil", ""],
)
def test_nobody_is_led_elsewhere(guest, elsewhere):
    assert within(elsewhere) == "/"
    assert log_in(guest, next=elsewhere).headers["location"] == "/"


def test_the_cookie_of_a_session_is_out_of_reach_of_scripts_and_other_sites(guest):
    cookie = log_in(guest).headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie and "Secure" not in cookie


def test_over_https_the_cookie_is_sent_over_https_alone(app):
    app.state.books.throttle.passed(NAME)
    assert "Secure" in log_in(TestClient(app, base_url="https://localhost", follow_redirects=False)).headers["set-cookie"]


def test_a_cookie_that_we_did_not_sign_is_nobody(owner):
    session = owner.cookies.pop(security.SESSION_COOKIE)
    statuses = [
        owner.get("/states", headers={"Cookie": f"{security.SESSION_COOKIE}={value}"}).status_code
        for value in (session, f"{session}x", "x.y")
    ]
    assert statuses == [200, 303, 303]


def test_logging_out_ends_the_session_for_whoever_kept_its_cookie(owner):
    kept = owner.cookies[security.SESSION_COOKIE]
    assert owner.post("/logout", data={"csrf": token(owner.get("/states"))}).status_code == 303
    assert owner.get("/states", headers={"Cookie": f"{security.SESSION_COOKIE}={kept}"}).status_code == 303


def test_logging_in_again_begins_another_session(owner):
    first = owner.cookies[security.SESSION_COOKIE]
    owner.post("/logout", data={"csrf": token(owner.get("/states"))})
    log_in(owner)
    assert owner.cookies[security.SESSION_COOKIE] != first


def test_who_came_who_went_and_who_could_not_come_in_is_on_record(app, owner):
    owner.post("/logout", data={"csrf": token(owner.get("/start"))})
    log_in(owner, "không phải câu này")
    owner.post("/login", data={"csrf": token(owner.get("/login")), "name": "mật khẩu gõ nhầm ô", "password": "x"})
    told = [(entry.what, entry.by, entry.about) for entry in app.state.books.audit.recent(4)]
    assert told == [("login_failed", None, ""), ("login_failed", None, NAME), ("logout", NAME, NAME), ("login", NAME, NAME)]


def test_who_keeps_guessing_waits_and_is_told_how_long(app, guest):
    answers = [log_in(guest, "sai") for _ in range(6)]
    assert [answer.status_code for answer in answers[:5]] == [401] * 5
    assert answers[5].status_code == 429
    assert int(answers[5].headers["retry-after"]) > 0
    assert "Chờ" in answers[5].text
    assert log_in(guest).status_code == 429, "not even the right password, until the time is over"
    app.state.books.throttle.passed(NAME)


def test_a_wrong_name_and_a_wrong_password_are_told_alike(guest):
    wrong = [
        guest.post("/login", data={"csrf": token(guest.get("/login")), "name": name, "password": "sai mật khẩu"})
        for name in (NAME, "Ai đó")
    ]
    assert [answer.status_code for answer in wrong] == [401, 401]
    assert all("Tên hoặc mật khẩu không khớp." in answer.text for answer in wrong)


@pytest.mark.parametrize("sent", [{}, {"csrf": ""}, {"csrf": "x.y"}], ids=["none", "empty", "invented"])
def test_what_changes_something_needs_the_token_of_its_form(owner, sent):
    answer = owner.post("/states/nothing", data={"a": "b", **sent})
    assert answer.status_code == 403
    assert "Tải lại trang" in answer.text


def test_the_token_comes_in_a_field_or_a_header(owner):
    page = owner.get("/states")
    assert owner.post("/states/nothing", data={"csrf": token(page)}).status_code == 200
    assert owner.post("/states/nothing", headers={"X-CSRF-Token": token(page)}).status_code == 200


def test_tokens_are_of_one_session_and_another_on_every_page(app, owner):
    page, again = token(owner.get("/states")), token(owner.get("/states"))
    assert page != again
    other = TestClient(app, base_url="http://localhost", follow_redirects=False)
    log_in(other)
    assert other.post("/states/nothing", data={"csrf": page}).status_code == 403


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_request_from_another_site_is_refused_even_with_its_token(owner, headers):
    assert owner.post("/states/nothing", data={"csrf": token(owner.get("/states"))}, headers=headers).status_code == 403


def test_a_request_from_our_own_page_is_not(owner):
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert owner.post("/states/nothing", data={"csrf": token(owner.get("/states"))}, headers=own).status_code == 200


def test_every_way_that_changes_something_is_guarded(app, owner):
    """Each route of the app, asked without a token: none lets it pass."""
    ways = [(method, route.path) for route in routes(app) for method in sorted(route.methods - security.SAFE)]
    assert len(ways) >= 4
    passed = [(method, path) for method, path in ways if owner.request(method, re.sub(r"\{[^}]+\}", "1", path)).status_code != 403]
    assert passed == []


def routes(app):
    found = list(app.routes)
    while found:
        route = found.pop()
        found += getattr(getattr(route, "original_router", None), "routes", [])
        if getattr(route, "methods", None):
            yield route


@pytest.mark.parametrize("path", ["/login", "/khong-co", "/static/x/app.css", "/states"])
def test_every_answer_forbids_what_pages_never_do(owner, path):
    headers = owner.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]


def test_pages_are_not_kept_by_caches(owner):
    assert owner.get("/states").headers["cache-control"] == "no-store"


def test_a_body_beyond_bounds_is_refused_with_a_sentence(owner):
    answer = owner.post("/states/nothing", content=b"x" * (security.FORM + 1))
    assert answer.status_code == 413
    assert "lớn hơn trang này nhận được" in answer.text


def test_a_body_that_does_not_say_its_size_is_counted(owner):
    pieces = (b"x" * 65536 for _ in range(20))
    answer = owner.post("/states/nothing", content=pieces, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 413


def test_larger_bodies_are_for_whoever_is_logged_in():
    shield = security.Shield(None, key=b"k", answer=None, larger={"/imports": 5 * security.FORM})

    def asked(path, cookie=""):
        return Request({"type": "http", "method": "POST", "path": path, "headers": [(b"cookie", cookie.encode())], "query_string": b""})

    signed = f"{security.SESSION_COOKIE}={security.signed(b'k', 'abc')}"
    assert shield._limit(asked("/imports", signed)) == 5 * security.FORM
    assert shield._limit(asked("/imports")) == shield._limit(asked("/login", signed)) == security.FORM


@pytest.mark.parametrize(
    ("host", "status"), [("evil.example", 400), ("localhost", 200), ("127.0.0.1:8000", 200), ("[::1]:8000", 200), ("192.168.1.20", 200)]
)
def test_the_app_goes_by_its_own_names_alone(guest, host, status):
    assert guest.get("/login", headers={"Host": host}).status_code == status


def test_errors_are_pages_in_the_language_of_whoever_looks(owner):
    vi, en = (owner.get("/states/wrong", headers={"Accept-Language": lang}) for lang in ("vi", "en-US,en;q=0.9,vi;q=0.5"))
    assert vi.status_code == en.status_code == 422
    assert "312 dòng không phải ngày" in vi.text and 'lang="vi"' in vi.text
    assert "312 rows of" in en.text and 'lang="en"' in en.text


def test_what_nobody_foresaw_says_nothing_of_our_inside(owner):
    answer = owner.get("/states/broken")
    assert answer.status_code == 500
    assert "chưa lường trước" in answer.text
    assert "ZeroDivisionError" not in answer.text and "Traceback" not in answer.text


def test_an_error_of_a_piece_is_a_piece(owner):
    answer = owner.get("/states/wrong", headers={"HX-Request": "true"})
    assert answer.headers["hx-retarget"] == "#faults"
    assert "<html" not in answer.text and "312 dòng" in answer.text


def test_what_somebody_typed_is_text_and_never_part_of_the_page(owner):
    assert "<script>" not in owner.get("/%3Cscript%3Ealert(1)%3C/script%3E").text
    assert 'value="&#34;&gt;&lt;b&gt;"' in owner.get("/states", params={"q": '"><b>'}).text


def test_there_are_no_pages_about_the_app_itself(guest):
    assert {guest.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json")} == {404}


def test_the_key_of_cookies_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path):
    first = security.key_of(tmp_path)
    assert security.key_of(tmp_path) == first
    assert len(first) == 32
    assert stat.S_IMODE((tmp_path / security.KEY_FILE).stat().st_mode) == 0o600


@pytest.fixture
def unowned(tmp_path: Path):
    """An app that nobody may log in to yet."""
    (tmp_path / "shop.toml").write_text('name = "Tiệm mới"\n', "utf-8")
    return TestClient(create(tmp_path), base_url="http://localhost", follow_redirects=False)


def test_the_first_account_is_made_by_whoever_has_the_key_and_only_once(unowned):
    keys = unowned.app.state.books.keys
    key = keys.make()
    assert "regulars serve" in unowned.get("/login").text
    assert unowned.get("/first?key=khac").status_code == 403
    page = unowned.get(f"/first?key={key}")
    short = unowned.post("/first", data={"csrf": token(page), "key": key, "name": "Lan", "password": "ngắn"})
    assert short.status_code == 422 and 'value="Lan"' in short.text and "ngắn" not in short.text
    made = unowned.post("/first", data={"csrf": token(page), "key": key, "name": "Lan", "password": PASSWORD})
    assert (made.status_code, made.headers["location"]) == (303, "/")
    assert [user.role for user in unowned.app.state.books.users.all()] == ["owner"]
    assert unowned.get(f"/first?key={key}").status_code == 403
    assert unowned.get(f"/first?key={keys.make()}").status_code == 403


def test_an_old_key_opens_nothing(unowned):
    key = unowned.app.state.books.keys.make(lasts=dt.timedelta(seconds=-1))
    assert unowned.get(f"/first?key={key}").status_code == 403


def test_a_guest_is_named_once(guest):
    assert "regulars_guest" in guest.get("/login").headers["set-cookie"]
    assert "set-cookie" not in guest.get("/login").headers, "one name for a guest is enough"
