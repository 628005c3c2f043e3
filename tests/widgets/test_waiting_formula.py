from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

import widgets.waiting_formula
from widgets.waiting_formula import WaitingFormula


def test_it_is_set_when_the_typesetter_is_there(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = False
    monkeypatch.setattr(widgets.waiting_formula, "typesetter_loaded", lambda: loaded)
    view = WaitingFormula()
    qtbot.addWidget(view)
    view.show()
    view.set_formula("x^2", "x squared")
    view.set_formula("y^2", "y squared")
    qtbot.wait(200)
    assert view.accessibleName() == "" and view._set() is None
    loaded = True
    qtbot.waitUntil(lambda: view.accessibleName() == "y squared")
    assert not view._again.isActive()
    view.set_formula("z", "z")
    assert view.accessibleName() == "z"


def test_without_anyone_to_load_it_it_is_loaded_here(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widgets.waiting_formula, "typesetter_loaded", lambda: False)
    monkeypatch.setattr(widgets.waiting_formula, "MOST_TRIES", 1)
    view = WaitingFormula()
    qtbot.addWidget(view)
    view.set_formula("x^2", "x squared")
    qtbot.waitUntil(lambda: view.accessibleName() == "x squared")


def test_a_picture_of_what_is_not_shown_has_its_formula(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widgets.waiting_formula, "typesetter_loaded", lambda: False)
    view = WaitingFormula()
    qtbot.addWidget(view)
    view.set_formula("x^2", "x squared")
    assert view.sizeHint().height() > 0 and view.accessibleName() == "x squared" and not view._again.isActive()
