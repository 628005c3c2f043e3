"""Curves over the steps of a run: loss, accuracy, learning rate, gradient norms, with a cursor on the step shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.cell_painting import number_text
from widgets.scale_bar import ScaleBar
from widgets.theme import px, theme

if TYPE_CHECKING:
    from widgets.curve_plots import CurvePlots


@dataclass(frozen=True)
class Panel:
    """One of the plots that stand above each other over the same steps.

    ``low`` and ``high`` are the ends of its y axis, where they are known (accuracy: 0 and 1); ``log`` makes it
    logarithmic.
    """

    key: str
    title: str
    unit: str = ""
    log: bool = False
    low: float | None = None
    high: float | None = None


class Series:
    """One curve: its name, the panel it is drawn in, x and y of equal length.

    ``y`` may hold NaN or None where nothing was measured: a gap. With ``sparse`` the measured points are joined and
    marked instead, for what is measured now and then. ``colour`` is ``#rrggbb``; without one the series take theirs in
    turn.
    """

    __slots__ = ("colour", "dashed", "name", "panel", "sparse", "x", "y")

    def __init__(
        self,
        name: str,
        x: ArrayLike,
        y: ArrayLike | Sequence[float | None],
        panel: str = "",
        *,
        colour: str | None = None,
        dashed: bool = False,
        sparse: bool = False,
    ) -> None:
        self.name, self.panel, self.colour, self.dashed, self.sparse = name, panel, colour, dashed, sparse
        self.x: NDArray[np.float64] = np.asarray(x, np.float64).ravel()
        self.y: NDArray[np.float64] = np.array(y, np.float64).ravel()  # None becomes NaN
        if len(self.x) != len(self.y):
            raise ValueError(f"{name}: {len(self.x)} x and {len(self.y)} y")

    def at(self, x: float) -> float | None:
        """The measured value at ``x``, or the last one before it; None where there is none."""
        measured = np.flatnonzero(np.isfinite(self.y) & (self.x <= x + 1e-9))
        if not len(measured):
            return None
        last = int(measured[-1])
        return float(self.y[last]) if self.sparse or self.x[last] >= x - 1e-9 else None


class Curves(QWidget):
    """Panels of curves over one x axis. ``cursor_moved`` carries the x of the step clicked, dragged or stepped to."""

    cursor_moved = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panels: tuple[Panel, ...] = ()
        self._series: tuple[Series, ...] = ()
        self._cursor: float | None = None
        self._x_name = self.tr("step")
        self._plots: CurvePlots | None = None
        self.caption = ScaleBar(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self._column.addStretch(1)
        self._column.addWidget(self.caption)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Curves over the steps"))
        self.setToolTip(self.tr("Click or drag to show a step; the wheel zooms, a double click shows all."))
        theme.theme_changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(120))

    def set_panels(self, panels: Sequence[Panel], x_name: str = "") -> None:
        """The plots from top to bottom, and what their x axis counts."""
        self._panels = tuple(panels)
        self._x_name = x_name or self.tr("step")
        if self._plots is not None:
            self._plots.set_panels(self._panels, self._x_name)
            self._draw()

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
        """``<name>.x`` and ``<name>.y`` of every curve, float64; NaN where nothing was measured."""
        arrays: dict[str, NDArray[Any]] = {}
        for series in self._series:
            arrays[f"{series.name}.x"], arrays[f"{series.name}.y"] = series.x, series.y
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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._plots is None:
            from widgets.curve_plots import (
                CurvePlots,
            )  # pyqtgraph takes half a second to load: only where a curve is shown

            self._plots = CurvePlots(self)
            self._column.insertWidget(0, self._plots, 1)
            self._column.takeAt(1)  # the empty space that stood for them
            self._plots.pressed.connect(self._go_to)
            self._plots.pointed.connect(self._point)
            self._plots.set_panels(self._panels, self._x_name)
            self._draw()

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
        if self._plots is not None:
            self._plots.show_values(step if step is not None else self._cursor)

    def _draw(self) -> None:
        if self._plots is not None:
            self._plots.set_series(self._series)
        self._draw_cursor()

    def _draw_cursor(self) -> None:
        steps = self.steps()
        last = float(steps[-1]) if len(steps) else None
        here = last if self._cursor is None else self._cursor
        text = "" if here is None else self.readout(here)
        self.caption.set_summary(text)
        self.setAccessibleDescription(text)
        if self._plots is not None:
            self._plots.set_cursor(self._cursor)
            self._plots.show_values(self._cursor)

    def _restyle(self) -> None:
        self._column.setSpacing(px(4))
        if self._plots is not None:
            self._plots.set_panels(self._panels, self._x_name)
            self._draw()


def value_text(value: float, unit: str) -> str:
    """A value with its unit; fractions with the unit "%" are written as per cent."""
    if unit == "%":
        return f"{100 * value:.1f} %"
    return f"{number_text(value)} {unit}".rstrip()
