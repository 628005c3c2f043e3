"""Convolution, pooling and linear layers on the unit page: input times weights, slice by slice, to the one number."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF

from widgets.cell_painting import Floats, decimals_for, fitted, fixed_text, number_text
from widgets.theme import px
from widgets.unit_data import UnitData
from widgets.unit_page import CENTRE, LEFT, RIGHT, Page, largest, plus

translate = QCoreApplication.translate


def strongest(data: UnitData, count: int) -> list[int]:
    """The ``count`` slices with the largest absolute sums, largest first; in their own order where all are shown."""
    assert data.products is not None
    sums = slice_sums(data)
    if count >= len(sums):
        return list(range(len(sums)))
    return [int(i) for i in np.argsort(-np.abs(sums), kind="stable")[:count]]


def slice_sums(data: UnitData) -> Floats:
    """(C,) sum of the products of each slice, added up in float64."""
    assert data.products is not None
    return data.products.astype(np.float64).sum((1, 2)).astype(np.float32)


def sum_formula(data: UnitData, total: float, decimals: int) -> str:
    """The weighted sum in symbols and in this unit's numbers; ``total`` is the sum of the products."""
    before = data.total if data.activation and data.total is not None else data.value
    ending = "" if data.bias is None else f" {plus(data.bias, decimals)}"
    formula = f"Σ x · w{' + b' if data.bias is not None else ''} = {fixed_text(total, decimals)}{ending}"
    if ending:
        formula += f" = {fixed_text(before, decimals)}"
    if not data.activation:
        return f"y = {formula}"
    return f"{formula},   y = {data.activation}({fixed_text(before, decimals)}) = {fixed_text(data.value, decimals)}"


def _channel(data: UnitData, place: int) -> int:
    return place if data.channels is None else int(data.channels[place])


def _result_lines(
    page: Page, data: UnitData, y: float, right: float, sums: Floats, shown: list[int], decimals: int
) -> None:
    """What is not shown, the bias, and the value, under the column of sums."""
    line = float(px(24))
    left = page.area.left()
    rest = len(sums) - len(shown)
    lines: list[tuple[str, str, str]] = []
    if rest:
        others = float(np.delete(sums, shown).astype(np.float64).sum())
        name = (
            translate("UnitView", "the other channel adds")
            if rest == 1
            else translate("UnitView", "the other {count} channels add up to").format(count=rest)
        )
        lines.append((name, fixed_text(others, decimals), "text"))
    if data.bias is not None:
        lines.append((translate("UnitView", "bias"), fixed_text(data.bias, decimals), "text"))
    for name, figure, colour in lines:
        page.text(QRectF(left, y, right - left - px(88), line), name, "body", "quiet", RIGHT)
        page.text(QRectF(right - px(80), y, px(80), line), figure, "body", colour, RIGHT)
        y += line
    page.rule(y + px(3), right - px(80), right)
    if data.activation and data.total is not None:
        name = translate("UnitView", "sum, which {activation} takes").format(activation=data.activation)
        page.text(QRectF(left, y + px(6), right - left - px(88), line), name, "body", "quiet", RIGHT)
        page.text(QRectF(right - px(80), y + px(6), px(80), line), fixed_text(data.total, decimals), align=RIGHT)
        y += line
    page.text(
        QRectF(left, y + px(6), right - left - px(88), line), translate("UnitView", "value"), "strong", "text", RIGHT
    )
    place = QRectF(right - px(80), y + px(6), px(80), line)
    page.text(place, fixed_text(data.value, decimals), "strong", "text", RIGHT)
    page.spots.add(place, translate("UnitView", "value {value}").format(value=number_text(data.value, 7)))


