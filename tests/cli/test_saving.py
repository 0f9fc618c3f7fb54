"""`regulars check --against current`, `regulars schemes save` and `regulars schemes set`: seen before it is saved."""

from __future__ import annotations

import io
import shutil

import pytest

import regulars
from regulars.cli import saving

OWN = """
id: spenders
name: {vi: Người chi nhiều, en: Spenders}
classes:
  - {id: much, name: {vi: Chi nhiều, en: Much}, rule: spend_365d >= 500000}
  - {id: little, name: {vi: Chi ít, en: Little}, rule: everyone}
"""
PEOPLE = 40


@pytest.fixture
def own(tmp_path):
    def written(bar: int = 500_000, name: str = "chi.yaml"):
        path = tmp_path / name
        path.write_text(OWN.replace("500000", str(bar)), "utf-8")
        return path

    return written


@pytest.fixture(scope="module")
def with_own(made_shop, tmp_path_factory):
    """The shop with the scheme saved and its customers sorted by it."""
    folder = shutil.copytree(made_shop, tmp_path_factory.mktemp("saved") / "tiệm")
    (folder / "schemes").mkdir(exist_ok=True)
    (folder / "schemes" / "chi.yaml").write_text(OWN, "utf-8")
    with regulars.open(folder) as opened:
        opened.classify()
    return folder


@pytest.fixture
def saved(with_own, tmp_path):
    return shutil.copytree(with_own, tmp_path / "saved")


@pytest.fixture
def spends(shop) -> list[int]:
    with regulars.open(shop) as opened:
        return [row["spend_365d"] for row in opened.profile()]


@pytest.fixture
def answering(monkeypatch):
    """Somebody at a terminal who answers the one question."""

    def answers(text: str) -> None:
        typed = io.StringIO(text + "\n")
        typed.isatty = lambda: True
        monkeypatch.setattr("sys.stdin", typed)

    return answers


def kept(shop) -> list[str]:
    return sorted(path.name for path in (shop / "schemes").glob("*")) if (shop / "schemes").is_dir() else []


def test_a_new_scheme_is_checked_and_its_classes_counted(ask, shop, own, spends):
    reply = ask("check", own(), "--against", "current", "--shop", shop)
    many = sum(spend >= 500_000 for spend in spends)
    assert reply.code == 0
    assert "can be used" in reply.out
    assert f"40 customers in 2 classes, most of them in “{'Much' if many > 20 else 'Little'}”" in reply.out.replace("\xa0", " ")
    data = ask("check", own(), "--against", "current", "--shop", shop, "--json").data
    assert (data["scheme"], data["proven"], data["errors"]) == ("spenders", True, [])
    assert {one["class"]: one["after"]["customers"] for one in data["change"]["schemes"][0]["classes"]} == {
        "much": many,
        "little": PEOPLE - many,
    }


def test_a_changed_scheme_shows_who_moves_in_both_languages(ask, saved, own, spends):
    moved = [spend for spend in spends if 300_000 <= spend < 500_000]
    vi = ask("check", own(300_000), "--against", "current", "--shop", saved, "--lang", "vi").out.replace("\xa0", " ")
    en = ask("check", own(300_000), "--against", "current", "--shop", saved).out.replace("\xa0", " ")
    assert f"Nếu lưu “Người chi nhiều”: {len(moved)} khách đổi nhóm" in vi
    assert f"If “Spenders” is saved: another class for {len(moved)} customer" in en
    assert "trước: đã chi" in vi
    assert f"Little → Much: {len(moved)}" in en
    change = ask("check", own(300_000), "--against", "current", "--shop", saved, "--json").data["change"]
    assert (change["customers"], change["revenue"]) == (len(moved), sum(moved))
    assert change["schemes"][0]["flows"][0]["examples"][0]["name"].startswith("Khách Số")


def test_a_scheme_that_fails_its_check_is_not_compared(ask, shop, own):
    path = own()
    path.write_text(OWN.replace("everyone", "spend_365d >= 900000"), "utf-8")
    reply = ask("check", path, "--against", "current", "--shop", shop, "--json")
    assert reply.code == 3
    assert "change" not in reply.data
    assert reply.answer["error"]["code"] == "rule"
    assert ask("schemes", "save", path, "--yes", "--shop", shop).code == 3
    assert kept(shop) == []


