"""The problems' chains against finite differences, the three methods against closed forms and SciPy."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import least_squares

from engine.geometry.kernels import Kernel
from engine.optimisation.chain import split_factors, split_values
from engine.optimisation.least_squares import (
    Iteration,
    chosen_rate,
    damped_step,
    energies,
    evaluate,
    gauss_newton,
    gradient_descent,
    levenberg_marquardt,
    magnitudes,
    nature,
    newton_step,
    second_derivatives,
)
from engine.optimisation.problems import PROBLEMS, Line, Problem, Sine

NONE = Kernel("none")
KERNELS = [NONE, *(Kernel(name, 1.3) for name in ("huber", "cauchy", "tukey", "geman-mcclure"))]  # type: ignore[arg-type]
NAMES = sorted(PROBLEMS)


def within(problem: Problem, shares: list[float]) -> np.ndarray[Any, Any]:
    """Parameters at these shares of their ranges."""
    return np.array([p.low + s * (p.high - p.low) for p, s in zip(problem.parameters, shares, strict=False)])


def last(walk: Any, most: int = 500) -> Iteration:
    *_, end = itertools.islice(walk, most)
    return end


shares = st.lists(st.floats(0.1, 0.9), min_size=6, max_size=6)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15, deadline=None)
@given(shares=shares)
def test_the_jacobian_is_the_product_of_the_chain_and_the_finite_difference(name: str, shares: list[float]) -> None:
    problem = PROBLEMS[name]()
    at = within(problem, shares)
    chain = problem.chain(at)
    if not np.isfinite(chain.residuals).all():
        return
    jacobian, width = chain.jacobian(), 1e-6
    difference = [
        (problem.residuals(problem.moved(at, width * e)) - problem.residuals(problem.moved(at, -width * e))) / 2 / width
        for e in np.eye(len(at))
    ]
    np.testing.assert_allclose(jacobian, np.transpose(difference), atol=1e-7 * np.abs(jacobian).max(), rtol=1e-6)
    np.testing.assert_allclose(chain.residuals, problem.residuals(at), atol=1e-12)
    sizes = chain.sizes()
    assert len(sizes) == len(problem.places) and sizes[0] == len(at) and sizes[-1] == 1
    row = 3
    factors = split_factors(chain.flat_factors()[row], sizes)
    product = np.eye(sizes[0])
    for factor in factors:
        product = factor @ product
    np.testing.assert_allclose(product[0], jacobian[row])
    assert split_values(chain.flat_values()[row], sizes)[-1] == chain.residuals[row]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.name)
def test_the_gradient_is_the_energys_slope(name: str, kernel: Kernel) -> None:
    problem = PROBLEMS[name](0.05, 0.2, 3)
    kernel = Kernel(kernel.name, 40.0 if problem.unit == "px" else 1.3)
    at = within(problem, [0.55, 0.6, 0.45, 0.5, 0.55, 0.6])
    point = evaluate(problem, kernel, at)
    moved = np.array([[problem.moved(at, s * 1e-6 * e) for s in (1, -1)] for e in np.eye(len(at))])
    ahead, behind = energies(problem, kernel, moved).T
    np.testing.assert_allclose(
        point.gradient, (ahead - behind) / 2e-6, rtol=1e-5, atol=1e-7 * abs(point.gradient).max()
    )
    assert energies(problem, kernel, at) == pytest.approx(point.energy, rel=1e-12)


def test_the_line_is_solved_in_exactly_one_gauss_newton_step() -> None:
    problem = Line(0.1, 0.2, 5)
    x, y = problem.inputs[:, 0], problem.observed[:, 0]
    closed = np.linalg.lstsq(np.stack([x, np.ones_like(x)], 1), y, rcond=None)[0]
    for start in ([-0.9, 2.8], [40.0, -70.0]):
        walk = list(gauss_newton(problem, NONE, np.array(start)))
        assert [made.outcome for made in walk] == ["running", "converged"]
        np.testing.assert_allclose(walk[1].point.parameters, closed, atol=1e-11)


@pytest.mark.parametrize("name", ["exponential", "pose-2d", "camera"])
def test_damping_goes_from_gauss_newton_to_the_scaled_gradient(name: str) -> None:
    problem = PROBLEMS[name](0.05, 0.1, 1)
    point = evaluate(problem, NONE, np.array(problem.start))
    full = newton_step(point)
    np.testing.assert_allclose(full, -np.linalg.solve(point.hessian, point.gradient), rtol=1e-6)
    np.testing.assert_allclose(damped_step(point, 1e-12), full, rtol=1e-6)
    short = damped_step(point, 1e9)
    np.testing.assert_allclose(short, -point.gradient / (1e9 * np.diag(point.hessian)), rtol=1e-7)
    lengths = [
        np.linalg.norm(damped_step(point, 10.0**power) * np.sqrt(np.diag(point.hessian))) for power in range(-6, 7)
    ]
    assert all(a > b for a, b in itertools.pairwise(lengths))


@pytest.mark.parametrize("name", ["exponential", "line", "pose-2d", "camera"])
@pytest.mark.parametrize("kernel", ["none", "huber", "cauchy", "geman-mcclure"])
def test_scipy_reaches_the_same_minimum(name: str, kernel: str) -> None:
    problem = PROBLEMS[name](0.05, 0.15, 2)
    robust = Kernel(kernel, 4 * problem.sigma)  # type: ignore[arg-type]
    found = last(levenberg_marquardt(problem, robust, np.array(problem.truth), 1e-2))
    assert found.outcome == "converged"

    def root_of_loss(parameters: Any) -> Any:
        """Half the sum of these squared is the robust energy."""
        return np.sqrt(2 * robust.loss(magnitudes(problem, problem.residuals(parameters))))

    theirs = least_squares(root_of_loss, problem.truth, method="trf", x_scale="jac", xtol=1e-12, ftol=1e-12, gtol=1e-12)
    assert found.point.energy == pytest.approx(theirs.cost, rel=1e-6)
    np.testing.assert_allclose(found.point.parameters, theirs.x, atol=2e-4)


def test_three_methods_end_at_one_minimum() -> None:
    problem = PROBLEMS["pose-2d"](0.05, 0.0, 0)
    start = np.array(problem.start)
    rate = chosen_rate(evaluate(problem, NONE, start), 1.0)
    ends = [
        last(gauss_newton(problem, NONE, start)),
        last(levenberg_marquardt(problem, NONE, start, 1e-2)),
        last(gradient_descent(problem, NONE, start, rate)),
    ]
    assert {end.outcome for end in ends} == {"converged"}
    for end in ends[1:]:
        np.testing.assert_allclose(end.point.parameters, ends[0].point.parameters, atol=1e-5)


def test_marquardts_energy_never_rises_and_a_rejected_step_stays() -> None:
    problem = PROBLEMS["camera"](0.05, 0.2, 0)
    walk = list(itertools.islice(levenberg_marquardt(problem, NONE, np.array(problem.start), 1e-8), 60))
    values = [made.point.energy for made in walk]
    assert all(b <= a for a, b in itertools.pairwise(values))
    for made, following in itertools.pairwise(walk):
        if made.accepted:
            assert following.point.energy == made.energy_after < made.point.energy
            assert following.damping == max(made.damping / 10, 1e-15)  # type: ignore[operator]
        else:
            assert following.point is made.point and following.damping == pytest.approx(10 * made.damping)  # type: ignore[operator]
    assert not all(made.accepted for made in walk)  # this start and damping are rejected first


def test_a_quadratic_descent_diverges_from_twice_the_chosen_rate_on() -> None:
    problem = Line(0.05, 0.0, 0)
    start = np.array(problem.start)
    point = evaluate(problem, NONE, start)
    for factor, good in ((1.0, True), (1.99, True), (2.01, False)):
        end = last(gradient_descent(problem, NONE, start, chosen_rate(point, factor)), 1500)
        assert (end.point.energy < 0.02 * point.energy) == good
    assert last(gradient_descent(problem, NONE, start, chosen_rate(point, 3.0)), 2000).outcome == "diverged"


def test_the_sines_local_minimum_is_one() -> None:
    problem = Sine(0.04, 0.0, 0)
    stuck = last(levenberg_marquardt(problem, NONE, np.array(problem.start), 1e-2))
    best = last(levenberg_marquardt(problem, NONE, np.array(problem.truth), 1e-2))
    assert stuck.outcome == best.outcome == "converged"
    assert stuck.point.energy > 100 * best.point.energy
    assert nature(problem, NONE, stuck.point) == "minimum"
    assert np.linalg.eigvalsh(second_derivatives(problem, NONE, stuck.point.parameters))[0] > 0
    for direction in np.linspace(0, 2 * np.pi, 16):  # uphill every way
        nearby = stuck.point.parameters + 0.02 * np.array([np.cos(direction), np.sin(direction)])
        assert energies(problem, NONE, nearby) > stuck.point.energy


def test_a_maximum_is_no_minimum() -> None:
    """Two curves against each other: the sine turned by half a period is stationary, and a saddle or a maximum."""
    problem = PROBLEMS["pose-2d"](0.0, 0.0, 0)
    theta, *shift = problem.truth
    centre = problem.inputs.mean(0)
    opposite = theta + np.pi
    c, s = np.cos([theta, opposite]), np.sin([theta, opposite])
    rotations = [np.array([[c[i], -s[i]], [s[i], c[i]]]) for i in range(2)]
    at = np.array([opposite, *(rotations[0] @ centre + shift - rotations[1] @ centre)])
    point = evaluate(problem, NONE, at)
    assert np.abs(point.gradient).max() < 1e-9
    assert nature(problem, NONE, point) == "saddle"


def test_no_weight_at_all_is_flat_not_a_crash() -> None:
    problem = Line(0.05, 0.0, 0)
    end = last(gauss_newton(problem, Kernel("tukey", 0.01), np.array([-40.0, 90.0])))
    assert end.outcome == "converged" and nature(problem, Kernel("tukey", 0.01), end.point) == "flat"


def test_what_has_no_prediction_has_no_energy() -> None:
    problem = PROBLEMS["camera"]()
    behind = np.array([0.0, 0, 0, 0, 0, -4])
    assert np.isnan(energies(problem, NONE, behind)) and not evaluate(problem, NONE, behind).finite
    overflow = evaluate(PROBLEMS["exponential"](), NONE, np.array([1.0, 1e4]))
    assert not overflow.finite
