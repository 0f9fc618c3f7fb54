"""What an import says when it ends: what was read, mapped, guessed and refused, in words and as data."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from regulars.intake.fields import TABLE_WORDS
from regulars.intake.outcome import REASONS, FileOutcome, Outcome, Refused
from regulars.intake.plan import explain
from regulars.words import Words, day, listed, money, number


@dataclass(frozen=True)
class ImportReport:
    """The report of one batch."""

    outcome: Outcome

    def text(self, lang: str) -> str:
        """The report in sentences, one paragraph for each of read, mapped, guessed, refused."""
        changed = self.outcome.changes.text(self.outcome.orders_replaced, self.outcome.currency, lang)
        parts = [
            _read(self.outcome, lang),
            _brought(self.outcome, lang),
            _each_file(self.outcome, lang),
            changed,
            explain(self.outcome.plan).of(lang),
        ]
        parts += [
            _listed(_GUESSED, [*self.outcome.guesses, *self.outcome.notes], lang),
            _refused(self.outcome, lang),
            _emptied(self.outcome, lang),
            _listed(_SKIPPED, self.outcome.warnings, lang),
        ]
        return "\n\n".join(part for part in parts if part)

    def to_data(self, lang: str) -> dict[str, Any]:
        """The report as plain values; words in the language asked for."""
        outcome = self.outcome
        counts = {
            field.name: value
            for field in dataclasses.fields(outcome)
            if isinstance(value := getattr(outcome, field.name), (int, str, bool))
        }
        days = {"first_day": outcome.first_day, "last_day": outcome.last_day}
        counts |= {name: value.isoformat() if value else None for name, value in days.items()}
        return counts | {
            "files": [dataclasses.asdict(file) for file in outcome.files],
            "tables": [dataclasses.asdict(table) for table in outcome.tables],
            "mapping": outcome.plan.mapping(),
            "guesses": [words.of(lang) for words in (*outcome.guesses, *outcome.notes)],
            "warnings": [words.of(lang) for words in outcome.warnings],
            "refused": [dataclasses.asdict(one) | {"words": REASONS[one.reason].words.of(lang)} for one in outcome.refused],
            "changes": outcome.changes.to_data(),
            "quarantine": outcome.quarantine.name if outcome.quarantine else None,
        }


_GUESSED = Words("Đã đoán:", "Guessed:")
_SKIPPED = Words("Lưu ý:", "Note:")


def _listed(title: Words, lines: list[Words] | tuple[Words, ...], lang: str) -> str:
    return "\n".join([title.of(lang), *(f"  {line.of(lang)}" for line in lines)]) if lines else ""


def _read(outcome: Outcome, lang: str) -> str:
    names = listed(list(dict.fromkeys(f"“{file.name}”" for file in outcome.files)), lang)
    count = number(outcome.rows_read, lang)
    text = Words(f"Đã đọc {count} dòng từ {names}.", f"{_some(outcome.rows_read, 'row')} read from {names}.").of(lang)
    if outcome.already_loaded:
        text += Words(" Tất cả đã có từ trước: không thêm gì.", " All of it was here already: nothing is added.").of(lang)
    return text


def _some(count: int, one: str) -> str:
    """`1 row`, `2 rows`."""
    return f"{number(count, 'en')} {one}{'' if count == 1 else 's'}"


def _brought(outcome: Outcome, lang: str) -> str:
    if not outcome.orders:
        return " ".join(part for part in (_happened(outcome, lang), _people(outcome, lang)) if part)
    counts = {"order": outcome.orders, "line": outcome.lines, "customer": outcome.customers}
    values = {
        **{name: number(count, lang) if lang == "vi" else _some(count, name) for name, count in counts.items()},
        "first": day(outcome.first_day, lang), "last": day(outcome.last_day, lang), "money": money(outcome.revenue, outcome.currency, lang),
    }  # fmt: skip
    sentence = Words(
        "{order} đơn ({line} dòng) của {customer} khách, từ {first} đến {last}, tổng {money}.",
        "{order} ({line}) of {customer}, from {first} to {last}, {money} in all.",
    )
    said = (_news(outcome, lang), _doubts(outcome, lang), _happened(outcome, lang), _people(outcome, lang))
    return " ".join(part for part in (sentence.of(lang, **values), *said) if part)


def _news(outcome: Outcome, lang: str) -> str:
    if outcome.already_loaded or (outcome.orders_added == outcome.orders and not outcome.orders_replaced):
        return ""
    added, replaced = number(outcome.orders_added, lang), number(outcome.orders_replaced, lang)
    return Words(f"{added} đơn mới, {replaced} đơn được sửa.", f"{added} orders are new, {replaced} are mended.").of(lang)


def _doubts(outcome: Outcome, lang: str) -> str:
    parts = []
    if outcome.unknown_lines:
        lines, revenue = number(outcome.unknown_lines, lang), money(outcome.unknown_revenue, outcome.currency, lang)
        parts.append(
            Words(
                f"{lines} dòng không rõ khách ({revenue}), vẫn tính vào doanh thu.",
                f"{lines} lines name no customer ({revenue}); they still count as revenue.",
            )
        )
    if outcome.duplicates:
        count, dropped = number(outcome.duplicates, lang), outcome.plan.drop_duplicates
        vi, en = ("đã bỏ", "dropped") if dropped else ("vẫn giữ", "kept")
        parts.append(Words(f"{count} dòng trùng hệt dòng khác, {vi}.", f"{count} lines are exact duplicates, {en}."))
    if outcome.currency_decided:
        parts.append(Words(f"Tiền tệ: {outcome.currency}, theo dữ liệu.", f"Currency: {outcome.currency}, decided by the data."))
    return " ".join(part.of(lang) for part in parts)


_HAPPENED = {
    "events": Words("{n} lượt trên web, ứng dụng", "{n} web and app events"),
    "contacts": Words("{n} trao đổi, khiếu nại, đánh giá", "{n} contacts, complaints, reviews"),
    "answers": Words("{n} câu trả lời khảo sát", "{n} survey answers"),
    "referrals": Words("{n} lượt giới thiệu", "{n} referrals"),
    "consents": Words("{n} lời đồng ý hoặc từ chối", "{n} consents and refusals"),
    "stores": Words("{n} cửa hàng", "{n} stores"),
    "costs": Words("{n} giá vốn theo ngày", "{n} dated costs"),
}


def _happened(outcome: Outcome, lang: str) -> str:
    said = []
    for table in (one for one in outcome.tables if one.table in _HAPPENED):
        words = _HAPPENED[table.table]
        if table.added:
            said.append(f"{words.of(lang, n=number(table.added, lang))} {Words('mới', 'added').of(lang)}")
        if table.replaced:
            said.append(f"{words.of(lang, n=number(table.replaced, lang))} {Words('được sửa', 'mended').of(lang)}")
    return f"{', '.join(said)}." if said else ""


def _each_file(outcome: Outcome, lang: str) -> str:
    """One line per file, where there are several: what was read, added, replaced and refused."""
    if len(outcome.files) < 2:
        return ""
    return "\n".join(_file_line(file, lang) for file in outcome.files)


def _file_line(file: FileOutcome, lang: str) -> str:
    counts = ((file.rows, Words("đọc {n} dòng", "{n} rows read")), (file.added, Words("thêm {n}", "{n} added")),
              (file.replaced, Words("sửa {n}", "{n} mended")), (file.refused, Words("không nhận {n}", "{n} refused")))  # fmt: skip
    said = [words.of(lang, n=number(count, lang)) for count, words in counts if count is not None]
    return f"{file.name} → {TABLE_WORDS[file.table].of(lang)}: {', '.join(said)}."


def _emptied(outcome: Outcome, lang: str) -> str:
    """The cells that were left empty: their rows are kept."""
    kept = [one for one in outcome.refused if REASONS[one.reason].keeps]
    if not kept:
        return ""
    count, name = number(outcome.emptied_cells, lang), outcome.quarantine.name if outcome.quarantine else None
    title = Words(
        f"{count} ô không đọc được, để trống (dòng vẫn nhận)", f"{count} cells could not be read and are left empty (their rows are kept)"
    )
    where = Words(f", ghi lại ở {name}", f", noted in {name}").of(lang) if name else ""
    return "\n".join([f"{title.of(lang)}{where}:", *(f"  {_one(refused, lang)}" for refused in kept)])


def _people(outcome: Outcome, lang: str) -> str:
    parts = (
        (outcome.customers_added, "{n} khách mới", "new customer", ""),
        (outcome.customers_changed, "{n} khách có thông tin mới", "customer", " with news"),
        (
            outcome.guests_known,
            "{n} người mua trước đây chỉ biết số điện thoại hay e-mail nay biết là ai",
            "buyer",
            " formerly known by phone or e-mail only, known by now",
        ),
        (outcome.products_added, "{n} sản phẩm mới", "new product", ""),
        (outcome.products_changed, "{n} sản phẩm có thông tin mới", "product", " with news"),
        (outcome.rates_added, "{n} tỷ giá", "exchange rate", ""),
        (outcome.returns_added, "{n} dòng trả hàng ghi vào đơn gốc", "return", " entered with the orders they are of"),
    )
    said = [Words(vi, _some(count, one) + rest).of(lang, n=number(count, lang)) for count, vi, one, rest in parts if count]
    return f"{', '.join(said)}." if said else ""


def _refused(outcome: Outcome, lang: str) -> str:
    if not outcome.refused_rows:
        return ""
    count = number(outcome.refused_rows, lang)
    title = Words(f"Không nhận {count} dòng:", f"{count} rows refused:")
    if outcome.quarantine:
        name = outcome.quarantine.name
        title = Words(f"Không nhận {count} dòng, giữ riêng ở {name}:", f"{count} rows refused, kept aside in {name}:")
    return "\n".join([title.of(lang), *(f"  {_one(refused, lang)}" for refused in outcome.refused if not REASONS[refused.reason].keeps)])


def _one(refused: Refused, lang: str) -> str:
    count, why = number(refused.rows, lang), REASONS[refused.reason].words.of(lang)
    column = f"“{refused.column}”: " if refused.column else ""
    example = f"“{refused.example}”" if refused.example else ""
    place = Words(f"ví dụ dòng {refused.row}", f"for example row {refused.row}").of(lang) if refused.row else ""
    tail = ": ".join(part for part in (place, example) if part)
    return f"{column}{count} {Words('dòng', 'rows').of(lang)} {why}" + (f" ({tail})" if tail else "")
