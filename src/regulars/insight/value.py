"""An insight: the answer to one question as a tidy table and the sentence that says what was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulars.freshness import Freshness, warned
from regulars.words import LANGUAGES, Words, language

if TYPE_CHECKING:
    import pandas
    import pyarrow

Row = dict[str, Any]


@dataclass(frozen=True)
class Insight:
    """What a shop answers to one question as of a day.

    Money columns are integer minor units of `currency`, shares lie between 0 and 1, unknown is null. `columns` are names and Ibis types.
    `notes` say how it was counted, `freshness` when and from what (null where nobody told). Iterates as rows (dicts) in the language of this process; `table(lang)` gives
    them in one. Polars and others read it as an Arrow stream.
    """

    name: str
    as_of: dt.date
    currency: str
    sentence: Words
    columns: Mapping[str, str]
    rows: Mapping[str, tuple[Row, ...]]
    notes: tuple[Words, ...] = ()
    freshness: Freshness | None = None

    def table(self, lang: str | None = None) -> list[Row]:
        """The rows, their names in a language (that of this process unless one is asked for)."""
        return [dict(row) for row in self.rows[lang or language()]]

    def to_pyarrow(self, lang: str | None = None) -> pyarrow.Table:
        import pyarrow

        schema = pyarrow.schema([(name, pyarrow.type_for_alias(_ARROW.get(kind, kind))) for name, kind in self.columns.items()])
        return pyarrow.Table.from_pylist(self.table(lang), schema)

    def to_pandas(self, lang: str | None = None) -> pandas.DataFrame:
        return self.to_pyarrow(lang).to_pandas()

    def to_data(self, lang: str) -> dict[str, object]:
        """The insight as plain data for JSON; days as ISO text."""
        rows = [
            {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()} for row in self.rows[lang]
        ]
        notes = [note.of(lang) for note in self.notes]
        said: dict[str, object] = {
            "insight": self.name,
            "as_of": self.as_of.isoformat(),
            "currency": self.currency,
            "sentence": self.sentence.of(lang),
        }
        fresh = self.freshness and self.freshness.to_data(lang)
        return said | {"notes": notes, "columns": list(self.columns), "rows": rows, "freshness": fresh}

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_pyarrow().__arrow_c_stream__(requested_schema)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.table())

    def __len__(self) -> int:
        return len(self.rows[LANGUAGES[0]])

    def __str__(self) -> str:
        """The sentence; beneath it a warning, where the numbers are old."""
        return warned(self.sentence.of(language()), self.freshness)

    def _repr_html_(self) -> str:
        from html import escape

        said = f"<p>{escape(self.sentence.of(language()))}</p>" + self.to_pandas().to_html(index=False, na_rep="–")
        return said + (self.freshness.to_html() if self.freshness else "")


_ARROW = {"date": "date32", "boolean": "bool"}


def in_languages(read: Callable[[str], list[Row]]) -> dict[str, tuple[Row, ...]]:
    """A table in every language, from the function that reads it in one."""
    return {lang: tuple(read(lang)) for lang in LANGUAGES}
