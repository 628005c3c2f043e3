"""The one timeline of every lab: play, step, scrub over the recorded steps, and the line of the engine's state.

It shows a :class:`TimelineState` and says what was asked of it; moving the film on is another's part.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from widgets.round_button import RoundButton
from widgets.slider import Slider
from widgets.theme import font, px, set_role, text_label, theme

#: Steps a second at most that are offered; infinity is "as fast as it goes".
SPEEDS = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, math.inf)


@dataclass(frozen=True)
class TimelineState:
    """What the timeline shows.

    ``recorded`` steps are kept; ``shown`` is the one on the screen, from 1 (0: none yet). ``running``: the
    computation is alive, ``paused`` by the user or not; ``playing``: recorded steps are being played back;
    ``finished``: it ended by itself. ``can_step``: one more step can be computed. ``note`` is added to the label.
    """

    recorded: int = 0
    shown: int = 0
    running: bool = False
    paused: bool = False
    playing: bool = False
    finished: bool = False
    can_step: bool = False
    note: str = ""


class Timeline(QWidget):
    """The control. Its signals ask, they never carry state.

    ``play``, ``pause``, ``stop``, ``step_forward``, ``step_back``, ``first``, ``last``, ``save_film``;
    ``scrubbed(step, from 1)``, ``speed_changed(steps a second at most, or inf)``, ``loop_changed(bool)``.
    """

    play = Signal()
    pause = Signal()
    step_forward = Signal()
    step_back = Signal()
    first = Signal()
    last = Signal()
    stop = Signal()
    scrubbed = Signal(int)
    speed_changed = Signal(float)
    loop_changed = Signal(bool)
    save_film = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = TimelineState()
        self._speed = 10.0
        self._first = RoundButton("first", self.tr("First step (Home)"))
        self._back = RoundButton("step-back", self.tr("One step back (Left)"))
        self._play = RoundButton("play", self.tr("Play (Space)"), "main", 36)
        self._forward = RoundButton("step-forward", self.tr("One step on (Right)"))
        self._last = RoundButton("last", self.tr("Newest step (End)"))
        self._stop = RoundButton("stop", self.tr("Stop computing (Esc)"), "raised", 32)
        self._loop = RoundButton("loop", self.tr("Play again from the first step at the end"))
        self._film = RoundButton("film", self.tr("Save the steps as a film (Ctrl+Shift+F)"))
        self._more = RoundButton("more", self.tr("More"))
        self._loop.setCheckable(True)
        self._slider = Slider(ticks=True)
        self._slider.setAccessibleName(self.tr("Recorded steps"))
        self._slider.setPageStep(10)
        self._label = text_label("", "quiet_small")
        self._rate = QToolButton()
        self._rate.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._rate.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._rate.setToolTip(self.tr("Steps a second at most"))
        self._rate.setProperty("role", "small")
        self._menu = QMenu(self)
        self._loop_action = QAction(self.tr("Loop"), self, checkable=True)
        self._film_action = QAction(self.tr("Save film ..."), self)
        self._speed_menu = QMenu(self.tr("Speed"), self)
        self._build_menus()
        self._status = [text_label("", "quiet_small") for _ in range(3)]
        self._below = text_label("", "quiet_small")
        self._ready = text_label("", "accent_small")
        self._lay_out()
        self._connect()
        self.set_state(self._state)
        self.set_speed(self._speed)
        theme.theme_changed.connect(self._restyle)

    def _build_menus(self) -> None:
        self._speeds = QActionGroup(self)
        for speed in SPEEDS:
            action = self._speed_menu.addAction(self._speed_words(speed))
            action.setCheckable(True)
            action.setData(speed)
            self._speeds.addAction(action)
        self._rate.setMenu(self._speed_menu)
        self._menu.addAction(self._loop_action)
        self._menu.addMenu(self._speed_menu)
        self._menu.addAction(self._film_action)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        for button in (self._first, self._back, self._play, self._forward, self._last, self._stop):
            self._row.addWidget(button)
        self._row.addSpacing(px(8))
        self._row.addWidget(self._slider, 1)
        self._row.addSpacing(px(4))
        self._row.addWidget(self._label)
        for widget in (self._loop, self._rate, self._film, self._more):
            self._row.addWidget(widget)
        self._line = QHBoxLayout()
        for label in (self._below, *self._status):
            self._line.addWidget(label)
        self._line.addStretch()
        self._line.addWidget(self._ready)
        for label in (*self._status, self._ready, self._label, self._below):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # what is shown follows the width
        self._column.addLayout(self._row)
        self._column.addLayout(self._line)
        self._space()

    def _connect(self) -> None:
        self._play.clicked.connect(self._toggle)
        for button, signal in (
            (self._first, self.first),
            (self._back, self.step_back),
            (self._forward, self.step_forward),
            (self._last, self.last),
            (self._stop, self.stop),
            (self._film, self.save_film),
        ):
            button.clicked.connect(signal)
        self._film_action.triggered.connect(self.save_film)
        self._slider.valueChanged.connect(self.scrubbed)
        self._loop.toggled.connect(self._set_loop)
        self._loop_action.toggled.connect(self._set_loop)
        self._speeds.triggered.connect(self._choose_speed)
        self._more.clicked.connect(self._show_more)

    # What is shown

    _told = False

    def set_state(self, state: TimelineState) -> None:
        """Show a state; emits nothing."""
        if state == self._state and self._told and self._slider.value() == state.shown:
            return
        self._state, self._told = state, True
        moving = (state.running and not state.paused) or state.playing
        self._play.set_picture("pause" if moving else "play")
        self._play.set_tip(self.tr("Pause (Space)") if moving else self.tr("Play (Space)"))
        self._play.setEnabled(moving or state.running or state.recorded > 1 or state.can_step)
        self._first.setEnabled(state.shown > 1)
        self._back.setEnabled(state.shown > 1)
        self._forward.setEnabled(state.shown < state.recorded or state.can_step)
        self._last.setEnabled(state.shown < state.recorded)
        self._stop.setEnabled(state.running)
        self._film.setEnabled(state.recorded > 0)
        self._film_action.setEnabled(state.recorded > 0)
        with QSignalBlocker(self._slider):
            self._slider.setRange(min(1, state.recorded), max(1, state.recorded))
            if not self._slider.isSliderDown():
                self._slider.setValue(state.shown)
        self._slider.setEnabled(state.recorded > 1)
        self._slider.update()
        self._write_label()

    def words(self) -> str:
        """The label of the present state."""
        state = self._state
        newest = state.shown == state.recorded
        numbers = {"step": state.shown, "count": state.recorded}
        if state.shown == 0:
            text = self.tr("computing") if state.running and not state.paused else ""
        elif state.playing:
            text = self.tr("step {step} of {count}, playing").format(**numbers)
        elif state.running and state.paused and newest:
            text = self.tr("paused at step {step}").format(**numbers)
        elif state.running and newest:
            text = self.tr("step {step}, computing").format(**numbers)
        else:
            text = self.tr("step {step} of {count}, recorded").format(**numbers)
        return f"{text} · {state.note}" if state.note and text else text or state.note

    def _write_label(self) -> None:
        words = self.words()
        metrics = QFontMetricsF(font("small"))
        self._below.setText(words)
        self._fit_line()
        room = max(px(72), self.width() * 0.3)
        self._label.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
        self._label.setToolTip(words if metrics.horizontalAdvance(words) > room else "")
        # the longest label a run of this length shows, so that the slider does not jump while the number grows
        count = self._state.recorded
        longest = self.tr("step {step} of {count}, recorded").format(step=count, count=count)
        self._label.setMinimumWidth(int(min(room, metrics.horizontalAdvance(longest) + px(4))))

    def set_status(self, device: str = "", step_time: str = "", memory: str = "", state: str = "") -> None:
        """The quiet line below: device, time a step, memory; at the right what the engine does now."""
        for label, text in zip(self._status, (device, step_time, memory), strict=True):
            label.setText(text)
        self._ready.setText(state)
        self._ready.setToolTip("\n".join(text for text in (device, step_time, memory) if text))
        self._fit_line()

    def set_wrong(self, wrong: bool) -> None:
        """Show the state at the right as an error."""
        set_role(self._ready, "error" if wrong else "accent_small")

    def set_speed(self, speed: float) -> None:
        """Show a speed; emits nothing."""
        self._speed = speed
        for action in self._speeds.actions():
            action.setChecked(action.data() == speed)
        self._rate.setText(self.tr("max") if math.isinf(speed) else self.tr("{speed:g} /s").format(speed=speed))

    def set_loop(self, loop: bool) -> None:
        """Show whether the film is looped; emits nothing."""
        with QSignalBlocker(self):
            self._set_loop(loop)

    # What is asked

    def _toggle(self) -> None:
        state = self._state
        moving = (state.running and not state.paused) or state.playing
        (self.pause if moving else self.play).emit()

    def _set_loop(self, loop: bool) -> None:
        changed = loop != self._loop_action.isChecked() or loop != self._loop.isChecked()
        with QSignalBlocker(self._loop), QSignalBlocker(self._loop_action):
            self._loop.setChecked(loop)
            self._loop_action.setChecked(loop)
        if changed or self.sender() in (self._loop, self._loop_action):
            self.loop_changed.emit(loop)

    def _choose_speed(self, action: QAction) -> None:
        self.set_speed(float(action.data()))
        self.speed_changed.emit(self._speed)

    def _speed_words(self, speed: float) -> str:
        if math.isinf(speed):
            return self.tr("as fast as it goes")
        return self.tr("{speed:g} steps a second at most").format(speed=speed)

    def _show_more(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().topRight()))

    # Room

    def sizeHint(self) -> QSize:
        return QSize(px(720), self._column.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(320), self._column.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= px(680)
        for widget in (self._loop, self._rate, self._film):
            widget.setVisible(wide)
        self._more.setVisible(not wide)
        for widget in (self._first, self._last):
            widget.setVisible(self.width() >= px(520))
        self._label.setVisible(not self._narrow())
        self._write_label()

    def _narrow(self) -> bool:
        """Whether the label stands below, in the line of the engine's state."""
        return self.width() < px(460)

    def _fit_line(self) -> None:
        """Show as much of the status line as there is room for, the first words first."""
        metrics = QFontMetricsF(font("small"))
        room = self.width() - 2 * px(24) - metrics.horizontalAdvance(self._ready.text())
        narrow = self._narrow() and bool(self._below.text())
        for label in (self._below, *self._status):
            wanted = narrow if label is self._below else bool(label.text())
            if wanted:
                room -= metrics.horizontalAdvance(label.text()) + self._line.spacing()
            label.setVisible(wanted and (room >= 0 or label is self._below))

    def _space(self) -> None:
        self._row.setSpacing(px(4))
        self._row.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(px(24))
        self._line.setContentsMargins(px(4), 0, px(4), 0)
        self._column.setSpacing(px(8))
        self._column.setContentsMargins(px(20), px(10), px(20), px(10))
        self._line.setAlignment(Qt.AlignmentFlag.AlignVCenter)

    def _restyle(self) -> None:
        self._space()
        self._fit()

    def labels(self) -> list[QLabel]:
        """The labels of the status line, for tests and tours."""
        return [*self._status, self._ready]
