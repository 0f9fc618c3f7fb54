"""Staged rows of the further tables as canonical rows: words made regular, ids given, one row per key."""

from __future__ import annotations

import json
from collections.abc import Callable

from regulars.intake.kinds import decision_of, event_of, known_contact, question_of, satisfaction_of, score_of
from regulars.intake.places import province_of
from regulars.intake.words import plainly
from regulars.store.duckdb import SQL_TYPES, Store
from regulars.store.loading.batch import Batch
from regulars.store.loading.casting import quoted
from regulars.store.loading.cells import asked_besides
from regulars.store.loading.meanings import understand
from regulars.store.loading.recognising import columns_of
from regulars.tables import TABLES
from regulars.words import Words

SURVEY, PURPOSE = "survey", "marketing"
Columns = dict[str, str]


def regular(batch: Batch, table: str, stamp: str) -> str:
    """The SELECT of the canonical rows of a further table from its stage; `stamp` is the moment of what bears no date."""
    store, has = batch.store, columns_of(batch.store, f"stage_{table}")
    made = {
        "events": _events, "contacts": _contacts, "answers": _answers, "referrals": _referrals, "consents": _consents,
        "stores": _stores, "costs": _costs,
    }  # fmt: skip
    return made[table](batch, store, has, stamp)


def _of(has: frozenset[str], name: str, kind: str = "VARCHAR") -> str:
    return f"s.{name}" if name in has else f"NULL::{kind}"


def _customer(has: frozenset[str]) -> str:
    return "coalesce(s.known, s.who)" if "known" in has else _of(has, "who")


def _shown(table: str, columns: Columns) -> str:
    kinds = {column.name: SQL_TYPES[column.type] for column in TABLES[table].columns}
    return ", ".join(f"({columns.get(name, 'NULL')})::{kind} AS {name}" for name, kind in kinds.items())


def _print(parts: list[str]) -> str:
    """A fingerprint of what a row says, 72 bits as twelve letters."""
    text = ", ".join(f"coalesce(({part})::VARCHAR, '')" for part in parts)
    return f"left(to_base64(unhex(md5(concat_ws(chr(31), {text})))), 12)"


def _events(batch: Batch, store: Store, has: frozenset[str], _: str) -> str:
    join, kind = "", "'view'"
    if "kind" in has:
        understand(store, "event_kind", ["SELECT DISTINCT kind AS word FROM stage_events"], event_of)
        join, kind = "LEFT JOIN meaning_event_kind AS m ON s.kind = m.word", "m.meaning"
    else:
        batch.notes.append(
            Words(
                "Tệp không nói khách đã làm gì: mỗi lượt tính là một lần xem.", "No column says what happened: each row counts as a view."
            )
        )
    columns = {name: _of(has, name) for name in ("visitor_id", "session_id", "product_id", "channel", "value")}
    columns |= {"occurred_at": "s.occurred_at", "customer_id": _customer(has), "kind": kind}
    content = [
        "epoch_us(s.occurred_at)",
        _of(has, "who"),
        kind,
        *(columns[name] for name in ("visitor_id", "session_id", "product_id", "channel", "value")),
    ]
    return _identified(store, "events", "event_id", columns, content, join, has)


