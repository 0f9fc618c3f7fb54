"""Names, phones, e-mails and addresses of the demo's people are whole and of this world."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import phonenumbers
import pytest

from regulars.demo import names, people, places

DIGITS = r"\D"


def test_no_name_is_cut_and_all_stand_in_the_lists(shop):
    person = shop.customers[shop.customers["Loại khách"] == "Cá nhân"]["Tên khách hàng"]
    words = person.str.strip().str.replace(r"\s+", " ", regex=True)
    surname, given = words.str.split(" ").str[0], words.str.split(" ").str[-1]
    assert set(surname) <= set(names.SURNAMES)
    assert set(given) <= {name for group in names.GIVEN.values() for name in group.split()}
    assert words.str.count(" ").between(2, 3).all()
    assert (surname == "Nguyễn").mean() == pytest.approx(0.35, abs=0.06)


def test_names_fit_sex_and_generation():
    rng = np.random.default_rng(1)
    female, year = np.repeat([True, False], 500), np.tile([1955, 2003], 500)
    _, middle, _ = names.persons(female, year, rng)
    old = pd.Series(middle[year == 1955])
    assert old[:250].str.startswith("Thị").mean() > 0.8
    assert (old[250:] == "Văn").mean() > 0.45
    assert not pd.Series(middle[~female]).str.startswith("Thị").any()


def test_some_names_carry_the_spaces_that_slip_in(shop):
    name = shop.customers["Tên khách hàng"]
    assert 0 < (name != name.str.strip()).mean() < 0.02


def test_unaccented_takes_every_mark_and_the_d():
    assert names.unaccented("Đặng Thuỳ Ưởng") == "dangthuyuong"


def test_e_mails_reach_nobody(shop):
    email = shop.customers["Email"]
    assert email[email != ""].str.fullmatch(r"[a-z0-9.]+@example\.com").all()
    assert 0.2 < (email != "").mean() < 0.5


def test_phones_are_valid_numbers_once_the_old_ones_are_renewed(shop):
    written = shop.customers["Điện thoại"]
    written = written[written != ""]
    digits = written.str.replace(DIGITS, "", regex=True).str.replace(r"^84", "0", regex=True)
    digits = digits.where(digits.str.startswith("0"), "0" + digits)
    old = {before: now for now, before in people.PREFIXES.items() if before}
    renewed = digits.where(digits.str.len() == 10, digits.str[:4].map(old) + digits.str[4:])
    assert renewed.is_unique
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(number, "VN")) for number in renewed.head(400))
    assert 0.02 < (digits.str.len() == 11).mean() < 0.08
    assert written.str.contains(r"[ .\-+]").mean() > 0.15


def test_a_million_customers_have_a_million_numbers():
    assert math.gcd(people.STRIDE, people.NUMBERS) == 1
    assert people.NUMBERS > 100_000_000


def test_wards_are_real_and_lie_where_the_file_says(shop):
    known = places.places(places.DA_NANG)
    real = set(zip(known.ward, known.district, known.province, strict=True))
    filled = shop.customers[shop.customers["Phường/Xã"] != ""]
    assert set(zip(filled["Phường/Xã"], filled["Quận/Huyện"], filled["Tỉnh/Thành phố"], strict=True)) <= real
    assert 0.05 < (filled["Quận/Huyện"] == "").mean() < 0.6
    assert (filled["Tỉnh/Thành phố"] == "Đà Nẵng").mean() > 0.5


def test_not_everything_is_known_of_everyone(shop):
    for header, least, most in (("Điện thoại", 0.03, 0.15), ("Địa chỉ", 0.1, 0.35), ("Ngày sinh", 0.3, 0.7), ("Giới tính", 0.05, 0.3)):
        assert least < (shop.customers[header] == "").mean() < most, header
    year = shop.customers["Năm sinh"]
    assert year[year != ""].astype(int).between(1940, 2010).all()
    assert ((year != "") & (shop.customers["Ngày sinh"] != "")).sum() == 0
    assert pd.to_datetime(shop.customers["Ngày sinh"].replace("", None), format="%d/%m/%Y").notna().sum() > 500


def test_offices_have_a_company_and_no_sex(shop):
    offices = shop.customers[shop.customers["Loại khách"] == "Công ty"]
    assert 10 < len(offices) < 100
    assert (offices["Công ty"] != "").all()
    assert (offices["Giới tính"] == "").all()
