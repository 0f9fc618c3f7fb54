"""`regulars schemes save` and `regulars schemes set`: change the rules of a shop, seen before they are saved."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.session import CLASSIFYING, Session, answered, session
from regulars.cli.speech import argument, option, told
from regulars.cli.terminal import write
from regulars.cli.waiting import progress
from regulars.errors import InputError, NotFitted
from regulars.words import Words

if TYPE_CHECKING:
    from regulars.insight.rule_change import RuleChange
    from regulars.scheme import Scheme
    from regulars.shop import Shop

SAVE = told(
    "Xem trước rồi lưu một tệp phân nhóm vào tiệm.",
    "See what a scheme file would change, then save it in the shop.",
)
SET = told(
    "Xem trước rồi đổi con số của một cách phân loại có sẵn.",
    "See what other numbers of a scheme would change, then pin them.",
)
SAVED = Words(
    "Đã lưu “{scheme}” vào {path}. Từ nay khách được xếp theo tệp này.",
    "Saved “{scheme}” as {path}. Customers are sorted by it from now on.",
)
PINNED = Words(
    "Đã lưu {numbers} của “{scheme}” vào {path}. Từ nay khách được xếp theo số này.",
    "Saved {numbers} of “{scheme}” in {path}. Customers are sorted by it from now on.",
)
DRY = Words("Chưa lưu gì.", "Nothing is saved.")
ASK = Words("Lưu? [y/N] ", "Save? [y/N] ")
YES = ("y", "yes", "c", "có", "co")
NO_CUSTOMERS = Words(
    "Tiệm chưa có đơn hàng nào, nên chưa thấy được ai sẽ đổi nhóm.", "This shop has no orders yet, so nobody can be seen to move."
)
NOT_AGREED = InputError(
    Words("Chưa lưu gì: chưa có ai đồng ý.", "Nothing is saved: nobody has agreed."),
    todo=Words("Chạy lại với --yes để lưu.", "Run it again with --yes to save."),
    code="not_agreed",
)
Agreed = Annotated[bool, option("--yes", vi="Lưu mà không hỏi lại.", en="Save without asking.")]
DryRun = Annotated[bool, option("--dry-run", vi="Chỉ cho xem, không lưu gì.", en="Only show what would change; save nothing.")]


@dataclass(frozen=True)
class Plan:
    """A change that was shown and may be saved: how, and what is said once it is."""

    carry_out: Callable[[], object]
    done: Words


def save(
    context: typer.Context,
    file: Annotated[Path, argument("FILE", vi="Tệp phân nhóm: YAML, JSON hay TOML.", en="The scheme file: YAML, JSON or TOML.")],
    yes: Agreed = False,
    dry_run: DryRun = False,
) -> Answer:
    from regulars.scheme import load
    from regulars.store import scheme_files

    asked = session(context)
    with asked.shop() as shop, progress(asked.lang, CLASSIFYING):
        scheme = load(file)
        target = scheme_files.target(asked.place(), scheme, file)
        change = previewed(shop, scheme)
        data = {"scheme": scheme.id, "path": str(target.resolve())}
        done = SAVED.filled(scheme=scheme.name, path=f"schemes/{target.name}")
        answer = _seen(shop, change, data, asked.lang)

    def here() -> Answer:
        with asked.shop(to_change=True) as shop:
            scheme_files.save(shop.path, scheme, file)
        return answer

    arguments = {"save": {"file": target.name, "text": file.read_text("utf-8")}}
    plan = Plan(lambda: asked.changing("settings", arguments, here), done)
    return _decided(answer, plan, asked, yes, dry_run)


def set_(
    context: typer.Context,
    scheme: Annotated[
        str, argument("SCHEME", vi="Mã cách phân loại có sẵn, ví dụ ladder.", en="Id of a scheme that comes with Regulars, such as ladder.")
    ],
    numbers: Annotated[
        list[str],
        argument(
            "NAME=VALUE",
            vi="Con số và giá trị mới, ví dụ key_from=85; ghi được nhiều.",
            en="A number and its new value, such as key_from=85; may be several.",
        ),
    ],
    yes: Agreed = False,
    dry_run: DryRun = False,
) -> Answer:
    from regulars import settings

    asked, values = session(context), _values(numbers)
    with asked.shop() as shop, progress(asked.lang, CLASSIFYING):
        change = previewed(shop, scheme, values)
        data = {"scheme": scheme, "parameters": values, "path": str((asked.place() / settings.FILE).resolve())}
        said = ", ".join(f"{name} = {value}" for name, value in values.items())
        done = PINNED.filled(numbers=said, scheme=shop.scheme(scheme).name, path=settings.FILE)
        answer = _seen(shop, change, data, asked.lang)

    def here() -> Answer:
        with asked.shop(to_change=True) as shop:
            settings.pin(shop.path, scheme, values)
        return answer

    plan = Plan(lambda: asked.changing("settings", {"pin": {scheme: values}}, here), done)
    return _decided(answer, plan, asked, yes, dry_run)


def previewed(shop: Shop, what: Scheme | str, parameters: Mapping[str, object] | None = None) -> RuleChange | None:
    """What saving it would change; null while the shop has no orders, when only the rules are checked."""
    from regulars.insight.trying import checked
    from regulars.schemes.proposed import proposed

    given = dict(parameters or {})
    try:
        return shop.preview(what, None, **given)
    except NotFitted:
        schemes = shop.schemes()
        checked(schemes, proposed(what, given, schemes, shop.settings.schemes, {}))
        return None


def _values(texts: Sequence[str]) -> dict[str, object]:
    """Names and values: numbers, texts and lists as shop.toml writes them, a text also without its quotes."""
    parted = [text.partition("=") for text in texts]
    for text, (name, sign, value) in zip(texts, parted, strict=True):
        if not (name.strip() and sign and value.strip()):
            raise InputError(
                Words("Con số phải viết dạng tên=giá_trị.", "A number is written name=value."),
                seen=text,
                todo=Words("Ví dụ: regulars schemes set ladder key_from=85", "For example: regulars schemes set ladder key_from=85"),
                code="option",
            )
    return {name.strip(): _value(value.strip()) for name, _, value in parted}


def _value(text: str) -> object:
    import tomllib

    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _seen(shop: Shop, change: RuleChange | None, told: Mapping[str, object], lang: str) -> Answer:
    """The change as an answer, before anything is saved; null while the shop has no customers."""
    data = {**told, "saved": False, "change": change and change.to_data(lang)}
    if change is None:
        return Answer(data, lambda _: [], versions=shop.versions(), warnings=(NO_CUSTOMERS,))

    def show(lang: str) -> Iterator[Any]:
        from regulars.cli.changing import change_shown

        return change_shown(change, lang)

    return answered(shop, change.as_of, data, show, warnings=change.warnings)


def _decided(answer: Answer, plan: Plan, asked: Session, yes: bool, dry_run: bool) -> Answer:
    """Save it if that was agreed: by `--yes`, or by whoever sits at the terminal once they have seen the change."""
    if dry_run:
        return replace(answer, show=lambda lang: [*answer.show(lang), "", DRY.of(lang)])
    if yes:
        plan.carry_out()
        return replace(_saved(answer), show=lambda lang: [*answer.show(lang), "", plan.done.of(lang)])
    if asked.as_json or not sys.stdin.isatty():
        return replace(answer, fault=NOT_AGREED)
    write(sys.stdout, *answer.show(asked.lang), "", *(words.of(asked.lang) for words in answer.warnings))
    if not _agreed(asked.lang):
        return Answer(answer.data, lambda lang: [DRY.of(lang)])
    plan.carry_out()
    return replace(_saved(answer), show=lambda lang: [plan.done.of(lang)], warnings=())


def _saved(answer: Answer) -> Answer:
    return replace(answer, data={**answer.data, "saved": True})  # type: ignore[dict-item]


def _agreed(lang: str) -> bool:
    write(sys.stderr, "")
    sys.stderr.write(ASK.of(lang))
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in YES
