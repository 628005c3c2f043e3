"""What a field shows the camera, and beside it what another that trains from the same seed shows it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.field_view import FieldView
from widgets.theme import px, text_label, theme


class FieldPictures(QWidget):
    """One picture, or two with names over them and, below, how they differ."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view, self.other = FieldView(), FieldView()
        self.name, self.other_name = text_label("", "heading"), text_label("", "heading")
        self.verdict = text_label("", "body", wrap=True)
        self._row = QHBoxLayout()
        self._beside = False
        for name, view in ((self.name, self.view), (self.other_name, self.other)):
            column = QVBoxLayout()
            column.addWidget(name)
            column.addWidget(view, 1)
            self._row.addLayout(column)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._row, 1)
        self._column.addWidget(self.verdict)
        self.other.setAccessibleName(self.tr("What the field that trains beside it shows the camera"))
        theme.theme_changed.connect(self._space)
        self._space()
        self.set_beside(False)

    def _space(self) -> None:
        self._row.setSpacing(px(16) if self._beside else 0)
        self._column.setSpacing(px(8))

    def set_beside(self, beside: bool) -> None:
        """Whether there are two."""
        self._beside = beside
        for widget in (self.other, self.name, self.other_name, self.verdict):
            widget.setVisible(beside)
        self._row.setStretch(0, 1)
        self._row.setStretch(1, int(beside))
        self._space()

    def beside(self) -> bool:
        """Whether there are two."""
        return self._beside

    def say(self, own: str, other: str, verdict: str) -> None:
        """The names over the pictures and the sentence below."""
        for label, words in ((self.name, own), (self.other_name, other), (self.verdict, verdict)):
            label.setText(words)
            label.setToolTip(words)
        self.view.setAccessibleDescription(own)

    def views(self) -> tuple[FieldView, ...]:
        """Those that are shown."""
        return (self.view, self.other) if self._beside else (self.view,)
