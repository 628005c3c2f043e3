"""A ray's plot: sums, places, what the pointer and the keys read."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from widgets.colours import pixels_of
from widgets.ray_plot import Ray, RayPlot


def ray(count: int = 32) -> Ray:
    """A slab of constant density in the middle third, red before blue, on white: all in closed form."""
    edges = np.linspace(2.0, 6.0, count + 1)
    t = (edges[1:] + edges[:-1]) / 2
    density = np.where((t > 3.3) & (t < 4.7), 3.0, 0.0)
    alpha = 1 - np.exp(-density * np.diff(edges))
    transmittance = np.concatenate([[1.0], np.cumprod(1 - alpha)[:-1]])
    colours = np.where(t[:, None] < 4, [[1.0, 0, 0]], [[0, 0, 1.0]])
    return Ray(t, density, transmittance, transmittance * alpha, colours, 2.0, 6.0, t[::2], t[5:9], np.ones(3), "m")


@pytest.fixture
def plot(qtbot: Any) -> RayPlot:
    made = RayPlot()
    qtbot.addWidget(made)
    made.resize(300, 320)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_colour_adds_up_to_the_pixel() -> None:
    one = ray()
    total = float(one.weights.sum())
    assert total == pytest.approx(1 - np.prod(np.exp(-one.density * 4 / 32)))
    np.testing.assert_allclose(one.adding_up()[-1] + (1 - total), one.pixel())
    assert (np.diff(one.adding_up(), axis=0) >= 0).all()
    with pytest.raises(ValueError):
        Ray(one.t, one.density[:-1], one.transmittance, one.weights, one.colours, 2, 6, one.t, one.t)


def test_pointer_and_keys_read_samples(plot: RayPlot, qtbot: Any) -> None:
    assert "Click a pixel" in plot.summary() and plot.to_arrays() == {}
    plot.set_ray(ray(), "pixel 3, 4")
    assert plot.toolTip().startswith("pixel 3, 4") and plot.summary() in plot.toolTip()
    seen: list[Any] = []
    plot.pointed.connect(seen.append)
    place = QPoint(round(plot.x_of(float(ray().t[12]))), 150)
    QTest.mouseMove(plot, place)
    qtbot.waitUntil(lambda: seen == [12])
    assert "σ 3" in plot.readout(12) and "m" in plot.readout(12)
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert plot.at() == 13
    plot._point(None)
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.at() == int(ray().weights.argmax())
    np.testing.assert_array_equal(plot.to_arrays()["fine"], ray().fine)


def test_strips_show_the_colours(plot: RayPlot) -> None:
    plot.set_ray(ray(), "pixel")
    pixels = pixels_of(plot.grab().toImage()).astype(int)
    rows = plot.rows()
    y = round(rows["colours"].center().y())
    assert tuple(pixels[y, round(plot.x_of(3.0))][:3]) == (255, 0, 0)
    assert tuple(pixels[y, round(plot.x_of(5.0))][:3]) == (0, 0, 255)
    sums = pixels[round(rows["sum"].center().y())]
    expected = np.clip(ray().adding_up(), 0, 1) * 255
    np.testing.assert_allclose(sums[round(plot.x_of(5.5))][:3], expected[-1], atol=1)
    assert tuple(sums[round(plot.x_of(2.5))][:3]) == (0, 0, 0)
    tops = [rect.top() for rect in rows.values()]
    assert tops == sorted(tops) and rows["samples"].bottom() + 18 <= plot.height()


@pytest.mark.parametrize("height", [212, 400])
def test_parts_do_not_overlap(plot: RayPlot, height: int) -> None:
    plot.resize(200, height)
    plot.set_ray(ray())
    rects = list(plot.rows().values())
    assert all(b.top() - a.bottom() >= 14 for a, b in pairwise(rects))
    assert rects[-1].bottom() <= height
