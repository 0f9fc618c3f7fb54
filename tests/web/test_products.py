"""Products in a real browser: categories on every level, first purchases, the level recommended, and the way to the people behind each number."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from regulars.edition import Edition

from .browser import DESK, PHONE, View, every_view, look, settle

pytestmark = pytest.mark.browser
VI, EN, POCKET = View("vi", DESK), View("en", DESK), View("vi", PHONE)


@pytest.fixture
def edition(app) -> Edition:
    return Edition.latest(app.folder)


@every_view
def test_the_page_opens_with_what_it_found(looking, view, edition):
    page = looking.open("/products", view)
    look(page, view, "products")
    assert edition.insight("categories", level=2).sentence.of(view.lang) in page.inner_text("h1")
    assert page.locator(".ladder .rung[data-row]").count() >= 3


@every_view
def test_a_category_shows_its_products_and_leads_to_its_buyers(looking, view, edition):
    top = edition.insight("categories", level=2).table("vi")[0]
    page = looking.open("/products", view)
    page.click(f".ladder a:text-is('{top['category']}')")
    page.wait_for_url("**/products/*")
    look(page, view, "category")
    assert page.inner_text("h1") == top["category"]
    products = edition.insight("products", category=top["category"], level=2).table("vi")
    assert page.locator(".people-table tbody tr").count() == len(products)
    rule = parse_qs(urlsplit(page.get_attribute(".lead a.door", "href")).query)["rule"][0]
    assert str(edition.count(rule).people) in page.inner_text(".lead a.door").replace(".", "").replace(",", "")


@pytest.mark.parametrize("view", [VI, View("en", PHONE, "dark")], ids=str)
def test_every_level_order_and_goal_is_an_address_and_back_works(looking, view):
    page = looking.open("/products", view)
    page.click(".segments a[href*='level=3']")
    settle(page)
    look(page, view, "products-3")
    page.click("#categories .segments a[href*='sort=spend']")
    page.wait_for_url("**sort=spend**")
    spends = page.locator("#categories .rung[data-row] .right .bar").evaluate_all("bars => bars.map(bar => parseFloat(bar.style.width))")
    assert spends
    assert "level=3" in page.url
    page.click("#firsts .segments a[href*='goal=again']")
    page.wait_for_url("**goal=again**")
    settle(page)
    assert page.locator("#firsts .segments a[aria-current]").count() == 2
    look(page, view, "products-again")
    page.go_back()
    page.wait_for_function("!location.search.includes('goal')")
    settle(page)


def test_a_small_category_is_pale_and_never_the_dearest(looking, edition):
    page = looking.open("/products?level=3&sort=spend&every=true", VI)
    few = [row["category"] for row in edition.insight("categories", level=3).table("vi") if row["buyers"] < 20]
    if few:
        assert page.locator(".ladder .bar.slight").count() >= 1
        assert page.locator("#categories .rung[data-row] .name").all_inner_texts()[0] not in few


def test_the_level_in_use_is_changed_by_a_job(looking, app):
    page = looking.open("/products", VI)
    page.click(".levels button[value='3']")
    page.wait_for_selector("#toasts .toast")
    job = app.app.state.books.jobs.recent(1)[0]
    assert (job.kind, dict(job.arguments)) == ("settings", {"choose": {"category_level": 3}})
    app.app.state.books.jobs.cancel(job.id)


def test_staff_see_which_level_is_recommended_and_cannot_change_it(looking, app):
    books = app.app.state.books
    staff = books.users.add("Minh", "một câu khác nữa")
    token = books.sessions.begin(staff)
    from regulars.web import security

    page = looking.open("/products", VI, signed_in=False)
    page.context.add_cookies([{"name": security.SESSION_COOKIE, "value": security.signed(app.app.state.key, token), "url": app.url}])
    page.goto(app.url + "/products")
    assert page.locator(".levels button").count() == 0
    assert page.locator(".levels tbody tr").count() == 3


def test_a_category_that_is_not_there_is_named_with_what_to_do(looking):
    page = looking.open("/products/Kh%C3%B4ng%20c%C3%B3", VI, expected=(404,))
    look(page, VI, "category-none")
    assert "nhóm hàng" in page.inner_text("main")


def test_the_figures_read_without_colour_by_those_who_listen(looking):
    page = looking.open("/products", POCKET)
    texts = page.locator(".intervals .unseen").all_inner_texts()
    assert all("chắc là từ" in text for text in texts)


@pytest.mark.parametrize("view", [VI, View("en", PHONE, "dark")], ids=str)
def test_the_weeks_ahead_are_told_once_they_are_prepared(looking, view, edition):
    found = edition.insight("demand_groups")
    page = looking.open("/products", view)
    look(page, view, "products-demand")
    assert found.sentence.of(view.lang) in page.inner_text("#demand-head")
