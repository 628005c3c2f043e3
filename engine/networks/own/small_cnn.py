"""A small convolutional network for a few hundred pictures: three stages, each convolution with batch norm.

Fully convolutional up to the global mean, so any input of 8 pixels or more will do. 23,946 parameters for ten classes
and grey input.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import nn

INPUT_SIZE = 32
CHANNELS = 3
FAMILY = "Small CNN"
PAPER = ""
FIXED_SIZE = False


def build(num_classes: int = 10, in_channels: int = CHANNELS) -> nn.Module:
    """The network for (N, in_channels, H, W) float32 input; the answer is (N, num_classes) logits."""
    from collections import OrderedDict

    from torch import nn

    def stage(inputs: int, outputs: int) -> nn.Module:
        return nn.Sequential(
            OrderedDict(
                conv=nn.Conv2d(inputs, outputs, kernel_size=3, padding=1, bias=False),
                norm=nn.BatchNorm2d(outputs),
                relu=nn.ReLU(),
            )
        )

    return nn.Sequential(
        OrderedDict(
            stage1=stage(in_channels, 16),
            pool1=nn.MaxPool2d(2),
            stage2=stage(16, 32),
            pool2=nn.MaxPool2d(2),
            stage3=stage(32, 64),
            pool3=nn.AdaptiveAvgPool2d(1),
            flatten=nn.Flatten(),
            fc=nn.Linear(64, num_classes),
        )
    )
