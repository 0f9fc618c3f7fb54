"""Logs of what visitors did on a web shop: REES46, RetailRocket, and Taobao's without a header."""

from __future__ import annotations

from regulars.sources.format import Format
from regulars.words import Words

REES46 = Format(
    id="rees46_events",
    name=Words("lượt xem và mua REES46", "REES46 events"),
    table="events",
    marks=("event_time", "event_type", "product_id", "user_id", "user_session"),
    fields={
        "occurred_at": "event_time", "event_kind": "event_type", "product_id": "product_id", "visitor_id": "user_id", "customer_id": "user_id",
        "session_id": "user_session", "event_value": "price",
    },
)  # fmt: skip
RETAILROCKET = Format(
    id="retailrocket_events",
    name=Words("lượt xem và mua RetailRocket", "RetailRocket events"),
    table="events",
    marks=("timestamp", "visitorid", "event", "itemid"),
    fields={
        "occurred_at": "timestamp", "visitor_id": "visitorid", "event_kind": "event", "product_id": "itemid", "event_value": "transactionid",
    },
)  # fmt: skip
TAOBAO = Format(
    id="taobao_events",
    name=Words("lượt xem và mua Taobao (không có dòng tiêu đề)", "Taobao events (without a header)"),
    table="events",
    certain=False,
    marks=(),
    headless=(r"\d+", r"\d+", r"\d+", r"pv|cart|fav|buy", r"\d{10}"),
    fields={
        "visitor_id": "column 1", "customer_id": "column 1", "product_id": "column 2", "event_kind": "column 4", "occurred_at": "column 5",
    },
)  # fmt: skip
