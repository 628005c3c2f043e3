"""Attention maps against another project's networks of the same weights, where that library is installed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.runtime.torch_loading import load_timm

timm = load_timm()
import torch  # noqa: E402

from engine.attention.capture import attention_layers, keeping_attention  # noqa: E402

transformers: Any = pytest.importorskip("transformers", reason="transformers is not installed")


def kept_maps(network: Any, picture: torch.Tensor) -> list[torch.Tensor]:
    """What is kept of every layer."""
    layers = attention_layers(network)
    with torch.inference_mode(), keeping_attention(layers) as kept:
        network(picture)
    return [kept.attention[layer.path] for layer in layers]


def copied(own: dict[str, torch.Tensor], others: Any, names: dict[str, str]) -> None:
    """Put our weights into the other network by ``names`` (other's: ours); thirds of qkv are query, key, value."""
    state = others.state_dict()
    for name, ours in names.items():
        where, _, third = ours.partition("#")
        tensor = own[where]
        state[name] = tensor.chunk(3)[int(third)] if third else tensor
    others.load_state_dict(state)


def linear(names: dict[str, str], other: str, ours: str, third: str = "") -> None:
    for kind in ("weight", "bias"):
        names[f"{other}.{kind}"] = f"{ours}.{kind}{third}"


def test_vit() -> None:
    torch.manual_seed(0)
    network = timm.create_model("vit_tiny_patch16_224", depth=3, img_size=96, num_classes=0).eval()
    config = transformers.ViTConfig(
        hidden_size=192, num_hidden_layers=3, num_attention_heads=3, intermediate_size=768, image_size=96,
        patch_size=16, layer_norm_eps=1e-6, attn_implementation="eager",
    )  # fmt: skip
    other = transformers.ViTModel(config, add_pooling_layer=False).eval()
    names = {"embeddings.cls_token": "cls_token", "embeddings.position_embeddings": "pos_embed"}
    linear(names, "embeddings.patch_embeddings.projection", "patch_embed.proj")
    linear(names, "layernorm", "norm")
    for n in range(3):
        theirs, ours = f"encoder.layer.{n}", f"blocks.{n}"
        for third, kind in enumerate(("query", "key", "value")):
            linear(names, f"{theirs}.attention.attention.{kind}", f"{ours}.attn.qkv", f"#{third}")
        linear(names, f"{theirs}.attention.output.dense", f"{ours}.attn.proj")
        linear(names, f"{theirs}.layernorm_before", f"{ours}.norm1")
        linear(names, f"{theirs}.layernorm_after", f"{ours}.norm2")
        linear(names, f"{theirs}.intermediate.dense", f"{ours}.mlp.fc1")
        linear(names, f"{theirs}.output.dense", f"{ours}.mlp.fc2")
    copied(network.state_dict(), other, names)
    picture = torch.randn(1, 3, 96, 96)
    with torch.inference_mode():
        answer = other(picture, output_attentions=True)
    for own, theirs in zip(kept_maps(network, picture), answer.attentions, strict=True):
        np.testing.assert_allclose(own.numpy(), theirs.numpy(), atol=1e-5)


def test_swin() -> None:
    torch.manual_seed(0)
    sizes: dict[str, Any] = {"depths": (2, 2), "num_heads": (2, 4), "embed_dim": 32}
    network = timm.create_model("swin_tiny_patch4_window7_224", img_size=112, num_classes=0, **sizes).eval()
    config = transformers.SwinConfig(
        image_size=112, embed_dim=32, depths=[2, 2], num_heads=[2, 4], window_size=7, attn_implementation="eager",
    )  # fmt: skip
    other = transformers.SwinModel(config, add_pooling_layer=False).eval()
    names: dict[str, str] = {}
    linear(names, "embeddings.patch_embeddings.projection", "patch_embed.proj")
    linear(names, "embeddings.norm", "patch_embed.norm")
    linear(names, "layernorm", "norm")
    names["encoder.layers.0.downsample.reduction.weight"] = "layers.1.downsample.reduction.weight"
    linear(names, "encoder.layers.0.downsample.norm", "layers.1.downsample.norm")
    for stage in range(2):
        for block in range(2):
            theirs, ours = f"encoder.layers.{stage}.blocks.{block}", f"layers.{stage}.blocks.{block}"
            table = "relative_position_bias_table"
            names[f"{theirs}.attention.self.{table}"] = f"{ours}.attn.{table}"
            for third, kind in enumerate(("query", "key", "value")):
                linear(names, f"{theirs}.attention.self.{kind}", f"{ours}.attn.qkv", f"#{third}")
            linear(names, f"{theirs}.attention.output.dense", f"{ours}.attn.proj")
            linear(names, f"{theirs}.layernorm_before", f"{ours}.norm1")
            linear(names, f"{theirs}.layernorm_after", f"{ours}.norm2")
            linear(names, f"{theirs}.intermediate.dense", f"{ours}.mlp.fc1")
            linear(names, f"{theirs}.output.dense", f"{ours}.mlp.fc2")
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if name.endswith("relative_position_bias_table"):
                parameter.normal_()
    copied(network.state_dict(), other, names)
    picture = torch.randn(1, 3, 112, 112)
    with torch.inference_mode():
        answer = other(picture, output_attentions=True)
    shifted = kept_maps(network, picture)[1::2]  # of each stage the other library gives the last block's
    assert len(answer.attentions) == len(shifted)
    for own, theirs in zip(shifted, answer.attentions, strict=True):
        np.testing.assert_allclose(own.numpy(), theirs.numpy(), atol=1e-5)
