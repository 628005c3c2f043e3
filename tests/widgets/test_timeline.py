"""The timeline: what it shows for each state, and what it asks for."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from widgets.timeline import Timeline, TimelineState


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(900, 90)
    made.show()
    return made


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (TimelineState(6, 6, finished=True), "step 6 of 6, recorded"),
        (TimelineState(41, 41, running=True), "step 41, computing"),
        (TimelineState(41, 3, running=True), "step 3 of 41, recorded"),
        (TimelineState(12, 12, running=True, paused=True), "paused at step 12"),
        (TimelineState(12, 5, playing=True, finished=True), "step 5 of 12, playing"),
        (TimelineState(0, 0, running=True), "computing"),
        (TimelineState(), ""),
        (TimelineState(6, 6, finished=True, note="every second step"), "step 6 of 6, recorded · every second step"),
    ],
)
def test_words(timeline: Timeline, state: TimelineState, words: str) -> None:
    timeline.set_state(state)
    assert timeline.words() == words
    assert timeline._label.text() == words or timeline._label.toolTip() == words


@pytest.mark.parametrize(
    ("state", "enabled"),
    [
        (TimelineState(), set()),
        (TimelineState(1, 1, finished=True), {"film"}),
        (TimelineState(6, 6, finished=True), {"play", "first", "back", "film"}),
        (TimelineState(6, 1, finished=True), {"play", "forward", "last", "film"}),
        (TimelineState(9, 9, running=True, can_step=True), {"play", "first", "back", "forward", "stop", "film"}),
        (TimelineState(0, 0, running=True), {"play", "stop"}),
    ],
)
def test_buttons(timeline: Timeline, state: TimelineState, enabled: set[str]) -> None:
    timeline.set_state(state)
    buttons = {
        "play": timeline._play,
        "first": timeline._first,
        "back": timeline._back,
        "forward": timeline._forward,
        "last": timeline._last,
        "stop": timeline._stop,
        "film": timeline._film,
    }
    assert {name for name, button in buttons.items() if button.isEnabled()} == enabled
    assert timeline._slider.isEnabled() == (state.recorded > 1)


def test_play_and_pause(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.set_state(TimelineState(6, 6, finished=True))
    assert timeline._play.picture == "play"
    with qtbot.waitSignal(timeline.play), qtbot.assertNotEmitted(timeline.pause):
        qtbot.mouseClick(timeline._play, Qt.MouseButton.LeftButton)
    timeline.set_state(TimelineState(6, 6, running=True))
    assert timeline._play.picture == "pause" and "Pause" in timeline._play.toolTip()
    with qtbot.waitSignal(timeline.pause), qtbot.assertNotEmitted(timeline.play):
        qtbot.mouseClick(timeline._play, Qt.MouseButton.LeftButton)


def test_every_button_asks(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.set_state(TimelineState(6, 3, running=True, can_step=True))
    for button, signal in (
        (timeline._first, timeline.first),
        (timeline._back, timeline.step_back),
        (timeline._forward, timeline.step_forward),
        (timeline._last, timeline.last),
        (timeline._stop, timeline.stop),
        (timeline._film, timeline.save_film),
    ):
        with qtbot.waitSignal(signal):
            qtbot.keyClick(button, Qt.Key.Key_Space)
        assert button.accessibleName()


def test_scrubbing(timeline: Timeline, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(timeline.scrubbed):
        timeline.set_state(TimelineState(11, 11, finished=True))
    slider = timeline._slider
    with qtbot.waitSignal(timeline.scrubbed) as scrubbed:
        qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=slider.rect().center())
    assert scrubbed.args == [6]
    with qtbot.waitSignal(timeline.scrubbed) as scrubbed:
        qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert scrubbed.args == [1]
    with qtbot.waitSignal(timeline.scrubbed) as scrubbed:
        qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert scrubbed.args == [2]


def test_a_growing_record_does_not_scrub(timeline: Timeline, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(timeline.scrubbed):
        for step in range(1, 60):
            timeline.set_state(TimelineState(step, step, running=True))
        timeline.set_state(TimelineState())


def test_a_held_knob_stays_under_the_pointer(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.set_state(TimelineState(10, 10, running=True))
    slider = timeline._slider
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=slider.rect().center())
    held = slider.value()
    timeline.set_state(TimelineState(10, 10, running=True))
    assert slider.value() == held
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=slider.rect().center())


def test_speed_and_loop(timeline: Timeline, qtbot: QtBot) -> None:
    actions = timeline._speeds.actions()
    with qtbot.waitSignal(timeline.speed_changed) as speed:
        actions[0].trigger()
    assert speed.args == [1.0] and timeline._rate.text() == "1 /s"
    with qtbot.waitSignal(timeline.speed_changed) as speed:
        actions[-1].trigger()
    assert math.isinf(speed.args[0])
    with qtbot.assertNotEmitted(timeline.speed_changed), qtbot.assertNotEmitted(timeline.loop_changed):
        timeline.set_speed(5.0)
        timeline.set_loop(True)
    assert timeline._loop.isChecked() and timeline._loop_action.isChecked()
    with qtbot.waitSignal(timeline.loop_changed) as loop:
        qtbot.mouseClick(timeline._loop, Qt.MouseButton.LeftButton)
    assert loop.args == [False]
    with qtbot.waitSignal(timeline.loop_changed) as loop:
        timeline._loop_action.trigger()
    assert loop.args == [True] and timeline._loop.isChecked()


@pytest.mark.parametrize("width", [320, 420, 560, 900, 1400])
def test_nothing_is_cut_off(timeline: Timeline, qtbot: QtBot, width: int) -> None:
    timeline.resize(width, 90)
    timeline.set_state(TimelineState(1200, 1200, running=True, can_step=True))
    timeline.set_status("CPU, 1 of 2 threads", "12 ms a step", "412 MB", "ready")
    qtbot.wait(1)
    assert timeline.minimumSizeHint().width() <= width
    buttons = (timeline._play, timeline._stop, timeline._more, timeline._film, timeline._slider)
    for button in (*buttons, *timeline.labels()):
        if button.isVisibleTo(timeline):
            assert timeline.rect().contains(button.geometry()), button.toolTip()
    assert timeline._more.isVisibleTo(timeline) != timeline._film.isVisibleTo(timeline)


def test_status_line(timeline: Timeline) -> None:
    timeline.set_status("CPU, 1 of 2 threads", "12 ms a step", "", "ready")
    assert [label.text() for label in timeline.labels()] == ["CPU, 1 of 2 threads", "12 ms a step", "", "ready"]
    timeline.set_wrong(True)
    assert timeline.labels()[-1].property("role") == "error"
