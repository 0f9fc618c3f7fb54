"""What Home says of the figures of the day, in words."""

from __future__ import annotations

from regulars.edition import Edition
from regulars.insight.spoken import figure, people, share, sum_of
from regulars.web.pages.home import figures as at
from regulars.web.pages.home.figures import Figures
from regulars.web.rendering import door
from regulars.words import LANGUAGES, NBSP, Words, money, percent

TITLE = Words("Hôm nay", "Today")
TODO = Words("Việc nên làm hôm nay", "What to do today")
QUIET = Words("Hôm nay không có việc gấp.", "Nothing is urgent today.")
WEEKLY = Words("Leo bậc và rời đi, {n} tuần qua", "Climbing and leaving, the last {n} weeks")
NOT_TOLD = Words(
    "Đang xem lại 12 tuần trước để biết ai leo bậc, ai bắt đầu rời. Xong sẽ hiện ở đây.",
    "The last 12 weeks are being looked back at, to tell who climbed and who began to leave. They will appear here.",
)
CLIMBED, BEGAN = Words("leo bậc", "climbed"), Words("bắt đầu rời", "began to leave")
LEADING = Words("Ba cách phân loại chính", "The three leading schemes")
OTHERS = Words("Các cách phân loại khác", "The other schemes")
BY_USE = Words("xếp theo mức hữu ích với tiệm", "by how useful they are to this shop")
WAITING = Words("Đang chờ dữ liệu", "Waiting for data")
OPEN = Words("Mở cách phân loại này", "Open this scheme")
FEWEST_WEEKS = 2
WEEK, QUIET_WEEK = 7, 8  # so few moves make a quiet week

_NOBODY = Words("không khách nào", "nobody")
_QUIET_HEAD = Words("Một tuần yên: {n} đổi bậc, không khách chủ chốt nào rời.", "A quiet week: {n} changed class, no key account left.")
_FIRST_HEAD = Words(
    "Tiệm có {people} đang mua; 7 ngày qua thu {money}.", "The shop has {people} buying now; the last 7 days brought {money}."
)
_MORE = Words(
    "Số khách leo bậc nhiều hơn kỳ trước {n}; trong đó {top} trở thành {name}.", "{n} more climbed than before, and {top} reached {name}."
)
_FEWER = Words(
    "Số khách leo bậc ít hơn kỳ trước {n}; trong đó {top} trở thành {name}.", "{n} fewer climbed than before; {top} reached {name}."
)
_SAME = Words("Số khách leo bậc bằng kỳ trước; trong đó {top} trở thành {name}.", "As many climbed as before; {top} reached {name}.")
_CLIMBED = Words("{n} leo bậc; trong đó {top} trở thành {name}.", "{n} climbed; {top} reached {name}.")
_LEFT = Words(
    "Trong số khách bắt đầu rời có {n} là {name}; năm qua họ đã mua {money}.",
    "Of those who began to leave, {n} had reached {name}; in the past year they spent {money}.",
)
_NONE_LEFT = Words("Không {name} nào bắt đầu rời.", "No {name} customer began to leave.")
_DUE = Words(
    "{n} đến kỳ mua trong 7 ngày tới, thường mang về khoảng {money}.", "{n} are due within 7 days and usually bring about {money}."
)
_DUE_ONE = Words(_DUE.vi, "{n} is due within 7 days and usually brings about {money}.")
_REGULARS, _REGULAR = Words("{n} khách quen", "{n} regulars"), Words("{n} khách quen", "{n} regular")
_CALL = Words("Gọi {n} {name} đang rời", "Call the {n} {name} customers who are slipping")
_CALL_ONE = Words(_CALL.vi, "Call the {name} customer who is slipping")
_CALL_WORTH = Words("{money} năm qua · đã im {least}–{most} ngày", "{money} last year · silent {least}–{most} days")
_CALL_WORTH_ONE = Words("{money} năm qua · đã im {least} ngày", "{money} last year · silent {least} days")
_WRITE = Words("Nhắn {n} khách đến kỳ mua", "Write to the {n} who are due")
_WRITE_ONE = Words(_WRITE.vi, "Write to the customer who is due")
_WRITE_WORTH = Words("{money} dự kiến · {zalo} khách đồng ý nhận Zalo", "{money} expected · {zalo} agreed to Zalo")
_WRITE_WORTH_ALONE = Words("{money} dự kiến", "{money} expected")  # where it is known of nobody whether they agreed
_SETTLE = Words("Giải quyết khiếu nại còn mở của {people}", "Resolve the open complaints of {people}")
_SETTLE_WORTH = Words("trong đó {name}: {top}", "of them at {name}: {top}")
_SEE = Words("Xem {people}", "See {people}")
_WEEK_BEFORE = Words("tuần trước {was}", "last week {was}")
_DAYS_BEFORE = Words("{n} ngày trước {was}", "{n} days ago {was}")
_POINTS = Words("{n} điểm", "{n} points")


