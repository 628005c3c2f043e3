"""Saving what a lab shows: the picture, the data, the film, as runs in the engine's thread where they are long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP

FILM_SUFFIXES = (".mp4", ".gif", "")


def pixels_of(image: QImage) -> NDArray[np.uint8]:
    """A QImage as (H, W, 3) uint8, a copy."""
    converted = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(converted.constBits(), np.uint8).reshape(converted.height(), converted.bytesPerLine())
    return rows[:, : converted.width() * 3].reshape(converted.height(), converted.width(), 3).copy()


def save_picture(image: QImage, path: Path) -> Path:
    """Write a picture as PNG or JPEG by its suffix (PNG without one)."""
    from engine.data.exporting import write_picture

    target = path if path.suffix.lower() in (".png", ".jpg", ".jpeg") else path.with_name(path.name + ".png")
    write_picture(target, pixels_of(image))
    return target


def save_arrays(arrays: dict[str, Any], path: Path) -> Path:
    """Write arrays as .npz."""
    from engine.data.exporting import write_arrays

    target = path if path.suffix.lower() == ".npz" else path.with_name(path.name + ".npz")
    write_arrays(target, arrays)
    return target


def save_film(path: Path, pictures: Iterable[NDArray[np.uint8]], steps_a_second: float) -> Iterator[Any]:
    """Write pictures as MP4 or GIF by the suffix, as a PNG series into a folder without one; yields Progress.

    Raises
    ------
    InputError
        Another suffix.
    """
    from engine.data.films import write_gif, write_mp4, write_png_series

    suffix = path.suffix.lower()
    if suffix not in FILM_SUFFIXES:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "A film is saved as .mp4, .gif or a folder of pictures, not {suffix}."),
            suffix=suffix,
        )
    if suffix == ".mp4":
        yield from write_mp4(path, pictures, steps_a_second)
    elif suffix == ".gif":
        yield from write_gif(path, pictures, steps_a_second)
    else:
        yield from write_png_series(path, pictures)
