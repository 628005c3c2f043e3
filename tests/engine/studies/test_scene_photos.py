"""A scene's photos as pictures: areas, transparency, which come first, what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.data.scene import Scene, View
from engine.errors import InputError
from engine.studies.scene_photos import Options, order_of, run
from engine.study import frames


def photo(number: int) -> NDArray[np.uint8]:
    pixels = np.random.default_rng(number).integers(0, 256, (32, 48, 4), np.uint8)
    pixels[..., 3] = np.where(np.arange(48) < 24, 255, 0)
    return pixels


def reading(number: int) -> Callable[[], NDArray[np.uint8]]:
    def read() -> NDArray[np.uint8]:
        if number == 3:
            raise InputError("{file} is gone.", file="3.png")
        return photo(number)

    return read


@pytest.fixture
def scene() -> Scene:
    intrinsics = np.array([[40.0, 0, 24], [0, 40.0, 16], [0, 0, 1]])
    views = tuple(
        View(str(i), np.eye(4), intrinsics, 48, 32, reading(i), "test" if i in (2, 5) else "train") for i in range(6)
    )
    return Scene("box", views, 1.0, 5.0, np.array([[-1.0] * 3, [1.0] * 3]), "digest", background=(1.0, 1.0, 1.0))


def test_a_photo_is_averaged_before_its_background(scene: Scene) -> None:
    (frame,) = frames(run(scene, options=Options(view=1, image_size=24)))
    pixels = photo(1).astype(np.float64) / 255
    laid = pixels[..., :3] * pixels[..., 3:] + 1 - pixels[..., 3:]
    expected = laid.reshape(16, 2, 24, 2, 3).mean(axis=(1, 3))
    np.testing.assert_allclose(frame.photo, expected, atol=1e-5)
    assert frame.view == 1 and not frame.photo.flags.writeable


def test_small_pictures_begin_with_what_is_held_out(scene: Scene) -> None:
    last = list(frames(run(scene, options=Options(small=5, small_size=12))))[-1]
    assert tuple(last.views) == (2, 5, 0, 1)  # view 3 cannot be read
    assert last.photo is None and last.pictures.shape == (4, 8, 12, 3) and (last.pictures[:, :, 7:] == 255).all()
    assert len(list(frames(run(scene, options=Options(small=6, small_size=12))))[-1].views) == 5
    assert order_of(scene, False) == (0, 1, 2, 3, 4, 5)
    plain = replace(scene, views=tuple(replace(view, split="train") for view in scene.views))
    assert order_of(plain, True)[0] == 0


def test_a_view_that_is_not_there_is_said(scene: Scene) -> None:
    with pytest.raises(InputError, match="6 views"):
        list(run(scene, options=Options(view=6)))
    with pytest.raises(InputError):
        list(run(scene, options=Options(view=3)))
