"""The words by which files say what happened, how it was, and whether somebody agreed, and the regular word or number for each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from regulars.intake.words import plainly

Kinds = Mapping[str, tuple[str, ...]]

EVENTS: Kinds = {
    "view": (
        "view", "pv", "page view", "pageview", "product view", "view item", "view product", "viewed", "viewed product", "product viewed",
        "click", "clicked", "detail", "xem", "xem hang", "xem san pham", "luot xem", "da xem", "view content", "impression", "screen view",
    ),
    "search": ("search", "searched", "view search results", "tim", "tim kiem", "site search"),
    "cart": (
        "cart", "add to cart", "addtocart", "add cart", "added to cart", "product added", "basket", "add to basket", "them vao gio",
        "them vao gio hang", "them gio hang", "bo vao gio", "gio hang", "cho vao gio",
    ),
    "uncart": (
        "uncart", "remove from cart", "removed from cart", "remove cart", "product removed", "xoa khoi gio", "bo khoi gio",
        "xoa khoi gio hang", "bo khoi gio hang", "bot khoi gio",
    ),
    "favourite": (
        "favourite", "favorite", "fav", "like", "liked", "wishlist", "add to wishlist", "yeu thich", "thich", "them vao yeu thich",
    ),
    "checkout": (
        "checkout", "begin checkout", "initiate checkout", "checkout started", "start checkout", "thanh toan", "dat hang",
        "tien hanh thanh toan", "bat dau thanh toan",
    ),
    "purchase": (
        "purchase", "purchased", "buy", "bought", "transaction", "order", "ordered", "order completed", "mua", "mua hang", "da mua",
        "completed order", "placed order", "conversion",
    ),
    "visit": (
        "visit", "visited", "session", "session start", "app open", "open app", "ghe", "ghe tham", "truy cap", "vao web", "mo ung dung",
        "login", "dang nhap",
    ),
}  # fmt: skip
CONTACTS: Kinds = {
    "complaint": (
        "complaint", "complain", "complaints", "claim", "khieu nai", "phan nan", "che trach", "gop y xau", "su co", "bao loi", "issue",
        "to cao", "khong hai long",
    ),
    "review": (
        "review", "reviews", "rating", "danh gia", "nhan xet", "binh luan", "feedback", "phan hoi", "gop y", "danh gia san pham",
        "comment",
    ),
    "message": (
        "message", "messages", "chat", "inquiry", "enquiry", "question", "tin nhan", "nhan tin", "hoi", "hoi dap", "hoi hang", "tu van",
        "trao doi", "inbox", "ho tro", "support", "yeu cau",
    ),
    "marketing": (
        "marketing", "campaign", "newsletter", "promotion", "broadcast", "promo", "quang cao", "quang ba", "khuyen mai", "chien dich",
        "tin quang cao", "tin khuyen mai", "tiep thi", "gui tin", "zns", "email marketing", "sms marketing", "sms brandname",
    ),
    "call": ("call", "phone call", "cuoc goi", "goi", "goi dien", "goi den", "goi di", "hotline"),
    "visit": ("visit", "store visit", "ghe", "ghe tiem", "den cua hang", "gap mat", "tham"),
    "return": ("return", "return request", "tra hang", "doi tra", "doi hang", "yeu cau tra hang", "refund request", "hoan hang"),
}  # fmt: skip
STATUSES: Kinds = {
    "open": (
        "open", "opened", "new", "pending", "in progress", "processing", "waiting", "unresolved", "reopened", "mo", "moi", "dang mo",
        "dang xu ly", "cho xu ly", "chua xu ly", "chua giai quyet", "dang giai quyet", "dang cho", "chua xong", "cho", "tiep nhan",
        "da tiep nhan", "no",
    ),
    "resolved": (
        "resolved", "closed", "done", "solved", "completed", "complete", "fixed", "finished", "xong", "da xong", "da xu ly",
        "da giai quyet", "giai quyet xong", "hoan tat", "hoan thanh", "dong", "da dong", "xu ly xong", "yes", "thanh cong",
    ),
}  # fmt: skip
CHANNELS: Kinds = {
    "email": ("email", "e mail", "mail", "thu dien tu", "newsletter", "email marketing"),
    "sms": ("sms", "tin nhan", "tin nhan sms", "text", "text message", "sms marketing", "sms brandname"),
    "zalo": ("zalo", "zalo oa", "zns", "zalo zns"),
    "ads": ("ads", "ad", "advertising", "advertisement", "quang cao", "facebook ads", "google ads", "remarketing", "retargeting"),
    "phone": ("phone", "call", "dien thoai", "goi dien", "goi", "telephone", "telesale", "telesales"),
}  # fmt: skip
YES = (
    "yes", "y", "true", "t", "1", "co", "dong y", "x", "ok", "on", "granted", "given", "accepted", "accept", "subscribed", "opt in",
    "opted in", "opt in confirmed", "agree", "agreed", "cho phep", "chap nhan", "da dong y", "nhan", "dang ky", "da dang ky", "allowed",
    "enabled", "chap thuan", "bat",
)  # fmt: skip
NO = (
    "no", "n", "false", "f", "0", "khong", "khong dong y", "tu choi", "off", "denied", "declined", "refused", "rejected", "unsubscribed",
    "opt out", "opted out", "disagree", "disagreed", "withdrawn", "revoked", "not subscribed", "khong cho phep", "khong nhan", "huy",
    "huy dang ky", "da huy", "chua dong y", "not accepted", "not allowed", "disabled", "ko", "k", "tat", "rut lai", "da rut",
)  # fmt: skip
SATISFACTION = {
    5: ("very satisfied", "extremely satisfied", "rat hai long", "cuc ky hai long", "tuyet voi", "excellent", "rat tot", "very good"),
    4: ("satisfied", "somewhat satisfied", "hai long", "kha hai long", "tot", "good", "kha"),
    3: ("neutral", "neither", "ok", "okay", "binh thuong", "tam", "tam duoc", "trung binh", "average", "neither satisfied nor dissatisfied"),
    2: ("dissatisfied", "somewhat dissatisfied", "unsatisfied", "khong hai long", "chua hai long", "kem", "poor", "te", "bad"),
    1: ("very dissatisfied", "very unsatisfied", "rat khong hai long", "rat te", "rat kem", "terrible", "very poor", "very bad"),
}  # fmt: skip
DECISIONS: Kinds = {
    "immediate": (
        "immediate", "immediately", "at once", "right away", "buy at once", "quyet ngay", "mua ngay", "thich la mua", "ngay lap tuc", "nhanh",
        "quick", "fast",
    ),
    "hesitant": ("hesitant", "hesitate", "hesitating", "chan chu", "do du", "phan van", "luong lu", "can nhac lau", "slow", "undecided"),
    "researcher": (
        "researcher", "research", "compare", "comparing", "tim hieu", "tim hieu ky", "so sanh", "nghien cuu", "tham khao", "doc danh gia",
        "xem danh gia", "can nhac",
    ),
}  # fmt: skip
_QUESTIONS = (
    ("nps", r"\bnps\b|gioi thieu|recommend"),
    ("satisfaction", r"hai long|satisf|\bcsat\b"),
    ("decision", r"quyet dinh|\bdecision\b|\bdecide\b"),
    ("need", r"nhu cau|\bneeds?\b"),
)


def _index(kinds: Mapping[object, tuple[str, ...]]) -> dict[str, object]:
    return {word: kind for kind, words in kinds.items() for word in (*words, *(other.replace(" ", "") for other in words))}


_EVENTS, _CONTACTS, _STATUSES, _CHANNELS, _DECISIONS = (
    _index(kinds) for kinds in (EVENTS, CONTACTS, STATUSES, CHANNELS, DECISIONS)  # type: ignore[arg-type]
)  # fmt: skip
_SATISFACTION = _index(SATISFACTION)  # type: ignore[arg-type]


def _known(index: Mapping[str, object], word: str | None) -> object:
    plain = plainly(word or "")
    return index.get(plain) or index.get(plain.replace(" ", ""))


def known_event(word: str | None) -> str | None:
    """The regular kind of an event, null for a word that names none of them.

    >>> known_event("pv"), known_event("Thêm vào giỏ"), known_event("remove_from_cart"), known_event("scroll")
    ('view', 'cart', 'uncart', None)
    """
    return _known(_EVENTS, word)  # type: ignore[return-value]


def known_contact(word: str | None) -> str | None:
    """The regular kind of a contact, null for a word that names none of them."""
    found = _known(_CONTACTS, word)
    return found or next((kind for kind in ("complaint", "review", "marketing") if _begins(word, CONTACTS[kind])), None)  # type: ignore[return-value]


def _begins(word: str | None, known: tuple[str, ...]) -> bool:
    """Whether a longer phrase begins with a known one: “Khiếu nại giao hàng”."""
    plain = plainly(word or "") + " "
    return any(plain.startswith(f"{other} ") for other in known)


def event_of(word: str) -> str:
    """The kind of an event: regular where it is known, else as written, in lower case."""
    return known_event(word) or _as_written(word)


def contact_of(word: str) -> str:
    """The kind of a contact: regular where it is known, else as written, in lower case."""
    return known_contact(word) or _as_written(word)


def _as_written(word: str) -> str:
    return " ".join(unicodedata.normalize("NFC", word).lower().split())


def contact_status_of(word: str | None) -> str | None:
    """`open`, `resolved`, or null for a word that says neither."""
    return _known(_STATUSES, word)  # type: ignore[return-value]


def consent_channel_of(word: str) -> str:
    """The channel that somebody agreed to: regular where it is known, else as written, in lower case."""
    return _known(_CHANNELS, word) or _as_written(word)  # type: ignore[return-value]


def yes_or_no(word: str | None) -> bool | None:
    """Whether somebody agreed; null for a word that says neither.

    >>> yes_or_no("Đồng ý"), yes_or_no("không"), yes_or_no("1.0"), yes_or_no("có thể")
    (True, False, True, None)
    """
    if (word or "").strip() in ("✓", "✔", "☑"):
        return True
    plain = plainly(re.sub(r"\.0+$", "", (word or "").strip()))
    return True if plain in YES else (False if plain in NO else None)


def question_of(word: str) -> str:
    """Which question a survey asked: nps, satisfaction, decision, need, else as written."""
    plain = plainly(word)
    found = next((question for question, pattern in _QUESTIONS if re.search(pattern, plain)), None)
    return found or " ".join(unicodedata.normalize("NFC", word).split())


def decision_of(word: str) -> str:
    """How somebody decides: immediate, hesitant, researcher, else as written."""
    found = _known(_DECISIONS, word) or next(
        (kind for kind in ("hesitant", "researcher", "immediate") if _holds(word, DECISIONS[kind])), None
    )
    return found or " ".join(unicodedata.normalize("NFC", word).split())  # type: ignore[return-value]


def _holds(word: str, known: tuple[str, ...]) -> bool:
    plain = f" {plainly(word)} "
    return any(f" {other} " in plain for other in known if len(other) > 4)


def score_of(word: str | None) -> float | None:
    """The number that an answer or a rating is: `9`, `9/10`, `4,5`, `5 sao`, `★★★★`; null where it is none.

    >>> score_of("9/10"), score_of("4,5"), score_of("5 sao"), score_of("★★★★☆"), score_of("10 - rất có thể"), score_of("tốt")
    (9.0, 4.5, 5.0, 4.0, 10.0, None)
    """
    text = (word or "").strip()
    if re.fullmatch(r"[★⭐☆\ufe0f]+", text):
        return float(text.count("★") + text.count("⭐"))
    found = re.match(r"(-?\d{1,3}(?:[.,]\d+)?)\s*(?:$|/\s*\d+\s*$|(?:sao|stars?|điểm|points?|đ)\b|[-–:(])", text, re.IGNORECASE)
    return float(found[1].replace(",", ".")) if found else None


def satisfaction_of(word: str | None) -> float | None:
    """How satisfied somebody is in words, 1 to 5; null where it is no such word."""
    found = _known(_SATISFACTION, word)
    return float(found) if found else None  # type: ignore[arg-type]