def headline(found: Figures, currency: str) -> Words:
    """The first sentence: who climbed and who began to leave; a quiet week; or, before anything can be compared, what there is."""
    if found.value("days") is None:
        return _first(found, currency)
    moved = found.count("climbed") + found.count("began_leaving")
    if found.days == WEEK and moved < QUIET_WEEK and not found.count("top_began_leaving"):
        return _QUIET_HEAD.filled(n=_some(moved))
    return found.sentence


def _first(found: Figures, currency: str) -> Words:
    if found.value("buying") is None:
        return found.sentence
    return _FIRST_HEAD.filled(people=people(found.count("buying")), money=sum_of(found.value("revenue"), currency))


def _some(count: int) -> Words:
    return people(count) if count else _NOBODY


def lead(found: Figures, edition: Edition) -> list[tuple[Words, dict[str, object]]]:
    """At most three sentences with their doors."""
    told = [_of_climbs(found, edition), _of_leaving(found, edition), _of_due(found, edition)]
    return [each for each in told if each]


def _of_climbs(found: Figures, edition: Edition) -> tuple[Words, dict[str, object]] | None:
    if found.value("climbed") is None or found.top is None:
        return None
    top = at.listed(moved=f"ladder:{found.days}:::{top_class(edition)}")
    reached = found.count("climbed_to_top")
    doors: dict[str, object] = {"top": (people(reached), top) if reached else _NOBODY, "name": found.top}
    if found.before("climbed") is None:
        return _CLIMBED, doors | {"n": (people(found.count("climbed")), at.climbed(found.days))}
    more = found.count("climbed") - int(found.before("climbed") or 0)
    words = _MORE if more > 0 else _FEWER if more < 0 else _SAME
    return words, doors | {"n": people(abs(more))}  # a difference is no group of people


def _of_leaving(found: Figures, edition: Edition) -> tuple[Words, dict[str, object]] | None:
    if found.value("began_leaving") is None or found.top is None:
        return None
    if not found.count("top_began_leaving"):
        return _NONE_LEFT, {"name": lower(found.top)}
    rule = at.TOP.format(top=top_class(edition))
    counted = people(found.count("top_began_leaving")), at.began(found.days, rule)
    return _LEFT, {"n": counted, "name": lower(found.top), "money": sum_of(found.value("top_began_leaving_spend"), edition.currency)}


def _of_due(found: Figures, edition: Edition) -> tuple[Words, dict[str, object]] | None:
    if not found.count("due"):
        return None
    one = found.count("due") == 1
    counted = (_REGULAR if one else _REGULARS).filled(n=figure(found.value("due"))), at.due()
    return _DUE_ONE if one else _DUE, {"n": counted, "money": sum_of(found.value("due_spend"), edition.currency)}


def lower(name: Words) -> Words:
    """A class inside a Vietnamese sentence, where people are counted by it."""
    return Words(name.vi[:1].lower() + name.vi[1:], name.en)


def top_class(edition: Edition) -> str:
    """The id of the top rung of the ladder."""
    return edition.scheme("ladder").better[0][-1]


def todos(found: Figures, edition: Edition) -> list[dict[str, object]]:
    """What to do today, by the money at stake, three at most."""
    asked = [_call(found, edition), _write(found, edition), _settle(found, edition)]
    rows = sorted((each for each in asked if each), key=lambda each: -each[0])
    return [row for _, row in rows]


def _call(found: Figures, edition: Edition) -> tuple[float, dict[str, object]] | None:
    count = found.count("top_slipping")
    if not count or found.top is None:
        return None
    least, most = found.count("top_silent_from"), found.count("top_silent_to")
    words = _CALL_WORTH if least < most else _CALL_WORTH_ONE
    worth = words.filled(money=sum_of(found.value("top_slipping_spend"), edition.currency), least=least, most=most)
    rule = f"{at.TOP.format(top=top_class(edition))} and lifecycle = 'slipping'"
    what = (_CALL_ONE if count == 1 else _CALL).filled(n=figure(count), name=lower(found.top))
    return found.value("top_slipping_spend") or 0, _row(what, worth, count, at.listed(rule=rule))


