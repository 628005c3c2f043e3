"""Beside a radiance field's picture: the cameras in 3-D with a ray, the ray's curves, a point from all sides."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.nerf_views import SceneViews
from widgets.cloud_points import CloudPoints
from widgets.cloud_view import CloudStyle, CloudView
from widgets.colours import CLASS_COLOURS
from widgets.field_view_camera import FieldCamera
from widgets.hemisphere_view import HemisphereView
from widgets.ray_plot import Ray, RayPlot
from widgets.theme import px, text_label, theme, tokens

MOST_CAMERAS = 60
"""So many photos' cameras are drawn; the others are points."""
UPS = {"x": (1, 0, 0), "y": (0, 1, 0), "z": (0, 0, 1)}

Array = NDArray[np.float64]


def nearest_up(up: Array) -> str:
    """The coordinate axis nearest to a direction, as the 3-D view names it."""
    axis = int(np.abs(up).argmax())
    return ("-" if up[axis] < 0 else "") + "xyz"[axis]


def ray_of(frame: Any, background: tuple[float, float, float] | None, unit: str = "") -> Ray:
    """A study's ray as the plot takes it."""
    coarse = frame.t if frame.coarse_t is None else frame.coarse_t
    fine = np.empty(0) if frame.coarse_t is None else np.setdiff1d(frame.t, frame.coarse_t)
    return Ray(
        t=np.asarray(frame.t, np.float64),
        density=np.asarray(frame.density, np.float64),
        transmittance=np.asarray(frame.transmittance, np.float64),
        weights=np.asarray(frame.weights, np.float64),
        colours=np.asarray(frame.colours, np.float64),
        near=float(frame.near),
        far=float(frame.far),
        coarse=np.asarray(coarse[frame.asked] if frame.coarse_t is None else coarse, np.float64),
        fine=np.asarray(fine, np.float64),
        background=None if background is None else np.asarray(background, np.float64),
        unit=unit,
    )


def frustum_edges(corners: Array) -> Array:
    """The eight edges (8, 2, 3) of a frustum given as its apex and the corners of its picture (5, 3)."""
    apex, picture = corners[:1], corners[1:]
    sides = np.stack([picture, np.roll(picture, -1, axis=0)], axis=1)
    return np.concatenate([sides, np.stack([np.repeat(apex, 4, axis=0), picture], axis=1)])


