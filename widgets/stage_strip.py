"""A row of small pictures, one a stage of a network or step of a method; one of them is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from widgets.colours import rgb_picture
from widgets.theme import font, px, text_label, theme, tokens


@dataclass(frozen=True, eq=False)
class Stage:
    """One thumbnail.

    ``name`` is given back when it is chosen; ``picture`` is a QImage or (H, W, 3) uint8, None while it is made;
    ``caption`` stands at the left, ``note`` at the right, ``tip`` is added in the tooltip.
    """

    name: str
    picture: QImage | NDArray[np.uint8] | None
    caption: str = ""
    note: str = ""
    tip: str = ""


class StageStrip(QWidget):
    """Thumbnails that fill the width, up to a size; ``chosen(name)`` on a click or with arrows and Enter."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = text_label("", "heading")
        self._note = text_label("", "quiet_small")
        header = QHBoxLayout()
        header.addWidget(self._title)
        header.addStretch()
        header.addWidget(self._note)
        self._row = _Row()
        self._row.chosen.connect(self.chosen)
        self._row.resized.connect(self._fit)
        self._row.show_this.connect(self._scroll_to)
        self._area = QScrollArea()
        self._area.setWidget(self._row)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the note goes where room is short
        self._column.addLayout(header)
        self._column.addWidget(self._area)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._row)
        self.set_heading("", "")
        self._fit()
        theme.theme_changed.connect(self._fit)

    def set_heading(self, title: str, note: str = "") -> None:
        """The line above the pictures: a title, and a quiet note at the right."""
        if (title, note) == (self._title.text(), self._note.text()) and self._row.accessibleName():
            return
        self._title.setText(title)
        self._note.setText(note)
        self._title.setVisible(bool(title))
        self._row.setAccessibleName(title or self.tr("Stages"))
        self._fit()

    def set_stages(self, stages: Sequence[Stage]) -> None:
        """Show these thumbnails."""
        self._row.show_stages(list(stages))

    def set_stage(self, stage: Stage) -> None:
        """Replace the thumbnail of the same name, e.g. when its picture is ready."""
        self._row.show_stages([stage if old.name == stage.name else old for old in self._row.stages])

    def set_selected(self, name: str) -> None:
        """Frame a thumbnail; emits nothing."""
        self._row.select(name)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(96), self._column.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self._area.horizontalScrollBar()
        if bar.maximum():
            bar.setValue(bar.value() - event.angleDelta().y() - event.angleDelta().x())

    def _fit(self) -> None:
        self._column.setSpacing(px(8))
        metrics = QFontMetricsF(font("small"))
        words = QFontMetricsF(font("strong")).horizontalAdvance(self._title.text())
        fits = self.width() > words + metrics.horizontalAdvance(self._note.text()) + px(24)
        self._note.setVisible(bool(self._note.text()) and fits)
        self._title.setToolTip("" if fits else self._note.text())
        scrolls = self._row.arrange(self.width())
        self._area.setFixedHeight(self._row.height() + (px(10) if scrolls else 0))

    def _scroll_to(self, place: QRect) -> None:
        self._area.ensureVisible(place.center().x(), place.center().y(), place.width() // 2 + px(8), 0)


class _Row(QWidget):
    """The thumbnails."""

    chosen = Signal(str)
    resized = Signal()
    show_this = Signal(QRect)

    def __init__(self) -> None:
        super().__init__()
        self.stages: list[Stage] = []
        self._images: dict[str, QImage] = {}
        self._scaled: dict[str, QImage] = {}
        self._selected = ""
        self._current = 0
        self._over = -1
        self._wide, self._tall, self._two_lines = px(150), px(100), False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_stages(self, stages: list[Stage]) -> None:
        known = {old.name: old for old in self.stages}
        for stage in stages:
            old = known.get(stage.name)
            if old is not None and old.picture is stage.picture:
                continue
            self._scaled.pop(stage.name, None)
            self._images.pop(stage.name, None)
            if isinstance(stage.picture, QImage):
                self._images[stage.name] = stage.picture
            elif stage.picture is not None:
                self._images[stage.name] = rgb_picture(stage.picture)
        names = {stage.name for stage in stages}
        for gone in set(self._images) - names:
            self._images.pop(gone)
            self._scaled.pop(gone, None)
        self.stages = stages
        self._current = min(self._current, max(0, len(stages) - 1))
        self.resized.emit()
        self.update()

    def select(self, name: str) -> None:
        self._selected = name
        for row, stage in enumerate(self.stages):
            if stage.name == name:
                self._current = row
                self.show_this.emit(self._place(row).toRect())
        self.update()

    def arrange(self, width: int) -> bool:
        """Take the sizes that fill ``width``; True where the row must scroll."""
        count, gap = max(1, len(self.stages)), px(16)
        room = (width - gap * (count - 1)) / count
        wide = int(min(px(150), max(px(84), room)))
        aspect = next((image.height() / image.width() for image in self._images.values()), 2 / 3)
        tall = int(min(px(132), max(px(24), wide * aspect)))
        if (wide, tall) != (self._wide, self._tall):
            self._scaled.clear()
        self._wide, self._tall = wide, tall
        metrics = QFontMetricsF(font("small", tabular=True))
        self._two_lines = any(
            metrics.horizontalAdvance(s.caption) + metrics.horizontalAdvance(s.note) + px(8) > wide
            for s in self.stages
            if s.note
        )
        lines = 2 if self._two_lines else 1
        total = count * wide + (count - 1) * gap
        self.resize(max(total, 1), tall + px(10) + int(lines * (metrics.height() + px(2))))
        self.update()
        return total > width

    def _place(self, row: int) -> QRectF:
        return QRectF(row * (self._wide + px(16)), px(2), self._wide, self._tall)

    def _row_at(self, point: QPointF) -> int:
        for row in range(len(self.stages)):
            place = self._place(row)
            if place.left() <= point.x() <= place.right():
                return row
        return -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._row_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over >= 0 else Qt.CursorShape.ArrowCursor)
        if over != self._over:
            self._over = over
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._current = row
            self.chosen.emit(self.stages[row].name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier and self.stages:
            self._current = min(len(self.stages) - 1, max(0, self._current + step))
            self.show_this.emit(self._place(self._current).toRect())
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.stages:
            self.chosen.emit(self.stages[self._current].name)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip(self._row_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def tip(self, row: int) -> str:
        """What the tooltip over a thumbnail says: all its words in full."""
        if row < 0:
            return ""
        stage = self.stages[row]
        return "\n".join(words for words in (stage.caption, stage.note, stage.tip) if words)

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small", tabular=True))
        metrics = QFontMetricsF(painter.font())
        for row, stage in enumerate(self.stages):
            place = self._place(row)
            self._draw_picture(painter, stage, place)
            chosen = stage.name == self._selected
            focused = self.hasFocus() and row == self._current
            if chosen or focused or row == self._over:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                edge = t.accent if chosen else t.ring if focused else t.quiet
                painter.setPen(QPen(QColor(edge), px(2) if chosen or focused else 1))
                inset = painter.pen().widthF() / 2
                painter.drawRect(place.adjusted(inset, inset, -inset, -inset))
            note = metrics.horizontalAdvance(stage.note)
            room = place.width() - (note + px(8) if stage.note and not self._two_lines else 0)
            line = QRectF(place.left(), place.bottom() + px(6), place.width(), metrics.height())
            painter.setPen(QColor(t.text if chosen else t.quiet))
            name = metrics.elidedText(stage.caption, Qt.TextElideMode.ElideMiddle, room)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft, name)
            painter.setPen(QColor(t.quiet))
            if self._two_lines:
                line.translate(0, metrics.height() + px(1))
                words = metrics.elidedText(stage.note, Qt.TextElideMode.ElideRight, place.width())
                painter.drawText(line, Qt.AlignmentFlag.AlignLeft, words)
            else:
                painter.drawText(line, Qt.AlignmentFlag.AlignRight, stage.note)
        painter.end()

    def _draw_picture(self, painter: QPainter, stage: Stage, place: QRectF) -> None:
        image = self._images.get(stage.name)
        if image is None or image.isNull():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens().hover))
            painter.drawRect(place)
            return
        if stage.name not in self._scaled:
            ratio = self.devicePixelRatioF()
            size = QSize(round(place.width() * ratio), round(place.height() * ratio))
            scaled = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            scaled.setDevicePixelRatio(ratio)
            self._scaled[stage.name] = scaled
        scaled = self._scaled[stage.name]
        spare = place.size() - scaled.deviceIndependentSize()
        painter.drawImage((place.topLeft() + QPointF(spare.width() / 2, spare.height() / 2)).toPoint(), scaled)

    def place_of(self, name: str) -> QPoint:
        """The middle of a thumbnail, in this widget."""
        row = next(row for row, stage in enumerate(self.stages) if stage.name == name)
        return self._place(row).center().toPoint()
