"""Feature maps at three depths: the network's layers, a layer's channels, a unit's arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from app.lab import Lab, Moment, SideLane, Stage, region_of
from app.texts import note_text
from app.unit_mapping import unit_data
from engine.options import option
from engine.runtime.runs import Share
from engine.text import QT_TRANSLATE_NOOP
from widgets.channel_grid import ChannelGrid
from widgets.filter_grid import FilterGrid
from widgets.histogram import Histogram
from widgets.layer_model import LayerRow
from widgets.layer_tree import LayerTree
from widgets.picture_view import Outline, PictureView
from widgets.segments import Segments
from widgets.theme import px, text_label, theme
from widgets.unit_view import UnitView

NETWORK, LAYER, UNIT = 0, 1, 2
UNIT_KEYS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


@dataclass(frozen=True)
class Drawing:
    """How the maps are drawn; nothing is computed again."""

    sort: Literal["index", "mean", "maximum", "variance"] = option(
        "index",
        QT_TRANSLATE_NOOP("options", "Order of the channels."),
        label=QT_TRANSLATE_NOOP("options", "Sort by"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "index"),
            QT_TRANSLATE_NOOP("options", "mean"),
            QT_TRANSLATE_NOOP("options", "maximum"),
            QT_TRANSLATE_NOOP("options", "variance"),
        ),
    )
    scale: Literal["channel", "layer", "network"] = option(
        "layer",
        QT_TRANSLATE_NOOP(
            "options", "What full colour stands for: the largest value of each channel, the layer or the network."
        ),
        label=QT_TRANSLATE_NOOP("options", "Scale"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "per channel"),
            QT_TRANSLATE_NOOP("options", "per layer"),
            QT_TRANSLATE_NOOP("options", "per network"),
        ),
    )
    colours: Literal["diverging", "viridis"] = option(
        "diverging",
        QT_TRANSLATE_NOOP("options", "Blue to red around zero, or viridis from zero up."),
        label=QT_TRANSLATE_NOOP("options", "Colours"),
        choice_labels=(QT_TRANSLATE_NOOP("options", "blue to red"), QT_TRANSLATE_NOOP("options", "viridis")),
    )
    opacity: float = option(
        0.7,
        QT_TRANSLATE_NOOP("options", "How much of the photo the effective receptive field covers."),
        label=QT_TRANSLATE_NOOP("options", "Field opacity"),
        minimum=0.0,
        maximum=1.0,
        step=0.05,
    )


class Aside(QWidget):
    """The photo with receptive fields, the layer's figures, its histogram and first filters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photo = PictureView()
        self.field = text_label("", "quiet_small", wrap=True)
        self.figures = QGridLayout()
        self.histogram = Histogram()
        self.filters = FilterGrid()
        self._labels: list[Any] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.photo)
        column.addWidget(self.field)
        column.addLayout(self.figures)
        column.addWidget(self.histogram)
        column.addWidget(self.filters)
        theme.theme_changed.connect(self._size)
        self._size()

    def _size(self) -> None:
        self.photo.setFixedHeight(px(176))
        self.histogram.setFixedHeight(px(128))
        self.filters.setFixedHeight(px(140))
        self.figures.setVerticalSpacing(px(4))

    def show_figures(self, rows: list[tuple[str, str]]) -> None:
        """Names and numbers, one row each."""
        for label in self._labels:
            self.figures.removeWidget(label)
            label.setParent(None)
            label.deleteLater()
        self._labels = []
        for row, (name, number) in enumerate(rows):
            for column, (text, role) in enumerate(((name, "quiet_small"), (number, "small"))):
                label = text_label(text, role)
                self.figures.addWidget(label, row, column)
                self._labels.append(label)


