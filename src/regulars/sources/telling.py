"""What the cells of a column tell of it: words that only one kind of file uses, a yes or no, an address, a score."""

from __future__ import annotations

from collections.abc import Callable

from regulars.intake.fields import CONSENTS
from regulars.intake.kinds import CONTACTS, decision_of, known_contact, known_event, satisfaction_of, score_of, yes_or_no
from regulars.intake.words import plainly
from regulars.sources.mapping import Match
from regulars.sources.sheet import Sheet

MOST, HALF = 0.8, 0.5
# What no list of orders says of an order.
LOOKING = ("view", "search", "cart", "uncart", "favourite")
SPEAKING = ("complaint", "review", "message", "marketing")
# Names of a text column that leave no doubt what kind of file this is.
OPINIONS = frozenset(
    (
        "review", "review text", "review body", "review content", "feedback", "complaint", "complaint text", "noi dung khieu nai",
        "noi dung danh gia", "noi dung phan hoi", "noi dung tin nhan", "khieu nai", "phan nan", "danh gia", "nhan xet", "binh luan",
        "phan hoi", "gop y", "ly do khieu nai", "campaign", "campaign name", "chien dich", "ten chien dich", "message",
    )
)  # fmt: skip
VAGUE = frozenset(("type", "kind", "category", "loai", "phan loai", "hinh thuc", "muc dich"))
STORES = frozenset(("store", "shop", "branch", "outlet", "cua hang", "chi nhanh", "tiem"))


def share(sheet: Sheet, found: Match, name: str, test: Callable[[str], object]) -> float:
    """The share of the filled cells of a field for which a test gives an answer; 0 where there are none."""
    if name not in found.fields:
        return 0.0
    cells = sheet.cells(found.fields[name][0][0])
    return sum(test(cell) is not None for cell in cells) / len(cells) if cells else 0.0


def speaks_of_events(sheet: Sheet, found: Match) -> bool:
    """Whether a column of it holds the words of web and app logs, more of them than that something was bought."""
    looking = share(sheet, found, "event_kind", lambda cell: known_event(cell) if known_event(cell) in LOOKING else None)
    return looking > 0 and share(sheet, found, "event_kind", known_event) >= HALF


def speaks_of_contacts(sheet: Sheet, found: Match, kinds: tuple[str, ...] = tuple(CONTACTS)) -> bool:
    """Whether a column of it says complaint, review, message…"""
    return share(sheet, found, "contact_kind", lambda cell: known_contact(cell) if known_contact(cell) in kinds else None) >= HALF


def gives_an_opinion(sheet: Sheet, found: Match) -> bool:
    """Whether it has a rating, or a text whose name says what it is."""
    return "rating" in found.fields or ("text" in found.fields and plainly(sheet.columns[found.fields["text"][0][0]]) in OPINIONS)


def names_a_store(sheet: Sheet, found: Match) -> bool:
    """Whether a column is called by a word for a store."""
    names = [plainly(sheet.columns[found.fields[name][0][0]]) for name in ("store_id", "store_name") if name in found.fields]
    return any(word in f" {name} " for name in names for word in (f" {store} " for store in STORES))


def settled(sheet: Sheet, found: Match) -> Match:
    """The same without fields whose cells are something else than the name promised; what was asked for stays."""
    tests = {
        "contacts": {"rating": score_of, "email": _address, "contact_kind": known_contact},
        "answers": {"nps": score_of, "satisfaction": _satisfied, "email": _address},
        "consents": {"granted": yes_or_no, "email": _address, "phone": _dialled, **dict.fromkeys(CONSENTS, yes_or_no)},
        "events": {"email": _address},
    }.get(found.table, {})
    wrong = [name for name, test in tests.items() if _is_doubtful(sheet, found, name) and share(sheet, found, name, test) < _least(name)]
    kept = {name: value for name, value in found.fields.items() if name not in wrong}
    again = Match(found.table, kept, found.left_out)
    if found.table == "consents":
        _take_answers(sheet, again)
    return again


def _least(name: str) -> float:
    return HALF if name == "contact_kind" else MOST


def _is_doubtful(sheet: Sheet, found: Match, name: str) -> bool:
    """Whether a field was found by a name that may mean something else."""
    if name not in found.fields or found.fields[name][1] in ("asked", "remembered"):
        return False
    return name != "contact_kind" or plainly(sheet.columns[found.fields[name][0][0]]) in VAGUE


def _take_answers(sheet: Sheet, found: Match) -> None:
    """A column called “email” that says yes or no is a consent, whatever else was called so."""
    from regulars.sources.aliases import ALIASES
    from regulars.sources.mapping import names_of

    names = names_of(sheet.columns)
    for name in CONSENTS:
        if name in found.fields:
            continue
        places = [i for i, other in enumerate(names) if other in ALIASES["consents"][name] and i not in found.used()]
        if places and share(sheet, Match("consents", {name: ((places[0],), "alias")}), name, yes_or_no) >= MOST:
            found.fields[name] = ((places[0],), "alias")


def _address(cell: str) -> bool | None:
    return True if "@" in cell else None


def _dialled(cell: str) -> bool | None:
    return True if sum(char.isdigit() for char in cell) >= 7 or "*" in cell else None


def _satisfied(cell: str) -> float | None:
    found = score_of(cell)
    return satisfaction_of(cell) if found is None else found


def asks(sheet: Sheet, found: Match) -> bool:
    """Whether it holds answers: a question with its answer, or a column per question."""
    if "question" in found.fields and ("answer" in found.fields or "text" in found.fields):
        return True
    scored = any(name in found.fields for name in ("nps", "satisfaction"))
    return scored or share(sheet, found, "decision", _decided) >= HALF or ("need" in found.fields and "survey" in found.fields)


def _decided(cell: str) -> str | None:
    return cell if decision_of(cell) in ("immediate", "hesitant", "researcher") else None
