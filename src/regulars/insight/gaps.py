"""What does the data lack, what does that hide, and how can it be had?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from regulars.insight.readiness import known_counts
from regulars.insight.revenue import Year
from regulars.insight.spoken import days, people, ratio, share
from regulars.words import Words, day

ENOUGH = 0.95  # known of so many is not called a gap
LONG_HISTORY = 730  # days; two full years show a season twice


@dataclass(frozen=True)
class Kind:
    """A kind of knowledge: known of a customer when any of `features` is; what its lack hides and how to get it.

    `bought`: it comes with purchases, and so can be known of buyers only.
    """

    features: tuple[str, ...]
    name: Words
    hides: Words
    todo: Words
    bought: bool = False


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: what, how much of it, what that hides, what to do about it."""

    name: Words
    seen: Words
    hides: Words
    todo: Words


KINDS = (
    Kind(
        ("promo_order_share",),
        Words("Mã giảm giá và giá trước khi giảm", "Coupons and prices before discount"),
        Words("Không biết ai hầu như chỉ mua khi có ưu đãi.", "Who buys almost only on deals cannot be seen."),
        Words("Xuất đơn kèm cột mã giảm giá, hoặc cột giá niêm yết.", "Export orders with a coupon column, or with list prices."),
        bought=True,
    ),
    Kind(
        ("margin_365d",),
        Words("Giá vốn", "Unit costs"),
        Words(
            "Doanh thu chưa phải là lãi: khách chi nhiều vẫn có thể mua toàn hàng lãi mỏng.",
            "Revenue is not profit: a big spender may buy only what earns little.",
        ),
        Words("Thêm cột giá vốn vào danh mục hàng.", "Add a cost column to the product list."),
        bought=True,
    ),
    Kind(
        ("top_category", "categories"),
        Words("Nhóm hàng", "Product categories"),
        Words("Không thấy khách đến vì món gì.", "What customers come for cannot be seen."),
        Words("Nhập danh mục hàng có nhóm hàng.", "Import the product list with its categories."),
        bought=True,
    ),
    Kind(
        ("province", "distance_km"),
        Words("Địa chỉ", "Addresses"),
        Words("Chưa chia được theo khu vực, cũng chưa biết ai ở trong tầm giao.", "No regions, and no telling who lives within reach."),
        Words(
            "Hỏi tỉnh, thành khi giao hàng, rồi nhập danh sách khách.", "Ask for the province at delivery, then import the customer list."
        ),
    ),
    Kind(
        ("age", "age_min", "age_max"),
        Words("Ngày sinh hoặc tuổi", "Birth dates or ages"),
        Words(
            "Chưa chia được theo độ tuổi, và chưa tách được trẻ em khỏi danh sách nhắn tin.",
            "No age groups, and children cannot be kept out of a mailing.",
        ),
        Words("Hỏi năm sinh khi mời làm thành viên.", "Ask for the year of birth when they join."),
    ),
    Kind(
        ("gender",),
        Words("Giới tính", "Gender"),
        Words("Không so được nam và nữ mua khác nhau thế nào.", "How men and women buy cannot be compared."),
        Words("Chỉ hỏi khi thật cần; để trống vẫn phân loại được.", "Ask only where it matters; the classes do without it."),
    ),
    Kind(
        ("nps", "satisfaction"),
        Words("Câu trả lời khảo sát", "Survey answers"),
        Words("Chỉ biết khách làm gì, không biết khách nghĩ gì.", "What customers do is known, not what they think."),
        Words("Gửi một câu hỏi sau khi giao hàng.", "Send one question after delivery."),
    ),
    Kind(
        ("open_complaints", "complaints_180d"),
        Words("Khiếu nại", "Complaints"),
        Words("Khách không hài lòng chỉ lộ ra khi đã thôi mua.", "An unhappy customer shows only once they have stopped buying."),
        Words("Nhập sổ khiếu nại, hoặc lịch sử trò chuyện.", "Import the complaints book or the chat history."),
    ),
    Kind(
        ("reviews_365d",),
        Words("Đánh giá công khai", "Public reviews"),
        Words(
            "Không biết ai đang nói tốt hay nói xấu tiệm với người khác.", "Who speaks well or ill of the shop to others cannot be seen."
        ),
        Words("Nhập đánh giá từ sàn, Google hoặc Facebook, kèm mã đơn.", "Import reviews from marketplaces or Google with the order id."),
    ),
    Kind(
        ("referrals_365d",),
        Words("Khách giới thiệu khách", "Referrals"),
        Words("Không biết ai mang khách mới về, nên không cảm ơn được.", "Who brings new buyers is not known, and nobody can be thanked."),
        Words("Hỏi khách mới: ai giới thiệu; hoặc phát mã giới thiệu.", "Ask new buyers who sent them, or hand out referral codes."),
    ),
    Kind(
        ("visits_90d",),
        Words("Lượt ghé web, ứng dụng", "Visits to the web or app"),
        Words("Không thấy ai đang phân vân trước khi mua.", "Who hesitates before buying cannot be seen."),
        Words("Gắn mã theo dõi của tiệm vào web, sau khi khách đồng ý.", "Put the shop's own tag on the web site, with consent."),
    ),
    Kind(
        ("stated_decision", "stated_need"),
        Words("Lời khách tự nói khi mua", "What customers say of their buying"),
        Words(
            "Không biết khách đến vì nhu cầu gì ngoài những món tiệm đang bán.",
            "What they need beyond what the shop already sells is not known.",
        ),
        Words("Hỏi một câu khi thanh toán: mua để làm gì.", "Ask one question at the till: what is it for."),
    ),
    Kind(
        ("email_allowed", "sms_allowed", "zalo_allowed", "ads_allowed"),
        Words("Sự đồng ý nhận tin", "Consent to be contacted"),
        Words("Chưa được nhắn cho ai: chưa biết ai đồng ý.", "Nobody may be written to: nobody is known to have agreed."),
        Words("Hỏi khi mua hàng, ghi lại ngày và kênh.", "Ask at the till and note the day and the channel."),
    ),
)


