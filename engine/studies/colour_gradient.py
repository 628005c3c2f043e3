"""The colour gradient at one point of a cloud: what coloured ICP predicts a colour with.

The neighbours are projected onto the tangent plane, and a linear function of the plane is fitted to their intensities:
Park, Zhou, Koltun, *Colored Point Cloud Registration Revisited*, ICCV 2017, equations 8 to 10.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.data.notes import Note
from engine.errors import InputError
from engine.geometry.alignment_options import AlignmentOptions
from engine.geometry.colour_gradients import LEAST, NEIGHBOURS, fit, intensities
from engine.geometry.neighbours import NeighbourTree
from engine.geometry.preparing import voxel_grid, with_normals
from engine.geometry.scales import Scale, choosing
from engine.geometry.working_clouds import WorkingPair, working_pair
from engine.options import option
from engine.study import StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Registration")
TITLE = QT_TRANSLATE_NOOP("labs", "Colour gradient")
PAPER = "Park, Zhou, Koltun 2017"
DEFAULT_INPUTS = {"source": "wall-2", "target": "wall-1"}

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Options(AlignmentOptions):
    """The point, and the grid and distance of coloured ICP it is looked at with."""

    position: tuple[float, ...] = option(
        (),
        QT_TRANSLATE_NOOP(
            "options",
            "Coordinates in the target: the point of its voxel grid nearest to them is taken. Empty: the one "
            "nearest to "
            "its middle.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Point"),
        minimum=-1e9,
        maximum=1e9,
        empty=QT_TRANSLATE_NOOP("options", "the middle"),
    )


@dataclass(frozen=True, eq=False)
class Frame:
    """One point of the target's voxel grid, its neighbours and the linear function fitted to their intensities."""

    position: Array = value("the point", shape="(3,)", dtype="float64", unit="cloud")
    index: int = value("its row in the voxel grid")
    normal: Array = value("its normal, of length 1", shape="(3,)", dtype="float64")
    intensity: float = value("its intensity, the mean of red, green and blue, 0 to 1")
    gradient: Array = value(
        "equation 10: how the intensity changes along the tangent plane, per unit of length; zero with fewer than four "
        "neighbours",
        shape="(3,)",
        dtype="float64",
    )
    axes: Array = value(
        "two directions of the tangent plane, the first along the gradient", shape="(2, 3)", dtype="float64"
    )
    slope: float = value("length of the gradient, per unit of length")
    neighbours: Array = value("the neighbours, the point first", shape="(n, 3)", dtype="float64", unit="cloud")
    projections: Array = value("on the tangent plane", shape="(n, 3)", dtype="float64", unit="cloud")
    coordinates: Array = value(
        "the projections along the two axes, from the point", shape="(n, 2)", dtype="float64", unit="cloud"
    )
    neighbour_intensities: Array = value("their intensities, 0 to 1", shape="(n,)", dtype="float64")
    predicted: Array = value("what the linear function gives for them", shape="(n,)", dtype="float64")
    fit_error: float = value("root mean square difference of the two over the neighbours")
    radius: float = value("how far neighbours were sought: twice the largest distance", unit="cloud")
    voxel: float = value("edge of the voxel grid; 0: every point", unit="cloud")
    notes: tuple[str, ...] = value("what has to be known, in sentences", shape="(n,)", dtype="str")


def run(source: PointCloud, target: PointCloud, *, options: Options) -> StudyRun:
    """One frame.

    The source counts only in the choice of voxels and distances, which are the finest of the study ``icp``.

    Raises
    ------
    InputError
        The target has no colours or no finite points, or the position is not three numbers.
    """
    if target.colours is None:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{cloud} has no colours, so there is no gradient of them."), cloud=target.name
        )
    if len(options.position) not in (0, 3):
        raise InputError(QT_TRANSLATE_NOOP("errors", "A position takes three numbers: x, y and z."))
    work = working_pair(source, target)
    scale = (yield from choosing(work.source, work.target, options.voxels, options.max_distance))[-1]
    grid = yield from voxel_grid(work.target, scale.voxel)
    grid = yield from with_normals(grid, neighbours=options.neighbours)
    tree = NeighbourTree(grid.points)
    wanted = np.array(options.position) - work.origin if options.position else grid.points.mean(axis=0)
    index = int(tree.nearest(wanted[None])[0][0, 0])
    yield _frame(grid, tree, index, scale, work)


def _frame(grid: PointCloud, tree: NeighbourTree, index: int, scale: Scale, work: WorkingPair) -> Frame:
    assert grid.normals is not None
    point, normal = grid.points[index], grid.normals[index]
    origin, notes, radius = work.origin, work.notes, 2 * scale.max_distance
    found, squared = tree.nearest(point[None], min(NEIGHBOURS, len(grid)))
    rows = found[0][squared[0] <= radius * radius]
    rows = np.concatenate([[index], rows[rows != index]])
    offsets, shade = grid.points[rows] - point, intensities(grid)[rows]
    gradient = fit(offsets[None], (shade - shade[0])[None], np.ones((1, len(rows))), normal[None])[0]
    if len(rows) < LEAST:
        notes += (
            Note(
                QT_TRANSLATE_NOOP(
                    "errors", "The point has {count} neighbours within {radius:.3g}: too few for a gradient."
                ),
                count=len(rows) - 1,
                radius=radius,
            ),
        )
    axes = _axes(gradient, normal)
    flat = offsets - np.outer(offsets @ normal, normal)
    predicted = shade[0] + flat @ gradient
    return Frame(
        position=freeze(point + origin),
        index=index,
        normal=freeze(normal.copy()),
        intensity=float(shade[0]),
        gradient=freeze(gradient),
        axes=freeze(axes),
        slope=float(np.linalg.norm(gradient)),
        neighbours=freeze(grid.points[rows] + origin),
        projections=freeze(point + flat + origin),
        coordinates=freeze(flat @ axes.T),
        neighbour_intensities=freeze(shade),
        predicted=freeze(predicted),
        fit_error=float(np.sqrt(np.mean((predicted - shade) ** 2))),
        radius=radius,
        voxel=scale.voxel,
        notes=notes,
    )


def _axes(gradient: Array, normal: Array) -> Array:
    """Two orthonormal directions (2, 3) across the normal, the first along the gradient where there is one."""
    along = gradient - (gradient @ normal) * normal
    if np.linalg.norm(along) < 1e-12:
        along = np.eye(3)[np.argmin(np.abs(normal))]
        along = along - (along @ normal) * normal
    along = along / np.linalg.norm(along)
    return np.stack([along, np.cross(normal, along)])
