"""The style sheet of the plain Qt controls (buttons, menus, sliders, lists) in the colours of a theme."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from widgets.theme import Tokens

_SHEET = """
QWidget { color: $text; }
QMainWindow, QDialog { background: $background; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${size22}pt; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="small"] { font-size: ${size12}pt; }
QLabel[role="caption"] { font-size: ${size12}pt; font-weight: 600; color: $quiet; }
QLabel[role="quiet"] { color: $quiet; }
QLabel[role="quiet_small"] { font-size: ${size12}pt; color: $quiet; }
QLabel[role="heading"] { font-weight: 600; color: $quiet; }
QLabel[role="error"] { color: $error; }
QLabel[role="accent_small"] { font-size: ${size12}pt; color: $accent; }
QLabel:disabled { color: $faint; }
QWidget[surface="panel"] { background: $panel; }
QWidget[surface="stage"] { background: $background; }
QFrame[rule="true"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

QFrame[surface="popup"] { background: $raised; border: 1px solid $line; border-radius: ${p6}px; }

QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: ${p4}px ${p8}px;
  font-size: ${size12}pt; }

QPushButton { background: $field; border: 1px solid $line; border-radius: ${p6}px; padding: 0 ${p12}px;
  min-height: ${p30}px; font-weight: 400; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $raised; }
QPushButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton:disabled { color: $faint; }
QPushButton:focus { border: 1px solid $ring; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_over; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $track; color: $quiet; border-color: $track; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $quiet;
  font-size: ${size12}pt; min-height: ${p24}px; padding: 0 ${p8}px; }
QPushButton[kind="quiet"]:hover { background: $hover; color: $text; }
QPushButton[kind="quiet"]:checked { background: $accent_soft; color: $text; }
QPushButton[kind="quiet"]:focus { border-color: $ring; }
QPushButton[kind="fold"] { background: transparent; border-color: transparent; color: $quiet; text-align: left;
  font-size: ${size12}pt; min-height: ${p24}px; padding: 0 ${p8}px 0 0; }
QPushButton[kind="fold"]:hover { color: $text; }
QPushButton[kind="fold"]:focus { border-color: $ring; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${p6}px; padding: ${p4}px;
  color: $text; }
QToolButton[role="small"] { font-size: ${size12}pt; color: $quiet; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $raised; }
QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border-color: $ring; }
QToolButton:disabled { color: $faint; }

QLineEdit, QPlainTextEdit, QTextEdit { background: $field; border: 1px solid $line; border-radius: ${p6}px;
  padding: 0 ${p8}px; selection-background-color: $accent_soft; selection-color: $text; }
QTextEdit[kind="lesson"] { background: transparent; border: none; padding: 0; }
QLineEdit { min-height: ${p30}px; }
QPlainTextEdit, QTextEdit { padding: ${p8}px; }
QLineEdit:hover { border-color: $track; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border-color: $ring; }
QLineEdit:disabled { color: $faint; }
QLineEdit[kind="number"] { background: transparent; border-color: transparent; padding: 0 ${p4}px;
  font-size: ${size12}pt; min-height: ${p24}px; color: $quiet; }
QLineEdit[kind="number"]:hover { border-color: $line; color: $text; }
QLineEdit[kind="number"]:focus { border-color: $ring; background: $field; color: $text; }
QLineEdit[wrong="true"], QLineEdit[wrong="true"]:focus { border-color: $error; }

QAbstractSpinBox { background: $field; border: 1px solid $line; border-radius: ${p6}px; padding: 0;
  min-height: ${p30}px; selection-background-color: $accent_soft; selection-color: $text; }
QAbstractSpinBox:focus { border-color: $ring; }
QAbstractSpinBox QLineEdit { background: transparent; border: none; min-height: 0; padding: 0 ${p8}px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }

QComboBox { background: $field; border: 1px solid $line; border-radius: ${p6}px; padding: 0 ${p8}px 0 ${p10}px;
  min-height: ${p30}px; combobox-popup: 0; }
QComboBox:hover { border-color: $track; }
QComboBox:focus, QComboBox:on { border-color: $ring; }
QComboBox:disabled { color: $faint; }
QComboBox::drop-down { border: none; width: ${p24}px; }
QComboBox::down-arrow { image: url("$icons/chevron-down.svg"); width: ${p12}px; height: ${p12}px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line; padding: ${p4}px; outline: 0; }

QAbstractItemView { background: transparent; border: none; outline: 0; selection-background-color: $accent_soft;
  selection-color: $text; alternate-background-color: transparent; }
QAbstractItemView::item { min-height: ${p28}px; padding: 0 ${p8}px; border-radius: ${p4}px; border: none; }
QAbstractItemView::item:hover { background: $hover; }
QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QTreeView::item { min-height: ${p24}px; padding: 0 ${p4}px; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: url("$icons/chevron-right.svg"); }
QTreeView::branch:has-children:open { image: url("$icons/chevron-down.svg"); }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $quiet; border: none; border-bottom: 1px solid $line;
  padding: ${p4}px ${p8}px; font-size: ${size12}pt; font-weight: 400; }
