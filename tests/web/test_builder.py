"""The builder: conditions chosen and typed, what each leaves, saved, exported, used as a class; in a real browser."""

from __future__ import annotations

import csv
import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import yaml

from regulars.edition import Edition
from regulars.insight.spoken import people
from regulars.web.security import SESSION_COOKIE
from regulars.words import number

from .browser import DESK, PHONE, Looking, View, every_view, look, served, settle
from .workers import idle, worked

pytestmark = pytest.mark.browser
VI, EN, POCKET = View("vi", DESK), View("en", DESK), View("vi", PHONE)
RULE = "purchases >= 2 and lifecycle != 'lost' and spend_365d_pct >= 40 and (zalo_allowed = true or sms_allowed is not missing)"


def at(rule: str = "", **more: str) -> str:
    parts = {"rule": rule} | more
    query = "&".join(f"{name}={quote(value)}" for name, value in parts.items() if value)
    return f"/builder?{query}" if query else "/builder"


def rule_of(page) -> str:
    """The rule in the address."""
    return parse_qs(urlsplit(page.url).query).get("rule", [""])[0]


@pytest.fixture
def edition(app) -> Edition:
    found = Edition.latest(app.folder)
    assert found is not None
    return found


def counts(page, edition: Edition, rule: str, lang: str = "vi") -> None:
    """Wait until the heading and the announcement say how many a rule leaves."""
    said = people(edition.count(rule).people).of(lang)
    page.wait_for_function("said => document.querySelector('h1').textContent.startsWith(said)", arg=said)
    assert page.inner_text("#announced") == page.inner_text("h1")


# How it looks


@every_view
def test_a_group_in_every_view(looking, view, edition):
    page = looking.open(at(RULE), view)
    assert page.locator("h1").count() == 1
    counts(page, edition, RULE, view.lang)
    assert page.locator(".funnel-row").count() == 5 and page.locator("#group tbody tr").count() == 8
    look(page, view, "builder")


@every_view
def test_everybody_and_a_condition_just_begun(looking, view):
    page = looking.open(at(), view)
    page.click("button[value=or]")
    page.wait_for_selector("#f1")
    assert page.evaluate("document.activeElement.id") == "f0"
    look(page, view, "builder-begun")


@every_view
def test_a_typed_rule(looking, view):
    look(looking.open(at(RULE, mode="text"), view), view, "builder-typed")


@every_view
def test_a_typed_rule_that_cannot_be_read(looking, view):
    page = looking.open(at("purchases >= 2 and spend_365 > 4", mode="text"), view)
    assert page.inner_text(".error mark") == "spend_365" and "spend_365d" in page.inner_text(".error")
    assert page.input_value("#typed") == "purchases >= 2 and spend_365 > 4"
    look(page, view, "builder-unread")


