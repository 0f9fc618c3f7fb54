"""Every error: what was wrong, what was seen, what to do and where, in vi and en; each knows its exit code and HTTP status."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.words import Words, language


@dataclass(frozen=True)
class Where:
    """The place of a fault: a file's name, a row (1-based, as a spreadsheet numbers it) and a column; any may be unknown."""

    file: str | None = None
    row: int | None = None
    column: str | None = None

    def to_data(self) -> dict[str, str | int | None]:
        return {"file": self.file, "row": self.row, "column": self.column}

    def of(self, lang: str) -> str:
        words = {"vi": ("dòng", "cột"), "en": ("row", "column")}[lang]
        parts = [self.file, self.row and f"{words[0]} {self.row}", self.column and f"{words[1]} “{self.column}”"]
        return ", ".join(str(part) for part in parts if part)


class Regulars(Exception):
    """The root of every error raised on purpose. `code` is stable and machine-readable; the texts are bilingual."""

    code = "fault"
    status = 500
    exit_code = 1

    def __init__(
        self,
        what: Words,
        *,
        seen: str | Words | None = None,
        todo: Words | None = None,
        where: Where | None = None,
        code: str | None = None,
    ) -> None:
        self.what, self.seen, self.todo = what, seen, todo
        self.where = where or Where()
        self.code = code or self.code
        super().__init__(what, seen, todo, where)

    def text(self, lang: str) -> str:
        """The whole error as one readable text: what · where it is · what was seen · what to do."""
        seen = self.seen.of(lang) if isinstance(self.seen, Words) else self.seen
        place = self.where.of(lang)
        labels = {"vi": ("Ở", "Thấy", "Cách sửa"), "en": ("At", "Seen", "To do")}[lang]
        lines = [self.what.of(lang)]
        lines += [f"{labels[0]}: {place}"] if place else []
        lines += [f"{labels[1]}: {seen}"] if seen else []
        lines += [f"{labels[2]}: {self.todo.of(lang)}"] if self.todo else []
        return "\n".join(lines)

    def to_data(self, lang: str) -> dict[str, object]:
        """The `error` object of CLI and API answers."""
        seen = self.seen.of(lang) if isinstance(self.seen, Words) else self.seen
        return {
            "code": self.code,
            "what": self.what.of(lang),
            "seen": seen,
            "todo": self.todo.of(lang) if self.todo else None,
            "where": self.where.to_data(),
        }

    def __str__(self) -> str:
        return self.text(language())


class InputError(Regulars):
    """A file, a value or an option that cannot be accepted."""

    code, status, exit_code = "input", 422, 3


class RuleError(InputError):
    """A rule or a scheme that cannot be read, or that `check()` refuses."""

    code = "rule"


class NotFound(Regulars):
    """A customer, scheme, class, feature or shop of that name does not exist."""

    code, status, exit_code = "not_found", 404, 4


class Busy(Regulars):
    """The shop's analytics file belongs to another process just now; the text names its pid."""

    code, status, exit_code = "busy", 409, 5


class NotFitted(Regulars):
    """A bar or model is asked for that has not been fitted, or cannot be from so little data."""

    code, status, exit_code = "not_fitted", 409, 3


class Forbidden(Regulars):
    """The caller may not do this."""

    code, status, exit_code = "forbidden", 403, 1
