"""A 3-D view of point clouds: poses, lines, marks, picking; drawn by OpenGL, or by NumPy where there is none.

The points are drawn into a picture that this widget paints, with all texts and lines over it: it can be moved to
another window, grabbed and shown without a display like any other widget.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.cloud_bars import CloudBars
from widgets.cloud_camera import Camera, Lens
from widgets.cloud_frames import Frames, PointScene
from widgets.cloud_motion import between
from widgets.cloud_painters import make_painter
from widgets.cloud_picking import Candidates
from widgets.cloud_pictures import CloudPictures
from widgets.cloud_pointing import CloudPointing
from widgets.cloud_points import CloudItem, CloudPoints, CloudStyle
from widgets.cloud_ranges import look_of
from widgets.cloud_signs import draw_axes, draw_scale, draw_wipe
from widgets.theme import font, px, theme, tokens

__all__ = ["Camera", "CloudPoints", "CloudStyle", "CloudView"]

Array = NDArray[np.float64]

GLIDE_MILLISECONDS = 180
FITTED = 1024
"""So many points, fairly taken, say how far away the camera has to be."""
REFINE_MILLISECONDS = 150
_PREPARE_SECONDS = 0.001


class CloudView(CloudPointing):
    """Point clouds in the coordinates of one world, with a camera of the user's.

    Signals: ``picked``, ``hovered``, ``measured`` of :class:`CloudPointing`; ``camera_changed``, ``pose_dragged``,
    ``wipe_changed`` of :class:`CloudNavigation`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glides: dict[str, tuple[Array, Array, QElapsedTimer]] = {}
        self._fit_names: tuple[str, ...] | None = None
        self._pictures = CloudPictures(Frames(make_painter), self._scene, self._pixels, self._points_shown, self)
        self._pictures.ready.connect(self.update)
        self._bars = CloudBars(self)
        self._prepare = self._timer(self._prepare_points)
        self._refined = QElapsedTimer()
        self._refined.start()
        self._glide = self._timer(self._glide_on)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing has to be painted below it
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
        found = []
        for name, item in self._items.items():
            if name in asked and (item.visible or names is not None):
                pose = self.pose(name)  # where it glides to
                found.append(item.sample @ pose[:3, :3].T + pose[:3, 3])
        return np.concatenate(found) if found else np.zeros((0, 3))

    # Drawing

    def set_style(self, style: CloudStyle) -> None:
        """How the clouds are drawn; nothing is taken up again."""
        self.set_up(style.up)
        self._style = style
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

    def fit(self, names: object = None) -> None:
        """Move the camera so that (some of) the clouds fill the picture; its direction stays."""
        self._fit_names = None if names is None else tuple(str(name) for name in names)  # type: ignore[attr-defined]
        self._follows, self._fit_due = True, False
        self._fit_now()

    def _fit_now(self) -> None:
        points = self._samples(self._fit_names)
        crop = self._style.crop
        if crop is not None:
            inside = ((points >= crop[0]) & (points <= crop[1])).all(axis=1)
            points = points[inside] if inside.any() else points
        points = points[:: max(1, len(points) // FITTED)]
        if len(points):
            wide, tall, taken = max(1, self.width()), max(1, self.height()), self._bars.room()
            if taken > wide / 3:
                taken = 0
            camera = self._camera.fitted(points, wide - taken, tall)
            self._camera = Lens(camera, wide, tall).panned(-taken / 2, 0.0)
            self.view_moved()

    def scales_changed(self) -> None:
        self._show_bars()

    def _changed(self) -> None:
        """Clouds or style are others: the colours' ends may be too."""
        self._show_bars()
        self.setAccessibleName(self.tr("3-D view of {clouds}").format(clouds=", ".join(map(self.label, self._items))))
        self._stale()

    def _show_bars(self) -> None:
        shown = [i for i in self._items.values() if i.visible]
        self._bars.show_for(self._style, shown, self._lines.values(), list(self._values.values()), self._unit)

    def _stale(self) -> None:
        self._pictures.stale(self.isVisible())
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

    def _pixels(self) -> QSize:
        ratio = self.devicePixelRatioF()
        return QSize(max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio)))

    def _points_shown(self) -> int:
        return sum(item.ready for item in self._items.values() if item.visible)

    def _scene(self, size: QSize, part: float) -> PointScene:
        """What a picture of so many pixels shows; ``part`` of the device's resolution."""
        parts = self.parts(size.width())
        ratio = self.devicePixelRatioF() * part
        look = look_of(self._style, [item for item, _ in parts], self._values.values(), self._camera, ratio)
        return PointScene(Lens(self._camera, size.width(), size.height()), look, parts)

    def _prepare_points(self) -> None:
        waiting = next((item for item in self._items.values() if not item.complete), None)
        if waiting is not None and not self._pictures.working:  # one slice at a time holds the window up
            waiting.prepared.prepare(_PREPARE_SECONDS)
        if waiting is None:
            self._pictures.refine()
            return
        self._prepare.start(0)
        if self._refined.hasExpired(REFINE_MILLISECONDS):
            self._refined.start()
            self._pictures.refine()

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
            item.prepared.prepare(None)
        if self._fit_due and self._items:
            self.fit()
        self._pictures.everything()
        return self.grab().toImage()

    def drawn_around(self, position: QPointF, reach: float) -> Candidates:
        self._pictures.settle()
        picture = self._pictures.image
        assert picture is not None
        ratio = picture.width() / max(1, self.width())
        place = position * ratio
        return self._pictures.frames.painter.around(int(place.x()), int(place.y()), math.ceil(reach * ratio) + 1)

    def complete(self) -> bool:
        """Whether all points are in the picture."""
        return all(item.complete for item in self._items.values()) and self._pictures.whole and not self._glides

    def current(self) -> bool:
        """Whether the picture shows clouds and camera as they are now; a large one follows in slices."""
        return self._pictures.image is not None and not self._pictures.due and not self._glides

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._fit_due and self._items:
            self.fit()
        picture = self._pictures.now(self.isVisible())
        painter = QPainter(self)
        if picture is None:
            painter.fillRect(self.rect(), QColor(tokens().background))
        elif picture.size() == self._pixels():
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            painter.drawImage(0, 0, picture)
        else:
            painter.drawImage(QRectF(self.rect()), picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lens = Lens(self._pictures.camera or self._camera, max(1, self.width()), max(1, self.height()))
        self.draw_layers(painter, lens)
        self._draw_signs(painter, lens)
        painter.end()

    def _draw_signs(self, painter: QPainter, lens: Lens) -> None:
        if self._wipe is not None:
            draw_wipe(painter, self._wipe * self.width(), self.width(), self.height(), *self._sides[2:])
        if not self._items:
            painter.setFont(font("body"))
            painter.setPen(QColor(tokens().quiet))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("No points"))
            return
        right = float(px(16))
        if self._style.labels:
            draw_axes(painter, lens)
            right += draw_scale(painter, lens, self._unit)
        self.draw_pointing(painter, lens, right)
        if self._ring:
            painter.setPen(QPen(QColor(tokens().ring), px(2)))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
            middle, arm = QRectF(self.rect()).center(), px(6)
            painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
            painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(px(640), px(440))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(140))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._bars.place()
        if self._follows and not self._fit_due:
            self._fit_now()
        self._stale()

    def showEvent(self, event: QShowEvent) -> None:
        if any(not item.complete for item in self._items.values()):
            self._prepare.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        for timer in (self._point, self._prepare):
            timer.stop()
        for name, (_, last, _) in self._glides.items():
            self._items[name].pose = last
        self._glides.clear()
        self._glide.stop()
        self._pictures.stop()
