"""The similarity that judges camera centres, by motions that are known."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.geometry.rigid import rotation_exp
from engine.structure.similarity import centre_error, similarity


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.01, 100.0))
def test_a_known_similarity_is_found(seed: int, scale: float) -> None:
    random = np.random.default_rng(seed)
    points = random.normal(size=(8, 3))
    rotation, shift = rotation_exp(random.normal(size=3) * 2), random.normal(size=3) * 5
    targets = scale * points @ rotation.T + shift
    found = similarity(points, targets)
    np.testing.assert_allclose(found[0], scale, rtol=1e-9)
    np.testing.assert_allclose(found[1], rotation, atol=1e-9)
    np.testing.assert_allclose(found[2], shift, atol=1e-7 * max(1.0, scale))
    error = centre_error(points, targets)
    assert error is not None and error < 1e-9


def test_a_mirrored_set_is_not_mirrored_back() -> None:
    points = np.random.default_rng(0).normal(size=(9, 3))
    _, rotation, _ = similarity(points, points * [1, 1, -1])
    assert np.isclose(np.linalg.det(rotation), 1)
    error = centre_error(points, points * [1, 1, -1])
    assert error is not None and error > 0.05


def test_the_error_is_a_part_of_the_widest_distance() -> None:
    truth = np.array([[0, 0, 0], [10, 0, 0], [0, 10, 0], [0, 0, 10], [10, 10, 10], [5, 5, 5.0]])
    off = truth.copy()
    off[5, 0] += 1.0
    error = centre_error(off, truth)
    assert error is not None and 0.6 / np.sqrt(300) < error < 1.0 / np.sqrt(300)
    assert centre_error(off[:3], truth[:3]) is None
