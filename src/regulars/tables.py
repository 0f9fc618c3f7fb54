"""The canonical tables: their columns, types, keys and meaning. Ids are text, money is integer minor units, times are UTC."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.words import Words


@dataclass(frozen=True)
class Column:
    """One column: its Ibis type (lower-case name) and what it means; null always means *not known*."""

    name: str
    type: str
    meaning: Words


@dataclass(frozen=True)
class Table:
    """One canonical table: one row per `key`, as last said."""

    name: str
    key: tuple[str, ...]
    meaning: Words
    columns: tuple[Column, ...]

    def schema(self) -> dict[str, str]:
        """Column name to Ibis type, with the columns every table carries at the end."""
        return {column.name: column.type for column in (*self.columns, *EVERY_TABLE)}


def _column(name: str, type: str, vi: str, en: str) -> Column:
    return Column(name, type, Words(vi, en))


EVERY_TABLE = (
    _column("batch_id", "int64", "lần nhập đã mang dòng này vào", "the import that brought this row"),
    _column("recorded_at", "timestamp", "lúc điều này được ghi nhận (UTC)", "when this was recorded (UTC)"),
    _column(
        "replaced_at",
        "timestamp",
        "lúc bị thay bằng dòng khác; trống là đang có hiệu lực",
        "when another row replaced it; null while in force",
    ),
)

_TABLES = (
    Table(
        "customers",
        ("customer_id",),
        Words("Khách hàng, mỗi khách một dòng", "Customers, one row each"),
        (
            _column("customer_id", "string", "mã khách", "the customer's id"),
            _column("name", "string", "họ tên", "full name"),
            _column("email", "string", "e-mail, chữ thường", "e-mail, lower case"),
            _column("phone", "string", "số điện thoại dạng +84…", "phone in E.164 form"),
            _column("birth_date", "date", "ngày sinh", "date of birth"),
            _column("birth_year", "int32", "năm sinh, khi không rõ ngày", "year of birth where the day is not known"),
            _column("age_min", "int32", "tuổi thấp nhất của nhóm tuổi đã khai", "lower end of a stated age band"),
            _column("age_max", "int32", "tuổi cao nhất của nhóm tuổi đã khai", "upper end of a stated age band"),
            _column("gender", "string", "giới tính: female, male, other", "gender: female, male, other"),
            _column("address", "string", "địa chỉ như đã ghi", "address as written"),
            _column("ward", "string", "phường, xã", "ward"),
            _column("district", "string", "quận, huyện", "district"),
            _column("province", "string", "tỉnh, thành phố (tên ngắn, 34 đơn vị từ 2025)", "province (short name; Vietnam's 34 of 2025)"),
            _column("country", "string", "nước", "country"),
            _column("latitude", "float64", "vĩ độ", "latitude in degrees"),
            _column("longitude", "float64", "kinh độ", "longitude in degrees"),
            _column("job_title", "string", "nghề nghiệp, chức danh", "job title"),
            _column("company", "string", "nơi làm việc", "company"),
            _column("source", "string", "đến từ đâu", "where they came from"),
            _column("created_at", "timestamp", "lúc tiệm biết khách (UTC)", "when the shop first knew them (UTC)"),
            _column("attributes", "string", "thông tin khác, dạng JSON", "anything else, as a JSON object"),
        ),
    ),
    Table(
        "stores",
        ("store_id",),
        Words("Cửa hàng", "Stores"),
        (
            _column("store_id", "string", "mã cửa hàng", "the store's id"),
            _column("name", "string", "tên", "name"),
            _column("latitude", "float64", "vĩ độ", "latitude in degrees"),
            _column("longitude", "float64", "kinh độ", "longitude in degrees"),
            _column("radius_km", "float64", "bán kính phục vụ, km", "service radius in km"),
            _column("served_provinces", "string", "các tỉnh phục vụ, dạng JSON", "provinces served, as a JSON list"),
        ),
    ),
    Table(
        "products",
        ("product_id",),
        Words("Sản phẩm", "Products"),
        (
            _column("product_id", "string", "mã hàng", "the product's id"),
            _column("name", "string", "tên hàng", "name"),
            _column("category_1", "string", "nhóm hàng cấp 1", "category, level 1"),
            _column("category_2", "string", "nhóm hàng cấp 2", "category, level 2"),
            _column("category_3", "string", "nhóm hàng cấp 3", "category, level 3"),
            _column("list_price", "int64", "giá niêm yết", "list price"),
            _column("unit_cost", "int64", "giá vốn", "unit cost"),
        ),
    ),
    Table(
        "orders",
        ("order_id",),
        Words("Đơn hàng, mỗi chứng từ một dòng", "Orders, one row per document"),
        (
            _column("order_id", "string", "mã đơn", "the order's id"),
            _column("customer_id", "string", "mã khách; trống là người mua không rõ", "the buyer; null where not known"),
            _column("ordered_at", "timestamp", "lúc đặt (UTC)", "when ordered (UTC)"),
            _column("ordered_on", "date", "ngày đặt theo giờ của tiệm", "the shop's day of `ordered_at`"),
            _column("status", "string", "completed hoặc cancelled; trống là không ghi", "completed or cancelled; null where not stated"),
            _column("cancelled_at", "timestamp", "lúc huỷ (UTC)", "when cancelled (UTC)"),
            _column("cancelled_on", "date", "ngày huỷ theo giờ của tiệm", "the shop's day of `cancelled_at`"),
            _column("channel", "string", "kênh bán", "sales channel"),
            _column("store_id", "string", "mã cửa hàng", "the store's id"),
            _column(
                "coupon_code", "string", "mã giảm giá; chuỗi rỗng là biết chắc không có", "coupon; an empty text means known to have none"
            ),
            _column("currency", "string", "tiền tệ ghi trên đơn", "currency the order was written in"),
            _column("source", "string", "nguồn dữ liệu", "the source it came from"),
        ),
    ),
    Table(
        "order_lines",
        ("order_id", "line_no"),
        Words("Dòng hàng của đơn", "Lines of orders"),
        (
            _column("order_id", "string", "mã đơn", "the order's id"),
            _column("line_no", "int64", "số thứ tự trong đơn", "number within the order"),
            _column("product_id", "string", "mã hàng", "the product's id"),
            _column("quantity", "float64", "số lượng; âm là trả lại", "quantity; below zero for a return"),
            _column(
                "list_amount",
                "int64",
                "thành tiền trước giảm giá; trống khi tệp chỉ có tổng tiền của đơn",
                "amount before discount; null where the file has one amount per order",
            ),
            _column("discount", "int64", "tiền giảm; trống là không rõ", "discount; null where not known"),
            _column("net_amount", "int64", "tiền thật trả", "amount actually paid"),
            _column("returned_amount", "int64", "tiền đã trả lại cho khách", "amount given back for returns"),
            _column("returned_at", "timestamp", "lúc trả (UTC)", "when returned (UTC)"),
            _column("returned_on", "date", "ngày trả theo giờ của tiệm", "the shop's day of `returned_at`"),
        ),
    ),
    Table(
        "events",
        ("event_id",),
        Words("Lượt xem, giỏ hàng và việc khác trên web, ứng dụng", "Visits, carts and other web or app events"),
        (
            _column("event_id", "string", "mã", "id"),
            _column("occurred_at", "timestamp", "lúc xảy ra (UTC)", "when it happened (UTC)"),
            _column("visitor_id", "string", "mã khách ghé", "visitor"),
            _column("customer_id", "string", "mã khách", "customer"),
            _column("session_id", "string", "mã phiên", "session"),
            _column("kind", "string", "view, search, cart, purchase…", "view, search, cart, purchase…"),
            _column("product_id", "string", "mã hàng", "product"),
            _column("channel", "string", "kênh", "channel"),
            _column("value", "string", "chi tiết", "detail"),
        ),
    ),
    Table(
        "contacts",
        ("contact_id",),
        Words("Trao đổi, khiếu nại, đánh giá", "Conversations, complaints, reviews"),
        (
            _column("contact_id", "string", "mã", "id"),
            _column("customer_id", "string", "mã khách", "customer"),
            _column("occurred_at", "timestamp", "lúc xảy ra (UTC)", "when it happened (UTC)"),
            _column("channel", "string", "kênh", "channel"),
            _column("kind", "string", "complaint, review, message…", "complaint, review, message…"),
            _column("text", "string", "nội dung", "text"),
            _column("rating", "float64", "điểm 1–5", "rating, 1–5"),
            _column("status", "string", "tình trạng", "status"),
            _column("resolved_at", "timestamp", "lúc giải quyết xong (UTC)", "when resolved (UTC)"),
        ),
    ),
    Table(
        "answers",
        ("survey", "question", "customer_id", "occurred_at"),
        Words("Câu trả lời khảo sát", "Survey answers"),
        (
            _column("survey", "string", "khảo sát", "survey"),
            _column("question", "string", "câu hỏi", "question"),
            _column("customer_id", "string", "mã khách", "customer"),
            _column("occurred_at", "timestamp", "lúc trả lời (UTC)", "when answered (UTC)"),
            _column("score", "float64", "điểm", "score"),
            _column("text", "string", "lời", "text"),
        ),
    ),
    Table(
        "referrals",
        ("referrer_id", "referred_id"),
        Words("Ai giới thiệu ai", "Who brought whom"),
        (
            _column("referrer_id", "string", "người giới thiệu", "who referred"),
            _column("referred_id", "string", "người được giới thiệu", "who was referred"),
            _column("occurred_at", "timestamp", "lúc giới thiệu (UTC)", "when (UTC)"),
        ),
    ),
    Table(
        "rates",
        ("currency", "day"),
        Words("Tỷ giá theo ngày", "Dated exchange rates"),
        (
            _column("currency", "string", "tiền tệ (ISO 4217)", "currency (ISO 4217)"),
            _column("day", "date", "từ ngày", "valid from this day"),
            _column("rate", "float64", "một đơn vị bằng bao nhiêu tiền của tiệm", "how much of the shop's currency one unit is"),
        ),
    ),
    Table(
        "costs",
        ("product_id", "valid_from"),
        Words("Giá vốn theo thời gian", "Unit costs over time"),
        (
            _column("product_id", "string", "mã hàng", "product"),
            _column("valid_from", "date", "từ ngày", "valid from this day"),
            _column("unit_cost", "int64", "giá vốn", "unit cost"),
        ),
    ),
    Table(
        "consents",
        ("customer_id", "purpose", "channel", "occurred_at"),
        Words("Sự đồng ý của khách", "Consents"),
        (
            _column("customer_id", "string", "mã khách", "customer"),
            _column("purpose", "string", "mục đích", "purpose"),
            _column("channel", "string", "email, sms, zalo, ads", "email, sms, zalo, ads"),
            _column("granted", "boolean", "đồng ý hay không", "yes or no"),
            _column("frequency", "string", "tần suất đã hứa", "frequency promised"),
            _column("occurred_at", "timestamp", "lúc nói (UTC)", "when said (UTC)"),
            _column("evidence", "string", "bằng chứng", "evidence"),
        ),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _TABLES}
