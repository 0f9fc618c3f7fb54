"""The first books: users and their sessions, jobs and workers, audiences, notes, the audit that only grows."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# The audit takes no UPDATE and no DELETE, whoever asks.
APPEND_ONLY = {
    "sqlite": tuple(
        f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$",
        "CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()",
    ),
}


def upgrade() -> None:
    _people()
    _work()
    _words()
    for statement in APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _needed(name: str, kind: Any, *more: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, *more, nullable=False)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _people() -> None:
    op.create_table(
        "users",
        _id(),
        _needed("name", sa.String(100)),
        _needed("name_key", sa.String(200)),
        _needed("password", sa.String(200)),
        _needed("role", sa.String(20)),
        sa.Column("lang", sa.String(2)),
        sa.Column("theme", sa.String(10)),
        _needed("created_at", sa.DateTime),
        sa.UniqueConstraint("name_key"),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True, nullable=False),
        _needed("user_id", sa.Integer, sa.ForeignKey("users.id", ondelete="CASCADE")),
        _needed("opened_at", sa.DateTime),
        _needed("seen_at", sa.DateTime),
        _needed("expires_at", sa.DateTime),
        _needed("agent", sa.String(300)),
    )
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"])
    op.create_table(
        "attempts", _id(), _needed("name_key", sa.String(200)), _needed("address", sa.String(100)), _needed("tried_at", sa.DateTime)
    )
    op.create_index("ix_attempts_name_key", "attempts", ["name_key"])
    op.create_index("ix_attempts_address", "attempts", ["address"])
    op.create_table(
        "keys",
        sa.Column("key_hash", sa.String(64), primary_key=True, nullable=False),
        _needed("purpose", sa.String(40)),
        _needed("expires_at", sa.DateTime),
    )


def _work() -> None:
    op.create_table(
        "jobs",
        _id(),
        _needed("kind", sa.String(40)),
        _needed("arguments", sa.JSON),
        _needed("state", sa.String(20)),
        sa.Column("once", sa.String(100)),
        sa.Column("put_by", sa.String(100)),
        _needed("put_at", sa.DateTime),
        sa.Column("started_at", sa.DateTime),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("step", sa.JSON),
        sa.Column("share", sa.Float),
        _needed("steps", sa.JSON),
        _needed("log", sa.JSON),
        sa.Column("result", sa.JSON),
        sa.Column("error", sa.JSON),
        _needed("attempts", sa.Integer),
        sa.Column("worker_pid", sa.Integer),
        sa.Column("beat_at", sa.DateTime),
        _needed("cancel_asked", sa.Boolean),
        sa.UniqueConstraint("once"),
    )
    op.create_index("ix_jobs_state", "jobs", ["state"])
    running = sa.text("state = 'running'")
    op.create_index("one_running_job", "jobs", ["state"], unique=True, sqlite_where=running, postgresql_where=running)
    op.create_table(
        "workers",
        _id(),
        _needed("pid", sa.Integer),
        _needed("host", sa.String(200)),
        _needed("started_at", sa.DateTime),
        _needed("beat_at", sa.DateTime),
        sa.Column("ended_at", sa.DateTime),
    )


def _words() -> None:
    op.create_table(
        "audiences",
        _id(),
        _needed("name", sa.String(200)),
        _needed("name_key", sa.String(400)),
        _needed("rule", sa.JSON),
        _needed("text", sa.Text),
        _needed("created_at", sa.DateTime),
        sa.Column("created_by", sa.String(100)),
        _needed("changed_at", sa.DateTime),
        sa.Column("changed_by", sa.String(100)),
        sa.UniqueConstraint("name_key"),
    )
    op.create_table(
        "notes",
        _id(),
        _needed("customer_id", sa.String(200)),
        _needed("text", sa.Text),
        _needed("written_at", sa.DateTime),
        sa.Column("written_by", sa.String(100)),
        _needed("changed_at", sa.DateTime),
    )
    op.create_index("ix_notes_customer_id", "notes", ["customer_id"])
    op.create_table(
        "audit",
        _id(),
        _needed("at_moment", sa.DateTime),
        sa.Column("by_name", sa.String(100)),
        _needed("what", sa.String(60)),
        _needed("about", sa.String(300)),
        _needed("data", sa.JSON),
    )
    op.create_index("ix_audit_at_moment", "audit", ["at_moment"])
