"""A point cloud as an input: points in the file's coordinates, and what the file says of each."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.study import Progress, finished, freeze
from engine.text import QT_TRANSLATE_NOOP

FAR = 10_000.0
"""Coordinates beyond this (in the cloud's unit) lose millimetres in float32: they are drawn relative to an origin."""

SAMPLE = 5_000
"""About so many points, evenly taken, say how large a cloud is."""
_PIECE = 8 << 20


@dataclass(frozen=True, eq=False)
class PointCloud:
    """Points of one scan or object.

    ``points`` (N, 3) float64 in the file's coordinates and unit, ``colours`` (N, 3) uint8 sRGB, ``normals`` (N, 3)
    float64 of length 1, ``intensity`` (N,) float32; all read-only. ``pose`` (4, 4) float64 maps the points to the world
    they were taken in, where that is known: the ground truth of a pair is ``inv(target.pose) @ source.pose``.
    """

    points: NDArray[np.float64]
    name: str
    path: Path | None = None
    colours: NDArray[np.uint8] | None = None
    normals: NDArray[np.float64] | None = None
    intensity: NDArray[np.float32] | None = None
    pose: NDArray[np.float64] | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for array in (self.points, self.colours, self.normals, self.intensity, self.pose):
            if array is not None and array.flags.writeable:
                freeze(array)

    def __len__(self) -> int:
        return len(self.points)

    @functools.cached_property
    def digest(self) -> str:
        """A hash of points, colours and normals: what caches go by."""
        return finished(digesting(self))

    @functools.cached_property
    def bounds(self) -> NDArray[np.float64]:
        """The smallest and the largest coordinates, (2, 3)."""
        columns = self.points.T  # column by column: along the rows it takes twelve times as long
        return np.array([[column.min() for column in columns], [column.max() for column in columns]])

    @property
    def diagonal(self) -> float:
        """The length of the bounding box's diagonal."""
        return float(np.linalg.norm(self.bounds[1] - self.bounds[0]))

    @functools.cached_property
    def extent(self) -> float:
        """The diagonal of the box of the middle 96% of the points on each axis: a few stray points do not count."""
        chosen = self.points[:: max(1, len(self) // SAMPLE)]
        low, high = np.percentile(chosen, [2, 98], axis=0)
        return float(np.linalg.norm(high - low))

    @functools.cached_property
    def origin(self) -> NDArray[np.float64]:
        """What is subtracted in float64 before coordinates become float32: whole numbers, zero where none are large."""
        centre = self.bounds.mean(axis=0)
        return np.round(centre) if float(np.abs(self.bounds).max()) > FAR else np.zeros(3)

    def chosen(self, indices: NDArray[np.intp]) -> PointCloud:
        """The points at ``indices`` (K,), with all they carry."""
        pick = functools.partial(np.take, indices=indices, axis=0)
        return replace(
            self,
            points=pick(self.points),
            colours=None if self.colours is None else pick(self.colours),
            normals=None if self.normals is None else pick(self.normals),
            intensity=None if self.intensity is None else pick(self.intensity),
        )


def digesting(cloud: PointCloud) -> Generator[Progress, None, str]:
    """The cloud's ``digest``, with breaths; afterwards the cloud knows it."""
    known = cloud.__dict__.get("digest")
    if known is not None:
        return str(known)
    state = hashlib.blake2b(digest_size=16)
    for array in (cloud.points, cloud.colours, cloud.normals):
        if array is None:
            state.update(b"-")
            continue
        content = np.ascontiguousarray(array).reshape(-1).view(np.uint8).data
        for start in range(0, content.nbytes, _PIECE):
            state.update(content[start : start + _PIECE])
            yield Progress(start, content.nbytes, QT_TRANSLATE_NOOP("progress", "reading points"))
    cloud.__dict__["digest"] = state.hexdigest()
    return state.hexdigest()
