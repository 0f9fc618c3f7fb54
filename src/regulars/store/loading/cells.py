"""Files of visits, contacts, answers, referrals, consents, stores and costs, typed: a SELECT per file, its faults as bits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from regulars.intake.dates import EARLIEST, DateFormat
from regulars.intake.fields import CONSENTS, QUESTIONS
from regulars.intake.kinds import (
    consent_channel_of,
    contact_of,
    contact_status_of,
    question_of,
    satisfaction_of,
    score_of,
    yes_or_no,
)
from regulars.intake.numbers import NumberFormat
from regulars.intake.plan import FoundFile, Mapped
from regulars.intake.words import plainly
from regulars.store.loading.casting import EXACT, Zone, blank, id_of, number_of, person_id, quoted, text_of
from regulars.store.loading.landing import Landed
from regulars.store.loading.staging import Money, Staged, customer, minor, when

# What the words of a field mean, each understood once, and the engine's type of the meaning.
MEANINGS: dict[str, tuple[Callable[[str], object], str]] = {
    "contact_kind": (contact_of, "VARCHAR"),
    "contact_status": (contact_status_of, "VARCHAR"),
    "rating": (score_of, "DOUBLE"),
    "question": (question_of, "VARCHAR"),
    "consent_channel": (consent_channel_of, "VARCHAR"),
    "granted": (yes_or_no, "BOOLEAN"),
    **dict.fromkeys(CONSENTS, (yes_or_no, "BOOLEAN")),
}
# Scores whose words are kept, too: understood again with the question they answer.
SCORED: dict[str, tuple[Callable[[str], object], str]] = {
    "nps": (score_of, "DOUBLE"),
    "satisfaction": (lambda word: satisfaction_of(word) or score_of(word), "DOUBLE"),
}
# Texts that go into the table under another name than the field's.
NAMES = {"event_kind": "kind", "event_value": "value", "store_name": "name"}
IDS = ("event_id", "visitor_id", "session_id", "contact_id", "order_id", "product_id", "store_id")
SOURCED = ("event_id", "contact_id", "order_id")
TEXTS = (
    *("event_kind", "event_value", "channel", "text", "survey", "answer", "purpose", "frequency", "evidence"),
    *("store_name", "served_provinces", *QUESTIONS),
)


@dataclass(frozen=True)
class Ways:
    """What typing depends on beside the file: the shop's zone, its currency, the name of the source, now, and known phones."""

    zone: Zone
    money: Money
    source: str | None
    latest: str
    phones: bool


def typed(landed: Landed, ways: Ways) -> Staged:
    """One file of a further table as a SELECT with its checks."""
    one = Staged(landed)
    table = landed.file.table
    for mapped in landed.file.mapped:
        if isinstance(mapped.format, DateFormat):
            _moment(one, mapped, mapped.format, ways)
        elif isinstance(mapped.format, NumberFormat):
            _number(one, mapped, mapped.format, ways)
        elif mapped.field in MEANINGS:
            _word(one, mapped)
        else:
            _plain(one, mapped, ways)
    if table not in ("stores", "costs"):
        _who(one, ways)
    _needed(one)
    return one


def _moment(one: Staged, mapped: Mapped, format: DateFormat, ways: Ways) -> None:
    name, given = mapped.field, f"NOT {blank(*one.landed.cell(mapped.positions[0]))}"
    one.exact[f"x_{name}"] = when(one.landed, mapped, format, ways.zone)
    if name == "resolved_at":
        one.columns[name] = "x_resolved_at"
        one.check("unread_date", mapped, name, f"x_{name} IS NULL AND {given}", refuses=False)
        return
    one.check("not_a_date", mapped, name, f"x_{name} IS NULL AND {given}")
    one.check("too_early", mapped, name, f"x_{name} < TIMESTAMP '{EARLIEST}'")
    one.columns[name] = ways.zone.day(f"x_{name}") if name == "valid_from" else f"x_{name}"
    if name != "valid_from":
        one.check("in_the_future", mapped, name, f"x_{name} > TIMESTAMP '{ways.latest}'")
    if one.landed.file.table in ("events", "contacts", "costs"):
        one.check("no_date", mapped, name, f"x_{name} IS NULL AND NOT ({given})")


def _number(one: Staged, mapped: Mapped, format: NumberFormat, ways: Ways) -> None:
    name, (cell, kind) = mapped.field, one.landed.cell(mapped.positions[0])
    one.exact[f"x_{name}"] = number_of(cell, kind, format, EXACT)
    failed = f"x_{name} IS NULL AND NOT {blank(cell, kind)}"
    if name == "unit_cost":
        one.columns[name] = minor("x_unit_cost", Money(ways.money.currency, ways.money.digits))
        one.check("not_a_number", mapped, name, failed)
        one.check("no_amount", mapped, name, blank(cell, kind))
        return
    one.columns[name] = f"x_{name}::DOUBLE"
    one.check("unread_number", mapped, name, failed, refuses=False)


