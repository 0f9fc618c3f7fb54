"""Every province of Vietnam, old and new, lies in exactly one of the six regions."""

import duckdb
import pytest

from regulars.schemes.provinces import SIX_REGIONS

NEW_34 = (
    *("An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai"),
    *("Hà Nội", "Hà Tĩnh", "Hải Phòng", "Hồ Chí Minh", "Huế", "Hưng Yên", "Khánh Hòa", "Lai Châu", "Lạng Sơn", "Lào Cai", "Lâm Đồng"),
    *("Nghệ An", "Ninh Bình", "Phú Thọ", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị", "Sơn La", "Tây Ninh", "Thái Nguyên", "Thanh Hóa"),
    *("Tuyên Quang", "Vĩnh Long"),
)
SPELLINGS = {"Hoà Bình": "Hòa Bình", "Khánh Hoà": "Khánh Hòa", "Thanh Hoá": "Thanh Hóa", "Thừa Thiên Huế": "Huế"}
LISTED = [province for _, _, provinces in SIX_REGIONS for province in provinces]


def region_of(province):
    return next(id_ for id_, _, provinces in SIX_REGIONS if province in provinces)


def test_no_province_is_listed_twice():
    assert len(LISTED) == len(set(LISTED))


def test_there_are_63_old_provinces_besides_other_spellings():
    assert len(set(LISTED) - set(SPELLINGS)) == 63


@pytest.mark.parametrize(("spelling", "province"), SPELLINGS.items())
def test_another_spelling_is_the_same_place(spelling, province):
    assert region_of(spelling) == region_of(province)


def test_each_of_the_34_new_provinces_has_a_region():
    assert len(NEW_34) == 34
    assert set(NEW_34) <= set(LISTED)


@pytest.mark.parametrize(
    ("province", "region"),
    [
        ("Gia Lai", "central_highlands"),
        ("Đắk Lắk", "central_highlands"),
        ("Lâm Đồng", "central_highlands"),
        ("Quảng Ngãi", "central_coast"),
        ("Phú Thọ", "northern_midlands"),
        ("Bắc Ninh", "red_river_delta"),
        ("Tây Ninh", "southeast"),
        ("Đồng Nai", "southeast"),
        ("Đồng Tháp", "mekong_delta"),
    ],
)
def test_a_merged_province_stays_where_its_name_has_always_been(province, region):
    assert region_of(province) == region


@pytest.mark.parametrize("file", ["admin_legacy_63", "admin_2025_34"])
def test_official_short_names_are_known(data, file):
    names = duckdb.sql(f"select distinct provinceShort from '{data}/vi/{file}.parquet' where provinceShort is not null").fetchall()
    assert {name for (name,) in names} <= set(LISTED)
