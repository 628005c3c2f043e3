"""Methods tried on the same random problems: who succeeded how often, and at what cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from widgets.theme import font, px, theme, tokens

ROW, HEAD = 32, 24
LARGEST_DOT, SMALLEST_DOT = 10, 3


@dataclass(frozen=True)
class TrialRow:
    """One method: its name, whether each trial succeeded, its cells as texts, and what each trial's dot says."""

    name: str
    succeeded: tuple[bool, ...]
    cells: tuple[str, ...]
    tips: tuple[str, ...] = ()


class TrialsTable(QWidget):
    """A row a method: a dot for each trial (filled: a success), then a column for each measure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[str, ...] = ()
        self._tips: tuple[str, ...] = ()
        self._rows: tuple[TrialRow, ...] = ()
        self._expected = 0
        self._hint = ""
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Trials of the methods"))
        theme.theme_changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(560), px(HEAD + ROW * max(3, len(self._rows))))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(280), self.sizeHint().height())

    def set_hint(self, words: str) -> None:
        """What is said while there are no rows."""
        self._hint = words
        self.update()

    def set_columns(self, columns: Sequence[str], tips: Sequence[str]) -> None:
        """The measures and what each is exactly."""
        self._columns, self._tips = tuple(columns), tuple(tips)
        self.update()

    def set_rows(self, rows: Sequence[TrialRow], expected: int = 0) -> None:
        """The methods so far; ``expected`` trials are drawn, those to come as rings."""
        self._rows, self._expected = tuple(rows), expected
        said = [
            self.tr("{name}: {good} of {count}").format(name=r.name, good=sum(r.succeeded), count=len(r.succeeded))
            for r in rows
        ]
        self.setAccessibleDescription("; ".join(said))
        self._restyle()

    def rows(self) -> tuple[TrialRow, ...]:
        """What is drawn."""
        return self._rows

    def to_image(self) -> QImage:
        """The table as it is on the screen."""
        return self.grab().toImage()

    # where things are

    def _edges(self) -> list[float]:
        """The left edges of name, dots and columns, and the right end: columns take what their words need."""
        metrics = QFontMetricsF(font("small", tabular=True))
        names = max((metrics.horizontalAdvance(r.name) for r in self._rows), default=0.0) + px(12)
        widths = []
        for number, title in enumerate(self._columns):
            words = [title, *(r.cells[number] for r in self._rows)]
            widths.append(max(metrics.horizontalAdvance(w) for w in words) + px(12))
        dots = max(px(64), self.width() - names - sum(widths))
        edges = [0.0, names, names + dots]
        for width in widths:
            edges.append(edges[-1] + width)
        return edges

    def _dot_rect(self, row: int, trial: int, edges: list[float]) -> QRectF:
        count = max(self._expected, max((len(r.succeeded) for r in self._rows), default=1), 1)
        tally = QFontMetricsF(font("small", tabular=True)).horizontalAdvance(f"{count} / {count}") + px(10)
        room = max(px(24), edges[2] - edges[1] - tally - px(8))
        pitch = min(px(LARGEST_DOT + 4), room / count)
        size = max(px(SMALLEST_DOT), min(px(LARGEST_DOT), pitch - px(2)))
        left = edges[1] + tally + trial * pitch
        return QRectF(left, px(HEAD) + row * px(ROW) + (px(ROW) - size) / 2, size, size)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = tokens()
        painter.setFont(font("small", tabular=True))
        if not self._rows:
            painter.setPen(QColor(t.quiet))
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(QRectF(self.rect()), flags, self._hint)
            painter.end()
            return
        edges = self._edges()
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        painter.setPen(QColor(t.quiet))
        painter.drawText(QRectF(edges[1], 0, edges[2] - edges[1], px(HEAD)), int(middle), self.tr("success"))
        for number, title in enumerate(self._columns):
            place = QRectF(edges[2 + number], 0, edges[3 + number] - edges[2 + number], px(HEAD))
            painter.drawText(place, int(middle | right), title)
        for row, drawn in enumerate(self._rows):
            top = px(HEAD) + row * px(ROW)
            painter.setPen(QPen(QColor(t.line), 1))
            painter.drawLine(0, top, self.width(), top)
            painter.setPen(QColor(t.text))
            painter.drawText(QRectF(0, top, edges[1], px(ROW)), int(middle), drawn.name)
            tally = f"{sum(drawn.succeeded)} / {len(drawn.succeeded)}"
            painter.drawText(QRectF(edges[1], top, edges[2] - edges[1], px(ROW)), int(middle), tally)
            for number, words in enumerate(drawn.cells):
                place = QRectF(edges[2 + number], top, edges[3 + number] - edges[2 + number], px(ROW))
                painter.drawText(place, int(middle | right), words)
            for trial in range(max(self._expected, len(drawn.succeeded))):
                self._draw_dot(painter, self._dot_rect(row, trial, edges), drawn, trial)
        painter.end()

    def _draw_dot(self, painter: QPainter, rect: QRectF, row: TrialRow, trial: int) -> None:
        t = tokens()
        known = trial < len(row.succeeded)
        good = known and row.succeeded[trial]
        painter.setPen(QPen(QColor(t.accent if good else t.quiet if known else t.line), max(1.0, px(1.2))))
        painter.setBrush(QColor(t.accent) if good else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect)
        if known and not good:  # a failure is told by its form, not by colour alone
            painter.drawLine(rect.topLeft(), rect.bottomRight())

    # pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        tip = self._tip_at(event.position().x(), event.position().y())
        if tip:
            QToolTip.showText(event.globalPosition().toPoint(), tip, self)
        else:
            QToolTip.hideText()

    def _tip_at(self, x: float, y: float) -> str:
        if not self._rows:
            return ""
        edges = self._edges()
        row = int((y - px(HEAD)) // px(ROW)) if y >= px(HEAD) else -1
        if 0 <= row < len(self._rows):
            drawn = self._rows[row]
            for trial, tip in enumerate(drawn.tips):
                rect = self._dot_rect(row, trial, edges)
                if rect.left() - px(2) <= x <= rect.right() + px(2):
                    return tip
        for number, tip in enumerate(self._tips):
            if edges[2 + number] <= x < edges[3 + number]:
                return tip
        return ""

    def leaveEvent(self, event: QEvent) -> None:
        QToolTip.hideText()
