"""The plots of :mod:`widgets.curves`: panels above each other over one x axis.

Painted here rather than by a plotting library: one picture is kept until the data change, so that a moving cursor costs
a copy, and no menus or scenes outlive the view.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from widgets.cell_painting import readable
from widgets.colours import CLASS_COLOURS, lut
from widgets.curve_geometry import apart, as_drawn, nice_step, thinned, unbroken, y_ticks
from widgets.curve_series import Panel, Series, value_text
from widgets.theme import font, px, tokens

_ORDER = (1, 0, 2, 6, 4, 5, 9, 8, 7, 3)  # of the class colours: blue and orange first


class CurvePlots(QWidget):
    """The painted panels. ``pressed``: the x pressed or dragged to; ``pointed``: the x under the pointer or None."""

    pressed = Signal(float)
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panels: tuple[Panel, ...] = ()
        self._x_name = ""
        self._series: tuple[Series, ...] = ()
        self._cursor: float | None = None
        self._step: float | None = None
        self._zoom: tuple[float, float] | None = None
        self._picture: QPixmap | None = None
        self._ranges: dict[str, tuple[float, float]] = {}
        self.setMouseTracking(True)

    def set_panels(self, panels: Sequence[Panel], x_name: str) -> None:
        """The plots from top to bottom, and the name of their x axis."""
        self._panels, self._x_name = tuple(panels), x_name
        self.rebuild()

    def set_series(self, series: Sequence[Series]) -> None:
        """Draw these curves."""
        self._series = tuple(series)
        self.rebuild()

    def set_cursor(self, step: float | None) -> None:
        """Stand on ``step`` in every panel, or nowhere."""
        self._cursor = step
        self.update()

    def show_values(self, step: float | None) -> None:
        """Write each curve's name at its end, with its value at ``step``, or its last."""
        self._step = step
        self.update()

    def show_all(self) -> None:
        """Back to all steps."""
        self._zoom = None
        self.rebuild()

    def rebuild(self) -> None:
        """Draw anew at the next paint."""
        self._picture = None
        self._ranges = {panel.key: self._y_range(panel) for panel in self._panels}
        self.update()

    # where things are

    def x_range(self) -> tuple[float, float]:
        """The x at the left and the right end."""
        if self._zoom is not None:
            return self._zoom
        ends = [(float(s.x[0]), float(s.x[-1])) for s in self._series if len(s.x)]
        low, high = min((e[0] for e in ends), default=0.0), max((e[1] for e in ends), default=1.0)
        if high == low == 0.0:
            return 0.0, 1.0  # nothing but the start, before which there is nothing
        return (low, high) if high > low else (low - 0.5, high + 0.5)

    def _y_range(self, panel: Panel) -> tuple[float, float]:
        """The y at the bottom and the top, as drawn: logarithms where the panel is logarithmic."""
        left, right = self.x_range()
        seen = [s.y[(s.x >= left) & (s.x <= right)] for s in self._series if s.panel == panel.key]
        values = np.concatenate(seen) if seen else np.empty(0)
        values = as_drawn(values, panel.log)
        values = values[np.isfinite(values)]
        low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
        room = 0.06 * (high - low) or abs(high) * 0.1 or 0.5
        low, high = low - room, high + room
        if not panel.log:
            low = low if panel.low is None else panel.low
            high = high if panel.high is None else panel.high + 0.02 * (panel.high - low)
        return low, high

    def plot_rect(self, key: str) -> QRectF:
        """Where the curves of a panel are drawn."""
        number = next(i for i, panel in enumerate(self._panels) if panel.key == key)
        title, foot, gap = px(24), px(38), px(10)
        high = (self.height() - foot - len(self._panels) * title - (len(self._panels) - 1) * gap) / len(self._panels)
        left, right = float(px(56)), self.width() - self._label_room()
        top = number * (title + gap + high) + title
        return QRectF(left, top, max(right - left, 1.0), max(high, 1.0))

    def place(self, key: str, x: float, y: float) -> QPointF:
        """The point of the widget at which (x, y) of a panel is drawn."""
        panel = next(panel for panel in self._panels if panel.key == key)
        rect, (left, right), (low, high) = self.plot_rect(key), self.x_range(), self._ranges[key]
        value = float(as_drawn(np.array([y]), panel.log)[0])
        return QPointF(
            rect.left() + (x - left) / (right - left) * rect.width(),
            rect.bottom() - (value - low) / (high - low) * rect.height(),
        )

    def x_at(self, point: QPointF) -> float | None:
        """The x under a point, or None beside the plots."""
        if not self._panels:
            return None
        rect, (left, right) = self.plot_rect(self._panels[0].key), self.x_range()
        if not rect.left() - px(8) <= point.x() <= rect.right() + px(8):
            return None
        return left + (point.x() - rect.left()) / rect.width() * (right - left)

    def _unit(self, key: str) -> str:
        return next((panel.unit for panel in self._panels if panel.key == key), "")

    def _label_room(self) -> float:
        metrics = QFontMetricsF(font("small", tabular=True))
        texts = [f"{s.name} {value_text(0.00888, self._unit(s.panel))}" for s in self._series]
        return min(max((metrics.horizontalAdvance(text) for text in texts), default=0.0) + px(14), self.width() * 0.4)

    def labels(self, key: str) -> list[tuple[QRectF, str, QColor]]:
        """The texts at the ends of a panel's curves: each beside its curve, pushed apart where two would meet.

        Where there are more than fit, only some are written; the readout has all.
        """
        panel = next(panel for panel in self._panels if panel.key == key)
        rect = self.plot_rect(key)
        metrics = QFontMetricsF(font("small", tabular=True))
        high = metrics.height()
        own = [s for s in self._series if s.panel == key]
        found: list[tuple[float, str, QColor]] = []
        for number, s in enumerate(own):
            measured = s.y[np.isfinite(as_drawn(s.y, panel.log))]
            if not len(measured):
                continue
            value = float(measured[-1]) if self._step is None else s.at(self._step)
            text = s.name if value is None else f"{s.name} {value_text(value, panel.unit)}"
            y = min(max(self.place(key, 0.0, float(measured[-1])).y(), rect.top()), rect.bottom())
            colour = readable(_colour(s, number, len(own)), QColor(tokens().background))
            found.append((y - high / 2, text, colour))
        found.sort(key=lambda label: label[0])
        room = max(1, int((rect.height() + high) // high))
        if len(found) > room:
            kept = sorted({round(i * (len(found) - 1) / max(1, room - 1)) for i in range(room)})
            found = [found[i] for i in kept]
        tops = apart([label[0] for label in found], high * 0.98, rect.top() - high / 2, rect.bottom() + high / 2)
        left = rect.right() + px(8)
        return [
            (
                QRectF(left, top, self.width() - left, high),
                metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.width() - left),
                colour,
            )
            for top, (_y, text, colour) in zip(tops, found, strict=True)
        ]

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._panels:
            return
        if self._picture is None:
            self._picture = self._draw()
        painter.drawPixmap(0, 0, self._picture)
        painter.setFont(font("small", tabular=True))
        for panel in self._panels:
            for rect, text, colour in self.labels(panel.key):
                painter.setPen(colour)
                painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        left, right = self.x_range()
        if self._cursor is not None and left <= self._cursor <= right:
            painter.setPen(QPen(QColor(tokens().accent), px(1.5)))
            for panel in self._panels:
                rect = self.plot_rect(panel.key)
                x = rect.left() + (self._cursor - left) / (right - left) * rect.width()
                painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(tokens().background))
        painter = QPainter(picture)
        for number, panel in enumerate(self._panels):
            self._draw_axes(painter, panel, last=number == len(self._panels) - 1)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(self.plot_rect(panel.key).adjusted(-px(3), -px(3), px(3), px(3)))
            own = [s for s in self._series if s.panel == panel.key]
            for place, s in enumerate(own):
                self._draw_curve(painter, panel, s, _colour(s, place, len(own)))
            painter.restore()
        painter.end()
        return picture

    def _draw_axes(self, painter: QPainter, panel: Panel, *, last: bool) -> None:
        colours, rect = tokens(), self.plot_rect(panel.key)
        painter.setFont(font("caption"))
        painter.setPen(QColor(colours.quiet))
        title = panel.title + (f", {panel.unit}" if panel.unit and panel.unit != "%" else "")
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, rect.top() - px(24), self.width(), px(18)), int(middle), title)
        painter.setFont(font("small", tabular=True))
        low, high = self._ranges[panel.key]
        line = QPen(colours.colour("line", 0.6), 1)
        for value, text in y_ticks(low, high, rect.height() / px(34), panel):
            y = rect.bottom() - (value - low) / (high - low) * rect.height()
            painter.setPen(line)
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
            painter.setPen(QColor(colours.quiet))
            place = QRectF(0, y - px(10), rect.left() - px(8), px(20))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | middle), text)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if not last:
            return
        left, right = self.x_range()
        painter.setPen(QColor(colours.quiet))
        step = nice_step((right - left) / max(1.0, rect.width() / px(72)))
        for value in np.arange(np.ceil(left / step - 1e-9) * step + 0.0, right + step * 1e-6, step):
            x = rect.left() + (value - left) / (right - left) * rect.width()
            place = QRectF(x - px(40), rect.bottom() + px(3), px(80), px(16))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), f"{value:.10g}")
        painter.drawText(
            QRectF(rect.left(), rect.bottom() + px(19), rect.width(), px(18)),
            Qt.AlignmentFlag.AlignCenter,
            self._x_name,
        )

    def _draw_curve(self, painter: QPainter, panel: Panel, s: Series, colour: QColor) -> None:
        rect, (left, right), (low, high) = self.plot_rect(panel.key), self.x_range(), self._ranges[panel.key]
        x, y = s.x, as_drawn(s.y, panel.log)
        if s.sparse:
            x, y = x[np.isfinite(y)], y[np.isfinite(y)]
        if not len(x):
            return
        first = max(0, int(np.searchsorted(x, left, "left")) - 1)
        after = min(len(x), int(np.searchsorted(x, right, "right")) + 1)
        across = rect.left() + (x[first:after] - left) / (right - left) * rect.width()
        down = rect.bottom() - (y[first:after] - low) / (high - low) * rect.height()
        style = Qt.PenStyle.DashLine if s.dashed else Qt.PenStyle.SolidLine
        pen = QPen(colour, px(1.6), style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        for part_x, part_y in unbroken(across, down):
            thin_x, thin_y = thinned(part_x, part_y)
            points = [QPointF(a, b) for a, b in zip(thin_x.tolist(), thin_y.tolist(), strict=True)]
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if s.dashed or len(points) < 100:
                painter.drawPolyline(QPolygonF(points))
            else:  # one long self-crossing path takes Qt half a second, its pieces a millisecond
                pen.setCapStyle(Qt.PenCapStyle.SquareCap)
                painter.setPen(pen)
                painter.drawLines([QLineF(a, b) for a, b in itertools.pairwise(points)])
            if len(points) == 1 or (s.sparse and len(points) * px(8) < rect.width()):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                for point in points:
                    painter.drawEllipse(point, px(2.5), px(2.5))

    # pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = self.x_at(event.position())
        if x is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(x)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = self.x_at(event.position())
        if x is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.pressed.emit(x)
        self.pointed.emit(x)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.show_all()

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        here = self.x_at(event.position())
        if here is None:
            event.ignore()
            return
        left, right = self.x_range()
        turns = event.angleDelta().y() / 120
        shift = -event.angleDelta().x() / 120 * 0.1 * (right - left)
        scale = 0.8**turns
        zoom = self._zoom
        self._zoom = None
        start, end = self.x_range()
        low = max(start, here - (here - left) * scale + shift)
        high = min(end, here + (right - here) * scale + shift)
        if (low, high) == (start, end):
            zoom = None
        elif high - low > (end - start) * 1e-4:
            zoom = (low, high)
        self._zoom = zoom
        self.rebuild()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None


def _colour(s: Series, number: int, count: int) -> QColor:
    """The series' own colour, one of the class colours, or for a long family such as layers a step of one map."""
    ground = QColor(tokens().background)
    if s.colour is not None:
        return readable(QColor(s.colour), ground, 3.0)
    if count > 6:
        red, green, blue = (int(v) for v in lut("viridis")[round(number / (count - 1) * 235)])
        return readable(QColor(red, green, blue), ground, 3.0)
    return readable(QColor(CLASS_COLOURS[_ORDER[number % len(_ORDER)]]), ground, 3.0)
