"""Buyers known by phone or e-mail alone, and the customers of the shop's own list who have that phone or e-mail: one person, one id."""

from __future__ import annotations

from regulars.store.duckdb import Store
from regulars.store.loading.assembling import Shape
from regulars.store.loading.batch import Batch
from regulars.store.loading.upserting import blended
from regulars.tables import TABLES
from regulars.words import Words, number

PLAIN = "strip_accents(lower(trim({})))"
# The tables whose rows name a customer.
REPOINTED = tuple(name for name in TABLES if name != "customers" and "customer_id" in TABLES[name].schema())
# Which batch told that a guest is a customer of the list, for every table whose rows were given the customer's id.
REPOINTINGS = "CREATE TABLE IF NOT EXISTS repointed (table_name VARCHAR, batch_id BIGINT, old VARCHAR, new VARCHAR, moment TIMESTAMP)"
HELD = "SELECT customer_id, phone, email, name FROM customers WHERE replaced_at IS NULL"


def link(batch: Batch, shape: Shape) -> None:
    """Give orders that name a buyer by phone or e-mail only the id of the one customer who has it, from this batch or before.

    Where several customers share a phone the name decides; where it does not, nobody is merged, and it is said."""
    store = batch.store
    if not {"guest", "customer_id"} <= shape.columns:
        return
    said = ["SELECT customer_id, phone, email, name FROM said_people"] if batch.of("customers") else []
    known = [HELD, *said, _bought(batch, shape)]
    if not _identities(store, known):
        return
    cells = _contacts(batch, shape)
    store.execute(
        "CREATE OR REPLACE TEMP TABLE guests AS SELECT DISTINCT customer_id AS guest_id, "
        f"{', '.join(f'{sql} AS {name}' for name, sql in cells.items())}, {_raw(shape)} FROM {_with_phones(batch)} "
        f"WHERE guest AND customer_id IS NOT NULL AND {shape.kept}"
    )
    _match(store, "guests")
    _give_ids(store, _given(shape))
    _say(batch)
    store.drop("guests", "matched", "identities")


def _give_ids(store: Store, given: list[str]) -> None:
    """Put the ids found into the stage; what the list knows of a person is not overwritten by what a guest wrote on an order."""
    had = ", ".join(f"count({name}) > 0 AS has_{name}" for name in given)
    found = f"(SELECT * FROM matched JOIN (SELECT id, {had} FROM identities GROUP BY id) USING (id) WHERE id <> guest_id)"
    silent = ", ".join(f"{name} = CASE WHEN has_{name} THEN NULL ELSE stage.{name} END" for name in given)
    same = " AND ".join(f"stage.{name} IS NOT DISTINCT FROM m.raw_{name}" for name in given)
    store.execute(
        f"UPDATE stage SET customer_id = m.id, {silent} FROM {found} AS m WHERE guest AND stage.customer_id = m.guest_id AND {same}"
    )


def _given(shape: Shape) -> list[str]:
    return [name for name in ("phone", "email", "name") if name in shape.columns]


def _raw(shape: Shape) -> str:
    return ", ".join(f"{name} AS raw_{name}" for name in _given(shape))


def _contacts(batch: Batch, shape: Shape) -> dict[str, str]:
    return {
        "phone": "known_phone" if batch.phones and "phone" in shape.columns else "NULL::VARCHAR",
        "email": "lower(trim(email))" if "email" in shape.columns else "NULL::VARCHAR",
        "name": shape.of("name", "VARCHAR"),
    }


def _with_phones(batch: Batch) -> str:
    if not batch.phones:
        return "stage"
    return "stage LEFT JOIN (SELECT word AS phone_word, meaning AS known_phone FROM meaning_phone) ON phone = phone_word"


def _bought(batch: Batch, shape: Shape) -> str:
    """What orders of this batch that do name their customer say of phone and e-mail."""
    cells = ", ".join(f"{sql} AS {name}" for name, sql in _contacts(batch, shape).items())
    return f"SELECT DISTINCT customer_id, {cells} FROM {_with_phones(batch)} WHERE NOT coalesce(guest, true) AND customer_id IS NOT NULL AND {shape.kept}"


def _identities(store: Store, known: list[str]) -> int:
    """The table `identities`: customers with an id of their own, and their phones and e-mails; how many."""
    store.execute(
        "CREATE OR REPLACE TEMP TABLE identities AS SELECT DISTINCT customer_id AS id, phone, lower(email) AS email, "
        f"{PLAIN.format('name')} AS name FROM ({' UNION ALL BY NAME '.join(known)}) "
        "WHERE customer_id IS DISTINCT FROM phone AND customer_id IS DISTINCT FROM lower(email) AND (phone IS NOT NULL OR email IS NOT NULL) "
        "AND customer_id IS NOT NULL"
    )
    return store.sql("SELECT count(*) FROM identities")[0][0]


