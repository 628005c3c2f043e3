"""The record of a run: every step's numbers, and as many of its frames as a memory budget allows."""

from __future__ import annotations

import dataclasses
import math
import threading
from bisect import bisect_right
from collections.abc import Mapping
from typing import Any

import numpy as np

BUDGET = 256_000_000


def _arrays(frame: Any) -> list[np.ndarray[Any, Any]]:
    return [v for f in dataclasses.fields(frame) if isinstance(v := getattr(frame, f.name), np.ndarray)]


def frame_bytes(frame: Any, before: Any = None) -> int:
    """Memory of a frame's arrays, bytes; an array that ``before``, a frame, holds as well (the same object) is free."""
    shared = {id(array) for array in _arrays(before)} if before is not None else set()
    return sum(array.nbytes for array in _arrays(frame) if id(array) not in shared)


@dataclasses.dataclass(frozen=True, eq=False)
class Shot:
    """A kept frame with its step (from 0), its size in bytes and, of a live source, the inputs it was computed from."""

    step: int
    frame: Any
    bytes: int
    inputs: Mapping[str, Any]


def frame_numbers(frame: Any) -> dict[str, float]:
    """A frame's numbers by field name; what was not measured at this step is NaN."""
    numbers = {}
    for field in dataclasses.fields(frame):
        value = getattr(frame, field.name)
        if value is None:
            numbers[field.name] = math.nan
        elif isinstance(value, int | float | np.number) and not isinstance(value, bool):
            numbers[field.name] = float(value)
    return numbers


class Film:
    """Frames of one run in order. Written by the engine thread, read by the window; each call takes the lock briefly.

    When the frames pass ``budget`` bytes every second one goes, never the first or the last; the numbers of all steps
    stay.
    """

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._lock = threading.Lock()
        self._kept: list[Shot] = []
        self._bytes = 0
        self._steps = 0
        self._seconds: list[float] = []
        self._series: dict[str, list[float]] = {}

    def append(self, frame: Any, seconds: float, inputs: Mapping[str, Any] | None = None) -> None:
        """Record ``frame``.

        ``seconds`` of computing since the run's start, ``inputs`` where they change by themselves.
        """
        inputs = inputs or {}
        numbers = frame_numbers(frame)
        size = sum(frame_bytes(v) for v in inputs.values() if dataclasses.is_dataclass(v))
        with self._lock:
            size += frame_bytes(frame, self._kept[-1].frame if self._kept else None)
            for name in numbers.keys() - self._series.keys():
                self._series[name] = [math.nan] * self._steps
            for name, values in self._series.items():
                values.append(numbers.get(name, math.nan))
            self._kept.append(Shot(self._steps, frame, size, inputs))
            self._seconds.append(seconds)
            self._bytes += size
            self._steps += 1
            if self._bytes > self._budget and len(self._kept) > 2:
                first, *middle, last = self._kept
                self._kept = self._weighed([first, *middle[1::2], last])
                self._bytes = sum(shot.bytes for shot in self._kept)

    @staticmethod
    def _weighed(kept: list[Shot]) -> list[Shot]:
        """Frames with their memory counted anew: what a dropped one shared with the next now belongs to that."""
        weighed: list[Shot] = []
        for shot in kept:
            inputs = sum(frame_bytes(v) for v in shot.inputs.values() if dataclasses.is_dataclass(v))
            size = inputs + frame_bytes(shot.frame, weighed[-1].frame if weighed else None)
            weighed.append(dataclasses.replace(shot, bytes=size))
        return weighed

    def __len__(self) -> int:
        return self._steps

    @property
    def bytes(self) -> int:
        """Memory of the frames kept, bytes."""
        return self._bytes

    def newest(self) -> Any | None:
        """The last frame, or None where there is none yet."""
        with self._lock:
            return self._kept[-1].frame if self._kept else None

    def shot(self, step: int) -> Shot:
        """What is kept at or before ``step`` (from 0). Raises IndexError where nothing is recorded."""
        with self._lock:
            position = bisect_right(self._kept, step, key=lambda shot: shot.step)
            return self._kept[max(position - 1, 0)]

    def at(self, step: int) -> tuple[int, Any]:
        """The kept frame at or before ``step`` (from 0) and its own step.

        Raises IndexError where nothing is recorded.
        """
        shot = self.shot(step)
        return shot.step, shot.frame

    def steps(self) -> list[int]:
        """The steps whose frames are kept, in order."""
        with self._lock:
            return [shot.step for shot in self._kept]

    def series(self, name: str, steps: int | None = None) -> np.ndarray[Any, np.dtype[np.float64]]:
        """A number of every step, (steps,) float64, NaN where it was not measured.

        ``steps``: of the first so many alone, for a film can grow between two questions.
        """
        with self._lock:
            return np.array(self._series.get(name, [math.nan] * self._steps)[:steps], np.float64)

    def names(self) -> tuple[str, ...]:
        """The names that :meth:`series` knows."""
        with self._lock:
            return tuple(self._series)

    def seconds(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Seconds of computing at every step, (steps,) float64."""
        with self._lock:
            return np.array(self._seconds, np.float64)
