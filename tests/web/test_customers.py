"""Customers: finding one, choosing some, and everything told of one, in a real browser."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

import pytest

from .browser import DESK, PHONE, View, every_view, look, settle

pytestmark = pytest.mark.browser
VI, POCKET = View("vi", DESK), View("vi", PHONE)
SLOW = 120_000  # ms: what lies ahead takes a second of a machine that does nothing else


@pytest.fixture(scope="module")
def edition(app):
    from regulars.edition import Edition

    found = Edition.latest(app.folder)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def regular(edition) -> str:
    """Somebody with a name and a phone who buys often."""
    rows = edition.people("purchases_365d >= 5 and lifecycle = 'active'").rows
    return next(row["customer_id"] for row in rows if row["name"] and row["phone"])


def whole(page) -> None:
    """Wait for what lies ahead."""
    page.wait_for_selector("#ahead:not([aria-busy])", timeout=SLOW)
    settle(page)


@every_view
def test_the_list(looking, view):
    look(looking.open("/customers", view), view, "customers")


@every_view
def test_one_customer(looking, regular, view):
    page = looking.open(f"/customers/{regular}", view)
    whole(page)
    look(page, view, "customer")


@every_view
def test_those_who_are_slipping(looking, view):
    page = looking.open("/customers?rule=" + quote("lifecycle = 'slipping' and purchases >= 2"), view)
    look(page, view, "customers-chosen")


def test_a_name_is_found_while_it_is_typed_without_marks(looking, edition):
    row = next(row for row in edition.people().rows if row["name"] and any(ord(letter) > 127 for letter in row["name"]))
    page = looking.open("/customers", VI)
    page.fill("#find", _plain(row["name"]))
    page.wait_for_url("**q=*")
    assert page.locator(f"#people a[href='/customers/{row['customer_id']}']").count() == 1
    assert page.evaluate("document.activeElement.id") == "find"
    settle(page)


def _plain(name: str) -> str:
    import unicodedata

    return "".join(letter for letter in unicodedata.normalize("NFD", name.lower().replace("đ", "d")) if not unicodedata.combining(letter))


def test_nobody_of_that_name_is_said_with_a_way_on(looking):
    page = looking.open("/customers?q=khong-ai-ten-nay", VI)
    assert "Không có khách nào tên “khong-ai-ten-nay”. Thử số điện thoại, hoặc bớt một chữ." in page.inner_text("#people")
    look(page, VI, "customers-nobody")


def test_a_rule_that_cannot_be_read_is_explained_above_everybody(looking):
    page = looking.open("/customers?rule=purchses%20%3E%3D%202", VI)
    assert page.locator("#people .error").is_visible() and "purchases" in page.inner_text("#people .error")
    assert page.locator("#people tbody tr").count() == 50
    look(page, VI, "customers-wrong-rule")


def test_phones_are_masked_until_they_are_asked_for(looking, app, regular, edition):
    number = "0" + edition.customer(regular)["phone"][3:]
    page = looking.open(f"/customers/{regular}", VI)
    assert "•••" in page.inner_text("#phone") and number[4:7] not in page.inner_text("#phone")
    page.click("#phone button")
    page.wait_for_selector("#phone a[href^='tel:']")
    assert page.inner_text("#phone").replace(" ", "") == number
    assert app.app.state.books.audit.recent(1)[0].what == "phone_shown"
    whole(page)


def test_a_list_turns_its_pages_and_comes_back(looking):
    page = looking.open("/customers", VI)
    first = page.inner_text("#people tbody tr:first-child th a")
    page.click(".paging a")
    page.wait_for_url("**after=*")
    assert "51–100 của" in page.inner_text(".paging").replace("\u00a0", " ")
    page.click(".paging a >> nth=0")
    page.wait_for_url("**before=*")
    assert page.inner_text("#people tbody tr:first-child th a") == first
    settle(page)


def test_a_column_sorts_the_list_and_says_so(looking):
    page = looking.open("/customers", VI)
    page.click("#people th a >> text=Mua gần nhất")
    page.wait_for_url("**sort=-last_day*")
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Mua gần nhất")
    settle(page)


def test_a_class_narrows_the_list_and_is_let_go_again(looking):
    page = looking.open("/customers", VI)
    page.click(".narrowing summary")
    page.click(".narrowing a >> text=Đang rời")
    page.wait_for_url("**rule=*")
    assert "Đang rời" in page.inner_text(".over-list")
    page.click(".narrowing [aria-current]")
    page.wait_for_url("**/customers")
    settle(page)


def test_a_row_leads_to_the_customer_and_every_class_to_its_page(looking, regular):
    page = looking.open(f"/customers/{regular}", VI)
    whole(page)
    assert page.locator(".why[role=row] .scheme").first.get_attribute("href") == "/classes/ladder"
    assert page.locator(".why .trying").count() == 0


def test_a_note_is_written_and_removed(looking, regular):
    page = looking.open(f"/customers/{regular}", POCKET)
    page.fill("#new-note", "Thích rang vừa, giao buổi sáng.")
    page.click(".note-form button")
    page.wait_for_selector(".notes li")
    assert "Thích rang vừa, giao buổi sáng." in page.inner_text(".notes") and "Đã lưu ghi chú." in page.inner_text("#toasts")
    page.click(".notes button")
    page.wait_for_selector(".notes", state="detached")
    page.click(".note-form button")
    page.wait_for_selector(".note-form .fault")
    whole(page)


def test_the_audiences_of_a_customer_are_told(looking, app, edition, regular):
    app.app.state.books.audiences.add("Mua nhiều", edition.rule("purchases_365d >= 5"))
    page = looking.open(f"/customers/{regular}", VI)
    page.click("[data-dialog=groups]")
    assert "Mua nhiều" in page.inner_text("#groups .there")
    whole(page)
    look(page, VI, "customer-groups")
    listed = looking.open("/customers", VI)
    assert "Mua nhiều" in listed.inner_text(".words-row")


def test_an_export_without_contacts_has_everybody_and_with_them_only_who_agreed(looking, edition):
    page = looking.open("/customers", VI)
    page.click("[data-dialog=export]")
    look(page, VI, "customers-export")
    assert len(_downloaded(page)) == edition.count().people
    agreed = edition.count("zalo_allowed = true").people
    page.check("#export input[value=zalo]")
    rows = _downloaded(page)
    assert len(rows) == agreed and all(row["phone"] for row in rows if row["phone"])
    assert all(row["zalo_allowed"] == "true" for row in rows)


def _downloaded(page) -> list[dict[str, str]]:
    with page.expect_download() as caught:
        page.click("#export .buttons button:last-child")
    return list(csv.DictReader(io.StringIO(caught.value.path().read_text("utf-8-sig"))))


def test_an_address_of_nobody_names_ids_like_it(looking):
    page = looking.open("/customers/KH99999", VI, expected=(404,))
    assert "Mã gần giống" in page.inner_text("main")
    look(page, VI, "customer-not-there")