def _match(store: Store, guests: str) -> None:
    """The table `matched`: the guests, each with the `id` found, how many people share the contact, and whether the names differ."""
    for way in ("phone", "email"):
        store.execute(
            f"CREATE OR REPLACE TEMP TABLE by_{way} AS SELECT {way}, count(DISTINCT id) AS people, min(id) AS id, "
            f"list(DISTINCT name) FILTER (name IS NOT NULL) AS names FROM identities WHERE {way} IS NOT NULL GROUP BY {way}"
        )
        store.execute(
            f"CREATE OR REPLACE TEMP TABLE named_{way} AS SELECT {way}, name AS plain, min(id) AS id FROM identities "
            f"WHERE {way} IS NOT NULL AND name IS NOT NULL GROUP BY ALL HAVING count(DISTINCT id) = 1"
        )
    only = {way: f"CASE WHEN {way[0]}.people = 1 THEN {way[0]}.id ELSE n{way[0]}.id END" for way in ("phone", "email")}
    joins = " ".join(
        f"LEFT JOIN by_{way} AS {way[0]} ON g.{way} = {way[0]}.{way} "
        f"LEFT JOIN named_{way} AS n{way[0]} ON g.{way} = n{way[0]}.{way} AND {PLAIN.format('g.name')} = n{way[0]}.plain"
        for way in ("phone", "email")
    )
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE matched AS SELECT g.*, coalesce({only['phone']}, {only['email']}) AS id, "
        "greatest(coalesce(p.people, 0), coalesce(e.people, 0)) AS people, "
        f"g.name IS NOT NULL AND NOT list_contains(coalesce(p.names, e.names, [{PLAIN.format('g.name')}]), {PLAIN.format('g.name')}) AS otherwise "
        f"FROM {guests} AS g {joins}"
    )
    store.drop("by_phone", "named_phone", "by_email", "named_email")


def _say(batch: Batch) -> None:
    shared, renamed = batch.store.sql(
        "SELECT count(DISTINCT guest_id) FILTER (id IS NULL AND people > 1), count(DISTINCT guest_id) FILTER (id IS NOT NULL AND otherwise) FROM matched"
    )[0]
    batch.notes += _notes(shared, renamed)


def _notes(shared: int, renamed: int) -> list[Words]:
    notes = []
    if shared:
        vi, en = number(shared, "vi"), number(shared, "en")
        notes.append(
            Words(
                f"{vi} số điện thoại hay e-mail là của nhiều khách trong danh sách: đơn không nối với ai, tính riêng theo số ấy.",
                f"{en} phones or e-mails belong to several customers of the list: their orders are joined to none of them and stand by themselves.",
            )
        )
    if renamed:
        vi, en = number(renamed, "vi"), number(renamed, "en")
        notes.append(
            Words(
                f"{vi} người mua ghi tên khác với khách có cùng số điện thoại hay e-mail: coi là khách ấy.",
                f"{en} buyers go by another name than the customer with the same phone or e-mail: taken as that customer.",
            )
        )
    return notes


def move(batch: Batch, number_of: int, now: str) -> int:
    """Give what the shop already holds of guests the id of the customer that the table `people` now names; how many guests.

    What was known of the guest fills the gaps of what is known of the customer."""
    store = batch.store
    if not _identities(store, [HELD, "SELECT customer_id, phone, email, name FROM people"]):
        return 0
    store.execute(
        "CREATE OR REPLACE TEMP TABLE guests AS SELECT customer_id AS guest_id, phone, lower(email) AS email, name FROM customers "
        "WHERE replaced_at IS NULL AND (customer_id = phone OR customer_id = lower(email))"
    )
    _match(store, "guests")
    store.execute(
        "CREATE OR REPLACE TEMP TABLE moved AS SELECT guest_id AS old, id AS new FROM matched WHERE id IS NOT NULL AND id <> guest_id"
    )
    many = store.sql("SELECT count(*) FROM moved")[0][0]
    if many:
        _say(batch)
        store.execute(REPOINTINGS)
        for table in REPOINTED:
            _repoint(store, table, number_of, now)
        _take_over(store, number_of, now)
    store.drop("guests", "matched", "identities", "moved")
    return many


