from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from widgets.cell_painting import (
    Spots,
    bytes_text,
    contrast,
    count_text,
    decimals_for,
    draw_cells,
    fixed_text,
    image_of,
    ink_on,
    number_text,
    packed,
    readable,
    resampled,
    steps_between,
)
from widgets.colours import CLASS_COLOURS, lut
from widgets.theme import DARK, LIGHT


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.1234, "0.123"),
        (-12.34, "-12.3"),
        (1234.5, "1234"),
        (1.23e-5, "1.23e-5"),
        (float("nan"), "NaN"),
        (float("-inf"), "-inf"),
    ],
)
def test_numbers_are_short_and_keep_three_figures(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [(640, "640"), (1200, "1.2 k"), (25_557_032, "25.6 M"), (269_722, "270 k"), (999_999, "1.0 M"), (0, "0")],
)
def test_counts_are_short(count: int, text: str) -> None:
    assert count_text(count) == text


def test_bytes_and_decimals() -> None:
    assert bytes_text(102_228_128) == "102 MB"
    assert bytes_text(12) == "12 B"
    assert fixed_text(-0.0004, 2) == "0.00"
    assert decimals_for([12.3, -0.001]) == 1
    assert decimals_for([0.05]) == 4
    assert decimals_for([]) == 2


def test_steps_cover_the_table_and_survive_what_is_no_number() -> None:
    values = np.array([-2, -1, 0, 1, 2, np.nan, np.inf, -np.inf], np.float32)
    steps = steps_between(values, -1.0, 1.0)
    assert steps.tolist() == [0, 0, 128, 255, 255, 128, 255, 0]
    assert steps_between(np.zeros(3, np.float32), 0.0, 0.0).tolist() == [128, 128, 128]


def test_steps_take_limits_for_each_channel() -> None:
    values = np.array([[[1.0]], [[1.0]]], np.float32)
    high = np.array([1.0, 2.0], np.float32)[:, None, None]
    assert steps_between(values, -high, high).ravel().tolist() == [255, 191]


def test_enlarging_repeats_every_cell() -> None:
    values = np.arange(6, dtype=np.float32).reshape(1, 2, 3)
    large = resampled(values, 4, 9)
    assert np.array_equal(large[0], np.kron(values[0], np.ones((2, 3), np.float32)))


def test_reducing_by_a_whole_factor_is_the_mean_of_blocks() -> None:
    values = np.random.default_rng(0).normal(size=(3, 12, 8)).astype(np.float32)
    small = resampled(values, 4, 4)
    assert np.allclose(small, values.reshape(3, 4, 3, 4, 2).mean((2, 4)), atol=1e-6)


@pytest.mark.parametrize("size", [(7, 5), (10, 11), (1, 1), (12, 3)])
def test_reducing_keeps_a_constant_and_the_given_size(size: tuple[int, int]) -> None:
    small = resampled(np.full((2, 12, 11), 3.0, np.float32), *size)
    assert small.shape == (2, *size)
    assert np.allclose(small, 3.0)


def test_picture_of_steps_has_the_tables_colours() -> None:
    table = packed(lut("activations"))
    picture = image_of(np.array([[0, 255], [128, 7]], np.uint8), table)
    for (y, x), step in np.ndenumerate(np.array([[0, 255], [128, 7]])):
        colour = picture.pixelColor(x, y)
        assert (colour.red(), colour.green(), colour.blue()) == tuple(int(v) for v in lut("activations")[step])


def test_ink_is_always_readable() -> None:
    for name in ("activations", "weights", "viridis"):
        for red, green, blue in lut(name):
            ground = QColor(int(red), int(green), int(blue))
            assert contrast(ink_on(ground), ground) >= 4.5


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_class_colours_can_be_made_readable(theme) -> None:  # type: ignore[no-untyped-def]
    ground = QColor(theme.background)
    for colour in CLASS_COLOURS:
        assert contrast(readable(QColor(colour), ground), ground) >= 4.5


def test_cells_leave_what_is_no_number_bare(qapp) -> None:  # type: ignore[no-untyped-def]
    picture = QImage(40, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("#123456"))
    painter = QPainter(picture)
    draw_cells(painter, QRectF(0, 0, 40, 20), np.array([[np.nan, 1.0]], np.float32), packed(lut("weights")), (-1, 1))
    painter.end()
    assert picture.pixelColor(10, 10).name() == "#123456"
    assert picture.pixelColor(22, 3).name() != "#123456"


def test_spots_answer_with_the_last_added() -> None:
    spots = Spots()
    spots.add_cells(QRectF(0, 0, 30, 20), 2, 3, lambda row, column: f"{row},{column}")
    assert spots.at(QPointF(25, 15)) == ("1,2", QRectF(20, 10, 10, 10))
    spots.add(QRectF(20, 10, 10, 10), "over")
    found = spots.at(QPointF(25, 15))
    assert found is not None and found[0] == "over"
    assert spots.at(QPointF(31, 5)) is None
