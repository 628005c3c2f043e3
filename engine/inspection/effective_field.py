"""The effective receptive field: which pixels of this picture this unit listens to, and how strongly.

Luo, Li, Urtasun and Zemel, "Understanding the effective receptive field in deep convolutional neural networks",
NeurIPS 2016: the gradient of one unit with respect to the input. Here its absolute value, summed over the colour
channels.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from engine.inspection.graph_memory import graph_bytes
from engine.inspection.hooks import replacing
from engine.runtime.cancellation import interruptible


class _Reached(Exception):  # noqa: N818 - not an error
    """The layer has given its output; the rest of the network is not needed."""


@dataclass(frozen=True)
class Passed:
    """The pass from a picture to a layer, recorded: ask it for the field of any unit."""

    pixels: Tensor
    output: Tensor

    def size_bytes(self) -> int:
        """Bytes that keeping this keeps alive, the weights left out."""
        return graph_bytes([self.pixels, self.output])

    def field(self, index: tuple[int, ...]) -> Tensor:
        """|d output[index] / d pixels| summed over channels, (H, W)."""
        unit = self.output[index]
        if not unit.requires_grad:
            return torch.zeros_like(self.pixels[0, 0])
        (gradient,) = torch.autograd.grad(unit, self.pixels, retain_graph=True)
        return gradient[0].abs().sum(0)


def passed_to(module: nn.Module, tensor: Tensor, layer: str, calls: int = 1) -> Passed:
    """Run ``module`` on ``tensor`` (1, C, H, W) up to the output of ``layer``, which is called ``calls`` times."""
    found: list[Tensor] = []

    def keep(_path: str, output: Tensor) -> Tensor:
        found.append(output)
        if len(found) == calls:
            raise _Reached
        return output.clone()

    with torch.inference_mode(False), torch.enable_grad(), interruptible(module), replacing(module, [layer], keep):
        pixels = tensor.detach().clone().requires_grad_()
        try:
            module(pixels)
        except _Reached:
            pass
    return Passed(pixels, found[-1])
