"""A row of exclusive words: where one is, always one click from the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from widgets.theme import px, theme


class Segments(QWidget):
    """``chosen(int)`` when another word is chosen; arrows move when one has the focus."""

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for number, word in enumerate(words):
            button = QPushButton(word)
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            self._group.addButton(button, number)
            self._row.addWidget(button)
        self._row.addStretch()
        self._group.idClicked.connect(self.chosen)
        theme.theme_changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._row.setSpacing(px(4))

    def set_words(self, words: Sequence[str]) -> None:
        """New words for the same places."""
        for number, word in enumerate(words):
            button = self._group.button(number)
            button.setText(word)
            button.setToolTip(word)

    def set_current(self, number: int) -> None:
        """Mark a word as the chosen one without a signal."""
        self._group.button(number).setChecked(True)

    def current(self) -> int:
        """The chosen word's place."""
        return self._group.checkedId()

    def set_enabled(self, number: int, enabled: bool) -> None:
        """Whether a word can be chosen."""
        self._group.button(number).setEnabled(enabled)

    def set_visible(self, number: int, visible: bool) -> None:
        """Whether a word is offered at all."""
        self._group.button(number).setVisible(visible)

    def offered(self) -> list[int]:
        """The places of the words that are offered."""
        return [self._group.id(b) for b in self._group.buttons() if not b.isHidden()]
