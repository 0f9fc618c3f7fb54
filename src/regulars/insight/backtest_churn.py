"""Does the outlook know beforehand who will not return? Each way of telling, by how it ranks those who did not order within the return window."""

from __future__ import annotations

from regulars.insight.backtest import NAMES
from regulars.insight.spoken import FEWEST, TOO_FEW, days, figure, people, share
from regulars.models.backtest import Backtest, Churn
from regulars.words import Words

COLUMNS = {"method": "string", "name": "string", "customers": "int64", "auc": "float64", "brier": "float64"}
NOT_OVER = Words(
    "Kỳ mua lại của tiệm dài hơn kỳ đã giấu, nên chưa biết ai không quay lại.",
    "The return window is longer than what was hidden, so who stayed away is not known yet.",
)


def sentence(found: Backtest) -> Words:
    """Of 100 pairs of one who did not return and one who did, how many the outlook ranked rightly."""
    if found.reason:
        return found.reason
    churn = found.pooled.churn if found.pooled else None
    if churn is None:
        return NOT_OVER
    own = next((each.auc for each in churn.rankings if each.method == found.chosen), None)
    if own is None or churn.customers < FEWEST:
        return TOO_FEW
    return _SAID.filled(n=figure(own * 100))


_SAID = Words(
    "Cứ 100 cặp gồm một khách không quay lại và một khách quay lại, dự báo xếp đúng {n} cặp",
    "Of 100 pairs of one who did not return and one who did, the outlook ranks {n} rightly",
)


def notes(churn: Churn | None) -> tuple[Words, ...]:
    """How many did not order within the return window, and how the plain rules call somebody gone; nothing where that is not known."""
    if churn is None or churn.customers < FEWEST:
        return ()
    window = Words("kỳ mua lại ({days})", "the return window ({days})").filled(days=days(churn.window)) if churn.window else _WINDOW
    return (_SILENT.filled(n=people(churn.customers), share=share(churn.seen), window=window), _RULES)


_WINDOW = Words("kỳ mua lại", "the return window")
_SILENT = Words(
    "{share} trong {n} không mua lần nào trong {window} sau ngày thử. Cặp xếp đúng là cặp mà người không quay lại được cho là dễ mất hơn.",
    "Of {n}, {share} did not order within {window} after the day tried. A pair is ranked rightly where the one who did not return was held more likely lost.",
)
_RULES = Words(
    "Nhịp riêng: coi là mất khi im lặng quá hai lần nhịp mua của chính khách ấy. Điểm Brier là trung bình bình phương sai số của xác suất; có hay không là 1 hay 0.",
    "Own gap: gone after twice the customer's own mean gap of silence. The Brier score is the mean squared error of the probability; a plain yes or no is 1 or 0.",
)


def table(found: Backtest, lang: str) -> list[dict[str, object]]:
    """One row per way of telling who will not order within the return window (`COLUMNS`): the share of pairs ranked rightly, and the Brier score."""
    churn = found.pooled.churn if found.pooled else None
    if churn is None:
        return []
    return [
        {"method": each.method, "name": NAMES[each.method].of(lang), "customers": churn.customers, "auc": each.auc, "brier": each.brier}
        for each in churn.rankings
    ]
