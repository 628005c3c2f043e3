"""Between a file and a cloud: points as the formats give them, checked and joined piece by piece."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud, digesting
from engine.data.notes import Note
from engine.data.opening import name_of
from engine.errors import InputError
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[Any]

PIECE = 1 << 16
"""Points that are handled between two breaths."""
READING = QT_TRANSLATE_NOOP("progress", "reading points")
LIMIT = 1e15
"""A coordinate beyond this is taken for garbage: its square must stay far within float64, and micrometres matter."""


@dataclass
class Part:
    """Some points: (K, 3) coordinates, colours, normals and (K,) intensities of any number type, as in the file."""

    points: Array
    colours: Array | None = None
    normals: Array | None = None
    intensity: Array | None = None

    def __len__(self) -> int:
        return len(self.points)


@dataclass
class RawCloud:
    """What a format's reader gives: parts of equal kind, (K, 3) triangles where it is a mesh, sentences."""

    parts: list[Part] = field(default_factory=list)
    triangles: list[NDArray[np.int64]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pose: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return sum(map(len, self.parts))


# -- columns by name, as PLY, PCD and headed tables have them --------------------------------------------------

_POINTS = (("x", "y", "z"),)
_COLOURS = (
    ("red", "green", "blue"),
    ("r", "g", "b"),
    ("diffuse_red", "diffuse_green", "diffuse_blue"),
    ("rf", "gf", "bf"),
)
_NORMALS = (("nx", "ny", "nz"), ("normal_x", "normal_y", "normal_z"), ("normalx", "normaly", "normalz"))
_INTENSITY = ("intensity", "reflectance", "reflectivity", "remission", "i")


def plain_name(name: str) -> str:
    """A column's name without case and without the word CloudCompare puts before it."""
    return name.strip().strip('"').lower().removeprefix("scalar_").removeprefix("//")


@dataclass(frozen=True)
class Roles:
    """Which columns of a table are what, by their names or numbers in it."""

    points: tuple[Any, ...]
    colours: tuple[Any, ...] | None = None
    normals: tuple[Any, ...] | None = None
    intensity: Any = None

    def part(self, columns: Mapping[Any, Array] | Array) -> Part:
        """The points of a table: a structured array or a mapping by name, or (K, C) numbers by column."""
        table = isinstance(columns, np.ndarray) and columns.dtype.names is None

        def together(names: tuple[Any, ...] | None) -> Array | None:
            if names is None:
                return None
            if table:
                return np.asarray(columns)[:, list(names)]
            return np.stack([np.asarray(columns[name]) for name in names], axis=1)

        intensity = None
        if self.intensity is not None:
            intensity = np.asarray(columns)[:, self.intensity] if table else np.asarray(columns[self.intensity])
        points = together(self.points)
        assert points is not None
        return Part(points, together(self.colours), together(self.normals), intensity)


def roles_by_name(names: Mapping[str, Any]) -> Roles | None:
    """What the columns ``{name: key}`` are; None where there is no x, y and z."""
    keys = {plain_name(name): key for name, key in reversed(list(names.items()))}

    def first(candidates: tuple[tuple[str, ...], ...]) -> tuple[Any, ...] | None:
        return next((tuple(keys[n] for n in c) for c in candidates if all(n in keys for n in c)), None)

    points = first(_POINTS)
    if points is None:
        return None
    intensity = next((keys[name] for name in _INTENSITY if name in keys), None)
    return Roles(points, first(_COLOURS), first(_NORMALS), intensity)


# -- from parts to a cloud -------------------------------------------------------------------------------------


def joining(raw: RawCloud, path: Path) -> Generator[Progress, None, PointCloud]:
    """One cloud of all parts: float64, finite, colours in 8 bit, normals of length 1.

    Raises
    ------
    InputError
        There is no point, or none that is finite.
    """
    total = len(raw)
    if total == 0:
        raise InputError(QT_TRANSLATE_NOOP("errors", "{file} holds no points."), file=name_of(path))
    kept = []
    for part in raw.parts:
        for start in range(0, len(part), PIECE):
            with np.errstate(invalid="ignore"):
                points = part.points[start : start + PIECE]
                kept.append(np.isfinite(points).all(axis=1) & (np.abs(points) < LIMIT).all(axis=1))
            yield Progress(0, total, READING)
    count = int(sum(k.sum() for k in kept))
    if count == 0:
        raise InputError(QT_TRANSLATE_NOOP("errors", "None of the points in {file} is finite."), file=name_of(path))
    notes = list(raw.notes)
    if count < total:
        notes.append(
            Note(
                QT_TRANSLATE_NOOP("errors", "{count} points of {file} are not finite numbers and were left out."),
                count=total - count,
                file=name_of(path),
            )
        )

    arrays: dict[str, Array] = {"points": np.empty((count, 3))}
    first = raw.parts[0]
    if first.colours is not None:
        arrays["colours"] = np.empty((count, 3), np.uint8)
    if first.normals is not None:
        arrays["normals"] = np.empty((count, 3))
    if first.intensity is not None:
        arrays["intensity"] = np.empty(count, np.float32)
    top = yield from _colour_range(raw) if "colours" in arrays else _nothing()
    done, without = 0, 0
    mask = iter(kept)
    for part in raw.parts:
        for start in range(0, len(part), PIECE):
            fine = next(mask)
            end = done + int(fine.sum())
            for name, array in arrays.items():
                piece = getattr(part, name)[start : start + PIECE][fine]
                if name == "colours":
                    piece = _eight_bit(piece, top)
                elif name == "normals":
                    piece, bad = _unit(piece)
                    without += bad
                elif name == "intensity":
                    with np.errstate(over="ignore"):
                        piece = np.nan_to_num(piece.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
                array[done:end] = piece
            done = end
            yield Progress(done, count, READING)
    if without:
        del arrays["normals"]
        if without < count:
            notes.append(
                Note(
                    QT_TRANSLATE_NOOP(
                        "errors", "{count} points of {file} have no normal; the normals of the file are not used."
                    ),
                    count=without,
                    file=name_of(path),
                )
            )
    cloud = PointCloud(
        name=name_of(path), path=path, pose=raw.pose, **{name: freeze(array) for name, array in arrays.items()}
    )
    x, y, z = cloud.origin
    if cloud.origin.any():
        notes.append(
            Note(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "The coordinates of {file} are large: views show them relative to {x:.0f}, {y:.0f}, {z:.0f}, and "
                    "what is saved has the file's own.",
                ),
                file=name_of(path),
                x=x,
                y=y,
                z=z,
            )
        )
    object.__setattr__(cloud, "notes", tuple(notes))
    yield from digesting(cloud)
    return cloud


def _nothing() -> Generator[Progress, None, float]:
    yield from ()
    return 1.0


def _colour_range(raw: RawCloud) -> Generator[Progress, None, float]:
    """The value of full brightness: 1, 255 or 65535, by number type and by what occurs."""
    largest = 0.0
    for part in raw.parts:
        assert part.colours is not None
        if part.colours.dtype == np.uint8:
            return 255.0
        for start in range(0, len(part), PIECE):
            piece = part.colours[start : start + PIECE]
            largest = max(largest, float(np.nan_to_num(piece, nan=0.0, posinf=0.0).max(initial=0.0)))
            yield Progress(0, len(raw), READING)
    if raw.parts[0].colours is not None and raw.parts[0].colours.dtype.kind == "f" and largest <= 1.0:
        return 1.0
    return 255.0 if largest <= 255.0 else 65535.0


def _eight_bit(colours: Array, top: float) -> NDArray[np.uint8]:
    if colours.dtype == np.uint8:
        return colours
    scaled = np.nan_to_num(colours.astype(np.float64), nan=0.0) * (255.0 / top)
    return np.clip(np.rint(scaled), 0, 255).astype(np.uint8)


def _unit(normals: Array) -> tuple[NDArray[np.float64], int]:
    """Normals of length 1, and how many have no direction; those that are already are not touched."""
    wide = normals.astype(np.float64)
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        lengths = np.linalg.norm(wide, axis=1)
        bad = ~(np.isfinite(lengths) & (lengths > 1e-6))
        scaled = np.abs(lengths - 1.0) > 1e-12
        wide[scaled] /= lengths[scaled, None]
    return wide, int(bad.sum())
