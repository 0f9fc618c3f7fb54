"""Every kind of job, by its id. One kind, one file, or one file for kinds that are nearly the same."""

from __future__ import annotations

from regulars.working.kind import Kind
from regulars.working.kinds import answers, backup, computing, demo, importing, mend, restore, settings, undo

KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        importing.KIND,
        undo.KIND,
        mend.KIND,
        computing.REFRESH,
        computing.RECUT,
        computing.REPLAY,
        demo.KIND,
        settings.KIND,
        backup.KIND,
        restore.KIND,
        answers.KIND,
    )
}
