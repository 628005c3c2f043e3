"""What a radiance field computes at one point, layer by layer: its network with its sizes and its activations there.

Mildenhall et al. 2020, figure 7, for ``classic``; the other fields are drawn in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.options import option
from engine.study import StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.fields.files import TrainedField as Field

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Radiance fields")
TITLE = QT_TRANSLATE_NOOP("labs", "Network of a radiance field")
PAPER = "Mildenhall, Srinivasan, Tancik, Barron, Ramamoorthi and Ng 2020"


@dataclass(frozen=True)
class Options:
    """The point, and the direction it is seen along."""

    point: tuple[float, ...] = option(
        (),
        QT_TRANSLATE_NOOP("options", "The point's three coordinates; empty: the middle of the field's box."),
        label=QT_TRANSLATE_NOOP("options", "Point"),
    )
    direction: tuple[float, ...] = option(
        (),
        QT_TRANSLATE_NOOP("options", "The direction the point is seen along; empty: as in the first held-out photo."),
        label=QT_TRANSLATE_NOOP("options", "Direction"),
    )


@dataclass(frozen=True)
class Frame:
    """The layers in the order in which they are computed, with what they gave at the point."""

    names: tuple[str, ...] = value("the layers' names", shape="(L,)", dtype="str")
    kinds: tuple[str, ...] = value(
        "point, direction, encoding, planes, grid level, hash level, linear, skip (what is put side by side), density "
        "or colour",
        shape="(L,)",
        dtype="str",
    )
    inputs: NDArray[np.int64] = value("values a layer takes", shape="(L,)", dtype="int64")
    outputs: NDArray[np.int64] = value("values a layer gives", shape="(L,)", dtype="int64")
    functions: tuple[str, ...] = value(
        "what its sums go through: ReLU, sigmoid, softplus or nothing", shape="(L,)", dtype="str"
    )
    parameters: NDArray[np.int64] = value("what is learnt of a layer", shape="(L,)", dtype="int64")
    links: NDArray[np.int64] = value("which layer hands its values to which", shape="(E, 2)", dtype="int64")
    starts: NDArray[np.int64] = value("where each layer's activations begin", shape="(L + 1,)", dtype="int64")
    activations: NDArray[np.float32] = value(
        "what the layers gave at the point, one after the other", shape="(V,)", dtype="float32"
    )
    field: str = value("the kind of field: planes, grid, hash, classic or tiny")
    point: NDArray[np.float64] = value("the point", shape="(3,)", dtype="float64", unit="scene")
    direction: NDArray[np.float64] = value("the direction it is seen along, of length 1", shape="(3,)", dtype="float64")
    density: float = value("sigma at the point, as the field gives it", unit="1 / scene")
    colour: NDArray[np.float32] = value("the point's colour, sRGB 0 to 1", shape="(3,)", dtype="float32")
    total_parameters: int = value("parameters of the field, all its networks'")
    step: int = value("training steps the field had taken", unit="steps")

    def values(self, layer: int) -> NDArray[np.float32]:
        """What one layer gave (n,)."""
        return self.activations[self.starts[layer] : self.starts[layer + 1]]


def run(field: Field, *, options: Options) -> StudyRun:
    """Ask the field at the point and yield one :class:`Frame`.

    Raises
    ------
    InputError
        The point is not three finite numbers, or the direction is none.
    """
    from engine.runtime.torch_loading import load_torch

    load_torch()
    import torch

    from engine.fields.layers import layers_at

    point = np.array(options.point, np.float64)
    if not len(point):
        point = (np.array(field.bounds.low) + np.array(field.bounds.high)) / 2
    if point.shape != (3,) or not np.isfinite(point).all():
        raise InputError(QT_TRANSLATE_NOOP("errors", "A point is three numbers."))
    direction = np.array(options.direction or field.pose[:3, 2], np.float64)
    length = float(np.linalg.norm(direction)) if direction.shape == (3,) else float("nan")
    if not np.isfinite(length) or length < 1e-12:
        raise InputError(QT_TRANSLATE_NOOP("errors", "A direction is three numbers that are not all zero."))
    direction = direction / length
    found = layers_at(
        field.field,
        torch.from_numpy(point.astype(np.float32)).to(field.field.device),
        torch.from_numpy(direction.astype(np.float32)).to(field.field.device),
    )
    layers = found.layers
    starts = np.concatenate([[0], np.cumsum([layer.outputs for layer in layers])]).astype(np.int64)
    links = [(source, number) for number, layer in enumerate(layers) for source in layer.sources]
    yield Frame(
        names=tuple(layer.name for layer in layers),
        kinds=tuple(layer.kind for layer in layers),
        inputs=freeze(np.array([layer.inputs for layer in layers], np.int64)),
        outputs=freeze(np.array([layer.outputs for layer in layers], np.int64)),
        functions=tuple(layer.activation for layer in layers),
        parameters=freeze(np.array([layer.parameters for layer in layers], np.int64)),
        links=freeze(np.array(links, np.int64).reshape(-1, 2)),
        starts=freeze(starts),
        activations=freeze(torch.cat([layer.values for layer in layers]).cpu().float().numpy()),
        field=field.kind,
        point=freeze(point),
        direction=freeze(direction),
        density=found.density,
        colour=freeze(found.colour.cpu().float().numpy().clip(0, 1)),
        total_parameters=sum(p.numel() for p in field.field.parameters()),
        step=field.step,
    )
