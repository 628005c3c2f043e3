"""What Open3D computes for the studies. These functions run in the child process (:mod:`engine.runtime.child`)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.runtime.open3d_loading import load_open3d

Points = NDArray[np.float64]


def cloud_of(points: Points, normals: Points | None = None, colours: NDArray[np.uint8] | None = None) -> Any:
    """An Open3D cloud of (N, 3) points."""
    o3d = load_open3d()
    vectors = o3d.utility.Vector3dVector
    # Open3D takes writeable arrays only, and a frozen array stays frozen on its way here.
    cloud = o3d.geometry.PointCloud(vectors(np.require(points, requirements=["C", "W"])))
    if normals is not None:
        cloud.normals = vectors(np.require(normals, requirements=["C", "W"]))
    if colours is not None:
        cloud.colors = o3d.utility.Vector3dVector(colours / 255.0)
    return cloud


def search(radius: float, neighbours: int) -> Any:
    """Neighbours within ``radius`` (0: any distance), ``neighbours`` at most (0: any number)."""
    o3d = load_open3d()
    if radius > 0 and neighbours > 0:
        return o3d.geometry.KDTreeSearchParamHybrid(radius, neighbours)
    return o3d.geometry.KDTreeSearchParamRadius(radius) if radius > 0 else o3d.geometry.KDTreeSearchParamKNN(neighbours)


def start() -> None:
    """Load the library, so that the first question need not wait for it."""
    load_open3d()


def normals(points: Points, radius: float = 0.0, neighbours: int = 20, towards: Points | None = None) -> Points:
    """Normals (N, 3) of unit length, turned towards the point ``towards`` (3,) where one is given."""
    cloud = cloud_of(points)
    cloud.estimate_normals(search(radius, neighbours))
    if towards is not None:
        cloud.orient_normals_towards_camera_location(towards)
    return np.asarray(cloud.normals).copy()


def voxel_grid(
    points: Points,
    size: float,
    normals: Points | None = None,
    colours: NDArray[np.uint8] | None = None,
    traced: bool = False,
) -> dict[str, NDArray[Any] | None]:
    """The mean of the points (normals, colours) in each cell of edge ``size``.

    ``first``: one point's index a cell, where ``traced``, which takes ten times as long.
    """
    cloud = cloud_of(points, normals, colours)
    first = None
    if traced:
        low, high = points.min(axis=0) - size / 2, points.max(axis=0) + size / 2
        reduced, trace, _ = cloud.voxel_down_sample_and_trace(size, low, high)
        first = np.asarray(trace).max(axis=1).astype(np.int64)
    else:
        reduced = cloud.voxel_down_sample(size)
    means = np.asarray(reduced.normals).copy() if normals is not None else None
    if means is not None:
        means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-12)
    return {
        "points": np.asarray(reduced.points).copy(),
        "normals": means,
        "colours": np.rint(np.asarray(reduced.colors) * 255).astype(np.uint8) if colours is not None else None,
        "first": first,
    }


def fpfh(points: Points, normals: Points, radius: float, neighbours: int = 100) -> NDArray[np.float32]:
    """Fast point feature histograms (N, 33) float32 (Rusu, Blodow, Beetz, ICRA 2009)."""
    o3d = load_open3d()
    feature = o3d.pipelines.registration.compute_fpfh_feature(cloud_of(points, normals), search(radius, neighbours))
    return np.ascontiguousarray(np.asarray(feature.data).T, dtype=np.float32)


def abort() -> None:
    """End the process as a failed assertion in a library would: what the tests guard against."""
    import os

    os.abort()
