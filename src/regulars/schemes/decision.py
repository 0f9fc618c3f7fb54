"""How they decide: at once, with hesitation, or after study?"""

from __future__ import annotations

from regulars.rules import c, everyone
from regulars.scheme import Class, Parameter, Scheme
from regulars.schemes.explained import explained
from regulars.words import Words

FEW_SEEN = Words(
    "Chỉ xếp được khách có lượt ghé trên web hay câu trả lời; tiệm bán tại quầy thì rất ít.",
    "Only customers with web visits or answers can be here; a shop that sells over the counter has few.",
)
IMMEDIATE = Class(
    "immediate",
    Words("Mua tức thì", "Immediate"),
    everyone,
    Words("Thấy thích là mua, thường trong ngày.", "Buy when they like it, usually the same day."),
    Words("Mua bằng một chạm; món bán chạy để lên đầu.", "One click, best sellers first."),
    "kind1",
    uneven=FEW_SEEN,
)
HESITANT = Class(
    "hesitant",
    Words("Chần chừ", "Hesitant"),
    everyone,
    Words("Muốn mua nhưng còn ngại: bỏ vào giỏ rồi để đó.", "Want it but hold back: into the cart, and left there."),
    Words("Làm yên tâm: đổi trả, lời khen của khách khác, một thời hạn.", "Reassure: returns, reviews, a deadline."),
    "kind2",
    uneven=FEW_SEEN,
)
RESEARCHER = Class(
    "researcher",
    Words("Tìm hiểu kỹ", "Researcher"),
    everyone,
    Words("Xem nhiều, so sánh kỹ rồi mới mua.", "Look at much and compare before they buy."),
    Words("Bảng so sánh, thông số, lời tư vấn.", "Comparisons, specifications, advice."),
    "kind3",
    uneven=FEW_SEEN,
)
UNKNOWN = Class(
    "unknown",
    Words("Chưa rõ", "Not yet known"),
    everyone,
    Words("Chưa thấy khách ghé đủ để biết cách quyết định.", "Too few visits seen to tell how they decide."),
    Words("Hỏi một câu, hoặc chờ.", "Ask one question, or wait."),
    "slight",
    uneven=Words(
        "Tiệm bán tại quầy không thấy được phần đông khách quyết định thế nào; tiệm chỉ bán trên web thì thấy gần hết.",
        "A shop that sells over the counter cannot see how most decide; one that sells on the web only sees nearly all.",
    ),
)
BROWSING = Class(
    "browsing",
    Words("Đang xem", "Browsing"),
    everyone,
    Words("Ghé xem nhiều lần, chưa mua để biết cách quyết định.", "Visit and look; no purchase yet that would show how they decide."),
    Words("Để xem thoải mái; giúp tìm ra món hợp.", "Let them look; help them find what fits."),
    "kind4",
    uneven=FEW_SEEN,
)

PAGE = explained(
    Words(
        "Khách quyết định thế nào: mua ngay, chần chừ, hay tìm hiểu kỹ. Biết điều đó thì biết nên nói gì: đừng gửi bảng thông số cho "
        "người mua ngay, đừng giục người tìm hiểu kỹ.",
        "How customers decide: at once, with hesitation, or after study. Knowing it tells what to say: no specifications for the "
        "immediate, no hurry for the researcher.",
    ),
    Words(
        "Lời khách tự nói đứng trước. Rồi đến việc làm trong 90 ngày: giỏ hàng bỏ dở là chần chừ; xem lâu hoặc xem nhiều trước khi mua là "
        "tìm hiểu kỹ; xem xong mua sớm là tức thì.",
        "Their own word comes first. Then what they did in 90 days: abandoned carts make hesitant; long or many views before buying make "
        "researcher; a purchase soon after the first view makes immediate.",
    ),
    Words(
        "Chỉ thấy được khách có nối với lượt xem trên web hay ứng dụng. Cách quyết định đổi theo món hàng: mua cà phê khác mua máy pha.",
        "Only customers linked to web or app events can be seen. People decide differently by goods: beans are not an espresso machine.",
    ),
    Words(
        "Với người chần chừ, gỡ nỗi lo trước khi nghĩ đến giảm giá. Với người chưa rõ, một câu hỏi khảo sát là đủ.",
        "For the hesitant remove the worry before thinking of a discount. For those not yet known one survey question is enough.",
    ),
)


def decision(*, abandoned_from: float = 2, slow_hours: float = 24, views_from: float = 12, visits_from: float = 2) -> Scheme:
    """Immediate, hesitant and researcher, by their own word first, then by what they did before buying."""
    stated = tuple(kind.when(c.stated_decision == kind.id) for kind in (IMMEDIATE, HESITANT, RESEARCHER))
    return Scheme(
        id="decision",
        name=Words("Tâm lý mua hàng", "How they decide"),
        question=Words("Mua ngay, chần chừ, hay tìm hiểu kỹ?", "At once, with hesitation, or after study?"),
        classes=(
            *stated,
            HESITANT.when((c.abandoned_carts_90d >= abandoned_from) | ((c.carts_90d >= 1) & (c.purchases_90d == 0))),
            RESEARCHER.when((c.decision_hours > slow_hours) | (c.views_per_order >= views_from)),
            IMMEDIATE.when(c.decision_hours <= slow_hours),
            UNKNOWN.when(c.visits_90d.missing() | (c.visits_90d < visits_from)),
            BROWSING,
        ),
        better=(),
        page=PAGE,
        parameters={
            "abandoned_from": Parameter(abandoned_from, Words("chần chừ: giỏ bỏ dở từ", "hesitant: carts abandoned from"), 1, 100),
            "slow_hours": Parameter(
                slow_hours, Words("tìm hiểu kỹ: mua sau hơn (giờ)", "researcher: buys after more than (hours)"), 0, 720
            ),
            "views_from": Parameter(views_from, Words("tìm hiểu kỹ: lượt xem mỗi đơn từ", "researcher: views per order from"), 1, 1000),
            "visits_from": Parameter(visits_from, Words("đủ để xét: lượt ghé từ", "enough to judge: visits from"), 1, 100),
        },
        needs=("visits_90d", "stated_decision"),
        waiting=Words(
            "Cần lượt xem, giỏ hàng từ web hay ứng dụng có nối với khách, hoặc câu trả lời khảo sát về cách mua. Nhập tệp sự kiện, hoặc "
            "hỏi một câu.",
            "Needs views and carts from a web shop or app, linked to customers, or survey answers on how they buy. Import an events file, "
            "or ask one question.",
        ),
    )


SCHEME = decision()
