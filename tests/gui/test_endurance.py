"""A long lesson: labs opened again and again, an option dragged for minutes. Nothing may pile up."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtTest import QTest

from app.lab import lab_names
from app.page import LabPage
from app.status import resident_megabytes
from app.window import Window
from engine.runtime.film import Film
from engine.runtime.runs import Run

Make = Callable[..., Window]
Shown = Callable[..., LabPage]


def visit(window: Window, name: str, qtbot: Any) -> None:
    """Open a lab, compute anew, and wait for the first frame."""
    window.open_lab(name)
    page = window.page(name)
    c = page.controller
    qtbot.waitUntil(c.ready, timeout=30_000)
    if c.run is not None:
        c.engine.stop(c.run)
    c.restart()
    run = c.run
    qtbot.waitUntil(lambda: page.moment is not None and page.moment.film is run.film, timeout=30_000)


def alive(kind: type) -> int:
    """How many objects of a kind there are."""
    gc.collect()
    return sum(type(thing) is kind for thing in gc.get_objects())


def test_runs_do_not_pile_up(make_window: Make, qtbot: Any) -> None:
    """What a lab keeps of its past is bounded: the run that is shown, its lanes', and dear ones."""
    window = make_window()
    names = lab_names()
    counts = []
    for _ in range(4):
        for name in names:
            visit(window, name, qtbot)
        QTest.qWait(200)
        counts.append((alive(Run), alive(Film)))
    assert max(counts[2:]) <= (counts[1][0] + 2, counts[1][1] + 2), counts
    assert counts[-1][0] <= 8 * len(names)


@pytest.mark.slow
def test_memory_after_many_visits(make_window: Make, qtbot: Any) -> None:
    window = make_window()
    names = lab_names()
    memory = []
    for number in range(300):
        visit(window, names[number % len(names)], qtbot)
        memory.append(resident_megabytes())
    assert max(memory[-10:]) <= 1.05 * max(memory[40:50])


@pytest.mark.slow
def test_memory_after_an_option_was_dragged_for_long(make_window: Make, shown: Shown, qtbot: Any) -> None:
    window = make_window()
    page = shown(window.page("grad-cam"))
    memory = []
    for turn in range(6):
        for number in range(200):
            page.controller.set_options({"target": number % 10, "seed": 200 * turn + number})
            QTest.qWait(10)
        last = 200 * turn + 199
        qtbot.waitUntil(lambda: page.moment.options.seed == last, timeout=10_000)  # noqa: B023
        QTest.qWait(500)
        memory.append(resident_megabytes())
    assert max(memory[1:]) <= 1.05 * memory[0]
