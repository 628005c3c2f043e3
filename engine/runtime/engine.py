"""The engine: one thread in which everything is computed, one step of one run at a time.

The window posts requests into a mailbox; the thread advances the runs' generators and sends a notice when a run has
changed. A run that changes faster than the window draws sends one notice, not many: the window reads the newest frame,
the film has them all.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from engine.errors import Cancelled
from engine.runtime.cancellation import flagged
from engine.runtime.failures import explained
from engine.runtime.runs import Request, Run, State
from engine.runtime.scheduling import Shares
from engine.study import LiveFrame, Progress, Published, StudyRun

POLL_SECONDS = 0.004
"""How long a run that only waits (a camera, a download) is left alone."""

NICENESS = 5
"""By how many levels the engine and what it starts give way to the window, where a thread can (Linux)."""


class EngineSignals(QObject):
    """Made in the window's thread, so that its receivers run there. ``changed`` carries the run."""

    changed = Signal(object)


@dataclass(eq=False)
class _Live:
    """A run the thread is advancing: its generator and what to tell it."""

    run: Run
    generator: StudyRun | None = None
    at_frame: bool = False
    controls: Any = None
    one_step: bool = False
    asleep_until: float = 0.0
    breath: Progress | None = None  # what was yielded last, unless it was no breath


