"""Swin's shifted window attention against the papers' rules written with explicit loops, in float64."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from engine.attention.capture import attention_layers, attention_of, keeping_calls
from engine.networks.opening import open_network
from engine.networks.options import NetworkOptions
from engine.runtime.torch_loading import load_timm

Array = NDArray[np.float64]


def position_bias(module: Any, window: int, cosine: bool) -> Array:
    """(2w - 1, 2w - 1, heads): the bias for each difference of rows and columns, query minus key.

    Version 1 has a table. Version 2 asks a small network about sign(d) log2(1 + |8 d / (w - 1)|) / log2(8), and
    squashes the answer to 0 ... 16.
    """
    side = 2 * window - 1
    if not cosine:
        table = module.relative_position_bias_table.detach().double().numpy()
        return np.asarray(table).reshape(side, side, -1)
    first, _, last = module.cpb_mlp
    weights, bias = first.weight.detach().double().numpy(), first.bias.detach().double().numpy()
    out = last.weight.detach().double().numpy()
    found = np.zeros((side, side, len(out)))
    for row in range(side):
        for column in range(side):
            place = []
            for difference in (row - window + 1, column - window + 1):
                scaled = 8 * difference / (window - 1)
                place.append(math.copysign(math.log2(1 + abs(scaled)) / math.log2(8), scaled))
            hidden = np.maximum(weights @ np.array(place) + bias, 0)
            found[row, column] = 16 / (1 + np.exp(-(out @ hidden)))
    return found


def by_loops(
    tokens: Array,
    weights_of: tuple[Array, Array],
    biases: tuple[Array, Array],
    bias: Array,
    scales: Array,
    window: int,
    shift: int,
    cosine: bool,
) -> list[Array]:
    """The attention of each window of a grid of tokens (h, w, C), as Liu et al. 2021 describe it.

    The grid is rolled up and left by ``shift``; windows are cut; a query sees a key of its window only where the two
    were neighbours before the rolling, which is where both lie in the same stretch of rows and of columns.
    """
    high, wide, _ = tokens.shape
    heads = len(scales)
    queries_of, keys_of = weights_of

    def stretch(at: int, size: int) -> int:
        return 0 if at < size - window else 1 if at < size - shift else 2

    windows = []
    for top in range(0, high, window):
        for left in range(0, wide, window):
            places = [(top + row, left + column) for row in range(window) for column in range(window)]
            inside = [tokens[(row + shift) % high, (column + shift) % wide] for row, column in places]
            attention = np.zeros((heads, len(places), len(places)))
            for head in range(heads):
                width = len(queries_of) // heads
                part = slice(head * width, (head + 1) * width)
                queries = [queries_of[part] @ token + biases[0][part] for token in inside]
                keys = [keys_of[part] @ token + biases[1][part] for token in inside]
                for q, (row, column) in enumerate(places):
                    scores = np.full(len(places), -np.inf)
                    for k, (other_row, other_column) in enumerate(places):
                        if shift and (
                            stretch(row, high) != stretch(other_row, high)
                            or stretch(column, wide) != stretch(other_column, wide)
                        ):
                            continue
                        score = float(queries[q] @ keys[k])
                        if cosine:
                            score /= float(np.linalg.norm(queries[q]) * np.linalg.norm(keys[k]))
                        score *= scales[head]
                        score += bias[row - other_row + window - 1, column - other_column + window - 1, head]
                        scores[k] = score
                    weights = np.exp(scores - scores.max())
                    attention[head, q] = weights / weights.sum()
            windows.append(attention)
    return windows


@pytest.mark.parametrize("block", [0, 1])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("timm/swin_tiny_patch4_window7_224", ""),
        ("timm/swinv2_tiny_window8_256", ""),
        ("torchvision/swin_t", "input_size=56,"),
        ("torchvision/swin_v2_t", "input_size=64,"),
    ],
)
def test_shifted_windows_are_those_of_the_paper(name: str, arguments: str, block: int) -> None:
    if name.startswith("timm"):
        timm = load_timm()
        torch.manual_seed(5)
        made: dict[str, Any] = {"img_size": 32, "window_size": 4, "embed_dim": 12, "num_heads": (2,), "depths": (2,)}
        module = timm.create_model(name.removeprefix("timm/"), num_classes=3, **made).eval().requires_grad_(False)
        size = 32
    else:
        options = NetworkOptions(network=name, weights="none", network_args=arguments + "num_classes=3", seed=5)
        network = open_network(options)
        module, size = network.module, network.preprocessing.size[0]
    layer = attention_layers(module)[block]
    part: Any = layer.module
    noise = torch.Generator().manual_seed(0)
    for parameter_name, parameter in part.named_parameters():
        if "qkv.weight" in parameter_name:
            parameter.data.mul_(8)
        if "bias_table" in parameter_name or parameter_name in ("q_bias", "qkv.bias"):
            parameter.data.normal_(generator=noise)
        if "logit_scale" in parameter_name:
            parameter.data.copy_(torch.linspace(1.0, 7.0, parameter.numel()).view_as(parameter))  # past the clamp
    seen: list[torch.Tensor] = []
    block_of: Any = layer.block

    def keep(_module: object, inputs: tuple[torch.Tensor, ...]) -> None:
        seen.append(inputs[0].clone())

    handle = block_of.register_forward_pre_hook(keep)
    with torch.inference_mode(), keeping_calls([layer]) as kept:
        module(torch.randn(1, 3, size, size, generator=noise))
    handle.remove()

    cosine = hasattr(part, "logit_scale")
    tokens = seen[0]
    if not cosine:  # version 1 norms first, version 2 after
        with torch.inference_mode():
            tokens = block_of.norm1(tokens)
    width = part.qkv.weight.shape[1]
    weight = part.qkv.weight.detach().double().numpy()
    if hasattr(part, "q_bias"):
        biases = part.q_bias.detach().double().numpy(), np.zeros(width)
    else:
        both = part.qkv.bias.detach().double().numpy()
        biases = both[:width], np.zeros(width) if cosine else both[width : 2 * width]
    if cosine:
        scales = np.exp(np.minimum(part.logit_scale.detach().double().numpy().ravel(), math.log(100)))
    else:
        scales = np.full(layer.heads, (width // layer.heads) ** -0.5)
    window = part.window_size[0]
    shift = (window // 2) * block
    bias = position_bias(part, window, cosine)
    parts = weight[:width], weight[width : 2 * width]
    expected = by_loops(tokens[0].double().numpy(), parts, biases, bias, scales, window, shift, cosine)
    found = attention_of(layer, kept.calls[layer.path]).numpy()
    np.testing.assert_allclose(found, np.stack(expected), atol=1e-5)
    assert found.max() > 0.3  # sharp enough to tell
