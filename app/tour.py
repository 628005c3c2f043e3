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


def picture_of(study_name: str, inputs: dict[str, Any], options: Any, frame: Any, path: Path) -> None:
    """Draw one frame as its lab draws it, 1200 x 800, into ``path``."""
    from app.lab import Moment, lab, lab_names
    from engine.errors import InputError
    from engine.runtime.film import Film
    from engine.text import QT_TRANSLATE_NOOP

    if study_name not in lab_names():
        raise InputError(QT_TRANSLATE_NOOP("errors", "The study {name} has no lab to draw it."), name=study_name)
    with display():
        application = _application()
        from app.saving import save_picture
        from widgets.theme import apply_theme

        apply_theme(application, "light", 1.0)
        described = lab(study_name)
        stage = described.stage()
        stage.resize(1200, 800)
        if described.drawing is not None:
            stage.set_drawing(described.drawing())
        film = Film()
        film.append(frame, 0.0)
        stage.show_moment(Moment(frame, inputs, options, film, 0))
        stage.ensurePolished()
        application.processEvents()
        save_picture(stage.picture(), path)
        stage.deleteLater()
        application.processEvents()
