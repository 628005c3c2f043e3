"""A photo with a raw map over it, its colour bar with true ends, a title, and the value under the pointer."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from widgets.colour_bar import ColourBar, short_number
from widgets.icons import icon
from widgets.picture_view import PictureView
from widgets.theme import px, text_label, theme

Region = tuple[float, float, float, float]


class HeatFigure(QWidget):
    """Draws a raw map (h, w): from zero to its maximum, or signed around zero in the diverging colours.

    ``hovered`` (x, y) in photo pixels or None; ``picked`` likewise; ``closed`` from the close button.
    """

    hovered = Signal(object)
    picked = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None, unit: str = "") -> None:
        super().__init__(parent)
        self._unit = unit or self.tr("score")
        self._raw: NDArray[np.floating] | None = None
        self._region: Region = (0.0, 0.0, 1.0, 1.0)
        self.view = PictureView()
        self.view.set_alignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.bar = ColourBar()
        self.view.set_side(self.bar)
        self._title = text_label("", "heading")
        self._close = QToolButton()
        self._close.setIcon(icon("close"))
        self._close.setToolTip(self.tr("Close the comparison"))
        self._close.clicked.connect(self.closed)
        self._close.hide()
        self._top = QHBoxLayout()
        self._top.addWidget(self._title, 1)
        self._top.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._top)
        column.addWidget(self.view, 1)
        self._title.hide()
        self._closable = False
        self._hidden = False
        self.view.hovered.connect(self._point)
        self.view.picked.connect(self.picked)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        layout = self.layout()
        assert layout is not None
        layout.setSpacing(px(8))

    def set_title(self, text: str) -> None:
        """A heading over the picture; empty takes it away."""
        self._title.setText(text)
        self._title.setToolTip(text)
        self._title.setVisible(bool(text) and not self._hidden)
        self._close.setVisible(bool(text) and self._closable)
        self._title.setMinimumHeight(max(px(28), self._close.sizeHint().height()))

    def set_closable(self, closable: bool) -> None:
        """Whether a button to close the figure stands beside its title."""
        self._closable = closable

    def set_map(
        self,
        photo: NDArray[np.uint8],
        raw: NDArray[np.floating],
        region: Region,
        signed: bool,
        colours: str,
        opacity: float,
        threshold: float,
    ) -> None:
        """Draw ``raw`` over its region of the photo; ``threshold`` is a part of the largest value."""
        self._raw, self._region = raw, region
        self.view.set_photo(photo)
        self.view.set_cells(*raw.shape)
        most = float(np.abs(raw).max(initial=0.0)) if signed else float(raw.max(initial=0.0))
        if most <= 0.0:
            self.view.set_heat(None)
            self.bar.setVisible(False)
            return
        self.bar.setVisible(True)
        if signed:
            self.view.set_heat(0.5 + raw / (2 * most), region, "activations", opacity, threshold)
            self.bar.set_map("activations")
            self.bar.set_range(-most, most, self._unit)
            self.bar.set_threshold(None)
        else:
            self.view.set_heat(np.clip(raw, 0, None) / most, region, colours, opacity, threshold)
            self.bar.set_map(colours)
            self.bar.set_range(0.0, most, self._unit)
            self.bar.set_threshold(threshold * most)

    def show_message(self, text: str, detail: str) -> None:
        """Say something over the photo; empty takes it away."""
        self.view.show_message(text, detail)

    def set_busy(self, busy: bool) -> None:
        """Show that another map is on its way."""
        self.view.set_busy(busy)

    def set_hidden(self, hidden: bool) -> None:
        """Cover the title, which names the class."""
        self._hidden = hidden
        self._title.setVisible(bool(self._title.text()) and not hidden)

    def set_pointer(self, position: Any) -> None:
        """Mark where a linked figure's pointer is, with this figure's own value."""
        if position is None:
            self.view.set_linked_pointer(None)
        else:
            self.view.set_linked_pointer(*position)
        self._read(position)

    def _point(self, position: Any) -> None:
        self.view.set_linked_pointer(None)
        self._read(position)
        self.hovered.emit(position)

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of the map's cell over photo pixel (x, y); None outside the map's region."""
        if self._raw is None:
            return None
        x0, y0, x1, y1 = self._region
        rows, columns = self._raw.shape
        row = int(np.floor((y - y0) / (y1 - y0) * rows))
        column = int(np.floor((x - x0) / (x1 - x0) * columns))
        return (row, column) if 0 <= row < rows and 0 <= column < columns else None

    def _read(self, position: Any) -> None:
        if position is None:
            self.view.set_readout("")
            self.bar.set_mark(None)
            return
        x, y = position
        cell = self.cell_at(x, y)
        if cell is None or self._raw is None:
            self.view.set_readout(self.tr("x {x}, y {y} · outside the map").format(x=int(x), y=int(y)))
            self.bar.set_mark(None)
            return
        value = float(self._raw[cell])
        self.view.set_readout(
            self.tr("x {x}, y {y} · cell ({row}, {column}) · {value}").format(
                x=int(x), y=int(y), row=cell[0], column=cell[1], value=short_number(value)
            )
        )
        self.bar.set_mark(value)
