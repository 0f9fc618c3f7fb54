"""Purchase models on random parameters, random histories and random shops: nothing breaks, and what must rise rises."""
# ruff: noqa: N806  (x, t_x and T are the names of the literature)

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.models.purchasing import MODELS, Histories, Unfitted

PARAMETER = st.floats(-9, 9).map(np.exp)
KINDS = pytest.mark.parametrize("name", sorted(MODELS))


@st.composite
def models(draw, name):
    return MODELS[name].model(*(float(draw(PARAMETER)) for _ in range(4)))


@st.composite
def histories(draw, longest=7_300, most=400):
    """One to six rows on whole days."""
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        T = draw(st.integers(0, longest))
        t_x = draw(st.integers(0, T))
        rows.append((draw(st.integers(1, min(most, t_x))) if t_x else 0, t_x, T, draw(st.integers(1, 5_000))))
    return Histories.of(*zip(*rows, strict=True))


@KINDS
@given(data=st.data())
def test_answers_are_finite_and_within_their_bounds(name, data):
    model, seen = data.draw(models(name)), data.draw(histories())
    x, t_x, T = seen.x, seen.t_x, seen.T
    alive = model.p_alive(x, t_x, T)
    assert np.isfinite(model.log_likelihoods(seen)).all() and ((alive >= 0) & (alive <= 1)).all()
    days = np.array([0.0, 1, 30, 365, 3_650])
    for row in range(len(seen)):
        expected = model.expected_if_alive(x[row], T[row], days)
        ordered = model.p_order_if_alive(x[row], T[row], days)
        assert np.isfinite(expected).all() and (np.diff(expected) >= -1e-12 * expected[1:]).all()
        assert (ordered <= 1).all() and (np.diff(ordered) >= -1e-9).all()
        assert (ordered <= expected * (1 + 1e-7) + 1e-12).all(), "who orders orders at least once"
    chances = model.counts_if_alive(x, T, 90, 8)
    assert chances.sum(axis=1) == pytest.approx(np.ones(len(seen)), abs=1e-9) and chances.min() > -1e-12


@KINDS
@given(data=st.data())
def test_further_silence_never_speaks_for_being_alive(name, data):
    model, seen = data.draw(models(name)), data.draw(histories())
    later = [model.p_alive(seen.x, seen.t_x, seen.T + wait) for wait in (0, 1, 30, 365, 3_650)]
    assert (np.diff(later, axis=0) <= 1e-9).all()


@KINDS
@given(data=st.data())
def test_by_later_quantiles_more_have_returned(name, data):
    model, seen = data.draw(models(name)), data.draw(histories())
    quantiles = np.array([model.next_order(seen.x, seen.T, share) for share in (0.1, 0.5, 0.9)])
    assert np.isfinite(quantiles).all() and (quantiles > 0).all() and (np.diff(quantiles, axis=0) >= 0).all()


@KINDS
@given(data=st.data())
@pytest.mark.filterwarnings("error")
def test_any_shop_gives_a_model_or_the_reason_why_not(name, data):
    seen = data.draw(histories(most=40))
    model = MODELS[name].fit(seen)
    if isinstance(model, Unfitted):
        assert model.reason.vi and model.reason.en
        return
    assert all(0 < parameter < np.inf for parameter in model.parameters)
    assert np.isfinite(model.log_likelihood)
    assert np.isfinite(model.p_alive(seen.x, seen.t_x, seen.T) * model.expected_if_alive(seen.x, seen.T, 365)).all()


@KINDS
@given(data=st.data())
def test_a_second_drawn_window_is_within_the_first(name, data):
    model, seen = data.draw(models(name)), data.draw(histories())
    again, last = model.replicates(seen.x, seen.t_x, seen.T, 7, np.random.default_rng(1))
    assert np.isfinite(last).all() and (again >= 0).all()
    assert ((last >= 0) & (last <= seen.T[:, None])).all()
