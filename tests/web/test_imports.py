"""Imports in a real browser with a real worker: files in, a column corrected, imported, what was refused mended, the import undone."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from regulars.sources import unpacked

from .browser import DESK, PHONE, SLOW, View, every_view, look, served, settle
from .workers import ended, idle, worked

pytestmark = pytest.mark.browser
VI, EN, POCKET = View("vi", DESK), View("en", DESK), View("vi", PHONE)

ORDERS = """Mã đơn,Ngày,SĐT khách,Tên khách,Món,SL,Tiền,Ghi chú
A1,01/11/2026,0905111222,Trần Thị Mơ,Cà phê sữa,2,58000,
A2,02/11/2026,0905111223,Lê Văn Tám,Bạc xỉu,1,29000,
A3,31/02/2026,0905111224,Ngô Thị Hoa,Bạc xỉu,1,29000,ngày sai
A4,03/11/2026,0905111222,Trần Thị Mơ,Cà phê đen,3,hỏng,tiền sai
A5,04/11/2026,0905111225,Đỗ Minh Anh,Trà đào,1,35000,
"""


@pytest.fixture(scope="module")
def app(little: Path, tmp_path_factory: pytest.TempPathFactory):
    """The app on a shop of its own, with its worker."""
    import shutil

    folder = Path(shutil.copytree(little, tmp_path_factory.mktemp("imports") / "shop"))
    with served(folder) as running, worked(folder):
        idle(running.app.state.books)
        yield running


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    file = tmp_path / "đơn tháng 11.csv"
    file.write_text(ORDERS, "utf-8")
    return file


def given(page, *files: Path) -> None:
    """Files chosen on the page, sent, and the plan come."""
    page.set_input_files("#files", [str(file) for file in files])
    page.wait_for_url("**/imports/plan/*")
    settle(page)


@every_view
def test_the_first_page_tells_how_far_the_data_goes_and_what_each_import_brought(looking, view):
    page = looking.open("/imports", view)
    look(page, view, "imports")
    assert page.locator("table tbody tr").count() >= 1


@every_view
def test_the_plan_shows_every_column_with_its_cells(looking, view, orders):
    page = looking.open("/imports", view)
    given(page, orders)
    look(page, view, "imports-plan")
    assert "0905111222" in page.inner_text("#plan-form")


@pytest.mark.parametrize("view", [VI, pytest.param(View("en", PHONE), marks=SLOW)], ids=str)
def test_a_shop_imports_corrects_mends_and_undoes(looking, view, orders):
    column = f"SĐT khách {view.lang}"  # what is corrected in one import is remembered in the next
    orders.write_text(ORDERS.replace("SĐT khách", column), "utf-8")
    page = looking.open("/imports", view)
    given(page, orders)
    page.get_by_label(column, exact=True).select_option("phone")
    page.wait_for_selector(".how.asked")
    settle(page)
    assert page.get_by_label(column, exact=True).input_value() == "phone"
    look(page, view, "imports-corrected")
    page.click("button[name=do]")
    page.wait_for_url("**/imports/jobs/*")
    look(page, view, "imports-job")
    ended(page)
    look(page, view, "imports-report")
    assert "3" in page.inner_text("h1")
    with page.expect_navigation():
        page.click(".doors a >> nth=0")
    look(page, view, "imports-quarantine")
    with page.expect_navigation():
        page.click(".todo a >> nth=0")
    look(page, view, "imports-rows")
    mended(page, view)
    undone(page, view, looking.app)


def mended(page, view) -> None:
    """The bad cell is corrected where it stands, tried, and mended."""
    page.locator(".refused .cell input").first.fill("87000" if "Tiền" in page.inner_text("h1") else "28/02/2026")
    page.click(".save-cells button")
    page.wait_for_selector("#cells-tried .tried")
    look(page, view, "imports-tried")
    page.click("#cells-tried button")
    page.wait_for_url("**/imports/jobs/*")
    ended(page)
    look(page, view, "imports-mended")


def undone(page, view, app) -> None:
    """The import is taken back after its question is read."""
    page.goto(app.url + "/imports")
    with page.expect_navigation():
        page.locator("table tbody a", has_text="20").nth(1).click()
    page.click("[data-dialog=undo]")
    page.wait_for_selector("#undo-means .danger")
    assert page.evaluate("document.activeElement.hasAttribute('data-focus')")
    look(page, view, "imports-undo")
    page.click("#undo-means .danger")
    page.wait_for_url("**/imports/jobs/*")
    ended(page)
    look(page, view, "imports-undone")
    idle(app.app.state.books)


def test_a_rule_mends_a_whole_group(looking):
    """The group is the row that was refused when the shop was made."""
    page = looking.open("/imports/quarantine", VI)
    with page.expect_navigation():
        page.locator(".todo", has_text="“Ngày mua”").locator("a").first.click()
    page.check("#way-replace")
    page.fill("#way-old", "31/02/2026")
    page.fill("#way-new", "28/02/2026")
    page.click("#rule > button")
    page.wait_for_selector("#rule-tried .tried")
    assert "1 trong 1 dòng nhập được" in page.inner_text("#rule-tried")
    page.click("#rule-tried button")
    ended(page)


def test_files_of_a_platform_are_recognised(looking, tmp_path):
    from regulars import demo
    from regulars.demo.exports import export

    made = demo.make(tmp_path / "files", customers=60)
    for platform, name in (("shopee", "Shopee"), ("kiotviet", "KiotViet")):
        page = looking.open("/imports", VI)
        given(page, *export(made, platform))
        look(page, VI, f"imports-{platform}")
        assert name in page.inner_text("main")


def test_a_file_that_is_no_table_says_what_it_is(looking, tmp_path):
    file = tmp_path / "ảnh.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    page = looking.open("/imports", VI)
    given(page, file)
    look(page, VI, "imports-no-table")
    assert "PNG" in page.inner_text(".error")


def test_a_workbook_that_unpacks_to_more_than_it_may_is_refused_while_it_comes(looking, tmp_path, monkeypatch):
    monkeypatch.setattr(unpacked, "WORKBOOK", 8 << 20)
    file = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w") as entry:
        for _ in range(9):
            entry.write(bytes(1 << 20))
    page = looking.open("/imports", VI, expected=(422,))
    page.set_input_files("#files", str(file))
    page.wait_for_selector("#faults .error", timeout=60_000)
    assert "bung ra quá lớn" in page.inner_text("#faults") and "trên 8 MB" in page.inner_text("#faults")


def test_a_file_over_the_shops_bound_is_refused_in_a_sentence(looking, app, tmp_path):
    from regulars import settings

    settings.write(app.folder, upload_mb=1)
    file = tmp_path / "to.csv"
    file.write_bytes(b"a,b\n" * (1 << 19))
    try:
        page = looking.open("/imports", VI, expected=(413,))
        page.set_input_files("#files", str(file))
        page.wait_for_selector("#faults .error")
        look(page, VI, "imports-too-large")
        assert "1 MB" in page.inner_text("#faults")
    finally:
        settings.write(app.folder, upload_mb=2048)
    assert not list((app.folder / "uploads").rglob("to.csv"))
