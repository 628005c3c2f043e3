"""From the frame of the study ``unit`` to what the unit view draws."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from widgets.unit_data import Operation, UnitData


def unit_data(frame: Any, activations: NDArray[np.float32] | None, labels: tuple[str, ...] = ()) -> UnitData:
    """The unit of ``frame``; ``activations`` (C, H, W) is the layer's output, for the map the unit lies in."""
    channel, row, column = int(frame.channel), int(frame.row), int(frame.column)
    output_map = None
    if activations is not None and activations.shape[1:] != (1, 1) and channel < len(activations):
        output_map = np.asarray(activations[channel])
    box = winner = None
    if frame.patch_box is not None:
        x0, y0, x1, y1 = (int(v) for v in frame.patch_box)
        box = (y0, x0, y1 - y0, x1 - x0)
        if frame.winner is not None:
            winner = (int(frame.winner[0]) - y0, int(frame.winner[1]) - x0)
    return UnitData(
        operation=cast(Operation, frame.operation),
        value=float(frame.total if frame.operation in ("convolution", "linear") else frame.value),
        layer=frame.layer,
        kind=frame.layer_kind,
        channel=channel,
        row=row,
        column=column,
        output_shape=tuple(int(v) for v in frame.layer_shape),
        patch=frame.patch,
        kernel=frame.kernel,
        products=frame.products,
        bias=frame.bias,
        total=None if frame.products is None else float(np.sum(frame.products, dtype=np.float64)),
        patch_box=box,
        input_map=frame.input_map,
        input_channel=int(frame.input_channel or 0),
        output_map=output_map,
        winner=winner,
        x=frame.input_value,
        mean=frame.mean,
        variance=frame.variance,
        gamma=frame.weight,
        beta=frame.bias if frame.operation == "batch-norm" else None,
        epsilon=frame.epsilon,
        function=frame.activation or frame.function,
        terms=tuple(float(v) for v in frame.terms) if frame.terms is not None else (),
        labels=labels,
        note=" ".join(frame.notes),
    )
