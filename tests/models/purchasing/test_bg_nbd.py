"""BG/NBD against published values."""

from __future__ import annotations

import pytest

from regulars.models.purchasing import BGNBD, Histories, bg_nbd


def test_the_cdnow_sample_gives_the_published_parameters(weeks):
    model = bg_nbd.fit(weeks)
    assert model.parameters == pytest.approx((0.2425945, 4.4136019, 0.7929199, 2.4258881), rel=1e-3)
    assert model.log_likelihood == pytest.approx(-9582.429, abs=5e-3)


def test_log_likelihoods_of_two_known_histories():
    model = BGNBD(0.25, 4, 0.8, 2.5)
    assert model.log_likelihoods(Histories.of([0, 200], [0, 38], [40, 40])) == pytest.approx([-0.59947382, 100.7957], abs=5e-5)


def test_who_bought_once_is_alive_for_ever():
    assert BGNBD(0.25, 4, 0.8, 2.5).p_alive([0, 0], [0, 0], [3, 7_000]) == pytest.approx([1, 1])
