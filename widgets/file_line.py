"""A line for a file's path: typed, chosen in a dialog, or dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from widgets.icons import icon


class FileLine(QLineEdit):
    """A line edit with a folder at its end. ``editingFinished`` tells of a chosen or dropped file too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = self.addAction(icon("folder", "quiet"), QLineEdit.ActionPosition.TrailingPosition)
        self.folder.setText(self.tr("Choose a file"))
        self.folder.setToolTip(self.tr("Choose a file (↓)"))
        self.folder.triggered.connect(self.choose)

    def choose(self) -> None:
        """Ask for a file, beside the one that is there."""
        name, _ = QFileDialog.getOpenFileName(self, self.folder.text(), str(Path(self.text()).expanduser()))
        if name:
            self._put(name)

    def _put(self, name: str) -> None:
        self.setText(name)
        self.editingFinished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.choose()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        name = _file(event.mimeData())
        if name:
            event.acceptProposedAction()
            self._put(name)
        else:
            super().dropEvent(event)


def _file(data: QMimeData) -> str:
    """The one local file that is dragged, or an empty text."""
    urls = data.urls()
    return urls[0].toLocalFile() if len(urls) == 1 else ""
