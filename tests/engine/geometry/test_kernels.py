"""Robust kernels: the weight is the loss's slope over the residual, and Open3D's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.geometry.kernels import TUNING, Kernel, KernelName, chosen_width

NAMES: tuple[KernelName, ...] = ("none", "huber", "cauchy", "tukey", "geman-mcclure")


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None)
@given(width=st.floats(1e-3, 1e3), over=st.floats(-5, 5))
def test_a_weight_is_the_losss_slope_over_the_residual(name: KernelName, width: float, over: float) -> None:
    kernel, step = Kernel(name, width), 1e-6 * width
    r = np.array([over * width])
    if min(abs(abs(over) - 1), abs(over)) < 1e-3:
        return  # where the slope has a kink, and where it is zero
    slope = (kernel.loss(r + step) - kernel.loss(r - step)) / (2 * step)
    np.testing.assert_allclose(kernel.weight(r), slope / r, rtol=1e-4, atol=1e-8)


@pytest.mark.parametrize("name", NAMES)
def test_weights_are_one_at_zero_and_fall(name: KernelName) -> None:
    r = np.linspace(0, 10, 1001)
    weights, losses = Kernel(name, 2.0).weight(r), Kernel(name, 2.0).loss(r)
    assert weights[0] == 1 and losses[0] == 0
    assert (np.diff(weights) <= 0).all() and (np.diff(losses) >= 0).all() and (weights >= 0).all()
    np.testing.assert_allclose(losses[1], r[1] ** 2 / 2, rtol=1e-3)
    np.testing.assert_array_equal(Kernel(name, 2.0).weight(-r), weights)


def test_weights_are_open3ds() -> None:
    pytest.importorskip("torch")
    from engine.runtime.open3d_loading import load_open3d

    registration = load_open3d().pipelines.registration
    k, residuals = 0.7, np.concatenate([-np.logspace(-3, 2, 40), [0.0], np.logspace(-3, 2, 40)])
    theirs = {
        "none": (registration.L2Loss(), 1.0),
        "huber": (registration.HuberLoss(k), 1.0),
        "cauchy": (registration.CauchyLoss(k), 1.0),
        "tukey": (registration.TukeyLoss(k), 1.0),
        "geman-mcclure": (registration.GMLoss(k * k), k * k),  # the same up to a factor
    }
    for name in NAMES:
        loss, factor = theirs[name]
        expected = [factor * loss.weight(float(r)) for r in residuals]
        np.testing.assert_allclose(Kernel(name, k).weight(residuals), expected, rtol=1e-12, atol=1e-300)


def test_a_chosen_width_follows_the_spread_and_ignores_outliers() -> None:
    rng = np.random.default_rng(0)
    good = rng.normal(0, 0.03, 4000)
    for name in NAMES[1:]:
        width = chosen_width(name, good)
        assert width == pytest.approx(TUNING[name] * 0.03, rel=0.05)
        assert chosen_width(name, np.concatenate([good, np.full(400, 50.0)])) == pytest.approx(width, rel=0.2)
        assert chosen_width(name, np.zeros(10)) > 0
        assert chosen_width(name, np.zeros(0)) > 0
