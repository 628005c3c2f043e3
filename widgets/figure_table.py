"""A table of figures as papers print it: a head, rows, a marked row, what each figure is on the pointer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets.theme import font, px, theme, tokens

ROW, HEAD, PAD = 26, 28, 10


@dataclass(frozen=True)
class Column:
    """A column: its title, what its figures are in the tooltip, whether it is text (left) or figures (right)."""

    title: str
    tip: str = ""
    text: bool = False


@dataclass(frozen=True)
class Row:
    """A row: a cell for each column, whether it is marked, what is added in the tooltip. ``strong``: the best."""

    cells: tuple[str, ...]
    marked: bool = False
    tip: str = ""
    strong: bool = False


class FigureTable(QWidget):
    """``pointed`` (row, or None). Up and down go from row to row."""

    pointed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._at: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        theme.theme_changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setMinimumWidth(self.sizeHint().width())
        self.updateGeometry()
        self.update()

    def set_table(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Show these figures."""
        self._columns, self._rows = tuple(columns), tuple(rows)
        if any(len(row.cells) != len(self._columns) for row in self._rows):
            raise ValueError("a cell for each column")
        self._at = None
        marked = [self.words(number) for number, row in enumerate(self._rows) if row.marked]
        self.setAccessibleDescription("; ".join(marked))
        self._restyle()

    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows

    def at(self) -> int | None:
        """The row under the pointer."""
        return self._at

    def words(self, row: int) -> str:
        """A row in words."""
        parts = [
            cell if column.text else f"{column.title} {cell}"
            for column, cell in zip(self._columns, self._rows[row].cells, strict=True)
            if cell
        ]
        return ", ".join([*parts, self._rows[row].tip] if self._rows[row].tip else parts)

    def to_text(self) -> str:
        """The figures with tabs between, for a spreadsheet."""
        lines = ["\t".join(column.title for column in self._columns)]
        return "\n".join([*lines, *("\t".join(row.cells) for row in self._rows)])

    def to_image(self) -> QImage:
        """The table as it is on the screen."""
        return self.grab().toImage()

    # Places

    def _widths(self) -> list[float]:
        metrics, strong = QFontMetricsF(font("small", tabular=True)), QFontMetricsF(font("caption", tabular=True))
        return [
            max(
                metrics.horizontalAdvance(column.title),
                *(strong.horizontalAdvance(row.cells[number]) for row in self._rows),
                0.0,
            )
            + 2 * px(PAD)
            for number, column in enumerate(self._columns)
        ]

    def sizeHint(self) -> QSize:
        return QSize(int(sum(self._widths())) + 1, px(HEAD) + px(ROW) * len(self._rows) + px(4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _edges(self) -> list[float]:
        """Left edges of the columns; what room is left goes to the first of text."""
        widths = self._widths()
        spare = max(0.0, self.width() - sum(widths))
        grows = next((number for number, column in enumerate(self._columns) if column.text), 0)
        edges = [0.0]
        for number, width in enumerate(widths):
            edges.append(edges[-1] + width + (spare if number == grows else 0.0))
        return edges

    def row_at(self, point: QPointF) -> int | None:
        """The row under a point."""
        row = int((point.y() - px(HEAD)) // px(ROW))
        return row if point.y() >= px(HEAD) and row < len(self._rows) else None

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edges = self._edges()
        painter.setFont(font("small", tabular=True))
        self._draw_line(painter, [column.title for column in self._columns], 0.0, float(px(HEAD)), edges, t.quiet)
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(QPointF(0, px(HEAD) - 0.5), QPointF(self.width(), px(HEAD) - 0.5))
        for number, row in enumerate(self._rows):
            top = float(px(HEAD) + number * px(ROW))
            place = QRectF(0, top, self.width(), px(ROW))
            if row.marked:
                painter.fillRect(place, QColor(t.accent_soft))
                painter.fillRect(QRectF(0, top, px(3), px(ROW)), QColor(t.accent))
            elif number == self._at:
                painter.fillRect(place, QColor(t.hover))
            painter.setFont(font("caption" if row.strong else "small", tabular=True))
            self._draw_line(painter, list(row.cells), top, float(px(ROW)), edges, t.text)
        if self.hasFocus() and self._at is not None:
            painter.setPen(QPen(QColor(t.ring), px(1)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(0.5, px(HEAD) + self._at * px(ROW) + 0.5, self.width() - 1, px(ROW) - 1))
        painter.end()

    def _draw_line(
        self, painter: QPainter, cells: list[str], top: float, height: float, edges: list[float], colour: str
    ) -> None:
        painter.setPen(QColor(colour))
        for number, (column, cell) in enumerate(zip(self._columns, cells, strict=True)):
            side = Qt.AlignmentFlag.AlignLeft if column.text else Qt.AlignmentFlag.AlignRight
            place = QRectF(edges[number] + px(PAD), top, edges[number + 1] - edges[number] - 2 * px(PAD), height)
            painter.drawText(place, int(side | Qt.AlignmentFlag.AlignVCenter), cell)

    # Pointer and keys

    def _point(self, row: int | None) -> None:
        if row != self._at:
            self._at = row
            self.pointed.emit(row)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.row_at(event.position()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            place = QPointF(event.pos())  # type: ignore[attr-defined]
            row, edges = self.row_at(place), self._edges()
            column = next((n for n in range(len(self._columns)) if edges[n] <= place.x() < edges[n + 1]), None)
            lines = [] if row is None else [self.words(row)]
            if column is not None and self._columns[column].tip:
                lines.append(f"{self._columns[column].title}: {self._columns[column].tip}")
            QToolTip.showText(event.globalPos(), "\n".join(lines), self)  # type: ignore[attr-defined]
            return True
        return super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is None or not self._rows:
            super().keyPressEvent(event)
            return
        here = (-1 if by > 0 else len(self._rows)) if self._at is None else self._at
        self._point(min(len(self._rows) - 1, max(0, here + by)))
        self.setAccessibleDescription(self.words(self._at) if self._at is not None else "")
