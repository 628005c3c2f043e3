"""Which device computes: the CPU, CUDA or Apple's MPS."""

from __future__ import annotations

import os

from engine.errors import InputError
from engine.text import QT_TRANSLATE_NOOP

_current = "cpu"


def available() -> tuple[str, ...]:
    """The devices of this machine, ``"cpu"`` last. Imports torch."""
    from engine.runtime.torch_loading import load_torch

    torch = load_torch()
    found = ["cuda"] if torch.cuda.is_available() else []
    if torch.backends.mps.is_available():
        found.append("mps")
    return (*found, "cpu")


def choose(name: str) -> str:
    """Make ``name`` (``"auto"``: the first available) the device of everything opened from now on; returns it.

    Raises
    ------
    InputError
        This machine has no such device.
    """
    global _current
    found = available() if name != "cpu" else ("cpu",)
    if name == "auto":
        name = found[0]
    if name not in found:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "There is no device {device} here; there is {known}."),
            device=name,
            known=", ".join(found),
        )
    _current = name
    return name


def current() -> str:
    """The device chosen last: ``"cpu"``, ``"cuda"`` or ``"mps"``."""
    return _current


def window_threads() -> int:
    """Torch's threads beside a window: all cores but one, so that the window keeps one (benchmarks/threads.py)."""
    return max(1, (os.cpu_count() or 2) - 1)
