from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.geometry import rigid
from tests.pointer import move_pointer
from widgets.transform_panel import TransformPanel, inverted, matrix_text, read_matrix, rotation_degrees

numbers = st.lists(st.floats(-3, 3), min_size=6, max_size=6)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[TransformPanel]:
    made = TransformPanel()
    qtbot.addWidget(made)
    made.resize(288, 240)
    made.show()
    qtbot.waitExposed(made)
    yield made


@given(numbers)
@settings(max_examples=60)
def test_angle_and_inverse_are_those_of_the_engine(twist: list[float]) -> None:
    motion = rigid.exp(twist)
    assert rotation_degrees(motion) == pytest.approx(
        np.degrees(np.linalg.norm(rigid.rotation_log(motion[:3, :3]))), abs=1e-6
    )
    np.testing.assert_allclose(inverted(motion), rigid.inverse(motion), atol=1e-12)


@given(numbers)
@settings(max_examples=40)
def test_a_copied_matrix_reads_back_to_the_same_bits(twist: list[float]) -> None:
    motion = rigid.exp(twist)
    np.testing.assert_array_equal(read_matrix(matrix_text(motion)), motion)


def test_matrices_of_other_programs_are_read() -> None:
    motion = rigid.exp([0.1, -0.2, 0.3, 1.0, -2.0, 302417.25])
    np.testing.assert_allclose(read_matrix(repr(motion)), motion, atol=1e-6)  # NumPy's
    np.testing.assert_allclose(read_matrix("; ".join(", ".join(map(str, row)) for row in motion)), motion)
    np.testing.assert_allclose(read_matrix(matrix_text(motion[:3])), motion)  # twelve numbers
    rounded = read_matrix("\n".join(" ".join(f"{v:.5f}" for v in row) for row in motion))
    assert rounded is not None
    np.testing.assert_allclose(rounded[:3, :3].T @ rounded[:3, :3], np.eye(3), atol=1e-12)
    np.testing.assert_allclose(rounded, motion, atol=1e-4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "1 2 3",
        matrix_text(np.diag([2.0, 2.0, 2.0, 1.0])),  # a scale
        matrix_text(np.diag([1.0, 1.0, -1.0, 1.0])),  # a mirror
        matrix_text(np.eye(4) + np.eye(4)[::-1]),
        matrix_text(np.eye(4)) + " 17",
        matrix_text(np.eye(4)).replace("1", "1e999", 1),
    ],
)
def test_what_is_no_rigid_motion_is_refused(panel: TransformPanel, text: str) -> None:
    assert read_matrix(text) is None
    heard: list[object] = []
    panel.transform_given.connect(heard.append)
    QApplication.clipboard().setText(text)
    panel.paste.click()
    assert heard == [] and panel.said.text()


def test_copy_paste_and_invert(panel: TransformPanel) -> None:
    motion = rigid.exp([0.1, -0.2, 0.3, 1.0, -2.0, 3.0])
    panel.set_transform(motion, "m", (0.25, 0.0123))
    heard: list[np.ndarray] = []
    panel.transform_given.connect(heard.append)
    panel.copy.click()
    np.testing.assert_array_equal(read_matrix(QApplication.clipboard().text()), motion)
    panel.paste.click()
    np.testing.assert_array_equal(heard[-1], motion)
    panel.invert.click()
    assert panel.heading.text() == "Target to source"
    panel.copy.click()
    np.testing.assert_allclose(read_matrix(QApplication.clipboard().text()), rigid.inverse(motion), atol=1e-15)
    panel.paste.click()  # what was copied the other way round is taken the other way round
    np.testing.assert_allclose(heard[-1], motion, atol=1e-14)
    panel.start.click()
    np.testing.assert_array_equal(heard[-1], motion)
    np.testing.assert_array_equal(panel.to_arrays()["transform"], motion)


def test_the_size_and_the_error_are_said(panel: TransformPanel) -> None:
    panel.set_transform(rigid.from_degrees([0, 0, 5, 3, 4, 0]), "m", (0.25, 0.0123))
    assert panel.size_line.text() == "turns by 5.00°, shifts by 5.00 m"
    assert panel.error_line.text() == "off the truth by 0.250°, 0.0123 m" and panel.error_line.isVisible()
    panel.set_transform(np.eye(4), "m", None)
    assert not panel.error_line.isVisible()
    panel.set_transform(None)
    assert not panel.copy.isEnabled() and panel.to_arrays() == {}


def test_every_number_answers_the_pointer_and_the_keys(panel: TransformPanel, qtbot: QtBot) -> None:
    motion = np.eye(4)
    motion[0, 3] = 1.23456789
    panel.set_transform(motion, "m")
    heard: list[str] = []
    panel.grid.pointed.connect(heard.append)
    move_pointer(panel.grid, panel.grid.cell_rect(0, 3).center().toPoint())
    assert heard[-1] == "row 1, column 4: 1.23456789 m" == panel.size_line.text()
    move_pointer(panel.grid, QPoint(-5, -5))
    assert heard[-1] == "" and panel.size_line.text() == "turns by 0°, shifts by 1.23 m"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(panel.grid, key)
    assert heard[-1] == "row 2, column 2: 1"


def test_the_clipboard_keys_work_on_the_matrix(panel: TransformPanel, qtbot: QtBot) -> None:
    motion = rigid.from_degrees([1, 2, 3, 4, 5, 6])
    panel.set_transform(motion)
    QApplication.clipboard().setText("")
    panel.grid.setFocus()
    qtbot.keyClick(panel.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    np.testing.assert_array_equal(read_matrix(QApplication.clipboard().text()), motion)
    with qtbot.waitSignal(panel.transform_given):
        qtbot.keyClick(panel.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    panel.set_editable(False)
    heard: list[object] = []
    panel.transform_given.connect(heard.append)
    qtbot.keyClick(panel.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert heard == [] and not panel.start.isVisible()


def test_a_narrow_column_loses_places_but_no_sign(panel: TransformPanel) -> None:
    motion = rigid.exp([0.0, -0.04, 0.02, -302417.25, 0.0, 0.0])
    panel.set_transform(motion, "m")
    panel.resize(panel.minimumSizeHint().width(), 240)
    panel.grid.resize(panel.grid.minimumSizeHint())
    picture = panel.grid.grab().toImage()

    def ink(row: int, column: int) -> int:
        """The leftmost column of pixels in a cell that is written on."""
        place = panel.grid.cell_rect(row, column).toAlignedRect()
        ground = picture.pixelColor(0, 0)
        return min(
            x
            for x in range(place.left(), place.right())
            if any(picture.pixelColor(x, y) != ground for y in range(place.top(), place.bottom()))
        )

    assert ink(0, 2) > panel.grid.cell_rect(0, 2).left()  # the minus of -0.04 stands inside its cell
    assert ink(0, 3) > panel.grid.cell_rect(0, 3).left()
