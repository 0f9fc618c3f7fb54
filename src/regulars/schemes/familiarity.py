"""How well we know them: may we classify them at all? The "random" group as an answer, not a gap."""

from __future__ import annotations

from regulars.rules import c, everyone
from regulars.scheme import Class, Parameter, Scheme
from regulars.schemes.explained import explained
from regulars.words import Words

NEW = Class(
    "new",
    Words("Mới", "New"),
    everyone,
    Words("Tiệm mới biết khách, chưa đủ lâu để xét đoán.", "Known to the shop for too short a time to judge."),
    Words("Đón tiếp, đừng vội xếp loại.", "Welcome, do not judge."),
    "kind1",
    uneven=Words(
        "Tiệm lâu năm có ít khách mới so với tất cả những người đã biết.",
        "An old shop has few newcomers beside all whom it knows.",
    ),
)
THIN = Class(
    "thin",
    Words("Thiếu thông tin", "Too little known"),
    everyone,
    Words("Mua ít và tiệm biết rất ít về khách.", "Few purchases, and very little known about them."),
    Words("Hỏi câu rẻ nhất mà giúp biết nhiều nhất.", "Ask the cheapest question that would settle most."),
    "kind2",
    uneven=Words(
        "Tiệm ghi đủ tên, số và nơi ở ngay từ lần đầu thì hiếm ai còn thiếu.",
        "Where name, phone and place are taken down at once hardly anyone is too little known.",
    ),
)
DIVERSE = Class(
    "diverse",
    Words("Đa dạng", "Diverse"),
    everyone,
    Words("Mua nhiều lần, cho nhiều nhu cầu khác nhau.", "Many purchases, for many different needs."),
    Words("Trò chuyện trực tiếp; một cuộc hỏi chuyện cho biết nhiều hơn biểu đồ.", "An interview tells more than a chart."),
    "kind3",
    uneven=Words(
        "Ít ai vừa mua nhiều lần vừa có giỏ hàng khác hẳn mọi nhóm nhu cầu.",
        "Few both buy often and fill baskets unlike every need cluster.",
    ),
)
KNOWN = Class(
    "known",
    Words("Đã rõ", "Known"),
    everyone,
    Words("Đã biết đủ để các cách phân loại khác đáng tin.", "Known well enough for the other schemes to be trusted."),
    Words("Dùng các cách phân loại khác.", "Use the other schemes."),
    "kind4",
    uneven=Words(
        "Tiệm ghi đủ tên, số và nơi ở thì gần như ai cũng đã rõ.",
        "Where name, phone and place are taken down nearly everyone is known well enough.",
    ),
)

PAGE = explained(
    Words(
        "Có nên xếp loại khách này không. Nhóm “ngẫu nhiên” ở đây là một câu trả lời chứ không phải chỗ trống: khách mới, khách còn biết "
        "quá ít, khách mua đủ thứ. Mọi cách phân loại khác đều ghi rõ bao nhiêu người của nó đang ở đây.",
        "Whether a customer may be classified at all. The random group is an answer here, not a gap: new people, people of whom too "
        "little is known, people who buy a bit of everything. Every other scheme shows how many of its people are here.",
    ),
    Words(
        "Theo số lần mua, số ngày tiệm biết khách, và số điều đã biết trong mười điều: tên, liên lạc, tuổi, giới tính, nơi ở, kênh, nhóm "
        "hàng, lượt ghé, câu trả lời, sự đồng ý. Khách mua nhiều lần mà nhu cầu trải rộng là đa dạng.",
        "By the number of purchases, the days known to the shop, and how many of ten things are known: name, contact, age, gender, place, "
        "channel, category, visits, answers, consent. Those with many purchases and mixed needs are diverse.",
    ),
    Words(
        "Đã rõ nghĩa là đủ để xếp loại, không phải đã hiểu con người họ.",
        "Known means enough to classify, not that the person is understood.",
    ),
    Words(
        "Với người còn thiếu thông tin, hỏi đúng một câu, lúc khách đang vui. Không dùng ngưỡng của khách quen để phán xét khách mới.",
        "With those of whom little is known ask a single question, at a happy moment. Do not judge newcomers by the bars of regulars.",
    ),
)


def familiarity(*, new_days: float = 30, known_from: float = 4) -> Scheme:
    """New, too little known, diverse, or known well enough for the other schemes."""
    return Scheme(
        id="familiarity",
        name=Words("Nhóm ngẫu nhiên", "How well we know them"),
        question=Words("Có nên xếp loại khách này không?", "May we classify them at all?"),
        classes=(
            NEW.when((c.purchases <= 1) & (c.known_days < new_days)),
            THIN.when((c.purchases <= 2) & (c.known_fields < known_from)),
            DIVERSE.when((c.purchases >= 5) & (c.needs == "mixed")),
            KNOWN,
        ),
        better=(),
        page=PAGE,
        parameters={
            "new_days": Parameter(new_days, Words("mới: tiệm biết dưới (ngày)", "new: known for less than (days)"), 1, 3650),
            "known_from": Parameter(known_from, Words("đủ thông tin: số điều đã biết từ", "enough known: things known from"), 1, 10),
        },
    )


SCHEME = familiarity()
