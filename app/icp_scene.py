"""The two clouds of an ICP step in the 3-D view: poses, correspondence lines, residual colours, ghost and marks."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.cloud_stage import cloud_points
from app.icp_pairs import PickedPairs
from engine.data.cloud import PointCloud
from engine.geometry import rigid
from widgets.cloud_view import CloudPoints, CloudView
from widgets.theme import tokens

Array = NDArray[np.float64]

MOST_LINES = 500
MOST_REJECTED = 60
"""Source points without a correspondence that get a grey line: each costs a search through the target."""
MOST_GRIDS = 5
"""So many scales' grids stay ready to be drawn."""
REJECTED = 0.05
"""A pair whose kernel weight is below this does not move the source."""


def evenly(count: int, most: int = MOST_LINES) -> NDArray[np.int64]:
    """At most ``most`` of ``count`` places, evenly taken."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).astype(np.int64)) if count else np.zeros(0, np.int64)


def rounded_up(value: float) -> float:
    """The next 1, 2 or 5 times a power of ten: an end of a scale that reads well."""
    if not value > 0 or not np.isfinite(value):
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    return float(next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= value * (1 - 1e-9)))


def end_of(frame: Any) -> float:
    """A round number that 95% of a step's residuals are below."""
    sizes = np.abs(frame.residuals)
    return rounded_up(float(np.quantile(sizes, 0.95)) if len(sizes) else frame.max_distance)


class IcpScene:
    """Puts a step into a :class:`CloudView`."""

    def __init__(self, view: CloudView) -> None:
        self.view = view
        self.pose: Array = np.eye(4)
        self._source: CloudPoints | None = None
        self._grids: list[CloudPoints] = []

    # -- clouds --------------------------------------------------------------------------------

    def show_source(self, source: PointCloud, frame: Any | None, start: Array | None) -> None:
        """The source's own points, or with a ``frame`` its voxel grid, which has residuals; a ghost at ``start``."""
        self._source = cloud_points(source) if frame is None else self._grid(frame.source_points)
        self.view.set_cloud("source", self._source, "source")
        self.view.set_cloud("ghost", None if start is None else cloud_points(source), "ghost")
        if start is not None:
            self.view.set_pose("ghost", start, glide=False)

    def _grid(self, points: Array) -> CloudPoints:
        """A scale's voxel grid as the view takes it: one object for all frames of the scale."""
        known = next((grid for grid in self._grids if grid.points is points), None)
        if known is None:
            known = CloudPoints(points)
            self._grids = [*self._grids[-MOST_GRIDS:], known]
        return known

    def point(self, name: str, index: int, target: PointCloud) -> Array | None:
        """A clicked point in its file's coordinates; None where it is of neither cloud."""
        points = {"source": None if self._source is None else self._source.points, "target": target.points}.get(name)
        return None if points is None else np.array(points[index], np.float64)

    # -- one step ------------------------------------------------------------------------------

    def show_lines(self, frame: Any | None, high: float, label: str = "", unit: str = "") -> None:
        """Some of the frame's correspondences, coloured by residual from 0 to ``high``; None: no lines.

        Pairs that are too far apart, or that the kernel rejects, are lines of their own, without values: grey.
        """
        if frame is None:
            self.view.set_lines("pairs", None)
            self.view.set_lines("rejected", None)
            return
        starts, ends, residuals, rejected = line_ends(frame)
        kept = ~rejected
        far = too_far(frame)
        starts_grey = np.concatenate([starts[rejected], far[0]])
        ends_grey = np.concatenate([ends[rejected], far[1]])
        if kept.any():
            self.view.set_lines("pairs", starts[kept], ends[kept], residuals[kept], 0.0, high, label, unit)
        else:
            self.view.set_lines("pairs", None)
        if len(starts_grey):
            self.view.set_lines("rejected", starts_grey, ends_grey, None)
        else:
            self.view.set_lines("rejected", None)

    def colour_by_residual(self, frame: Any | None, high: float, label: str, unit: str) -> None:
        """The grid's points by their absolute residuals; those without a correspondence have none."""
        if frame is None:
            self.view.set_values("source", None, 0.0, high, label, unit)
            return
        values = np.full(len(frame.source_points), np.nan, np.float32)
        values[frame.correspondences[:, 0]] = np.abs(frame.residuals)
        self.view.set_values("source", values, 0.0, high, label, unit)

    # -- marks ---------------------------------------------------------------------------------

    def show_pairs(self, pairs: PickedPairs | None) -> None:
        """Numbers at the picked points, the source's where they are now."""
        if pairs is None or not pairs.source:
            self.view.set_marks("pairs", None, [])
            return
        places = [*rigid.moved(self.pose, np.array(pairs.source)), *pairs.target]
        numbers = [str(i + 1) for i in range(len(pairs.source))] + [str(i + 1) for i in range(len(pairs.target))]
        self.view.set_marks("pairs", np.array(places), numbers)

    def show_gradient(self, frame: Any | None) -> None:
        """The tangent plane at a point of the target, as large as its neighbourhood, and the colour gradient in it."""
        if frame is None:
            self.view.set_patch("tangent", None)
            self.view.set_lines("gradient", None)
            return
        corners, starts, ends = tangent_figure(frame)
        self.view.set_patch("tangent", corners)
        self.view.set_lines("gradient", starts if frame.slope > 0 else None, ends, colour=tokens().accent)


def tangent_figure(frame: Any) -> tuple[Array, Array, Array]:
    """The corners (4, 3) of the tangent plane's square, and the starts and ends (3, 3) of the gradient's arrow."""
    half = float(np.abs(frame.coordinates).max(initial=0.0)) * 1.05 or frame.radius / 2
    along, across = frame.axes
    corners = [frame.position + half * (a * along + b * across) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    tip = frame.position + 0.9 * half * along
    wings = [tip - 0.2 * half * along + side * 0.12 * half * across for side in (-1, 1)]
    return np.array(corners), np.array([frame.position, tip, tip]), np.array([tip, *wings])


def line_ends(frame: Any) -> tuple[Array, Array, NDArray[np.float32], NDArray[np.bool_]]:
    """Starts and ends (L, 3) of the drawn correspondences, their absolute residuals (L,), and which are rejected."""
    chosen = evenly(len(frame.correspondences))
    rows = frame.correspondences[chosen]
    starts = rigid.moved(frame.transform, frame.source_points[rows[:, 0]])
    ends = frame.target_points[rows[:, 1]]
    return starts, ends, np.abs(frame.residuals[chosen]), frame.weights[chosen] < REJECTED


def too_far(frame: Any) -> tuple[Array, Array]:
    """Starts and ends (R, 3) from some source points without a correspondence to their nearest target points."""
    unmatched = np.ones(len(frame.source_points), bool)
    unmatched[frame.correspondences[:, 0]] = False
    rows = np.flatnonzero(unmatched)
    rows = rows[evenly(len(rows), MOST_REJECTED)]
    starts = rigid.moved(frame.transform, frame.source_points[rows])
    if not len(rows) or not len(frame.target_points):
        return np.zeros((0, 3)), np.zeros((0, 3))
    middle = frame.target_points.mean(axis=0)
    targets = (frame.target_points - middle).astype(np.float32)
    # |q|^2 - 2 p q is nearest where |p - q| is: one product of matrices instead of a tree
    squared = np.einsum("ij,ij->i", targets, targets) - 2 * ((starts - middle).astype(np.float32) @ targets.T)
    return starts, frame.target_points[squared.argmin(axis=1)]
