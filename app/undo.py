"""Undo over options and inputs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QUndoCommand

from engine.options import describe

if TYPE_CHECKING:
    from app.controller import LabController

MERGE_SECONDS = 1.0


class ChangeCommand(QUndoCommand):
    """From one state (inputs, options) to another; a slider's moves within a second are one change."""

    def __init__(self, controller: LabController, before: Any, after: Any, what: str, merges: bool = True) -> None:
        from app.texts import input_title, translated

        labels = {i.name: input_title(i.name) or i.name for i in controller.study.inputs}
        labels |= {d.name: translated("options", d.label) for d in describe(type(after[1]))}
        super().__init__(", ".join(labels.get(name, name) for name in what.split(",")))
        self._controller, self._before, self._after, self._what = controller, before, after, what
        self._merges, self._at = merges, time.monotonic()

    def id(self) -> int:
        """All changes of one kind can merge."""
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802
        """Take over a later change of the same option made soon after."""
        if not isinstance(other, ChangeCommand) or other._what != self._what or not (self._what and self._merges):
            return False
        if other._at - self._at > MERGE_SECONDS:
            return False
        self._after, self._at = other._after, other._at
        return True

    def redo(self) -> None:
        """Take over the state after the change."""
        self._controller.apply(*self._after)

    def undo(self) -> None:
        """Take over the state before it."""
        self._controller.apply(*self._before)