def _identified(store: Store, table: str, key: str, columns: Columns, content: list[str], join: str, has: frozenset[str]) -> str:
    """Rows with the id of the file, else a fingerprint of their content and how often the file said it before; the last said
    of rows with one id. Only rows that may be alike are compared."""
    own, said = _of(has, key), [part for part in content if not part.startswith("NULL")]
    mark = f"hash({', '.join(said)})"
    mark = f"CASE WHEN {own} IS NOT NULL THEN hash({own}) ELSE {mark} END" if key in has else mark
    source = f"FROM stage_{table} AS s {join}"
    store.execute(f"CREATE OR REPLACE TEMP TABLE repeated AS SELECT {mark} AS mark {source} GROUP BY ALL HAVING count(*) > 1")
    some = store.sql("SELECT count(*) FROM repeated")[0][0]
    once = f"SELECT {_shown(table, columns | {key: f'coalesce({own}, {_print(content)})'})}, s.file_no {source}"
    if not some:
        return once
    nth = f"row_number() OVER (PARTITION BY s.file_no, {mark} ORDER BY {'s.said' if 'said' in has else 's.file_no'})"
    named = f"CASE WHEN {own} IS NULL THEN {nth} ELSE 1 END"
    last = f"s.file_no DESC, {'s.said DESC' if 'said' in has else f's.occurred_at DESC, {_print(content)} DESC'}"
    many = (
        f"SELECT * EXCLUDE (nth, rank) REPLACE (coalesce({key}, CASE WHEN nth = 1 THEN print ELSE {_print(['print', 'nth'])} END) AS {key}) FROM ("
        f"SELECT {_shown(table, columns | {key: own})}, s.file_no, {_print(content)} AS print, {named} AS nth, "
        f"row_number() OVER (ORDER BY {last}) AS rank {source} WHERE {mark} IN (FROM repeated)) "
        f"QUALIFY row_number() OVER (PARTITION BY coalesce({key}, print || nth) ORDER BY rank) = 1"
    )
    return f"{once} WHERE {mark} NOT IN (FROM repeated) UNION ALL BY NAME SELECT * EXCLUDE (print) FROM ({many})"


def _contacts(batch: Batch, store: Store, has: frozenset[str], _: str) -> str:
    status = _of(has, "contact_status")
    if "resolved_at" in has:
        status = f"CASE WHEN s.resolved_at IS NOT NULL THEN 'resolved' ELSE {status} END"
    rating = "CASE WHEN s.rating BETWEEN 0 AND 10 THEN s.rating END / coalesce(t.part, 1)" if "rating" in has else "NULL"
    join = ""
    if "rating" in has:
        scale = "SELECT file_no, CASE WHEN max(rating) > 5 THEN 2.0 ELSE 1.0 END AS part FROM stage_contacts WHERE rating BETWEEN 0 AND 10 GROUP BY file_no"
        join = f"LEFT JOIN ({scale}) AS t USING (file_no)"
        _say_halved(batch, store, "SELECT max(rating) FROM stage_contacts WHERE rating BETWEEN 0 AND 10")
    columns = {name: _of(has, name) for name in ("channel", "text", "resolved_at")}
    columns |= {
        "occurred_at": "s.occurred_at",
        "customer_id": _customer(has),
        "rating": rating,
        "status": status,
        "kind": _kind(batch, has),
    }
    content = [
        "epoch_us(s.occurred_at)",
        _of(has, "who"),
        _of(has, "order_id"),
        columns["channel"],
        columns["kind"],
        columns["text"],
        f"CASE WHEN {columns['text']} IS NULL THEN {_of(has, 'rating')} END" if "rating" in has else "NULL",
    ]
    return _identified(store, "contacts", "contact_id", columns, content, join, has)


def _say_halved(batch: Batch, store: Store, most: str) -> None:
    if (store.sql(most)[0][0] or 0) > 5:
        batch.notes.append(Words("Điểm chấm theo thang 10: chia đôi thành thang 5.", "Ratings go up to 10: they are halved to five."))


def _kind(batch: Batch, has: frozenset[str]) -> str:
    """What kind of contact a row is: as its word says, else by what the file's columns are."""
    cases = []
    for place, landed in batch.placed("contacts"):
        text, rated = landed.file.of("text"), landed.file.of("rating")
        named = known_contact(plainly(text.columns[0]).replace("noi dung ", "").replace("ly do ", "")) if text else None
        named = named or ("marketing" if text and "campaign" in plainly(text.columns[0]) else None)
        kind = "review" if rated and named != "complaint" else (named or "message")
        cases.append(f"WHEN {place} THEN {quoted(kind)}")
        if not landed.file.of("contact_kind"):
            batch.notes.append(_taken(landed.file.name, kind))
    usual = f"CASE s.file_no {' '.join(cases)} END"
    return f"coalesce(s.contact_kind, {usual})" if "contact_kind" in has else usual


