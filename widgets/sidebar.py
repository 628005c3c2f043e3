"""The left side: the app's name, a field that finds labs, and the labs by chapter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from widgets.filter_list import Entry, matching
from widgets.icons import paint_icon
from widgets.theme import font, px, text_label, theme, tokens


@dataclass(frozen=True)
class Lab:
    """One lab: its name (given back), title and chapter as shown, its paper, and words it is found by besides."""

    name: str
    title: str
    chapter: str
    paper: str = ""
    words: str = ""


class Sidebar(QWidget):
    """Chapters and labs; ``chosen(name)`` on a click, or on Enter in the list or the field."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._labs: tuple[Lab, ...] = ()
        self._name = text_label("Vitrine", "title")
        self.search = _SearchField(self.tr("Find a lab"), self.tr("Ctrl K"))
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list = _LabList()
        self.list.chosen.connect(self.chosen)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.list)
        self._empty = text_label(self.tr("No lab is found by this."), "quiet_small", wrap=True)
        self._column = QVBoxLayout(self)
        for widget in (self._name, self.search, self._empty, self._area):
            self._column.addWidget(widget)
        self._empty.setVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._restyle()
        theme.theme_changed.connect(self._restyle)

    def set_labs(self, labs: Sequence[Lab]) -> None:
        """Show labs; those of one chapter stand together, in the order given."""
        self._labs = tuple(labs)
        self._filter(self.search.text())

    def set_selected(self, name: str) -> None:
        """Mark the open lab; emits nothing."""
        self.list.select(name)
        place = self.list.place_of(name)
        if place is not None:
            self._area.ensureVisible(0, int(place.center().y()), 0, px(40))

    def set_state(self, name: str, state: str) -> None:
        """Mark a lab as ``"running"``, ``"paused"`` or neither (empty)."""
        self.list.mark(name, state)

    def start_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def sizeHint(self) -> QSize:
        return QSize(px(224), px(600))

    def _filter(self, text: str) -> None:
        entries = [Entry(lab, lab.title, lab.chapter, f"{lab.name} {lab.paper} {lab.words}") for lab in self._labs]
        kept = {entry.value.name for entry in matching(entries, text)}
        self.list.show_labs([lab for lab in self._labs if lab.name in kept])
        self._empty.setVisible(bool(text) and not kept)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.keyPressEvent(event)
                if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self.search.clear()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _restyle(self) -> None:
        self.setFixedWidth(px(224))
        self._column.setContentsMargins(px(12), px(18), px(12), px(12))
        self._column.setSpacing(px(12))
        self._name.setContentsMargins(px(12), 0, 0, 0)


class _SearchField(QLineEdit):
    """A line edit with its key shown at the right while it is empty."""

    def __init__(self, placeholder: str, key: str) -> None:
        super().__init__()
        self._key = key
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setToolTip(f"{placeholder} ({key})")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.text():
            painter = QPainter(self)
            painter.setFont(font("small"))
            painter.setPen(QColor(tokens().quiet))
            place = QRectF(self.rect()).adjusted(0, 0, -px(10), 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._key)
            painter.end()


class _LabList(QWidget):
    """Chapters in small capitals, labs below them."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._labs: list[Lab] = []
        self._places: list[QRectF] = []
        self._heads: list[tuple[str, QRectF]] = []
        self._states: dict[str, str] = {}
        self._selected = ""
        self._current = 0
        self._over = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Labs"))
        theme.theme_changed.connect(self._arrange)

    def show_labs(self, labs: list[Lab]) -> None:
        chapters = list(dict.fromkeys(lab.chapter for lab in labs))
        self._labs = sorted(labs, key=lambda lab: chapters.index(lab.chapter))
        names = [lab.name for lab in self._labs]
        self._current = names.index(self._selected) if self._selected in names else 0
        self._arrange()

    def select(self, name: str) -> None:
        self._selected = name
        for row, lab in enumerate(self._labs):
            if lab.name == name:
                self._current = row
                self.setAccessibleDescription(lab.title)
        self.update()

    def mark(self, name: str, state: str) -> None:
        if state != self._states.get(name, ""):
            self._states[name] = state
            self.update()

    def place_of(self, name: str) -> QRectF | None:
        return next((place for lab, place in zip(self._labs, self._places, strict=True) if lab.name == name), None)

    def _arrange(self) -> None:
        self._places, self._heads, top, chapter = [], [], 0.0, None
        for lab in self._labs:
            if lab.chapter != chapter:
                top += px(6) if chapter is not None else 0
                chapter = lab.chapter
                self._heads.append((chapter, QRectF(px(12), top, self.width() - px(16), px(28))))
                top += px(28)
            self._places.append(QRectF(0, top, self.width(), px(28)))
            top += px(28)
        self.setMinimumHeight(int(top))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _row_at(self, point: QPointF) -> int:
        return next((row for row, place in enumerate(self._places) if place.contains(point)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._row_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._over >= 0 else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._current = row
            self.chosen.emit(self._labs[row].name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and self._labs:
            self._current = min(len(self._labs) - 1, max(0, self._current + step))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._labs:
            self.chosen.emit(self._labs[self._current].name)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self._row_at(QPointF(event.pos()))
            lab = self._labs[row] if row >= 0 else None
            words = "\n".join(word for word in (lab.title, lab.paper) if word) if lab else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        caption = font("caption")
        caption.setPointSizeF(caption.pointSizeF() * 0.92)
        painter.setFont(caption)
        painter.setPen(QColor(t.quiet))
        metrics = QFontMetricsF(caption)
        for words, place in self._heads:
            head = metrics.elidedText(words.upper(), Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, head)
        painter.setFont(font("body"))
        metrics = QFontMetricsF(painter.font())
        searching = len(self._labs) > 0 and self.hasFocus()
        for row, (lab, place) in enumerate(zip(self._labs, self._places, strict=True)):
            chosen, over = lab.name == self._selected, row == self._over
            painter.setPen(Qt.PenStyle.NoPen)
            if chosen or over:
                painter.setBrush(QColor(t.accent_soft if chosen else t.hover))
                painter.drawRoundedRect(place, px(5), px(5))
            if chosen:
                painter.setBrush(QColor(t.accent))
                mark = QRectF(place.left(), place.top() + px(6), px(3), place.height() - px(12))
                painter.drawRoundedRect(mark, px(1.5), px(1.5))
            if searching and row == self._current:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(t.ring), 1))
                painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), px(5), px(5))
            state = self._states.get(lab.name, "")
            line = place.adjusted(px(18), 0, -px(26 if state else 8), 0)
            painter.setPen(QColor(t.text))
            title = metrics.elidedText(lab.title, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
            if state:
                spot = QRectF(place.right() - px(22), place.center().y() - px(6), px(12), px(12))
                if state == "running":
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(QColor(t.accent))
                    painter.drawEllipse(spot.center(), px(4), px(4))
                else:
                    paint_icon(painter, "pause", spot, t.quiet)
        painter.end()
