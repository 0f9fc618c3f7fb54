"""Can the outlook be believed? What it said on past days of this shop, against what customers then did."""

from __future__ import annotations

from collections.abc import Iterable

from regulars.insight.spoken import FEWEST, TOO_FEW, days, figure, share
from regulars.models.backtest import Backtest, Band, Errors, Said, Trial
from regulars.models.hindsight import OWN_GAP, RETURN_CHANCE, SILENT, STATUS_QUO
from regulars.models.outlook import HORIZONS
from regulars.words import Words, day, listed

COLUMNS = {
    "origin": "date",
    "method": "string",
    "name": "string",
    "chosen": "boolean",
    "customers": "int64",
    "orders_predicted": "float64",
    "orders_seen": "float64",
    "orders_error": "float64",
    "mae": "float64",
    "rmse": "float64",
    "correlation": "float64",
    "log_score": "float64",
    "spend_predicted": "float64",
    "spend_seen": "float64",
    "spend_error": "float64",
}
NAMES = {
    "pareto_nbd": Words("Pareto/NBD", "Pareto/NBD"),
    "mbg_nbd": Words("MBG/NBD", "MBG/NBD"),
    STATUS_QUO: Words("Giữ nhịp từ trước đến nay", "The same pace as so far"),
    RETURN_CHANCE: Words("Khả năng mua lại", "Chance of return"),
    OWN_GAP: Words("Nhịp mua riêng của từng khách", "Each customer's own gap"),
    SILENT: Words("Im lặng 180 ngày", "Silent for 180 days"),
}
IN_FORCE = Words("{name} (đang dùng)", "{name} (in force)")


def sentence(found: Backtest) -> Words:
    """Of 100 customers who, it was said, would return within 30 days (else 60, else 90), how many did; else the same of those whose chance was highest."""
    if found.reason:
        return found.reason
    told = promised(found)
    if told:
        return _PROMISED.filled(**_said(told))
    likeliest = found.likeliest(30, FEWEST)
    return _LIKELIEST.filled(**_said(likeliest)) if likeliest else TOO_FEW


def promised(found: Backtest) -> Said | None:
    """Those said to return within 30 days, else within 60, else within 90: the first of which there are at least 20; null where there are none."""
    told = (found.promised(days) for days in HORIZONS)
    return next((each for each in told if each and each.customers >= FEWEST), None)


_PROMISED = Words(
    "Cứ 100 khách được đoán là sẽ quay lại trong {days} thì {seen} người đã quay lại.",
    "Of 100 customers we said would return within {days}, {seen} did.",
)
_LIKELIEST = Words(
    "Cứ 100 khách được đoán có khả năng quay lại trong {days} là {low}–{high} thì {seen} người đã quay lại.",
    "Of 100 customers whose chance to return within {days} we put at {low}–{high}, {seen} did.",
)


def _said(told: Said) -> dict[str, Words]:
    return {
        "days": days(told.days),
        "seen": figure(told.seen * 100),
        "predicted": figure(told.predicted * 100),
        "low": figure(told.chance_from * 100),
        "high": share(told.chance_to),
        "customers": figure(told.customers),
    }


def notes(found: Backtest) -> tuple[Words, ...]:
    """How it was tried, who are meant, how far totals were off, and why this model; nothing where nothing was tried."""
    if found.pooled is None:
        return ()
    return (windows(found), *_meant(found), *_totals(found, found.pooled), *_why(found))


def windows(found: Backtest) -> Words:
    """On which past days it was tried, and that it was one only where that is so."""
    origins = [trial.origin for trial in found.trials]
    said = _ONE if len(origins) == 1 else _SEVERAL
    listed_days = Words(*(listed([day(origin, lang) for origin in origins], lang) for lang in ("vi", "en")))
    people = figure(found.pooled.customers if found.pooled else 0)
    return said.filled(n=len(origins), days=days(found.days or 0), origins=listed_days, people=people)


_ONE = Words(
    "Chỉ thử được một kỳ: giấu {days} sau ngày {origins}, đoán từ những gì đã biết hôm ấy về {people} khách, rồi so với thực tế.",
    "One window only: the {days} after {origins} were hidden, foreseen from what was known by then of {people} customers, and compared.",
)
_SEVERAL = Words(
    "Thử {n} kỳ không chồng nhau: giấu {days} sau các ngày {origins}, mỗi lần đoán từ những gì đã biết hôm ấy, rồi so với thực tế ({people} lượt khách).",
    "Tried on {n} windows that do not overlap: the {days} after {origins} were hidden, foreseen from what was known by then, and compared ({people} "
    "customers, each counted once a window).",
)


def _meant(found: Backtest) -> tuple[Words, ...]:
    """Who is meant by those that were said to return, and how many were foreseen of them."""
    told = promised(found)
    return (_MEANT.filled(**_said(told)),) if told else ()


