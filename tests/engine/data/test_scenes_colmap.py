"""COLMAP models as scenes, against pycolmap and the reprojection error of a real one."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.data.scenes import colmap_files
from engine.data.scenes.assembling import rigid_pose
from engine.data.scenes.colmap_files import ColmapImage, camera_to_world
from engine.errors import InputError
from engine.geometry import rigid
from engine.study import finished
from tests.engine.data.scene_files import CAMERAS, colmap_images, flat, opened, write_colmap, write_photo

Array = NDArray[np.float64]

motions = st.tuples(*[st.floats(-170, 170)] * 3, *[st.floats(-50, 50)] * 3).map(rigid.from_degrees)


@settings(max_examples=40, deadline=None)
@given(motions)
def test_colmap_poses_against_scipy(pose: Array) -> None:
    from scipy.spatial.transform import Rotation

    x, y, z, w = Rotation.from_matrix(pose[:3, :3].T).as_quat()
    shift = -pose[:3, :3].T @ pose[:3, 3]
    image = ColmapImage("a", 1, (w, x, y, z), tuple(shift), np.zeros((0, 2)), np.zeros(0, np.int64))
    assert np.allclose(camera_to_world(image), pose, atol=1e-9)


def test_a_quaternion_of_zeros_is_no_pose() -> None:
    image = ColmapImage("a", 1, (0, 0, 0, 0), (1, 2, 3), np.zeros((0, 2)), np.zeros(0, np.int64))
    assert rigid_pose(camera_to_world(image)) == "nan"


# -- COLMAP --------------------------------------------------------------------------------------------


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 7), st.integers(0, 30), st.booleans(), st.integers(0, 99))
def test_colmap_round_trip(
    tmp_path_factory: pytest.TempPathFactory, n: int, count: int, binary: bool, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("model")
    points = np.random.default_rng(seed).normal(size=(count, 3)) * 100
    images = colmap_images(n)
    write_colmap(folder, images, points, binary)
    suffix = colmap_files.model_suffix(folder)
    assert suffix == (".bin" if binary else ".txt")
    model = finished(colmap_files.reading_model(folder, suffix))
    assert model.cameras == CAMERAS and list(model.images) == list(images)
    for key, image in images.items():
        found = model.images[key]
        assert (found.name, found.camera) == (image.name, image.camera)
        assert np.allclose([*found.quaternion, *found.shift], [*image.quaternion, *image.shift], rtol=0, atol=0)
        assert np.array_equal(found.observed, image.observed) and np.array_equal(found.points, image.points)
    assert np.array_equal(model.points, points) and model.colours.shape == (count, 3)
    assert np.array_equal(model.numbers, np.arange(count) + 10)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(["cameras", "images", "points3D"]), st.floats(0, 1), st.integers(0, 255))
def test_damaged_models_are_sentences(
    tmp_path_factory: pytest.TempPathFactory, part: str, where: float, value: int
) -> None:
    """Cut anywhere, or with any byte changed, a model reads or says that it is damaged; counts are never believed."""
    folder = tmp_path_factory.mktemp("model")
    write_colmap(folder, colmap_images(3), np.zeros((4, 3)), True)
    path = folder / f"{part}.bin"
    whole = path.read_bytes()
    at = int(where * (len(whole) - 1))
    for content in (whole[:at] + bytes([value]) + whole[at + 1 :], whole[:at], b"\xff" * 8 + whole[8:]):
        path.write_bytes(content)
        try:
            finished(colmap_files.reading_model(folder, ".bin"))
        except InputError as error:
            assert path.name in str(error)


def test_a_colmap_scene_and_its_left_out_fisheyes(korean: Path) -> None:
    random = np.random.default_rng(3)
    points = np.concatenate([random.uniform(-1, 1, (200, 3)), [[500, 0, 0], [np.nan, 0, 0]]])
    images = colmap_images(12)
    write_colmap(korean / "sparse" / "0", images, points, True)
    for image in images.values():
        write_photo(korean / "images" / image.name, flat())
    scene = opened(korean)
    assert len(scene.views) == 10 and [v.name for v in scene.split("test")] == ["00.png", "09.png"]
    assert any(
        "Left out because the camera model is not read, 2 of 12 views: 05.png, 11.png." in n for n in scene.notes
    )
    assert scene.points is not None and len(scene.points) == 201 and not scene.bounded and scene.background is None
    by_name = {view.name: view for view in scene.views}
    assert by_name["02.png"].distortion == (0.01, 0.02, 0.003, 0.004)
    assert by_name["01 photo.png"].distortion == (-0.05, 0, 0, 0) and by_name["00.png"].distortion == ()
    assert np.allclose(by_name["00.png"].intrinsics, [[10, 0, 4], [0, 11, 3], [0, 0, 1]])
    assert [view.seen.tolist() for view in scene.views[:5]] == [[0], [1], [2], [0], [1]]
    # Robust: the one point at 500 moves nothing.
    assert np.all(np.abs(scene.box) < 1.5) and 2 < scene.near < 3.5 and 4.5 < scene.far < 7
    inside = opened(korean / "sparse" / "0" / "cameras.bin")
    assert inside.digest == scene.digest


def test_the_model_whose_sizes_fit_the_photos_is_chosen(korean: Path) -> None:
    images = colmap_images(9, 1)
    write_colmap(korean / "sparse" / "0", images, np.zeros((0, 3)), True)
    content = bytearray((korean / "sparse" / "0" / "cameras.bin").read_bytes())
    content[16:24] = struct.pack("<Q", 16)  # another size than the photos
    (korean / "sparse" / "0" / "cameras.bin").write_bytes(bytes(content))
    write_colmap(korean / "dense_sparse", images, np.zeros((0, 3)), False)
    for image in images.values():
        write_photo(korean / "images" / image.name, flat())
    assert opened(korean).views[0].intrinsics[0, 0] == 10 and len(opened(korean).views) == 9


def reprojection(model: colmap_files.ColmapModel) -> tuple[float, int]:
    """The mean distance in pixels between the model's points, seen by its cameras through OpenCV, and features."""
    import cv2

    place = {int(n): k for k, n in enumerate(model.numbers)}
    distances = []
    for image in model.images.values():
        found = colmap_files.lens(model.cameras[image.camera])
        assert found is not None
        seen = image.points >= 0
        pose = camera_to_world(image)
        local = (model.points[[place[int(p)] for p in image.points[seen]]] - pose[:3, 3]) @ pose[:3, :3]
        assert (local[:, 2] > 0).all()
        pixel, _ = cv2.projectPoints(local, np.zeros(3), np.zeros(3), found[0], np.array(found[1] or (0, 0, 0, 0.0)))
        distances.append(np.linalg.norm(pixel[:, 0] - image.observed[seen], axis=1))
    every = np.concatenate(distances)
    return float(every.mean()), len(every)


