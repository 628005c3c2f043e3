"""What the hand on the timeline does with a run: play, pause, step, stop."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.playing import Playback
from engine.runtime.engine import Engine
from engine.runtime.runs import Run, State


class Transport(QObject):
    """A run and the hand on its film; what a lab's controller is besides.

    ``state_changed``: the run or the hand stands elsewhere. ``marked`` are the options that are changed and wait.
    """

    state_changed = Signal()

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.engine = engine
        self.run: Run | None = None
        self.marked: tuple[str, ...] = ()
        self.opens_paused = False  # the next run waits after its first step
        self.playback = Playback(self)

    def play(self) -> None:
        """Replay from the shown step, or go on computing from the newest."""
        if self.run is None:
            return
        if self.marked:
            self.playback.play()
        elif self.run.state is State.PAUSED and self.playback.at_newest:
            self.engine.resume(self.run)
        elif self.run.state in (State.RUNNING, State.WAITING) and self.playback.at_newest:
            self.playback.follow(self.run)
        else:
            self.playback.play()
        self.state_changed.emit()

    def pause(self) -> None:
        """Stop replaying; where nothing is replayed, pause the computation."""
        if self.playback.playing:
            self.playback.pause()
        elif self.run is not None:
            self.engine.pause(self.run)
        self.state_changed.emit()

    def toggle(self) -> None:
        """The space key."""
        running = self.run is not None and self.run.state in (State.RUNNING, State.WAITING)
        if self.playback.playing or (running and self.playback.at_newest):
            self.pause()
        else:
            self.play()

    def step_forward(self) -> None:
        """The next recorded step, or, at the newest of a paused run, the next computed one."""
        if self.playback.at_newest and self.run is not None and not self.run.state.ended:
            self.playback.follow(self.run)
            if self.run.state is not State.PAUSED:
                self.engine.pause(self.run)
            self.engine.step(self.run)
        else:
            self.playback.step(1)

    def stop(self) -> None:
        """End the computation; what it recorded stays."""
        if self.run is not None and not self.run.state.ended:
            self.engine.stop(self.run)
