"""A run with what it was computed from, and whether it goes on when its lab is left."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.inputs import Chosen
from engine.runtime.runs import Run, Share, State

if TYPE_CHECKING:
    from app.controller import LabController


DEAR_SECONDS = 5.0
"""Computing time from which a run does not restart by itself."""


def is_dear(run: Run) -> bool:
    """Whether a run took too long to be thrown away by a click."""
    return run.seconds - run.preparing_seconds > DEAR_SECONDS


@dataclass(frozen=True)
class Take:
    """A run with what it was computed from: what history and pins keep."""

    inputs: Mapping[str, Chosen]
    options: Any
    run: Run

    def same(self, inputs: Mapping[str, Chosen], options: Any) -> bool:
        """Whether the take answers these inputs and options."""
        return (
            self.options == options
            and self.inputs.keys() == inputs.keys()
            and all(chosen.value is inputs[name].value for name, chosen in self.inputs.items())
        )

    def changes(self, inputs: Mapping[str, Chosen], options: Any) -> tuple[str, ...]:
        """The names of the options and inputs in which it differs from these."""
        fields = [f.name for f in dataclasses.fields(options)]
        changed = [name for name in fields if getattr(options, name) != getattr(self.options, name)]
        changed += [n for n, c in inputs.items() if c.value is not getattr(self.inputs.get(n), "value", None)]
        return tuple(changed)


class Foreground:
    """Pauses a lab's run while another lab is shown, unless it is to go on in the background."""

    def __init__(self, controller: LabController) -> None:
        self._controller = controller
        self._keep_running: bool | None = None
        self._paused_by_leaving = False

    @property
    def keep_running(self) -> bool:
        """Whether the run goes on when the lab is left."""
        return self._keep_running if self._keep_running is not None else self._controller.lab.keeps_running

    @keep_running.setter
    def keep_running(self, keep: bool) -> None:
        self._keep_running = keep

    def set_front(self, front: bool) -> None:
        """The lab was opened, or left."""
        run, engine = self._controller.run, self._controller.engine
        if run is None or run.state.ended:
            return
        if front:
            run.share = Share.RUN
            if self._paused_by_leaving:
                engine.resume(run)
        elif self.keep_running:
            run.share = Share.BACKGROUND
        elif run.state in (State.RUNNING, State.WAITING):
            self._paused_by_leaving = True
            engine.pause(run)
            return
        self._paused_by_leaving = False
