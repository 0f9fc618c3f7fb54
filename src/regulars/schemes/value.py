"""Four value groups: what are they to the business?"""

from __future__ import annotations

from regulars.rules import Rule, c, everyone
from regulars.scheme import Class, Parameter, Scheme
from regulars.schemes.explained import NOT_YET, explained
from regulars.words import Words

FORMER = Class(
    "former",
    Words("Đã mất", "Former"),
    everyone,
    Words("Từng mua, nay khó quay lại; đứng riêng ngoài bốn nhóm.", "Once a buyer, unlikely to return; shown apart from the four."),
    Words("Một lời chào cuối, hoặc để vào danh sách yên tĩnh.", "A farewell, or a quiet list."),
    "gone",
    aside=True,
    uneven=Words(
        "Tiệm còn mới thì chưa ai im đủ lâu để gọi là đã mất; tiệm nhiều khách qua đường thì đa số đã mất.",
        "In a young shop nobody has been silent long enough; in one with many passers-by most are lost.",
    ),
)
NEGATIVE = Class(
    "negative",
    Words("Khách hàng tiêu cực (có thể rời bỏ)", "At risk of leaving"),
    everyone,
    Words(
        "Đang không vui, hoặc là khách quen mà bắt đầu vắng.",
        "Unhappy with us, or a returning buyer who has begun to stay away.",
    ),
    Words("Giải quyết vấn đề trước, xin lỗi, rồi mới mời quay lại.", "Solve the problem first, apologise, then invite back."),
    "leaving",
    short=Words("Có thể rời bỏ", "At risk"),
)
LOYAL = Class(
    "loyal",
    Words("Khách hàng trung thành", "Loyal"),
    everyone,
    Words(
        "Mua nhiều lần, chi nhiều, không đợi ưu đãi mới mua.",
        "Buy again and again, spend much, and do not wait for a deal.",
    ),
    Words("Một chính sách chăm sóc riêng.", "A care policy of their own."),
    "well",
    short=Words("Trung thành", "Loyal"),
    uneven=Words(
        "Ở tiệm mà đơn nào cũng có mã giảm giá, không phân biệt được ai trung thành với tiệm, ai chỉ vì giá.",
        "Where every order bears a voucher nobody can tell loyalty to the shop from loyalty to the price.",
    ),
)
SMALL = Class(
    "small",
    Words("Giá trị nhỏ", "Small value"),
    everyone,
    Words("Hầu như chỉ mua khi có ưu đãi, và chi không nhiều.", "Buy almost only on a deal, and spend little."),
    Words("Chỉ ưu đãi mới lay được; giữ chi phí thấp.", "Only deals move them; keep the cost low."),
    "slight",
    uneven=Words(
        "Tiệm ít giảm giá thì hầu như không ai chỉ mua khi có giảm giá.",
        "In a shop with few discounts hardly anyone buys for them only.",
    ),
)
POTENTIAL = Class(
    "potential",
    Words("Tiềm năng lớn", "High potential"),
    everyone,
    Words("Đang mua, chưa trung thành, còn có thể lớn thêm.", "Buying, not yet loyal, with room to grow."),
    Words(
        "Gỡ điều còn ngại: giá, độ hợp, bằng chứng; đưa thành khách trung thành.",
        "Remove the doubt: price, fit, proof; turn into loyal.",
    ),
    "fresh",
)

PAGE = explained(
    Words(
        "Mỗi khách có ý nghĩa gì với việc kinh doanh: trung thành, tiềm năng lớn, giá trị nhỏ, hay có thể rời bỏ. Khách đã mất đứng "
        "riêng, để bốn nhóm chỉ nói về những người còn có thể làm gì đó.",
        "What each customer is to the business: loyal, high potential, small value, or at risk of leaving. Those lost stand apart, so "
        "that the four groups speak only of people for whom something can still be done.",
    ),
    Words(
        "Xét lần lượt. Có khiếu nại chưa giải quyết, chấm điểm giới thiệu thấp, lời viết khó chịu, hoặc khách quen bắt đầu rời: có thể "
        "rời bỏ. Mua từ 3 lần, chi cao, không phải chỉ mua lúc có ưu đãi: trung thành. Hầu như chỉ mua có ưu đãi mà chi chưa cao: giá trị "
        "nhỏ. Còn lại là tiềm năng.",
        "In this order: an open complaint, a low willingness to recommend, angry words, or a returning buyer who has begun to leave make "
        "at risk. Three purchases, high spend and not only on deals make loyal. Almost only on deals without high spend make small value. "
        "The rest are potential.",
    ),
    Words(
        "Chưa nối khiếu nại hay khảo sát thì chỉ thấy được ai đang vắng, không thấy ai đang giận. Không biết đơn nào có ưu đãi thì không "
        "ai bị coi là giá trị nhỏ.",
        "Without complaints or surveys only absence is seen, not anger. Where it is not known which orders were on a deal, nobody is "
        "called small value.",
    ),
    Words(
        "Bắt đầu từ nhóm có thể rời bỏ: giữ một khách quen dễ hơn tìm một khách mới. Rồi hỏi nhóm tiềm năng xem còn ngại điều gì.",
        "Begin with those at risk: keeping a regular is easier than finding a new one. Then ask the high potential what still holds them "
        "back.",
    ),
)


def _unhappy(sentiment_below: float) -> Rule:
    said = (c.open_complaints >= 1) | (c.nps <= 6) | (c.sentiment_180d <= sentiment_below)
    return said | ((c.purchases >= 3) & c.lifecycle.one_of("slipping", "lapsed"))


def value(*, sentiment_below: float = -0.3, loyal_from: float = 60, deals_from: float = 0.8, small_below: float = 80) -> Scheme:
    """Loyal, high potential, small value and at risk of leaving; those lost, and those who never bought, stand apart."""
    on_deals = c.promo_order_share >= deals_from
    return Scheme(
        id="value",
        name=Words("4 nhóm giá trị", "Four value groups"),
        question=Words("Khách có ý nghĩa gì với việc kinh doanh?", "What are they to the business?"),
        classes=(
            NOT_YET.when(c.purchases == 0),
            FORMER.when(c.lifecycle == "lost"),
            NEGATIVE.when(_unhappy(sentiment_below)),
            LOYAL.when((c.purchases >= 3) & (c.spend_365d_pct >= loyal_from) & ~on_deals),
            SMALL.when((c.orders >= 2) & on_deals & (c.spend_365d_pct < small_below)),
            POTENTIAL,
        ),
        better=(("negative", "loyal"), ("small", "potential", "loyal")),
        page=PAGE,
        parameters={
            "sentiment_below": Parameter(sentiment_below, Words("có thể rời bỏ: thái độ không quá", "at risk: tone at most"), -1, 1),
            "loyal_from": Parameter(loyal_from, Words("trung thành: chi tiêu cao hơn (%)", "loyal: spend above (%)"), 0, 100),
            "deals_from": Parameter(deals_from, Words("sống bằng ưu đãi: tỷ lệ đơn từ", "living on deals: share of orders from"), 0, 1),
            "small_below": Parameter(small_below, Words("giá trị nhỏ: chi tiêu dưới mức (%)", "small value: spend below (%)"), 0, 100),
        },
        leads=True,
    )


SCHEME = value()
