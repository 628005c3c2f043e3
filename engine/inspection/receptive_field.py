"""Which pixels a unit can see: the theoretical receptive field of any layer of any network.

The network runs on positive numbers with its weights set aside: a convolution or a linear layer takes the mean of what
its window covers, pooling too, activations and normalisations hand on what they get. Every path from a pixel to a unit
then counts positively, so the pixels whose gradient is not zero are exactly the ones in the field. Two neighbouring
units give its size, the jump from one unit to the next and the start of the first (Araujo, Norris and Sim, "Computing
receptive fields of convolutional neural networks", Distill 2019, where the closed form for chains stands).
Normalisation over positions (instance, group) is left out, as there.

Rows and columns are measured apart, on long narrow inputs, so that a field larger than the picture is measured as well.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F
from torch.overrides import TorchFunctionMode

from engine.inspection.arrangement import arrangement
from engine.inspection.hooks import first_tensor
from engine.runtime.cache import cache
from engine.runtime.cancellation import interruptible
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Extent:
    """The field along one axis, in pixels of the tensor that enters the network.

    Unit number ``n`` sees the pixels from ``start + n * jump``, ``size`` of them, those outside the picture being
    padding. ``whole``: every unit sees the whole axis (jump 0). ``intervals``: where the fields follow no such rule
    (the windows of a Swin, pooling to a fixed grid), first pixel and the one after the last for every unit, clipped;
    ``size`` is then the largest, jump 0.
    """

    size: float
    jump: float
    start: float
    whole: bool = False
    intervals: tuple[tuple[int, int], ...] = ()

    def interval(self, unit: int) -> tuple[float, float]:
        """First pixel that ``unit`` sees and the one after the last; clipped only where ``intervals`` are known."""
        if self.intervals:
            first_pixel, end = self.intervals[min(unit, len(self.intervals) - 1)]
            return float(first_pixel), float(end)
        first = self.start + unit * self.jump
        return first, first + self.size


@dataclass(frozen=True)
class ReceptiveField:
    """The field of a layer's units along rows and columns."""

    rows: Extent
    columns: Extent

    def box(self, row: int, column: int) -> tuple[float, float, float, float]:
        """(x0, y0, x1, y1) of the unit's field, not clipped, in pixels of the network's input."""
        (y0, y1), (x0, x1) = self.rows.interval(row), self.columns.interval(column)
        return x0, y0, x1, y1

    def array(self) -> NDArray[np.float32]:
        """(2, 3) float32: size, jump, start of the rows, then of the columns."""
        return np.array([[e.size, e.jump, e.start] for e in (self.rows, self.columns)], np.float32)


def measuring_field(
    module: nn.Module, layer: str, size: tuple[int, int], channels: int, key: str
) -> Generator[Progress, None, ReceptiveField]:
    """Measure the field of ``layer``'s units for pictures of ``size`` (H, W); kept in the cache under ``key``.

    A generator of breaths that returns the field.
    """
    kept = cache.get(("receptive-field", key, layer, size))
    if isinstance(kept, ReceptiveField):
        return kept
    extents = []
    for axis in (0, 1):
        extents.append((yield from _extent(module, layer, size, channels, axis)))
    field = ReceptiveField(extents[0], extents[1])
    cache.put(("receptive-field", key, layer, size), field, 200)
    return field


NARROW = 64
RECEPTIVE_FIELD = QT_TRANSLATE_NOOP("progress", "receptive field")
LENGTHENINGS = (0, 512, 2048, 4096)  # multiples of every usual stride, so that the padding falls as for the picture


