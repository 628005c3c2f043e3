"""The first answer on the screen after launch and the memory by then, as the tour itself states them."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.ratio import Ratio

ROOT = Path(__file__).resolve().parents[1]
REPEATS = 5


def tour() -> tuple[float, float]:
    """Seconds to the first Grad-CAM and megabytes in memory, of one `main.py tour` on a screen of its own."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment.pop("QT_QPA_PLATFORM", None)
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, str(ROOT / "main.py"), "tour", "--lab", "grad-cam", "--out", folder]
        said = subprocess.run(words, env=environment, cwd=folder, capture_output=True, text=True, check=True)
    seconds = re.search(r"^grad-cam\t([0-9.]+) s\tok$", said.stdout, re.MULTILINE)
    memory = re.search(r"^resident memory\t([0-9.]+) MB$", said.stdout, re.MULTILINE)
    if seconds is None or memory is None:
        raise RuntimeError(f"the tour said: {said.stdout}{said.stderr}")
    return float(seconds[1]), float(memory[1])


def measure() -> list[Ratio]:
    """Medians after one start that fills the disk's cache."""
    tour()
    seconds, megabytes = zip(*(tour() for _ in range(REPEATS)), strict=True)
    note = f"median of {REPEATS}, the slowest {max(seconds):.2f} s; {os.cpu_count()} cores"
    return [
        Ratio("first Grad-CAM on the screen after launch", statistics.median(seconds), 6.0, "s", note),
        Ratio("resident memory by then", max(megabytes), 900.0, "MB", f"the most of {REPEATS}"),
    ]
