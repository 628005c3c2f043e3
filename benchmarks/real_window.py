"""The real window on a screen of its own, visited by a script: a generator that yields what it waits for.

Each benchmark of the window runs in a process of its own (`python -m benchmarks` starts one a module), so a script has
the process, the screen, the settings and the engine for itself.
"""

from __future__ import annotations

import math
import os
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer

from app.page import LabPage
from app.window import Window

Condition = Callable[[], bool]
Script = Generator[Condition, None, None]
PATIENCE_SECONDS = 120.0


@contextmanager
def own_screen() -> Iterator[Path]:
    """An Xvfb and a folder for settings and trained networks, both of this process alone; gives the folder."""
    from app.display import display

    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="vitrine-benchmark-") as folder, display():
        os.environ["VITRINE_HOME"] = os.environ["VITRINE_CACHE"] = folder
        yield Path(folder)


class _Visit(QObject):
    """Goes on with the script whenever what it waits for has come."""

    def __init__(self, script: Callable[[Window], Script]) -> None:
        super().__init__()
        self._script = script
        self._window: Window | None = None
        self._steps: Script | None = None
        self._condition: Condition = lambda: True
        self._since = time.perf_counter()
        self.error: BaseException | None = None
        self._timer = QTimer(self, interval=5)
        self._timer.timeout.connect(self._go_on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The script starts when the window is about to be seen for the first time."""
        if event.type() == QEvent.Type.Show and isinstance(watched, Window) and self._window is None:
            self._window, self._steps = watched, self._script(watched)
            application = QCoreApplication.instance()
            assert application is not None
            application.removeEventFilter(self)  # it would be asked about each event of what is measured
            self._timer.start()
            self._go_on()
        return False

    def _go_on(self) -> None:
        assert self._steps is not None and self._window is not None
        try:
            if not self._condition():
                if time.perf_counter() - self._since > PATIENCE_SECONDS:
                    self._steps.throw(TimeoutError("what the script waits for does not come"))
                return
            self._condition = next(self._steps)
            self._since = time.perf_counter()
            return
        except StopIteration:
            pass
        except BaseException as error:
            self.error = error
        self._timer.stop()
        self._window.close()


def visit(script: Callable[[Window], Script], *arguments: str) -> None:
    """Open the window as `main.py` does and let the script use it; the window is closed at its end.

    Raises whatever the script raises, `TimeoutError` where something it waits for did not come for two minutes.
    """
    from PySide6.QtWidgets import QApplication

    from app.start import open_window
    from widgets.theme import theme

    with own_screen():
        application = QApplication(["vitrine"])
        theme.reduced_motion = True
        visiting = _Visit(script)
        application.installEventFilter(visiting)
        open_window(["--fresh", "--language", "en", "--theme", "dark", *arguments])
        application.removeEventFilter(visiting)
        application.shutdown()  # before its screen is gone
        if visiting.error is not None:
            raise visiting.error


class Ticks(QObject):
    """A timer of 5 ms in the window's thread and the moments it ticked at."""

    INTERVAL = 0.005

    def __init__(self) -> None:
        super().__init__()
        self.times: list[float] = []
        self._timer = QTimer(self, interval=round(self.INTERVAL * 1000), timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def _tick(self) -> None:
        self.times.append(time.perf_counter())

    def start(self) -> None:
        """Begin anew."""
        self.times = [time.perf_counter()]
        self._timer.start()

    def stop(self) -> list[float]:
        """Milliseconds from one tick to the next, sorted; 5 where nothing was in the way."""
        self._timer.stop()
        self.times.append(time.perf_counter())  # a tick that was due when the measurement ended
        return sorted(1000 * (after - before) for before, after in zip(self.times, self.times[1:], strict=False))


def quantile(values: list[float], part: float) -> float:
    """The smallest of the sorted ``values`` that so many of them do not exceed."""
    return values[max(0, math.ceil(part * len(values)) - 1)]


def shows(page: LabPage, check: Callable[[Any], bool] = lambda frame: True) -> Condition:
    """Wait until the page shows a frame for which ``check`` holds."""
    return lambda: page.moment is not None and bool(check(page.moment.frame))


def passed(seconds: float) -> Condition:
    """Wait for so long."""
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() >= end
