"""Two cameras and one point: the ray of a pixel, the point on it, and where it lands in the other picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from widgets.colours import rgb_picture
from widgets.rgbd_panes import FIRST, SECOND
from widgets.theme import font, px, theme, tokens

Doubles = NDArray[np.float64]

_ARROWS = {Qt.Key.Key_Left: (-8, 0), Qt.Key.Key_Right: (8, 0), Qt.Key.Key_Up: (0, -8), Qt.Key.Key_Down: (0, 8)}
START = (32.0, 24.0)
PLANE = 0.42
"""The pictures stand at this part of the point's depth before their cameras."""


@dataclass(frozen=True, eq=False)
class PixelScene:
    """What is drawn, in the second camera's coordinates (x right, y down, z forward), metres.

    ``first_pose`` (4, 4) takes the first camera's coordinates there; ``corners`` (4, 3) are the rays of the pictures'
    corners at depth 1, in each camera's own coordinates; ``rays`` the same of the pixel and of the projection.
    ``point`` (3,) is the moved point. What is unknown is None.
    """

    first_pose: Doubles
    first_corners: Doubles
    second_corners: Doubles
    first_ray: Doubles
    second_ray: Doubles | None
    point: Doubles | None


class PixelSketch(QWidget):
    """Drag or use the arrow keys to look from elsewhere; a double click goes back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: PixelScene | None = None
        self._pictures: tuple[QImage, QImage] | None = None
        self._sources: tuple[object, object] | None = None
        self._turn, self._rise = START
        self._grabbed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("The two cameras and the point"))
        self.setToolTip(self.tr("Drag or use the arrow keys to look from elsewhere; a double click goes back."))
        theme.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(px(280), px(168))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(96))

    def set_scene(self, scene: PixelScene | None) -> None:
        """The cameras and the point; None draws nothing."""
        self._scene = scene
        self.update()

    def set_pictures(self, first: NDArray[np.uint8], second: NDArray[np.uint8]) -> None:
        """The two pictures (H, W, 3), drawn small where they stand."""
        if self._sources is None or self._sources[0] is not first or self._sources[1] is not second:
            self._sources = (first, second)
            small = [
                np.ascontiguousarray(p[:: max(1, len(p) // 120), :: max(1, len(p) // 120)]) for p in (first, second)
            ]
            self._pictures = (rgb_picture(small[0]), rgb_picture(small[1]))
            self.update()

    def to_image(self) -> QImage:
        """The sketch as it is on the screen."""
        return self.grab().toImage()

    # -- painting ------------------------------------------------------------------------------

    def _view(self) -> Doubles:
        """The rotation (3, 3) to right, down and away as they are looked at."""
        a, b = np.deg2rad([self._turn, self._rise])
        about_y = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
        about_x = np.array([[1, 0, 0], [0, np.cos(b), np.sin(b)], [0, -np.sin(b), np.cos(b)]])
        return np.asarray(about_x @ about_y)

    def places(self, scene: PixelScene) -> dict[str, Doubles]:
        """Everything that is drawn as named points (K, 2) in the widget."""
        far = float(np.linalg.norm(scene.point)) if scene.point is not None else 2.0
        depth = PLANE * far
        rotation, shift = scene.first_pose[:3, :3], scene.first_pose[:3, 3]
        named = {
            "first": shift[None],
            "second": np.zeros((1, 3)),
            "first picture": scene.first_corners * depth @ rotation.T + shift,
            "second picture": scene.second_corners * depth,
            "pixel": (scene.first_ray * depth)[None] @ rotation.T + shift,
        }
        if scene.second_ray is not None:
            named["projection"] = (scene.second_ray * depth)[None]
        if scene.point is not None:
            named["point"] = scene.point[None]
        view = self._view()
        flat = {name: (points @ view.T)[:, :2] for name, points in named.items()}
        every = np.concatenate(list(flat.values()))
        low, high = every.min(axis=0), every.max(axis=0)
        room = np.array([self.width() - px(32), self.height() - px(40)], dtype=float)
        scale = float((room / np.maximum(high - low, 1e-9)).min())
        centre = np.array([self.width() / 2, self.height() / 2])
        return {name: (points - (low + high) / 2) * scale + centre for name, points in flat.items()}

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._scene is not None:
            found = self.places(self._scene)
            for number, (name, colour) in enumerate((("second", SECOND), ("first", FIRST))):
                self._draw_camera(painter, found, name, QColor(colour), 1 - number)
            self._draw_rays(painter, found)
            painter.setFont(font("small"))
            self._label(painter, found["first"][0], self.tr("first"), QColor(FIRST), -1)
            self._label(painter, found["second"][0], self.tr("second"), QColor(SECOND), 1)
            if "point" in found:
                self._label(painter, found["point"][0], "X", QColor(t.text), -1)
        if self.hasFocus():
            painter.setPen(QPen(QColor(t.ring), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), px(4), px(4))
        painter.end()

    def _draw_camera(
        self, painter: QPainter, found: dict[str, Doubles], name: str, colour: QColor, number: int
    ) -> None:
        corners = [QPointF(*p) for p in found[f"{name} picture"]]
        centre = QPointF(*found[name][0])
        if self._pictures is not None:
            picture = self._pictures[number]
            size = QPolygonF(
                [
                    QPointF(0, 0),
                    QPointF(picture.width(), 0),
                    QPointF(picture.width(), picture.height()),
                    QPointF(0, picture.height()),
                ]
            )
            transform = QTransform()
            if QTransform.quadToQuad(size, QPolygonF(corners), transform):
                painter.save()
                painter.setOpacity(0.55)
                painter.setTransform(transform, True)
                painter.drawImage(0, 0, picture)
                painter.restore()
        painter.setPen(QPen(colour, px(1.2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF(corners))
        faint = QColor(colour)
        faint.setAlphaF(0.55)
        painter.setPen(QPen(faint, px(1)))
        for corner in corners:
            painter.drawLine(centre, corner)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(centre, px(3), px(3))

    def _draw_rays(self, painter: QPainter, found: dict[str, Doubles]) -> None:
        t = tokens()
        end = "point" if "point" in found else "pixel"
        painter.setPen(QPen(QColor(FIRST), px(2)))
        painter.drawLine(QPointF(*found["first"][0]), QPointF(*found[end][0]))
        if "projection" in found and "point" in found:
            pen = QPen(QColor(SECOND), px(2))
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.drawLine(QPointF(*found["second"][0]), QPointF(*found["point"][0]))
        for name, colour in (("pixel", FIRST), ("projection", SECOND), ("point", t.text)):
            if name in found:
                painter.setPen(QPen(QColor(t.background), px(1.5)))
                painter.setBrush(QColor(colour))
                painter.drawEllipse(QPointF(*found[name][0]), px(4), px(4))

    def _label(self, painter: QPainter, place: Doubles, words: str, colour: QColor, side: int) -> None:
        metrics = QFontMetricsF(painter.font())
        wide = metrics.horizontalAdvance(words)
        x = min(max(place[0] - wide - px(6), 0.0), self.width() - wide)
        y = place[1] - px(6) if side < 0 else place[1] + px(4) + metrics.ascent()
        y = min(max(y, metrics.ascent()), self.height() - metrics.descent())
        t = tokens()
        path = QPainterPath()
        path.addText(QPointF(x, y), painter.font(), words)
        painter.strokePath(path, QPen(QColor(t.background), px(3)))  # readable on what lies behind
        painter.fillPath(path, QColor(t.text) if t.name == "light" else colour)

    # -- turning -------------------------------------------------------------------------------

    def _turned(self, across: float, down: float) -> None:
        self._turn = (self._turn + across + 180) % 360 - 180
        self._rise = float(np.clip(self._rise + down, -85, 85))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grabbed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            moved = event.position() - self._grabbed
            self._grabbed = event.position()
            self._turned(0.5 * moved.x(), 0.5 * moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._turn, self._rise = START
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _ARROWS.get(Qt.Key(event.key()))
        if by is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self._turned(*by)