class CameraSketch(CloudView):
    """The scene's cameras and box, the user's camera, and the ray that is inspected.

    ``camera_chosen`` (number of the view).
    """

    camera_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: SceneViews | None = None
        self._extent: tuple[Any, ...] | None = None
        self._ray: tuple[Array, Array, Array] | None = None
        self._own: tuple[Any, ...] | None = None  # where the own camera is drawn, and in which colours
        self.setAccessibleName(self.tr("The photos' cameras, the scene's box and the ray"))
        self.set_style(CloudStyle(colouring="rgb", point_size=5.0, depth_shading=0.0, labels=False))
        self.picked.connect(self._chosen)

    def show_views(self, views: SceneViews, cameras: bool) -> None:
        """Draw a scene's cameras, and its sparse points where it has some."""
        self._views, self._extent, self._own = views, None, None
        held = set(views.held_out)
        warm, cold = (QColor(colour) for colour in (CLASS_COLOURS[0], CLASS_COLOURS[1]))
        colours = np.array(
            [(c.red(), c.green(), c.blue()) for c in (warm if i in held else cold for i in range(len(views.centres)))],
            np.uint8,
        )
        self.set_cloud("cameras", CloudPoints(views.centres, colours))
        self.set_labels({"cameras": self.tr("camera")})
        points = views.scene.points
        self.set_cloud("points", None if points is None else CloudPoints(points, views.scene.colours))
        count = len(views.centres)
        drawn = range(count) if count <= MOST_CAMERAS else np.linspace(0, count - 1, MOST_CAMERAS).astype(int)
        edges: dict[bool, list[Array]] = {True: [], False: []}
        for number in (int(one) for one in drawn) if cameras else ():
            edges[number in held].append(
                frustum_edges(views.camera(number).frustum(0.04 * views.size, views.aspect(number)))
            )
        # All in two sets of lines: a frustum of its own for each is painted again with every move of the own camera.
        for name, colour, found in (("learnt", cold, edges[False]), ("held out", warm, edges[True])):
            starts, ends = np.concatenate(found).transpose(1, 0, 2) if found else (None, None)
            self.set_lines(name, starts, ends, colour=colour)
        self.set_lines("box", *views.box_lines(), colour=tokens().quiet)
        self.set_style(
            CloudStyle(colouring="rgb", point_size=4.0, depth_shading=0.0, up=nearest_up(views.up), labels=False)
        )
        self.fit()

    def show_camera(self, camera: FieldCamera, aspect: float) -> None:
        """Where the user's camera stands."""
        own = (camera.pose.tobytes(), camera.field_of_view, aspect, tokens().name)
        if self._views is not None and own != self._own:
            self._own = own
            self.set_frustum("own", camera.frustum(0.09 * self._views.size, aspect), tokens().accent)

    def show_extent(self, box: Array, near: float, far: float, standing: int) -> None:
        """The box that is reconstructed, and where the rays of one photo's camera begin and end."""
        if self._views is None:
            return
        extent = (*np.asarray(box, np.float64).ravel().tolist(), near, far, standing, tokens().name)
        if extent == self._extent:
            return
        self._extent = extent
        self.set_lines("box", *self._views.box_lines(box), colour=tokens().quiet)
        camera, aspect = self._views.camera(standing), self._views.aspect(standing)
        half = math.tan(math.radians(camera.field_of_view) / 2)
        corners = np.array([[-aspect, -1.0], [aspect, -1.0], [aspect, 1.0], [-aspect, 1.0]]) * half
        directions = np.column_stack([corners, np.ones(4)]) @ np.asarray(camera.pose)[:, :3].T
        directions /= np.linalg.norm(directions, axis=1, keepdims=True)
        for name, away in (("near", near), ("far", far)):
            ends = np.asarray(camera.eye) + directions * away
            self.set_lines(name, ends, np.roll(ends, -1, axis=0), colour=tokens().warning)
        words = self.tr("Amber: where the rays of the framed photo begin ({near:.2f}) and end ({far:.2f})")
        self.setToolTip(words.format(near=near, far=far))

    def show_ray(self, frame: Any) -> None:
        """The ray from its origin through the box, and what it sees; None takes it away."""
        if frame is None:
            self._ray = None
            self.set_lines("ray", None)
            self.set_marks("seen", None)
            return
        start, along = np.asarray(frame.origin, np.float64), np.asarray(frame.direction, np.float64)
        self._ray = (start, along, np.asarray(frame.t, np.float64))
        self.set_lines("ray", [start], [start + along * float(frame.far)], colour=tokens().accent)
        self.set_marks("seen", [start + along * float(frame.depth)] if frame.accumulation > 0.1 else None, [""])

    def mark_sample(self, number: object) -> None:
        """A ring at a sample of the ray; None takes it away."""
        if self._ray is None or not isinstance(number, int):
            self.set_marks("sample", None)
        else:
            start, along, t = self._ray
            self.set_marks("sample", [start + along * t[number]], [""])

    def _chosen(self, name: str, number: int, keys: object) -> None:
        del keys
        if name == "cameras":
            self.camera_chosen.emit(number)


class NerfAside(QWidget):
    """The column beside the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sketch = CameraSketch()
        self.ray_title = text_label(self.tr("One ray"), "heading")
        self.ray = RayPlot()
        self.sides_title = text_label(self.tr("One point from all sides"), "heading")
        self.sides = HemisphereView()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.sketch, self.ray_title, self.ray, self.sides_title, self.sides):
            self._column.addWidget(widget)
        self.ray.pointed.connect(self.sketch.mark_sample)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._column.setSpacing(px(8))
        self.sketch.setFixedHeight(px(176))
        self.ray.setFixedHeight(px(288))
        self.sides.setFixedHeight(px(184))

    def show_ray(self, frame: Any, background: tuple[float, float, float] | None) -> None:
        """A frame of the ray's study, or None."""
        self.sketch.show_ray(frame)
        if frame is None:
            self.ray.set_ray(None)
            return
        title = self.tr("The ray of pixel {x}, {y}").format(x=frame.pixel[0], y=frame.pixel[1])
        self.ray_title.setText(title)
        self.ray.set_ray(ray_of(frame, background), title)

    def show_sides(self, frame: Any, eye: Array | None) -> None:
        """A frame of the directions' study, or None; ``eye`` is where the point is seen from now (3,)."""
        if frame is None:
            self.sides.set_colours(None)
            return
        towards = None if eye is None else eye - frame.point
        self.sides.set_colours(frame.directions, frame.colours, frame.normal, towards)
