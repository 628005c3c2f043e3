"""PhotoNet: ResNet-20's blocks for photos, so that a network small enough to bundle answers a real photo.

A stem of stride 2, then 16, 32, 64 and 128 channels, three blocks each; the last two stages share their resolution (an
eighth of the input), so that a 128-pixel photo leaves 16 x 16 positions for a class map. Fully convolutional up to the
global mean, trained on enlarged crops of several sizes. 1,082,906 parameters for ten classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import nn

INPUT_SIZE = 96
CHANNELS = 3
FAMILY = "ResNet"
PAPER = "after He et al. 2016"
FIXED_SIZE = False


def build(num_classes: int = 10, in_channels: int = CHANNELS) -> nn.Module:
    """PhotoNet for (N, in_channels, H, W) float32 input; the answer is (N, num_classes) logits."""
    from engine.networks.cifar_residual import CifarResNet

    return CifarResNet((16, 32, 64, 128), (1, 2, 2, 1), 3, num_classes, in_channels, stem_stride=2)
