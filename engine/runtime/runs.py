"""A run: one generator that the engine advances, what it was asked, and what has come of it."""

from __future__ import annotations

import enum
import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from engine.errors import VitrineError
from engine.runtime.film import Film
from engine.study import Progress, Published, StudyRun


class Share(enum.Enum):
    """How much of the engine a run gets; see :mod:`engine.runtime.scheduling`."""

    POINTER = "pointer"
    VIEW = "view"
    RUN = "run"
    BACKGROUND = "background"


class State(enum.Enum):
    """Where a run stands. The last three are ends."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self in (State.FINISHED, State.FAILED, State.STOPPED)


@dataclass(frozen=True)
class Request:
    """What the window asks of the engine.

    ``lane`` names the place the answer goes to (``"grad-cam/run"``): within a lane the latest request wins. ``start``
    makes the generator; it is called in the engine thread. ``label`` is any object of the asker's own.
    """

    lane: str
    start: Callable[[], StudyRun]
    share: Share = Share.RUN
    paused: bool = False
    label: Any = None


_numbers = itertools.count(1)


@dataclass(eq=False)
class Run:
    """A request on its way. Written by the engine thread; the window reads it after each notice.

    ``seconds`` is the computing time so far, ``preparing_seconds`` its part that a restart would not spend again,
    ``last_step_seconds`` that of the last whole step, ``step_seconds`` that of the step under way.
    """

    request: Request
    number: int = field(default_factory=lambda: next(_numbers))
    state: State = State.WAITING
    film: Film = field(default_factory=Film)
    progress: Progress | None = None
    products: list[Published] = field(default_factory=list)
    error: VitrineError | None = None
    seconds: float = 0.0
    preparing_seconds: float = 0.0
    step_seconds: float = 0.0
    last_step_seconds: float = 0.0
    flag: threading.Event = field(default_factory=threading.Event)
    share: Share = Share.RUN

    def __post_init__(self) -> None:
        self.share = self.request.share
        self._noticed = threading.Event()
        self._noticed.set()

    def claim_notice(self) -> bool:
        """Engine side: whether a notice has to be sent, because the window has taken the last one."""
        if self._noticed.is_set():
            self._noticed.clear()
            return True
        return False

    def take_notice(self) -> None:
        """Window side: call first when a notice arrives, then read the run; whatever changes later sends another."""
        self._noticed.set()

    @property
    def lane(self) -> str:
        """The lane of the run's request."""
        return self.request.lane
