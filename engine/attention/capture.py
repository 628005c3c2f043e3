"""The attention of a running network: found, kept and computed again, without disturbing what the network answers.

Fused kernels never write the weights down. Here hooks see what an attention module takes, and where it can be had
what its projection gives, and compute the softmax of the scores beside the module (:mod:`engine.attention.families`).
The network itself goes its own way, to the last bit.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.attention.families import Call, Family, family_of
from engine.inspection.arrangement import arrangement

Replacement = Callable[["AttentionLayer", Call, Tensor], Tensor]


@dataclass(frozen=True, eq=False)
class AttentionLayer:
    """One attention module of a network; ``block`` is the module that holds it (for Swin it knows the shift)."""

    path: str
    module: nn.Module
    block: nn.Module
    family: Family
    heads: int


@dataclass(frozen=True, eq=False)
class Facts:
    """How the tokens of a layer lie in the picture.

    ``grid`` (h, w) of the patches, behind ``prefix_tokens`` tokens that are no patch; ``window`` and ``shift`` (rows,
    columns) in patches, (0, 0) where attention is global. ``places`` (windows, tokens) int64: the number of the patch
    (row by row) at each token, -1 where it is none (prefix, padding).
    """

    heads: int
    prefix_tokens: int
    grid: tuple[int, int]
    window: tuple[int, int]
    shift: tuple[int, int]
    places: NDArray[np.int64]

    @property
    def is_global(self) -> bool:
        """Whether every token sees every token."""
        return self.window == (0, 0)


def attention_layers(module: nn.Module) -> tuple[AttentionLayer, ...]:
    """Every attention module of a network that is understood, in the order of its modules; empty where there is none.

    A network of torch's ``MultiheadAttention`` is taken for one where it attends to itself (torchvision's ViT).
    """
    layers = []
    for path, part in module.named_modules():
        family = family_of(part)
        if family is not None:
            block = module.get_submodule(path.rpartition(".")[0])
            layers.append(AttentionLayer(path, part, block, family, int(part.num_heads)))
    return tuple(layers)


@dataclass
class Kept:
    """What hooks left, by the layers' paths: their calls (copies), their attention (windows, heads, N, N) float32."""

    calls: dict[str, Call]
    attention: dict[str, Tensor]


@contextmanager
def keeping_calls(layers: Iterable[AttentionLayer]) -> Iterator[Kept]:
    """While inside, a pass leaves copies of what each layer's module was called with: little, and enough.

    :func:`attention_of` makes the weights of a call, so that no layer's need be kept which nobody asks for. Leave the
    block before a ``yield``; the hooks are gone afterwards, whatever happened.
    """
    kept = Kept({}, {})

    def keep(layer: AttentionLayer, call: Call) -> None:
        arguments = {name: _copied(value) for name, value in call.arguments.items()}
        kept.calls[layer.path] = Call(call.tokens.detach().clone(), arguments, call.grid)

    with _listening(layers, keep):
        yield kept


@contextmanager
def keeping_attention(layers: Iterable[AttentionLayer]) -> Iterator[Kept]:
    """While inside, a pass leaves the attention of each layer; layers that are not named are not even looked at.

    Where the module calls its projection, the queries and keys are the module's own: nothing is projected twice.
    """
    kept = Kept({}, {})
    handles = []
    layers = tuple(layers)

    def keep(layer: AttentionLayer, call: Call) -> None:
        if layer.family.calls_projection(layer.module):
            kept.calls[layer.path] = call  # for the projection's hook, which comes next
        else:
            kept.attention[layer.path] = attention_of(layer, call)

    def after_projection(layer: AttentionLayer) -> Callable[..., None]:
        def hook(_module: nn.Module, _inputs: Any, output: Tensor) -> None:
            call = kept.calls.pop(layer.path, None)
            if call is not None:
                with torch.no_grad():
                    queries, keys, _ = layer.family.split(layer.module, output.detach(), call)
                    scores = layer.family.scores(layer.module, queries, keys, call)
                    kept.attention[layer.path] = scores.float().softmax(-1)

        return hook

    try:
        for layer in layers:
            if layer.family.calls_projection(layer.module):
                handles.append(layer.module.qkv.register_forward_hook(after_projection(layer)))  # type: ignore[union-attr]
        with _listening(layers, keep):
            yield kept
    finally:
        for handle in handles:
            handle.remove()


@contextmanager
def _listening(layers: Iterable[AttentionLayer], heard: Callable[[AttentionLayer, Call], None]) -> Iterator[None]:
    """Tell ``heard`` of each call of each layer's module before it runs."""
    handles = []
    grids: dict[str, tuple[int, int]] = {}

    def before_block(path: str) -> Callable[..., None]:
        def hook(_module: nn.Module, inputs: tuple[Any, ...]) -> None:
            if inputs and isinstance(inputs[0], Tensor) and inputs[0].ndim == 4:
                grids[path] = (int(inputs[0].shape[1]), int(inputs[0].shape[2]))

        return hook

    def before_attention(layer: AttentionLayer) -> Callable[..., None]:
        def hook(_module: nn.Module, inputs: tuple[Any, ...], keywords: dict[str, Any]) -> None:
            heard(layer, called_with(layer, inputs, keywords, grids.get(layer.path, (0, 0))))

        return hook

    try:
        for layer in layers:
            handles.append(layer.block.register_forward_pre_hook(before_block(layer.path)))
            handles.append(layer.module.register_forward_pre_hook(before_attention(layer), with_kwargs=True))
        yield
    finally:
        for handle in handles:
            handle.remove()


