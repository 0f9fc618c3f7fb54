"""What the models of the outlook are fitted to: everybody, or a share of very many."""

from __future__ import annotations

import ibis
import pytest

from regulars.features import outlook


@pytest.fixture
def totals():
    rows = [{"customer_id": f"khách {n}", "purchases": n % 4, "spend": n * 100} for n in range(2_000)]
    return ibis.memtable(rows, schema={"customer_id": "string", "purchases": "int64", "spend": "int64"})


def test_up_to_the_limit_models_are_fitted_to_everybody(totals, monkeypatch):
    assert outlook.repeaters(totals).to_pyarrow().as_py() == 1_000
    monkeypatch.setattr(outlook, "MOST_LEARNT_FROM", 1_000)
    assert outlook.learnt_from(totals, 1_000) is totals


def test_beyond_it_to_a_share_of_all_kinds_of_buyers_alike(totals, monkeypatch):
    monkeypatch.setattr(outlook, "MOST_LEARNT_FROM", 500)
    some = outlook.learnt_from(totals, 1_000).to_pyarrow().to_pylist()
    assert 900 < len(some) < 1_100
    assert 430 < sum(row["purchases"] > 1 for row in some) < 570
    assert len(outlook.spends(outlook.learnt_from(totals, 1_000)).to_pyarrow()) == sum(row["purchases"] > 1 for row in some)
    assert [row["customer_id"] for row in outlook.learnt_from(totals, 1_000).to_pyarrow().to_pylist()] == [
        row["customer_id"] for row in some
    ]
