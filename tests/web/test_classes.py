"""The pages of the classes, in a real browser: every scheme, one scheme, its movement and its numbers, one class."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from .browser import DESK, PHONE, Looking, View, every_view, look, served, settle
from .workers import idle, worked

pytestmark = pytest.mark.browser
VI, POCKET = View("vi", DESK), View("vi", PHONE)


@every_view
def test_the_list_of_schemes(looking, view):
    look(looking.open("/classes", view), view, "classes")


@every_view
def test_the_ladder(looking, view):
    page = looking.open("/classes/ladder", view)
    page.wait_for_selector("#movement:not(:has(.counting))")
    look(page, view, "ladder")


@every_view
def test_a_scheme_with_many_numbers(looking, view):
    page = looking.open("/classes/lifecycle?try=slipping_below&value=50", view)
    page.wait_for_selector("#movement:not(:has(.counting))")
    look(page, view, "lifecycle")


@every_view
def test_a_class_with_its_people(looking, view):
    look(looking.open("/classes/ladder/key_account", view), view, "key-account")


@every_view
def test_a_scheme_that_waits_says_what_it_waits_for(looking, view):
    page = looking.open("/classes", view)
    waiting = page.locator(".schemes.waiting a").first
    if waiting.count():
        with page.expect_navigation():
            waiting.click()
        look(page, view, "waiting")


def test_a_number_in_a_rule_opens_the_preview_and_says_who_would_move(looking):
    page = looking.open("/classes/ladder", VI)
    page.click(".rules .parameter")
    page.wait_for_selector("#trying.opened")
    page.fill("#try-value", "80")
    page.wait_for_selector("#answer .told")
    assert "Khách hàng chủ chốt" in page.inner_text("#answer .told")
    assert "Chưa lưu. Đang dùng: 90\u00a0%." in page.inner_text("#answer")
    assert page.inner_text("#answer .primary") == "Lưu ngưỡng 80\u00a0%"
    assert page.input_value("#try-slide") == "80"
    look(page, VI, "ladder-tried")


def test_the_slider_and_the_field_say_the_same(looking):
    page = looking.open("/classes/ladder?try=key_from", VI)
    page.focus("#try-slide")
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector("#answer .told")
    assert page.input_value("#try-value") == "89"


def test_a_number_out_of_its_bounds_is_refused_in_words(looking):
    page = looking.open("/classes/ladder?try=key_from", VI)
    page.fill("#try-value", "120")
    page.wait_for_selector("#answer .fault")
    assert page.inner_text("#answer .fault") == "Chọn một số từ 0\u00a0% đến 100\u00a0%."


def test_saving_puts_a_job_that_pins_the_number(looking, app):
    page = looking.open("/classes/ladder?try=key_from&value=80", VI)
    page.click("#answer .primary")
    page.wait_for_selector("#trying .job")
    job = app.app.state.books.jobs.waiting()[-1]
    assert (job.kind, job.arguments) == ("settings", {"pin": {"ladder": {"key_from": 80}}})
    look(page, VI, "ladder-saving")
    app.app.state.books.jobs.cancel(job.id)


def test_another_period_replaces_the_movement_and_its_address(looking):
    page = looking.open("/classes/ladder", VI)
    page.wait_for_selector("#movement:not(:has(.counting))")
    page.click("#movement .segments a >> nth=0")
    page.wait_for_url("**days=30**")
    settle(page)
    assert page.inner_text("#movement h2").startswith(("30 ngày", "Chưa đủ"))


def test_a_measure_redraws_the_ladder_alone(looking):
    page = looking.open("/classes/ladder", VI)
    page.click("#figure .segments a >> text=Doanh thu")
    page.wait_for_url("**by=revenue")
    page.wait_for_selector("#figure .heads .left:text('Doanh thu')")


def test_every_count_of_the_ladder_leads_to_its_people(looking):
    page = looking.open("/classes/ladder", VI)
    ways = page.locator("#figure .left a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert ways and all(re.fullmatch(r"/customers\?rule=ladder%20%3D%20%27\w+%27", way) for way in ways)


def test_on_a_phone_the_preview_is_a_sheet_that_can_be_closed(looking):
    page = looking.open("/classes/ladder", POCKET)
    assert not page.locator("#trying").is_visible()
    page.click(".rules .parameter")
    page.wait_for_selector("#trying.opened .try")
    look(page, POCKET, "ladder-sheet")
    page.click("[data-close-trying]")
    assert not page.locator("#trying").is_visible()


def test_the_list_of_a_scheme_is_exported_without_formulas(looking, app):
    page = looking.open("/classes/ladder", VI)
    with page.expect_download() as waited:
        page.click("text=Xuất danh sách")
    lines = waited.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0] == "customer_id,name,ladder,Nhóm,purchases_365d,spend_365d"
    assert len(lines) > 300


@pytest.fixture(scope="module")
def tiny(few_buyers, tmp_path_factory):
    """The app on a shop of ten customers, whose classes were told once."""
    with served(Path(shutil.copytree(few_buyers, tmp_path_factory.mktemp("tiny") / "shop"))) as running:
        yield running


@pytest.fixture
def few(browser, tiny):
    windows = Looking(browser, tiny)
    yield windows
    windows.close()
    assert windows.complaints == []


@pytest.mark.parametrize("view", [VI, POCKET, View("en", DESK)], ids=str)
def test_a_shop_of_ten_is_told_that_it_is_too_small_to_rank(few, view):
    page = few.open("/classes/ladder", view)
    page.wait_for_selector("#movement:not(:has(.counting))")
    said = "Chưa đến 20 khách mua, chưa xếp hạng được." if view.lang == "vi" else "Fewer than 20 buyers: too few to rank."
    assert said in page.inner_text(".opening")
    look(page, view, "ladder-few")


@pytest.mark.parametrize("path", ["/classes", "/classes/value/loyal", "/classes/churn", "/classes/age_group"])
def test_every_page_holds_in_a_shop_of_ten(few, path):
    look(few.open(path, VI), VI, "few" + path.replace("/", "-"))


def test_a_number_is_saved_then_given_back_to_its_default(browser, shop_folder):
    with served(shop_folder) as app, worked(shop_folder):
        windows = Looking(browser, app)
        page = windows.open("/classes/ladder?try=key_from&value=80", VI)
        page.click("#answer .primary")
        page.wait_for_selector("#trying >> text=Đã lưu.", timeout=300_000)
        with page.expect_navigation():
            page.click("#trying >> text=Xem số mới")
        assert page.inner_text(".rules .parameter") == "80\u00a0%"
        page.click("#answer >> text=Về mặc định 90\u00a0%")
        page.wait_for_selector("#trying >> text=Đã lưu.", timeout=300_000)
        page.goto(f"{app.url}/classes/ladder")
        assert page.inner_text(".rules .parameter") == "90\u00a0%"
        idle(app.app.state.books)
        windows.close()
        assert windows.complaints == []
