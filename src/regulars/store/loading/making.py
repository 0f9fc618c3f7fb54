"""The further columns of a known format, as SQL over the columns a file has: unrolled items first, then made cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from regulars.intake.made import ZONED, Made, Unrolled
from regulars.intake.plan import FURTHER, FoundFile
from regulars.store.loading.casting import listed, quoted

# Outer marks that are no part of a cell: spaces, tabs, the apostrophe by which spreadsheets keep a number a text.
EDGES = "' \t'''"


def with_made(file: FoundFile, scan: str, before: str = "") -> str:
    """What goes after FROM to scan a file with its further columns; `before` are columns to be put in front, such as a row's number."""
    plain = f"(SELECT {before}, * FROM {scan})" if before else scan
    if file.unrolled:
        plain = _unrolled(file.unrolled, plain)
    if not file.made:
        return plain
    places = file.further[-len(file.made) :]
    cells = ", ".join(f"{expression(one)} AS c{place}" for place, one in zip(places, file.made, strict=True))
    return f"(SELECT *, {cells} FROM {plain})"


def expression(made: Made) -> str:
    """A made cell as SQL; null where blank."""
    return _SQL[made.op]([_cell(one) for one in made.of], made.words)


def _cell(one: object) -> str:
    return expression(one) if isinstance(one, Made) else f"nullif(c{one}::VARCHAR, '')"


def _first(parts: Sequence[str], _words: Sequence[str]) -> str:
    return f"coalesce({', '.join(parts)})"


def _only(parts: Sequence[str], words: Sequence[str]) -> str:
    return f"CASE WHEN lower(trim({parts[1]})) IN ({listed(tuple(words))}) THEN {parts[0]} END"


def _unmasked(parts: Sequence[str], _words: Sequence[str]) -> str:
    return f"CASE WHEN NOT contains({parts[0]}, '*') THEN {parts[0]} END"


def _bare(parts: Sequence[str], _words: Sequence[str]) -> str:
    return f"nullif(trim({parts[0]}, {EDGES}), '')"


def _utc(parts: Sequence[str], _words: Sequence[str]) -> str:
    return f"CASE WHEN regexp_matches(trim({parts[0]}), {quoted(ZONED)}) THEN trim({parts[0]}) ELSE trim({parts[0]}) || '+00' END"


def _sum(parts: Sequence[str], words: Sequence[str]) -> str:
    matches = f"list_transform(regexp_extract_all({parts[0]}, {quoted(words[0])}, 1), lambda m: TRY_CAST(m AS DECIMAL(18, 6)))"
    return f"list_sum({matches})::VARCHAR"


def _found(parts: Sequence[str], words: Sequence[str]) -> str:
    return f"nullif(regexp_extract({parts[0]}, {quoted(words[0])}, 1), '')"


def _used(parts: Sequence[str], words: Sequence[str]) -> str:
    return f"CASE WHEN regexp_matches(concat_ws(' ', {', '.join(parts)}), '[1-9]') THEN {quoted(words[0])} END"


def _when(parts: Sequence[str], words: Sequence[str]) -> str:
    return f"CASE WHEN lower(trim({parts[0]})) IN ({listed(tuple(words[1:]))}) THEN {quoted(words[0])} END"


def _always(_parts: Sequence[str], words: Sequence[str]) -> str:
    return quoted(words[0])


_SQL: dict[str, Callable[[Sequence[str], Sequence[str]], str]] = {
    "first": _first, "only": _only, "unmasked": _unmasked, "bare": _bare, "utc": _utc, "sum": _sum, "found": _found, "used": _used,
    "when": _when, "always": _always,
}  # fmt: skip


def _unrolled(unrolled: Unrolled, scan: str) -> str:
    """A row per item; the first item stays where a row has none, so that no order is lost."""
    names = range(len(unrolled.names))
    items = [
        "{" + ", ".join(f"v{k}: {f'c{place}::VARCHAR' if place is not None else 'NULL::VARCHAR'}" for k, place in enumerate(item)) + "}"
        for item in unrolled.items
    ]  # fmt: skip
    said = " OR ".join(f"coalesce(trim(item.v{k}), '') <> ''" for k in names)
    filled = f"list_filter([{', '.join(items)}], lambda item: {said})"
    blank = "{" + ", ".join(f"v{k}: NULL::VARCHAR" for k in names) + "}"
    kept = f"CASE WHEN len({filled}) > 0 THEN {filled} ELSE [{blank}] END"
    cells = ", ".join(f"item.v{k} AS c{FURTHER + k}" for k in names)
    return f"(SELECT * EXCLUDE (item), {cells} FROM (SELECT *, unnest({kept}) AS item FROM {scan}))"
