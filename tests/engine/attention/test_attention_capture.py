"""Attention read from a network: it makes the module's own output, it is timm's own, and nothing is disturbed."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from engine.attention.capture import (
    AttentionLayer,
    attention_layers,
    attention_of,
    facts,
    keeping_attention,
    keeping_calls,
    output_of,
    replacing_attention,
    window_places,
)
from engine.networks.opening import open_network
from engine.networks.options import NetworkOptions
from engine.runtime.torch_loading import load_timm

SMALL = [
    ("timm/vit_tiny_patch16_224", "num_classes=10,img_size=64", 1, (4, 4)),
    ("timm/vit_small_patch16_224", "num_classes=10,img_size=48,depth=2", 1, (3, 3)),
    ("timm/deit_tiny_patch16_224", "num_classes=10,img_size=64,depth=3", 1, (4, 4)),
    ("timm/deit_tiny_distilled_patch16_224", "num_classes=10,img_size=64,depth=3", 2, (4, 4)),
    ("timm/deit3_small_patch16_224", "num_classes=10,img_size=64,depth=2", 1, (4, 4)),
    ("timm/vit_small_patch14_reg4_dinov2", "num_classes=10,img_size=56,depth=2", 5, (4, 4)),
    ("timm/vit_small_patch14_dinov2", "num_classes=10,img_size=56,depth=2", 1, (4, 4)),
    ("timm/vit_small_patch16_dinov3", "num_classes=10,img_size=64,depth=2", 5, (4, 4)),
    ("timm/vit_base_patch16_gap_224", "num_classes=10,img_size=48,depth=1", 0, (3, 3)),
    ("timm/vit_tiny_patch16_224", "num_classes=10,img_size=64,depth=2,qk_norm=True", 1, (4, 4)),
    ("torchvision/vit_b_16", "num_classes=10,image_size=48", 1, (3, 3)),
    ("timm/swin_tiny_patch4_window7_224", "num_classes=10,img_size=112", 0, (28, 28)),
    ("timm/swinv2_tiny_window8_256", "num_classes=10,img_size=128", 0, (32, 32)),
    ("torchvision/swin_t", "num_classes=10,input_size=120", 0, (30, 30)),
    ("torchvision/swin_v2_t", "num_classes=10,input_size=128", 0, (32, 32)),
]
LARGE = [
    ("timm/vit_base_patch16_224", "num_classes=10", 1, (14, 14)),
    ("timm/vit_large_patch16_224", "num_classes=10,depth=4", 1, (14, 14)),
    ("timm/swin_base_patch4_window7_224", "num_classes=10", 0, (56, 56)),
    ("timm/swinv2_base_window8_256", "num_classes=10", 0, (64, 64)),
    ("torchvision/vit_l_16", "num_classes=10", 1, (14, 14)),
    ("torchvision/swin_v2_b", "num_classes=10", 0, (64, 64)),
]


def opened(name: str, arguments: str) -> tuple[nn.Module, Tensor]:
    """A network with random weights, its position biases and scales made large enough to matter, and a picture."""
    network = open_network(NetworkOptions(network=name, weights="none", network_args=arguments, seed=3))
    noise = torch.Generator().manual_seed(0)
    for parameter_name, parameter in network.module.named_parameters():
        if "relative_position_bias_table" in parameter_name or "q_bias" in parameter_name:
            parameter.data.normal_(generator=noise)
        if "logit_scale" in parameter_name:  # some of them above the clamp
            parameter.data.uniform_(1.0, 6.0, generator=noise)
        if "qkv.weight" in parameter_name or "in_proj_weight" in parameter_name:
            parameter.data.mul_(3)
    size = network.preprocessing.size
    return network.module, torch.randn(1, 3, *size, generator=noise)


def outputs_of(module: nn.Module, layers: tuple[AttentionLayer, ...], picture: Tensor) -> tuple[Tensor, dict[str, Any]]:
    """The network's answer, and what each attention module gave in that pass."""
    given: dict[str, Any] = {}
    handles = []
    for layer in layers:

        def keep(_module: nn.Module, _inputs: Any, output: Any, path: str = layer.path) -> None:
            given[path] = (output[0] if isinstance(output, tuple) else output).clone()

        handles.append(layer.module.register_forward_hook(keep))
    try:
        with torch.inference_mode():
            return module(picture), given
    finally:
        for handle in handles:
            handle.remove()


