"""Lifecycle: where are they in their life with us?"""

from __future__ import annotations

from regulars.rules import Rule, c, everyone
from regulars.scheme import Class, Parameter, Scheme
from regulars.schemes.explained import explained
from regulars.words import Words

PROSPECT = Class(
    "prospect",
    Words("Chưa mua", "Not yet a buyer"),
    everyone,
    Words("Tiệm đã biết nhưng chưa mua lần nào.", "Known to the shop, no purchase yet."),
    Words("Mời mua lần đầu bằng một món dễ thử.", "Invite a first purchase with something easy to try."),
    "slight",
    uneven=Words(
        "Tiệm chỉ ghi tên lúc bán thì không ai ở đây.",
        "A shop that takes names only when it sells has none here.",
    ),
)
NEW = Class(
    "new",
    Words("Mới mua", "New"),
    everyone,
    Words("Vừa mua lần đầu; còn quá sớm để lo.", "Bought for the first time not long ago; too early to worry."),
    Words("Cảm ơn, chỉ cách dùng, gợi ý món tiếp theo.", "Thank them, help them use it, suggest what comes next."),
    "fresh",
    uneven=Words(
        "Tiệm lâu năm có ít khách mới so với tất cả những ai từng mua.",
        "An old shop has few newcomers beside all who ever bought.",
    ),
)
LOST = Class(
    "lost",
    Words("Đã mất", "Lost"),
    everyone,
    Words("Im lặng lâu đến mức rất ít khách như vậy còn quay lại.", "Silent so long that very few customers like them come back."),
    Words(
        "Gửi một lời chào cuối rồi để yên; dành công sức cho khách còn ở lại.",
        "One last word, then leave them in peace; spend the effort on those who stay.",
    ),
    "gone",
    uneven=Words(
        "Tiệm còn mới thì chưa ai im đủ lâu để gọi là đã mất; tiệm nhiều khách qua đường thì đa số đã mất.",
        "In a young shop nobody has been silent long enough; in one with many passers-by most are lost.",
    ),
)
LAPSED = Class(
    "lapsed",
    Words("Đã rời", "Lapsed"),
    everyone,
    Words(
        "Im lặng lâu đến mức phần lớn khách như vậy không mua lại trong một kỳ mua lại.",
        "Silent so long that most customers like them do not buy again within a return window.",
    ),
    Words("Hỏi vì sao trước, rồi mời lại bằng một lý do cụ thể.", "Ask why first, then invite them back for one concrete reason."),
    "leaving",
)
SLIPPING = Class(
    "slipping",
    Words("Đang rời", "Slipping"),
    everyone,
    Words("Im lặng lâu hơn những khách cùng nhịp thường im.", "Silent for longer than customers of this rhythm usually are."),
    Words(
        "Hỏi thăm ngay, lúc còn dễ giữ: một tin nhắn riêng về món khách hay mua.",
        "Get in touch now, while it is easy: a personal message about what they usually buy.",
    ),
    "slipping",
)
ACTIVE = Class(
    "active",
    Words("Đang mua", "Active"),
    everyone,
    Words("Vẫn đang mua theo nhịp của mình.", "Still buying at their own rhythm."),
    Words("Giữ đủ hàng, phục vụ đều tay; không cần giảm giá.", "Keep stock and service steady; no discount is needed."),
    "well",
)

