"""The studies gauss-newton and energy-landscape: frames, ends, maps."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import least_squares

from app.command_line import command
from engine.errors import InputError
from engine.optimisation.chain import split_factors
from engine.optimisation.landscape import kernel_of, problem_of
from engine.optimisation.least_squares import damped_step, energies, evaluate
from engine.optimisation.problems import PROBLEMS
from engine.options import from_json
from engine.studies import energy_landscape, gauss_newton
from engine.study import frames

NAMES = sorted(PROBLEMS)


def film(**options: Any) -> list[Any]:
    return list(frames(gauss_newton.run(options=from_json(gauss_newton.Options, options))))


@pytest.mark.parametrize("name", NAMES)
def test_every_frame_is_the_equation_it_shows(name: str) -> None:
    steps = film(problem=name, iterations=12, kernel="cauchy", seed=3)
    assert [frame.iteration for frame in steps] == list(range(len(steps)))
    for frame in steps:
        for m in range(3):
            j, w, r = frame.jacobians[m], frame.weights[m], frame.residuals[m]
            np.testing.assert_allclose(frame.hessians[m], (j * w[:, None]).T @ j, rtol=1e-12, atol=1e-9)
            np.testing.assert_allclose(frame.gradients[m], j.T @ (w * r), rtol=1e-9, atol=1e-9)
            product = np.eye(frame.sizes[0])
            for factor in split_factors(frame.chain_factors[m, 5], frame.sizes.tolist()):
                product = factor @ product
            np.testing.assert_allclose(product[0], j[5], rtol=1e-12)
    for frame, following in itertools.pairwise(steps):
        h, g = frame.hessians, frame.gradients
        if frame.states[0] == "running":
            np.testing.assert_allclose(h[0] @ frame.steps[0], -g[0], atol=1e-8 * np.abs(g[0]).max())
        if frame.states[1] == "running":
            damped = h[1] + frame.damping * np.diag(np.diag(h[1]))
            np.testing.assert_allclose(damped @ frame.steps[1], -g[1], atol=1e-8 * np.abs(g[1]).max())
            assert (following.energies[1] < frame.energies[1]) == bool(frame.accepted[1])
        if frame.states[2] == "running":
            np.testing.assert_allclose(frame.steps[2], -frame.rate * g[2])
    assert steps[-1].done and not any(frame.done for frame in steps[:-1])
    assert "running" not in steps[-1].states


def test_the_line_needs_one_step_and_gradient_descent_many() -> None:
    last = film(problem="line")[-1]
    assert last.states[:2] == ("minimum", "minimum")
    assert last.iterations[0] == last.reached[0] == 1
    assert last.reached[2] > 50
    x, y = last.observed.T
    np.testing.assert_allclose(last.parameters[0], np.polyfit(x, y, 1), atol=1e-10)


def test_the_sine_sticks_above_the_lowest_energy_and_from_nearer_it_does_not() -> None:
    stuck = film(problem="sine")[-1]
    assert stuck.states[:2] == ("local minimum", "local minimum") and (stuck.reached == -1).all()
    assert (stuck.energies > 2 * stuck.lowest_energy).all()
    good = film(problem="sine", start=[1.6, 0.0])[-1]
    assert good.states[0] == "minimum" and good.reached[0] >= 1
    assert good.energies[0] == pytest.approx(good.lowest_energy, rel=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_the_lowest_energy_is_at_least_scipys(name: str) -> None:
    options = from_json(gauss_newton.Options, {"problem": name, "iterations": 1})
    frame = film(problem=name, iterations=1)[-1]
    problem = problem_of(options)
    theirs = least_squares(problem.residuals, problem.truth, x_scale="jac", xtol=1e-13, ftol=1e-13)
    assert frame.lowest_energy <= theirs.cost * (1 + 1e-8)


def test_a_robust_kernel_takes_the_outliers_pull_away() -> None:
    pulled = film(problem="exponential", outliers=0.2, iterations=40)[-1]
    robust = film(problem="exponential", outliers=0.2, iterations=40, kernel="tukey", start=[1.0, 0.9])[-1]
    assert any("chosen from the noise" in note for note in robust.notes)
    error = [np.abs(frame.parameters[1] - frame.truth).max() for frame in (pulled, robust)]
    assert error[1] < 0.2 * error[0]
    assert (robust.weights[1][robust.outlier] == 0).all() and (robust.weights[1][~robust.outlier] > 0.3).all()


def test_gradient_descent_too_fast_is_named() -> None:
    assert film(problem="line", rate=3.0)[-1].states[2] == "diverged"
    last = film(problem="line", rate=2.0, iterations=200, outliers=0.0)[-1]
    assert last.states[2] == "oscillates"
    assert film(problem="line", iterations=5)[-1].states[2] == "unfinished"


def test_a_start_of_the_wrong_length_is_said_and_one_without_an_energy_refused() -> None:
    first = film(problem="camera", start=[1.0, 2.0], iterations=1)[0]
    assert "not 2" in first.notes[0]
    np.testing.assert_array_equal(first.parameters[0], PROBLEMS["camera"].start)
    with pytest.raises(InputError, match="no energy"):
        film(problem="camera", start=[0, 0, 0, 0, 0, -4.0])
    for options in ({"x_axis": "b2"}, {"x_axis": "a", "y_axis": "a"}):
        with pytest.raises(InputError):
            film(problem="line", **options)


@pytest.mark.parametrize(
    ("name", "x_axis", "y_axis"), [("line", "", ""), ("camera", "t_3", ""), ("pose-2d", "", "theta")]
)
def test_the_map_is_the_energy(name: str, x_axis: str, y_axis: str) -> None:
    options = from_json(
        energy_landscape.Options, {"problem": name, "x_axis": x_axis, "y_axis": y_axis, "size": 33, "kernel": "huber"}
    )
    (frame,) = frames(energy_landscape.run(options=options))
    problem, kernel = problem_of(options), kernel_of(options)
    names = [p.name for p in problem.parameters]
    assert names[frame.axes[0]] == (x_axis or names[frame.axes[0]]) and frame.axes[0] != frame.axes[1]
    x0, x1, y0, y1 = frame.place
    for row, column in ((0, 0), (32, 5), (17, 30)):
        at = frame.lowest.copy()
        at[frame.axes[0]] = x0 + (column + 0.5) / 33 * (x1 - x0)
        at[frame.axes[1]] = y0 + (row + 0.5) / 33 * (y1 - y0)
        assert frame.energy[row, column] == pytest.approx(evaluate(problem, kernel, at).energy, nan_ok=True)
    assert np.nanmin(frame.energy) >= frame.lowest_energy * (1 - 1e-9)
    small = from_json(energy_landscape.Options, {"problem": name, "place": [0.0, 1.0, 1.0, 1.0]})
    with pytest.raises(InputError, match="four numbers"):
        list(energy_landscape.run(options=small))


def test_the_whole_map_in_the_frames_is_the_view_studys() -> None:
    frame = film(problem="sine", iterations=1)[0]
    (other,) = frames(
        energy_landscape.run(options=from_json(energy_landscape.Options, {"problem": "sine", "size": 81}))
    )
    np.testing.assert_array_equal(frame.map_energy, other.energy)
    np.testing.assert_array_equal(frame.map_place, other.place)


def test_the_axes_can_be_any_two_parameters() -> None:
    options = from_json(gauss_newton.Options, {"problem": "camera", "x_axis": "t_3"})
    assert [c.value for c in gauss_newton.ask("y_axis", {}, options)] == [f"omega_{i}" for i in (1, 2, 3)] + [
        "t_1",
        "t_2",
    ]


def test_it_runs_on_the_command_line_without_an_input(tmp_path: Path) -> None:
    assert command(["run", "gauss-newton", "--problem", "line", "--start", "1,2", "--out", str(tmp_path)]) == 0
    lines = [json.loads(line) for line in (tmp_path / "frames.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines[0]["iteration"] == 0 and lines[-1]["done"]
    with np.load(tmp_path / "last.npz") as stored:
        np.testing.assert_allclose(stored["parameters"][0], stored["lowest"], atol=1e-8)
    assert command(["run", "gauss-newton", "--x-axis", "nothing", "--out", str(tmp_path)]) == 2


def test_damping_and_energy_agree_with_the_library_functions() -> None:
    options = from_json(gauss_newton.Options, {"problem": "camera", "damping": 10.0, "iterations": 1})
    frame = film(problem="camera", damping=10.0, iterations=1)[0]
    problem, kernel = problem_of(options), kernel_of(options)
    point = evaluate(problem, kernel, np.array(problem.start))
    np.testing.assert_array_equal(frame.steps[1], damped_step(point, 10.0))
    moved = problem.moved(point.parameters, frame.steps[1])
    assert frame.energies_after[1] == pytest.approx(float(energies(problem, kernel, moved)), rel=1e-12)
