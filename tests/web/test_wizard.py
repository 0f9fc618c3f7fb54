"""The first run in a real browser with a real worker: a file or a demo shop, four screens at most, and the numbers are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from .browser import DESK, PHONE, SLOW, Looking, View, look, served, settle
from .workers import ended, worked

pytestmark = pytest.mark.browser
VI, POCKET = View("vi", DESK), View("en", PHONE)
BOUGHT = [f"H{n},{1 + n % 28:02d}/{1 + n % 10:02d}/2026,KH{n % 31:03d},Khách {n % 31},{20000 + 1000 * (n % 9)}" for n in range(240)]


@pytest.fixture
def idle(browser, tmp_path):
    """Windows on the app of a shop that has nothing yet, and no worker."""
    from regulars import settings

    folder = tmp_path / "tiem"
    folder.mkdir()
    settings.write(folder, name="Tiệm Mới", replay_months=0, try_on_past=False, prepare_answers=False)
    with served(folder) as app:
        windows = Looking(browser, app)
        yield windows
        windows.close()
        assert windows.complaints == []


@pytest.fixture
def empty(idle):
    """The same with its worker."""
    with worked(idle.app.folder):
        yield idle


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    file = tmp_path / "hoa-don.csv"
    file.write_text("\n".join(["Mã đơn,Ngày,Mã khách,Tên khách,Thành tiền", *BOUGHT]), "utf-8")
    return file


@pytest.mark.parametrize("view", [VI, pytest.param(POCKET, marks=SLOW)], ids=str)
def test_from_a_file_to_the_numbers_in_four_screens(empty, view, orders):
    page = empty.open("/start", view)
    look(page, view, "start")
    page.set_input_files("#files", str(orders))
    page.wait_for_url("**/start/files/*")
    look(page, view, "start-files")
    page.click(".forward .primary")
    page.wait_for_url("**/start/shop/*")
    assert page.input_value("select[name=currency]") == "VND"
    page.fill("input[name=name]", "Cà phê Đầu Ngõ")
    look(page, view, "start-shop")
    page.click("form .primary")
    page.wait_for_url("**/start/jobs/*")
    look(page, view, "start-job")
    ended(page)
    look(page, view, "start-done")
    assert "31" in page.inner_text(".found-list")
    assert "Cà phê Đầu Ngõ" in page.inner_text("h1")
    assert page.get_attribute(".forward .primary", "href") == "/"
    assert not any((empty.app.folder / "uploads").iterdir())


def test_a_demo_shop_is_there_in_a_minute(empty):
    page = empty.open("/start", VI)
    page.check("#trade-tiny")
    page.click(".or-else .button")
    page.wait_for_url("**/start/jobs/*")
    ended(page)
    look(page, VI, "start-demo")
    assert "Tiệm bánh Nắng" in page.inner_text("h1")


def test_a_file_that_cannot_be_read_says_why_and_lets_one_go_back(idle, tmp_path):
    file = tmp_path / "ghi-chu.txt"
    file.write_text("chỉ là vài dòng ghi chú\nkhông có bảng nào\n", "utf-8")
    page = idle.open("/start", VI)
    page.set_input_files("#files", str(file))
    page.wait_for_url("**/start/files/*")
    look(page, VI, "start-unread")
    assert page.locator(".error").count() == 1
    with page.expect_navigation():
        page.click(".forward a >> text=Chọn tệp khác")
    settle(page)
    assert page.url.endswith("/start")
