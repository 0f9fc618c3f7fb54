"""Churn risk: will they buy within the return window? A thing that can be checked later, and is."""

from __future__ import annotations

from regulars.rules import c, everyone
from regulars.scheme import Class, Parameter, Scheme
from regulars.schemes.explained import NOT_YET, explained
from regulars.words import Words

UNKNOWN = Class(
    "unknown",
    Words("Chưa rõ", "Not yet known"),
    everyone,
    Words("Mô hình dự báo chưa tính được cho khách này.", "The outlook model cannot tell for this customer yet."),
    Words("Chờ thêm dữ liệu; xem vòng đời trong lúc chờ.", "Wait for more data; read the lifecycle meanwhile."),
    "slight",
    uneven=Words(
        "Tính được mô hình thì khách nào đã mua cũng có xác suất; nhóm này chỉ có người khi mô hình chưa tính được.",
        "Once the model is fitted, every buyer has a probability; somebody is here only while it is not.",
    ),
)
HIGH = Class(
    "high",
    Words("Nguy cơ cao", "High risk"),
    everyone,
    Words("Phần đông khách như vậy không mua trong kỳ mua lại tới.", "Most customers like them do not buy within the return window."),
    Words("Liên lạc riêng trước; không đợi đến lúc mất.", "Get in touch in person, before they are gone."),
    "leaving",
)
MEDIUM = Class(
    "medium",
    Words("Nguy cơ vừa", "Medium risk"),
    everyone,
    Words("Có thể mua, có thể không.", "May buy, or may not."),
    Words("Nhắc đúng lúc đến kỳ mua.", "A reminder when their usual day comes."),
    "slipping",
)
LOW = Class(
    "low",
    Words("Nguy cơ thấp", "Low risk"),
    everyone,
    Words("Phần đông khách như vậy sẽ mua trong kỳ mua lại tới.", "Most customers like them buy within the return window."),
    Words("Phục vụ như thường; không cần ưu đãi để giữ.", "Serve as usual; no offer is needed to keep them."),
    "well",
)

PAGE = explained(
    Words(
        "Khách có khả năng không mua trong kỳ mua lại tới. Rời bỏ ở đây là điều kiểm được: qua hết kỳ mà không mua; và sau mỗi kỳ, số "
        "đoán được đem so với số thấy.",
        "Who may not buy within the return window. Churn here is a thing that can be checked: the window passes without a purchase; and "
        "after each window what was foreseen is compared with what was seen.",
    ),
    Words(
        "Theo xác suất mua trong kỳ mua lại tới mà mô hình tính từ số lần mua, nhịp mua và thời gian im lặng.",
        "By the probability of a purchase within the return window, which the model derives from purchases, rhythm and silence.",
    ),
    Words(
        "Đúng cho nhóm hơn là cho từng người: trong mười khách nguy cơ cao vẫn có vài người mua. Nguy cơ cao chưa có nghĩa là đáng giữ "
        "bằng mọi giá.",
        "It holds for groups better than for one person: of ten at high risk some will still buy. And high risk does not mean worth "
        "keeping at any price.",
    ),
    Words(
        "Xếp nhóm nguy cơ cao theo số tiền họ từng mang lại, làm từ trên xuống.",
        "Sort those at high risk by what they used to bring, and work from the top.",
    ),
)


def churn(*, high_below: float = 0.33, medium_below: float = 0.67) -> Scheme:
    """High, medium and low risk, by the probability of a purchase within the return window."""
    return Scheme(
        id="churn",
        name=Words("Nguy cơ rời bỏ", "Churn risk"),
        question=Words("Khách có mua trong kỳ mua lại tới không?", "Will they buy within the return window?"),
        classes=(
            NOT_YET.when(c.purchases == 0),
            UNKNOWN.when(c.p_order_next.missing()),
            HIGH.when(c.p_order_next < high_below),
            MEDIUM.when(c.p_order_next < medium_below),
            LOW,
        ),
        better=(),
        page=PAGE,
        parameters={
            "high_below": Parameter(high_below, Words("nguy cơ cao: xác suất mua dưới", "high risk: probability below"), 0, 1),
            "medium_below": Parameter(medium_below, Words("nguy cơ vừa: xác suất mua dưới", "medium risk: probability below"), 0, 1),
        },
        needs=("p_order_next",),
        waiting=Words(
            "Cần mô hình dự báo; mô hình được tính khi tiệm có đủ lịch sử mua.",
            "Needs the outlook model, which is fitted once the shop has enough history.",
        ),
    )


SCHEME = churn()
