"""`undo`: an import taken back. Arguments: batch (its number), dry_run."""

from __future__ import annotations

from regulars.errors import InputError
from regulars.words import Words
from regulars.working.kind import Kind, Result, Work, said

ALREADY = Words("Lần nhập {n} đã được hoàn tác.", "Import {n} is undone.")


def run(work: Work) -> Result:
    """What a lost worker undid already stays undone, and is no fault."""
    batch = int(work.arguments["batch"])
    try:
        done = work.shop.undo(batch, dry_run=bool(work.arguments.get("dry_run")))
    except InputError:
        if work.again and any(one.batch_id == batch and one.undone_at for one in work.shop.imports()):
            return Result(ALREADY.filled(n=batch), lambda _: {"batch_id": batch}, versions=work.shop.versions())
        raise
    return Result(said(done.text), lambda _: done.to_data(), versions=work.shop.versions())


KIND = Kind("undo", Words("Bỏ lần nhập", "Undo an import"), run, follows="numbers")
