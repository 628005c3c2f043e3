"""The study icp beside Open3D on real pairs: one iteration, the end, and the true transform."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")

from engine.data.cloud import PointCloud
from engine.geometry import rigid
from engine.geometry.kernels import KernelName
from engine.runtime.open3d_loading import load_open3d
from engine.studies.icp import Frame, Options, run
from engine.study import frames

Array = np.ndarray


def opened(points: Array, colours: Array | None = None, every: int = 1) -> PointCloud:
    """A cloud with Open3D's normals of 20 neighbours."""
    o3d = load_open3d()
    points = np.asarray(points, dtype=np.float64)[::every]
    cloud = o3d.geometry.PointCloud(o3d.utility.Vector3dVector(points))
    cloud.estimate_normals(o3d.geometry.KDTreeSearchParamKNN(20))
    colours = None if colours is None else colours[::every]
    return PointCloud(points.copy(), "cloud", colours=colours, normals=np.asarray(cloud.normals).copy())


def read(file: Path) -> Array:
    return np.asarray(load_open3d().io.read_point_cloud(str(file)).points)


def theirs(cloud: PointCloud) -> Any:
    o3d = load_open3d()
    made = o3d.geometry.PointCloud(o3d.utility.Vector3dVector(cloud.points.copy()))
    made.normals = o3d.utility.Vector3dVector(np.array(cloud.normals))
    if cloud.colours is not None:
        made.colors = o3d.utility.Vector3dVector(cloud.colours / 255.0)
    return made


Pair = tuple[PointCloud, PointCloud, float]


@pytest.fixture(scope="module")
def pairs(shared_data: Path) -> Callable[[str], Pair]:
    """The pairs by name, each with its largest distance; thinned where a full one adds only time."""
    folder, kept = shared_data / "registration", {}

    def make(name: str) -> Pair:
        if name == "lidar":
            files = [folder / "lidar_pair" / f"{side}.ply" for side in ("source", "target")]
            return opened(read(files[0])), opened(read(files[1])), 0.5
        if name == "indoor":
            clouds = [np.load(folder / "indoor_pair" / f"{side}.npy") for side in ("src", "ref")]
            return opened(clouds[0]), opened(clouds[1]), 0.1
        if name == "kitchen":
            files = [folder / "kitchen_pair" / f"cloud_bin_{number}.ply" for number in (0, 4)]
            return opened(read(files[0]), every=5), opened(read(files[1]), every=5), 0.1
        return (*(back_projected(shared_data / "rgbd" / "livingroom", number) for number in (4, 0)), 0.05)  # type: ignore[return-value]

    def get(name: str) -> Pair:
        if name not in kept:
            kept[name] = make(name)
        return kept[name]

    return get


def back_projected(folder: Path, number: int) -> PointCloud:
    """Every seventh pixel with a depth, as a cloud of metres in the camera's coordinates."""
    from PIL import Image

    depth = np.asarray(Image.open(folder / "depth" / f"{number:05d}.png")).astype(float) / 1000
    colour = np.asarray(Image.open(folder / "color" / f"{number:05d}.jpg"))
    v, u = np.nonzero(depth > 0)
    z = depth[v, u]
    return opened(np.c_[(u - 319.5) * z / 525, (v - 239.5) * z / 525, z], colour[v, u], every=7)


def film(source: PointCloud, target: PointCloud, start: Array, **options: Any) -> list[Frame]:
    asked = Options(initial=tuple(rigid.to_degrees(start)), voxels=(-1.0,), **options)
    return list(frames(run(source, target, options=asked)))


def estimation(method: str, kernel: KernelName = "none", width: float = 1.0) -> Any:
    registration = load_open3d().pipelines.registration
    loss = {
        "none": registration.L2Loss(),
        "huber": registration.HuberLoss(width),
        "cauchy": registration.CauchyLoss(width),
        "tukey": registration.TukeyLoss(width),
        "geman-mcclure": registration.GMLoss(width**2),
    }[kernel]
    return {
        "point-to-point": registration.TransformationEstimationPointToPoint,
        "point-to-plane": lambda: registration.TransformationEstimationPointToPlane(loss),
        "generalized": lambda: registration.TransformationEstimationForGeneralizedICP(1e-3, loss),
        "colored": lambda: registration.TransformationEstimationForColoredICP(0.968, loss),
    }[method]()


