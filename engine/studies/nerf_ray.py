"""One pixel's ray through a radiance field: density, transmittance, weights and colours that add up to the pixel.

Volume rendering after Max 1995 and Mildenhall et al. 2020, equation 3: the weight of a sample is what light is left,
T, times how much of it the sample takes, 1 - exp(-sigma delta).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.fields.view_options import ViewOptions, camera_of
from engine.options import option
from engine.study import StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.fields.files import TrainedField as Field
    from engine.fields.rendering import Look

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Radiance fields")
TITLE = QT_TRANSLATE_NOOP("labs", "Ray of a radiance field")
PAPER = "Mildenhall, Srinivasan, Tancik, Barron, Ramamoorthi and Ng 2020"


@dataclass(frozen=True)
class Options(ViewOptions):
    """The camera and the pixel."""

    column: int = option(
        -1,
        QT_TRANSLATE_NOOP("options", "The pixel's column from the left; -1: the middle."),
        label=QT_TRANSLATE_NOOP("options", "Column"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        minimum=-1,
        maximum=4095,
        step=1,
    )
    row: int = option(
        -1,
        QT_TRANSLATE_NOOP("options", "The pixel's row from the top; -1: the middle."),
        label=QT_TRANSLATE_NOOP("options", "Row"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        minimum=-1,
        maximum=4095,
        step=1,
    )


@dataclass(frozen=True)
class Frame:
    """The ray. ``coarse_...`` is the first look of a field that looks twice, else None."""

    pixel: tuple[int, int] = value("column and row of the pixel", shape="(2,)", dtype="int")
    origin: NDArray[np.float64] = value("where the ray starts", shape="(3,)", dtype="float64", unit="scene")
    direction: NDArray[np.float64] = value("its direction, of length 1", shape="(3,)", dtype="float64")
    near: float = value("where the samples begin", unit="scene")
    far: float = value("where they end", unit="scene")
    t: NDArray[np.float32] = value("positions of the samples", shape="(N,)", dtype="float32", unit="scene")
    edges: NDArray[np.float32] = value(
        "limits of the parts they stand for", shape="(N + 1,)", dtype="float32", unit="scene"
    )
    density: NDArray[np.float32] = value("sigma at the samples", shape="(N,)", dtype="float32", unit="1 / scene")
    transmittance: NDArray[np.float32] = value("light left before each sample", shape="(N,)", dtype="float32")
    weights: NDArray[np.float32] = value("weight of each sample's colour", shape="(N,)", dtype="float32")
    colours: NDArray[np.float32] = value("colours of the samples, sRGB 0 to 1", shape="(N, 3)", dtype="float32")
    asked: NDArray[np.bool_] = value(
        "whether the field was asked: samples in empty cells are skipped", shape="(N,)", dtype="bool"
    )
    coarse_t: NDArray[np.float32] | None = value(
        "positions of the first look", shape="(C,)", dtype="float32", unit="scene"
    )
    coarse_density: NDArray[np.float32] | None = value(
        "sigma of the first look", shape="(C,)", dtype="float32", unit="1 / scene"
    )
    coarse_weights: NDArray[np.float32] | None = value("weights of the first look", shape="(C,)", dtype="float32")
    colour: NDArray[np.float32] = value("the pixel: weighted colours and background", shape="(3,)", dtype="float32")
    background: NDArray[np.float32] = value("what the background adds to it", shape="(3,)", dtype="float32")
    depth: float = value("mean position of what is seen; far where nothing is", unit="scene")
    accumulation: float = value("sum of the weights")
    step: int = value("training steps the field had taken", unit="steps")


def run(field: Field, *, options: Options) -> StudyRun:
    """Ask the field along one ray and yield one :class:`Frame`.

    Raises
    ------
    InputError
        The camera is not one.
    """
    from engine.runtime.torch_loading import load_torch

    load_torch()
    import torch

    from engine.fields.marching import look_along
    from engine.fields.quick import QuickField
    from engine.fields.rays import rays
    from engine.fields.rendering import looks

    camera = camera_of(options, field)
    column = min(options.column, camera.width - 1) if options.column >= 0 else camera.width // 2
    row = min(options.row, camera.height - 1) if options.row >= 0 else camera.height // 2
    origin, direction = (part.to(field.field.device) for part in rays(camera, np.array([[column + 0.5, row + 0.5]])))
    coarse: Look | None = None
    with torch.no_grad():
        if isinstance(field.field, QuickField):
            look, asked = look_along(field.field, origin, direction)
        else:
            *first, look = looks(field.field, origin, direction, field.settings.sampling)
            coarse = first[0] if first else None
            asked = torch.ones_like(look.positions, dtype=torch.bool)
    seen = look.integral
    accumulation = float(seen.accumulation[0])
    behind = np.array(field.bounds.background or (0.0, 0.0, 0.0), np.float32) * np.float32(1 - accumulation)
    yield Frame(
        pixel=(column, row),
        origin=freeze(np.array(camera.pose[:3, 3])),
        direction=freeze(direction[0].cpu().double().numpy()),
        near=float(look.edges[0, 0]),
        far=float(look.edges[0, -1]),
        t=_frozen(look.positions),
        edges=_frozen(look.edges),
        density=_frozen(look.density),
        transmittance=_frozen(seen.transmittance),
        weights=_frozen(seen.weights),
        colours=_frozen(look.colours),
        asked=_frozen(asked),
        coarse_t=None if coarse is None else _frozen(coarse.positions),
        coarse_density=None if coarse is None else _frozen(coarse.density),
        coarse_weights=None if coarse is None else _frozen(coarse.integral.weights),
        colour=_frozen(seen.colour),
        background=freeze(behind),
        depth=float(seen.depth[0]),
        accumulation=accumulation,
        step=field.step,
    )


def _frozen(values: Any) -> Any:
    """The first (and only) ray's values as a read-only array."""
    return freeze(values[0].cpu().numpy().copy())
