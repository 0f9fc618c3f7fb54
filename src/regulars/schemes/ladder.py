"""The customer ladder: how far have they climbed?"""

from __future__ import annotations

from regulars.rules import Compare, c, everyone
from regulars.scheme import Class, Parameter, Scheme
from regulars.schemes.explained import explained
from regulars.words import Words

OUTSIDE = Class(
    "outside",
    Words("Ngoài chân dung", "Outside the portrait"),
    everyone,
    Words(
        "Chưa mua và không giống khách mà tiệm tìm; đứng riêng ngoài sáu bậc.",
        "No purchase, and unlike the buyers the shop looks for; shown apart from the six.",
    ),
    Words("Không phải khách của tiệm, không cần theo đuổi.", "Not ours to chase."),
    "slight",
    aside=True,
    uneven=Words(
        "Tiệm chưa ghi chân dung khách thì chưa thể nói ai ở ngoài.",
        "Until the shop has written its portrait of a buyer, nobody can be outside it.",
    ),
)
SUSPECT = Class(
    "suspect",
    Words("Người có khả năng mua", "Suspect"),
    everyone,
    Words(
        "Chưa mua, và chưa rõ tiệm có phục vụ được không.",
        "No purchase, and not known whether the shop can serve them.",
    ),
    Words("Xem tiệm có phục vụ được không.", "Check that we can serve them."),
    "r1",
    short=Words("Có khả năng", "Suspect"),
    uneven=Words(
        "Tiệm chỉ ghi tên lúc bán thì ai cũng đã mua; ai đã biết là ở trong tầm phục vụ thì lên Khách hàng mục tiêu.",
        "Where names are taken only at a sale everyone has bought; those known to be within reach are prospects.",
    ),
)
PROSPECT = Class(
    "prospect",
    Words("Khách hàng mục tiêu", "Prospect"),
    everyone,
    Words("Chưa mua, tiệm phục vụ được.", "No purchase yet; the shop can serve them."),
    Words("Một món mở đường với giá khó từ chối.", "A lead product at an irresistible price."),
    "r2",
    short=Words("Mục tiêu", "Prospect"),
    uneven=Words(
        "Cần biết khách ở đâu và tiệm phục vụ tới đâu; chưa biết thì họ còn ở Người có khả năng mua.",
        "It takes their place and the area the shop serves; until both are known they are suspects.",
    ),
)
FIRST_BUY = Class(
    "first_buy",
    Words("Mua lần đầu", "First-time buyer"),
    everyone,
    Words("Đã mua đúng một lần.", "Bought exactly once."),
    Words(
        "Chăm sóc, mời làm thành viên, cho một lý do để mua lần thứ hai.",
        "Care, membership, a reason for the second purchase.",
    ),
    "r3",
    short=Words("Lần đầu", "First"),
)
KEY_ACCOUNT = Class(
    "key_account",
    Words("Khách hàng chủ chốt", "Key account"),
    everyone,
    Words("Mua thường xuyên và chi nhiều nhất tiệm.", "Buy often, and spend the most in the shop."),
    Words("Chăm sóc riêng, có người phụ trách, cùng lớn lên.", "Personal care, an owner, growth."),
    "r6",
    short=Words("Chủ chốt", "Key"),
)
FREQUENT = Class(
    "frequent",
    Words("Mua thường xuyên", "Frequent buyer"),
    everyone,
    Words("Mua thường xuyên, chi chưa vào hàng cao nhất.", "Buy often, without being among the top spenders."),
    Words("Nâng giá trị mỗi đơn.", "Raise the order value."),
    "r5",
    short=Words("Thường xuyên", "Frequent"),
)
REBUY = Class(
    "rebuy",
    Words("Mua lặp lại", "Repeat buyer"),
    everyone,
    Words("Đã mua hơn một lần, chưa thường xuyên.", "Bought more than once, not often yet."),
    Words("Thẻ thành viên và lần mua tiếp theo.", "A membership, the next purchase."),
    "r4",
    short=Words("Lặp lại", "Repeat"),
)

PAGE = explained(
    Words(
        "Khách đã leo đến bậc nào: từ người có khả năng mua, khách hàng mục tiêu, mua lần đầu, mua lặp lại, mua thường xuyên, đến khách "
        "hàng chủ chốt. Càng lên cao càng ít người, mỗi người càng đáng giá. Phía trên phễu là thị trường: có bao nhiêu người giống chân "
        "dung, bao nhiêu người trong số đó tiệm phục vụ được.",
        "How far customers have climbed: from suspect, prospect, first-time buyer and repeat buyer to frequent buyer and key account. The "
        "higher, the fewer people and the more each is worth. Above it all stands the market: how many people match the portrait, and how "
        "many of those the shop can serve.",
    ),
    Words(
        "Người chưa mua được xét theo chân dung và vùng phục vụ. Người đã mua được xét theo số lần mua, ngưỡng mua thường xuyên của tiệm "
        "và thứ hạng chi tiêu trong 365 ngày.",
        "Those who have not bought are judged by the portrait and the area served; buyers by the number of purchases, the shop's own bar "
        "for buying often, and their rank in 365-day spend.",
    ),
    Words(
        "Lần mua đầu chỉ là lần đầu mà dữ liệu biết: nếu nó nằm sát ngày dữ liệu bắt đầu, khách được ghi là có thể đã mua từ trước. Bậc "
        "thang nói khách đã lên đến đâu trong năm qua, không nói ai đang rời; chuyện đó xem ở vòng đời.",
        "The first purchase is the first one on record: close to the start of the data it is marked as may have bought before. The ladder "
        "tells how far they stand by the past year, not who is leaving; for that see the lifecycle.",
    ),
    Words(
        "Tìm bậc hao nhiều nhất: phần trăm bước lên từ bậc dưới thấp nhất ở đâu thì dồn sức ở đó. Mỗi khách chủ chốt cần một người "
        "phụ trách.",
        "Find the rung that loses most: where the smallest share climbs from the one below is where effort pays. Every key account needs "
        "a person in charge.",
    ),
)


def ladder(*, key_from: float = 90) -> Scheme:
    """Six rungs from suspect to key account; those outside the shop's portrait stand apart."""
    not_yet, often = c.purchases == 0, Compare("is_frequent", "=", True)
    return Scheme(
        id="ladder",
        name=Words("6 cấp độ khách hàng", "The customer ladder"),
        question=Words("Khách đã leo đến bậc nào?", "How far have they climbed?"),
        classes=(
            OUTSIDE.when(not_yet & Compare("fits_persona", "=", False)),
            SUSPECT.when(not_yet & ~Compare("serviceable", "=", True)),
            PROSPECT.when(not_yet),
            FIRST_BUY.when(c.purchases == 1),
            KEY_ACCOUNT.when(often & (c.spend_365d_pct >= key_from)),
            FREQUENT.when(often),
            REBUY,
        ),
        better=(("suspect", "prospect", "first_buy", "rebuy", "frequent", "key_account"),),
        page=PAGE,
        parameters={"key_from": Parameter(key_from, Words("chủ chốt: chi tiêu cao hơn (%)", "key account: spend above (%)"), 0, 100)},
        leads=True,
    )


SCHEME = ladder()
