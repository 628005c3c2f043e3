"""Batch norm, activations, residual sums, softmax and the rest on the unit page."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from widgets.cell_painting import Floats, decimals_for, fixed_text, number_text
from widgets.theme import px
from widgets.unit_data import UnitData
from widgets.unit_page import CENTRE, LEFT, RIGHT, Page, plus, words

translate = QCoreApplication.translate


def _sigmoid(x: NDArray[Any]) -> NDArray[Any]:
    return 1 / (1 + np.exp(-x))


def _gelu(x: NDArray[Any]) -> NDArray[Any]:
    return x * 0.5 * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))


_CURVES: dict[str, Callable[[NDArray[Any]], NDArray[Any]]] = {
    "relu": lambda x: np.maximum(x, 0),
    "relu6": lambda x: np.clip(x, 0, 6),
    "leakyrelu": lambda x: np.where(x < 0, 0.01 * x, x),
    "sigmoid": _sigmoid,
    "tanh": np.tanh,
    "silu": lambda x: x * _sigmoid(x),
    "swish": lambda x: x * _sigmoid(x),
    "gelu": _gelu,
    "elu": lambda x: np.where(x < 0, np.expm1(np.minimum(x, 0)), x),
    "hardswish": lambda x: x * np.clip(x + 3, 0, 6) / 6,
    "hardsigmoid": lambda x: np.clip(x + 3, 0, 6) / 6,
    "identity": lambda x: x,
}
_FORMULAS = {
    "relu": "y = max(0, x)",
    "relu6": "y = min(max(0, x), 6)",
    "leakyrelu": "y = max(0.01 x, x)",
    "sigmoid": "y = 1 / (1 + e⁻ˣ)",
    "tanh": "y = tanh x",
    "silu": "y = x / (1 + e⁻ˣ)",
    "swish": "y = x / (1 + e⁻ˣ)",
    "gelu": "y = x · Φ(x)",
    "elu": "y = x (x > 0), eˣ - 1 (x < 0)",
    "hardswish": "y = x · min(max(0, x + 3), 6) / 6",
    "hardsigmoid": "y = min(max(0, x + 3), 6) / 6",
}


def curve_of(data: UnitData) -> tuple[Floats, Floats] | None:
    """The activation's curve round this unit's point as x and y, or None where it is not known."""
    if data.curve is not None:
        return data.curve[0], data.curve[1]
    function = _CURVES.get(data.function.lower().replace("_", "").replace("-", ""))
    if function is None:
        return None
    reach = max(3.0, 1.25 * abs(data.x or 0.0))
    x = np.linspace(-reach, reach, 301, dtype=np.float32)
    return x, function(x).astype(np.float32)


def draw_batch_norm(page: Page, data: UnitData) -> None:
    """The input, minus the mean, over the deviation, times gamma, plus beta: each step as a number and on an axis."""
    if data.x is None or data.mean is None or data.variance is None:
        return
    epsilon = data.epsilon or 0.0
    deviation = math.sqrt(data.variance + epsilon)
    centred = data.x - data.mean
    normal = centred / deviation if deviation else math.nan
    gamma, beta = (1.0 if data.gamma is None else data.gamma), (0.0 if data.beta is None else data.beta)
    scaled = normal * gamma
    values = [data.x, centred, normal, scaled, data.value]

    def n(value: float) -> str:
        return number_text(value, 4)

    def bracketed(value: float) -> str:
        return f"({n(value)})" if value < 0 else n(value)

    variance = f"√({n(data.variance)} + {epsilon:g})" if epsilon else f"√{n(data.variance)}"
    lines = [
        (translate("UnitView", "input"), "", "x", values[0]),
        (
            translate("UnitView", "minus the mean"),
            f"μ = {n(data.mean)}",
            f"{n(data.x)} - {bracketed(data.mean)}",
            values[1],
        ),
        (
            translate("UnitView", "over the deviation"),
            f"√(σ² + ε) = {variance} = {n(deviation)}",
            f"{n(centred)} / {n(deviation)}",
            values[2],
        ),
        (translate("UnitView", "times the weight"), f"γ = {n(gamma)}", f"{n(gamma)} · {bracketed(normal)}", values[3]),
        (
            translate("UnitView", "plus the bias"),
            f"β = {n(beta)}",
            f"{n(scaled)} {'-' if beta < 0 else '+'} {n(abs(beta))}",
            values[4],
        ),
    ]
    area = page.area
    page.text(QRectF(area.left(), area.top(), area.width(), px(24)), "y = γ (x - μ) / √(σ² + ε) + β", "strong")
    top = area.top() + px(44)
    step = min(float(px(64)), (area.bottom() - top - px(30)) / len(lines))
    reach = max(abs(v) for v in values if math.isfinite(v)) * 1.05 or 1.0
    name, between, figure = min(float(px(264)), area.width() * 0.42), float(px(136)), float(px(72))
    axis_left = area.left() + name + between + figure + px(24)
    axis = QRectF(axis_left, top, max(0.0, min(area.right(), axis_left + px(320)) - axis_left), step * len(lines))
    before: QPointF | None = None
    for number, (label, detail, expression, value) in enumerate(lines):
        y = top + number * step + step / 2
        last = number == len(lines) - 1
        row = QRectF(area.left(), y - px(11), name, px(22))
        if detail:
            page.text(row.translated(0, px(9)), detail, "small", "quiet")
            row.translate(0, -px(9))
        page.text(row, label, "body")
        middle = QRectF(area.left() + name, y - px(11), between, px(22))
        page.text(middle, f"{expression} =", "body", "text", RIGHT)
        result = QRectF(middle.right(), middle.top(), figure, px(22))
        page.text(result, n(value), "strong" if last else "body", "text", RIGHT)
        page.spots.add(result, f"{expression} = {number_text(value, 7)}")
        if axis.width() < px(80):
            continue
        x = axis.center().x() + axis.width() / 2 * (value / reach if math.isfinite(value) else 0.0)
        page.painter.setPen(QPen(QColor(page.colours.line), 1))
        page.painter.drawLine(QPointF(axis.left(), y), QPointF(axis.right(), y))
        page.painter.drawLine(QPointF(axis.center().x(), y - px(4)), QPointF(axis.center().x(), y + px(4)))
        if before is not None:
            page.painter.setPen(QPen(QColor(page.colours.quiet), 1, Qt.PenStyle.DotLine))
            page.painter.drawLine(before, QPointF(x, y))
        before = QPointF(x, y)
        _dot(page, before, value, px(6) if last else px(4))
    if axis.width() >= px(80):
        below = QRectF(axis.left(), axis.bottom() - px(4), axis.width(), px(20))
        page.text(below, number_text(-reach, 2), "small", "quiet", LEFT)
        page.text(below, "0", "small", "quiet", CENTRE)
        page.text(below, number_text(reach, 2), "small", "quiet", RIGHT)


def _dot(page: Page, point: QPointF, value: float, radius: float) -> None:
    """A point in the colour of an activation's sign."""
    page.painter.setPen(QPen(QColor(page.colours.background), 1.5))
    sign = QColor.fromRgb(int(words("activations")[46 if value < 0 else 209]))
    page.painter.setBrush(sign if value else QColor(page.colours.quiet))
    page.painter.drawEllipse(point, radius, radius)


