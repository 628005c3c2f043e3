"""Where the layers of a network stand in its drawing: columns from the input to the answer, and how links run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from widgets.theme import px

Role = Literal["input", "encoding", "hidden", "join", "output"]


@dataclass(frozen=True, eq=False)
class NetworkNode:
    """One layer.

    ``role`` says how it is drawn; a ``"join"`` is the sign for values put side by side. ``sources`` are the numbers of
    the layers before it, ``inputs`` and ``outputs`` how many values it takes and gives, ``values`` (outputs,) what it
    gave. ``function`` ("ReLU", "sigmoid", "softplus" or "") is what its sums go through, ``parameters`` what is learnt.
    ``row`` is 0 on the main way, less above it, more below. ``words`` say what it is. ``swatch`` is the colour that an
    answer is, 0 to 1 each.
    """

    name: str
    role: Role
    sources: tuple[int, ...]
    inputs: int
    outputs: int
    values: NDArray[np.float32]
    function: str = ""
    parameters: int = 0
    row: int = 0
    words: str = ""
    swatch: tuple[float, float, float] | None = None


def columns_of(nodes: Sequence[NetworkNode]) -> list[int]:
    """The column of each layer: after all its sources; what stands off the main way is drawn next to what needs it."""
    columns = [0] * len(nodes)
    for number, node in enumerate(nodes):
        columns[number] = max((columns[s] + 1 for s in node.sources), default=0)
    for number in range(len(nodes) - 1, -1, -1):
        after = [columns[n] for n, node in enumerate(nodes) if number in node.sources]
        if nodes[number].row > 0 and after:
            columns[number] = min(after) - 1
    first = min(columns, default=0)
    return [column - first for column in columns]


NAME, LINE, JOIN, BESIDE = 16, 14, 18, 28
"""Heights of a name and of a line of numbers, side of the sign for side by side, room for names beside their boxes;
pixels at 100%."""
ABOVE, BELOW = NAME + 24 + LINE, NAME + 32 + LINE
"""Heights of what stands off the main way."""


@dataclass(frozen=True)
class Link:
    """A line from one layer to another: the places it runs through, and the layers."""

    places: tuple[QPointF, ...]
    source: int
    target: int


@dataclass(frozen=True)
class NetworkLayout:
    """Places of a drawing's parts: the boxes by layer, the links, where the foot begins."""

    boxes: tuple[QRectF, ...] = ()
    links: tuple[Link, ...] = ()
    foot: float = 0.0
    two_lines: bool = False
    columns: tuple[int, ...] = field(default=())


def least_width(nodes: Sequence[NetworkNode]) -> int:
    """How wide the drawing is at least."""
    if not nodes:
        return px(240)
    columns = columns_of(nodes)
    wide = [
        max(_width(n, 30) for n, c in zip(nodes, columns, strict=True) if c == at) for at in range(max(columns) + 1)
    ]
    beside = sum(px(BESIDE) for at in range(len(wide)) if _stacked(nodes, columns, at))
    return int(sum(wide) + px(12) * (len(wide) - 1) + 2 * px(12) + beside)


def least_height(nodes: Sequence[NetworkNode], foot: float) -> int:
    """How high the drawing is at least, with ``foot`` pixels of words."""
    rows = {node.row for node in nodes}
    return int(
        px(84) + (px(ABOVE) if min(rows, default=0) < 0 else 0) + (px(BELOW) if max(rows, default=0) > 0 else 0) + foot
    )


def _stacked(nodes: Sequence[NetworkNode], columns: Sequence[int], at: int) -> bool:
    """Whether layers of one row stand one above the other in a column."""
    rows = [node.row for node, column in zip(nodes, columns, strict=True) if column == at]
    return len(rows) != len(set(rows))


def _width(node: NetworkNode, side: float) -> int:
    return px(JOIN if node.role == "join" else side)


