"""What a shop chose: `shop.toml`, read with an error for every wrong line, written back without losing a comment."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from tomlkit.items import InlineTable

from regulars.errors import InputError, NotFound, Where
from regulars.words import Words

FILE = "shop.toml"
NOT_RESULTS = {
    "mappings",
    "name",
    "market",
    "memory_limit",
    "threads",
    "recut",
    "replay_months",
    "try_on_past",
    "prepare_answers",
    "database",
    "upload_mb",
    "engine",
    "master",
    "warehouse",
    "spark",
}  # they change no result


class Market(BaseModel):
    """The market above the ladder: how many people the portrait describes, and how many of them can be served."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: int | None = Field(None, ge=0, description="people whom the portrait describes")
    reachable: int | None = Field(None, ge=0, description="of these, how many the shop can serve")


class Settings(BaseModel):
    """The settings of one shop; every field is a line of `shop.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field("", description="the shop's name, as reports show it")
    currency: str | None = Field(None, pattern="^[A-Z]{3}$", description="ISO 4217; unset, the first import decides")
    timezone: str = Field("Asia/Ho_Chi_Minh", description="IANA time zone; days are the shop's")
    category_level: int = Field(1, ge=1, le=3, description="level of product categories that basket features use, 1 to 3")
    served_provinces: tuple[str, ...] = Field((), description="provinces the shop delivers to, by short name")
    portrait: str = Field("", description="the buyer the shop looks for, as a rule")
    market: Market = Field(default_factory=Market, description="size of the market: people, reachable")
    recut: Literal["monthly", "never"] = Field("monthly", description="when bars are cut anew: monthly, or never but when asked to")
    replay_months: int = Field(
        3,
        ge=0,
        le=120,
        description="month ends before the first refresh that movement asks for by itself in a shop of up to 1,000,000 lines",
    )
    try_on_past: bool = Field(
        True, description="a report puts the outlook and the schemes to the test on the shop's past: some 20 seconds more"
    )
    prepare_answers: bool = Field(
        True, description="a server prepares answers that take long before a page asks for them; false spares a small machine the work"
    )
    memory_limit: str | None = Field(
        None, pattern=r"^\d+(\.\d+)? ?[KMGT]i?B$", description="memory the engine may use, such as 2GB; unset, 1.1GB"
    )
    threads: int | None = Field(None, ge=1, description="threads the engine may use; unset, all")
    database: str | None = Field(
        None, pattern=r"^[a-z]+(\+\w+)?://", description="address of the books as SQLAlchemy writes it; unset, shop.sqlite in the folder"
    )
    upload_mb: int = Field(
        2048, ge=1, description="most megabytes that the files of one import may have where they are sent to the web app"
    )
    engine: Literal["duckdb", "spark"] = Field(
        "duckdb", description="what computes the numbers: duckdb on this machine, or spark on a cluster"
    )
    master: str = Field(
        "local[*]",
        pattern=r"^(local(\[[\d*, ]+\])?|yarn|(spark|k8s)://\S+)$",
        description='the cluster of `engine = "spark"`: spark://host:7077, yarn, k8s://…, or local[*] for this machine alone',
    )
    warehouse: str = Field(
        "warehouse",
        min_length=1,
        description="where a cluster keeps the numbers: a folder that all its machines see, or a URL such as s3a://…",
    )
    spark: dict[str, str | int | bool] = Field(
        default_factory=dict, description='Spark\'s own settings, such as "spark.executor.memory" = "8g"'
    )
    schemes: dict[str, dict[str, object]] = Field(default_factory=dict, description="parameters pinned per scheme")
    mappings: dict[str, dict[str, str]] = Field(default_factory=dict, description="columns of known files, remembered per header")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"{value!r} is not an IANA time zone; for example Asia/Ho_Chi_Minh")
        return value

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def read(folder: Path) -> Settings:
    """The settings of the shop in a folder, all defaults where there is no file; `InputError` names the wrong line."""
    path = folder / FILE
    if not path.exists():
        return Settings()
    try:
        return _settings(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise _refused(None, str(error)) from error


def _settings(text: str) -> Settings:
    try:
        return Settings(**tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        raise _refused(None, str(error), int(place[1]) if place else None) from error
    except ValidationError as error:
        first = error.errors()[0]
        column = ".".join(map(str, first["loc"]))
        raise _refused(column, f"{first['msg']} ({first['input']!r})", _line_of(text, first["loc"])) from error


def _line_of(text: str, path: tuple[int | str, ...]) -> int | None:
    """The line on which a setting stands: that of the last of its names found, each sought from the one before it on."""
    lines, found = text.splitlines(), None
    for name in path:
        key = re.compile(rf"\s*(\[[^\]]*)?[\w.\"]*\b{re.escape(str(name))}\b[^=]*(=|\])")
        found = next((place for place in range(found or 0, len(lines)) if key.match(lines[place])), found)
    return None if found is None else found + 1


def _refused(column: str | None, seen: str, row: int | None = None) -> InputError:
    return InputError(
        Words("Tệp cài đặt của tiệm có chỗ không đọc được.", "The shop's settings cannot be read."),
        seen=seen,
        todo=Words("Sửa dòng này trong shop.toml rồi chạy lại.", "Mend this line of shop.toml and run it again."),
        where=Where(file=FILE, row=row, column=column),
        code="settings",
    )


def write(folder: Path, **changes: object) -> Settings:
    """Change some settings, keeping the rest of the file as it is; a table is merged. The file is replaced in one step."""
    path = folder / FILE
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    for name, value in changes.items():
        _set(document, name, value)
    return _replace(path, document)


def pin(folder: Path, scheme: str, parameters: Mapping[str, object]) -> Settings:
    """Pin parameters of one scheme, keeping the rest of the file, its other parameters and its comments as they are."""
    path = folder / FILE
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    every = document.setdefault("schemes", tomlkit.table(is_super_table=True))
    own = every.setdefault(scheme, tomlkit.inline_table() if isinstance(every, InlineTable) else tomlkit.table())
    for name, value in parameters.items():
        own[name] = value
    return _replace(path, document)


def unpin(folder: Path, scheme: str, parameters: Iterable[str]) -> Settings:
    """Give parameters of one scheme back to their defaults; the rest of the file stays as it is."""
    path = folder / FILE
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    every = document.get("schemes", {})
    own = every.get(scheme, {})
    for name in parameters:
        own.pop(name, None)
    if scheme in every and not own:
        every.pop(scheme)
    return _replace(path, document)


def _replace(path: Path, document: tomlkit.TOMLDocument) -> Settings:
    """Put the new settings in the place of the old in one step, if they can be read."""
    text = tomlkit.dumps(document)
    _settings(text)
    fresh = path.with_suffix(".toml.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
    return read(path.parent)


def _set(document: tomlkit.TOMLDocument, name: str, value: object) -> None:
    if value is None:
        document.pop(name, None)
    elif isinstance(value, dict):
        table = document.setdefault(name, tomlkit.table())
        for key, inner in value.items():
            if inner is None:
                table.pop(key, None)
            else:
                table[key] = inner
    else:
        document[name] = list(value) if isinstance(value, tuple) else value


def no_shop(path: Path) -> NotFound:
    """A folder without settings is no shop."""
    return NotFound(
        Words("Thư mục này không phải là một tiệm.", "This folder is not a shop."),
        seen=str(path),
        todo=Words(
            "Tạo tiệm ở đây: regulars init. Hoặc chỉ ra tiệm: --shop THƯ_MỤC", "Make one here: regulars init. Or name one: --shop FOLDER"
        ),
        where=Where(file=FILE),
        code="no_shop",
    )
