"""The map in a 3-D view: every scan at its pose, and the pose graph through them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from app.cloud_stage import cloud_points
from app.lab import Moment
from app.multiway_words import COLOURS
from engine.data.cloud import PointCloud
from widgets.cloud_view import CloudView
from widgets.theme import tokens

Array = NDArray[np.float64]

THINNEST, WIDEST = 1.0, 3.5
"""Widths of edges of no weight and of full weight, pixels at 100%."""
SAMPLE = 2_000
"""Points of a scan that its middle is taken of, and that the camera is fitted to."""
BRIGHT = 5.0
"""The width of a selected edge."""


class MapScene:
    """What one view shows of a map: the clouds are taken up once, then only their poses change."""

    def __init__(self, view: CloudView) -> None:
        self.view = view
        self._clouds: tuple[PointCloud, ...] = ()
        self._names: tuple[str, ...] = ()
        self._centres = np.zeros((0, 3))

    def show_clouds(self, clouds: Sequence[PointCloud]) -> bool:
        """Take up the scans of a run; returns whether they are others than before."""
        if len(clouds) == len(self._clouds) and all(a is b for a, b in zip(clouds, self._clouds, strict=True)):
            return False
        for name in self._names:
            self.view.set_cloud(name, None)
        self._clouds = tuple(clouds)
        self._names = tuple(f"{number + 1} {cloud.name}" for number, cloud in enumerate(clouds))
        for name, cloud in zip(self._names, clouds, strict=True):
            self.view.set_cloud(name, cloud_points(cloud))
        self._centres = np.array([_middle(cloud) for cloud in clouds])
        return True

    def scan_of(self, name: str) -> int | None:
        """The number of the scan that the view calls ``name``."""
        return self._names.index(name) if name in self._names else None

    def place(self, poses: Array, shown: NDArray[np.bool_], glide: bool) -> None:
        """Put the scans at poses (N, 4, 4), and show those of a mask (N,)."""
        for name, pose, visible in zip(self._names, poses, shown, strict=True):
            self.view.set_visible(name, bool(visible))
            self.view.set_pose(name, pose, glide)

    def colour(self, lit: Sequence[int]) -> None:
        """A colour for each scan; with two ``lit`` the first is orange, the second blue; the others are faint."""
        for number, (name, cloud) in enumerate(zip(self._names, self._clouds, strict=True)):
            role = f"part-{number}"
            if lit:
                role = "ghost"
                if number in lit:
                    role = ("source", "target")[list(lit).index(number)] if len(lit) == 2 else f"part-{number}"
            self.view.set_cloud(name, cloud_points(cloud), role)

    def draw_graph(
        self, frame: Any, poses: Array, weights: Array, threshold: float, selected: int | None, shown: bool
    ) -> None:
        """Draw the graph at poses (N, 4, 4), edges as wide as their ``weights`` (E,); dying ones are dashed.

        Edges that were taken out are not drawn, unless their weight is 1: then nothing was taken out here.
        """
        if not shown or not self._clouds:
            self.view.set_graph(None)
            return
        nodes = np.einsum("nij,nj->ni", poses[:, :3, :3], self._centres) + poses[:, :3, 3]
        reached = frame.placed
        drawn = np.flatnonzero(frame.edge_alive | (weights >= 1.0) | (np.arange(len(weights)) == selected))
        order = np.argsort([frame.edge_kind[i] != "odometry" for i in drawn], kind="stable")
        drawn = drawn[order]
        widths = THINNEST + (WIDEST - THINNEST) * weights[drawn]
        colours = [COLOURS[frame.edge_kind[i]] for i in drawn]
        if selected is not None:
            widths = np.where(drawn == selected, BRIGHT, widths)
            colours = [tokens().accent if i == selected else c for i, c in zip(drawn, colours, strict=True)]
        paint = [(c.red(), c.green(), c.blue()) for c in map(QColor, colours)]
        labels = [str(number + 1) if known else "" for number, known in enumerate(reached)]
        nodes = np.where(reached[:, None], nodes, np.nan)
        self.view.set_graph(
            nodes,
            frame.edges[drawn],
            widths,
            np.array(paint, np.uint8).reshape(-1, 3),
            (weights[drawn] < threshold) | ~frame.edge_alive[drawn] & (weights[drawn] < 1.0),
            labels,
        )


def _middle(cloud: PointCloud) -> Array:
    """Where a scan's node stands, in its coordinates: in the middle of what it sees, as sensors may stand close."""
    few = cloud.points[:: max(1, len(cloud) // SAMPLE)]
    few = few[np.isfinite(few).all(axis=1)]
    return few.mean(axis=0) if len(few) else np.zeros(3)


def map_points(moment: Moment) -> Array:
    """Some points (K, 3) of all scans at their true poses, or, where these are not known, at those found so far."""
    clouds = moment.inputs["clouds"]
    known = all(cloud.pose is not None for cloud in clouds)
    poses = [cloud.pose for cloud in clouds] if known else moment.frame.poses
    parts = []
    for cloud, pose, placed in zip(clouds, poses, moment.frame.placed, strict=True):
        few = cloud.points[:: max(1, len(cloud) // SAMPLE)]
        if known or placed:
            parts.append(few[np.isfinite(few).all(axis=1)] @ pose[:3, :3].T + pose[:3, 3])
    return np.concatenate(parts)
