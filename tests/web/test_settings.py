"""Settings in a real browser with a real worker: every section, what is saved, what is refused, who may enter, what is kept safe."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from regulars import settings
from regulars.edition import Edition
from regulars.web import security

from .browser import DESK, NAME, PHONE, SLOW, View, every_view, look, served
from .workers import idle, worked

pytestmark = pytest.mark.browser
VI, EN, POCKET = View("vi", DESK), View("en", DESK), View("vi", PHONE)
DARK = View("en", PHONE, "dark")
BOTH = pytest.mark.parametrize("view", [VI, pytest.param(DARK, marks=SLOW)], ids=str)  # their pages are looked at in every view
PATIENCE = 180  # seconds, on a machine that does much else
SECTIONS = ("shop", "places", "portrait", "schemes", "clock", "account", "people", "audit", "backup")


@pytest.fixture(scope="module")
def app(little: Path, tmp_path_factory: pytest.TempPathFactory):
    """The app on a shop of its own, with its worker."""
    folder = Path(shutil.copytree(little, tmp_path_factory.mktemp("settings") / "shop"))
    with served(folder) as running, worked(folder):
        idle(running.app.state.books, PATIENCE)
        yield running


@pytest.fixture
def books(app):
    return app.app.state.books


def saved(page, app, holds: Callable[[settings.Settings], bool]) -> None:
    """A toast said so, and the worker wrote it; the numbers that follow are given up, since nobody here waits for them."""
    page.wait_for_selector("#toasts .toast")
    until = time.monotonic() + PATIENCE
    while not holds(settings.read(app.folder)):
        assert time.monotonic() < until, "it was not saved"
        time.sleep(0.1)
    running = app.app.state.books.jobs.running()
    if running and running.kind == "settings":
        app.app.state.books.jobs.cancel(running.id)
    idle(app.app.state.books, PATIENCE)


@every_view
def test_the_settings_open_with_every_section_and_what_it_is_set_to(looking, view):
    page = looking.open("/settings", view)
    look(page, view, "settings")
    assert page.locator(".states > li").count() == len(SECTIONS)


@every_view
@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_is_an_address(looking, view, section):
    page = looking.open(f"/settings/{section}", view)
    for closed in page.locator("details:not([open]) > summary").all()[:2]:
        closed.click()
    look(page, view, f"settings-{section}")


@BOTH
def test_the_shop_is_renamed(looking, view, app):
    page = looking.open("/settings/shop", view)
    page.fill("[name=name]", f"Tiệm của {view.lang}")
    page.click("#part button.primary")
    saved(page, app, lambda now: now.name == f"Tiệm của {view.lang}")
    assert page.input_value("[name=name]") == f"Tiệm của {view.lang}"


@BOTH
def test_a_time_zone_that_is_not_there_is_refused_beneath_its_field_and_stays_in_it(looking, view):
    page = looking.open("/settings/shop", view, expected=(422,))
    page.fill("[name=timezone]", "Asia/Saigonn")
    page.click("#part button.primary")
    page.wait_for_selector(".wrong .fault")
    look(page, view, "settings-zone-wrong")
    assert page.input_value("[name=timezone]") == "Asia/Saigonn"
    assert "Asia/Ho_Chi_Minh" in page.inner_text(".wrong .fault")


def test_a_currency_of_other_decimals_is_refused_once_there_are_orders(looking):
    page = looking.open("/settings/shop", VI, expected=(422,))
    page.select_option("[name=currency]", "USD")
    page.click("#part button.primary")
    page.wait_for_selector(".wrong .fault")
    assert "Đang dùng VND" in page.inner_text(".wrong .fault")


@BOTH
def test_a_number_out_of_bounds_is_refused_with_the_one_in_force(looking, view):
    page = looking.open("/settings/schemes", view, expected=(422,))
    page.click("details:has(#ladder-key_from) > summary")
    page.fill("#ladder-key_from", "105")
    page.click("details[open] button.primary")
    page.wait_for_selector(".wrong .fault")
    look(page, view, "settings-number-wrong")
    said = {"vi": "Nhập một số từ 0 đến 100. Đang dùng 90.", "en": "Enter a number from 0 to 100. In force: 90."}
    assert page.inner_text(".wrong .fault") == said[view.lang]
    assert page.input_value("#ladder-key_from") == "105"


def test_a_number_of_a_scheme_is_pinned_and_given_back(looking, app):
    page = looking.open("/settings/schemes", VI)
    page.click("details:has(#ladder-key_from) > summary")
    page.fill("#ladder-key_from", "85")
    page.click("details[open] button.primary")
    saved(page, app, lambda now: now.schemes.get("ladder") == {"key_from": 85})
    page.goto(app.url + "/settings/schemes")
    page.click("details:has(#ladder-key_from) > summary")
    assert "Khách Quen: 90" in page.inner_text("details[open]")
    page.click("details[open] button[name=default]")
    saved(page, app, lambda now: "ladder" not in now.schemes)


@BOTH
def test_a_province_is_served_from_the_map_and_from_the_list(looking, view, app):
    page = looking.open("/settings/places", view)
    box = page.locator("input[name=served][value='Hà Nội']")
    before = box.is_checked()
    page.locator("[data-province='Hà Nội'] .fill").dispatch_event("click")
    assert box.is_checked() is not before
    assert ("served" in (page.get_attribute("[data-province='Hà Nội']", "class") or "")) is not before
    box.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    page.click("form[action='/settings/places'] button.primary")
    saved(page, app, lambda now: ("Hà Nội" in now.served_provinces) is not before)


def test_a_store_comes_in_by_an_import_and_stands_on_the_map(looking, app, books):
    page = looking.open("/settings/places", VI, expected=(422,))
    page.click(".add > summary")
    page.fill("#new-name", "Hạt Mộc Hải Châu")
    page.fill("#new-latitude", "116,0678")
    page.fill("#new-longitude", "108,2208")
    page.click(".add button")
    page.wait_for_selector(".wrong .fault")
    look(page, VI, "settings-store-wrong")
    assert page.input_value("#new-name") == "Hạt Mộc Hải Châu"
    page.fill("#new-latitude", "16,0678")
    page.fill("#new-radius", "3,5")
    page.click(".add button")
    page.wait_for_selector("#toasts .toast")
    idle(books, PATIENCE)
    found = Edition.latest(app.folder).rows("SELECT name, latitude, radius_km FROM main.stores WHERE replaced_at IS NULL")
    assert {"name": "Hạt Mộc Hải Châu", "latitude": 16.0678, "radius_km": 3.5} in found
    for view in (VI, View("en", PHONE, "dark")):
        page = looking.open("/settings/places", view)
        look(page, view, "settings-store")
        assert page.locator(".mosaic .store").count() >= 1
        page.locator(".stores li", has_text="Hạt Mộc Hải Châu").locator("summary").click()
        assert page.locator(".stores details[open] [name=radius_km]").input_value() == ("3,5" if view is VI else "3.5")


@BOTH
def test_a_portrait_is_spoken_while_it_is_typed(looking, view, app):
    page = looking.open("/settings/portrait", view, expected=(422,))
    page.fill("[name=portrait]", "purchases >= ")
    page.wait_for_selector("#told .error")
    look(page, view, "settings-portrait-wrong")
    page.click("#part button.primary")
    page.wait_for_selector("#told .error")
    assert page.input_value("[name=portrait]") == "purchases >= "
    page.fill("[name=portrait]", "purchases >= 2")
    page.wait_for_selector("#told a.door")
    look(page, view, "settings-portrait")
    page.click("#part button.primary")
    saved(page, app, lambda now: now.portrait == "purchases >= 2")


def test_a_rule_comes_from_the_builder_and_is_saved_only_when_asked(looking, app):
    page = looking.open("/builder?rule=purchases+%3E%3D+3", VI)
    page.click(".ways a[href^='/settings/portrait']")
    page.wait_for_url("**/settings/portrait?**")
    look(page, VI, "settings-portrait-unsaved")
    assert page.input_value("[name=portrait]") == "purchases >= 3"
    assert "Chưa lưu." in page.inner_text("#part")
    assert settings.read(app.folder).portrait != "purchases >= 3"


def test_the_market_takes_numbers_as_people_write_them_and_may_be_emptied(looking, app):
    page = looking.open("/settings/portrait", VI, expected=(422,))
    page.fill("[name=people]", "10.000")
    page.fill("[name=reachable]", "20.000")
    page.click("form[action$=market] button")
    page.wait_for_selector(".wrong .fault")
    page.fill("[name=reachable]", "4.000")
    page.click("form[action$=market] button")
    saved(page, app, lambda now: now.market.model_dump() == {"people": 10000, "reachable": 4000})
    page.fill("[name=reachable]", "")
    page.click("form[action$=market] button")
    saved(page, app, lambda now: now.market.reachable is None)


@BOTH
def test_numbers_are_computed_when_asked_and_the_job_is_listed(looking, view, books, app):
    page = looking.open("/settings/clock", view)
    page.click("form[action$=refresh] button")
    page.wait_for_selector("#toasts .toast")
    idle(books, PATIENCE)
    page.goto(app.url + "/settings/clock")
    look(page, view, "settings-clock-after")
    assert NAME in page.inner_text(".jobs tbody tr:first-child")


def test_what_is_tried_on_the_past_is_a_choice(looking, app):
    page = looking.open("/settings/clock", VI)
    before = settings.read(app.folder).try_on_past
    page.click("label[for^='field-try_on_past']")
    page.click("form[action$=choose] button")
    saved(page, app, lambda now: now.try_on_past is not before)


@BOTH
def test_people_are_added_and_taken_away(looking, view, books):
    page = looking.open("/settings/people", view, expected=(422,))
    name = f"Thu {view.lang}"
    page.fill("#field-name", name)
    page.fill("#field-password", "ngắn")
    page.click("#part button.primary")
    page.wait_for_selector(".wrong .fault")
    assert page.input_value("#field-name") == name
    page.fill("#field-password", "một câu dễ nhớ hơn")
    page.click("#part button.primary")
    page.wait_for_selector("#toasts .toast")
    user = books.users.named(name)
    page.locator("details", has_text=name).locator("summary").click()
    page.click(f"[data-dialog='remove-{user.id}']")
    look(page, view, "settings-remove")
    page.click(f"#remove-{user.id} .danger")
    page.wait_for_function(f"!document.querySelector('#remove-{user.id}')")
    assert name not in [each.name for each in books.users.all()]


@pytest.fixture
def staff(looking, app, books):
    """A window of somebody who is no owner."""
    user = (
        books.users.named("Minh") if any(each.name == "Minh" for each in books.users.all()) else books.users.add("Minh", "câu của Minh đây")
    )
    token = security.signed(app.app.state.key, books.sessions.begin(user))
    page = looking.open("/login", VI, signed_in=False)
    page.context.add_cookies([{"name": security.SESSION_COOKIE, "value": token, "url": app.url}])
    return page


def test_staff_see_what_is_chosen_and_change_nothing(staff, app, looking):
    looking.expected.add(403)
    staff.goto(app.url + "/settings")
    assert staff.locator(".states > li").count() == 6
    staff.goto(app.url + "/settings/shop")
    look(staff, VI, "settings-staff")
    assert staff.locator("#part button.primary").count() == 0
    for section in ("people", "audit", "backup"):
        assert staff.goto(f"{app.url}/settings/{section}").status == 403


def test_a_password_is_changed_by_whoever_knows_the_one_in_force(staff, app, books, looking):
    looking.expected.add(422)
    staff.goto(app.url + "/settings/account")
    staff.fill("[name=current]", "không phải")
    staff.fill("[name=new]", "một câu mới hoàn toàn")
    staff.click("#part button.primary")
    staff.wait_for_selector(".wrong .fault")
    staff.fill("[name=current]", "câu của Minh đây")
    staff.fill("[name=new]", "một câu mới hoàn toàn")
    staff.click("#part button.primary")
    staff.wait_for_selector("#toasts .toast")
    assert books.users.check("Minh", "một câu mới hoàn toàn")
    books.users.remove(books.users.named("Minh").id)


def test_language_and_theme_are_kept_with_the_account(looking, books):
    page = looking.open("/settings/account", VI)
    with page.expect_navigation():
        page.click("#part button[value=dark]")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert books.users.named(NAME).theme == "dark"
    with page.expect_navigation():
        page.click("#part button[value=auto]")
    books.users.change(books.users.named(NAME).id, theme=None, lang=None)


def test_a_back_up_is_made_fetched_and_put_back(looking, app, books):
    page = looking.open("/settings/backup", VI)
    page.click("form[action='/settings/backup'] button")
    page.wait_for_selector("#toasts .toast")
    idle(books, PATIENCE)
    page.goto(app.url + "/settings/backup")
    with page.expect_download() as fetched:
        page.click("a[download]")
    assert fetched.value.suggested_filename.endswith(".zip")
    page.click("[data-dialog='restore-1']")
    look(page, VI, "settings-restore")
    page.click("#restore-1 .danger")
    page.wait_for_selector("#toasts .toast")
    idle(books, PATIENCE)
    job = next(job for job in books.jobs.recent(5) if job.kind == "restore")
    assert job.state == "done", job.error


def test_the_log_says_who_did_what(looking):
    page = looking.open("/settings/audit", EN)
    text = page.inner_text(".audit")
    assert NAME in text
    assert "job_" not in text
