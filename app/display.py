"""A virtual screen where there is none: Xvfb, started and stopped by us."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP


def has_display() -> bool:
    """Whether Qt can open a window here, or was told to do without one."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def display() -> Iterator[None]:
    """While inside there is a display: the user's own, or an Xvfb of 1920 x 1200 x 24.

    Raises
    ------
    InputError
        There is no display and no Xvfb.
    """
    if has_display():
        yield
        return
    program = shutil.which("Xvfb")
    if program is None:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "errors",
                "There is no display, and Xvfb is not installed; `make env` or `apt-get install xvfb` brings it.",
            )
        )
    read, write = os.pipe()
    server = subprocess.Popen(
        [program, "-displayfd", str(write), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as stream:
            number = stream.readline().strip()
        if not number:
            raise InputError(QT_TRANSLATE_NOOP("errors", "Xvfb could not be started."))
        os.environ["DISPLAY"] = f":{number}"
        yield
    finally:
        os.environ.pop("DISPLAY", None)
        server.terminate()
        server.wait(5)