def called_with(
    layer: AttentionLayer, inputs: Sequence[Any], keywords: dict[str, Any], grid: tuple[int, int] = (0, 0)
) -> Call:
    """The call that a module's positional and keyword arguments make."""
    arguments = {**dict(zip(layer.family.names, inputs[1:], strict=False)), **keywords}
    tokens = inputs[0] if inputs else arguments.pop("x" if "x" in arguments else "query")
    return Call(tokens, arguments, grid)


def attention_of(layer: AttentionLayer, call: Call) -> Tensor:
    """The weights (windows, heads, queries, keys) float32 of one call, from the module's input and weights."""
    with torch.no_grad():
        family = layer.family
        queries, keys, _ = family.split(layer.module, family.projected(layer.module, call), call)
        return family.scores(layer.module, queries, keys, call).float().softmax(-1)


def output_of(layer: AttentionLayer, call: Call, attention: Tensor) -> Tensor:
    """``attention`` times the values of ``call``, projected: the module's own output, before layer scale and residual.

    Shape and dtype are the module's.
    """
    with torch.no_grad():
        family = layer.family
        _, _, values = family.split(layer.module, family.projected(layer.module, call), call)
        result = family.finished(layer.module, attention.to(values) @ values, call)
    output: Tensor = result[0] if isinstance(result, tuple) else result
    return output


@contextmanager
def replacing_attention(
    layers: Iterable[AttentionLayer], change: Replacement, around: Callable[..., Any] | None = None
) -> Iterator[None]:
    """While inside, each layer computes openly and mixes its values by ``change(layer, call, attention)``.

    ``around(compute, *inputs, **keywords)`` may call a layer's computation in its own way.

    This is how gradients with respect to the weights are had; the answer differs from the fused one by rounding.
    """
    changed = []

    def openly(layer: AttentionLayer) -> Callable[..., Any]:
        def forward(*inputs: Any, **keywords: Any) -> Any:
            call = called_with(layer, inputs, keywords)
            family = layer.family
            queries, keys, values = family.split(layer.module, family.projected(layer.module, call), call)
            attention = family.scores(layer.module, queries, keys, call).softmax(-1)
            return family.finished(layer.module, change(layer, call, attention) @ values, call)

        return forward

    try:
        for layer in layers:
            own = openly(layer)
            layer.module.forward = own if around is None else functools.partial(around, own)
            changed.append(layer)
        yield
    finally:
        for layer in changed:
            del layer.module.forward  # the class's own shows again


def facts(network: nn.Module, layer: AttentionLayer, call: Call, input_size: tuple[int, int]) -> Facts:
    """How the tokens of ``call`` lie in an input of ``input_size`` (height, width) in pixels."""
    window, shift = layer.family.layout(layer.module, layer.block, call)
    if window == (0, 0):
        tokens = int(call.tokens.shape[1])
        prefix, grid = _patches(network, tokens, input_size)
        places = np.concatenate([np.full(prefix, -1), np.arange(tokens - prefix)]).astype(np.int64)[None]
        return Facts(layer.heads, prefix, grid, window, shift, places)
    grid = call.grid if call.grid != (0, 0) else (int(call.tokens.shape[1]), int(call.tokens.shape[2]))
    return Facts(layer.heads, 0, grid, window, shift, window_places(grid, window, shift, layer.family.pads_first))


def window_places(
    grid: tuple[int, int], window: tuple[int, int], shift: tuple[int, int], pads_first: bool = False
) -> NDArray[np.int64]:
    """(windows, tokens) int64: which patch of ``grid``, counted row by row, stands at each token; -1 for padding."""
    numbers = np.arange(grid[0] * grid[1], dtype=np.int64).reshape(grid)
    padding = ((0, -grid[0] % window[0]), (0, -grid[1] % window[1]))
    if pads_first:
        numbers = np.roll(np.pad(numbers, padding, constant_values=-1), (-shift[0], -shift[1]), (0, 1))
    else:
        numbers = np.pad(np.roll(numbers, (-shift[0], -shift[1]), (0, 1)), padding, constant_values=-1)
    rows, columns = numbers.shape
    parts = numbers.reshape(rows // window[0], window[0], columns // window[1], window[1])
    return np.ascontiguousarray(parts.transpose(0, 2, 1, 3).reshape(-1, window[0] * window[1]))


def _patches(network: Any, tokens: int, size: tuple[int, int]) -> tuple[int, tuple[int, int]]:
    """(tokens that are no patch, grid) of a network with global attention."""
    embed: Any = getattr(network, "patch_embed", None)
    prefix = getattr(network, "num_prefix_tokens", None)
    if prefix is None and hasattr(network, "class_token"):
        prefix = 1
    if isinstance(prefix, int):
        grids = [embed.dynamic_feat_size(size)] if hasattr(embed, "dynamic_feat_size") else []
        grids += [getattr(embed, "grid_size", None)]
        for grid in grids:
            if grid is not None and grid[0] * grid[1] == tokens - prefix:
                return prefix, (int(grid[0]), int(grid[1]))
    order = arrangement((tokens - (prefix or 0), 1), size)
    return (prefix or 0) + order.prefix, (order.rows, order.columns)


def _copied(value: Any) -> Any:
    return value.detach().clone() if isinstance(value, Tensor) else value
