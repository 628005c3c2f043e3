"""A rendering of a radiance field as numbers and as a picture: colours, depth, accumulation, the error to a photo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from widgets.colours import colour_picture, rgb_picture

Floats = NDArray[np.float32]

#: The colour map of what is drawn through one.
MAPS = {"depth": "viridis", "accumulation": "grey", "error": "inferno"}


@dataclass(frozen=True, eq=False)
class FieldPicture:
    """What was drawn for a camera: ``rgb`` (H, W, 3) 0 to 1, ``depth`` and ``accumulation`` (H, W), float32.

    ``pose`` (3, 4) is where it was drawn from, None where that is wherever the camera stands.
    """

    rgb: Floats
    depth: Floats | None = None
    accumulation: Floats | None = None
    pose: NDArray[np.float64] | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the arrays."""
        return int(self.rgb.shape[1]), int(self.rgb.shape[0])

    def pixel(self, place: tuple[float, float]) -> tuple[int, int]:
        """Column and row at fractions of the width and the height."""
        width, height = self.size
        return min(width - 1, max(0, int(place[0] * width))), min(height - 1, max(0, int(place[1] * height)))


@dataclass(frozen=True)
class Scales:
    """The ends of the colours: depth from ``near`` to ``far`` in ``unit``, the error from 0 to ``error`` (of 1)."""

    near: float = 0.0
    far: float = 1.0
    unit: str = ""
    error: float = 0.3

    def ends(self, name: str) -> tuple[float, float, str]:
        """Lowest and highest value and unit of what is drawn."""
        if name == "depth":
            return self.near, self.far, self.unit
        return 0.0, self.error if name == "error" else 1.0, ""


def error_of(picture: FieldPicture | None, photo: Floats | None) -> Floats | None:
    """(H, W) mean absolute difference of the channels, 0 to 1; None where the two cannot be compared."""
    if picture is None or photo is None or picture.rgb.shape != photo.shape:
        return None
    return np.asarray(np.abs(picture.rgb - photo).mean(axis=2), np.float32)


def psnr_of(picture: FieldPicture | None, photo: Floats | None) -> float | None:
    """Peak signal-to-noise ratio in dB, of a peak of 1; None where the two cannot be compared."""
    if picture is None or photo is None or picture.rgb.shape != photo.shape:
        return None
    error = float(np.mean(np.square(picture.rgb.astype(np.float64) - photo)))
    return float(-10 * np.log10(max(error, 1e-12)))


def values_at(picture: FieldPicture, photo: Floats | None, place: tuple[float, float]) -> dict[str, Any]:
    """``pixel`` (x, y), ``rgb`` (3,) and, where known, ``depth``, ``accumulation``, ``truth`` (3,), ``error``."""
    column, row = picture.pixel(place)
    found: dict[str, Any] = {"pixel": (column, row), "rgb": picture.rgb[row, column]}
    for name in ("depth", "accumulation"):
        plane = getattr(picture, name)
        if plane is not None:
            found[name] = float(plane[row, column])
    if photo is not None and photo.shape == picture.rgb.shape:
        difference = np.abs(picture.rgb[row, column] - photo[row, column])
        found |= {"truth": photo[row, column], "error": float(difference.mean())}
    return found


def drawn(picture: FieldPicture, photo: Floats | None, name: str, scales: Scales) -> QImage:
    """``"rgb"``, ``"truth"``, ``"depth"``, ``"accumulation"`` or ``"error"`` as a picture; colours where it lacks."""
    if name == "truth" and photo is not None:
        return rgb_picture(_bytes(photo))
    plane = error_of(picture, photo) if name == "error" else getattr(picture, name, None) if name in MAPS else None
    if plane is None:
        return rgb_picture(_bytes(picture.rgb))
    low, high, _ = scales.ends(name)
    return colour_picture(plane, MAPS[name], low, high)


def _bytes(rgb: Floats) -> NDArray[np.uint8]:
    return np.asarray(np.clip(np.asarray(rgb) * 255.0 + 0.5, 0, 255), np.uint8)
