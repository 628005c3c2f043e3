"""The window's commands: one table of names, keys and what they do; the menu and the list of keys are made from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QActionGroup, QCursor, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QPlainTextEdit

from app.languages import LANGUAGES
from engine.errors import VitrineError
from engine.runtime import torch_loading
from widgets.theme import apply_theme, theme

if TYPE_CHECKING:
    from app.window import Window

SCALES = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


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


class WindowActions(QObject):
    """Makes the commands, the menu and the dialogs of a window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, QAction] = {}
        self.commands = self._commands()
        for command in self.commands:
            action = QAction(command.name, self)
            if command.everywhere:
                action.setShortcuts([QKeySequence(key) for key in command.keys])
            action.triggered.connect(getattr(self, command.method))
            self._actions[command.method] = action
            window.addAction(action)
        for action, keys in (
            (window.undo_group.createUndoAction(self), "Ctrl+Z"),
            (window.undo_group.createRedoAction(self), "Ctrl+Shift+Z"),
        ):
            action.setShortcut(QKeySequence(keys))
            window.addAction(action)
            self._actions["undo" if keys == "Ctrl+Z" else "redo"] = action
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
            self._actions[command.method].setText(command.name + plain)

    def do(self, method: str) -> None:
        """Carry out the command that a notice offers."""
        getattr(self, method)()

    def take_key(self, pressed: QKeySequence) -> bool:
        """Do what a plain key means that no widget had a use for; False where it means nothing."""
        for command in self.commands:
            if not command.everywhere and pressed in [QKeySequence(key) for key in command.keys]:
                getattr(self, command.method)()
                return True
        return False

    # -- the menu ------------------------------------------------------------------------------

    def show_menu(self) -> None:
        """The window's menu, under its button."""
        button = self._window.menu_button
        at = button.mapToGlobal(QPoint(0, button.height()))
        menu = QMenu(self._window)
        order = (
            ("open_file", "paste", "open_session", "save_session", "choose_pack"),
            ("save_picture", "save_data", "save_film", "copy_picture", "copy_script"),
            ("undo", "redo", "pin", "restart"),
        )
        for block in order:
            for method in block:
                menu.addAction(self._actions[method])
            menu.addSeparator()
        themes = menu.addMenu(self.tr("Colours"))
        for name, words in (
            ("system", self.tr("as the system")),
            ("light", self.tr("light")),
            ("dark", self.tr("dark")),
        ):
            self._choice(themes, words, theme.asked == name, "theme", name)
        languages = menu.addMenu(self.tr("Language"))
        for code, words in LANGUAGES.items():
            self._choice(languages, words, self._window.language == code, "language", code)
        sizes = menu.addMenu(self.tr("Text size"))
        for scale in SCALES:
            self._choice(sizes, f"{scale:.0%}", abs(theme.scale - scale) < 0.01, "scale", scale)
        computing = menu.addMenu(self.tr("Computing"))
        for device in ("auto", *self._window.computing.devices):
            words = self.tr("best device") if device == "auto" else device.upper()
            self._choice(computing, words, self._window.computing.device == device, "device", device)
        threads = menu.addMenu(self.tr("Threads"))
        for count in range(1, torch_loading.processors() + 1):
            self._choice(threads, str(count), torch_loading.threads() == count, "threads", count)
        for method in ("toggle_presenter", "toggle_lesson", "show_keys", "show_about", "quit"):
            menu.addAction(self._actions[method])
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
            self._dress(value if kind == "theme" else theme.asked, value if kind == "scale" else theme.scale)

    def _dress(self, name: str, scale: float) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_theme(application, name, scale)

    # -- film ----------------------------------------------------------------------------------

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
        paths, _ = QFileDialog.getOpenFileNames(self._window, self.tr("Open"))
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

    def show_stage_menu(self, at: QPoint) -> None:
        """What can be done with what is on the stage, at a position on the screen."""
        menu = QMenu(self._window)
        for method in ("copy_picture", "save_picture", "save_data", "save_film", "copy_script", "pin"):
            menu.addAction(self._actions[method])
        menu.exec(at)
        menu.deleteLater()

    def save_picture(self) -> None:
        page = self._window.current()
        if page is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save picture"), f"{page.controller.study.name}.png", "PNG (*.png);;JPEG (*.jpg)"
        )
        if name:
            from app.saving import save_picture

            self._save(page, lambda: save_picture(page.picture(), Path(name)))

    def save_data(self) -> None:
        page = self._window.current()
        if page is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save data"), f"{page.controller.study.name}.npz", "NumPy (*.npz)"
        )
        if name:
            from app.saving import save_arrays

            self._save(page, lambda: save_arrays(page.stage.arrays(), Path(name)))

    def save_film(self) -> None:
        page = self._window.current()
        if page is None or page.controller.film() is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save film (a name without an ending: a folder of pictures)"),
            f"{page.controller.study.name}.mp4",
            "MP4 (*.mp4);;GIF (*.gif);;PNG (*)",
        )
        if name:
            from app.filming import Filming

            Filming(self._window, page, Path(name)).start()

    def _save(self, page: Any, write: Callable[[], Path]) -> None:
        try:
            path = write()
        except VitrineError as error:
            page.show_error(error)
        else:
            self.toast(self.tr("Saved {name}").format(name=path.name))

    def copy_script(self) -> None:
        from app.script import script_of
        from engine.runtime import devices

        page = self._window.current()
        if page is None or page.controller.take is None:
            return
        take = page.controller.take
        inputs = {name: chosen.text for name, chosen in take.inputs.items() if chosen.text}
        text = script_of(page.controller.study, inputs, take.options, torch_loading.threads(), devices.current())
        QGuiApplication.clipboard().setText(text)
        self.toast(self.tr("The run is on the clipboard as a Python script"))

    def open_session(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open session"), "", "Vitrine (*.vitrine)")
        if name:
            self._window.open_session(Path(name))

    def save_session(self) -> None:
        from app.session import write_session

        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save session"), "session.vitrine", "Vitrine (*.vitrine)"
        )
        page = self._window.current()
        if name and page is not None:
            path = Path(name) if name.endswith(".vitrine") else Path(name + ".vitrine")

            def write() -> Path:
                write_session(self._window.session_now(), path)
                return path

            self._save(page, write)

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
        self._dress(theme.asked, next((s for s in SCALES if s > theme.scale + 0.01), SCALES[-1]))

    def smaller(self) -> None:
        self._dress(theme.asked, next((s for s in reversed(SCALES) if s < theme.scale - 0.01), SCALES[0]))

    def normal_size(self) -> None:
        self._dress(theme.asked, 1.0)

    def toggle_against(self) -> None:
        page = self._window.current()
        if page is not None and hasattr(page.drawing, "against"):
            page.set_drawing(dataclasses.replace(page.drawing, against=not page.drawing.against))

    def toggle_theme(self) -> None:
        self._dress("light" if theme.tokens.name == "dark" else "dark", theme.scale)

    def show_keys(self) -> None:
        from app.dialogs import keys_dialog

        keys_dialog(self._window, self.commands)

    def show_about(self) -> None:
        from app.dialogs import about_dialog

        about_dialog(self._window)

    def quit(self) -> None:
        self._window.close()
