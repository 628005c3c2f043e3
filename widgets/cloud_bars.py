"""The colour bars of a 3-D view, at its upper right: of the points' colouring, and of the lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from widgets.cloud_overlay import LINE_MAP, Lines
from widgets.cloud_points import MAPS, CloudItem, CloudStyle
from widgets.cloud_ranges import Scale, height_range, intensity_range
from widgets.colour_bar import ColourBar
from widgets.theme import px, text_label, tokens


class _Bar(QWidget):
    """A colour bar under its name, on a ground that keeps it readable."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = text_label("", "small")
        self.bar = ColourBar()
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.name)
        self.column.addWidget(self.bar, 1, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().colour("background", 0.8))
        painter.drawRoundedRect(self.rect(), px(6), px(6))


class CloudBars:
    """Shows the scales that are in use, and only those."""

    def __init__(self, view: QWidget) -> None:
        self._view = view
        self._bars = [_Bar(view), _Bar(view)]
        self._shown: list[tuple[str, float, float, str, str]] = []

    def show_for(
        self,
        style: CloudStyle,
        items: Sequence[CloudItem],
        lines: Iterable[Lines],
        values: Sequence[Scale],
        unit: str,
    ) -> None:
        """Bring the bars up to date."""
        wanted: list[tuple[str, float, float, str, str]] = []
        if style.colouring == "residual" and values:
            low, high, label, own = values[-1]
            wanted.append((MAPS["residual"], low, high, label, own or unit))
        elif style.colouring == "height" and items:
            name = QCoreApplication.translate("CloudBars", "Height")
            wanted.append((MAPS["height"], *height_range(items, style.up, style.crop), name, unit))
        elif style.colouring == "intensity" and any(not item.missing("intensity") for item in items):
            wanted.append(
                (MAPS["intensity"], *intensity_range(items), QCoreApplication.translate("CloudBars", "Intensity"), "")
            )
        for line in lines:
            scale = (LINE_MAP, line.low, line.high, line.label, line.unit or unit)
            named = line.values is not None and (line.label or line.unit)
            if named and all(scale[:3] != other[:3] for other in wanted):
                wanted.append(scale)
        if wanted == self._shown:  # a layout for every step of a film would cost more than the step's drawing
            return
        self._shown = wanted
        for number, bar in enumerate(self._bars):
            bar.setVisible(number < len(wanted))
            if number < len(wanted):
                colours, low, high, label, own = wanted[number]
                bar.name.setText(label)
                bar.name.setVisible(bool(label))
                bar.bar.set_map(colours)
                bar.bar.set_range(low, high, own)
        self.place()

    def room(self) -> int:
        """How many pixels at the right are the bars'."""
        shown = [bar.sizeHint().width() + px(8) for bar in self._bars if not bar.isHidden()]
        return sum(shown) + px(8) if shown else 0

    def place(self) -> None:
        """Stand the bars at the upper right."""
        right, top = self._view.width() - px(16), px(16)
        for bar in self._bars:
            bar.column.setContentsMargins(px(8), px(6), px(8), px(8))
            bar.column.setSpacing(px(6))
            if bar.isHidden():
                continue
            wide = bar.sizeHint().width()
            tall = max(px(96), min(px(200), round(self._view.height() * 0.4)))
            bar.setGeometry(right - wide, top, wide, tall)
            right -= wide + px(8)
