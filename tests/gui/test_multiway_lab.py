"""The lab of multiway registration as it is used: two maps, the graph, edges that light up, before and after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import multiway_words
from app.lab import Moment
from app.page import LabPage
from app.window import Window
from engine.runtime.runs import State
from widgets.cloud_view import Camera

Make = Callable[..., Window]


@pytest.fixture
def page(make_window: Make, qtbot: Any) -> LabPage:
    """The lab on its sample, its run at the end."""
    page = make_window("multiway-registration").page("multiway-registration")
    c = page.controller
    qtbot.waitUntil(lambda: c.run is not None and c.run.state is State.FINISHED, timeout=120_000)
    qtbot.waitUntil(lambda: page.moment is not None and page.moment.step == len(page.moment.film) - 1)
    return page


def moment(page: LabPage) -> Moment:
    """What the page shows."""
    assert page.moment is not None
    return page.moment


def test_the_lab_as_it_is_used(page: LabPage, qtbot: Any) -> None:
    """One run, many looks at it."""
    stage: Any = page.stage
    frame = moment(page).frame
    qtbot.waitUntil(stage.settled, timeout=30_000)
    _maps_stand_where_the_frame_says(stage, frame)
    _an_edge_lights_up_its_scans(stage, frame)
    _a_scan_lights_up_its_edges(stage, frame)
    _b_shows_the_odometry(stage, frame)
    _cameras_are_linked(stage)
    _the_merged_cloud_is_the_map(page)
    _numbers_are_the_frames(page)
    _dead_edges_are_gone_and_dying_ones_dashed(page)
    _compact_leaves_one_map(stage)


def _maps_stand_where_the_frame_says(stage: Any, frame: Any) -> None:
    for shown, poses in ((stage.main, frame.poses), (stage.other, frame.poses_plain)):
        assert len(shown.view.names()) == 12
        for name, pose in zip(shown.view.names(), poses, strict=True):
            np.testing.assert_allclose(shown.view.pose(name), pose)


def _roles(view: Any) -> list[str]:
    return [view._items[name].role for name in view.names()]


def _an_edge_lights_up_its_scans(stage: Any, frame: Any) -> None:
    assert _roles(stage.main.view) == [f"part-{i}" for i in range(12)]
    rows = stage.beside.edges.edges()
    assert [row.kind for row in rows[:3]] == ["planted"] * 3 and all(row.dead for row in rows[:3])
    stage.beside.edges.rows.chosen.emit(3)  # the first loop closure of the list
    number = stage._edge
    source, target = frame.edges[number]
    assert frame.edge_kind[number] == "loop" and rows[3].name == f"{source + 1} → {target + 1}"
    for view in (stage.main.view, stage.other.view):
        roles = _roles(view)
        assert roles[source] == "source" and roles[target] == "target" and roles.count("ghost") == 10
    stage.beside.edges.rows.chosen.emit(3)
    assert stage._edge is None and "ghost" not in _roles(stage.main.view)


def _a_scan_lights_up_its_edges(stage: Any, frame: Any) -> None:
    stage.main.view.picked.emit(stage.main.view.names()[4], 0, None)
    assert _roles(stage.main.view).count("ghost") == 11 and _roles(stage.other.view)[4] == "part-4"
    rows = stage.beside.edges.edges()
    marked = {rows[row].name for row in stage.beside.edges.rows._selected}
    touching = frame.edges[(frame.edges == 4).any(axis=1)]
    assert marked == {f"{s + 1} → {t + 1}" for s, t in touching}
    stage.clear_selection()
    assert not stage.beside.edges.rows._selected


def _b_shows_the_odometry(stage: Any, frame: Any) -> None:
    QTest.keyClick(stage.window(), Qt.Key.Key_B)
    name = stage.main.view.names()[11]
    np.testing.assert_allclose(stage.main.view.pose(name), frame.poses_odometry[11])
    assert stage.main.title.text() == "Odometry alone"
    stage.toggle_before_after()
    np.testing.assert_allclose(stage.main.view.pose(name), frame.poses[11])


def _cameras_are_linked(stage: Any) -> None:
    turned = stage.main.view.camera().orbit(30, 5)
    moved: list[Camera] = []
    stage.pointer_moved.connect(moved.append)
    stage.other.view.set_camera(turned)
    stage.other.view.camera_changed.emit(turned)
    assert stage.main.view.camera() == turned and moved == [turned]
    stage.fit_view()
    assert stage.main.view.camera() == stage.other.view.camera() != turned


def _the_merged_cloud_is_the_map(page: LabPage) -> None:
    clouds, frame = page.stage.clouds(), moment(page).frame  # type: ignore[attr-defined]
    scans = moment(page).inputs["clouds"]
    merged = clouds["merged"]
    assert len(merged) == sum(map(len, scans)) and merged.colours is not None
    last = frame.poses[-1]
    expected = scans[-1].points[-1] @ last[:3, :3].T + last[:3, 3]
    np.testing.assert_allclose(merged.points[-1], expected)
    assert set(clouds) == {"merged", "merged without line process"}


def _numbers_are_the_frames(page: LabPage) -> None:
    frame, stage = moment(page).frame, page.stage
    text = stage.sentence()
    assert "3 of 3 planted" in text and multiway_words.with_unit(frame.shift_error, "m", 2) in text
    arrays = stage.arrays()
    np.testing.assert_array_equal(arrays["poses"], frame.poses)
    film = moment(page).film
    objective = film.series("objective")
    np.testing.assert_array_equal(arrays["objective.with.y"], objective[np.isfinite(objective)])
    facts = multiway_words.facts(frame, "m")
    assert len(facts) == 3 and all(tip for _, _, tip in facts)
    tip = stage.beside.edges.edges()[0].tip  # type: ignore[attr-defined]
    assert "planted" in tip and "taken out" in tip
    assert multiway_words.with_unit(0.0034, "m") == "3.40\u00a0mm" and multiway_words.with_unit(2.5, "") == "2.50"


def _dead_edges_are_gone_and_dying_ones_dashed(page: LabPage) -> None:
    stage: Any = page.stage
    graph = stage.main.view._graph
    assert len(graph.edges) == int(moment(page).frame.edge_alive.sum()) and not graph.dashed.any()
    assert len(stage.other.view._graph.edges) == len(moment(page).frame.edges)
    stages = [shot.frame.stage for shot in map(moment(page).film.shot, moment(page).film.steps())]
    page.timeline.scrubbed.emit(stages.index("adjusting") + 1)
    frame = moment(page).frame
    assert frame.stage == "adjusting" and len(stage.main.view._graph.edges) == len(frame.edges)
    assert int(stage.main.view._graph.dashed.sum()) == int((frame.edge_weights < 0.25).sum()) >= 3
    stage.curves.objective.cursor_moved.emit(2.0)  # the second step: only three scans are there
    assert moment(page).step == 1
    visible = [stage.main.view._items[name].visible for name in stage.main.view.names()]
    assert visible == [True] * 3 + [False] * 9
    assert "Scan 3 is registered to scan 2" in stage.sentence()


def _compact_leaves_one_map(stage: Any) -> None:
    stage.set_compact(True)
    assert stage.other.isHidden() and stage.curves.isHidden() and not stage.main.isHidden()
    stage.set_compact(False)
    assert not stage.other.isHidden()


def test_one_scan_is_one_sentence(make_window: Make, qtbot: Any) -> None:
    page = make_window("multiway-registration").page("multiway-registration")
    qtbot.waitUntil(page.controller.ready, timeout=60_000)
    with qtbot.waitSignal(page.controller.refused, timeout=60_000) as refused:
        page.controller.choose_input("clouds", "room-1")
    assert "only one scan" in str(refused.args[0])
    assert len(page.controller.inputs["clouds"].value) == 12  # the scans before are back
