"""Small attention networks for CIFAR-10's 32 x 32 pictures, put together from timm's own classes.

Their names inside are timm's (``blocks.0.attn``, ``layers.1.blocks.0.attn``), so that what finds attention in timm's
large networks finds it here. The softmax is always computed openly, never in a fused kernel.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import nn

SIDE = 32
"""Side of the pictures, in pixels."""


def vit6(num_classes: int = 10, in_channels: int = 3) -> nn.Module:
    """A pure vision transformer (Dosovitskiy et al. 2021, section 3.1).

    Patches of 4 x 4 pixels, a class token, six blocks of four heads over 128 channels; its only convolution is the
    patch embedding. Input (N, in_channels, 32, 32) float32, output (N, num_classes) logits; 1,205,898 parameters.
    """
    return _vision_transformer(num_classes, in_channels, patch_size=4)


def hybrid_vit(num_classes: int = 10, in_channels: int = 3) -> nn.Module:
    """The same transformer behind three convolutions in place of the patches (Xiao et al. 2021).

    32, 64 and 128 channels, the last two of stride 2, so that there are again 8 x 8 tokens beside the class token; a
    convolution of 1 x 1 takes the place of the patch embedding. Input (N, in_channels, 32, 32) float32, output
    (N, num_classes) logits; 1,309,482 parameters.
    """
    from engine.runtime.torch_loading import load_timm

    load_timm()
    from timm.layers.hybrid_embed import HybridEmbed
    from timm.models.vision_transformer_hybrid import ConvStem

    stem = ConvStem(in_channels, depth=3, channels=(32, 64, 128), stride=(1, 2, 2))
    return _vision_transformer(num_classes, in_channels, patch_size=1, embed_layer=functools.partial(HybridEmbed, stem))


def small_swin(num_classes: int = 10, in_channels: int = 3) -> nn.Module:
    """A Swin transformer of three stages (Liu et al. 2021, section 3.1).

    Patches of 2 x 2 pixels, windows of 4 x 4 tokens, every second block shifted by 2 where there are several windows:
    two blocks of three heads over 16 x 16 tokens of 48 channels, two of six heads over 8 x 8 tokens of 96, two of
    twelve heads over the 4 x 4 tokens of 192, which are one window. Input (N, in_channels, 32, 32) float32, output
    (N, num_classes) logits; 1,268,356 parameters.
    """
    from engine.runtime.torch_loading import load_timm

    load_timm()
    from timm.models.swin_transformer import SwinTransformer

    network: nn.Module = SwinTransformer(
        img_size=SIDE,
        patch_size=2,
        in_chans=in_channels,
        num_classes=num_classes,
        embed_dim=48,
        depths=(2, 2, 2),
        num_heads=(3, 6, 12),
        window_size=4,
        drop_path_rate=0.0,
    )
    return _open_attention(network)


def _vision_transformer(num_classes: int, in_channels: int, **arguments: Any) -> nn.Module:
    from engine.runtime.torch_loading import load_timm

    load_timm()
    from timm.models.vision_transformer import VisionTransformer

    network: nn.Module = VisionTransformer(
        img_size=SIDE,
        in_chans=in_channels,
        num_classes=num_classes,
        embed_dim=128,
        depth=6,
        num_heads=4,
        **arguments,
    )
    return _open_attention(network)


def _open_attention(network: nn.Module) -> nn.Module:
    """``network`` with every attention's softmax where it can be seen, whatever timm would choose."""
    part: Any
    for part in network.modules():
        if hasattr(part, "fused_attn"):
            part.fused_attn = False
    return network
