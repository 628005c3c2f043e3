"""The layers of a network as a Qt tree model, made from their dotted paths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from widgets.cell_painting import bytes_text, count_text

Index = QModelIndex | QPersistentModelIndex

NAME, KIND, SHAPE, PARAMETERS, SHARE = range(5)
PATH_ROLE = int(Qt.ItemDataRole.UserRole)
SHARE_ROLE = PATH_ROLE + 1
STAGE_ROLE = PATH_ROLE + 2


@dataclass(frozen=True)
class LayerRow:
    """One module of a network.

    ``path`` has dots; ``shape`` is the output's without the batch, in words; ``parameters`` and ``bytes`` count the
    module's parts too; ``stage`` marks the last module of a stage; ``note`` goes into the tooltip.
    """

    path: str
    kind: str
    shape: str = ""
    parameters: int = 0
    bytes: int = 0
    stage: bool = False
    note: str = ""


@dataclass
class _Node:
    row: LayerRow
    number: int
    parent: int
    place: int
    children: list[int] = field(default_factory=list)


class LayerModel(QAbstractItemModel):
    """Five columns: layer, kind, output, parameters, share of all parameters.

    A container that never ran itself has no row in the list; it is added, so that its parts hang together.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes: list[_Node] = []
        self._roots: list[int] = []
        self._numbers: dict[str, int] = {}
        self._total = 0

    def set_rows(self, rows: Sequence[LayerRow], total: int | None = None) -> None:
        """Take these layers, in this order; ``total``: parameters of the network, where modules share some."""
        self.beginResetModel()
        self._nodes, self._roots, self._numbers = [], [], {}
        for row in rows:
            if row.path and row.path not in self._numbers:
                self._add(row)
        for node in reversed(self._nodes):  # children come after their parents
            if not node.row.kind and node.children:
                parts = [self._nodes[i].row for i in node.children]
                node.row = LayerRow(
                    node.row.path, "", "", sum(p.parameters for p in parts), sum(p.bytes for p in parts)
                )
        self._total = sum(self._nodes[i].row.parameters for i in self._roots) if total is None else total
        self.endResetModel()

    def _add(self, row: LayerRow) -> None:
        parent = row.path.rpartition(".")[0]
        if parent and parent not in self._numbers:
            self._add(LayerRow(parent, ""))
        number = len(self._nodes)
        above = self._numbers[parent] if parent else -1
        siblings = self._nodes[above].children if parent else self._roots
        self._nodes.append(_Node(row, number, above, len(siblings)))
        siblings.append(number)
        self._numbers[row.path] = number

    def total(self) -> tuple[int, int]:
        """Parameters of the whole network and their bytes."""
        return self._total, sum(self._nodes[i].row.bytes for i in self._roots)

    def count(self) -> int:
        """How many layers there are."""
        return len(self._nodes)

    def index_of(self, path: str) -> QModelIndex:
        """The first column of the layer at ``path``; invalid where there is none."""
        number = self._numbers.get(path)
        return QModelIndex() if number is None else self.createIndex(self._nodes[number].place, 0, number)

    def row_at(self, index: Index) -> LayerRow | None:
        """The layer of a row."""
        return self._nodes[index.internalId()].row if index.isValid() else None

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self._nodes[parent.internalId()].children if parent.isValid() else self._roots
        if not (0 <= row < len(children) and 0 <= column < 5):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        if not index.isValid():
            return QModelIndex()
        above = self._nodes[index.internalId()].parent
        return QModelIndex() if above < 0 else self.createIndex(self._nodes[above].place, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._roots)
        return len(self._nodes[parent.internalId()].children) if parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Layer"), self.tr("Kind"), self.tr("Output"), self.tr("Parameters"), self.tr("Share"))[
                section
            ]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == PARAMETERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole and section == SHAPE:
            return self.tr("channels × rows × columns, without the batch")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        column = index.column()
        share = row.parameters / self._total if self._total else 0.0
        if role == Qt.ItemDataRole.DisplayRole:
            if column == NAME:
                return row.path.rpartition(".")[2]
            if column == PARAMETERS:
                return count_text(row.parameters) if row.parameters else "–"
            return (None, row.kind, row.shape, None, f"{100 * share:.1f} %" if row.parameters else "")[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, share)
        if role == Qt.ItemDataRole.TextAlignmentRole and column == PARAMETERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole and row.stage and column == NAME:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.AccessibleTextRole and column == NAME:
            return self._tip(row, share)
        return {PATH_ROLE: row.path, SHARE_ROLE: share, STAGE_ROLE: row.stage}.get(role)

    def _tip(self, row: LayerRow, share: float) -> str:
        lines = [f"{row.path}  {row.kind}".strip()]
        if row.shape:
            lines.append(self.tr("output {shape}").format(shape=row.shape))
        lines.append(
            self.tr("{count} parameters, {share} % of all, {memory}").format(
                count=f"{row.parameters:,}", share=f"{100 * share:.2f}", memory=bytes_text(row.bytes)
            )
            if row.parameters
            else self.tr("no parameters")
        )
        if row.stage:
            lines.append(self.tr("last layer of a stage"))
        return "\n".join([*lines, *([row.note] if row.note else [])])
