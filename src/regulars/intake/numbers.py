"""How a column writes its numbers: decided once for the column, in Vietnam's way or the English one, never cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# What may stand around the digits of an amount without changing it.
NOISE = r"[\s\x{00a0}\x{202f}\x{2009}'’₫$€£¥]|(?i:vn[dđ]|usd|eur|đ)"
PLAIN = r"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]{1,2})?|[+-]?\.[0-9]+"
VIETNAMESE = r"[+-]?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?"
ENGLISH = r"[+-]?([0-9]{1,3}(,[0-9]{2,3})*,[0-9]{3}|[0-9]+)?(\.[0-9]*)?"
BLANKS = ("-", "–", "—", "N/A", "n/a", "NULL", "null", "None")


@dataclass(frozen=True)
class NumberFormat:
    """`style` is `plain` (as computers write), `vi` (1.234,5), `en` (1,234.5) or `typed` (the file itself knows its numbers);
    `noisy` where signs, spaces or currency marks stand around the digits."""

    style: str
    noisy: bool = False


TYPED = NumberFormat("typed")
PLAINLY = NumberFormat("plain")
CANDIDATES = (PLAINLY, NumberFormat("en", noisy=True), NumberFormat("vi", noisy=True))
PATTERNS = {"plain": PLAIN, "vi": VIETNAMESE, "en": ENGLISH}


@dataclass(frozen=True)
class NumberDecision:
    """The format chosen, and whether another would have read the same cells otherwise."""

    format: NumberFormat
    ambiguous: bool = False


def _python(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\x\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), pattern))


_NOISE = _python(NOISE)
_MATCH = {style: _python(pattern) for style, pattern in PATTERNS.items()}


def bare(text: str) -> str:
    """A written number without noise; `(5)` and `5-` become `-5`.

    >>> bare("(1,240.00)"), bare("1.234.567 ₫")
    ('-1,240.00', '1.234.567')
    """
    text = _NOISE.sub("", text).replace("\u2212", "-")
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    return "-" + text[:-1] if text.endswith("-") and len(text) > 1 else text


def reads(text: str, format: NumberFormat) -> bool:
    """Whether a cell is a number in this format."""
    cell = bare(text) if format.noisy else text.strip()
    return any(char.isdigit() for char in cell) and _MATCH[format.style].fullmatch(cell) is not None


def decide_number(cells: Sequence[str], *, money: bool) -> NumberDecision:
    """The format that reads most cells; between two that read all, three digits after a lone separator are thousands in
    amounts and decimals in quantities."""
    cells = [cell for cell in cells if cell not in BLANKS]
    counts = {format: sum(reads(cell, format) for cell in cells) for format in CANDIDATES}
    return choose_number(counts, _lone_thousands(cells), money=money)


def _lone_thousands(cells: Sequence[str]) -> tuple[bool, bool]:
    """Whether any cell is of the doubtful shape 1.234, and of 1,234."""
    bared = [bare(cell) for cell in cells]
    return tuple(any(re.fullmatch(rf"-?[1-9][0-9]{{0,2}}{sep}[0-9]{{3}}", cell) for cell in bared) for sep in (r"\.", ","))  # type: ignore[return-value]


def choose_number(counts: Mapping[NumberFormat, int], lone: tuple[bool, bool], *, money: bool) -> NumberDecision:
    """The decision from how many cells each candidate reads and which doubtful shapes occur (a dot, a comma)."""
    plain, english, vietnamese = CANDIDATES
    dotted, commaed = lone
    best = max(counts.values())
    if dotted and counts[vietnamese] == best and max(counts[plain], counts[english]) == best:
        return NumberDecision(vietnamese if money else (plain if counts[plain] == best else english), ambiguous=True)
    if commaed and counts[english] == counts[vietnamese] == best and counts[plain] < best:
        return NumberDecision(english if money else vietnamese, ambiguous=True)
    return NumberDecision(next(format for format in CANDIDATES if counts[format] == best))
