"""Every question by its name, and the answer to each as one value: a tidy table and a sentence."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from regulars.errors import InputError, NotFound
from regulars.insight import (
    ages,
    believing,
    calibration,
    categories,
    category_levels,
    classes,
    climbing,
    cohort_revenue,
    cohorts,
    concentration,
    confidence,
    crossing,
    demand,
    demand_groups,
    demand_tried,
    equity,
    expecting,
    first_purchases,
    frequency,
    gaps,
    ladder,
    lately,
    leaving,
    lost_elite,
    movement,
    moves_by_month,
    moving,
    nps,
    one_point,
    opening,
    price,
    products,
    readiness,
    regions,
    revenue,
    rfm_map,
    scoreboard,
    second_purchase,
    spend_at_risk,
    staying,
    unclassified,
    worth,
)
from regulars.insight.choosing import one_of, scheme_of, whole_number
from regulars.insight.facts import Facts
from regulars.insight.spoken import plain
from regulars.insight.value import Insight, Row, in_languages
from regulars.scheme import Scheme
from regulars.vocabulary import nearest
from regulars.words import Words


@dataclass(frozen=True)
class Question:
    """A question that can be asked of any shop: `answer(facts, **options)`; `options` are the names it takes and what they are if left out.

    `columns` of the answer: names and Ibis types.
    """

    id: str
    asks: Words
    columns: Mapping[str, str]
    answer: Callable[..., Insight]

    @property
    def options(self) -> dict[str, object]:
        taken = list(inspect.signature(self.answer).parameters.values())[1:]
        return {each.name: each.default for each in taken}


def question(id: str) -> Question:
    """The question of that name; `NotFound` with the nearest names."""
    if id in QUESTIONS:
        return QUESTIONS[id]
    close = ", ".join(nearest(id, tuple(QUESTIONS)) or QUESTIONS)
    raise NotFound(
        Words(f"Không có câu hỏi nào tên “{id}”.", f"There is no question called “{id}”."),
        seen=id,
        todo=Words(f"Có: {close}.", f"There is: {close}."),
    )


def ask(id: str, facts: Facts, options: Mapping[str, object]) -> Insight:
    """The answer to a question; `NotFound` for one that is not there, `InputError` for an option that it does not take or cannot use."""
    asked = question(id)
    for name in options:
        if name not in asked.options:
            raise _no_option(asked, name)
    return asked.answer(facts, **options)


def _no_option(asked: Question, name: str) -> InputError:
    there = ", ".join(asked.options) or "–"
    return InputError(
        Words(f"Câu hỏi “{asked.id}” không có lựa chọn “{name}”.", f"The question “{asked.id}” takes no option “{name}”."),
        seen=name,
        todo=Words(f"Có: {there}.", f"There is: {there}."),
        code="option",
    )


def _made(name: str, facts: Facts, sentence: Words, read: Callable[[str], list[Row]], notes: tuple[Words, ...] = ()) -> Insight:
    return Insight(name, facts.as_of, facts.currency, sentence, QUESTIONS[name].columns, in_languages(read), notes)


def _findings(facts: Facts) -> Insight:
    found = opening.ranked(facts.seen)
    notes = (leaving.formula(facts.bars.window),) if facts.leaving.at_risk else ()
    headline = opening.headline(facts.seen)
    return _made("findings", facts, headline, lambda lang: opening.table(found, lang), notes)


def _ladder(facts: Facts, scheme: str = "ladder") -> Insight:
    asked = scheme_of(facts, scheme)
    sizes = facts.sizes[scheme]
    step = ladder.hardest_step(asked, sizes)
    notes = (step,) if step else ()
    return _made("ladder", facts, ladder.sentence(asked, sizes), lambda lang: ladder.table(asked, sizes, lang), notes)


def _pareto(facts: Facts) -> Insight:
    found = facts.concentration
    notes = tuple(
        Words(*(f"{row.about.of(lang)}: {row.own.of(lang)}" for lang in ("vi", "en"))) for row in concentration.thumbs(found, facts.year)
    )
    return _made("pareto", facts, concentration.sentence(found), lambda _: concentration.table(found), notes)


def _months(facts: Facts) -> Insight:
    found = facts.months
    sentence = revenue.months_sentence(found, facts.currency)
    return _made("months", facts, sentence, lambda _: revenue.table(found))


def _calibration(facts: Facts) -> Insight:
    found = facts.calibration
    notes = (calibration.method(found),) if found else ()
    return _made("calibration", facts, calibration.sentence(found), lambda _: calibration.table(found), notes)


def _classes(facts: Facts, scheme: str = "ladder") -> Insight:
    asked = scheme_of(facts, scheme)
    sizes = facts.sizes[scheme]
    return _made(
        "classes",
        facts,
        class_sentence(facts, asked),
        lambda lang: classes.table(asked, sizes, lang),
        classes.notes(sizes),
    )


def class_sentence(facts: Facts, scheme: Scheme) -> Words:
    """What a scheme found in this shop: its own sentence where it has one, else its weightiest class."""
    sizes = facts.sizes[scheme.id]
    if scheme.id == leaving.LIFECYCLE:
        return leaving.sentence(facts.leaving, sizes)
    if scheme.id == price.PRICE:
        return price.sentence(sizes)
    if scheme.id == frequency.FREQUENCY:
        return frequency.sentence(scheme, sizes)
    if scheme.id == "ladder":
        return ladder.hardest_step(scheme, sizes) or ladder.sentence(scheme, sizes)
    return classes.sentence(scheme, sizes)


def _of_scheme(id: str) -> Callable[[Facts], Insight]:
    def answer(facts: Facts) -> Insight:
        found = _classes(facts, id)
        notes = (leaving.formula(facts.bars.window),) if id == leaving.LIFECYCLE and facts.leaving.at_risk else found.notes
        return replace(found, name=id, notes=notes)

    return answer


def _leaving(facts: Facts) -> Insight:
    found = facts.leaving
    said = found.words(facts.bars.window, facts.currency) or Words("Không khách nào đang rời.", "Nobody is slipping away.")
    return _made("leaving", facts, plain(said), lambda _: leaving.table(found), (leaving.formula(facts.bars.window),))


def _second_purchase(facts: Facts) -> Insight:
    found = facts.second
    said = found.words() or Words("Chưa đủ khách để biết bao nhiêu người mua lần hai.", "Too few customers to tell how many buy again.")
    return _made("second_purchase", facts, plain(said), lambda _: second_purchase.table(found))


def _rfm_map(facts: Facts, scheme: str = "rfm") -> Insight:
    asked = scheme_of(facts, scheme)
    found = rfm_map.rfm_map(facts.people, asked)
    sentence = rfm_map.sentence(asked, found)
    return _made("rfm_map", facts, sentence, lambda lang: rfm_map.table(asked, found, lang), (rfm_map.NOTE,))


def _cohorts(facts: Facts, definition: str = "classic", grain: str | None = None) -> Insight:
    one_of("definition", definition, cohorts.DEFINITIONS)
    chosen = one_of("grain", grain or cohorts.grain_of(facts.bars.window), tuple(cohorts.MONTHS_IN))
    found = cohorts.cohorts(facts.days, facts.as_of, chosen, definition, facts.held.unsure)
    return _made("cohorts", facts, cohorts.sentence(found), lambda _: cohorts.table(found), cohorts.notes(found))


def _cohort_revenue(facts: Facts, grain: str | None = None) -> Insight:
    chosen = one_of("grain", grain or cohorts.grain_of(facts.bars.window), tuple(cohorts.MONTHS_IN))
    found = cohort_revenue.cohort_revenue(facts.days, facts.as_of, chosen)
    sentence, notes = cohort_revenue.sentence(found), cohort_revenue.notes(found)
    return _made("cohort_revenue", facts, sentence, lambda _: cohort_revenue.table(found), notes)


def _categories(facts: Facts, level: int | str | None = None) -> Insight:
    chosen = int(one_of("level", str(level or facts.category_level), ("1", "2", "3")))
    here = facts.categories
    found = here[chosen - 1]
    told = category_levels.advice([category_levels.level_figures(each) for each in here], chosen)
    sentence = categories.sentence(found, facts.currency)
    notes = (*categories.notes(found), *([told] if told else []))
    return _made("categories", facts, sentence, lambda _: categories.table(found), notes)


def _category_levels(facts: Facts) -> Insight:
    found, chosen = facts.levels, facts.category_level
    said = category_levels.sentence(found, chosen)
    return _made("category_levels", facts, said, lambda lang: category_levels.table(found, chosen, lang), (category_levels.METHOD,))


def _products(facts: Facts, category: str | None = None, level: int | str | None = None, most: int | str = products.MOST) -> Insight:
    chosen = int(one_of("level", str(level or facts.category_level), ("1", "2", "3")))
    rows = whole_number("most", most, 1, 10_000)
    found = products.within(facts.products, category, chosen)
    said = products.sentence(found, category)
    return _made("products", facts, said, lambda _: products.table(found, rows), (products.NOTE,))


def _first_purchases(facts: Facts, by: str = "category", goal: str = "premium", level: int | str | None = None) -> Insight:
    chosen = one_of("level", str(level or facts.category_level), ("1", "2", "3"))
    column = {"category": f"category_{chosen}", "product": "name"}[one_of("by", by, ("category", "product"))]
    one_of("goal", goal, first_purchases.GOALS)
    products, window = facts.tables["products"], facts.bars.window
    found = first_purchases.first_purchases(facts.baskets.firsts, products, facts.people, window, column, goal)
    sentence, notes = first_purchases.sentence(found), first_purchases.notes(found)
    return _made("first_purchases", facts, sentence, lambda _: first_purchases.table(found), notes)


def _regions(facts: Facts) -> Insight:
    found = regions.places(facts.people, facts.tables["customers"])
    scheme = facts.scheme("region")
    notes = (regions.NOTE,)
    return _made("regions", facts, regions.sentence(found), lambda lang: regions.table(found, scheme, lang), notes)


def _ages(facts: Facts) -> Insight:
    found = ages.ages(facts.people)
    return _made("ages", facts, ages.sentence(found), lambda lang: ages.table(found, lang), (ages.NOTE,))


def _unclassified(facts: Facts) -> Insight:
    found = facts.unclassified
    sentence, notes = unclassified.sentence(found, facts.currency), unclassified.notes(found)
    return _made("unclassified", facts, sentence, lambda lang: unclassified.table(found, lang), notes)


def _what_to_ask(facts: Facts) -> Insight:
    found = facts.unclassified
    sentence, notes = unclassified.sentence(found, facts.currency), unclassified.notes(found)
    return _made("what_to_ask", facts, sentence, lambda lang: unclassified.asked_table(found, lang), notes)


def _nps(facts: Facts) -> Insight:
    found = nps.nps(facts.profile)
    return _made("nps", facts, nps.sentence(found), lambda lang: nps.table(found, lang), (nps.METHOD,) if found.n else ())


def _confidence(facts: Facts, scheme: str = "ladder") -> Insight:
    asked = scheme_of(facts, scheme)
    found = [] if facts.sure is None else confidence.sureness(facts.sure, facts.classes, asked)
    notes = (confidence.METHOD,) if found else ()
    return _made("confidence", facts, confidence.sentence(found), lambda lang: confidence.table(asked, found, lang), notes)


def _gaps(facts: Facts) -> Insight:
    return _made("gaps", facts, gaps.sentence(facts.gaps), lambda lang: gaps.table(facts.gaps, lang))


def _readiness(facts: Facts) -> Insight:
    needs, schemes = facts.needs, facts.schemes
    return _made("readiness", facts, readiness.sentence(needs, schemes), lambda lang: readiness.table(needs, schemes, lang))


def _scoreboard(facts: Facts, days: int | str | None = None) -> Insight:
    board, schemes = facts.board, facts.schemes
    found = scoreboard.horizon_of(board, days)
    sentence, notes = scoreboard.sentence(board, found, schemes), scoreboard.notes(board, found)
    return _made("scoreboard", facts, sentence, lambda lang: scoreboard.table(board, found, schemes, lang), notes)


def _crossing(facts: Facts, scheme: str = "ladder", other: str = "lifecycle") -> Insight:
    first, second = scheme_of(facts, scheme), scheme_of(facts, other)
    found = crossing.crossing(facts.people, first, second)
    sentence = crossing.sentence(first, second, found)
    return _made("crossing", facts, sentence, lambda lang: crossing.table(first, second, found, lang))


def _listed(*asked: tuple[str, Callable[..., Insight], Mapping[str, str], str, str]) -> dict[str, Question]:
    return {id: Question(id, Words(vi, en), columns, answer) for id, answer, columns, vi, en in asked}


QUESTIONS: dict[str, Question] = _listed(
    ("findings", _findings, opening.COLUMNS, "Điều gì đáng chú ý nhất?", "What stands out?"),
    ("ladder", _ladder, ladder.COLUMNS, "Khách đã leo đến bậc nào?", "How far have customers climbed?"),
    ("pareto", _pareto, concentration.COLUMNS, "Ai gánh doanh thu của tiệm?", "Who carries the business?"),
    ("months", _months, revenue.COLUMNS, "Tiền về đều hay theo mùa?", "Does money come in evenly, or by season?"),
    (
        "classes",
        _classes,
        classes.COLUMNS,
        "Mỗi nhóm có bao nhiêu khách, doanh thu, đơn, lợi nhuận?",
        "How many people, how much revenue, orders and margin has each class?",
    ),
    ("frequency", _of_scheme("frequency"), classes.COLUMNS, "Khách mua thường xuyên mang về bao nhiêu?", "What do frequent buyers bring?"),
    (
        "lifecycle",
        _of_scheme("lifecycle"),
        classes.COLUMNS,
        "Khách đang ở đâu trong vòng đời?",
        "Where are customers in their life with the shop?",
    ),
    ("price", _of_scheme("price"), classes.COLUMNS, "Khách săn ưu đãi mang về bao nhiêu?", "What do deal seekers bring?"),
    (
        "leaving",
        _leaving,
        leaving.COLUMNS,
        "Bao nhiêu tiền có thể mất vì khách đang rời?",
        "How much money may be lost with those slipping away?",
    ),
    (
        "second_purchase",
        _second_purchase,
        second_purchase.COLUMNS,
        "Bao nhiêu khách mua lần thứ hai, sau bao lâu?",
        "How many buy a second time, and how soon?",
    ),
    ("rfm_map", _rfm_map, rfm_map.COLUMNS, "Khách mua gần đây và thường xuyên đến mức nào?", "How lately and how often do customers buy?"),
    ("cohorts", _cohorts, cohorts.COLUMNS, "Khách của mỗi lứa còn quay lại bao nhiêu?", "How many of each cohort come back?"),
    (
        "cohort_revenue",
        _cohort_revenue,
        cohort_revenue.COLUMNS,
        "Mỗi lứa khách còn mang về bao nhiêu tiền?",
        "How much money does each cohort still bring?",
    ),
    (
        "categories",
        _categories,
        categories.COLUMNS,
        "Nhóm hàng nào mang về khách đáng giá?",
        "Which categories bring customers worth having?",
    ),
    (
        "category_levels",
        _category_levels,
        category_levels.COLUMNS,
        "Nên chia nhóm hàng nhỏ hay thô đến đâu?",
        "How finely should products be grouped?",
    ),
    (
        "products",
        _products,
        products.COLUMNS,
        "Trong một nhóm hàng, món nào bán chạy, ai mua?",
        "Which products of a category sell most, and who buys them?",
    ),
    (
        "first_purchases",
        _first_purchases,
        first_purchases.COLUMNS,
        "Mua món gì đầu tiên thì thành khách quý?",
        "Which first purchase leads to good customers?",
    ),
    ("nps", _nps, nps.COLUMNS, "Khách có sẵn lòng giới thiệu tiệm không?", "Would customers recommend the shop?"),
    ("regions", _regions, regions.COLUMNS, "Khách ở đâu?", "Where do customers live?"),
    ("ages", _ages, ages.COLUMNS, "Khách bao nhiêu tuổi?", "How old are customers?"),
    (
        "unclassified",
        _unclassified,
        unclassified.COLUMNS,
        "Còn khách nào chưa xếp được nhóm, vì thiếu gì?",
        "Who is not classified, and for want of what?",
    ),
    (
        "what_to_ask",
        _what_to_ask,
        unclassified.ASKED_COLUMNS,
        "Hỏi câu nào thì xếp được nhiều khách nhất?",
        "Which question would settle most customers?",
    ),
    ("calibration", _calibration, calibration.COLUMNS, "Khả năng mua lại có đáng tin không?", "Can the chance of return be believed?"),
    *believing.ASKED,
    *lately.ASKED,
    ("readiness", _readiness, readiness.COLUMNS, "Cách phân loại nào chờ dữ liệu?", "Which schemes wait for data?"),
    (
        "scoreboard",
        _scoreboard,
        scoreboard.COLUMNS,
        "Cách phân loại nào đáng dùng?",
        "Which way of sorting customers is worth using?",
    ),
    ("crossing", _crossing, crossing.COLUMNS, "Hai cách phân loại gặp nhau thế nào?", "How do two schemes meet?"),
    ("movement", moving.told_movement, movement.COLUMNS, "Ai lên, ai xuống, vì sao?", "Who moved up, who moved down, and why?"),
    (
        "moves_by_month",
        moving.told_by_month,
        moves_by_month.COLUMNS,
        "Mỗi tháng bao nhiêu khách vào và ra từng nhóm?",
        "How many enter and leave each class, month by month?",
    ),
    (
        "climbing",
        moving.told_climbing,
        climbing.COLUMNS,
        "Mỗi bậc bao nhiêu khách leo tiếp, mất bao lâu?",
        "How many climb each step, and how long does it take?",
    ),
    ("staying", moving.told_staying, staying.COLUMNS, "Khách ở lại mỗi nhóm bao lâu?", "How long do customers stay in a class?"),
    (
        "equity",
        worth.told_equity,
        equity.COLUMNS,
        "Khách hiện có dự kiến mang về bao nhiêu?",
        "What are today's customers expected to bring?",
    ),
    (
        "lost_elite",
        worth.told_lost_elite,
        lost_elite.COLUMNS,
        "Mất một khách dẫn đầu bằng mất bao nhiêu khách?",
        "How many customers does one lost elite customer equal?",
    ),
    (
        "spend_at_risk",
        worth.told_spend_at_risk,
        spend_at_risk.COLUMNS,
        "Bao nhiêu chi tiêu có thể không lặp lại, của ai?",
        "How much spend may not come again, and whose?",
    ),
    (
        "one_point",
        worth.told_one_point,
        one_point.COLUMNS,
        "Thêm 1\u00a0% khách leo một bậc thì được bao nhiêu?",
        "What is one point more of conversion worth on each rung?",
    ),
    ("confidence", _confidence, confidence.COLUMNS, "Mỗi nhóm chắc đến đâu?", "How sure are the classes?"),
    (
        "demand",
        expecting.told_demand,
        demand.COLUMNS,
        "Những tuần tới dự kiến có bao nhiêu đơn, bao nhiêu tiền?",
        "What will the next weeks bring?",
    ),
    (
        "demand_groups",
        expecting.told_groups,
        demand_groups.COLUMNS,
        "Những tuần tới, tiền dự kiến về từ nhóm hàng nào, nhóm khách nào?",
        "What will each category, or each class, bring in the next weeks?",
    ),
    (
        "demand_tried",
        expecting.told_tried,
        demand_tried.COLUMNS,
        "Dự kiến cho những tuần tới có đáng tin không?",
        "Can what is expected of the next weeks be believed?",
    ),
    ("gaps", _gaps, gaps.COLUMNS, "Dữ liệu còn thiếu gì?", "What does the data lack?"),
)