def draw_activation(page: Page, data: UnitData) -> None:
    """The function's curve with this unit's point on it."""
    area = page.area
    key = data.function.lower().replace("_", "").replace("-", "")
    formula = _FORMULAS.get(key, f"y = {data.function or 'f'}(x)")
    if data.x is not None:
        formula += f",   x = {number_text(data.x, 4)},   y = {number_text(data.value, 4)}"
    page.text(QRectF(area.left(), area.top(), area.width(), px(24)), formula, "strong")
    curve = curve_of(data)
    if curve is None or data.x is None:
        return
    xs, ys = curve
    plot = QRectF(area.left(), area.top() + px(44), min(area.width(), float(px(640))), area.height() - px(72))
    plot.setHeight(min(plot.height(), plot.width() * 0.7))
    low_x, high_x = float(min(xs[0], data.x)), float(max(xs[-1], data.x))
    low_y, high_y = min(float(np.nanmin(ys)), data.value, 0.0), max(float(np.nanmax(ys)), data.value, 0.0)
    spread = (high_y - low_y) or 1.0
    low_y, high_y = low_y - 0.08 * spread, high_y + 0.08 * spread

    def place(x: float, y: float) -> QPointF:
        return QPointF(
            plot.left() + (x - low_x) / (high_x - low_x) * plot.width(),
            plot.bottom() - (y - low_y) / (high_y - low_y) * plot.height(),
        )

    painter = page.painter
    painter.setPen(QPen(QColor(page.colours.line), 1))
    painter.drawLine(place(low_x, 0), place(high_x, 0))
    painter.drawLine(place(0, low_y), place(0, high_y))
    page.text(QRectF(plot.right() - px(72), place(0, 0).y() + px(3), px(72), px(18)), "x", "small", "quiet", RIGHT)
    page.text(QRectF(place(0, 0).x() + px(6), plot.top(), px(32), px(18)), "y", "small", "quiet")
    path = QPainterPath(place(float(xs[0]), float(ys[0])))
    for x, y in zip(xs[1:], ys[1:], strict=True):
        path.lineTo(place(float(x), float(y)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(page.colours.text), px(2)))
    painter.drawPath(path)
    point = place(data.x, data.value)
    painter.setPen(QPen(QColor(page.colours.quiet), 1, Qt.PenStyle.DashLine))
    painter.drawLine(place(data.x, 0), point)
    painter.drawLine(place(0, data.value), point)
    _dot(page, point, data.value, px(6))
    below = QRectF(point.x() - px(48), place(0, 0).y() + (px(4) if data.value >= 0 else -px(22)), px(96), px(18))
    below.moveLeft(min(max(below.left(), plot.left()), plot.right() - below.width()))
    if abs(below.center().x() - place(0, 0).x()) > px(6) or data.x == 0:
        page.text(below, number_text(data.x), "small", "text", CENTRE)
    if abs(data.value) > 0.04 * spread:
        left_of = data.x >= 0
        beside = QRectF(place(0, 0).x() + (-px(78) if left_of else px(6)), point.y() - px(9), px(72), px(18))
        page.text(beside, number_text(data.value), "small", "text", RIGHT if left_of else LEFT)
    page.spots.add(
        QRectF(point.x() - px(10), point.y() - px(10), px(20), px(20)),
        f"({number_text(data.x, 7)}, {number_text(data.value, 7)})",
    )


