"""Every number says as of which day, computed when and from what; where a refresh fails the last good ones stay, and say so."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest

import regulars
from regulars.errors import InputError, Regulars, Where
from regulars.freshness import Failure, Freshness, ImportedFrom
from regulars.store import refresh_history
from regulars.words import LANGUAGES, Words

from .cli.made import LAST, orders, write_orders
from .small_shops import add, history, open_shop
from .stale_shops import NEW_DAY, TROUBLES, rows

AT = dt.datetime(2026, 11, 20, 2, 15, tzinfo=dt.UTC)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FRESH = Freshness(
    as_of=dt.date(2026, 11, 20),
    computed_at=AT,
    imports=tuple(ImportedFrom(number, AT - dt.timedelta(hours=4 - number), (f"{number}.csv",)) for number in (3, 2, 1)),
    bars_version=4,
    bars_as_of=dt.date(2026, 11, 1),
    schemes_version="ab12",
    data_until=dt.date(2026, 11, 17),
    zone=HANOI,
)
FAILURE = Failure(
    AT + dt.timedelta(days=1), Words("Ổ đĩa đã đầy.", "The disk is full."), "9 MB", Words("Dọn bớt.", "Free some."), Where("a.db")
)
OLD = replace(FRESH, failed=FAILURE, changed_since=True)
SIGN = {"vi": "không xong", "en": "failed; these are still"}


# The value


def test_one_line_says_day_moment_imports_and_versions_in_the_shops_time():
    assert FRESH.line("vi") == (
        "Tính đến hết 20/11/2026 · tính lúc 20/11/2026 09:15 · từ 3 lần nhập, gần nhất 20/11/2026 08:15 · ngưỡng bản 4, cắt ngày 01/11/2026"
        " · cách phân loại bản ab12"
    )
    assert FRESH.line("en") == (
        "As of 20 Nov 2026 · computed 20 Nov 2026 09:15 · from 3 imports, the latest 20 Nov 2026 08:15 · bars version 4, cut as of 1 Nov 2026"
        " · schemes version ab12"
    )
    assert "computed 20 Nov 2026 02:15" in FRESH.line("en", dt.UTC)


def test_what_nobody_knows_is_left_out_of_the_line():
    assert Freshness(dt.date(2026, 11, 20), AT).line("en") == "As of 20 Nov 2026 · computed 20 Nov 2026 02:15"


def test_a_look_back_has_bars_of_its_own_without_a_version():
    back = replace(FRESH, bars_version=None)
    assert "bars cut for 1 Nov 2026 alone" in back.line("en")
    assert "ngưỡng cắt riêng cho ngày 01/11/2026" in back.line("vi")
    assert back.versions() == {"bars": None, "models": None, "schemes": "ab12"}


def test_fresh_numbers_have_no_warning():
    assert [(FRESH.warning(lang), FRESH.headline(lang), FRESH.seen(lang), FRESH.todo(lang)) for lang in LANGUAGES] == [
        (None, None, "", "")
    ] * 2


def test_old_numbers_say_that_they_are_why_and_what_to_do():
    assert OLD.warning("vi") == (
        "Lần tính lại lúc 21/11/2026 09:15 không xong; đây vẫn là những con số tính đến hết 20/11/2026, tính lúc 20/11/2026 09:15. Ổ đĩa đã đầy. "
        "Ở: a.db. Thấy: 9 MB. Những gì nhập hay đổi sau đó chưa có trong các con số này. Dọn bớt."
    )
    assert OLD.warning("en") == (
        "The refresh of 21 Nov 2026 09:15 failed; these are still the numbers as of 20 Nov 2026, computed 20 Nov 2026 09:15. The disk is full. "
        "At: a.db. Seen: 9 MB. What was imported or changed since is not in them. Free some."
    )
    assert "regulars classify" in replace(FRESH, changed_since=True).warning("en")
    assert "đã đổi sau khi tính" in replace(FRESH, changed_since=True).warning("vi")


def test_data_that_ends_before_today_is_told_only_to_who_asks_about_today():
    assert FRESH.behind(dt.date(2026, 11, 20), "vi") == "Dữ liệu dừng ở 17/11. Nhập tệp mới để thấy 3 ngày qua."
    assert FRESH.behind(dt.date(2026, 11, 20), "en") == "Data ends on 17 Nov. Import a newer file to see the last 3 days."
    assert FRESH.behind(dt.date(2026, 11, 18), "en") == "Data ends on 17 Nov. Import a newer file to see the last day."
    assert FRESH.behind(dt.date(2027, 1, 1), "vi") == "Dữ liệu dừng ở 17/11/2026. Nhập tệp mới để thấy 45 ngày qua."
    assert FRESH.behind(dt.date(2026, 11, 17), "en") is FRESH.behind(dt.date(2026, 11, 1), "en") is None
    assert replace(FRESH, data_until=None).behind(dt.date(2026, 11, 20), "en") is None


def test_a_failure_is_read_back_as_it_was_told():
    assert Failure.from_data(FAILURE.at, FAILURE.to_data()) == FAILURE
    assert FAILURE.to_data("en")["what"] == "The disk is full."


def test_as_data_it_speaks_one_language_or_both():
    told = OLD.to_data()
    assert told["warning"] == {lang: OLD.warning(lang) for lang in LANGUAGES}
    assert OLD.to_data("vi")["line"] == OLD.line("vi")
    assert (told["as_of"], told["bars_as_of"], told["data_until"]) == ("2026-11-20", "2026-11-01", "2026-11-17")
    assert told["imports"][0] == {"batch_id": 3, "loaded_at": "2026-11-20T01:15:00+00:00", "files": ["3.csv"]}
    assert FRESH.to_data()["failed"] is FRESH.to_data()["warning"] is None


def test_in_a_notebook_the_warning_is_escaped_and_stands_above_the_line():
    sharp = replace(OLD, failed=replace(FAILURE, seen="<b>"))
    assert "<b>" not in sharp.to_html("en")
    assert sharp.to_html("en").index("failed") < sharp.to_html("en").index("As of")


# The same path in English is for `make slow`.
in_both = pytest.mark.parametrize("lang", ["vi", pytest.param("en", marks=(pytest.mark.slow, pytest.mark.many))])


# A shop


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> Path:
    """A shop of two imports, sorted once and closed."""
    folder = tmp_path_factory.mktemp("good")
    every = orders()
    with regulars.open(folder / "tiệm") as shop:
        shop.choose(replay_months=0, try_on_past=False)
        for name, part in (("một.csv", every[:200]), ("hai.csv", every[200:])):
            shop.load(write_orders(folder / name, part), currency="VND")
        shop.classify()
    return folder / "tiệm"


@pytest.fixture
def folder(good, tmp_path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "tiệm"))


def test_every_answer_carries_the_same_freshness(folder):
    with regulars.open(folder) as shop:
        fresh = shop.freshness()
        assert fresh.as_of == fresh.data_until == fresh.bars_as_of == LAST
        assert (fresh.bars_version, fresh.schemes_version) == (1, shop.schemes_version())
        assert [(each.batch_id, each.files) for each in fresh.imports] == [(2, ("hai.csv",)), (1, ("một.csv",))]
        assert not fresh.stale
        answers = (shop.profile(), shop.classify(), shop.classify(schemes=["ladder"]), shop.customers("purchases >= 2"))
        told = [*answers, shop.insight("findings"), shop.because("K01", "ladder")]
        assert [each.freshness for each in told] == [fresh] * len(told)


@in_both
def test_every_answer_shows_its_freshness_in_a_notebook_and_at_a_prompt(folder, monkeypatch, lang):
    monkeypatch.setenv("REGULARS_LANG", lang)
    with regulars.open(folder) as shop:
        line = shop.freshness().line(lang)
        for answer in (shop.profile(), shop.classify(), shop.insight("findings"), shop.because("K01", "ladder")):
            assert line in answer._repr_html_()
        assert line in repr(shop.profile())
        assert line in repr(shop.classify())
        assert shop.insight("findings").to_data(lang)["freshness"]["line"] == line
        assert shop.because("K01", "ladder").to_data(lang)["freshness"]["line"] == line
        report = shop.refresh()
        assert report.freshness.line(lang) in report.text(lang)


def test_a_look_back_is_of_its_own_day_with_bars_without_a_version(folder):
    with regulars.open(folder) as shop:
        back = shop.freshness("2026-10-01")
        assert (back.as_of, back.bars_version, back.bars_as_of, back.data_until) == (dt.date(2026, 10, 1), None, dt.date(2026, 10, 1), LAST)


def test_an_import_that_was_undone_is_no_longer_named(folder):
    with regulars.open(folder) as shop:
        shop.undo(2)
        assert [each.batch_id for each in shop.freshness().imports] == [1]


def test_a_report_of_a_refresh_says_it_too_and_is_kept_with_it(folder):
    with regulars.open(folder) as shop:
        report = shop.refresh()
        assert report.freshness == shop.freshness()
        assert report.to_data()["freshness"]["imports"][0]["files"] == ["hai.csv"]


def test_rows_that_no_import_brought_name_none(tmp_path):
    with add(open_shop(tmp_path), history({"a": [(LAST, 500)]})) as shop:
        assert shop.freshness().imports == ()
        assert "import" not in shop.freshness().line("en")


# A refresh that fails


@pytest.fixture(scope="module")
def before(good, tmp_path_factory) -> dict[str, dict]:
    """What the good shop says."""
    with regulars.open(shutil.copytree(good, tmp_path_factory.mktemp("before") / "tiệm")) as shop:
        return rows(shop)


@pytest.fixture(params=TROUBLES)
def trouble(request, folder, before):
    """A shop that is in trouble, with what it said before."""
    found = TROUBLES[request.param]
    found.breaks(folder)
    return found, before


@in_both
def test_where_a_refresh_fails_the_last_good_numbers_stay_and_say_so_everywhere(folder, trouble, monkeypatch, lang):
    monkeypatch.setenv("REGULARS_LANG", lang)
    found, before = trouble
    with regulars.open(folder) as shop:
        assert rows(shop) == before
        table, classes, insight, why = shop.profile(), shop.classify(), shop.insight("findings"), shop.because("K01", "ladder")
        assert {each.as_of for each in (table, classes, insight, why)} == {LAST}
        for answer in (table, classes, insight, why):
            warning = answer.freshness.warning(lang)
            assert SIGN[lang] in warning
            assert found.names[lang] in warning
            assert found.names[lang] in answer._repr_html_().replace("&gt;", ">")
        for text in (repr(table), repr(classes), str(insight), str(why)):
            assert text.endswith(table.freshness.warning(lang))
        assert insight.to_data(lang)["freshness"]["failed"] == why.to_data(lang)["freshness"]["failed"] != None  # noqa: E711
        assert [each.batch_id for each in table.freshness.imports] == [2, 1]
        assert (table.freshness.bars_version, table.freshness.changed_since) == (1, True)


def test_the_rules_of_the_last_good_numbers_explain_them_and_filter_by_them(folder, trouble):
    with regulars.open(folder) as shop:
        found = shop.customers("ladder = 'key_account'")
        assert len(found) == shop.classify().counts("ladder")["key_account"] > 0
        assert shop.because(next(iter(found))["customer_id"], "ladder").class_id == "key_account"


def test_once_it_is_mended_the_warning_is_gone(folder, trouble):
    found, before = trouble
    with regulars.open(folder) as shop:
        assert shop.freshness().stale
    found.mends(folder)
    with regulars.open(folder) as shop:
        assert (shop.freshness().failed, shop.freshness().changed_since) == (None, False)
        assert rows(shop) == before
        assert SIGN["en"] not in repr(shop.profile())


def test_a_refresh_that_is_asked_for_raises_and_is_noted(folder, trouble):
    with regulars.open(folder) as shop:
        with pytest.raises(InputError) as caught:
            shop.refresh()
        assert shop.freshness().failed.what == caught.value.what
        assert shop.store.sql("SELECT count(*) FROM refreshes")[0][0] == 1


def test_with_nothing_published_the_error_is_raised(tmp_path):
    TROUBLES["a portrait that does not parse"].breaks(open_shop(tmp_path).path)
    with add(regulars.open(tmp_path), history({"a": [(LAST, 500)]})) as shop, pytest.raises(InputError):
        shop.classify()


def test_an_earlier_day_is_looked_back_at_as_ever_while_the_last_day_fails(folder):
    TROUBLES["amounts beyond counting"].breaks(folder)
    with regulars.open(folder) as shop:
        assert shop.freshness("2026-10-01").failed is None
        assert shop.freshness().as_of == LAST
        assert (shop.freshness(NEW_DAY).as_of, shop.freshness().data_until) == (LAST, NEW_DAY)


def test_mended_within_one_process_the_new_numbers_are_seen(folder):
    TROUBLES["a scheme that is no YAML"].breaks(folder)
    with regulars.open(folder) as shop:
        assert shop.freshness().stale
        TROUBLES["a scheme that is no YAML"].mends(folder)
        assert not shop.freshness().stale
        TROUBLES["a scheme that is no YAML"].breaks(folder)
        assert shop.freshness().stale
        assert shop.store.sql("SELECT count(*) FROM refresh_failures") == [(2,)]  # each once, however often it is asked


def test_a_scheme_that_cannot_be_read_is_still_refused_where_schemes_are_asked_for(folder):
    TROUBLES["a scheme that is no YAML"].breaks(folder)
    with regulars.open(folder) as shop:
        for ask in (shop.schemes, shop.schemes_version, lambda: shop.scheme("ladder"), lambda: shop.classify(schemes=["own"])):
            with pytest.raises(InputError):
                ask()
        assert shop.versions()["schemes"] is None


def test_a_failure_is_remembered_by_the_next_process_until_a_refresh_succeeds(folder):
    now = dt.datetime.now(dt.UTC)
    with regulars.open(folder) as shop:
        refresh_history.note_failure(shop.store, LAST, shop.state(), duckdb.OutOfMemoryException("no memory"), now)
    with regulars.open(folder) as shop:
        fresh = shop.freshness()
        assert (fresh.failed.code, fresh.changed_since) == ("out_of_memory", False)
        assert "memory_limit" in fresh.warning("en")
        assert "chưa có trong" not in fresh.warning("vi")
        shop.refresh()
        assert not shop.freshness().stale
    with regulars.open(folder) as shop:
        assert not shop.freshness().stale


def test_a_failure_in_another_state_of_the_shop_is_of_no_account(folder):
    with regulars.open(folder) as shop:
        refresh_history.note_failure(shop.store, LAST, "another", InputError(Words("hỏng", "spoilt")), dt.datetime.now(dt.UTC))
        assert not shop.freshness().stale


def test_a_person_who_stops_a_refresh_has_not_failed(folder):
    with regulars.open(folder) as shop:
        with pytest.raises(duckdb.InterruptException):
            refresh_history.note_failure(shop.store, LAST, None, duckdb.InterruptException("stop"), AT)
        assert shop.store.sql("SELECT count(*) FROM refresh_failures") == [(0,)]


def test_an_error_of_the_engine_is_told_as_one_of_ours(folder):
    with regulars.open(folder) as shop:
        told = refresh_history.note_failure(shop.store, LAST, None, duckdb.InternalException("odd\nmore"), AT)
        assert (told.code, told.seen) == (Regulars.code, "odd")


def test_on_a_full_disk_the_last_good_numbers_stay_and_say_so(good, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(small)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        folder = Path(shutil.copytree(good, small / "tiệm"))
        with regulars.open(folder) as shop:
            before = rows(shop)
            add(shop, history({"new": [(NEW_DAY, 500)]}))
            shop.store.execute("CHECKPOINT")
            (small / "ballast").write_bytes(b"x" * (shutil.disk_usage(small).free - 40_000))
            assert rows(shop).keys() == before.keys()
            assert (shop.freshness().as_of, shop.freshness().failed.code) == (LAST, "disk_full")
            assert shop.because("K01", "ladder").freshness.stale
        (small / "ballast").unlink()
        with regulars.open(folder) as shop:
            assert "new" in rows(shop)
            assert not shop.freshness().stale
    finally:
        subprocess.run(["umount", "-l", str(small)], check=False)
