"""Small Swin: windows of 4 x 4 tokens, shifted (Liu et al. 2021, section 3.1), 1,268,356 parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import nn

INPUT_SIZE = 32
CHANNELS = 3
FAMILY = "Swin"
PAPER = "Liu et al. 2021"
FIXED_SIZE = True


def build(num_classes: int = 10, in_channels: int = CHANNELS) -> nn.Module:
    """The network for (N, in_channels, 32, 32) float32 input; the answer is (N, num_classes) logits."""
    from engine.networks.cifar_attention import small_swin

    return small_swin(num_classes, in_channels)
