"""`regulars init`: make a shop, or change what it chose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.session import FILE, session
from regulars.cli.speech import argument, option, told
from regulars.errors import InputError
from regulars.words import Words

NAME = "init"
HELP = told("Tạo một tiệm, hoặc đổi tên, tiền tệ, múi giờ của tiệm.", "Make a shop, or change its name, currency, time zone.")
MADE = Words("Đã tạo tiệm “{name}” ở {path}", "Made the shop “{name}” in {path}")
CHANGED = Words("Đã ghi cài đặt của tiệm “{name}” vào {path}", "Wrote the settings of the shop “{name}” to {path}")
SETTINGS = Words("Tiền tệ: {currency}. Múi giờ: {timezone}.", "Currency: {currency}. Time zone: {timezone}.")
UNDECIDED = Words("theo tệp nhập đầu tiên", "decided by the first import")
NEXT = Words("Tiếp theo: regulars import TỆP", "Next: regulars import FILE")


def command(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        argument(
            "FOLDER",
            vi="Thư mục của tiệm; không ghi thì là thư mục đang đứng.",
            en="The shop's folder; left out, the current folder.",
        ),
    ] = None,
    name: Annotated[
        str | None,
        option("--name", vi="Tên tiệm, hiện trong báo cáo.", en="The shop's name, as reports show it.", metavar="NAME"),
    ] = None,
    currency: Annotated[
        str | None,
        option(
            "--currency",
            vi="Tiền tệ (ISO 4217), ví dụ VND; không ghi thì tệp nhập đầu tiên quyết định.",
            en="Currency (ISO 4217), such as VND; left out, the first import decides.",
            metavar="CODE",
        ),
    ] = None,
    timezone: Annotated[
        str | None,
        option(
            "--timezone",
            vi="Múi giờ của tiệm, ví dụ Asia/Ho_Chi_Minh.",
            en="The shop's time zone, such as Asia/Ho_Chi_Minh.",
            metavar="ZONE",
        ),
    ] = None,
) -> Answer:
    asked = session(context)
    place = folder or asked.named() or Path.cwd()
    made = not (place / FILE).exists()
    code = currency and currency_named(currency)
    _write(place, {"name": name, "currency": code, "timezone": timezone}, made)
    return _answer(place, made)


def currency_named(text: str) -> str:
    """The ISO 4217 code that a text names; `InputError` where it names none."""
    from regulars.intake.words import currency_of

    code = currency_of(text)
    if code is not None:
        return code
    raise InputError(
        Words(f"Không có tiền tệ nào mã “{text}”.", f"There is no currency with the code “{text}”."),
        seen=text,
        todo=Words("Ghi mã ba chữ, ví dụ VND, USD, EUR.", "Write its three letters, such as VND, USD or EUR."),
        code="currency",
    )


def _write(place: Path, given: dict[str, str | None], made: bool) -> None:
    """Write what was given; settings that cannot be leave no shop behind."""
    import regulars
    from regulars import settings
    from regulars.store.money import refuse_other_money

    changes: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    if made:
        place.mkdir(parents=True, exist_ok=True)
        settings.write(place, **({"name": place.resolve().name} | changes))
    with regulars.open(place, create=False) as shop:
        if not made:
            refuse_other_money(shop.store, shop.currency, changes.get("currency"))
    if not made and changes:
        settings.write(place, **changes)


def _answer(place: Path, made: bool) -> Answer:
    from regulars import settings

    chosen = settings.read(place)
    data = {
        "shop": str(place.resolve()),
        "created": made,
        "name": chosen.name,
        "currency": chosen.currency,
        "timezone": chosen.timezone,
    }

    def show(lang: str) -> Iterator[str]:
        words = MADE if made else CHANGED
        yield words.of(lang, name=chosen.name or place.resolve().name, path=str(place.resolve() / FILE))
        yield SETTINGS.of(lang, currency=chosen.currency or UNDECIDED.of(lang), timezone=chosen.timezone)
        yield NEXT.of(lang)

    return Answer(data, show)
