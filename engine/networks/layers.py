"""The layers and stages of a network, found by one forward pass on zeros."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from engine.networks.opened import Layer, Layout
from engine.runtime.cancellation import interruptible

_HEADS = {"classifier", "fc", "head", "heads", "global_pool", "avgpool"}
_EXCLUDED = re.compile(r"Pool|Dropout|DropPath|DropBlock|Identity|Pad")
_CONTAINERS = (nn.Sequential, nn.ModuleList)


@dataclass
class _Call:
    """What one module did in the pass."""

    shape: tuple[int, ...] = ()
    calls: int = 0


@dataclass(frozen=True)
class Traced:
    """The layers in the order they began, the stages' paths, and the network's answer to zeros."""

    layers: tuple[Layer, ...]
    stages: tuple[str, ...]
    answer: Any


def trace(module: nn.Module, channels: int, size: tuple[int, int]) -> Traced:
    """Run ``module`` once on zeros (1, ``channels``, height, width) and describe every module that ran.

    The hooks are gone afterwards, also when the pass fails. A module that is used twice appears once, with its
    ``calls``.
    """
    calls: dict[str, _Call] = {}
    handles = []
    for path, part in module.named_modules():
        if path:
            handles.append(part.register_forward_pre_hook(_began(calls, path)))
            handles.append(part.register_forward_hook(_ended(calls, path)))
    parameter = next(module.parameters(), None)
    device = torch.device("cpu") if parameter is None else parameter.device
    zeros = torch.zeros(1, channels, *size, device=device).contiguous(memory_format=torch.channels_last)
    try:
        with interruptible(module), torch.inference_mode():
            answer = module(zeros)
    finally:
        for handle in handles:
            handle.remove()
    layers = tuple(_layer(module, path, call, size) for path, call in calls.items())
    return Traced(layers, stages(module, layers), answer)


def _began(calls: dict[str, _Call], path: str) -> Any:
    def hook(*_: Any) -> None:
        calls.setdefault(path, _Call())

    return hook


def _ended(calls: dict[str, _Call], path: str) -> Any:
    def hook(_: nn.Module, __: Any, output: Any) -> None:
        call = calls[path]
        call.calls += 1
        tensor = _first_tensor(output)
        if call.calls == 1 and tensor is not None:
            call.shape = tuple(tensor.shape[1:])

    return hook


def _first_tensor(output: Any) -> Tensor | None:
    """The tensor a module gave, or the first of several."""
    if isinstance(output, Tensor):
        return output
    values = output.values() if isinstance(output, dict) else output if isinstance(output, list | tuple) else ()
    return next((found for value in values if (found := _first_tensor(value)) is not None), None)


def _layer(module: nn.Module, path: str, call: _Call, size: tuple[int, int]) -> Layer:
    part = module.get_submodule(path)
    parameters = list(part.parameters())
    return Layer(
        path,
        type(part).__name__,
        call.shape,
        sum(p.numel() for p in parameters),
        sum(p.numel() * p.element_size() for p in parameters),
        path.count("."),
        call.calls,
        layout(call.shape, size),
    )


def layout(shape: tuple[int, ...], size: tuple[int, int]) -> Layout:
    """How an output (without batch) is laid out, for an input of (height, width) ``size``.

    Three axes are (C, H, W) unless only (H, W, C) has the input's aspect.
    """
    if len(shape) == 1:
        return "vector"
    if len(shape) == 2:
        return "tokens"
    if len(shape) != 3:
        return "other"
    aspect = size[0] / size[1]

    def off(height: int, width: int) -> float:
        return abs(height / max(width, 1) - aspect)

    return "maps-last" if off(shape[0], shape[1]) < off(shape[1], shape[2]) else "maps"


def map_shape(layer: Layer) -> tuple[int, int, int] | None:
    """(channels, height, width) of a layer whose output is maps, in either layout; else None."""
    if layer.layout == "maps":
        channels, height, width = layer.shape
    elif layer.layout == "maps-last":
        height, width, channels = layer.shape
    else:
        return None
    return channels, height, width


def stages(module: nn.Module, layers: tuple[Layer, ...]) -> tuple[str, ...]:
    """For each size of the trunk's maps the last module that gives it, in the order of execution.

    The trunk is the network's children; ``Sequential`` and ``ModuleList`` open up where their children give two or
    more sizes. Heads, pooling, dropout, identity and padding do not count. Where no part of the trunk gives maps (a
    vision transformer), all modules count.
    """
    by_path = {layer.path: layer for layer in layers}
    trunk = [
        path for name, _ in module.named_children() if name not in _HEADS for path in _trunk(module, name, by_path)
    ]
    return _last_of_each_shape(trunk, by_path) or _last_of_each_shape(
        [layer.path for layer in layers if not _HEADS & set(layer.path.split("."))], by_path
    )


def _trunk(module: nn.Module, path: str, by_path: dict[str, Layer]) -> list[str]:
    part = module.get_submodule(path)
    if not isinstance(part, _CONTAINERS):
        return [path]
    children = [f"{path}.{name}" for name, _ in part.named_children() if name not in _HEADS]
    shapes = {map_shape(by_path[child]) for child in children if child in by_path} - {None}
    nested = [child for child in children if child not in by_path]  # a ModuleList inside has no output of its own
    if len(shapes) < 2 and path in by_path and not nested:
        return [path]
    return [found for child in children for found in _trunk(module, child, by_path)]


def _last_of_each_shape(paths: list[str], by_path: dict[str, Layer]) -> tuple[str, ...]:
    order = {path: number for number, path in enumerate(by_path)}
    last: dict[tuple[int, int, int], str] = {}
    for path in sorted((path for path in paths if path in by_path), key=order.__getitem__):
        shape = map_shape(by_path[path])
        if shape is None or min(shape[1:]) <= 1 or _EXCLUDED.search(by_path[path].kind):
            continue
        last[shape] = path
    return tuple(sorted(last.values(), key=order.__getitem__))
