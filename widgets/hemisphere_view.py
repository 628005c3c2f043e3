"""The colour of one point of a surface over the directions it is seen from: a disc, its normal in the middle."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.colours import rgb_picture
from widgets.theme import font, px, theme, tokens

Doubles = NDArray[np.float64]

SIDE = 96
"""Pixels of the disc's picture before it is scaled."""
LINES = 4
"""So many of its lines are made at once: all together would hold up the window."""


def frame_of(normal: ArrayLike) -> Doubles:
    """Rows: two directions of the tangent plane and the normal (3, 3), right-handed."""
    third = np.asarray(normal, np.float64)
    third = third / np.linalg.norm(third)
    other = np.array([0.0, 0.0, 1.0]) if abs(third[2]) < 0.9 else np.array([1.0, 0.0, 0.0])
    first = np.cross(other, third)
    first /= np.linalg.norm(first)
    return np.stack([first, np.cross(third, first), third])


def disc_places(directions: ArrayLike, frame: Doubles) -> Doubles:
    """Lambert's azimuthal equal-area projection: places (K, 2), the hemisphere about the normal in the unit disc."""
    seen = np.asarray(directions, np.float64).reshape(-1, 3) @ frame.T
    return np.asarray(seen[:, :2] / np.sqrt(1 + np.maximum(seen[:, 2:], -1 + 1e-12)), np.float64)


def disc_directions(places: ArrayLike, frame: Doubles) -> Doubles:
    """The directions (K, 3) at places (K, 2) of the disc: the inverse of :func:`disc_places`."""
    xy = np.asarray(places, np.float64).reshape(-1, 2)
    square = np.square(xy).sum(axis=1, keepdims=True)
    flat = xy * np.sqrt(np.maximum(0.0, 2 - square))
    return np.asarray(np.concatenate([flat, 1 - square], axis=1) @ frame, np.float64)


