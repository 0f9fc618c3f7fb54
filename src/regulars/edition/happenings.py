"""What else happened to a customer than that they bought: they spoke with the shop, wrote, answered, or came to look."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Happening:
    """One of them: its day (UTC), its kind (`complaint`, `review`, `message`…; `answer`; `visit`), the channel or the question, what was said, a score.

    Of visits `score` is how many things were looked at that day.
    """

    day: dt.date
    kind: str
    channel: str | None
    text: str | None
    score: float | None


MOST = 200
HAPPENED = f"""
SELECT day, kind, channel, text, score FROM (
  SELECT occurred_at::DATE AS day, coalesce(kind, 'message') AS kind, channel, text, rating AS score
    FROM main.contacts WHERE customer_id = ? AND replaced_at IS NULL AND occurred_at IS NOT NULL
  UNION ALL
  SELECT occurred_at::DATE, 'answer', question, text, score
    FROM main.answers WHERE customer_id = ? AND replaced_at IS NULL AND occurred_at IS NOT NULL
  UNION ALL
  SELECT occurred_at::DATE, 'visit', any_value(channel), NULL, count(*)
    FROM main.events WHERE customer_id = ? AND replaced_at IS NULL AND occurred_at IS NOT NULL GROUP BY 1)
ORDER BY day DESC, kind LIMIT {MOST}
"""
