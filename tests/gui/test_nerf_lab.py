"""The radiance field's lab as it is used: it waits, learns, is walked through, compared, asked along a ray, undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.lab import Moment
from app.page import LabPage
from app.window import Window
from engine.runtime.runs import Run, State

Make = Callable[..., Window]


@pytest.fixture
def window(make_window: Make, qtbot: Any) -> Window:
    """The lab with its first picture, nothing played yet; the photos small, so that it learns quickly."""
    made = make_window("nerf", size=(1500, 960))
    page = made.page("nerf")
    qtbot.waitUntil(lambda: page.moment is not None and page.stage.settled(), timeout=60_000)
    page.controller.set_options({"image_size": 50, "measure_every": 0.5, "measured_photos": 2, "max_seconds": 20.0})
    qtbot.waitUntil(lambda: moment_of(page).options.image_size == 50 and page.stage.settled(), timeout=30_000)
    qtbot.waitUntil(lambda: shown_size(page) == (50, 50), timeout=30_000)
    return made


def stage_of(page: LabPage) -> Any:
    return page.stage


def shown_size(page: LabPage) -> tuple[int, int]:
    shown = stage_of(page).view.shown()
    return (0, 0) if shown is None else shown.size


def run_of(page: LabPage) -> Run:
    assert page.controller.run is not None
    return page.controller.run


def moment_of(page: LabPage) -> Moment:
    assert page.moment is not None
    return page.moment


def compared(page: LabPage) -> bool:
    """Whether the complete picture of a view and its photo are there."""
    return stage_of(page).view.psnr() is not None and stage_of(page)._pixels_per_ray == 1


def test_it_waits_then_learns_and_stops_at_a_pause(window: Window, qtbot: Any) -> None:
    page = window.page("nerf")
    stage = stage_of(page)
    assert run_of(page).state is State.PAUSED and len(run_of(page).film) == 1 and "fog" in stage.sentence()
    qtbot.waitUntil(lambda: compared(page))
    before = stage.view.psnr()
    page.timeline.play.emit()
    qtbot.waitUntil(lambda: stage._measured() is not None and stage._measured().psnr > before + 3, timeout=60_000)
    page.timeline.pause.emit()
    qtbot.waitUntil(lambda: run_of(page).state is State.PAUSED)
    qtbot.waitUntil(lambda: stage._shown_step >= moment_of(page).frame.step and compared(page), timeout=20_000)
    assert stage.view.psnr() > before + 3 and "never saw" in stage.sentence()
    series = {(s.panel, s.sparse): s for s in stage.curves._series}
    rays = series["psnr", False].y[np.isfinite(series["psnr", False].y)]
    assert np.isfinite(series["psnr", True].y).any() and rays[-1] > rays[0]
    steps = len(run_of(page).film)
    moved_while_paused(page, qtbot)
    assert len(run_of(page).film) == steps and run_of(page).state is State.PAUSED
    check_ray(page, qtbot)
    check_wipe(page, qtbot)
    arrays = stage.arrays()
    assert arrays["view_camera"].shape == (3, 4) and len(arrays["film_loss"]) == steps and "ray_weights" in arrays
    assert not stage.picture().isNull()
    # Scrubbed back, the sentence speaks of that step.
    page.timeline.scrubbed.emit(1)
    assert moment_of(page).step == 0 and "fog" in stage.sentence()


def moved_while_paused(page: LabPage, qtbot: Any) -> None:
    """A drag asks for pictures from elsewhere; a click in the strip flies back."""
    stage = stage_of(page)
    frames: list[Any] = []
    page.controller.lane_changed.connect(lambda lane, moment: frames.append(moment.frame) if lane == "view" else None)
    view, start = stage.view, stage.view.camera()
    middle = view.rect().center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    for step in range(1, 6):
        QTest.mouseMove(view, middle + QPoint(12 * step, 0))
        qtbot.wait(15)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle + QPoint(60, 0))
    assert not np.allclose(view.camera().pose, start.pose) and view.truth() is None
    qtbot.waitUntil(lambda: bool(frames) and np.allclose(frames[-1].camera, view.camera().pose), timeout=20_000)
    qtbot.waitUntil(lambda: frames[-1].pixels_per_ray == 1, timeout=20_000)
    np.testing.assert_array_equal(view.shown().rgb, frames[-1].rgb)
    number = stage._views.held_out[1]
    stage.strip.view_chosen.emit(number)
    assert stage._standing == number and stage.strip.current() == number
    np.testing.assert_allclose(view.camera().pose, stage._views.view(number).pose[:3])
    qtbot.waitUntil(lambda: compared(page), timeout=20_000)
    learnt = next(i for i in range(len(stage._views.scene.views)) if i not in stage._views.held_out)
    stage.panel.sketch.camera_chosen.emit(learnt)
    assert stage._standing == learnt
    qtbot.waitUntil(lambda: compared(page), timeout=20_000)


def check_ray(page: LabPage, qtbot: Any) -> None:
    """A clicked pixel's ray adds up to the pixel; its point is seen from all sides."""
    stage = stage_of(page)
    rect = stage.view.picture_rect()
    place = (rect.topLeft() + (rect.center() - rect.topLeft()) * 1.2).toPoint()
    QTest.mouseClick(stage.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    column, row = stage.view.shown().pixel(stage._picked)
    qtbot.waitUntil(lambda: stage.panel.ray_title.text().endswith(f" {column}, {row}"), timeout=20_000)
    np.testing.assert_allclose(stage.panel.ray.ray().pixel(), stage.view.shown().rgb[row, column], atol=0.02)
    if stage.panel.ray.ray().weights.sum() > 0.1:
        qtbot.waitUntil(lambda: stage.panel.sides.spread() is not None, timeout=20_000)
    stage.panel.ray.pointed.emit(3)
    assert "sample" in stage.panel.sketch._marks
    stage.panel.ray.pointed.emit(None)
    assert "sample" not in stage.panel.sketch._marks


def check_wipe(page: LabPage, qtbot: Any) -> None:
    from app.nerf_drawing import Drawing

    stage = stage_of(page)
    stage.toggle_wipe()
    assert stage.view.wipe() == 0.5
    stage.toggle_wipe()
    assert stage.view.wipe() is None
    stage.set_drawing(Drawing(what="error", error=0.2))
    assert stage.view.drawing() == "error" and stage.view.bar._high == pytest.approx(0.2)
    stage.set_drawing(Drawing(what="depth", curve="loss"))
    assert stage.view.drawing() == "depth" and [p.key for p in stage.curves._panels] == ["loss"]
    stage.set_drawing(Drawing(enlarged=2))
    qtbot.waitUntil(lambda: shown_size(page) == (100, 100), timeout=20_000)
    stage.set_drawing(Drawing())
    qtbot.waitUntil(lambda: shown_size(page) == (50, 50), timeout=20_000)


def test_another_scene_views_modes_and_pins(window: Window, qtbot: Any, shared_data: Path) -> None:
    page = window.page("nerf")
    stage = stage_of(page)
    first = stage._views
    window.open_files([str(shared_data / "scenes" / "lego_200")])
    qtbot.waitUntil(lambda: stage._views is not first and stage.settled(), timeout=60_000)
    assert stage._views.scene.name == "lego_200" and len(stage._views.held_out) == 10
    np.testing.assert_allclose(stage._views.up, (0, 0, 1))
    stage.next_view()
    assert stage._standing == stage._views.held_out[1]
    stage.reset_camera()
    assert stage._standing == stage._views.held_out[0]
    assert run_of(page).state is State.PAUSED  # a lab that was not played goes on waiting
    page.pins.add(moment_of(page), page.drawing)
    unplayed: Any = page.pins._pins[0].stage
    assert unplayed.view.shown() is None and "Nothing was drawn" in unplayed.view._message[0]
    page.pins.clear()
    page.timeline.play.emit()
    qtbot.waitUntil(lambda: stage._newest("rgb") is not None, timeout=30_000)
    page.timeline.pause.emit()
    qtbot.waitUntil(lambda: run_of(page).state is State.PAUSED)
    stage.next_view()
    page.pins.add(moment_of(page), page.drawing)
    assert stage.strip.isHidden()
    assert stage._standing == stage._views.held_out[0]  # what a pinned run has recorded is that view
    pinned: Any = page.pins._pins[0].stage
    assert pinned.view.shown() is not None and pinned._standing == stage._standing
    stage.view._navigate(stage.view.camera().orbit(10, 0))
    assert pinned._standing == stage._views.held_out[0] and pinned.view.shown() is not None
    page.pins.clear()
    assert not stage.strip.isHidden()
    window.resize(1280, 720)
    qtbot.wait(50)
    assert not stage.below.pages.isHidden() and stage.curves.isHidden()
    stage.next_page()
    assert stage.strip.isHidden() and not stage.curves.isHidden()


def test_a_stuck_training_offers_another_seed(window: Window, qtbot: Any) -> None:
    from dataclasses import replace

    page = window.page("nerf")
    stage = stage_of(page)
    stuck = replace(moment_of(page), frame=replace(moment_of(page).frame, stuck=True, other_seed=7))
    stage.show_moment(stuck)
    assert "stuck" in stage.notice.text
    stage.notice.acted.emit("other_seed")
    assert page.controller.options.seed == 7
    qtbot.waitUntil(lambda: moment_of(page).options.seed == 7, timeout=30_000)
    assert stage.notice.text == "" or stage.notice.isHidden()


def test_the_pages_below_follow_the_clicked_point(window: Window, qtbot: Any) -> None:
    page = window.page("nerf")
    stage = stage_of(page)
    stage.setFocus()
    QTest.keyClick(stage, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: stage.below.network.frame() is not None, timeout=20_000)
    network = stage.below.network
    assert network.isVisible() and stage.strip.isHidden() and "rgb" in [n.name for n in network.diagram.nodes()]
    before = network.frame().point
    stage.view.picked.emit((0.7, 0.4))
    qtbot.waitUntil(lambda: not np.allclose(network.frame().point, before), timeout=20_000)
    ray = stage._ray
    assert np.allclose(np.cross(network.frame().point - ray.origin, ray.direction), 0, atol=1e-6)
    np.testing.assert_allclose(network.frame().direction, ray.direction, atol=1e-6)
    assert any(name.startswith("network_") for name in stage.arrays())
    QTest.keyClick(stage, Qt.Key.Key_G)
    levels = stage.below.levels
    qtbot.waitUntil(lambda: len(levels.pictures.levels()) == 6, timeout=20_000)
    assert network.isHidden()
    old = levels.pictures.levels()[0].values
    levels.axes._group.button(0).click()
    qtbot.waitUntil(lambda: not np.array_equal(levels.pictures.levels()[0].values, old), timeout=20_000)
    QTest.keyClick(stage, Qt.Key.Key_G)
    assert not stage.strip.isHidden()
    QTest.keyClick(stage, Qt.Key.Key_A)
    assert stage._ablation is not None and stage._ablation.isVisible()
    page.controller.set_options({"view_dependence": False})
    qtbot.waitUntil(
        lambda: [r.cells[1] for r in stage._ablation.paper.rows() if r.marked] == ["No view dependence"],
        timeout=20_000,
    )
    stage._ablation.close()


def test_two_trainings_side_by_side(window: Window, qtbot: Any) -> None:
    page = window.page("nerf")
    stage = stage_of(page)
    assert stage.other.isHidden()
    page.controller.set_options({"beside": "no-view-dependence", "measure_every": 0.3})
    qtbot.waitUntil(lambda: not stage.other.isHidden() and stage.other.shown() is not None, timeout=30_000)
    page.timeline.play.emit()
    qtbot.waitUntil(lambda: stage._newest("beside_psnr") is not None, timeout=60_000)
    page.timeline.pause.emit()
    qtbot.waitUntil(lambda: run_of(page).state is State.PAUSED)
    assert "no view dependence" in stage.pictures.verdict.text() and " dB" in stage.pictures.verdict.text()
    assert {s.name for s in stage.curves._series} == {"planes and lines", "no view dependence"}
    # A drag on either turns both, and the other field is asked from there too.
    camera = stage.other.camera().orbit(20, 5)
    stage.other._navigate(camera)
    assert stage.view.camera() is camera
    qtbot.waitUntil(lambda: stage.other.current() and stage.view.current(), timeout=20_000)
    stage.other.picked.emit((0.4, 0.6))
    assert stage.view._mark == stage.other._mark == (0.4, 0.6)
    page.controller.set_options({"beside": "nothing"})
    page.controller.restart()
    qtbot.waitUntil(lambda: stage.other.isHidden(), timeout=30_000)


def test_a_trained_field_is_looked_at_before_the_first_training(
    make_window: Make, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import nerf_first
    from engine.data.inputs import open_input
    from engine.fields.files import load_field
    from engine.studies.nerf import Options, run
    from engine.study import Published

    (tmp_path / "fields").mkdir()
    path = tmp_path / "fields" / "still-life.field.pt"
    scene: Any = open_input("Scene", "still-life")
    for got in run(scene, options=Options(image_size=25, max_steps=15, measured_photos=1, images=10)):
        if isinstance(got, Published) and got.name == "field.pt":
            got.object.save(path)
    assert load_field(path).step == 15
    monkeypatch.setattr(nerf_first, "assets_folder", lambda: tmp_path)
    made = make_window("nerf", size=(1300, 850))
    page = made.page("nerf")
    stage = stage_of(page)
    qtbot.waitUntil(lambda: page.moment is not None and stage.settled(), timeout=60_000)
    qtbot.waitUntil(lambda: stage._shown_step == 15, timeout=30_000)
    assert stage.looking_at() == path and "trained beforehand" in page.sentence.text()
    assert run_of(page).state is State.PAUSED and moment_of(page).frame.step <= 1
    moved_while_paused(page, qtbot)
    stage.show_network()
    qtbot.waitUntil(lambda: stage.below.network.frame() is not None, timeout=20_000)
    assert stage.below.network.frame().step == 15
    # With other options, and once it is played, it is the training's own field.
    page.controller.set_options({"image_size": 50})
    qtbot.waitUntil(lambda: stage.looking_at() is None and stage._shown_step in (0, 1), timeout=30_000)
    page.controller.set_options({"image_size": 100})
    qtbot.waitUntil(lambda: stage.looking_at() == path and stage._shown_step == 15, timeout=30_000)
    page.timeline.play.emit()
    qtbot.waitUntil(lambda: stage.looking_at() is None and stage._shown_step not in (None, 15), timeout=60_000)
    page.timeline.pause.emit()
    assert "trained beforehand" not in page.sentence.text()


def test_a_trained_field_that_cannot_be_read_is_left_out(
    make_window: Make, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import nerf_first

    (tmp_path / "fields").mkdir()
    (tmp_path / "fields" / "still-life.field.pt").write_bytes(b"nothing")
    monkeypatch.setattr(nerf_first, "assets_folder", lambda: tmp_path)
    page = make_window("nerf", size=(1300, 850)).page("nerf")
    qtbot.waitUntil(lambda: page.moment is not None and stage_of(page).settled(), timeout=60_000)
    assert stage_of(page).looking_at() is None and "fog" in stage_of(page).sentence()
    qtbot.waitUntil(lambda: "fog" in page.sentence.text())


def test_box_near_and_far_stand_in_the_sketch(window: Window, qtbot: Any) -> None:
    page = window.page("nerf")
    stage = stage_of(page)
    sketch = stage.panel.sketch
    frame = moment_of(page).frame
    assert f"{frame.near:.2f}" in sketch.toolTip() and f"{frame.far:.2f}" in sketch.toolTip()
    page.controller.set_options({"near": 3.0, "far": 5.0, "box_scale": 0.5})
    qtbot.waitUntil(lambda: "(3.00)" in sketch.toolTip() and "(5.00)" in sketch.toolTip(), timeout=30_000)
    size = np.ptp(np.array(sketch._extent[:6]).reshape(2, 3), axis=0)
    np.testing.assert_allclose(size, 0.5 * np.ptp(stage._views.scene.box, axis=0), rtol=1e-6)
