"""The Jacobian as a picture, the chain rule as a graph, the equation of a step, the row of methods."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.pointer import move_pointer
from widgets.chain_graph import ChainGraph
from widgets.chain_matrix import cell_text
from widgets.chain_step import StepEquation
from widgets.jacobian_picture import JacobianPicture
from widgets.method_row import MethodRow, Standing
from widgets.theme import apply_theme

RNG = np.random.default_rng(3)
J, R, W = RNG.normal(size=(12, 3)), RNG.normal(size=12), RNG.uniform(size=12)
SYMBOLS = ("a", "b", "c")


def shown(qtbot: QtBot, widget: Any, width: int, height: int) -> Any:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def test_every_cell_of_the_jacobian_answers(qtbot: QtBot) -> None:
    picture = shown(qtbot, JacobianPicture(), 280, 300)
    picture.set_jacobian(J, R, W, SYMBOLS, "px")
    rows: list[Any] = []
    picture.pointed.connect(rows.append)
    cells = picture.cells
    j, r, w = cells._layout()
    for row, column in ((0, 0), (5, 2), (11, 1)):
        x = j.left() + (column + 0.5) * j.width() / 3
        move_pointer(cells, QPoint(round(x), round(j.top() + (row + 0.5) * j.height() / 12)))
        assert rows[-1] == row
        assert picture.caption.text().startswith(f"row {row}, ∂r/∂{SYMBOLS[column]} {J[row, column]:.4g}"[:22])
    move_pointer(cells, QPoint(round(w.center().x()), round(w.top() + 3.5 * w.height() / 12)))
    assert cells.cell_at(r.center()) == (6, 3) and cells.cell_at(w.center()) == (6, 4)
    assert "weight" in picture.caption.text() and "px" in picture.caption.text()
    move_pointer(cells, QPoint(0, 0))
    assert rows[-1] is None and picture.caption.text().startswith("12 × 3")


def test_the_jacobians_columns_have_their_own_scale_and_rows_are_marked(qtbot: QtBot) -> None:
    picture = shown(qtbot, JacobianPicture(), 280, 300)
    picture.set_jacobian(J * [1.0, 1000.0, 1e-6], R, W, SYMBOLS, "")
    first = picture.to_image()
    picture.set_jacobian(J, R, W, SYMBOLS, "")
    assert picture.to_image() == first
    picture.set_marked(4)
    assert picture.to_image() != first and picture.caption.text().startswith("row 4")
    rows: list[Any] = []
    picture.pointed.connect(rows.append)
    qtbot.keyClick(picture.cells, Qt.Key.Key_Down)
    qtbot.keyClick(picture.cells, Qt.Key.Key_Up)
    assert rows == [5, 3]
    np.testing.assert_array_equal(picture.to_arrays()["jacobian"], J)


FACTORS = [RNG.normal(size=(3, 6)), RNG.normal(size=(2, 3)), np.array([[1.0, 0.0]])]
VALUES = [RNG.normal(size=6), RNG.normal(size=3), RNG.normal(size=2), RNG.normal(size=1)]
PLACES = ("ξ", "X′", "u", "r")


@pytest.mark.parametrize("width", [260, 520, 900])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chains_product_is_its_row(qtbot: QtBot, qapp: Any, width: int, theme: str) -> None:
    apply_theme(qapp, theme, 1.0)
    graph = shown(qtbot, ChainGraph(), width, 184)
    graph.set_chain(PLACES, VALUES, FACTORS, "residual 3", "px")
    np.testing.assert_allclose(graph.product(), FACTORS[2] @ FACTORS[1] @ FACTORS[0])
    assert not graph.to_image().isNull()
    said = set()
    for x in range(0, width, 3):
        for y in range(0, 184, 3):
            found = graph._spots.at(QPoint(x, y))
            if found is not None:
                said.add(found[0])
    assert any(text.startswith("r: ") and text.endswith("px") for text in said)
    assert any(text.startswith("∂X′ / ∂ξ, row 3, column 6") for text in said)
    assert sum(text.startswith("the Jacobian's row") for text in said) == 6
    assert "residual 3" in graph.accessibleDescription()


def test_the_step_is_told_with_its_numbers(qtbot: QtBot) -> None:
    step = shown(qtbot, StepEquation(), 420, 180)
    h, right = np.array([[4.0, 1.0], [1.0, 3.0]]), np.array([1.0, 2.0])
    delta = np.linalg.solve(h, right)
    step.set_equation(r"H \delta = -g", "H δ = −g", h, delta, right, ("a", "b"), ("H", "−g"), "a note")
    step.to_image()
    said = {f[0] for x in range(0, 420, 4) for y in range(0, 180, 4) if (f := step._spots.at(QPoint(x, y))) is not None}
    assert "H at a, b: 1.00000" in said and "−g at b: 2.00000" in said and "a note" in said
    assert f"step at a: {delta[0]:.6g}" in said
    arrays = step.to_arrays()
    np.testing.assert_allclose(arrays["step_matrix"] @ arrays["step"], arrays["step_right"])
    step.set_equation("not \\latex{", "δ = −η g", None, right, right, ("a", "b"), ("", "−η g"))
    assert not step.to_image().isNull() and "step_matrix" not in step.to_arrays()


def test_numbers_of_cells_are_short() -> None:
    for value in (0.0, 1.0, -12.345, 0.0456, -3e-5, 123456.0, -9999.4, 1e-300, np.nan, np.inf):
        assert len(cell_text(value)) <= 7
    assert cell_text(-12.345) == "−12.3" and cell_text(-12.345, 2) == "−12" and cell_text(5e6) == "5e6"


def test_a_method_is_chosen_by_click_and_key(qtbot: QtBot) -> None:
    row = shown(qtbot, MethodRow(3), 600, 48)
    names = ("Gauss-Newton", "Levenberg-Marquardt", "Gradient descent")
    row.set_standings([Standing(n, n[:2], "#56b4e9", "minimum after 4 steps", f"{n}: more") for n in names])
    chosen: list[int] = []
    row.chosen.connect(chosen.append)
    qtbot.mouseClick(row.button(1), Qt.MouseButton.LeftButton)
    assert chosen == [1] and row.current() == 1
    row.set_current(2)
    assert row.current() == 2 and chosen == [1]
    assert row.button(0).accessibleName() == "Gauss-Newton: minimum after 4 steps"
    assert row.button(0).toolTip() == "Gauss-Newton: more"
    row.set_upright(True)
    row.resize(90, 150)
    qtbot.waitUntil(lambda: row.button(1).y() > row.button(0).y() and row.button(1).x() == row.button(0).x())
