"""Closing the window while a classifier trains: when the process is gone, how it ended, what it said."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.ratio import Ratio

ROOT = Path(__file__).resolve().parents[1]
REPEATS = 5

# Closes the window a second after the first step of the training and says when.
CLOSING = """
import sys, time
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
import main

class Closing(QObject):
    def __init__(self):
        super().__init__()
        self.timer = QTimer(self, interval=50)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self):
        window = next((w for w in QApplication.topLevelWidgets() if w.objectName() == "window" and w.isVisible()), None)
        page = window and window.current()
        if page is not None and page.moment is not None and page.moment.step >= 5:
            self.timer.stop()
            print(repr(time.time()), flush=True)
            window.close()

application = QApplication(["vitrine"])
closing = Closing()
sys.exit(main.main(["--fresh", "--lab", "train-classifier"]))
"""


def closed(home: Path) -> tuple[float, int, str]:
    """Seconds from the close to the end of the process, its exit code, and what it wrote to stderr."""
    environment = dict(os.environ, VITRINE_HOME=str(home), VITRINE_CACHE=str(home))
    with subprocess.Popen(
        [sys.executable, "-c", CLOSING],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        line = process.stdout.readline()
        said = process.stderr.read()
        code = process.wait(60)
        end = time.time()
    if not line:
        raise RuntimeError(f"the training did not start: {said}")
    return end - float(line), code, said


def measure() -> list[Ratio]:
    """The slowest of the repeats."""
    from benchmarks.real_window import own_screen

    with own_screen() as home:
        results = [closed(home) for _ in range(REPEATS)]
    seconds = [result[0] for result in results]
    said = "".join(result[2] for result in results)
    note = f"the slowest of {REPEATS}, median {statistics.median(seconds):.2f} s"
    return [
        Ratio("closing while training, until the process is gone", max(seconds), 2.0, "s", note),
        Ratio("exit codes other than 0", sum(result[1] != 0 for result in results), 0, "", f"of {REPEATS}"),
        Ratio("characters on stderr", len(said), 0, "", said.strip()[:200]),
    ]
