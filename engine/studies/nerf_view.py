"""What a camera sees in a radiance field, trained or still training: coarse where that is needed, then complete.

Each frame is a whole picture; the last has a ray for every pixel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.fields.view_options import ViewOptions, camera_of
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.fields.files import TrainedField as Field

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Radiance fields")
TITLE = QT_TRANSLATE_NOOP("labs", "View of a radiance field")
PAPER = "Mildenhall, Srinivasan, Tancik, Barron, Ramamoorthi and Ng 2020"


@dataclass(frozen=True)
class Options(ViewOptions):
    """Where the picture is taken from, and how large it is."""


@dataclass(frozen=True)
class Frame:
    """A picture of the field."""

    rgb: NDArray[np.float32] = value("what is seen, sRGB 0 to 1", shape="(rows, columns, 3)", dtype="float32")
    depth: NDArray[np.float32] = value(
        "mean distance along each pixel's ray", shape="(rows, columns)", dtype="float32", unit="scene"
    )
    accumulation: NDArray[np.float32] = value(
        "how much of each pixel is not background, 0 to 1", shape="(rows, columns)", dtype="float32"
    )
    pixels_per_ray: int = value("side of the squares of pixels that one ray stands for; 1: complete", unit="pixels")
    step: int = value("training steps the field had taken", unit="steps")
    camera: NDArray[np.float64] = value("camera to world, OpenCV's axes", shape="(3, 4)", dtype="float64")
    field_of_view: float = value("angle from the upper to the lower edge", unit="degrees")


def run(field: Field, *, options: Options) -> StudyRun:
    """Draw, yielding a :class:`Frame` for each resolution and breaths between chunks of rays.

    Raises
    ------
    InputError
        The camera is not one.
    """
    from engine.runtime.torch_loading import load_torch

    load_torch()
    from engine.fields.drawing import drawing, enlarged, resolutions

    camera = camera_of(options, field)
    angle = float(np.degrees(2 * np.arctan(0.5 * camera.height / camera.intrinsics[1, 1])))
    for every in resolutions(field.field, field.settings.sampling, camera):
        running = drawing(field.field, field.settings.sampling, camera, every)
        rays = -(-camera.width // every) * -(-camera.height // every)
        while True:
            try:
                done = next(running)
            except StopIteration as end:
                drawn = enlarged(end.value, every, camera.width, camera.height) if every > 1 else end.value
                break
            yield Progress(done, rays, QT_TRANSLATE_NOOP("progress", "rays"))
        yield Frame(
            rgb=freeze(drawn.rgb),
            depth=freeze(drawn.depth),
            accumulation=freeze(drawn.accumulation),
            pixels_per_ray=every,
            step=field.step,
            camera=freeze(np.array(camera.pose[:3])),
            field_of_view=angle,
        )
