"""Every widget test runs in the dark theme at 100% and leaves no widget and no running timer behind."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from widgets.theme import apply_theme, theme


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The application in a known theme, no animations; afterwards nothing is left."""
    reduced = theme.reduced_motion
    theme.reduced_motion = True
    if theme.asked != "dark" or theme.scale != 1.0 or not qapp.styleSheet():
        apply_theme(qapp, "dark", 1.0)
    before = set(qapp.topLevelWidgets())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
    theme.reduced_motion = reduced
    left = [widget for widget in qapp.topLevelWidgets() if widget not in before]
    if left:  # what hangs in a cycle of Python objects (pyqtgraph's menus) is nobody's any more
        del left
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        left = [widget for widget in qapp.topLevelWidgets() if widget not in before]
    assert not left, f"widgets left behind: {left}"
    timers: list[Any] = [timer for timer in qapp.findChildren(QTimer) if timer.isActive()]
    assert not timers, f"timers left running: {timers}"
