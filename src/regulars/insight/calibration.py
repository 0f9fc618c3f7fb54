"""Can `return_chance` be believed: of those given such a chance on a past day, how many did buy again?"""

from __future__ import annotations

from collections.abc import Iterable

from regulars.insight.spoken import FEWEST, days, figure
from regulars.models.calibration import TENTHS, Calibration, Tenth
from regulars.words import NBSP, Words, day

COLUMNS = {"chance_from": "float64", "chance_to": "float64", "customers": "int64", "predicted": "float64", "seen": "float64"}


def enough(row: Tenth) -> bool:
    """Whether the tenth holds the 20 customers a percentage needs."""
    return row.customers >= FEWEST


def worst_gap(found: Calibration | None) -> float | None:
    """The largest distance between predicted and seen, as a share of 1, among tenths of at least 20; null where there is none."""
    rows = found.tenths if found else ()
    return max((abs(row.predicted - row.seen) for row in rows if enough(row)), default=None)


def sentence(found: Calibration | None) -> Words:
    """How well the chances held when the last window was hidden."""
    gap = worst_gap(found)
    if found is None or gap is None:
        return Words(
            "Dữ liệu chưa đủ dài để thử lại khả năng mua lại.", "There is too little history to put the chance of return to the test."
        )
    points = figure(gap * 100)
    gap_said = Words(f"{points.vi}{NBSP}điểm phần trăm", f"{points.en}{NBSP}percentage point{'' if points.en == '1' else 's'}")
    return Words(
        "Giấu {days} cuối rồi đoán: lệch nhiều nhất {gap} so với thực tế",
        "With the last {days} hidden, predictions were at most {gap} from what happened",
    ).filled(days=days(found.window), gap=gap_said)


def method(found: Calibration) -> Words:
    """How it was tried, and how much better the chance ranks customers than days of silence alone."""
    tried = Words(
        "Ngày thử là {vi}, với {n} khách, chia theo khả năng mua lại đoán hôm ấy. Cột là phần đã mua lại thật trong kỳ sau đó, vạch ngang là phần đoán trước.",
        "Tried on {en} with {n} customers, by the chance foreseen that day. Bars are those who did buy again in the window that followed, the line is what was foreseen.",
    ).filled(vi=day(found.origin, "vi"), en=day(found.origin, "en"), n=figure(found.customers))
    if found.auc is None or found.auc_silence is None:
        return tried
    ranked = Words(
        " Trong 100 cặp gồm một khách đã quay lại và một khách không, khả năng mua lại xếp đúng {own} cặp; chỉ đếm ngày im lặng thì đúng {silence} cặp.",
        " Of 100 pairs of one who returned and one who did not, the chance ranks {own} rightly; days of silence alone, {silence}.",
    ).filled(own=figure(found.auc * 100), silence=figure(found.auc_silence * 100))
    return Words(tried.vi + ranked.vi, tried.en + ranked.en)


def table(found: Calibration | None) -> list[dict[str, object]]:
    """One row per tenth of the chance (`COLUMNS`), shares of 1; `seen` is null for fewer than 20 customers."""
    return rows(found.tenths if found else ())


def rows(tenths: Iterable[Tenth]) -> list[dict[str, object]]:
    """One row per tenth of a chance (`COLUMNS`)."""
    return [_row(row) for row in tenths]


def _row(row: Tenth) -> dict[str, object]:
    return {
        "chance_from": row.tenth / TENTHS,
        "chance_to": (row.tenth + 1) / TENTHS,
        "customers": row.customers,
        "predicted": row.predicted,
        "seen": row.seen if enough(row) else None,
    }
