"""One point of a radiance field seen from all sides: its colour over the hemisphere about the surface's normal.

The normal is where the density falls most steeply. Where colours do not depend on the direction all are alike.
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
TITLE = QT_TRANSLATE_NOOP("labs", "Directions of a radiance field")
PAPER = "Mildenhall, Srinivasan, Tancik, Barron, Ramamoorthi and Ng 2020"


@dataclass(frozen=True)
class Options:
    """The point, and how many directions it is seen from."""

    point: tuple[float, ...] = option(
        (),
        QT_TRANSLATE_NOOP("options", "The point's three coordinates; empty: the middle of the field's box."),
        label=QT_TRANSLATE_NOOP("options", "Point"),
    )
    directions: int = option(
        1024,
        QT_TRANSLATE_NOOP("options", "From so many directions, evenly spread over the hemisphere."),
        label=QT_TRANSLATE_NOOP("options", "Directions"),
        minimum=16,
        maximum=16_384,
        step=16,
    )


@dataclass(frozen=True)
class Frame:
    """The point's colours."""

    point: NDArray[np.float64] = value("the point", shape="(3,)", dtype="float64", unit="scene")
    normal: NDArray[np.float64] = value(
        "against the density's gradient, of length 1; z where there is none", shape="(3,)", dtype="float64"
    )
    directions: NDArray[np.float64] = value(
        "from the point towards the eyes, of length 1", shape="(K, 3)", dtype="float64"
    )
    colours: NDArray[np.float32] = value("what each eye sees of it, sRGB 0 to 1", shape="(K, 3)", dtype="float32")
    density: float = value("sigma at the point", unit="1 / scene")
    spread: float = value("largest of the channels' standard deviations over the directions")
    step: int = value("training steps the field had taken", unit="steps")


def run(field: Field, *, options: Options) -> StudyRun:
    """Ask the field from all directions and yield one :class:`Frame`.

    Raises
    ------
    InputError
        The point is not three finite numbers.
    """
    from engine.runtime.torch_loading import load_torch

    load_torch()
    import torch

    low, high = np.array(field.bounds.low), np.array(field.bounds.high)
    point = np.array(options.point, np.float64) if options.point else (low + high) / 2
    if point.shape != (3,) or not np.isfinite(point).all():
        raise InputError(QT_TRANSLATE_NOOP("errors", "A point is three numbers."))
    reach = float((high - low).max()) / 256
    around = np.concatenate([np.eye(3), -np.eye(3)]) * reach + point
    with torch.no_grad():
        asked = torch.from_numpy(around.astype(np.float32)).to(field.field.device)
        densities = field.field.density(asked).cpu().double().numpy()
    slope = (densities[3:] - densities[:3]) / (2 * reach)
    steep = float(np.linalg.norm(slope))
    normal = slope / steep if steep > 1e-9 else np.array([0.0, 0.0, 1.0])
    directions = hemisphere(options.directions, normal)
    seen = torch.from_numpy(np.ascontiguousarray(-directions, np.float32)).to(asked)
    places = torch.from_numpy(point.astype(np.float32)).to(asked).expand(len(directions), 3).contiguous()
    with torch.no_grad():
        density, colours = field.field(places, seen)
    found = colours.cpu().float().numpy().clip(0, 1)
    yield Frame(
        point=freeze(point),
        normal=freeze(normal),
        directions=freeze(directions),
        colours=freeze(found),
        density=float(density[0]),
        spread=float(found.std(axis=0).max()),
        step=field.step,
    )


def hemisphere(count: int, normal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Directions (count, 3) spread evenly over the hemisphere about ``normal``: a Fibonacci spiral of equal areas."""
    turn = np.pi * (3 - np.sqrt(5.0)) * np.arange(count)
    height = 1 - (np.arange(count) + 0.5) / count
    radius = np.sqrt(1 - height**2)
    other = np.array([1.0, 0.0, 0.0]) if abs(normal[0]) < 0.9 else np.array([0.0, 1.0, 0.0])
    first = np.cross(normal, other)
    first /= np.linalg.norm(first)
    frame = np.stack([first, np.cross(normal, first), normal])
    local = np.stack([radius * np.cos(turn), radius * np.sin(turn), height], axis=1)
    return np.asarray(local @ frame, np.float64)
