"""RFM in eleven groups: by recency, frequency and monetary scores of 1 to 5."""

from __future__ import annotations

from dataclasses import replace

from regulars.rules import c, everyone
from regulars.scheme import Class, Scheme
from regulars.schemes.explained import NOT_YET, explained
from regulars.schemes.score_table import NO_SCORES, TOO_FEW, compile_cells
from regulars.words import Words

SCORES = (c.recency_score, c.frequency_score, c.monetary_score)

FEW_IN_CELL = Words(
    "Điểm chia khách thành năm phần; ở tiệm nhỏ hoặc mua thưa, nhóm này có thể chỉ vài người.",
    "The scores cut customers into fifths; in a small shop, or one where people buy rarely, this class may be a handful.",
)
CHAMPIONS = Class(
    "champions",
    Words("Xuất sắc", "Champions"),
    everyone,
    Words("Mới mua gần đây, mua nhiều lần, chi nhiều.", "Bought recently, often, and spend the most."),
    Words("Quà riêng, được mua trước; nhờ giới thiệu bạn bè.", "Gifts, early access; ask them to bring friends."),
    "r6",
)
LOYAL = Class(
    "loyal",
    Words("Trung thành", "Loyal"),
    everyone,
    Words("Mua đều và chi khá.", "Buy steadily and spend well."),
    Words("Thẻ thành viên, gợi ý món đắt hơn một bậc.", "A membership, a suggestion one step up."),
    "r5",
)
POTENTIAL_LOYALIST = Class(
    "potential_loyalist",
    Words("Có thể thành trung thành", "Potential loyalists"),
    everyone,
    Words("Mới mua gần đây, đã quay lại, còn có thể đều hơn.", "Bought recently, have come back, and could come more often."),
    Words("Mời làm thành viên, gợi ý món tiếp theo.", "Offer a membership, suggest the next purchase."),
    "r4",
    uneven=FEW_IN_CELL,
)
NEW_CUSTOMERS = Class(
    "new_customers",
    Words("Khách mới", "New customers"),
    everyone,
    Words("Mới mua gần đây, số lần còn ít và chi ít.", "Bought recently, seldom so far, and little."),
    Words("Đón tiếp, giúp dùng tốt món đầu tiên.", "Welcome them, help with the first purchase."),
    "fresh",
)
PROMISING = Class(
    "promising",
    Words("Có triển vọng", "Promising"),
    everyone,
    Words("Mới mua gần đây, ít lần nhưng mỗi lần chi khá.", "Bought recently, seldom, but well each time."),
    Words("Cho một lý do để quay lại sớm.", "A reason to come back soon."),
    "fresh",
    uneven=FEW_IN_CELL,
)
NEED_ATTENTION = Class(
    "need_attention",
    Words("Cần quan tâm", "Need attention"),
    everyone,
    Words("Chi khá, mua khá đều, nhưng bắt đầu thưa.", "Good spend and frequency, but beginning to thin out."),
    Words("Hỏi thăm, nhắc món hay mua, ưu đãi ngắn ngày.", "Ask how they are, recall what they buy, a short offer."),
    "slipping",
    uneven=FEW_IN_CELL,
)
ABOUT_TO_SLEEP = Class(
    "about_to_sleep",
    Words("Sắp ngủ quên", "About to sleep"),
    everyone,
    Words("Lâu chưa mua, trước cũng mua ít.", "No purchase for some time, and few before."),
    Words("Nhắc nhẹ bằng món bán chạy.", "A gentle reminder with best sellers."),
    "slipping",
    uneven=FEW_IN_CELL,
)
AT_RISK = Class(
    "at_risk",
    Words("Có nguy cơ rời", "At risk"),
    everyone,
    Words("Từng mua nhiều lần, đã lâu không thấy.", "Bought often once, not seen for long."),
    Words("Gọi hoặc nhắn riêng, hỏi vì sao.", "Call or write in person, ask why."),
    "leaving",
)
CANNOT_LOSE = Class(
    "cannot_lose",
    Words("Không thể để mất", "Cannot lose them"),
    everyone,
    Words("Từng chi vào hàng cao nhất, đã lâu không thấy.", "Among the highest spenders once, not seen for long."),
    Words("Chủ tiệm gọi; lắng nghe trước, mời sau.", "The owner calls; listen first, offer later."),
    "leaving",
    uneven=FEW_IN_CELL,
)
HIBERNATING = Class(
    "hibernating",
    Words("Ngủ đông", "Hibernating"),
    everyone,
    Words("Lâu không mua, trước cũng mua vừa phải.", "No purchase for long, and modest ones before."),
    Words("Thỉnh thoảng nhắc, đừng tốn nhiều.", "A reminder now and then, at little cost."),
    "gone",
)
LOST = Class(
    "lost",
    Words("Đã mất", "Lost"),
    everyone,
    Words("Rất lâu không mua, trước cũng mua ít và chi ít.", "No purchase for very long, few and small ones before."),
    Words("Để yên; dành tiền cho khách khác.", "Leave them in peace; spend the money elsewhere."),
    "gone",
)

