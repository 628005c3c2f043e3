"""From two raw scans to an alignment within 1 mm and 0.01 degrees of its limit.

The study icp beside small_gicp and Open3D.

Each side prepares both clouds (voxel grid of 0.25 m, normals), then runs point-to-plane ICP within 0.5 m from the same
start. Its limit is where it ends when it may go on for long; what is counted ends with the first step that is that
close to it. One thread each; the study's child process runs already, as it does in the window.
"""

from __future__ import annotations

import collections
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.ratio import Ratio, side_by_side

VOXEL, DISTANCE = 0.25, 0.5
NEAR_DEGREES, NEAR = 0.01, 1e-3
LONG = 200
REPEATS = 7
SCANS = Path(__file__).parents[2] / "shared" / "data" / "registration" / "lidar_pair"


def measure() -> list[Ratio]:
    """The bound of the time to converge, and the errors of both sides."""
    if not SCANS.is_dir():
        return []
    from engine.runtime.torch_loading import load_torch, set_threads

    load_torch()
    set_threads(1)
    from engine.runtime.open3d_loading import load_open3d

    o3d = load_open3d()
    points = [np.asarray(o3d.io.read_point_cloud(str(SCANS / f"{side}.ply")).points) for side in ("source", "target")]
    truth = np.loadtxt(SCANS / "T_target_source.txt")
    sides = {"study": _study(*points), "small_gicp": _small_gicp(*points), "Open3D": _open3d(*points)}
    needed, errors = {}, {}
    for name, run in sides.items():
        limit = run(LONG)
        needed[name] = next(n for n in range(1, LONG) if _near(run(n), limit))
        errors[name] = _error(run(needed[name]), truth)
    took = side_by_side({name: _bound(run, needed[name]) for name, run in sides.items()}, REPEATS, warmup=1)

    def words(name: str) -> str:
        degrees, shift = errors[name]
        return (
            f"{name} {took[name] * 1e3:.0f} ms, {needed[name]} steps, {degrees:.3f} degrees and {shift * 1e3:.1f} mm "
            "from the truth"
        )

    return [
        Ratio(
            "study icp / small_gicp, raw scans to the limit",
            took["study"] / took["small_gicp"],
            1.5,
            note="; ".join(words(name) for name in ("study", "small_gicp")),
        ),
        Ratio("study icp / Open3D, raw scans to the limit", took["study"] / took["Open3D"], None, note=words("Open3D")),
    ]


Run = Callable[[int], Any]
"""All of one side: so many steps at most, from the raw points to the transform (4, 4)."""


def _bound(run: Run, steps: int) -> Callable[[], object]:
    return lambda: run(steps)


def _study(source: Any, target: Any) -> Run:
    from engine.data.cloud import PointCloud
    from engine.runtime.cache import cache
    from engine.runtime.child import child
    from engine.studies.icp import Options, run
    from engine.study import finished, frames

    finished(child.call("engine.geometry.open3d_calls:start", "Open3D"))

    def aligned(steps: int) -> Any:
        for kind in ("voxel-grid", "normals", "neighbour-tree"):
            cache.remove(kind)
        pair = PointCloud(np.array(source), "source"), PointCloud(np.array(target), "target")
        options = Options(voxels=(VOXEL,), max_distance=DISTANCE, iterations=steps, tolerance=0.0)
        (last,) = collections.deque(frames(run(*pair, options=options)), maxlen=1)
        return last.transform

    return aligned


def _small_gicp(source: Any, target: Any) -> Run:
    import small_gicp

    def aligned(steps: int) -> Any:
        return small_gicp.align(
            target,
            source,
            registration_type="PLANE_ICP",
            downsampling_resolution=VOXEL,
            max_correspondence_distance=DISTANCE,
            num_threads=1,
            max_iterations=steps,
            rotation_epsilon=0.0,
            translation_epsilon=0.0,
        ).T_target_source

    return aligned


def _open3d(source: Any, target: Any) -> Run:
    from engine.runtime.open3d_loading import load_open3d

    o3d = load_open3d()
    registration = o3d.pipelines.registration

    def aligned(steps: int) -> Any:
        first, second = (
            o3d.geometry.PointCloud(o3d.utility.Vector3dVector(points)).voxel_down_sample(VOXEL)
            for points in (source, target)
        )
        second.estimate_normals(o3d.geometry.KDTreeSearchParamKNN(20))
        criteria = registration.ICPConvergenceCriteria(0.0, 0.0, steps)
        estimation = registration.TransformationEstimationPointToPlane()
        return registration.registration_icp(first, second, DISTANCE, np.eye(4), estimation, criteria).transformation

    return aligned


def _error(found: Any, truth: Any) -> tuple[float, float]:
    from engine.geometry.rigid import error

    return error(found, truth)


def _near(found: Any, limit: Any) -> bool:
    degrees, shift = _error(found, limit)
    return degrees <= NEAR_DEGREES and shift <= NEAR


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from benchmarks.__main__ import table

    print(table([("icp_small_gicp", ratio) for ratio in measure()]))
