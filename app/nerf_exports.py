"""What is saved of a radiance field is seen first: the dialog with a preview, options, progress and cancel."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.fields import fields_of
from app.nerf_saving import FieldSource, Job, Start, Written
from app.texts import error_sentence, note_text, progress_text
from engine.errors import VitrineError
from engine.runtime.engine import Engine
from engine.runtime.runs import Share
from engine.study import Progress, StudyRun
from widgets.field_panel import FieldPanel
from widgets.notice import Notice
from widgets.theme import px, text_label, theme

if TYPE_CHECKING:
    from app.lab import Stage
    from app.window import Window

FOLLOW_MILLISECONDS, REST_MILLISECONDS = 0, 250
"""So long an option has to stay as it is before the preview follows: one that is quick, and one that is dear."""


class ExportDialog(QDialog):
    """A preview at the left; title, options, what is known, and the buttons at the right.

    Closing it ends what it computes; a file that is not finished is not there.
    """

    study = ""
    hidden: tuple[str, ...] = ()
    quick: tuple[str, ...] = ()
    """Options that the panel leaves out, and those that the preview follows at once."""

    def __init__(self, title: str, source: FieldSource, engine: Engine, options: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.source, self.options, self._over = source, options, parent
        self.preview = Job(engine, f"exports/{self.study}", Share.VIEW, self)
        self.preview.framed.connect(self.show_frame)
        self.preview.ended.connect(self._previewed)
        self.preview.progressed.connect(self._progressed)
        self.saving = Job(engine, f"exports/{self.study}-file", Share.RUN, self)
        self.saving.framed.connect(self._written)
        self.saving.ended.connect(self._saved)
        self.saving.progressed.connect(self._progressed)
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self.ask)
        self.title = text_label(title, "title")
        self.notice = Notice()
        self.panel = FieldPanel(self.fields())
        self.panel.changed.connect(self._option)
        self.known = text_label("", "quiet", wrap=True)
        self.doing = text_label("", "quiet_small")
        self.bar = QProgressBar(textVisible=False)
        self.stop_button = QPushButton(self.tr("Cancel"))
        self.stop_button.clicked.connect(self.cancel)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.clicked.connect(self.reject)
        self.save_buttons: list[QPushButton] = []
        self._stale = False

    def lay_out(self, view: QWidget, beside: tuple[QWidget, ...], above: QWidget | None = None) -> None:
        """Put everything in its place; ``beside`` stands over the options, ``above`` over the preview."""
        left = QVBoxLayout()
        if above is not None:
            left.addWidget(above)
        left.addWidget(view, 1)
        self._right = QVBoxLayout()
        self._right.addWidget(self.title)
        for widget in (*beside, self.panel, self.known):
            self._right.addWidget(widget)
        self._right.addStretch(1)
        working = QHBoxLayout()
        working.addWidget(self.doing, 1)
        working.addWidget(self.stop_button)
        for part in (self.notice, self.bar):
            self._right.addWidget(part)
        self._right.addLayout(working)
        self._right.addWidget(self.save_buttons[0])
        others = QHBoxLayout()
        for button in (*self.save_buttons[1:], self.close_button):
            others.addWidget(button)
        self._right.addLayout(others)
        self._column = QWidget()
        self._column.setLayout(self._right)
        self._column.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.addLayout(left, 1)
        self._row.addWidget(self._column)
        theme.theme_changed.connect(self._space)
        self._space()
        self._show_working(None)
        self.ask()

    def _space(self) -> None:
        self._row.setContentsMargins(px(24), px(24), px(24), px(24))
        self._row.setSpacing(px(24))
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(px(12))
        self._column.setFixedWidth(px(316))
        room = self._over.window().size()
        self.resize(min(px(1080), room.width() - 32), min(px(680), room.height() - 32))

    def save_button(self, words: str, act: Callable[[], None], main: bool = False) -> None:
        """One way to save."""
        button = QPushButton(words)
        if main:
            button.setProperty("kind", "primary")
            button.setDefault(True)
        button.clicked.connect(act)
        self.save_buttons.append(button)

    def fields(self) -> list[Any]:
        """The rows of the options."""
        return [field for field in fields_of(self.options) if field.name not in self.hidden]

    # -- the preview ---------------------------------------------------------------------------

    def shown_options(self) -> Any:
        """The options the preview is computed with."""
        return self.options

    def ask(self) -> None:
        """Compute the preview anew."""
        self._wait.stop()
        self._stale = self.saving.busy()
        if self._stale:
            return
        self.notice.put_away()
        self.preview.ask(self.source.start(self.study, self.shown_options()))

    def show_frame(self, frame: Any) -> None:
        """Draw a frame of the preview."""
        raise NotImplementedError

    def say(self, frame: Any, sentence: str) -> None:
        """What is known of the preview: a sentence, and the study's own."""
        self.known.setText("\n".join([sentence, *(note_text(note) for note in getattr(frame, "notes", ()))]))

    def _option(self, name: str, value: Any) -> None:
        self.options = dataclasses.replace(self.options, **{name: value})
        self._wait.start(FOLLOW_MILLISECONDS if name in self.quick else REST_MILLISECONDS)

    def _previewed(self, error: VitrineError | None) -> None:
        if not self.saving.busy():
            self._show_working(None)
        if error is not None:
            self.notice.say(error_sentence(error), "error")

    # -- the file ------------------------------------------------------------------------------

    def save(
        self, caption: str, proposed: str, kinds: str, saving: Callable[[Start, Path], StudyRun], start: Start
    ) -> None:
        """Ask where to, and let the engine compute and write."""
        name, kind = QFileDialog.getSaveFileName(self, caption, proposed, kinds)
        if not name:
            return
        path = Path(name)
        if not path.suffix and kind.find("*.") >= 0:
            path = path.with_name(path.name + kind[kind.find("*.") + 1 : kind.find(")")].split()[0])
        self.write(saving, start, path)

    def write(self, saving: Callable[[Start, Path], StudyRun], start: Start, path: Path) -> None:
        """Compute and write ``path``; the preview waits."""
        self._stale = self._wait.isActive() or self.preview.busy()
        self._wait.stop()
        self.preview.stop()
        self.notice.put_away()
        self.saving.ask(functools.partial(saving, start, path))
        self._show_working(Progress(0, 0, ""))

    def cancel(self) -> None:
        """End what is computed or written; nothing half-written is left."""
        self.saving.stop()
        self._show_working(None)
        self._go_on()

    def _go_on(self) -> None:
        """The preview, where it waited for the file."""
        if self._stale:
            said = self.notice.text
            self.ask()
            if said:
                self.notice.say(said, "info")

    def _written(self, result: Any) -> None:
        if isinstance(result, Written):
            self.notice.say(self.tr("Saved {name}").format(name=result.path.name), "info")

    def _saved(self, error: VitrineError | None) -> None:
        self._show_working(None)
        self._go_on()
        if error is not None:
            self.notice.say(error_sentence(error), "error")

    def _progressed(self, progress: Progress) -> None:
        self._show_working(progress)

    def _show_working(self, progress: Progress | None) -> None:
        """The bar while something is computed; Cancel while a file is."""
        writing = self.saving.busy()
        self.bar.setVisible(progress is not None)
        self.doing.setVisible(progress is not None)
        self.stop_button.setVisible(writing and progress is not None)
        for button in self.save_buttons:
            button.setEnabled(not writing)
        if progress is None:
            return
        self.bar.setRange(0, max(progress.total, 0))
        self.bar.setValue(progress.done)
        words = progress_text(progress.what)
        if progress.total:
            words = self.tr("{what}: {done} of {total}").format(what=words, done=progress.done, total=progress.total)
        self.doing.setText(words)

    def done(self, result: int) -> None:
        """Closed in whatever way: nothing is computed for it any more."""
        self._wait.stop()
        self.preview.stop()
        self.saving.stop()
        super().done(result)

    def closeEvent(self, event: Any) -> None:
        self.done(0)
        super().closeEvent(event)


@dataclass(frozen=True, eq=False)
class LookedAt:
    """What a lab's stage looks at: its window, the field, and the name of the scene."""

    window: Window
    source: FieldSource
    name: str


def looked_at(stage: Stage) -> LookedAt | None:
    """What the stage that is shown looks at; None before there is a field."""
    window: Any = stage.window()
    page = window.current() if hasattr(window, "current") else None
    if page is None or page.stage is not stage or page.moment is None:
        return None
    name = str(page.moment.inputs["scene"].name)
    path = getattr(stage, "looking_at", lambda: None)()
    if path is not None:
        return LookedAt(window, FieldSource(path=path), name)
    take = page.controller.take
    products = [] if take is None else [p.object for p in take.run.products if p.name == "field.pt"]
    return LookedAt(window, FieldSource(field=products[-1]), name) if products else None
