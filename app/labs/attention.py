"""Attention heads: point at a patch, and every head shows where it looks, or who looks at it; all layers below."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import attention_words as words
from app.attention_aside import AttentionAside
from app.attention_drawing import Drawing
from app.attention_maps import beside_the_patches, covering, maps, place_of
from app.lab import Lab, Moment, SideLane, Stage, StageCommand, region_of
from engine.text import QT_TRANSLATE_NOOP
from widgets.cell_painting import number_text
from widgets.colour_bar import ColourBar
from widgets.heat_wall import HeatWall, Tile
from widgets.picture_view import Outline, PictureView
from widgets.segments import Segments
from widgets.theme import px, text_label, theme

LOOKS_AT, LOOKED_AT_BY = range(2)
PATCH, CLASS_TOKEN = range(2)
MEAN = "mean"
BARE = 0.0005
SIDE = 320


class AttentionStage(Stage):
    """The photo with one head's map, all heads beside it, all layers below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment: Moment | None = None
        self._drawing = Drawing()
        self._patch: int | None = None
        self._kept = False
        self._head = -1
        self._layers: list[Any] = []
        self._maps: NDArray[np.float32] = np.zeros((1, 1, 1), np.float32)
        self._cut: tuple[object, NDArray[np.uint8]] | None = None
        self.title = text_label("", "heading")
        self.direction = Segments([self.tr("Looks at"), self.tr("Looked at by")])
        self.whose = Segments([self.tr("Patch"), self.tr("Class token")])
        self.photo = PictureView()
        self.photo.set_alignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.photo.setToolTip(
            self.tr("Point at a patch to ask it. A click keeps it and reads weights; a click on it lets go.")
        )
        self.bar = ColourBar()
        self.photo.set_side(self.bar)
        self.heads = HeatWall()
        self.layers_title = text_label(self.tr("All layers, mean of the heads"), "heading")
        self.layers = HeatWall(one_row=True)
        self._aside = AttentionAside()
        self._lay_out()
        self.direction.set_current(LOOKS_AT)
        self.whose.set_current(PATCH)
        self.direction.chosen.connect(lambda _: self._show_query())
        self.whose.chosen.connect(lambda _: self._show_query())
        self.photo.hovered.connect(self._pointed)
        self.photo.picked.connect(self._picked)
        self.heads.chosen.connect(self._head_chosen)
        self.layers.chosen.connect(lambda name: self._layer_wanted(int(name)))
        self._aside.layer_wanted.connect(self._layer_wanted)
        self._aside.class_wanted.connect(lambda index: self.option_wanted.emit("target", index))
        theme.theme_changed.connect(self._space)
        self._space()

    def _lay_out(self) -> None:
        self._choices = QHBoxLayout()
        self._choices.addWidget(self.title, 1)
        self._choices.addWidget(self.direction)
        self._choices.addWidget(self.whose)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._choices)
        self._column.addWidget(self.photo, 5)
        self._column.addWidget(self.heads, 2)
        self._column.addWidget(self.layers_title)
        self._column.addWidget(self.layers)

    def _space(self) -> None:
        self._choices.setSpacing(px(16))
        self._column.setSpacing(px(12))
        self.layers.setFixedHeight(px(96))

    def aside(self) -> QWidget:
        return self._aside

    # -- frames --------------------------------------------------------------------------------

    def show_moment(self, moment: Moment) -> None:
        before, self._moment = self._moment, moment
        frame = moment.frame
        if before is None or before.inputs["image"] is not moment.inputs["image"] or not _same_pass(before, moment):
            self._layers = []
            self._kept = False
        grid = self._grid()
        if self._patch is None or before is None:
            self._patch = grid[0] // 2 * grid[1] + grid[1] // 2
        else:
            self._patch = covering(self._patch, (int(before.frame.grid[0]), int(before.frame.grid[1])), grid)
        self._head = min(self._head, frame.attention.shape[1] - 1)
        self._column.setStretchFactor(self.heads, 2 if frame.attention.shape[1] < 6 else 3)
        self.whose.set_visible(CLASS_TOKEN, frame.prefix_tokens > 0)
        self.whose.setVisible(frame.prefix_tokens > 0)
        if frame.prefix_tokens == 0:
            self.whose.set_current(PATCH)
        part = self._part()
        self.photo.set_photo(moment.inputs["image"].pixels)
        self.heads.set_photo(part)
        self.layers.set_photo(part)
        self._show_query()
        self._aside.show_answer(moment, self._drawing.colours, self._drawing.opacity)
        self._aside.show_layers(self._layers, int(frame.layer))

    def show_lane(self, lane: str, moment: Moment) -> None:
        asked = self._moment
        if asked is None or moment.inputs["image"] is not asked.inputs["image"]:
            return
        layers = [moment.film.at(step)[1] for step in moment.film.steps()]
        if len(layers) < layers[0].count or [frame.path for frame in layers] != list(asked.frame.layers):
            return  # they change together
        self._layers = layers
        self._show_layers()
        self._aside.show_layers(layers, int(asked.frame.layer))

    def settled(self) -> bool:
        return self._moment is not None and len(self._layers) == len(self._moment.frame.layers)

    def _grid(self) -> tuple[int, int]:
        assert self._moment is not None
        rows, columns = self._moment.frame.grid
        return int(rows), int(columns)

    def _part(self) -> NDArray[np.uint8]:
        """The part of the photo that the network sees, not larger than tiles are."""
        assert self._moment is not None
        image, frame = self._moment.inputs["image"], self._moment.frame
        key = (image.digest, tuple(frame.region.tolist()))
        if self._cut is None or self._cut[0] != key:
            x0, y0, x1, y1 = (round(v) for v in region_of(frame))
            whole = image.pixels[max(0, y0) : y1, max(0, x0) : x1]
            step = max(1, max(whole.shape[:2]) // SIDE)
            self._cut = (key, np.ascontiguousarray(whole[::step, ::step]))
        return self._cut[1]

    # -- the chosen token ----------------------------------------------------------------------

    def _of_class_token(self) -> bool:
        return self.whose.current() == CLASS_TOKEN

    def _received(self) -> bool:
        return self.direction.current() == LOOKED_AT_BY

    def _show_query(self) -> None:
        """Everything that follows the chosen token."""
        if self._moment is None or self._patch is None:
            return
        frame, grid = self._moment.frame, self._grid()
        place = (0, 0) if self._of_class_token() else place_of(frame.places, self._patch)
        self._maps = maps(frame.attention, frame.places, grid, place, self._received())
        d = self._drawing
        most = float(self._maps.max()) if d.scale == "layer" else None
        tiles = [Tile(MEAN, self._maps.mean(0), self.tr("mean"))]
        for head, heat in enumerate(self._maps):
            distance, part = float(frame.distance[head]), float(frame.entropy_part[head])
            tiles.append(
                Tile(
                    str(head),
                    heat,
                    self.tr("head {head}").format(head=head),
                    f"{distance:.0f} px · {part:.0%}",
                    self.tr(
                        "mean attention distance {distance} pixels of the network's input, entropy {part} of the most"
                    ).format(distance=number_text(distance), part=f"{part:.0%}"),
                )
            )
        self.heads.set_look(d.colours, d.opacity)
        self.heads.set_tiles(tiles, self._mark(grid, self._patch), most)
        self.heads.set_chosen(MEAN if self._head < 0 else str(self._head))
        self._show_photo(place, most)
        self._show_layers()

    def _mark(self, grid: tuple[int, int], patch: int) -> tuple[float, float, float, float] | None:
        """The patch, in parts of what the network sees."""
        if self._of_class_token():
            return None
        row, column = divmod(patch, grid[1])
        return column / grid[1], row / grid[0], (column + 1) / grid[1], (row + 1) / grid[0]

    def _shown(self) -> NDArray[np.float32]:
        """The map over the photo: the chosen head's, or the mean."""
        return np.asarray(self._maps.mean(0) if self._head < 0 else self._maps[self._head])

    def _show_photo(self, place: tuple[int, int], most: float | None) -> None:
        assert self._moment is not None and self._patch is not None
        frame, grid, d = self._moment.frame, self._grid(), self._drawing
        heat, region = self._shown(), region_of(frame)
        top = most or float(heat.max()) or 1.0
        fine = max(1, 128 // max(grid))  # so that the cells keep their edges
        cells = np.repeat(np.repeat(heat / top, fine, 0), fine, 1)
        self.photo.set_heat(cells, region, d.colours, d.opacity, BARE)
        self.photo.set_cells(*grid)
        mark = self._mark(grid, self._patch)
        x0, y0, x1, y1 = region
        outlines = []
        if mark is not None:
            wide, high = x1 - x0, y1 - y0
            box = (x0 + mark[0] * wide, y0 + mark[1] * high, x0 + mark[2] * wide, y0 + mark[3] * high)
            outlines.append(Outline(box, self.tr("kept") if self._kept else ""))
        self.photo.set_outlines(outlines)
        self.bar.set_map(d.colours)
        self.bar.set_range(0.0, top, self.tr("weight"))
        name = self.tr("Mean of the heads") if self._head < 0 else self.tr("Head {head}").format(head=self._head)
        self.title.setText(name)
        given = beside_the_patches(frame.attention, frame.places, place)
        share = float(given.mean() if self._head < 0 else given[self._head])
        readout = ""
        if frame.prefix_tokens and not self._received():
            template = self.tr("to the class token: {share}")
            if frame.prefix_tokens > 1:
                template = self.tr("to tokens that are no patch: {share}")
            readout = template.format(share=f"{share:.1%}")
        self.photo.set_readout(readout)

    def _show_layers(self) -> None:
        if self._moment is None or self._patch is None:
            return
        tiles, here = [], self._grid()
        for frame in self._layers:
            grid = (int(frame.grid[0]), int(frame.grid[1]))
            own = covering(self._patch, here, grid)
            place = (0, 0) if self._of_class_token() else place_of(frame.places, own)
            heat = maps(frame.mean[:, None], frame.places, grid, place, self._received())[0]
            tiles.append(Tile(str(frame.layer), heat, str(frame.layer), tip=frame.path))
        self.layers.set_look(self._drawing.colours, self._drawing.opacity)
        self.layers.set_tiles(tiles, self._mark(here, self._patch))
        self.layers.set_chosen(str(self._moment.frame.layer))

    def choose(self, patch: int) -> None:
        """Ask another patch."""
        if self._moment is not None and 0 <= patch < self._grid()[0] * self._grid()[1]:
            if patch != self._patch or self._of_class_token():
                self._patch = patch
                self.whose.set_current(PATCH)
                self._show_query()

    # -- pointer and choices -------------------------------------------------------------------

    def _patch_at(self, position: Any) -> int | None:
        if position is None or self._moment is None:
            return None
        x0, y0, x1, y1 = region_of(self._moment.frame)
        rows, columns = self._grid()
        row = int(np.floor((position[1] - y0) / (y1 - y0) * rows))
        column = int(np.floor((position[0] - x0) / (x1 - x0) * columns))
        return row * columns + column if 0 <= row < rows and 0 <= column < columns else None

    def _pointed(self, position: Any) -> None:
        patch = self._patch_at(position)
        if patch is None:
            self.bar.set_mark(None)
        elif self._kept or self._of_class_token():
            row, column = divmod(patch, self._grid()[1])
            weight = float(self._shown()[row, column])
            self.bar.set_mark(weight)
            self.photo.set_readout(
                self.tr("row {row}, column {column}: weight {weight}").format(
                    row=row, column=column, weight=number_text(weight)
                )
            )
        else:
            self.choose(patch)
        self.pointer_moved.emit(position)

    def _picked(self, position: Any) -> None:
        patch = self._patch_at(position)
        if patch is None:
            return
        if self._kept and patch == self._patch:
            self._kept = False
        else:
            self._kept = True
            self._patch = patch
            self.whose.set_current(PATCH)
        self._show_query()

    def _head_chosen(self, name: str) -> None:
        self._head = -1 if name == MEAN else int(name)
        self._show_query()

    def _layer_wanted(self, number: int) -> None:
        self.option_wanted.emit("layer", number)

    def turn_round(self) -> None:
        """From where it looks to who looks at it, and back."""
        self.direction.set_current(LOOKED_AT_BY if self.direction.current() == LOOKS_AT else LOOKS_AT)
        self._show_query()

    def class_token(self) -> None:
        """The class token in the patch's place, where there is one, and back."""
        if self._moment is not None and self._moment.frame.prefix_tokens > 0:
            self.whose.set_current(PATCH if self._of_class_token() else CLASS_TOKEN)
            self._show_query()

    def next_head(self) -> None:
        """The next head, after the last the mean."""
        if self._moment is not None:
            heads = self._moment.frame.attention.shape[1]
            self._head = -1 if self._head + 1 >= heads else self._head + 1
            self._show_query()

    def set_pointer(self, position: Any) -> None:
        patch = self._patch_at(position)
        if patch is not None and not self._kept:
            self.choose(patch)

    # -- the rest ------------------------------------------------------------------------------

    def sentence(self) -> str:
        if self._moment is None:
            return ""
        patch = None if self._of_class_token() else self._patch
        return words.sentence(self._moment.frame, patch, self._received())

    def set_drawing(self, drawing: Drawing) -> None:
        self._drawing = drawing
        if self._moment is not None:
            self._show_query()
            self._aside.show_answer(self._moment, drawing.colours, drawing.opacity)

    def set_busy(self, busy: bool) -> None:
        self.photo.set_busy(busy)

    def set_compact(self, compact: bool) -> None:
        for part in (self.layers_title, self.layers, self.heads):
            part.setVisible(not compact)

    def set_answer_hidden(self, hidden: bool) -> None:
        self._aside.set_answer_hidden(hidden)

    def picture(self) -> QImage:
        return self.grab().toImage()

    def arrays(self) -> dict[str, Any]:
        if self._moment is None:
            return {}
        from engine.runtime.headless import frame_arrays

        return {**frame_arrays(self._moment.frame), "maps": self._maps}


def _same_pass(before: Moment, now: Moment) -> bool:
    """Whether only the layer, the method or the class is another: the network saw nothing new."""
    asked = {"layer": -1, "method": "none", "target": -1}
    return bool(replace(before.options, **asked) == replace(now.options, **asked))


LAB = Lab(
    "attention",
    AttentionStage,
    drawing=Drawing,
    lanes=(SideLane("layers", "attention-layers", automatic=True),),
    words=("ViT", "DeiT", "DINO", "Swin", "rollout", "heads", "Chefer"),
    commands=(
        StageCommand("turn_round", QT_TRANSLATE_NOOP("commands", "Looks at, or looked at by"), "B"),
        StageCommand("class_token", QT_TRANSLATE_NOOP("commands", "Class token"), "K"),
        StageCommand("next_head", QT_TRANSLATE_NOOP("commands", "Next head"), "N"),
    ),
)
