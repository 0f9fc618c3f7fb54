"""How fresh numbers are: as of which day, computed when, from which imports, with which versions, and what went wrong since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from regulars.errors import Regulars, Where
from regulars.words import LANGUAGES, Words, day, language

SEPARATOR = " · "
# As LOOK's errors, for notebooks, which have no tokens: an edge and a wash that hold in the light and in the dark.
CAUTIOUS = "border-left: 3px solid #B9532D; background: #B9532D22; padding: 8px 12px; margin: 0 0 8px"


@dataclass(frozen=True)
class ImportedFrom:
    """One import in force when the numbers were computed: its number, when it was loaded (UTC), the names of its files."""

    batch_id: int
    loaded_at: dt.datetime
    files: tuple[str, ...]

    def line(self, lang: str, zone: dt.tzinfo) -> str:
        """The import in one line, its moment in a time zone."""
        return SEPARATOR.join((_ONE.of(lang, n=self.batch_id), moment(self.loaded_at, lang, zone), ", ".join(self.files)))

    def to_data(self) -> dict[str, object]:
        return {"batch_id": self.batch_id, "loaded_at": self.loaded_at.isoformat(), "files": list(self.files)}


@dataclass(frozen=True)
class Failure:
    """A refresh that failed: when (UTC), what was wrong, what was seen, what to do, where; `seen` and `todo` are null where there is none."""

    at: dt.datetime
    what: Words
    seen: str | Words | None = None
    todo: Words | None = None
    where: Where = Where()
    code: str = Regulars.code

    @classmethod
    def of(cls, error: Regulars, at: dt.datetime) -> Failure:
        """What an error said, and when."""
        return cls(at, error.what, error.seen, error.todo, error.where, error.code)

    @classmethod
    def from_data(cls, at: dt.datetime, data: Mapping[str, Any]) -> Failure:
        """What `to_data()` told, read back."""
        texts = {key: Words(**data[key]) if isinstance(data[key], dict) else data[key] for key in ("what", "seen", "todo")}
        return cls(at, **texts, where=Where(**data["where"]), code=data["code"])

    def reason(self, lang: str) -> str:
        """What was wrong, where, and what was seen, in one or two sentences."""
        seen = self.seen.of(lang) if isinstance(self.seen, Words) else self.seen
        found = ((_AT, self.where.of(lang)), (_SEEN, seen and " ".join(seen.split())))
        return " ".join([self.what.of(lang), *(words.of(lang, text=text) for words, text in found if text)])

    def to_data(self, lang: str | None = None) -> dict[str, object]:
        """The failure as an error is told, with its moment; texts in a language, or in both."""
        texts = {key: _text(getattr(self, key), lang) for key in ("what", "seen", "todo")}
        return {"at": self.at.isoformat(), "code": self.code, **texts, "where": self.where.to_data()}


@dataclass(frozen=True)
class Freshness:
    """How fresh some numbers are.

    `as_of`: the day they are true of. `computed_at` (UTC). `imports`: those in force then, the latest first. `bars_version` is null for a look
    back, whose bars were cut for it alone, as of `bars_as_of`. `data_until`: the last day with data in the shop now; null where it has none.
    `failed`: the refresh that failed after them; null where none did. `changed_since`: facts, settings or rules have changed since and are not in
    them. `zone`: the shop's, in which moments are said.
    """

    as_of: dt.date
    computed_at: dt.datetime
    imports: tuple[ImportedFrom, ...] = ()
    bars_version: int | None = None
    bars_as_of: dt.date | None = None
    schemes_version: str | None = None
    models_version: int | None = None
    data_until: dt.date | None = None
    failed: Failure | None = None
    changed_since: bool = False
    zone: dt.tzinfo = dt.UTC

    @property
    def stale(self) -> bool:
        """Whether there is something to warn of."""
        return self.failed is not None or self.changed_since

    def versions(self) -> dict[str, object]:
        """Versions that the numbers were made with: of the bars, of the models (null: none fitted), of the schemes."""
        return {"bars": self.bars_version, "models": self.models_version, "schemes": self.schemes_version}

    def line(self, lang: str, zone: dt.tzinfo | None = None) -> str:
        """Everything in one line, for feet and prose; moments in `zone`, the shop's unless given."""
        return SEPARATOR.join(self.parts(lang, zone))

    def parts(self, lang: str, zone: dt.tzinfo | None = None) -> list[str]:
        """What the line is made of: the day, the moment, the imports, the versions; what nobody knows is left out."""
        at = zone or self.zone
        parts = [_AS_OF.of(lang, day=day(self.as_of, lang)), _COMPUTED.of(lang, moment=moment(self.computed_at, lang, at))]
        parts += [self._imported(lang, at)] if self.imports else []
        parts += [self._bars(lang)] if self.bars_as_of else []
        return parts + ([_SCHEMES.of(lang, version=self.schemes_version)] if self.schemes_version else [])

    def _imported(self, lang: str, zone: dt.tzinfo) -> str:
        last = max(each.loaded_at for each in self.imports)
        words = _IMPORT if len(self.imports) == 1 else _IMPORTS
        return words.of(lang, n=len(self.imports), moment=moment(last, lang, zone))

    def _bars(self, lang: str) -> str:
        words = _OWN_BARS if self.bars_version is None else _BARS
        return words.of(lang, version=self.bars_version, day=day(self.bars_as_of, lang))

    def headline(self, lang: str, zone: dt.tzinfo | None = None) -> str | None:
        """That the numbers are old, in one sentence; null where they are not."""
        said = {"day": day(self.as_of, lang), "computed": moment(self.computed_at, lang, zone or self.zone)}
        if self.failed:
            return _FAILED.of(lang, at=moment(self.failed.at, lang, zone or self.zone), **said)
        return _CHANGED.of(lang, **said) if self.changed_since else None

    def seen(self, lang: str) -> str:
        """Why they could not be computed anew, and what is not in them; empty where they are fresh."""
        reasons = [self.failed.reason(lang)] if self.failed else []
        return " ".join([*reasons, *([_NOT_IN.of(lang)] if self.failed and self.changed_since else [])])

    def todo(self, lang: str) -> str:
        """What to do to have them computed anew; empty where nothing is to be done."""
        if self.failed:
            return self.failed.todo.of(lang) if self.failed.todo else ""
        return _ANEW.of(lang) if self.changed_since else ""

    def warning(self, lang: str, zone: dt.tzinfo | None = None) -> str | None:
        """The warning wherever the numbers are shown: that they are old, why, what to do; null where they are fresh."""
        said = (self.headline(lang, zone), self.seen(lang), self.todo(lang))
        return " ".join(part for part in said if part) or None

    def behind(self, today: dt.date, lang: str) -> str | None:
        """That the data ends days before today; null where it does not, or there is none. Only where somebody asks about today."""
        days = (today - self.data_until).days if self.data_until else 0
        if self.data_until is None or days <= 0:
            return None
        until = _short(self.data_until, lang) if self.data_until.year == today.year else day(self.data_until, lang)
        return (_BEHIND_ONE if days == 1 else _BEHIND).of(lang, day=until, n=days)

    def lines(self, lang: str | None = None) -> Iterator[str]:
        """The line and, where there is one, the warning: what stands beneath numbers (in the language of this process unless one is asked for)."""
        lang = lang or language()
        yield self.line(lang)
        if warning := self.warning(lang):
            yield warning

    def to_html(self, lang: str | None = None) -> str:
        """The warning, where there is one, and the line, as HTML for notebooks."""
        line, *warnings = self.lines(lang)
        return "".join(f'<p style="{CAUTIOUS}">{escape(text)}</p>' for text in warnings) + f"<p><small>{escape(line)}</small></p>"

    def to_data(self, lang: str | None = None) -> dict[str, object]:
        """Everything as plain data for JSON, days and moments (UTC) as ISO text; texts in a language, or in both as {vi, en}."""
        warning = Words(*(self.warning(each) or "" for each in LANGUAGES)) if self.stale else None
        return {
            "as_of": self.as_of.isoformat(),
            "computed_at": self.computed_at.isoformat(),
            "versions": self.versions(),
            "bars_as_of": self.bars_as_of and self.bars_as_of.isoformat(),
            "imports": [each.to_data() for each in self.imports],
            "data_until": self.data_until and self.data_until.isoformat(),
            "changed_since": self.changed_since,
            "failed": self.failed and self.failed.to_data(lang),
            "line": _text(Words(*(self.line(each) for each in LANGUAGES)), lang),
            "warning": _text(warning, lang),
        }


