"""A film of a radiance field: the camera goes once round what the photos look at, every picture a frame."""

from __future__ import annotations

import math
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.data.notes import Note
from engine.options import option
from engine.study import Progress, Published, StudyRun, finished, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.fields.files import TrainedField as Field

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Radiance fields")
TITLE = QT_TRANSLATE_NOOP("labs", "Round a radiance field")
PAPER = "Mildenhall, Srinivasan, Tancik, Barron, Ramamoorthi and Ng 2020"


@dataclass(frozen=True)
class Options:
    """The camera's way, and how large and how many the pictures are."""

    pictures: int = option(
        120,
        QT_TRANSLATE_NOOP("options", "Pictures for the whole turn."),
        label=QT_TRANSLATE_NOOP("options", "Pictures"),
        unit=QT_TRANSLATE_NOOP("units", "pictures"),
        minimum=1,
        maximum=1200,
        step=1,
    )
    elevation: float = option(
        25.0,
        QT_TRANSLATE_NOOP("options", "How far above the middle the camera stands; negative: below."),
        label=QT_TRANSLATE_NOOP("options", "Elevation"),
        unit=QT_TRANSLATE_NOOP("units", "degrees"),
        minimum=-85.0,
        maximum=85.0,
        step=1.0,
    )
    distance: float = option(
        1.0,
        QT_TRANSLATE_NOOP("options", "How far away the camera stands, as a multiple of the photos' median distance."),
        label=QT_TRANSLATE_NOOP("options", "Distance"),
        minimum=0.2,
        maximum=3.0,
        step=0.05,
    )
    size: int = option(
        0,
        QT_TRANSLATE_NOOP("options", "Pixels of the pictures' longer side; 0: as the photos."),
        label=QT_TRANSLATE_NOOP("options", "Size"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        minimum=0,
        maximum=1920,
        step=8,
        empty=QT_TRANSLATE_NOOP("options", "as photos"),
    )
    rate: int = option(
        30,
        QT_TRANSLATE_NOOP("options", "Pictures a second of the film that is written."),
        label=QT_TRANSLATE_NOOP("options", "Rate"),
        unit=QT_TRANSLATE_NOOP("units", "pictures / s"),
        minimum=1,
        maximum=60,
        step=1,
    )


@dataclass(frozen=True)
class Frame:
    """One picture of the film."""

    rgb: NDArray[np.uint8] = value("what is seen, sRGB", shape="(rows, columns, 3)", dtype="uint8")
    number: int = value("of the picture, from 0")
    azimuth: float = value("how far the camera has gone round", unit="degrees")
    elevation: float = value("how far above the middle it stands", unit="degrees")
    camera: NDArray[np.float64] = value("camera to world, OpenCV's axes", shape="(3, 4)", dtype="float64")
    centre: NDArray[np.float64] = value("what it goes round", shape="(3,)", dtype="float64", unit="scene")
    up: NDArray[np.float64] = value("the axis of its circle, of length 1", shape="(3,)", dtype="float64")
    distance: float = value("from there", unit="scene")
    step: int = value("training steps the field had taken", unit="steps")
    notes: tuple[str, ...] = value("what has to be known, in sentences", shape="(n,)", dtype="str")


class OrbitFilm:
    """The pictures of a turn, (H, W, 3) uint8, and how many a second there are; large ones lie in a temporary file."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self._shape: tuple[int, ...] = ()
        self._count = 0
        self._bytes = tempfile.SpooledTemporaryFile(max_size=MOST_IN_MEMORY)
        weakref.finalize(self, self._bytes.close)

    def __len__(self) -> int:
        return self._count

    def append(self, picture: NDArray[np.uint8]) -> None:
        """One picture more."""
        self._shape = picture.shape
        self._bytes.seek(0, 2)
        self._bytes.write(np.ascontiguousarray(picture).tobytes())
        self._count += 1

    def pictures(self) -> Iterator[NDArray[np.uint8]]:
        """All of them, in order."""
        size = math.prod(self._shape)
        for number in range(self._count):
            self._bytes.seek(number * size)
            yield np.frombuffer(self._bytes.read(size), np.uint8).reshape(self._shape)

    def save(self, path: Path) -> Path:
        """Write MP4, or GIF, or for a name without an ending a folder of PNG files; returns the path."""
        from engine.data.films import write_gif, write_mp4, write_png_series

        if not path.suffix:
            return finished(write_png_series(path, self.pictures(), len(self)))
        write = write_gif if path.suffix.lower() == ".gif" else write_mp4
        return finished(write(path, self.pictures(), self.rate, len(self)))


MOST_IN_MEMORY = 256_000_000
"""Bytes of pictures that are kept in memory."""


def run(field: Field, *, options: Options) -> StudyRun:
    """Draw picture after picture, breathing between chunks of rays; publishes ``orbit.mp4`` at the end.

    A field that learns meanwhile is drawn as it was at the beginning.
    """
    from engine.runtime.torch_loading import load_torch

    yield Progress(0, 0, QT_TRANSLATE_NOOP("progress", "loading libraries"), preparing=True)
    load_torch()
    import copy

    from engine.fields.drawing import drawing
    from engine.fields.orbit import circle_of
    from engine.fields.rays import Camera

    seen, step = copy.deepcopy(field.field).eval(), field.step
    bounds = field.bounds
    circle = circle_of(np.asarray(field.cameras), np.asarray(field.pose), np.array(bounds.low), np.array(bounds.high))
    scale = options.size / max(field.width, field.height) if options.size else 1.0
    width, height = max(1, round(field.width * scale)), max(1, round(field.height * scale))
    notes = (Note(ONE_SIDE),) if circle.one_sided else ()
    film = OrbitFilm(options.rate)
    for number in range(options.pictures):
        azimuth = 360.0 * number / options.pictures
        pose = np.eye(4)
        pose[:3] = circle.pose(azimuth, options.elevation, options.distance)
        running = drawing(seen, field.settings.sampling, Camera.looking(pose, field.field_of_view, width, height))
        while True:
            try:
                next(running)
            except StopIteration as end:
                rgb = freeze(np.round(end.value.rgb * 255).astype(np.uint8))
                break
            yield Progress(number, options.pictures, QT_TRANSLATE_NOOP("progress", "pictures"))
        film.append(rgb)
        yield Frame(
            rgb=rgb,
            number=number,
            azimuth=azimuth,
            elevation=options.elevation,
            camera=freeze(pose[:3].copy()),
            centre=freeze(circle.centre.copy()),
            up=freeze(circle.up.copy()),
            distance=circle.distance * options.distance,
            step=step,
            notes=notes,
        )
    yield Published("orbit.mp4", film)


ONE_SIDE = QT_TRANSLATE_NOOP(
    "errors", "The photos were taken from one side: what the camera sees from behind is nothing the field has learnt."
)