class Engine(QThread):
    """The scheduler's thread.

    Every public method may be called from the window at any time and returns at once. After :meth:`shutdown` nothing
    more is computed.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("engine")
        self.signals = EngineSignals()
        self._mail: deque[Callable[[], None]] = deque()
        self._bell = threading.Condition()
        self._leaving = False
        self._current: dict[str, _Live] = {}
        self._waiting: dict[str, Run] = {}
        self._shares = Shares()

    # -- the window's side ---------------------------------------------------------------------

    def submit(self, request: Request) -> Run:
        """Queue ``request`` in its lane and return its run, which replaces any that waits there."""
        run = Run(request)
        self._post(lambda: self._accept(run))
        return run

    def pause(self, run: Run) -> None:
        """Do not advance ``run`` until it is resumed."""
        self._post(lambda: self._set_paused(run, True))

    def resume(self, run: Run) -> None:
        """Go on with a paused run."""
        self._post(lambda: self._set_paused(run, False))

    def step(self, run: Run) -> None:
        """Advance a paused run to its next frame."""
        self._post(lambda: self._allow_step(run))

    def stop(self, run: Run) -> None:
        """End ``run`` at once, inside a forward pass too; what it recorded stays in its film."""
        run.flag.set()
        self._post(lambda: self._stop(run))

    def control(self, run: Run, controls: Any) -> None:
        """Send ``controls`` into the study at its next step; only the newest counts."""
        self._post(lambda: self._set_controls(run, controls))

    def shutdown(self, seconds: float = 1.5) -> bool:
        """Stop everything and join for ``seconds``; returns whether the thread has ended."""
        with self._bell:
            self._leaving = True
            for live in list(self._current.values()):
                live.run.flag.set()
            self._bell.notify()
        return self.wait(int(seconds * 1000))

    def _post(self, message: Callable[[], None]) -> None:
        with self._bell:
            self._mail.append(message)
            self._bell.notify()

    # -- the engine's side ---------------------------------------------------------------------

    def run(self) -> None:
        """The scheduler; ends after :meth:`shutdown`."""
        self._give_way()
        while True:
            with self._bell:
                while not self._mail and not self._leaving and not (wait := self._wait()) == 0:
                    self._bell.wait(wait)
                if self._leaving:
                    break
                messages = list(self._mail)
                self._mail.clear()
            for message in messages:
                message()
            live = self._next()
            if live is not None:
                self._advance(live)
        for live in list(self._current.values()):
            self._end(live, State.STOPPED)

    @staticmethod
    def _give_way() -> None:
        """Lower this thread's priority: with all cores computing, the window still gets one when it has to draw."""
        if sys.platform == "linux":  # elsewhere the number names no thread, or the whole process would give way
            with suppress(OSError):
                thread = threading.get_native_id()
                os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + NICENESS)

    def _wait(self) -> float | None:
        """Seconds until a run can be advanced: 0 now, None not before the next message."""
        ready = [live.asleep_until for live in self._current.values() if live.run.state is State.RUNNING]
        return max(0.0, min(ready) - time.perf_counter()) if ready else None

    def _next(self) -> _Live | None:
        now = time.perf_counter()
        ready = {
            live.run.number: live
            for live in self._current.values()
            if live.run.state is State.RUNNING and live.asleep_until <= now
        }
        run = self._shares.pick(live.run for live in ready.values())
        return ready[run.number] if run else None

    def _advance(self, live: _Live) -> None:
        """One ``next()`` of one run."""
        run, start = live.run, time.perf_counter()
        preparing = run.film.newest() is None and (run.progress is None or run.progress.preparing)
        got: Any = None
        outcome: State | None = None
        try:
            with flagged(run.flag):
                if run.flag.is_set():
                    raise Cancelled
                if live.generator is None:
                    live.generator = run.request.start()
                if live.at_frame and live.controls is not None:
                    sent, live.controls = live.controls, None
                    got = live.generator.send(sent)
                else:
                    got = next(live.generator)
        except StopIteration:
            outcome = State.FINISHED
        except Cancelled:
            outcome = State.STOPPED
        except BaseException as error:
            run.error = explained(error)
            outcome = State.FAILED
        seconds = time.perf_counter() - start
        run.seconds += seconds
        run.step_seconds += seconds
        if preparing:
            run.preparing_seconds += seconds
        self._shares.used(run, seconds)
        if outcome is not None:
            self._end(live, outcome)
        else:
            self._take(live, got)

    def _take(self, live: _Live, got: Any) -> None:
        run = live.run
        live.at_frame = False
        before, live.breath = live.breath, got if isinstance(got, Progress) else None
        if isinstance(got, Progress):
            if got == before:  # twice the same: it waits for something
                live.asleep_until = time.perf_counter() + POLL_SECONDS
            if got == run.progress:
                return
            run.progress = got
        elif isinstance(got, Published):
            run.products.append(got)
        else:
            if isinstance(got, LiveFrame):
                run.film.append(got.frame, run.seconds, got.inputs)
            else:
                run.film.append(got, run.seconds)
            run.last_step_seconds, run.step_seconds = run.step_seconds, 0.0
            live.at_frame = True
            if live.one_step:
                live.one_step = False
                run.state = State.PAUSED
            if run.lane in self._waiting:  # followed, not starved: the first frame is out
                self._end(live, State.STOPPED)
                return
        self._notify(run)

    def _accept(self, run: Run) -> None:
        replaced = self._waiting.pop(run.lane, None)
        if replaced is not None:
            replaced.state = State.STOPPED
            self._notify(replaced)
        current = self._current.get(run.lane)
        if run.flag.is_set():
            run.state = State.STOPPED
            self._notify(run)
            return
        if current is None:
            self._begin(run)
            return
        self._waiting[run.lane] = run
        if len(current.run.film) or current.run.state is State.PAUSED:
            self._end(current, State.STOPPED)

    def _begin(self, run: Run) -> None:
        run.state = State.PAUSED if run.request.paused else State.RUNNING
        self._current[run.lane] = _Live(run)
        self._notify(run)

    def _end(self, live: _Live, state: State) -> None:
        run = live.run
        if live.generator is not None:
            with suppress(Exception):  # a study that fails while it is closed has nothing more to say
                live.generator.close()
            live.generator = None
        run.state = state
        self._shares.forget(run)
        if self._current.get(run.lane) is live:
            del self._current[run.lane]
        self._notify(run)
        if run.lane in self._waiting and not self._leaving:
            self._begin(self._waiting.pop(run.lane))

    def _live(self, run: Run) -> _Live | None:
        live = self._current.get(run.lane)
        return live if live is not None and live.run is run else None

    def _set_paused(self, run: Run, paused: bool) -> None:
        live = self._live(run)
        if live is not None:
            live.one_step = False
            run.state = State.PAUSED if paused else State.RUNNING
            self._notify(run)

    def _allow_step(self, run: Run) -> None:
        live = self._live(run)
        if live is not None:
            live.one_step = True
            run.state = State.RUNNING

    def _stop(self, run: Run) -> None:
        live = self._live(run)
        if live is not None:
            self._end(live, State.STOPPED)
        elif self._waiting.get(run.lane) is run:
            del self._waiting[run.lane]
            run.state = State.STOPPED
            self._notify(run)

    def _set_controls(self, run: Run, controls: Any) -> None:
        live = self._live(run)
        if live is not None:
            live.controls = controls

    def _notify(self, run: Run) -> None:
        if run.claim_notice():
            self.signals.changed.emit(run)
