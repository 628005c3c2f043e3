"""What step of a film is shown: following the newest, held at one, or replayed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from engine.runtime.runs import Run


class Playback(QObject):
    """The film's hand. Never computes: it only chooses among recorded steps.

    ``shown_changed`` (step from 0) whenever another step, or a new newest one, is to be shown.
    """

    shown_changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: Run | None = None
        self._shown = -1
        self._following = True
        self.loop = False
        self._timer = QTimer(self, interval=100)
        self._timer.timeout.connect(self._advance)

    @property
    def shown(self) -> int:
        """The step shown, from 0; -1 before the first."""
        return self._shown

    @property
    def newest(self) -> int:
        return len(self._run.film) - 1 if self._run is not None else -1

    @property
    def at_newest(self) -> bool:
        return self._following or self._shown >= self.newest

    @property
    def playing(self) -> bool:
        """Whether recorded steps are being replayed."""
        return self._timer.isActive()

    def await_run(self, run: Run) -> None:
        """A new run was asked for; the old picture stays until its first frame."""
        self._timer.stop()
        self._run, self._shown, self._following = run, -1, True

    def follow(self, run: Run) -> None:
        """Show the newest step of ``run`` and every newer one."""
        self._timer.stop()
        self._run, self._following = run, True
        self._set(self.newest, again=True)

    def remember(self, step: int) -> None:
        """Show ``step`` of the next run as soon as it is recorded (a restored session)."""
        self._wanted = step

    _wanted = -1

    def recorded(self) -> None:
        """The film has grown."""
        if 0 <= self._wanted <= self.newest:
            wanted, self._wanted = self._wanted, -1
            self.go(wanted)
            return
        if self._following and self._shown != self.newest:
            self._set(self.newest)

    def set_speed(self, steps_a_second: float) -> None:
        """At most so many steps a second when replaying."""
        self._timer.setInterval(max(10, round(1000 / steps_a_second)))

    def play(self) -> None:
        """Replay from the shown step, from the first when the last is shown."""
        if self.newest < 1:
            return
        if self._shown >= self.newest:
            self.go(0)
        self._following = False
        self._timer.start()

    def pause(self) -> None:
        self._timer.stop()

    def go(self, step: int) -> None:
        """Show one recorded step and stay there; the newest is followed."""
        self._following = step >= self.newest
        self._set(max(0, min(step, self.newest)))

    def step(self, by: int) -> None:
        """So many kept steps on (or back)."""
        self._timer.stop()
        self.go(self._neighbour(by))

    def _neighbour(self, by: int) -> int:
        if self._run is None:
            return -1
        kept = self._run.film.steps()
        if by > 0:
            return next((step for step in kept if step > self._shown), self.newest)
        return next((step for step in reversed(kept) if step < self._shown), 0)

    def _advance(self) -> None:
        if self._shown >= self.newest:
            if self.loop:
                self._set(0)
            else:
                self._timer.stop()
                self._following = True
                self._set(self.newest, again=True)
            return
        self._set(self._neighbour(1))

    def _set(self, step: int, again: bool = False) -> None:
        if step >= 0 and (again or step != self._shown):
            self._shown = step
            self.shown_changed.emit(step)
