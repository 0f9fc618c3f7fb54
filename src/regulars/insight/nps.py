"""How willing are customers to recommend us, and how sure is that? The Net Promoter Score with an honest margin."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ibis.expr.types import Table

from regulars.insight.spoken import FEWEST, figure, ratio
from regulars.words import Words

Z = 1.959964  # 95 % of the normal distribution lie within
COLUMNS = {
    "class": "string",
    "name": "string",
    "customers": "int64",
    "share": "float64",
    "nps": "float64",
    "nps_low": "float64",
    "nps_high": "float64",
}
METHOD = Words(
    "Khoảng của NPS tính theo Bonett và Price, đúng 95 lần trong 100, kể cả khi ít câu trả lời. Mỗi khách lấy câu trả lời mới nhất trong 365 ngày.",
    "The interval of the NPS is that of Bonett and Price, right 95 times in 100, few answers included. Each customer's latest answer within 365 days counts.",
)


@dataclass(frozen=True)
class Nps:
    """Promoters (9–10), passives (7–8) and detractors (0–6) among the customers with an answer in 365 days."""

    promoters: int
    passives: int
    detractors: int

    @property
    def n(self) -> int:
        """The number of answers."""
        return self.promoters + self.passives + self.detractors

    @property
    def score(self) -> float | None:
        """Per cent of promoters less per cent of detractors, −100 to 100; null without answers."""
        return 100 * (self.promoters - self.detractors) / self.n if self.n else None

    @property
    def low(self) -> float | None:
        """The lower end of the 95 % interval; null without answers."""
        return self._ends()[0]

    @property
    def high(self) -> float | None:
        """The upper end of the 95 % interval; null without answers."""
        return self._ends()[1]

    def _ends(self) -> tuple[float, float] | tuple[None, None]:
        """The adjusted interval of Bonett and Price (2012): one promoter and one detractor are added before it is taken."""
        if not self.n:
            return None, None
        up, down, n = self.promoters + 1, self.detractors + 1, self.n + 2
        middle = (up - down) / n
        half = Z * math.sqrt(((up + down) / n - middle**2) / n)
        return 100 * max(-1.0, middle - half), 100 * min(1.0, middle + half)


def nps(profile: Table) -> Nps:
    """Count the latest answers of the customers of a profile (column `nps`)."""
    said = profile.nps
    row = profile.aggregate(
        promoters=(said >= 9).sum(), passives=((said >= 7) & (said < 9)).sum(), detractors=(said < 7).sum()
    ).to_pyarrow()
    return Nps(**{name: int(count or 0) for name, count in row.to_pylist()[0].items()})


def sentence(found: Nps) -> Words:
    """The score and its margin as people say it."""
    if found.score is None:
        return Words(
            "Chưa có khách nào trả lời câu hỏi có sẵn lòng giới thiệu tiệm không.", "Nobody has said yet whether they would recommend us."
        )
    told = Words(
        "NPS là {score}, từ {n} câu trả lời. Con số thật của mọi khách có lẽ nằm trong khoảng {low} đến {high}.",
        "The NPS is {score}, from {n} answers. Over all customers it probably lies between {low} and {high}.",
    )
    if found.n == 1:
        told = Words(told.vi, told.en.replace("answers", "answer"))
    ends = {name: figure(_whole(value)) for name, value in (("score", found.score), ("low", found.low), ("high", found.high))}
    return told.filled(n=figure(found.n), **ends)


def _whole(value: float | None) -> float | None:
    return None if value is None else float(round(value))


def table(found: Nps, lang: str = "vi") -> list[dict[str, object]]:
    """One row per group, promoters first: class, name, customers, share (0–1, null below 20 answers), and the score with its ends (−100 to 100)."""
    groups = (
        ("promoter", Words("Người giới thiệu", "Promoter"), found.promoters),
        ("passive", Words("Trung lập", "Passive"), found.passives),
        ("detractor", Words("Người chê", "Detractor"), found.detractors),
    )
    score = {"nps": found.score, "nps_low": found.low, "nps_high": found.high}
    return [
        {"class": id, "name": name.of(lang), "customers": count, "share": ratio(count, found.n) if found.n >= FEWEST else None, **score}
        for id, name, count in groups
    ]
