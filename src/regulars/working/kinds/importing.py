"""`import`: files in, as one batch. Arguments: paths, and source, mapping, currency, sheet, drop_duplicates where they are given."""

from __future__ import annotations

from regulars.intake.addresses import is_address
from regulars.words import Words
from regulars.working.kind import Kind, Result, Work, said

OPTIONS = ("source", "mapping", "currency", "sheet", "drop_duplicates")


def run(work: Work) -> Result:
    """Twice adds nothing, so a lost worker's import is simply done again."""
    options = {name: work.arguments[name] for name in OPTIONS if work.arguments.get(name) is not None}
    report = work.shop.load(
        *(text if is_address(text) else work.path(text) for text in work.arguments["paths"]), progress=work.progress, **options
    )
    place = {"shop": str(work.folder.resolve()), "created": False}
    return Result(
        said(report.text),
        lambda lang: report.to_data(lang) | place,
        report.outcome.warnings,
        as_of=report.outcome.last_day,
        versions=work.shop.versions(),
    )


KIND = Kind("import", Words("Nhập dữ liệu", "Import"), run, follows="numbers")
