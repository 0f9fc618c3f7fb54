"""The words of the report's own furniture, and the definitions in force at its foot."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from regulars.charts.page import BACK, THERE
from regulars.insight.spoken import figure
from regulars.report.study import Study
from regulars.report.value import Foot
from regulars.words import MINUS, Words, day, listed

LABELS = {
    "brand": Words("Khách Quen", "Regulars"),
    "opening": Words("Điều nổi bật", "What stands out"),
    "opening_question": Words("Tháng này tiệm nên để ý điều gì?", "What deserves attention now?"),
    "concentration": Words("Doanh thu tập trung", "Concentration"),
    "concentration_question": Words("Ai đang nuôi tiệm?", "Who carries the business?"),
    "trust": Words("Khả năng mua lại", "Chance of return"),
    "trust_question": Words("Tin được khả năng mua lại đến đâu?", "How far can the chances of return be trusted?"),
    "chance": Words(
        "Khả năng mua lại là tỷ lệ đã thấy ở những khách giống họ, không phải số phận của một người.",
        "A chance of return is a share of people like them, never one person's fate.",
    ),
    "rest": Words("Còn {n} dòng nữa trong bản trên màn hình và tệp XLSX.", "{n} more rows are in the report on screen and in XLSX."),
    "said_short": Words(
        "Quy tắc đầy đủ của từng nhóm có trong bản trên màn hình và tệp XLSX.",
        "The full rule of every class is in the report on screen and in XLSX.",
    ),
    "explained": Words("Giải thích cách phân loại này", "About this scheme"),
    "contents": Words("Trong báo cáo này", "In this report"),
    "figure": Words("Số", "Figure"),
    "before": Words("Kỳ trước", "Before"),
    "cover": Words("Bìa", "Cover"),
    "kind": Words("Báo cáo khách hàng", "Customer report"),
    "as_of": Words("tính đến hết", "to the end of"),
    "there": THERE,
    "back": BACK,
    "skip": Words("Tới nội dung chính", "Skip to the content"),
    "market": Words("Thị trường", "Market"),
    "thumb": Words("So với quy tắc quen thuộc", "Beside the rules of thumb"),
    "own": Words("Tiệm", "Shop"),
    "quoted": Words("Thường gặp", "Often quoted"),
    "thumb_note": Words(
        "“Thường gặp” là quy tắc kinh nghiệm, không phải mục tiêu. Dòng cuối: số khách trung bình cần có để bù.",
        "What is often quoted is a rule of thumb, not a target. The last row: how many average customers make up for one.",
    ),
    "revenue": Words("Doanh thu", "Revenue"),
    "revenue_question": Words("Tiền về đều hay theo mùa?", "Does money come in evenly, or by season?"),
    "months_note": Words(
        "Chỉ vẽ những tháng trọn vẹn; gồm cả doanh thu của người mua không rõ tên.",
        "Whole months only; revenue from unknown buyers is included.",
    ),
    "class": Words("Nhóm", "Class"),
    "customers": Words("Khách", "Customers"),
    "rule": Words("Khi nào", "When"),
    "care": Words("Nên làm", "What to do"),
    "tested": Words(
        "Quy tắc xét theo thứ tự riêng, quy tắc đúng đầu tiên gọi tên nhóm. Phần trăm doanh thu tính trên khách biết tên.",
        "Rules are tested in turn, and the first that holds names the class. Shares of revenue are of customers known by name.",
    ),
    "full_rule": Words("Quy tắc đầy đủ", "The full rule"),
    "in_force": Words("Số đang dùng", "Numbers in force"),
    "waiting": Words("Còn chờ dữ liệu", "Waiting for data"),
    "waiting_question": Words("Còn biết thêm được gì về khách?", "What else could be known about customers?"),
    "needs": Words("Cần có", "What it needs"),
    "get": Words("Cách lấy", "How to get it"),
    "gaps": Words("Dữ liệu còn thiếu gì, và điều đó che mất gì", "What the data lacks, and what that hides"),
    "gaps_question": Words("Báo cáo này chưa thấy được gì?", "What can this report not see?"),
    "no_gaps": Words("Không thiếu điều gì mà các nhóm trong báo cáo này cần đến.", "Nothing that these classes need is missing."),
    "missing": Words("Còn thiếu", "Missing"),
    "seen": Words("Hiện có", "Now"),
    "hides": Words("Che mất điều gì", "What it hides"),
    "todo": Words("Cách bổ sung", "How to get it"),
    "definitions": Words("Cách tính", "How it is counted"),
}


@dataclass(frozen=True)
class Labels:
    """The labels in one language, by name."""

    lang: str

    def __getattr__(self, name: str) -> str:
        if name in LABELS:
            return LABELS[name].of(self.lang)
        raise AttributeError(name)


def foot(study: Study, lang: str) -> Foot:
    """The definitions in force and the provenance of every figure."""
    net = Words(
        "Doanh thu là số thuần: đã trừ chiết khấu, phiếu giảm giá và hàng trả lại.",
        "Revenue is net of discounts, coupons and returns.",
    ).of(lang)
    source, fresh = _source(study, lang), study.subject.freshness
    old = fresh.headline(lang) if fresh else None
    return Foot(f"{old} {source}" if old else f"{net} {source}", (net, *_definitions(lang)), (source, *_computed(study, lang)))


def _source(study: Study, lang: str) -> str:
    names = listed(list(study.subject.sources), lang) or Words("tệp đã nhập", "imported files").of(lang)
    span = f"{day(study.facts.span[0], lang)}–{day(study.facts.as_of, lang)}"
    return Words("Nguồn: {names}, {orders} đơn, {span}.", "Source: {names}, {orders} orders, {span}.").of(
        lang, names=names, orders=figure(study.facts.span[1]).of(lang), span=span
    )


def _definitions(lang: str) -> tuple[str, ...]:
    texts = (
        Words(
            "Một đơn được tính khi không bị huỷ, có ít nhất một món được bán, và chưa trả lại toàn bộ.",
            "An order counts when it is not cancelled, sells at least one item, and has not been returned whole.",
        ),
        Words("Một lần mua là một ngày có ít nhất một đơn được tính.", "A purchase is a day with at least one order that counts."),
        Words("365 ngày là ngày chốt và 364 ngày trước đó.", "365 days are the as-of day and the 364 before it."),
        Words(
            "Phần trăm tính trên chưa đến 20 khách thì không hiện.",
            "Percentages of fewer than 20 people are not shown.",
        ),
        LABELS["chance"],
    )
    return tuple(words.of(lang) for words in texts)


def _offset(at: dt.datetime) -> str:
    """`+7`, `−5:30`, or nothing at Greenwich or without a zone."""
    minutes = int((at.utcoffset() or dt.timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = MINUS if minutes < 0 else "+"
    return f"{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else ""


def _computed(study: Study, lang: str) -> tuple[str, ...]:
    at, bars, fresh = study.subject.computed_at, study.facts.bars, study.subject.freshness
    if fresh:
        more = Words(
            "Ngưỡng cắt từ {buyers} khách từng mua. Giờ ghi theo {zone}.", "The bars are cut from {buyers} buyers. Times are {zone}."
        )
        return f"{fresh.line(lang, at.tzinfo)}.", more.of(lang, buyers=figure(bars.buyers).of(lang), zone=f"UTC{_offset(at)}")
    moment = f"{at:%H:%M} {day(at.date(), lang)}, UTC{_offset(at)}"
    texts = [
        Words("Tính lúc {moment}.", "Computed at {moment}.").of(lang, moment=moment),
        Words("Ngưỡng: bản {n}, cắt ngày {cut}, từ {buyers} khách từng mua.", "Bars: version {n}, cut on {cut}, from {buyers} buyers.").of(
            lang, n=bars.version, cut=day(bars.as_of, lang), buyers=figure(bars.buyers).of(lang)
        ),
    ]
    kinds = {
        "schemes": Words("Cách phân loại: bản {v}.", "Schemes: version {v}."),
        "models": Words("Mô hình: bản {v}.", "Models: version {v}."),
    }
    texts += [kinds[name].of(lang, v=version) for name, version in study.subject.versions.items() if name in kinds]
    return tuple(texts)


SHEETS = {
    "ladder": Words("Bậc thang", "Ladder"),
    "pareto": Words("Đường tập trung", "Concentration curve"),
    "rules_of_thumb": Words("Quy tắc quen thuộc", "Rules of thumb"),
    "concentration": Words("Doanh thu tập trung", "Concentration"),
    "months": Words("Doanh thu từng tháng", "Revenue by month"),
    "calibration": Words("Khả năng mua lại", "Chance of return"),
    "backtest": Words("Dự báo: các cách đoán", "Outlook: ways of foreseeing"),
    "backtest_deciles": Words("Dự báo: phần mười", "Outlook: deciles"),
    "backtest_ladder": Words("Dự báo: bậc thang", "Outlook: ladder"),
    "backtest_lifecycle": Words("Dự báo: vòng đời", "Outlook: lifecycle"),
    "backtest_chances": Words("Dự báo: xác suất mua", "Outlook: probabilities"),
    "backtest_churn": Words("Dự báo: ai không quay lại", "Outlook: who stays away"),
    "gaps": Words("Dữ liệu còn thiếu", "What the data lacks"),
    "cohorts_classic": Words("Giữ chân theo từng kỳ", "Classic retention"),
    "cohorts_rolling": Words("Giữ chân mở", "Rolling retention"),
    "cohorts_bounded": Words("Mua lại cộng dồn", "Repurchase rate"),
    "ages": Words("Tuổi", "Ages"),
    "rfm_map": Words("Bản đồ RFM", "RFM map"),
    "what_to_ask": Words("Câu nên hỏi", "What to ask"),
    "movement_lifecycle": Words("Vòng đời: ai lên, ai xuống", "Lifecycle moves"),
    "movement_ladder": Words("Bậc thang: ai lên, ai xuống", "Ladder moves"),
    "months_lifecycle": Words("Vòng đời từng tháng", "Lifecycle by month"),
    "months_ladder": Words("Bậc thang từng tháng", "Ladder by month"),
    "causes_lifecycle": Words("Vòng đời: vì sao", "Lifecycle: why"),
    "causes_ladder": Words("Bậc thang: vì sao", "Ladder: why"),
    "demand": Words("Doanh thu từng tuần", "Revenue by week"),
    "demand_ahead": Words("Dự kiến từng tuần", "Expected week by week"),
    "demand_tried": Words("Thử cách dự kiến", "How it was tried"),
    "demand_category": Words("Dự kiến theo nhóm hàng", "Expected by category"),
    "demand_lifecycle": Words("Dự kiến theo nhóm khách", "Expected by class"),
    "staying": Words("Ở lại bao lâu", "How long they stay"),
    "expected_of_one": Words("Dự kiến mỗi khách", "Expected of one"),
    "lost_elite": Words("Mất một khách dẫn đầu", "One lost elite customer"),
    "one_point": Words("Thêm 1 % khách leo bậc", "One point more"),
}


def sheet_name(id: str, lang: str) -> str:
    """What a table is called where only its name can stand; nothing where its page's subject says it."""
    return SHEETS[id].of(lang) if id in SHEETS else ""