@every_view
def test_the_list_of_conditions(looking, view):
    page = looking.open(at("purchases >= 2"), view)
    page.locator("#f0").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".picking [role=option]")
    page.keyboard.type("zalo")
    assert page.locator(".picking [role=option]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".picking").count() == 0 and page.evaluate("document.activeElement.id") == "f0"


@every_view
def test_the_export_of_a_group(looking, view):
    look(looking.open(f"/builder/export?rule={quote(RULE)}", view), view, "builder-export")


@every_view
def test_a_group_as_a_class(looking, view):
    page = looking.open(f"/builder/class?rule={quote(RULE)}", view)
    page.fill("#field-name", "Khách nên nhắn")
    page.fill("#field-scheme", "Nhắn ai")
    page.click("button[value=see]")
    page.wait_for_selector(".would", timeout=60_000)
    assert page.locator(".would tbody tr").count() == 2
    look(page, view, "builder-class")


# Choosing


def test_a_condition_is_found_by_its_words_and_counts_while_one_types(looking, edition):
    page = looking.open(at(), VI)
    page.click("button[value=add]")
    page.wait_for_selector("#f0")
    page.wait_for_function("() => document.activeElement.id === 'f0'")
    page.keyboard.press("Enter")
    page.keyboard.type("so lan mua 365")
    page.keyboard.press("Enter")
    page.wait_for_selector("#v0")
    assert page.input_value("#f0") == "purchases_365d" and page.evaluate("document.activeElement.id") == "f0"
    page.fill("#v0", "2")
    counts(page, edition, "purchases_365d >= 2")
    assert rule_of(page) == "purchases_365d >= 2"
    page.fill("#v0", "4")
    counts(page, edition, "purchases_365d >= 4")
    assert page.evaluate("document.activeElement.id") == "v0" and rule_of(page) == "purchases_365d >= 4"
    page.select_option("#o0", "<")
    counts(page, edition, "purchases_365d < 4")
    page.select_option("#j0", "and_not")
    counts(page, edition, "not (purchases_365d < 4)")
    page.reload()
    counts(page, edition, "not (purchases_365d < 4)")
    assert (page.input_value("#j0"), page.input_value("#o0"), page.input_value("#v0")) == ("and_not", "<", "4")


def test_a_wrong_number_says_so_beneath_its_field_and_stays(looking):
    page = looking.open(at("purchases >= 2"), VI)
    page.fill("#v0", "hai")
    page.wait_for_selector("#fault-0:not([hidden])")
    assert page.input_value("#v0") == "hai" and "số" in page.inner_text("#fault-0")
    page.fill("#v0", "3")
    page.wait_for_selector("#fault-0", state="hidden")


def test_alternatives_are_added_and_conditions_are_removed(looking, edition):
    page = looking.open(at("gender = 'female'"), VI)
    page.click("button[value=or]")
    page.wait_for_selector("#f2")
    page.select_option("#f1", "zalo_allowed")
    page.wait_for_selector("#v1")
    page.select_option("#v1", "true")
    page.wait_for_selector("#condition-1 #v1 option[value=true][selected]", state="attached")
    page.select_option("#f2", "email_allowed")
    page.wait_for_selector("#v2")
    page.select_option("#v2", "true")
    counts(page, edition, "gender = 'female' and (zalo_allowed = true or email_allowed = true)")
    page.click("button[value=drop0]")
    counts(page, edition, "zalo_allowed = true or email_allowed = true")
    page.click("button[value=drop0]")
    counts(page, edition, "email_allowed = true")
    assert rule_of(page) == "email_allowed = true"
    page.go_back()
    counts(page, edition, "zalo_allowed = true or email_allowed = true")


def test_one_of_several_classes_is_ticked(looking, edition):
    page = looking.open(at("lifecycle in ('new', 'active')"), VI)
    page.click("#s0 summary")
    page.click("#s0 label:has(input[value=slipping])")
    counts(page, edition, "lifecycle in ('new', 'active', 'slipping')")
    assert page.evaluate("document.getElementById('s0').open")
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('s0').open")


def test_a_condition_that_removes_everybody_or_nobody_says_so(looking, edition):
    page = looking.open(at("purchases >= 2 and orders >= 1 and visits_90d >= 900_000"), VI)
    everyone = people(edition.count("purchases >= 2").people).vi
    assert page.inner_text("#note-1") == f"Điều kiện này không loại ai: cả {everyone} đều thoả."
    assert f"Điều kiện này loại hết {everyone} còn lại" in page.inner_text("#note-2")
    assert page.inner_text("h1") == "Không có khách nào"
    look(page, VI, "builder-nobody")


def test_the_funnel_shows_the_figures_of_the_library(looking, edition):
    parts = ["purchases >= 2", "lifecycle != 'lost'", "spend_365d_pct >= 40"]
    page = looking.open(at(" and ".join(parts)), EN)
    found = edition.narrowing(parts)
    shown = [page.inner_text(f"#left-{row} b") for row in ("all", 0, 1, 2)]
    assert shown == [number(count.people, "en") for count in found]
    lost = page.inner_text("#left-0 .lost")
    assert lost == f"−{number(found[0].people - found[1].people, 'en')}"


# Typing


def test_typing_and_choosing_are_one_rule(looking, edition):
    page = looking.open(at(RULE), VI)
    page.click(".segments a:not([aria-current])")
    page.wait_for_selector("#typed")
    assert page.input_value("#typed") == RULE
    page.fill("#typed", "purchases >= 3 and (age < 30 or (orders > 5 and gender = 'female'))")
    counts(page, edition, "purchases >= 3 and (age < 30 or (orders > 5 and gender = 'female'))")
    page.click(".segments a:not([aria-current])")
    page.wait_for_selector("#conditions")
    assert page.input_value("#v0") == "3" and page.locator(".nested").count() == 1
    look(page, VI, "builder-nested")
    page.fill("#v0", "4")
    counts(page, edition, "purchases >= 4 and (age < 30 or (orders > 5 and gender = 'female'))")


def test_names_are_completed_by_keys(looking, edition):
    page = looking.open(at("", mode="text"), VI)
    page.click("#typed")
    page.keyboard.type("số lần mua")
    page.wait_for_selector(".picking [role=option]")
    assert page.get_attribute("#typed", "aria-activedescendant") == "pick-0"
    page.keyboard.press("Enter")
    assert page.input_value("#typed") == "purchases"
    page.keyboard.type(" >= 2 and lifecyc")
    page.wait_for_selector(".picking [role=option]")
    page.keyboard.press("Tab")
    page.keyboard.type(" = 'active'")
    counts(page, edition, "purchases >= 2 and lifecycle = 'active'")


# Saving


def test_an_audience_is_saved_changed_renamed_removed_and_brought_back(looking, edition):
    page = looking.open(at("purchases >= 2"), VI)
    page.fill("#save-name", "Khách mua lại")
    page.click("#save .primary")
    page.wait_for_selector(".toast")
    said = people(edition.count("purchases >= 2").people).vi
    assert page.inner_text(".toast p") == f"Đã lưu nhóm “Khách mua lại”, {said}."
    assert "audience=" in page.url and page.inner_text("#saved tbody th") == "Khách mua lại"
    look(page, VI, "builder-saved")
    page.fill("#v0", "3")
    counts(page, edition, "purchases >= 3")
    page.click("#save .primary")
    page.wait_for_function(
        "said => document.querySelector('#saved td.number').textContent === said", arg=number(edition.count("purchases >= 3").people, "vi")
    )
    page.click(".rename summary")
    page.fill(".rename input[name=name]", "Khách mua ba lần")
    page.click(".rename button")
    page.wait_for_function("() => document.querySelector('#saved tbody th').textContent === 'Khách mua ba lần'")
    page.click("#saved .deeds form > .plain")
    page.wait_for_function("() => !document.querySelector('#saved tbody')")
    page.click(".toast:last-child button")
    page.wait_for_selector("#saved tbody th")
    assert rule_of(page) == "purchases >= 3" and page.inner_text("#saved tbody th") == "Khách mua ba lần"


def test_a_name_that_is_taken_is_refused_beneath_its_field(looking):
    page = looking.open(at("purchases >= 5"), EN, expected=(422,))
    page.fill("#save-name", "Taken")
    page.click("#save .primary")
    page.wait_for_selector(".toast")
    page.goto(page.url.partition("?")[0] + "?rule=" + quote("purchases >= 6"))
    page.fill("#save-name", "taken ")
    page.click("#save .primary")
    page.wait_for_selector("#save-fault")
    assert page.input_value("#save-name") == "taken " and "has this name" in page.inner_text("#save-fault")
    look(page, EN, "builder-taken")


def test_the_builder_works_without_scripts(looking, edition):
    context = looking.browser.new_context(java_script_enabled=False)
    looking.contexts.append(context)
    cookies = {"regulars_lang": "vi", SESSION_COOKIE: looking.app.session()}
    context.add_cookies([{"name": name, "value": value, "url": looking.app.url} for name, value in cookies.items()])
    page = context.new_page()
    page.goto(looking.app.url + at("purchases >= 2"))
    page.fill("#v0", "3")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.inner_text("h1").startswith(people(edition.count("purchases >= 3").people).vi)
    with page.expect_navigation():
        page.click("button[value=add]")
    page.select_option("#f1", "gender")
    with page.expect_navigation():
        page.click(".more .only-plain")
    page.select_option("#v1", "female")
    with page.expect_navigation():
        page.click(".more .only-plain")
    assert page.inner_text("h1").startswith(people(edition.count("purchases >= 3 and gender = 'female'").people).vi)


# Exporting and using it


def test_only_those_who_agreed_are_exported_and_it_is_on_record(looking, edition, app, tmp_path):
    page = looking.open(f"/builder/export?rule={quote('purchases >= 2')}", VI)
    agreed = edition.count("purchases >= 2 and zalo_allowed = true").people
    left = edition.count("purchases >= 2").people - agreed
    assert page.inner_text("h1") == f"Xuất {people(agreed).vi} đã đồng ý; {people(left).vi} chưa đồng ý không có trong tệp."
    page.check("input[value=csv]")
    with page.expect_download() as told:
        page.click("button.primary")
    path = tmp_path / "file.csv"
    told.value.save_as(path)
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    assert len(rows) == agreed and all(row["zalo_allowed"] == "true" and row["phone"] is not None for row in rows)
    entry = app.app.state.books.audit.recent(1, what="export")[0]
    assert entry.data["channel"] == "zalo" and entry.data["customers"] == agreed and re.search(r"\.csv$", entry.about)


def test_for_own_use_everybody_is_in_the_file_without_contacts(looking, edition, tmp_path):
    page = looking.open(f"/builder/export?rule={quote('purchases >= 2')}", VI)
    page.check("#channel-own")
    page.wait_for_function("() => document.querySelector('h1').textContent.includes('dùng trong tiệm')")
    settle(page)
    page.check("input[value=csv]")
    with page.expect_download() as told:
        page.click("button.primary")
    told.value.save_as(tmp_path / "file.csv")
    head, *rows = (tmp_path / "file.csv").read_text("utf-8-sig").splitlines()
    assert len(rows) == edition.count("purchases >= 2").people
    assert not {"name", "phone", "email"} & {name.strip('"') for name in head.split(",")}


def test_a_scheme_is_saved_by_a_job_that_the_library_can_do(looking, app, edition):
    page = looking.open(f"/builder/class?rule={quote('purchases >= 2 and zalo_allowed = true')}", VI, expected=(422,))
    page.click("button[value=see]")
    page.wait_for_selector(".fault")
    page.fill("#field-name", "Đã đồng ý")
    page.fill("#field-scheme", "Nhắn được")
    page.click("button[value=see]")
    page.wait_for_selector(".would", timeout=60_000)
    page.click("button[value=save]")
    page.wait_for_selector("a[href='/classes'].primary")
    job = app.app.state.books.jobs.recent(1)[0]
    assert job.kind == "settings" and job.arguments["save"]["file"] == "nhan_duoc.yaml"
    data = yaml.safe_load(job.arguments["save"]["text"])
    assert [each["id"] for each in data["classes"]] == ["da_dong_y", "khach_khac"]
    assert data["classes"][0]["rule"] == "purchases >= 2 and zalo_allowed = true"


def test_the_worker_saves_the_scheme_and_a_further_group_goes_first_in_it(browser, shop_folder):
    with served(shop_folder) as app, worked(app.folder):
        windows = Looking(browser, app)
        books = app.app.state.books
        for rule, name in (("purchases >= 2", "Mua lại"), ("purchases >= 6", "Mua nhiều")):
            page = windows.open(f"/builder/class?rule={quote(rule)}", VI)
            page.fill("#field-name", name)
            if page.locator("#field-into").count():
                page.select_option("#field-into", "mua_bao_nhieu")
                assert not page.is_visible("#field-scheme")
            else:
                page.fill("#field-scheme", "Mua bao nhiêu")
            page.click("button[value=see]")
            page.wait_for_selector(".would", timeout=60_000)
            look(page, VI, f"builder-into-{name[-3:]}")
            page.click("button[value=save]")
            page.wait_for_selector("a[href='/classes'].primary", timeout=60_000)
            idle(books)
            assert books.jobs.recent(5)[-1].error is None
        scheme = Edition.latest(app.folder).scheme("mua_bao_nhieu")
        assert [each.id for each in scheme.classes] == ["mua_nhieu", "mua_lai", "khach_khac"]
        assert Edition.latest(app.folder).count("mua_bao_nhieu = 'mua_nhieu'") == Edition.latest(app.folder).count("purchases >= 6")
        windows.close()
        assert not windows.complaints


def test_a_name_of_a_scheme_that_is_taken_finds_another_id():
    from regulars.web.pages.builder.classing import id_of

    assert (
        id_of("Nhắn được", ()) == "nhan_duoc"
        and id_of("Nhắn được", ("nhan_duoc",)) == "nhan_duoc_2"
        and id_of("7 sao", ()) == "group_7_sao"
    )
    assert id_of("客", ()) == "group"


def test_a_rule_that_an_address_has_wrong_is_shown_for_mending(looking):
    page = looking.open(at("purchasess >= 2"), POCKET)
    assert page.input_value("#typed") == "purchasess >= 2" and page.inner_text(".error mark") == "purchasess"
