"""What Alembic runs: the migrations over the connection that `upgrade` holds, within its transaction."""

from __future__ import annotations

from alembic import context

from regulars.store.books.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
