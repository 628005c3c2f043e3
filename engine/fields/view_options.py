"""The options of what looks at a trained field: a camera."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import InputError
from engine.options import option
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.fields.files import TrainedField
    from engine.fields.rays import Camera


@dataclass(frozen=True)
class ViewOptions:
    """A pin-hole camera; what is left at nothing is taken from the field's first held-out photo."""

    camera: tuple[float, ...] = option(
        (),
        QT_TRANSLATE_NOOP("options", "The camera's 3 x 4 matrix to the world, row by row; empty: a held-out photo's."),
        label=QT_TRANSLATE_NOOP("options", "Camera"),
    )
    width: int = option(
        0,
        QT_TRANSLATE_NOOP("options", "Width of the picture; 0: as the photos."),
        label=QT_TRANSLATE_NOOP("options", "Width"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        minimum=0,
        maximum=4096,
        step=1,
    )
    height: int = option(
        0,
        QT_TRANSLATE_NOOP("options", "Height of the picture; 0: as the photos."),
        label=QT_TRANSLATE_NOOP("options", "Height"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        minimum=0,
        maximum=4096,
        step=1,
    )
    field_of_view: float = option(
        0.0,
        QT_TRANSLATE_NOOP("options", "Angle from the upper to the lower edge; 0: as the photos."),
        label=QT_TRANSLATE_NOOP("options", "Field of view"),
        unit=QT_TRANSLATE_NOOP("units", "degrees"),
        minimum=0.0,
        maximum=170.0,
        step=1.0,
    )
    intrinsics: tuple[float, ...] = option(
        (),
        QT_TRANSLATE_NOOP(
            "options", "Focal lengths and centre fx, fy, cx, cy in pixels; empty: from the field of view, centred."
        ),
        label=QT_TRANSLATE_NOOP("options", "Intrinsics"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        advanced=True,
    )


def camera_of(options: ViewOptions, field: TrainedField) -> Camera:
    """The camera that the options mean.

    Raises
    ------
    InputError
        The camera is not twelve finite numbers whose left part is a rotation, or the intrinsics are not four.
    """
    from engine.fields.rays import Camera

    pose = np.eye(4)
    pose[:3] = field.pose
    if options.camera:
        given = np.array(options.camera, np.float64)
        turn = given.reshape(3, 4)[:, :3] if given.shape == (12,) else None
        if turn is None or not np.isfinite(given).all() or np.abs(turn.T @ turn - np.eye(3)).max() > 1e-3:
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "A camera is twelve numbers: a rotation and, beside it, a position.")
            )
        pose[:3] = given.reshape(3, 4)
    width, height = options.width or field.width, options.height or field.height
    if options.intrinsics:
        lens = np.array(options.intrinsics, np.float64)
        if lens.shape != (4,) or not np.isfinite(lens).all() or lens[:2].min() <= 0:
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "Intrinsics are four numbers fx, fy, cx, cy, the first two above 0.")
            )
        matrix = np.array([[lens[0], 0, lens[2]], [0, lens[1], lens[3]], [0, 0, 1.0]])
        return Camera(pose, matrix, width, height)
    return Camera.looking(pose, options.field_of_view or field.field_of_view, width, height)