QTableView { gridline-color: $line; }
QTableCornerButton::section { background: transparent; border: none; }

QMenuBar { background: $panel; color: $text; padding: ${p2}px ${p8}px; }
QMenuBar::item { background: transparent; padding: ${p4}px ${p10}px; border-radius: ${p4}px; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; border: 1px solid $line; padding: ${p4}px; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; border-radius: ${p4}px; background: transparent; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px ${p8}px; }
QMenu::icon { padding-left: ${p8}px; }
QMenu::indicator { width: ${p14}px; height: ${p14}px; margin-left: ${p6}px; }
QMenu::indicator:checked { image: url("$icons/check.svg"); }

QSlider { background: transparent; }
QSlider:horizontal { min-height: ${p24}px; }
QSlider:vertical { min-width: ${p24}px; }
QSlider::groove:horizontal { border: none; height: ${p4}px; border-radius: ${p2}px; background: $track; }
QSlider::sub-page:horizontal { background: $accent; border-radius: ${p2}px; }
QSlider::handle:horizontal { width: ${p14}px; height: ${p14}px; margin: -${p5}px 0; border-radius: ${p7}px;
  background: $knob; border: 1px solid $knob_line; }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { border: 2px solid $ring;
  width: ${handle_focused}px; height: ${handle_focused}px; }
QSlider::groove:vertical { border: none; width: ${p4}px; border-radius: ${p2}px; background: $track; }
QSlider::add-page:vertical { background: $accent; border-radius: ${p2}px; }
QSlider::handle:vertical { width: ${p14}px; height: ${p14}px; margin: 0 -${p5}px; border-radius: ${p7}px;
  background: $knob; border: 1px solid $knob_line; }
QSlider::sub-page:horizontal:disabled, QSlider::add-page:vertical:disabled { background: $track; }

QCheckBox, QRadioButton { spacing: ${p8}px; background: transparent; }
QCheckBox::indicator { width: ${p32}px; height: ${p18}px; image: url("$icons/switch-off.svg");
  border: 1px solid transparent; border-radius: ${p10}px; }
QCheckBox::indicator:checked { image: url("$icons/switch-on.svg"); }
QCheckBox::indicator:focus { border-color: $ring; }
QCheckBox:disabled { color: $faint; }
QRadioButton::indicator { width: ${p14}px; height: ${p14}px; border-radius: ${radio_radius}px; border: 1px solid $quiet;
  background: $field; }
QRadioButton::indicator:checked { background: $knob; border: ${p4}px solid $accent; width: ${p8}px; height: ${p8}px; }

QProgressBar { background: $track; border: none; border-radius: ${p2}px; min-height: ${p4}px; max-height: ${p4}px;
  text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: ${p2}px; }

QScrollArea, QAbstractScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: ${p10}px; }
QScrollBar:horizontal { height: ${p10}px; }
QScrollBar::handle { background: $track; border-radius: ${p3}px; margin: ${p2}px; }
QScrollBar::handle:vertical { min-height: ${p32}px; }
QScrollBar::handle:horizontal { min-width: ${p32}px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none;
  border: none; width: 0; height: 0; }

QTabWidget::pane { border: none; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $quiet; padding: ${p6}px ${p12}px; border-radius: ${p6}px;
  margin-right: ${p4}px; }
QTabBar::tab:hover { background: $hover; color: $text; }
QTabBar::tab:selected { background: $accent_soft; color: $text; }
QTabBar::tab:focus { border: 1px solid $ring; }

QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QStatusBar { background: $panel; color: $quiet; font-size: ${size12}pt; }
QStatusBar::item { border: none; }
"""


def _mixed(first: str, second: str, share: float) -> str:
    """The colour a ``share`` of the way from ``first`` to ``second``."""
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def style_sheet(t: Tokens, px: Callable[[float], int], points: Callable[[float], float], icons: Path) -> str:
    """The style sheet for theme ``t``: lengths through ``px``, text sizes through ``points``, SVGs from ``icons``."""
    values: dict[str, str] = {name: value for name, value in vars(t).items() if name != "name"}
    values |= {f"p{size}": str(px(size)) for size in (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 18, 24, 28, 30, 32)}
    values["size22"] = f"{points(22):.3f}"
    values["size12"] = f"{points(12):.3f}"
    values["faint"] = _mixed(t.quiet, t.panel, 0.4)
    values["accent_over"] = _mixed(t.accent, t.text, 0.12)
    values["knob_line"] = _mixed(t.knob, t.line, 1.0 if t.name == "light" else 0.0)
    values["radio_radius"] = str((px(14) + 2) // 2)
    values["handle_focused"] = str(px(14) - 2)
    values["icons"] = icons.as_posix()
    return Template(_SHEET).substitute(values)
