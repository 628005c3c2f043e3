"""The first depth of a network: all its layers as a tree that folds, with shapes and parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from widgets.cell_painting import bytes_text, count_text
from widgets.layer_model import (
    KIND,
    NAME,
    PARAMETERS,
    PATH_ROLE,
    SHAPE,
    SHARE,
    SHARE_ROLE,
    STAGE_ROLE,
    LayerModel,
    LayerRow,
)
from widgets.theme import font, px, text_label, theme, tokens

__all__ = ["LayerRow", "LayerTree"]


class LayerTree(QWidget):
    """A network's layers: fold, filter, choose. ``chosen`` carries the path of the layer clicked or opened by Enter."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = ""
        self._rows: tuple[LayerRow, ...] = ()
        self.model = LayerModel(self)
        self._found = _Filter(self)
        self._found.setSourceModel(self.model)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Find a layer: name, kind or shape"))
        self.field.setAccessibleName(self.tr("Find a layer"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.view = _View(self)
        self.view.setModel(self._found)
        self.view.setAccessibleName(self.tr("Layers of the network"))
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.clicked.connect(self._choose)
        self.view.entered_row.connect(self._choose)
        header = self.view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (KIND, SHAPE, PARAMETERS, SHARE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        self.total = text_label("", "quiet_small", self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.field)
        self._column.addWidget(self.view, 1)
        self._column.addWidget(self.total)
        self.setFocusProxy(self.view)
        self.setAccessibleName(self.tr("Layers of the network"))
        theme.theme_changed.connect(self._restyle)
        self._restyle()

    def set_layers(self, rows: Sequence[LayerRow], total_parameters: int | None = None) -> None:
        """Show these layers, in the order of their first execution; the current layer stays current where there is one.

        ``total_parameters``: of the network, each counted once, where modules share some; else the sum.
        """
        self._rows = tuple(rows)
        self.model.set_rows(self._rows, total_parameters)
        parameters, memory = self.model.total()
        self.total.setText(
            self.tr("{layers} layers · {parameters} parameters · {memory}").format(
                layers=self.model.count(), parameters=count_text(parameters), memory=bytes_text(memory)
            )
            if rows
            else ""
        )
        self.total.setToolTip(
            self.tr("{parameters} parameters, {memory} bytes").format(
                parameters=f"{parameters:,}", memory=f"{memory:,}"
            )
        )
        self.view.expandToDepth(0 if self.model.count() > 60 else 9)
        self._measure()
        self.set_current(self._current)

    def set_current(self, path: str) -> None:
        """Highlight the layer at ``path`` and unfold down to it; emits nothing."""
        self._current = path
        index = self._found.mapFromSource(self.model.index_of(path))
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        else:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())

    def current(self) -> str:
        """The path of the highlighted layer, or an empty text."""
        return self._current

    def to_image(self) -> QImage:
        """The tree as it is on the screen."""
        return self.grab().toImage()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """``path``, ``kind``, ``shape`` (texts), ``parameters`` and ``bytes`` (int64) of every layer."""
        return {
            "path": np.array([row.path for row in self._rows]),
            "kind": np.array([row.kind for row in self._rows]),
            "shape": np.array([row.shape for row in self._rows]),
            "parameters": np.array([row.parameters for row in self._rows], np.int64),
            "bytes": np.array([row.bytes for row in self._rows], np.int64),
        }

    def _choose(self, index: QModelIndex) -> None:
        path = index.siblingAtColumn(0).data(PATH_ROLE)
        if path:
            self._current = str(path)
            self.chosen.emit(self._current)

    def _filter(self, text: str) -> None:
        self._found.set_text(text)
        if text:
            self.view.expandAll()
        elif self._current:
            self.set_current(self._current)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter in the field go on into the tree."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.view.setFocus()
                if not self.view.currentIndex().isValid():
                    self.view.setCurrentIndex(self._found.index(0, 0))
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)

    def _measure(self) -> None:
        """Columns as wide as their longest text, within reason; the rest has a tooltip."""
        metrics = self.view.fontMetrics()
        room = px(20)

        def widest(texts: Sequence[str], most: int) -> int:
            return min(px(most), max((metrics.horizontalAdvance(text) for text in texts), default=0) + room)

        header = self.view.header()
        titles = [str(self.model.headerData(i, Qt.Orientation.Horizontal)) for i in range(5)]
        kind = widest([titles[KIND], *{row.kind for row in self._rows}], 168)
        shape = widest([titles[SHAPE], *{row.shape for row in self._rows}], 144)
        parameters = widest([titles[PARAMETERS], "000.0 M"], 112)
        # What does not fit beside the name is in the tooltip: the name is what a layer is chosen by.
        space = self.view.viewport().width()
        room = int(space - min(px(148), space * 0.42))
        share = px(112) if kind + shape + parameters + px(112) <= room else px(56)
        self.view.setColumnHidden(SHARE, px(88) + shape + parameters + share > room)
        share = 0 if self.view.isColumnHidden(SHARE) else share
        self.view.setColumnHidden(KIND, px(88) + shape + parameters > room)
        kind = int(max(px(88), min(kind, room - shape - parameters - share)))
        self.view.setColumnHidden(SHAPE, shape + parameters > room)
        self.view.setColumnHidden(PARAMETERS, parameters > room)
        for column, width in ((KIND, kind), (SHAPE, shape), (PARAMETERS, parameters), (SHARE, share)):
            header.resizeSection(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measure()

    def _restyle(self) -> None:
        self._column.setSpacing(px(8))
        self.view.setIndentation(px(18))
        self._measure()
        self.view.viewport().update()


class _View(QTreeView):
    """The tree; Enter chooses, so that arrows can walk through without a computation for each layer."""

    entered_row = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setRootIsDecorated(True)
        self.setExpandsOnDoubleClick(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setStyleSheet("QTreeView::item { border-radius: 0px; }")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.header().setSectionsMovable(False)
        self.header().setMinimumSectionSize(px(64))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered_row.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class _Filter(QSortFilterProxyModel):
    """Rows whose path, kind or shape holds every word; their parents stay."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self.setRecursiveFilteringEnabled(True)

    def set_text(self, text: str) -> None:
        """The words to look for."""
        self._words = text.casefold().replace("×", "x").split()
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex) -> bool:
        if not self._words:
            return True
        model = self.sourceModel()
        row = model.row_at(model.index(source_row, 0, source_parent)) if isinstance(model, LayerModel) else None
        if row is None:
            return False
        text = f"{row.path} {row.kind} {row.shape}".casefold().replace("×", "x").replace(" x ", "x")
        return all(word in text for word in self._words)


class _Delegate(QStyledItemDelegate):
    """Marks stages beside their name and draws the share as a thin bar."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        if index.column() == NAME and index.data(STAGE_ROLE):
            painter.save()
            painter.setFont(font("small"))
            painter.setPen(QColor(tokens().quiet))
            taken = option.fontMetrics.horizontalAdvance(str(index.data())) + px(24)  # type: ignore[attr-defined]
            if rect.width() - taken > px(40):
                place = QRectF(rect.left(), rect.top(), rect.width() - px(8), rect.height())
                painter.drawText(
                    place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.tr("stage")
                )
            painter.restore()
        elif index.column() == SHARE:
            share = float(index.data(SHARE_ROLE) or 0.0)
            if share > 0:
                text = px(56) if rect.width() > px(90) else px(4)
                if text > px(4):
                    painter.setFont(font("small", tabular=True))
                    painter.setPen(QColor(tokens().text))
                    place = QRectF(rect.left(), rect.top(), px(50), rect.height())
                    painter.drawText(
                        place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(index.data())
                    )
                bar = QRectF(rect.left() + text, rect.center().y() - px(2), rect.width() - text - px(6), px(4))
                painter.fillRect(bar, QColor(tokens().track))
                bar.setWidth(max(1.0, bar.width() * min(1.0, share)))
                painter.fillRect(bar, QColor(tokens().quiet))

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.column() == SHARE:
            option.text = ""  # type: ignore[attr-defined]

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), px(26)))
