"""What stands beside the maps: the edges, drift and errors, the objective."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import multiway_words
from widgets.edge_list import EdgeList
from widgets.formula import FormulaView
from widgets.theme import px, text_label, theme

LATEX = r"\sum_{(i,j)} l_{ij} \, e_{ij}^T \Lambda_{ij} e_{ij} + \mu \left( \sqrt{l_{ij}} - 1 \right)^2"
PLAIN = "sum of l e' Lambda e + mu (sqrt(l) - 1)^2"
FACTS = 3


class _Facts(QWidget):
    """Lines of words and a value."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._lines = []
        for _ in range(FACTS):
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            words, value = text_label("", "quiet_small", wrap=True), text_label("", "small")
            row.addWidget(words, 1)
            row.addWidget(value)
            self._column.addWidget(line)
            self._lines.append((line, words, value))

    def space(self) -> None:
        self._column.setSpacing(px(4))

    def set_facts(self, facts: Sequence[tuple[str, str, str]]) -> None:
        """Words, value and what it is exactly, of each."""
        for number, (line, words, value) in enumerate(self._lines):
            line.setVisible(number < len(facts))
            if number < len(facts):
                words.setText(facts[number][0])
                value.setText(facts[number][1])
                line.setToolTip(facts[number][2])


class MultiwayAside(QWidget):
    """The column of the lab. ``chosen`` (int) is an edge of the frame; the list shows planted ones and loops first."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = _Facts()
        self.edges = EdgeList()
        self._order: list[int] = []
        self.formula = FormulaView()
        self.formula.set_formula(LATEX, PLAIN)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.notes = text_label("", "quiet_small", wrap=True)
        for widget in (self.facts, self.edges, self.formula, self.notes):
            self._column.addWidget(widget)
        self.edges.chosen.connect(self._row_chosen)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._column.setSpacing(px(16))
        self.facts.space()

    def show_frame(self, frame: Any, unit: str, threshold: float) -> None:
        """A frame's edges and figures."""
        self.facts.set_facts(multiway_words.facts(frame, unit))
        rank = {"false": 0, "loop": 1, "odometry": 2}
        self._order = sorted(range(len(frame.edges)), key=lambda i: (rank[frame.edge_kind[i]], i))
        self.edges.set_edges(
            [multiway_words.edge_row(frame, i, unit, threshold) for i in self._order], multiway_words.list_unit(unit)[1]
        )
        self.notes.setText(multiway_words.told_beside(frame))

    def select(self, numbers: Sequence[int]) -> None:
        """Mark edges, by their numbers in the frame."""
        self.edges.select([self._order.index(number) for number in numbers])

    def _row_chosen(self, row: int) -> None:
        self.chosen.emit(self._order[row])
