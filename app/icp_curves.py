"""Curves of an ICP run: RMSE, fitness and energy over its steps, a curve for each voxel size."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.runtime.film import Film
from widgets.cell_painting import number_text
from widgets.colours import lut
from widgets.curves import Curves, Panel, Series
from widgets.theme import px, theme

NARROWEST = 216
"""Below this width (pixels at 100%) a plot gives way to the others."""


def scales(sizes: NDArray[np.float64]) -> list[tuple[float, NDArray[np.intp]]]:
    """The voxel sizes of a film in the order they come, each with its steps (from 0)."""
    ends = np.flatnonzero(np.diff(np.nan_to_num(sizes))) + 1
    return [(float(sizes[part[0]]), part) for part in np.split(np.arange(len(sizes)), ends) if len(part)]


class IcpCurves(QWidget):
    """Up to three plots beside each other, as many as there is room for. ``step_wanted`` (int, from 0)."""

    step_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rmse, self.fitness, self.energy = Curves(), Curves(), Curves()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._most = 3
        self._unit = ""
        for plot in (self.rmse, self.fitness, self.energy):
            self._row.addWidget(plot, 1)
            plot.caption.hide()  # the values stand at the curves' ends
            plot.cursor_moved.connect(self._go)
        self._name_panels("")
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._row.setSpacing(px(16))
        self._fit()

    def _name_panels(self, unit: str) -> None:
        self._unit = unit
        step = self.tr("step")
        self.rmse.set_panels([Panel("rmse", self.tr("RMSE"), unit)], step)
        self.fitness.set_panels([Panel("fitness", self.tr("Fitness"), "", low=0.0, high=1.0)], step)
        self.energy.set_panels([Panel("energy", self.tr("Energy"), "", log=True)], step)

    def set_most(self, most: int) -> None:
        """How many of the plots there may be."""
        self._most = most
        self._fit()

    def show_film(self, film: Film, step: int, unit: str) -> None:
        """Draw all steps of a film, standing on ``step`` (from 0)."""
        if unit != self._unit:
            self._name_panels(unit)
        parts = scales(film.series("voxel"))
        tip = self.tr("A colour for each voxel size: {sizes}. Click to show a step.").format(
            sizes=", ".join(self._voxels(size) for size, _ in parts)
        )
        for name, plot in (("rmse", self.rmse), ("fitness", self.fitness), ("energy", self.energy)):
            values = film.series(name)
            made = [
                Series("", steps + 1.0, values[steps], name, colour=_colour(place, len(parts)))
                for place, (_, steps) in enumerate(parts)
            ]
            if name == "energy":
                made += self._photometric(film, parts)
            plot.set_series(made)
            plot.setToolTip(tip)
            plot.set_cursor(step + 1.0)

    def _photometric(self, film: Film, parts: list[tuple[float, NDArray[np.intp]]]) -> list[Series]:
        """The colour part of the energy, where the method has one."""
        values = film.series("colour_energy")
        if not np.isfinite(values).any() or not np.nanmax(values) > 0:
            return []
        words = self.tr("colour")
        return [
            Series(words if n == 0 else "", steps + 1.0, values[steps], "energy", dashed=True, colour="#cc79a7")
            for n, (_, steps) in enumerate(parts)
        ]

    def _voxels(self, size: float) -> str:
        if not np.isfinite(size) or size <= 0:
            return self.tr("every point")
        return f"{number_text(size, 2)} {self._unit}".rstrip()

    def _go(self, x: float) -> None:
        for plot in (self.rmse, self.fitness, self.energy):
            if plot is not self.sender():
                plot.set_cursor(x)
        self.step_wanted.emit(round(x) - 1)

    def _fit(self) -> None:
        room = max(1, (self.width() + px(16)) // (px(NARROWEST) + px(16)))
        for place, plot in enumerate((self.rmse, self.fitness, self.energy)):
            plot.setVisible(place < min(self._most, room))

    def resizeEvent(self, event: Any) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Every curve's x and y."""
        return {**self.rmse.to_arrays(), **self.fitness.to_arrays(), **self.energy.to_arrays()}


def _colour(place: int, count: int) -> str:
    """From a dark to a bright step of one map: coarse voxels first."""
    share = 0.75 if count == 1 else 0.35 + 0.5 * place / (count - 1)
    red, green, blue = (int(v) for v in lut("viridis")[round(255 * share)])
    return f"#{red:02x}{green:02x}{blue:02x}"
