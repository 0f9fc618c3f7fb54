"""What a reader of the pages could follow: the ways out of a page, the numbers that stand on doors, and how many people a list says it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNREAD = {"script", "style", "code", "pre", "textarea", "template", "title"}
ROWS = {"tr", "li", "div"}


@dataclass
class Element:
    """A piece of a page: its tag, attributes, and what stands in it in order."""

    tag: str
    attributes: dict[str, str]
    inner: list[Element | str] = field(default_factory=list)

    def every(self) -> Iterator[Element]:
        yield self
        for each in self.inner:
            if isinstance(each, Element):
                yield from each.every()

    @property
    def text(self) -> str:
        """What is read of it, codes and scripts left out."""
        if self.tag in UNREAD:
            return ""
        return "".join(each if isinstance(each, str) else each.text for each in self.inner) + (
            "" if self.tag in {"a", "b", "span"} else " "
        )

    def has(self, name: str) -> bool:
        return name in self.attributes.get("class", "").split()


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("page", {})]

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inner.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(each.tag == tag for each in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].inner.append(data)


def read(html: str) -> Element:
    """The page as elements."""
    reading = _Reading()
    reading.feed(html)
    return reading.open[0]


def ways(page: Element, address: str) -> set[tuple[str, bool]]:
    """Where the page leads within the app, each address in one spelling, and whether it is asked for as a piece."""
    found: set[tuple[str, bool]] = set()
    for element in page.every():
        if element.tag == "a" and "href" in element.attributes:
            found.add((_spelt(element.attributes["href"], address), False))
        if "hx-get" in element.attributes:
            sent = "?" + urlencode(_defaults(element)) if element.tag in {"form", "select", "input"} else ""
            found.add((_spelt(element.attributes["hx-get"] + sent, address), True))
        if element.tag == "form" and element.attributes.get("method", "get") == "get" and "action" in element.attributes:
            found.add((_spelt(element.attributes["action"] + "?" + urlencode(_defaults(element)), address), False))
    return {(way, piece) for way, piece in found if way}


def _defaults(form: Element) -> list[tuple[str, str]]:
    """What the form sends as it stands."""
    sent = []
    for element in form.every():
        name, kind = element.attributes.get("name"), element.attributes.get("type")
        if name and element.tag == "select":
            options = [each.attributes for each in element.every() if each.tag == "option"]
            sent += [(name, next((each for each in options if "selected" in each), options[0])["value"])] if options else []
        elif name and element.tag == "input" and (kind not in {"radio", "checkbox"} or "checked" in element.attributes):
            sent.append((name, element.attributes.get("value", "")))
    return sent


def _spelt(href: str, address: str) -> str:
    parts = urlsplit(urljoin(address, href))
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("/static"):
        return ""
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return parts.path + ("?" + query if query else "")


def promises(page: Element) -> Iterator[tuple[str, int]]:
    """Each door to a list of people and the number that stands on it, or beside it where the row has one."""
    for row in page.every():
        beside = [each for each in row.inner if isinstance(each, Element) and each.has("count")] if row.tag == "tr" else []
        for element in row.every() if row.tag in ROWS and (beside or row.tag == "div") else ():
            href = element.attributes.get("href", "")
            if element.tag == "a" and href.startswith("/customers?"):
                number = people(element.text) if not beside else people(beside[0].text)
                if number is not None:
                    yield href, number


def people(text: str) -> int | None:
    """The number of people in a text: not a sum of money, a share, or a number of days."""
    found = re.search(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{3})+|\d+)(?![\d.,]*\d)\s*(\w*|%|₫)", text)
    if not found or re.search(r"₫|%|triệu|million|ngày|days", text):
        return None
    return int(re.sub(r"[.,]", "", found[1]))


def listed(page: Element) -> int:
    """How many people a list says it has."""
    counted = next((each for each in page.every() if each.has("counted")), None)
    return 0 if counted is None else int(re.sub(r"[.,]", "", re.search(r"\d[\d.,]*", counted.text)[0].rstrip(".,")))  # type: ignore[index]
