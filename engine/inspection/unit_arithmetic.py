"""The arithmetic behind one unit: the very numbers that a layer added and multiplied to get it.

A module's last operation counts. An activation at the end of a block is named, and what it took is explained; a unit
of a concatenated map is explained in the part it came from.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from engine.inspection.recording import Call, Recording
from engine.inspection.windows import box_of, numbers, pair, unpadded, window

Index = tuple[int, ...]

ACTIVATIONS = {
    "relu": "ReLU",
    "relu6": "ReLU6",
    "hardtanh": "Hardtanh",
    "hardswish": "Hardswish",
    "hardsigmoid": "Hardsigmoid",
    "silu": "SiLU",
    "gelu": "GELU",
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "elu": "ELU",
    "selu": "SELU",
    "celu": "CELU",
    "leaky_relu": "LeakyReLU",
    "prelu": "PReLU",
    "softplus": "Softplus",
    "mish": "Mish",
    "softsign": "Softsign",
}
_PASSED_ON = {"dropout", "dropout2d", "alpha_dropout", "contiguous", "clone", "detach", "to", "type_as", "float"}
_RESHAPED = {"flatten", "view", "reshape", "unsqueeze", "squeeze", "view_as", "reshape_as"}
_EXPLAINED_BEFORE_ACTIVATION = {"convolution", "batch-norm", "linear", "addition", "average-pooling"}


@dataclass(frozen=True)
class Arithmetic:
    """How one number came about. ``total`` is ``value``, or where ``activation`` is named what the activation took.

    ``patch``, ``kernel`` and ``products`` are (C, k, k); ``patch_box`` is (x0, y0, x1, y1) of the window in the
    layer's input, which may reach into the padding; ``winner`` is (row, column) there. ``terms`` are the summands of
    an addition; ``input_map`` (h, w) is the input's channel ``input_channel``, the one that counts most. None where it
    does not apply.
    """

    operation: str
    value: float
    total: float
    function: str
    activation: str = ""
    input_value: float | None = None
    patch: NDArray[np.float32] | None = None
    kernel: NDArray[np.float32] | None = None
    products: NDArray[np.float32] | None = None
    bias: float | None = None
    patch_box: tuple[int, int, int, int] | None = None
    winner: tuple[int, int] | None = None
    mean: float | None = None
    variance: float | None = None
    epsilon: float | None = None
    weight: float | None = None
    normalised: float | None = None
    terms: NDArray[np.float32] | None = None
    part: tuple[int, int] | None = field(default=None)
    input_channel: int | None = None
    input_map: NDArray[np.float32] | None = None


def explain(recording: Recording, tensor: Tensor, index: Index) -> Arithmetic:
    """The arithmetic that gave ``tensor[index]`` in what ``recording`` saw.

    ``part`` is (number of the part, channel in it) where the map is a concatenation.
    """
    value = float(tensor[index])
    call = recording.producer(tensor)
    if call is None:
        return Arithmetic("other", value, value, "", input_value=value)
    first = call.argument(0, "input")
    if call.name in _PASSED_ON and isinstance(first, Tensor) and first.shape == tensor.shape:
        return explain(recording, first, index)
    if call.name in _RESHAPED and isinstance(first, Tensor) and first.numel() == tensor.numel():
        flat = int(np.ravel_multi_index(index, tuple(tensor.shape)))
        return explain(recording, first, tuple(int(i) for i in np.unravel_index(flat, tuple(first.shape))))
    if call.name in ("cat", "concat", "concatenate"):
        return _concatenated(recording, call, index)
    if call.name in ACTIVATIONS and isinstance(first, Tensor):
        taken = float(first[index])
        inner = explain(recording, first, index) if recording.producer(first) is not None else None
        if inner is not None and inner.operation in _EXPLAINED_BEFORE_ACTIVATION and not inner.activation:
            return replace(inner, value=value, activation=ACTIVATIONS[call.name], input_value=taken)
        return Arithmetic("activation", value, value, call.name, ACTIVATIONS[call.name], input_value=taken)
    explained = _OPERATIONS[call.name](recording, call, index, value) if call.name in _OPERATIONS else None
    if explained is not None:
        return explained
    same = isinstance(first, Tensor) and first.shape == tensor.shape
    return Arithmetic("other", value, value, call.name, input_value=float(first[index]) if same else None)


def _concatenated(recording: Recording, call: Call, index: Index) -> Arithmetic:
    axis = int(call.argument(1, "dim", 0))
    place = list(index)
    for number, part in enumerate(call.arguments[0]):
        if place[axis] < part.shape[axis]:
            found = explain(recording, part, tuple(place))
            return replace(found, part=(number, place[axis]))
        place[axis] -= part.shape[axis]
    raise IndexError(index)


def _convolution(recording: Recording, call: Call, index: Index, value: float) -> Arithmetic | None:
    tensor, weight, bias = call.arguments[0], call.arguments[1], call.argument(2, "bias")
    stride, dilation = pair(call.argument(3, "stride", 1)), pair(call.argument(5, "dilation", 1))
    groups = int(call.argument(6, "groups", 1))
    kernel_size = (int(weight.shape[2]), int(weight.shape[3]))
    padding = call.argument(4, "padding", 0)
    if isinstance(padding, str):
        spans = [d * (k - 1) for d, k in zip(dilation, kernel_size, strict=True)]
        down, right = (spans[0] // 2, spans[1] // 2) if padding == "same" else (0, 0)
    else:
        down, right = pair(padding)
    _, channel, row, column = index
    corner = (row * stride[0] - down, column * stride[1] - right)
    inputs = int(weight.shape[1])
    group = channel // (weight.shape[0] // groups)
    patch = window(tensor, slice(group * inputs, (group + 1) * inputs), corner, kernel_size, dilation, 0.0)
    kernel = numbers(weight[channel])
    products = patch * kernel
    source, above, left = unpadded(recording, tensor)
    offset = None if bias is None else float(bias[channel])
    strongest = group * inputs + int(np.abs(products.sum((1, 2))).argmax())
    return Arithmetic(
        "convolution",
        value,
        float(products.sum(dtype=np.float64)) + (offset or 0.0),
        call.name,
        patch=patch,
        kernel=kernel,
        products=products,
        bias=offset,
        patch_box=box_of(corner, kernel_size, dilation, above, left),
        input_channel=strongest,
        input_map=numbers(source[0, strongest]),
    )


def _max_pooling(recording: Recording, call: Call, index: Index, value: float) -> Arithmetic | None:
    tensor = call.arguments[0]
    if tensor.ndim != 4:
        return None
    kernel = pair(call.argument(1, "kernel_size"))
    stride = pair(call.argument(2, "stride") or kernel)
    down, right = pair(call.argument(3, "padding", 0))
    dilation = pair(call.argument(4, "dilation", 1))
    corner = (index[2] * stride[0] - down, index[3] * stride[1] - right)
    patch = window(tensor, slice(index[1], index[1] + 1), corner, kernel, dilation, -math.inf)
    row, column = divmod(int(patch[0].argmax()), kernel[1])
    source, above, left = unpadded(recording, tensor)
    winner = (corner[0] + row * dilation[0] - above, corner[1] + column * dilation[1] - left)
    box = box_of(corner, kernel, dilation, above, left)
    return Arithmetic(
        "max-pooling",
        value,
        float(patch.max()),
        call.name,
        patch=patch,
        patch_box=box,
        winner=winner,
        input_channel=index[1],
        input_map=numbers(source[0, index[1]]),
    )


def _mean_over(
    tensor: Tensor, channel: int, box: tuple[int, int, int, int], divisor: int, value: float, name: str
) -> Arithmetic:
    """Average pooling over ``box`` (x0, y0, x1, y1), zeros outside, divided by ``divisor``."""
    x0, y0, x1, y1 = box
    patch = window(tensor, slice(channel, channel + 1), (y0, x0), (y1 - y0, x1 - x0), (1, 1), 0.0)
    kernel = np.full_like(patch, 1.0 / divisor)
    products = patch * kernel
    total = float(patch.sum(dtype=np.float64)) / divisor
    return Arithmetic(
        "average-pooling",
        value,
        total,
        name,
        patch=patch,
        kernel=kernel,
        products=products,
        patch_box=box,
        input_channel=channel,
        input_map=numbers(tensor[0, channel]) if tensor.ndim == 4 else None,
    )


def _average_pooling(recording: Recording, call: Call, index: Index, value: float) -> Arithmetic | None:
    tensor = call.arguments[0]
    if tensor.ndim != 4:
        return None
    kernel = pair(call.argument(1, "kernel_size"))
    stride = pair(call.argument(2, "stride") or kernel)
    down, right = pair(call.argument(3, "padding", 0))
    height, width = tensor.shape[2:]
    y0, x0 = index[2] * stride[0] - down, index[3] * stride[1] - right
    y1, x1 = min(y0 + kernel[0], height + down), min(x0 + kernel[1], width + right)
    divisor = call.argument(6, "divisor_override")
    if not divisor and call.argument(5, "count_include_pad", True):
        divisor = (y1 - y0) * (x1 - x0)
    elif not divisor:
        divisor = (min(y1, height) - max(y0, 0)) * (min(x1, width) - max(x0, 0))
    return _mean_over(tensor, index[1], (x0, y0, x1, y1), int(divisor), value, call.name)


def _adaptive(call: Call, index: Index) -> tuple[Tensor, tuple[int, int, int, int]] | None:
    tensor = call.arguments[0]
    if tensor.ndim != 4 or call.result.ndim != 4:
        return None
    spans = []
    for unit, size, outputs in zip(index[2:], tensor.shape[2:], call.result.shape[2:], strict=True):
        spans.append((unit * size // outputs, -(-(unit + 1) * size // outputs)))
    (y0, y1), (x0, x1) = spans
    return tensor, (x0, y0, x1, y1)


def _adaptive_average(recording: Recording, call: Call, index: Index, value: float) -> Arithmetic | None:
    found = _adaptive(call, index)
    if found is None:
        return None
    tensor, box = found
    return _mean_over(tensor, index[1], box, (box[2] - box[0]) * (box[3] - box[1]), value, call.name)


def _adaptive_max(recording: Recording, call: Call, index: Index, value: float) -> Arithmetic | None:
    found = _adaptive(call, index)
    if found is None:
        return None
    tensor, (x0, y0, x1, y1) = found
    patch = window(tensor, slice(index[1], index[1] + 1), (y0, x0), (y1 - y0, x1 - x0), (1, 1), -math.inf)
    row, column = divmod(int(patch[0].argmax()), x1 - x0)
    winner = (y0 + row, x0 + column)
    return Arithmetic(
        "max-pooling", value, float(patch.max()), call.name, patch=patch, patch_box=(x0, y0, x1, y1), winner=winner
    )


def _mean(recording: Recording, call: Call, index: Index, value: float) -> Arithmetic | None:
    """A mean over the rows and columns of (1, C, h, w) written as ``x.mean((2, 3))``."""
    tensor, axes = call.arguments[0], call.argument(1, "dim")
    if tensor.ndim != 4 or not isinstance(axes, Sequence) or {int(a) % 4 for a in axes} != {2, 3}:
        return None
    height, width = tensor.shape[2:]
    return _mean_over(tensor, index[1], (0, 0, width, height), height * width, value, call.name)


def _batch_norm(recording: Recording, call: Call, index: Index, value: float) -> Arithmetic | None:
    tensor, mean, variance = call.arguments[0], call.argument(1, "running_mean"), call.argument(2, "running_var")
    if mean is None or variance is None or call.argument(5, "training", False):
        return None
    channel = index[1]
    weight, bias = call.argument(3, "weight"), call.argument(4, "bias")
    epsilon = float(call.argument(7, "eps", 1e-5))
    taken = float(tensor[index])
    scale = 1.0 if weight is None else float(weight[channel])
    shift = 0.0 if bias is None else float(bias[channel])
    normalised = (taken - float(mean[channel])) / math.sqrt(float(variance[channel]) + epsilon)
    return Arithmetic(
        "batch-norm",
        value,
        normalised * scale + shift,
        call.name,
        input_value=taken,
        bias=shift,
        mean=float(mean[channel]),
        variance=float(variance[channel]),
        epsilon=epsilon,
        weight=scale,
        normalised=normalised,
    )


def _linear(recording: Recording, call: Call, index: Index, value: float) -> Arithmetic | None:
    tensor, weight, bias = call.arguments[0], call.arguments[1], call.argument(2, "bias")
    patch = numbers(tensor[index[:-1]])[:, None, None]
    kernel = numbers(weight[index[-1]])[:, None, None]
    products = patch * kernel
    offset = None if bias is None else float(bias[index[-1]])
    total = float(products.sum(dtype=np.float64)) + (offset or 0.0)
    return Arithmetic("linear", value, total, call.name, patch=patch, kernel=kernel, products=products, bias=offset)


def _softmax(recording: Recording, call: Call, index: Index, value: float) -> Arithmetic | None:
    tensor = call.arguments[0]
    axis = call.argument(1, "dim")
    if axis is None:
        return None
    axis = int(axis) % tensor.ndim
    line: tuple[Any, ...] = (*index[:axis], slice(None), *index[axis + 1 :])
    patch = numbers(tensor[line])
    powers = np.exp(patch.astype(np.float64) - float(patch.max()))  # exp(x - max): the same quotient, no overflow
    terms = powers.astype(np.float32)
    total = float(powers[index[axis]] / powers.sum())
    shaped = (len(patch), 1, 1)
    return Arithmetic(
        "softmax",
        value,
        total,
        call.name,
        input_value=float(tensor[index]),
        patch=patch.reshape(shaped),
        products=terms.reshape(shaped),
    )


def _addition(recording: Recording, call: Call, index: Index, value: float) -> Arithmetic | None:
    first, second = call.arguments[0], call.argument(1, "other")
    if call.argument(2, "alpha", 1) != 1 or not isinstance(first, Tensor):
        return None
    terms = [_at(part, index) for part in (first, second)]
    if not isinstance(second, Tensor):
        return None
    # An addition of an addition (three branches) counts as one sum.
    before = recording.producer(first)
    while before is not None and before.name in ("add", "iadd") and isinstance(before.argument(1, "other"), Tensor):
        terms[:1] = [_at(before.arguments[0], index), _at(before.argument(1, "other"), index)]
        before = recording.producer(before.arguments[0])
    array = np.array(terms, np.float32)
    return Arithmetic("addition", value, float(array.sum(dtype=np.float64)), call.name, terms=array)


def _at(part: Any, index: Index) -> float:
    """``part[index]`` where ``part`` may be a number or a tensor to be broadcast."""
    if not isinstance(part, Tensor):
        return float(part)
    place = index[len(index) - part.ndim :]
    return float(part[tuple(0 if size == 1 else i for i, size in zip(place, part.shape, strict=True))])


_OPERATIONS: dict[str, Callable[[Recording, Call, Index, float], Arithmetic | None]] = {
    "conv2d": _convolution,
    "max_pool2d": _max_pooling,
    "avg_pool2d": _average_pooling,
    "adaptive_avg_pool2d": _adaptive_average,
    "adaptive_max_pool2d": _adaptive_max,
    "mean": _mean,
    "batch_norm": _batch_norm,
    "linear": _linear,
    "softmax": _softmax,
    "add": _addition,
    "iadd": _addition,
}
