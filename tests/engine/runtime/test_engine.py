"""The engine's thread: lanes, latest wins, no flood, failures, shutdown."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer, Slot

from engine.errors import Cancelled, InputError
from engine.runtime.cancellation import check
from engine.runtime.engine import NICENESS, Engine
from engine.runtime.runs import Request, Run, State
from engine.study import Progress, Published


@dataclass(frozen=True)
class Frame:
    number: int


class Receiver(QObject):
    """What the window does: take the notice, at once or when it draws, and read the run."""

    def __init__(self, draws_after: int = 0) -> None:
        super().__init__()
        self._draws_after = draws_after  # ms
        self.seen: list[tuple[int, int, State]] = []
        self.threads: set[int] = set()

    @Slot(object)
    def changed(self, run: Run) -> None:
        if self._draws_after:
            QTimer.singleShot(self._draws_after, self, lambda: self._draw(run))
        else:
            self._draw(run)

    def _draw(self, run: Run) -> None:
        run.take_notice()
        newest = run.film.newest()
        self.seen.append((run.number, newest.number if newest else -1, run.state))
        self.threads.add(threading.get_ident())


@pytest.fixture
def engine(qapp: Any) -> Iterator[Engine]:
    started = Engine()
    started.start()
    yield started
    assert started.shutdown(2.0)


@pytest.fixture
def receiver(engine: Engine) -> Receiver:
    made = Receiver()
    engine.signals.changed.connect(made.changed)
    return made


def counting(count: int, seconds: float = 0.0) -> Callable[[], Any]:
    def start() -> Iterator[Frame]:
        for number in range(count):
            time.sleep(seconds)
            yield Frame(number)

    return start


def wait(qtbot: Any, run: Run, *states: State) -> None:
    qtbot.waitUntil(lambda: run.state in states, timeout=5000)


def test_every_frame_is_recorded_but_only_some_are_announced(qtbot: Any, engine: Engine) -> None:
    """While a notice is not taken no other is sent: a window that draws every 5 ms hears of few of 5000 steps."""
    receiver = Receiver(draws_after=5)
    engine.signals.changed.connect(receiver.changed)
    run = engine.submit(Request("lab/run", counting(5000)))
    wait(qtbot, run, State.FINISHED)
    qtbot.waitUntil(lambda: bool(receiver.seen) and receiver.seen[-1][2] is State.FINISHED)
    assert len(run.film) == 5000
    assert receiver.seen[-1][1] == 4999
    assert len(receiver.seen) < 2500
    assert receiver.threads == {threading.get_ident()}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has priorities of threads")
def test_the_engine_gives_way_to_the_window(qtbot: Any, engine: Engine) -> None:
    found: list[int] = []

    def start() -> Iterator[Frame]:
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
        yield Frame(0)

    wait(qtbot, engine.submit(Request("lab/run", start)), State.FINISHED)
    window = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    assert found == [min(19, window + NICENESS)]


def test_the_latest_request_wins_and_nothing_older_follows(qtbot: Any, engine: Engine, receiver: Receiver) -> None:
    runs = []
    for number in range(200):

        def start(number: int = number) -> Iterator[Frame]:
            time.sleep(0.002)
            yield Frame(number)

        runs.append(engine.submit(Request("lab/run", start)))
        qtbot.wait(1)
    wait(qtbot, runs[-1], State.FINISHED)
    qtbot.waitUntil(lambda: receiver.seen[-1][:2] == (runs[-1].number, 199))
    shown = [number for _, number, _ in receiver.seen if number >= 0]
    assert shown == sorted(shown)
    assert all(run.state.ended for run in runs)


def test_a_superseded_run_delivers_its_first_frame(qtbot: Any, engine: Engine) -> None:
    begun = threading.Event()

    def slow() -> Iterator[Any]:
        for number in range(20):
            begun.set()
            time.sleep(0.01)
            yield Progress(number, 20, "parts")
        yield Frame(0)
        yield Frame(1)

    first = engine.submit(Request("lab/run", slow))
    assert begun.wait(2)
    second = engine.submit(Request("lab/run", counting(1)))
    wait(qtbot, second, State.FINISHED)
    assert first.state is State.STOPPED
    assert len(first.film) == 1


def test_lanes_do_not_replace_each_other(qtbot: Any, engine: Engine) -> None:
    runs = [engine.submit(Request(f"lab/{lane}", counting(20, 0.001))) for lane in "abc"]
    for run in runs:
        wait(qtbot, run, State.FINISHED)
        assert len(run.film) == 20


def test_a_failure_ends_its_run_alone(qtbot: Any, engine: Engine) -> None:
    def broken() -> Iterator[Frame]:
        yield Frame(0)
        raise ZeroDivisionError("no")

    def wrong() -> Iterator[Frame]:
        raise InputError("{file} is empty.", file="a.png")
        yield Frame(0)

    first = engine.submit(Request("a/run", broken))
    second = engine.submit(Request("b/run", wrong))
    third = engine.submit(Request("c/run", counting(3)))
    for run, state in ((first, State.FAILED), (second, State.FAILED), (third, State.FINISHED)):
        wait(qtbot, run, state)
    assert "ZeroDivisionError" in str(first.error)
    assert str(second.error) == "a.png is empty."


def test_out_of_memory_frees_the_cache_and_suggests(qtbot: Any, engine: Engine) -> None:
    from engine.runtime.cache import cache

    cache.put(("test", 1), object(), 1000)

    def hungry() -> Iterator[Frame]:
        raise MemoryError
        yield Frame(0)

    run = engine.submit(Request("a/run", hungry))
    wait(qtbot, run, State.FAILED)
    assert "memory" in str(run.error)
    assert cache.get(("test", 1)) is None


def test_pause_step_resume(qtbot: Any, engine: Engine) -> None:
    run = engine.submit(Request("a/run", counting(10), paused=True))
    wait(qtbot, run, State.PAUSED)
    for expected in (1, 2, 3):
        engine.step(run)
        qtbot.waitUntil(lambda expected=expected: len(run.film) == expected)
        wait(qtbot, run, State.PAUSED)
    qtbot.wait(50)
    assert len(run.film) == 3
    engine.resume(run)
    wait(qtbot, run, State.FINISHED)
    assert len(run.film) == 10


def test_stop_ends_inside_a_step(qtbot: Any, engine: Engine) -> None:
    begun, cleaned = threading.Event(), threading.Event()

    def endless() -> Iterator[Frame]:
        try:
            while True:
                begun.set()
                check()
                time.sleep(0.005)
        finally:
            cleaned.set()
        yield Frame(0)

    run = engine.submit(Request("a/run", endless))
    assert begun.wait(2)
    engine.stop(run)
    wait(qtbot, run, State.STOPPED)
    assert cleaned.is_set()


def test_controls_reach_the_study_after_a_frame(qtbot: Any, engine: Engine) -> None:
    received: list[Any] = []

    def steered() -> Iterator[Any]:
        for number in range(4):
            yield Progress(number, 4, "parts")
            got = yield Frame(number)
            received.append(got)

    run = engine.submit(Request("a/run", steered, paused=True))
    wait(qtbot, run, State.PAUSED)
    engine.step(run)
    qtbot.waitUntil(lambda: len(run.film) == 1)
    engine.control(run, "slower")
    engine.control(run, "faster")
    engine.resume(run)
    wait(qtbot, run, State.FINISHED)
    assert received == ["faster", None, None, None]


def test_products_are_kept(qtbot: Any, engine: Engine) -> None:
    def making() -> Iterator[Any]:
        yield Frame(0)
        yield Published("a.txt", None)  # type: ignore[arg-type]

    run = engine.submit(Request("a/run", making))
    wait(qtbot, run, State.FINISHED)
    assert [product.name for product in run.products] == ["a.txt"]


def test_a_waiting_run_does_not_burn_the_processor(qtbot: Any, engine: Engine) -> None:
    turns = 0

    def idle() -> Iterator[Progress]:
        nonlocal turns
        while True:
            turns += 1
            yield Progress(0, 0, "pictures")

    run = engine.submit(Request("a/run", idle))
    qtbot.wait(300)
    engine.stop(run)
    wait(qtbot, run, State.STOPPED)
    assert 3 < turns < 200


def test_a_run_that_says_the_same_before_each_frame_does_not_wait(qtbot: Any, engine: Engine) -> None:
    """A live source: one breath and one frame a picture."""

    def following() -> Iterator[Any]:
        for number in range(200):
            yield Progress(0, 1, "forward pass")
            yield Frame(number)

    start = time.perf_counter()
    run = engine.submit(Request("a/run", following))
    wait(qtbot, run, State.FINISHED)
    assert len(run.film) == 200
    assert time.perf_counter() - start < 0.6  # 200 waits are 0.8 s


def test_shutdown_while_busy(qapp: Any) -> None:
    engine = Engine()
    engine.start()
    begun, closed = threading.Event(), threading.Event()

    def busy() -> Iterator[Frame]:
        try:
            while True:
                begun.set()
                time.sleep(0.01)
                yield Frame(0)
        finally:
            closed.set()

    engine.submit(Request("a/run", busy))
    assert begun.wait(2)
    assert engine.shutdown(1.5)
    assert closed.is_set()


def test_check_raises_only_where_flagged() -> None:
    from engine.runtime.cancellation import flagged

    flag = threading.Event()
    with flagged(flag):
        check()
        flag.set()
        with pytest.raises(Cancelled):
            check()
    check()
