"""An iteration of the study icp, all its frame's fields included, against one of Open3D's legacy ICP.

Both run on one core, point-to-plane within 0.5 m, 50,000 source points of an outdoor scan with the same normals, from
the same start; what is counted is the difference between a run of 21 steps and one of a single step, so that neither
side's preparation is in it. Without the scans, which are not part of this repository, a furnished room stands in.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.ratio import Ratio, side_by_side

if TYPE_CHECKING:
    from engine.data.cloud import PointCloud

POINTS = 50_000
DISTANCE = 0.5
STEPS = 20
REPEATS = 5
SCANS = Path(__file__).parents[2] / "shared" / "data" / "registration" / "lidar_pair"


def measure() -> list[Ratio]:
    """The bound of an iteration of ICP."""
    with suppress(AttributeError, OSError):
        os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})  # Open3D's threads obey nothing else
    from engine.runtime.torch_loading import load_torch, set_threads

    load_torch()
    set_threads(1)
    from engine.runtime.open3d_loading import load_open3d
    from engine.studies.icp import Options, run
    from engine.study import frames

    o3d = load_open3d()
    registration = o3d.pipelines.registration
    source, target, what = clouds()
    theirs = [open3d_cloud(cloud) for cloud in (source, target)]

    def study(steps: int) -> object:
        options = Options(voxels=(-1.0,), max_distance=DISTANCE, iterations=steps, tolerance=0.0)
        return list(frames(run(source, target, options=options)))

    def open3d(steps: int) -> object:
        criteria = registration.ICPConvergenceCriteria(0.0, 0.0, steps)
        estimation = registration.TransformationEstimationPointToPlane()
        return registration.registration_icp(*theirs, DISTANCE, np.eye(4), estimation, criteria)

    took = side_by_side(
        {
            "study 1": lambda: study(1),
            "study": lambda: study(1 + STEPS),
            "open3d 1": lambda: open3d(1),
            "open3d": lambda: open3d(1 + STEPS),
        },
        REPEATS,
        warmup=1,
    )
    mine, other = ((took[name] - took[f"{name} 1"]) / STEPS for name in ("study", "open3d"))
    note = f"{mine * 1e3:.1f} ms against {other * 1e3:.1f} ms, {len(source):,} points, one core, {what}"
    return [Ratio("study icp / Open3D's legacy ICP, per iteration", mine / other, 0.9, note=note)]


def clouds() -> tuple[PointCloud, PointCloud, str]:
    """A pair with normals, the source of ``POINTS`` points, and what it is."""
    import dataclasses

    from engine.data.cloud import PointCloud
    from engine.data.inputs import open_input
    from engine.runtime.open3d_loading import load_open3d

    o3d = load_open3d()
    if SCANS.is_dir():
        pair = [
            PointCloud(np.asarray(o3d.io.read_point_cloud(str(SCANS / f"{side}.ply")).points).copy(), side)
            for side in ("source", "target")
        ]
        what = "LiDAR pair"
    else:
        opened: Any = [open_input("PointCloud", name) for name in ("room-2", "room-1")]
        pair, what = [dataclasses.replace(cloud, pose=None) for cloud in opened], "furnished room"
    made = []
    for cloud in pair:
        full = open3d_cloud(cloud)
        full.estimate_normals(o3d.geometry.KDTreeSearchParamKNN(20))
        made.append(dataclasses.replace(cloud, normals=np.asarray(full.normals).copy()))
    chosen = np.linspace(0, len(made[0]) - 1, min(POINTS, len(made[0]))).astype(np.intp)
    return made[0].chosen(chosen), made[1], what


def open3d_cloud(cloud: PointCloud) -> Any:
    """The cloud as Open3D's."""
    from engine.runtime.open3d_loading import load_open3d

    o3d = load_open3d()
    made = o3d.geometry.PointCloud(o3d.utility.Vector3dVector(np.array(cloud.points)))
    if cloud.normals is not None:
        made.normals = o3d.utility.Vector3dVector(np.array(cloud.normals))
    return made


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from benchmarks.__main__ import table

    print(table([("icp_iteration", ratio) for ratio in measure()]))
