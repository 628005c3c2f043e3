"""Grad-CAM: Selvaraju, Cogswell, Das, Vedantam, Parikh and Batra, ICCV 2017 (arXiv:1610.02391).

With A^k the k-th map of a convolutional layer and y^c the logit of class c, before the softmax:

    alpha_k^c = 1/Z  sum_i sum_j  d y^c / d A^k_ij          (equation 1)
    L^c       = ReLU( sum_k  alpha_k^c A^k )                (equation 2)

Only what lies behind the layer has to be differentiated. So the pass is cut at the layer: its output leaves the graph
and comes back as a leaf that wants a gradient, and as no parameter wants one, nothing before the layer is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.errors import InputError
from engine.inspection.graph_memory import graph_bytes
from engine.inspection.hooks import as_written, replacing
from engine.runtime.cancellation import interruptible
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Cut:
    """One forward pass cut at some layers, ready to be asked for any class.

    ``before[layer]`` is the layer's output as it came (batch of one), still joined to the cuts before it;
    ``after[layer]`` its copy, the leaf that the rest of the network took. ``layers`` stand in the order of execution.
    ``logits`` is (1, K).
    """

    layers: tuple[str, ...]
    before: dict[str, Tensor]
    after: dict[str, Tensor]
    logits: Tensor

    def size_bytes(self) -> int:
        """Bytes that keeping the cut keeps alive, the network's own weights left out."""
        return graph_bytes([self.logits, *self.before.values(), *self.after.values()])


def cut(module: nn.Module, tensor: Tensor, layers: Sequence[str]) -> Cut:
    """Run ``module`` once on ``tensor`` (1, C, H, W), cut at the modules named in ``layers``.

    The module is used as it is: in evaluation mode, its parameters wanting no gradient.

    Raises
    ------
    InputError
        A layer was not called, or what it gave is no tensor.
    """
    before: dict[str, Tensor] = {}
    after: dict[str, Tensor] = {}

    def leaf(path: str, output: Tensor) -> Tensor:
        # Two copies: the leaf must keep the layer's true values whatever the network does in place to either neighbour.
        before.pop(path, None)
        after.pop(path, None)
        before[path] = output
        after[path] = output.detach().clone().requires_grad_()
        return after[path].clone()

    with torch.inference_mode(False), torch.enable_grad(), interruptible(module):
        with as_written(module), replacing(module, layers, leaf):
            logits = module(tensor)
    for layer in layers:
        if layer not in after:
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "The layer {layer} takes no part in the network's answer."), layer=layer
            )
    return Cut(tuple(after), before, after, logits)


def gradients(passed: Cut, target: int) -> Iterator[tuple[str, Tensor]]:
    """(layer, d y^target / d A) for each layer of the cut, the last layer first.

    Each stretch of the network is gone through once: what reaches a cut from behind is added up before it is passed
    on. May be stopped after any layer and asked again for another class.
    """
    totals: dict[str, Tensor] = {}

    def pass_back(end: Tensor, layers: Sequence[str], weight: Tensor) -> None:
        if not layers or not end.requires_grad:
            return
        starts = [passed.after[layer] for layer in layers]
        found = torch.autograd.grad(end, starts, weight, retain_graph=True, allow_unused=True)
        for layer, gradient in zip(layers, found, strict=True):
            if gradient is not None:
                totals[layer] = totals[layer] + gradient if layer in totals else gradient

    chosen = torch.zeros_like(passed.logits)
    chosen[0, target] = 1.0
    pass_back(passed.logits, passed.layers, chosen)
    for number in reversed(range(len(passed.layers))):
        layer = passed.layers[number]
        total = totals.get(layer)
        if total is None:
            total = torch.zeros_like(passed.after[layer])
        yield layer, total
        pass_back(passed.before[layer], passed.layers[:number], total)


def neuron_importance(gradient: Tensor) -> Tensor:
    """Equation 1: the alpha_k, shape (C,), of a gradient (C, h, w)."""
    return gradient.mean(dim=(1, 2))


def localisation(weights: Tensor, activations: Tensor) -> Tensor:
    """The sum in equation 2, before the ReLU: (h, w) from weights (C,) and activations (C, h, w)."""
    summed: Tensor = torch.tensordot(weights, activations, dims=1)
    return summed


def heatmap(cam: Tensor, size: tuple[int, int]) -> Tensor:
    """``cam`` (h, w), not negative, over its maximum, at ``size`` (H, W), bilinear between the centres of its cells.

    All zeros where ``cam`` is.
    """
    largest = cam.max()
    scaled = cam / largest if largest > 0 else torch.zeros_like(cam)
    enlarged: Tensor = F.interpolate(scaled[None, None], size, mode="bilinear", align_corners=False)[0, 0]
    return enlarged