def _repoint(store: Store, table: str, batch: int, now: str) -> None:
    """A further version of every row of a guest, with the customer's id. It stays the word of the batch that brought it, so that it goes when
    that goes; `repointed` keeps which batch told whose it is, for the day when that is taken back."""
    moment = f"TIMESTAMP '{now}'"
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE moving AS SELECT t.*, old, new FROM {table} AS t JOIN moved ON t.customer_id = old WHERE replaced_at IS NULL"
    )
    store.execute(f"UPDATE {table} SET replaced_at = {moment} WHERE replaced_at IS NULL AND customer_id IN (SELECT old FROM moved)")
    store.execute(
        f"INSERT INTO {table} BY NAME SELECT * EXCLUDE (old, new) REPLACE (new AS customer_id, {moment} AS recorded_at) FROM moving"
    )
    if store.sql("SELECT count(*) FROM moving")[0][0]:
        store.execute(f"INSERT INTO repointed SELECT DISTINCT '{table}', {batch}, old, new, {moment} FROM moving")
    store.drop("moving")


def part_again(store: Store, batch: int) -> None:
    """When a batch is taken back that told who some guests are: what they had is theirs again, and they are customers by themselves."""
    store.execute(REPOINTINGS)
    found = store.sql("SELECT DISTINCT table_name, moment FROM repointed WHERE batch_id = ? ORDER BY 1", [batch])
    for table, when in found:
        moment = f"TIMESTAMP '{when.isoformat(' ')}'"
        told = f"SELECT 1 FROM repointed AS r WHERE r.batch_id = {batch} AND r.table_name = '{table}'"
        if table != "customers":
            store.execute(
                f"DELETE FROM {table} WHERE recorded_at = {moment} AND batch_id <> {batch} AND EXISTS ({told} AND r.new = customer_id)"
            )
        _reopen(store, table, moment, f"EXISTS ({told} AND r.old = customer_id)")
        if table != "customers":
            _one_in_force(store, table)
    store.execute("DELETE FROM repointed WHERE batch_id = ?", [batch])
    for table in {table for (table,) in store.sql("SELECT DISTINCT table_name FROM repointed")} - {"customers"}:
        _one_in_force(store, table)
    _stay_joined(store)


def _stay_joined(store: Store) -> None:
    """What was said of a guest before other batches told who that is makes no customer of them again."""
    store.execute(
        "UPDATE customers SET replaced_at = r.moment FROM repointed AS r WHERE r.table_name = 'customers' AND r.old = customers.customer_id "
        "AND customers.replaced_at IS NULL AND customers.recorded_at <= r.moment"
    )


def _reopen(store: Store, table: str, moment: str, whose: str) -> None:
    """Rows of guests that gave way at that moment to rows which are gone stand again."""
    key = ", ".join(TABLES[table].key)
    standing = f"(SELECT DISTINCT {key} FROM {table} WHERE replaced_at IS NULL)"
    gone = f"(SELECT rowid AS place, {key} FROM {table} WHERE replaced_at = {moment} AND {whose})"
    latest = f"SELECT max(place) FROM {gone} ANTI JOIN {standing} USING ({key}) GROUP BY {key}"
    store.execute(f"UPDATE {table} SET replaced_at = NULL WHERE rowid IN ({latest})")


def _one_in_force(store: Store, table: str) -> None:
    """Of two versions of a row that both stand, the one recorded later."""
    key = ", ".join(TABLES[table].key)
    later = f"SELECT rowid AS place, lead(recorded_at) OVER (PARTITION BY {key} ORDER BY recorded_at) AS until FROM {table} WHERE replaced_at IS NULL"
    store.execute(
        f"UPDATE {table} SET replaced_at = l.until FROM (SELECT * FROM ({later}) WHERE until IS NOT NULL) AS l WHERE {table}.rowid = l.place"
    )


def _take_over(store: Store, batch: int, now: str) -> None:
    """What is known of the guests goes to the customers they turn out to be."""
    names = [column.name for column in TABLES["customers"].columns if column.name != "customer_id"]
    columns = ", ".join(f"any_value({name}) AS {name}" for name in names)
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE moved_people AS SELECT new AS customer_id, {columns}, min(recorded_at) AS recorded_at FROM customers "
        "JOIN moved ON customer_id = old WHERE replaced_at IS NULL GROUP BY new"
    )
    store.execute(
        f"UPDATE customers SET replaced_at = TIMESTAMP '{now}' WHERE replaced_at IS NULL AND customer_id IN (SELECT old FROM moved)"
    )
    store.execute(f"INSERT INTO repointed SELECT 'customers', {batch}, old, new, TIMESTAMP '{now}' FROM moved")
    store.execute("ALTER TABLE people RENAME TO named_people")
    blended(store, "customers", "people", ["named_people", "moved_people"])