def open3d_end(pair: Pair, start: Array, method: Any, steps: int, tolerance: float = 0.0) -> Any:
    registration = load_open3d().pipelines.registration
    source, target, distance = pair
    criteria = registration.ICPConvergenceCriteria(tolerance, tolerance, steps)
    return registration.registration_icp(theirs(source), theirs(target), distance, start, method, criteria)


NUDGE = rigid.from_degrees((0.3, -0.2, 0.4, 0.011, -0.007, 0.013))
CASES = [
    (name, method)
    for name in ("lidar", "indoor", "kitchen", "livingroom")
    for method in ("point-to-point", "point-to-plane", "generalized", "colored")
    if method != "colored" or name == "livingroom"  # the others have no colours
]


@pytest.mark.parametrize(("name", "method"), CASES)
@pytest.mark.parametrize("start", [np.eye(4), NUDGE], ids=["as they are", "nudged"])
def test_one_iteration_is_open3ds(name: str, method: str, start: Array, pairs: Callable[[str], Pair]) -> None:
    source, target, distance = pair = pairs(name)
    kernels: tuple[KernelName, ...] = ("none", "huber", "cauchy", "tukey", "geman-mcclure")
    for kernel in kernels if method != "point-to-point" and name in ("indoor", "livingroom") else kernels[:1]:
        seen = film(
            source, target, start, method=method, kernel=kernel, kernel_width=0.03, max_distance=distance, iterations=1
        )
        end = open3d_end(pair, start, estimation(method, kernel, 0.03), 1)
        assert [frame.iteration for frame in seen] == [0, 1]
        assert np.abs(seen[1].transform - end.transformation).max() < 1e-6
        assert seen[1].fitness == pytest.approx(end.fitness, abs=1e-12)
        assert seen[1].rmse == pytest.approx(end.inlier_rmse, abs=1e-9)


def test_the_end_on_the_lidar_pair_is_open3ds(pairs: Callable[[str], Pair]) -> None:
    pair = pairs("lidar")
    seen = film(pair[0], pair[1], np.eye(4), max_distance=0.5, iterations=300, tolerance=1e-9)
    end = open3d_end(pair, np.eye(4), estimation("point-to-plane"), 300, 1e-9)
    turned, shifted = rigid.error(seen[-1].transform, end.transformation)
    assert turned < 0.05 and shifted < 1e-3


def test_the_end_on_the_indoor_pair_is_open3ds(pairs: Callable[[str], Pair], shared_data: Path) -> None:
    pair = pairs("indoor")
    truth = np.load(shared_data / "registration" / "indoor_pair" / "gt.npy")
    rng = np.random.default_rng(0)
    for _ in range(3):
        axis, way = rng.normal(size=(2, 3))
        turn = rigid.exp(np.r_[axis / np.linalg.norm(axis) * np.deg2rad(3), 0, 0, 0])
        start = rigid.about(turn, rigid.moved(truth, pair[0].points).mean(axis=0)) @ truth
        start[:3, 3] += 0.05 * way / np.linalg.norm(way)
        seen = film(pair[0], pair[1], start, max_distance=0.1, iterations=300, tolerance=1e-9)
        end = open3d_end(pair, start, estimation("point-to-plane"), 300, 1e-9)
        turned, shifted = rigid.error(seen[-1].transform, end.transformation)
        assert turned < 0.05 and shifted < 1e-3


def test_default_options_find_the_lidar_pairs_truth(pairs: Callable[[str], Pair], shared_data: Path) -> None:
    source, target, _ = pairs("lidar")
    plain = [dataclasses.replace(cloud, normals=None) for cloud in (source, target)]
    rng = np.random.default_rng(0)
    starts: list[tuple[float, ...]] = [()]
    for _ in range(5):
        axis, way = (v / np.linalg.norm(v) for v in rng.normal(size=(2, 3)))
        motion = rigid.exp(np.r_[axis * np.deg2rad(rng.uniform(0, 1)), 0, 0, 0])
        motion[:3, 3] = way * rng.uniform(0, 0.5)
        starts.append(tuple(rigid.to_degrees(motion)))
    truth = str(shared_data / "registration" / "lidar_pair" / "T_target_source.txt")
    for start in starts:
        last = list(frames(run(plain[0], plain[1], options=Options(initial=start, truth=truth))))[-1]
        assert last.rotation_error is not None and last.shift_error is not None
        assert last.state == "converged"
        assert last.rotation_error < 0.35 and last.shift_error < 0.03
