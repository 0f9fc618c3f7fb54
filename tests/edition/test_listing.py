"""Lists are turned page by page, forwards and backwards, and hold what the sorted whole would."""

from __future__ import annotations

import pytest

from regulars.edition import Edition, Page
from regulars.edition.listing import Key
from regulars.errors import InputError, RuleError

RULE = "purchases >= 1"
SORTS = ("spend_365d", "days_since_last", "gap_days", "province", "purchases", "name", "email", "lifecycle")


def whole(edition: Edition, sort: str, descending: bool, rule: str | None) -> list[str]:
    """The ids in the order asked for, sorted in Python: unknown ones last, equal ones by id."""
    column = "name_plain" if sort == "name" else sort
    rows = edition.people(rule, limit=10_000, columns=(column,)).rows
    known = sorted((row for row in rows if row[column] is not None), key=lambda row: row["customer_id"])
    known.sort(key=lambda row: row[column], reverse=descending)
    return [row["customer_id"] for row in known] + sorted(row["customer_id"] for row in rows if row[column] is None)


def ids(page: Page) -> list[str]:
    return [row["customer_id"] for row in page.rows]


@pytest.mark.parametrize("rule", [None, RULE])
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", SORTS)
def test_pages_turned_forwards_then_backwards_hold_the_sorted_whole(edition: Edition, sort: str, descending: bool, rule: str | None):
    expected = whole(edition, sort, descending, rule)
    page, met = edition.people(rule, sort=sort, descending=descending, limit=7), []
    while True:
        assert (page.first, page.last, page.total) == (len(met) + 1, len(met) + len(page.rows), len(expected))
        met += ids(page)
        if page.next is None:
            break
        page = edition.people(rule, sort=sort, descending=descending, after=page.next, limit=7)
    assert met == expected
    back = ids(page)
    while page.previous is not None:
        page = edition.people(rule, sort=sort, descending=descending, before=page.previous, limit=7)
        back = ids(page) + back
        assert page.first == len(expected) - len(back) + 1
    assert back == expected


def test_the_ends_of_a_list_have_no_page_beyond_them(edition: Edition):
    only = edition.people(RULE, limit=10_000)
    assert only.previous is None and only.next is None and only.first == 1 and only.last == only.total


def test_a_list_of_nobody_has_no_first_row(edition: Edition):
    empty = edition.people("purchases >= 9_000")
    assert (empty.rows, empty.total, empty.first, empty.last) == ([], 0, 0, -1)


def test_the_key_of_a_page_is_read_back_and_another_text_is_refused():
    key = Key("Đà Nẵng", "KH 7", 51)
    assert Key.parse(key.text()) == key
    for text in ("x", "%%%", "bnVsbA", ""):
        with pytest.raises((InputError, TypeError)):
            Key.parse(text)


def test_a_column_that_nobody_knows_is_refused_with_those_like_it(edition: Edition):
    with pytest.raises(InputError) as refused:
        edition.people(sort="spend_365")
    assert "spend_365d" in refused.value.todo.en


def test_a_rule_that_cannot_be_read_is_refused(edition: Edition):
    with pytest.raises(RuleError):
        edition.people("purchases >= ")
