"""Purchase frequency: how often do they come back?"""

from __future__ import annotations

from regulars.rules import Compare, c, everyone
from regulars.scheme import Class, Parameter, Scheme
from regulars.schemes.explained import NOT_YET, explained
from regulars.words import Words

SUPER = Class(
    "super",
    Words("Siêu rút", "Super-rush"),
    everyone,
    Words("Quay lại thường xuyên nhất và vẫn đang mua.", "Come back most often, and are still buying."),
    Words(
        "Ưu đãi riêng, quà, được mua trước; đừng tập cho khách quen chờ giảm giá.",
        "Offers of their own, gifts, early access; never train them to wait for discounts.",
    ),
    "r6",
)
LOW = Class(
    "low",
    Words("Thấp rút", "Low-rush"),
    everyone,
    Words("Thỉnh thoảng mới mua; gộp lại vẫn là nguồn thu đều.", "Buy now and then; together they are a steady income."),
    Words(
        "Hàng tốt, phục vụ tốt, hỏi ý kiến; để khách tự lớn dần, không thúc.",
        "Good product and service, ask their opinion; let them grow; do not push.",
    ),
    "r2",
    uneven=Words(
        "Hàng lâu mới mua lại, như nội thất hay đĩa nhạc, thì gần như ai cũng mua dưới bốn lần một năm.",
        "Where goods are seldom bought again, as furniture or records, nearly everybody buys fewer than four times a year.",
    ),
)
MIDDLE = Class(
    "middle",
    Words("Vừa rút", "In between"),
    everyone,
    Words("Quay lại khá đều, chưa phải thường xuyên nhất.", "Come back fairly often, but are not among the most frequent."),
    Words("Cho thêm một lý do để ghé thêm một lần.", "A reason for one more visit."),
    "r4",
    uneven=Words(
        "Hàng mua thưa như nội thất: ai mua bốn lần một năm thì hầu như đã là siêu rút.",
        "Where people buy rarely, as furniture, whoever buys four times a year is nearly always among the most frequent.",
    ),
)

PAGE = explained(
    Words(
        "Khách quay lại nhiều hay ít trong một năm. Xem kèm phần doanh thu, lãi gộp và số đơn của từng nhóm: khách thấp rút từng người "
        "mua ít, nhưng gộp lại thường là nguồn thu đều không nên bỏ quên.",
        "How often customers come back within a year. Read it with each group's share of revenue, margin and orders: low-rush customers "
        "buy little each, yet together they are often a steady income not to be overlooked.",
    ),
    Words(
        "Đếm số ngày có mua trong 365 ngày. Siêu rút là người đạt ngưỡng mua thường xuyên của chính tiệm (một phần năm cao nhất trong "
        "những khách đang quay lại, ít nhất 3 lần) và vòng đời vẫn là đang mua. Mua ít lần là thấp rút, còn lại là vừa rút.",
        "Days with a purchase in 365 days are counted. Super-rush customers reach the shop's own bar (the top fifth of active repeat "
        "buyers, at least 3 purchases) and their lifecycle is active. Few purchases make low-rush; the rest are in between.",
    ),
    Words(
        "Tiệm bán món lâu mới mua lại thì gần như ai cũng thấp rút, và điều đó không xấu. Khi chưa đủ 20 người mua đang hoạt động, chưa "
        "có ai là siêu rút.",
        "In a shop whose goods last for years nearly everyone is low-rush, and that is no fault. With fewer than 20 active buyers nobody "
        "is called super-rush.",
    ),
    Words(
        "Giữ siêu rút bằng sự quan tâm riêng thay vì giảm giá; cho vừa rút một lý do ghé thêm; hỏi thấp rút xem còn thiếu gì.",
        "Keep the super-rush with attention rather than discounts; give those in between a reason for one more visit; ask the low-rush "
        "what is missing.",
    ),
)


def frequency(*, low_below: float = 4) -> Scheme:
    """Super-rush, in between and low-rush buyers, by purchases in 365 days."""
    return Scheme(
        id="frequency",
        name=Words("Tần suất mua", "Purchase frequency"),
        question=Words("Khách quay lại thường đến mức nào?", "How often do they come back?"),
        classes=(
            NOT_YET.when(c.purchases == 0),
            SUPER.when(Compare("is_frequent", "=", True) & (c.lifecycle == "active")),
            LOW.when(c.purchases_365d < low_below),
            MIDDLE,
        ),
        better=(("low", "middle", "super"),),
        page=PAGE,
        parameters={
            "low_below": Parameter(
                low_below, Words("thấp rút: số lần mua trong 365 ngày dưới", "low-rush: purchases in 365 days below"), 1, 366
            )
        },
    )


SCHEME = frequency()
