"""The language and the theme of whoever looks: their setting, else a cookie, else what the browser says, else Vietnamese."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request

from regulars.words import LANGUAGES

LANGUAGE_COOKIE, THEME_COOKIE = "regulars_lang", "regulars_theme"
THEMES = ("auto", "light", "dark")
KEPT = 365 * 24 * 3600  # seconds


def language(request: Request, user: object = None) -> str:
    """`vi` or `en`."""
    chosen = getattr(user, "lang", None) or request.cookies.get(LANGUAGE_COOKIE)
    return chosen if chosen in LANGUAGES else _preferred(request.headers.get("accept-language", ""))


def _preferred(header: str) -> str:
    """The first of our languages by the weights of an Accept-Language header."""
    asked = [(_weight(part), part.split(";")[0].strip().lower()[:2]) for part in header.split(",")]
    ours = [(weight, name) for weight, name in asked if name in LANGUAGES and weight > 0]
    return max(ours, key=lambda one: one[0])[1] if ours else "vi"


def _weight(part: str) -> float:
    try:
        return float(part.partition("q=")[2] or 1)
    except ValueError:
        return 0


def theme(request: Request, user: object = None) -> str:
    """`auto`, `light` or `dark`."""
    chosen = getattr(user, "theme", None) or request.cookies.get(THEME_COOKIE)
    return chosen if chosen in THEMES else "auto"


def within(address: str | None) -> str:
    """An address of this app, to which somebody may be led; anything that leads elsewhere becomes the first page."""
    if not address or not address.startswith("/") or address.startswith("//") or "\\" in address or any(ord(sign) < 33 for sign in address):
        return "/"
    parts = urlsplit(address)
    return "/" if parts.scheme or parts.netloc else address
