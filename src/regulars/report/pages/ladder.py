"""The ladder: how many stand on each rung, what each is worth, and how many climbed there from the rung below."""

from __future__ import annotations

from regulars.insight import bars, spoken
from regulars.report import figures
from regulars.report.labels import Labels
from regulars.report.pages.schemes import page as scheme_page
from regulars.report.pages.schemes import rule_of
from regulars.report.study import Study
from regulars.report.value import Block, Note, Page
from regulars.words import Words


def page(study: Study, lang: str) -> Page | None:
    """The funnel with the market on top where the shop entered one, then rules and what to do; none where the ladder waits."""
    scheme = study.there("ladder")
    chart = figures.ladder(study, lang, climbed=True)
    if scheme is None or chart is None:
        return None
    market = study.facts.market.words(study.facts.held.customers)
    above: list[Block] = [Note(market.of(lang), Labels(lang).market, ruled=True)] if market else []
    return scheme_page(study, scheme, lang, before=(*above, chart))


def notes(study: Study, lang: str) -> list[str]:
    """By which rule one stands on the top rung, what that is worth in money, and who stands apart."""
    scheme = study.there("ladder")
    if scheme is None:
        return []
    top = scheme.class_named(scheme.better[0][-1])
    rule = rule_of(study, scheme, top.id, lang)
    apart = [
        Words("Đứng ngoài các bậc: {name}, {people}.", "Apart from the rungs: {name}, {people}.").of(
            lang, name=each.name.of(lang), people=spoken.people(count).of(lang)
        )
        for each in scheme.classes
        if each.aside and (count := study.facts.sizes[scheme.id].named(each.id).people)
    ]
    worth = [words.of(lang) for words in bars.in_force([top.rule], study.facts.bars, study.currency)]
    return [f"{top.name.of(lang)}: {rule[:1].lower()}{rule[1:]}.", *worth, *apart]
