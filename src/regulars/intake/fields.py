"""What a column of a file can be: the fields that an import knows, the table each belongs to and the kind of its cells."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.words import Words


@dataclass(frozen=True)
class Field:
    """One thing a column may hold. `kind` is id, text, money, number, time, day or word; `level` says whose fact it is:
    order, line, customer, product, rate, happening (event, contact, answer, referral, consent), store or cost;
    `several` where columns of it are added up or joined."""

    name: str
    level: str
    kind: str
    words: Words
    several: bool = False


def _field(name: str, level: str, kind: str, vi: str, en: str, *, several: bool = False) -> Field:
    return Field(name, level, kind, Words(vi, en), several)


_FIELDS = (
    _field("order_id", "order", "id", "mã đơn", "order id"),
    _field("customer_id", "order", "id", "mã khách", "customer id"),
    _field("ordered_at", "order", "time", "ngày mua", "order date"),
    _field("ordered_time", "order", "text", "giờ mua", "order time"),
    _field("amount", "line", "money", "tiền trả", "amount paid"),
    _field("quantity", "line", "number", "số lượng", "quantity"),
    _field("unit_price", "line", "money", "đơn giá", "unit price"),
    _field("list_price", "line", "money", "giá niêm yết", "list price"),
    _field("list_amount", "line", "money", "thành tiền trước giảm", "amount before discount"),
    _field("discount", "line", "money", "giảm giá", "discount", several=True),
    _field("coupon_code", "order", "text", "mã giảm giá", "coupon code"),
    _field("status", "order", "word", "trạng thái", "status"),
    _field("cancelled_at", "order", "time", "ngày huỷ", "cancelled on"),
    _field("channel", "order", "text", "kênh bán", "channel"),
    _field("store_id", "order", "text", "cửa hàng", "store"),
    _field("currency", "order", "word", "tiền tệ", "currency"),
    _field("returned_amount", "line", "money", "tiền trả lại", "amount returned"),
    _field("returned_at", "line", "time", "ngày trả hàng", "returned on"),
    _field("returned_quantity", "line", "number", "số lượng trả lại", "quantity returned"),
    _field("order_total", "order", "money", "tiền hàng của cả đơn", "total of the order's goods"),
    _field("order_discount", "order", "money", "giảm giá của cả đơn", "discount on the whole order", several=True),
    _field("order_returned", "order", "money", "tiền trả lại của cả đơn", "amount returned of the whole order", several=True),
    _field("return_of", "line", "id", "trả hàng của đơn", "return of order"),
    _field("product_id", "line", "id", "mã hàng", "product id"),
    _field("product_name", "product", "text", "tên hàng", "product name"),
    _field("category_1", "product", "text", "nhóm hàng cấp 1", "category, level 1"),
    _field("category_2", "product", "text", "nhóm hàng cấp 2", "category, level 2"),
    _field("category_3", "product", "text", "nhóm hàng cấp 3", "category, level 3"),
    _field("unit_cost", "product", "money", "giá vốn", "unit cost"),
    _field("name", "customer", "text", "tên khách", "customer's name"),
    _field("first_name", "customer", "text", "tên", "first name"),
    _field("last_name", "customer", "text", "họ", "last name"),
    _field("email", "customer", "text", "e-mail", "e-mail"),
    _field("phone", "customer", "text", "điện thoại", "phone"),
    _field("birth_date", "customer", "day", "ngày sinh", "date of birth"),
    _field("birth_year", "customer", "number", "năm sinh", "year of birth"),
    _field("age", "customer", "text", "tuổi, nhóm tuổi", "age or age band"),
    _field("gender", "customer", "word", "giới tính", "gender"),
    _field("address", "customer", "text", "địa chỉ", "address"),
    _field("ward", "customer", "text", "phường, xã", "ward"),
    _field("district", "customer", "text", "quận, huyện", "district"),
    _field("province", "customer", "text", "tỉnh, thành", "province"),
    _field("country", "customer", "text", "nước", "country"),
    _field("latitude", "customer", "number", "vĩ độ", "latitude"),
    _field("longitude", "customer", "number", "kinh độ", "longitude"),
    _field("job_title", "customer", "text", "nghề nghiệp", "job title"),
    _field("company", "customer", "text", "công ty", "company"),
    _field("source", "customer", "text", "nguồn khách", "where they came from"),
    _field("created_at", "customer", "time", "ngày tạo khách", "customer since"),
    _field("rate_currency", "rate", "word", "tiền tệ", "currency"),
    _field("rate_day", "rate", "day", "từ ngày", "from day"),
    _field("rate", "rate", "number", "tỷ giá", "rate"),
    _field("occurred_at", "happening", "time", "lúc xảy ra", "time"),
    _field("occurred_time", "happening", "text", "giờ xảy ra", "time of day"),
    _field("event_id", "happening", "id", "mã lượt", "event id"),
    _field("event_kind", "happening", "word", "việc đã làm (xem, giỏ hàng, mua…)", "kind of event (view, cart, purchase…)"),
    _field("visitor_id", "happening", "id", "mã người ghé web", "visitor id"),
    _field("session_id", "happening", "id", "mã phiên", "session id"),
    _field("event_value", "happening", "text", "chi tiết của lượt", "detail of the event"),
    _field("contact_id", "happening", "id", "mã trao đổi", "contact id"),
    _field("contact_kind", "happening", "word", "loại trao đổi (khiếu nại, đánh giá…)", "kind of contact (complaint, review…)"),
    _field("text", "happening", "text", "nội dung", "text"),
    _field("rating", "happening", "word", "điểm đánh giá 1–5", "rating, 1–5"),
    _field("contact_status", "happening", "word", "tình trạng xử lý", "state of the contact"),
    _field("resolved_at", "happening", "time", "lúc giải quyết xong", "resolved on"),
    _field("survey", "happening", "text", "khảo sát", "survey"),
    _field("question", "happening", "word", "câu hỏi", "question"),
    _field("answer", "happening", "word", "câu trả lời", "answer"),
    _field("nps", "happening", "word", "điểm giới thiệu 0–10 (NPS)", "score of recommending, 0–10 (NPS)"),
    _field("satisfaction", "happening", "word", "mức hài lòng 1–5", "satisfaction, 1–5"),
    _field("decision", "happening", "word", "cách quyết định mua", "how they decide to buy"),
    _field("need", "happening", "word", "nhu cầu", "need"),
    _field("referrer_id", "happening", "id", "người giới thiệu", "who referred"),
    _field("referred_id", "happening", "id", "người được giới thiệu", "who was referred"),
    _field("purpose", "happening", "text", "mục đích", "purpose"),
    _field("consent_channel", "happening", "word", "kênh được đồng ý", "channel agreed to"),
    _field("granted", "happening", "word", "đồng ý hay không", "agreed or not"),
    _field("frequency", "happening", "text", "tần suất đã hứa", "frequency promised"),
    _field("evidence", "happening", "text", "bằng chứng", "evidence"),
    _field("email_consent", "happening", "word", "đồng ý nhận e-mail", "agreed to e-mail"),
    _field("sms_consent", "happening", "word", "đồng ý nhận SMS", "agreed to SMS"),
    _field("zalo_consent", "happening", "word", "đồng ý nhận Zalo", "agreed to Zalo"),
    _field("ads_consent", "happening", "word", "đồng ý nhận quảng cáo", "agreed to ads"),
    _field("phone_consent", "happening", "word", "đồng ý nghe điện thoại", "agreed to calls"),
    _field("store_name", "store", "text", "tên cửa hàng", "name of the store"),
    _field("radius_km", "store", "number", "bán kính phục vụ (km)", "service radius (km)"),
    _field("served_provinces", "store", "text", "các tỉnh phục vụ", "provinces served"),
    _field("valid_from", "cost", "day", "từ ngày", "valid from"),
)

FIELDS: dict[str, Field] = {field.name: field for field in _FIELDS}

# Who a row is about; the columns of a survey with a row per respondent; those of a consent list with a row per customer.
WHO = ("customer_id", "phone", "email", "name")
QUESTIONS = ("nps", "satisfaction", "decision", "need")
CONSENTS = {"email_consent": "email", "sms_consent": "sms", "zalo_consent": "zalo", "ads_consent": "ads", "phone_consent": "phone"}
HAPPENINGS = ("events", "contacts", "answers", "referrals", "consents", "stores", "costs")

# Which fields a file of each kind may hold.
OF_TABLE: dict[str, tuple[str, ...]] = {
    "orders": tuple(
        f.name
        for f in _FIELDS
        if f.level in ("order", "line", "product", "customer") and f.name not in ("source", "created_at", "unit_cost")
    ),
    "customers": ("customer_id", *(f.name for f in _FIELDS if f.level == "customer")),
    "products": ("product_id", "list_price", *(f.name for f in _FIELDS if f.level == "product")),
    "rates": tuple(f.name for f in _FIELDS if f.level == "rate"),
    "events": (
        *(
            "event_id",
            "occurred_at",
            "occurred_time",
            "visitor_id",
            "customer_id",
            "session_id",
            "event_kind",
            "product_id",
            "product_name",
        ),
        *("channel", "event_value", "phone", "email"),
    ),
    "contacts": (
        *("contact_id", "occurred_at", "occurred_time", *WHO, "order_id", "channel", "contact_kind", "text", "rating", "contact_status"),
        "resolved_at",
    ),
    "answers": ("occurred_at", "occurred_time", *WHO, "survey", "question", "answer", "text", *QUESTIONS),
    "referrals": ("referrer_id", "referred_id", "occurred_at", "occurred_time"),
    "consents": (
        *("occurred_at", "occurred_time", *WHO, "purpose", "consent_channel", "granted", "frequency", "evidence"),
        *CONSENTS,
    ),
    "stores": ("store_id", "store_name", "latitude", "longitude", "radius_km", "served_provinces"),
    "costs": ("product_id", "valid_from", "unit_cost"),
}

TABLE_WORDS: dict[str, Words] = {
    "orders": Words("đơn hàng", "orders"),
    "customers": Words("khách hàng", "customers"),
    "products": Words("sản phẩm", "products"),
    "rates": Words("tỷ giá", "exchange rates"),
    "events": Words("lượt xem, giỏ hàng trên web và ứng dụng", "web and app events"),
    "contacts": Words("trao đổi, khiếu nại, đánh giá", "contacts, complaints, reviews"),
    "answers": Words("câu trả lời khảo sát", "survey answers"),
    "referrals": Words("lượt giới thiệu", "referrals"),
    "consents": Words("sự đồng ý của khách", "consents"),
    "stores": Words("cửa hàng", "stores"),
    "costs": Words("giá vốn theo ngày", "dated costs"),
}
