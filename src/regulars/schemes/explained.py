"""The page of a scheme: four paragraphs under fixed headings, and the class that stands aside in most schemes."""

from __future__ import annotations

from regulars.rules import everyone
from regulars.scheme import Class
from regulars.words import LANGUAGES, Words

HEADINGS = (
    Words("Cho biết gì", "What it tells"),
    Words("Xếp thế nào", "How it decides"),
    Words("Giới hạn", "Limits"),
    Words("Nên làm gì", "What to do"),
)

NOT_YET = Class(
    "none",
    Words("Chưa mua", "Not yet a buyer"),
    everyone,
    Words("Tiệm đã biết nhưng chưa mua lần nào; đứng riêng, không tính vào các nhóm.", "Known to the shop, no purchase yet; kept apart."),
    Words("Mời mua lần đầu bằng một món dễ thử.", "Invite a first purchase with something easy to try."),
    "slight",
    aside=True,
    uneven=Words(
        "Tiệm chỉ ghi tên lúc bán thì không ai ở đây; tiệm vừa gom nhiều liên hệ thì phần đông ở đây.",
        "A shop that takes names only when it sells has none here; one that has just gathered contacts has most.",
    ),
)


def explained(tells: Words, decides: Words, limits: Words, act: Words) -> Words:
    """The explanation of a scheme as markdown, one paragraph under each of the fixed headings."""

    def in_language(lang: str) -> str:
        paragraphs = zip(HEADINGS, (tells, decides, limits, act), strict=True)
        return "\n\n".join(f"**{heading.of(lang)}.** {text.of(lang)}" for heading, text in paragraphs)

    return Words(*(in_language(lang) for lang in LANGUAGES))