def check(name: str, arguments: str, prefix: int, grid: tuple[int, int]) -> None:
    module, picture = opened(name, arguments)
    layers = attention_layers(module)
    assert layers
    fuses = [layer.module for layer in layers if hasattr(layer.module, "fused_attn")]
    for fused in (True, False) if fuses else (False,):  # opened networks do not fuse; timm by itself does
        for part in fuses:
            part.fused_attn = fused  # type: ignore[assignment]
        check_pass(module, picture, layers, prefix, grid)


def check_pass(
    module: nn.Module, picture: Tensor, layers: tuple[AttentionLayer, ...], prefix: int, grid: tuple[int, int]
) -> None:
    answer, given = outputs_of(module, layers, picture)
    with torch.inference_mode(), keeping_calls(layers) as calls, keeping_attention(layers) as maps:
        again = module(picture)
    assert torch.equal(again, answer)  # not even rounded otherwise
    assert set(calls.calls) == set(maps.attention) == {layer.path for layer in layers}
    for number, layer in enumerate(layers):
        call = calls.calls[layer.path]
        attention = attention_of(layer, call)
        assert attention.dtype == torch.float32
        torch.testing.assert_close(attention.sum(-1), torch.ones(attention.shape[:-1]), atol=1e-5, rtol=0)
        torch.testing.assert_close(maps.attention[layer.path], attention, atol=1e-6, rtol=0)
        made = output_of(layer, call, attention)
        own = given[layer.path]
        assert made.shape == own.shape
        assert float((made - own).abs().max()) <= 1e-4 * float(own.abs().max()), layer.path
        known = facts(module, layer, call, (picture.shape[2], picture.shape[3]))
        assert known.heads == layer.heads == attention.shape[1]
        assert known.places.shape == (attention.shape[0], attention.shape[2])
        assert known.prefix_tokens == prefix
        if number == 0:
            assert known.grid == grid
        patches = known.places[known.places >= 0]
        assert sorted(patches) == list(range(known.grid[0] * known.grid[1]))  # each patch stands in one place
    for part in module.modules():
        assert not part._forward_hooks and not part._forward_pre_hooks
        assert "forward" not in vars(part)


@pytest.mark.parametrize(("name", "arguments", "prefix", "grid"), SMALL)
def test_attention_makes_the_modules_own_output(name: str, arguments: str, prefix: int, grid: tuple[int, int]) -> None:
    check(name, arguments, prefix, grid)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "arguments", "prefix", "grid"), LARGE)
def test_attention_makes_a_large_modules_own_output(
    name: str, arguments: str, prefix: int, grid: tuple[int, int]
) -> None:
    check(name, arguments, prefix, grid)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("vit_tiny_patch16_224", {"img_size": 64}),
        ("deit_tiny_distilled_patch16_224", {"img_size": 64}),
        ("vit_small_patch14_reg4_dinov2", {"img_size": 56, "depth": 3}),
        ("vit_small_patch16_dinov3", {"img_size": 64, "depth": 3}),
        ("swin_tiny_patch4_window7_224", {"img_size": 112}),
        ("swinv2_tiny_window8_256", {"img_size": 128}),
    ],
)
def test_attention_is_what_timm_drops_from_when_it_does_not_fuse(name: str, arguments: dict[str, Any]) -> None:
    timm = load_timm()
    from timm.layers.config import set_fused_attn

    torch.manual_seed(1)
    fused = timm.create_model(name, num_classes=10, **arguments).eval()
    set_fused_attn(False)
    try:
        eager = timm.create_model(name, num_classes=10, **arguments).eval()
    finally:
        set_fused_attn(os.environ.get("TIMM_FUSED_ATTN", "1") != "0")
    for parameter_name, parameter in fused.named_parameters():
        if "relative_position_bias_table" in parameter_name:
            parameter.data.normal_()
    eager.load_state_dict(fused.state_dict())
    for part in fused.modules():
        if hasattr(part, "fused_attn"):
            part.fused_attn = True
    seen: dict[str, Tensor] = {}
    layers = attention_layers(eager)
    for layer in layers:

        def keep(_module: nn.Module, inputs: tuple[Tensor, ...], path: str = layer.path) -> None:
            seen[path] = inputs[0].clone()

        layer.module.attn_drop.register_forward_pre_hook(keep)  # type: ignore[union-attr]
    size = arguments["img_size"]
    picture = torch.randn(1, 3, size, size)
    with torch.inference_mode():
        eager(picture)
        with keeping_attention(attention_layers(fused)) as kept:
            fused(picture)
    assert seen.keys() == kept.attention.keys() == {layer.path for layer in layers}
    for path, attention in kept.attention.items():
        torch.testing.assert_close(attention, seen[path], atol=1e-5, rtol=0, msg=path)


