"""A 3-D view of point clouds: poses, lines, marks, picking; drawn by OpenGL, or by NumPy where there is none.

The points are drawn into a picture that this widget paints, with all texts and lines over it: it can be moved to
another window, grabbed and shown without a display like any other widget.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.cloud_bars import CloudBars
from widgets.cloud_camera import Camera, Lens
from widgets.cloud_frames import Frames
from widgets.cloud_motion import between
from widgets.cloud_navigation import CloudNavigation
from widgets.cloud_overlay import Graph, Lines, Marks, Shape, draw_graph, draw_lines, draw_marks, draw_shape
from widgets.cloud_painters import make_painter
from widgets.cloud_picking import REACH, pick
from widgets.cloud_points import CloudItem, CloudPoints, CloudStyle, rgb
from widgets.cloud_ranges import look_of
from widgets.cloud_signs import draw_axes, draw_measure, draw_readout, draw_ring, draw_scale, draw_wipe
from widgets.colour_bar import short_number
from widgets.theme import font, px, theme, tokens

__all__ = ["Camera", "CloudPoints", "CloudStyle", "CloudView"]

Array = NDArray[np.float64]

GLIDE_MILLISECONDS = 180
REST_MILLISECONDS = 200
_HOVER_MILLISECONDS = 30
_PREPARE_SECONDS = 0.012


class CloudView(CloudNavigation):
    """Point clouds in the coordinates of one world, with a camera of the user's.

    Signals
    -------
    picked
        Cloud, number of the point in the file, keyboard modifiers: the point under the pointer was clicked.
    hovered
        ``(cloud, number)`` under the pointer, or None.
    measured
        The distance between two clicked points.
    camera_changed, pose_dragged, wipe_changed
        See :class:`CloudNavigation`.
    """

    picked = Signal(str, int, object)
    hovered = Signal(object)
    measured = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, CloudItem] = {}
        self._style = CloudStyle()
        self._unit = ""
        self._lines: dict[str, Lines] = {}
        self._marks: dict[str, Marks] = {}
        self._shapes: dict[str, Shape] = {}
        self._graph: Graph | None = None
        self._sides: tuple[frozenset[str], frozenset[str], str, str] = (frozenset(), frozenset(), "", "")
        self._measuring = False
        self._measured: list[Array] = []
        self._hover: tuple[CloudItem, int] | None = None
        self._values: dict[str, tuple[float, float, str, str]] = {}
        self._glides: dict[str, tuple[Array, Array, QElapsedTimer]] = {}
        self._frames = Frames(make_painter)
        self._picture: QImage | None = None
        self._bars = CloudBars(self)
        self._refine = self._timer(self._refine_picture)
        self._prepare = self._timer(self._prepare_points)
        self._point = self._timer(self._look_up)
        self._glide = self._timer(self._glide_on)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.theme_changed.connect(self._restyle)

    def _timer(self, act: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(act)
        return timer

    # Clouds

    def set_cloud(self, name: str, points: CloudPoints | None, role: str = "plain") -> None:
        """Show a cloud under a name; None takes it away. The same object again changes only its role.

        ``role``: ``"source"`` (orange), ``"target"`` (blue), ``"plain"``, ``"ghost"`` (faint), ``"part-3"`` (a class's
        colour).
        """
        known = self._items.get(name)
        if points is None:
            if self._items.pop(name, None) is not None:
                self._values.pop(name, None)
                self._glides.pop(name, None)
                self._changed()
            return
        if known is not None and known.source is points:
            if known.role != role:
                known.role = role
                self._changed()
            return
        item = CloudItem(name, points, role)
        if known is not None:
            item.pose, item.visible = known.pose, known.visible
        self._items[name] = item
        self._hover = None
        if not item.complete:
            self._prepare.start(0)
        self._changed()

    def set_pose(self, name: str, matrix: ArrayLike, glide: bool = True) -> None:
        """Move a cloud to a pose (4, 4); it glides there, except with reduced motion."""
        item = self._items.get(name)
        if item is None:
            return
        pose = np.array(matrix, np.float64)
        if pose.shape != (4, 4) or not np.isfinite(pose).all():
            raise ValueError("a pose is a finite 4 x 4 matrix")
        self._glides.pop(name, None)
        if np.array_equal(pose, item.pose):
            return
        if glide and self.isVisible() and theme.duration(GLIDE_MILLISECONDS):
            clock = QElapsedTimer()
            clock.start()
            self._glides[name] = (item.pose, pose, clock)
            self._glide.start(0)
            return
        item.pose = pose
        self._stale()

    def pose(self, name: str) -> Array:
        """The pose (4, 4) that a cloud has, or glides to."""
        return self._glides[name][1].copy() if name in self._glides else self._items[name].pose.copy()

    def set_visible(self, name: str, visible: bool) -> None:
        """Show or hide a cloud."""
        if name in self._items and self._items[name].visible != visible:
            self._items[name].visible = visible
            self._changed()

    def set_values(
        self,
        name: str,
        values: NDArray[np.floating] | None,
        low: float = 0.0,
        high: float = 1.0,
        label: str = "",
        unit: str = "",
    ) -> None:
        """Values (N,) of a cloud's points for the colouring ``"residual"``: ``low`` to ``high`` is the whole map.

        The scale is one for all clouds: the last that is given. NaN is drawn grey.
        """
        item = self._items.get(name)
        if item is None:
            return
        item.values = None if values is None else np.asarray(values, np.float32)
        item.version += 1
        if values is None:
            self._values.pop(name, None)
        else:
            self._values.pop(name, None)
            self._values[name] = (float(low), float(high), label, unit)
        self._changed()

    def names(self) -> tuple[str, ...]:
        """The clouds that are shown or hidden."""
        return tuple(self._items)

    def without(self, colouring: str | None = None) -> tuple[str, ...]:
        """The visible clouds that lack what a colouring (the current one) shows, and have their role's colour."""
        asked = colouring or self._style.colouring
        return tuple(name for name, item in self._items.items() if item.visible and item.missing(asked))

    def bounds(self, names: Iterable[str] | None = None) -> Array | None:
        """The smallest and largest coordinates (2, 3) of the world of (some of) the visible clouds, or None."""
        samples = self._samples(names)
        return np.stack([samples.min(axis=0), samples.max(axis=0)]) if len(samples) else None

    def _samples(self, names: Iterable[str] | None = None) -> Array:
        asked = set(self._items if names is None else names)
        found = [i.world_sample() for n, i in self._items.items() if n in asked and (i.visible or names is not None)]
        return np.concatenate(found) if found else np.zeros((0, 3))

    # What is drawn over the points

    def set_lines(
        self,
        name: str,
        starts: ArrayLike | None,
        ends: ArrayLike | None = None,
        values: NDArray[np.floating] | None = None,
        low: float = 0.0,
        high: float = 1.0,
        label: str = "",
        unit: str = "",
        colour: QColor | str | None = None,
    ) -> None:
        """Lines from ``starts`` to ``ends`` (K, 3) of the world, coloured by ``values`` (K,) on an absolute scale.

        Without values they are grey, or of one ``colour``. With a ``label`` or ``unit`` the scale is shown. None as
        ``starts`` takes them away.
        """
        if starts is None or ends is None or not len(np.asarray(starts)):
            self._lines.pop(name, None)
        else:
            first, last = (np.array(end, np.float64).reshape(-1, 3) for end in (starts, ends))
            drawn = None if colour is None else QColor(colour)
            self._lines[name] = Lines(first, last, values, float(low), float(high), drawn, label, unit)
        self._show_bars()
        self.update()

    def set_graph(
        self,
        nodes: ArrayLike | None,
        edges: ArrayLike = (),
        widths: ArrayLike | None = None,
        colours: NDArray[np.uint8] | None = None,
        dashed: ArrayLike | None = None,
        labels: Sequence[str] = (),
    ) -> None:
        """A graph: nodes (N, 3) of the world, edges (E, 2), their widths (px at 100%), colours (E, 3) and dashes."""
        if nodes is None:
            self._graph = None
        else:
            pairs = np.array(edges, np.intp).reshape(-1, 2)
            count, quiet = len(pairs), QColor(tokens().quiet)
            plain = np.broadcast_to(np.array(rgb(quiet), np.uint8), (count, 3))
            self._graph = Graph(
                np.array(nodes, np.float64).reshape(-1, 3),
                pairs,
                np.full(count, 2.0) if widths is None else np.asarray(widths, np.float64),
                plain if colours is None else colours,
                np.zeros(count, np.bool_) if dashed is None else np.asarray(dashed, np.bool_),
                labels,
            )
        self.update()

    def set_marks(self, name: str, positions: ArrayLike | None, labels: Sequence[str] = ()) -> None:
        """Rings with labels at positions (M, 3) of the world; None takes them away."""
        if positions is None or not len(np.asarray(positions)):
            self._marks.pop(name, None)
        else:
            self._marks[name] = Marks(np.array(positions, np.float64).reshape(-1, 3), tuple(labels))
        self.update()

    def set_patch(self, name: str, corners: ArrayLike | None, colour: QColor | str | None = None) -> None:
        """A translucent polygon through corners (4, 3) of the world; None takes it away."""
        self._set_shape(name, corners, colour, None)

    def set_frustum(
        self, name: str, corners: ArrayLike | None, colour: QColor | str | None = None, apex: ArrayLike | None = None
    ) -> None:
        """A camera: its ``apex`` (3,) and the corners (4, 3) of its picture, or both as (5, 3), the apex first."""
        if corners is not None:
            given = np.array(corners, np.float64).reshape(-1, 3)
            top = given[0] if apex is None else np.array(apex, np.float64)
            self._set_shape(name, given[-4:], colour, top)
        else:
            self._set_shape(name, None, colour, None)

    def _set_shape(self, name: str, corners: ArrayLike | None, colour: QColor | str | None, apex: Array | None) -> None:
        if corners is None:
            self._shapes.pop(name, None)
        else:
            drawn = None if colour is None else QColor(colour)
            self._shapes[name] = Shape(np.array(corners, np.float64).reshape(-1, 3), drawn, apex)
        self.update()

    # Drawing

    def set_style(self, style: CloudStyle) -> None:
        """How the clouds are drawn; nothing is taken up again."""
        self._style = style
        self.set_up(style.up)
        self._changed()

    def style_now(self) -> CloudStyle:
        """How the clouds are drawn now."""
        return self._style

    def set_unit(self, unit: str) -> None:
        """The unit of the coordinates, for the scale and for distances."""
        self._unit = unit
        self.update()

    def set_draggable(self, name: str | None) -> None:
        """Let the user move a cloud: Shift and drag turn it, Ctrl and drag (Shift and right drag) shift it."""
        self._draggable = name

    def set_measuring(self, measuring: bool) -> None:
        """Whether two clicks measure a distance (instead of picking)."""
        self._measuring = measuring
        self._measured = []
        self.update()

    def measuring(self) -> bool:
        """Whether clicks measure."""
        return self._measuring

    def set_wipe(
        self,
        fraction: float | None,
        left: Iterable[str] = (),
        right: Iterable[str] = (),
        left_label: str = "",
        right_label: str = "",
    ) -> None:
        """Show clouds ``left`` only left of ``fraction`` (0 to 1) of the width, ``right`` only right of it.

        Clouds that are in neither are drawn on both sides. None ends the wipe.
        """
        self._wipe = None if fraction is None else min(1.0, max(0.0, fraction))
        self._sides = (frozenset(left), frozenset(right), left_label, right_label)
        self._stale()

    def wipe(self) -> float | None:
        """Where the wipe is, or None."""
        return self._wipe

    def fit(self, names: object = None) -> None:
        """Move the camera so that (some of) the clouds fill the picture; its direction stays."""
        asked = None if names is None else [str(name) for name in names]  # type: ignore[attr-defined]
        points = self._samples(asked)
        if len(points) and self.width() > 1:
            self._navigated = self._navigated or self.isVisible()
            self._camera = self._camera.fitted(points, self.width(), self.height())
            self.view_moved()

    def _changed(self) -> None:
        """Clouds or style are others: the colours' ends may be too."""
        self._show_bars()
        self._stale()

    def _show_bars(self) -> None:
        shown = [i for i in self._items.values() if i.visible]
        self._bars.show_for(self._style, shown, self._lines.values(), list(self._values.values()), self._unit)

    def _stale(self) -> None:
        self._picture = None
        self._refine.stop()
        self.update()

    def _restyle(self) -> None:
        self._bars.place()
        self._stale()

    def view_moved(self) -> None:
        self._stale()

    def wipe_moved(self) -> None:
        self._stale()

    def cloud_moved(self, name: str, pose: Array) -> None:
        self._glides.pop(name, None)
        self._items[name].pose = pose
        self._stale()

    def pose_of(self, name: str) -> Array | None:
        item = self._items.get(name)
        return None if item is None or not item.visible else item.pose

    def centre_of(self, name: str) -> Array:
        return self._items[name].centre

    # Pictures

    def _parts(self, width: int) -> list[tuple[CloudItem, tuple[int, int]]]:
        """What is drawn, each in its pixel columns."""
        parts = []
        left, right = self._sides[:2]
        edge = width if self._wipe is None else round(self._wipe * width)
        for name, item in self._items.items():
            if not item.visible or not item.count:
                continue
            columns = (0, width)
            if self._wipe is not None and (name in left) != (name in right):
                columns = (0, edge) if name in left else (edge, width)
            if columns[1] > columns[0]:
                parts.append((item, columns))
        return parts

    def _draw_points(self, everything: bool = False) -> QImage:
        ratio = self.devicePixelRatioF()
        width, height = max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))
        lens, parts = Lens(self._camera, width, height), self._parts(width)
        look = look_of(self._style, [item for item, _ in parts], self._values.values(), self._camera, ratio)
        picture = self._frames.start(lens, look, parts, everything)
        picture.setDevicePixelRatio(ratio)
        return picture

    def _refine_picture(self) -> None:
        if self._picture is None or self._frames.complete:
            return
        picture = self._frames.refine()
        if picture is not None:
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self._picture = picture
            self.update()
        if not self._frames.complete:
            self._refine.start(0)

    def _prepare_points(self) -> None:
        waiting = next((item for item in self._items.values() if not item.complete), None)
        if waiting is not None:
            waiting.prepare(_PREPARE_SECONDS)
            self._prepare.start(0)
            if self._frames.complete:
                self._refine.start(0)
        elif self._picture is not None and not self._frames.complete:
            self._refine.start(0)

    def _glide_on(self) -> None:
        for name, (first, second, clock) in list(self._glides.items()):
            item, part = self._items[name], clock.elapsed() / GLIDE_MILLISECONDS
            if part >= 1:
                item.pose = second
                del self._glides[name]
            else:
                item.pose = between(first, second, part * part * (3 - 2 * part), item.origin)
        self._stale()
        if self._glides:
            self._glide.start(12)

    def to_image(self) -> QImage:
        """The view as it is drawn, with all points."""
        for item in self._items.values():
            item.prepare(None)
        self._auto_fit()
        self._picture = self._draw_points(everything=True)
        return self.grab().toImage()

    def complete(self) -> bool:
        """Whether all points are in the picture."""
        done = all(item.complete for item in self._items.values())
        return done and not self._glides and self._picture is not None and self._frames.complete

    def _auto_fit(self) -> None:
        if not self._navigated and self._items and self.width() > 1:
            points = self._samples()
            if len(points):
                self._camera = self._camera.fitted(points, self.width(), self.height())
                self._picture = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            if not self._navigated:
                self._auto_fit()
            self._picture = self._draw_points()
            if not self._frames.complete:
                self._refine.start(REST_MILLISECONDS)
        painter = QPainter(self)
        painter.drawImage(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lens = self.lens()
        for shape in self._shapes.values():
            draw_shape(painter, lens, shape)
        for lines in self._lines.values():
            draw_lines(painter, lens, lines)
        if self._graph is not None:
            draw_graph(painter, lens, self._graph)
        for marks in self._marks.values():
            draw_marks(painter, lens, marks)
        self._draw_signs(painter, lens)
        painter.end()

    def _draw_signs(self, painter: QPainter, lens: Lens) -> None:
        if self._wipe is not None:
            draw_wipe(painter, self._wipe * self.width(), self.width(), self.height(), *self._sides[2:])
        if self._measured:
            draw_measure(painter, lens, self._measured, self._distance_text())
        if not self._items:
            painter.setFont(font("body"))
            painter.setPen(QColor(tokens().quiet))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("No points"))
            return
        right = float(px(16))
        if self._style.labels:
            draw_axes(painter, lens)
            right += draw_scale(painter, lens, self._unit)
        if self._hover is not None and self._style.labels:
            at = lens.project(self._place(*self._hover))[0][0]
            if np.isfinite(at).all():
                draw_ring(painter, QPointF(*at))
            left = px(16) + px(72)
            room = QRectF(left, 0, max(0.0, self.width() - left - right), self.height() - px(12))
            draw_readout(painter, room, self._readout(*self._hover))
        elif self._measuring and len(self._measured) < 2:
            room = QRectF(px(88), 0, max(0.0, self.width() - px(88) - right), self.height() - px(12))
            draw_readout(painter, room, self.tr("Click two points: the distance between them is measured."))
        if self._ring:
            painter.setPen(QPen(QColor(tokens().ring), px(2)))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
            middle, arm = QRectF(self.rect()).center(), px(6)
            painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
            painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))

    # Pointing

    def pick_at(self, position: QPointF) -> tuple[str, int] | None:
        """The cloud and the number in its file of the point under a place of the widget, or None."""
        found = self._pick(position)
        return None if found is None else (found[0].name, found[1])

    def _pick(self, position: QPointF) -> tuple[CloudItem, int] | None:
        x = position.x()
        items = [item for item, columns in self._parts(self.width()) if columns[0] <= x < columns[1]]
        size = self._style.point_size * theme.scale
        return pick(items, self.lens(), x, position.y(), size, px(REACH), self._style.crop)

    def _place(self, item: CloudItem, number: int) -> Array:
        """Where a point is in the world (3,)."""
        place: Array = item.pose[:3, :3] @ np.asarray(item.source.points[number], np.float64) + item.pose[:3, 3]
        return place

    def point_at(self, position: QPointF) -> Array | None:
        found = self._pick(position)
        return None if found is None else self._place(*found)

    def clicked(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        found = self._pick(position)
        if found is None:
            return
        if not self._measuring:
            self.picked.emit(found[0].name, found[1], modifiers)
            return
        self._measured = [*self._measured, self._place(*found)] if len(self._measured) < 2 else [self._place(*found)]
        self.update()
        if len(self._measured) == 2:
            self.measured.emit(float(np.linalg.norm(self._measured[1] - self._measured[0])))

    def escaped(self) -> bool:
        if not self._measured:
            return False
        self._measured = []
        self.update()
        return True

    def _distance_text(self) -> str:
        if len(self._measured) < 2:
            return ""
        length = float(np.linalg.norm(self._measured[1] - self._measured[0]))
        return f"{short_number(length) if length < 1 else f'{length:.3f}'} {self._unit}".rstrip()

    def pointer_moved(self) -> None:
        if self._pointer is None:
            self._point.stop()
            self._show_hover(None)
        elif self._items:
            self._point.start(_HOVER_MILLISECONDS)

    def _look_up(self) -> None:
        if self._pointer is not None and not self._gesture:
            self._show_hover(self._pick(self._pointer))

    def _show_hover(self, found: tuple[CloudItem, int] | None) -> None:
        if found == self._hover:
            return
        self._hover = found
        self.hovered.emit(None if found is None else (found[0].name, found[1]))
        self.update()

    def _readout(self, item: CloudItem, number: int) -> str:
        """The point's number, its coordinates in the file, how far from the eye, and what else is known of it."""
        x, y, z = (float(v) for v in item.source.points[number])
        away = float(np.linalg.norm(self._place(item, number) - self._camera.eye))
        digits = max(0, 3 - math.floor(math.log10(max(away, 1e-12))))
        parts = [
            self.tr("{cloud} {index}").format(cloud=item.name, index=number),
            f"x {x:.{digits}f}, y {y:.{digits}f}, z {z:.{digits}f} {self._unit}".rstrip(),
            self.tr("{distance} from the eye").format(distance=f"{away:.{max(0, digits - 1)}f} {self._unit}".rstrip()),
        ]
        if item.source.intensity is not None:
            parts.append(self.tr("intensity {value}").format(value=short_number(float(item.source.intensity[number]))))
        if not item.missing("residual") and item.values is not None and item.name in self._values:
            value, (_, _, label, unit) = float(item.values[number]), self._values[item.name]
            if math.isfinite(value):
                parts.append(f"{label} {short_number(value)} {unit}".strip())
        return " · ".join(parts)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(px(640), px(440))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(140))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._bars.place()
        self._stale()

    def showEvent(self, event: QShowEvent) -> None:
        if any(not item.complete for item in self._items.values()):
            self._prepare.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        for timer in (self._refine, self._point, self._prepare):
            timer.stop()
        for name, (_, last, _) in self._glides.items():
            self._items[name].pose = last
        self._glides.clear()
        self._glide.stop()
        self._picture = None
