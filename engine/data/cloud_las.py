"""Points from LAS and LAZ files, by laspy, in pieces."""

from __future__ import annotations

import logging
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from engine.data.array_archives import damaged
from engine.data.cloud_parts import PIECE, READING, Part, RawCloud, plain_name
from engine.errors import InputError
from engine.study import Progress

NORMALS = ("NormalX", "NormalY", "NormalZ")
"""Extra dimensions that carry normals: CloudCompare's names."""
REFLECTANCE = "Reflectance"
"""The extra dimension that carries intensities with fractions: RIEGL's name."""


def load_laspy() -> Any:
    """The module, without its messages on stderr."""
    import laspy

    logger = logging.getLogger("laspy")
    if not logger.handlers:  # else its errors would go to stderr for want of any handler
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
    return laspy


def reading_las(stream: BinaryIO, path: Path) -> Generator[Progress, None, RawCloud]:
    """Coordinates in float64, 16-bit colours, intensities; colours or intensities that are all zero are none.

    Raises
    ------
    InputError
        A file that is cut off or contradicts itself.
    """
    laspy = load_laspy()
    raw = RawCloud()
    try:
        # Extended records at the end are not needed, and a wrong count of them would be believed.
        reader = laspy.LasReader(stream, closefd=False, read_evlrs=False, laz_backend=laspy.LazBackend.Lazrs)
        header = reader.header
        total = int(header.point_count)
        row = int(header.point_format.size)
        left = os.fstat(stream.fileno()).st_size - int(header.offset_to_point_data)
        if left < 0 or (not header.are_points_compressed and total * row > left):
            raise damaged(path)
        names = {plain_name(name): name for name in header.point_format.dimension_names}
        piece = PIECE // 4 if header.are_points_compressed else PIECE
        done = 0
        while done < total:
            points = reader.read_points(min(piece, total - done))
            if not len(points):
                raise EOFError
            raw.parts.append(_part(points, names))
            done += len(points)
            yield Progress(done, total, READING)
    except (GeneratorExit, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # laspy's own, struct's, and the panic of the decompressor, which is no Exception
        if isinstance(error, InputError):
            raise
        raise damaged(path) from error
    for name in ("colours", "intensity"):
        if not any(getattr(part, name) is not None and getattr(part, name).any() for part in raw.parts):
            for part in raw.parts:
                setattr(part, name, None)
    return raw


def _part(points: Any, names: dict[str, str]) -> Part:
    part = Part(np.stack([np.asarray(points[axis], np.float64) for axis in "xyz"], axis=1))
    if {"red", "green", "blue"} <= names.keys():
        part.colours = np.stack([np.asarray(points[names[c]]) for c in ("red", "green", "blue")], axis=1)
    if all(n.lower() in names for n in NORMALS):
        part.normals = np.stack([np.asarray(points[names[n.lower()]], np.float64) for n in NORMALS], axis=1)
    intensity = names.get(REFLECTANCE.lower(), names.get("intensity"))
    if intensity is not None:
        part.intensity = np.asarray(points[intensity])
    return part
