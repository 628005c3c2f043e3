"""What the ICP lab draws and says, against plain arrays."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import icp_words
from app.icp_curves import scales
from app.icp_scene import MOST_LINES, evenly, line_ends, rounded_up, too_far
from app.icp_system import spectrum
from app.lab import Moment
from engine.data.cloud import PointCloud
from engine.data.notes import Note
from engine.geometry import alignment_steps, rigid
from engine.runtime.film import Film
from engine.studies.icp import Frame, Options
from engine.study import frames


def frame(count: int = 900, **changes: Any) -> Frame:
    """A step in which two thirds of the points have a correspondence."""
    rng = np.random.default_rng(0)
    source, target = rng.normal(size=(count, 3)), rng.normal(size=(400, 3))
    rows = np.flatnonzero(np.arange(count) % 3)
    pairs = np.stack([rows, rng.integers(0, 400, len(rows))], axis=1).astype(np.int32)
    residuals = rng.normal(scale=0.1, size=len(rows)).astype(np.float32)
    weights = np.ones(len(rows), np.float32)
    weights[::7] = 0.0
    values = {
        "iteration": 3,
        "transform": rigid.exp([0.1, 0.2, -0.3, 1.0, 2.0, 3.0]),
        "scale": 0,
        "voxel": 0.5,
        "max_distance": 1.5,
        "voxels": np.array([0.5, 0.25]),
        "max_distances": np.array([1.5, 0.75]),
        "kernel_width": None,
        "fitness": len(rows) / count,
        "rmse": 0.4,
        "energy": 1.0,
        "colour_energy": None,
        "geometric_energy": None,
        "residuals": residuals,
        "weights": weights,
        "distances": np.abs(residuals),
        "colour_residuals": None,
        "correspondences": pairs,
        "source_points": source,
        "target_points": target,
        "target_normals": None,
        "origin": np.zeros(3),
        "twist": np.zeros(6),
        "hessian": np.eye(6),
        "gradient": np.zeros(6),
        "condition": 1.0,
        "eigenvalues": np.ones(6),
        "step_rotation": 0.5,
        "step_shift": 0.01,
        "rotation_error": 0.02,
        "shift_error": 0.003,
        "state": "running",
        "notes": (),
    }
    return Frame(**{**values, **changes})


def moment(shown: Frame, **options: Any) -> Moment:
    film = Film()
    film.append(shown, 0.1)
    return Moment(shown, {}, Options(**options), film, 0)


def test_lines_run_from_the_moved_source_to_the_target() -> None:
    shown = frame()
    starts, ends, residuals, rejected = line_ends(shown)
    assert len(starts) == MOST_LINES < len(shown.correspondences)
    chosen = np.linspace(0, len(shown.correspondences) - 1, MOST_LINES).astype(int)
    rows = shown.correspondences[chosen]
    np.testing.assert_allclose(starts, rigid.moved(shown.transform, shown.source_points[rows[:, 0]]))
    np.testing.assert_array_equal(ends, shown.target_points[rows[:, 1]])
    np.testing.assert_array_equal(residuals, np.abs(shown.residuals[chosen]))
    np.testing.assert_array_equal(rejected, shown.weights[chosen] == 0)


def test_grey_lines_run_to_the_nearest_target_point() -> None:
    shown = frame(transform=rigid.about(rigid.exp([0.1, 0.2, 0.3, 0.1, 0.2, 0.3]), [5e5, 4e6, 10.0]))
    starts, ends = too_far(shown)
    assert len(starts) == 60
    squared = ((starts[:, None] - shown.target_points[None]) ** 2).sum(axis=2)
    np.testing.assert_allclose(np.linalg.norm(starts - ends, axis=1), np.sqrt(squared.min(axis=1)), rtol=1e-3)
    unmatched = rigid.moved(shown.transform, shown.source_points[::3])
    assert all((np.abs(unmatched - start).max(axis=1) < 1e-9).any() for start in starts)
    everywhere = frame(correspondences=np.stack([np.arange(900), np.zeros(900, int)], axis=1).astype(np.int32))
    assert len(too_far(everywhere)[0]) == 0


@given(st.integers(0, 5000), st.integers(1, 600))
def test_evenly_taken_places_are_different_and_span_all(count: int, most: int) -> None:
    places = evenly(count, most)
    assert len(places) == min(count, most) == len(set(places.tolist()))
    assert not count or (places[0] == 0 and (places[-1] == count - 1 or most == 1))


@given(st.floats(1e-6, 1e6))
def test_scales_end_at_round_numbers(value: float) -> None:
    end = rounded_up(value)
    assert value * (1 - 1e-6) <= end <= value * 2.5 * (1 + 1e-6)
    assert round(end / 10.0 ** np.floor(np.log10(end * (1 + 1e-12)))) in (1, 2, 5)


def test_scales_are_stretches_of_one_voxel_size() -> None:
    parts = scales(np.array([0.5, 0.5, 0.25, 0.0, 0.0]))
    assert [(size, list(steps)) for size, steps in parts] == [(0.5, [0, 1]), (0.25, [2]), (0.0, [3, 4])]
    assert scales(np.zeros(0)) == []


def test_the_sentence_has_this_steps_numbers() -> None:
    shown = frame(residuals=np.full(600, -0.083, np.float32))
    assert icp_words.sentence(moment(shown), "m") == (
        "Step 1 of 1 at 0.50 m voxels: 600 of 900 source points have a neighbour within 1.5 m; "
        "their plane distances have an RMS of 0.083 m."
    )
    every = frame(voxel=0.0, state="converged", notes=("The source slides.",))
    text = icp_words.sentence(moment(every, method="generalized"), "m")
    assert "(converged) on every point" in text and "σ" in text and text.endswith(" The source slides.")
    none = frame(correspondences=np.zeros((0, 2), np.int32), residuals=np.zeros(0, np.float32))
    assert "none of 900 source points has a neighbour within 1.5 m." in icp_words.sentence(moment(none), "m")


def test_of_several_open_motions_the_freest_is_in_the_sentence() -> None:
    template = "The source slides along ({x:.2f}, {y:.2f}, {z:.2f})."
    notes = (
        Note("The voxels, {voxels}, were chosen.", voxels="0.1"),
        Note(template, x=1.0, y=0.0, z=0.0),
        Note(template, x=0.0, y=1.0, z=0.0),
        Note("It had not converged after {count} steps at this scale.", count=30),
    )
    shown = moment(frame(notes=notes))
    text = icp_words.sentence(shown, "m")
    assert text.endswith("(1.00, 0.00, 0.00). It had not converged after 30 steps at this scale.")
    assert "0.00, 1.00" not in text and "chosen" not in text
    assert icp_words.facts(shown, "m")[-1] == "The source slides along (0.00, 1.00, 0.00)."


@pytest.mark.parametrize("method", ["point-to-point", "point-to-plane", "generalized"])
def test_the_directions_belong_to_the_studys_eigenvalues(method: str) -> None:
    """The spectrum made from a frame's fields against the one the step found itself."""
    from engine.studies.icp import run

    rng = np.random.default_rng(5)
    points = rng.uniform(-1, 1, (600, 3)) * [3.0, 2.0, 0.3] + [300.0, -200.0, 5.0]
    target = PointCloud(points, "target")
    source = PointCloud(
        rigid.moved(rigid.about(rigid.exp([0.02, 0.01, -0.03, 0.05, 0, 0]), points[0]), points), "source"
    )
    options = Options(method=method, voxels=(-1.0,), iterations=3, max_distance=0.5)  # type: ignore[arg-type]
    for shown in frames(run(source, target, options=options)):
        values, directions = spectrum(shown)
        np.testing.assert_allclose(values, shown.eigenvalues, rtol=1e-5, atol=1e-5 * shown.eigenvalues[-1])
        np.testing.assert_allclose(directions.T @ directions, np.eye(6), atol=1e-12)


