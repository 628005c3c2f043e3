"""Every channel of a layer as a grid of maps that fills the space it is given."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.cell_painting import Floats, number_text, packed
from widgets.channel_area import Cell, ChannelArea, Shown
from widgets.colours import lut
from widgets.scale_bar import ScaleBar
from widgets.theme import px, theme

Sort = Literal["index", "mean", "maximum", "variance"]
Scale = Literal["channel", "layer", "network"]
Colours = Literal["diverging", "viridis"]


class ChannelGrid(QWidget):
    """All channels of one layer, with one colour scale, sorted, answering pointer and keyboard.

    ``hovered`` carries (channel, row, column, value) or None; ``channel_chosen`` the channel and cell clicked.
    """

    hovered = Signal(object)
    channel_chosen = Signal(int, int, int)
    current_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._array: Floats | None = None
        self._order: NDArray[np.intp] = np.empty(0, np.intp)
        self._sort: Sort = "index"
        self._scale: Scale = "layer"
        self._colours: Colours = "diverging"
        self._network_maximum: float | None = None
        self._limits: tuple[Floats, Floats] = (np.zeros(0, np.float32), np.zeros(0, np.float32))
        self._highest: Floats = np.zeros(0, np.float32)
        self._lowest: Floats = np.zeros(0, np.float32)
        self.area = ChannelArea(self)
        self.caption = ScaleBar(self)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addWidget(self.area, 1)
        layout.addWidget(self.caption)
        self.setFocusProxy(self.area)
        self.setAccessibleName(self.tr("Channels of the layer"))
        self.area.setAccessibleName(self.tr("Channels of the layer"))
        self.area.setToolTip(self.tr("Every channel of the layer. Arrows move between channels, Enter opens one."))
        self.area.pointed.connect(self._say_pointed)
        self.area.chosen.connect(self.channel_chosen)
        self.area.current_changed.connect(self._say_current)
        theme.theme_changed.connect(self._restyle)

    # what is shown

    def set_activations(self, array: Floats | None, network_maximum: float | None = None) -> None:
        """Show ``array`` (C,H,W), (H,W) or (C,) float32; ``network_maximum``: largest |value| of the network.

        The view's sort order, scale, selection and scroll position stay, so that live pictures can follow one another.
        """
        if array is not None:
            array = np.asarray(array, np.float32)
            shape = {1: (-1, 1, 1), 2: (1, *array.shape)}.get(array.ndim, array.shape)
            array = array.reshape(shape)
            if array.size == 0:
                array = None
        self._array = array
        self._network_maximum = network_maximum
        self._measure()

    def activations(self) -> Floats | None:
        """The array shown, (C,H,W)."""
        return self._array

    def set_sort(self, sort: Sort) -> None:
        """Order of the channels: by index, or largest mean, maximum or variance first."""
        self._sort = sort
        self._measure()

    def set_scale(self, scale: Scale) -> None:
        """What the colours are relative to: each channel's own maximum, the layer's or the network's."""
        self._scale = scale
        self._measure()

    def set_colours(self, colours: Colours) -> None:
        """Diverging around zero, or viridis from zero up."""
        self._colours = colours
        self._measure()

    def set_selected(self, channel: int | None) -> None:
        """Frame ``channel``, scrolled into view."""
        self.area.set_selected(channel)

    def selected(self) -> int | None:
        """The framed channel."""
        return self.area.selected

    def point_at(self, cell: tuple[int, int] | None) -> None:
        """Mark the same (row, column) in every channel, for a pointer in another view."""
        self.area.mark(cell)

    def order(self) -> list[int]:
        """The channels in the order shown."""
        return [int(channel) for channel in self._order]

    def limits(self, channel: int) -> tuple[float, float]:
        """The values at both ends of the colours of ``channel``."""
        return float(self._limits[0][channel]), float(self._limits[1][channel])

    def table(self) -> NDArray[np.uint32]:
        """The packed colours in use."""
        return packed(lut("activations" if self._colours == "diverging" else "viridis"))

    def to_image(self) -> QImage:
        """The grid and its caption as they are on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """What is drawn: ``activations`` (C,H,W) float32 in the layer's order and ``order`` (C,) int64 as shown."""
        if self._array is None:
            return {}
        return {"activations": self._array, "order": self._order.astype(np.int64)}

    # measuring and saying

    def _measure(self) -> None:
        """Order and limits of the channels, then the texts and the picture."""
        array = self._array
        if array is None:
            self._order = np.empty(0, np.intp)
            self.caption.set_summary(self.tr("No activations yet"))
            self.caption.set_scale(None, "", "")
            self.area.show_maps(None)
            return
        flat = array.reshape(len(array), -1)
        self._highest, self._lowest = np.fmax.reduce(flat, axis=1), np.fmin.reduce(flat, axis=1)
        if self._sort == "index":
            self._order = np.arange(len(array))
        else:
            self._order = np.argsort(-self._sorted_by(flat), kind="stable")
        beneath = -self._lowest if self._colours == "diverging" else 0
        bound = np.nan_to_num(np.maximum(self._highest, beneath), posinf=float(np.finfo(np.float32).max))
        if self._scale == "layer" or (self._scale == "network" and self._network_maximum is None):
            bound = np.full_like(bound, bound.max())
        elif self._scale == "network":
            bound = np.full_like(bound, self._network_maximum)
        self._limits = (-bound if self._colours == "diverging" else np.zeros_like(bound), bound)
        self._say_scale(None)
        self.area.show_maps(Shown(array, self._order, *self._limits, self.table(), self._figures(flat)))

    def _figures(self, flat: Floats) -> tuple[str, ...]:
        """For each channel the figure it is sorted by."""
        if self._sort == "index":
            return ()
        return tuple(number_text(float(figure), 2) for figure in self._sorted_by(flat))

    def _sorted_by(self, flat: Floats) -> Floats:
        if self._sort == "mean":
            return flat.mean(1)
        return self._highest if self._sort == "maximum" else flat.var(1)

    def _say_scale(self, channel: int | None) -> None:
        """The caption's summary and colour bar; ``channel`` is the one under the pointer."""
        if self._array is None:
            return
        count, rows, columns = self._array.shape
        sort = {
            "index": self.tr("by index"),
            "mean": self.tr("largest mean first"),
            "maximum": self.tr("largest maximum first"),
            "variance": self.tr("largest variance first"),
        }[self._sort]
        self.caption.set_summary(
            self.tr("{count} channels of {rows} × {columns}, {sort}").format(
                count=count, rows=rows, columns=columns, sort=sort
            )
        )
        own = self._scale == "channel"
        if own and channel is None:
            low = self.tr("-max") if self._colours == "diverging" else "0"
            self.caption.set_scale(self.table(), low, self.tr("max"), self.tr("scale: each channel its own"))
            return
        low, high = (number_text(end) for end in self.limits(channel or 0))
        if own:
            note = self.tr("scale: channel {channel}").format(channel=channel)
        elif self._scale == "network" and self._network_maximum is not None:
            note = self.tr("scale: whole network")
        elif self._scale == "network":
            note = self.tr("scale: whole layer (the network's is not known yet)")
        else:
            note = self.tr("scale: whole layer")
        self.caption.set_scale(self.table(), low, high, note)

    def _say_pointed(self, place: Cell | None) -> None:
        """Announce the cell (channel, row, column) under the pointer, or that there is none."""
        if place is None or self._array is None:
            self.caption.set_readout("")
            self._say_scale(None)
            self.hovered.emit(None)
            return
        channel, row, column = place
        value = float(self._array[place])
        self._say_scale(channel)
        self.caption.set_readout(
            self.tr("channel {channel} · row {row}, column {column} · {value}").format(
                channel=channel, row=row, column=column, value=number_text(value, 4)
            )
        )
        self.hovered.emit((channel, row, column, value))

    def _say_current(self, channel: int) -> None:
        if self._array is not None:
            self.area.setAccessibleDescription(
                self.tr("channel {channel}, maximum {maximum}, mean {mean}").format(
                    channel=channel,
                    maximum=number_text(float(self._highest[channel])),
                    mean=number_text(float(self._array[channel].mean())),
                )
            )
        self.current_changed.emit(channel)

    def _restyle(self) -> None:
        self._column.setSpacing(px(8))
        if self._array is not None:
            self._say_scale(None)
        self.area.rebuild()
