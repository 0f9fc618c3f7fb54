"""Printing an edition: the shop's file copied, with tables laid out for reading and answers prepared; issued only when whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from regulars import settings as chosen
from regulars.edition import prepared
from regulars.insight.value import Insight
from regulars.refreshing import days_before, replayed_days, told
from regulars.shop import ANALYTICS, Shop
from regulars.store import editions, history_of_imports, refresh_history
from regulars.words import Words

Progress = Callable[[Words, float | None], None]
PREPARING = Words("Đang dọn trang", "Preparing the pages")
PRINTING = Words("Đang in số mới", "Printing the new edition")
WEEKS, MONTHS = 13, 3  # that movement is told of, in a shop whose past was never told
SOON = 1_000_000  # lines: a larger shop tells its past only when asked

# Names, numbers and addresses as they are searched for: no marks, no capitals; Vietnamese d with a stroke is a d.
PLAIN = "replace(strip_accents(lower(coalesce({0}, ''))), 'đ', 'd')"
_PEOPLE = """
SELECT c.name, c.phone, c.email, {name} AS name_plain,
  {name} || chr(10) || {email} || chr(10) || coalesce(c.phone, '') || chr(10) || regexp_replace(coalesce(c.phone, ''), '^\\+84', '0') || chr(10) || lower(p.customer_id)
    AS found_by,
  p.*, k.* EXCLUDE (customer_id)
FROM main.profile_as_read AS p JOIN main.classes AS k USING (customer_id)
LEFT JOIN (SELECT * FROM main.customers WHERE replaced_at IS NULL) AS c USING (customer_id)
ORDER BY p.spend_365d DESC NULLS LAST, p.customer_id
"""
# Both lie by customer, so that one customer's rows are found without reading the others.
_BOUGHT = "SELECT * FROM main.order_base WHERE customer_id IS NOT NULL ORDER BY customer_id, day"
_GOODS = """
SELECT o.customer_id, l.order_id, coalesce(p.category_1, p.name) AS goods, sum(l.quantity) AS items
FROM main.order_lines AS l JOIN (SELECT order_id, customer_id FROM main.order_base WHERE customer_id IS NOT NULL) AS o USING (order_id)
LEFT JOIN (SELECT product_id, name, category_1 FROM main.products WHERE replaced_at IS NULL) AS p USING (product_id)
WHERE l.replaced_at IS NULL GROUP BY ALL ORDER BY 1
"""
# The stays that began after the first told day: everybody's first is where they stood, no move.
_MOVES = "SELECT * FROM ({stays}) WHERE valid_from > DATE '{first}' AND list_contains({schemes}, scheme) ORDER BY scheme, valid_from"


def printed(shop: Shop, progress: Progress | None = None) -> Path:
    """Print an edition of the shop as it is now; returns its folder. Raises what `shop.refresh` raises, and issues nothing then."""
    say = progress or _silent
    shop.refresh()
    say(PREPARING, None)
    answers = _quickly(shop)
    prepared.keep(shop.store, shop.last_day(), prepared.state_of(shop), answers)
    today = answers[prepared.key_of("today", {})]
    refresh_history.keep_figures(shop.store, shop.last_day(), {row["figure"]: row["value"] for row in today.table("vi")})
    say(PRINTING, None)
    history_of_imports.prepare(shop.store)
    folder, number = editions.new_folder(shop.path)
    chosen.write(_settings(shop, folder), name=shop.name)
    if (shop.path / "schemes").is_dir():
        shutil.copytree(shop.path / "schemes", folder / "schemes")
    editions.copy(shop.store, folder / ANALYTICS, _tables(shop))
    return editions.issue(folder, number)


def _quickly(shop: Shop) -> dict[str, Insight]:
    """The answers of every edition, without waiting for the past to be told: that is for `answer_slowly`."""
    shop.patient = False
    try:
        return prepared.answered(shop, prepared.quick(shop))
    finally:
        shop.patient = True


def answer_slowly(shop: Shop, progress: Progress | None = None) -> None:
    """Answer the questions that take long, for the next edition, but for those that are answered already.

    The weeks and months before the shop was first computed are told first, where they were not: an edition with these is printed at once.
    """
    say = progress or _silent
    shop.refresh()
    if _past_is_untold(shop):
        shop.replay(max(MONTHS, shop.settings.replay_months), progress, weeks=WEEKS)
        printed(shop, progress)
    day, state = shop.last_day(), prepared.state_of(shop)
    there = prepared.kept(shop.store, day, state)
    left = [each for each in prepared.slow(shop) if prepared.key_of(*each) not in there]
    for place, each in enumerate(left):
        say(PREPARING, place / len(left))
        prepared.keep(shop.store, day, state, prepared.answered(shop, iter([each])))
    shop.look_ahead()


def _past_is_untold(shop: Shop) -> bool:
    """Whether the weeks and months before are still to be told: not where the shop is large, does not want it, or has told enough days by itself."""
    lines, months = shop.store.sql("SELECT count(*) FROM order_lines")[0][0], shop.settings.replay_months
    if lines > SOON or not months or len(told(shop.store).days) > months + 2:
        return False
    return not set(days_before(shop.store, max(MONTHS, months), WEEKS)) <= set(replayed_days(shop.store))


def _settings(shop: Shop, folder: Path) -> Path:
    shutil.copyfile(shop.path / chosen.FILE, folder / chosen.FILE)
    return folder


def _tables(shop: Shop) -> dict[str, str]:
    store, schemes, history = shop.store, [scheme.id for scheme in shop.schemes()], told(shop.store)
    days = [day.isoformat() for day in history.days]
    return {
        "people": _PEOPLE.format(name=PLAIN.format("c.name"), email="lower(coalesce(c.email, ''))"),
        "moves": _MOVES.format(stays=store.compiled(history.spells), first=days[0], schemes=repr(schemes)),
        "bought": _BOUGHT,
        "goods": _GOODS,
        "told_days": f"SELECT unnest({days!r})::DATE AS day",
    }


def _silent(_: Words, __: float | None) -> None:
    return None
