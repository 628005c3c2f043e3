"""A plane of two numbers with its axes, zoomed by the wheel and moved by dragging: the ground of maps and plots."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QWidget

from widgets.curve_geometry import nice_step
from widgets.theme import font, px, theme, tokens

Bounds = tuple[float, float, float, float]


class ContourPlane(QWidget):
    """Draws the axes; subclasses draw on it. ``bounds`` are x from, to, y from, to.

    Signals
    -------
    hovered
        (x, y) under the pointer, or None.
    view_changed
        The part that is shown changed by hand: the new bounds.
    """

    hovered = Signal(object)
    view_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bounds: Bounds = (0.0, 1.0, 0.0, 1.0)
        self._view: Bounds | None = None
        self._names = ("", "")
        self._even = False  # one unit is as long upwards as across
        self._down = False  # y grows downwards, as in pictures
        self._panned: tuple[QPointF, Bounds] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.theme_changed.connect(self.redraw)

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(140))

    def redraw(self) -> None:
        """Draw everything anew."""
        self.update()

    # -- what is shown -------------------------------------------------------------------------

    def set_bounds(self, bounds: Bounds, *, even: bool = False, down: bool = False) -> None:
        """The whole plane; where it changes, all of it is shown."""
        if (bounds, even, down) != (self._bounds, self._even, self._down):
            self._bounds, self._even, self._down, self._view = bounds, even, down, None
            self.redraw()

    def set_names(self, x_name: str, y_name: str) -> None:
        """The names of the axes, with their units."""
        if self._names != (x_name, y_name):
            self._names = (x_name, y_name)
            self.redraw()

    def shown(self) -> Bounds:
        """The part that is shown; with even axes widened to the plot's shape."""
        x0, x1, y0, y1 = self._view or self._bounds
        if self._even:
            rect = self.plot_rect()
            unit = max((x1 - x0) / rect.width(), (y1 - y0) / rect.height())
            wide, high = unit * rect.width() / 2, unit * rect.height() / 2
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            return x - wide, x + wide, y - high, y + high
        return x0, x1, y0, y1

    def zoomed(self) -> bool:
        """Whether another part than the whole plane is shown."""
        return self._view is not None

    def show_part(self, view: Bounds | None) -> None:
        """Show a part of the plane, or all of it."""
        if view != self._view:
            self._view = view
            self.redraw()
            self.view_changed.emit(self.shown())

    def side_room(self) -> float:
        """Room kept free right of the plot."""
        return px(8)

    def plot_rect(self) -> QRectF:
        """Where the plane is drawn."""
        metrics = QFontMetricsF(font("small", tabular=True))
        left, foot = metrics.horizontalAdvance("−0.88") + px(10), metrics.height() * 2 + px(8)
        wide, high = self.width() - left - self.side_room(), self.height() - foot - px(8)
        return QRectF(left, px(8), max(wide, 1.0), max(high, 1.0))

    def places(self, points: ArrayLike) -> NDArray[np.float64]:
        """Where points (n, 2) are drawn in the widget, (n, 2)."""
        points = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        x0, x1, y0, y1 = self.shown()
        rect = self.plot_rect()
        x = rect.left() + (points[:, 0] - x0) / (x1 - x0) * rect.width()
        share = (points[:, 1] - y0) / (y1 - y0)
        y = rect.top() + share * rect.height() if self._down else rect.bottom() - share * rect.height()
        return np.stack([x, y], axis=1)

    def point(self, x: float, y: float) -> QPointF:
        """Where one point is drawn."""
        return QPointF(*self.places([[x, y]])[0].tolist())

    def value_at(self, place: QPointF) -> tuple[float, float]:
        """The point of the plane under a place of the widget."""
        x0, x1, y0, y1 = self.shown()
        rect = self.plot_rect()
        across = (place.x() - rect.left()) / rect.width()
        up = (place.y() - rect.top()) / rect.height() if self._down else (rect.bottom() - place.y()) / rect.height()
        return x0 + across * (x1 - x0), y0 + up * (y1 - y0)

    # -- painting ------------------------------------------------------------------------------

    def polygons(self, points: ArrayLike) -> list[QPolygonF]:
        """Polylines (n, 2), gaps of NaN between them, as they are drawn; what is far outside is drawn at its edge."""
        places = self.places(points)
        finite = np.asarray(np.isfinite(places).all(axis=1))
        clipped = np.clip(np.where(finite[:, None], places, 0.0), -4000.0, 12000.0)
        found, line = [], QPolygonF()
        for here, place in zip(finite.tolist(), clipped.tolist(), strict=True):
            if here:
                line.append(QPointF(*place))
            elif not line.isEmpty():
                found.append(line)
                line = QPolygonF()
        return [*found, line] if not line.isEmpty() else found

    def draw_axes(self, painter: QPainter, *, grid: bool) -> None:
        """Ticks with numbers, the axes' names and, over a bare ground, a faint grid."""
        t, rect = tokens(), self.plot_rect()
        x0, x1, y0, y1 = self.shown()
        painter.setFont(font("small", tabular=True))
        metrics = QFontMetricsF(painter.font())
        faint, quiet = QPen(t.colour("line", 0.6), 1), QColor(t.quiet)
        for value, text in _ticks(x0, x1, rect.width() / px(46)):
            x = rect.left() + (value - x0) / (x1 - x0) * rect.width()
            painter.setPen(faint)
            if grid:
                painter.drawLine(QLineF(x, rect.top(), x, rect.bottom()))
            else:
                painter.drawLine(QLineF(x, rect.bottom(), x, rect.bottom() + px(3)))
            painter.setPen(quiet)
            place = QRectF(x - px(40), rect.bottom() + px(3), px(80), metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        for value, text in _ticks(y0, y1, rect.height() / px(40)):
            share = (value - y0) / (y1 - y0)
            y = rect.top() + (share if self._down else 1 - share) * rect.height()
            painter.setPen(faint)
            if grid:
                painter.drawLine(QLineF(rect.left(), y, rect.right(), y))
            else:
                painter.drawLine(QLineF(rect.left() - px(3), y, rect.left(), y))
            painter.setPen(quiet)
            place = QRectF(0, y - metrics.height() / 2, rect.left() - px(6), metrics.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        painter.setFont(font("caption"))
        painter.setPen(QColor(t.text))
        foot = QRectF(rect.left(), rect.bottom() + px(3) + metrics.height(), rect.width(), metrics.height() + px(3))
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, self._names[0])
        corner = QRectF(px(2), foot.top(), rect.width() / 2, foot.height())
        upright = f"{'↓' if self._down else '↑'} {self._names[1]}"
        painter.drawText(corner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), upright)

    def draw_ring(self, painter: QPainter, place: QPointF, radius: float, colour: str, width: float = 2.0) -> None:
        """A ring that stands out on any ground."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tokens().colour("background", 0.85), width + px(2.5)))
        painter.drawEllipse(place, radius, radius)
        painter.setPen(QPen(QColor(colour), width))
        painter.drawEllipse(place, radius, radius)

    # -- pointer and keys ----------------------------------------------------------------------

    def grabbed(self, place: QPointF) -> bool:
        """Whether a press at ``place`` takes hold of something other than the plane."""
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.plot_rect().contains(event.position()):
            self._panned = (event.position(), self.shown())
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._panned is not None and event.buttons() & Qt.MouseButton.LeftButton:
            start, (x0, x1, y0, y1) = self._panned
            rect, by = self.plot_rect(), event.position() - start
            if self._view is None and by.manhattanLength() < px(6):
                return
            dx = -by.x() / rect.width() * (x1 - x0)
            dy = (-by.y() if self._down else by.y()) / rect.height() * (y1 - y0)
            self.show_part((x0 + dx, x1 + dx, y0 + dy, y1 + dy))
            return
        inside = self.plot_rect().contains(event.position())
        self.hovered.emit(self.value_at(event.position()) if inside else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._panned = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.show_part(None)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.plot_rect().contains(event.position()):
            event.ignore()
            return
        self.zoom(0.8 ** (event.angleDelta().y() / 120), self.value_at(event.position()))
        event.accept()

    def zoom(self, factor: float, about: tuple[float, float] | None = None) -> None:
        """Show ``factor`` times as much, a point (the middle without one) staying where it is."""
        x0, x1, y0, y1 = self.shown()
        x, y = about or ((x0 + x1) / 2, (y0 + y1) / 2)
        wide = self._bounds[1] - self._bounds[0]
        factor = min(max(factor, 1e-4 * wide / (x1 - x0)), 50 * wide / (x1 - x0))
        self.show_part((x + (x0 - x) * factor, x + (x1 - x) * factor, y + (y0 - y) * factor, y + (y1 - y) * factor))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(0.8)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(1.25)
        elif event.key() == Qt.Key.Key_0:
            self.show_part(None)
        else:
            super().keyPressEvent(event)


def _ticks(low: float, high: float, most: float) -> list[tuple[float, str]]:
    step = nice_step((high - low) / max(1.0, most))
    places = max(0, int(np.ceil(-np.log10(step) - 1e-9)))
    values = np.arange(np.ceil(low / step - 1e-9) * step + 0.0, high + step * 1e-6, step)
    return [
        (float(v), f"{v:.{places}f}".replace("-", "−")) for v in np.where(np.abs(values) < step * 1e-9, 0.0, values)
    ]
