"""How long after its start the window is painted, against a bare PySide6 window painted the same way.

Both run in processes of their own with the same few lines around them. What is measured: from the moment at which the
process is asked for to the moment at which the event loop is back from the first paint event of a top-level window.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.ratio import Ratio

ROOT = Path(__file__).resolve().parents[1]
REPEATS = 7

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1600, 1000)
window.show()
application.exec()
"""

_WATCHED = """
import json, os, runpy, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Watch(QObject):
    seen = False

    def eventFilter(self, receiver, event):
        paints = event.type() == QEvent.Type.Paint and isinstance(receiver, QWidget) and receiver.isWindow()
        if paints and not self.seen:
            self.seen = True
            QTimer.singleShot(0, self.report)
        return False

    def report(self):
        seconds = time.time() - float(os.environ["ASKED_FOR_AT"])
        size = [widget.size().toTuple() for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        print(json.dumps({"seconds": seconds, "torch": "torch" in sys.modules, "windows": size}), flush=True)
        os._exit(0)

original = QApplication.exec
def watched(*arguments):
    application = QApplication.instance()
    application.watch = Watch()
    application.installEventFilter(application.watch)
    return original()
QApplication.exec = watched
path = sys.argv[1]
sys.argv[:] = sys.argv[1:]
sys.path[0] = os.path.dirname(path)
runpy.run_path(path, run_name="__main__")
"""


def painted(program: Path, arguments: tuple[str, ...], home: Path) -> dict[str, object]:
    """Start the program, and give what it says at its first paint: `seconds`, `torch` (imported by then), `windows`."""
    environment = dict(os.environ, HOME=str(home), PYTHONPATH=str(ROOT))
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        environment[name] = str(home / name)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as on a user's second start
    environment["PYTHONPYCACHEPREFIX"] = str(home / "bytecode")
    environment["ASKED_FOR_AT"] = repr(time.time())
    finished = subprocess.run(
        [sys.executable, "-c", _WATCHED, str(program), *arguments],
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if finished.returncode or not finished.stdout:
        raise RuntimeError(f"{program.name} painted no window: {finished.stderr}")
    answer: dict[str, object] = json.loads(finished.stdout.splitlines()[-1])
    return answer


def measure() -> list[Ratio]:
    """The ratio of the medians, and whether torch was imported by then (0 times of all)."""
    from app.display import display

    seconds: dict[str, list[float]] = {"bare": [], "main": []}
    with_torch = 0
    with tempfile.TemporaryDirectory() as folder, display():
        home = Path(folder)
        bare = home / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        sides: dict[str, tuple[Path, tuple[str, ...]]] = {"bare": (bare, ()), "main": (ROOT / "main.py", ("--fresh",))}
        for step in range(-1, REPEATS):  # the first round compiles, and fills the disk's cache
            for name, (program, arguments) in sides.items():
                answer = painted(program, arguments, home)
                if step >= 0:
                    seconds[name].append(float(str(answer["seconds"])))
                    with_torch += bool(name == "main" and answer["torch"])
    ours, theirs = (statistics.median(seconds[name]) for name in ("main", "bare"))
    note = f"{ours * 1000:.0f} ms against {theirs * 1000:.0f} ms, medians of {REPEATS} starts in turns"
    return [
        Ratio("window painted / bare PySide6 window", ours / theirs, 5.0, "x", note),
        Ratio("starts with torch imported by then", with_torch, 0, "", f"of {REPEATS}"),
    ]
