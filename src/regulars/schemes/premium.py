"""Premium customers: who carries the business?"""

from __future__ import annotations

from regulars.errors import RuleError
from regulars.rules import c, everyone
from regulars.scheme import Class, Parameter, Scheme
from regulars.schemes.explained import NOT_YET, explained
from regulars.words import Words

ELITE = Class(
    "elite",
    Words("Nhóm dẫn đầu", "Elite"),
    everyone,
    Words("Những người mang lại nhiều nhất trong 365 ngày.", "Those who brought the most in 365 days."),
    Words(
        "Biết từng người; gọi trước khi có hàng mới, không gửi tin hàng loạt.",
        "Know each by name; call before new goods arrive, no mass mail.",
    ),
    "r6",
)
PREMIUM = Class(
    "premium",
    Words("Cao cấp", "Premium"),
    everyone,
    Words("Ngay sau nhóm dẫn đầu.", "Right behind the elite."),
    Words("Dịch vụ tốt hơn một bậc, gợi ý món đi kèm.", "Service one step better, and a suggestion that goes with what they buy."),
    "r4",
)
LOST_PREMIUM = Class(
    "lost_premium",
    Words("Cao cấp đã mất", "Lost premium"),
    everyone,
    Words(
        "Từng chi nhiều hơn phần lớn người mua, không mua gì trong 365 ngày.",
        "Spent more than most buyers over the years, and nothing in 365 days.",
    ),
    Words("Gọi hỏi vì sao; mỗi câu trả lời đáng giá hơn một lần giảm giá.", "Call and ask why; each answer is worth more than a discount."),
    "leaving",
    uneven=Words(
        "Tiệm còn mới, hoặc mua đều quanh năm, thì hiếm ai chi nhiều mà cả năm không mua.",
        "In a young shop, or one of steady buyers, hardly any big spender is silent for a whole year.",
    ),
)
STANDARD = Class(
    "standard",
    Words("Thông thường", "Standard"),
    everyone,
    Words("Phần đông người mua.", "The great majority of buyers."),
    Words("Phục vụ tốt, đều tay; để ý ai đang lên.", "Good, even service; watch who is rising."),
    "r2",
)

PAGE = explained(
    Words(
        "Ai đang gánh doanh thu của tiệm. Xem kèm các con số thường được nhắc: phần doanh thu của 20 % dẫn đầu, 10 % dẫn đầu chi gấp mấy "
        "lần trung bình, phần doanh thu từ khách quay lại, độ tập trung Gini, và mất một khách dẫn đầu thì phải bù bằng mấy khách thường.",
        "Who carries the revenue of the shop. Read it with the well-known rules of thumb: the top 20% and their share of revenue, how "
        "many times the mean the top 10% spend, the share from repeat purchases, the Gini coefficient, and how many average customers one "
        "lost elite customer equals.",
    ),
    Words(
        "Theo thứ hạng chi tiêu trong 365 ngày giữa những người mua đang hoạt động, hoặc theo lãi gộp khi tiệm có giá vốn. Cao cấp đã mất "
        "là người có tổng chi tiêu cao từ trước đến nay nhưng cả năm qua không mua.",
        "By rank in 365-day spend among active buyers, or in margin where the shop gives its costs. Lost premium are those whose lifetime "
        "spend is high but who have bought nothing for a year.",
    ),
    Words(
        "Thứ hạng là so với nhau: lúc nào cũng có người dẫn đầu, kể cả khi cả tiệm bán chậm. Người bằng tiền nhau luôn bằng hạng nhau. "
        "Chưa đến 20 người mua đang hoạt động thì chưa xếp hạng được.",
        "A rank is relative: there is always an elite, even in a poor year. Equal spend always gets an equal rank. With fewer than 20 "
        "active buyers nobody is ranked.",
    ),
    Words(
        "Cho mỗi khách dẫn đầu một người phụ trách. Mỗi tháng gọi vài người trong nhóm cao cấp đã mất.",
        "Give each elite customer a person in charge. Every month, call a few of the lost premium.",
    ),
)

RANKS = {"spend": c.spend_365d_pct, "margin": c.margin_365d_pct}


def premium(*, by: str = "spend", elite_from: float = 90, premium_from: float = 80, lost_from: float = 80) -> Scheme:
    """Elite, premium, standard and lost premium buyers, ranked `by` 365-day `spend`, or by `margin` where costs are known."""
    if by not in RANKS:
        raise RuleError(
            Words("Khách hàng cao cấp được xếp theo chi tiêu hoặc lãi gộp.", "Premium customers are ranked by spend or by margin."),
            seen=f"by = {by}",
            todo=Words('Viết by = "spend" hoặc by = "margin".', 'Write by = "spend" or by = "margin".'),
        )
    rank = RANKS[by]
    return Scheme(
        id="premium",
        name=Words("Khách hàng cao cấp", "Premium customers"),
        question=Words("Ai đang gánh việc kinh doanh?", "Who carries the business?"),
        classes=(
            NOT_YET.when(c.purchases == 0),
            ELITE.when(rank >= elite_from),
            PREMIUM.when(rank >= premium_from),
            LOST_PREMIUM.when((c.spend_pct >= lost_from) & (c.purchases_365d == 0)),
            STANDARD,
        ),
        better=(("standard", "premium", "elite"),),
        page=PAGE,
        parameters={
            "elite_from": Parameter(elite_from, Words("dẫn đầu: cao hơn (%)", "elite: above (%)"), 0, 100),
            "premium_from": Parameter(premium_from, Words("cao cấp: cao hơn (%)", "premium: above (%)"), 0, 100),
            "lost_from": Parameter(lost_from, Words("đã mất: tổng chi tiêu cao hơn (%)", "lost: lifetime spend above (%)"), 0, 100),
        },
        needs=(f"{by}_365d_pct",),
        waiting=Words(
            "Cần ít nhất 20 người mua trong 365 ngày để xếp hạng; xếp theo lãi gộp thì cần thêm giá vốn của hàng.",
            "Ranking needs at least 20 buyers in 365 days; by margin it also needs the cost of goods.",
        ),
    )


SCHEME = premium()
