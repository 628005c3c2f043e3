"""From the frame of the study ``unit`` to what the unit view draws."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from widgets.unit_data import Operation, UnitData


def _terms(frame: Any) -> tuple[float, ...]:
    """The summands of an addition, or the logits of a softmax."""
    values = frame.terms if frame.terms is not None else frame.patch if frame.operation == "softmax" else None
    return () if values is None else tuple(float(v) for v in np.ravel(values))


def unit_data(frame: Any, activations: NDArray[np.float32] | None) -> UnitData:
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
    stride = (1, 1)
    if frame.input_map is not None and output_map is not None:
        sizes = zip(frame.input_map.shape, output_map.shape, strict=True)
        rows, columns = (max(1, round(taken / given)) for taken, given in sizes)
        stride = (rows, columns)
    return UnitData(
        operation=cast(Operation, frame.operation),
        value=float(frame.value),
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
        total=float(frame.total) if frame.activation and frame.operation != "activation" else None,
        patch_box=box,
        stride=stride,
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
        terms=_terms(frame),
        labels=tuple(frame.term_names),
        note=" ".join(frame.notes),
    )
