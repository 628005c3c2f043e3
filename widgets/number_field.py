"""One number: a slider where it has a range, and the number itself to be edited at the right."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from widgets.slider import Slider
from widgets.theme import font, px, theme

_TICKS = 1000
_MOST = 100_000  # whole steps a slider can point at; a wider range is only typed


class NumberField(QWidget):
    """An int or float with a unit. ``changed(number)`` live while the slider moves and when an edit is done.

    ``empty`` are the words shown for 0 where that stands for no number, "chosen" say.
    """

    changed = Signal(object)

    def __init__(
        self,
        value: float,
        whole: bool = False,
        minimum: float | None = None,
        maximum: float | None = None,
        step: float | None = None,
        unit: str = "",
        logarithmic: bool = False,
        empty: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._value, self._whole, self._unit, self._empty = value, whole, unit, empty
        self._low, self._high = minimum, maximum
        self._log = logarithmic and minimum is not None and minimum > 0
        self._step = step or (1.0 if whole else 0.0)
        self._unit_fits = bool(unit)
        self.edit = _NumberEdit(self)
        self.edit.editingFinished.connect(self._edited)
        self.edit.stepped.connect(self._stepped)
        self.slider: Slider | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        if minimum is not None and maximum is not None and self._slides(minimum, maximum):
            self.slider = Slider()
            self.slider.setRange(0, self._ticks())
            self.slider.setPageStep(max(1, self._ticks() // 10))
            self.slider.valueChanged.connect(self._slid)
            self._row.addWidget(self.slider, 1)
            self.edit.setProperty("kind", "number")
            self.edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.edit)
        self.setFocusProxy(self.slider or self.edit)
        self._restyle()
        self.set_value(value)
        theme.theme_changed.connect(self._restyle)

    @property
    def value(self) -> float:
        """The number."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show a number; emits nothing."""
        self._value = value
        self._show()

    def set_names(self, name: str, tip: str) -> None:
        """Name for screen readers, and tooltip, of slider and edit alike."""
        for widget in (self, self.edit, self.slider):
            if widget is not None:
                widget.setAccessibleName(name)
                widget.setToolTip(tip)

    def text_of(self, value: float) -> str:
        """A number as the field writes it, without the unit."""
        if self._whole:
            return f"{round(value)}"
        if self._step and not self._log:
            digits = max(0, -math.floor(math.log10(self._step) + 1e-9))
            if abs(value * 10**digits - round(value * 10**digits)) < 1e-6:
                return f"{value:.{digits}f}"
        return f"{value:.4g}"

    @property
    def text_to_edit(self) -> str:
        """What the edit holds while it is edited."""
        return "" if self._empty and self._value == 0 else self.text_of(self._value)

    def _slides(self, low: float, high: float) -> bool:
        """Whether a slider is of use: not for a seed, nor for a length of which a step would be out of sight."""
        return high > low and (self._log or not self._step or (high - low) / self._step <= _MOST)

    def _ticks(self) -> int:
        assert self._low is not None and self._high is not None
        if self._log or not self._step:
            return _TICKS
        return max(1, min(_MOST, round((self._high - self._low) / self._step)))

    def _at(self, tick: int) -> float:
        assert self._low is not None and self._high is not None
        share = tick / self._ticks()
        if self._log:
            value = math.exp(math.log(self._low) + share * math.log(self._high / self._low))
            value = float(f"{value:.3g}")
        elif self._step and self._ticks() < _MOST:
            value = round(self._low + tick * self._step, 12)
        else:
            value = self._low + share * (self._high - self._low)
        value = min(self._high, max(self._low, value))
        return round(value) if self._whole else value

    def _tick_of(self, value: float) -> int:
        assert self._low is not None and self._high is not None
        if self._log:
            share = math.log(max(value, self._low) / self._low) / math.log(self._high / self._low)
        else:
            share = (value - self._low) / ((self._high - self._low) or 1)
        return round(share * self._ticks())

    def _show(self) -> None:
        text = self.text_of(self._value)
        stands_for_none = bool(self._empty) and self._value == 0
        self.edit.setPlaceholderText(self._empty)
        if stands_for_none:
            self.edit.setText("")
        else:
            self.edit.setText(f"{text} {self._unit}" if self._unit_fits and not self.edit.hasFocus() else text)
        self._mark(False)
        if self.slider is not None and not self.slider.isSliderDown():
            with QSignalBlocker(self.slider):
                self.slider.setValue(self._tick_of(self._value))

    def _mark(self, wrong: bool) -> None:
        if bool(self.edit.property("wrong")) != wrong:
            self.edit.setProperty("wrong", wrong)
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)

    def _take(self, value: float) -> None:
        if value != self._value:
            self._value = value
            self._show()
            self.changed.emit(value)

    def _slid(self, tick: int) -> None:
        self._take(self._at(tick))

    def _stepped(self, steps: int) -> None:
        if self.slider is not None and (self._log or not self._step):
            self.slider.setValue(self.slider.value() + steps * max(1, _TICKS // 100))
            return
        value = self._value + steps * (self._step or 1.0)
        value = round(value) if self._whole else round(value, 12)
        self._take(self._bounded(value))

    def _bounded(self, value: float) -> float:
        if self._low is not None:
            value = max(self._low, value)
        return value if self._high is None else min(self._high, value)

    def _edited(self) -> None:
        text = self.edit.text().removesuffix(self._unit).strip().replace("\u2212", "-").replace(",", ".")
        text = text or ("0" if self._empty else "")
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if self._whole and math.isfinite(value):
            value = int(value) if value == int(value) else math.nan
        if not math.isfinite(value) or value != self._bounded(value):
            if self.edit.hasFocus():
                self._mark(True)  # stays to be corrected; leaving the field brings the old number back
            else:
                self._show()
            return
        self._take(value)
        self._show()

    def _restyle(self) -> None:
        self._row.setSpacing(px(8))
        if self.slider is not None and self._low is not None and self._high is not None:
            metrics = QFontMetricsF(font("small"))
            numbers = (self._low, self._high, self._value, self._at(self._ticks() // 3))
            samples = [self._empty, *(self.text_of(v) for v in numbers)]
            bare = max(metrics.horizontalAdvance(text) for text in samples)
            full = max(metrics.horizontalAdvance(f"{text} {self._unit}") for text in samples)
            self._unit_fits = bool(self._unit) and full + px(14) <= px(80)
            self.edit.setFixedWidth(int(max(px(40), (full if self._unit_fits else bare) + px(14))))
            self._show()


class _NumberEdit(QLineEdit):
    """A line edit where up and down change the number, and the wheel only with the focus."""

    stepped = Signal(int)

    def __init__(self, field: NumberField) -> None:
        super().__init__()
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}
        if Qt.Key(event.key()) in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self._field.set_value(self._field.value)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            self.stepped.emit(1 if event.angleDelta().y() > 0 else -1)
        else:
            event.ignore()

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.setText(self._field.text_to_edit)
        self.selectAll()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self._field.set_value(self._field.value)
