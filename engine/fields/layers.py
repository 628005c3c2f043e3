"""What a radiance field computes at one point, layer by layer: sizes, what feeds what, and the activations.

The networks are watched by forward hooks; the features in space in front of them are read with the field's own code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import torch
from torch import Tensor, nn

from engine.fields.classic import ClassicField
from engine.fields.field import RadianceField
from engine.fields.grids import GridField, HashField
from engine.fields.quick import PlanesField, QuickField
from engine.fields.tiny import TinyField
from engine.inspection.hooks import Kept, keeping

LayerKind = Literal[
    "point", "direction", "encoding", "planes", "grid level", "hash level", "linear", "skip", "density", "colour"
]


@dataclass(frozen=True, eq=False)
class Layer:
    """One box of the drawing: what it is called, takes, gives, and gave.

    ``sources`` are the numbers of the layers before it; ``inputs`` the values it takes. ``activation`` is what its sums
    go through: "ReLU", "sigmoid", "softplus" or "" for none. ``values`` (n,) are after it. ``parameters`` are learnt.
    """

    name: str
    kind: LayerKind
    sources: tuple[int, ...]
    inputs: int
    values: Tensor
    activation: str = ""
    parameters: int = 0

    @property
    def outputs(self) -> int:
        """How many values it gives."""
        return len(self.values)


@dataclass(eq=False)
class Layers:
    """The layers in the order in which they are computed, with the field's own answer."""

    density: float
    colour: Tensor
    layers: list[Layer] = field(default_factory=list)

    def add(
        self,
        name: str,
        kind: LayerKind,
        values: Tensor,
        sources: tuple[int, ...] = (),
        activation: str = "",
        parameters: int = 0,
    ) -> int:
        """Add a layer; returns its number."""
        inputs = sum(self.layers[s].outputs for s in sources)
        self.layers.append(Layer(name, kind, sources, inputs, values.detach().clone(), activation, parameters))
        return len(self.layers) - 1

    def values(self, number: int) -> Tensor:
        """What a layer gave."""
        return self.layers[number].values


def layers_at(radiance: RadianceField, point: Tensor, direction: Tensor) -> Layers:
    """The layers of ``radiance`` at ``point`` (3,) of the scene, seen along ``direction`` (3,) of length 1.

    Where a field has a coarse and a fine network, the fine one is shown: it is the one that is asked for the picture.
    """
    with torch.no_grad():
        if isinstance(radiance, ClassicField):
            return _classic(radiance, point, direction)
        if isinstance(radiance, TinyField):
            return _tiny(radiance, point, direction)
        assert isinstance(radiance, QuickField)
        return _quick(radiance, point, direction)


def _linears(module: nn.Module) -> list[str]:
    return [path for path, part in module.named_modules() if isinstance(part, nn.Linear)]


def _watched(radiance: RadianceField, module: nn.Module, point: Tensor, direction: Tensor) -> tuple[Kept, Layers]:
    """One question to the field, with what the linear layers of ``module`` took and gave."""
    paths = _linears(module)
    with keeping(module, outputs=paths, arguments=paths) as kept:
        density, colour = radiance(point[None], direction[None])
    return kept, Layers(float(density[0]), colour[0].detach().clone())


def _taken(kept: Kept, path: str) -> Tensor:
    """What a linear layer was given (n,)."""
    given: Tensor = kept.arguments[path][0][0][0]
    return given


def _size(part: nn.Module) -> int:
    return sum(p.numel() for p in part.parameters())


def _inputs(found: Layers, point: Tensor, direction: Tensor | None) -> tuple[int, int]:
    place = found.add("x", "point", point)
    return place, -1 if direction is None else found.add("d", "direction", direction)


def _classic(radiance: ClassicField, point: Tensor, direction: Tensor) -> Layers:
    network = radiance.fine or radiance.coarse
    shape = network.shape
    kept, found = _watched(radiance, network, point, direction)
    place, seen = _inputs(found, point, direction if shape.view_dependence else None)
    encoded = place
    if shape.frequencies:
        encoded = found.add("γ(x)", "encoding", _taken(kept, "hidden.0"), (place,))
    here = encoded
    for number in range(shape.depth):
        path = f"hidden.{number}"
        if number == shape.skip and number > 0:
            here = found.add("γ(x), h", "skip", _taken(kept, path), (encoded, here))
        after = f"hidden.{number + 1}" if number + 1 < shape.depth else "density"
        given = _taken(kept, after)[-shape.width :]
        plain = shape.reduced and number == 0
        layer = network.hidden[number]
        here = found.add(f"h{number + 1}", "linear", given, (here,), "" if plain else "ReLU", _size(layer))
    found.add("σ", "density", torch.tensor([found.density]), (here,), "ReLU", _size(network.density))
    given = _taken(kept, "branch")
    feature = given[: shape.width]
    here = found.add("feature", "linear", feature, (here,), "ReLU" if shape.reduced else "", _size(network.feature))
    if shape.view_dependence:
        if shape.direction_frequencies:
            seen = found.add("γ(d)", "encoding", given[shape.width :], (seen,))
        here = found.add("h, γ(d)", "skip", given, (here, seen))
    here = found.add("branch", "linear", _taken(kept, "colour"), (here,), "ReLU", _size(network.branch))
    found.add("rgb", "colour", found.colour, (here,), "sigmoid", _size(network.colour))
    return found