def draw_convolution(page: Page, data: UnitData) -> None:
    """Rows of input patch x kernel slice = products, their sums, the bias, the value."""
    if data.patch is None or data.kernel is None or data.products is None:
        return
    patch, kernel, products = data.patch, data.kernel, data.products
    count, high, wide = products.shape
    sums = slice_sums(data)
    decimals = decimals_for([*map(float, sums), data.bias or 0.0, data.value], 4)
    area, line, gap = page.area, float(px(24)), float(px(10))
    formula = sum_formula(data, float(sums.sum(dtype=np.float64)), decimals)
    page.text(QRectF(area.left(), area.top(), area.width(), line), formula, "strong")
    top = area.top() + line + px(12)
    head = float(px(44))
    label, sign, figure = float(px(88)), float(px(28)), float(px(72))
    foot = line * (2 + (data.bias is not None) + bool(data.activation)) + px(8)
    room = area.bottom() - top - head - foot
    wanted = {1: 40, 2: 36, 3: 34, 4: 28, 5: 24, 7: 17}.get(max(high, wide), 120 / max(high, wide))
    widest = (area.width() - label - 3 * sign - figure - px(96)) / (3 * wide)
    cell = min(float(px(wanted)), widest)
    rows = int(max(1, min(count, (room + gap) // (high * cell + gap), px(10))))
    cell = max(3.0, min(widest, px(46), ((room + gap) / rows - gap) / high))
    width = wide * cell
    columns = [area.left() + label + i * (width + sign) for i in range(3)]
    right = columns[2] + width + sign + figure
    limits = (largest(patch), largest(kernel), largest(products))
    shown = strongest(data, rows)
    titles = (translate("UnitView", "input"), translate("UnitView", "weights"), translate("UnitView", "products"))
    tables = ("activations", "weights", "activations")
    for x, title, table, limit in zip(columns, titles, tables, limits, strict=True):
        page.scale(QRectF(x, top, width, head), title, table, limit)
    page.text(QRectF(right - figure, top, figure, px(18)), translate("UnitView", "sum"), "caption", "quiet", RIGHT)
    greatest = float(np.abs(sums).max(initial=0.0))
    for number, place in enumerate(shown):
        y = top + head + number * (high * cell + gap)
        middle = y + high * cell / 2 - line / 2
        channel = _channel(data, place)
        name = translate("UnitView", "channel {channel}").format(channel=channel)
        page.text(QRectF(area.left(), middle, label - px(12), line), name, "small", "quiet", LEFT)
        arrays = (patch, kernel, products)
        for x, array, table, limit, kind in zip(columns, arrays, tables, limits, titles, strict=True):

            def say(row: int, column: int, array: Floats = array, place: int = place, kind: str = kind) -> str:
                return translate("UnitView", "{what} [{channel}, {row}, {column}] = {value}").format(
                    what=kind,
                    channel=_channel(data, place),
                    row=row,
                    column=column,
                    value=number_text(float(array[place, row, column]), 5),
                )

            page.cells(QRectF(x, y, width, high * cell), array[place], table, limit, say)
        page.text(QRectF(columns[1] - sign, middle, sign, line), "×", "body", "quiet", CENTRE)
        page.text(QRectF(columns[2] - sign, middle, sign, line), "=", "body", "quiet", CENTRE)
        page.text(QRectF(columns[2] + width, middle, sign, line), "Σ", "body", "quiet", CENTRE)
        page.text(QRectF(right - figure, middle, figure, line), fixed_text(float(sums[place]), decimals), align=RIGHT)
        space = min(float(px(160)), area.right() - right - px(16))
        if space > px(24):
            bar = QRectF(right + px(16), middle + line / 2 - px(4), space, px(8))
            page.bar(bar, float(sums[place]), greatest)
            page.spots.add(
                bar,
                translate("UnitView", "{name} adds {value}").format(
                    name=name, value=number_text(float(sums[place]), 5)
                ),
            )
    y = top + head + len(shown) * (high * cell + gap)
    _result_lines(page, data, y, right, sums, shown, decimals)


def draw_pooling(page: Page, data: UnitData) -> None:
    """The window with its winner framed, or its mean."""
    if data.patch is None:
        return
    window = data.patch.reshape(-1, *data.patch.shape[-2:])[0]
    window = np.where(np.isfinite(window), window, np.float32("nan"))  # beyond the edge there is nothing to be largest
    rows, columns = window.shape
    area, line = page.area, float(px(24))
    decimals = decimals_for([*map(float, window.ravel()), data.value], 4)
    largest_one = data.operation == "max-pooling"
    value = fixed_text(data.value, decimals)
    if largest_one:
        sentence = f"y = max x = {value}"
    else:
        total = float(np.nansum(window, dtype=np.float64))
        sentence = f"y = Σ x / {window.size} = {fixed_text(total, decimals)} / {window.size} = {value}"
    page.text(QRectF(area.left(), area.top(), area.width(), line), sentence, "strong")
    top = area.top() + line + px(12)
    space = QRectF(area.left(), top + px(48), area.width() - px(160), area.bottom() - top - px(56) - line)
    cell = min(space.width() / columns, space.height() / rows, float(px(88)))
    rect = QRectF(area.left(), space.top(), cell * columns, cell * rows)
    limit = largest(window)
    head = QRectF(rect.left(), top, max(rect.width(), float(px(120))), px(44))
    page.scale(head, translate("UnitView", "window of the input"), "activations", limit)

    def say(row: int, column: int) -> str:
        return translate("UnitView", "input [{row}, {column}] of the window = {value}").format(
            row=row, column=column, value=number_text(float(window[row, column]), 5)
        )

    page.cells(rect, window, "activations", limit, say)
    middle = rect.center().y() - line / 2
    if largest_one and data.winner is not None:
        row, column = data.winner
        winner = QRectF(rect.left() + column * cell, rect.top() + row * cell, cell, cell)
        page.outline(winner, "background", px(5))
        page.outline(winner, "accent", px(3))
        words = translate("UnitView", "the largest of {count} values: row {row}, column {column} of the window").format(
            count=window.size, row=row, column=column
        )
    elif largest_one:
        words = translate("UnitView", "the largest of {count} values").format(count=window.size)
    else:
        words = translate("UnitView", "the mean of {count} values").format(count=window.size)
    page.text(QRectF(rect.right() + px(16), middle, px(24), line), "→", "body", "quiet")
    result = QRectF(rect.right() + px(48), rect.center().y() - px(24), px(72), px(48))
    mean = np.full((1, 1), data.value, np.float32)
    page.cells(result, mean, "activations", limit, lambda row, column: number_text(data.value, 7))
    page.text(QRectF(area.left(), rect.bottom() + px(8), area.width(), line), words, "body", "quiet")


def draw_linear(page: Page, data: UnitData) -> None:
    """The weight row as a picture beside the input, and the products that count most."""
    if data.patch is None or data.kernel is None or data.products is None:
        return
    products = data.products.ravel().astype(np.float64)
    decimals = decimals_for([float(products.sum()), data.bias or 0.0, data.value], 4)
    area, line = page.area, float(px(24))
    formula = sum_formula(data, float(products.sum()), decimals)
    page.text(QRectF(area.left(), area.top(), area.width(), line), formula, "strong")
    top = area.top() + line + px(12)
    head = float(px(48))
    gap = float(px(24))
    width = min((area.width() - 2 * gap) / 3, float(px(220)))
    height = min(width, (area.bottom() - top - head) * 0.5)
    arrays = (data.patch, data.kernel, data.products)
    titles = (translate("UnitView", "input"), translate("UnitView", "weights"), translate("UnitView", "products"))
    picture_bottom = top + head
    for number, (array, title) in enumerate(zip(arrays, titles, strict=True)):
        picture, index = as_picture(array)
        limit = largest(array)
        table = "weights" if number == 1 else "activations"
        x = area.left() + number * (width + gap)
        box = fitted(QRectF(x, top + head, width, height), picture.shape[1] / picture.shape[0])
        box.moveTopLeft(QPointF(x, top + head))
        page.scale(QRectF(x, top, max(box.width(), float(px(96))), head), title, table, limit)

        def say(
            row: int, column: int, array: Floats = array, index: NDArray[np.int64] = index, title: str = title
        ) -> str:
            place = int(index[row, column])
            if place < 0:
                return ""
            return translate("UnitView", "{what} {index} = {value}").format(
                what=title, index=_index_text(array, place), value=number_text(float(array.ravel()[place]), 5)
            )

        page.cells(box, picture, table, limit, say)
        picture_bottom = max(picture_bottom, box.bottom())
    _top_products(page, data, products, picture_bottom + px(16), decimals)


def _index_text(array: Floats, place: int) -> str:
    if array.shape[:2] == (1, 1):
        return f"[{place}]"
    return "[" + ", ".join(str(int(i)) for i in np.unravel_index(place, array.shape)) + "]"


def as_picture(array: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """(C,h,w) as one picture near a square: maps side by side, or a vector in rows; NaN and index -1 where nothing is.

    Returns the picture and, of the same shape, where each cell lies in the flattened array.
    """
    count, high, wide = array.shape
    if (count, high) == (1, 1):
        count, high, wide = wide, 1, 1
    index = np.arange(array.size, dtype=np.int64).reshape(count, high, wide)
    columns = max(1, round(float(np.sqrt(count * high / wide))))
    rows = -(-count // columns)
    space = 1 if high > 1 or wide > 1 else 0  # a line between maps
    picture = np.full((rows * (high + space) - space, columns * (wide + space) - space), -1, np.int64)
    for place in range(count):
        row, column = divmod(place, columns)
        top, left = row * (high + space), column * (wide + space)
        picture[top : top + high, left : left + wide] = index[place]
    values = np.where(picture >= 0, array.ravel()[picture], np.float32("nan")).astype(np.float32)
    return values, picture


def _top_products(page: Page, data: UnitData, products: NDArray[np.float64], y: float, decimals: int) -> None:
    assert data.patch is not None and data.kernel is not None
    area, line = page.area, float(px(22))
    lines = int((area.bottom() - y - px(26)) // line) - 1 - (data.bias is not None)
    if lines < 1:
        return
    page.text(
        QRectF(area.left(), y, area.width(), px(20)),
        translate("UnitView", "The products that count most"),
        "caption",
        "quiet",
    )
    y += px(24)
    order = np.argsort(-np.abs(products), kind="stable")[:lines]
    x, w = data.patch.ravel(), data.kernel.ravel()
    greatest = float(np.abs(products).max(initial=0.0))
    columns = (px(96), px(176), px(88))
    for place in order:
        left = area.left()
        page.text(QRectF(left, y, columns[0], line), _index_text(data.patch, int(place)), "small", "quiet")
        sum_text = f"{number_text(float(x[place]))} × {number_text(float(w[place]))} ="
        page.text(QRectF(left + columns[0], y, columns[1], line), sum_text, "small", "text", RIGHT)
        figure = QRectF(left + columns[0] + columns[1], y, columns[2], line)
        page.text(figure, fixed_text(float(products[place]), max(decimals, 3)), "small", "text", RIGHT)
        space = min(float(px(160)), area.right() - figure.right() - px(16))
        if space > px(24):
            bar = QRectF(figure.right() + px(16), y + line / 2 - px(4), space, px(8))
            page.bar(bar, float(products[place]), greatest)
        y += line
    rest = len(products) - len(order)
    tail: list[tuple[str, float]] = []
    if rest > 0:
        others = float(np.delete(products, order).sum())
        tail.append((translate("UnitView", "the other {count} products add up to").format(count=rest), others))
    if data.bias is not None:
        tail.append((translate("UnitView", "bias"), data.bias))
    for name, value in tail:
        page.text(QRectF(area.left(), y, columns[0] + columns[1], line), name, "small", "quiet", RIGHT)
        figure = QRectF(area.left() + columns[0] + columns[1], y, columns[2], line)
        page.text(figure, fixed_text(value, max(decimals, 3)), "small", "text", RIGHT)
        y += line
