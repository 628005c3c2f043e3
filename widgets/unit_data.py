"""One value of a feature map with everything it was computed from, as the unit view draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Operation = Literal[
    "convolution",
    "max-pooling",
    "average-pooling",
    "batch-norm",
    "activation",
    "addition",
    "linear",
    "softmax",
    "other",
]


@dataclass(frozen=True)
class UnitData:
    """One value of a layer's output and the arithmetic that gave it. What an operation does not have is None.

    Parameters
    ----------
    operation
        Which arithmetic it is; decides what is drawn.
    value
        The value itself, as the network computed it.
    layer, kind
        The layer's path and the name of its class or function.
    channel, row, column
        Where the value lies in the output (for vectors: ``channel`` is the index, row and column are 0).
    input_shape, output_shape
        Without the batch.
    patch, kernel, products
        (C,k,l) float32: the input under the window, the weights, and their products (convolution); ``patch``
        (1,k,l) alone for pooling; (C,h,w) for a linear layer whose input was a map, (1,1,N) otherwise.
    channels
        (C,) the input channel of each slice, where it is not 0, 1, 2 ...
    bias
        Added to the sum of all products.
    total, activation
        Where an activation of the same module follows: what it took, bias included, and its name; else None and empty.
    patch_box
        (top, left, height, width) of the window in cells of the input; may reach beyond it (padding).
    stride
        Cells of the input from one output row and column to the next.
    input_map, input_channel
        (H,W) float32 of the input channel that counts most here, and its index.
    output_map
        (H,W) float32 of the unit's own channel.
    winner
        (row, column) of the largest value within the window (max pooling).
    x, mean, variance, gamma, beta, epsilon
        The input value, and the numbers of batch norm; ``x`` also for an activation.
    function, curve
        Name of the activation, and (2,N) x and y of its curve where the name is not one of the usual.
    terms, labels
        Addition: the added values and where they come from. Softmax: all logits and class names.
    limits
        Largest absolute value of the shown input and output maps' layers, for colours that agree with the grid.
    note
        One sentence of the study on this unit.
    """

    operation: Operation
    value: float
    layer: str = ""
    kind: str = ""
    channel: int = 0
    row: int = 0
    column: int = 0
    input_shape: tuple[int, ...] = ()
    output_shape: tuple[int, ...] = ()
    patch: NDArray[np.float32] | None = None
    kernel: NDArray[np.float32] | None = None
    products: NDArray[np.float32] | None = None
    channels: NDArray[np.int64] | None = None
    bias: float | None = None
    total: float | None = None
    activation: str = ""
    patch_box: tuple[int, int, int, int] | None = None
    stride: tuple[int, int] = (1, 1)
    input_map: NDArray[np.float32] | None = None
    input_channel: int = 0
    output_map: NDArray[np.float32] | None = None
    winner: tuple[int, int] | None = None
    x: float | None = None
    mean: float | None = None
    variance: float | None = None
    gamma: float | None = None
    beta: float | None = None
    epsilon: float | None = None
    function: str = ""
    curve: NDArray[np.float32] | None = None
    terms: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()
    limits: tuple[float | None, float | None] = (None, None)
    note: str = ""