KINDS = {
    "review": Words("đánh giá", "a review"),
    "complaint": Words("khiếu nại", "a complaint"),
    "marketing": Words("tin quảng cáo", "a marketing message"),
    "message": Words("tin nhắn", "a message"),
}


def _taken(name: str, kind: str) -> Words:
    words = KINDS.get(kind, Words(kind, kind))
    return Words(f"“{name}”: mỗi dòng được hiểu là {words.vi}.", f"“{name}”: each row is taken as {words.en}.")


def _answers(batch: Batch, store: Store, has: frozenset[str], stamp: str) -> str:
    _long_answers(batch, store, has)
    for name, meaning in _SCORES.items():
        understand(
            store, name, ["SELECT DISTINCT answer AS word FROM said_answers"], meaning, "VARCHAR" if name == "decision_word" else "DOUBLE"
        )
    joins = " ".join(f"LEFT JOIN meaning_{name} AS {name} ON s.answer = {name}.word" for name in _SCORES)
    scale = "SELECT file_no, survey, max(meaning) AS most FROM said_answers JOIN meaning_score ON answer = word WHERE question = 'satisfaction' GROUP BY ALL"
    number = _score_sql()
    unsaid = f"({number}) IS NULL OR NOT regexp_full_match(s.answer, '[0-9.,]+(/[0-9]+)?')"
    text = f"coalesce(s.text, CASE WHEN question = 'decision' THEN decision_word.meaning WHEN {unsaid} THEN s.answer END)"
    columns = {
        "survey": f"coalesce(s.survey, {quoted(SURVEY)})", "question": "s.question", "customer_id": "s.customer_id",
        "occurred_at": f"coalesce(s.occurred_at, {stamp})", "score": number, "text": text,
    }  # fmt: skip
    source = f"FROM said_answers AS s {joins} LEFT JOIN ({scale}) AS t ON s.file_no = t.file_no AND s.survey IS NOT DISTINCT FROM t.survey"
    return _last_said("answers", columns, source)


_SCORES: dict[str, Callable[[str], object]] = {"score": score_of, "satisfied": satisfaction_of, "decision_word": decision_of}


def _score_sql() -> str:
    """The score of an answer on the scale of its question; a satisfaction of up to ten is halved to five."""
    within = "CASE WHEN score.meaning BETWEEN 0 AND 10 THEN score.meaning END"
    halved = f"{within} / CASE WHEN t.most > 5 THEN 2 ELSE 1 END"
    return (
        f"CASE question WHEN 'nps' THEN {within} WHEN 'satisfaction' THEN coalesce({halved}, satisfied.meaning) "
        "WHEN 'decision' THEN NULL ELSE score.meaning END"
    )


def _long_answers(batch: Batch, store: Store, has: frozenset[str]) -> None:
    """The table `said_answers`, a row per respondent and question, whether the files have a row or a column for each."""
    head = f"s.file_no, s.said, {_of(has, 'occurred_at', 'TIMESTAMP')} AS occurred_at, {_customer(has)} AS customer_id, {_of(has, 'survey')} AS survey"
    parts = []
    for place, landed in batch.placed("answers"):
        long = landed.file.of("question")
        asked = {name: quoted(name) for name in ("nps", "satisfaction", "decision", "need") if landed.file.of(name)}
        if not long:
            asked |= {f"other_{i}": quoted(question_of(name)) for i, name in asked_besides(landed.file)}
            asked |= {name: quoted(mapped.columns[0]) for name in ("text", "answer") if (mapped := landed.file.of(name))}
        elif "answer" in has or "text" in has:
            parts.append((place, f"SELECT {head}, s.question, {_of(has, 'answer')} AS answer, {_of(has, 'text')} AS text"))
        parts += [
            (place, f"SELECT {head}, {question} AS question, s.{name} AS answer, NULL::VARCHAR AS text") for name, question in asked.items()
        ]
    selects = [f"{select} FROM stage_answers AS s WHERE s.file_no = {place}" for place, select in parts]
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE said_answers AS SELECT * FROM ({' UNION ALL '.join(selects)}) "
        "WHERE question IS NOT NULL AND coalesce(nullif(trim(answer), ''), nullif(trim(text), '')) IS NOT NULL"
    )


