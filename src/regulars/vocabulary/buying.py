"""What customers bought: the families orders, rhythm, spend and price."""

from __future__ import annotations

from functools import partial

from regulars.vocabulary.value import Feature, define

NOT_A_BUYER = ("chưa mua lần nào", "has not bought yet")
SILENCE_UNKNOWN = ("tiệm có chưa đến 20 quãng im lặng để so", "the shop has fewer than 20 silences to compare with")

_orders = partial(define, "orders")
_rhythm = partial(define, "rhythm")
_spend = partial(define, "spend")
_price = partial(define, "price")

ORDERS: tuple[Feature, ...] = (
    _orders(
        "orders",
        "count",
        "still",
        ("số đơn", "orders"),
        ("đã đặt {value} đơn", "{value} orders"),
        one="{value} order",
        meaning=("số đơn được tính (không huỷ, không trả hết)", "completed orders: not cancelled, not wholly returned"),
        phrases={"= 0": ("chưa có đơn nào", "no order yet")},
    ),
    _orders(
        "purchases",
        "count",
        "still",
        ("số lần mua", "purchases"),
        ("đã mua {value} lần", "{value} purchases"),
        one="{value} purchase",
        meaning=("số ngày có ít nhất một đơn được tính", "distinct days with at least one order that counts"),
        phrases={"= 0": ("chưa mua lần nào", "no purchase yet")},
    ),
    _orders(
        "purchases_365d",
        "count",
        "steps",
        ("số lần mua trong 365 ngày", "purchases in 365 days"),
        ("đã mua {value} lần trong 365 ngày", "{value} purchases in 365 days"),
        one="{value} purchase in 365 days",
        meaning=("số ngày có đơn trong 365 ngày gần nhất", "days with an order in the last 365 days"),
        phrases={"= 0": ("không mua lần nào trong 365 ngày", "no purchase in 365 days")},
    ),
    _orders(
        "purchases_90d",
        "count",
        "steps",
        ("số lần mua trong 90 ngày", "purchases in 90 days"),
        ("đã mua {value} lần trong 90 ngày", "{value} purchases in 90 days"),
        one="{value} purchase in 90 days",
        meaning=("số ngày có đơn trong 90 ngày gần nhất", "days with an order in the last 90 days"),
        phrases={"= 0": ("không mua lần nào trong 90 ngày", "no purchase in 90 days")},
    ),
    _orders(
        "days_since_first",
        "days",
        "slides",
        ("số ngày từ lần mua đầu", "days since the first purchase"),
        ("mua lần đầu cách đây {value}", "first purchase {value} ago"),
        NOT_A_BUYER,
    ),
    _orders(
        "days_since_last",
        "days",
        "slides",
        ("số ngày từ lần mua cuối", "days since the last purchase"),
        ("mua lần cuối cách đây {value}", "last purchase {value} ago"),
        NOT_A_BUYER,
    ),
    _orders(
        "first_is_first",
        "flag",
        "still",
        ("việc lần mua đầu đã biết có đúng là lần đầu", "the first known purchase being the first"),
        ("lần mua đầu đã biết đúng là lần đầu: {value}", "the first known purchase is the first: {value}"),
        NOT_A_BUYER,
        meaning=(
            "không đúng khi lần mua đầu đã biết nằm quá gần ngày dữ liệu của tiệm bắt đầu: khách có thể đã mua từ trước",
            "false where the first known purchase lies too near the start of the shop's history: they may have bought before",
        ),
        phrases={
            "= true": ("lần mua đầu đã biết đúng là lần đầu", "the first known purchase is the first"),
            "= false": ("có thể đã mua từ trước khi có dữ liệu", "may have bought before the data begin"),
        },
    ),
)

