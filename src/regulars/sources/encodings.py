"""Which letters a text file is written in: UTF-8, UTF-16, or one of the old single-byte tables."""

from __future__ import annotations

import codecs
import unicodedata
from itertools import pairwise

from regulars.sources.kinds import Head

_VOWELS = set("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")
_MARKS = set("\u0300\u0301\u0303\u0309\u0323")


def encoding_of(head: Head, further: bytes = b"") -> str | None:
    """Null for UTF-8, else the name Python knows the encoding by; `further` are bytes from deeper in the file."""
    start = head.start
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    if nuls := start[:4096].count(0):
        return _wide(start[:4096], nuls)
    if _is_utf8(start) and _is_utf8(further):
        return None
    return single_byte(start + further)


def _wide(start: bytes, nuls: int) -> str | None:
    if nuls < len(start) // 4:
        return None
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


def _is_utf8(part: bytes) -> bool:
    """Whether a part of a file is UTF-8; it may begin and end within a letter."""
    while part and part[0] & 0xC0 == 0x80 and len(part) > 4:
        part = part[1:]
    try:
        codecs.getincrementaldecoder("utf-8")().decode(part)
    except UnicodeDecodeError:
        return False
    return True


def single_byte(part: bytes) -> str:
    """cp1258 where its combining marks stand on vowels as they do in Vietnamese, else cp1252."""
    text = part.decode("cp1258", "replace")
    marks = [(before, char) for before, char in pairwise(text) if char in _MARKS]
    on_vowels = sum(unicodedata.normalize("NFD", before)[:1] in _VOWELS or before in _VOWELS for before, _ in marks)
    own = sum(text.count(char) for char in "đĐơƠưƯ₫")
    return "cp1258" if (marks and on_vowels >= 0.9 * len(marks)) or (own and not marks) else "cp1252"
