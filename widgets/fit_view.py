"""A fit as a person sees it: observations, each method's curve or figure, and the residuals between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from widgets.cell_painting import number_text, readable
from widgets.contour_plane import Bounds, ContourPlane
from widgets.theme import px, tokens

Doubles = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Drawn:
    """One method's model: its polylines (M, 2) with gaps of NaN, and its predictions (K, 2)."""

    name: str
    colour: str
    lines: Doubles
    predicted: Doubles


class FitView(ContourPlane):
    """Observations as dots, outliers as crosses; ``pointed`` carries the observation under the pointer, or None.

    The arrow keys go from one observation to the next.
    """

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._observed: Doubles = np.empty((0, 2))
        self._outlier: NDArray[np.bool_] = np.empty(0, bool)
        self._truth: Doubles | None = None
        self._models: tuple[Drawn, ...] = ()
        self._weights: Doubles = np.empty(0)
        self._chosen, self._residuals = 0, True
        self._marked: int | None = None
        self.setAccessibleName(self.tr("The fit"))
        self.hovered.connect(self._seek)

    def set_observations(
        self,
        observed: Doubles,
        outlier: NDArray[np.bool_],
        truth: Doubles | None,
        bounds: Bounds,
        names: tuple[str, str],
        *,
        even: bool,
        down: bool,
    ) -> None:
        """The observations (K, 2), which were made outliers (K,), the true model's polylines, and the plane."""
        self._observed, self._outlier, self._truth = observed, outlier, truth
        self.set_bounds(bounds, even=even, down=down)
        self.set_names(*names)
        if self._marked is not None and self._marked >= len(observed):
            self._marked = None
        self.update()

    def set_models(self, models: Sequence[Drawn], chosen: int, weights: Doubles) -> None:
        """The methods' models; residuals and weights (K,) are those of the chosen one."""
        self._models, self._chosen, self._weights = tuple(models), chosen, weights
        self.update()

    def set_residuals_shown(self, shown: bool) -> None:
        """Whether the chosen method's residuals are drawn."""
        self._residuals = shown
        self.update()

    def set_marked(self, number: int | None) -> None:
        """Mark an observation without a signal."""
        if number != self._marked:
            self._marked = number
            self.update()

    def marked(self) -> int | None:
        """The observation that is marked."""
        return self._marked

    def to_image(self) -> QImage:
        """The view as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``observed`` (K, 2), and each method's ``predicted_<name>`` (K, 2) and ``model_<name>`` (M, 2)."""
        arrays: dict[str, NDArray[Any]] = {"observed": self._observed}
        for model in self._models:
            arrays[f"predicted_{model.name}"], arrays[f"model_{model.name}"] = model.predicted, model.lines
        return arrays

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.plot_rect()
        painter.fillRect(rect, QColor(t.panel))
        self.draw_axes(painter, grid=True)
        painter.save()
        painter.setClipRect(rect)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._truth is not None:
            painter.setPen(QPen(t.colour("quiet", 0.7), px(1.2), Qt.PenStyle.DashLine))
            for line in self.polygons(self._truth):
                painter.drawPolyline(line)
        if self._models and self._residuals:
            self._draw_residuals(painter)
        order = [i for i in reversed(range(len(self._models))) if i != self._chosen] + [self._chosen]
        for number in order if self._models else []:
            model, chosen = self._models[number], number == self._chosen
            ink = readable(QColor(model.colour), QColor(t.panel), 3.0)
            ink.setAlphaF(1.0 if chosen else 0.75)
            painter.setPen(QPen(ink, px(2.6 if chosen else 1.6), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            for line in self.polygons(model.lines):
                painter.drawPolyline(line)
        self._draw_points(painter)
        painter.restore()
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.ring), 1))
            painter.drawRect(rect)

    def _draw_residuals(self, painter: QPainter) -> None:
        """From each prediction to its observation, fainter where the kernel gives less weight."""
        model, t = self._models[self._chosen], tokens()
        ends = np.concatenate([self.places(model.predicted), self.places(self._observed)], axis=1)
        for number, line in enumerate(np.clip(np.nan_to_num(ends, nan=-1e4), -1e4, 1e4).tolist()):
            weight = float(self._weights[number]) if number < len(self._weights) else 1.0
            marked = number == self._marked
            colour = QColor(t.text) if marked else QColor(t.error)
            colour.setAlphaF(1.0 if marked else 0.15 + 0.6 * min(1.0, max(0.0, weight)))
            painter.setPen(QPen(colour, px(2.2 if marked else 1.3)))
            painter.drawLine(QLineF(*line))

    def _draw_points(self, painter: QPainter) -> None:
        t, size = tokens(), px(3.2)
        for number, (x, y) in enumerate(self.places(self._observed).tolist()):
            place = QPointF(x, y)
            if bool(self._outlier[number]):
                painter.setPen(QPen(QColor(t.text), px(1.8)))
                painter.drawLine(place + QPointF(-size, -size), place + QPointF(size, size))
                painter.drawLine(place + QPointF(-size, size), place + QPointF(size, -size))
            else:
                painter.setPen(QPen(QColor(t.panel), px(1)))
                painter.setBrush(QColor(t.text))
                painter.drawEllipse(place, size, size)
            if number == self._marked:
                self.draw_ring(painter, place, px(8), t.accent, px(2))

    # -- pointer and keys ----------------------------------------------------------------------

    def _seek(self, position: tuple[float, float] | None) -> None:
        """Mark the observation (or the prediction of the chosen method) nearest to the pointer, if one is near."""
        found: int | None = None
        if position is not None and len(self._observed):
            here = self.places([position])[0]
            apart = np.linalg.norm(self.places(self._observed) - here, axis=1)
            if self._models:
                predicted = np.nan_to_num(self.places(self._models[self._chosen].predicted), nan=1e6)
                apart = np.minimum(apart, np.linalg.norm(predicted - here, axis=1))
            nearest = int(apart.argmin())
            found = nearest if apart[nearest] <= px(14) else None
        if found != self._marked and not (found is None and position is None):
            self.set_marked(found)
            self.pointed.emit(found)

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        if self._marked is not None:
            self.set_marked(None)
            self.pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        by = moves.get(Qt.Key(event.key()))
        if by is None or not len(self._observed) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        here = (-1 if by > 0 else 0) if self._marked is None else self._marked
        self.set_marked((here + by) % len(self._observed))
        self.pointed.emit(self._marked)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def residual_text(values: Doubles, unit: str) -> str:
    """One observation's residual in words: a number, or two in brackets."""
    parts = [number_text(float(v)) for v in values]
    text = parts[0] if len(parts) == 1 else f"({', '.join(parts)})"
    return f"{text} {unit}".rstrip()
