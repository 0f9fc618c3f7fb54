"""How far all this can be trusted: chances put to the test, schemes that wait for data, and what the data lacks."""

from __future__ import annotations

import re

from regulars.insight import readiness, spoken
from regulars.report import figures
from regulars.report.labels import Labels
from regulars.report.study import Study
from regulars.report.value import Block, Column, Need, Note, Page, Table, Text, Waiting
from regulars.scheme import Scheme
from regulars.vocabulary import feature
from regulars.words import Words


def trust(study: Study, lang: str) -> Page:
    """The chance of return with the last window hidden: foreseen against seen."""
    t, found = Labels(lang), study.insight("calibration")
    chart = figures.calibration(study, lang)
    blocks: list[Block] = [chart] if chart else []
    blocks += [Note(words.of(lang)) for words in found.notes]
    return Page("calibration", t.trust, t.trust_question, found.sentence.of(lang), (*blocks, Note(t.chance)), follows=chart is None)


def waiting(study: Study, lang: str) -> Page | None:
    """The schemes that wait for data: what each would tell, and how to get there; none where none does."""
    idle = tuple(_waiting(study, scheme, lang) for scheme in study.facts.schemes if study.facts.waits(scheme))
    if not idle:
        return None
    t = Labels(lang)
    many = Words("{n} cách phân loại đang chờ dữ liệu", "{n} schemes are waiting for data")
    one = Words("Một cách phân loại đang chờ dữ liệu", "One scheme is waiting for data")
    return Page("waiting", t.waiting, t.waiting_question, (one if len(idle) == 1 else many).of(lang, n=len(idle)), idle)


def _waiting(study: Study, scheme: Scheme, lang: str) -> Waiting:
    needs = tuple(_need(need, lang) for need in study.facts.needs[scheme.id])
    tells = re.sub(r"^\*\*[^*]+\*\*\s*", "", scheme.page.of(lang).split("\n\n")[0])
    todo = " ".join(words.of(lang) for words in (*readiness.unfitted(scheme, study.facts.bars), scheme.waiting))
    return Waiting(scheme.name.of(lang), scheme.question.of(lang), tells, needs, todo)


def _need(need: readiness.Need, lang: str) -> Need:
    count = spoken.people(need.known) if need.known else Words("chưa có", "none yet")
    return Need(feature(need.feature).words.of(lang), need.known > 0, count.of(lang))


def gaps(study: Study, lang: str) -> Page:
    """The last page: what the data lacks, what that hides, how to get it."""
    t = Labels(lang)
    columns = tuple(Column(key, getattr(t, key)) for key in ("missing", "seen", "hides", "todo"))
    rows = tuple((gap.name.of(lang), gap.seen.of(lang), gap.hides.of(lang), gap.todo.of(lang)) for gap in study.facts.gaps)
    block: Block = Table("gaps", t.gaps, columns, rows) if rows else Text(t.no_gaps)
    return Page("gaps", t.missing, t.gaps_question, t.gaps, (block,))
