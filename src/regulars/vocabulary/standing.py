"""Where customers stand, what they buy, and what is to be expected of them: the families standing, basket and outlook."""

from __future__ import annotations

from functools import partial

from regulars.vocabulary.value import Feature, define

UNRANKED = ("chưa mua, hoặc tiệm có chưa đến 20 người mua đang hoạt động", "not a buyer, or fewer than 20 active buyers in the shop")
TOO_FEW = ("chưa đến 20 người mua đang hoạt động, chưa xếp hạng được", "fewer than 20 active buyers: too few to rank")
NO_CATEGORY = ("chưa biết nhóm hàng", "categories unknown")
NOT_FITTED = ("chưa mua, hoặc mô hình dự báo chưa được tính", "not a buyer, or no outlook model fitted yet")

_standing = partial(define, "standing")
_basket = partial(define, "basket")
_outlook = partial(define, "outlook")


def _percentile(
    name: str, words: tuple[str, str], among: tuple[str, str], meaning: tuple[str, str], null: tuple[str, str] = UNRANKED
) -> Feature:
    above = (f"{words[0]} cao hơn {{value}} {among[0]}", f"{words[1]} above {{value}} of {among[1]}")
    below = (f"{words[0]} cao hơn chưa đến {{value}} {among[0]}", f"{words[1]} above fewer than {{value}} of {among[1]}")
    more = (f"{words[0]} cao hơn quá {{value}} {among[0]}", f"{words[1]} above more than {{value}} of {among[1]}")
    most = (f"{words[0]} cao hơn nhiều nhất {{value}} {among[0]}", f"{words[1]} above at most {{value}} of {among[1]}")
    nouns = (f"thứ hạng {words[0]}", f"{words[1]}, percent of {among[1]} behind")
    phrases = {">=": above, "<": below, ">": more, "<=": most}
    return _standing(name, "percentile", "drifts", nouns, above, null, meaning=meaning, phrases=phrases)


def _score(name: str, words: tuple[str, str], highest: int, meaning: tuple[str, str]) -> Feature:
    fact = (f"{words[0]} {{value}}/{highest}", f"{words[1]} {{value}} of {highest}")
    comparison = {
        ">=": (f"{words[0]} từ {{value}} trở lên", f"{words[1]} {{value}} or more"),
        "<=": (f"{words[0]} từ {{value}} trở xuống", f"{words[1]} {{value}} or less"),
        "=": (f"{words[0]} là {{value}}", f"{words[1]} {{value}}"),
        "<": (f"{words[0]} dưới {{value}}", f"{words[1]} under {{value}}"),
        ">": (f"{words[0]} trên {{value}}", f"{words[1]} over {{value}}"),
    }
    return _standing(name, "score", "drifts", words, fact, UNRANKED, meaning=meaning, domain=(1, highest), phrases=comparison)


ACTIVE = ("người mua đang hoạt động", "active buyers")

