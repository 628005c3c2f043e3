"""The ends of the colour maps of a 3-D view, and everything else that one picture of it depends on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from widgets.cloud_camera import GROUNDS, Camera
from widgets.cloud_composing import Look
from widgets.cloud_points import CloudItem, CloudStyle, rgb
from widgets.theme import theme, tokens

Array = NDArray[np.float64]
Scale = tuple[float, float, str, str]


def height_range(items: Sequence[CloudItem], up: str, crop: Array | None = None) -> tuple[float, float]:
    """Between which heights (all but 1% of the points) the clouds lie as they are now."""
    axis = np.array(GROUNDS[up][2], np.float64)
    found = [item.world_sample() for item in items if len(item.sample)]
    if not found:
        return 0.0, 1.0
    places = np.concatenate(found)
    if crop is not None:
        inside = ((places >= crop[0]) & (places <= crop[1])).all(axis=1)
        places = places[inside] if inside.any() else places
    low, high = np.quantile(places @ axis, [0.005, 0.995])
    return float(low), float(high) if high > low else float(low) + 1.0


def intensity_range(items: Sequence[CloudItem]) -> tuple[float, float]:
    """Between which intensities all but 1% of a sample of the points lie."""
    found = [item.source.intensity[item.order[:4096]] for item in items if item.source.intensity is not None]
    values = np.concatenate(found).astype(np.float64) if found else np.zeros(0)
    values = values[np.isfinite(values)]
    if not len(values):
        return 0.0, 1.0
    low, high = np.quantile(values, [0.005, 0.995])
    return float(low), float(high) if high > low else float(low) + 1.0


def look_of(
    style: CloudStyle, items: Sequence[CloudItem], values: Iterable[Scale], camera: Camera, ratio: float
) -> Look:
    """What a picture of these clouds depends on, in the current theme, at a device's pixel ratio."""
    ranges: dict[str, tuple[float, float]] = {}
    if style.colouring == "height":
        ranges["height"] = height_range(items, style.up, style.crop)
    elif style.colouring == "intensity":
        ranges["intensity"] = intensity_range(items)
    elif style.colouring == "residual":
        known = list(values)
        ranges["residual"] = known[-1][:2] if known else (0.0, 1.0)
    span = (camera.distance * 0.5, camera.distance * 1.5)
    if style.depth_shading > 0:
        axis = np.asarray(camera.axes[2])
        found = [
            item.sample[::8] @ (item.pose[:3, :3].T @ axis) + item.pose[:3, 3] @ axis
            for item in items
            if len(item.sample)
        ]
        if found:
            depths = camera.distance + np.asarray(camera.centre) @ axis - np.concatenate(found)
            near, far = np.quantile(depths, [0.02, 0.98])
            near = max(float(near), 0.0) if not camera.orthographic else float(near)
            span = (near, max(float(far), near + camera.distance * 0.05))
    t = tokens()
    return Look(
        colouring=style.colouring,
        ranges=ranges,
        size=max(1, round(style.point_size * theme.scale * ratio)),
        shading=style.depth_shading,
        span=span,
        crop=style.crop,
        background=rgb(QColor(t.background)),
        missing=rgb(QColor(t.quiet)),
        up=np.array(GROUNDS[style.up][2], np.float64),
    )
