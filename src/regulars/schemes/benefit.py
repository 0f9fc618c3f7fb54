"""Benefit to the business: value now against potential."""

from __future__ import annotations

from regulars.rules import c, everyone
from regulars.scheme import Class, Parameter, Scheme
from regulars.schemes.explained import NOT_YET, explained
from regulars.words import Words

STAR = Class(
    "star",
    Words("Ngôi sao", "Star"),
    everyone,
    Words("Đang chi nhiều và sắp tới vẫn sẽ chi nhiều.", "Spend much now and are expected to go on."),
    Words("Chăm sóc riêng, mời thử hàng mới trước.", "Personal care, first to try what is new."),
    "r6",
    uneven=Words(
        "Cần mô hình dự báo; chưa có thì khách giá trị cao đều ở nhóm giữ.",
        "It takes the outlook model; until then all of high value stand in the class to keep.",
    ),
)
KEEP = Class(
    "keep",
    Words("Cần giữ", "Keep"),
    everyone,
    Words("Đang chi nhiều, nhưng sắp tới dự kiến chi ít đi.", "Spend much now, but less is to be expected."),
    Words("Hỏi xem điều gì đổi khác; giữ trước khi vắng.", "Ask what has changed; hold on before they are gone."),
    "r4",
)
GROW = Class(
    "grow",
    Words("Nuôi lớn", "Grow"),
    everyone,
    Words("Chưa chi nhiều, nhưng sắp tới có thể chi nhiều.", "Not much so far, but much is to be expected."),
    Words("Gợi ý món đi kèm, mời làm thành viên.", "Suggest what goes with it, offer a membership."),
    "r3",
    uneven=Words(
        "Cần mô hình dự báo; chưa có thì chưa thấy được ai còn lớn thêm.",
        "It takes the outlook model; until then nobody can be seen to grow.",
    ),
)
BASIC = Class(
    "basic",
    Words("Cơ bản", "Basic"),
    everyone,
    Words("Chi vừa phải, nay và sắp tới.", "Modest spend, now and to come."),
    Words("Phục vụ tốt với chi phí thấp.", "Serve well at low cost."),
    "r1",
)

PAGE = explained(
    Words(
        "Đặt cạnh nhau hai điều: khách đang mang lại bao nhiêu và sắp tới có thể mang lại bao nhiêu. Người đáng đầu tư nhất thường không "
        "phải người đang chi nhiều nhất.",
        "It sets two things side by side: what customers bring now, and what is to be expected of them. Those most worth an effort are "
        "often not those who spend the most today.",
    ),
    Words(
        "Hai thứ hạng giữa những người mua đang hoạt động: chi tiêu 365 ngày qua và chi tiêu dự kiến 365 ngày tới. Cao cả hai là ngôi "
        "sao, chỉ cao nay là cần giữ, chỉ cao mai là nuôi lớn.",
        "Two ranks among active buyers: spend in the last 365 days, and spend expected in the next 365. High in both is a star, high only "
        "now is keep, high only later is grow.",
    ),
    Words(
        "Dự kiến là của mô hình, đúng cho nhóm hơn là cho từng người. Chưa tính được mô hình thì cách phân loại này còn chờ.",
        "What is expected comes from a model and holds for groups better than for one person. Until a model is fitted this scheme waits.",
    ),
    Words("Dồn công cho “Nuôi lớn”, hỏi thăm “Cần giữ”.", "Put the effort into grow, and the questions to keep."),
)


def benefit(*, value_from: float = 70, potential_from: float = 70) -> Scheme:
    """Star, keep, grow and basic: rank in 365-day spend against rank in the spend expected."""
    now, later = c.spend_365d_pct >= value_from, c.expected_spend_365d_pct >= potential_from
    return Scheme(
        id="benefit",
        name=Words("Lợi ích mang lại", "Benefit to the business"),
        question=Words("Giá trị hôm nay so với tiềm năng?", "Value now against potential?"),
        classes=(NOT_YET.when(c.purchases == 0), STAR.when(now & later), KEEP.when(now), GROW.when(later), BASIC),
        better=(),
        page=PAGE,
        parameters={
            "value_from": Parameter(value_from, Words("giá trị cao: chi tiêu cao hơn (%)", "high value: spend above (%)"), 0, 100),
            "potential_from": Parameter(
                potential_from, Words("tiềm năng cao: chi tiêu dự kiến cao hơn (%)", "high potential: expected spend above (%)"), 0, 100
            ),
        },
        needs=("expected_spend_365d_pct",),
        waiting=Words(
            "Cần mô hình dự báo chi tiêu; mô hình được tính khi tiệm có đủ lịch sử mua và ít nhất 20 người mua trong 365 ngày.",
            "Needs the outlook model, which is fitted once the shop has enough history and at least 20 buyers in 365 days.",
        ),
    )


SCHEME = benefit()