def draw_addition(page: Page, data: UnitData) -> None:
    """The sum a + b = c as coloured numbers, each with where it comes from."""
    terms = data.terms
    if not terms:
        return
    area = page.area
    limit = max(*(abs(v) for v in terms), abs(data.value)) or 1.0
    decimals = decimals_for([*terms, data.value])
    letters = "abcdefgh"[: len(terms)]
    shown = " ".join([fixed_text(terms[0], decimals), *(plus(t, decimals) for t in terms[1:])])
    formula = f"y = {' + '.join(letters)} = {shown} = {fixed_text(data.value, decimals)}"
    page.text(QRectF(area.left(), area.top(), area.width(), px(24)), formula, "strong")
    side = min(float(px(104)), (area.width() - px(32) * len(terms)) / (len(terms) + 1))
    y = area.top() + px(56)
    x = area.left()
    names = [*data.labels, *([""] * len(terms))][: len(terms)]
    for number, (value, name) in enumerate(
        zip((*terms, data.value), (*names, translate("UnitView", "sum")), strict=True)
    ):
        if number:
            sign = "=" if number == len(terms) else "+"
            page.text(QRectF(x, y, px(32), side * 0.7), sign, "body", "quiet", CENTRE)
            x += px(32)
        box = QRectF(x, y, side, side * 0.7)

        def say(row: int, column: int, value: float = value) -> str:
            return number_text(value, 7)

        page.cells(box, np.full((1, 1), value, np.float32), "activations", limit, say)
        page.text(QRectF(x, box.bottom() + px(6), side + px(24), px(20)), name, "small", "quiet")
        page.bar(QRectF(x, box.bottom() + px(38), side, px(8)), value, limit)
        x += side


def _percent(share: float) -> str:
    return "< 0.01 %" if 0 < share < 5e-5 else f"{100 * share:.2f} %"