def _extent(
    module: nn.Module, layer: str, size: tuple[int, int], channels: int, axis: int
) -> Generator[Progress, None, Extent]:
    """The field along rows (axis 0) or columns (axis 1)."""
    length, across = size[axis], min(NARROW, size[1 - axis])
    units = 0
    for number, more in enumerate(LENGTHENINGS):
        yield Progress(number, len(LENGTHENINGS), QT_TRANSLATE_NOOP("progress", "receptive field"), preparing=True)
        probed = _probe(module, layer, length + more, across, channels, axis)
        if probed is None and across < size[1 - axis]:  # too narrow for windows without padding
            across = size[1 - axis]
            probed = _probe(module, layer, length + more, across, channels, axis)
        if probed is None:
            break  # the input's size is fixed, or the layer gives no map
        output, pixels = probed
        count = output.shape[axis]
        if more and count <= units:
            break  # pooled to a fixed grid
        units = units or count
        spans = []
        for unit in range(count // 2, count // 2 + 3):
            if unit < count:
                yield Progress(number, len(LENGTHENINGS), RECEPTIVE_FIELD, preparing=True)
                spans.append(_span(output, pixels, unit, axis))
        if len(spans) == 3 and all(0 < start and end < length + more for start, end in spans):
            (first, last), (second, _), (third, _) = spans
            if not second - first == third - second > 0:
                break  # windows: neighbours see the same
            jump = float(second - first)
            return Extent(float(last - first), jump, first - count // 2 * jump)
        if more >= 2048 and all(start == 0 and end == length + more for start, end in spans):
            return Extent(float(length), 0.0, 0.0, whole=True)
    return (yield from _unit_by_unit(module, layer, size, channels, axis))


def _unit_by_unit(
    module: nn.Module, layer: str, size: tuple[int, int], channels: int, axis: int
) -> Generator[Progress, None, Extent]:
    """The field of every unit by itself, at the picture's own size."""
    length = size[axis]
    probed = _probe(module, layer, length, size[1 - axis], channels, axis)
    if probed is None:
        return Extent(float(length), 0.0, 0.0, whole=True)
    output, pixels = probed
    intervals = []
    for unit in range(output.shape[axis]):
        yield Progress(unit, output.shape[axis], QT_TRANSLATE_NOOP("progress", "receptive field"), preparing=True)
        intervals.append(_span(output, pixels, unit, axis))
    if all(interval == (0, length) for interval in intervals):
        return Extent(float(length), 0.0, 0.0, whole=True)
    return Extent(
        float(max(end - first for first, end in intervals)), 0.0, float(intervals[0][0]), intervals=tuple(intervals)
    )


def _probe(
    module: nn.Module, layer: str, length: int, across: int, channels: int, axis: int
) -> tuple[Tensor, Tensor] | None:
    """(the layer's output summed over channels as (h, w), the input); None for no map or a size it cannot take."""
    size = (length, across) if axis == 0 else (across, length)
    device = next((p.device for p in module.parameters()), torch.device("cpu"))
    kind = torch.float32 if device.type == "mps" else torch.float64
    pixels = torch.ones(1, channels, *size, dtype=kind, device=device, requires_grad=True)
    found: list[Tensor] = []

    def keep(_module: nn.Module, _inputs: Any, output: Any) -> None:
        tensor = first_tensor(output)
        found[:] = [] if tensor is None else [tensor]

    handle = module.get_submodule(layer).register_forward_hook(keep)
    try:
        with torch.inference_mode(False), torch.enable_grad(), interruptible(module), Averaging():
            module(pixels)
    except (RuntimeError, ValueError, AssertionError):  # a size that does not fit; after the layer it is of no interest
        pass
    finally:
        handle.remove()
    if not found:
        return None
    arranged = arrangement(found[0].shape[1:], size)
    if not arranged.is_map:
        return None
    return arranged.arranged(found[0]).sum(0), pixels


def _span(output: Tensor, pixels: Tensor, unit: int, axis: int) -> tuple[int, int]:
    """First pixel along ``axis`` that the unit sees, and the one after the last; (0, 0) where it sees none."""
    other = output.shape[1 - axis] // 2
    position = (unit, other) if axis == 0 else (other, unit)
    (gradient,) = torch.autograd.grad(output[position], pixels, retain_graph=True)
    seen = torch.nonzero((gradient != 0).any(dim=3 - axis)[0].any(dim=0))[:, 0]
    return (int(seen[0]), int(seen[-1]) + 1) if len(seen) else (0, 0)


class Averaging(TorchFunctionMode):
    """While inside, layers take means in place of weighted sums, and what acts on single numbers does nothing."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        instead = _INSTEAD.get(getattr(func, "__name__", ""))
        return func(*args, **kwargs) if instead is None else instead(*args, **kwargs)


def _unchanged(x: Tensor, *_: Any, **__: Any) -> Tensor:
    return x


def _pair(value: Any) -> tuple[int, int]:
    return (int(value), int(value)) if isinstance(value, int) else (int(value[0]), int(value[-1]))


def _window(x: Tensor, kernel: Any, stride: Any, padding: Any, dilation: Any) -> Tensor:
    """The mean over a window of each channel by itself, zeros outside."""
    rows, columns = _pair(kernel)
    batch, channels, height, width = x.shape
    if not isinstance(padding, str) and _pair(dilation) == (1, 1):
        down, right = _pair(padding)
        return F.avg_pool2d(F.pad(x, (right, right, down, down)), kernel, stride)  # many times as fast
    ones = x.new_full((1, 1, rows, columns), 1.0 / (rows * columns))
    out = F.conv2d(x.reshape(-1, 1, height, width), ones, None, stride, padding, dilation)
    return out.reshape(batch, channels, *out.shape[2:])


def _convolution(
    x: Tensor,
    weight: Tensor,
    bias: Any = None,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    groups: int = 1,
) -> Tensor:
    batch, channels, height, width = x.shape
    mean = x.reshape(batch, groups, channels // groups, height, width).mean(2)
    out = _window(mean, tuple(weight.shape[2:]), stride, padding, dilation)
    each = weight.shape[0] // groups
    return out.unsqueeze(2).expand(-1, -1, each, -1, -1).reshape(batch, weight.shape[0], *out.shape[2:])


def _linear(x: Tensor, weight: Tensor, bias: Any = None) -> Tensor:
    return x.mean(-1, keepdim=True).expand(*x.shape[:-1], weight.shape[0])


def _max_pool(
    x: Tensor,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Tensor:
    stride = kernel_size if stride is None or stride == [] else stride
    if _pair(dilation) != (1, 1):
        return _window(x, kernel_size, stride, padding, dilation)
    return F.avg_pool2d(x, kernel_size, stride, padding, ceil_mode)


def _adaptive_max_pool(x: Tensor, output_size: Any, return_indices: bool = False) -> Tensor:
    return F.adaptive_avg_pool2d(x, output_size)


def _sum(x: Tensor, y: Tensor, *_: Any, **__: Any) -> Tensor:
    return x + y


def _product(x: Tensor, y: Tensor) -> Tensor:
    return x * y


def _attention(query: Tensor, key: Tensor, values: Tensor, *_: Any, **__: Any) -> Tensor:
    return values.mean(-2, keepdim=True).expand(*query.shape[:-1], values.shape[-1])


_POINTWISE = (
    "batch_norm layer_norm group_norm instance_norm "
    "rms_norm local_response_norm "
    "relu relu_ relu6 hardtanh hardtanh_ "
    "hardswish hardsigmoid sigmoid sigmoid_ tanh tanh_ silu gelu elu elu_ selu celu leaky_relu leaky_relu_ prelu "
    "softplus mish softsign logsigmoid softmax log_softmax dropout dropout2d alpha_dropout "
    "clamp clamp_ threshold abs exp sqrt rsqrt"
)
_INSTEAD: dict[str, Callable[..., Tensor]] = {
    **dict.fromkeys(_POINTWISE.split(), _unchanged),
    "conv2d": _convolution,
    "linear": _linear,
    "__iadd__": _sum,  # what was expanded cannot be written to
    "add_": _sum,
    "__imul__": _product,
    "mul_": _product,
    "max_pool2d": _max_pool,
    "_max_pool2d": _max_pool,
    "boolean_dispatch": _max_pool,
    "adaptive_max_pool2d": _adaptive_max_pool,
    "_adaptive_max_pool2d": _adaptive_max_pool,
    "scaled_dot_product_attention": _attention,
}
