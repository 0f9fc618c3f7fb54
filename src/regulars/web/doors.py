"""Where a number or a name leads, written once."""

from __future__ import annotations

from urllib.parse import quote


def customer(customer_id: object) -> str:
    """The address of one customer's page, whatever their id is made of."""
    return f"/customers/{quote(str(customer_id), safe='')}"
