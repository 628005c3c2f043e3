"""Every registration lab in the real window: opened, scrubbed, pinned, undone, in both languages and themes, closed."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest

from app.lab import lab_names
from app.page import LabPage
from app.window import Window
from engine.runtime.runs import State
from widgets.theme import theme

Make = Callable[..., Window]

CHANGES: dict[str, dict[str, Any]] = {
    "gauss-newton": {"problem": "line"},
    "icp": {"method": "point-to-point", "iterations": 3},
    "global-registration": {"seed": 1},
    "rgbd-alignment": {"iterations": 2},
    "multiway-registration": {"prune_threshold": 0.3},
}
"""A change of options for each lab, as far as its study has them."""

LABS = [
    pytest.param(name, marks=pytest.mark.skipif(name not in lab_names(), reason=f"there is no lab {name} yet"))
    for name in CHANGES
]


def opened(make_window: Make, qtbot: Any, name: str) -> tuple[Window, LabPage]:
    """The lab with its first picture, without a click."""
    window = make_window(name, (1400, 900))
    page = window.page(name)
    qtbot.waitUntil(lambda: page.moment is not None or page.controller.error() is not None, timeout=90_000)
    assert page.moment is not None, str(page.controller.error())
    return window, page


def finish(qtbot: Any, page: LabPage, seconds: int = 90) -> None:
    """Wait until the run that answers the options has ended, or has some steps to go through."""
    c = page.controller
    qtbot.waitUntil(
        lambda: (
            page.moment is not None
            and page.moment.options == c.options
            and c.run is not None
            and (c.run.state.ended or len(c.run.film) >= 8)
        ),
        timeout=1000 * seconds,
    )
    assert c.run is not None and c.run.state is not State.FAILED, str(c.error())


def change_of(page: LabPage) -> dict[str, Any]:
    """Options that differ from the lab's present ones."""
    described = {d.name: d for d in page.controller.study.options}
    wanted = {n: v for n, v in CHANGES[page.controller.study.name].items() if n in described}
    assert wanted, "the study has none of the options this test changes"
    return wanted


@pytest.mark.parametrize("name", LABS)
def test_scrub_pin_undo_and_dress(make_window: Make, qtbot: Any, name: str) -> None:
    window, page = opened(make_window, qtbot, name)
    c = page.controller
    finish(qtbot, page)
    run = c.run
    assert run is not None
    c.pause() if not run.state.ended else None
    recorded = len(run.film)

    for step in (0, recorded // 2, recorded - 1):
        page.timeline.scrubbed.emit(step + 1)
        assert page.moment is not None and page.moment.step == run.film.shot(step).step
        assert page.moment.frame is run.film.shot(step).frame
        assert page.sentence.text()
    assert not page.stage.picture().isNull()
    arrays = page.stage.arrays()
    assert arrays and all(np.asarray(value).dtype != object for value in arrays.values())

    assert page.pins.add(page.moment, page.drawing)
    before = c.options
    c.set_options(change_of(page))
    if c.marked:  # a dear run waits
        c.restart()
    finish(qtbot, page)
    pin = page.pins._pins[0]
    assert pin.moment.options == before and pin.caption.text()
    assert not page.picture().isNull()
    page.pins.clear()

    c.undo_stack.undo()
    assert c.options == before
    finish(qtbot, page)
    c.undo_stack.redo()
    assert c.options != before
    finish(qtbot, page)

    if c.run.state is State.RUNNING:  # a sentence counts the steps there are
        c.engine.pause(c.run)
    qtbot.waitUntil(
        lambda: page.moment.step == len(c.run.film) - 1 and c.run.state is not State.RUNNING, timeout=20_000
    )
    english = page.sentence.text()
    window.set_language("ko")
    page = window.page(name)
    assert page.moment is not None and page.sentence.text()
    window.set_language("en")
    page = window.page(name)
    assert page.sentence.text() == english
    looks = theme.asked
    window.actions_.toggle_theme()
    assert theme.asked != looks and not page.stage.picture().isNull()
    window.actions_.toggle_theme()
    window.actions_.larger()
    window.actions_.normal_size()
    for size in ((1280, 720), (1400, 900)):
        window.resize(*size)
        QTest.qWait(20)
        assert page.stage.width() > 0 and not page.stage.picture().isNull()


@pytest.mark.parametrize("name", LABS)
def test_going_away_and_coming_back_keeps_the_picture(make_window: Make, qtbot: Any, name: str) -> None:
    window, page = opened(make_window, qtbot, name)
    finish(qtbot, page)
    shown = page.moment
    window.open_lab("train-classifier" if name == "gauss-newton" else "gauss-newton")
    run = page.controller.run
    assert run is not None
    if not page.controller.foreground.keep_running:  # a step under way is finished first
        qtbot.waitUntil(lambda: run.state.ended or run.state is State.PAUSED, timeout=30_000)
    window.open_lab(name)
    assert window.current() is page and page.moment is not None and shown is not None
    assert page.moment.frame is not None and page.moment.film is shown.film


@pytest.mark.parametrize("name", LABS)
def test_a_closed_window_leaves_no_stage(make_window: Make, qtbot: Any, name: str) -> None:
    window, page = opened(make_window, qtbot, name)
    page.pins.add(page.moment, page.drawing)
    stages = [weakref.ref(page.stage), weakref.ref(page.pins._pins[0].stage)]
    page.pins.clear()
    window.close()
    assert window.engine_ended or window.engine.wait(5000)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    del page
    gc.collect()
    assert stages[1]() is None, "an unpinned stage stays in memory"
