"""Saving a radiance field's surface: its density's histogram with the threshold, the surface in 3-D, PLY and OBJ."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from app.nerf_aside import nearest_up
from app.nerf_exports import ExportDialog, looked_at
from app.nerf_saving import FieldSource, saving_surface, saving_surface_cloud
from engine.runtime.engine import Engine
from engine.studies.nerf_mesh import Options
from widgets.cloud_points import CloudPoints
from widgets.cloud_view import CloudStyle, CloudView
from widgets.density_histogram import DensityHistogram
from widgets.field_panel import Field
from widgets.segments import Segments

MOST_POINTS = 400_000
"""Points that are drawn at most: the corners, and one or three on each triangle."""
LIGHT = np.array([0.36, 0.48, 0.8])


class SurfaceDialog(ExportDialog):
    """The surface at the density that the slider or the line in the histogram says."""

    study = "nerf-mesh"
    hidden = ("colours", "cloud")
    quick = ("threshold",)

    def __init__(
        self, source: FieldSource, engine: Engine, parent: QWidget, up: str = "z", name: str = "surface"
    ) -> None:
        self._edges: NDArray[np.float64] | None = None
        self._chosen: float | None = None
        super().__init__(self.tr("The field's surface"), source, engine, Options(), parent)
        self._name = name
        self._frame: Any = None
        self._shown: Any = None
        self.view = CloudView()
        self.view.set_style(CloudStyle(colouring="rgb", point_size=5.0, depth_shading=0.0, up=up, labels=False))
        self.histogram = DensityHistogram()
        self.histogram.threshold_dragged.connect(self._dragged)
        self.look = Segments([self.tr("Colours"), self.tr("Form")])
        self.look.set_current(0)
        self.look.chosen.connect(self._draw)
        self.save_button(self.tr("Save mesh…"), self.save_mesh, main=True)
        self.save_button(self.tr("Save as a cloud…"), self.save_cloud)
        self.lay_out(self.view, (self.histogram,), self.look)

    def fields(self) -> list[Field]:
        rows = super().fields()
        if self._edges is None or self._chosen is None:
            return [field for field in rows if field.name != "threshold"]
        low, high = float(self._edges[0]), float(self._edges[-1])
        value = self.options.threshold or self._chosen
        return [
            dataclasses.replace(
                field, minimum=low, maximum=high, logarithmic=True, value=value, default=self._chosen, empty=""
            )
            if field.name == "threshold"
            else field
            for field in rows
        ]

    def show_frame(self, frame: Any) -> None:
        self._frame = frame
        if frame.histogram is not None:
            self.histogram.set_histogram(frame.histogram, frame.histogram_edges, self.tr("per unit"))
        if frame.threshold is None:
            self.say(
                frame, self.tr("The density is sampled on {nodes:,} nodes.").format(nodes=int(frame.counts.prod()))
            )
            return
        if self._edges is None:
            self._edges, self._chosen = frame.histogram_edges, frame.threshold
            self.panel.set_fields(self.fields())
        if not self.options.threshold:
            self.histogram.set_threshold(frame.threshold)
        self._draw()
        if not len(frame.triangles):
            self.say(frame, "")
            return
        sentence = self.tr("{triangles:,} triangles, {vertices:,} corners, {part:.1%} of the nodes inside.")
        self.say(
            frame,
            sentence.format(triangles=len(frame.triangles), vertices=len(frame.vertices), part=frame.inside),
        )

    def _draw(self, *_: object) -> None:
        """Corners and points between them, in their colours or lit from the side."""
        frame = self._frame
        if frame is None or frame.vertices is None:
            return
        first = self._shown is None
        self._shown = frame
        corners, triangles, normals = frame.vertices, frame.triangles, frame.normals
        if not len(triangles):
            self.view.set_cloud("surface", None)
            return
        colours = frame.colours if self.look.current() == 0 else None
        if colours is None:
            colours = clay(normals)
        corners, colours = covered(corners, triangles, colours)
        self.view.set_cloud("surface", CloudPoints(corners, colours))
        self.view.set_labels({"surface": self.tr("surface")})
        if first:
            self.view.fit()

    def _dragged(self, threshold: float) -> None:
        self.panel.set_values({"threshold": threshold})
        self._option("threshold", threshold)

    def _option(self, name: str, value: Any) -> None:
        super()._option(name, value)
        if name == "threshold":
            self.histogram.set_threshold(value)

    def save_mesh(self) -> None:
        """PLY or OBJ, with normals and colours."""
        start = self.source.start(self.study, self.options)
        kinds = "PLY (*.ply);;OBJ (*.obj)"
        self.save(self.tr("Save mesh"), f"{self._name}-surface.ply", kinds, saving_surface, start)

    def save_cloud(self) -> None:
        """100,000 points on the surface, with normals and colours."""
        start = self.source.start(self.study, dataclasses.replace(self.options, cloud=True))
        kinds = "PLY (*.ply);;PCD (*.pcd);;XYZ (*.xyz);;NumPy (*.npz);;LAS (*.las);;LAZ (*.laz)"
        self.save(self.tr("Save cloud"), f"{self._name}-points.ply", kinds, saving_surface_cloud, start)


def covered(
    corners: NDArray[np.float64], triangles: NDArray[np.int32], colours: NDArray[np.uint8]
) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """Corners (V, 3) and points on the triangles (T, 3), with the colours between theirs: as many as can be drawn."""
    parts = np.array([[4, 1, 1], [1, 4, 1], [1, 1, 4]]) / 6
    if len(corners) + 3 * len(triangles) > MOST_POINTS:
        parts = np.full((1, 3), 1 / 3)
    if len(corners) + len(parts) * len(triangles) > MOST_POINTS:
        return corners, colours
    at, seen = [corners], [colours]
    places, painted = corners[triangles], colours[triangles].astype(np.float32)
    for part in parts:
        at.append(np.einsum("tcd,c->td", places, part))
        seen.append(np.einsum("tcd,c->td", painted, part.astype(np.float32)).astype(np.uint8))
    return np.concatenate(at), np.concatenate(seen)


def clay(normals: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Grey (V, 3) uint8 as a light from above and the side gives it."""
    facing = normals @ (LIGHT / np.linalg.norm(LIGHT))
    grey = np.round(70 + 150 * (0.5 + 0.5 * facing)).astype(np.uint8)
    return np.repeat(grey[:, None], 3, axis=1)


def open_surface(stage: Any) -> SurfaceDialog | None:
    """The dialog on the field that a stage looks at, or None before there is one."""
    found = looked_at(stage)
    if found is None:
        return None
    up = nearest_up(stage.view.camera().up)
    dialog = SurfaceDialog(found.source, found.window.engine, found.window, up, found.name)
    dialog.open()
    return dialog
