"""ResNet-20 for CIFAR-10 (He, Zhang, Ren and Sun 2016, section 4.2): 3 stages of 3 blocks, 16, 32 and 64 channels.

Shortcuts without parameters (option A): 269,722 parameters; the paper's test error is 8.75% (table 6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import nn

INPUT_SIZE = 32
CHANNELS = 3
FAMILY = "ResNet"
PAPER = "He et al. 2016"
FIXED_SIZE = False


def build(num_classes: int = 10, in_channels: int = CHANNELS) -> nn.Module:
    """ResNet-20 for (N, in_channels, H, W) float32 input; the answer is (N, num_classes) logits."""
    from engine.networks.cifar_residual import CifarResNet

    return CifarResNet((16, 32, 64), (1, 2, 2), 3, num_classes, in_channels)
