"""Open the window, as fast as can be: nothing heavy is imported before it is painted."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.display import has_display

SETTLED_MILLISECONDS = 3000
"""After so long what lives stays: the garbage collector need not look through it again, which would take 40 ms."""


def preload_on_windows() -> None:
    """Load torch's first library before Qt's, where Windows needs it in that order; costs no import of torch."""
    if sys.platform != "win32":
        return
    import ctypes
    import importlib.util

    found = importlib.util.find_spec("torch")
    if found is not None and found.origin is not None:
        library = Path(found.origin).parent / "lib" / "c10.dll"
        if library.exists():
            ctypes.WinDLL(str(library))


def open_window(arguments: Sequence[str]) -> int:
    """Run the explorer until its window is closed; returns the exit code.

    ``arguments``: files to open, ``--lab NAME``, ``--packs FOLDER``, ``--language en|ko``, ``--theme
    light|dark|system``, ``--fresh`` (do not restore the last state).
    """
    import argparse

    parser = argparse.ArgumentParser(prog="vitrine", description="An explorer for computer vision.")
    parser.add_argument("file", nargs="*", help="a picture, or a saved session")
    parser.add_argument("--lab", default="")
    parser.add_argument("--packs", type=Path, action="append", default=[])
    parser.add_argument("--language", choices=("en", "ko"), default="")
    parser.add_argument("--theme", choices=("light", "dark", "system"), default="")
    parser.add_argument("--fresh", action="store_true", help="do not restore the last state")
    chosen = parser.parse_args(list(arguments))
    if not has_display():
        print(
            "There is no display: `python main.py tour --out FOLDER` draws the labs into files instead.",
            file=sys.stderr,
        )
        return 2
    preload_on_windows()
    import faulthandler

    if sys.stderr is not None:
        faulthandler.enable()
    sys.setswitchinterval(0.0002)  # the window waits less for a thread that runs Python code

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([sys.argv[0] if sys.argv else "vitrine"])
    from app.window import Window

    window = Window(restore=not chosen.fresh, language=chosen.language, theme_name=chosen.theme)
    window.use_packs(chosen.packs)
    window.start(chosen.lab, chosen.file)
    window.show()
    QTimer.singleShot(SETTLED_MILLISECONDS, gc.freeze)
    code = application.exec()
    leave(window, code)
    return code


def leave(window: object, code: int) -> None:
    """Leave the process without waiting for what still computes.

    The session is written, the engine was asked to stop.
    """
    if getattr(window, "engine_ended", True):
        return
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)
