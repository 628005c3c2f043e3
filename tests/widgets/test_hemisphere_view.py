"""The disc of directions: its projection against closed forms, its colours, its pointer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from widgets.colours import pixels_of
from widgets.hemisphere_view import HemisphereView, disc_directions, disc_places, frame_of

coordinates = st.floats(-1, 1)


def sphere(count: int, seed: int = 0) -> np.ndarray:
    directions = np.random.default_rng(seed).normal(size=(count, 3))
    return np.asarray(directions / np.linalg.norm(directions, axis=1, keepdims=True))


@given(st.tuples(coordinates, coordinates, coordinates).filter(lambda v: np.linalg.norm(v) > 0.1))
@settings(max_examples=40, deadline=None)
def test_the_projection_is_undone(normal: tuple[float, float, float]) -> None:
    frame = frame_of(normal)
    np.testing.assert_allclose(frame @ frame.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(frame) == pytest.approx(1)
    directions = sphere(50)
    np.testing.assert_allclose(disc_directions(disc_places(directions, frame), frame), directions, atol=1e-9)
    np.testing.assert_allclose(disc_places(frame[2], frame), [[0, 0]], atol=1e-12)


def test_areas_are_kept() -> None:
    """A cap of the hemisphere covers its part of the disc: radius squared is 1 - cos of the angle."""
    for angle in (0.3, 0.8, 1.2, np.pi / 2):
        direction = [np.sin(angle), 0, np.cos(angle)]
        radius = np.linalg.norm(disc_places(direction, np.eye(3)))
        assert radius**2 == pytest.approx(1 - np.cos(angle))


@pytest.fixture
def view(qtbot: Any) -> HemisphereView:
    made = HemisphereView()
    qtbot.addWidget(made)
    made.resize(240, 200)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_highlight_lies_where_it_is_seen_from(view: HemisphereView) -> None:
    directions = sphere(4000)
    normal = np.array([0.0, 0.6, 0.8])
    shine = normal + 0.5 * frame_of(normal)[0]
    shine /= np.linalg.norm(shine)
    colours = np.where((directions @ shine)[:, None] > 0.95, [[1.0, 1, 1]], [[0.5, 0, 0]])
    view.set_colours(directions, colours, normal, eye=normal)
    view.settle()  # it is made in slices, the last picture standing until then
    pixels = pixels_of(view.grab().toImage())
    at = view.point_of(shine)
    assert tuple(pixels[round(at.y()), round(at.x())][:3]) == (255, 255, 255)
    other = view.point_of(normal - 0.8 * frame_of(normal)[0])
    red = pixels[round(other.y()), round(other.x())]
    assert abs(int(red[0]) - 128) <= 2 and red[1] == 0
    spread = view.spread()
    assert spread is not None and spread > 0.1


def test_without_view_dependence_nothing_varies(view: HemisphereView) -> None:
    assert "Click a surface" in view.summary() and view.to_arrays() == {}
    view.set_colours(sphere(200), np.tile([0.2, 0.4, 0.6], (200, 1)))
    assert view.spread() == pytest.approx(0, abs=1e-12) and "0.000" in view.summary()
    view.set_colours(None)
    assert view.spread() is None
    with pytest.raises(ValueError):
        view.set_colours(sphere(3), np.zeros((2, 3)))


def test_the_pointer_reads_the_nearest_direction(view: HemisphereView, qtbot: Any) -> None:
    directions = sphere(400, 3)
    view.set_colours(directions, np.random.default_rng(0).random((400, 3)))
    above = int(np.flatnonzero(directions[:, 2] > 0.3)[0])
    seen: list[Any] = []
    view.pointed.connect(seen.append)
    QTest.mouseMove(view, view.point_of(directions[above]).toPoint())
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] is not None)
    angle = np.degrees(np.arccos(np.clip(seen[-1] @ directions[above], -1, 1)))
    assert angle < 6
    assert "from the normal" in view.readout(above)
    view._point(None)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert float(seen[-1] @ view._frame[1]) > 0 > float(seen[-1] @ view._frame[2]) - 1
    assert len(view.to_arrays()["colours"]) == 400
