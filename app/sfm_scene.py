"""The sparse model in a 3-D view: points, and a pyramid for each camera, coloured by its reprojection error."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from widgets.cloud_view import CloudPoints, CloudView
from widgets.colours import lut

Array = NDArray[np.float64]

POINTS, CAMERAS = "points", "cameras"
MAP = "viridis"
LONG = 0.45
"""How long a camera's pyramid is: this part of the median distance to the next camera."""
SIGHTS = 250
"""Lines to points that a camera sees, at most."""
GREY = (128, 136, 148)


def error_colours(errors: NDArray[np.floating], high: float) -> NDArray[np.uint8]:
    """Colours (N, 3) of reprojection errors in pixels, on the scale 0 to ``high``; what is not known is grey."""
    level = np.clip(np.nan_to_num(np.asarray(errors, np.float64)) / max(high, 1e-9), 0, 1)
    colours = lut(MAP)[np.rint(level * 255).astype(np.int64)][:, :3].astype(np.uint8)
    colours[~np.isfinite(errors)] = GREY
    return colours


def pyramids(frame: Any, photos: Any) -> Array:
    """For each registered camera (R, 5, 3): its place, and the corners of its picture in front of it."""
    poses, count = frame.poses, len(frame.poses)
    if not count:
        return np.zeros((0, 5, 3))
    centres = poses[:, :3, 3]
    away = np.linalg.norm(centres[:, None] - centres[None], axis=2)
    away[np.arange(count), np.arange(count)] = np.inf
    near = away.min(axis=1)
    depth = LONG * float(np.median(near[np.isfinite(near)])) if count > 1 else 0.3
    shapes = np.zeros((count, 5, 3))
    for row, number in enumerate(frame.registered_photos.tolist()):
        width, height = photos.photos[number].width, photos.photos[number].height
        corners = np.array([[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1.0]])
        rays = corners @ np.linalg.inv(frame.intrinsics[row]).T * depth
        shapes[row, 0] = centres[row]
        shapes[row, 1:] = rays @ poses[row, :3, :3].T + centres[row]
    return shapes


class ModelScene:
    """What the view shows of a frame; points are taken up only where they are others than before."""

    def __init__(self, view: CloudView) -> None:
        self.view = view
        self._points: Array | None = None
        self._errors: Array | None = None
        self._drawn: set[str] = set()
        view.set_labels(
            {
                POINTS: QCoreApplication.translate("SfmWords", "point"),
                CAMERAS: QCoreApplication.translate("SfmWords", "camera"),
            }
        )

    def show(self, frame: Any, photos: Any, high: float, cameras: bool, selected: int | None) -> bool:
        """Draw a frame; returns whether its points are others than before. ``selected`` is a photo's number."""
        fresh = self._points is not frame.points
        if fresh:
            self._points = frame.points
            some = len(frame.points) > 0
            self.view.set_cloud(POINTS, CloudPoints(frame.points, frame.colours) if some else None)
            centres = np.ascontiguousarray(frame.poses[:, :3, 3])
            colours = error_colours(frame.photo_errors, high)
            self.view.set_cloud(CAMERAS, CloudPoints(centres, colours) if len(centres) else None)
        label = QCoreApplication.translate("SfmWords", "Reprojection error")
        if len(frame.points):
            self.view.set_values(CAMERAS, frame.photo_errors, 0.0, high, label, "px")
            self.view.set_values(POINTS, frame.point_errors, 0.0, high, label, "px")
        self._show_cameras(frame, photos, high, cameras, selected)
        self._show_sights(frame, selected)
        return fresh

    def _show_cameras(self, frame: Any, photos: Any, high: float, shown: bool, selected: int | None) -> None:
        drawn = set()
        if shown:
            colours = error_colours(frame.photo_errors, high)
            for row, shape in enumerate(pyramids(frame, photos)):
                name = f"camera {frame.registered_photos[row]}"
                drawn.add(name)
                self.view.set_frustum(name, shape, QColor(*colours[row].tolist()))
        for name in self._drawn - drawn:
            self.view.set_frustum(name, None)
        self._drawn = drawn
        rows = _rows(frame, selected)
        self.view.set_visible(CAMERAS, shown)
        if len(rows) and selected is not None:
            centre = frame.poses[int(rows[0]), :3, 3]
            self.view.set_marks("selected", centre[None], [photos.photos[selected].name])
        else:
            self.view.set_marks("selected", None)

    def _show_sights(self, frame: Any, selected: int | None) -> None:
        """Lines from the selected camera to points that it sees."""
        rows = _rows(frame, selected)
        if not len(rows):
            self.view.set_lines("sights", None, None)
            return
        seen = frame.observations[frame.observations[:, 0] == selected, 2]
        seen = seen[:: max(1, -(-len(seen) // SIGHTS))]
        ends = frame.points[seen]
        starts = np.broadcast_to(frame.poses[int(rows[0]), :3, 3], ends.shape)
        self.view.set_lines("sights", starts, ends)

    def photo_of(self, name: str, index: int, frame: Any) -> int | None:
        """The photo of what was picked: a camera's, or for a point the first that sees it."""
        if name == CAMERAS and index < len(frame.registered_photos):
            return int(frame.registered_photos[index])
        if name == POINTS:
            seen = frame.observations[frame.observations[:, 2] == index, 0]
            return int(seen[0]) if len(seen) else None
        return None


def _rows(frame: Any, selected: int | None) -> NDArray[np.int64]:
    """The row of a photo among the registered ones; none where it is not placed."""
    return np.flatnonzero(frame.registered_photos == (-1 if selected is None else selected))
