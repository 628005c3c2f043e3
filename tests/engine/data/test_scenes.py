"""Scenes in Blender's, nerfstudio's, LLFF's and tiny NeRF's layout, and their photos as they are trained on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.data.scenes import bounds, llff
from engine.data.scenes.assembling import rigid_pose
from engine.data.scenes.pictures import preparing_views, undistorted, views_at
from engine.data.scenes.transforms import opencv_pose
from engine.geometry import rigid
from engine.study import finished
from tests.engine.data.scene_files import (
    flat,
    opened,
    opengl,
    round_about,
    write_blender,
    write_llff,
    write_nerfstudio,
    write_photo,
)

Array = NDArray[np.float64]

motions = st.tuples(*[st.floats(-170, 170)] * 3, *[st.floats(-50, 50)] * 3).map(rigid.from_degrees)


# -- conversions of poses ------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(motions)
def test_opengl_axes_become_opencv_axes(pose: Array) -> None:
    found = opencv_pose(opengl(pose).tolist())
    assert found is not None and np.allclose(found, pose, atol=1e-12)
    checked = rigid_pose(found)
    assert not isinstance(checked, str) and np.allclose(checked, pose, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(motions, st.floats(0.1, 10))
def test_scaled_cameras_are_unscaled_and_mirrored_ones_refused(pose: Array, scale: float) -> None:
    scaled = pose.copy()
    scaled[:3, :3] *= scale
    checked = rigid_pose(scaled)
    assert not isinstance(checked, str) and np.allclose(checked, pose, atol=1e-9)
    mirrored = pose.copy()
    mirrored[:3, 0] *= -1
    assert rigid_pose(mirrored) == "singular"
    assert rigid_pose(np.zeros((4, 4))) == "singular"


@settings(max_examples=40, deadline=None)
@given(motions)
def test_llff_axes(pose: Array) -> None:
    """LLFF's columns are down, right and back."""
    matrix = np.column_stack([pose[:3, 1], pose[:3, 0], -pose[:3, 2], pose[:3, 3], [30, 40, 50]])
    found, height, width, focal = llff.opencv_pose(np.concatenate([matrix.ravel(), [1, 2]]))
    assert np.allclose(found, pose) and (height, width, focal) == (30, 40, 50)


# -- Blender, nerfstudio, LLFF, tiny NeRF --------------------------------------------------------------


def test_blender(korean: Path) -> None:
    poses = write_blender(korean)
    scene = opened(korean)
    assert (scene.near, scene.far, scene.bounded, scene.background) == (2, 6, True, (1, 1, 1)) and scene.notes == ()
    assert np.array_equal(scene.box, [[-1.5] * 3, [1.5] * 3])
    assert np.allclose([v.pose for v in scene.views], poses) and len(scene.split("test")) == 3
    view = scene.views[4]
    # The angle of view spans the picture's width.
    left = np.linalg.inv(view.intrinsics) @ [0, 6, 1]
    assert np.arctan(-left[0]) == pytest.approx(0.35) and view.read().shape == (12, 12, 4)
    pictures = views_at(scene, "train", 4)
    assert pictures.pixels.shape == (9, 4, 4, 3) and pictures.pixels.dtype == np.float32
    assert np.allclose(pictures.pixels[4, :2], 1) and np.allclose(pictures.pixels[4, 2:], 40 / 255)
    assert np.allclose(pictures.intrinsics[0], view.intrinsics * np.array([[1 / 3], [1 / 3], [1]]))
    assert opened(korean / "transforms_train.json").digest == scene.digest


def test_blender_without_test_views_and_with_validation(korean: Path) -> None:
    write_blender(korean, 10, 0)
    scene = opened(korean)
    assert [v.name for v in scene.split("test")] == ["train/r_0", "train/r_8"]
    assert scene.notes == ("Every 8th view, 2 in all, is held out for testing.",)
    (korean / "transforms_val.json").write_text((korean / "transforms_train.json").read_text())
    assert len(opened(korean).split("test")) == 10 and opened(korean).notes == ()