STANDING_FEATURES: tuple[Feature, ...] = (
    _percentile(
        "spend_365d_pct",
        ("chi tiêu 365 ngày", "365-day spend"),
        ACTIVE,
        (
            "phần trăm người mua đang hoạt động (có mua trong 365 ngày) chi ít hơn hẳn; 0 cho người đã ngừng mua",
            "percent of active buyers (a purchase in 365 days) strictly behind in 365-day spend; 0 for inactive buyers",
        ),
    ),
    _percentile(
        "purchases_365d_pct",
        ("số lần mua 365 ngày", "365-day purchases"),
        ACTIVE,
        (
            "phần trăm người mua đang hoạt động mua ít lần hơn hẳn; 0 cho người đã ngừng mua",
            "percent of active buyers strictly behind in 365-day purchases; 0 for inactive buyers",
        ),
    ),
    _percentile(
        "margin_365d_pct",
        ("lãi gộp 365 ngày", "365-day margin"),
        ACTIVE,
        (
            "phần trăm người mua đang hoạt động mang lại lãi gộp ít hơn hẳn; 0 cho người đã ngừng mua; trống khi chưa biết giá vốn",
            "percent of active buyers strictly behind in 365-day margin; 0 for inactive buyers; null where costs are not known",
        ),
        ("chưa biết giá vốn, hoặc chưa xếp hạng được", "cost of goods unknown, or too few to rank"),
    ),
    _percentile(
        "spend_pct",
        ("tổng chi tiêu", "lifetime spend"),
        ("người từng mua", "all buyers"),
        ("phần trăm người từng mua có tổng chi tiêu ít hơn hẳn", "percent of all buyers strictly behind in lifetime spend"),
    ),
    _percentile(
        "expected_spend_365d_pct",
        ("chi tiêu dự kiến 365 ngày tới", "expected spend of the next 365 days"),
        ACTIVE,
        (
            "phần trăm người mua đang hoạt động có chi tiêu dự kiến ít hơn hẳn",
            "percent of active buyers strictly behind in expected spend of the next 365 days",
        ),
        ("mô hình dự báo chưa được tính, hoặc quá ít người mua để xếp hạng", "no outlook model fitted yet, or too few buyers to rank"),
    ),
    _score(
        "recency_score",
        ("điểm gần đây (R)", "recency score (R)"),
        5,
        ("điểm 1–5 theo lần mua cuối: 5 là mua gần đây nhất", "1–5 by the latest purchase: 5 is the most recent"),
    ),
    _score(
        "frequency_score",
        ("điểm tần suất (F)", "frequency score (F)"),
        5,
        ("điểm 1–5 theo tổng số lần mua", "1–5 by lifetime purchases"),
    ),
    _score("monetary_score", ("điểm chi tiêu (M)", "monetary score (M)"), 5, ("điểm 1–5 theo tổng chi tiêu", "1–5 by lifetime spend")),
    _score(
        "recency_tier",
        ("bậc gần đây (R)", "recency tier (R)"),
        3,
        ("3 là mua trong 180 ngày, 2 trong 365 ngày, 1 là lâu hơn", "3 within 180 days, 2 within 365, else 1"),
    ),
    _score(
        "frequency_tercile",
        ("bậc tần suất (F)", "frequency tier (F)"),
        3,
        ("3 là một phần ba mua nhiều lần nhất từ trước đến nay", "3 is the third with the most lifetime purchases"),
    ),
    _score(
        "monetary_tercile",
        ("bậc chi tiêu (M)", "monetary tier (M)"),
        3,
        ("3 là một phần ba chi nhiều nhất từ trước đến nay", "3 is the third with the most lifetime spend"),
    ),
    _standing(
        "is_frequent",
        "flag",
        "drifts",
        ("mức mua thường xuyên", "buying frequency"),
        ("mua thường xuyên: {value}", "buys often: {value}"),
        TOO_FEW,
        meaning=(
            "số lần mua trong 365 ngày đạt ngưỡng của tiệm: một phần năm cao nhất trong những khách đang quay lại, ít nhất 3 lần",
            "365-day purchases reach the shop's bar: the 80th quantile among active repeaters, at least 3",
        ),
        phrases={
            "= true": ("mua thường xuyên hơn hẳn phần đông khách quay lại", "buys as often as the top fifth of repeat buyers"),
            "= false": ("chưa mua thường xuyên", "does not buy often yet"),
        },
    ),
    _standing(
        "revenue_share_above",
        "share",
        "drifts",
        ("phần doanh thu của người chi nhiều hơn", "share of revenue from bigger buyers"),
        ("{value} doanh thu 365 ngày đến từ người chi nhiều hơn", "{value} of 365-day revenue comes from buyers who spent more"),
        UNRANKED,
        meaning=(
            "phần doanh thu 365 ngày của những người mua chi nhiều hơn hẳn",
            "share of 365-day revenue made by buyers with strictly more",
        ),
    ),
)

