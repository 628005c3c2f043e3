"""What an opened network is: the module, its class names, its input, its layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from torch import nn

Layout = Literal["maps", "maps-last", "tokens", "vector", "other"]


@dataclass(frozen=True)
class Preprocessing:
    """How the network wants its input.

    x / 255 * ``scale``, channels reversed where ``bgr``, minus ``mean``, over ``std`` (both on the scale of
    ``scale``). ``size`` is (height, width) in pixels. The evaluation transform resizes by ``crop_mode``: ``"center"``
    the shorter side to ``resize``, ``"squash"`` both sides, ``"border"`` the longer side (the rest is filled), with
    ``interpolation``, then cuts the centre. ``minimum`` is the smallest side the network can take; ``fixed_size`` that
    it takes ``size`` only.
    """

    size: tuple[int, int]
    channels: int
    mean: tuple[float, ...]
    std: tuple[float, ...]
    bgr: bool = False
    scale: float = 1.0
    interpolation: str = "bilinear"
    crop_fraction: float = 1.0
    fixed_size: bool = False
    resize: tuple[int, int] = (0, 0)
    crop_mode: Literal["center", "squash", "border"] = "center"
    minimum: int = 32


@dataclass(frozen=True)
class Layer:
    """One module of the network, as one forward pass at the input size found it.

    ``shape`` is the output's without the batch, ``parameters`` and ``bytes`` count its children's too, ``depth`` is 0
    for a child of the network, ``calls`` tells how often one pass runs it. ``layout``: ``"maps"`` (C, H, W),
    ``"maps-last"`` (H, W, C), ``"tokens"`` (N, C), ``"vector"`` (C,), else ``"other"``.
    """

    path: str
    kind: str
    shape: tuple[int, ...]
    parameters: int
    bytes: int
    depth: int
    calls: int
    layout: Layout


@dataclass(frozen=True)
class OpenedNetwork:
    """A network ready to look into.

    It is in evaluation mode, every ``inplace`` is off, no parameter asks for a gradient, its weights are channels last.
    ``labels`` has one name per output; ``layers`` every module that ran, in the order it began; ``stages`` the paths
    of the stages' last modules; ``key`` differs wherever an answer could; ``notes`` are sentences about what was done
    on opening; ``card`` is the weights' card, where they have one. ``source`` says which weights these are.
    """

    name: str
    title: str
    library: Literal["timm", "torchvision", "vitrine"]
    module: nn.Module
    labels: tuple[str, ...]
    preprocessing: Preprocessing
    layers: tuple[Layer, ...]
    stages: tuple[str, ...]
    key: str
    notes: tuple[str, ...] = ()
    card: dict[str, Any] | None = None
    source: str = ""

    def layer(self, path: str) -> Layer | None:
        """The layer at ``path``, or None where this network has none."""
        return next((layer for layer in self.layers if layer.path == path), None)