TABLE: tuple[tuple[Class, str], ...] = (
    (CHAMPIONS, "555 554 544 545 454 455 445"),
    (LOYAL, "543 444 435 355 354 345 344 335"),
    (
        POTENTIAL_LOYALIST,
        "553 551 552 541 542 533 532 531 452 451 442 441 431 453 433 432 423 353 352 351 342 341 333 323",
    ),
    (NEW_CUSTOMERS, "512 511 422 421 412 411 311"),
    (PROMISING, "525 524 523 522 521 515 514 513 425 424 413 414 415 315 314 313"),
    (NEED_ATTENTION, "535 534 443 434 343 334 325 324"),
    (ABOUT_TO_SLEEP, "331 321 312 221 213 231 241 251"),
    (AT_RISK, "255 254 245 244 253 252 243 242 235 234 225 224 153 152 145 143 142 135 134 133 125 124"),
    (CANNOT_LOSE, "155 154 144 214 215 115 114 113"),
    (HIBERNATING, "332 322 233 232 223 222 132 123 122 212 211"),
    (LOST, "111 112 121 131 141 151"),
)

PAGE = explained(
    Words(
        "Bản đồ quen thuộc của nghề: ai mới mua gần đây, ai mua nhiều lần, ai chi nhiều. Hữu ích để so với sách vở và công cụ khác.",
        "The trade's well-known map: who bought recently, who often, who much. Useful to compare with books and other tools.",
    ),
    Words(
        "Ba điểm từ 1 đến 5: lần mua cuối (R), tổng số lần mua (F), tổng chi tiêu (M), chấm theo ngưỡng đã lưu, cắt trên người mua của "
        "730 ngày gần nhất. 125 ô, mỗi ô thuộc đúng một nhóm. Người bằng nhau luôn bằng điểm.",
        "Three scores of 1 to 5: latest purchase (R), lifetime purchases (F), lifetime spend (M), by stored bars cut on the buyers of the "
        "last 730 days. There are 125 cells, each in exactly one group. Equal customers always get equal scores.",
    ),
    Words(
        "Điểm là so với nhau, không nói khách sẽ làm gì; và R dùng một thước cho mọi người, dù nhịp mua mỗi người một khác. Muốn biết ai "
        "đang rời thì xem vòng đời.",
        "Scores are relative and do not say what people will do; and R holds one ruler to everyone, though each has a rhythm of their "
        "own. To see who is leaving, look at the lifecycle.",
    ),
    Words(
        "Gọi trước cho “Không thể để mất” và “Có nguy cơ rời”. Đưa “Có thể thành trung thành” lên một bước.",
        "Call those you cannot lose and those at risk first. Take the potential loyalists one step up.",
    ),
)


def rfm() -> Scheme:
    """The eleven classic RFM groups, a table of 125 cells compiled to rules."""
    unscored = c.recency_score.missing() | c.frequency_score.missing() | c.monetary_score.missing()
    *groups, (last, _) = TABLE
    return Scheme(
        id="rfm",
        name=Words("RFM, 11 nhóm", "RFM, 11 groups"),
        question=Words("Mua gần đây, mua nhiều lần, chi nhiều?", "How recently, how often, how much?"),
        classes=(
            replace(NOT_YET, meaning=NO_SCORES).when((c.purchases == 0) | unscored),
            *(group.when(compile_cells(SCORES, 5, cells)) for group, cells in groups),
            last,
        ),
        better=(),
        page=PAGE,
        parameters={},
        needs=("recency_score",),
        waiting=TOO_FEW,
    )


SCHEME = rfm()
