"""What a shop chose, and how wrong choices are refused."""

from __future__ import annotations

import pytest

from regulars.errors import InputError
from regulars.settings import FILE, pin, read, unpin, write


def shop_toml(folder, text: str) -> None:
    (folder / FILE).write_text(text, encoding="utf-8")


def refused(folder, text: str) -> InputError:
    shop_toml(folder, text)
    with pytest.raises(InputError) as caught:
        read(folder)
    fault = caught.value
    assert (fault.code, fault.where.file, fault.exit_code) == ("settings", FILE, 3)
    assert fault.what.vi
    assert fault.what.en
    assert fault.todo
    return fault


def test_a_folder_without_settings_has_the_defaults(tmp_path):
    settings = read(tmp_path)
    assert (settings.currency, settings.timezone, settings.category_level) == (None, "Asia/Ho_Chi_Minh", 1)
    assert str(settings.zone) == "Asia/Ho_Chi_Minh"


@pytest.mark.parametrize(
    ("wrong", "column", "seen"),
    [
        ('timezone = "Asia/Saigonn"', "timezone", "Asia/Saigonn"),
        ('currency = "vnd"', "currency", "vnd"),
        ("category_level = 4", "category_level", "4"),
        ('category_level = "two"', "category_level", "two"),
        ('memory_limit = "lots"', "memory_limit", "lots"),
        ("threads = 0", "threads", "0"),
        ("colour = 1", "colour", "1"),
        ("[market]\npeople = -3", "market.people", "-3"),
        ("[schemes]\nladder = 3", "schemes.ladder", "3"),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_seen_and_its_line(tmp_path, wrong, column, seen):
    fault = refused(tmp_path, f'# our shop\nname = "Quán"\n\n{wrong}\n')
    assert fault.where.column == column
    assert seen in fault.seen
    assert fault.where.row == 4 + wrong.count("\n")


def test_text_that_is_no_toml_is_refused_with_its_line(tmp_path):
    fault = refused(tmp_path, 'name = "Quán"\ncurrency = VND\n')
    assert fault.where.row == 2


def test_a_file_of_another_encoding_is_refused_not_a_crash(tmp_path):
    (tmp_path / FILE).write_bytes('name = "Quán"'.encode("utf-16"))
    with pytest.raises(InputError):
        read(tmp_path)


def test_writing_keeps_comments_and_everything_else(tmp_path):
    shop_toml(tmp_path, '# chủ tiệm viết\nname = "Quán"  # tên\n\n[schemes.ladder]\nkey_from = 85\n')
    settings = write(tmp_path, currency="VND", mappings={"abc": {"Tiền": "net_amount"}})
    assert (settings.name, settings.currency, settings.schemes["ladder"]["key_from"]) == ("Quán", "VND", 85)
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert "# chủ tiệm viết" in text
    assert "# tên" in text
    again = write(tmp_path, mappings={"def": {"Ngày": "ordered_at"}})
    assert set(again.mappings) == {"abc", "def"}


def test_a_list_and_a_removal_are_written_too(tmp_path):
    assert write(tmp_path, served_provinces=("Huế", "Hà Nội"), currency="VND").served_provinces == ("Huế", "Hà Nội")
    assert write(tmp_path, currency=None).currency is None


def test_a_wrong_change_leaves_the_file_as_it_was(tmp_path):
    write(tmp_path, name="Quán")
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(InputError):
        write(tmp_path, currency="đồng")
    assert (tmp_path / FILE).read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


PINNED = {
    "none": "",
    "table": "[schemes.ladder] # ours\nkey_from = 80 # tried in May\n",
    "other": "[schemes.premium]\nelite_from = 95\n",
    "inline": "schemes = {ladder = {key_from = 80}}\n",
    "inline_other": "schemes = {premium = {elite_from = 95}}\n",
    "dotted": "schemes.ladder.key_from = 80\n",
}


@pytest.mark.parametrize("text", PINNED.values(), ids=PINNED)
def test_a_pinned_parameter_leaves_everything_else_as_it_is(tmp_path, text):
    (tmp_path / FILE).write_text(f'name = "Tiệm Lan" # by hand\n{text}', "utf-8")
    before = read(tmp_path)
    after = pin(tmp_path, "ladder", {"key_from": 85})
    assert after.schemes == before.schemes | {"ladder": {"key_from": 85}}
    assert (after.name, read(tmp_path)) == ("Tiệm Lan", after)
    written = (tmp_path / FILE).read_text("utf-8")
    assert [note for note in ("# by hand", "# ours", "# tried in May") if note in text + "# by hand" and note not in written] == []


def test_a_second_parameter_stands_beside_the_first(tmp_path):
    pin(tmp_path, "premium", {"elite_from": 95})
    assert pin(tmp_path, "premium", {"premium_from": 70, "by": "margin"}).schemes == {
        "premium": {"elite_from": 95, "premium_from": 70, "by": "margin"}
    }


def test_a_parameter_goes_back_to_its_default_and_the_others_stay(tmp_path):
    shop_toml(tmp_path, "# ours\n[schemes.ladder]\nkey_from = 85\n\n[schemes.price]\ndeals_from = 0.7 # dear\nmixed_from = 0.3\n")
    assert unpin(tmp_path, "ladder", ["key_from"]).schemes == {"price": {"deals_from": 0.7, "mixed_from": 0.3}}
    assert unpin(tmp_path, "price", ["mixed_from", "not_there"]).schemes == {"price": {"deals_from": 0.7}}
    assert "# dear" in (tmp_path / FILE).read_text("utf-8")


def test_what_was_never_pinned_can_be_unpinned(tmp_path):
    assert unpin(tmp_path, "ladder", ["key_from"]).schemes == {}


def test_one_line_of_a_table_is_taken_away_by_null_and_the_others_stay(tmp_path):
    write(tmp_path, market={"people": 10, "reachable": 5})
    assert write(tmp_path, market={"reachable": None}).market.model_dump() == {"people": 10, "reachable": None}
