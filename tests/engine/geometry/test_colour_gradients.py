"""Colour gradients: exact for a linear colour, and the least-squares problem of the paper row by row."""

from __future__ import annotations

import numpy as np

from engine.data.cloud import PointCloud
from engine.geometry.colour_gradients import colour_gradients, fit, intensities
from engine.study import finished


def test_a_linear_intensity_on_a_tilted_plane_gives_its_slope() -> None:
    rng = np.random.default_rng(0)
    normal = np.array([0.6, 0, 0.8])
    along, across = np.array([0.8, 0, -0.6]), np.array([0.0, 1, 0])
    a, b = rng.uniform(-1, 1, (2, 400))
    offsets = a[:, None] * along + b[:, None] * across
    gradient = fit(offsets[None], (0.3 * a - 0.7 * b)[None], np.ones((1, 400)), normal[None])
    np.testing.assert_allclose(gradient[0], 0.3 * along - 0.7 * across, atol=1e-12)


def test_gradients_are_the_rows_of_the_paper() -> None:
    rng = np.random.default_rng(1)
    points = np.c_[rng.uniform(0, 1, (300, 2)), rng.normal(0, 0.01, 300)]
    normals = np.tile([0.0, 0, 1], (300, 1)) + rng.normal(0, 0.05, (300, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    cloud = PointCloud(points, "wall", colours=rng.integers(0, 256, (300, 3), dtype=np.uint8), normals=normals)
    radius = 0.09
    found = finished(colour_gradients(cloud, radius))
    shade = cloud.colours.astype(float).sum(axis=1) / 765  # type: ignore[union-attr]
    np.testing.assert_allclose(intensities(cloud), shade)
    few = 0
    for i in range(300):
        distances = np.linalg.norm(points - points[i], axis=1)
        order = np.argsort(distances)[:30]
        order = order[distances[order] <= radius]
        if len(order) < 4:
            few += 1
            np.testing.assert_array_equal(found[i], 0)
            continue
        rows = np.vstack([points[order[1:]] - points[i], (len(order) - 1) * normals[i]])
        right = np.append(shade[order[1:]] - shade[i], 0)
        np.testing.assert_allclose(found[i], np.linalg.lstsq(rows, right, rcond=None)[0], atol=1e-6)
    assert 0 < few < 100


def test_neighbours_on_a_line_leave_the_slope_across_it_at_zero() -> None:
    points = np.c_[np.arange(10.0), np.zeros((10, 2))]
    colours = np.repeat((np.arange(10) * 20).astype(np.uint8)[:, None], 3, axis=1)
    cloud = PointCloud(points, "line", colours=colours, normals=np.tile([0.0, 0, 1], (10, 1)))
    found = finished(colour_gradients(cloud, 2.5))
    np.testing.assert_allclose(found[3:7], np.tile([20 / 255, 0, 0], (4, 1)), atol=1e-9)