def network_layout(nodes: Sequence[NetworkNode], width: float, height: float, foot: float) -> NetworkLayout:
    """Fit a drawing into ``width`` x ``height``, its last ``foot`` pixels left to words."""
    if not nodes:
        return NetworkLayout(foot=height - foot)
    columns = columns_of(nodes)
    count = max(columns) + 1
    beside = [float(px(BESIDE)) if _stacked(nodes, columns, at) else 0.0 for at in range(count)]
    room = width - 2 * px(12) - sum(beside)
    joins = [all(n.role == "join" for n, c in zip(nodes, columns, strict=True) if c == at) for at in range(count)]
    plain = count - sum(joins)
    spare = room - sum(joins) * px(JOIN) - px(14) * (count - 1)
    side = min(float(px(52)), max(float(px(30)), spare / max(plain, 1)))
    wide = [float(px(JOIN)) if join else side for join in joins]
    gap = max(float(px(12)), min(float(px(44)), (room - sum(wide)) / max(count - 1, 1)))
    total = sum(wide) + gap * (count - 1) + sum(beside)
    left = [max(float(px(12)), (width - total) / 2)]
    for at in range(1, count):
        left.append(left[-1] + wide[at - 1] + gap + beside[at])
    two_lines = side + gap < px(64)
    lines = px(LINE) * (2 if two_lines else 1)
    rows = sorted({node.row for node in nodes})
    tops, heights, y = {}, {}, float(px(4))
    main = height - foot - px(4) - sum(px(ABOVE) if row < 0 else px(BELOW) for row in rows if row)
    for row in rows:
        tops[row] = y + (px(8) if row == 0 else 0)  # a skip runs over the main way
        heights[row] = max(float(px(72)), main - px(8)) if row == 0 else float(px(ABOVE) if row < 0 else px(BELOW))
        y = tops[row] + heights[row]
    boxes: list[QRectF] = []
    for number, node in enumerate(nodes):
        alike = [n for n, other in enumerate(nodes) if columns[n] == columns[number] and other.row == node.row]
        place, stacked = alike.index(number), len(alike)
        under = (lines if node.row == 0 else px(LINE)) if stacked == 1 else 0
        inner = heights[node.row] - px(NAME) - under
        top, tall = tops[node.row] + px(NAME), inner
        if stacked > 1:  # one above the other, each with its name beside it
            tall = inner / stacked
            top, tall = top + place * tall, tall - px(4)
        middle = left[columns[number]] + wide[columns[number]] / 2
        own = float(px(JOIN)) if node.role == "join" else side
        if node.role == "join":
            top, tall = top + (inner - px(JOIN)) / 2, float(px(JOIN))
        elif stacked == 1 and node.outputs <= 4:
            lower = min(tall, float(px(14)) * max(node.outputs, 2))
            top, tall = top + (tall - lower) / 2, lower
        boxes.append(QRectF(middle - own / 2, top, own, tall))
    over = tops[0] - px(2)
    links = tuple(
        Link(_way(boxes[s], boxes[n], columns[n] - columns[s], node.row - nodes[s].row, over), s, n)
        for n, node in enumerate(nodes)
        for s in node.sources
    )
    return NetworkLayout(tuple(boxes), links, height - foot, two_lines, tuple(columns))


def _way(start: QRectF, end: QRectF, columns: int, rows: int, over: float) -> tuple[QPointF, ...]:
    """The places of a link: straight to the next column, over the others to a later one, round a corner to a row."""
    out, into = QPointF(start.right(), start.center().y()), QPointF(end.left(), end.center().y())
    if rows == 0 and columns > 1:
        at = start.right() - min(start.width() / 4, px(8))
        return (
            QPointF(at, start.top()),
            QPointF(at, over),
            QPointF(end.center().x(), over),
            QPointF(end.center().x(), end.top()),
        )
    if abs(out.y() - into.y()) < 1.0:
        return out, into
    half = into.x() - px(6)
    if end.width() <= px(JOIN) and rows < 0:
        return out, QPointF(end.center().x(), out.y()), QPointF(end.center().x(), end.bottom())
    return out, QPointF(half, out.y()), QPointF(half, into.y()), into