RHYTHM: tuple[Feature, ...] = (
    _rhythm(
        "gap_days",
        "number",
        "still",
        ("số ngày thường có giữa hai lần mua", "usual days between purchases"),
        ("thường {value} ngày mua một lần", "usually {value} days between purchases"),
        NOT_A_BUYER,
        domain=(0, None),
        one="usually {value} day between purchases",
        meaning=(
            "số ngày thường có giữa hai lần mua, kéo về nhịp chung của tiệm khi khách mới mua ít lần",
            "usual days between purchases, drawn towards the shop's own where few are known",
        ),
    ),
    _rhythm(
        "lateness",
        "ratio",
        "slides",
        ("thời gian im lặng so với nhịp mua thường", "silence in usual gaps"),
        ("đã im lặng {value} lần nhịp mua thường", "silent for {value} times the usual gap"),
        NOT_A_BUYER,
        meaning=("số ngày từ lần mua cuối chia cho nhịp mua thường", "days since the last purchase over the usual gap"),
    ),
    _rhythm(
        "return_chance",
        "share",
        "slides",
        ("cơ hội mua lại trong kỳ mua lại", "chance to return within the return window"),
        (
            "trong những khách cùng nhịp, im lâu như vậy, {value} đã mua lại",
            "of customers with this rhythm and this silence, {value} bought again",
        ),
        SILENCE_UNKNOWN,
        meaning=(
            "trong những khách cùng nhịp của tiệm đã im lâu như vậy, bao nhiêu phần đã mua lại trong kỳ mua lại",
            "of this shop's customers of a similar rhythm, silent as long, the share that bought again within the return window",
        ),
    ),
    _rhythm(
        "chance_left",
        "share",
        "slides",
        ("phần cơ hội mua lại còn lại", "part of the chance to return that is left"),
        ("còn {value} cơ hội mua lại so với ngay sau khi mua", "{value} left of the chance to return right after a purchase"),
        SILENCE_UNKNOWN,
        meaning=(
            "cơ hội mua lại hôm nay so với cơ hội của cùng nhóm ngay sau một lần mua, nhiều nhất là 1",
            "the chance to return over the same group's chance right after a purchase, at most 1",
        ),
    ),
    _rhythm(
        "windows_silent",
        "ratio",
        "slides",
        ("thời gian im lặng tính bằng kỳ mua lại", "silence in return windows"),
        ("đã im lặng {value} kỳ mua lại", "silent for {value} return windows"),
        NOT_A_BUYER,
        one="silent for {value} return window",
        meaning=(
            "số ngày từ lần mua cuối chia cho kỳ mua lại của tiệm (30, 90, 180, 365 hay 730 ngày)",
            "days since the last purchase over the shop's return window (30, 90, 180, 365 or 730 days)",
        ),
    ),
    _rhythm(
        "regularity",
        "share",
        "still",
        ("độ đều của nhịp mua", "regularity of the rhythm"),
        ("nhịp mua đều {value}", "a rhythm {value} regular"),
        ("chưa có đủ 4 quãng giữa các lần mua", "fewer than 4 gaps between purchases"),
        meaning=(
            "1 / (1 + hệ số biến thiên của các quãng giữa hai lần mua): 100 % là đều tuyệt đối",
            "1 / (1 + coefficient of variation of the gaps): 100% is perfectly regular",
        ),
    ),
)

SPEND: tuple[Feature, ...] = (
    _spend("spend", "money", "still", ("tổng chi tiêu", "lifetime spend"), ("đã chi {value}", "{value} spent in all")),
    _spend(
        "spend_365d",
        "money",
        "steps",
        ("chi tiêu 365 ngày", "spend in 365 days"),
        ("đã chi {value} trong 365 ngày", "{value} spent in 365 days"),
    ),
    _spend(
        "spend_90d",
        "money",
        "steps",
        ("chi tiêu 90 ngày", "spend in 90 days"),
        ("đã chi {value} trong 90 ngày", "{value} spent in 90 days"),
    ),
    _spend(
        "spend_prev_90d",
        "money",
        "steps",
        ("chi tiêu 90 ngày trước đó", "spend in the 90 days before those"),
        ("đã chi {value} trong 90 ngày trước đó", "{value} spent in the 90 days before those"),
        meaning=("chi tiêu của 90 ngày liền trước 90 ngày gần nhất", "spend in the 90 days that precede the last 90"),
    ),
    _spend(
        "average_order_value",
        "money",
        "still",
        ("giá trị trung bình một đơn", "average order value"),
        ("trung bình {value} một đơn", "{value} per order on average"),
        NOT_A_BUYER,
    ),
    _spend(
        "return_share",
        "share",
        "still",
        ("tỷ lệ trả hàng", "share of value returned"),
        ("đã trả lại {value} giá trị hàng mua", "{value} of the value bought was returned"),
        NOT_A_BUYER,
        meaning=("giá trị hàng trả chia cho giá trị đã mua trước khi trả", "value returned over value bought before returns"),
    ),
    _spend(
        "margin_365d",
        "money",
        "steps",
        ("lãi gộp 365 ngày", "margin in 365 days"),
        ("mang lại lãi gộp {value} trong 365 ngày", "{value} of margin in 365 days"),
        ("chưa biết giá vốn", "cost of goods unknown"),
        meaning=(
            "chi tiêu 365 ngày trừ giá vốn của hàng vào ngày mua",
            "net spend in 365 days less the cost of goods on the day",
        ),
    ),
)

PRICE: tuple[Feature, ...] = (
    _price(
        "promo_order_share",
        "share",
        "still",
        ("tỷ lệ đơn có ưu đãi", "share of orders on a deal"),
        ("{value} đơn có ưu đãi", "{value} of orders on a deal"),
        ("chưa biết đơn nào có ưu đãi", "not known which orders were on a deal"),
        meaning=(
            "tỷ lệ đơn dùng mã giảm giá, hoặc giảm sâu hơn mức giảm thường của chính các mặt hàng đó ít nhất 10 điểm",
            "share of orders with a coupon, or at least 10 points deeper than these products' usual discount",
        ),
    ),
)

BUYING = (*ORDERS, *RHYTHM, *SPEND, *PRICE)
