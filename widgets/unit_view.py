"""One unit taken apart: the window on its input, the arithmetic with its own numbers, its place in the output."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets import unit_convolution, unit_steps
from widgets.cell_painting import Spots, number_text
from widgets.scale_bar import ScaleBar
from widgets.theme import font, px, theme, tokens
from widgets.unit_data import Operation, UnitData
from widgets.unit_map import UnitMap
from widgets.unit_page import Page

__all__ = ["Operation", "UnitData", "UnitView"]

_DRAWERS = {
    "convolution": unit_convolution.draw_convolution,
    "max-pooling": unit_convolution.draw_pooling,
    "average-pooling": unit_convolution.draw_pooling,
    "linear": unit_convolution.draw_linear,
    "batch-norm": unit_steps.draw_batch_norm,
    "activation": unit_steps.draw_activation,
    "addition": unit_steps.draw_addition,
    "softmax": unit_steps.draw_softmax,
    "other": unit_steps.draw_other,
}


class UnitView(QWidget):
    """The third depth of a network: one value and all it was computed from.

    ``unit_moved`` asks for the unit at another (row, column) of the output, of the same channel, when the pointer moves
    over either map or an arrow key is pressed on it.
    """

    unit_moved = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: UnitData | None = None
        self._asked: tuple[int, int] | None = None
        self.input_map = UnitMap(self.tr("input"), self)
        self.output_map = UnitMap(self.tr("output"), self)
        self.page = _UnitPage(self)
        self.caption = ScaleBar(self)
        self.input_map.setToolTip(self.tr("The input and the window this value is computed from: point to move it."))
        self.output_map.setToolTip(self.tr("The output and this value in it: point, or use the arrow keys, to move."))
        self._maps = QVBoxLayout()
        self._maps.addWidget(self.input_map)
        self._maps.addWidget(self.output_map)
        self._maps.addStretch(1)
        self._across = QHBoxLayout()
        self._across.addLayout(self._maps)
        self._across.addWidget(self.page, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._across, 1)
        self._column.addWidget(self.caption)
        self.setFocusProxy(self.output_map)
        self.input_map.pointed.connect(self._point_input)
        self.output_map.pointed.connect(self._ask)
        for small in (self.input_map, self.output_map):
            small.stepped.connect(self._step)
            small.said.connect(self._say)
        self.page.said.connect(self._say)
        self.setAccessibleName(self.tr("One unit and its arithmetic"))
        theme.theme_changed.connect(self._restyle)
        self._restyle()
        self.set_unit(None)

    def set_unit(self, data: UnitData | None) -> None:
        """Show this unit; None shows how to choose one."""
        self._data = data
        has_input = data is not None and data.input_map is not None
        has_output = data is not None and data.output_map is not None
        self.input_map.setVisible(has_input)
        self.output_map.setVisible(has_output)
        if data is not None:
            self._asked = (data.row, data.column)
            box = None if data.patch_box is None else tuple(float(v) for v in data.patch_box)
            title = self.tr("input, channel {channel}").format(channel=data.input_channel)
            self.input_map.show_map(title, data.input_map, box, data.limits[0])  # type: ignore[arg-type]
            cell = (float(data.row), float(data.column), 1.0, 1.0)
            title = self.tr("output, channel {channel}").format(channel=data.channel)
            self.output_map.show_map(title, data.output_map, cell, data.limits[1])
        self._summarise()
        self.page.show_unit(data)

    def unit(self) -> UnitData | None:
        """The unit shown."""
        return self._data

    def to_image(self) -> QImage:
        """The view as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """All arrays of the unit under their names, and ``value``."""
        data = self._data
        if data is None:
            return {}
        named = {
            name: getattr(data, name)
            for name in ("patch", "kernel", "products", "channels", "input_map", "output_map", "curve")
        }
        arrays: dict[str, NDArray[Any]] = {name: array for name, array in named.items() if array is not None}
        if data.terms:
            arrays["terms"] = np.array(data.terms, np.float64)
        arrays["value"] = np.array(data.value)
        return arrays

    def _summarise(self) -> None:
        data = self._data
        if data is None:
            self.caption.set_summary("")
            return
        text = self.tr("{layer} · channel {channel}, row {row}, column {column} · {value}").format(
            layer=data.layer or data.kind,
            channel=data.channel,
            row=data.row,
            column=data.column,
            value=number_text(data.value, 5),
        )
        self.caption.set_summary(text)
        self.page.setAccessibleDescription(text)

    def _say(self, text: str) -> None:
        self.caption.set_readout(text)

    def _ask(self, row: int, column: int) -> None:
        """Ask once for each other place within the output."""
        data = self._data
        if data is None:
            return
        shape = data.output_map.shape if data.output_map is not None else data.output_shape[-2:]
        if len(shape) == 2:
            row, column = min(max(row, 0), shape[0] - 1), min(max(column, 0), shape[1] - 1)
        if (row, column) != self._asked:
            self._asked = (row, column)
            self.unit_moved.emit(row, column)

    def _point_input(self, row: int, column: int) -> None:
        """Ask for the unit whose window is centred nearest to a cell of the input."""
        data = self._data
        if data is None:
            return
        if data.patch_box is None:
            self._ask(row, column)
            return
        top, left, height, width = data.patch_box
        down = (row - top - (height - 1) / 2) / data.stride[0]
        across = (column - left - (width - 1) / 2) / data.stride[1]
        self._ask(data.row + round(down), data.column + round(across))

    def _step(self, rows: int, columns: int) -> None:
        if self._data is not None:
            row, column = self._asked or (self._data.row, self._data.column)
            self._ask(row + rows, column + columns)

    def _restyle(self) -> None:
        self._across.setSpacing(px(24))
        self._maps.setSpacing(px(16))
        self._column.setSpacing(px(8))
        for small in (self.input_map, self.output_map):
            small.setFixedWidth(px(192))
            small.setMaximumHeight(px(232))
        self.page.update()


class _UnitPage(QWidget):
    """The arithmetic; every number on it answers the pointer."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: UnitData | None = None
        self._spots = Spots()
        self._hovered: QRectF | None = None
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("The arithmetic of this unit"))

    def sizeHint(self) -> QSize:
        return QSize(px(560), px(420))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(320), px(240))

    def show_unit(self, data: UnitData | None) -> None:
        """Draw this unit's arithmetic."""
        self._data = data
        self._hovered = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._spots.clear()
        if self._data is None:
            painter.setFont(font("body"))
            painter.setPen(QColor(tokens().quiet))
            painter.drawText(
                self.rect(),
                int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap),
                self.tr("Click a place in a channel to take its value apart."),
            )
            return
        page = Page(painter, QRectF(self.rect()).adjusted(1, 0, -px(2), -px(2)), self._spots)
        _DRAWERS[self._data.operation](page, self._data)
        if self._hovered is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens().accent), px(2)))
            painter.drawRect(self._hovered)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._spots.at(event.position())
        place = found[1] if found and found[0] else None
        if place != self._hovered:
            self._hovered = place
            self.said.emit(found[0] if found else "")
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.said.emit("")
        self.update()
