"""Rollout, its gradient-weighted form and relevance against NumPy; the measures against sums written out."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from engine.attention.capture import Facts, attention_layers, keeping_attention, window_places
from engine.attention.measures import entropy, largest_entropy, mean_distance, received
from engine.attention.rollout import layer_matrix, relevance, rollout, weighted_by_gradient
from engine.networks.opening import open_network
from engine.networks.options import NetworkOptions


def numpys_rollout(attentions: list[np.ndarray]) -> np.ndarray:
    """Abnar and Zuidema 2020: A = 0.5 W + 0.5 I, then the product from the first layer up, in float64."""
    joint = np.eye(attentions[0].shape[-1])
    for heads in attentions:
        layer = 0.5 * heads.astype(np.float64).mean(0) + 0.5 * np.eye(heads.shape[-1])
        joint = (layer / layer.sum(-1, keepdims=True)) @ joint
    return joint


@pytest.fixture(scope="module")
def network() -> tuple[torch.nn.Module, torch.Tensor]:
    options = NetworkOptions(
        network="timm/vit_tiny_patch16_224", weights="none", network_args="num_classes=10,img_size=64", seed=2
    )
    module = open_network(options).module
    for name, parameter in module.named_parameters():
        if "qkv.weight" in name:
            parameter.data.mul_(6)
    return module, torch.randn(1, 3, 64, 64, generator=torch.Generator().manual_seed(0))


def test_rollout_is_that_of_the_paper(network: tuple[torch.nn.Module, torch.Tensor]) -> None:
    module, picture = network
    layers = attention_layers(module)
    with torch.inference_mode(), keeping_attention(layers) as kept:
        module(picture)
    maps = [kept.attention[layer.path][0] for layer in layers]
    found = rollout(heads.mean(0) for heads in maps)
    np.testing.assert_allclose(found.numpy(), numpys_rollout([heads.numpy() for heads in maps]), atol=1e-5)
    np.testing.assert_allclose(found.sum(-1).numpy(), 1, atol=1e-5)


def test_the_rows_are_made_to_sum_to_one_not_the_columns() -> None:
    weights = torch.tensor([[0.0, 3.0], [0.0, 0.0]])
    np.testing.assert_allclose(layer_matrix(weights).numpy(), np.array([[0.25, 0.75], [0.0, 1.0]]))


def test_gradient_weights_are_those_of_a_plain_backward_pass(network: tuple[torch.nn.Module, torch.Tensor]) -> None:
    module, picture = network
    layers = attention_layers(module)
    found = weighted_by_gradient(module, layers, picture, 4)
    assert set(found) == {layer.path for layer in layers}
    # The same by timm's own unfused path: its maps are kept in the graph by a hook on what attention's dropout takes.
    seen: dict[str, torch.Tensor] = {}
    handles = []
    was_fused = layers[0].module.fused_attn
    for layer in layers:
        layer.module.fused_attn = False  # type: ignore[assignment]

        def keep(_module: object, inputs: tuple[torch.Tensor, ...], path: str = layer.path) -> None:
            seen[path] = inputs[0]

        handles.append(layer.module.attn_drop.register_forward_pre_hook(keep))  # type: ignore[union-attr]
    try:
        logits = module(picture.clone().requires_grad_())
        gradients = torch.autograd.grad(logits[0, 4], list(seen.values()))
    finally:
        for layer, handle in zip(layers, handles, strict=True):
            layer.module.fused_attn = was_fused
            handle.remove()
    weighted = []
    for (path, attention), gradient in zip(seen.items(), gradients, strict=True):
        expected = np.maximum(attention.detach().numpy() * gradient.numpy(), 0)[0].mean(0)
        np.testing.assert_allclose(found[path].numpy(), expected, atol=1e-4 * expected.max())
        weighted.append(expected.astype(np.float64))
    total = np.eye(len(weighted[0]))
    for weights in weighted:
        total = total + weights @ total
    close = relevance(found[layer.path] for layer in layers).numpy()
    np.testing.assert_allclose(close, total, atol=1e-5 * total.max())
    assert np.abs(total - np.eye(len(total))).max() > 1e-6  # there is something to compare
    for part in module.modules():
        assert "forward" not in vars(part) and not part._forward_hooks
    assert all(parameter.grad is None for parameter in module.parameters())


def test_entropy_of_known_rows() -> None:
    even = torch.full((1, 1, 3, 8), 1 / 8)
    sharp = F.one_hot(torch.arange(3), 8).float()[None, None]
    found = entropy(torch.cat([even, sharp], 1))
    np.testing.assert_allclose(found.numpy(), [math.log(8), 0], atol=1e-6)
    assert largest_entropy(even) == pytest.approx(math.log(8))
    np.testing.assert_allclose(received(sharp)[0, 0].numpy(), np.repeat([1 / 3, 0], [3, 5]), atol=1e-6)


@pytest.mark.parametrize("windowed", [False, True])
def test_mean_distance_is_the_sum_over_every_pair(windowed: bool) -> None:
    grid, window, shift = (5, 6), (4, 4), (2, 2)
    if windowed:
        facts = Facts(2, 0, grid, window, shift, window_places(grid, window, shift))
    else:
        facts = Facts(2, 1, grid, (0, 0), (0, 0), np.arange(-1, 30)[None])
    windows, tokens = facts.places.shape
    attention = torch.randn(windows, 2, tokens, tokens, generator=torch.Generator().manual_seed(1)).softmax(-1)
    found = mean_distance(attention, facts, (16.0, 8.0))
    for head in range(2):
        means = []
        for number, places in enumerate(facts.places):
            for query, here in enumerate(places):
                if here < 0:
                    continue
                weight, far = 0.0, 0.0
                for key, there in enumerate(places):
                    if there >= 0:
                        w = float(attention[number, head, query, key])
                        rows, columns = here // 6 - there // 6, here % 6 - there % 6
                        weight += w
                        far += w * math.hypot(16.0 * rows, 8.0 * columns)
                means.append(far / weight)
        assert float(found[head]) == pytest.approx(np.mean(means), rel=1e-5)