class HemisphereView(QWidget):
    """A disc of colours. ``pointed`` ((3,) direction from the point towards the eye under the pointer, or None)."""

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._directions: Doubles = np.empty((0, 3))
        self._colours: Doubles = np.empty((0, 3))
        self._frame: Doubles = np.eye(3)
        self._places: Doubles = np.empty((0, 2))
        self._eye: Doubles | None = None
        self._picture = QImage()
        self._work: Iterator[QImage | None] | None = None
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._go_on)
        self._at: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The point's colour over the directions it is seen from"))
        theme.theme_changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(224), px(176))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(136))

    def set_colours(
        self,
        directions: ArrayLike | None,
        colours: ArrayLike = (),
        normal: ArrayLike = (0.0, 0.0, 1.0),
        eye: ArrayLike | None = None,
    ) -> None:
        """Colours (K, 3), 0 to 1, seen from ``directions`` (K, 3) of length 1 that point away from the surface.

        ``normal`` stands in the middle; ``eye`` is the direction the point is seen from now. None shows nothing.
        """
        self._at = None
        self._work = None
        if directions is None or not len(np.asarray(directions)):
            self._directions, self._colours, self._picture = np.empty((0, 3)), np.empty((0, 3)), QImage()
            self._say()
            self.update()
            return
        given, coloured = np.array(directions, np.float64).reshape(-1, 3), np.array(colours, np.float64).reshape(-1, 3)
        if len(given) != len(coloured):
            raise ValueError("a colour for each direction")
        self._directions, self._colours = given, np.clip(coloured, 0, 1)
        self._frame = frame_of(normal)
        self._places = disc_places(self._directions, self._frame)
        self._eye = None if eye is None else np.asarray(eye, np.float64) / np.linalg.norm(eye)
        self._work = self._making()
        if self.isVisible():  # the last picture stays until this one is made
            self._slices.start()
        else:
            self.settle()
        self._say()

    def settle(self) -> None:
        """Make the picture that is due at once."""
        while self._work is not None:
            self._go_on()

    def _go_on(self) -> None:
        made = None if self._work is None else next(self._work)
        if made is not None:
            self._work, self._picture = None, made
            self.update()
        elif self._work is not None:
            self._slices.start()

    def _making(self) -> Iterator[QImage | None]:
        """Each pixel in the colour of the nearest direction, some lines at a time; the picture comes last."""
        across = (np.arange(SIDE) + 0.5) / SIDE * 2 - 1
        x, y = np.meshgrid(across, -across)
        pixels = np.full((SIDE * SIDE, 3), 0, np.uint8)
        towards = disc_directions(np.stack([x.ravel(), y.ravel()], axis=1), self._frame)
        inside = np.hypot(x, y).ravel() <= 1.05
        colours = np.round(self._colours * 255).astype(np.uint8)
        given = np.ascontiguousarray(self._directions.T, np.float32)
        for line in range(0, SIDE, LINES):
            part = np.flatnonzero(inside[line * SIDE : (line + LINES) * SIDE]) + line * SIDE
            asked = towards[part].astype(np.float32)
            # Added up by hand: a product of matrices would wait for threads that the engine keeps busy.
            alike = asked[:, :1] * given[0]
            alike += asked[:, 1:2] * given[1]
            alike += asked[:, 2:] * given[2]
            pixels[part] = colours[alike.argmax(axis=1)]
            yield None
        yield rgb_picture(pixels.reshape(SIDE, SIDE, 3))

    def spread(self) -> float | None:
        """How much the colour changes with the direction: the largest of the channels' standard deviations."""
        inside = (self._directions @ self._frame[2]) >= 0 if len(self._directions) else np.empty(0, np.bool_)
        return float(self._colours[inside].std(axis=0).max()) if inside.any() else None

    # Words

    def summary(self) -> str:
        """What is shown, in words."""
        spread = self.spread()
        if spread is None:
            return self.tr("Click a surface to see it from all sides.")
        return self.tr("its colour varies by {spread:.3f}").format(spread=spread)

    def readout(self, place: int) -> str:
        """One direction in words."""
        tilt = math.degrees(math.acos(min(1.0, max(-1.0, float(self._directions[place] @ self._frame[2])))))
        red, green, blue = (float(v) for v in self._colours[place])
        return self.tr("{tilt:.0f}° from the normal · rgb {red:.2f} {green:.2f} {blue:.2f}").format(
            tilt=tilt, red=red, green=green, blue=blue
        )

    def _say(self) -> None:
        words = self.summary() if self._at is None else self.readout(self._at)
        self.setAccessibleDescription(words)
        self.setToolTip(words)

    def to_image(self) -> QImage:
        """The disc as it is on the screen."""
        self.settle()
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``directions`` and ``colours`` (K, 3) float64."""
        return {"directions": self._directions, "colours": self._colours} if len(self._directions) else {}

    # Painting

    def disc(self) -> QRectF:
        """Where the disc stands."""
        head = px(24)
        side = max(8.0, min(self.width() - px(8), self.height() - head - px(4)))
        rect = QRectF(0, 0, side, side)
        rect.moveCenter(QPointF(self.width() / 2, head + (self.height() - head) / 2))
        return rect

    def point_of(self, direction: ArrayLike) -> QPointF:
        """Where a direction lies in the widget."""
        (x, y), rect = disc_places(direction, self._frame)[0], self.disc()
        return rect.center() + QPointF(x * rect.width() / 2, -y * rect.height() / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small", tabular=True))
        words = self.summary() if self._at is None else self.readout(self._at)
        painter.setPen(QColor(t.quiet if self._at is None else t.text))
        head = QRectF(0, 0, self.width(), px(20))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(head.width()))
        painter.drawText(head, flags, shown)
        rect = self.disc()
        if not self._picture.isNull():
            path = QPainterPath()
            path.addEllipse(rect)
            painter.save()
            painter.setClipPath(path)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, self._picture)
            painter.restore()
            painter.setPen(QPen(t.colour("line"), px(1)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(rect)
            self._rings(painter, rect)
            if self._eye is not None and float(self._eye @ self._frame[2]) >= 0:
                self._ring_at(painter, self.point_of(self._eye), px(6))
            if self._at is not None:
                self._ring_at(painter, self.point_of(self._directions[self._at]), px(4))
        painter.end()

    def _rings(self, painter: QPainter, rect: QRectF) -> None:
        """Thirty and sixty degrees from the normal."""
        painter.setPen(QPen(QColor(255, 255, 255, 70), 1, Qt.PenStyle.DotLine))
        for degrees in (30.0, 60.0):
            radius = math.sqrt(2) * math.sin(math.radians(degrees) / 2) * rect.width() / 2
            painter.drawEllipse(rect.center(), radius, radius)

    def _ring_at(self, painter: QPainter, place: QPointF, radius: float) -> None:
        for colour, width in ((QColor(0, 0, 0, 170), 3.0), (QColor("#f2f4f7"), 1.5)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(place, radius, radius)

    # Pointer and keys

    def _point(self, place: int | None) -> None:
        if place != self._at:
            self._at = place
            self._say()
            self.pointed.emit(None if place is None else self._directions[place])
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        rect = self.disc()
        off = event.position() - rect.center()
        place = np.array([off.x(), -off.y()]) / (rect.width() / 2)
        if not len(self._directions) or float(np.hypot(*place)) > 1:
            self._point(None)
            return
        towards = disc_directions(place, self._frame)[0]
        self._point(int((self._directions @ towards).argmax()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
        by = steps.get(Qt.Key(event.key()))
        if by is None or not len(self._directions):
            super().keyPressEvent(event)
            return
        here = np.zeros(2) if self._at is None else self._places[self._at]
        wanted = here + 0.15 * np.array(by)
        if float(np.hypot(*wanted)) <= 1:
            self._point(int(np.square(self._places - wanted).sum(axis=1).argmin()))
