"""The window's menu, and the menu of what is on the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from app.languages import LANGUAGES
from app.texts import translated
from engine.runtime import torch_loading
from widgets.theme import theme

if TYPE_CHECKING:
    from app.actions import WindowActions
    from app.window import Window

SCALES = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class Menus(QObject):
    """Makes the menus of a window from its commands."""

    def __init__(self, window: Window, actions: WindowActions) -> None:
        super().__init__(actions)
        self._window, self._actions = window, actions

    def stage_menu(self) -> QMenu:
        """What can be done with what is on the stage; the lab's own commands first."""
        menu = QMenu(self._window)
        page = self._window.current()
        for offered in page.lab.commands if page is not None else ():
            words = translated("commands", offered.words)
            action = menu.addAction(f"{words}\t{offered.keys}" if offered.keys else words)
            action.setData(offered.method)
            action.triggered.connect(self._do_on_stage)
        menu.addSeparator()
        methods = ("swap_inputs", "copy_picture", "save_picture", "save_data", "save_cloud", "save_film", "copy_script")
        for method in filter(self._actions.available, (*methods, "pin")):
            menu.addAction(self._actions.actions[method])
        return menu

    def show_stage_menu(self, at: QPoint) -> None:
        """The stage's menu at a position on the screen."""
        menu = self.stage_menu()
        menu.exec(at)
        menu.deleteLater()

    def _do_on_stage(self) -> None:
        sender = self.sender()
        assert isinstance(sender, QAction)
        self._actions.do_on_stage(sender.data())

    def show_menu(self) -> None:
        """The window's menu, under its button."""
        button = self._window.menu_button
        at = button.mapToGlobal(QPoint(0, button.height()))
        menu = QMenu(self._window)
        order = (
            ("open_file", "paste", "open_session", "save_session", "choose_pack"),
            ("save_picture", "save_data", "save_cloud", "save_film", "copy_picture", "copy_script"),
            ("undo", "redo", "pin", "swap_inputs", "restart"),
        )
        for block in order:
            for method in filter(self._actions.available, block):
                menu.addAction(self._actions.actions[method])
            menu.addSeparator()
        themes = menu.addMenu(QCoreApplication.translate("WindowActions", "Colours"))
        for name, words in (
            ("system", QCoreApplication.translate("WindowActions", "as the system")),
            ("light", QCoreApplication.translate("WindowActions", "light")),
            ("dark", QCoreApplication.translate("WindowActions", "dark")),
        ):
            self._choice(themes, words, theme.asked == name, "theme", name)
        languages = menu.addMenu(QCoreApplication.translate("WindowActions", "Language"))
        for code, words in LANGUAGES.items():
            self._choice(languages, words, self._window.language == code, "language", code)
        sizes = menu.addMenu(QCoreApplication.translate("WindowActions", "Text size"))
        for scale in SCALES:
            self._choice(sizes, f"{scale:.0%}", abs(theme.scale - scale) < 0.01, "scale", scale)
        computing = menu.addMenu(QCoreApplication.translate("WindowActions", "Computing"))
        for device in ("auto", *self._window.computing.devices):
            words = QCoreApplication.translate("WindowActions", "best device") if device == "auto" else device.upper()
            self._choice(computing, words, self._window.computing.device == device, "device", device)
        threads = menu.addMenu(QCoreApplication.translate("WindowActions", "Threads"))
        for count in range(1, torch_loading.processors() + 1):
            self._choice(threads, str(count), torch_loading.threads() == count, "threads", count)
        for method in ("toggle_presenter", "toggle_lesson", "show_keys", "show_about", "quit"):
            menu.addAction(self._actions.actions[method])
        menu.exec(at)
        menu.deleteLater()

    def _choice(self, menu: QMenu, words: str, checked: bool, kind: str, value: Any) -> None:
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setChecked(checked)
        action.setData((kind, value))
        action.triggered.connect(self._chosen)
        group = menu.findChild(QActionGroup) or QActionGroup(menu)
        group.addAction(action)
        menu.addAction(action)

    def _chosen(self) -> None:
        sender = self.sender()
        assert isinstance(sender, QAction)
        kind, value = sender.data()
        if kind == "language":
            self._window.set_language(value)
        elif kind == "device":
            self._window.computing.set_device(value)
        elif kind == "threads":
            self._window.computing.set_threads(value)
        else:
            self._actions.dress(value if kind == "theme" else theme.asked, value if kind == "scale" else theme.scale)
