from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.pointer import move_pointer
from widgets.colours import lut
from widgets.normal_equations import NormalEquations


@pytest.fixture
def system(qtbot: QtBot) -> Iterator[NormalEquations]:
    made = NormalEquations()
    qtbot.addWidget(made)
    made.resize(420, 200)
    made.show()
    qtbot.waitExposed(made)
    yield made


def random_system(seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    jacobian, residuals = rng.normal(size=(200, 6)) * [5, 5, 5, 1, 1, 1], rng.normal(size=200)
    hessian, gradient = jacobian.T @ jacobian, jacobian.T @ residuals
    return hessian, gradient, -np.linalg.solve(hessian, gradient)


def test_condition_and_eigenvalues_are_numpys(system: NormalEquations) -> None:
    hessian, gradient, twist = random_system()
    system.set_system(hessian, gradient, twist, "m")
    assert system.condition() == pytest.approx(np.linalg.cond(hessian))
    np.testing.assert_allclose(np.sort(system.to_arrays()["eigenvalues"]), np.linalg.eigvalsh(hessian))
    assert "hardly held" not in system.summary()


def test_eigenvalues_of_another_scaling_are_taken(system: NormalEquations) -> None:
    hessian, gradient, twist = random_system(3)
    system.set_system(hessian, gradient, twist, "m", [1.0, 2, 3, 4, 5, 1e6], np.eye(6))
    assert system.condition() == 1e6 and system.summary() == "condition 1.00e6 · hardly held: ωx"
    np.testing.assert_array_equal(system.to_arrays()["eigenvalues"], [1e6, 5, 4, 3, 2, 1])


def test_a_free_direction_is_named(system: NormalEquations) -> None:
    hessian = np.diag([4.0, 5, 6, 1, 1, 0])
    system.set_system(hessian, np.zeros(6), np.zeros(6), "m")
    assert system.condition() == np.inf
    assert system.summary() == "condition ∞ · hardly held: vz"


def test_colours_are_the_scaled_matrix(system: NormalEquations) -> None:
    hessian, gradient, twist = random_system(1)
    system.set_system(hessian, gradient, twist, "m")
    size = np.sqrt(np.diag(hessian))
    scaled = hessian / np.outer(size, size)
    np.testing.assert_allclose(system.normalised(), scaled)
    picture = system.grab().toImage()
    for row, column in ((0, 0), (0, 3), (4, 1)):
        place = system.cell_rect(row, column).center()
        found = picture.pixelColor(int(place.x()), int(place.y()))
        expected = lut("activations")[round(127.5 + 127.5 * scaled[row, column])]
        assert [found.red(), found.green(), found.blue()] == pytest.approx(expected.tolist(), abs=2)


def test_every_number_answers(system: NormalEquations, qtbot: QtBot) -> None:
    hessian, gradient, twist = random_system(2)
    twist[0] = np.radians(1.5)
    system.set_system(hessian, gradient, twist, "m")
    heard: list[str] = []
    system.said.connect(heard.append)
    for cell, start in (
        ((0, 3), "JᵀJ ωx vx: "),
        ((2, 6), "Jᵀr ωz: "),
        ((0, 7), "step ωx: 1.500°"),
        ((3, 7), "step vx: "),
        ((5, 8), "eigenvalue 6: "),
    ):
        move_pointer(system, system.cell_rect(*cell).center().toPoint())
        assert heard[-1].startswith(start), heard[-1]
        assert system.cell_at(system.cell_rect(*cell).center()) == cell
    assert system.readout(3, 7).endswith(" m")
    qtbot.keyClick(system, Qt.Key.Key_Up)
    assert heard[-1].startswith("eigenvalue 5: ")


def test_without_a_system_it_says_so(system: NormalEquations) -> None:
    assert system.to_arrays() == {} and system.summary() == "No step yet"
    system.set_message("Solved in closed form")
    assert system.summary() == "Solved in closed form" and not system.to_image().isNull()
    system.set_system(np.zeros((6, 6)), np.zeros(6), np.zeros(6), "m")
    assert not system.to_image().isNull() and system.condition() == np.inf
