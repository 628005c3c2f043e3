"""The picture view: where pixels lie, zoom and pan, heat, keys, notes."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from tests.pointer import move_pointer
from widgets.colour_bar import ColourBar, short_number
from widgets.colours import overlay, pixels_of
from widgets.picture_view import Outline, PictureView

PHOTO = np.random.default_rng(0).integers(0, 256, (100, 150, 3), dtype=np.uint8)


@pytest.fixture
def view(qtbot: QtBot) -> PictureView:
    made = PictureView()
    qtbot.addWidget(made)
    made.resize(600, 600)
    made.set_photo(PHOTO)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_fits_at_its_own_aspect(view: PictureView) -> None:
    place = view.picture_rect()
    assert (place.width(), place.height()) == (600, 400)
    assert place.top() == pytest.approx(100)
    view.set_alignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    assert view.picture_rect().top() == 0


def test_hover_gives_photo_pixels(view: PictureView, qtbot: QtBot) -> None:
    heard: list[object] = []
    view.hovered.connect(heard.append)
    move_pointer(view, QPoint(300, 300))
    move_pointer(view, QPoint(300, 40))
    assert heard[0] == pytest.approx((75, 50))
    assert heard[-1] is None
    assert view.to_widget(75, 50) == QPointF(300, 300)


def test_zoom_keeps_the_pixel_under_the_pointer(view: PictureView, qtbot: QtBot) -> None:
    point = QPointF(200, 250)
    before = view.to_photo(point)
    with qtbot.waitSignal(view.view_changed):
        view.zoom_at(point, 3)
    assert view.zoom == pytest.approx(3)
    assert view.to_photo(point) == pytest.approx(before, abs=1e-6)
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    assert view.zoom == 1


def test_pan_stays_inside(view: PictureView, qtbot: QtBot) -> None:
    view.zoom_at(QPointF(300, 300), 4)
    before = view.view()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    move_pointer(view, QPoint(260, 300))
    assert view.view()[1] == pytest.approx(before[1] + 40 / 16)
    for _ in range(3):
        move_pointer(view, QPoint(5000, 300))
        move_pointer(view, QPoint(260, 300))
        move_pointer(view, QPoint(9000, 300))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(9000, 300))
    assert view.picture_rect().left() == pytest.approx(0, abs=1e-6)
    view.set_view(*before)
    assert view.view() == before


def test_a_drag_is_not_a_pick(view: PictureView, qtbot: QtBot) -> None:
    picked: list[object] = []
    view.picked.connect(picked.append)
    view.zoom_at(QPointF(300, 300), 4)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    move_pointer(view, QPoint(330, 320))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(330, 320))
    assert picked == []
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    assert len(picked) == 1


def test_arrows_walk_the_cells(view: PictureView, qtbot: QtBot) -> None:
    view.set_heat(np.zeros((5, 5)), (0, 0, 150, 100))
    heard: list[object] = []
    view.hovered.connect(heard.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        qtbot.keyClick(view, key)
    assert heard[0] == pytest.approx((75, 50))
    assert heard[-1] == pytest.approx((75, 70))
    with qtbot.waitSignal(view.picked) as picked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert picked.args[0] == pytest.approx((75, 70))
    for _ in range(20):
        qtbot.keyClick(view, Qt.Key.Key_Up)
    assert heard[-1] == pytest.approx((75, 10))


def test_what_is_saved_is_the_photo_with_its_heat(view: PictureView) -> None:
    heat = np.random.default_rng(1).random((4, 6)).astype(np.float32)
    view.set_heat(heat, (10, 0, 140, 100), "viridis", 0.6, 0.2)
    np.testing.assert_array_equal(
        pixels_of(view.to_image()), pixels_of(overlay(PHOTO, heat, (10, 0, 140, 100), "viridis", 0.6, 0.2))
    )
    view.set_heat(None)
    np.testing.assert_array_equal(pixels_of(view.to_image())[:, :, :3], PHOTO)
    view.copy_picture()
    assert QGuiApplication.clipboard().image().size() == view.to_image().size()


def test_the_screen_shows_heat_where_it_is(view: PictureView) -> None:
    view.set_photo(np.zeros((100, 150, 3), np.uint8))
    view.set_heat(np.ones((2, 2)), (75, 0, 150, 100), "grey", 1.0, 0.0)
    drawn = pixels_of(view.grab().toImage())
    assert (drawn[300, 320:580, :3] == 255).all()
    assert (drawn[300, 20:280, :3] == 0).all()
    view.set_look(opacity=0.5)
    assert abs(int(pixels_of(view.grab().toImage())[300, 400, 0]) - 128) <= 1
    view.set_look(threshold=1.1)
    assert pixels_of(view.grab().toImage())[300, 400, 0] == 0


def test_enlarged_pixels_are_squares(view: PictureView) -> None:
    view.zoom_at(QPointF(300, 300), 8)  # 32 screen pixels each
    drawn = pixels_of(view.grab().toImage())
    x, y = view.to_photo(QPointF(300, 300)) or (0, 0)
    corner = view.to_widget(int(x), int(y))
    square = drawn[int(corner.y()) + 3 : int(corner.y()) + 29, int(corner.x()) + 3 : int(corner.x()) + 29, :3]
    assert (square == PHOTO[int(y), int(x)]).all()


def test_a_large_photo_is_shrunk_smoothly(view: PictureView) -> None:
    fine = np.zeros((2000, 3000, 3), np.uint8)
    fine[:, ::2] = 255
    view.set_photo(fine)
    row = pixels_of(view.grab().toImage())[300, 20:580, 0].astype(int)
    assert row.min() > 110 and row.max() < 145


def test_side_stands_at_the_picture(view: PictureView) -> None:
    bar = ColourBar()
    view.set_side(bar, 12)
    place = view.picture_rect()
    assert bar.x() == pytest.approx(place.right() + 12, abs=1.5)
    assert bar.height() == pytest.approx(place.height(), abs=1.5)
    assert bar.geometry().right() <= view.width()


def test_busy_is_shown_after_a_while(view: PictureView, qtbot: QtBot) -> None:
    view.set_busy(True)
    assert not view._busy.shown
    qtbot.waitUntil(lambda: view._busy.shown, timeout=2000)
    view.set_busy(True, 0.5)
    view.grab()
    view.set_busy(False)
    assert not view._busy.shown
    view.set_busy(True)
    view.set_busy(False)
    qtbot.wait(400)
    assert not view._busy.shown


def test_notes_are_drawn(view: PictureView) -> None:
    plain = view.grab().toImage()
    view.set_readout("x 1, y 2")
    pill = view.grab().toImage()
    assert pill != plain
    view.set_linked_pointer(20, 20)
    view.set_outlines([Outline((10, 10, 50, 50), "layer1")])
    view.show_message("No positive evidence at this layer", "Its range is −0.3 to −0.1.")
    assert view.grab().toImage() != pill
    view.show_message("")
    view.set_outlines([])
    view.set_linked_pointer(None)
    view.set_readout("")
    assert view.grab().toImage() == plain


def test_empty_view(qtbot: QtBot) -> None:
    view = PictureView()
    qtbot.addWidget(view)
    assert view.to_image().isNull() and view.to_photo(QPointF(5, 5)) is None
    view.copy_picture()
    view.show_message("Drop a picture here")
    assert isinstance(view.grab().toImage(), QImage)
    qtbot.keyClick(view, Qt.Key.Key_Right)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.39, "0.39"), (0.0013, "0.0013"), (-0.312, "\u22120.31"), (12.3, "12"), (0, "0"), (3.2e-7, "3.2e\u22127")],
)
def test_short_numbers(value: float, text: str) -> None:
    assert short_number(value) == text


def test_colour_bar_puts_zero_where_the_map_has_it(qtbot: QtBot) -> None:
    bar = ColourBar()
    qtbot.addWidget(bar)
    bar.resize(bar.sizeHint().width(), 401)
    bar.set_map("activations")
    bar.set_range(-1, 3, "score")
    bar.set_threshold(0.0)
    drawn = pixels_of(bar.grab().toImage())[:, 4, :3].astype(int)
    assert drawn[301].min() > 225  # a quarter from below
    assert drawn[2, 0] > drawn[2, 2] and drawn[398, 2] > drawn[398, 0]
    assert drawn[398].sum() > drawn[2].sum()  # -1 is paler than 3 on one scale
    bar.set_threshold(1.0)
    bar.set_mark(2.0)
    bar.grab()
    assert "\u22121" in bar.accessibleName()