def test_a_plane_leaves_its_own_directions_open() -> None:
    grid = np.stack(np.meshgrid(np.linspace(0, 2, 30), np.linspace(0, 2, 30)), axis=-1).reshape(-1, 2)
    points = np.column_stack([grid, np.zeros(len(grid))])  # the floor: x, y and the turn about z are free
    step = alignment_steps.point_to_plane(
        points, points + np.array([0, 0, 0.01]), np.tile([0.0, 0, 1], (len(points), 1))
    )
    pairs = np.repeat(np.arange(len(points))[:, None], 2, axis=1)
    shown = frame(
        source_points=points, transform=np.eye(4), correspondences=pairs, hessian=step.hessian, origin=np.zeros(3)
    )
    values, directions = spectrum(shown)
    assert (values[:3] < 1e-9).all() and (values[3:] > 1).all()
    np.testing.assert_allclose(np.abs(directions[[0, 1, 5], :3]).max(), 0, atol=1e-6)  # none of them tilts or lifts


def test_facts_and_result_have_their_units() -> None:
    shown = frame(kernel_width=0.05)
    lines = icp_words.facts(moment(shown, kernel="tukey"), "m")
    assert "Tukey kernel, width 0.0500 m" in lines and "voxels 0.50 → 0.25\u00a0m" in lines
    assert icp_words.result_line(moment(shown), "m") == (
        "step 1 · RMSE 0.400 m · fitness 0.667 · off by 0.0200°, 0.00300 m"
    )


@pytest.mark.parametrize("method", ["point-to-point", "colored"])
def test_the_drawn_kernel_is_the_one_the_step_uses(method: str) -> None:
    """The curve over the histogram against the weights of a real step."""
    from app.icp_drawing import kernel_weight
    from engine.geometry.kernels import Kernel

    rng = np.random.default_rng(3)
    points, targets, normals = rng.normal(size=(3, 80, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    kernel = Kernel("cauchy", 0.4)
    if method == "colored":
        step = alignment_steps.colored(
            points,
            targets,
            normals,
            *rng.uniform(size=(2, 80)),
            rng.normal(size=(80, 3)),
            kernel=kernel,
            colour_weight=0.3,
        )
    else:
        step = alignment_steps.point_to_point(points, targets, kernel=kernel)
    options = SimpleNamespace(method=method, kernel="cauchy", colour_weight=0.3)
    np.testing.assert_allclose(kernel_weight(options)(step.residuals, 0.4), step.weights, rtol=1e-12)
    assert kernel_weight(SimpleNamespace(method=method, kernel="none", colour_weight=0.3)) is None
