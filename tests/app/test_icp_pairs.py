"""Picked pairs: what is taken, and the fit against known motions."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.icp_pairs import PickedPairs
from engine.geometry import rigid


def picked(source: np.ndarray, target: np.ndarray) -> PickedPairs:
    pairs = PickedPairs()
    for s, t in zip(source, target, strict=True):
        assert pairs.pick("source", s) and pairs.pick("target", t)
    return pairs


@given(st.lists(st.floats(-3, 3), min_size=6, max_size=6), st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_a_known_motion_is_found(twist: list[float], seed: int) -> None:
    points = np.random.default_rng(seed).normal([302_000.0, 4_100_000.0, 80.0], size=(4, 3))
    truth = rigid.about(rigid.exp(twist), points.mean(axis=0))
    pairs = picked(points, rigid.moved(truth, points))
    motion = pairs.motion()
    assert motion is not None
    np.testing.assert_allclose(rigid.moved(motion, points), rigid.moved(truth, points), atol=1e-6)
    assert max(pair.residual for pair in pairs.pairs() if pair.residual is not None) < 1e-6


def test_no_motion_near_it_fits_better() -> None:
    rng = np.random.default_rng(1)
    source, target = rng.normal(size=(5, 3)), rng.normal(size=(5, 3))
    motion = picked(source, target).motion()
    assert motion is not None
    best = np.square(rigid.moved(motion, source) - target).sum()
    for _ in range(200):
        near = rigid.exp(rng.normal(size=6) * 0.02) @ motion
        assert np.square(rigid.moved(near, source) - target).sum() >= best - 1e-12


def test_source_and_target_alternate() -> None:
    pairs = PickedPairs()
    assert not pairs.pick("target", [0, 0, 0])  # the source comes first
    assert pairs.pick("source", [1, 0, 0]) and pairs.pick("source", [2, 0, 0])  # picked anew
    assert len(pairs.source) == 1 and pairs.waiting() and pairs.pairs()[0].target is None
    assert pairs.pick("target", [3, 0, 0]) and not pairs.waiting()
    assert pairs.pairs()[0].source == (2.0, 0.0, 0.0) and pairs.pairs()[0].residual is None
    assert not pairs.pick("target", [3, 0, 0])
    pairs.pick("source", [5, 0, 0])
    pairs.remove(0)
    assert pairs.waiting() and len(pairs.pairs()) == 1
    pairs.clear()
    assert pairs.pairs() == [] and pairs.motion() is None


def test_points_on_a_line_are_no_fit() -> None:
    line = np.outer(np.arange(4.0), [1.0, 2.0, 3.0])
    pairs = picked(line, line + 1.0)
    assert pairs.motion() is None and "one line" in pairs.note()
    pairs = picked(np.zeros((3, 3)), np.ones((3, 3)))
    assert pairs.motion() is None and pairs.note()
    pairs = picked(np.eye(3), np.eye(3))
    assert pairs.note() == "" and pairs.motion() is not None
