"""The RGB-D alignment as it is used: pictures, linked panes, a picked pixel, the curve, another input."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app.page import LabPage
from app.window import Window
from engine.runtime.runs import State
from widgets.rgbd_panes import FIRST, SECOND

Make = Callable[..., Window]


@pytest.fixture
def lab(make_window: Make, qtbot: Any) -> LabPage:
    """The finished default run."""
    page = make_window("rgbd-alignment", size=(1500, 960)).page("rgbd-alignment")
    c = page.controller
    qtbot.waitUntil(lambda: c.run is not None and c.run.state is State.FINISHED, timeout=60_000)
    qtbot.waitUntil(lambda: page.moment is not None and page.moment.step == len(c.run.film) - 1)
    qtbot.waitUntil(lambda: page.stage.settled() and pixel_of(page).level == 0)
    return page


def pixel_of(page: LabPage) -> Any:
    return page.stage._pixel  # type: ignore[attr-defined]


def test_it_opens_with_an_aligned_pair(lab: LabPage) -> None:
    stage, frame = lab.stage, lab.moment.frame
    assert frame.rotation_error < 0.1 and frame.shift_error < 0.003
    assert "from the truth" in stage.sentence() and "640 × 480" in stage.sentence()
    assert stage.first._values is pixel_of(lab).first_colour and stage.second._values is pixel_of(lab).second_colour
    place = (300.0, 250.0)
    stage.residual.set_pointer(place)
    assert stage.residual.value_at(place) == frame.residual[250, 300]
    assert stage.small[0].value_at(place) == frame.gradient_x[250, 300]
    stage.residual.set_pointer(None)
    check_colours(lab)
    check_pointer(lab)
    check_curve(lab)
    lab.timeline.scrubbed.emit(len(lab.moment.film))
    arrays = stage.arrays()
    np.testing.assert_array_equal(arrays["residual"], frame.residual)
    np.testing.assert_array_equal(arrays["pixel_row"], pixel_of(lab).row)
    assert len(arrays["film_energy"]) == len(lab.moment.film)
    assert not stage.picture().isNull()


def check_colours(lab: LabPage) -> None:
    """Full red at the scale, white at zero, the ground where nothing is counted."""
    from widgets.colours import lut

    stage, frame = lab.stage, lab.moment.frame
    drawn, table = stage.residual.view._photo, lut("activations")
    for row, column in ((100, 100), (250, 300), (400, 220)):
        step = round(float(np.clip(frame.residual[row, column] / 0.2, -1, 1) * 127.5 + 127.5))
        assert np.abs(drawn[row, column].astype(int) - table[step]).max() <= 6
    holes = np.isnan(frame.residual)
    assert holes.any() and len(np.unique(drawn[holes], axis=0)) == 1


def test_a_picked_pixel_is_followed(lab: LabPage, qtbot: Any) -> None:
    stage = lab.stage
    before = pixel_of(lab)
    where = stage.first.view.to_widget(420.5, 300.5).toPoint()
    QTest.mouseClick(stage.first.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    qtbot.waitUntil(lambda: pixel_of(lab) is not before)
    pixel = pixel_of(lab)
    assert np.abs(pixel.pixel - (420, 300)).max() <= 1
    assert np.allclose(pixel.transform, lab.moment.frame.transform)
    # The residual in the panel is that of the picture.
    column, row = (int(v) for v in pixel.pixel)
    assert pixel.residual == pytest.approx(float(lab.moment.frame.residual[row, column]), abs=1e-5)
    mark = stage.second._mark
    assert mark[1] == SECOND and np.allclose(mark[0], pixel.projection) and stage.first._mark[1] == FIRST
    assert stage.panel.title.text() == f"Pixel {column}, {row} at level 0"
    check_sketch(lab)
    # Every number of the chain answers the pointer.
    chain = stage.panel.chain
    chain.grab()
    tips = []
    for y in range(0, chain.height(), 4):
        for x in range(0, chain.width(), 8):
            found = chain._spots.at(QPointF(x, y))
            if found is not None:
                tips.append(found[0])
    assert {"∂I/∂u (u)", "∂u/∂X (u, X)", "∂X/∂ξ (Z, vz)", "∂I/∂ξ (ωx)"} <= {tip.split(":")[0] for tip in tips}
    # Scrubbing follows the same pixel under that step's motion.
    lab.timeline.scrubbed.emit(1)
    qtbot.waitUntil(lambda: pixel_of(lab).level == 4)
    assert np.allclose(pixel_of(lab).transform, np.eye(4))
    assert np.abs(pixel_of(lab).pixel * 16 - (column, row)).max() <= 8
    assert stage.warped._values.shape == (30, 40)


def check_pointer(lab: LabPage) -> None:
    """All panes of the first picture show one pointer; the second picture is another one."""
    stage = lab.stage
    stage.first.hovered.emit((100.0, 80.0))
    assert stage.residual.view._linked == (100.5, 80.5) and stage.warped.view._linked == (100.5, 80.5)
    assert stage.second.view._linked is None
    assert "100, 80" in stage.residual.view._readout
    stage.first.hovered.emit(None)
    assert stage.residual.view._linked is None


def check_curve(lab: LabPage) -> None:
    """A piece for each level; a click leads to its step."""
    stage, film = lab.stage, lab.moment.film
    series = stage.energies._series[0]
    level = film.series("level")
    assert int(np.isnan(series.y).sum()) == len(np.unique(level)) - 1
    np.testing.assert_allclose(series.y[~np.isnan(series.y)], film.series("energy"))
    stage.energies.cursor_moved.emit(2.0)
    assert lab.moment.step == 2 and lab.moment.frame.level == 4


def check_sketch(lab: LabPage) -> None:
    """Rays go through their pixels; arrows turn it, a double click turns it back."""
    sketch = lab.stage.panel.sketch
    before = sketch.places(sketch._scene)
    assert set(before) == {"first", "second", "first picture", "second picture", "pixel", "projection", "point"}
    # The ray goes through the pixel, and the dashed line through the projection.
    for centre, on in (("first", "pixel"), ("second", "projection")):
        a, b, end = before[centre][0], before[on][0], before["point"][0]
        across = (b - a)[0] * (end - a)[1] - (b - a)[1] * (end - a)[0]
        assert abs(across) / np.linalg.norm(end - a) < 0.5
    QTest.keyClick(sketch, Qt.Key.Key_Right)
    assert not np.allclose(sketch.places(sketch._scene)["point"], before["point"])
    QTest.mouseDClick(sketch, Qt.MouseButton.LeftButton)
    assert np.allclose(sketch.places(sketch._scene)["point"], before["point"])


def test_drawing_and_modes(lab: LabPage) -> None:
    from app.rgbd_drawing import Drawing

    stage = lab.stage
    stage.set_drawing(Drawing(planes="depth", curve="error", colour=False, residual=0.1))
    assert stage.residual.bar._high == pytest.approx(0.1) and stage.first._values is lab.moment.frame.first
    np.testing.assert_array_equal(stage.small[0]._values, lab.moment.frame.depth_residual[::2, ::2])
    assert [p.title for p in stage.energies._panels] == ["Error against the truth"]
    stage.resize(480, 460)
    stage._fit()
    assert stage.pages.isVisibleTo(stage) and not stage.small[0].isVisibleTo(stage)
    stage.next_page()
    assert stage.small[0].isVisibleTo(stage) and not stage.energies.isVisibleTo(stage)
    stage.set_compact(True)
    assert not stage._below.isVisibleTo(stage) and stage.residual.isVisibleTo(stage)


def test_commands_and_another_input(lab: LabPage, qtbot: Any) -> None:
    c = lab.controller
    lab.stage.swap_pictures()
    qtbot.waitUntil(lambda: lab.moment.options.first == 1 and c.run.state is State.FINISHED, timeout=60_000)
    qtbot.waitUntil(lambda: lab.moment.step == len(c.run.film) - 1)
    assert lab.moment.frame.rotation_error < 0.1
    lab.stage.start_from_here()
    qtbot.waitUntil(lambda: len(lab.moment.options.initial) == 6 and c.run.state is State.FINISHED, timeout=60_000)
    assert c.run.film.at(0)[1].rotation_error < 0.1
    c.set_options({"first": 0, "second": 1, "initial": [], "levels": 5})
    c.choose_input("sequence", "motorcycle-pair")
    qtbot.waitUntil(lambda: lab.moment.inputs["sequence"].name == "motorcycle-pair", timeout=60_000)
    qtbot.waitUntil(lambda: pixel_of(lab) is not None and pixel_of(lab).size_first[0] in (741, 371, 186, 93, 47))
    assert "the greys" in lab.stage.sentence()
    c.set_options({"energy": "depth"})
    qtbot.waitUntil(lambda: lab.moment.options.energy == "auto" and c.options.energy == "auto", timeout=30_000)


def test_without_pixels_in_common(lab: LabPage, qtbot: Any) -> None:
    lab.controller.set_options({"initial": [0.0, 180.0]})
    qtbot.waitUntil(lambda: lab.moment.frame.state == "no common pixels", timeout=30_000)
    assert "No correspondences" in lab.stage.sentence()
    qtbot.waitUntil(lambda: pixel_of(lab).projection is None)
    assert "behind" in lab.stage.panel.note.text() and lab.stage.panel.chain.sizeHint().height() == 0


def test_a_picture_without_a_window(tmp_path: Path) -> None:
    from app.tour import picture_of
    from engine.data.samples import open_sample
    from engine.runtime.film import Film
    from engine.study import frames, study

    described, pair, film = study("rgbd-alignment"), open_sample("rendered-pair"), Film()
    options = described.options_class(levels=3, iterations=2)
    for frame in frames(described.run({"sequence": pair}, options)):
        film.append(frame, 0.0)
    picture_of(described, {"sequence": pair}, options, film, tmp_path / "bild.png")
    assert (tmp_path / "bild.png").stat().st_size > 50_000
