"""The list of keys, and About with versions and licences."""

from __future__ import annotations

import html
import json
import platform
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from app import VERSION
from app.folders import assets_folder
from app.texts import translated
from engine.text import QT_TRANSLATE_NOOP
from widgets.theme import px, text_label

if TYPE_CHECKING:
    from app.actions import Command
    from app.lab import StageCommand


def _dialog(parent: QWidget, title: str) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(px(24), px(20), px(24), px(20))
    column.setSpacing(px(16))
    column.addWidget(text_label(title, "title"))
    return dialog, column


def _close_button(dialog: QDialog, column: QVBoxLayout) -> None:
    buttons = QDialogButtonBox()
    close = buttons.addButton(QCoreApplication.translate("Dialogs", "Close"), QDialogButtonBox.ButtonRole.AcceptRole)
    close.clicked.connect(dialog.accept)
    column.addWidget(buttons)


MOUSE_KEYS = (
    (QT_TRANSLATE_NOOP("Dialogs", "Alt+arrows"), QT_TRANSLATE_NOOP("Dialogs", "Move between units")),
    (QT_TRANSLATE_NOOP("Dialogs", "Wheel"), QT_TRANSLATE_NOOP("Dialogs", "Zoom round the pointer")),
    (QT_TRANSLATE_NOOP("Dialogs", "Double click"), QT_TRANSLATE_NOOP("Dialogs", "See the whole picture again")),
    (QT_TRANSLATE_NOOP("Dialogs", "Shift+click"), QT_TRANSLATE_NOOP("Dialogs", "Compare with this class")),
)


def keys_dialog(parent: QWidget, commands: Sequence[Command], of_stage: Sequence[StageCommand] = ()) -> None:
    """Every key, by group; those of the lab that is shown stand with the stage's."""
    dialog, column = _dialog(parent, QCoreApplication.translate("Dialogs", "Keys"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(24))
    grid.setVerticalSpacing(px(4))
    columns: dict[str, list[tuple[str, str]]] = {}
    for command in commands:
        if command.keys:
            keys = QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
            columns.setdefault(command.group, []).append((keys, command.name.removesuffix("…")))
    columns[QCoreApplication.translate("Dialogs", "On the stage")] = [
        (QCoreApplication.translate("Dialogs", keys), QCoreApplication.translate("Dialogs", words))
        for keys, words in MOUSE_KEYS
    ] + [
        (
            QKeySequence(offered.keys).toString(QKeySequence.SequenceFormat.NativeText),
            translated("commands", offered.words).removesuffix("…"),
        )
        for offered in of_stage
        if offered.keys
    ]
    places = {0: (0, 0), 1: (0, 3), 2: (30, 0), 3: (30, 3)}
    for number, (group, entries) in enumerate(columns.items()):
        row, at = places[number % 4]
        grid.addWidget(text_label(group, "heading"), row, at, 1, 2)
        for offset, (keys, words) in enumerate(entries, start=1):
            grid.addWidget(text_label(keys, "accent_small"), row + offset, at)
            grid.addWidget(text_label(words), row + offset, at + 1)
    grid.setColumnMinimumWidth(2, px(32))
    column.addLayout(grid)
    _close_button(dialog, column)
    dialog.open()


def about_dialog(parent: QWidget) -> None:
    """Version, what it stands on, and everybody's licence."""
    dialog, column = _dialog(parent, QCoreApplication.translate("Dialogs", "About Vitrine"))
    words = QCoreApplication.translate(
        "Dialogs", "Version {version}, Python {python}. An explorer for computer vision; MIT licence."
    )
    column.addWidget(QLabel(words.format(version=VERSION, python=platform.python_version())))
    browser = QTextBrowser()
    browser.setMinimumSize(px(640), px(400))
    rows = []
    path = assets_folder() / "licences.json"
    if path.exists():
        for entry in json.loads(path.read_text(encoding="utf-8")):
            cells = (str(entry.get(key, "")) for key in ("name", "version", "licence"))
            rows.append("<tr>" + "".join(f"<td>{html.escape(cell)}&nbsp;&nbsp;</td>" for cell in cells) + "</tr>")
    browser.setHtml(f"<table>{''.join(rows)}</table>")
    column.addWidget(browser)
    _close_button(dialog, column)
    dialog.open()
