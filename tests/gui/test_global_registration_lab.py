"""The lab of global registration as it is used: the film, mu, a point's features, methods compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from app.global_strip import COMPARE, FEATURES
from app.labs.global_registration import Drawing, GlobalRegistrationStage
from app.page import LabPage
from app.window import Window
from engine.geometry import rigid
from engine.runtime.runs import State

Make = Callable[..., Window]


@pytest.fixture
def opened(make_window: Make, qtbot: Any) -> tuple[LabPage, GlobalRegistrationStage]:
    """The lab on its samples, its film complete."""
    window = make_window("global-registration")
    page = window.page("global-registration")
    c: Any = page.controller
    qtbot.waitUntil(lambda: c.run is not None and c.run.state is State.FINISHED, timeout=60_000)
    qtbot.waitUntil(lambda: page.moment is not None and page.moment.step == len(c.run.film) - 1, timeout=10_000)
    stage = page.stage
    assert isinstance(stage, GlobalRegistrationStage)
    return page, stage


def go_to(page: LabPage, stage_name: str) -> Any:
    """Scrub to the last step of a stage of the search; returns its frame."""
    run: Any = page.controller.run
    film = run.film
    step = max(i for i in range(len(film)) if film.at(i)[1].stage == stage_name)
    page.timeline.scrubbed.emit(step + 1)
    assert page.moment is not None and page.moment.step == step
    return page.moment.frame


def test_the_film_stands_beside_and_together(opened: tuple[LabPage, GlobalRegistrationStage]) -> None:
    page, stage = opened
    frame = page.moment.frame  # type: ignore[union-attr]
    assert frame.stage == "icp" and frame.rotation_error < 0.2 and frame.shift_error < 0.01
    np.testing.assert_array_equal(stage.scene.pose, frame.transform)
    np.testing.assert_array_equal(stage.view.pose("source"), frame.transform)
    assert "ICP" in stage.sentence()
    matching = go_to(page, "matching")
    # Beside each other: no part of the source lies in the target's range along the picture's right.
    right = stage.view.camera().axes[0]
    assert (rigid.moved(stage.scene.pose, matching.source_points) @ right).max() < (
        matching.target_points @ right
    ).min()
    assert f"{len(matching.matches):,}" in stage.sentence()
    stage.set_drawing(Drawing(layout="together"))
    np.testing.assert_array_equal(stage.scene.pose, matching.transform)
    source: Any = page.moment.inputs["source"]  # type: ignore[union-attr]
    moved = rigid.moved(matching.transform, source.points)
    np.testing.assert_allclose(stage.clouds()["moved source"].points, moved)


def test_mu_can_be_dragged_and_computes_nothing(opened: tuple[LabPage, GlobalRegistrationStage]) -> None:
    page, stage = opened
    frame = go_to(page, "fgr")
    run: Any = page.controller.run
    seconds = run.seconds
    assert stage.strip.penalty.mu() == pytest.approx(frame.mu)
    np.testing.assert_array_equal(stage._weights(), frame.weights)
    stage.strip.penalty._set_drawn_mu(float(frame.mu) * 9)
    squared = frame.residuals.astype(np.float64) ** 2
    expected = np.where(frame.kept, (9 * frame.mu / (9 * frame.mu + squared)) ** 2, 0.0)
    np.testing.assert_allclose(stage._weights(), expected, rtol=1e-6)
    assert stage.arrays()["mu_drawn"] == pytest.approx(9 * frame.mu)
    stage.own_mu()
    np.testing.assert_array_equal(stage._weights(), frame.weights)
    assert page.controller.run is run
    assert run is not None and run.seconds == seconds


def test_a_clicked_point_shows_its_features(opened: tuple[LabPage, GlobalRegistrationStage], qtbot: Any) -> None:
    page, stage = opened
    frame = go_to(page, "matching")
    source = page.moment.inputs["source"]  # type: ignore[union-attr]
    stage.view.picked.emit("source", 1234, None)
    qtbot.waitUntil(lambda: stage._asked is not None, timeout=20_000)
    asked = stage._asked
    nearest = np.linalg.norm(frame.source_points - source.points[1234], axis=1).argmin()
    assert asked.point == nearest and stage.strip.page() == FEATURES
    np.testing.assert_array_equal(stage.arrays()["histogram"], asked.histogram)
    stage.strip.features._choose(2)
    assert stage.strip.features.current() == 2
    stage._asked = None
    stage.next_point()
    qtbot.waitUntil(lambda: stage._asked is not None, timeout=20_000)
    assert stage._asked.point in frame.matches[:, 0]


def test_methods_are_compared(opened: tuple[LabPage, GlobalRegistrationStage], qtbot: Any) -> None:
    _, stage = opened
    trials = stage.strip.trials
    trials.overlap.setValue(trials.overlap.maximum() - 1)
    assert trials.overrides()["overlap"] == 0.9
    stage.strip.set_page(COMPARE)
    qtbot.waitUntil(trials.has_answer, timeout=60_000)
    rows = trials.table.rows()
    assert [row.name for row in rows] == ["ICP alone", "RANSAC, then ICP", "FGR, then ICP"]
    assert not rows[0].succeeded[0] and rows[2].succeeded[0]
    assert "within 2° and 0.05 m" in trials.note.text() and "90 %" in trials.note.text()
    assert stage.arrays()["trials_seconds"].shape[0] == 3
