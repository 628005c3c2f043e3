"""The surface of a radiance field as a mesh: its density on a lattice, marching cubes at a threshold, colours.

Lorensen and Cline 1987. While the field's step and the lattice are the same, another threshold samples nothing again.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.data.notes import Note
from engine.options import option
from engine.study import Progress, Published, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.data.mesh import Mesh
    from engine.fields.density import SampledDensity
    from engine.fields.files import TrainedField as Field

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Radiance fields")
TITLE = QT_TRANSLATE_NOOP("labs", "Surface of a radiance field")
PAPER = "Lorensen and Cline 1987"

PICTURES = 12
"""So many frames show the lattice while it is sampled."""


@dataclass(frozen=True)
class Options:
    """Which density is the surface's, and how fine the lattice is."""

    threshold: float = option(
        0.0,
        QT_TRANSLATE_NOOP(
            "options",
            "The density at which the surface lies; 0: the one that halves light within a hundredth of the box's "
            "longest side.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Density threshold"),
        unit=QT_TRANSLATE_NOOP("units", "1 / scene"),
        minimum=0.0,
        maximum=1e9,
        empty=QT_TRANSLATE_NOOP("options", "chosen"),
    )
    resolution: int = option(
        96,
        QT_TRANSLATE_NOOP("options", "Cells of the lattice along the box's longest side."),
        label=QT_TRANSLATE_NOOP("options", "Resolution"),
        unit=QT_TRANSLATE_NOOP("units", "cells"),
        minimum=8,
        maximum=256,
        step=8,
    )
    colours: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "Give each corner the colour that is seen there along the normal."),
        label=QT_TRANSLATE_NOOP("options", "Colours"),
    )
    cloud: bool = option(
        False,
        QT_TRANSLATE_NOOP("options", "Also place 100,000 points evenly on the surface."),
        label=QT_TRANSLATE_NOOP("options", "Points"),
    )


@dataclass(frozen=True)
class Frame:
    """The lattice so far, then the surface, then its colours. What is not there yet is None."""

    stage: str = value("what was done: density, surface or colours")
    planes: int = value("planes of the lattice that are sampled", unit="planes")
    counts: NDArray[np.int64] = value("nodes of the lattice along x, y, z", shape="(3,)", dtype="int64")
    spacing: NDArray[np.float64] = value("between two nodes", shape="(3,)", dtype="float64", unit="scene")
    plane: NDArray[np.float32] = value(
        "density in the plane sampled last, or with the surface in the middle one, along y and z",
        shape="(rows, columns)",
        dtype="float32",
        unit="1 / scene",
    )
    largest: float = value("largest density so far", unit="1 / scene")
    histogram: NDArray[np.int64] | None = value(
        "nodes between each two of the edges", shape="(bars,)", dtype="int64", unit="nodes"
    )
    histogram_edges: NDArray[np.float64] | None = value(
        "densities, even in the logarithm, up to the largest", shape="(bars + 1,)", dtype="float64", unit="1 / scene"
    )
    threshold: float | None = value("the surface's density, as given or chosen", unit="1 / scene")
    inside: float | None = value("part of the nodes that are denser")
    vertices: NDArray[np.float64] | None = value(
        "the surface's corners", shape="(corners, 3)", dtype="float64", unit="scene"
    )
    triangles: NDArray[np.int32] | None = value(
        "their numbers, anticlockwise from outside", shape="(triangles, 3)", dtype="int32"
    )
    normals: NDArray[np.float64] | None = value("outwards, of length 1", shape="(corners, 3)", dtype="float64")
    colours: NDArray[np.uint8] | None = value("sRGB seen along the normals", shape="(corners, 3)", dtype="uint8")
    area: float | None = value("of the surface", unit="scene²")
    volume: float | None = value("that it encloses", unit="scene³")
    euler: int | None = value("Euler characteristic: corners less edges plus triangles")
    open_edges: int | None = value("edges that do not lie between two triangles; 0: closed", unit="edges")
    step: int = value("training steps the field had taken", unit="steps")
    notes: tuple[str, ...] = value("what was chosen and what has to be known, in sentences", shape="(n,)", dtype="str")


