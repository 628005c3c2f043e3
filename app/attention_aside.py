"""Beside the attention lab's stage: what the answer is made of, the answer, how far and how widely each layer looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import attention_words as words
from app.attention_maps import answer_map
from app.lab import Moment, region_of
from widgets.answer_bars import Answer, AnswerBars
from widgets.curves import Curves, Panel, Series
from widgets.heat_figure import HeatFigure
from widgets.segments import Segments
from widgets.theme import px, text_label, theme

DISTANCE, ENTROPY = range(2)


class AttentionAside(QWidget):
    """``layer_wanted`` (number) from the curves, ``class_wanted`` (index) from the answers."""

    layer_wanted = Signal(int)
    class_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = text_label("", "heading", wrap=True)
        self.figure = HeatFigure(unit=self.tr("weight"))
        self.bars = AnswerBars()
        self.pages = Segments([self.tr("Distance"), self.tr("Entropy")])
        self.pages.set_current(DISTANCE)
        self.curves = Curves()
        self._layers: Sequence[Any] = ()
        self._layer = 0
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.title, self.figure, self.bars, self.pages, self.curves):
            column.addWidget(part)
        self.bars.class_chosen.connect(self.class_wanted)
        self.pages.chosen.connect(lambda _: self._draw_curves())
        self.curves.cursor_moved.connect(lambda x: self.layer_wanted.emit(round(x)))
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._column.setSpacing(px(8))
        self.figure.setFixedHeight(px(168))
        self.curves.setFixedHeight(px(176))

    def show_answer(self, moment: Moment, colours: str, opacity: float) -> None:
        """The map the answer is made of, and the first answers of a classifier."""
        frame = moment.frame
        self.title.setText(words.answer_title(frame, moment.options.method))
        self.figure.set_map(
            moment.inputs["image"].pixels, answer_map(frame), region_of(frame), False, colours, opacity, 0.0
        )
        self.bars.setVisible(frame.target >= 0)
        if frame.target < 0:
            return
        parts = np.exp(frame.logits - frame.logits.max())
        parts /= parts.sum()
        shown = [(int(index), name) for index, name in zip(frame.top, frame.top_names, strict=True)]
        if frame.target not in frame.top:
            shown.append((int(frame.target), frame.target_name))
        answers = [Answer(index, name, float(parts[index]), float(frame.logits[index])) for index, name in shown]
        self.bars.set_answers(answers, int(frame.target))

    def show_layers(self, layers: Sequence[Any], layer: int) -> None:
        """Curves of all layers' heads, the cursor on ``layer``."""
        self._layers, self._layer = layers, layer
        self._draw_curves()

    def _draw_curves(self) -> None:
        distance = self.pages.current() == DISTANCE
        title = self.tr("Distance of heads") if distance else self.tr("Entropy, part of the largest")
        unit = self.tr("pixels") if distance else ""
        self.curves.set_panels([Panel("heads", title, unit, low=0.0, high=None if distance else 1.0)], self.tr("layer"))
        numbers = [frame.layer for frame in self._layers]
        rows = [np.asarray(frame.distance if distance else frame.entropy_part) for frame in self._layers]
        kinds = ((self.tr("farthest"), np.max), (self.tr("mean"), np.mean), (self.tr("nearest"), np.min))
        if not distance:
            kinds = ((self.tr("widest"), np.max), (self.tr("mean"), np.mean), (self.tr("narrowest"), np.min))
        self.curves.set_series(
            [
                Series(name, numbers, [float(measure(row)) for row in rows], "heads", sparse=True)
                for name, measure in kinds
            ]
        )
        self.curves.set_cursor(float(self._layer) if self._layers else None)

    def set_answer_hidden(self, hidden: bool) -> None:
        """Cover the answer and the map it is made of."""
        self.bars.set_hidden(hidden)
        self.title.setVisible(not hidden)
        self.figure.setVisible(not hidden)