def _write(found: Figures, edition: Edition) -> tuple[float, dict[str, object]] | None:
    count = found.count("due")
    if not count:
        return None
    words = _WRITE_WORTH_ALONE if found.value("due_zalo") is None else _WRITE_WORTH
    worth = words.filled(money=sum_of(found.value("due_spend"), edition.currency), zalo=figure(found.value("due_zalo")))
    return found.value("due_spend") or 0, _row((_WRITE_ONE if count == 1 else _WRITE).filled(n=figure(count)), worth, count, at.due())


def _settle(found: Figures, _: Edition) -> tuple[float, dict[str, object]] | None:
    count = found.count("complaints")
    if not count or found.top is None:
        return None
    worth = _SETTLE_WORTH.filled(top=figure(found.value("complaints_top")), name=found.top)
    return 0, _row(_SETTLE.filled(people=people(count)), worth, count, at.listed(rule="open_complaints >= 1"))


def _row(what: Words, worth: Words, count: int, href: str) -> dict[str, object]:
    return {"what": what, "worth": worth, "see": _SEE.filled(people=people(count)), "href": href}


METRICS = ("revenue", "buying", "repeat_share", "at_risk")
DOORS = {"buying": at.listed(rule="lifecycle in ('new', 'active')"), "at_risk": at.listed(rule="lifecycle = 'slipping'")}


def metrics(found: Figures, currency: str) -> list[dict[str, object]]:
    """The four numbers with what they were a week before; of people and risk, on the day before that was told."""
    days = {"buying": found.days, "at_risk": found.days}
    return [_metric(found.row(name), currency, days.get(name, WEEK)) for name in METRICS]


def _metric(row: dict[str, object], currency: str, days: int) -> dict[str, object]:
    value, before = row["value"], row["before"]
    shown = _written(value, str(row["unit"]), currency)
    parts = (
        Words(*(text.partition(NBSP)[0] for text in (shown.vi, shown.en))),
        Words(*(text.partition(NBSP)[2] for text in (shown.vi, shown.en))),
    )
    told = {"label": row["name"], "figure": parts[0], "unit": parts[1] if parts[1].vi else "", "href": DOORS.get(str(row["figure"]))}
    if value is None or before is None:
        return told
    rose = value > before  # type: ignore[operator]
    tone = "good" if (rose == (row["rising"] == "good")) else "bad"
    was = (_WEEK_BEFORE if days == WEEK else _DAYS_BEFORE).filled(
        n=days, was=_before(_written(before, str(row["unit"]), currency), str(row["unit"]))
    )
    change = _changed(float(value), float(before), str(row["unit"]), currency) if value != before else None  # type: ignore[arg-type]
    return told | {"change": change, "direction": "up" if rose else "down", "tone": tone, "before": was}


def _written(value: object, unit: str, currency: str) -> Words:
    if value is None:
        return Words("–", "–")
    if unit == "money":
        return sum_of(float(value), currency)  # type: ignore[arg-type]
    return share(float(value), 1) if unit == "share" else figure(float(value))  # type: ignore[arg-type]


def _before(text: Words, unit: str) -> Words:
    """Money without its sign: the unit was said above."""
    return Words(text.vi.removesuffix(f"{NBSP}₫"), text.en.removesuffix(f"{NBSP}₫")) if unit == "money" else text


def _changed(value: float, before: float, unit: str, currency: str) -> Words:
    """How much more or less, without a sign: the arrow says which way."""
    if unit == "share":
        return _POINTS.filled(n=figure(abs(value - before) * 100, 1))
    if unit == "customers":
        return people(int(abs(value - before)))
    if before > 0:
        return Words(*(percent(abs(value / before - 1), lang, 1) for lang in LANGUAGES))
    return Words(*(money(abs(value - before), currency, lang) for lang in LANGUAGES))


def with_doors(found: tuple[Words, dict[str, object]], lang: str) -> tuple[Words, dict[str, object]]:
    """A sentence and its values, pairs of text and address made doors."""
    words, values = found
    return words, {name: door(value[0], value[1], lang) if isinstance(value, tuple) else value for name, value in values.items()}
