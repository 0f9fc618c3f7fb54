"""Promoters: would they recommend us?"""

from __future__ import annotations

from regulars.rules import c, everyone
from regulars.scheme import Class, Scheme
from regulars.schemes.explained import explained
from regulars.words import Words

FEW_ANSWER = Words(
    "Chỉ ai đã trả lời khảo sát trong một năm qua mới ở đây; tiệm hỏi ít thì nhóm rất nhỏ.",
    "Only those who answered a survey within a year are here; a shop that asks few has few.",
)
UNKNOWN = Class(
    "unknown",
    Words("Chưa hỏi", "Not asked"),
    everyone,
    Words("Chưa trả lời trong 365 ngày.", "No answer in 365 days."),
    Words("Gửi một câu hỏi, sau khi khách đã dùng món hàng.", "Send one question, after they have used what they bought."),
    "slight",
    uneven=Words(
        "Chỉ người đã trả lời khảo sát trong một năm mới có điểm; phần đông thì chưa.",
        "Only those who answered within a year have a score; most have not.",
    ),
)
PROMOTER = Class(
    "promoter",
    Words("Người giới thiệu", "Promoter"),
    everyone,
    Words("Rất sẵn lòng giới thiệu tiệm.", "Very willing to recommend the shop."),
    Words("Cảm ơn, nhờ giới thiệu hoặc viết đánh giá.", "Thank them, ask for a referral or a review."),
    "well",
    uneven=FEW_ANSWER,
)
PASSIVE = Class(
    "passive",
    Words("Trung lập", "Passive"),
    everyone,
    Words("Hài lòng, chưa đến mức giới thiệu.", "Content, not to the point of recommending."),
    Words("Hỏi còn thiếu điều gì.", "Ask what is missing."),
    "slight",
    uneven=FEW_ANSWER,
)
DETRACTOR = Class(
    "detractor",
    Words("Người chê", "Detractor"),
    everyone,
    Words("Không vui với tiệm.", "Unhappy with the shop."),
    Words("Gọi trong tuần; giải quyết, rồi xin lỗi.", "Call within the week; solve it, and apologise."),
    "leaving",
    uneven=FEW_ANSWER,
)

PAGE = explained(
    Words(
        "Ai sẵn lòng giới thiệu tiệm với người khác. Điểm NPS của tiệm là phần trăm người giới thiệu trừ phần trăm người chê.",
        "Who would recommend the shop to others. The shop's NPS is the percent of promoters less the percent of detractors.",
    ),
    Words(
        "Câu trả lời mới nhất trong 365 ngày: 9–10 là giới thiệu, 7–8 là trung lập, còn lại là chê. Khảo sát dùng thang 1–10 vẫn theo các "
        "mốc này.",
        "The latest answer within 365 days: 9–10 promoter, 7–8 passive, the rest detractor. Surveys on 1–10 keep these lines.",
    ),
    Words(
        "Người trả lời không phải là mọi người. Ít câu trả lời thì biên độ sai rất rộng: ba người cùng khen chưa nói được gì, và tiệm sẽ "
        "ghi rõ điều đó.",
        "Those who answer are not everyone. With few answers the margin of error is wide: three unanimous answers prove little, and the "
        "shop says so.",
    ),
    Words(
        "Trả lời người chê trước, trong tuần. Nhờ người giới thiệu khi họ đang vui.",
        "Answer detractors first, within the week. Ask promoters while they are happy.",
    ),
)


def nps_group() -> Scheme:
    """Promoter, passive and detractor, by the latest answer on 0–10."""
    return Scheme(
        id="nps_group",
        name=Words("Người giới thiệu", "Promoters"),
        question=Words("Khách có sẵn lòng giới thiệu tiệm không?", "Would they recommend us?"),
        classes=(UNKNOWN.when(c.nps.missing()), PROMOTER.when(c.nps >= 9), PASSIVE.when(c.nps >= 7), DETRACTOR),
        better=(),
        page=PAGE,
        parameters={},
        needs=("nps",),
        waiting=Words(
            "Cần câu trả lời khảo sát “sẵn lòng giới thiệu tiệm đến mức nào, 0–10”. Gửi khảo sát, hoặc nhập tệp câu trả lời.",
            "Needs answers to “how willing would you be to recommend us, 0–10”. Send a survey, or import an answers file.",
        ),
    )


SCHEME = nps_group()
