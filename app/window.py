"""The window: sidebar, one page a lab, the engine they share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QUndoGroup
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from app.computing import Computing
from app.controller import LabController
from app.folders import settings_folder
from app.hand_over import HandOver
from app.lab import lab, lab_names
from app.languages import install_language, system_language
from app.page import LabPage
from app.restoring import restore_page
from app.session import LabState, Session, last_session, last_session_path, read_session
from app.tasks import Tasks
from app.texts import translated
from app.trainings import save_last_session, trainings_folder
from engine.errors import VitrineError
from engine.runtime.engine import Engine
from engine.runtime.runs import State
from engine.study import studies
from engine.text import QT_TRANSLATE_NOOP
from widgets.notice import Toast
from widgets.round_button import RoundButton
from widgets.sidebar import Lab as SidebarLab
from widgets.sidebar import Sidebar
from widgets.theme import apply_theme, px, theme

FIRST_LAB = "grad-cam"
CHAPTERS = (
    QT_TRANSLATE_NOOP("chapters", "Learning"),
    QT_TRANSLATE_NOOP("chapters", "Networks"),
    QT_TRANSLATE_NOOP("chapters", "Attention"),
    QT_TRANSLATE_NOOP("chapters", "Registration"),
    QT_TRANSLATE_NOOP("chapters", "Radiance fields"),
    QT_TRANSLATE_NOOP("chapters", "3-D networks"),
    QT_TRANSLATE_NOOP("chapters", "Data"),
)


class Window(QMainWindow):
    """The explorer's only window.

    ``painted`` fires once, after the window has been on the screen for the first time. ``lab_opened`` (name).
    """

    painted = Signal()
    lab_opened = Signal(str)

    def __init__(
        self, restore: bool = True, language: str = "", theme_name: str = "", engine: Engine | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("Vitrine")
        self.setAcceptDrops(True)
        self.session = last_session() if restore else Session()
        self.trainings = trainings_folder(last_session_path())
        self._restore = restore
        stored = self.session.settings
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.language = language or stored.get("language") or system_language()
        install_language(application, self.language)
        apply_theme(application, theme_name or stored.get("theme", "system"), float(stored.get("scale", 1.0)))
        self.engine = engine or Engine()
        self.engine_ended = False
        self.tasks = Tasks(self.engine, self)
        self.hand_over = HandOver(self)
        self.pages: dict[str, LabPage] = {}
        self.recent: list[str] = list(self.session.recent)
        self.computing = Computing(self)
        self.undo_group = QUndoGroup(self)
        self._painted = False
        self._saves_session = restore
        self.controllers: dict[str, LabController] = {}
        self.toast = Toast(self)
        theme.theme_changed.connect(self._space)
        self.engine.signals.changed.connect(self._engine_changed)
        from app.actions import WindowActions  # needs a window to stand on

        self.actions_ = WindowActions(self)
        self._build()
        self._status = QTimer(self, interval=500)
        self._status.timeout.connect(self.show_status)
        self.resize(1600, 1000)
        if restore:
            geometry = QSettings(str(settings_folder() / "window.ini"), QSettings.Format.IniFormat).value("geometry")
            if isinstance(geometry, QByteArray):
                self.restoreGeometry(geometry)
        self._space()

    def _build(self) -> None:
        """Sidebar and pages in the current language; the controllers, and so the runs, stay."""
        self.sidebar = Sidebar()
        self.stack = QStackedWidget()
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(self.stack, 1)
        self.setCentralWidget(body)  # the one before is deleted
        self.menu_button = RoundButton("more", self.tr("Menu"), diameter=32)
        self.menu_button.setParent(self.sidebar)
        self.menu_button.clicked.connect(self.actions_.show_menu)
        self._fill_sidebar()
        self.sidebar.chosen.connect(self.open_lab)

    # -- start ---------------------------------------------------------------------------------

    def start(self, lab_name: str = "", files: Sequence[str] = ()) -> None:
        """Open the first lab and what was given on the command line."""
        name = lab_name or (self.session.lab if self.session.lab in lab_names() else "") or FIRST_LAB
        sessions = [file for file in files if file.endswith(".vitrine")]
        if sessions:
            self.open_session(Path(sessions[0]))
        else:
            self.open_lab(name if name in lab_names() else lab_names()[0])
        self.open_files([file for file in files if not file.endswith(".vitrine")])

    def paintEvent(self, event: Any) -> None:  # noqa: N802
        """Notice the first painting: only then does the engine load its libraries."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.computing.start()
        self._status.start()
        self.painted.emit()

    def use_packs(self, folders: Sequence[Path]) -> None:
        """Take official weights from these class packs too."""
        stored = [Path(folder) for folder in self.session.settings.get("packs", [])]
        if folders or stored:
            from engine.weights.folders import set_pack_folders

            set_pack_folders([*folders, *stored])

    # -- labs ----------------------------------------------------------------------------------

    def _fill_sidebar(self) -> None:
        known = studies()
        entries = []
        for name in lab_names():
            one = known[name]
            words = tuple(getattr(one.module, "WORDS", ()))
            entries.append(
                SidebarLab(
                    name=name,
                    title=translated("labs", one.title),
                    chapter=translated("chapters", one.chapter),
                    paper=one.paper,
                    words=" ".join((*words, one.title, one.chapter)),
                )
            )
        order = {translated("chapters", chapter): place for place, chapter in enumerate(CHAPTERS)}
        entries.sort(key=lambda entry: order.get(entry.chapter, len(order)))
        self.sidebar.set_labs(entries)

    def page(self, name: str) -> LabPage:
        """The page of a lab, made when first asked for."""
        if name not in self.pages:
            if name not in self.controllers:
                controller = LabController(lab(name), studies()[name], self.engine, self)
                self.controllers[name] = controller
                self.undo_group.addStack(controller.undo_stack)
            page = self._add_page(name)
            restore_page(page, self.session.labs.get(name, LabState()), self.trainings)
        return self.pages[name]

    def _add_page(self, name: str) -> LabPage:
        page = LabPage(lab(name), self.controllers[name], self.language)
        self.pages[name] = page
        self.stack.addWidget(page)
        page.published.connect(self.hand_over.published)
        page.handed_over.connect(self.hand_over.open_in)
        page.notice_wanted.connect(self.actions_.toast)
        page.film_wanted.connect(self.actions_.save_film)
        page.menu_wanted.connect(self.actions_.show_stage_menu)
        page.command_wanted.connect(self.actions_.do)
        page.side.connect_window(self)
        page.labs_button.clicked.connect(self.toggle_sidebar)
        page.side.show_recent(self.recent)
        return page

    def open_lab(self, name: str) -> None:
        """Show a lab; the one that was shown pauses or goes on in the background."""
        before = self.current()
        page = self.page(name)
        if before is not None and before is not page:
            before.controller.foreground.set_front(False)
        self.stack.setCurrentWidget(page)
        self._sidebar_wanted = False
        self._space()
        self.undo_group.setActiveStack(page.controller.undo_stack)
        page.controller.foreground.set_front(True)
        self.sidebar.set_selected(name)
        self._mark_labs()
        page.side.show_kept()
        page.stage.setFocus()
        self.lab_opened.emit(name)

    def current(self) -> LabPage | None:
        """The page that is shown."""
        page = self.stack.currentWidget()
        return page if isinstance(page, LabPage) else None

    def _engine_changed(self, run: Any) -> None:
        if run.lane.endswith("/run"):
            self._mark_labs()

    def _mark_labs(self) -> None:
        """Which labs run or pause out of sight."""
        for name, page in self.pages.items():
            run = page.controller.run
            mark = ""
            if run is not None and page is not self.current():
                mark = {State.RUNNING: "running", State.PAUSED: "paused"}.get(run.state, "")
            self.sidebar.set_state(name, mark)

    def show_error(self, error: VitrineError) -> None:
        """Say what is wrong on the page that is shown."""
        page = self.current()
        if page is not None:
            page.show_error(error)

    # -- files ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Plain keys that the focused widget had no use for."""
        text = event.text()
        pressed = QKeySequence(text) if text == "?" else QKeySequence(event.keyCombination())
        if not self.actions_.take_key(pressed):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: Any) -> None:  # noqa: N802
        """Accept files."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: Any) -> None:  # noqa: N802
        """Open the files that were dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.open_files(paths)

    def open_files(self, paths: Sequence[str], onto: str = "") -> None:
        """Open files in the lab that is shown; ``onto`` is the input on whose panel they were dropped.

        Pictures, clouds and data as inputs, weights as the network's, packs, sessions.
        """
        from app.opening_files import open_files

        open_files(self, [Path(path) for path in paths], onto)

    def remember_file(self, path: str) -> None:
        """Put a path at the head of the recent files."""
        self.recent = [path, *(other for other in self.recent if other != path)][:12]
        for page in self.pages.values():
            page.side.show_recent(self.recent)

    def forget_file(self, path: str) -> None:
        """Take a path that is gone out of the recent files."""
        self.recent = [other for other in self.recent if other != path]
        for page in self.pages.values():
            page.side.show_recent(self.recent)

    def open_session(self, path: Path) -> None:
        """Open a saved session; whatever is wrong with it is said, and the window stays as it was."""
        try:
            session = read_session(path)
        except VitrineError as error:
            self.show_error(error)
            return
        self.session, self.trainings = session, trainings_folder(path)
        for name in list(self.pages):
            page = self.pages.pop(name)
            self.stack.removeWidget(page)
            page.deleteLater()
            controller = self.controllers.pop(name)
            controller.dispose()
            self.undo_group.removeStack(controller.undo_stack)
            controller.deleteLater()
        self.open_lab(session.lab if session.lab in lab_names() else FIRST_LAB)

    # -- the window itself ---------------------------------------------------------------------

    def set_language(self, language: str) -> None:
        """Change the language of everything that is shown."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.language = language
        install_language(application, language)
        current = self.current()
        drawings = {name: page.drawing for name, page in self.pages.items()}
        self.pages = {}
        self.actions_.retranslate()
        self._build()
        for name, drawing in drawings.items():
            page = self._add_page(name)
            if drawing is not None:
                page.set_drawing(drawing)
            page.show_again()
        if current is not None:
            self.open_lab(current.controller.study.name)
        self._space()

    def show_status(self) -> None:
        """Device, step time, memory and state under the timeline."""
        page = self.current()
        if page is not None:
            from app.status import status_of

            page.timeline.set_status(*status_of(page.controller))

    def set_presenting(self, presenting: bool) -> None:
        """Presenter mode: the stage, its sentence and the timeline, a ring round the pointer."""
        from app.presenter import PointerRing

        self._presenting = presenting
        for page in self.pages.values():
            page.set_presenting(presenting)
        self._space()
        if presenting:
            self._ring = PointerRing(self)
            self.showFullScreen()
        else:
            ring, self._ring = self._ring, None
            if ring is not None:
                ring.deleteLater()
            self.showNormal()

    _presenting = False
    _ring: QWidget | None = None

    @property
    def presenting(self) -> bool:
        return self._presenting

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give way where it is narrow."""
        super().resizeEvent(event)
        self._space()

    def _space(self) -> None:
        room = self.width() / theme.scale
        self.sidebar.setFixedWidth(px(224 if room >= 1400 else 192))
        always = room >= 1000
        self.sidebar.setVisible(not self._presenting and (always or self._sidebar_wanted))
        for page in self.pages.values():
            page.labs_button.setVisible(not always and not self._presenting)
        self.setMinimumSize(960, 600)
        self.menu_button.move(self.sidebar.width() - self.menu_button.width() - px(12), px(18))

    _sidebar_wanted = False

    def toggle_sidebar(self) -> None:
        """Show the list of labs where the window is too narrow to show it always."""
        self._sidebar_wanted = not self._sidebar_wanted
        self._space()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Hide, stop, save, join for a moment, go."""
        self.hide()
        self._status.stop()
        if self._saves_session:
            try:
                save_last_session(self)
                geometry = QSettings(str(settings_folder() / "window.ini"), QSettings.Format.IniFormat)
                geometry.setValue("geometry", self.saveGeometry())
                geometry.sync()
            except VitrineError:
                pass  # a full disk must not keep the window open
        for controller in self.controllers.values():
            controller.dispose()
        self.engine_ended = self.engine.shutdown(1.5)
        event.accept()
