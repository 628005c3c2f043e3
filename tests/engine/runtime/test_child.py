"""The child process: what is called in it, what it refuses, its death, and that a cancelled call ends it."""

from __future__ import annotations

import io
import os
import threading
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hypothesis_numpy

from engine.errors import ComputationError, InputError
from engine.runtime.child import PATIENCE_SECONDS, ChildProcess, read_message, write_message
from engine.study import Progress, finished

CALLS = "tests.engine.runtime.called_in_child"


@pytest.fixture
def process() -> Iterator[ChildProcess]:
    process = ChildProcess()
    yield process
    process.kill()
    assert not [thread for thread in threading.enumerate() if thread.name == "child-exchange"]


@settings(max_examples=20, deadline=None)
@given(
    hypothesis_numpy.arrays(
        st.sampled_from([np.float64, np.float32, np.uint8, np.int64, np.bool_]),
        hypothesis_numpy.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=5),
    ),
    st.text(max_size=20),
)
def test_messages_arrive_as_they_were_sent(array: np.ndarray, text: str) -> None:
    stream = io.BytesIO()
    write_message(stream, {"array": array, "text": text})
    stream.seek(0)
    got = read_message(io.BufferedReader(stream))
    assert got["text"] == text and got["array"].dtype == array.dtype
    np.testing.assert_array_equal(got["array"], array)


def test_a_message_that_ends_early_is_an_end() -> None:
    stream = io.BytesIO()
    write_message(stream, np.zeros(100))
    for size in (0, 4, 12, stream.tell() - 1):
        with pytest.raises(EOFError):
            read_message(io.BufferedReader(io.BytesIO(stream.getvalue()[:size])))


def test_a_function_is_called_elsewhere_and_breathes(process: ChildProcess) -> None:
    array = np.random.default_rng(0).random((200_000, 3))  # larger than any pipe's buffer
    number, doubled = finished(process.call(f"{CALLS}:doubled", "doubles", array=array))
    assert number == process.number != os.getpid()
    np.testing.assert_array_equal(doubled, 2 * array)
    breaths = list(process.call(f"{CALLS}:sleeping", "sleep", seconds=0.05))
    assert len(breaths) > 3 and set(breaths) == {Progress(0, 0, "sleep")}


def test_it_is_kept_for_the_next_call(process: ChildProcess) -> None:
    first, _ = finished(process.call(f"{CALLS}:doubled", "doubles", array=np.ones(3)))
    second, _ = finished(process.call(f"{CALLS}:doubled", "doubles", array=np.ones(3)))
    assert first == second


def test_what_libraries_print_does_not_disturb_the_answer(process: ChildProcess) -> None:
    assert finished(process.call(f"{CALLS}:printing", "prints")) == "quiet"


def test_a_refusal_keeps_its_sentence(process: ChildProcess) -> None:
    with pytest.raises(InputError, match=r"^a\.ply has no points\.$"):
        finished(process.call(f"{CALLS}:refusing", "refuses"))
    with pytest.raises(
        ComputationError, match=r"^The computation of sums failed: ZeroDivisionError, division by zero$"
    ):
        finished(process.call(f"{CALLS}:failing", "sums"))
    assert process.number is not None


def test_its_death_is_one_sentence_and_the_next_call_starts_another(process: ChildProcess) -> None:
    finished(process.call(f"{CALLS}:doubled", "doubles", array=np.ones(3)))
    before = process.number
    with pytest.raises(ComputationError, match="stopped unexpectedly"):
        finished(process.call("engine.geometry.open3d_calls:abort", "normals"))
    number, _ = finished(process.call(f"{CALLS}:doubled", "doubles", array=np.ones(3)))
    assert number != before


def test_closing_a_waiting_call_ends_the_process(process: ChildProcess) -> None:
    running = process.call(f"{CALLS}:sleeping", "sleep", seconds=60.0)
    next(running)
    number = process.number
    assert number is not None
    start = time.monotonic()
    running.close()
    assert time.monotonic() - start < 5.0
    assert process.number is None
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_two_runs_take_turns(process: ChildProcess) -> None:
    first = process.call(f"{CALLS}:sleeping", "first", seconds=0.05)
    second = process.call(f"{CALLS}:doubled", "second", array=np.ones(2))
    next(first)
    for _ in range(3):
        assert next(second).what == "second"  # waits its turn
    finished(first)
    _, doubled = finished(second)
    np.testing.assert_array_equal(doubled, [2.0, 2.0])


def test_closing_a_run_that_waits_its_turn_leaves_the_other_alone(process: ChildProcess) -> None:
    first = process.call(f"{CALLS}:sleeping", "first", seconds=0.05)
    second = process.call(f"{CALLS}:doubled", "second", array=np.ones(2))
    next(first)
    next(second)
    number = process.number
    second.close()
    assert finished(first) == "rested" and process.number == number


def test_a_paused_run_gives_way_and_asks_again(process: ChildProcess, tmp_path: Path) -> None:
    mark = tmp_path / "asked"
    paused = process.call(f"{CALLS}:slow_at_first", "paused", mark=str(mark))
    while not mark.exists():
        next(paused)
    first, start = process.number, time.monotonic()  # from here on its run is paused
    other = process.call(f"{CALLS}:doubled", "other", array=np.ones(2))
    while not (took := _finished_step(other)):
        time.sleep(0.004)  # as the engine leaves a run alone that waits
    assert took[0][1].tolist() == [2.0, 2.0] and process.number != first
    assert PATIENCE_SECONDS < time.monotonic() - start < 30.0, "it neither ended the call at once nor waited for it"
    assert finished(paused) == "answered", "it goes on as if nothing had happened"


def test_a_run_that_goes_on_keeps_the_process(process: ChildProcess) -> None:
    going = process.call(f"{CALLS}:sleeping", "going on", seconds=1.5)
    next(going)
    number = process.number
    other = process.call(f"{CALLS}:doubled", "other", array=np.ones(2))
    took: list[Any] = []
    while not took:
        took = _finished_step(going)
        if not took:
            for _ in range(10):  # many breaths to one look
                assert next(other).what == "other"
    assert took == ["rested"] and process.number == number
    assert finished(other)[0] == number


def test_closing_a_run_that_gave_way_leaves_the_others_call_alone(process: ChildProcess) -> None:
    paused = process.call(f"{CALLS}:sleeping", "paused", seconds=60.0)
    next(paused)
    other = process.call(f"{CALLS}:sleeping", "other", seconds=0.3)
    first = process.number
    while process.number == first:
        next(other)
        time.sleep(0.002)
    second = process.number
    paused.close()
    assert finished(other) == "rested" and process.number == second


def _finished_step(generator: Generator[Progress, None, Any]) -> list[Any]:
    """One step of a generator: nothing, or a list with what it returned."""
    try:
        next(generator)
    except StopIteration as end:
        return [end.value]
    return []


def test_a_paused_run_does_not_keep_the_process_from_others(process: ChildProcess) -> None:
    paused = process.call(f"{CALLS}:sleeping", "paused", seconds=0.2)
    next(paused)  # asked, and then not looked at for a while
    _, doubled = finished(process.call(f"{CALLS}:doubled", "other", array=np.zeros(2)))
    np.testing.assert_array_equal(doubled, [0.0, 0.0])
    number = process.number
    assert finished(paused) == "rested"
    left = process.call(f"{CALLS}:sleeping", "left", seconds=0.1)
    next(left)
    while process.busy:
        time.sleep(0.01)
    left.close()  # the answer is there: nothing to end
    assert process.number == number