_MEANT = Words(
    "Được đoán là sẽ quay lại: {customers} khách có xác suất mua trong {days} từ 50 % trở lên; tính theo xác suất thì chờ {predicted} trong 100 người.",
    "Said to return: the {customers} customers whose probability of a purchase within {days} was 50% or more; by those probabilities {predicted} of 100 were expected.",
)


def _totals(found: Backtest, pooled: Trial) -> tuple[Words, ...]:
    orders, band = _of(pooled.orders, found.chosen), found.band
    if orders is None or band is None:
        return ()
    said = _TOTAL.filled(predicted=figure(orders.predicted), seen=figure(orders.seen), off=signed(orders.off))
    ranged = _RANGE.filled(low=signed(band.low), high=signed(band.high))
    spend, around = found.spend_band, _around(band)
    wide = _BAND.filled(orders=around, spend=_around(spend)) if spend else _BAND_OF_ORDERS.filled(orders=around)
    return (said, wide) if band.windows == 1 else (said, ranged, wide)


_TOTAL = Words(
    "Tổng số đơn: đoán {predicted}, thực tế {seen}, lệch {off}.", "Orders in total: {predicted} foreseen, {seen} seen, off by {off}."
)
_RANGE = Words("Từng kỳ một, tổng lệch từ {low} đến {high}.", "Window by window the total was off by {low} to {high}.")
_BAND = Words(
    "Nếu lệch như đã thấy, một tổng dự báo có thể thành: số đơn {orders}, chi tiêu {spend}. Khoảng ấy đứng bên cạnh con số dự báo.",
    "Were it off by as much as seen, a forecast of a total may turn out: orders {orders}, spend {spend}. That is the band beside a forecast.",
)
_BAND_OF_ORDERS = Words(
    "Nếu lệch như đã thấy, một tổng số đơn dự báo có thể thành {orders}. Khoảng ấy đứng bên cạnh con số dự báo.",
    "Were it off by as much as seen, a forecast of orders in total may turn out {orders}. That is the band beside a forecast.",
)
_AROUND = Words("từ {low} đến {high}", "{low} to {high}")


def _around(band: Band) -> Words:
    """How much lower and higher than foreseen a total may turn out."""
    low, high = band.around(1.0)
    return _AROUND.filled(low=signed(low - 1), high=signed(high - 1))


def signed(part: float | None) -> Words:
    """A share of 1 with its sign; an en dash where not known."""
    told = share(part)
    return Words(f"+{told.vi}", f"+{told.en}") if part is not None and round(part, 2) > 0 else told


def _why(found: Backtest) -> tuple[Words, ...]:
    """That the model in force gave what happened in the latest window the higher probability, where it did."""
    scored = {each.method: each.log_score for each in found.trials[0].orders if each.log_score is not None}
    others = [score for method, score in scored.items() if method != found.chosen]
    if found.chosen not in scored or not others or scored[found.chosen] < max(others):
        return ()
    return (_WHY.filled(name=NAMES[found.chosen]),)


_WHY = Words(
    "{name} được chọn vì trong kỳ gần nhất, nó cho những gì đã xảy ra xác suất cao hơn.",
    "{name} is in force since it gave what happened in the latest window the higher probability.",
)


def _of(errors: Iterable[Errors], method: str | None) -> Errors | None:
    return next((each for each in errors if each.method == method), None)


def table(found: Backtest, lang: str) -> list[dict[str, object]]:
    """One row per way of foreseeing over all windows together (`origin` null), then per window and way (`COLUMNS`); errors are shares of what was seen.

    Orders of one day are one; `log_score` is null for what gives no probabilities, spend where no spend model was fitted.
    """
    trials = [found.pooled, *(found.trials if len(found.trials) > 1 else ())] if found.pooled else []
    return [_row(found, trial, errors, lang) for trial in trials for errors in trial.orders]


def _row(found: Backtest, trial: Trial, orders: Errors, lang: str) -> dict[str, object]:
    chosen, spend = orders.method == found.chosen, _of(trial.spend, orders.method)
    name = NAMES[orders.method]
    return {
        "origin": trial.origin,
        "method": orders.method,
        "name": (IN_FORCE.filled(name=name) if chosen else name).of(lang),
        "chosen": chosen,
        "customers": trial.customers,
        "orders_predicted": orders.predicted,
        "orders_seen": orders.seen,
        "orders_error": orders.off,
        "mae": orders.mae,
        "rmse": orders.rmse,
        "correlation": orders.correlation,
        "log_score": orders.log_score,
        "spend_predicted": spend and spend.predicted,
        "spend_seen": spend and spend.seen,
        "spend_error": spend and spend.off,
    }