def _tiny(radiance: TinyField, point: Tensor, direction: Tensor) -> Layers:
    kept, found = _watched(radiance, radiance, point, direction)
    encoded, _ = _inputs(found, point, None)
    if radiance.shape.frequencies:
        encoded = found.add("γ(x)", "encoding", _taken(kept, "hidden.0"), (encoded,))
    here, depth = encoded, len(radiance.hidden)
    for number, layer in enumerate(radiance.hidden):
        given = _taken(kept, f"hidden.{number + 1}" if number + 1 < depth else "out")
        width = int(kept.outputs[f"hidden.{number}"].shape[1])
        here = found.add(f"h{number + 1}", "linear", given[:width], (here,), "ReLU", _size(layer))
        if len(given) > width:
            here = found.add("h, γ(x)", "skip", given, (here, encoded))
    each = _size(radiance.out) // 4
    found.add("σ", "density", torch.tensor([found.density]), (here,), "ReLU", each)
    found.add("rgb", "colour", found.colour, (here,), "sigmoid", 3 * each)
    return found


def _quick(radiance: QuickField, point: Tensor, direction: Tensor) -> Layers:
    kept, found = _watched(radiance, radiance, point, direction)
    given = _taken(kept, "network.0")
    turned = radiance.options.view_dependence
    place, seen = _inputs(found, point, direction if turned else None)
    if isinstance(radiance, PlanesField):
        features = _of_planes(radiance, found, place, point)
    elif isinstance(radiance, GridField | HashField):
        features = _of_levels(radiance, found, place, kept)
    else:
        raise TypeError(f"no drawing of a {type(radiance).__name__}")
    here = features
    if turned:
        encoded = found.add("γ(d)", "encoding", given[found.layers[features].outputs :], (seen,))
        here = found.add("h, γ(d)", "skip", given, (features, encoded))
    for number, path in enumerate(("network.2", "network.4")):
        layer = radiance.network[2 * number]
        here = found.add(f"c{number + 1}", "linear", _taken(kept, path), (here,), "ReLU", _size(layer))
    found.add("rgb", "colour", found.colour, (here,), "sigmoid", _size(radiance.network[4]))
    return found


def _of_planes(radiance: PlanesField, found: Layers, place: int, point: Tensor) -> int:
    """Products of planes and lines: of the density, which are summed, and of the colour, which are mixed."""
    unit = radiance.unit_coordinates(point[None])
    density = radiance._products(radiance.density_planes, radiance.density_lines, unit)
    colour = radiance._products(radiance.colour_planes, radiance.colour_lines, unit)
    sizes = [radiance.density_planes, radiance.density_lines, radiance.colour_planes, radiance.colour_lines]
    counts = [p.numel() for p in sizes]
    dense = found.add("planes, σ", "planes", density.flatten(), (place,), "", counts[0] + counts[1])
    found.add("σ", "density", torch.tensor([found.density]), (dense,), "softplus")
    coloured = found.add("planes, rgb", "planes", colour.flatten(), (place,), "", counts[2] + counts[3])
    mixed = radiance.features(unit, None)[0]
    return found.add("mixing", "linear", mixed, (coloured,), "", _size(radiance.mixing))


def _of_levels(radiance: GridField | HashField, found: Layers, place: int, kept: Kept) -> int:
    """Each level's features, one beside the other, and the network that reads them."""
    read = _taken(kept, "reading.0")
    hashed = isinstance(radiance, HashField)
    resolutions = radiance.options.hash_levels if isinstance(radiance, HashField) else radiance.options.levels
    stored = radiance.spatial_parameters()
    kind: LayerKind = "hash level" if hashed else "grid level"
    parts = read.split(len(read) // len(resolutions))
    levels = [
        found.add(f"{n}³", kind, part, (place,), "", own.numel())
        for n, part, own in zip(resolutions, parts, stored, strict=True)
    ]
    beside = found.add("levels", "skip", read, tuple(levels))
    hidden = found.add("h1", "linear", _taken(kept, "reading.2"), (beside,), "ReLU", _size(radiance.reading[0]))
    out = kept.outputs["reading.2"][0]
    head = _size(radiance.reading[2]) // len(out)
    found.add("σ", "density", torch.tensor([found.density]), (hidden,), "softplus", head)
    return found.add("feature", "linear", out[1:], (hidden,), "", head * (len(out) - 1))