PAGE = explained(
    Words(
        "Mỗi khách đang ở đâu trên con đường cùng tiệm: chưa mua, mới mua, đang mua, đang rời, đã rời hay đã mất. “Đang rời” là nhóm đáng "
        "xem nhất, vì còn kịp giữ.",
        "Where each customer is on the way with the shop: not yet a buyer, new, active, slipping, lapsed or lost. Slipping deserves the "
        "closest look: there is still time.",
    ),
    Words(
        "So khách với chính khách của tiệm: trong những người có cùng nhịp mua và đã im lặng lâu như vậy, bao nhiêu phần đã mua lại trong "
        "một kỳ mua lại (30, 90, 180, 365 hay 730 ngày, tuỳ nhịp của tiệm). Cơ hội ấy còn được so với lúc vừa mua xong, để khách của tiệm "
        "nội thất không bị coi là mất chỉ vì hiếm khi mua. Khi chưa đủ dữ liệu để biết cơ hội, chỉ đếm số kỳ mua lại đã im lặng.",
        "Customers are compared with this shop's own: of those with the same rhythm and the same silence, what share bought again within "
        "the return window (30, 90, 180, 365 or 730 days, by the rhythm of the shop). That chance is also held against the chance right "
        "after a purchase, so that a furniture shop's buyers are not called lost merely because they seldom buy. Where too little is "
        "known to tell the chance, the return windows spent in silence are counted instead.",
    ),
    Words(
        "Đây là chuyện của số đông: “đã mất” nghĩa là hiếm ai như vậy quay lại, không phải chắc chắn không quay lại. Khách mua ở nơi "
        "khác, hoặc mua mà không để lại tên, tiệm không thấy.",
        "It speaks of people like them: lost means that few of them return, not that nobody does. What they buy elsewhere, or without "
        "leaving a name, the shop cannot see.",
    ),
    Words(
        "Mỗi tuần xem ai vừa sang “Đang rời”, bắt đầu từ người chi nhiều nhất. Đừng giảm giá cho khách đang mua đều.",
        "Look every week at who has just begun to slip, those who spend most first. Give no discounts to customers who are buying anyway.",
    ),
)


def silent(chance: float, left: float, windows: float) -> Rule:
    """Little of the chance to return is left; where the chance is not known, silent for more than so many return windows."""
    by_chance = (c.return_chance < chance) & (c.chance_left < left)
    return by_chance | (c.return_chance.missing() & (c.windows_silent > windows))


def lifecycle(
    *,
    new_within: float = 0.5,
    slipping_below: float = 0.6,
    slipping_left: float = 0.8,
    slipping_windows: float = 1,
    lapsed_below: float = 0.3,
    lapsed_left: float = 0.6,
    lapsed_windows: float = 2,
    lost_below: float = 0.1,
    lost_left: float = 0.4,
    lost_windows: float = 4,
) -> Scheme:
    """Six classes from *not yet a buyer* to *lost*, by the chance that customers of the same rhythm and silence return."""
    return Scheme(
        id="lifecycle",
        name=Words("Vòng đời khách hàng", "Lifecycle"),
        question=Words("Khách đang ở đâu trên con đường cùng tiệm?", "Where are they in their life with us?"),
        classes=(
            PROSPECT.when(c.purchases == 0),
            NEW.when((c.purchases == 1) & (c.windows_silent <= new_within)),
            LOST.when(silent(lost_below, lost_left, lost_windows)),
            LAPSED.when(silent(lapsed_below, lapsed_left, lapsed_windows)),
            SLIPPING.when(silent(slipping_below, slipping_left, slipping_windows)),
            ACTIVE,
        ),
        better=(("lost", "lapsed", "slipping", "active"),),
        page=PAGE,
        parameters={
            "new_within": _windows(new_within, "mới mua: im lặng nhiều nhất", "new: silent at most"),
            **_bars("slipping", ("đang rời", "slipping"), slipping_below, slipping_left, slipping_windows),
            **_bars("lapsed", ("đã rời", "lapsed"), lapsed_below, lapsed_left, lapsed_windows),
            **_bars("lost", ("đã mất", "lost"), lost_below, lost_left, lost_windows),
        },
        leads=True,
    )


def _windows(value: float, vi: str, en: str) -> Parameter:
    return Parameter(value, Words(f"{vi} (số kỳ mua lại)", f"{en} (return windows)"), 0, 20)


def _bars(name: str, words: tuple[str, str], below: float, left: float, windows: float) -> dict[str, Parameter]:
    vi, en = words
    return {
        f"{name}_below": Parameter(below, Words(f"{vi}: cơ hội mua lại dưới", f"{en}: chance to return below"), 0, 1),
        f"{name}_left": Parameter(left, Words(f"{vi}: phần cơ hội còn lại dưới", f"{en}: part of the chance left below"), 0, 1),
        f"{name}_windows": _windows(windows, f"{vi}: khi chưa biết cơ hội, im lặng hơn", f"{en}: chance unknown, silent for more than"),
    }


SCHEME = lifecycle()