def test_without_a_shop_it_says_which_is_missing(ask, own, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert ask("check", own()).code == 0
    for words in (
        ["check", own(), "--against", "current"],
        ["schemes", "save", own(), "--yes"],
        ["schemes", "set", "ladder", "key_from=85"],
    ):
        reply = ask(*words)
        assert (reply.code, "regulars import" in reply.err) == (4, True)
    assert str(tmp_path / "nowhere") in ask("check", own(), "--against", "current", "--shop", tmp_path / "nowhere").err


def test_classes_that_would_be_empty_are_warned_of(ask, saved, own):
    answer = ask("check", own(900_000_000), "--against", "current", "--shop", saved, "--json").answer
    assert answer["data"]["change"]["schemes"][0]["became_empty"] == ["much"]
    assert answer["warnings"][0] == "“Much” (Spenders) would hold nobody."


def test_nothing_is_saved_unless_it_is_agreed(ask, shop, own):
    reply = ask("schemes", "save", own(), "--shop", shop)
    assert (reply.code, kept(shop)) == (3, [])
    assert "--yes" in reply.err
    assert "40" in reply.out
    assert ask("schemes", "save", own(), "--dry-run", "--shop", shop).code == 0
    assert ask("schemes", "save", own(), "--dry-run", "--yes", "--shop", shop).code == 0
    assert kept(shop) == []


def test_whoever_sits_at_a_terminal_is_asked_after_seeing_it(ask, shop, own, answering):
    answering("n")
    reply = ask("schemes", "save", own(), "--shop", shop)
    assert (reply.code, kept(shop)) == (0, [])
    assert reply.out.index("Spenders") < reply.out.index("Nothing is saved")
    assert saving.ASK.en in reply.err
    answering("có")
    reply = ask("schemes", "save", own(), "--shop", shop, "--lang", "vi")
    assert (reply.code, kept(shop)) == (0, ["chi.yaml"])
    assert "Đã lưu “Người chi nhiều” vào schemes/chi.yaml" in reply.out


def test_a_saved_scheme_sorts_the_customers_from_then_on(ask, shop, own):
    data = ask("schemes", "save", own(), "--yes", "--json", "--shop", shop).data
    assert (data["saved"], kept(shop)) == (True, ["chi.yaml"])
    counts = ask("classify", "--scheme", "spenders", "--json", "--shop", shop)
    assert counts.code == 0
    assert ask("schemes", "spenders", "--shop", shop).code == 0


def test_a_pinned_number_is_shown_saved_and_kept_with_the_rest(ask, shop):
    before = (shop / "shop.toml").read_text("utf-8")
    shown = ask("schemes", "set", "ladder", "key_from=50", "--dry-run", "--json", "--shop", shop)
    assert (shown.code, shown.data["saved"], (shop / "shop.toml").read_text("utf-8")) == (0, False, before)
    reply = ask("schemes", "set", "ladder", "key_from=50", "--yes", "--shop", shop)
    assert reply.code == 0
    assert "90 → 50" in reply.out
    assert "Saved key_from = 50" in reply.out
    assert (shop / "shop.toml").read_text("utf-8").startswith(before.rstrip())
    assert ask("schemes", "ladder", "--json", "--shop", shop).data["parameters"]["key_from"]["value"] == 50
    again = ask("schemes", "set", "ladder", "key_from=50", "--dry-run", "--shop", shop, "--lang", "vi")
    assert "không khách nào đổi nhóm" in again.out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["lader", "key_from=85"], 4, "ladder"),
        (["ladder", "key_frm=85"], 3, "key_from"),
        (["ladder", "key_from=101"], 3, "from 0 to 100"),
        (["ladder", "key_from=many"], 3, "number"),
        (["ladder", "key_from"], 3, "name=value"),
        (["premium", "by=profit"], 3, "margin"),
        (["premium", "elite_from=70"], 3, "nobody reaches"),
        (["ladder"], 2, "--help"),
    ],
)
def test_numbers_that_cannot_be_are_refused_with_what_can(ask, shop, words, code, told):
    before = (shop / "shop.toml").read_text("utf-8")
    reply = ask("schemes", "set", *words, "--yes", "--shop", shop)
    assert (reply.code, told in reply.err) == (code, True), reply.err
    assert (shop / "shop.toml").read_text("utf-8") == before


def test_the_numbers_of_an_own_scheme_stand_in_its_file(ask, saved):
    reply = ask("schemes", "set", "spenders", "bar=3", "--yes", "--shop", saved)
    assert (reply.code, "its file" in reply.err) == (3, True)


def test_a_shop_without_orders_saves_what_holds_and_says_that_nobody_can_be_seen_to_move(ask, own, tmp_path):
    ask("init", tmp_path / "empty")
    empty = tmp_path / "empty"
    checked = ask("check", own(), "--against", "current", "--shop", empty, "--json")
    assert (checked.code, checked.data["change"]) == (0, None)
    assert "no orders" in checked.answer["warnings"][0]
    assert ask("schemes", "save", own(), "--yes", "--shop", empty).code == 0
    assert kept(empty) == ["chi.yaml"]
    assert ask("schemes", "set", "ladder", "key_from=101", "--yes", "--shop", empty).code == 3
    assert ask("schemes", "set", "ladder", "key_from=85", "--yes", "--shop", empty).code == 0
    assert ask("schemes", "set", "premium", "elite_from=70", "--yes", "--shop", empty).code == 3


def test_one_scheme_in_full_needs_no_word_before_its_id(ask, shop):
    assert ask("schemes", "ladder", "--shop", shop).out == ask("schemes", "show", "ladder", "--shop", shop).out
    assert ask("schemes", "--shop", shop).out == ask("schemes", "show", "--shop", shop).out
    assert "SCHEME" in ask("schemes", "ladder", "--help").out
