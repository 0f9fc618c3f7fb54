"""`regulars insight`: the questions that a shop can be asked, and the answer to one: a sentence and a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.asking import AsOf
from regulars.cli.session import CLASSIFYING, answered, session
from regulars.cli.speech import argument, option, told
from regulars.cli.waiting import progress
from regulars.errors import InputError
from regulars.words import Words, day, money, number, percent

if TYPE_CHECKING:
    from regulars.insight.value import Insight

NAME = "insight"
HELP = told("Hỏi tiệm một câu: câu trả lời và bảng số.", "Ask the shop a question: a sentence and a table.")
LISTED = (Words("Mã", "Id"), Words("Câu hỏi", "Question"), Words("Lựa chọn", "Options"))
NEXT = Words(
    "Trả lời một câu: regulars insight cohorts --with definition=bounded", "One answer: regulars insight cohorts --with definition=bounded"
)
MORE = Words("{shown} trong {total} dòng. Xem thêm: --limit {total}", "{shown} of {total} rows. To see more: --limit {total}")
WROTE = Words("Đã ghi {rows} dòng vào {file}.", "Wrote {rows} rows to {file}.")

# What each column is called, and how its values are written.
SHARE, MONEY, COUNT, PLAIN, LONG = "share", "money", "count", "plain", "long"
HEADS: dict[str, tuple[Words, str]] = {
    "nps": (Words("Điểm NPS", "NPS score"), COUNT),
    "nps_low": (Words("thấp nhất", "at least"), COUNT),
    "nps_high": (Words("cao nhất", "at most"), COUNT),
    "class": (Words("Mã nhóm", "Class id"), PLAIN),
    "name": (Words("Tên", "Name"), PLAIN),
    "colour": (Words("Màu", "Colour"), PLAIN),
    "other_class": (Words("Mã nhóm kia", "Other class id"), PLAIN),
    "other_name": (Words("Nhóm kia", "Other class"), PLAIN),
    "share": (Words("Phần", "Share"), SHARE),
    "customers": (Words("Khách", "Customers"), COUNT),
    "customers_share": (Words("Phần khách", "Of customers"), SHARE),
    "revenue": (Words("Doanh thu", "Revenue"), MONEY),
    "revenue_share": (Words("Phần doanh thu", "Of revenue"), SHARE),
    "orders": (Words("Đơn", "Orders"), COUNT),
    "orders_share": (Words("Phần đơn", "Of orders"), SHARE),
    "margin": (Words("Lợi nhuận", "Margin"), MONEY),
    "margin_share": (Words("Phần lợi nhuận", "Of margin"), SHARE),
    "spend_per_customer": (Words("Chi mỗi khách", "Spend per customer"), MONEY),
    "spend_per_buyer": (Words("Chi mỗi người mua", "Spend per buyer"), MONEY),
    "climbed": (Words("Leo từ bậc dưới", "Climbed from below"), SHARE),
    "buyers_percent": (Words("Người mua, %", "Buyers, %"), COUNT),
    "month": (Words("Tháng", "Month"), PLAIN),
    "unknown_revenue": (Words("Từ người mua không rõ", "From unknown buyers"), MONEY),
    "year_before": (Words("Năm trước", "Year before"), MONEY),
    "chance_from": (Words("Đoán từ", "Foreseen from"), SHARE),
    "chance_to": (Words("đến", "to"), SHARE),
    "predicted": (Words("Đoán trước", "Foreseen"), SHARE),
    "seen": (Words("Đã thấy", "Seen"), SHARE),
    "recency_score": (Words("R", "R"), COUNT),
    "frequency_score": (Words("F", "F"), COUNT),
    "cohort": (Words("Lứa", "Cohort"), PLAIN),
    "size": (Words("Khách", "Customers"), COUNT),
    "period": (Words("Kỳ", "Period"), COUNT),
    "retained": (Words("Còn mua", "Retained"), COUNT),
    "retention": (Words("Phần còn mua", "Retention"), SHARE),
    "revenue_retention": (Words("So với kỳ đầu", "Of the first period"), SHARE),
    "category": (Words("Nhóm hàng", "Category"), PLAIN),
    "buyers": (Words("Người mua", "Buyers"), COUNT),
    "premium_share": (Words("Phần thành khách quý", "Premium"), SHARE),
    "premium": (Words("Thành khách quý", "Premium customers"), COUNT),
    "first": (Words("Mua lần đầu", "First purchase"), PLAIN),
    "low": (Words("Khoảng từ", "Interval from"), SHARE),
    "high": (Words("đến", "to"), SHARE),
    "lift": (Words("So với mọi khách, lần", "Lift"), LONG),
    "place": (Words("Nơi", "Place"), PLAIN),
    "region": (Words("Vùng", "Region"), PLAIN),
    "latitude": (Words("Vĩ độ", "Latitude"), LONG),
    "longitude": (Words("Kinh độ", "Longitude"), LONG),
    "from": (Words("Từ tuổi", "From age"), COUNT),
    "to": (Words("Đến tuổi", "To age"), COUNT),
    "scheme": (Words("Mã", "Scheme id"), PLAIN),
    "unknown": (Words("Chưa rõ", "Unknown"), COUNT),
    "question": (Words("Câu cần hỏi", "Question to ask"), PLAIN),
    "would_settle": (Words("Sẽ xếp được", "Would settle"), COUNT),
    "classes": (Words("Nhóm xếp được", "Classes settled"), COUNT),
    "finding": (Words("Mã", "Id"), PLAIN),
    "sentence": (Words("Điều thấy được", "Finding"), PLAIN),
    "money": (Words("Số tiền", "Money"), MONEY),
    "return_chance": (Words("Khả năng mua lại", "Chance of return"), SHARE),
    "at_risk": (Words("Có thể mất", "At risk"), MONEY),
    "again": (Words("Mua lần hai", "Bought again"), COUNT),
    "median_days": (Words("Sau (ngày)", "After (days)"), COUNT),
    "missing": (Words("Còn thiếu", "Missing"), PLAIN),
    "hides": (Words("Che mất điều gì", "What it hides"), PLAIN),
    "todo": (Words("Cách bổ sung", "How to get it"), PLAIN),
}
SPARED = ("class", "other_class", "colour", "scheme", "latitude", "longitude", "finding")  # left out for people: they have the names


def command(
    context: typer.Context,
    question: Annotated[
        str | None,
        argument(
            "QUESTION",
            vi="Mã câu hỏi, ví dụ cohorts; không ghi thì kể ra mọi câu hỏi.",
            en="Id of a question, such as cohorts; left out, every question is listed.",
        ),
    ] = None,
    choices: Annotated[
        list[str] | None,
        option(
            "--with",
            vi="Một lựa chọn của câu hỏi, ví dụ scheme=price; ghi được nhiều lần.",
            en="An option of the question, such as scheme=price; may be given several times.",
            metavar="NAME=VALUE",
        ),
    ] = None,
    limit: Annotated[
        int, option("--limit", vi="Hiện nhiều nhất bấy nhiêu dòng.", en="Show so many rows at most.", min=0, metavar="N")
    ] = 40,
    out: Annotated[
        Path | None,
        option(
            "--out",
            vi="Ghi cả bảng vào tệp này: .csv, .parquet hay .xlsx.",
            en="Write the whole table to this file: .csv, .parquet or .xlsx.",
            metavar="FILE",
        ),
    ] = None,
    as_of: AsOf = None,
) -> Answer:
    asked = session(context)
    if question is None:
        return _every_question(asked.lang)
    with asked.shop() as shop, progress(asked.lang, CLASSIFYING):
        found = shop.insight(question, as_of, **_options(choices or ()))
        rows = _write(found, out, asked.lang) if out else None
        said = WROTE.filled(rows=rows, file=out.name) if out else None
        return answered(shop, found.as_of, found.to_data(asked.lang), lambda lang: _shown(found, limit, said, lang))


def _every_question(lang: str) -> Answer:
    from regulars.insight.questions import QUESTIONS

    listed = [{"id": each.id, "question": each.asks.of(lang), "options": each.options} for each in QUESTIONS.values()]
    return Answer(listed, _listed)


def _listed(lang: str) -> Iterator[Any]:
    from regulars.cli.tables import quiet, table
    from regulars.insight.questions import QUESTIONS

    rows = [(each.id, each.asks.of(lang), ", ".join(each.options)) for each in QUESTIONS.values()]
    yield table([head.of(lang) for head in LISTED], rows)
    yield from ("", quiet(NEXT.of(lang)))


def _options(choices: Sequence[str]) -> dict[str, str]:
    """The options of a question from texts; `InputError` for one without a value."""
    parted = [text.partition("=") for text in choices]
    for text, (name, sign, value) in zip(choices, parted, strict=True):
        if not (name.strip() and sign and value.strip()):
            raise InputError(
                Words("Lựa chọn phải viết dạng tên=giá_trị.", "An option is written name=value."),
                seen=text,
                todo=Words("Ví dụ: --with scheme=price", "For example: --with scheme=price"),
                code="option",
            )
    return {name.strip(): value.strip() for name, _, value in parted}


def _write(found: Insight, path: Path, lang: str) -> int:
    import ibis

    from regulars.answers import Table
    from regulars.export import write

    return write(Table(ibis.memtable(found.to_pyarrow(lang)), found.as_of, found.currency), path)


def _shown(found: Insight, limit: int, said: Words | None, lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, quiet, table, title

    yield from (title(found.sentence.of(lang)), "")
    names = [name for name in found.columns if name not in SPARED]
    kinds = {name: _kind(name, found.columns[name]) for name in names}
    rows = [[_cell(row[name], kinds[name], found.currency, lang) for name in names] for row in found.table(lang)[:limit]]
    if rows:
        right = [at for at, name in enumerate(names) if kinds[name] != PLAIN]
        yield table([_head(name, lang) for name in names], rows, right=right)
        yield ""
    if len(rows) < len(found):
        yield quiet(MORE.of(lang, shown=number(len(rows), lang), total=number(len(found), lang)))
    yield from (quiet(note.of(lang)) for note in found.notes)
    if said:
        yield plain(said.of(lang))


def _head(name: str, lang: str) -> str:
    return HEADS[name][0].of(lang) if name in HEADS else name


def _kind(name: str, type: str) -> str:
    return HEADS[name][1] if name in HEADS and type not in ("string", "date") else PLAIN


def _cell(value: Any, kind: str, currency: str, lang: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, dt.date):
        return day(value, lang)
    if kind == SHARE:
        return percent(value, lang, 1)
    if kind == MONEY:
        return money(value, currency, lang)
    return str(value) if kind == PLAIN else number(value, lang, 2 if kind == LONG else 0)