def _word(one: Staged, mapped: Mapped) -> None:
    """A word that is understood; where it is not, and nothing else says so, the cell is left empty."""
    name, (cell, kind) = mapped.field, one.landed.cell(mapped.positions[0])
    one.words[name] = word_of(one.landed, mapped)
    one.columns[name] = f"is_{name}"
    if name == "granted":
        one.check("no_answer", mapped, name, f"is_{name} IS NULL")
    elif name in CONSENTS:
        one.check("unread_word", mapped, name, f"is_{name} IS NULL AND NOT {blank(cell, kind)}", refuses=False)
    elif name == "rating":
        one.check(
            "unread_number",
            mapped,
            name,
            f"(is_{name} IS NULL OR is_{name} NOT BETWEEN 0 AND 10) AND NOT {blank(cell, kind)}",
            refuses=False,
        )
    elif name == "contact_status":
        one.check("unread_word", mapped, name, f"is_{name} IS NULL AND NOT {blank(cell, kind)}", refuses=False)


def word_of(landed: Landed, mapped: Mapped) -> str:
    """The text of a cell as its meaning is looked up."""
    cell, kind = landed.cell(mapped.positions[0])
    return f"({text_of(cell, kind, apart=landed.file.reading.decompose)})::VARCHAR"


def _plain(one: Staged, mapped: Mapped, ways: Ways) -> None:
    name, (cell, kind) = mapped.field, one.landed.cell(mapped.positions[0])
    if name in IDS:
        found = id_of(cell, kind)
        one.columns[name] = f"{quoted(ways.source + ':')} || {found}" if ways.source and name in SOURCED else found
    elif name in ("referrer_id", "referred_id"):
        one.columns[name] = person_id(cell, kind)
    elif name in SCORED:
        one.words[name] = word_of(one.landed, mapped)
        one.columns[name] = text_of(cell, kind)
        unsure = f"(is_{name} IS NULL OR is_{name} NOT BETWEEN 0 AND 10) AND NOT {blank(cell, kind)}"
        one.check("out_of_scale", mapped, name, unsure, refuses=False)
    elif name in TEXTS:
        one.columns[NAMES.get(name, name)] = text_of(cell, kind, apart=one.landed.file.reading.decompose)
    elif name == "product_name" and not one.landed.file.of("product_id"):
        one.columns["product_id"] = text_of(cell, kind, apart=one.landed.file.reading.decompose)
    elif name == "name":
        one.columns["said_name"] = text_of(cell, kind, apart=True)
    elif name == "email":
        one.columns["said_email"] = f"CASE WHEN {cell} LIKE '%@%' AND {cell} NOT LIKE '%*%' THEN lower(trim({cell})) END"


def _who(one: Staged, ways: Ways) -> None:
    if one.landed.file.table == "referrals":
        return
    customer(one, ways.phones)
    one.columns["who"] = one.columns.pop("customer_id")


def _needed(one: Staged) -> None:
    """What a row cannot be without beside its time."""
    file, table = one.landed.file, one.landed.file.table
    if table in ("answers", "consents"):
        first = next((mapped for name in ("customer_id", "phone", "email", "name") if (mapped := file.of(name))), None)
        one.check("no_customer", first, "customer_id", f"({one.columns['who']}) IS NULL")
    if table == "referrals":
        for name in ("referrer_id", "referred_id"):
            one.check("no_customer", file.of(name), name, f"({one.columns[name]}) IS NULL")
        one.check("oneself", file.of("referred_id"), "referred_id", f"({one.columns['referrer_id']}) = ({one.columns['referred_id']})")
    if table == "costs":
        one.check("no_id", file.of("product_id"), "product_id", f"({one.columns['product_id']}) IS NULL")
    if table == "events":
        _someone(one)
    if table == "answers" and not file.of("question"):
        _other_questions(one)


def _someone(one: Staged) -> None:
    """An event is somebody's: a customer's, a visitor's, or a session's."""
    found = [sql for name, sql in one.columns.items() if name in ("who", "visitor_id", "session_id")]
    first = next((mapped for name in ("customer_id", "visitor_id", "session_id") if (mapped := one.landed.file.of(name))), None)
    one.check("no_customer", first, "customer_id", f"coalesce({', '.join(found)}) IS NULL" if len(found) > 1 else f"({found[0]}) IS NULL")


def _other_questions(one: Staged) -> None:
    """The further columns of a survey with a row per respondent are questions, called as the file calls them."""
    for i, _ in asked_besides(one.landed.file):
        one.columns[f"other_{i}"] = text_of(*one.landed.cell(i), apart=one.landed.file.reading.decompose)


def asked_besides(file: FoundFile) -> list[tuple[int, str]]:
    """The columns of a survey that hold no field and do not merely number its rows."""
    return [(i, name) for i, name in file.unmapped() if plainly(name) not in ("", "stt", "no", "id", "so thu tu", "row")]