@dataclass(frozen=True)
class Holdings:
    """What is known: `customers` in all and `buyers` among them, of how many each feature is known, and how many may have bought earlier."""

    customers: int
    buyers: int
    known: Mapping[str, int]
    unsure: int


COLUMNS = {"missing": "string", "seen": "string", "hides": "string", "todo": "string"}
FEATURES = tuple(dict.fromkeys(name for kind in KINDS for name in kind.features))


def holdings(profile: Table, features: Iterable[str] = ()) -> Holdings:
    """Count in one pass over the profile what is known, of the features of `KINDS` and those asked for."""
    known = known_counts(profile, ("customer_id", "days_since_last", *FEATURES, *features))
    unsure = profile.agg(unsure=(profile.first_is_first == ibis.literal(False)).sum()).to_pyarrow().to_pylist()[0]["unsure"]
    return Holdings(known["customer_id"], known["days_since_last"], known, int(unsure or 0))


def gaps(held: Holdings, year: Year, as_of: dt.date, first_day: dt.date) -> list[Gap]:
    """Everything missing, the weightiest first: unknown buyers, short history, then each kind of knowledge not known of 95 % of customers."""
    return [*_unknown_buyers(year), *_short_history(held.unsure, as_of, first_day), *_kinds(held)]


def sentence(found: list[Gap]) -> Words:
    """The weightiest gap and what it hides."""
    if not found:
        return Words("Không thiếu điều gì mà các nhóm cần đến.", "Nothing that the classes need is missing.")
    return Words("{name}: {hides}", "{name}: {hides}").filled(name=found[0].name, hides=found[0].hides)


def table(found: list[Gap], lang: str) -> list[dict[str, object]]:
    """One row per gap, the weightiest first (`COLUMNS`)."""
    return [{"missing": g.name.of(lang), "seen": g.seen.of(lang), "hides": g.hides.of(lang), "todo": g.todo.of(lang)} for g in found]


def _unknown_buyers(year: Year) -> Iterable[Gap]:
    part = year.unknown_share
    if not part or part <= 0:
        return
    yield Gap(
        Words("Tên người mua", "Who the buyer was"),
        Words("{share} doanh thu 365 ngày không rõ của ai.", "{share} of revenue in 365 days is nobody's in particular.").filled(
            share=share(part, 1)
        ),
        Words(
            "Có khách quen bị tính thiếu lần mua, hoặc không có tên trong báo cáo này.",
            "Some regulars are missing purchases, or are missing altogether.",
        ),
        Words("Hỏi số điện thoại khi tính tiền.", "Ask for a phone number at the till."),
    )


def _short_history(unsure: int, as_of: dt.date, first_day: dt.date) -> Iterable[Gap]:
    length = (as_of - first_day).days + 1
    if length >= LONG_HISTORY:
        return
    seen = Words("Mới có {length}, từ {vi}.", "Only {length}, from {en}.")
    filled = seen.filled(length=days(length), vi=day(first_day, "vi"), en=day(first_day, "en"))
    may = Words(" {people} có thể đã mua từ trước đó.", " {people} may have bought before that.").filled(people=people(unsure))
    yield Gap(
        Words("Đơn hàng cũ", "Older orders"),
        Words(filled.vi + may.vi, filled.en + may.en) if unsure else filled,
        Words(
            "Chưa so được với năm trước; “mua lần đầu” có thể không phải lần đầu.",
            "There is no year to compare with, and a first purchase may not be the first.",
        ),
        Words("Xuất thêm đơn của các năm trước.", "Export the orders of earlier years too."),
    )


def _kinds(held: Holdings) -> Iterable[Gap]:
    for kind in KINDS:
        known, whole = max(held.known[name] for name in kind.features), held.buyers if kind.bought else held.customers
        if whole and known / whole < ENOUGH:
            yield Gap(kind.name, _seen(known, whole), _of_the_others(kind.hides) if known else kind.hides, kind.todo)


def _of_the_others(hides: Words) -> Words:
    return Words(f"Với những khách còn lại: {hides.vi[0].lower()}{hides.vi[1:]}", f"For the others: {hides.en[0].lower()}{hides.en[1:]}")


def _seen(known: int, whole: int) -> Words:
    if not known:
        return Words("Chưa có của khách nào.", "Known of nobody.")
    part = share(ratio(known, whole), of=whole)
    return Words("Mới có của {people} ({share}).", "Known of {people} ({share}).").filled(people=people(known), share=part)