def run(field: Field, *, options: Options) -> StudyRun:
    """Sample, cut, colour: a :class:`Frame` every few planes, one with the surface, one with its colours.

    Publishes ``surface.ply`` and, where asked for, ``cloud.ply``.
    """
    from engine.runtime.torch_loading import load_torch

    yield Progress(0, 0, QT_TRANSLATE_NOOP("progress", "loading libraries"), preparing=True)
    load_torch()
    from engine.data.mesh import Mesh
    from engine.fields.density import sampled_density
    from engine.fields.surface import chosen_threshold, colouring, placed, scene_normals, sharpening
    from engine.runtime.child import child

    sampled = sampled_density(field, options.resolution)
    total = sampled.lattice.counts[0]
    shown = sampled.planes
    for done in sampled.sampling():
        if done < total and done - shown >= total / PICTURES:
            shown = done
            yield _frame(sampled, "density")
        yield Progress(done, total, QT_TRANSLATE_NOOP("progress", "planes"))
    threshold = options.threshold or chosen_threshold(sampled)
    if not sampled.largest:
        yield _frame(sampled, "surface", notes=(Note(EMPTY),))
        return
    values, inside = yield from _breaths(sharpening(sampled, threshold), total, QT_TRANSLATE_NOOP("progress", "planes"))
    found = yield from child.call(
        "engine.geometry.surface_calls:isosurface",
        QT_TRANSLATE_NOOP("progress", "the surface"),
        values=values,
        level=0.5,
    )
    mesh = Mesh(
        placed(found["points"], sampled),
        found["triangles"],
        field.name,
        scene_normals(found["normals"], sampled),
    )
    notes = () if options.threshold else (_chosen_note(threshold),)
    if not len(mesh.triangles):
        notes = (*notes, Note(NOTHING, threshold=f"{threshold:.4g}", largest=f"{sampled.largest:.4g}"))
    elif field.bounds.space != "box":
        notes = (*notes, Note(CUT))
    yield Progress(total, total, QT_TRANSLATE_NOOP("progress", "planes"))
    cut = _Cut(threshold, inside, len(mesh.points) - found["edges"] + len(mesh.triangles), found["open_edges"])
    yield _frame(sampled, "surface", cut, mesh, notes)
    if not len(mesh.triangles):
        return
    if options.colours:
        cell = float(sampled.lattice.spacing.mean())
        colours = yield from _breaths(
            colouring(sampled.field, mesh.points, np.asarray(mesh.normals), cell),
            len(mesh.points),
            QT_TRANSLATE_NOOP("progress", "colours"),
        )
        mesh = Mesh(mesh.points, mesh.triangles, mesh.name, mesh.normals, colours)
        yield _frame(sampled, "colours", cut, mesh, notes)
    yield Published("surface.ply", mesh)
    if options.cloud:
        from engine.data.surface_cloud import surface_cloud

        yield Published("cloud.ply", (yield from surface_cloud(mesh)))


def _breaths(running: Generator[int, None, Any], total: int, what: str) -> Generator[Progress, None, Any]:
    while True:
        try:
            done = next(running)
        except StopIteration as end:
            return end.value
        yield Progress(done, total, what)


@dataclass(frozen=True)
class _Cut:
    """What is known of a surface besides its triangles."""

    threshold: float
    inside: float
    euler: int
    open_edges: int


def _frame(
    sampled: SampledDensity,
    stage: str,
    cut: _Cut | None = None,
    mesh: Mesh | None = None,
    notes: tuple[str, ...] = (),
) -> Frame:
    counts, edges = sampled.histogram or (None, None)
    number = max(sampled.planes - 1, 0) if stage == "density" else sampled.lattice.counts[0] // 2
    return Frame(
        stage=stage,
        planes=sampled.planes,
        counts=freeze(np.array(sampled.lattice.counts)),
        spacing=freeze(sampled.lattice.spacing.copy()),
        plane=freeze(sampled.density[number].copy()),
        largest=sampled.largest,
        histogram=counts,
        histogram_edges=edges,
        threshold=None if cut is None else cut.threshold,
        inside=None if cut is None else cut.inside,
        vertices=None if mesh is None else mesh.points,
        triangles=None if mesh is None else mesh.triangles,
        normals=None if mesh is None else mesh.normals,
        colours=None if mesh is None else mesh.colours,
        area=None if mesh is None else mesh.area(),
        volume=None if mesh is None or cut is None or cut.open_edges else mesh.volume(),
        euler=None if cut is None else cut.euler,
        open_edges=None if cut is None else cut.open_edges,
        step=sampled.step,
        notes=notes,
    )


EMPTY = QT_TRANSLATE_NOOP("errors", "The field is empty: it has no density anywhere in its box.")
NOTHING = QT_TRANSLATE_NOOP(
    "errors", "There is no surface at a density of {threshold}: the field's largest is {largest}."
)
CUT = QT_TRANSLATE_NOOP("errors", "The scene goes on beyond the box; the surface is that within it.")


def _chosen_note(threshold: float) -> Note:
    return Note(
        QT_TRANSLATE_NOOP(
            "errors", "The surface lies at a density of {threshold}, which was chosen from the box's size."
        ),
        threshold=f"{threshold:.3g}",
    )
