"""The map of an energy: its lines against scikit-image's, its colours and values, the ring, the fit beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from skimage.measure import find_contours

from tests.pointer import move_pointer
from widgets.contour_lines import contour_segments
from widgets.contour_view import ContourView, Walk, level_energies
from widgets.fit_view import Drawn, FitView, residual_text

SIZE = 41
PLACE = (-2.0, 3.0, -1.0, 1.5)
X, Y = np.meshgrid(np.linspace(-1, 1, SIZE), np.linspace(-1, 1, SIZE))
BOWL = 5.0 + (X - 0.3) ** 2 * 40 + (Y + 0.2) ** 2 * 90


def walk(points: list[tuple[float, float]], refused: Any = ()) -> Walk:
    return Walk("a", "#e69f00", np.array(points), np.array(refused).reshape(-1, 4))


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ContourView]:
    made = ContourView()
    qtbot.addWidget(made)
    made.resize(420, 380)
    made.set_names("a, m", "b, m")
    made.set_map(BOWL, PLACE, 5.0, "m²")
    made.set_start((1.0, 0.5))
    made.show()
    qtbot.waitExposed(made)
    yield made


def length(pieces: Any) -> float:
    return float(np.hypot(pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1]).sum())


def test_the_lines_are_scikit_images() -> None:
    rng = np.random.default_rng(0)
    field = np.sin(X * 4 + 1) * np.cos(Y * 5) + 0.3 * X
    rough = rng.normal(size=(15, 18))
    for values in (BOWL, field, rough):
        for level in np.quantile(values, [0.1, 0.4, 0.8]):
            (pieces,) = contour_segments(values, [level])
            theirs = find_contours(values, level, fully_connected="low")
            total = sum(np.linalg.norm(np.diff(line, axis=0), axis=1).sum() for line in theirs)
            ends = {(round(x, 6), round(y, 6)) for x, y in pieces.reshape(-1, 2).tolist()}
            points = {(round(x, 6), round(y, 6)) for line in theirs for y, x in line.tolist()}
            assert ends == points  # the same crossings; in a saddle the joins may differ
            if values is not rough:
                assert length(pieces) == pytest.approx(total, rel=1e-9)


def test_a_saddle_has_two_pieces_and_a_hole_none() -> None:
    for middle, across in ((0.4, False), (0.6, True)):
        values = np.array([[1.0, 0.0], [0.0, 1.0]]) + (middle - 0.5) * 2
        (pieces,) = contour_segments(values, [0.5])
        assert pieces.shape == (2, 4)
        # a high middle joins the two high corners, so that each piece cuts off a low one
        cuts_low = all(abs((x0 + x1) / 2 - 0.5 + (y0 + y1) / 2 - 0.5) < 1e-9 for x0, y0, x1, y1 in pieces.tolist())
        assert cuts_low == across
    values = np.array([[0.0, 1.0, 1.0], [np.nan, 1.0, 0.0]])
    (pieces,) = contour_segments(values, [0.5])
    assert len(pieces) == 1 and (pieces[:, [0, 2]] >= 1).all()


def test_levels_rise_and_cover_like_areas() -> None:
    for logarithmic in (True, False):
        levels = level_energies(BOWL, 5.0, 16, logarithmic=logarithmic)
        assert len(levels) == 17 and levels[0] == 5.0 and levels[-1] == pytest.approx(BOWL.max())
        assert (np.diff(levels) > 0).all()
    rises = level_energies(BOWL, 5.0, 16, logarithmic=True)[1:] - 5.0
    np.testing.assert_allclose(rises[1:] / rises[:-1], rises[1] / rises[0], rtol=1e-6)
    levels = level_energies(BOWL, 5.0, 16, logarithmic=False)
    counts = np.histogram(BOWL, levels[4:])[0]
    np.testing.assert_allclose(counts, BOWL.size / 13, rtol=0.05)


def test_the_colours_are_the_values_bands(view: ContourView) -> None:
    view.set_style("viridis", 16, False)
    picture = view.to_image()
    levels = level_energies(BOWL, 5.0, 16, logarithmic=False)
    colours = view.level_colours()
    for row, column in ((5, 5), (30, 8), (36, 37), (20, 34)):
        x = PLACE[0] + (column + 0.5) / SIZE * 5
        y = PLACE[2] + (row + 0.5) / SIZE * 2.5
        band = int(np.searchsorted(levels[1:-1], BOWL[row, column]))
        near = [colours[min(max(b, 0), len(colours) - 1)] for b in (band - 1, band, band + 1)]
        seen = picture.pixelColor(view.point(x, y).toPoint())
        assert any(QColor(*c.tolist()).rgb() == seen.rgb() for c in near)
        assert view.energy_at(x, y) == BOWL[row, column]
    assert view.energy_at(99, 0) is None


def test_places_and_values_are_inverse(view: ContourView) -> None:
    for down in (False, True):
        view.set_bounds(PLACE, down=down)
        x, y = view.value_at(view.point(0.7, -0.3))
        assert (x, y) == (pytest.approx(0.7), pytest.approx(-0.3))


def test_the_pointer_is_answered_with_the_energy(view: ContourView) -> None:
    hovered: list[Any] = []
    view.hovered.connect(hovered.append)
    move_pointer(view, view.point(0.4, 0.1).toPoint())
    x, y = hovered[-1]
    assert abs(x - 0.4) < 0.02 and f"energy {view.energy_at(x, y):.4g}"[:10] in view.readout(x, y)
    assert view.readout(x, y).endswith("m²")
    move_pointer(view, QPoint(1, 1))
    assert hovered[-1] is None
    hole = BOWL.copy()
    hole[20:, :] = np.nan
    view.set_map(hole, PLACE, 5.0, "")
    assert "no energy" in view.readout(0.4, 1.2)
    assert not view.to_image().isNull()


def test_the_ring_is_dragged_and_walks_by_keys(view: ContourView, qtbot: QtBot) -> None:
    moved: list[tuple[Any, bool]] = []
    reset: list[int] = []
    view.start_moved.connect(lambda at, done: moved.append((at, done)))
    view.start_reset.connect(lambda: reset.append(1))
    from_, to = view.point(1.0, 0.5).toPoint(), view.point(-1.0, 0.0).toPoint()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=from_)
    qtbot.mouseMove(view, to)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=to)
    (x, y), done = moved[-1]
    assert done and abs(x + 1.0) < 0.03 and abs(y) < 0.03
    view.set_start((1.0, 0.5))
    moved.clear()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert moved[0][0] == (pytest.approx(1.05), pytest.approx(0.5))
    assert moved[1][0] == (pytest.approx(1.05), pytest.approx(0.25)) and moved[1][1]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=view.ring_place().toPoint())
    assert len(reset) == 2


def test_a_start_outside_keeps_its_ring_at_the_edge(view: ContourView) -> None:
    view.set_start((50.0, 0.5))
    assert view.plot_rect().contains(view.ring_place())
    assert view.ring_place().y() == pytest.approx(view.point(0.0, 0.5).y())


def test_zoom_pan_and_a_finer_part(view: ContourView, qtbot: QtBot) -> None:
    seen: list[Any] = []
    view.view_changed.connect(seen.append)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    x0, x1, _, _ = seen[-1]
    assert x1 - x0 == pytest.approx(4.0) and view.zoomed()
    part = (x0, x1, -0.5, 0.5)
    view.set_part(np.full((8, 8), 7.5), part)
    assert view.energy_at((x0 + x1) / 2, 0.0) == 7.5
    place = view.point(0.0, 0.0).toPoint()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseMove(view, place + QPoint(30, 0))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place + QPoint(30, 0))
    assert seen[-1][0] < x0
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert not view.zoomed() and view.shown() == PLACE
    view.set_map(BOWL + 1, PLACE, 6.0, "")
    assert view.energy_at(0.0, 0.0) != 7.5  # the part was of another map


def test_walks_are_drawn_where_they_are_and_arrows_outside(view: ContourView) -> None:
    inside = walk([(1.0, 0.5), (0.0, 0.2)], [(1.0, 0.5, 2.0, 0.9)])
    view.set_walks([inside])
    view.set_least((0.65, -0.1))
    picture = view.to_image()
    assert picture.pixelColor(view.point(0.0, 0.2).toPoint()).name() == "#e69f00"
    view.set_walks([walk([(1.0, 0.5), (900.0, np.inf)]), walk([(1.0, 0.5), (1e9, -1e9)]), walk([])])
    assert not view.to_image().isNull()
    assert set(view.to_arrays()) == {"map_energy", "map_place", "path_a"}


# -- the fit -------------------------------------------------------------------------------------


@pytest.fixture
def fit(qtbot: QtBot) -> Iterator[FitView]:
    made = FitView()
    qtbot.addWidget(made)
    made.resize(400, 360)
    points = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 0.5]])
    outlier = np.array([False, True, False])
    line = np.array([[0.0, 0.1], [2.0, 0.6], [np.nan, np.nan], [0.0, 1.0], [2.0, 1.0]])
    made.set_observations(points, outlier, line, (-0.2, 2.2, -0.2, 1.2), ("x", "y"), even=False, down=False)
    made.set_models([Drawn("a", "#e69f00", line, points + 0.05)], 0, np.ones(3))
    made.show()
    qtbot.waitExposed(made)
    yield made


def test_the_nearest_observation_is_marked(fit: FitView, qtbot: QtBot) -> None:
    pointed: list[Any] = []
    fit.pointed.connect(pointed.append)
    move_pointer(fit, (fit.point(1.0, 1.0) + QPointF(3, 3)).toPoint())
    assert pointed == [1] and fit.marked() == 1
    move_pointer(fit, fit.point(0.5, 0.9).toPoint())
    assert pointed == [1, None]
    for key, expected in ((Qt.Key.Key_Right, 0), (Qt.Key.Key_Right, 1), (Qt.Key.Key_Left, 0), (Qt.Key.Key_Left, 2)):
        qtbot.keyClick(fit, key)
        assert fit.marked() == expected
    fit.set_residuals_shown(False)
    assert not fit.to_image().isNull() and set(fit.to_arrays()) == {"observed", "predicted_a", "model_a"}


def test_even_axes_have_one_scale(fit: FitView) -> None:
    fit.set_bounds((0.0, 640.0, 0.0, 480.0), even=True, down=True)
    first, right, below = fit.point(0, 0), fit.point(100, 0), fit.point(0, 100)
    assert right.x() - first.x() == pytest.approx(below.y() - first.y())
    assert below.y() > first.y()


def test_residuals_in_words() -> None:
    assert residual_text(np.array([0.25]), "") == "0.250"
    assert residual_text(np.array([1.0, -2.0]), "px") == "(1.00, -2.00) px"
