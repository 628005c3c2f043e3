"""Positions told to attention: the photo's patches, the encoding, who is alike, and what shuffling them changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import positions_words as words
from app.lab import Lab, Moment, Stage, StageCommand, region_of
from engine.options import option
from engine.text import QT_TRANSLATE_NOOP
from widgets.colours import CLASS_COLOURS
from widgets.curves import Curves, Panel, Series
from widgets.heat_figure import HeatFigure
from widgets.picture_view import Outline, PictureView
from widgets.segments import Segments
from widgets.theme import px, text_label, theme
from widgets.value_matrix import ValueMatrix

DISTANCE, OFFSETS, TRAINING = range(3)


@dataclass(frozen=True)
class Drawing:
    """What is drawn; nothing is computed again."""

    head: int = option(
        1,
        QT_TRANSLATE_NOOP("options", "Which head's bias is shown, where there are heads."),
        label=QT_TRANSLATE_NOOP("options", "Head"),
        minimum=1,
        maximum=4,
        step=1,
    )
    opacity: float = option(
        0.8,
        QT_TRANSLATE_NOOP("options", "How much of the photo the map covers."),
        label=QT_TRANSLATE_NOOP("options", "Opacity"),
        minimum=0.0,
        maximum=1.0,
        step=0.05,
    )


class PositionsStage(Stage):
    """Above: photo, map of the chosen patch. Below: the encoding, all pairs. Beside: the shuffled photo, curves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment: Moment | None = None
        self._drawing = Drawing()
        self._patch: int | None = None
        self._cut: tuple[object, NDArray[np.uint8]] | None = None
        self._mixed: tuple[object, object, NDArray[np.uint8]] | None = None
        self._hidden = False
        self.photo = PictureView()
        self.photo.set_alignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.map = HeatFigure(unit=self.tr("cosine"))
        self.shuffled = HeatFigure(unit=self.tr("change"))
        self.table = ValueMatrix()
        self.pairs = ValueMatrix()
        self.pages = Segments([self.tr("Near"), self.tr("Offset"), self.tr("Error")])
        self.pages.set_current(DISTANCE)
        self.curves = Curves()
        self.experiment = text_label("", "body", wrap=True)
        self.titles = [text_label(text, "heading") for text in self._headings()]
        self._lay_out()
        self.photo.hovered.connect(self._photo_pointed)
        self.map.hovered.connect(self._photo_pointed)
        self.shuffled.hovered.connect(self._shuffled_pointed)
        self.table.cell_pointed.connect(self._table_pointed)
        self.pairs.cell_pointed.connect(self._pair_pointed)
        self.pages.chosen.connect(self._page_chosen)
        self.curves.cursor_moved.connect(self._cursor)
        theme.theme_changed.connect(self._space)
        self._space()

    def _headings(self) -> tuple[str, str, str]:
        return self.tr("Patches of the photo"), self.tr("Alike to the chosen patch"), self.tr("Shuffled patches")

    def _lay_out(self) -> None:
        self._above, self._below = QHBoxLayout(), QHBoxLayout()
        self._parts: list[QWidget] = []
        for title, view in zip(self.titles, (self.photo, self.map, self.shuffled), strict=True):
            part = QWidget()
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(title)
            column.addWidget(view, 1)
            self._parts.append(part)
        self._above.addWidget(self._parts[0], 1)
        self._above.addWidget(self._parts[1], 1)
        self._below.addWidget(self.table, 1)
        self._below.addWidget(self.pairs, 1)
        self._aside = QWidget()
        column = self._aside_column = QVBoxLayout(self._aside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._parts[2])
        column.addWidget(self.pages)
        column.addWidget(self.curves)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._above, 5)
        self._column.addWidget(self.experiment)
        self._column.addLayout(self._below, 4)

    def _space(self) -> None:
        self._above.setSpacing(px(24))
        self._below.setSpacing(px(24))
        self._column.setSpacing(px(16))
        self._aside_column.setSpacing(px(8))
        self._parts[2].setFixedHeight(px(184))
        self.curves.setFixedHeight(px(176))

    def aside(self) -> QWidget:
        return self._aside

    # -- frames --------------------------------------------------------------------------------

    def show_moment(self, moment: Moment) -> None:
        before, self._moment = self._moment, moment
        frame = moment.frame
        count = frame.grid**2
        if self._patch is None or self._patch >= count or before is None or before.frame.grid != frame.grid:
            self._patch = frame.grid // 2 * frame.grid + frame.grid // 2
        self._show_photos()
        self._show_matrices()
        self._show_curves()
        self._show_patch()
        self.experiment.setText("" if self._hidden else words.experiment(frame))

    def _square(self) -> NDArray[np.uint8]:
        """The square of the photo, a whole number of pixels to a patch, (S, S, 3)."""
        assert self._moment is not None
        image, frame = self._moment.inputs["image"], self._moment.frame
        if self._cut is None or self._cut[0] != (image.digest, frame.grid):
            x0, y0, x1, y1 = (int(v) for v in region_of(frame))
            whole = image.pixels[y0:y1, x0:x1]
            size = max(1, min(640, y1 - y0) // frame.grid) * frame.grid
            place = np.arange(size) * (y1 - y0) // size
            self._cut = ((image.digest, frame.grid), np.ascontiguousarray(whole[place][:, place]))
        return self._cut[1]

    def _in_order(self, order: NDArray[np.int64]) -> NDArray[np.uint8]:
        """The photo with patch ``order[i]`` at position i."""
        square, grid = self._square(), self._moment.frame.grid  # type: ignore[union-attr]
        if self._mixed is None or self._mixed[0] is not square or self._mixed[1] is not order:
            side = len(square) // grid
            cells = square.reshape(grid, side, grid, side, 3).swapaxes(1, 2).reshape(grid * grid, side, side, 3)
            mixed = cells[order].reshape(grid, grid, side, side, 3).swapaxes(1, 2).reshape(square.shape)
            self._mixed = (square, order, np.ascontiguousarray(mixed))
        return self._mixed[2]

    def _show_photos(self) -> None:
        assert self._moment is not None
        frame, square = self._moment.frame, self._square()
        self.photo.set_photo(square)
        self.photo.set_heat(None)
        self.photo.set_cells(frame.grid, frame.grid)
        whole = (0.0, 0.0, float(len(square)), float(len(square)))
        self._parts[2].setVisible(frame.differences is not None)
        if frame.differences is not None:
            at_place = frame.differences.ravel()[frame.order].reshape(frame.grid, frame.grid)
            small = frame.difference <= 1e-5
            heat = np.zeros_like(at_place) if small or self._hidden else at_place
            self.shuffled.set_map(self._in_order(frame.order), heat, whole, False, "inferno", 0.55, 0.0)
        if frame.matrix is not None:
            self.titles[1].setText(self.tr("Alike to the chosen patch"))
        else:
            self.titles[1].setText(self.tr("Bias of the chosen patch, head {head}").format(head=self._head() + 1))

    def _head(self) -> int:
        return self._drawing.head - 1

    def _show_matrices(self) -> None:
        assert self._moment is not None
        frame = self._moment.frame
        position = self.tr("position")
        if frame.matrix is not None:
            values = np.array(frame.matrix)
            if frame.filled < values.shape[1]:
                values[:, np.abs(values).max(axis=0) == 0] = np.nan
            most = float(np.abs(frame.matrix).max(initial=0.0)) or 1.0
            low = -most if frame.matrix.min() < 0 else 0.0
            self.table.set_values(
                self.tr("Positions × dimensions"), values, (position, self.tr("dimension")), (low, most)
            )
            self.pairs.set_values(
                self.tr("Similarity of all pairs"),
                frame.similarity.reshape(len(values), -1),
                (position, position),
                (-1.0, 1.0),
                square=True,
            )
            return
        table, bias = frame.table[self._head()], frame.bias[self._head()]
        low, high = float(frame.table.min()), float(frame.table.max())
        bounds = (-max(-low, high), max(-low, high)) if low < 0 else (0.0, max(high, 1e-6))
        names = (self.tr("row offset"), self.tr("column offset"))
        self.table.set_values(
            self.tr("Table, head {head}").format(head=self._head() + 1),
            table,
            names,
            bounds,
            square=True,
            first=1 - frame.grid,
        )
        pairs = (self.tr("query"), self.tr("key"))
        self.pairs.set_values(self.tr("Bias of all pairs"), bias, pairs, bounds, square=True)

    def _show_patch(self) -> None:
        """Everything that follows the chosen patch."""
        assert self._moment is not None and self._patch is not None
        frame, square, patch = self._moment.frame, self._square(), self._patch
        grid, side = frame.grid, len(square) / frame.grid
        row, column = divmod(patch, grid)
        frame_of = (column * side, row * side, (column + 1) * side, (row + 1) * side)
        self.photo.set_outlines([Outline(frame_of)])
        self.photo.set_readout(words.place(frame, patch))
        whole = (0.0, 0.0, float(len(square)), float(len(square)))
        raw = (
            frame.similarity[patch] if frame.matrix is not None else frame.bias[self._head(), patch].reshape(grid, grid)
        )
        self.map.set_map(square, raw, whole, bool(raw.min() < 0), "viridis", self._drawing.opacity, 0.0)
        if frame.matrix is None:
            most = float(np.abs(raw).max())
            self.map.bar.set_range(-most if raw.min() < 0 else 0.0, most, self.tr("bias"))
        self.map.view.set_outlines([Outline(frame_of)])
        self.pairs.set_marked(patch)
        self.table.set_marked(patch if frame.matrix is not None else None)
        if frame.differences is not None:
            there = int(np.flatnonzero(frame.order == patch)[0])
            row, column = divmod(there, grid)
            place = (column * side, row * side, (column + 1) * side, (row + 1) * side)
            self.shuffled.view.set_outlines([Outline(place)])

    def _show_curves(self) -> None:
        assert self._moment is not None
        frame = self._moment.frame
        self.pages.set_visible(OFFSETS, frame.larger_table is not None)
        self.pages.set_visible(TRAINING, frame.error is not None)
        if self.pages.current() not in self.pages.offered():
            self.pages.set_current(DISTANCE)
        self.pages.setVisible(len(self.pages.offered()) > 1)
        page = self.pages.current()
        if page == DISTANCE:
            title = self.tr("Mean cosine") if frame.matrix is not None else self.tr("Mean bias of all heads")
            self.curves.set_panels([Panel("distance", title)], self.tr("distance"))
            self.curves.set_series([Series(self.tr("mean"), frame.distances, frame.by_distance, "distance")])
            self.curves.set_cursor(None)
        elif page == OFFSETS:
            self._show_offsets(frame)
        else:
            self._show_training(frame)

    def _show_offsets(self, frame: Any) -> None:
        """The small network's curves in the space it sees, dashed beyond the offsets it has learned."""
        self.curves.set_panels([Panel("offsets", self.tr("Bias along a row"))], self.tr("log-spaced offset"))
        middle = len(frame.offsets) // 2
        inside = np.abs(frame.offsets) <= frame.grid - 1
        series = []
        for head, line in enumerate(frame.larger_table[:, middle]):
            name, colour = self.tr("head {head}").format(head=head + 1), CLASS_COLOURS[head]
            series.append(Series(name, frame.log_offsets[inside], line[inside], "offsets", colour=colour))
        if not inside.all():
            for head, line in enumerate(frame.larger_table[:, middle]):
                name = self.tr("{head} unseen").format(head=head + 1)
                beyond = np.where(np.abs(frame.offsets) < frame.grid - 1, np.nan, line)
                colour = CLASS_COLOURS[head]
                series.append(Series(name, frame.log_offsets, beyond, "offsets", colour=colour, dashed=True))
        self.curves.set_series(series)
        self.curves.set_cursor(None)

    def _show_training(self, frame: Any) -> None:
        assert self._moment is not None
        film = self._moment.film
        steps = [shot.step for shot in (film.at(i)[1] for i in film.steps())]
        errors = [film.at(i)[1].error for i in film.steps()]
        self.curves.set_panels([Panel("error", self.tr("Error on other pieces"))], self.tr("steps"))
        guess = [frame.error_of_mean] * len(steps)
        self.curves.set_series(
            [
                Series(self.tr("restored"), steps, errors, "error"),
                Series(self.tr("guess"), steps, guess, "error", dashed=True),
            ]
        )
        self.curves.set_cursor(float(frame.step))

    # -- pointer and choices -------------------------------------------------------------------

    def choose(self, patch: int) -> None:
        """Light up a patch in every view."""
        if self._moment is not None and patch != self._patch and 0 <= patch < self._moment.frame.grid**2:
            self._patch = patch
            self._show_patch()

    def _patch_at(self, position: Any) -> int | None:
        if position is None or self._moment is None:
            return None
        grid, size = self._moment.frame.grid, len(self._square())
        column, row = (min(grid - 1, int(v / size * grid)) for v in position)
        return row * grid + column

    def _photo_pointed(self, position: Any) -> None:
        patch = self._patch_at(position)
        if patch is not None:
            self.choose(patch)
        self.pointer_moved.emit(position)

    def _shuffled_pointed(self, position: Any) -> None:
        patch = self._patch_at(position)
        if patch is not None and self._moment is not None:
            self.choose(int(self._moment.frame.order[patch]))

    def _table_pointed(self, cell: Any) -> None:
        if cell is not None and self._moment is not None and self._moment.frame.matrix is not None:
            self.choose(cell[0])

    def _pair_pointed(self, cell: Any) -> None:
        if cell is not None:
            self.choose(cell[0])

    def _page_chosen(self, page: int) -> None:
        if self._moment is not None:
            self._show_curves()

    def next_page(self) -> None:
        """The next of the curves there are."""
        offered = self.pages.offered()
        self.pages.set_current(offered[(offered.index(self.pages.current()) + 1) % len(offered)])
        self._page_chosen(self.pages.current())

    def next_patch(self) -> None:
        """The next patch in reading order."""
        if self._moment is not None and self._patch is not None:
            self.choose((self._patch + 1) % self._moment.frame.grid**2)

    def _cursor(self, x: float) -> None:
        if self._moment is not None and self.pages.current() == TRAINING:
            film = self._moment.film
            self.step_wanted.emit(min(film.steps(), key=lambda i: abs(film.at(i)[1].step - x)))

    def set_pointer(self, position: Any) -> None:
        patch = self._patch_at(position)
        if patch is not None:
            self.choose(patch)

    # -- the rest ------------------------------------------------------------------------------

    def sentence(self) -> str:
        return "" if self._moment is None else words.sentence(self._moment.frame)

    def settled(self) -> bool:
        return self._moment is not None and self._moment.frame.step == self._moment.frame.steps

    def set_drawing(self, drawing: Drawing) -> None:
        self._drawing = drawing
        if self._moment is not None:
            self.show_moment(self._moment)

    def set_compact(self, compact: bool) -> None:
        self._parts[0].setVisible(not compact)
        self.pairs.setVisible(not compact)

    def set_answer_hidden(self, hidden: bool) -> None:
        self._hidden = hidden
        if self._moment is not None:
            self.show_moment(self._moment)

    def picture(self) -> QImage:
        return self.grab().toImage()

    def arrays(self) -> dict[str, Any]:
        if self._moment is None:
            return {}
        from engine.runtime.headless import frame_arrays

        return frame_arrays(self._moment.frame)


LAB = Lab(
    "positional-encoding",
    PositionsStage,
    drawing=Drawing,
    words=("sinusoidal", "ViT", "Swin", "relative position bias", "permutation"),
    commands=(
        StageCommand("next_patch", QT_TRANSLATE_NOOP("commands", "Next patch"), "N"),
        StageCommand("next_page", QT_TRANSLATE_NOOP("commands", "Next curves"), "B"),
    ),
)