def _last_said(table: str, columns: Columns, source: str) -> str:
    """One row per key, the last that was said."""
    key = ", ".join(TABLES[table].key)
    return (
        f"SELECT * EXCLUDE (said) FROM (SELECT {_shown(table, columns)}, s.file_no, s.said {source}) "
        f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY file_no DESC, said DESC) = 1"
    )


def _referrals(_: Batch, __: Store, has: frozenset[str], ___: str) -> str:
    columns = {"referrer_id": "s.referrer_id", "referred_id": "s.referred_id", "occurred_at": _of(has, "occurred_at", "TIMESTAMP")}
    return _last_said("referrals", columns, "FROM stage_referrals AS s")


def _consents(_: Batch, store: Store, has: frozenset[str], stamp: str) -> str:
    from regulars.intake.fields import CONSENTS

    same = {
        "customer_id": _customer(has), "purpose": f"coalesce({_of(has, 'purpose')}, {quoted(PURPOSE)})",
        "frequency": _of(has, "frequency"), "evidence": _of(has, "evidence"), "occurred_at": f"coalesce({_of(has, 'occurred_at', 'TIMESTAMP')}, {stamp})",
    }  # fmt: skip
    said = {"granted": "coalesce(s.consent_channel, 'email')" if "consent_channel" in has else "'email'"} if "granted" in has else {}
    said |= {name: quoted(channel) for name, channel in CONSENTS.items() if name in has}
    parts = [
        f"SELECT s.file_no, s.said, {_shown('consents', same | {'channel': channel, 'granted': f's.{name}'})} FROM stage_consents AS s WHERE s.{name} IS NOT NULL"
        for name, channel in said.items()
    ]
    store.execute(f"CREATE OR REPLACE TEMP TABLE said_consents AS {' UNION ALL '.join(parts)}")
    columns = {column.name: f"s.{column.name}" for column in TABLES["consents"].columns}
    return _last_said("consents", columns, "FROM said_consents AS s")


def _stores(_: Batch, store: Store, has: frozenset[str], __: str) -> str:
    columns = {name: _of(has, name) for name in ("name", "latitude", "longitude", "radius_km")}
    columns["store_id"] = f"coalesce({_of(has, 'store_id')}, {_of(has, 'name')})"
    join = ""
    if "served_provinces" in has:
        understand(store, "served", ["SELECT DISTINCT served_provinces AS word FROM stage_stores"], provinces_of)
        join, columns["served_provinces"] = "LEFT JOIN meaning_served AS m ON s.served_provinces = m.word", "m.meaning"
    return _last_said("stores", columns, f"FROM stage_stores AS s {join}") + " AND store_id IS NOT NULL"


def provinces_of(text: str) -> str | None:
    """The provinces a cell lists, as a JSON list of their short names; null where it lists none."""
    import re

    parts = json.loads(text) if text.startswith("[") else re.split(r"[;,|/\n]", text)
    found = [province_of(str(part)) or str(part).strip() for part in parts if str(part).strip()]
    return json.dumps(list(dict.fromkeys(found)), ensure_ascii=False) if found else None


def _costs(_: Batch, __: Store, ___: frozenset[str], ____: str) -> str:
    columns = {name: f"s.{name}" for name in ("product_id", "valid_from", "unit_cost")}
    return _last_said("costs", columns, "FROM stage_costs AS s")
