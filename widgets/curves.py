"""Curves over the steps of a run: loss, accuracy, learning rate, gradient norms, with a cursor on the step shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.cell_painting import number_text
from widgets.curve_plots import CurvePlots
from widgets.curve_series import Panel, Series, value_text
from widgets.scale_bar import ScaleBar
from widgets.theme import px, theme

__all__ = ["Curves", "Panel", "Series"]


class Curves(QWidget):
    """Panels of curves over one x axis. ``cursor_moved`` carries the x of the step clicked, dragged or stepped to."""

    cursor_moved = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panels: tuple[Panel, ...] = ()
        self._series: tuple[Series, ...] = ()
        self._cursor: float | None = None
        self._x_name = self.tr("step")
        self.plots = CurvePlots(self)
        self.caption = ScaleBar(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self._column.addWidget(self.plots, 1)
        self._column.addWidget(self.caption)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Curves over the steps"))
        self.setToolTip(self.tr("Click or drag to show a step; the wheel zooms, a double click shows all."))
        self.plots.pressed.connect(self._go_to)
        self.plots.pointed.connect(self._point)
        theme.theme_changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(120))

    def set_panels(self, panels: Sequence[Panel], x_name: str = "") -> None:
        """The plots from top to bottom, and what their x axis counts."""
        self._panels = tuple(panels)
        self._x_name = x_name or self.tr("step")
        self.plots.set_panels(self._panels, self._x_name)
        self._draw_cursor()

    def set_series(self, series: Sequence[Series]) -> None:
        """All curves; cheap where only their values have grown."""
        self._series = tuple(series)
        if not self._panels:
            self.set_panels([Panel(key, key) for key in dict.fromkeys(s.panel for s in series)])
        self._draw()

    def set_cursor(self, step: float | None) -> None:
        """Stand on ``step``; None: on the last one. Emits nothing."""
        self._cursor = step
        self._draw_cursor()

    def cursor(self) -> float | None:  # type: ignore[override]
        """The step the cursor stands on."""
        return self._cursor

    def steps(self) -> NDArray[np.float64]:
        """Every x of every curve, sorted."""
        return np.unique(np.concatenate([s.x for s in self._series])) if self._series else np.empty(0)

    def nearest_step(self, x: float) -> float | None:
        """The measured x nearest to ``x``."""
        steps = self.steps()
        return float(steps[np.abs(steps - x).argmin()]) if len(steps) else None

    def to_image(self) -> QImage:
        """The plots as they are on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``<panel>.<name>.x`` and ``.y`` of every curve, float64; NaN where nothing was measured."""
        arrays: dict[str, NDArray[Any]] = {}
        for series in self._series:
            name = f"{series.panel}.{series.name}" if series.panel else series.name
            arrays[f"{name}.x"], arrays[f"{name}.y"] = series.x, series.y
        return arrays

    def readout(self, x: float) -> str:
        """Step and every series' value at ``x``, in one line."""
        parts = [self.tr("{name} {step}").format(name=self._x_name, step=number_text(x, 6) if x % 1 else f"{x:.0f}")]
        for panel in self._panels:
            own = [series for series in self._series if series.panel == panel.key]
            values = [(series.name, series.at(x)) for series in own]
            named = ", ".join(f"{name} {'–' if y is None else value_text(y, panel.unit)}" for name, y in values)
            parts.append(f"{panel.title}: {named}" if len(self._panels) > 1 and len(own) > 1 else named)
        return " · ".join(parts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = self.steps()
        move = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -len(steps), Qt.Key.Key_End: len(steps)}
        by = move.get(Qt.Key(event.key()))
        if by is None or not len(steps) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        here = len(steps) - 1 if self._cursor is None else int(np.abs(steps - self._cursor).argmin())
        self._go_to(float(steps[min(max(here + by, 0), len(steps) - 1)]))

    def _go_to(self, x: float) -> None:
        step = self.nearest_step(x)
        if step is not None and step != self._cursor:
            self._cursor = step
            self._draw_cursor()
            self.cursor_moved.emit(step)

    def _point(self, x: object) -> None:
        """Values at the pointer stand at the curves' ends and in the caption; without it, the cursor's."""
        step = self.nearest_step(x) if isinstance(x, float) else None
        self.caption.set_readout("" if step is None else self.readout(step))
        self.plots.show_values(step if step is not None else self._cursor)

    def _draw(self) -> None:
        self.plots.set_series(self._series)
        self._draw_cursor()

    def _draw_cursor(self) -> None:
        steps = self.steps()
        last = float(steps[-1]) if len(steps) else None
        here = last if self._cursor is None else self._cursor
        text = "" if here is None else self.readout(here)
        self.caption.set_summary(text)
        self.setAccessibleDescription(text)
        self.plots.set_cursor(self._cursor)
        self.plots.show_values(self._cursor)

    def _restyle(self) -> None:
        self._column.setSpacing(px(4))
        self.plots.set_panels(self._panels, self._x_name)
        self._draw()
