"""What tests/engine/runtime/test_child.py calls in the child process."""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from engine.errors import InputError


def doubled(array: Any) -> tuple[int, Any]:
    return os.getpid(), 2 * array


def sleeping(seconds: float) -> str:
    time.sleep(seconds)
    return "rested"


def slow_at_first(mark: str) -> str:
    """Takes a minute where the file does not exist yet."""
    if not os.path.exists(mark):
        with open(mark, "w"):
            time.sleep(60.0)
    return "answered"


def printing() -> str:
    print("to Python's standard output", flush=True)
    os.write(1, b"to the process's standard output\n")
    sys.stderr.write("to standard error")
    return "quiet"


def refusing() -> None:
    raise InputError("{file} has no points.", file="a.ply")


def failing() -> float:
    return 1 / 0