class FeatureMapsStage(Stage):
    """Network, layer and unit, one click apart; the photo with the unit's receptive fields beside them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment: Moment | None = None
        self._unit: Any = None
        self._tree_of: Any = None
        self._drawing = Drawing()
        self.depths = Segments([self.tr("Network"), self.tr("Layer"), self.tr("Unit")])
        self.tree = LayerTree()
        self.grid = ChannelGrid()
        self.unit = UnitView()
        self.pages = QStackedWidget()
        for page in (self.tree, self.grid, self.unit):
            self.pages.addWidget(page)
        self._aside = Aside()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.depths)
        column.addWidget(self.pages, 1)
        self.depths.chosen.connect(self.show_depth)
        self.tree.chosen.connect(self._layer_chosen)
        self.grid.channel_chosen.connect(self._unit_chosen)
        self.grid.hovered.connect(self._hovered)
        self.unit.unit_moved.connect(self._unit_moved)
        self._aside.photo.picked.connect(self._photo_picked)
        self._aside.photo.hovered.connect(self._photo_hovered)
        self.show_depth(LAYER)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Alt and an arrow move to the neighbouring unit."""
        move = UNIT_KEYS.get(event.key()) if event.modifiers() & Qt.KeyboardModifier.AltModifier else None
        if move is None or self._unit is None or self._moment is None:
            super().keyPressEvent(event)
            return
        _, height, width = self._moment.frame.activations.shape
        row = min(max(int(self._unit.row) + move[0], 0), height - 1)
        column = min(max(int(self._unit.column) + move[1], 0), width - 1)
        self._ask_unit(int(self._unit.channel), row, column)

    def aside(self) -> QWidget:
        return self._aside

    # -- frames --------------------------------------------------------------------------------

    def show_moment(self, moment: Moment) -> None:
        before, self._moment = self._moment, moment
        frame = moment.frame
        changed = before is None or before.frame.layer != frame.layer or before.options != moment.options
        self.grid.set_activations(frame.activations, frame.network_maximum)
        self._aside.photo.set_photo(moment.inputs["image"].pixels)
        if moment.live:
            self._aside.photo.set_heat(None)  # it was another picture's
        if changed:
            self._unit = None
            self.grid.set_selected(None)
            self.unit.set_unit(None)
            self._aside.photo.set_heat(None)
            self._aside.photo.set_outlines([])
            if self.depths.current() == UNIT:
                self._ask_unit(0, frame.activations.shape[1] // 2, frame.activations.shape[2] // 2)
        elif self._unit is not None and (
            not moment.live or self.depths.current() == UNIT
        ):  # the unit stays, its value follows
            self._ask_unit(int(self._unit.channel), int(self._unit.row), int(self._unit.column))
        if not moment.live or changed:
            self._figures()
            self._aside.histogram.set_values(frame.activations)
            self._aside.filters.setVisible(frame.filters is not None)
            if frame.filters is not None:
                self._aside.filters.set_filters(frame.filters)
        self.tree.set_current(frame.layer)
        self._words()
        self._field_words()

    def _figures(self) -> None:
        assert self._moment is not None
        frame = self._moment.frame
        channels, height, width = frame.activations.shape
        self._aside.show_figures(
            [
                (self.tr("Shape"), f"{channels} × {height} × {width}"),
                (self.tr("Units"), f"{frame.units:,}"),
                (self.tr("Parameters"), f"{frame.parameters:,}"),
                (self.tr("Memory of the output"), self.tr("{kb:,.0f} kB").format(kb=frame.bytes / 1000)),
                (self.tr("Exactly zero"), f"{frame.zeros:.1%}"),
            ]
        )

    def show_lane(self, lane: str, moment: Moment) -> None:
        frame = moment.frame
        if lane == "tree":
            self._tree_of = frame
            rows = [
                LayerRow(path, kind, shape.replace("x", "×"), int(count), int(size), path in frame.stages)
                for path, kind, shape, count, size in zip(
                    frame.paths, frame.kinds, frame.shapes, frame.parameters, frame.bytes, strict=True
                )
            ]
            if self._moment is not None and "softmax" not in frame.paths:  # no module computes it, all networks have it
                rows.append(LayerRow("softmax", "Softmax", str(len(self._moment.frame.logits))))
            self.tree.set_layers(rows, int(frame.total_parameters))
            if self._moment is not None:
                self.tree.set_current(self._moment.frame.layer)
            return
        if self._moment is None or frame.layer != self._moment.frame.layer:
            return
        if frame.effective is None:
            self._unit = frame
            self.unit.set_unit(unit_data(frame, self._moment.frame.activations))
            self.grid.set_selected(int(frame.channel))
            self._show_field(frame)
        else:
            most = float(frame.effective.max(initial=0.0))
            region = region_of(frame)
            heat = frame.effective / most if most > 0 else None
            self._aside.photo.set_heat(heat, region, "inferno", self._drawing.opacity, 0.06)
            self._show_field(frame)
        self._words()

    def _show_field(self, frame: Any) -> None:
        box = region_of(frame, "field")
        self._aside.photo.set_outlines([Outline(box, self.tr("receptive field"), "accent")])
        width, height = box[2] - box[0], box[3] - box[1]
        self._aside.field.setText(
            self.tr(
                "Unit ({row}, {column}) of channel {channel} can see {width:.0f} × {height:.0f} pixels; what moves "
                "it glows."
            ).format(row=frame.row, column=frame.column, channel=frame.channel, width=width, height=height)
        )

    def _field_words(self) -> None:
        if self._moment is None or self._unit is not None:
            return
        field = self._moment.frame.receptive_field
        self._aside.field.setText(
            self.tr("Each unit of this layer can see {height:.0f} × {width:.0f} pixels of the network's input.").format(
                height=field[0][0], width=field[1][0]
            )
        )

    # -- depths --------------------------------------------------------------------------------

    def show_depth(self, depth: int, ask: bool = True) -> None:
        """The network's layers, the layer's channels, or the unit's arithmetic."""
        self.depths.set_current(depth)
        self.pages.setCurrentIndex(depth)
        if ask and depth == UNIT and self._unit is None and self._moment is not None:
            _, height, width = self._moment.frame.activations.shape
            self._ask_unit(0, height // 2, width // 2)

    def _words(self) -> None:
        if self._moment is None:
            return
        frame = self._moment.frame
        unit = self.tr("Unit")
        if self._unit is not None:
            unit = self.tr("Unit {channel} ({row}, {column})").format(
                channel=self._unit.channel, row=self._unit.row, column=self._unit.column
            )
        self.depths.set_words([frame.network_title, frame.layer, unit])

    def _layer_chosen(self, path: str) -> None:
        self.option_wanted.emit("layer", path)
        self.show_depth(LAYER)

    def _unit_chosen(self, channel: int, row: int, column: int) -> None:
        self._ask_unit(channel, row, column)
        self.show_depth(UNIT, ask=False)

    def _unit_moved(self, row: int, column: int) -> None:
        if self._unit is not None:
            self._ask_unit(int(self._unit.channel), row, column)

    def _ask_unit(self, channel: int, row: int, column: int) -> None:
        assert self._moment is not None
        wanted = {"layer": self._moment.frame.layer, "channel": channel, "row": row, "column": column}
        self.lane_wanted.emit("unit", wanted)
        if not self._moment.live:
            self.lane_wanted.emit("field", {**wanted, "effective": True})

    # -- pointer -------------------------------------------------------------------------------

    def _hovered(self, position: Any) -> None:
        """Outline the receptive field of the unit under the pointer: the layer's geometry, no computation."""
        if self._moment is None:
            return
        self.pointer_moved.emit(position)
        if position is None:
            if self._unit is not None:
                self._show_field(self._unit)
            else:
                self._aside.photo.set_outlines([])
            return
        channel, row, column, _ = position
        box = self.field_of(row, column)
        if box is not None:
            label = self.tr("({row}, {column}) of channel {channel}").format(row=row, column=column, channel=channel)
            self._aside.photo.set_outlines([Outline(box, label, "accent")])

    def field_of(self, row: int, column: int) -> tuple[float, float, float, float] | None:
        """The theoretical receptive field of a unit in photo pixels, clipped to what entered the network."""
        assert self._moment is not None
        frame = self._moment.frame
        x0, y0, x1, y1 = region_of(frame)
        rows, columns = (int(v) for v in frame.picture_size)
        ends = []
        for (size, jump, start), place, length in zip(
            frame.receptive_field.tolist(), (row, column), (rows, columns), strict=True
        ):
            low = start + jump * place
            ends.append((max(0.0, low), min(float(length), low + size)))
        (top, bottom), (left, right) = ends
        across, down = (x1 - x0) / columns, (y1 - y0) / rows
        return (x0 + left * across, y0 + top * down, x0 + right * across, y0 + bottom * down)

    def _cell_at(self, position: Any) -> tuple[int, int] | None:
        if self._moment is None or position is None:
            return None
        frame = self._moment.frame
        x0, y0, x1, y1 = region_of(frame)
        _, height, width = frame.activations.shape
        row = int((position[1] - y0) / (y1 - y0) * height)
        column = int((position[0] - x0) / (x1 - x0) * width)
        return (row, column) if 0 <= row < height and 0 <= column < width else None

    def _photo_hovered(self, position: Any) -> None:
        self.grid.point_at(self._cell_at(position))

    def _photo_picked(self, position: Any) -> None:
        cell = self._cell_at(position)
        if cell is not None:
            self._ask_unit(int(self._unit.channel) if self._unit is not None else 0, *cell)

    def set_pointer(self, position: Any) -> None:
        self.grid.point_at(None if position is None else (position[1], position[2]))

    # -- the rest ------------------------------------------------------------------------------

    def set_drawing(self, drawing: Drawing) -> None:
        before, self._drawing = self._drawing, drawing
        self.grid.set_sort(drawing.sort)
        self.grid.set_colours(drawing.colours)
        self.grid.set_scale(drawing.scale)
        self._aside.photo.set_look(opacity=drawing.opacity)
        if drawing.scale == "network" and before.scale != "network" and self._moment is not None:
            if self._moment.frame.network_maximum is None:
                self.option_wanted.emit("whole_network", True)

    def sentence(self) -> str:
        if self._moment is None:
            return ""
        frame = self._moment.frame
        channels, height, width = frame.activations.shape
        text = self.tr(
            "What the {channels} channels of {layer} in {network} make of the picture, {height} × {width} units each."
        ).format(channels=channels, layer=frame.layer, network=frame.network_title, height=height, width=width)
        return " ".join([text, *map(note_text, frame.notes)])

    def settled(self) -> bool:
        return self._moment is not None and self._tree_of is not None

    def set_compact(self, compact: bool) -> None:
        self.depths.setVisible(not compact)

    def picture(self) -> QImage:
        return self.grab().toImage()

    def arrays(self) -> dict[str, Any]:
        if self._moment is None:
            return {}
        from engine.runtime.headless import frame_arrays

        arrays = frame_arrays(self._moment.frame)
        if self._unit is not None:
            arrays.update({f"unit_{name}": np.asarray(v) for name, v in frame_arrays(self._unit).items()})
        return arrays


LAB = Lab(
    study="feature-maps",
    stage=FeatureMapsStage,
    drawing=Drawing,
    lanes=(
        SideLane("tree", "network-layers", automatic=True),
        SideLane("unit", "unit", Share.POINTER, options={"effective": False}),
        SideLane("field", "unit", Share.VIEW, options={"effective": True}),
    ),
    live=True,
)
