"""Home in a real browser: what changed, what to do, four numbers, twelve weeks, the people of the week, the classes; and what it says of shops that know less."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import regulars
from regulars.edition import Edition, printed
from regulars.web.pages.home import sentences
from regulars.web.pages.home.figures import Figures
from regulars.words import number

from ..small_shops import SETTINGS, add, open_shop, random_shop
from .browser import DESK, PHONE, Looking, View, every_view, look, served, settle
from .conftest import WEEKS

pytestmark = pytest.mark.browser
VI, EN, POCKET = View("vi", DESK), View("en", DESK), View("en", PHONE)
TABS = {"vi": ["Vừa rời", "Vừa leo bậc", "Đến kỳ mua"], "en": ["Just slipped", "Just climbed", "Due to buy"]}


@pytest.fixture(scope="module")
def app(prepared: Path, tmp_path_factory: pytest.TempPathFactory):
    """The app on a shop whose last weeks were told: the prepared one, or the one that was given, once they are."""
    folder = Path(shutil.copytree(prepared, tmp_path_factory.mktemp("home") / "shop"))
    if len(Edition.latest(folder).insight("weekly")) < WEEKS:
        with regulars.open(folder) as shop:
            shop.replay(1, weeks=WEEKS)
            shop.insight("today")
            printed(shop)
    with served(folder) as running:
        yield running


@pytest.fixture(scope="module")
def edition(app) -> Edition:
    found = Edition.latest(app.folder)
    assert found is not None
    return found


@contextmanager
def window(browser, folder: Path) -> Iterator[Looking]:
    """A browser on the app of a folder of its own, which complains of nothing."""
    with served(folder) as running:
        windows = Looking(browser, running)
        yield windows
        windows.close()
        assert windows.complaints == []


@pytest.fixture
def in_dollars(tmp_path: Path) -> Path:
    """A shop of chance with an edition, told on its last day and a week before."""
    home = tmp_path / "shop"
    with add(open_shop(home, SETTINGS.replace("VND", "USD")), random_shop(7, customers=60)) as shop:
        shop.refresh(shop.last_day() - dt.timedelta(days=7))
        printed(shop)
    return home


# A shop that knows its weeks


@every_view
def test_home_says_what_changed_and_what_to_do(looking, view, edition):
    page = looking.open("/", view)
    found = Figures.of(edition, view.lang)
    assert page.inner_text("h1") == sentences.headline(found, edition.currency).of(view.lang)
    assert page.locator(".lead p").count() == len(sentences.lead(found, edition)) == 3
    assert page.locator(".todos .todo").count() == len(sentences.todos(found, edition))
    assert page.locator(".metric").count() == 4 and page.locator(".metric .before").count() == 4
    assert page.locator("[role=tab]").all_inner_texts() == TABS[view.lang]
    assert page.locator(".class-rows").count() == 3
    look(page, view, "home")


def test_every_number_of_the_sentences_leads_to_as_many_people(looking):
    page = looking.open("/", VI)
    doors = [(each.inner_text(), each.get_attribute("href")) for each in page.locator(".lead a").all()]
    assert doors
    for text, href in doors[1:]:  # the first tells how many more, and leads to all who climbed
        page.goto(looking.app.url + href)
        assert text.partition("\u00a0")[0].partition(" ")[0] in page.inner_text("main")


def test_what_to_do_leads_to_whom_it_is_about(looking, edition):
    page = looking.open("/", VI)
    for see in [(each.inner_text(), each.get_attribute("href")) for each in page.locator(".todos a").all()]:
        page.goto(looking.app.url + see[1])
        assert see[0].removeprefix("Xem ").split("\u00a0")[0] in page.inner_text("main")


@pytest.mark.parametrize("view", [VI, POCKET], ids=str)
def test_the_weeks_stand_in_a_table_behind_their_figure(looking, view, edition):
    page = looking.open("/", view)
    assert page.get_attribute(".figure .swap", "aria-pressed") == "false" and page.locator(".figure .chart svg").is_visible()
    page.click(".figure .swap")
    assert page.get_attribute(".figure .swap", "aria-pressed") == "true" and page.locator(".figure .numbers").bounding_box()["width"] > 200
    table = page.locator(".figure .numbers table")
    assert table.locator("tbody tr").count() == len(edition.insight("weekly")) == WEEKS
    look(page, view, "home-weeks")
    page.click(".figure .swap")
    assert page.locator(".figure .chart svg").is_visible()


def test_the_button_behind_the_figure_says_what_it_shows(looking):
    page = looking.open("/", VI)
    assert page.inner_text(".figure .swap") == "Xem bảng số"


@pytest.mark.parametrize("view", [VI, POCKET], ids=str)
def test_a_tab_is_opened_by_the_mouse_and_stands_in_the_address(looking, view):
    page = looking.open("/", view)
    heading = page.locator("h1").element_handle()
    page.click(f"[role=tab]:has-text('{TABS[view.lang][2]}')")
    page.wait_for_url("**/?tab=due")
    settle(page)
    assert page.inner_text("[role=tab][aria-selected=true]") == TABS[view.lang][2]
    assert heading.evaluate("element => element.isConnected")  # a piece came, not the page
    look(page, view, "home-due")
    page.reload()
    assert page.inner_text("[role=tab][aria-selected=true]") == TABS[view.lang][2]


def test_tabs_are_turned_by_the_arrow_keys(looking):
    page = looking.open("/", VI)
    page.focus("[role=tab][aria-selected=true]")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/?tab=climbed")
    settle(page)
    assert page.inner_text("[role=tab][aria-selected=true]") == "Vừa leo bậc"
    assert page.evaluate("document.activeElement.textContent") == "Vừa leo bậc"  # the piece that came has the focus where it was
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/?tab=due", timeout=10_000)


def test_a_tab_that_is_not_there_is_the_first(looking):
    page = looking.open("/?tab=khong", VI)
    assert page.inner_text("[role=tab][aria-selected=true]") == "Vừa rời"


def test_at_most_four_people_stand_in_a_tab_the_dearest_first(looking, edition):
    page = looking.open("/?tab=due", VI)
    told = edition.people(due=7, limit=4)
    assert page.locator(".person .what").all_inner_texts() == [row["name"] or row["customer_id"] for row in told.rows]
    if told.total > 4:
        assert number(told.total, "vi") in page.inner_text("#week-people .all")
    with page.expect_navigation():
        page.click(".person .what >> nth=0")
    assert f"/customers/{told.rows[0]['customer_id']}" in page.url


def test_a_class_row_leads_to_its_people(looking, edition):
    page = looking.open("/", VI)
    row = page.locator(".class-rows tbody tr", has_text="Khách hàng chủ chốt").first
    said = row.locator(".count").inner_text()
    assert said == number(edition.count("ladder = 'key_account'").people, "vi")
    row.locator("a").click()
    page.wait_for_url("**/customers?rule=*")
    assert said in page.inner_text("main")


def test_every_other_scheme_stands_in_one_line_and_is_opened_there(looking, edition):
    page = looking.open("/", EN)
    assert page.locator(".scheme-lines li").count() == len(edition.schemes) - 3
    with page.expect_navigation():
        page.click(".scheme-lines a >> nth=0")
    assert re.search(r"/classes/\w+$", page.url)


# Shops that know less


def test_a_shop_told_on_one_day_says_what_there_is_and_what_is_coming(browser, shop_folder):
    with window(browser, shop_folder) as windows:
        page = windows.open("/", VI)
        assert re.fullmatch(r"Tiệm có .+ đang mua; 7 ngày qua thu .+\.", page.inner_text("h1"))
        assert sentences.NOT_TOLD.vi in page.inner_text(".home-middle")
        assert "chưa có kỳ trước" in page.inner_text(".metrics")
        assert page.locator(".figure").count() == 0
        look(page, VI, "home-once")
        look(windows.open("/", POCKET), POCKET, "home-once")


def test_a_quiet_week_in_dollars(browser, in_dollars):
    with window(browser, in_dollars) as windows:
        page = windows.open("/", EN)
        assert re.fullmatch(r"A quiet week: (nobody|\d\scustomers?) changed class, no key account left\.", page.inner_text("h1"))
        assert "$" in page.inner_text(".metric >> nth=0") and "₫" not in page.inner_text("main")
        look(page, EN, "home-quiet")
        page = windows.open("/", VI)
        assert page.inner_text("h1").startswith("Một tuần yên: ")
        look(page, VI, "home-quiet")


def test_a_shop_of_few_buyers_has_a_home_too(browser, few_buyers, tmp_path):
    with window(browser, Path(shutil.copytree(few_buyers, tmp_path / "shop"))) as windows:
        for view in (VI, POCKET):
            look(windows.open("/", view), view, "home-few")


def test_without_numbers_home_leads_to_the_start(browser, tmp_path):
    (tmp_path / "shop.toml").write_text('name = "Hạt Mộc"\n', "utf-8")
    with window(browser, tmp_path) as windows:
        assert windows.open("/", VI).url.endswith("/start")
