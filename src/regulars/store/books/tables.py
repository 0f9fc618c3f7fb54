"""The tables of the books as they are now; how they came to be stands in migrations/."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)


class Moment(TypeDecorator[dt.datetime]):
    """A moment: with its time zone in Python, as UTC without one in the table."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=dt.UTC)


metadata = MetaData()


def _table(name: str, *columns: Any) -> Table:
    return Table(name, metadata, *columns)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _needed(name: str, kind: Any, *more: Any, **options: Any) -> Column[Any]:
    return Column(name, kind, *more, nullable=False, **options)


users = _table(
    "users",
    _id(),
    _needed("name", String(100)),
    _needed("name_key", String(200), unique=True),
    _needed("password", String(200)),
    _needed("role", String(20)),
    Column("lang", String(2)),
    Column("theme", String(10)),
    _needed("created_at", Moment),
)
sessions = _table(
    "sessions",
    _needed("token_hash", String(64), primary_key=True),
    _needed("user_id", Integer, ForeignKey("users.id", ondelete="CASCADE"), index=True),
    _needed("opened_at", Moment),
    _needed("seen_at", Moment),
    _needed("expires_at", Moment),
    _needed("agent", String(300)),
)
attempts = _table(
    "attempts",
    _id(),
    _needed("name_key", String(200), index=True),
    _needed("address", String(100), index=True),
    _needed("tried_at", Moment),
)
keys = _table(
    "keys",
    _needed("key_hash", String(64), primary_key=True),
    _needed("purpose", String(40)),
    _needed("expires_at", Moment),
)
jobs = _table(
    "jobs",
    _id(),
    _needed("kind", String(40)),
    _needed("arguments", JSON),
    _needed("state", String(20), index=True),
    Column("once", String(100), unique=True),
    Column("put_by", String(100)),
    _needed("put_at", Moment),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Column("step", JSON(none_as_null=True)),
    Column("share", Float),
    _needed("steps", JSON),
    _needed("log", JSON),
    Column("result", JSON(none_as_null=True)),
    Column("error", JSON(none_as_null=True)),
    _needed("attempts", Integer),
    Column("worker_pid", Integer),
    Column("beat_at", Moment),
    _needed("cancel_asked", Boolean),
)
# One job runs at a time, whatever two workers try.
Index(
    "one_running_job",
    jobs.c.state,
    unique=True,
    sqlite_where=text("state = 'running'"),
    postgresql_where=text("state = 'running'"),
)
workers = _table(
    "workers",
    _id(),
    _needed("pid", Integer),
    _needed("host", String(200)),
    _needed("started_at", Moment),
    _needed("beat_at", Moment),
    Column("ended_at", Moment),
)
audiences = _table(
    "audiences",
    _id(),
    _needed("name", String(200)),
    _needed("name_key", String(400), unique=True),
    _needed("rule", JSON),
    _needed("text", Text),
    _needed("created_at", Moment),
    Column("created_by", String(100)),
    _needed("changed_at", Moment),
    Column("changed_by", String(100)),
)
notes = _table(
    "notes",
    _id(),
    _needed("customer_id", String(200), index=True),
    _needed("text", Text),
    _needed("written_at", Moment),
    Column("written_by", String(100)),
    _needed("changed_at", Moment),
)
audit = _table(
    "audit",
    _id(),
    _needed("at_moment", Moment, index=True),
    Column("by_name", String(100)),
    _needed("what", String(60)),
    _needed("about", String(300)),
    _needed("data", JSON),
)
