"""Movement: who moved up and down since a month ago and why, month by month; how many climb each step, and how long they stay."""

from __future__ import annotations

from collections.abc import Sequence

from regulars import charts
from regulars.insight.movement import compared
from regulars.insight.moves_by_month import whole_months
from regulars.insight.spoken import figure, people
from regulars.insight.value import Insight, Row
from regulars.report.columns import table
from regulars.report.pages.asked import page as asked_page
from regulars.report.study import Study
from regulars.report.value import Block, Chart, Note, Page, Pair, Table
from regulars.scheme import Scheme
from regulars.words import LANGUAGES, Words, day

SCHEMES = ("lifecycle", "ladder")  # the first of them that is there gives the page its finding
SHOWN = 6  # rows of a table of moves, on paper
SPARED = 90  # px by which the bands are lower on paper
TITLE = Words("{scheme}: {up} leo bậc và {down} tụt bậc", "{scheme}: {up} climbed, and {fell} slipped")
CHANGED = Words("{scheme}: {n} đổi nhóm", "{scheme}: {n} changed class")
FROM, TO = Words("Từ nhóm", "From"), Words("Sang nhóm", "To")
SUBJECT = Words("Ai lên, ai xuống", "Who moved up and down")
MONTHS = Words("{scheme}: leo lên và tụt xuống từng tháng", "{scheme}: climbing and slipping by month")
WHY = Words("{scheme}: vì sao đổi nhóm", "{scheme}: why they changed class")

LEAST_STEPS = 4  # days on which a curve stands, the first among them


def page(study: Study, lang: str) -> Page | None:
    """Who moved in the lifecycle and on the ladder since a month ago; none where fewer than two days are told."""
    schemes = [scheme for id in SCHEMES if (scheme := study.there(id))] if _told(study) else []
    if not schemes:
        return None
    blocks = [block for scheme in schemes for block in _scheme(study, scheme, lang)]
    return asked_page(lang, study.insight("movement", scheme=schemes[0].id), SUBJECT, *blocks, told=1) if blocks else None


def _told(study: Study) -> bool:
    return len(study.facts.history.days) >= 2


def _scheme(study: Study, scheme: Scheme, lang: str) -> list[Block]:
    """The bands of those who moved with every reason, then month by month beside the reasons in sum."""
    found = study.insight("movement", scheme=scheme.id)
    moved = [row for row in found.table(lang) if row["cause"] is not None]
    if not moved:
        return []
    by_month = _by_month(study, scheme, lang)
    why = _causes(scheme, moved, lang)
    beside: Block = Pair(MONTHS.filled(scheme=scheme.name).of(lang), by_month, why) if by_month else why
    return [_bands(study, scheme, found, moved, lang), Note(found.notes[0].of(lang)), beside]


def _bands(study: Study, scheme: Scheme, found: Insight, moved: Sequence[Row], lang: str) -> Chart:
    title = _title(scheme, moved).of(lang)
    days = compared(study.facts.history.days)
    heads = {"before": day(days.since, lang), "after": day(days.until, lang)} if days else {}
    figure = charts.flow(found.table(lang), lang=lang, currency=study.currency, title=title, **heads)
    ranked = sorted(moved, key=lambda row: -row["customers"])
    keys = ("name", "other_name", "cause_name", "customers", "share")
    told = table(f"movement_{scheme.id}", title, ranked, keys, lang, name=FROM, other_name=TO)
    return Chart(figure, told, title, printed=True, paper=figure.height - SPARED, rows=SHOWN)


def _title(scheme: Scheme, moved: Sequence[Row]) -> Words:
    """How many went up and down, or how many changed class where the scheme has no order."""
    up, down = (sum(row["customers"] for row in moved if row["direction"] == way) for way in ("up", "down"))
    changed = sum(row["customers"] for row in moved if row["class"] is not None and row["other_class"] is not None)
    said = TITLE if scheme.better else CHANGED
    return said.filled(scheme=scheme.name, up=people(up), down=people(down), fell=figure(down), n=people(changed))


def _by_month(study: Study, scheme: Scheme, lang: str) -> Chart | None:
    """How many climbed and slipped in each whole month; none without one."""
    rows = whole_months(study.insight("moves_by_month", scheme=scheme.id).table(lang))
    if not rows or not scheme.better:
        return None
    title = MONTHS.filled(scheme=scheme.name).of(lang)
    figure = charts.moves(rows, lang=lang, currency=study.currency, title=title)
    keys = ("until", "name", "start", "entered", "left", "returned", "end", "up", "down")
    return Chart(figure, table(f"months_{scheme.id}", title, rows, keys, lang), half=True)


def _causes(scheme: Scheme, moved: Sequence[Row], lang: str) -> Table:
    """One row per reason for which somebody known on both days changed class, the most frequent first."""
    summed: dict[str, Row] = {}
    for row in (row for row in moved if row["class"] is not None and row["other_class"] is not None):
        own = summed.setdefault(
            row["cause"], {"cause_name": row["cause_name"][:1].upper() + row["cause_name"][1:], "customers": 0, "up": 0, "down": 0}
        )
        for key in ("customers", *([row["direction"]] if row["direction"] else [])):
            own[key] += row["customers"]
    ranked = sorted(summed.values(), key=lambda row: -row["customers"])
    return table(f"causes_{scheme.id}", WHY.filled(scheme=scheme.name).of(lang), ranked, ("cause_name", "customers", "up", "down"), lang)


def climbing(study: Study, lang: str) -> Page | None:
    """How many climb each step of the ladder, how sure that is, how long it took, and how long they stay on each rung."""
    if not _told(study) or study.there("ladder") is None:
        return None
    found = study.insight("climbing")
    if not any(row["share"] is not None for row in found.rows[LANGUAGES[0]]):
        return None
    keys = ("name", "other_name", "reached", "climbers", "share", "low", "high", "median_days", "timed")
    steps = table("climbing", found.sentence.of(lang), found.table(lang), keys, lang, name=FROM, other_name=TO)
    return asked_page(lang, found, Words("Leo bậc", "Climbing"), steps, *_staying(study, lang))


def _staying(study: Study, lang: str) -> tuple[Block, ...]:
    """The curves of the rungs of which enough is known, and how they are made; nothing where so few days were told that a curve is one step."""
    found = study.insight("staying")
    known = {row["class"] for row in found.table(lang) if row["staying"] is not None and row["days"] > 0}
    rows = [row for row in found.table(lang) if row["class"] in known]
    if len({row["days"] for row in rows}) < LEAST_STEPS:
        return ()
    title = found.sentence.of(lang).removesuffix(".")
    figure = charts.staying(rows, lang=lang, currency=study.currency, title=title)
    told = table("staying", title, rows, ("name", "days", "staying", "observed"), lang)
    return (Chart(figure, told, title), *(Note(words.of(lang)) for words in found.notes))
