"""Asks every question of `insight` at most once about one shop; the answers are read in any language."""

from __future__ import annotations

from dataclasses import dataclass, field

from regulars.insight.facts import Facts
from regulars.insight.questions import ask
from regulars.insight.revenue import YEAR
from regulars.insight.value import Insight
from regulars.report.subject import Subject
from regulars.scheme import Scheme


@dataclass(frozen=True, eq=False)
class Study:
    """Every answer about one shop as of a day, asked for when a page needs it."""

    subject: Subject
    answers: dict[tuple[object, ...], Insight] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        return self.subject.facts

    @property
    def currency(self) -> str:
        return self.facts.currency

    def insight(self, id: str, **options: object) -> Insight:
        """The answer to a question by its name."""
        key = (id, *sorted(options.items()))
        if key not in self.answers:
            self.answers[key] = ask(id, self.facts, options)
        return self.answers[key]

    def there(self, id: str) -> Scheme | None:
        """The scheme of that id; null where the shop has none such, or it waits for data."""
        found = self.facts.scheme(id)
        return None if found is None or self.facts.waits(found) else found

    @property
    def before_repeat(self) -> bool:
        """Whether the year before has a year before it: else too few of its purchases could be a second one."""
        return self.facts.span[0] <= self.facts.as_of - 3 * YEAR


def study(subject: Subject) -> Study:
    """A study of a shop; nothing is computed until a page asks."""
    return Study(subject)
