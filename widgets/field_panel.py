"""A panel of options made from a list of fields: one row each, label left, control right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from widgets.choice_box import ChoiceBox, Choices
from widgets.file_line import FileLine
from widgets.icons import icon
from widgets.number_field import NumberField
from widgets.theme import font, px, text_label, theme, tokens

_LISTS = {"floats": float, "ints": int, "strs": str}


@dataclass(frozen=True)
class Field:
    """One option.

    ``kind`` is int, float, bool, str, file, choice, floats, ints or strs; ``choices`` are (value, label, note);
    ``busy``: the choices are being asked for. ``empty`` are the words for no text, an empty list or a number of 0.
    """

    name: str
    kind: str
    label: str
    help: str = ""
    value: Any = None
    default: Any = None
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    choices: tuple[tuple[Any, str, str], ...] = ()
    logarithmic: bool = False
    advanced: bool = False
    busy: bool = False
    empty: str = ""


class FieldPanel(QWidget):
    """The rows; ``changed(name, value)`` whenever the user changes one, live while a slider moves."""

    changed = Signal(str, object)

    def __init__(self, fields: Sequence[Field] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, _Row] = {}
        self._grid = QGridLayout()
        self._folded_grid = QGridLayout()
        self._folded = QWidget()
        self._folded.setLayout(self._folded_grid)
        self._folded.setVisible(False)
        self._more = QPushButton(self.tr("More"))
        self._more.setProperty("kind", "fold")
        self._more.setCheckable(True)
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.setIcon(icon("chevron-right", "quiet"))
        self._more.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._more.toggled.connect(self._unfold)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._grid)
        self._column.addWidget(self._more)
        self._column.addWidget(self._folded)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.set_fields(fields)
        theme.theme_changed.connect(self._restyle)

    def set_fields(self, fields: Sequence[Field]) -> None:
        """Build the rows anew."""
        for row in self._rows.values():
            row.remove()
        self._rows = {}
        for field in fields:
            grid = self._folded_grid if field.advanced else self._grid
            row = _Row(field, self)
            row.changed.connect(self._pass_on)
            line = grid.rowCount()
            grid.addWidget(row.head, line, 0)
            grid.addWidget(row.control, line, 1)
            self._rows[field.name] = row
        self._more.setVisible(any(field.advanced for field in fields))
        self._folded.setVisible(self._more.isChecked() and self._more.isVisibleTo(self))
        self._restyle()

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show values; emits nothing. Names without a row are passed over."""
        for name, value in values.items():
            if name in self._rows and self._rows[name].field.value != value:
                self._rows[name].show_value(value)

    def values(self) -> dict[str, Any]:
        """The values shown."""
        return {name: row.field.value for name, row in self._rows.items()}

    def set_choices(self, name: str, choices: Choices, busy: bool = False) -> None:
        """Offer other choices for one field; emits nothing."""
        self._rows[name].offer(choices, busy)

    def set_marked(self, names: Iterable[str]) -> None:
        """Mark the options whose change waits for a restart."""
        marked = set(names)
        for name, row in self._rows.items():
            row.dot.set_waiting(name in marked)

    def set_enabled(self, name: str, enabled: bool) -> None:
        """Grey out one row, or not."""
        self._rows[name].head.setEnabled(enabled)
        self._rows[name].control.setEnabled(enabled)

    def unfold(self, unfolded: bool = True) -> None:
        """Show the advanced fields, or fold them away."""
        self._more.setChecked(unfolded)

    def control(self, name: str) -> QWidget:
        """The control of a field: ChoiceBox, NumberField, QCheckBox, QLineEdit or FileLine."""
        return self._rows[name].control

    def dot(self, name: str) -> QAbstractButton:
        """The dot of a field: shown when changed, a click resets."""
        return self._rows[name].dot

    def _pass_on(self, name: str, value: Any) -> None:
        self.changed.emit(name, value)

    def _unfold(self, unfolded: bool) -> None:
        self._folded.setVisible(unfolded)
        self._more.setText(self.tr("Less") if unfolded else self.tr("More"))
        self._more.setIcon(icon("chevron-down" if unfolded else "chevron-right", "quiet"))
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._label_width() != self._grid.columnMinimumWidth(0):
            self._restyle()

    def _label_width(self) -> int:
        """One share of the width, so that panels above each other line up; more only for a longer word."""
        metrics = QFontMetricsF(font())
        shown = [row.field.label for row in self._rows.values() if not row.field.advanced or self._more.isChecked()]
        word = max((metrics.horizontalAdvance(w) for label in shown for w in label.split()), default=0) + px(18) + 2
        return int(max(min(0.36 * self.width(), px(108)), min(word, px(128)), px(64)))

    def _restyle(self) -> None:
        label = self._label_width()
        for grid in (self._grid, self._folded_grid):
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(px(6))
            grid.setVerticalSpacing(px(8))
            grid.setColumnMinimumWidth(0, label)
            grid.setColumnStretch(1, 1)
        for row in self._rows.values():
            row.restyle(label)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(8))


