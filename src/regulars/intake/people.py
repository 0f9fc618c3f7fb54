"""How a person's phone, e-mail and name are written the one way by which the same person is known again."""

from __future__ import annotations

import re
import unicodedata

# The mobile prefixes of eleven digits that Vietnam shortened in 2018.
SHORTENED = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084", "0125": "085", "0127": "081",
    "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037", "0168": "038", "0169": "039",
    "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
_MOBILE = re.compile(r"0[35789]\d{8}")


def phone_of(text: str | None, region: str = "VN") -> str | None:
    """A phone in E.164 form, old Vietnamese numbers of eleven digits made new; null where it is none, or is masked."""
    if not text or "*" in text:
        return None
    raw = re.sub(r"\.0$", "", text.strip())
    digits = re.sub(r"\D", "", raw)
    if region == "VN":
        local = _local(raw, digits)
        if _MOBILE.fullmatch(local):
            return "+84" + local[1:]
    return _by_library(raw, digits, region)


def _local(raw: str, digits: str) -> str:
    """The number as dialled within Vietnam; a lost leading zero is given back."""
    local = "0" + digits[2:] if digits.startswith("84") and len(digits) in (11, 12) else digits
    local = "0" + local if not raw.startswith("+") and len(local) in (9, 10) and local[:1] in "135789" and local[:1] else local
    return SHORTENED[local[:4]] + local[4:] if len(local) == 11 and local[:4] in SHORTENED else local


def _by_library(raw: str, digits: str, region: str) -> str | None:
    import phonenumbers

    if not 7 <= len(digits) <= 15:
        return None
    try:
        number = phonenumbers.parse("+" + digits if raw.startswith("+") else raw, region)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if phonenumbers.is_valid_number(number) else None


def email_of(text: str | None) -> str | None:
    """An e-mail address in lower case; null where it is none, or is masked."""
    plain = (text or "").strip().lower()
    return plain if re.fullmatch(r"[^@\s*]+@[^@\s*]+\.[^@\s*]+", plain) else None


def name_of(text: str | None) -> str | None:
    """A name in composed letters with single spaces; null where it is blank or masked."""
    plain = " ".join(unicodedata.normalize("NFC", text or "").split())
    return plain if plain and "*" not in plain else None
