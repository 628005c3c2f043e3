"""An array as a picture through a colour map, with its title, its colour bar and the value under the pointer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.cell_painting import number_text
from widgets.colour_bar import ColourBar
from widgets.colours import lut
from widgets.picture_view import PictureView
from widgets.theme import px, text_label, theme


class SpectrumFigure(QWidget):
    """Draws (H, W) from ``low`` to ``high``: a spectrum, a kernel, an error. ``hovered``: (row, column) or None."""

    hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: NDArray[np.floating] | None = None
        self._drawn: tuple[Any, ...] = ()
        self._reading: Callable[[int, int], str] | None = None
        self.title = text_label("", "heading")
        self.view = PictureView()
        self.view.set_smooth(False)
        self.view.set_alignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.bar = ColourBar()
        self.view.set_side(self.bar)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.title)
        self._column.addWidget(self.view, 1)
        self.view.hovered.connect(self._point)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._column.setSpacing(px(6))

    def set_title(self, text: str) -> None:
        """The heading over the picture."""
        self.title.setText(text)
        self.title.setToolTip(text)
        self.view.setAccessibleName(text)

    def set_values(
        self,
        values: NDArray[np.floating],
        low: float,
        high: float,
        colours: str,
        unit: str,
        reading: Callable[[int, int], str],
    ) -> None:
        """Draw ``values`` (H, W); ``reading`` says in words what stands at a row and column, without the value."""
        self._values, self._reading = values, reading
        key = (values, low, high, colours)
        if len(self._drawn) != 4 or self._drawn[0] is not values or self._drawn[1:] != key[1:]:
            self._drawn = key
            span = high - low if high > low else 1.0
            steps = np.clip((values - low) * (255 / span) + 0.5, 0, 255).astype(np.uint8)
            self.view.set_photo(lut(colours)[steps])
        self.bar.set_map(colours)
        self.bar.set_range(low, high, unit)

    def mark(self, cell: tuple[int, int] | None) -> None:
        """Read the value at a row and column that is pointed at elsewhere; None: of nothing."""
        if cell is None or self._values is None or self._reading is None:
            self.view.set_linked_pointer(None)
            self.view.set_readout("")
            self.bar.set_mark(None)
            return
        self.view.set_linked_pointer(cell[1] + 0.5, cell[0] + 0.5)
        self._read(cell)

    def to_image(self) -> QImage:
        """The figure as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``values``, what is drawn."""
        return {} if self._values is None else {"values": self._values}

    def _read(self, cell: tuple[int, int]) -> None:
        assert self._values is not None and self._reading is not None
        value = float(self._values[cell])
        self.view.set_readout(f"{self._reading(*cell)} · {number_text(value)}")
        self.bar.set_mark(value)

    def _point(self, position: Any) -> None:
        self.view.set_linked_pointer(None)
        if position is None or self._values is None:
            self.mark(None)
            self.hovered.emit(None)
            return
        rows, columns = self._values.shape
        cell = min(int(position[1]), rows - 1), min(int(position[0]), columns - 1)
        self._read(cell)
        self.hovered.emit(cell)
