"""Who is advanced next.

What the pointer asks goes first. Of the rest, what is in front of the user gets three quarters and background runs keep
one; in front, a view that follows the camera gets two thirds beside a run. Shares are kept by virtual time (stride
scheduling, Waldspurger and Weihl 1995): each class's clock advances by the time it used over its share, and the class
furthest behind is next.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

from engine.runtime.runs import Run, Share

T = TypeVar("T", bound=Hashable)

FRONT = {Share.VIEW: 2 / 3, Share.RUN: 1 / 3}
GROUPS = {"front": 3 / 4, "background": 1 / 4}


def _group(share: Share) -> str:
    return "background" if share is Share.BACKGROUND else "front"


class Shares:
    """The clocks of the classes, in seconds of use over share."""

    def __init__(self) -> None:
        self._group = dict.fromkeys(GROUPS, 0.0)
        self._front = dict.fromkeys(FRONT, 0.0)
        self._group_time = self._front_time = 0.0  # where the clock stood that was the last to be picked
        self._turn: dict[int, int] = {}
        self._turns = 0
        self._active_groups: set[str] = set()
        self._active_front: set[Share] = set()

    def pick(self, ready: Iterable[Run]) -> Run | None:
        """The run to advance among those ready; within a class they take turns."""
        runs = list(ready)
        pointer = [run for run in runs if run.share is Share.POINTER]
        if pointer:
            return self._oldest(pointer)
        if not runs:
            self._active_groups, self._active_front = set(), set()
            return None
        groups = {_group(run.share) for run in runs}
        self._catch_up(self._group, groups, self._active_groups, self._group_time)
        self._active_groups = groups
        group = min(groups, key=lambda g: (self._group[g], g != "front"))
        self._group_time = self._group[group]
        runs = [run for run in runs if _group(run.share) == group]
        if group == "front":
            shares = {run.share for run in runs}
            self._catch_up(self._front, shares, self._active_front, self._front_time)
            self._active_front = shares
            share = min(shares, key=lambda s: (self._front[s], s is not Share.VIEW))
            self._front_time = self._front[share]
            runs = [run for run in runs if run.share is share]
        return self._oldest(runs)

    def used(self, run: Run, seconds: float) -> None:
        """Account ``seconds`` to the run's class."""
        self._turns += 1
        self._turn[run.number] = self._turns
        if run.share is Share.POINTER:
            return
        group = _group(run.share)
        self._group[group] += seconds / GROUPS[group]
        if run.share in FRONT:
            self._front[run.share] += seconds / FRONT[run.share]

    def forget(self, run: Run) -> None:
        """The run has ended."""
        self._turn.pop(run.number, None)

    def _oldest(self, runs: list[Run]) -> Run:
        return min(runs, key=lambda run: (self._turn.get(run.number, 0), run.number))

    @staticmethod
    def _catch_up(clocks: dict[T, float], now: set[T], before: set[T], time: float) -> None:
        """A class that was idle does not bring saved-up time along.

        It goes on from those that are going, or from ``time`` where they are all idle themselves just now: a class that
        only waits for a moment would else be behind by all that it ever used.
        """
        going = [clocks[key] for key in now & before]
        for key in now - before:
            clocks[key] = max(clocks[key], min(going) if going else time)