def warned(text: str, freshness: Freshness | None) -> str:
    """A text with the warning beneath it, in the language of this process, where the numbers in it are old."""
    warning = freshness.warning(language()) if freshness else None
    return "\n".join(filter(None, (text, warning)))


def moment(at: dt.datetime, lang: str, zone: dt.tzinfo) -> str:
    """`20/11/2026 09:15` (vi) or `20 Nov 2026 09:15` (en), in a time zone."""
    local = at.astimezone(zone)
    return f"{day(local.date(), lang)} {local:%H:%M}"


def _short(value: dt.date, lang: str) -> str:
    """A day without its year: `17/11` or `17 Nov`."""
    text = day(value, lang)
    return text[:5] if lang == "vi" else text.rpartition(" ")[0]


def _text(value: str | Words | None, lang: str | None) -> object:
    if not isinstance(value, Words):
        return value
    return value.of(lang) if lang else {"vi": value.vi, "en": value.en}


_AT = Words("Ở: {text}.", "At: {text}.")
_SEEN = Words("Thấy: {text}.", "Seen: {text}.")
_AS_OF = Words("Tính đến hết {day}", "As of {day}")
_COMPUTED = Words("tính lúc {moment}", "computed {moment}")
_ONE = Words("Lần nhập {n}", "Import {n}")
_IMPORT = Words("từ 1 lần nhập, {moment}", "from 1 import, {moment}")
_IMPORTS = Words("từ {n} lần nhập, gần nhất {moment}", "from {n} imports, the latest {moment}")
_BARS = Words("ngưỡng bản {version}, cắt ngày {day}", "bars version {version}, cut as of {day}")
_OWN_BARS = Words("ngưỡng cắt riêng cho ngày {day}", "bars cut for {day} alone")
_SCHEMES = Words("cách phân loại bản {version}", "schemes version {version}")
_FAILED = Words(
    "Lần tính lại lúc {at} không xong; đây vẫn là những con số tính đến hết {day}, tính lúc {computed}.",
    "The refresh of {at} failed; these are still the numbers as of {day}, computed {computed}.",
)
_CHANGED = Words(
    "Dữ liệu, cài đặt hay quy tắc đã đổi sau khi tính những con số này, lúc {computed}.",
    "Facts, settings or rules have changed since these numbers were computed, {computed}.",
)
_NOT_IN = Words("Những gì nhập hay đổi sau đó chưa có trong các con số này.", "What was imported or changed since is not in them.")
_ANEW = Words("Tính lại: regulars classify", "Compute them anew: regulars classify")
_BEHIND = Words(
    "Dữ liệu dừng ở {day}. Nhập tệp mới để thấy {n} ngày qua.", "Data ends on {day}. Import a newer file to see the last {n} days."
)
_BEHIND_ONE = Words(
    "Dữ liệu dừng ở {day}. Nhập tệp mới để thấy 1 ngày qua.", "Data ends on {day}. Import a newer file to see the last day."
)