BASKET: tuple[Feature, ...] = (
    _basket(
        "lines",
        "count",
        "still",
        ("số dòng hàng đã mua", "order lines"),
        ("đã mua {value} dòng hàng", "{value} lines bought"),
        one="{value} line bought",
        meaning=("số dòng hàng trên các đơn được tính", "lines on the orders that count"),
    ),
    _basket(
        "categories",
        "count",
        "still",
        ("số nhóm hàng đã mua", "categories bought"),
        ("đã mua {value} nhóm hàng", "{value} categories bought"),
        NO_CATEGORY,
        one="{value} category bought",
        meaning=("số nhóm hàng khác nhau đã mua, ở cấp tiệm chọn", "distinct categories bought, at the level the shop chose"),
    ),
    _basket(
        "top_category",
        "text",
        "still",
        ("nhóm hàng mua nhiều nhất", "top category"),
        ("mua nhiều nhất {value}", "mostly buys {value}"),
        ("chưa mua, hoặc chưa biết nhóm hàng", "not a buyer, or categories unknown"),
    ),
    _basket(
        "top_category_share",
        "share",
        "still",
        ("phần chi tiêu cho nhóm hàng mua nhiều nhất", "share of spend in the top category"),
        ("{value} chi tiêu vào một nhóm hàng", "{value} of spend in one category"),
        ("chưa mua, hoặc chưa biết nhóm hàng", "not a buyer, or categories unknown"),
    ),
    _basket(
        "first_category",
        "text",
        "still",
        ("nhóm hàng của lần mua đầu", "category of the first purchase"),
        ("lần đầu mua {value}", "first bought {value}"),
        ("chưa mua, hoặc chưa biết nhóm hàng", "not a buyer, or categories unknown"),
    ),
    _basket(
        "needs_cluster",
        "text",
        "drifts",
        ("nhóm nhu cầu gần nhất", "nearest need cluster"),
        ("giỏ hàng gần nhóm nhu cầu “{value}” nhất", "the basket is nearest to the need cluster “{value}”"),
        ("chưa tìm được nhóm nhu cầu", "no need clusters found yet"),
        meaning=(
            "nhóm khách có cách chia chi tiêu theo nhóm hàng giống nhất",
            "the cluster whose spending by category is most like theirs",
        ),
    ),
    _basket(
        "needs_distance_pct",
        "percentile",
        "drifts",
        ("độ khác thường của giỏ hàng", "how unusual the basket is"),
        ("giỏ hàng khác thường hơn {value} khách", "a basket more unusual than {value} of customers"),
        ("chưa tìm được nhóm nhu cầu", "no need clusters found yet"),
        meaning=(
            "phần trăm khách có giỏ hàng gần tâm nhóm nhu cầu của họ hơn",
            "percent of customers whose basket lies nearer to the middle of its cluster",
        ),
        phrases={">": ("giỏ hàng khác thường hơn trên {value} khách", "a basket more unusual than over {value} of customers")},
    ),
)


def _chance(name: str, vi: str, en: str) -> Feature:
    words = (f"xác suất mua {vi}", f"probability of a purchase {en}")
    fact = (f"trong những khách như vậy, {{value}} mua {vi}", f"of customers like this, {{value}} buy {en}")
    return _outlook(name, "share", "slides", words, fact, NOT_FITTED)


OUTLOOK: tuple[Feature, ...] = (
    _outlook(
        "p_alive",
        "share",
        "slides",
        ("xác suất vẫn còn là khách", "probability of still being a customer"),
        ("trong những khách như vậy, {value} vẫn còn là khách", "of customers like this, {value} are still customers"),
        NOT_FITTED,
    ),
    _chance("p_order_30d", "trong 30 ngày tới", "within 30 days"),
    _chance("p_order_60d", "trong 60 ngày tới", "within 60 days"),
    _chance("p_order_90d", "trong 90 ngày tới", "within 90 days"),
    _chance("p_order_next", "trong kỳ mua lại tới", "within the return window"),
    _outlook(
        "expected_orders_90d",
        "number",
        "slides",
        ("số đơn dự kiến 90 ngày tới", "orders expected in the next 90 days"),
        ("dự kiến {value} đơn trong 90 ngày tới", "{value} orders expected in the next 90 days"),
        NOT_FITTED,
        domain=(0, None),
        one="{value} order expected in the next 90 days",
    ),
    _outlook(
        "expected_orders_365d",
        "number",
        "slides",
        ("số đơn dự kiến 365 ngày tới", "orders expected in the next 365 days"),
        ("dự kiến {value} đơn trong 365 ngày tới", "{value} orders expected in the next 365 days"),
        NOT_FITTED,
        domain=(0, None),
        one="{value} order expected in the next 365 days",
    ),
    _outlook(
        "expected_spend_365d",
        "money",
        "slides",
        ("chi tiêu dự kiến 365 ngày tới", "spend expected in the next 365 days"),
        ("dự kiến chi {value} trong 365 ngày tới", "{value} expected to be spent in the next 365 days"),
        NOT_FITTED,
    ),
    _outlook(
        "next_order_from",
        "days",
        "slides",
        ("sớm nhất thường mua lại sau", "usual earliest return"),
        ("nếu quay lại, một phần tư đã mua sau {value}", "a quarter of those who return do so in {value}"),
        NOT_FITTED,
        meaning=("nếu quay lại, số ngày mà 25 % đã mua", "given that they return, the days by which 25% have"),
    ),
    _outlook(
        "next_order_to",
        "days",
        "slides",
        ("muộn nhất thường mua lại sau", "usual latest return"),
        ("nếu quay lại, ba phần tư đã mua sau {value}", "three quarters of those who return do so in {value}"),
        NOT_FITTED,
        meaning=("nếu quay lại, số ngày mà 75 % đã mua", "given that they return, the days by which 75% have"),
    ),
)

STANDING = (*STANDING_FEATURES, *BASKET, *OUTLOOK)