class _Row(QWidget):
    """One field: its head (label and dot) and its control; itself never shown, it only speaks."""

    changed = Signal(str, object)

    def __init__(self, field: Field, panel: QWidget) -> None:
        super().__init__(panel)
        self.setVisible(False)
        self.field = field
        self.dot = _Dot()
        self.dot.clicked.connect(self._reset)
        self.label = text_label(field.label, "body", wrap=True)
        self.label.setToolTip(self._tip())
        self.head = QWidget()
        self._head_row = QHBoxLayout(self.head)
        self._head_row.setContentsMargins(0, 0, 0, 0)
        self._head_row.addWidget(self.label, 1)
        self._head_row.addWidget(self.dot, 0, Qt.AlignmentFlag.AlignVCenter)
        self.control = self._make()
        if isinstance(self.control, NumberField):
            self.control.set_names(field.label, self._tip())
        else:
            self.control.setAccessibleName(field.label)
            self.control.setToolTip(self._tip())
        self.label.setBuddy(self.control)
        self.show_value(field.value)

    def remove(self) -> None:
        for widget in (self.head, self.control, self):
            widget.setParent(None)  # type: ignore[call-overload]
            widget.deleteLater()

    def restyle(self, width: int) -> None:
        self._head_row.setSpacing(px(2))
        self.head.setFixedWidth(width)
        self.label.ensurePolished()
        self.head.setMinimumHeight(max(px(32), self.label.heightForWidth(width - px(18))))
        self.control.setMinimumHeight(px(32))

    def _tip(self) -> str:
        field, lines = self.field, [self.field.help]
        numbers = {"low": field.minimum, "high": field.maximum, "unit": field.unit}
        if field.minimum is not None and field.maximum is not None:
            lines.append(self.tr("{low:g} to {high:g} {unit}").format(**numbers).strip())
        elif field.minimum is not None:
            lines.append(self.tr("{low:g} {unit} or more").format(**numbers).replace("  ", " "))
        elif field.unit:
            lines.append(self.tr("in {unit}").format(unit=field.unit))
        return "\n".join(line for line in lines if line)

    def _make(self) -> QWidget:
        field = self.field
        if field.kind in ("int", "float"):
            number = NumberField(
                field.value if field.value is not None else 0,
                field.kind == "int",
                field.minimum,
                field.maximum,
                field.step,
                field.unit,
                field.logarithmic,
                field.empty,
            )
            number.changed.connect(self._take)
            return number
        if field.kind == "bool":
            switch = QCheckBox()
            switch.toggled.connect(self._take)
            return switch
        if field.kind == "choice":
            box = ChoiceBox()
            box.set_choices(field.choices)
            box.set_busy(field.busy)
            box.chosen.connect(self._take)
            return box
        line = FileLine() if field.kind == "file" else QLineEdit()
        if field.empty or field.kind in _LISTS:
            line.setPlaceholderText(field.empty or self.tr("separated by commas"))
        line.editingFinished.connect(self._take_text)
        line.setMinimumWidth(px(72))
        return line

    def show_value(self, value: Any) -> None:
        """Show a value without a word to anybody."""
        self.field = replace(self.field, value=value)
        control = self.control
        if isinstance(control, NumberField):
            control.set_value(0 if value is None else value)
        elif isinstance(control, QCheckBox):
            before = control.blockSignals(True)
            control.setChecked(bool(value))
            control.blockSignals(before)
        elif isinstance(control, ChoiceBox):
            control.set_value(value)
        elif isinstance(control, QLineEdit):
            control.setText(self._text_of(value))
        self._tell()

    def offer(self, choices: Choices, busy: bool) -> None:
        if isinstance(self.control, ChoiceBox):
            self.control.set_choices(choices)
            self.control.set_busy(busy)
            self._tell()

    def _text_of(self, value: Any) -> str:
        if self.field.kind in _LISTS:
            return ", ".join(f"{item:g}" if isinstance(item, float) else str(item) for item in value or ())
        return "" if value is None else str(value)

    def _words_of(self, value: Any) -> str:
        """A value as it reads in a sentence."""
        if isinstance(self.control, ChoiceBox):
            return next((label for known, label, _ in self.field.choices if known == value), str(value))
        if isinstance(value, bool):
            return self.tr("on") if value else self.tr("off")
        if self.field.empty and value in (0, "", (), None):
            return self.field.empty
        return self._text_of(value) or self.tr("empty")

    def _tell(self) -> None:
        self.dot.set_changed(self.field.value != self.field.default, self._words_of(self.field.default))

    def _take(self, value: Any) -> None:
        if value != self.field.value:
            self.field = replace(self.field, value=value)
            self._tell()
            self.changed.emit(self.field.name, value)

    def _take_text(self) -> None:
        line = self.control
        assert isinstance(line, QLineEdit)
        text = line.text().strip()
        value: Any = text
        if self.field.kind in _LISTS:
            kind = _LISTS[self.field.kind]
            try:
                value = tuple(kind(part.strip()) for part in text.split(",") if part.strip())
            except ValueError:
                self._mark(line, True)
                return
        self._mark(line, False)
        self._take(value)

    def _mark(self, line: QLineEdit, wrong: bool) -> None:
        line.setProperty("wrong", wrong)
        line.style().unpolish(line)
        line.style().polish(line)

    def _reset(self) -> None:
        default = self.field.default
        if default != self.field.value:
            self.show_value(default)
            self.changed.emit(self.field.name, default)


