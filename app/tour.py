"""Pictures of the real window: every lab on its default input, or one run as its lab draws it."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.display import display

if TYPE_CHECKING:
    from app.page import LabPage
    from engine.runtime.film import Film
    from engine.study import Study

PATIENCE_SECONDS = 120.0
SETTLE_SECONDS = 20.0


def _application() -> Any:
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication(["vitrine"])


def _wait(until: Callable[[], bool], seconds: float) -> bool:
    """Let the window live until ``until`` holds; False after ``seconds``."""
    from PySide6.QtCore import QEventLoop

    application = _application()
    end = time.perf_counter() + seconds
    while not until():
        if time.perf_counter() > end:
            return False
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.001)
    return True


def _never() -> bool:
    return False


def _first_picture(page: LabPage) -> float:
    """Wait for a lab's first picture or its error; when it was painted, seconds since the epoch. Then let it settle."""
    _wait(lambda: page.moment is not None or page.controller.error() is not None, PATIENCE_SECONDS)
    page.repaint()
    painted = time.time()
    if page.moment is not None:
        _wait(page.stage.settled, SETTLE_SECONDS)
        _wait(_never, 0.6)
    return painted


def tour(
    folder: Path, names: Sequence[str], theme_name: str, language: str, size: tuple[int, int], scale: float = 1.0
) -> int:
    """Open the window, visit each lab, save ``<lab>.png``, print lab, seconds to the first frame, and state.

    The first lab's seconds count from the start of the process; the others' from opening them. Returns 1 if any lab
    failed.
    """
    from engine.data.writing import write_bytes

    write_bytes(folder / ".tour", b"")  # the folder can be written to, or one sentence says so
    (folder / ".tour").unlink()
    with ExitStack() as stack:
        stack.enter_context(display())
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="vitrine-tour-"))
        os.environ["VITRINE_HOME"] = home
        application = _application()
        from app.window import Window
        from widgets.theme import apply_theme, theme

        theme.reduced_motion = True
        window = Window(restore=False, language=language, theme_name=theme_name)
        apply_theme(application, theme_name, scale)
        window.resize(*size)
        window.setMinimumSize(0, 0)
        failed = False
        wrong: list[str] = []
        hook = sys.excepthook

        def note(kind: Any, error: BaseException, trace: Any) -> None:
            """A slot that raises fails the tour: the window would only print it."""
            wrong.append(f"{kind.__name__}: {error}")
            hook(kind, error, trace)

        sys.excepthook = note
        stack.callback(setattr, sys, "excepthook", hook)
        start = process_start()
        for number, name in enumerate(names):
            if number:
                start = time.time()
            window.start(name) if number == 0 else window.open_lab(name)
            if number == 0:
                window.show()
            page = window.page(name)
            seconds = _first_picture(page) - start
            good = page.moment is not None
            window.grab().save(str(folder / f"{name}.png"))
            state = "ok" if good and not wrong else "; ".join(wrong) or str(page.controller.error() or "no frame")
            failed |= state != "ok"
            wrong.clear()
            print(f"{name}\t{seconds:.2f} s\t{state}", flush=True)
        from app.status import resident_megabytes

        print(f"resident memory\t{resident_megabytes():.0f} MB", flush=True)
        window.close()
        if not window.engine_ended:
            sys.stdout.flush()
            os._exit(1 if failed else 0)
        window.deleteLater()
        application.processEvents()
    return 1 if failed else 0


def process_start() -> float:
    """When this process started, seconds since the epoch."""
    import psutil

    return float(psutil.Process().create_time())


def picture_of(study: Study, inputs: dict[str, Any], options: Any, film: Film, path: Path) -> None:
    """Draw the last frame of a film as its lab draws it, with title and sentence, 1200 x 800, into ``path``."""
    from app.lab import Moment, lab, lab_names
    from engine.errors import InputError
    from engine.text import QT_TRANSLATE_NOOP

    if study.name not in lab_names():
        raise InputError(QT_TRANSLATE_NOOP("errors", "The study {name} has no lab to draw it."), name=study.name)
    with display():
        application = _application()
        from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

        from app.saving import save_picture
        from widgets.theme import apply_theme, px, text_label

        apply_theme(application, "light", 1.0)
        described = lab(study.name)
        sheet, stage = QWidget(), described.stage()
        sheet.setProperty("surface", "stage")
        if described.drawing is not None:
            stage.set_drawing(described.drawing())
        step = len(film) - 1
        stage.show_moment(Moment(film.newest(), inputs, options, film, step))
        column, row = QVBoxLayout(sheet), QHBoxLayout()
        column.setContentsMargins(px(32), px(24), px(32), px(24))
        column.addWidget(text_label(study.title, "title"))
        column.addWidget(text_label(stage.sentence(), "quiet", wrap=True))
        column.addSpacing(px(12))
        column.addLayout(row, 1)
        row.setSpacing(px(24))
        row.addWidget(stage, 1)
        aside = stage.aside()
        if aside is not None:
            aside.setFixedWidth(px(288))
            beside = QVBoxLayout()
            beside.addWidget(aside)
            beside.addStretch(1)
            row.addLayout(beside)
        sheet.resize(1200, 800)
        sheet.ensurePolished()
        application.processEvents()
        save_picture(sheet.grab().toImage(), path)
        sheet.deleteLater()
        application.processEvents()
