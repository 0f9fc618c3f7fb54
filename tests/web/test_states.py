"""Pages without a shop's numbers, and every part that pages are made of, in a real browser."""

from __future__ import annotations

from contextlib import closing

import pytest

from .browser import DESK, PHONE, Looking, View, every_view, look, served, settle

pytestmark = pytest.mark.browser
VI, POCKET = View("vi", DESK), View("vi", PHONE)


@every_view
def test_every_part_in_every_state(looking, view):
    look(looking.open("/states", view), view, "states")


@every_view
def test_the_login_page(looking, view):
    look(looking.open("/login", view, signed_in=False), view, "login")


@every_view
def test_the_first_account(browser, tmp_path, view):
    (tmp_path / "shop.toml").write_text('name = "Cà phê Hạt Mộc · Đà Nẵng"\n', "utf-8")
    with served(tmp_path) as app, closing(Looking(browser, app)) as looking:
        key = app.app.state.books.keys.make()
        page = looking.open(f"/first?key={key}", view, signed_in=False, expected=(422,))
        look(page, view, "first")
        page.fill("[name=name]", "Lan")
        page.fill("[name=password]", "ngắn")
        page.evaluate("document.querySelector('[name=password]').removeAttribute('minlength')")
        with page.expect_navigation():
            page.click("main button")
        look(page, view, "first-refused")
        assert page.input_value("[name=name]") == "Lan"
        assert looking.complaints == []


def test_a_wrong_password_is_said_beneath_its_field_and_the_name_stays(looking):
    page = looking.open("/login", POCKET, signed_in=False, expected=(401,))
    page.fill("[name=name]", "Lan")
    page.fill("[name=password]", "sai")
    page.keyboard.press("Enter")
    page.wait_for_selector(".fault")
    assert page.input_value("[name=name]") == "Lan"
    assert page.evaluate("document.activeElement.name") == "password"
    look(page, POCKET, "login-wrong")


@every_view
def test_an_address_that_is_not_there(looking, view):
    look(looking.open("/khong-co", view, expected=(404,)), view, "not-there")


def test_an_error_on_purpose_says_what_was_seen_and_what_to_do(looking):
    page = looking.open("/states/wrong", VI, expected=(422,))
    look(page, VI, "wrong")
    assert "don-hang.xlsx, dòng 48" in page.inner_text("main")


def test_an_error_that_nobody_foresaw_is_a_page_too(looking):
    page = looking.open("/states/broken", VI, expected=(500,))
    look(page, VI, "broken")
    assert "chưa lường trước" in page.inner_text("h1")


def test_slash_goes_to_the_search(looking):
    page = looking.open("/states", VI)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    assert page.input_value("#search") == ""


def test_on_a_phone_the_magnifier_opens_the_search(looking):
    page = looking.open("/states", POCKET)
    page.click("[data-search]")
    assert page.evaluate("document.activeElement.id") == "search"
    look(page, POCKET, "search")


def test_a_dialog_begins_on_the_safe_button_and_closes_with_escape(looking):
    page = looking.open("/states", VI)
    page.click("[data-dialog=take-back]")
    assert page.evaluate("document.activeElement.textContent") == "Giữ lại"
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('take-back').open")


def test_more_pages_stand_in_a_sheet_on_a_phone(looking):
    page = looking.open("/states", POCKET)
    page.click(".bar-below [data-dialog=more]")
    assert page.locator("#more a").all_inner_texts() == ["Sản phẩm", "Nhập dữ liệu", "Cài đặt"]
    look(page, POCKET, "more")
    page.click("#more [data-close]")
    assert not page.locator("#more").is_visible()


def test_between_phone_and_desk_the_side_bar_has_tooltips_and_the_choices_a_button(looking):
    page = looking.open("/states", View("vi", 1024))
    page.hover(".side nav a >> nth=1")
    assert page.evaluate("getComputedStyle(document.querySelectorAll('.side nav a')[1], '::after').content") == '"Phân loại"'
    page.click(".to-choices")
    assert page.locator("#more .choices button").count() == 3
    look(page, View("vi", 1024), "choices")


def test_a_figure_that_comes_with_a_piece_is_drawn_and_its_toast_is_shown(looking):
    page = looking.open("/states", VI)
    page.click("[hx-get='/states/piece']")
    page.wait_for_selector("#toasts .toast")
    settle(page)
    assert page.locator("#piece .chart svg").count() == 1
    page.click("#piece .swap")
    assert page.locator("#piece .numbers table").is_visible()


def test_a_bar_leads_to_the_people_behind_it(looking):
    page = looking.open("/states", VI, expected=(404, 422))
    with page.expect_navigation():
        page.locator("#piece .chart svg path").nth(2).click(force=True)
    assert "/customers?moved=up&day=" in page.url


def test_a_row_follows_its_link(looking):
    page = looking.open("/states", VI, expected=(404, 422))
    with page.expect_navigation():
        page.locator(".people-table tbody tr").first.locator("td").last.click()
    assert page.url.endswith("/customers/1")


def test_arrows_move_between_tabs(looking):
    page = looking.open("/states", VI)
    page.focus("[role=tab][aria-selected=true]")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("[role=tab][aria-selected=true]") == "Vừa leo bậc"
    settle(page)


def test_the_theme_and_the_language_are_kept(looking):
    page = looking.open("/states", VI)
    turned(page, "theme")
    turned(page, "theme")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()") == "#F1EDE6"
    look(page, View("vi", DESK, "chosen-dark"), "states")
    turned(page, "theme")
    turned(page, "lang")
    assert page.get_attribute("html", "lang") == "en"
    turned(page, "lang")


def turned(page, choice: str) -> None:
    """The next theme or the other language, and the page come anew."""
    with page.expect_navigation():
        page.click(f".side [name={choice}]")


def test_an_error_of_a_piece_stands_above_the_page_and_leaves_it_as_it_was(looking):
    page = looking.open("/states", VI, expected=(422,))
    page.evaluate("htmx.ajax('GET', '/states/wrong', '#piece')")
    page.wait_for_selector("#faults .error")
    assert page.locator("#piece .figure").count() == 1
    assert page.evaluate("document.activeElement.id") == "faults"


def test_a_running_job_stands_in_the_foot_and_ends_in_a_toast(looking, app):
    jobs = app.app.state.books.jobs
    job = jobs.put("refresh")
    jobs.claim(1)
    page = looking.open("/states", VI)
    assert page.locator("#foot [role=progressbar]").is_visible()
    jobs.done(job.id)
    page.wait_for_selector("#toasts .toast", timeout=6000)
    assert not page.locator("#foot [role=progressbar]").is_visible()


def test_a_dead_connection_is_said_in_a_sentence(looking):
    page = looking.open("/states", VI)
    page.context.set_offline(True)
    page.click("[hx-get='/states/piece']")
    page.wait_for_selector("#toasts .toast")
    looking.complaints.clear()
