"""Films of radiance fields: the circle against known cameras, pictures against the view study, files that play."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from engine.fields.building import FieldSettings, build  # noqa: E402
from engine.fields.field import Bounds  # noqa: E402
from engine.fields.files import TrainedField  # noqa: E402
from engine.fields.orbit import circle_of, up_of  # noqa: E402
from engine.studies import nerf_view  # noqa: E402
from engine.studies.nerf_orbit import Options, OrbitFilm, run  # noqa: E402
from engine.study import Progress, Published, frames  # noqa: E402

BOUNDS = Bounds((-1.0, -1.0, -1.0), (1.0, 1.0, 1.0), 1.0, 6.0, (1.0, 1.0, 1.0))
UP = np.array([0.0, -1.0, 0.0])


def looking(eye: np.ndarray, at: np.ndarray, up: np.ndarray) -> np.ndarray:
    forward = (at - eye) / np.linalg.norm(at - eye)
    right = np.cross(forward, up)
    right /= np.linalg.norm(right)
    return np.stack([right, np.cross(forward, right), forward, eye], axis=1)


@pytest.fixture(scope="module")
def field() -> TrainedField:
    """Cameras 3 from (0.2, 0.1, 0), at several heights; y points downwards."""
    at, cameras = np.array([0.2, 0.1, 0.0]), []
    for number in range(12):
        around, over = 2 * math.pi * number / 12, math.radians(10 + 5 * (number % 4))
        out = np.array([math.cos(around) * math.cos(over), -math.sin(over), math.sin(around) * math.cos(over)])
        cameras.append(looking(at + 3 * out, at, UP))
    settings = FieldSettings(kind="tiny", width=16, coarse=8)
    return TrainedField(build(settings, BOUNDS), BOUNDS, settings, 3, np.array(cameras), 16, 12, 40.0, cameras[4])


def test_the_circle_is_that_of_the_cameras(field: TrainedField) -> None:
    circle = circle_of(field.cameras, field.pose, np.full(3, -1.0), np.ones(3))
    np.testing.assert_allclose(circle.centre, (0.2, 0.1, 0.0), atol=1e-9)
    np.testing.assert_allclose(circle.up, UP, atol=1e-12)
    assert circle.distance == pytest.approx(3) and not circle.one_sided
    # At a photo's own height the first picture is taken where the photo was.
    np.testing.assert_allclose(circle.pose(0, circle.elevation(field.pose)), field.pose, atol=1e-9)
    for azimuth in (0.0, 77.0, 200.0):
        pose = circle.pose(azimuth, -30.0, 0.5)
        np.testing.assert_allclose(pose[:, :3].T @ pose[:, :3], np.eye(3), atol=1e-12)
        assert np.linalg.det(pose[:, :3]) == pytest.approx(1)
        np.testing.assert_allclose(pose[:, 3] + 1.5 * pose[:, 2], circle.centre, atol=1e-12)
        assert pose[:, 0] @ UP == pytest.approx(0, abs=1e-12) and circle.elevation(pose) == pytest.approx(-30)


def test_photos_from_one_side_and_far_axes() -> None:
    cameras = np.array([looking(np.array([x, 0.0, -4.0]), np.array([x, 0.0, 0.0]), UP) for x in (-0.5, 0.0, 0.5)])
    circle = circle_of(cameras, cameras[1], np.full(3, -1.0), np.ones(3))  # parallel axes meet nowhere
    np.testing.assert_allclose(circle.centre, 0, atol=1e-12)
    assert circle.one_sided
    np.testing.assert_allclose(up_of(cameras), UP, atol=1e-12)


def test_every_picture_is_the_view_from_its_camera(field: TrainedField) -> None:
    made = list(frames(run(field, options=Options(pictures=5, elevation=20.0, size=24))))
    assert [f.azimuth for f in made] == [0, 72, 144, 216, 288] and made[0].rgb.shape == (18, 24, 3)
    for frame in made[::2]:
        wanted = nerf_view.Options(camera=tuple(frame.camera.ravel()), width=24, height=18)
        *_, seen = frames(nerf_view.run(field, options=wanted))
        np.testing.assert_array_equal(frame.rgb, np.round(seen.rgb * 255).astype(np.uint8))
        assert np.linalg.norm(frame.camera[:, 3] - frame.centre) == pytest.approx(frame.distance)
    assert made[0].step == 3 and not made[0].notes


@pytest.mark.parametrize("name", ["film.mp4", "film.gif", "pictures"])
def test_the_film_plays(field: TrainedField, tmp_path: Path, name: str) -> None:
    yielded = list(run(field, options=Options(pictures=4)))
    (film,) = (y.object for y in yielded if isinstance(y, Published))
    assert isinstance(film, OrbitFilm) and len(film) == 4
    pictures = [y.rgb for y in yielded if not isinstance(y, Progress | Published)]
    for kept, picture in zip(film.pictures(), pictures, strict=True):
        np.testing.assert_array_equal(kept, picture)
    path = film.save(tmp_path / name)
    cv2: Any = pytest.importorskip("cv2")
    if path.is_dir():
        assert [p.name for p in sorted(path.iterdir())] == [f"{n:05d}.png" for n in range(1, 5)]
        read = cv2.imread(str(path / "00002.png"))[..., ::-1]
        np.testing.assert_array_equal(read, pictures[1])
        return
    film_read = cv2.VideoCapture(str(path))
    count = 0
    while film_read.read()[0]:
        count += 1
    assert count == 4 and list(tmp_path.iterdir()) == [path]
