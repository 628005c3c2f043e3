"""A reconstruction on disk: read back by COLMAP itself and by this project's reader."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pycolmap
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.photos import Photo, Photos, photos_of
from engine.data.reading_scenes import reading_scene
from engine.data.scenes.colmap_files import ColmapCamera
from engine.errors import InputError
from engine.geometry.rigid import rotation_exp
from engine.structure.scene_files import ReconstructedScene, SparseModel, _quaternion, making_scene
from engine.study import finished


def synthetic() -> tuple[Photos, SparseModel]:
    """Nine photos of 60 points, the fourth not registered; keypoints where the points are seen."""
    random = np.random.default_rng(1)
    points = random.uniform([-1, -1, 3], [1, 1, 5], (60, 3))
    camera = ColmapCamera("SIMPLE_RADIAL", 64, 48, (60.0, 32.0, 24.0, 0.0))
    photos, poses, keypoints, seen = [], [], [], []
    for number in range(9):
        pixels = random.integers(0, 255, (48, 64, 3)).astype(np.uint8)
        photos.append(Photo(f"view {number}", 64, 48, pixels, pixels=pixels))
        pose = np.eye(4)
        pose[:3, :3] = rotation_exp(random.normal(size=3) * 0.05)
        pose[:3, 3] = [number / 4 - 1, random.normal() * 0.1, 0]
        local = (points - pose[:3, 3]) @ pose[:3, :3]
        keypoints.append((local[:, :2] / local[:, 2:] * 60 + [32, 24]).astype(np.float32))
        if number != 3:
            poses.append(pose)
            seen += [(number, i, i) for i in range(60)]
    model = SparseModel(
        np.array([0, 1, 2, 4, 5, 6, 7, 8]),
        np.stack(poses),
        (camera,) * 8,
        points,
        random.integers(0, 255, (60, 3)).astype(np.uint8),
        np.zeros(60),
        np.array(seen, np.int32),
        np.zeros(len(seen)),
        tuple(keypoints),
    )
    return photos_of("synthetic", photos), model


@pytest.fixture(scope="module")
def scene() -> ReconstructedScene:
    return finished(making_scene(*synthetic(), "synthetic"))


def test_the_scene_has_the_registered_photos(scene: ReconstructedScene) -> None:
    photos, model = synthetic()
    assert [view.name for view in scene.views] == [f"view {n}" for n in (0, 1, 2, 4, 5, 6, 7, 8)]
    assert [view.name for view in scene.split("test")] == ["view 0"]
    for view, pose in zip(scene.views, model.poses, strict=True):
        np.testing.assert_allclose(view.pose, pose, atol=1e-12)
        np.testing.assert_array_equal(view.read(), photos.photos[int(view.name[-1])].pixels)
        np.testing.assert_allclose(view.intrinsics, [[60, 0, 32], [0, 60, 24], [0, 0, 1]])
    assert scene.points is not None and len(scene.points) == 60 and 0 < scene.near < scene.far


def test_colmap_reads_what_is_saved(scene: ReconstructedScene, tmp_path: Path) -> None:
    _, model = synthetic()
    path = scene.save(tmp_path / "장면 1")
    read = pycolmap.Reconstruction(str(path / "sparse" / "0"))
    assert read.num_reg_images() == 8 and read.num_points3D() == 60
    assert read.compute_mean_reprojection_error() < 1e-4
    read.update_point_3d_errors()
    assert read.compute_mean_reprojection_error() < 1e-4
    for image in read.images.values():
        row = [f"view {n}.png" for n in model.photos].index(image.name)
        np.testing.assert_allclose(image.projection_center(), model.poses[row, :3, 3], atol=1e-9)
        assert image.num_points3D == 60
    point = read.points3D[1]
    np.testing.assert_array_equal(point.color, model.colours[0])
    assert point.track.length() == 8


def test_what_is_saved_opens_as_a_scene(scene: ReconstructedScene, tmp_path: Path) -> None:
    read: Any = finished(reading_scene(scene.save(tmp_path / "out")))
    assert [view.path.name for view in read.views] == [f"{view.name}.png" for view in scene.views]
    for mine, other in zip(scene.views, read.views, strict=True):
        np.testing.assert_allclose(other.pose, mine.pose, atol=1e-9)
        np.testing.assert_allclose(other.intrinsics, mine.intrinsics)
        np.testing.assert_array_equal(other.read(), mine.read())
        np.testing.assert_array_equal(other.seen, mine.seen)
        assert other.split == mine.split and len(mine.seen) == 60
    np.testing.assert_allclose(read.points, scene.points)
    np.testing.assert_allclose([read.near, read.far], [scene.near, scene.far])


def test_saving_replaces_a_folder_whole_or_not_at_all(scene: ReconstructedScene, tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.mkdir()
    (path / "old.txt").write_text("old")
    assert scene.photos is not None
    gone = replace(scene.photos.photos[0], pixels=None, path=tmp_path / "gone.png")
    photos = replace(scene.photos, photos=(gone, *scene.photos.photos[1:]))
    with pytest.raises(InputError, match="cannot be written"):
        replace(scene, photos=photos).save(path)
    assert [p.name for p in tmp_path.iterdir()] == ["out"] and (path / "old.txt").exists()
    scene.save(path)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert sorted(p.name for p in path.iterdir()) == ["images", "sparse"]
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError):
        scene.save(tmp_path / "file" / "below")


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_quaternions_are_the_rotations(seed: int) -> None:
    from scipy.spatial.transform import Rotation

    turn = np.random.default_rng(seed).normal(size=3) * 2
    w, *xyz = _quaternion(rotation_exp(turn))
    np.testing.assert_allclose(Rotation.from_quat([*xyz, w]).as_matrix(), rotation_exp(turn), atol=1e-9)
