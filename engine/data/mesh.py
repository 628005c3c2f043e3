"""A triangle mesh: what a surface is given away as."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.study import finished, freeze


@dataclass(frozen=True, eq=False)
class Mesh:
    """Triangles between points.

    ``points`` (V, 3) float64 in the scene's coordinates and unit, ``triangles`` (T, 3) int32, corners anticlockwise as
    seen from outside, ``normals`` (V, 3) float64 of length 1 and ``colours`` (V, 3) uint8 sRGB; all read-only.
    """

    points: NDArray[np.float64]
    triangles: NDArray[np.int32]
    name: str = ""
    normals: NDArray[np.float64] | None = None
    colours: NDArray[np.uint8] | None = None

    def __post_init__(self) -> None:
        for array in (self.points, self.triangles, self.normals, self.colours):
            if array is not None and array.flags.writeable:
                freeze(array)

    def save(self, path: Path) -> Path:
        """Write ``path``, PLY or OBJ as the name ends; returns it."""
        from engine.data.writing_meshes import writing_mesh

        return finished(writing_mesh(self, path))

    def area(self) -> float:
        """The triangles' area, in the unit squared."""
        first, second = self._sides()
        return float(0.5 * np.linalg.norm(np.cross(first, second), axis=1).sum())

    def volume(self) -> float:
        """What a closed surface encloses, in the unit cubed (the divergence theorem)."""
        first, second = self._sides()
        corner = self.points[self.triangles[:, 0]] - (self.points.mean(axis=0) if len(self.points) else 0.0)
        return float(np.einsum("ij,ij->", corner, np.cross(first, second)) / 6)

    def edge_counts(self) -> tuple[int, int]:
        """How many edges there are, and how many of them do not lie between exactly two triangles."""
        ends = np.sort(self.triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2).astype(np.int64), axis=1)
        keys, uses = np.unique(ends[:, 0] * max(len(self.points), 1) + ends[:, 1], return_counts=True)
        return len(keys), int((uses != 2).sum())

    def _sides(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        a, b, c = (self.points[self.triangles[:, k]] for k in range(3))
        return b - a, c - a
