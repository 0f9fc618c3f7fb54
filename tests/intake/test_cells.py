"""Single cells: phones, places, ages, words, numbers."""

from __future__ import annotations

import pytest

from regulars.intake.numbers import bare, decide_number
from regulars.intake.people import email_of, phone_of
from regulars.intake.places import PROVINCES, province_in, province_of
from regulars.intake.words import age_band, currency_of, gender_of, plainly, status_of


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("0912 345 678", "+84912345678"), ("84912345678", "+84912345678"), ("+84 (0)912.345.678", "+84912345678"), ("912345678", "+84912345678"),
        ("01201234567", "+84701234567"), ("841201234567", "+84701234567"), ("0169-999-8888", "+84399998888"), ("+1 650 253 0000", "+16502530000"),
        ("0912345678.0", "+84912345678"), ("09*****678", None), ("không có", None), ("123", None), ("", None),
    ],
)  # fmt: skip
def test_phones_old_and_new_come_to_one_form(written: str, phone: str | None) -> None:
    assert phone_of(written) == phone


def test_emails_are_lower_case_and_masked_ones_are_none() -> None:
    assert email_of(" Lan@Example.COM ") == "lan@example.com"
    assert email_of("l***@example.com") is None and email_of("lan") is None


def test_there_are_34_provinces_and_old_names_lead_to_them() -> None:
    assert len(PROVINCES) == 34
    assert [province_of(name) for name in ("TP. Hồ Chí Minh", "Tỉnh Bình Dương", "Thừa Thiên Huế", "bắc kạn", "Springfield", "")] == [
        "Hồ Chí Minh",
        "Hồ Chí Minh",
        "Huế",
        "Thái Nguyên",
        "Springfield",
        None,
    ]
    assert province_in("12 Lê Lợi, Phường Bến Nghé, Quận 1, TP.HCM") == "Hồ Chí Minh"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("19-24", (19, 24)),
        ("65+", (65, None)),
        ("Under 18", (0, 17)),
        ("dưới 18", (0, 17)),
        ("trên 60", (61, None)),
        ("từ 60 trở lên", (60, None)),
        ("42", (42, 42)),
        ("?", (None, None)),
    ],
)
def test_age_bands_have_ends(text: str, ends: tuple[int | None, int | None]) -> None:
    assert age_band(text) == ends


def test_words_are_understood_in_both_languages() -> None:
    assert [status_of(word) for word in ("ĐÃ HUỶ", "Canceled by buyer", "Giao thành công", "partially_refunded", "mới")] == [
        "cancelled",
        "cancelled",
        "completed",
        "completed",
        None,
    ]
    assert [gender_of(word) for word in ("Nữ", "NAM", "F", "Khác", "")] == ["female", "male", "female", "other", None]
    assert [currency_of(word) for word in ("đ", "vnd", "US$", "€", "JPY", "ZZZ")] == ["VND", "VND", "USD", "EUR", "JPY", None]
    assert plainly("Tỉnh/Thành phố") == "tinh thanh pho"


def test_noise_around_digits_is_taken_off() -> None:
    assert [bare(text) for text in ("(1,240.00)", "1.234.567 ₫", "5-", "−3", "VND 7")] == ["-1,240.00", "1.234.567", "-5", "-3", "7"]


def test_the_format_of_numbers_is_that_of_the_column() -> None:
    assert decide_number(["1.234", "2,5"], money=True).format.style == "vi"
    assert decide_number(["1,234", "2.5"], money=True).format.style == "en"
    assert decide_number(["1.234"], money=True).ambiguous
    assert decide_number(["1.500"], money=False).format.style == "plain"
