"""A page that is one answer: its question, its finding, the blocks that bear it out, and how it was counted."""

from __future__ import annotations

from regulars.insight.questions import QUESTIONS
from regulars.insight.value import Insight
from regulars.report.value import Block, Note, Page
from regulars.words import Words


def page(lang: str, found: Insight, subject: Words, *blocks: Block, follows: bool = False, told: int = 0) -> Page:
    """The page of an answer; its notes come last, but for the first `told` of them."""
    notes = tuple(Note(words.of(lang)) for words in found.notes[told:])
    return Page(
        found.name, subject.of(lang), QUESTIONS[found.name].asks.of(lang), _heading(found.sentence.of(lang)), (*blocks, *notes), follows
    )


def _heading(sentence: str) -> str:
    """A sentence as a heading: without its full stop, where it is one sentence."""
    return sentence.removesuffix(".") if ". " not in sentence else sentence
