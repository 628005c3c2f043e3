"""The map of the basin of convergence in the ICP lab: when it is asked for, what it shows, where its cells start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.lab import Moment
from engine.geometry import rigid
from widgets.basin_map import BasinMap


class IcpBasin:
    """Fills a :class:`BasinMap` with the frames of the study ``convergence-basin``."""

    def __init__(self, view: BasinMap) -> None:
        self._view = view
        self._frame: Any = None
        self._of: tuple[Any, ...] | None = None

    def wanted(self, moment: Moment) -> bool:
        """Whether the map is to be computed anew: inputs or options are others, but for where the source starts."""
        of = (moment.inputs["source"], moment.inputs["target"], replace(moment.options, initial=()))
        if self._of is not None and all(a is b or a == b for a, b in zip(of, self._of, strict=True)):
            return False
        self._of, self._frame = of, None
        self._view.set_message(QCoreApplication.translate("IcpBasin", "A run from each of 64 starts …"))
        return True

    def show(self, frame: Any, unit: str, initial: Sequence[float]) -> None:
        """The map as far as it is filled, the cell marked that the shown run starts from."""
        self._frame = frame
        axes = QCoreApplication.translate("IcpBasin", "turned about {first}, shifted along {second}")
        self._view.set_map(
            frame.shift_errors,
            frame.converged,
            frame.rotations,
            frame.shifts,
            float(np.abs(frame.shifts).max()),
            unit,
            QCoreApplication.translate("IcpBasin", "centre off by"),
            frame.rotation_errors,
            axes.format(first=frame.rotation_axis, second=frame.shift_axis),
        )
        self.select(initial)

    def failed(self, sentence: str) -> None:
        """Say why there is no map."""
        self._frame = None
        self._view.set_message(sentence)

    def select(self, initial: Sequence[float]) -> None:
        """Mark the cell that starts at ``initial``, if one does."""
        if self._frame is None:
            return
        given = rigid.to_degrees(rigid.from_degrees(initial))
        same = np.argwhere((np.abs(self._frame.starts - given) < 1e-9 * (1 + np.abs(given))).all(axis=2))
        self._view.set_selected((int(same[0, 0]), int(same[0, 1])) if len(same) else None)

    def start(self, row: int, column: int) -> tuple[float, ...] | None:
        """Where a cell's run starts, as the option ``initial`` takes it."""
        return None if self._frame is None else tuple(float(v) for v in self._frame.starts[row, column])
