"""Exporting a group: for which channel, who agreed to it, and the file; every export stands in the audit."""

from __future__ import annotations

import tempfile
from pathlib import Path
from shutil import rmtree
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from regulars.edition import Edition
from regulars.edition.exporting import CONTACTS, Consented, consented, exported
from regulars.errors import InputError
from regulars.insight.spoken import figure, people
from regulars.rules import Everyone, Rule
from regulars.web.here import Here, here
from regulars.web.pages.builder.showing import address, sentence
from regulars.web.pages.builder.words import TITLE, WORDS
from regulars.words import Words

router = APIRouter(prefix="/builder/export")
Signed = Annotated[Here, Depends(here)]
KINDS = ("xlsx", "csv")
OWN_USE = "own"
CHANNELS = (*CONTACTS, OWN_USE)

NAMES = {
    "zalo": Words("Nhắn Zalo", "Zalo messages"),
    "sms": Words("Nhắn SMS", "Text messages"),
    "email": Words("Gửi e-mail", "E-mail"),
    "ads": Words("Quảng cáo riêng", "Targeted ads"),
    OWN_USE: Words("Dùng trong tiệm", "The shop's own use"),
}
HELP = {
    OWN_USE: Words(
        "Không kèm tên, số điện thoại, e-mail; gồm cả khách chưa đồng ý.",
        "Without names, phones and e-mails; those who did not agree are in it.",
    )
}
SAYS = {
    "title": Words("Xuất tệp", "Export"),
    "channel": Words("Tệp dùng để làm gì", "What the file is for"),
    "kind": Words("Loại tệp", "Kind of file"),
    "xlsx": Words("Excel", "Excel"),
    "csv": Words("CSV", "CSV"),
    "all_agreed": Words("Xuất {people}: tất cả đã đồng ý.", "{people} are exported: all agreed."),
    "some_agreed": Words(
        "Xuất {people} đã đồng ý; {others} chưa đồng ý không có trong tệp.",
        "{agreed} who agreed are exported; {left} who did not are left out.",
    ),
    "none_agreed": Words(
        "Chưa khách nào trong {people} đồng ý, nên chưa có gì để xuất.", "None of {people} has agreed, so there is nothing to export."
    ),
    "own": Words(
        "Xuất {people} để dùng trong tiệm. Tệp này không dùng để gửi tin.",
        "{people} are exported for the shop's own use. It is not for sending messages.",
    ),
    "holds": Words(
        "Trong tệp có mã khách, tên, cách liên lạc theo kênh đã chọn, và mọi điều tiệm biết về họ.",
        "The file holds id, name, how to reach them by that channel, and all that the shop knows of them.",
    ),
    "holds_own": Words("Trong tệp có mã khách và mọi điều tiệm biết về họ.", "The file holds ids and all that the shop knows of them."),
    "deed": Words("Xuất tệp {people}", "Export {people}"),
    "audited": Words("Mỗi lần xuất được ghi lại: ai, lúc nào, bao nhiêu khách.", "Every export is on record: who, when, how many."),
    "back": Words("Về nhóm", "Back to the group"),
}


@router.get("")
def asked(here: Signed, rule: str = "", channel: str = "") -> Response:
    """The choice of a channel, with who would be in the file."""
    edition = _edition(here)
    chosen = _channel(channel or "zalo")
    context = _context(here, edition, _rule(edition, rule), chosen)
    return here.part("builder_export.html.j2", "chosen", **context) if here.is_htmx else here.page("builder_export.html.j2", **context)


@router.post("")
def file(
    here: Signed,
    rule: Annotated[str, Form(max_length=30_000)] = "",
    channel: Annotated[str, Form()] = "",
    kind: Annotated[str, Form()] = "xlsx",
) -> Response:
    """The file."""
    edition, chosen = _edition(here), _channel(channel)
    group = _rule(edition, rule)
    if kind not in KINDS:
        raise InputError(Words("Không có loại tệp này.", "There is no such kind of file."), seen=kind[:20], code="kind")
    folder = Path(tempfile.mkdtemp(prefix="regulars-export-"))
    target = folder / f"{_name(here)}-{chosen}-{edition.as_of.isoformat()}.{kind}"
    try:
        rows = exported(edition, target, group, channel=_of(chosen), lang=here.lang)
    except BaseException:
        rmtree(folder, ignore_errors=True)
        raise
    here.books.audit.write("export", by=here.user.name, about=target.name, data={"channel": chosen, "customers": rows, "rule": rule[:2000]})
    return FileResponse(target, filename=target.name, background=BackgroundTask(rmtree, folder, ignore_errors=True))


def said(found: Consented, channel: str) -> Words:
    """Who is in the file and who is not."""
    whole, kept = people(found.agreed + found.left_out), people(found.agreed)
    if channel == OWN_USE:
        return SAYS["own"].filled(people=kept)
    if not found.agreed:
        return SAYS["none_agreed"].filled(people=whole)
    if not found.left_out:
        return SAYS["all_agreed"].filled(people=kept)
    return SAYS["some_agreed"].filled(people=kept, others=people(found.left_out), agreed=figure(found.agreed), left=figure(found.left_out))


def _context(here: Here, edition: Edition, rule: Rule | None, channel: str) -> dict[str, Any]:
    found = {each: consented(edition, rule, _of(each)) for each in CHANNELS}
    return {
        "title": SAYS["title"],
        "section": "builder",
        "crumbs": [(TITLE, address(rule))],
        "says": SAYS,
        "words": WORDS,
        "names": NAMES,
        "helps": HELP,
        "found": found,
        "channel": channel,
        "sentence": sentence(rule, edition, here.lang),
        "said": said(found[channel], channel),
        "holds": SAYS["holds_own" if channel == OWN_USE else "holds"],
        "people": people,
        "rule_text": here.request.query_params.get("rule", ""),
        "back": address(rule),
    }


def _edition(here: Here) -> Edition:
    if here.edition is None:
        raise InputError(WORDS["no_edition"], code="no_edition")
    return here.edition


def _rule(edition: Edition, text: str) -> Rule | None:
    read = edition.rule(text) if text.strip() else None
    return None if isinstance(read, Everyone) else read


def _channel(channel: str) -> str:
    if channel in CHANNELS:
        return channel
    raise InputError(
        Words("Không có kênh này.", "There is no such channel."),
        seen=channel[:40],
        todo=Words("Chọn lại kênh.", "Choose again."),
        code="channel",
    )


def _of(channel: str) -> str | None:
    """The channel that asks for consent; null for the shop's own use."""
    return None if channel == OWN_USE else channel


def _name(here: Here) -> str:
    return Words("nhom-khach", "customers").of(here.lang)
