"""What the columns of the report's tables are called, of what kind they are, and how a value of each kind is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from regulars.insight import spoken
from regulars.insight.revenue import month_name
from regulars.report.value import Cell, Column, Table, Value
from regulars.words import NBSP, Words, day, money, number, percent

NOTHING = "–"

# key -> (head, kind); a key stands for the same thing in every table.
COLUMNS: dict[str, tuple[Words, str]] = {
    "name": (Words("Nhóm", "Class"), "text"),
    "customers": (Words("Khách", "Customers"), "count"),
    "customers_share": (Words("Phần khách", "Share of customers"), "share"),
    "revenue": (Words("Doanh thu", "Revenue"), "money"),
    "revenue_share": (Words("Phần doanh thu", "Share of revenue"), "share"),
    "orders": (Words("Đơn", "Orders"), "count"),
    "orders_share": (Words("Phần đơn", "Share of orders"), "share"),
    "margin": (Words("Lãi gộp", "Margin"), "money"),
    "margin_share": (Words("Phần lãi gộp", "Share of margin"), "share"),
    "rule": (Words("Khi nào", "When"), "text"),
    "care": (Words("Nên làm", "What to do"), "text"),
    "uneven": (Words("Vì sao rất ít hoặc rất nhiều", "Why so few or so many"), "text"),
    "spend_per_customer": (Words("Chi tiêu mỗi khách, 365 ngày", "Spend per customer, 365 days"), "money"),
    "climbed": (Words("Leo từ bậc dưới", "Climbed from below"), "share"),
    "buyers_percent": (Words("Người mua chi nhiều nhất", "Top buyers"), "percent"),
    "month": (Words("Tháng", "Month"), "month"),
    "unknown_revenue": (Words("Từ người mua không rõ", "From unknown buyers"), "exact"),
    "year_before": (Words("Cùng tháng năm trước", "The same month a year before"), "exact"),
    "change": (Words("Thay đổi", "Change"), "change"),
    "chance_from": (Words("Khả năng từ", "Chance from"), "share"),
    "chance_to": (Words("đến", "to"), "share"),
    "predicted": (Words("Đoán trước", "Foreseen"), "share"),
    "seen": (Words("Đã mua lại", "Bought again"), "share"),
    "recency_score": (Words("Điểm R (mới mua)", "R score (recent)"), "count"),
    "frequency_score": (Words("Điểm F (hay mua)", "F score (often)"), "count"),
    "cohort": (Words("Mua lần đầu trong tháng", "First bought in"), "month"),
    "size": (Words("Khách", "Customers"), "count"),
    "period": (Words("Tháng thứ", "Month no."), "count"),
    "retained": (Words("Còn mua", "Still buying"), "count"),
    "retention": (Words("Giữ được", "Retained"), "share"),
    "category": (Words("Nhóm hàng", "Category"), "text"),
    "buyers": (Words("Người mua", "Buyers"), "count"),
    "spend_per_buyer": (Words("Chi tiêu mỗi người mua", "Spend per buyer"), "money"),
    "premium_share": (Words("Phần thành khách cao cấp", "Became premium"), "share"),
    "first": (Words("Món mua đầu tiên", "First purchase"), "text"),
    "premium": (Words("Khách cao cấp", "Premium customers"), "count"),
    "low": (Words("Thấp nhất (95 %)", "Low (95%)"), "share"),
    "high": (Words("Cao nhất (95 %)", "High (95%)"), "share"),
    "lift": (Words("So với chung", "Against all"), "times"),
    "place": (Words("Tỉnh, thành", "Province"), "text"),
    "region": (Words("Vùng", "Region"), "text"),
    "latitude": (Words("Vĩ độ", "Latitude"), "number"),
    "longitude": (Words("Kinh độ", "Longitude"), "number"),
    "from": (Words("Từ", "From"), "count"),
    "to": (Words("Đến", "To"), "count"),
    "unknown": (Words("Chưa xét được", "Not judged"), "count"),
    "question": (Words("Câu nên hỏi", "Question to ask"), "text"),
    "would_settle": (Words("Sẽ rõ được", "Would settle"), "count"),
}


def table(
    id: str, title: str, rows: Iterable[Mapping[str, object]], keys: Iterable[str], lang: str, **heads: Words | tuple[Words, str]
) -> Table:
    """A tidy table with the columns asked for, in that order; `heads` names a column otherwise than `COLUMNS`, or gives it another kind."""
    wanted = tuple(keys)
    columns = tuple(_column(key, lang, heads.get(key)) for key in wanted)
    return Table(id, title, columns, tuple(tuple(_plain(row.get(key)) for key in wanted) for row in rows))


def _column(key: str, lang: str, own: Words | tuple[Words, str] | None) -> Column:
    words, kind = COLUMNS.get(key, (own, "text")) if not isinstance(own, tuple) else own
    head = own if isinstance(own, Words) else words
    if not isinstance(head, Words):
        raise KeyError(key)
    return Column(key, head.of(lang), kind)


def _plain(value: object) -> Value | Cell:
    """A value as a reader may hold it; not a number is not known."""
    if isinstance(value, float) and value != value:
        return None
    return value  # type: ignore[return-value]


def text(cell: Cell, lang: str, currency: str) -> str:
    """A value as people read it; an en dash where it is not known."""
    value = cell.value
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return value
    if isinstance(value, dt.date):
        return month_name(value).of(lang) if cell.kind == "month" else day(value, lang)
    return _number(value, cell.kind, lang, currency)


def _number(value: float, kind: str, lang: str, currency: str) -> str:
    written = {
        "money": lambda: money(spoken.rounded(value, currency), currency, lang),
        "exact": lambda: money(value, currency, lang, exact=True),
        "share": lambda: percent(value, lang, 1),
        "whole_share": lambda: percent(value, lang),
        "change": lambda: ("+" if value > 0 else "") + percent(value, lang, 1),
        "percent": lambda: percent(value / 100, lang),
        "times": lambda: number(value, lang, 0 if value == round(value) else 1) + (f"{NBSP}lần" if lang == "vi" else "×"),
        "people": lambda: number(value, lang, 1) + NBSP + Words("khách", "customers").of(lang),
        "number": lambda: number(value, lang, 2),
    }
    return written.get(kind, lambda: number(value, lang))()
