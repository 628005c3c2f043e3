"""The window's commands: one table of names, keys and what they do; the menu and the list of keys are made from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QCursor, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit

from app.menus import SCALES, Menus
from app.pairs import has_pair
from app.saving_actions import SavingActions
from app.trainings import start_anew
from engine.errors import VitrineError
from widgets.theme import apply_theme, theme

if TYPE_CHECKING:
    from app.lab import Lab
    from app.window import Window
    from engine.study import Study


@dataclass(frozen=True)
class Command:
    """One command: its name in the user's language, its keys, and the method that does it.

    A key with Ctrl, or a function key, works everywhere. A plain key (Space, an arrow, a letter) belongs to the widget
    that has the focus, and reaches the command only where that has no use for it.
    """

    name: str
    keys: tuple[str, ...]
    method: str
    group: str

    @property
    def everywhere(self) -> bool:
        """Whether the keys work wherever the focus is."""
        return all(key.startswith(("Ctrl", "F1")) for key in self.keys)


def means_something(method: str, lab: Lab, study: Study) -> bool:
    """Whether a command of the window means anything in a lab; where it does not, its plain key is the lab's to use."""
    if method == "swap_inputs":
        return has_pair(study)
    if method == "save_cloud":
        return hasattr(lab.stage, "clouds")
    if method == "toggle_against":
        return hasattr(lab.drawing, "against")
    return lab.live if method == "freeze" else True


