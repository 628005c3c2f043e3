"""Formulas and lessons."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from widgets.colours import pixels_of
from widgets.formula import FormulaView, formula_picture, typeset
from widgets.lesson_panel import LessonPanel, marked_formulas
from widgets.theme import apply_theme

GRAD_CAM = r"L^c=\mathrm{ReLU}\Big(\sum_k \alpha_k^c A^k\Big)"


def test_typesetting() -> None:
    formula = typeset(GRAD_CAM, "#ff0000", 16.0)
    assert formula is not None and 0 < formula.ascent < formula.height < formula.width
    drawn = pixels_of(formula_picture(formula, 2.0))
    ink = drawn[drawn[:, :, 3] > 200]
    assert len(ink) > 300 and (ink[:, 0] > 200).all() and (ink[:, 1] < 40).all()
    double = typeset(GRAD_CAM, "#ff0000", 32.0)
    assert double is not None and double.width == pytest.approx(2 * formula.width, rel=0.05)


@pytest.mark.parametrize("wrong", [r"\frac{1}{", "", r"x_{합}"])
def test_what_cannot_be_set_is_text(qtbot: QtBot, wrong: str) -> None:
    assert typeset(wrong, "#ffffff", 16.0) is None
    view = FormulaView()
    qtbot.addWidget(view)
    view.set_formula(wrong, "one over")
    view.resize(200, 40)
    view.grab()


def test_formula_view_shrinks_and_follows_the_theme(qapp: QApplication, qtbot: QtBot) -> None:
    view = FormulaView()
    qtbot.addWidget(view)
    view.set_formula(GRAD_CAM, "L = ReLU")
    assert view.accessibleName() == "L = ReLU"
    view.resize(120, 60)
    dark = pixels_of(view.grab().toImage())
    assert (dark[:, :8, :3].std(axis=(0, 1)) < 8).all()  # nothing runs into the edge
    apply_theme(qapp, "light")
    light = pixels_of(view.grab().toImage())
    assert dark[:, :, 0].max() > 180 > light[:, :, 0].min()
    assert light[30, 4, 0] > 200 > dark[30, 4, 0]


def test_formulas_are_found() -> None:
    text, found = marked_formulas(
        "Costs \\$5 and $x_i$, `$code$`\n\n```math\ny = x\n```\nthen $$z$$ and $5 or $6.\n\n```\n$a$\n```\n"
    )
    assert found == [("y = x", True), ("z", True), ("x_i", False)]
    assert "`$code$`" in text and "$a$" in text and "Costs $5" in text and "$5 or $6" in text


def test_lesson(qapp: QApplication, qtbot: QtBot) -> None:
    panel = LessonPanel()
    qtbot.addWidget(panel)
    panel.resize(340, 500)
    panel.show()
    panel.set_lesson(
        "# Grad-CAM\n\nA channel $A^k$, broken $\\frac{1}{$.\n\n```math\ny = x\n```\n\n[paper](https://x.org)"
    )
    document = panel.browser.document()
    assert "Grad-CAM" in document.toPlainText() and "\\frac{1}{" in document.toPlainText()
    kind = QTextDocument.ResourceType.ImageResource
    assert not document.resource(kind, QUrl("formula:0")).isNull()
    assert document.idealWidth() <= panel.browser.viewport().width()
    panel.resize(300, 120)
    panel.browser.setFocus()
    assert panel.browser.verticalScrollBar().maximum() > 0 and panel.browser.verticalScrollBar().value() == 0
    apply_theme(qapp, "light", 1.5)
    assert not document.resource(kind, QUrl("formula:1")).isNull()
    with qtbot.waitSignal(panel.link_clicked) as link:
        panel.browser.anchorClicked.emit(QUrl("https://x.org"))
    assert link.args == ["https://x.org"]
    with qtbot.waitSignal(panel.closed):
        panel._close.click()
