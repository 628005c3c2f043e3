"""Residual blocks with parameter-free shortcuts (He, Zhang, Ren and Sun 2016, section 4.2, option A)."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor, nn
from torch.nn import functional as F


class Shortcut(nn.Module):
    """Identity; where the block halves the size or adds channels: every second position, zeros for the new channels.

    (N, in, H, W) to (N, out, H / stride, W / stride). He et al. 2016, section 3.3, option A.
    """

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.stride = stride
        self.before = (outputs - inputs) // 2
        self.after = outputs - inputs - self.before

    def forward(self, x: Tensor) -> Tensor:
        """(N, in, H, W) to (N, out, H / stride, W / stride)."""
        if self.stride > 1:
            x = x[:, :, :: self.stride, :: self.stride]
        if self.before or self.after:
            x = F.pad(x, (0, 0, 0, 0, self.before, self.after))
        return x


class Block(nn.Module):
    """Two 3 x 3 convolutions and a shortcut: relu(x' + bn(conv(relu(bn(conv(x)))))). He et al. 2016, equation 1."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.shortcut = Shortcut(inputs, outputs, stride)
        self.relu2 = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """(N, in, H, W) to (N, out, H / stride, W / stride)."""
        y = self.bn2(self.conv2(self.relu1(self.bn1(self.conv1(x)))))
        out: Tensor = self.relu2(y + self.shortcut(x))
        return out


class CifarResNet(nn.Module):
    """A stem, stages of residual blocks, the global mean, one linear layer.

    ``widths`` and ``strides`` give each stage's channels and its first block's stride; ``stem_stride`` the stem's.
    Input (N, in_channels, H, W) float32, output (N, num_classes) logits.
    """

    def __init__(
        self,
        widths: Sequence[int],
        strides: Sequence[int],
        blocks: int,
        num_classes: int,
        in_channels: int,
        stem_stride: int = 1,
    ) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, widths[0], 3, stem_stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(widths[0])
        self.relu = nn.ReLU()
        before = widths[0]
        for number, (width, stride) in enumerate(zip(widths, strides, strict=True), start=1):
            stage = [Block(before if i == 0 else width, width, stride if i == 0 else 1) for i in range(blocks)]
            self.add_module(f"layer{number}", nn.Sequential(*stage))
            before = width
        self.stages = len(widths)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(before, num_classes)
        for module in self.modules():
            if isinstance(module, nn.Conv2d | nn.Linear):
                nn.init.kaiming_normal_(module.weight)  # He et al. 2015, as section 4.2 asks
        nn.init.zeros_(self.fc.bias)

    def forward(self, x: Tensor) -> Tensor:
        """(N, in_channels, H, W) to (N, num_classes) logits."""
        x = self.relu(self.bn1(self.conv1(x)))
        for number in range(1, self.stages + 1):
            x = self.get_submodule(f"layer{number}")(x)
        logits: Tensor = self.fc(self.flatten(self.avgpool(x)))
        return logits
