"""Every way through the app as a signed-in owner: no dead door, no stray code on a page, and a number on a door is the number behind it."""

from __future__ import annotations

import re
from collections import Counter, deque

import httpx
import pytest

from regulars.web import security

from .doors import Element, listed, promises, read, ways

PAGES = {"vi": 180, "en": 60}
OF_ONE_KIND = 9  # addresses of one shape, after which others come first
STRAY = re.compile(r"\bNone\b|\bnan\b|\bNaN\b|\bundefined\b|[{}]|\b[a-z]+_[a-z_]+\b|<[a-z]+\b|Words\(")
LISTS = ("/", "/?tab=climbed", "/?tab=due", "/classes", "/classes/ladder", "/classes/lifecycle", "/classes/value", "/products", "/builder")


@pytest.fixture(scope="module")
def asking(app):
    """Asks for a page in a language, as its owner does."""
    session = app.session()
    with httpx.Client(base_url=app.url, timeout=30) as client:

        def ask(address: str, lang: str, *, piece: bool = False) -> httpx.Response:
            cookie = f"regulars_lang={lang}; {security.SESSION_COOKIE}={session}"
            return client.get(address, headers={"cookie": cookie} | ({"hx-request": "true"} if piece else {}))

        yield ask


def shape(address: str) -> str:
    """Addresses of one page with other customers, classes or filters have one shape."""
    path, _, query = address.partition("?")
    steps = [step if place < 2 else "*" for place, step in enumerate(path.strip("/").split("/"))]
    if steps[0] in {"customers", "products", "jobs", "imports"} and len(steps) > 1:
        steps[1] = "*"
    return "/".join(steps) + "?" + ",".join(sorted({each.partition("=")[0] for each in query.split("&")}))


def walk(asking, lang: str):
    """The pages one comes to, the nearest first, of one shape only so many."""
    waiting, seen, kinds, left = deque([("/", False)]), {"/"}, Counter(), PAGES[lang]
    while waiting and left:
        address, piece = waiting.popleft()
        kinds[shape(address)] += 1
        if kinds[shape(address)] > OF_ONE_KIND:
            continue
        left -= 1
        answer = asking(address, lang, piece=piece)
        page = read(answer.text) if "html" in answer.headers.get("content-type", "") else None
        yield address, answer, page
        for way, as_piece in sorted(ways(page, str(answer.url.raw_path, "ascii"))) if page else ():
            if way not in seen:
                seen.add(way)
                waiting.append((way, as_piece))


@pytest.mark.parametrize("lang", PAGES)
def test_no_door_is_dead_and_no_page_shows_what_was_meant_for_machines(asking, lang):
    wrong, reached = [], set()
    for address, answer, page in walk(asking, lang):
        reached.add(address.strip("/").partition("?")[0].partition("/")[0])
        if answer.status_code >= 400:
            wrong.append(f"{answer.status_code}: {address}")
        wrong += [f"{address}: …{found}…" for found in stray(page)] if page else []
    assert not wrong, "\n".join(wrong)
    assert reached >= {"", "classes", "customers", "builder", "products", "imports", "settings"}


def stray(page: Element) -> list[str]:
    """What no shop owner should read; names of files and rules are as they are."""
    text = re.sub(r"\b\w+\.\w+\b|\b\w+ (?=[<>=]=? )", "", re.sub(r"\s+", " ", page.text))
    return [text[max(found.start() - 40, 0) : found.end() + 40] for found in STRAY.finditer(text)]


@pytest.mark.parametrize("lang", PAGES)
def test_the_number_on_a_door_is_the_number_of_people_behind_it(asking, lang):
    told = {}
    for address in LISTS:
        for href, number in promises(read(asking(address, lang).text)):
            told.setdefault((href, number), address)
    wrong = []
    for (href, number), address in told.items():
        if (behind := listed(read(asking(href, lang).text))) != number:
            wrong.append(f"{address}: {number} on the door, {behind} behind it: {href}")
    assert len(told) > 20
    assert not wrong, "\n".join(wrong)
