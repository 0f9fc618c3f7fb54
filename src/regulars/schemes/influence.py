"""Influence: who speaks of us, and how?"""

from __future__ import annotations

from regulars.rules import c, everyone
from regulars.scheme import Class, Scheme
from regulars.schemes.explained import explained
from regulars.words import Words

FEW_SPEAK = Words(
    "Ít khách để lại điểm, lời khen chê hay người giới thiệu mà tiệm ghi lại được.",
    "Few customers leave a score, a review or a referral that the shop writes down.",
)
CRITIC = Class(
    "critic",
    Words("Người chê", "Critic"),
    everyone,
    Words("Không vui và đã nói ra: viết đánh giá hoặc khiếu nại.", "Unhappy, and has said so in a review or a complaint."),
    Words("Trả lời nhanh, công khai và tử tế; sửa lỗi rồi báo lại.", "Answer fast, in public and kindly; mend it and report back."),
    "leaving",
    uneven=FEW_SPEAK,
)
ADVOCATE = Class(
    "advocate",
    Words("Người ủng hộ", "Advocate"),
    everyone,
    Words("Đã đưa khách mới đến, hoặc đã khen tiệm công khai.", "Brought new buyers, or praised the shop in public."),
    Words("Cảm ơn đích danh; quà cho cả hai khi giới thiệu.", "Thank them by name; a gift for both on a referral."),
    "well",
    uneven=FEW_SPEAK,
)
PROMOTER = Class(
    "promoter",
    Words("Sẵn lòng giới thiệu", "Promoter"),
    everyone,
    Words("Cho điểm giới thiệu rất cao, chưa thấy nói với ai.", "A very high score, but not yet seen to speak of us."),
    Words("Đưa sẵn lời và đường dẫn để giới thiệu.", "Give them the words and a link to pass on."),
    "well",
    uneven=FEW_SPEAK,
)
SILENT = Class(
    "silent",
    Words("Im lặng", "Silent"),
    everyone,
    Words("Chưa thấy khen, chê hay giới thiệu.", "No praise, complaint or referral seen."),
    Words("Không cần làm gì; hỏi ý kiến khi có dịp.", "Nothing needed; ask their opinion when it is natural."),
    "slight",
    uneven=Words(
        "Phần đông khách không chấm điểm, không viết nhận xét: im lặng là điều bình thường.",
        "Most customers neither score nor review: silence is the usual thing.",
    ),
)

PAGE = explained(
    Words(
        "Ai đang nói về tiệm với người khác, và nói gì. Một người ủng hộ có khi đáng giá hơn số tiền họ tự mua.",
        "Who speaks of the shop to others, and how. An advocate may be worth more than what they buy themselves.",
    ),
    Words(
        "Chê khi điểm thấp đi cùng đánh giá công khai hoặc khiếu nại. Ủng hộ khi đã đưa khách mới đến, hoặc điểm cao đi cùng đánh giá "
        "công khai. Điểm cao mà chưa nói với ai là sẵn lòng giới thiệu.",
        "Critics combine a low score with a public review or a complaint. Advocates have brought new buyers, or combine a high score with "
        "a public review. A high score alone makes a promoter.",
    ),
    Words(
        "Chỉ thấy điều tiệm có ghi; lời nói ngoài đời và trên mạng riêng thì không thấy. Im lặng không phải là không hài lòng.",
        "Only what the shop records is seen; words said elsewhere are not. Silence is not displeasure.",
    ),
    Words(
        "Trả lời người chê trước. Rồi giúp người sẵn lòng giới thiệu có cái để gửi cho bạn bè.",
        "Answer critics first. Then give promoters something to pass on to friends.",
    ),
)


def influence() -> Scheme:
    """Critic, advocate, promoter and silent, by scores, reviews, complaints and referrals."""
    heard = (c.reviews_365d >= 1) | (c.complaints_180d >= 1)
    return Scheme(
        id="influence",
        name=Words("Người ảnh hưởng", "Influence"),
        question=Words("Ai nói về tiệm, và nói gì?", "Who speaks of us, and how?"),
        classes=(
            CRITIC.when(((c.nps <= 6) & heard) | ((c.satisfaction <= 2) & (c.reviews_365d >= 1))),
            ADVOCATE.when((c.referrals_365d >= 1) | ((c.nps >= 9) & (c.reviews_365d >= 1))),
            PROMOTER.when(c.nps >= 9),
            SILENT,
        ),
        better=(),
        page=PAGE,
        parameters={},
        needs=("nps", "satisfaction", "referrals_365d"),
        waiting=Words(
            "Cần khảo sát, đánh giá hoặc dữ liệu ai giới thiệu ai. Gửi khảo sát, hoặc nhập tệp đánh giá, giới thiệu.",
            "Needs surveys, ratings or data on who brought whom. Send a survey, or import reviews or referrals.",
        ),
    )


SCHEME = influence()
