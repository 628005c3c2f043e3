"""Pinned runs beside the newest: same inputs, linked pointer, the changed options named."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.lab import Lab, Moment, Stage
from app.texts import translated
from engine.options import describe
from widgets.round_button import RoundButton
from widgets.theme import px, text_label, theme

MOST = 4


class Pin(QWidget):
    """A kept moment on a stage of its own, under a caption that names what differs from the newest run."""

    closed = Signal(object)

    def __init__(self, stage: Stage, moment: Moment, drawing: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.moment, self.stage = moment, stage
        stage.set_compact(True)
        self.caption = text_label("", "quiet_small")
        close = RoundButton("close", self.tr("Unpin this run"), diameter=24)
        self.caption.setMinimumHeight(px(28))
        close.clicked.connect(self._close)
        top = QHBoxLayout()
        top.addWidget(self.caption, 1)
        top.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(stage, 1)
        if drawing is not None:
            stage.set_drawing(drawing)
        stage.show_moment(moment)

    def _close(self) -> None:
        self.closed.emit(self)

    def compare(self, now: Moment | None) -> None:
        """Name the options and inputs in which this run differs from the newest."""
        self.caption.setText(difference(self.moment, now) or self.tr("pinned, nothing changed yet"))
        self.caption.setToolTip(self.caption.text())


def difference(pinned: Moment, now: Moment | None) -> str:
    """The pinned run's options that differ from the newest run's: ``Layer layer2, Class 281``."""
    if now is None:
        return ""
    parts = []
    for d in describe(type(pinned.options)):
        value = getattr(pinned.options, d.name)
        if value == getattr(now.options, d.name):
            continue
        words = dict(zip(d.choices, d.choice_labels, strict=False)).get(value, str(value)) if value != "" else d.empty
        parts.append(f"{translated('options', d.label)}: {translated('options', words)}")
    for name, value in pinned.inputs.items():
        if value is not now.inputs.get(name):
            parts.append(str(getattr(value, "name", name)))
    return ", ".join(parts)


class PinRow(QWidget):
    """The lab's stage with up to four pinned runs beside it."""

    pins_changed = Signal()

    def __init__(self, lab: Lab, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make: Callable[[], Stage] = lab.stage
        self.stage = stage
        self._pins: list[Pin] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(16))
        self._own = QWidget()
        self._heading = text_label(self.tr("the newest run"), "quiet_small")
        self._heading.hide()
        own = QVBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.addWidget(self._heading)
        own.addWidget(stage, 1)
        self._grid.addWidget(self._own, 0, 0)
        theme.theme_changed.connect(self._space)
        stage.pointer_moved.connect(self._pointer)

    def count(self) -> int:
        return len(self._pins)

    def add(self, moment: Moment, drawing: Any) -> bool:
        """Pin a moment; False where there is no room for more."""
        if len(self._pins) == MOST:
            return False
        pin = Pin(self._make(), dataclasses.replace(moment, live=False), drawing)
        pin.closed.connect(self._remove)
        pin.stage.pointer_moved.connect(self._pointer)
        self._pins.append(pin)
        self._arrange()
        pin.compare(moment)
        return True

    def clear(self) -> None:
        for pin in list(self._pins):
            self._remove(pin)

    def compare(self, now: Moment) -> None:
        """Bring the captions up to date with the newest run."""
        for pin in self._pins:
            pin.compare(now)

    def set_drawing(self, drawing: Any) -> None:
        for pin in self._pins:
            pin.stage.set_drawing(drawing)

    def _remove(self, pin: Pin) -> None:
        self._pins.remove(pin)
        self._grid.removeWidget(pin)
        pin.setParent(None)
        pin.deleteLater()
        self._arrange()

    def _arrange(self) -> None:
        self.stage.set_compact(bool(self._pins))
        self._heading.setVisible(bool(self._pins))
        columns = 2 if self._pins else 1
        for place, widget in enumerate([self._own, *self._pins]):
            self._grid.addWidget(widget, place // columns, place % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self.pins_changed.emit()

    def _pointer(self, position: Any) -> None:
        for stage in [self.stage, *(pin.stage for pin in self._pins)]:
            if stage is not self.sender():
                stage.set_pointer(position)

    def _space(self) -> None:
        self._grid.setSpacing(px(16))
        self._heading.setMinimumHeight(px(28))
