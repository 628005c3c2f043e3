"""How a layer's output stands as channels, rows and columns, whatever order its library writes them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Order = Literal["map", "channels-last", "tokens", "vector", "other"]


@dataclass(frozen=True)
class Arrangement:
    """The way from a module's output (batch of one) to (C, h, w) and back.

    ``order`` is ``"map"`` for (C, h, w), ``"channels-last"`` for (h, w, C) as Swin gives, ``"tokens"`` for (N, C)
    whose last h * w tokens are the positions, row by row (``prefix`` tokens such as the class token stand before
    them), ``"vector"`` for (C,). ``"other"`` is anything else, shown as one column of numbers.
    """

    order: Order
    channels: int
    rows: int
    columns: int
    prefix: int = 0

    @property
    def shape(self) -> tuple[int, int, int]:
        """(C, h, w)."""
        return self.channels, self.rows, self.columns

    @property
    def is_map(self) -> bool:
        """Whether the rows and columns are those of a picture."""
        return self.order in ("map", "channels-last")

    def arranged(self, output: Any) -> Any:
        """A view of ``output``, a tensor or array of shape (1, ...), as (C, h, w)."""
        if self.order == "map":
            return output[0]
        if self.order == "channels-last":
            part = output[0]
            return part.transpose(2, 0, 1) if isinstance(part, np.ndarray) else part.permute(2, 0, 1)
        if self.order == "tokens":
            return output[0][self.prefix :].swapaxes(0, 1).reshape(self.shape)
        return output.reshape(self.shape)

    def index(self, channel: int, row: int, column: int) -> tuple[int, ...]:
        """Where the unit stands in the module's own output, the batch included."""
        if self.order == "map":
            return 0, channel, row, column
        if self.order == "channels-last":
            return 0, row, column, channel
        if self.order == "tokens":
            return 0, self.prefix + row * self.columns + column, channel
        if self.order == "vector":
            return 0, channel
        raise ValueError(self.order)


def arrangement(shape: Sequence[int], input_size: tuple[int, int]) -> Arrangement:
    """How an output of ``shape`` (without the batch) is arranged, for a network that took ``input_size`` (H, W).

    A map's sides stand in the ratio of the input's; that is what tells (C, h, w) from (h, w, C).
    """
    height, width = input_size
    if len(shape) == 3:
        first, second, third = shape
        if not _alike(second, third, height, width) and _alike(first, second, height, width):
            return Arrangement("channels-last", third, first, second)
        return Arrangement("map", first, second, third)
    if len(shape) == 2:
        count, channels = shape
        for prefix in range(6):
            grid = _grid(count - prefix, height, width)
            if grid is not None:
                return Arrangement("tokens", channels, *grid, prefix)
        return Arrangement("tokens", channels, count, 1)
    if len(shape) == 1:
        return Arrangement("vector", shape[0], 1, 1)
    return Arrangement("other", int(np.prod(shape)), 1, 1)


def _alike(rows: int, columns: int, height: int, width: int) -> bool:
    """Whether rows : columns is height : width, up to what rounding a halved side twice or so may take."""
    if rows < 1 or columns < 1:
        return False
    return abs(rows * width / height - columns) <= 1.5 * max(1.0, width / height)


def _grid(count: int, height: int, width: int) -> tuple[int, int] | None:
    """The (rows, columns) with rows * columns = count and the input's ratio, or None."""
    if count < 1:
        return None
    rows = round((count * height / width) ** 0.5)
    for candidate in (rows, rows - 1, rows + 1):
        if candidate > 0 and count % candidate == 0:
            columns = count // candidate
            if abs(candidate / height * width - columns) < 1:
                return candidate, columns
    return None


def as_float32(tensor: Any) -> NDArray[np.float32]:
    """A read-only, contiguous float32 copy of a tensor on any device, in NumPy."""
    array: NDArray[np.float32] = np.array(tensor.detach().float().cpu().numpy(), np.float32, order="C", copy=True)
    array.flags.writeable = False
    return array
