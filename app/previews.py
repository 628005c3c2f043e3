"""What a side panel shows of an input: a small picture and a few words. Pictures are made in the engine's thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from engine.data.cloud import PointCloud
from engine.data.scene import Scene
from engine.errors import VitrineError
from widgets.colours import lut

SIDE = 160
MOST_POINTS = 20_000
_GROUND = (28, 32, 39)
_MARGIN = 0.06
_CEILING = 0.12
"""The nearest part of the depth; where it holds more than its share of the points it is a lid over the rest."""


def preview_of(kind: str, value: Any) -> NDArray[np.uint8] | None:
    """A small picture (h, w, 3) or (h, w) uint8 of an input, or of the tuple of a list input; None where there is none.

    ``kind`` is the input type's name.
    """
    if kind == "PointCloud":
        clouds = value if isinstance(value, tuple) else (value,)
        return clouds_thumbnail(clouds, SIDE)
    if kind == "Image":
        step = max(1, max(value.pixels.shape[:2]) // SIDE)
        return np.ascontiguousarray(value.pixels[::step, ::step])
    if kind == "Dataset":
        first = np.ascontiguousarray(value.train_images[0])
        return first[:, :, 0] if first.shape[2] == 1 else first
    if kind == "Photos":
        first = value.photos[0].thumbnail
        step = max(1, max(first.shape[:2]) // SIDE)
        return np.ascontiguousarray(first[::step, ::step])
    if kind == "RgbdSequence":
        try:
            colour = value.frame(0).colour
        except VitrineError:  # said when the study asks for it
            return None
        step = max(1, max(colour.shape[:2]) // SIDE)
        return np.ascontiguousarray(colour[::step, ::step])
    if kind == "Scene":
        return _scene_picture(value)
    return None


def _scene_picture(scene: Scene) -> NDArray[np.uint8] | None:
    """A held-out photo (the first, where none is held out), on the scene's background."""
    try:
        photo = (scene.split("test") or scene.views)[0].read()
    except VitrineError:  # said when the study asks for it
        return None
    step = max(1, max(photo.shape[:2]) // SIDE)
    small = photo[::step, ::step].astype(np.float64)
    if small.shape[2] == 4:
        ground = 255 * np.array(scene.background or (1.0, 1.0, 1.0))
        small = small[..., :3] * small[..., 3:] / 255 + ground * (1 - small[..., 3:] / 255)
    return np.ascontiguousarray(np.round(small[..., :3]).astype(np.uint8))


def clouds_thumbnail(clouds: Sequence[PointCloud], side: int) -> NDArray[np.uint8]:
    """Several clouds as one small picture, each moved by its pose where every one has one."""
    each = max(1, MOST_POINTS // max(1, len(clouds)))
    posed = len(clouds) > 1 and all(cloud.pose is not None for cloud in clouds)
    points, colours = [], []
    for cloud in clouds:
        pick = slice(None, None, max(1, len(cloud) // each))
        some = cloud.points[pick]
        if posed and cloud.pose is not None:
            some = some @ cloud.pose[:3, :3].T + cloud.pose[:3, 3]
        points.append(some)
        colours.append(None if cloud.colours is None else cloud.colours[pick])
    known = [c for c in colours if c is not None]
    return cloud_thumbnail(np.concatenate(points), np.concatenate(known) if len(known) == len(colours) else None, side)


def cloud_thumbnail(points: NDArray[np.float64], colours: NDArray[np.uint8] | None, size: int) -> NDArray[np.uint8]:
    """A picture (size, size, 3) uint8 of points (N, 3), seen along the axis in which they extend least.

    What is nearer covers what is behind; without ``colours`` (N, 3) the depth goes through a colour map. Outliers
    beyond the last percent do not shrink the rest, and a ceiling is lifted off.
    """
    low, high = np.percentile(points, [0.5, 99.5], axis=0)
    extent = np.maximum(high - low, 1e-12 * max(1.0, float(np.abs(points).max())))
    depth = int(np.argmin(extent))
    # Seen from above: x to the right, y up. A camera's cloud (z forward, y down) is seen as the camera saw it.
    across, down = [axis for axis in range(3) if axis != depth]
    scale = (1 - 2 * _MARGIN) * size / float(max(extent[across], extent[down]))
    middle = (low + high) / 2
    column = np.floor((points[:, across] - middle[across]) * scale + size / 2).astype(np.int64)
    row = np.floor(size / 2 - (points[:, down] - middle[down]) * scale).astype(np.int64)
    level = np.clip((points[:, depth] - low[depth]) / extent[depth], 0, 1)
    if colours is None:
        colours = lut("viridis")[(48 + level * 207).astype(np.int64)]
    inside = (column >= 0) & (column < size - 1) & (row >= 0) & (row < size - 1)
    ceiling = level > 1 - _CEILING
    if extent[depth] > 0.15 * max(extent[across], extent[down]) and _CEILING < float(ceiling.mean()) < 0.7:
        inside &= ~ceiling
    order = np.flatnonzero(inside)[np.argsort(level[inside], kind="stable")]
    picture = np.empty((size, size, 3), np.uint8)
    picture[:] = _GROUND
    for right, below in ((1, 1), (1, 0), (0, 1), (0, 0)):  # a point is two pixels wide
        picture[row[order] + below, column[order] + right] = colours[order]
    return picture


def detail_of(kind: str, value: Any) -> str:
    """How large an input is, in a few words."""
    if kind == "Image":
        return f"{value.width} × {value.height}"
    if kind == "Dataset":
        words = QCoreApplication.translate("InputPanel", "{count:,} pictures, {classes} classes")
        return words.format(count=len(value.train_images), classes=len(value.class_names))
    if kind == "Photos":
        return QCoreApplication.translate("Previews", "{count:,} photos").format(count=len(value))
    if kind == "RgbdSequence":
        return QCoreApplication.translate("Previews", "{count:,} pictures").format(count=len(value))
    if kind == "Scene":
        words = QCoreApplication.translate("Previews", "{count:,} views · {width} × {height}")
        return words.format(count=len(value.views), width=value.views[0].width, height=value.views[0].height)
    if kind == "PointCloud" and isinstance(value, tuple):
        words = QCoreApplication.translate("Previews", "{clouds} clouds, {points:,} points")
        return words.format(clouds=len(value), points=sum(map(len, value)))
    if kind == "PointCloud":
        words = QCoreApplication.translate("Previews", "{count:,} points · {extent}")
        return words.format(count=len(value), extent=_extent(value))
    return ""


def tip_of(kind: str, value: Any) -> str:
    """The same in whole sentences, with units."""
    if kind == "Scene":
        words = QCoreApplication.translate(
            "Previews", "{name}: {train} photos to learn from, {test} held out, from {near:.3g} to {far:.3g} away."
        )
        train, test = len(value.split("train")), len(value.split("test"))
        return words.format(name=value.name, train=train, test=test, near=value.near, far=value.far)
    if kind == "PointCloud" and not isinstance(value, tuple):
        words = QCoreApplication.translate(
            "Previews", "{name}: {count:,} points, {extent} in the cloud's unit along x, y and z."
        )
        return words.format(name=value.name, count=len(value), extent=_extent(value))
    return ""


def name_of(value: Any) -> str:
    """What an input is called; a list input by its first and last."""
    if isinstance(value, tuple):
        names = [str(one.name) for one in value]
        return names[0] if len(names) == 1 else f"{names[0]} … {names[-1]}"
    return str(value.name)


def notes_of(value: Any) -> list[str]:
    """What reading said, each sentence once."""
    return list(dict.fromkeys(note for one in (value if isinstance(value, tuple) else (value,)) for note in one.notes))


def _extent(cloud: PointCloud) -> str:
    low, high = cloud.bounds
    return " × ".join(f"{side:.3g}" if side < 1000 else f"{side:,.0f}" for side in (high - low).tolist())
