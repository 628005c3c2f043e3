"""The true transform of a pair, where it is known: from a file, or from the clouds' own poses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.errors import InputError
from engine.geometry.rigid import inverse
from engine.text import QT_TRANSLATE_NOOP

RIGID_WITHIN = 1e-2
"""How far the rotation part of a file may be from a rotation (largest entry of R R^T - I).

Files round to few digits.
"""


def read_truth(path: str | Path) -> NDArray[np.float64]:
    """The transform (4, 4) float64, source to target, in a text file of 4 x 4 numbers or a ``.npy`` file.

    Raises
    ------
    InputError
        The file cannot be read, or holds no rigid 4 x 4 transform.
    """
    path = Path(path).expanduser()
    try:
        if path.suffix.lower() == ".npy":
            matrix = np.asarray(np.load(path, allow_pickle=False), dtype=np.float64)
        else:
            text = path.read_text(encoding="utf-8").replace(",", " ").replace(";", " ")
            words = text.split()
            if len(words) == 19:  # a .log of one pair: three numbers of the pair stand above its matrix
                words = words[3:]
            matrix = np.array([float(word) for word in words]).reshape(4, 4)
    except (OSError, ValueError, EOFError) as error:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "errors", "{file} cannot be read as a true transform: it takes 4 x 4 numbers, as text or .npy."
            ),
            file=path.name,
        ) from error
    rotation = matrix[:3, :3] if matrix.shape == (4, 4) else np.zeros((3, 3))
    off = np.abs(rotation @ rotation.T - np.eye(3)).max() if np.isfinite(matrix).all() else np.inf
    if off > RIGID_WITHIN or np.linalg.det(rotation) < 0 or not np.allclose(matrix[3], [0, 0, 0, 1], atol=1e-6):
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} holds no rigid transform: a rotation, a shift, and 0 0 0 1 below."),
            file=path.name,
        )
    return matrix


def truth_of(source: PointCloud, target: PointCloud, path: str = "") -> NDArray[np.float64] | None:
    """The true source-to-target transform (4, 4): from the file, else from both clouds' poses, else None.

    Raises
    ------
    InputError
        As :func:`read_truth`.
    """
    if path:
        return read_truth(path)
    if source.pose is None or target.pose is None:
        return None
    return np.asarray(inverse(target.pose) @ source.pose)