def test_lego(shared_data: Path) -> None:
    scene = opened(shared_data / "scenes" / "lego_200")
    assert len(scene.split("train")) == 90 and len(scene.split("test")) == 10 and scene.notes == ()
    assert np.allclose(np.linalg.norm([v.pose[:3, 3] for v in scene.views], axis=1), 4.031, atol=1e-3)
    pictures = views_at(scene, "test", 100)
    assert pictures.pixels.shape == (10, 100, 100, 3)
    # By hand for one view: on white, then the mean of four.
    rgba = scene.split("test")[3].read().astype(np.float64) / 255
    white = rgba[..., :3] * rgba[..., 3:] + 1 - rgba[..., 3:]
    expected = (white[::2, ::2] + white[1::2, ::2] + white[::2, 1::2] + white[1::2, 1::2]) / 4
    assert np.allclose(pictures.pixels[3], expected, atol=1e-6)
    # All cameras look at the middle, which is not empty in any of them.
    middle = bounds.focus(np.stack([v.pose for v in scene.views]))
    assert middle is not None and np.linalg.norm(middle) < 0.05


def test_nerfstudio(korean: Path) -> None:
    poses = write_nerfstudio(korean, applied_transform=[[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, -1, 0]])
    scene = opened(korean)
    assert np.allclose([v.pose for v in scene.views], poses) and scene.background is None
    assert any("applied transform is not undone" in note for note in scene.notes)
    assert np.allclose(scene.views[0].intrinsics, [[30, 0, 10.5], [0, 31, 5.5], [0, 0, 1]])
    assert np.allclose(scene.views[1].intrinsics, [[33, 0, 11], [0, 31, 5.5], [0, 0, 1]])
    assert scene.views[0].distortion == (0.01, 0, 0, 0, 0) and len(scene.split("test")) == 2
    # Round the place that the cameras look at, seen from 4: 3/8 of it.
    assert np.allclose(scene.box, [[-1.5] * 3, [1.5] * 3]) and np.allclose([scene.near, scene.far], [2, 6])


def test_nerfstudio_with_points_and_splits(korean: Path) -> None:
    points = np.random.default_rng(2).uniform(-1, 1, (100, 3)).astype(np.float32)
    korean.joinpath("sparse.ply").write_bytes(
        b"ply\nformat binary_little_endian 1.0\nelement vertex 100\nproperty float x\nproperty float y\n"
        b"property float z\nend_header\n" + points.tobytes()
    )
    names = [f"images/frame_{k:05d}.png" for k in range(9)]
    write_nerfstudio(korean, ply_file_path="sparse.ply", train_filenames=names[3:], test_filenames=names[:3])
    scene = opened(korean / "transforms.json")
    assert [v.name for v in scene.split("test")] == names[:3]
    assert scene.points is not None and np.allclose(scene.points, points)
    assert any("100 sparse points" in note for note in scene.notes)
    assert np.all(np.abs(scene.box) < 1.3)


def test_llff(korean: Path) -> None:
    poses = write_llff(korean)
    scene = opened(korean)
    assert np.allclose([v.pose for v in scene.views], poses) and not scene.bounded
    assert (scene.near, scene.far) == (pytest.approx(1.8), 9) and len(scene.split("test")) == 1
    # images_8 is too small to be taken; the whole photos are.
    assert scene.views[0].width == 640 and np.allclose(
        scene.views[0].intrinsics, [[500, 0, 320], [0, 500, 240], [0, 0, 1]]
    )
    corner = poses[0][:3, 3] + 9 * poses[0][:3, :3] @ np.linalg.inv(scene.views[0].intrinsics) @ [0, 0, 1]
    assert (corner >= scene.box[0] - 1e-9).all() and (corner <= scene.box[1] + 1e-9).all()
    for k in range(8):
        write_photo(korean / "images_2" / f"image{k:03d}.png", flat(480, 360, k))
    half = opened(korean)
    assert half.views[0].width == 480 and np.allclose(half.views[0].intrinsics[0], [375, 0, 240])
    assert any("from the folder images_2" in note for note in half.notes)


def test_tiny(korean: Path) -> None:
    poses = round_about(10)
    images = np.zeros((10, 12, 12, 3), np.float32)
    images[:, 4:8, 4:8] = (np.arange(10) / 10)[:, None, None, None]
    path = korean / "tiny_nerf_data.npz"
    np.savez(path, images=images, poses=np.stack([opengl(p) for p in poses]), focal=np.float64(13.5))
    scene = opened(path)
    assert np.allclose([v.pose for v in scene.views], poses) and scene.background == (0, 0, 0)
    assert np.allclose(scene.views[3].intrinsics, [[13.5, 0, 6], [0, 13.5, 6], [0, 0, 1]])
    assert np.abs(scene.views[3].read() / 255.0 - images[3]).max() < 0.5 / 255 + 1e-6
    assert len(scene.split("test")) == 2 and opened(korean).digest == scene.digest