def test_torchvisions_attention_is_what_torch_says_it_weighs() -> None:
    module, picture = opened("torchvision/vit_b_16", "num_classes=10,image_size=48")
    layers = attention_layers(module)
    with torch.inference_mode(), keeping_calls(layers) as kept:
        module(picture)
    for layer in layers:
        call = kept.calls[layer.path]
        tokens = call.tokens
        with torch.inference_mode():
            _, weights = layer.module(tokens, tokens, tokens, need_weights=True, average_attn_weights=False)
        torch.testing.assert_close(attention_of(layer, call), weights, atol=1e-5, rtol=0)


def test_chosen_layers_only_are_looked_at() -> None:
    module, picture = opened("timm/vit_tiny_patch16_224", "num_classes=10,img_size=64,depth=3")
    layers = attention_layers(module)
    with torch.inference_mode(), keeping_attention(layers[1:2]) as kept:
        assert not layers[0].module._forward_pre_hooks
        module(picture)
    assert list(kept.attention) == ["blocks.1.attn"]


def test_nothing_is_left_behind_after_an_exception() -> None:
    module, picture = opened("timm/swinv2_tiny_window8_256", "num_classes=10,img_size=128")
    layers = attention_layers(module)
    with pytest.raises(ZeroDivisionError):
        with keeping_calls(layers), keeping_attention(layers), replacing_attention(layers, lambda _, __, a: a):
            module(picture)
            raise ZeroDivisionError
    for part in module.modules():
        assert not part._forward_hooks and not part._forward_pre_hooks
        assert "forward" not in vars(part)


@pytest.mark.parametrize(("name", "arguments", "prefix", "grid"), SMALL[:1] + SMALL[-5:])
def test_an_openly_computed_network_answers_the_same(
    name: str, arguments: str, prefix: int, grid: tuple[int, int]
) -> None:
    module, picture = opened(name, arguments)
    with torch.inference_mode():
        answer = module(picture)
        with replacing_attention(attention_layers(module), lambda _, __, attention: attention):
            openly = module(picture)
    torch.testing.assert_close(openly, answer, atol=1e-4 * float(answer.abs().max()), rtol=0)


def test_a_network_without_attention_has_none() -> None:
    assert attention_layers(open_network(NetworkOptions(network="lenet5", weights="none")).module) == ()


@pytest.mark.parametrize("pads_first", [False, True])
@pytest.mark.parametrize(("grid", "window", "shift"), [((8, 8), (4, 4), (2, 2)), ((5, 7), (4, 4), (2, 1))])
def test_window_places_are_where_torch_puts_the_patches(
    grid: tuple[int, int], window: tuple[int, int], shift: tuple[int, int], pads_first: bool
) -> None:
    pad = (0, 0, 0, -grid[1] % window[1], 0, -grid[0] % window[0])
    numbers = torch.arange(1.0, grid[0] * grid[1] + 1).view(1, *grid, 1)
    back = (-shift[0], -shift[1])
    if pads_first:
        shifted = torch.roll(nn.functional.pad(numbers, pad), back, (1, 2))
    else:
        shifted = nn.functional.pad(torch.roll(numbers, back, (1, 2)), pad)
    load_timm()
    from timm.models.swin_transformer import window_partition

    expected = window_partition(shifted, window).flatten(1).numpy().astype(np.int64) - 1
    np.testing.assert_array_equal(window_places(grid, window, shift, pads_first), expected)
