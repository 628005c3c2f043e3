"""Clouds as files: what is written is read again, by this program and by others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.data.reading_clouds import read_cloud
from engine.data.writing_clouds import ENDINGS, write_cloud, writing_cloud
from engine.errors import InputError
from engine.study import Progress


@pytest.fixture(scope="module")
def o3d() -> Any:
    """Open3D, the oracle."""
    import torch  # noqa: F401 - before Open3D, or their libraries disagree

    from engine.runtime.open3d_loading import load_open3d

    return load_open3d()


def arrays(seed: int, count: int, **has: bool) -> dict[str, NDArray[Any]]:
    random = np.random.default_rng(seed)
    normals = random.normal(size=(count, 3))
    made = {
        "colours": random.integers(0, 256, (count, 3), dtype=np.uint8),
        "normals": normals / np.linalg.norm(normals, axis=1, keepdims=True),
        "intensity": (random.random(count) * 100 + 0.25).astype(np.float32),
    }
    return {name: array for name, array in made.items() if has.get(name)}


CLOUDS = st.builds(
    lambda seed, count, scale, shift, c, n, i: PointCloud(
        np.random.default_rng(seed).normal(size=(count, 3)) * scale + np.array([shift, -2 * shift, 0.5]),
        "made",
        **arrays(seed + 1, count, colours=c, normals=n, intensity=i),
    ),
    st.integers(0, 1000),
    st.integers(1, 40),
    st.sampled_from([1e-6, 1.0, 1e4]),
    st.sampled_from([0.0, 654_321.125]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cloud=CLOUDS)
def test_what_is_written_is_read(korean: Path, ending: str, cloud: PointCloud) -> None:
    read = read_cloud(write_cloud(cloud, korean / f"점군 (1){ending}"))
    if ending in (".las", ".laz"):
        extent = float(np.ptp(cloud.points, axis=0).max())
        bound = max(extent, 1.0) * 5e-9 + np.spacing(np.abs(cloud.points).max())
        np.testing.assert_allclose(read.points, cloud.points, rtol=0, atol=bound)
    else:
        np.testing.assert_array_equal(read.points, cloud.points)
    for name in ("colours", "intensity"):
        kept, was = getattr(read, name), getattr(cloud, name)
        if ending in (".las", ".laz") and was is not None and not was.any():
            continue  # all black: a cloud without colours, there
        assert (kept is None) == (was is None), name
        if was is not None:
            np.testing.assert_array_equal(kept, was)
    assert (read.normals is None) == (cloud.normals is None)
    if cloud.normals is not None and read.normals is not None:
        np.testing.assert_allclose(read.normals, cloud.normals, atol=1e-15)


def test_ply_doubles_to_the_last_bit(korean: Path, o3d: Any, tmp_path: Path) -> None:
    cloud = PointCloud(
        np.array([[1 / 3, 4_123_456.123456789, -0.1], [np.pi, np.nextafter(1, 2), 5e-324]]),
        "a",
        **arrays(1, 2, colours=True),
    )
    assert write_cloud(cloud, tmp_path / "a.ply") == tmp_path / "a.ply"
    assert b"property double x" in (tmp_path / "a.ply").read_bytes()
    theirs = o3d.t.io.read_point_cloud(str(tmp_path / "a.ply"))
    np.testing.assert_array_equal(theirs.point["positions"].numpy(), cloud.points)
    np.testing.assert_array_equal(theirs.point["colors"].numpy(), cloud.colours)
    np.testing.assert_array_equal(read_cloud(tmp_path / "a.ply").points, cloud.points)


@pytest.mark.parametrize("single", [True, False])
def test_pcd_for_open3d(o3d: Any, tmp_path: Path, single: bool) -> None:
    points = np.random.default_rng(0).normal(size=(30, 3))
    if single:
        points = points.astype(np.float32).astype(np.float64)
    made = arrays(3, 30, colours=True, intensity=True)
    write_cloud(PointCloud(points, "a", **made), tmp_path / "a.pcd")
    theirs = o3d.t.io.read_point_cloud(str(tmp_path / "a.pcd"))
    np.testing.assert_array_equal(theirs.point["positions"].numpy(), points)
    assert theirs.point["positions"].numpy().dtype == (np.float32 if single else np.float64)
    np.testing.assert_array_equal(theirs.point["colors"].numpy(), made["colours"])
    np.testing.assert_array_equal(theirs.point["intensity"].numpy()[:, 0], made["intensity"])


def test_xyz_for_open3d(o3d: Any, tmp_path: Path) -> None:
    points = np.random.default_rng(0).normal(size=(30, 3))
    write_cloud(PointCloud(points, "a"), tmp_path / "a.xyz")
    np.testing.assert_allclose(np.asarray(o3d.io.read_point_cloud(str(tmp_path / "a.xyz")).points), points, rtol=1e-15)


def test_las_for_laspy(tmp_path: Path) -> None:
    """Multiples of the scale come back as they are; whole intensities stay in the standard field."""
    import laspy

    points = np.array([[500_000.001, 4_000_000.0, 12.5], [500_123.456, 4_000_050.25, 10.0]])
    made = arrays(3, 2, colours=True)
    write_cloud(PointCloud(points, "a", intensity=np.array([3, 65535], np.float32), **made), tmp_path / "a.las")
    las = laspy.read(tmp_path / "a.las")
    np.testing.assert_allclose(np.asarray(las.xyz), points, rtol=0, atol=5e-8)
    np.testing.assert_array_equal(las.intensity, [3, 65535])
    np.testing.assert_array_equal(np.stack([las.red, las.green, las.blue], 1), made["colours"].astype(int) * 257)
    assert [*las.point_format.extra_dimension_names] == [] and (las.header.scales <= 1e-6).all()
    once = read_cloud(tmp_path / "a.las")
    write_cloud(once, tmp_path / "b.las")
    np.testing.assert_array_equal(read_cloud(tmp_path / "b.las").points, once.points)


def test_pose_is_kept_by_npz(tmp_path: Path) -> None:
    pose = np.eye(4)
    pose[:3, 3] = 1, 2, 3
    write_cloud(PointCloud(np.ones((2, 3)), "a", pose=pose), tmp_path / "a.npz")
    np.testing.assert_array_equal(read_cloud(tmp_path / "a.npz").pose, pose)
    with np.load(tmp_path / "a.npz", allow_pickle=False) as archive:
        assert sorted(archive) == ["points", "pose"]


def test_what_cannot_be_written(korean: Path) -> None:
    cloud = PointCloud(np.ones((2, 3)), "a")
    with pytest.raises(InputError, match=r"점\.doc cannot be written: a cloud's name ends in \.ply, "):
        write_cloud(cloud, korean / "점.doc")
    (korean / "file").touch()
    with pytest.raises(InputError, match="cannot be written"):
        write_cloud(cloud, korean / "file" / "a.ply")


@pytest.mark.parametrize("ending", ENDINGS)
def test_breaths_and_an_abandoned_file(korean: Path, ending: str) -> None:
    cloud = PointCloud(np.random.default_rng(0).normal(size=(200_000, 3)), "a")
    write_cloud(PointCloud(np.ones((1, 3)), "before"), korean / f"a{ending}")
    writing = writing_cloud(cloud, korean / f"a{ending}")
    assert isinstance(next(writing), Progress) and isinstance(next(writing), Progress)
    writing.close()
    assert [path.name for path in korean.iterdir()] == [f"a{ending}"]
    assert len(read_cloud(korean / f"a{ending}")) == 1  # what was there is there still
