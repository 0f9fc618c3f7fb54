"""`refresh`, `recut` and `replay`: the numbers brought to a day, the bars cut anew, the months before told."""

from __future__ import annotations

from regulars.errors import NotFitted
from regulars.refreshing import Replay
from regulars.words import Words, day, number
from regulars.working.kind import Kind, Result, Work, said

NO_ORDERS = Words("Tiệm chưa có đơn hàng nào, nên chưa có gì để tính.", "The shop has no orders yet: there is nothing to compute.")
TOLD = Words("Đã xếp lại {count} mốc, từ {first} đến {last}.", "Told {count} days again, from {first} to {last}.")
RECUTTING = Words("Đang cắt lại ngưỡng", "Cutting the bars anew")
REPLAYING = Words("Đang xếp lại các tháng trước", "Sorting the months before again")
NONE_BEFORE = Words("Trước ngày tính đầu tiên chưa có cuối tháng nào.", "There is no month end before the first day computed.")


def refresh(work: Work) -> Result:
    """Arguments: as_of (the last day with data where it is left out); if_any: a shop without orders is no fault."""
    try:
        report = work.shop.refresh(work.arguments.get("as_of"), work.progress)
    except NotFitted as error:
        if error.code == "no_orders" and work.arguments.get("if_any"):
            return Result(NO_ORDERS, lambda _: {"kind": "nothing"})
        raise
    return Result(said(report.text), lambda _: report.to_data(), freshness=report.freshness)


def recut(work: Work) -> Result:
    """Arguments: dry_run."""
    work.shop.refresh(None, work.progress)
    work.renew()
    work.progress(RECUTTING, None)
    done = work.shop.recut(dry_run=bool(work.arguments.get("dry_run")))
    return Result(said(done.text), lambda _: done.to_data(), freshness=work.shop.freshness(done.as_of))


def replay(work: Work) -> Result:
    """Arguments: months (13)."""
    work.shop.refresh(None, work.progress)
    work.renew()
    work.progress(REPLAYING, None)
    done = work.shop.replay(int(work.arguments.get("months") or 13), work.progress)
    data = {"days": [each.isoformat() for each in done.days], "moved": dict(done.moved)}
    return Result(said(lambda lang: _told(done, lang)), lambda _: data, freshness=work.shop.freshness())


def _told(done: Replay, lang: str) -> str:
    if not done.days:
        return NONE_BEFORE.of(lang)
    return TOLD.of(lang, count=number(len(done.days), lang), first=day(done.days[0], lang), last=day(done.days[-1], lang))


REFRESH = Kind("refresh", Words("Tính lại các con số", "Compute the numbers anew"), refresh, follows="edition")
RECUT = Kind("recut", Words("Cắt lại ngưỡng", "Cut the bars anew"), recut, follows="edition")
REPLAY = Kind("replay", Words("Xếp lại các tháng trước", "Sort the months before again"), replay, follows="edition")
