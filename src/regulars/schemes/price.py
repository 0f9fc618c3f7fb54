"""Price sensitivity: do they buy without a deal?"""

from __future__ import annotations

from regulars.rules import c, everyone
from regulars.scheme import Class, Parameter, Scheme
from regulars.schemes.explained import NOT_YET, explained
from regulars.words import Words

UNKNOWN = Class(
    "unknown",
    Words("Chưa rõ", "Not yet known"),
    everyone,
    Words("Không biết đơn nào của khách có ưu đãi.", "Not known which of their orders were on a deal."),
    Words("Nhập tệp có mã giảm giá hoặc giá niêm yết.", "Import a file with coupons or list prices."),
    "slight",
    uneven=Words(
        "Tệp đơn có mã giảm giá hoặc giá niêm yết thì không ai ở đây; thiếu cả hai thì ai cũng ở đây.",
        "Files with coupons or list prices leave nobody here; without either everyone is here.",
    ),
)
DEAL_SEEKER = Class(
    "deal_seeker",
    Words("Săn ưu đãi", "Deal seeker"),
    everyone,
    Words("Hầu như chỉ mua khi có ưu đãi.", "Buy almost only on a deal."),
    Words("Báo khi xả hàng; đừng giảm thêm cho món đang bán chạy.", "Tell them of clearances; no further discounts on what sells anyway."),
    "r2",
    uneven=Words(
        "Ở tiệm mà đơn nào cũng có mã giảm giá, gần như ai cũng thành săn giá: lúc ấy giá giảm mới là giá thật.",
        "Where every order bears a voucher nearly everyone counts as a deal seeker: the discount has become the price.",
    ),
)
MIXED = Class(
    "mixed",
    Words("Lúc có lúc không", "Mixed"),
    everyone,
    Words("Có lúc mua ưu đãi, có lúc mua đúng giá.", "On a deal at times, at full price at others."),
    Words("Ưu đãi theo món kèm hoặc theo bộ, thay vì giảm thẳng.", "Bundles and extras rather than plain discounts."),
    "r4",
    uneven=Words(
        "Ở tiệm lúc nào cũng giảm giá, hoặc không bao giờ giảm, hầu như không ai ở giữa.",
        "Where there is always a discount, or never one, hardly anyone is in between.",
    ),
)
FULL_PRICE = Class(
    "full_price",
    Words("Mua đúng giá", "Full price"),
    everyone,
    Words("Mua không cần ưu đãi.", "Buy without a deal."),
    Words("Đừng gửi mã giảm giá; nói về hàng mới và chất lượng.", "Send no coupons; speak of what is new and good."),
    "r6",
    uneven=Words(
        "Ở tiệm lúc nào cũng giảm giá, hầu như không ai trả đủ giá.",
        "Where there is always a discount hardly anyone pays the full price.",
    ),
)

PAGE = explained(
    Words(
        "Khách có mua khi không có ưu đãi không. Mỗi mã giảm giá gửi cho người vẫn mua đúng giá là tiền cho đi.",
        "Whether customers buy without a deal. Every coupon sent to one who pays full price is money given away.",
    ),
    Words(
        "Theo tỷ lệ đơn có ưu đãi: đơn dùng mã giảm giá, hoặc giảm sâu hơn hẳn mức giảm thường của chính các mặt hàng đó trong 90 ngày "
        "trước. Tiệm lúc nào cũng giảm giá thì mức giảm thường ngày không tính là ưu đãi.",
        "By the share of orders on a deal: with a coupon, or clearly deeper than these products' usual discount over the 90 days before. "
        "In a shop with constant discounts the everyday discount is not a deal.",
    ),
    Words(
        "Cần cột mã giảm giá hoặc giá niêm yết. Người mới mua một lần thì tỷ lệ này chưa nói được nhiều.",
        "Needs a coupon or list price column. After a single purchase the share says little.",
    ),
    Words(
        "Bỏ người mua đúng giá ra khỏi danh sách gửi mã. Dùng ưu đãi để mở đường cho người chưa mua, không phải để giữ khách quen.",
        "Take full-price buyers off the coupon list. Use deals to win the first purchase, not to keep regulars.",
    ),
)


def price(*, deals_from: float = 0.8, mixed_from: float = 0.2) -> Scheme:
    """Deal seeker, mixed and full price, by the share of orders on promotion."""
    return Scheme(
        id="price",
        name=Words("Độ nhạy giá", "Price sensitivity"),
        question=Words("Không có ưu đãi, khách có mua không?", "Do they buy without a deal?"),
        classes=(
            NOT_YET.when(c.purchases == 0),
            UNKNOWN.when(c.promo_order_share.missing()),
            DEAL_SEEKER.when(c.promo_order_share >= deals_from),
            MIXED.when(c.promo_order_share >= mixed_from),
            FULL_PRICE,
        ),
        better=(),
        page=PAGE,
        parameters={
            "deals_from": Parameter(deals_from, Words("săn ưu đãi: tỷ lệ đơn từ", "deal seeker: share of orders from"), 0, 1),
            "mixed_from": Parameter(mixed_from, Words("lúc có lúc không: tỷ lệ đơn từ", "mixed: share of orders from"), 0, 1),
        },
        needs=("promo_order_share",),
        waiting=Words(
            "Cần cột mã giảm giá, tiền giảm hoặc giá niêm yết trong tệp đơn hàng.",
            "Needs a coupon, discount or list price column in the orders file.",
        ),
    )


SCHEME = price()
