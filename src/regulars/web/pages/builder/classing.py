"""Using a group as a class: of a scheme of its own, or first in one that the shop wrote; seen before it is saved, saved by a job."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Annotated, Any

import yaml
from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse

from regulars.edition import Edition
from regulars.errors import InputError, Regulars
from regulars.insight.rule_change import RuleChange
from regulars.rules import Everyone, Rule, everyone, to_text
from regulars.scheme import Class, Scheme
from regulars.schemes import makers
from regulars.vocabulary import FEATURES
from regulars.web.here import Here, here
from regulars.web.pages.builder.showing import address, sentence
from regulars.web.pages.builder.words import TITLE, WORDS
from regulars.words import Words

router = APIRouter(prefix="/builder/class")
Signed = Annotated[Here, Depends(here)]
Text = Annotated[str, Form(max_length=30_000)]
NEW = "new"
LONGEST = 80
COLOURS = ("kind1", "kind2", "kind3", "kind4", "kind5", "kind6")

SAYS = {
    "title": Words("Dùng làm hạng", "Use as a class"),
    "heading": Words("Dùng nhóm này làm hạng trong phân loại", "Use this group as a class of a scheme"),
    "into": Words("Đặt vào", "Put it into"),
    "new": Words("Cách phân loại mới", "A new scheme"),
    "first_of": Words("{scheme}, xét trước các hạng đã có", "{scheme}, tested before its other classes"),
    "scheme": Words("Tên cách phân loại", "Name of the scheme"),
    "class": Words("Tên hạng của nhóm này", "Name of this group's class"),
    "rest": Words("Tên hạng của các khách còn lại", "Name of the class of all others"),
    "care": Words("Nên làm gì với họ", "What to do for them"),
    "care_help": Words("Một câu; sẽ đứng cạnh tên hạng.", "One sentence; it stands beside the name of the class."),
    "others": Words("Khách khác", "Others"),
    "see": Words("Xem trước", "Preview"),
    "save": Words("Lưu cách phân loại", "Save the scheme"),
    "would": Words("Nếu lưu", "If it is saved"),
    "not_saved": Words("Chưa lưu gì.", "Nothing is saved yet."),
    "job": Words(
        "Đang lưu và xếp lại khách. Xong thì phân loại này có ở trang Phân loại.",
        "Saving, and sorting customers again. Then it is on the Classes page.",
    ),
    "to_classes": Words("Xem các cách phân loại", "See the schemes"),
    "no_name": Words("Điền tên này.", "Fill in this name."),
    "too_long": Words("Tên dài quá {n} ký tự.", "The name is longer than {n} characters."),
    "class_name": Words("Hạng", "Class"),
    "people": Words("Số khách", "Customers"),
    "now": Words("Hiện có", "Now"),
    "after": Words("Sẽ có", "Then"),
}


@dataclass(frozen=True)
class Asked:
    """What was filled in."""

    rule: Rule
    into: str = NEW
    scheme: str = ""
    name: str = ""
    rest: str = ""
    care: str = ""

    def faults(self) -> dict[str, Words]:
        """What is missing or too long, by field."""
        needed = {"name": self.name} | ({"scheme": self.scheme, "rest": self.rest} if self.into == NEW else {})
        missing = {field: SAYS["no_name"] for field, text in needed.items() if not text.strip()}
        long = {field: SAYS["too_long"].filled(n=LONGEST) for field, text in needed.items() if len(text) > LONGEST}
        return missing | long


@router.get("")
def asked(here: Signed, rule: str = "", name: str = "") -> Response:
    """The form."""
    edition = _edition(here)
    return _page(here, edition, Asked(_rule(edition, rule), name=name, rest=SAYS["others"].of(here.lang)))


@router.post("")
def decided(
    here: Signed, rule: Text = "", into: Text = NEW, scheme: Text = "", name: Text = "", rest: Text = "", care: Text = "", do: Text = ""
) -> Response:
    """What saving would do; with `do` = `save` the job that does it."""
    edition = _edition(here)
    filled = Asked(_rule(edition, rule), into, scheme, name, rest, care)
    faults = filled.faults()
    if faults:
        return _page(here, edition, filled, status=422, faults=faults)
    try:
        proposed = made(filled, edition)
        change = edition.preview(proposed)
    except Regulars as problem:
        return _page(here, edition, filled, status=problem.status, problem=problem)
    if do != "save":
        return _page(here, edition, filled, proposed=proposed, change=change)
    job = here.books.jobs.put("settings", {"save": {"file": f"{proposed.id}.yaml", "text": written(proposed)}}, by=here.user.name)
    here.books.audit.write("scheme_saved", by=here.user.name, about=proposed.id, data={"job": job.id})
    if not here.is_htmx:
        return RedirectResponse("/classes", 303)
    return _page(here, edition, filled, proposed=proposed, change=change, job=job)


def own(edition: Edition) -> list[Scheme]:
    """The schemes that the shop wrote itself."""
    installed = makers()
    return [scheme for scheme in edition.schemes if scheme.id not in installed]


def made(filled: Asked, edition: Edition) -> Scheme:
    """The scheme as it would be saved; `InputError` where there is none to put the class into."""
    meaning = Words(*(sentence(filled.rule, edition, lang) for lang in ("vi", "en")))
    care = _both(filled.care) if filled.care.strip() else Words("", "")
    if filled.into == NEW:
        return _new(filled, edition, meaning, care)
    found = next((scheme for scheme in own(edition) if scheme.id == filled.into), None)
    if found is None:
        raise InputError(
            Words("Tiệm không có cách phân loại này.", "The shop has no such scheme."), seen=filled.into[:60], code="no_scheme"
        )
    used = {each.colour for each in found.classes}
    colour = next((colour for colour in COLOURS if colour not in used), "kind6")
    fresh = Class(id_of(filled.name, found.class_ids), _both(filled.name), filled.rule, meaning, care, colour)
    return replace(found, classes=(fresh, *found.classes))


def _new(filled: Asked, edition: Edition, meaning: Words, care: Words) -> Scheme:
    taken = {*FEATURES, *(scheme.id for scheme in edition.schemes)}
    first = Class(id_of(filled.name, ()), _both(filled.name), filled.rule, meaning, care, "kind1", uneven=ONE_GROUP)
    rest = Class(id_of(filled.rest, (first.id,)), _both(filled.rest), everyone, THE_REST, Words("", ""), "slight", uneven=ONE_GROUP)
    return Scheme(id_of(filled.scheme, tuple(taken)), _both(filled.scheme), QUESTION.filled(name=filled.name.strip()), (first, rest))


THE_REST = Words("Những khách còn lại.", "All others.")
ONE_GROUP = Words("phân loại này tách một nhóm khỏi các khách khác", "this scheme parts one group from all others")
QUESTION = Words("Ai là “{name}”?", "Who is “{name}”?")


def written(scheme: Scheme) -> str:
    """A scheme as the YAML of its file."""
    return yaml.safe_dump(scheme.to_data(), allow_unicode=True, sort_keys=False, width=140)


def id_of(name: str, taken: tuple[str, ...]) -> str:
    """An id made of a name: without marks, lower-case, not one of those taken."""
    bare = unicodedata.normalize("NFD", name.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", bare).strip("_")[:32]
    stem = stem if stem[:1].isalpha() else f"group_{stem}".rstrip("_")
    return next(id for id in (stem, *(f"{stem}_{n}" for n in range(2, 1000))) if id not in taken)


def _both(text: str) -> Words:
    said = " ".join(text.split())
    return Words(said, said)


def _page(here: Here, edition: Edition, filled: Asked, *, status: int = 200, **more: Any) -> Response:
    choices = [(NEW, SAYS["new"]), *((each.id, SAYS["first_of"].filled(scheme=each.name)) for each in own(edition))]
    context = {
        "title": SAYS["title"],
        "section": "builder",
        "crumbs": [(TITLE, address(filled.rule))],
        "says": SAYS,
        "filled": filled,
        "rule_text": to_text(filled.rule),
        "sentence": sentence(filled.rule, edition, here.lang),
        "choices": choices,
        "back": address(filled.rule),
        "rows": _rows(more.get("change"), more.get("proposed"), here.lang),
    }
    context |= {"faults": {}, "problem": None, "change": None, "job": None} | more
    if here.is_htmx:
        headers = {"HX-Trigger": "job-started"} if context["job"] else {}
        return here.part("builder_class.html.j2", "filled_in", status=status, headers=headers, **context)
    return here.page("builder_class.html.j2", status=status, **context)


def _rows(change: RuleChange | None, proposed: Scheme | None, lang: str) -> list[dict[str, object]]:
    """How many each class of the proposed scheme has now and would have."""
    if change is None or proposed is None:
        return []
    return [row for row in change.table(lang) if row["scheme"] == proposed.id]


def _edition(here: Here) -> Edition:
    if here.edition is None:
        raise InputError(WORDS["no_edition"], code="no_edition")
    return here.edition


def _rule(edition: Edition, text: str) -> Rule:
    rule = edition.rule(text)
    if isinstance(rule, Everyone):
        raise InputError(
            Words("Nhóm này gồm mọi khách.", "This group is everybody."),
            todo=Words("Thêm điều kiện trước.", "Add a condition first."),
            code="rule",
        )
    return rule
