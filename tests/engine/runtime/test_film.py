"""The film keeps every number and thins its frames within the budget."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.runtime.film import Film


@dataclass(frozen=True)
class Frame:
    picture: np.ndarray
    loss: float
    accuracy: float | None = None


def frame(number: int) -> Frame:
    return Frame(np.full(100, number, np.uint8), float(number))


@given(st.integers(1, 200), st.integers(200, 5000))
def test_thinning_keeps_first_last_and_all_numbers(count: int, budget: int) -> None:
    film = Film(budget)
    for number in range(count):
        film.append(frame(number), number * 0.1)
    steps = film.steps()
    assert len(film) == count
    assert steps[0] == 0 and steps[-1] == count - 1
    assert steps == sorted(set(steps))
    assert film.bytes <= max(budget, 200)
    assert film.bytes == sum(film.shot(step).bytes for step in steps)
    assert film.series("loss").tolist() == list(range(count))
    for step in steps:
        at, kept = film.at(step)
        assert at == step and kept.loss == step


def test_everything_is_kept_within_the_budget() -> None:
    film = Film(10_000)
    for number in range(100):
        film.append(frame(number), 0.0)
    assert film.steps() == list(range(100))


def test_a_step_that_went_is_answered_by_the_one_before() -> None:
    film = Film(500)
    for number in range(12):
        film.append(frame(number), 0.0)
    steps = film.steps()
    gone = next(step for step in range(12) if step not in steps)
    at, kept = film.at(gone)
    assert at == max(step for step in steps if step < gone)
    assert kept.loss == at


def test_what_was_not_measured_is_nan() -> None:
    film = Film()
    film.append(Frame(np.zeros(1), 1.0, None), 0.0)
    film.append(Frame(np.zeros(1), 2.0, 0.5), 0.0)
    np.testing.assert_array_equal(film.series("accuracy"), [np.nan, 0.5])


def test_an_empty_film_has_nothing_at_any_step() -> None:
    with pytest.raises(IndexError):
        Film().at(0)
    assert Film().newest() is None


@given(st.integers(2, 40), st.integers(150, 2000))
def test_an_array_that_frames_share_is_counted_once(count: int, budget: int) -> None:
    shared = [np.zeros(100, np.uint8) for _ in range(3)]
    film = Film(budget)
    for number in range(count):
        film.append(Frame(shared[number * 3 // count], float(number)), number * 0.1)
    kept = {id(film.at(step)[1].picture) for step in film.steps()}
    assert film.bytes == 100 * len(kept)
    if budget >= 300:
        assert len(film.steps()) == count


def test_a_series_can_be_asked_for_its_first_steps() -> None:
    film = Film()
    for number in range(5):
        film.append(frame(number), number * 0.1)
    assert film.series("loss", 3).tolist() == [0.0, 1.0, 2.0]
    assert len(film.series("unknown", 2)) == 2