class _Dot(QAbstractButton):
    """A dot beside the label of a changed option; a ring while the change waits for a restart."""

    def __init__(self) -> None:
        super().__init__()
        self._changed = self._waiting = False
        self._default = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tell()

    def set_changed(self, changed: bool, default: str) -> None:
        """Whether the value differs from the default, and the default in words."""
        self._changed, self._default = changed, default
        self._tell()

    def set_waiting(self, waiting: bool) -> None:
        """Whether the change waits for a restart."""
        if waiting != self._waiting:
            self._waiting = waiting
            self._tell()

    def _tell(self) -> None:
        lines = [self.tr("Takes effect with Restart.")] if self._waiting else []
        if self._changed:
            lines.append(self.tr("Changed; the default is {value}. Click to reset.").format(value=self._default))
        self.setToolTip("\n".join(lines))
        self.setAccessibleName(self.tr("Reset to {value}").format(value=self._default))
        shown = self._changed or self._waiting
        self.setEnabled(shown)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if shown else Qt.FocusPolicy.NoFocus)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(16), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self._changed or self._waiting):
            return
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(t.warning if self._waiting else t.accent)
        centre, radius = QPointF(self.rect().center()) + QPointF(0.5, 0.5), px(3) + (1 if self.underMouse() else 0)
        painter.setPen(QPen(colour, px(2)) if self._waiting else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if self._waiting else colour)
        painter.drawEllipse(centre, radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.ring), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(3), px(3))
        painter.end()
