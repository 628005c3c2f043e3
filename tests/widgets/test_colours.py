"""Colour maps and blending, against cmap, OpenCV and plain arithmetic."""

from __future__ import annotations

import gc

import numpy as np
import pytest
from PySide6.QtGui import QColor

from widgets import colours, make_colours
from widgets.colours import pixels_of


@pytest.mark.parametrize("name", sorted(make_colours.SOURCES))
def test_tables_are_cmaps(name: str) -> None:
    import cmap

    expected = np.round(np.asarray(cmap.Colormap(make_colours.SOURCES[name]).lut(256))[:, :3] * 255)
    assert colours.lut(name).dtype == np.uint8
    np.testing.assert_array_equal(colours.lut(name), expected)


def test_meaning_of_the_diverging_maps() -> None:
    blue, red = colours.lut("activations")[20].astype(int), colours.lut("activations")[235].astype(int)
    assert blue[2] > blue[0] and red[0] > red[2]
    brown, green = colours.lut("weights")[40].astype(int), colours.lut("weights")[215].astype(int)
    assert brown[0] > brown[1] > brown[2] and green[1] > green[0]
    for name in colours.DIVERGING:
        assert colours.lut(name)[127:129].min() > 235


def test_jet_is_not_offered() -> None:
    with pytest.raises(KeyError):
        colours.lut("jet")


def test_class_colours_differ() -> None:
    assert len(set(colours.CLASS_COLOURS)) == len(colours.CLASS_COLOURS) >= 10
    assert all(QColor(colour).isValid() for colour in colours.CLASS_COLOURS)


def test_colour_picture_ends_middle_and_holes() -> None:
    values = np.array([[-1.0, 0.0, 1.0], [5.0, -7.0, np.nan]])
    drawn = pixels_of(colours.colour_picture(values, "activations", -1, 1))
    table = colours.lut("activations")
    np.testing.assert_array_equal(drawn[0, 0, :3], table[0])
    np.testing.assert_array_equal(drawn[0, 2, :3], table[255])
    np.testing.assert_array_equal(drawn[1, 0, :3], table[255])
    np.testing.assert_array_equal(drawn[1, 1, :3], table[0])
    assert drawn[0, 1, :3].min() > 235
    assert drawn[1, 2, 3] == 0 and drawn[0, 0, 3] == 255


def test_colour_picture_of_a_constant() -> None:
    drawn = pixels_of(colours.colour_picture(np.zeros((2, 2)), "viridis", 0, 0))
    np.testing.assert_array_equal(drawn[0, 0, :3], colours.lut("viridis")[0])


def test_rgb_picture_owns_its_memory() -> None:
    array = np.random.default_rng(0).integers(0, 256, (37, 53, 3), dtype=np.uint8)
    expected = array.copy()
    picture = colours.rgb_picture(array)
    array[:] = 0
    del array
    gc.collect()
    np.testing.assert_array_equal(pixels_of(picture)[:, :, :3], expected)


def test_grey_and_sliced_pictures() -> None:
    grey = np.arange(12, dtype=np.uint8).reshape(3, 4)
    assert (pixels_of(colours.rgb_picture(grey))[:, :, 0] == grey).all()
    array = np.random.default_rng(1).integers(0, 256, (8, 10, 3), dtype=np.uint8)
    np.testing.assert_array_equal(pixels_of(colours.rgb_picture(array[::2, ::-1]))[:, :, :3], array[::2, ::-1])


@pytest.mark.parametrize("shape", [(7, 7), (1, 5), (13, 4)])
def test_bilinear_is_opencvs(shape: tuple[int, int]) -> None:
    import cv2

    heat = np.random.default_rng(2).random(shape).astype(np.float32)
    expected = cv2.resize(heat, (81, 60), interpolation=cv2.INTER_LINEAR)
    np.testing.assert_allclose(colours.bilinear(heat, 60, 81), expected, atol=2e-6)


def test_bilinear_of_a_part_is_the_part() -> None:
    heat = np.random.default_rng(3).random((6, 9)).astype(np.float32)
    whole = colours.bilinear(heat, 40, 80)
    part = colours.bilinear(heat, 20, 40, (0.25, 0.5, 0.75, 1.0))
    np.testing.assert_allclose(part, whole[20:, 20:60], atol=2e-6)


def test_overlay_blends_and_leaves_bare() -> None:
    photo = np.full((40, 60, 3), 100, np.uint8)
    heat = np.zeros((4, 6), np.float32)
    heat[:, 3:] = 1.0
    drawn = pixels_of(colours.overlay(photo, heat, (0, 0, 60, 40), "inferno", 0.5, 0.3))[:, :, :3].astype(int)
    hot = colours.lut("inferno")[255].astype(int)
    np.testing.assert_allclose(drawn[20, 55], (100 + hot) / 2, atol=1.5)
    np.testing.assert_array_equal(drawn[20, 5], (100, 100, 100))
    levels = colours.bilinear(heat, 40, 60)
    bare = (drawn == 100).all(axis=2)
    np.testing.assert_array_equal(bare, levels < 0.3)


def test_overlay_keeps_to_its_region() -> None:
    photo = np.random.default_rng(4).integers(0, 256, (50, 80, 3), dtype=np.uint8)
    drawn = pixels_of(colours.overlay(photo, np.ones((3, 3)), (20, 10, 60, 40), "viridis", 1.0, 0.0))[:, :, :3]
    np.testing.assert_array_equal(drawn[:10], photo[:10])
    np.testing.assert_array_equal(drawn[:, :20], photo[:, :20])
    np.testing.assert_array_equal(drawn[10:40, 20:60], np.broadcast_to(colours.lut("viridis")[255], (30, 40, 3)))


def test_overlay_larger_than_the_photo_shows_its_part() -> None:
    photo = np.zeros((20, 20, 3), np.uint8)
    heat = np.linspace(0, 1, 40, dtype=np.float32)[None].repeat(2, axis=0)
    drawn = pixels_of(colours.overlay(photo, heat, (-10, 0, 30, 20), "grey", 1.0, 0.0))[:, :, 0].astype(float)
    np.testing.assert_allclose(drawn[5], 255 * heat[0, 10:30], atol=1)


def test_diverging_overlay_hides_the_middle() -> None:
    heat = np.array([[0.05, 0.5, 0.95]])
    photo = np.full((3, 9, 3), 7, np.uint8)
    drawn = pixels_of(colours.overlay(photo, heat, (0, 0, 9, 3), "activations", 1.0, 0.5))[:, :, :3].astype(int)
    assert (drawn[1, 4] == 7).all()
    assert drawn[1, 0, 2] > drawn[1, 0, 0] and drawn[1, 8, 0] > drawn[1, 8, 2]


def test_thumbnail_is_the_middle() -> None:
    photo = np.zeros((40, 120, 3), np.uint8)
    photo[:, 40:80] = 200
    cut = colours.thumbnail(photo, 20, 20, 2.0)
    assert (cut.width(), cut.height(), cut.devicePixelRatio()) == (40, 40, 2.0)
    assert pixels_of(cut)[20, 20, 0] == 200