class WindowActions(QObject):
    """Makes the commands, the menu and the dialogs of a window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.actions: dict[str, QAction] = {}
        self.menus = Menus(window, self)
        self.saving = SavingActions(window, self)
        self.commands = self._commands()
        for command in self.commands:
            action = QAction(command.name, self)
            if command.everywhere:
                action.setShortcuts([QKeySequence(key) for key in command.keys])
            action.triggered.connect(getattr(self, command.method))
            self.actions[command.method] = action
            window.addAction(action)
        for action, keys in (
            (window.undo_group.createUndoAction(self), "Ctrl+Z"),
            (window.undo_group.createRedoAction(self), "Ctrl+Shift+Z"),
        ):
            action.setShortcut(QKeySequence(keys))
            window.addAction(action)
            self.actions["undo" if keys == "Ctrl+Z" else "redo"] = action
        self.retranslate()

    def _commands(self) -> list[Command]:
        film, window_, files = self.tr("Film"), self.tr("Window"), self.tr("Files")
        return [
            Command(self.tr("Play or pause"), ("Space",), "toggle_play", film),
            Command(self.tr("Next step"), ("Right",), "step_forward", film),
            Command(self.tr("Previous step"), ("Left",), "step_back", film),
            Command(self.tr("First step"), ("Home",), "first_step", film),
            Command(self.tr("Last step"), ("End",), "last_step", film),
            Command(self.tr("Stop computing"), ("Esc",), "stop", film),
            Command(self.tr("Restart with the changed options"), ("Ctrl+R",), "restart", film),
            Command(self.tr("Pin this run"), ("P",), "pin", film),
            Command(self.tr("Swap source and target"), ("X",), "swap_inputs", film),
            Command(self.tr("Freeze the source"), ("F",), "freeze", film),
            Command(self.tr("Save film…"), ("Ctrl+Shift+F",), "save_film", film),
            Command(self.tr("Find a lab"), ("Ctrl+K",), "find_lab", window_),
            Command(self.tr("Open…"), ("Ctrl+O",), "open_file", files),
            Command(self.tr("Paste a picture"), ("Ctrl+V",), "paste", files),
            Command(self.tr("Next file in the folder"), ("PgDown",), "next_file", files),
            Command(self.tr("Previous file in the folder"), ("PgUp",), "previous_file", files),
            Command(self.tr("Copy the picture under the pointer"), ("Ctrl+C",), "copy_picture", files),
            Command(self.tr("Save picture…"), ("Ctrl+S",), "save_picture", files),
            Command(self.tr("Save data…"), ("Ctrl+Shift+S",), "save_data", files),
            Command(self.tr("Save cloud…"), ("Ctrl+Shift+D",), "save_cloud", files),
            Command(self.tr("Copy as Python"), ("Ctrl+Shift+C",), "copy_script", files),
            Command(self.tr("Open session…"), (), "open_session", files),
            Command(self.tr("Save session…"), (), "save_session", files),
            Command(self.tr("Use a class pack…"), (), "choose_pack", files),
            Command(self.tr("Show or hide the lesson"), ("L",), "toggle_lesson", window_),
            Command(self.tr("Show or hide the labs"), ("Ctrl+B",), "toggle_sidebar", window_),
            Command(self.tr("Presenter mode"), ("F11",), "toggle_presenter", window_),
            Command(self.tr("Hide or show the answer"), ("H",), "toggle_answer", window_),
            Command(self.tr("Show evidence against"), ("N",), "toggle_against", window_),
            Command(self.tr("Larger text"), ("Ctrl++", "Ctrl+="), "larger", window_),
            Command(self.tr("Smaller text"), ("Ctrl+-",), "smaller", window_),
            Command(self.tr("Text at 100%"), ("Ctrl+0",), "normal_size", window_),
            Command(self.tr("Light or dark"), ("Ctrl+Shift+L",), "toggle_theme", window_),
            Command(self.tr("Keys"), ("?",), "show_keys", window_),
            Command(self.tr("About Vitrine"), (), "show_about", window_),
            Command(self.tr("Quit"), ("Ctrl+Q",), "quit", window_),
        ]

    def retranslate(self) -> None:
        """Names in the current language."""
        self.commands = self._commands()
        for command in self.commands:
            plain = "" if command.everywhere or not command.keys else f"\t{command.keys[0]}"
            self.actions[command.method].setText(command.name + plain)

    def start_anew(self) -> None:
        """Leave a training that was kept, and begin."""
        page = self._window.current()
        if page is not None:
            start_anew(page.controller)

    def do(self, method: str) -> None:
        """Carry out the command that a notice offers."""
        getattr(self, method)()

    def take_key(self, pressed: QKeySequence) -> bool:
        """Do what a key means that no widget had a use for; False where it means nothing. The lab's keys are such."""
        for command in self.commands:
            if command.everywhere or not self.available(command.method):
                continue
            if pressed in [QKeySequence(key) for key in command.keys]:
                getattr(self, command.method)()
                return True
        page = self._window.current()
        for offered in page.lab.commands if page is not None else ():
            if offered.keys and pressed == QKeySequence(offered.keys):
                self.do_on_stage(offered.method)
                return True
        return False

    def do_on_stage(self, method: str) -> None:
        """Carry out a command of the lab that is shown."""
        self._do(lambda page: getattr(page.stage, method)())

    def available(self, method: str) -> bool:
        """Whether a command means anything in the lab that is shown."""
        page = self._window.current()
        return page is None or means_something(method, page.lab, page.controller.study)

    def show_menu(self) -> None:
        self.menus.show_menu()

    def show_stage_menu(self, at: QPoint) -> None:
        self.menus.show_stage_menu(at)

    def dress(self, name: str, scale: float) -> None:
        """Colours and text size of the whole application."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_theme(application, name, scale)

    # -- film ----------------------------------------------------------------------------------

    def swap_inputs(self) -> None:
        self._do(lambda page: page.swap_inputs())

    def _do(self, act: Callable[[Any], Any]) -> None:
        """Act on the page that is shown, unless a text is being written."""
        page = self._window.current()
        if page is None or isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit):
            return
        try:
            act(page)
        except VitrineError as error:
            page.show_error(error)

    def toggle_play(self) -> None:
        self._do(lambda page: page.controller.toggle())

    def step_forward(self) -> None:
        self._do(lambda page: page.controller.step_forward())

    def step_back(self) -> None:
        self._do(lambda page: page.controller.playback.step(-1))

    def first_step(self) -> None:
        self._do(lambda page: page.controller.playback.go(0))

    def last_step(self) -> None:
        self._do(lambda page: page.controller.playback.go(page.controller.playback.newest))

    def stop(self) -> None:
        if self._window.presenting:
            self._window.set_presenting(False)
        else:
            self._do(lambda page: page.controller.stop())

    def restart(self) -> None:
        self._do(lambda page: page.controller.restart())

    def pin(self) -> None:
        page = self._window.current()
        if page is not None and page.moment is not None and not page.pins.add(page.moment, page.drawing):
            self.toast(self.tr("Four runs are pinned already; unpin one first"))

    def freeze(self) -> None:
        self._do(lambda page: page.side.toggle_freeze())

    # -- files ---------------------------------------------------------------------------------

    def open_file(self) -> None:
        page = self._window.current()
        if page is None:
            return
        from app.opening_files import filters

        paths, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Open"), "", filters(page.controller.study))
        self._window.open_files(paths)

    def paste(self) -> None:
        from app.opening_files import paste

        self._do(lambda page: paste(self._window))

    def next_file(self) -> None:
        self._do(lambda page: page.side.leaf(1))

    def previous_file(self) -> None:
        self._do(lambda page: page.side.leaf(-1))

    def copy_picture(self) -> None:
        """The view under the pointer, or the whole stage where the pointer is on none."""
        page = self._window.current()
        if page is None:
            return
        view = QApplication.widgetAt(QCursor.pos())
        while view is not None and not (hasattr(view, "to_image") and page.isAncestorOf(view)):
            view = view.parentWidget()
        picture = page.picture() if view is None else view.to_image()  # type: ignore[attr-defined]
        QGuiApplication.clipboard().setImage(picture)
        self.toast(self.tr("The picture is on the clipboard"))

    def choose_pack(self) -> None:
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Folder of a class pack"))
        if name:
            self._window.open_files([name])

    def choose_pack_and_retry(self) -> None:
        """A class pack for what was refused for want of weights."""
        self.choose_pack()
        self._do(lambda page: page.controller.retry({}))

    def choose_weights_and_retry(self) -> None:
        """A weights file for the network that was refused for want of weights."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open a weights file"), "", "(*.safetensors *.pth *.pt *.bin)"
        )
        if name:
            self._do(lambda page: page.controller.retry({"weights": name}))

    def save_picture(self) -> None:
        self.saving.save_picture()

    def save_data(self) -> None:
        self.saving.save_data()

    def save_cloud(self) -> None:
        self.saving.save_cloud()

    def save_film(self) -> None:
        self.saving.save_film()

    def copy_script(self) -> None:
        self.saving.copy_script()

    def open_session(self) -> None:
        self.saving.open_session()

    def save_session(self) -> None:
        self.saving.save_session()

    # -- window --------------------------------------------------------------------------------

    def toast(self, text: str) -> None:
        """A small confirmation that goes by itself."""
        self._window.toast.say(text)

    def find_lab(self) -> None:
        self._window.sidebar.start_search()

    def toggle_lesson(self) -> None:
        self._do(lambda page: page.toggle_lesson())

    def toggle_sidebar(self) -> None:
        self._window.toggle_sidebar()

    def toggle_presenter(self) -> None:
        self._window.set_presenting(not self._window.presenting)

    def toggle_answer(self) -> None:
        self._do(lambda page: page.toggle_answer())

    def larger(self) -> None:
        self.dress(theme.asked, next((s for s in SCALES if s > theme.scale + 0.01), SCALES[-1]))

    def smaller(self) -> None:
        self.dress(theme.asked, next((s for s in reversed(SCALES) if s < theme.scale - 0.01), SCALES[0]))

    def normal_size(self) -> None:
        self.dress(theme.asked, 1.0)

    def toggle_against(self) -> None:
        page = self._window.current()
        if page is not None and hasattr(page.drawing, "against"):
            page.set_drawing(dataclasses.replace(page.drawing, against=not page.drawing.against))

    def toggle_theme(self) -> None:
        self.dress("light" if theme.tokens.name == "dark" else "dark", theme.scale)

    def show_keys(self) -> None:
        from app.dialogs import keys_dialog

        page = self._window.current()
        keys_dialog(
            self._window,
            [command for command in self.commands if self.available(command.method)],
            page.lab.commands if page is not None else (),
        )

    def show_about(self) -> None:
        from app.dialogs import about_dialog

        about_dialog(self._window)

    def quit(self) -> None:
        self._window.close()