def draw_softmax(page: Page, data: UnitData) -> None:
    """For the strongest classes: logit, exponential, share; and the sum that all are divided by."""
    logits = np.asarray(data.terms, np.float64)
    if not logits.size:
        return
    highest = float(logits.max())
    powers = np.exp(logits - highest)
    total = float(powers.sum())
    shares = powers / total
    area, line = page.area, float(px(26))
    chosen = min(data.channel, len(logits) - 1)
    formula = (
        f"p = e^(z - m) / Σ e^(z - m) = {number_text(float(powers[chosen]))} / {number_text(total, 4)} = "
        f"{number_text(data.value)},   m = {number_text(highest)}"
    )
    page.text(QRectF(area.left(), area.top(), area.width(), px(24)), formula, "strong")
    y = area.top() + px(40)
    name = min(float(px(200)), area.width() * 0.3)
    figure = float(px(80))
    heads = (translate("UnitView", "logit z"), "e^(z - m)", translate("UnitView", "share p"))
    for number, head in enumerate(heads):
        page.text(QRectF(area.left() + name + number * figure, y, figure, px(20)), head, "caption", "quiet", RIGHT)
    y += px(24)
    fit = max(1, int((area.bottom() - y - line - px(8)) // line))
    order = np.argsort(-logits, kind="stable")[:fit]
    if chosen not in order:
        order = np.append(order[:-1], chosen)
    bar_left = area.left() + name + 3 * figure + px(16)
    bar_room = min(float(px(240)), area.right() - bar_left)
    for place in order:
        own = int(place) == chosen
        label = data.labels[place] if place < len(data.labels) else str(place)
        page.text(QRectF(area.left(), y, name - px(8), line), label, "strong" if own else "body")
        cells = (number_text(float(logits[place])), number_text(float(powers[place])), _percent(float(shares[place])))
        for number, text in enumerate(cells):
            rect = QRectF(area.left() + name + number * figure, y, figure, line)
            page.text(rect, text, "strong" if own else "body", "text", RIGHT)
        if bar_room > px(24):
            track = QRectF(bar_left, y + line / 2 - px(3), bar_room, px(6))
            page.painter.fillRect(track, QColor(page.colours.track))
            track.setWidth(bar_room * float(shares[place]))
            page.painter.fillRect(track, QColor(page.colours.accent if own else page.colours.quiet))
        page.spots.add(
            QRectF(area.left(), y, area.width(), line),
            translate("UnitView", "{name}: e^({logit} - {highest}) / {total} = {share}").format(
                name=label,
                logit=number_text(float(logits[place]), 5),
                highest=number_text(highest, 5),
                total=number_text(total, 5),
                share=number_text(float(shares[place]), 5),
            ),
        )
        y += line
    page.rule(y + px(2), area.left() + name + figure, area.left() + name + 3 * figure)
    rest = len(logits) - len(order)
    words_ = (
        translate("UnitView", "sum of all {count}").format(count=len(logits)) if rest else translate("UnitView", "sum")
    )
    page.text(QRectF(area.left(), y + px(4), name + figure - px(8), line), words_, "body", "quiet")
    page.text(QRectF(area.left() + name + figure, y + px(4), figure, line), number_text(total, 4), align=RIGHT)
    page.text(QRectF(area.left() + name + 2 * figure, y + px(4), figure, line), "100 %", align=RIGHT)


def draw_other(page: Page, data: UnitData) -> None:
    """What goes in and what comes out, where the arithmetic is not one of the known ones."""

    def shape(sizes: tuple[int, ...]) -> str:
        return " × ".join(map(str, sizes)) or "?"

    area = page.area
    sentence = translate("UnitView", "{kind}: {before} in, {after} out").format(
        kind=data.kind or translate("UnitView", "This layer"),
        before=shape(data.input_shape),
        after=shape(data.output_shape),
    )
    page.text(QRectF(area.left(), area.top(), area.width(), px(24)), sentence, "strong")
    lines = [translate("UnitView", "The value here is {value}.").format(value=number_text(data.value, 5))]
    if data.note:
        lines.append(data.note)
    for number, text in enumerate(lines):
        page.text(QRectF(area.left(), area.top() + px(36 + 26 * number), area.width(), px(24)), text, "body", "quiet")
