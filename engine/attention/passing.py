"""One pass of a picture through a network, kept so that every layer's attention can be asked for afterwards."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from engine.attention.capture import (
    AttentionLayer,
    Facts,
    attention_layers,
    attention_of,
    facts,
    keeping_calls,
)
from engine.attention.families import Call
from engine.attention.rollout import weighted_by_gradient
from engine.data.image import Image
from engine.errors import InputError
from engine.inspection.choice import picture_key
from engine.inspection.hooks import as_written
from engine.networks.opened import OpenedNetwork
from engine.networks.preprocessing import Prepared, prepare
from engine.runtime.cache import cache
from engine.runtime.cancellation import interruptible
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True, eq=False)
class Passed:
    """What a picture left: each attention layer's call (inputs, not maps: little) and the network's answer (K,)."""

    picture: tuple[Any, ...]
    prepared: Prepared
    layers: tuple[AttentionLayer, ...]
    calls: dict[str, Call]
    logits: Tensor

    def attention(self, number: int) -> Tensor:
        """The weights of one layer, (windows, heads, queries, keys) float32."""
        layer = self.layers[number]
        return attention_of(layer, self.calls[layer.path])

    def facts(self, module: nn.Module, number: int) -> Facts:
        """How that layer's tokens lie in the picture."""
        layer = self.layers[number]
        return facts(module, layer, self.calls[layer.path], (self.prepared.height, self.prepared.width))

    def is_joined(self, number: int) -> bool:
        """Whether layers 0 to ``number`` are all global and of the same tokens, so that they can be multiplied."""
        calls = [self.calls[layer.path] for layer in self.layers[: number + 1]]
        windowed = any(
            layer.family.layout(layer.module, layer.block, call)[0] != (0, 0)
            for layer, call in zip(self.layers, calls, strict=False)
        )
        return not windowed and len({call.tokens.shape[1] for call in calls}) == 1


def understood_layers(network: OpenedNetwork) -> tuple[AttentionLayer, ...]:
    """The attention layers of ``network``.

    Raises
    ------
    InputError
        It has none that is understood.
    """
    layers = attention_layers(network.module)
    if not layers:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "errors",
                "{network} has no attention that can be shown here: choose a ViT, DeiT, DINO, Swin or Swin V2.",
            ),
            network=network.title,
        )
    return layers


def passing(network: OpenedNetwork, image: Image, options: Any) -> Passed:
    """The pass of ``image`` through ``network``; the newest of each network is kept in the cache.

    ``options`` are ``PictureOptions``.

    Raises
    ------
    InputError
        No attention, or the picture does not fit.
    """
    layers = understood_layers(network)
    picture = picture_key(image, options)
    key = ("attention", network.key)
    found = cache.get(key)
    if isinstance(found, Passed) and found.picture == picture:
        return dataclasses.replace(found, layers=tuple(layer for layer in layers if layer.path in found.calls))
    prepared = prepare(image, network, options)
    with torch.inference_mode(), interruptible(network.module), as_written(network.module):
        with keeping_calls(layers) as kept:
            answer = network.module(prepared.tensor)
    ran = tuple(layer for layer in layers if layer.path in kept.calls)
    passed = Passed(picture, prepared, ran, kept.calls, answer[0].float())
    tensors = [prepared.tensor, answer, *(call.tokens for call in kept.calls.values())]
    # Without the layers: they would keep a network alive that is too large for the cache.
    cache.put(
        key, dataclasses.replace(passed, layers=()), sum(tensor.numel() * tensor.element_size() for tensor in tensors)
    )
    return passed


def head_means(network: OpenedNetwork, passed: Passed) -> Generator[Progress, None, tuple[Tensor, ...]]:
    """Each layer's attention averaged over its heads, (N, N), a layer at a time; kept in the cache."""
    key = ("attention-means", network.key)
    found = cache.get(key)
    if found is not None and found[0] == passed.picture:
        kept: tuple[Tensor, ...] = found[1]
        return kept
    means = []
    for number in range(len(passed.layers)):
        yield Progress(number, len(passed.layers), QT_TRANSLATE_NOOP("progress", "layers"))
        means.append(passed.attention(number)[0].mean(0))
    cache.put(key, (passed.picture, tuple(means)), sum(4 * mean.numel() for mean in means))
    return tuple(means)


def gradient_means(
    network: OpenedNetwork, passed: Passed, target: int
) -> Generator[Progress, None, tuple[Tensor, ...]]:
    """Each layer's attention times the gradient of the logit ``target``, its positive part averaged over the heads.

    (N, N) float32 for each layer; of each class the newest picture's are kept in the cache.
    """
    key = ("attention-gradients", network.key, target)
    found = cache.get(key)
    if found is not None and found[0] == passed.picture:
        kept: tuple[Tensor, ...] = found[1]
        return kept
    yield Progress(0, 1, QT_TRANSLATE_NOOP("progress", "backward pass"))
    weighted = weighted_by_gradient(network.module, passed.layers, passed.prepared.tensor, target)
    means = tuple(weighted[layer.path] for layer in passed.layers)
    cache.put(key, (passed.picture, means), sum(4 * mean.numel() for mean in means))
    return means


def answering_tokens(module: Any, known: Facts) -> tuple[int, ...]:
    """The tokens of the last layer that the network's answer is made of: the class token's, or every patch's.

    DeiT's distillation token answers beside the class token.
    """
    first = getattr(module, "cls_token", None)
    if first is None and hasattr(module, "class_token"):
        first = module.class_token
    if isinstance(first, Tensor) and getattr(module, "global_pool", "token") == "token":
        return (0, 1) if isinstance(getattr(module, "dist_token", None), Tensor) else (0,)
    return tuple(range(known.prefix_tokens, known.places.shape[1]))