def test_colmap_22(shared_data: Path, tmp_path: Path) -> None:
    """The reprojection error proves cameras, axes and pixel centres; pycolmap reads the same model."""
    pycolmap = pytest.importorskip("pycolmap")
    folder = shared_data / "scenes" / "colmap_22"
    scene = opened(folder)
    assert len(scene.views) == 23 and len(scene.split("test")) == 3 and scene.points is not None
    assert len(scene.points) == 1443 and not scene.bounded
    model = finished(colmap_files.reading_model(folder / "dense_sparse", ".bin"))
    # As measured, in the 3,031 pixels of the distorted photos: 0.90. In the 1,000 of the undistorted ones: a third.
    measured = finished(colmap_files.reading_model(folder / "sparse" / "0", ".bin"))
    assert reprojection(measured) == (pytest.approx(0.90, abs=0.01), 5931)
    assert reprojection(model) == (pytest.approx(0.90 * 1000 / 3031, abs=0.01), 5931)
    oracle = pycolmap.Reconstruction(str(folder / "dense_sparse"))
    for image in oracle.images.values():
        view = next(v for v in scene.views if v.name == image.name)
        world_to_camera = np.vstack([image.cam_from_world().matrix(), [0, 0, 0, 1]])
        assert np.allclose(np.linalg.inv(world_to_camera), view.pose, atol=1e-9)
        numbers = {p.point3D_id for p in image.points2D if p.has_point3D()}
        theirs = np.array([oracle.points3D[number].xyz for number in numbers])
        assert view.seen is not None and np.allclose(
            sorted(scene.points[view.seen].tolist()), sorted(theirs.tolist()), rtol=0, atol=1e-12
        )
        matrix = image.camera.calibration_matrix()
        scale = np.array([view.width / image.camera.width, view.height / image.camera.height, 1])
        assert np.allclose(matrix * scale[:, None], view.intrinsics)
        assert view.read().shape == (view.height, view.width, 3)
    oracle.write_text(str(tmp_path))
    text = finished(colmap_files.reading_model(tmp_path, ".txt"))
    assert text.cameras.keys() == model.cameras.keys() and np.allclose(
        np.sort(text.points, 0), np.sort(model.points, 0)
    )
    for key, image in model.images.items():
        assert np.allclose(camera_to_world(text.images[key]), camera_to_world(image))
        assert np.array_equal(text.images[key].points, image.points)


def test_pycolmap_reads_what_these_tests_write(tmp_path: Path) -> None:
    pycolmap = pytest.importorskip("pycolmap")
    images = colmap_images(5)
    for image in images.values():
        image.points[:] = -1
    write_colmap(tmp_path, images, np.zeros((0, 3)), True)
    oracle = pycolmap.Reconstruction(str(tmp_path))
    for key, image in images.items():
        world_to_camera = np.vstack([oracle.images[key].cam_from_world().matrix(), [0, 0, 0, 1]])
        assert np.allclose(np.linalg.inv(world_to_camera), camera_to_world(image))
        found = colmap_files.lens(CAMERAS[image.camera])
        assert found is not None
        assert np.allclose(oracle.cameras[image.camera].calibration_matrix(), found[0])
