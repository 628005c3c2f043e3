"""One picture or plane of an RGB-D alignment: its title, its values under the pointer, its scale."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.cell_painting import number_text, steps_between
from widgets.colour_bar import ColourBar
from widgets.colours import lut
from widgets.picture_view import Outline, PictureView
from widgets.theme import px, text_label, theme, tokens

FIRST, SECOND = "#e69f00", "#56b4e9"
"""The first camera is orange as a source cloud is, the second blue as its target."""

Place = tuple[float, float]


def _rgb(colour: str) -> tuple[int, int, int]:
    named = QColor(colour)
    return named.red(), named.green(), named.blue()


class _Room(QWidget):
    """Nothing, as wide as a colour bar: so that a picture without one is as large as its neighbour with one."""

    def __init__(self, bar: ColourBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._bar = bar

    def sizeHint(self) -> QSize:
        return self._bar.sizeHint()


class PlanePane(QWidget):
    """Places are columns and rows of the full-size picture, pixel centres at whole numbers, whatever size is shown.

    ``hovered`` (place or None), ``picked`` (place).
    """

    hovered = Signal(object)
    picked = Signal(object)

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = text_label(title, "caption")
        self.view = PictureView()
        self.view.set_alignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.bar = ColourBar(self.view)
        self.bar.hide()
        self._values: NDArray[Any] | None = None
        self._signed: tuple[str, float, str] | None = None
        self._unit = ""
        self._scale = 1.0
        self._mark: tuple[Place, str] | None = None
        self._key: tuple[NDArray[Any], tuple[Any, ...]] | None = None
        self._room: _Room | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.view, 1)
        self.view.hovered.connect(self._hovered)
        self.view.picked.connect(self._picked)
        theme.theme_changed.connect(self._restyle)
        self._space()

    def _space(self) -> None:
        layout = self.layout()
        assert layout is not None
        layout.setSpacing(px(4))

    def _restyle(self) -> None:
        self._space()
        self._key = None
        if self._signed is not None and self._values is not None:
            self.set_signed(self._values, *self._signed, self._scale)

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(260))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(96), px(88))

    def set_title(self, title: str, tip: str = "") -> None:
        """What is shown, and a sentence on it."""
        self.title.setText(title)
        self.title.setToolTip(tip)
        self.view.setAccessibleName(title)
        self.view.setAccessibleDescription(tip)

    def set_room(self, bar: ColourBar) -> None:
        """Leave as much room beside the picture as ``bar`` takes beside another one."""
        self._room = _Room(bar, self.view)

    # -- what is drawn -------------------------------------------------------------------------

    def set_colour(self, pixels: NDArray[np.uint8]) -> None:
        """A picture (H, W, 3) uint8 of the full size."""
        self._key = None
        self._take(pixels, None, "", 1.0)
        self.view.set_photo(pixels)

    def set_grey(self, plane: NDArray[np.float32], scale: float, low: float = 0.0, high: float = 1.0) -> None:
        """A plane of greys (h, w), one pixel of which is ``scale`` of the full size; NaN is left out."""
        new = self._new(plane, (low, high))
        self._take(plane, None, "", scale)
        if new:
            shade = steps_between(np.nan_to_num(plane, nan=low), low, high)
            self.view.set_photo(self._with_holes(np.repeat(shade[..., None], 3, axis=2), plane))

    def set_signed(self, plane: NDArray[np.float32], name: str, most: float, unit: str, scale: float) -> None:
        """A plane around zero through the diverging map ``name``, full colour at ``most``; NaN is left out."""
        new = self._new(plane, (name, most))
        self._take(plane, (name, most, unit), unit, scale)
        self.bar.set_map(name)
        self.bar.set_range(-most, most, unit)
        if new:
            table = np.asarray(lut(name))
            self.view.set_photo(self._with_holes(table[steps_between(plane, -most, most)], plane))

    def _new(self, plane: NDArray[Any], look: tuple[Any, ...]) -> bool:
        """Whether this plane has not been drawn like this; it is held, so that no other one is taken for it."""
        look = (*look, tokens().name)
        known = self._key is not None and self._key[0] is plane and self._key[1] == look
        self._key = (plane, look)
        return not known

    def _take(self, values: NDArray[Any], signed: tuple[str, float, str] | None, unit: str, scale: float) -> None:
        self._values, self._signed, self._unit = values, signed, unit
        self.view.set_side(self.bar if signed is not None else self._room, 8)
        self.bar.setVisible(signed is not None)
        if scale != self._scale:
            self._scale = scale
        self._draw_mark()
        self.view.show_message("")

    def _with_holes(self, pixels: NDArray[np.uint8], plane: NDArray[np.float32]) -> NDArray[np.uint8]:
        holes = np.isnan(plane)
        if holes.any():
            pixels = pixels.copy()
            pixels[holes] = _rgb(tokens().track)
        return np.ascontiguousarray(pixels)

    def show_nothing(self, message: str) -> None:
        """Say why there is nothing to draw."""
        self._values, self._signed, self._key = None, None, None
        self.view.set_side(None)
        self.bar.hide()
        self.view.set_photo(np.zeros((3, 4, 3), np.uint8) + np.array(_rgb(tokens().panel), np.uint8))
        self.view.set_outlines([])
        self.view.show_message("", message)

    # -- places --------------------------------------------------------------------------------

    def set_mark(self, place: Place | None, colour: str = FIRST) -> None:
        """Mark the pixel at a place with a square in ``colour``; None takes the mark away."""
        self._mark = None if place is None else (place, colour)
        self._draw_mark()

    def _draw_mark(self) -> None:
        if self._mark is None or self._values is None:
            self.view.set_outlines([])
            return
        (column, row), colour = self._mark
        x, y = column / self._scale + 0.5, row / self._scale + 0.5
        half = max(0.5, self._values.shape[1] / 50)
        self.view.set_outlines([Outline((x - half, y - half, x + half, y + half), colour=colour)])

    def set_pointer(self, place: Place | None) -> None:
        """Show where a linked pane's pointer is, with this pane's value there."""
        if place is None:
            self.view.set_linked_pointer(None)
        else:
            self.view.set_linked_pointer(place[0] / self._scale + 0.5, place[1] / self._scale + 0.5)
        self._read(place)

    def _place(self, position: Any) -> Place | None:
        if position is None:
            return None
        return (position[0] - 0.5) * self._scale, (position[1] - 0.5) * self._scale

    def _hovered(self, position: Any) -> None:
        self.view.set_linked_pointer(None)
        place = self._place(position)
        self._read(place)
        self.hovered.emit(place)

    def _picked(self, position: Any) -> None:
        self.picked.emit(self._place(position))

    def value_at(self, place: Place) -> Any:
        """The value of the pixel at a place, or None outside of the plane."""
        if self._values is None:
            return None
        column, row = round(place[0] / self._scale), round(place[1] / self._scale)
        height, width = self._values.shape[:2]
        return self._values[row, column] if 0 <= row < height and 0 <= column < width else None

    def _read(self, place: Place | None) -> None:
        value = None if place is None else self.value_at(place)
        if place is None or value is None:
            self.view.set_readout("")
            self.bar.set_mark(None)
            return
        if np.ndim(value):
            words = " ".join(str(int(v)) for v in value)
        elif np.isnan(value):
            words = self.tr("not counted")
        else:
            words = f"{number_text(float(value))} {self._unit}".strip().replace("-", "−")
        self.bar.set_mark(float(value) if self._signed is not None and not np.isnan(value) else None)
        self.view.set_readout(f"{round(place[0])}, {round(place[1])} · {words}")

    def to_image(self) -> QImage:
        """The picture alone, in its own size."""
        return self.view.to_image()
