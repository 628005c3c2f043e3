"""The piece of a layer's input that one unit reads."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from engine.inspection.recording import Recording


def numbers(tensor: Tensor) -> NDArray[np.float32]:
    """The tensor as a contiguous float32 array of its own."""
    array: NDArray[np.float32] = np.array(tensor.detach().float().cpu().numpy(), np.float32, order="C")
    return array


def pair(value: Any) -> tuple[int, int]:
    """(rows, columns) of an argument given as one number or as two."""
    return (int(value), int(value)) if isinstance(value, int) else (int(value[0]), int(value[-1]))


def unpadded(recording: Recording, tensor: Tensor) -> tuple[Tensor, int, int]:
    """(tensor before a padding by a function, rows added above, columns added left)."""
    call = recording.producer(tensor)
    if call is not None and call.name == "pad" and call.arguments[0].ndim == tensor.ndim:
        widths = list(call.argument(1, "pad"))
        if len(widths) in (2, 4):
            return call.arguments[0], widths[2] if len(widths) == 4 else 0, widths[0]
    return tensor, 0, 0


def window(
    tensor: Tensor,
    channels: slice,
    corner: tuple[int, int],
    kernel: tuple[int, int],
    dilation: tuple[int, int],
    outside: float,
) -> NDArray[np.float32]:
    """The (C, k, k) window of ``tensor`` (1, C, h, w) that begins at ``corner``; ``outside`` beyond the edges."""
    height, width = tensor.shape[2:]
    rows = [corner[0] + i * dilation[0] for i in range(kernel[0])]
    columns = [corner[1] + j * dilation[1] for j in range(kernel[1])]
    inner_rows = [r for r in rows if 0 <= r < height]
    inner_columns = [c for c in columns if 0 <= c < width]
    source = tensor[0, channels]
    cut_out = np.full((source.shape[0], *kernel), outside, np.float32)
    if inner_rows and inner_columns:
        part = source[
            :, inner_rows[0] : inner_rows[-1] + 1 : dilation[0], inner_columns[0] : inner_columns[-1] + 1 : dilation[1]
        ]
        top, left = rows.index(inner_rows[0]), columns.index(inner_columns[0])
        cut_out[:, top : top + len(inner_rows), left : left + len(inner_columns)] = numbers(part)
    return cut_out


def box_of(
    corner: tuple[int, int], kernel: tuple[int, int], dilation: tuple[int, int], above: int, left: int
) -> tuple[int, int, int, int]:
    """(x0, y0, x1, y1) of a window, without the ``above`` rows and ``left`` columns that were added before."""
    y, x = corner[0] - above, corner[1] - left
    return x, y, x + (kernel[1] - 1) * dilation[1] + 1, y + (kernel[0] - 1) * dilation[0] + 1
