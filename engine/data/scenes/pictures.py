"""A scene's photos as they are trained on: undistorted, on the background, averaged over areas, all of one size."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.notes import Note
from engine.data.opencv import load_opencv
from engine.data.scene import Scene, View
from engine.errors import InputError
from engine.study import Progress, finished, freeze
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

PREPARING = QT_TRANSLATE_NOOP("progress", "preparing the photos")
PIECE = 500_000
"""Pixels that are worked on between two breaths."""


@dataclass(frozen=True, eq=False)
class ScenePictures:
    """Photos of one size with their cameras, pin-holes all.

    ``pixels`` (N, H, W, 3) float32, 0..1 sRGB; ``intrinsics`` (N, 3, 3) float64 for that size, pixel centres at halves;
    ``poses`` (N, 4, 4) float64 camera to world, OpenCV axes; ``names``; ``notes`` say which photos could not be read.
    """

    pixels: NDArray[np.float32]
    intrinsics: Array
    poses: Array
    names: tuple[str, ...]
    notes: tuple[str, ...] = ()


def views_at(scene: Scene, split: str, image_size: int = 0) -> ScenePictures:
    """:func:`preparing_views` run to its end.

    Raises
    ------
    InputError
        As :func:`preparing_views`.
    """
    return finished(preparing_views(scene, scene.split(split), image_size))


def preparing_views(
    scene: Scene, views: Sequence[View], image_size: int = 0
) -> Generator[Progress, None, ScenePictures]:
    """``views`` of ``scene`` with the longer side at ``image_size`` pixels (0: as they are; never enlarged).

    Photos of other proportions than the first are brought to its size by two scales, which their intrinsics follow.
    Lens distortion is taken out of the photos (OpenCV's model), so that every ray is a pin-hole's; transparency is laid
    on the scene's background, on white where it has none, in sRGB as in NeRF's code.

    Raises
    ------
    InputError
        None of the photos can be read.
    """
    width, height = size_of(views, image_size)
    pixels, kept, matrices, bad = [], [], [], []
    first_error: InputError | None = None
    maps: dict[object, tuple[Any, Any, Array]] = {}
    for index, view in enumerate(views):
        yield Progress(index, len(views), PREPARING)
        try:
            photo = view.read()
        except InputError as error:
            first_error = first_error or error
            bad.append(view.name)
            continue
        yield Progress(index, len(views), PREPARING)
        matrix = view.intrinsics
        if view.distortion:
            photo, matrix = yield from _undistorting(photo, view, maps)
        pixels.append((yield from _reducing(photo, width, height, scene.background)))
        matrix = matrix.copy()
        matrix[:2] *= np.array([[width / view.width], [height / view.height]])
        matrices.append(matrix)
        kept.append(view)
    if not kept:
        raise first_error or InputError(
            QT_TRANSLATE_NOOP("errors", "{scene} has no views of this kind."), scene=scene.name
        )
    notes: list[str] = []
    if bad:
        notes.append(
            Note(
                QT_TRANSLATE_NOOP("errors", "Left out because the photo cannot be read, {count} in all: {name}."),
                count=len(bad),
                name=bad[0],
            )
        )
    return ScenePictures(
        freeze(np.stack(pixels)),
        freeze(np.stack(matrices)),
        freeze(np.stack([view.pose for view in kept])),
        tuple(view.name for view in kept),
        tuple(notes),
    )


def size_of(views: Sequence[View], image_size: int) -> tuple[int, int]:
    """Width and height of the pictures: the first view's, its longer side at ``image_size`` or less."""
    if not views:
        return 1, 1
    width, height = views[0].width, views[0].height
    longest = max(width, height)
    if not 0 < image_size < longest:
        return width, height
    return max(1, round(width * image_size / longest)), max(1, round(height * image_size / longest))


def on_background(photo: NDArray[np.uint8], background: tuple[float, float, float] | None) -> NDArray[np.float32]:
    """A photo (H, W, 3 or 4) as (H, W, 3) float32, 0..1; what is transparent shows ``background`` (None: white)."""
    values = photo.astype(np.float32) / np.float32(255)
    if photo.shape[2] == 3:
        return values
    alpha = values[..., 3:]
    return values[..., :3] * alpha + np.array(background or (1.0, 1.0, 1.0), np.float32) * (1 - alpha)


def _reducing(
    photo: NDArray[np.uint8], width: int, height: int, background: tuple[float, float, float] | None
) -> Generator[Progress, None, NDArray[np.float32]]:
    """The photo on its background, each pixel of the result the mean over its area; in strips of whole rows."""
    tall, wide = photo.shape[:2]
    if (wide, tall) == (width, height):
        return on_background(photo, background)
    if wide % width == 0 and tall % height == 0:
        down, across = tall // height, wide // width
        result = np.empty((height, width, 3), np.float32)
        rows = max(1, PIECE // (wide * down))
        for start in range(0, height, rows):
            strip = on_background(photo[start * down : (start + rows) * down], background)
            result[start : start + rows] = strip.reshape(-1, down, width, across, 3).mean(axis=(1, 3))
            if start + rows < height:
                yield Progress(start, height, PREPARING)
        return result
    cv2 = load_opencv()
    if photo.shape[2] == 4:  # few formats have it, and their photos are small
        whole = on_background(photo, background)
        return np.asarray(np.clip(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), 0, 1))
    small = cv2.resize(photo, (width, height), interpolation=cv2.INTER_AREA)
    return on_background(small, background)


def _undistorting(
    photo: NDArray[np.uint8], view: View, maps: dict[object, tuple[Any, Any, Array]]
) -> Generator[Progress, None, tuple[NDArray[np.uint8], Array]]:
    """The photo as a pin-hole would take it, of the same size, and that pin-hole's intrinsics (3, 3).

    The new focal length is the shortest at which no pixel lacks its source. OpenCV's pixel centres are whole numbers.
    """
    cv2 = load_opencv()
    key = (view.width, view.height, view.intrinsics.tobytes(), view.distortion)
    if key not in maps:
        half = np.zeros((3, 3))
        half[:2, 2] = 0.5
        matrix, lens = view.intrinsics - half, np.array(view.distortion)
        size = (view.width, view.height)
        straight, _ = cv2.getOptimalNewCameraMatrix(matrix, lens, size, 0)
        yield Progress(0, 0, PREPARING)
        across, down = cv2.initUndistortRectifyMap(matrix, lens, None, straight, size, cv2.CV_32FC1)
        maps.clear()  # photos of one camera follow one another; maps are as large as photos
        maps[key] = across, down, np.asarray(straight, dtype=np.float64) + half
        yield Progress(0, 0, PREPARING)
    across, down, straight = maps[key]
    result = np.empty_like(photo)
    rows = max(1, PIECE // view.width)
    for start in range(0, view.height, rows):
        part = slice(start, start + rows)
        result[part] = cv2.remap(photo, across[part], down[part], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        yield Progress(start, view.height, PREPARING)
    return result, straight


def undistorted(view: View) -> tuple[NDArray[np.uint8], View]:
    """A view's photo without lens distortion, and the view as a pin-hole with the intrinsics that belong to it.

    Raises
    ------
    InputError
        The photo cannot be read.
    """
    photo = view.read()
    if not view.distortion:
        return photo, view
    photo, matrix = finished(_undistorting(photo, view, {}))
    return photo, dataclasses.replace(view, intrinsics=freeze(matrix), distortion=())
