"""A whole window for each test, with a home of its own; nothing may be left behind."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
from PySide6.QtWidgets import QApplication

from app.page import LabPage
from app.window import Window
from engine.runtime.cache import cache
from engine.runtime.torch_loading import load_torchvision
from widgets.theme import theme


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test touches the user's own settings, caches or downloads."""
    folder = tmp_path / "집 (1)"
    monkeypatch.setenv("VITRINE_HOME", str(folder))
    monkeypatch.setenv("VITRINE_CACHE", str(folder / "cache"))
    theme.reduced_motion = True
    return folder


@pytest.fixture(scope="session", autouse=True)
def libraries() -> None:
    """Loaded once and left out of the garbage collections after each test, which would walk over all their objects."""
    load_torchvision()
    gc.collect()
    gc.freeze()


def _alive(kind: type) -> list[Any]:
    return [o for o in gc.get_objects() if issubclass(type(o), kind) and _is_valid(o)]


def _is_valid(thing: Any) -> bool:
    import shiboken6

    return bool(shiboken6.isValid(thing))


def _flush() -> None:
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        gc.collect()


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """After each test: no top-level widget, running thread, active timer or forward hook that was not there before."""
    _flush()
    widgets = set(map(id, QApplication.topLevelWidgets()))
    threads = set(threading.enumerate())
    timers = {id(t) for t in _alive(QTimer) if t.isActive()}
    yield
    _flush()
    end = time.monotonic() + 2.0
    while time.monotonic() < end and set(threading.enumerate()) - threads - _engine_dummies():
        QApplication.processEvents()
        time.sleep(0.01)
    left = [w for w in QApplication.topLevelWidgets() if id(w) not in widgets]
    assert not left, f"widgets left behind: {left}"
    running = [t for t in _alive(QThread) if t.isRunning()]
    assert not running, f"threads left running: {running}"
    more = set(threading.enumerate()) - threads - _engine_dummies()
    assert not more, f"threads left running: {more}"
    ticking = [t for t in _alive(QTimer) if t.isActive() and id(t) not in timers]
    assert not ticking, f"timers left ticking: {[(t, t.parent()) for t in ticking]}"
    assert_no_hooks()
    cache.free()


def _engine_dummies() -> set[threading.Thread]:
    """Python's stand-ins for threads that Qt made."""
    return {t for t in threading.enumerate() if isinstance(t, threading._DummyThread)}


def assert_no_hooks() -> None:
    """No network in the cache carries a hook."""
    for value, _ in cache._entries.values():
        module = getattr(value, "module", None)
        if module is None or not hasattr(module, "modules"):
            continue
        for part in module.modules():
            assert not part._forward_hooks and not part._forward_pre_hooks and not part._backward_hooks


@pytest.fixture
def make_window(qtbot: Any) -> Iterator[Callable[..., Window]]:
    """Open windows as ``main.py`` does; all are closed at the end and their engines have to stop in time."""
    made: list[Window] = []

    def make(lab: str = "grad-cam", size: tuple[int, int] = (1400, 900), **options: Any) -> Window:
        window = Window(**{"restore": False, "language": "en", "theme_name": "dark", **options})
        made.append(window)
        window.resize(*size)
        window.start(lab)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    for window in made:
        if window.isVisible():
            window.close()
        assert window.engine_ended or window.engine.wait(5000)
        window.deleteLater()
    made.clear()
    _flush()


@pytest.fixture
def shown(qtbot: Any) -> Callable[..., LabPage]:
    """Wait until a page shows a moment for which ``check(frame)`` holds."""

    def wait(page: LabPage, check: Callable[[Any], bool] = lambda frame: True, timeout: int = 30_000) -> LabPage:
        qtbot.waitUntil(lambda: page.moment is not None and bool(check(page.moment.frame)), timeout=timeout)
        return page

    return wait
