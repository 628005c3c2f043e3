"""LeNet-5 (LeCun, Bottou, Bengio and Haffner 1998, section II.B), as it is taught today.

Against the paper: 28 x 28 input padded by 2 instead of 32 x 32, ReLU for the scaled tanh, maximum for trainable mean
pooling, every map of C3 sees every map of S2, and a linear output for the radial basis functions. 61,706 parameters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import nn

INPUT_SIZE = 28
CHANNELS = 1
FAMILY = "LeNet"
PAPER = "LeCun et al. 1998"
FIXED_SIZE = True


def build(num_classes: int = 10, in_channels: int = CHANNELS) -> nn.Module:
    """LeNet-5 for (N, in_channels, 28, 28) float32 input; the answer is (N, num_classes) logits."""
    from collections import OrderedDict

    from torch import nn

    return nn.Sequential(
        OrderedDict(
            conv1=nn.Conv2d(in_channels, 6, kernel_size=5, padding=2),
            relu1=nn.ReLU(),
            pool1=nn.MaxPool2d(2),
            conv2=nn.Conv2d(6, 16, kernel_size=5),
            relu2=nn.ReLU(),
            pool2=nn.MaxPool2d(2),
            flatten=nn.Flatten(),
            fc1=nn.Linear(16 * 5 * 5, 120),
            relu3=nn.ReLU(),
            fc2=nn.Linear(120, 84),
            relu4=nn.ReLU(),
            fc3=nn.Linear(84, num_classes),
        )
    )
