"""A ray through a radiance field: density, transmittance and weights along it, its samples, its colour adding up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.cell_painting import number_text
from widgets.colours import rgb_picture
from widgets.theme import font, px, theme, tokens

Doubles = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Ray:
    """Samples of a ray, near to far.

    ``t`` (N,) where they lie; ``density`` per unit of length, ``transmittance`` and ``weights`` (N,), ``colours``
    (N, 3) 0 to 1. ``coarse`` and ``fine`` are where the two looks took their samples, ``background`` (3,) what is
    behind them, ``unit`` that of ``t``.
    """

    t: Doubles
    density: Doubles
    transmittance: Doubles
    weights: Doubles
    colours: Doubles
    near: float
    far: float
    coarse: Doubles
    fine: Doubles
    background: Doubles | None = None
    unit: str = ""

    def __post_init__(self) -> None:
        count = len(self.t)
        if any(len(part) != count for part in (self.density, self.transmittance, self.weights, self.colours)):
            raise ValueError("the parts of a ray differ in length")

    def adding_up(self) -> Doubles:
        """(N, 3): the colour after each sample, before what is still behind it is added."""
        return np.asarray(np.cumsum(self.weights[:, None] * self.colours, axis=0), np.float64)

    def pixel(self) -> Doubles:
        """(3,): the whole sum, with the background where it shines through."""
        total = (self.weights[:, None] * self.colours).sum(axis=0)
        if self.background is not None:
            total = total + (1 - self.weights.sum()) * self.background
        return np.asarray(total, np.float64)


class RayPlot(QWidget):
    """Three curves over the distance; under them the samples' colours, their sum, and a tick for each sample.

    ``pointed`` (the number of the sample under the pointer, or None). Arrow keys walk from sample to sample.
    """

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ray: Ray | None = None
        self._title = ""
        self._at: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("A ray: density, transmittance, weights and colours along it"))
        theme.theme_changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(288), px(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(176), px(212))

    def set_ray(self, ray: Ray | None, title: str = "") -> None:
        """Show a ray; ``title`` (which pixel) is added in the tooltip. None shows what to do to see one."""
        self._ray, self._title, self._at = ray, title, None
        self._say()
        self.update()

    def ray(self) -> Ray | None:
        """The ray that is shown."""
        return self._ray

    def at(self) -> int | None:
        """The sample under the pointer."""
        return self._at

    # Words

    def summary(self) -> str:
        """What the ray ends in, in words."""
        ray = self._ray
        if ray is None:
            return self.tr("Click a pixel to follow its ray.")
        red, green, blue = (float(v) for v in ray.pixel())
        return self.tr("Σw {total:.2f} · rgb {red:.2f} {green:.2f} {blue:.2f}").format(
            total=float(ray.weights.sum()), red=red, green=green, blue=blue
        )

    def readout(self, place: int) -> str:
        """One sample in words."""
        ray = self._ray
        if ray is None:
            return ""
        return self.tr("{t} {unit} · σ {density} · T {transmittance:.3f} · w {weight:.4f}").format(
            t=number_text(float(ray.t[place]), 4),
            unit=ray.unit,
            density=number_text(float(ray.density[place])),
            transmittance=float(ray.transmittance[place]),
            weight=float(ray.weights[place]),
        )

    def _say(self) -> None:
        words = self.summary() if self._at is None else self.readout(self._at)
        words = f"{self._title}\n{words}" if self._title else words
        self.setAccessibleDescription(words)
        self.setToolTip(words)

    def to_image(self) -> QImage:
        """The plot as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``t``, ``density``, ``transmittance``, ``weights``, ``colours``, ``coarse``, ``fine`` of the ray."""
        if self._ray is None:
            return {}
        names = ("t", "density", "transmittance", "weights", "colours", "coarse", "fine")
        return {name: np.array(getattr(self._ray, name)) for name in names}

    # Geometry

    def _across(self) -> tuple[float, float]:
        return float(px(4)), float(max(px(5), self.width() - px(4)))

    def x_of(self, t: float) -> float:
        """Where a distance lies in the widget."""
        left, right = self._across()
        ray = self._ray
        if ray is None or ray.far <= ray.near:
            return left
        return left + (t - ray.near) / (ray.far - ray.near) * (right - left)

    def rows(self) -> dict[str, QRectF]:
        """Where the parts stand: ``density``, ``transmittance``, ``weights``, ``colours``, ``sum``, ``samples``."""
        left, right = self._across()
        head, line, foot = px(24), px(16), px(20)
        strips = [("colours", px(12)), ("sum", px(12)), ("samples", px(22))]
        fixed = sum(height + line for _, height in strips)
        each = max(float(px(14)), (self.height() - head - foot - fixed - 3 * line) / 3)
        top, found = float(head), dict[str, QRectF]()
        for name, height in [("density", each), ("transmittance", each), ("weights", each), *strips]:
            top += line
            found[name] = QRectF(left, top, right - left, height)
            top += height
        return found

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small", tabular=True))
        words = self.summary() if self._at is None else self.readout(self._at)
        painter.setPen(QColor(t.quiet if self._at is None else t.text))
        head = QRectF(0, 0, self.width(), px(20))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        room = int(head.width())
        painter.drawText(head, flags, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))
        if self._ray is not None and len(self._ray.t):
            self._draw_ray(painter, self._ray)
        painter.end()

    def _draw_ray(self, painter: QPainter, ray: Ray) -> None:
        t, rows = tokens(), self.rows()
        top = max(float(ray.density.max()), 1e-9)
        self._curve(painter, rows["density"], ray.density / top, self.tr("density σ"), number_text(top))
        self._curve(painter, rows["transmittance"], ray.transmittance, self.tr("transmittance T"), "1")
        most = max(float(ray.weights.max()), 1e-9)
        self._curve(painter, rows["weights"], ray.weights / most, self.tr("weights w"), number_text(most))
        self._strip(painter, rows["colours"], ray.colours, self.tr("colours of the samples"))
        self._strip(painter, rows["sum"], ray.adding_up(), self.tr("the colour adding up"))
        self._ticks(painter, rows["samples"], ray)
        painter.setPen(QColor(t.quiet))
        foot = QRectF(rows["samples"].left(), rows["samples"].bottom() + px(2), rows["samples"].width(), px(18))
        low = self.tr("{t} {unit}").format(t=number_text(ray.near), unit=ray.unit).rstrip()
        high = self.tr("{t} {unit}").format(t=number_text(ray.far), unit=ray.unit).rstrip()
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft), low)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight), high)
        if self._at is not None:
            x = self.x_of(float(ray.t[self._at]))
            painter.setPen(QPen(QColor(t.accent), px(1)))
            painter.drawLine(QPointF(x, rows["density"].top()), QPointF(x, rows["samples"].bottom()))

    def _title_of(self, painter: QPainter, rect: QRectF, words: str, high: str = "") -> None:
        painter.setPen(QColor(tokens().quiet))
        line = QRectF(rect.left(), rect.top() - px(16), rect.width(), px(16))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), high)

    def _curve(self, painter: QPainter, rect: QRectF, values: Doubles, words: str, high: str) -> None:
        """One curve, its values 0 to 1, filled down to its axis."""
        assert self._ray is not None
        t = tokens()
        self._title_of(painter, rect, words, high)
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        height = rect.height()
        points = [
            QPointF(self.x_of(x), rect.bottom() - height * y)
            for x, y in zip(self._ray.t.tolist(), np.clip(values, 0, 1).tolist(), strict=True)
        ]
        around = [QPointF(points[0].x(), rect.bottom()), *points, QPointF(points[-1].x(), rect.bottom())]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.colour("accent", 0.18))
        painter.drawPolygon(QPolygonF(around))
        painter.setPen(QPen(QColor(t.accent), px(1.5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))

    def _strip(self, painter: QPainter, rect: QRectF, colours: Doubles, words: str) -> None:
        """A colour from each sample's place to the middle of the next."""
        assert self._ray is not None
        self._title_of(painter, rect, words)
        painter.fillRect(rect, QColor(tokens().field))
        edges = np.concatenate([[self._ray.near], (self._ray.t[1:] + self._ray.t[:-1]) / 2, [self._ray.far]])
        # One row of pixels, drawn as high as the strip: a call for each sample would hold up the window.
        across = max(1, round(rect.width() * self.devicePixelRatioF()))
        middles = self._ray.near + (np.arange(across) + 0.5) / across * (self._ray.far - self._ray.near)
        sample = np.clip(np.searchsorted(edges, middles, side="right") - 1, 0, len(colours) - 1)
        row = np.round(np.clip(colours[sample], 0, 1) * 255).astype(np.uint8)
        painter.drawImage(rect, rgb_picture(row[None]))
        painter.setPen(QPen(QColor(tokens().line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)

    def _ticks(self, painter: QPainter, rect: QRectF, ray: Ray) -> None:
        """The coarse samples above, the fine ones below."""
        t = tokens()
        if len(ray.fine):
            words = self.tr("samples: {coarse} coarse, {fine} fine").format(coarse=len(ray.coarse), fine=len(ray.fine))
        else:
            words = self.tr("samples: {coarse}").format(coarse=len(ray.coarse))
        self._title_of(painter, rect, words)
        middle = rect.center().y() if len(ray.fine) else rect.bottom()
        for samples, top, bottom, colour in (
            (ray.coarse, rect.top(), middle - px(1), t.quiet),
            (ray.fine, middle + px(1), rect.bottom(), t.accent),
        ):
            painter.setPen(QPen(QColor(colour), 1))
            painter.drawLines([QLineF(x, top, x, bottom) for x in map(self.x_of, samples.tolist())])

    # Pointer and keys

    def _point(self, place: int | None) -> None:
        if place != self._at:
            self._at = place
            self._say()
            self.pointed.emit(place)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._ray is None or not len(self._ray.t):
            return
        places = np.array([self.x_of(float(t)) for t in self._ray.t])
        self._point(int(np.abs(places - event.position().x()).argmin()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is None or self._ray is None or not len(self._ray.t):
            super().keyPressEvent(event)
            return
        here = int(self._ray.weights.argmax()) if self._at is None else self._at + by
        self._point(min(len(self._ray.t) - 1, max(0, here)))
