"""Rays against OpenCV, samples against their distribution, encodings against the paper's formula."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from scipy import stats

from engine.fields.encoding import encode, encoded_size
from engine.fields.rays import Camera, camera_rays, pixel_centres, rays, reduced_size
from engine.fields.sampling import edges_of, inverse_cdf, stratified


def test_the_middle_of_the_picture_looks_along_z() -> None:
    camera = Camera.looking(np.eye(4), 60.0, 4, 2)
    origins, directions = rays(camera, np.array([[2.0, 1.0], [2.0, 0.0]]))
    assert origins.tolist() == [[0, 0, 0]] * 2
    assert directions[0].tolist() == [0, 0, 1]
    assert math.degrees(math.acos(float(directions[1, 2]))) == pytest.approx(30.0, abs=1e-4)
    assert float(directions[1, 1]) < 0  # the upper edge, y pointing down


def test_pixels_have_their_centres_at_halves() -> None:
    assert pixel_centres(2, 2).tolist() == [[0.5, 0.5], [1.5, 0.5], [0.5, 1.5], [1.5, 1.5]]
    assert pixel_centres(5, 1, 2).tolist() == [[1.0, 0.5], [3.0, 0.5], [4.5, 0.5]]
    _, directions = camera_rays(Camera.looking(np.eye(4), 50.0, 6, 4))
    mirrored = directions.view(4, 6, 3).flip(0, 1) * torch.tensor([-1.0, -1.0, 1.0])
    assert torch.allclose(directions.view(4, 6, 3), mirrored, atol=1e-6)


def test_a_distorted_camera_looks_where_opencv_says() -> None:
    cv2 = pytest.importorskip("cv2")
    intrinsics = np.array([[200.0, 0, 101.3], [0, 210.0, 77.7], [0, 0, 1]])
    distortion = (-0.21, 0.08, 0.001, -0.002, 0.01)
    random = np.random.default_rng(0)
    points = random.uniform([-0.4, -0.3, 1.0], [0.4, 0.3, 1.0], (50, 3))
    pixels, _ = cv2.projectPoints(points, np.zeros(3), np.zeros(3), intrinsics, np.array(distortion))
    _, directions = rays(Camera(np.eye(4), intrinsics, 200, 150, distortion), pixels.reshape(-1, 2))
    assert directions.numpy() == pytest.approx(points / np.linalg.norm(points, axis=1, keepdims=True), abs=1e-5)


def test_a_photo_is_reduced_by_its_longer_side_and_never_enlarged() -> None:
    assert reduced_size(4000, 3000, 200) == (200, 150)
    assert reduced_size(80, 60, 200) == (80, 60)
    assert reduced_size(80, 60, 0) == (80, 60)


def test_stratified_samples_lie_one_in_each_part() -> None:
    near, far = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 7.0])
    drawn = stratified(near, far, 10, torch.Generator().manual_seed(0))
    parts = ((drawn - near[:, None]) / (far - near)[:, None] * 10).floor()
    assert parts.tolist() == [list(range(10))] * 2
    assert stratified(near, far, 2).tolist() == [[1.5, 2.5], [3.25, 5.75]]


def test_samples_follow_the_weights() -> None:
    edges = torch.tensor([[0.0, 1.0, 2.0, 4.0]])
    weights = torch.tensor([[0.2, 0.0, 0.8]])
    drawn = inverse_cdf(edges, weights, 4000, torch.Generator().manual_seed(0))[0].numpy()

    def cdf(t: np.ndarray) -> np.ndarray:
        return np.asarray(np.interp(t, [0.0, 1.0, 2.0, 4.0], [0.0, 0.2, 0.2, 1.0]))

    assert stats.kstest(drawn, cdf).pvalue > 0.01
    assert (np.diff(drawn) >= 0).all()
    uniform = inverse_cdf(edges, torch.zeros(1, 3), 3)
    assert uniform[0].tolist() == pytest.approx([0.5, 1.5, 3.0], abs=1e-3)


def test_edges_stand_halfway_between_samples() -> None:
    found = edges_of(torch.tensor([[1.0, 2.0, 4.0]]), torch.tensor([0.0]), torch.tensor([5.0]))
    assert found.tolist() == [[0.0, 1.5, 3.0, 5.0]]


def test_the_paper_s_encoding_is_equation_4() -> None:
    x = torch.tensor([[0.3, -0.7]], dtype=torch.float64)
    expected = []
    for p in (0.3, -0.7):
        for octave in range(10):
            expected += [math.sin(2**octave * math.pi * p), math.cos(2**octave * math.pi * p)]
    assert encode(x, 10, "paper")[0].tolist() == pytest.approx(expected, abs=1e-12)


def test_the_published_encoding_keeps_the_point_and_alternates_sines_and_cosines() -> None:
    x = torch.tensor([[0.3, -0.7, 1.1]], dtype=torch.float64)
    expected = [0.3, -0.7, 1.1]
    for octave in range(4):
        for function in (math.sin, math.cos):
            expected += [function(2**octave * p) for p in (0.3, -0.7, 1.1)]
    assert encode(x, 4)[0].tolist() == pytest.approx(expected, abs=1e-12)


def test_sizes_of_encodings_are_as_said() -> None:
    for dimensions, count, order, size in ((3, 10, "published", 63), (3, 4, "published", 27), (3, 10, "paper", 60)):
        assert encoded_size(dimensions, count, order) == size  # type: ignore[arg-type]
        assert encode(torch.zeros(1, dimensions), count, order).shape == (1, size)  # type: ignore[arg-type]
    assert encode(torch.ones(1, 3), 0).tolist() == [[1, 1, 1]]
