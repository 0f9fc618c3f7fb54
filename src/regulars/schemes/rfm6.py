"""RFM in six groups, the map that e-commerce tools show: by tiers of 1 to 3."""

from __future__ import annotations

from dataclasses import replace

from regulars.rules import c, everyone
from regulars.scheme import Class, Scheme
from regulars.schemes.explained import NOT_YET, explained
from regulars.schemes.score_table import NO_SCORES, TOO_FEW, compile_cells
from regulars.words import Words

TIERS = (c.recency_tier, c.frequency_tercile, c.monetary_tercile)

FEW_IN_CELL = Words(
    "Mỗi điểm có ba bậc; ở tiệm nhỏ hoặc mua thưa, nhóm này có thể chỉ vài người.",
    "Each score has three tiers; in a small shop, or one where people buy rarely, this class may be a handful.",
)
CHAMPIONS = Class(
    "champions",
    Words("Xuất sắc", "Champions"),
    everyone,
    Words("Mua trong nửa năm nay, nhiều lần và chi nhiều.", "Bought within half a year, often and much."),
    Words("Quà riêng, được mua trước.", "Gifts, early access."),
    "r6",
)
LOYAL = Class(
    "loyal",
    Words("Trung thành", "Loyal"),
    everyone,
    Words("Quay lại đều, chi từ vừa đến khá.", "Come back steadily, with fair to good spend."),
    Words("Thẻ thành viên, gợi ý món đi kèm.", "A membership, suggestions that go with it."),
    "r5",
)
RECENT = Class(
    "recent",
    Words("Mới gần đây", "Recent"),
    everyone,
    Words("Mua chưa lâu, số lần còn ít.", "Bought not long ago, and seldom so far."),
    Words("Đón tiếp, cho lý do mua lần nữa.", "Welcome, and a reason to buy again."),
    "fresh",
)
NEEDS_ATTENTION = Class(
    "needs_attention",
    Words("Cần quan tâm", "Needs attention"),
    everyone,
    Words("Từng chi khá hoặc mua khá, nay đã thưa.", "Good spend or frequency once, now thinning out."),
    Words("Hỏi thăm, nhắc món hay mua.", "Ask how they are, recall what they buy."),
    "slipping",
    uneven=FEW_IN_CELL,
)
AT_RISK = Class(
    "at_risk",
    Words("Có nguy cơ rời", "At risk"),
    everyone,
    Words("Đã vắng khá lâu, chi không nhiều.", "Away for some time, modest spend."),
    Words("Mời quay lại bằng một lý do cụ thể.", "Invite them back for one concrete reason."),
    "leaving",
)
INACTIVE = Class(
    "inactive",
    Words("Ngừng mua", "Inactive"),
    everyone,
    Words("Hơn một năm không mua, trước cũng mua ít.", "No purchase for over a year, and few before."),
    Words("Để yên, hoặc một lời chào cuối.", "Leave them in peace, or one last word."),
    "gone",
    uneven=Words(
        "Dữ liệu chưa quá một năm thì chưa thể thấy ai ngừng mua hơn một năm.",
        "Data of no more than a year cannot show anybody who stopped over a year ago.",
    ),
)

TABLE: tuple[tuple[Class, str], ...] = (
    (CHAMPIONS, "333 332 323"),
    (LOYAL, "321 322 331 232 233"),
    (RECENT, "311 312 313 222 223"),
    (NEEDS_ATTENTION, "213 221 123 132 133"),
    (AT_RISK, "231 212 122 131 211"),
    (INACTIVE, "111 112 113 121"),
)

PAGE = explained(
    Words(
        "Bản đồ sáu nhóm mà các công cụ bán hàng trực tuyến hay cho xem; để đối chiếu với số ở nơi khác.",
        "The six-group map that e-commerce tools show; to compare with figures seen elsewhere.",
    ),
    Words(
        "Ba bậc từ 1 đến 3: lần mua cuối trong 180 ngày, trong 365 ngày hay lâu hơn; một phần ba của tổng số lần mua; một phần ba của "
        "tổng chi tiêu. 27 ô, mỗi ô thuộc đúng một nhóm.",
        "Three tiers of 1 to 3: latest purchase within 180 days, within 365, or earlier; terciles of lifetime purchases; terciles of "
        "lifetime spend. There are 27 cells, each in exactly one group.",
    ),
    Words(
        "Thô hơn RFM 11 nhóm, và mốc 180, 365 ngày không hợp với tiệm bán món lâu mới mua lại.",
        "Coarser than RFM with 11 groups, and 180 and 365 days do not suit a shop whose goods last for years.",
    ),
    Words(
        "Dùng để so sánh; để hành động thì xem vòng đời và bậc thang.", "Use it to compare; to act, look at the lifecycle and the ladder."
    ),
)


def rfm6() -> Scheme:
    """The six RFM groups of e-commerce tools, a table of 27 cells compiled to rules."""
    unscored = c.recency_tier.missing() | c.frequency_tercile.missing() | c.monetary_tercile.missing()
    *groups, (last, _) = TABLE
    return Scheme(
        id="rfm6",
        name=Words("RFM, 6 nhóm", "RFM, 6 groups"),
        question=Words("Trên bản đồ sáu nhóm, khách ở đâu?", "Where are they on the six-group map?"),
        classes=(
            replace(NOT_YET, meaning=NO_SCORES).when((c.purchases == 0) | unscored),
            *(group.when(compile_cells(TIERS, 3, cells)) for group, cells in groups),
            last,
        ),
        better=(),
        page=PAGE,
        parameters={},
        needs=("frequency_tercile",),
        waiting=TOO_FEW,
    )


SCHEME = rfm6()
