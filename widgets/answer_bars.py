"""A classifier's first answers as cards: name, per cent, bar. A click explains one, a second button compares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from widgets.icons import paint_icon
from widgets.theme import font, px, text_label, theme, tokens


@dataclass(frozen=True)
class Answer:
    """One class: its index, name, probability (0 to 1) and logit."""

    index: int
    name: str
    probability: float
    logit: float


class AnswerBars(QWidget):
    """Cards of the first answers.

    Signals
    -------
    class_chosen
        Index of the class to explain (click, Enter).
    compare_chosen
        Index of the class to show beside it (Shift and click, the small button, Shift and Enter).
    """

    class_chosen = Signal(int)
    compare_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = text_label(self.tr("Answer"), "heading")
        self._hint = text_label(self.tr("click a class to explain it"), "quiet_small")
        self._cards = _Cards()
        self._cards.chosen.connect(self.class_chosen)
        self._cards.compared.connect(self.compare_chosen)
        header = QHBoxLayout()
        header.addWidget(self._title)
        header.addStretch()
        header.addWidget(self._hint)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the hint goes where room is short
        self._column.addLayout(header)
        self._column.addWidget(self._cards)
        self.setFocusProxy(self._cards)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._restyle()
        theme.theme_changed.connect(self._restyle)

    def _restyle(self) -> None:
        self._column.setSpacing(px(12))

    def set_answers(self, answers: Sequence[Answer], selected: int | None = None, compared: int | None = None) -> None:
        """Show answers, best first; ``selected`` and ``compared`` are class indices."""
        self._cards.show_answers(tuple(answers), selected, compared)

    def set_hidden(self, hidden: bool) -> None:
        """Cover the names (the lecture asks first); bars and per cents stay."""
        self._cards.covered = hidden
        self._cards.describe()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._cards.minimumSizeHint().width(), self._column.minimumSize().height())

    def resizeEvent(self, event: QEvent) -> None:  # type: ignore[override]
        words = QFontMetricsF(font("strong")).horizontalAdvance(self._title.text())
        hint = QFontMetricsF(font("small")).horizontalAdvance(self._hint.text())
        self._hint.setVisible(self.width() > words + hint + px(16))


class _Cards(QWidget):
    """The cards themselves, drawn in one widget so that up and down walk them."""

    chosen = Signal(int)
    compared = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._answers: tuple[Answer, ...] = ()
        self._selected: int | None = None
        self._beside: int | None = None
        self._over = -1
        self._current = 0
        self.covered = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.updateGeometry)

    def show_answers(self, answers: tuple[Answer, ...], selected: int | None, beside: int | None) -> None:
        count = len(self._answers)
        self._answers, self._selected, self._beside = answers, selected, beside
        self._current = min(self._current, max(0, len(answers) - 1))
        if len(answers) != count:
            self.updateGeometry()
        self.describe()

    def describe(self) -> None:
        words = [f"{self.tr('covered') if self.covered else a.name} {100 * a.probability:.1f} %" for a in self._answers]
        self.setAccessibleName(self.tr("Answers: {answers}").format(answers=", ".join(words)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(290), max(1, len(self._answers)) * px(48) - px(8))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), self.sizeHint().height())

    def _card(self, row: int) -> QRectF:
        return QRectF(0, row * px(48), self.width(), px(40)).adjusted(1, 1, -1, -1)

    def _button(self, row: int) -> QRectF:
        card = self._card(row)
        return QRectF(card.right() - px(30), card.top() + px(5), px(24), px(24))

    def _row_at(self, point: QPointF) -> int:
        return next((row for row in range(len(self._answers)) if self._card(row).contains(point)), -1)

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
        if row < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        self._current = row
        second = event.modifiers() & Qt.KeyboardModifier.ShiftModifier or self._button(row).contains(event.position())
        (self.compared if second else self.chosen).emit(self._answers[row].index)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._answers:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._current = min(len(self._answers) - 1, max(0, self._current + step))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._answers:
            second = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.compared if second else self.chosen).emit(self._answers[self._current].index)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self._row_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.tip(row, QPointF(event.pos())), self)
            return True
        return super().event(event)

    def tip(self, row: int, point: QPointF | None = None) -> str:
        """What the tooltip over a row says."""
        if row < 0 or self.covered:
            return ""
        answer = self._answers[row]
        if point is not None and self._button(row).contains(point):
            return self.tr("Show this class beside the chosen one (Shift and click)")
        return self.tr("{name}: class {index}, logit {logit:.4g}, probability {probability:.4g}").format(
            name=answer.name, index=answer.index, logit=answer.logit, probability=answer.probability
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, answer in enumerate(self._answers):
            self._draw(painter, row, answer)
        painter.end()

    def _draw(self, painter: QPainter, row: int, answer: Answer) -> None:
        t, card = tokens(), self._card(row)
        chosen, beside = answer.index == self._selected, answer.index == self._beside
        over = row == self._over
        focused = self.hasFocus() and row == self._current
        painter.setBrush(QColor(t.raised if chosen or over else t.background))
        edge = t.accent if chosen else t.ring if focused else t.quiet if beside else t.line
        painter.setPen(QColor(edge))
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        line = QRectF(card.left() + px(12), card.top() + px(4), card.width() - px(24), px(27))
        per_cent = f"{100 * answer.probability:.1f} %"
        painter.setFont(font("body", tabular=True))
        metrics = QFontMetricsF(painter.font())
        right = metrics.horizontalAdvance("100.0 %")
        tint = t.accent if beside else t.quiet if over or focused else t.track
        paint_icon(painter, "compare", self._button(row).adjusted(px(4), px(4), -px(4), -px(4)), tint)
        line.setRight(line.right() - px(20))
        painter.setPen(QColor(t.text if chosen else t.quiet))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, per_cent)
        room = line.width() - right - px(8)
        if self.covered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.track))
            painter.drawRoundedRect(QRectF(line.left(), line.center().y() - px(6), room * 0.6, px(12)), px(3), px(3))
        else:
            painter.setPen(QColor(t.text))
            name = metrics.elidedText(answer.name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        full = card.width() - px(10)
        length = max(1.0, full * min(1.0, max(0.0, answer.probability)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent) if chosen else t.colour("quiet", 0.55))
        painter.drawRoundedRect(QRectF(card.left() + px(5), card.bottom() - px(8), length, px(4)), px(2), px(2))
