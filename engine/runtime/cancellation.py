"""The flag of the run that the engine is advancing, and how a long forward pass notices it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from engine.errors import Cancelled

if TYPE_CHECKING:
    from torch import nn

_state = threading.local()


@contextmanager
def flagged(flag: threading.Event) -> Iterator[None]:
    """While inside, :func:`check` in this thread raises as soon as ``flag`` is set."""
    before = getattr(_state, "flag", None)
    _state.flag = flag
    try:
        yield
    finally:
        _state.flag = before


def check() -> None:
    """Raise :class:`engine.errors.Cancelled` where the current run's flag is set; cheap, call it anywhere."""
    flag = getattr(_state, "flag", None)
    if flag is not None and flag.is_set():
        raise Cancelled


def _check_before(*_: Any) -> None:
    check()


@contextmanager
def interruptible(module: nn.Module) -> Iterator[None]:
    """While inside, a forward pass of ``module`` stops with ``Cancelled`` between two of its layers.

    Where no run is being advanced (a script) nothing is hooked.
    """
    if getattr(_state, "flag", None) is None:
        yield
        return
    handles = [part.register_forward_pre_hook(_check_before) for part in module.modules() if not any(part.children())]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()
