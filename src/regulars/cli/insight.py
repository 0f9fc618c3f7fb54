"""`regulars insight`: the questions that a shop can be asked, and the answer to one: a sentence and a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.asking import AsOf
from regulars.cli.session import CLASSIFYING, answered, session
from regulars.cli.speech import argument, option, told
from regulars.cli.waiting import progress
from regulars.errors import InputError
from regulars.history import CAUSES
from regulars.insight.columns import HEADS
from regulars.words import Words, number

if TYPE_CHECKING:
    from regulars.insight.value import Insight, Row

NAME = "insight"
HELP = told("Hỏi tiệm một câu: câu trả lời và bảng số.", "Ask the shop a question: a sentence and a table.")
LISTED = (Words("Mã", "Id"), Words("Câu hỏi", "Question"), Words("Lựa chọn", "Options"))
NEXT = Words(
    "Trả lời một câu: regulars insight cohorts --with definition=bounded", "One answer: regulars insight cohorts --with definition=bounded"
)
MORE = Words("{shown} trong {total} dòng. Xem thêm: --limit {total}", "{shown} of {total} rows. To see more: --limit {total}")
WROTE = Words("Đã ghi {rows} dòng vào {file}.", "Wrote {rows} rows to {file}.")

# Left out for people: they have the names, and the causes of a month's moves or every error of a way of foreseeing are too many columns for a screen.
SPARED = (
    *(
        "class",
        "other_class",
        "colour",
        "other_colour",
        "scheme",
        "latitude",
        "longitude",
        "finding",
        "cause",
        "group",
        "direction",
        "since",
    ),
    "status",
    *("method", "chosen", "rmse", "log_score", "spend_predicted", "spend_seen"),
    *(f"{way}_{cause}" for way in ("entered", "left") for cause in CAUSES),
)


def command(
    context: typer.Context,
    question: Annotated[
        str | None,
        argument(
            "QUESTION",
            vi="Mã câu hỏi, ví dụ cohorts; không ghi thì kể ra mọi câu hỏi.",
            en="Id of a question, such as cohorts; left out, every question is listed.",
        ),
    ] = None,
    choices: Annotated[
        list[str] | None,
        option(
            "--with",
            vi="Một lựa chọn của câu hỏi, ví dụ scheme=price; ghi được nhiều lần.",
            en="An option of the question, such as scheme=price; may be given several times.",
            metavar="NAME=VALUE",
        ),
    ] = None,
    limit: Annotated[
        int, option("--limit", vi="Hiện nhiều nhất bấy nhiêu dòng.", en="Show so many rows at most.", min=0, metavar="N")
    ] = 40,
    out: Annotated[
        Path | None,
        option(
            "--out",
            vi="Ghi cả bảng vào tệp này: .csv, .parquet hay .xlsx.",
            en="Write the whole table to this file: .csv, .parquet or .xlsx.",
            metavar="FILE",
        ),
    ] = None,
    as_of: AsOf = None,
) -> Answer:
    asked = session(context)
    if question is None:
        return _every_question(asked.lang)
    with asked.shop() as shop, progress(asked.lang, CLASSIFYING):
        found = shop.insight(question, as_of, **_options(choices or ()))
        said = wrote(found, out, asked.lang) if out else None
        return answered(shop, found.as_of, found.to_data(asked.lang), lambda lang: shown(found, limit, said, lang))


def _every_question(lang: str) -> Answer:
    from regulars.insight.questions import QUESTIONS

    listed = [{"id": each.id, "question": each.asks.of(lang), "options": each.options} for each in QUESTIONS.values()]
    return Answer(listed, _listed)


def _listed(lang: str) -> Iterator[Any]:
    from regulars.cli.tables import quiet, table
    from regulars.insight.questions import QUESTIONS

    rows = [(each.id, each.asks.of(lang), ", ".join(each.options)) for each in QUESTIONS.values()]
    yield table([head.of(lang) for head in LISTED], rows)
    yield from ("", quiet(NEXT.of(lang)))


def _options(choices: Sequence[str]) -> dict[str, str]:
    """The options of a question from texts; `InputError` for one without a value."""
    parted = [text.partition("=") for text in choices]
    for text, (name, sign, value) in zip(choices, parted, strict=True):
        if not (name.strip() and sign and value.strip()):
            raise InputError(
                Words("Lựa chọn phải viết dạng tên=giá_trị.", "An option is written name=value."),
                seen=text,
                todo=Words("Ví dụ: --with scheme=price", "For example: --with scheme=price"),
                code="option",
            )
    return {name.strip(): value.strip() for name, _, value in parted}


def wrote(found: Insight, path: Path, lang: str) -> Words:
    """Write the whole table of an answer to a file; says so."""
    import ibis

    from regulars.answers import Table
    from regulars.export import write

    rows = write(Table(ibis.memtable(found.to_pyarrow(lang)), found.as_of, found.currency, found.freshness), path, lang)
    return WROTE.filled(rows=rows, file=path.name)


def shown(found: Insight, limit: int, said: Words | None, lang: str, columns: Sequence[str] = ()) -> Iterator[Any]:
    """An answer for people: its sentence, its first rows (of the columns asked for, or of all that people read), its notes, and what else is to be said."""
    from regulars.cli.tables import plain, quiet, title

    yield from (title(found.sentence.of(lang)), "")
    rows = found.table(lang)[:limit]
    if rows:
        yield from (listing(found, rows, lang, columns), "")
    if len(rows) < len(found):
        yield quiet(MORE.of(lang, shown=number(len(rows), lang), total=number(len(found), lang)))
    yield from (quiet(note.of(lang)) for note in found.notes)
    if said:
        yield plain(said.of(lang))


def listing(found: Insight, rows: Sequence[Row], lang: str, columns: Sequence[str] = ()) -> Any:
    """Some rows of an answer as a table, without the columns that people are spared."""
    from regulars.cli.tables import table
    from regulars.report.columns import text
    from regulars.report.value import Cell

    names = columns or [name for name in found.columns if name not in SPARED]
    kinds = {name: _kind(name, found.columns[name]) for name in names}
    told = [[text(Cell(row[name], kinds[name]), lang, found.currency) for name in names] for row in rows]
    right = [at for at, name in enumerate(names) if kinds[name] not in ("text", "day", "month")]
    return table([_head(name, lang) for name in names], told, right=right)


def _head(name: str, lang: str) -> str:
    return HEADS[name][0].of(lang) if name in HEADS else name


def _kind(name: str, type: str) -> str:
    """How a column is written: texts and days as they are, numbers by what they count."""
    if name in HEADS and type != "string":
        return HEADS[name][1]
    return {"string": "text", "date": "day"}.get(type, "number")