# -- pictures ------------------------------------------------------------------------------------------


def test_sizes_that_do_not_divide_keep_the_mean(korean: Path) -> None:
    write_nerfstudio(korean, k1=0.0)
    random = np.random.default_rng(0)
    for path in (korean / "images").iterdir():
        write_photo(path, random.integers(0, 256, (10, 20, 3)).astype(np.uint8))
    scene = opened(korean)
    pictures = views_at(scene, "test", 7)
    assert pictures.pixels.shape == (2, 4, 7, 3)
    whole = scene.split("test")[0].read().astype(np.float64) / 255
    assert np.allclose(pictures.pixels[0].mean(axis=(0, 1)), whole.mean(axis=(0, 1)), atol=3e-3)
    assert np.allclose(pictures.intrinsics[0, 0], np.array([30, 0, 10.5]) * 7 / 20)
    assert views_at(scene, "test", 500).pixels.shape[1:3] == (10, 20)


def test_distortion_is_taken_out_of_the_photos(korean: Path) -> None:
    """Dots drawn where a distorting lens shows known points stand where the pin-hole shows them afterwards."""
    width, height, lens = 160, 120, (-0.25, 0.06, 0.004, -0.003, 0.0)
    write_nerfstudio(korean, 2, w=width, h=height, fl_x=150.0, fl_y=150.0, cx=80.0, cy=60.0)
    found = json.loads((korean / "transforms.json").read_text())
    found |= dict(zip(("k1", "k2", "p1", "p2", "k3"), lens, strict=True))
    found["frames"] = [{k: f[k] for k in ("file_path", "transform_matrix")} for f in found["frames"]]
    (korean / "transforms.json").write_text(json.dumps(found))
    a, b = np.meshgrid([-0.3, 0.0, 0.25], [-0.2, 0.05, 0.2])
    x, y = a.ravel(), b.ravel()
    r = x * x + y * y
    radial = 1 + lens[0] * r + lens[1] * r * r
    u = 150 * (x * radial + 2 * lens[2] * x * y + lens[3] * (r + 2 * x * x)) + 80
    v = 150 * (y * radial + lens[2] * (r + 2 * y * y) + 2 * lens[3] * x * y) + 60
    columns, rows = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    spots = sum(np.exp(-((columns - i) ** 2 + (rows - j) ** 2) / 8) for i, j in zip(u, v, strict=True))
    for k in range(2):
        write_photo(
            korean / "images" / f"frame_{k:05d}.png", np.repeat((spots * 200)[..., None], 3, 2).astype(np.uint8)
        )
    photo, view = undistorted(opened(korean).views[0])
    assert view.distortion == () and photo.shape == (height, width, 3)
    values = photo[..., 0].astype(np.float64)
    for i, j in zip(x, y, strict=True):
        centre = view.intrinsics @ [i, j, 1]
        near = values * (np.hypot(columns - centre[0], rows - centre[1]) < 7)
        found_at = np.array([(near * columns).sum(), (near * rows).sum()]) / near.sum()
        assert np.abs(found_at - centre[:2]).max() < 0.15
    prepared = finished(preparing_views(opened(korean), opened(korean).views, 80))
    assert np.allclose(prepared.intrinsics[0, :2] * 2, view.intrinsics[:2])


def test_turned_photos_stay_as_stored(korean: Path) -> None:
    """Cameras are found on the stored pixels, so an EXIF orientation must not turn a scene's photo."""
    from PIL import Image

    from engine.data.scenes.photos import photo_size, read_photo

    pixels = np.random.default_rng(1).integers(0, 256, (6, 9, 3)).astype(np.uint8)
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[274] = orientation
        Image.fromarray(pixels).save(korean / "a.png", exif=exif)
        assert photo_size(korean / "a.png") == (9, 6)
        assert np.array_equal(read_photo(korean / "a.png"), pixels), orientation
