"""The two clouds of a global registration in the 3-D view: beside each other or together, and the match lines."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.lab import Moment
from engine.geometry import rigid
from widgets.cloud_view import CloudView
from widgets.theme import tokens

Array = NDArray[np.float64]

MOST_TOGETHER, MOST_BESIDE, MOST_OTHERS = 400, 120, 40
GAP = 0.15
"""Between clouds that stand beside each other, as a part of their width."""
APART = ("matching", "agreement")
"""The stages in which the clouds stand beside each other where that is chosen by the stage."""


def evenly(places: NDArray[np.intp], most: int) -> NDArray[np.intp]:
    """At most ``most`` of the places, evenly taken."""
    if len(places) <= most:
        return places
    return places[np.unique(np.linspace(0, len(places) - 1, most).astype(np.int64))]


def beside(source: Array, target: Array, right: Array) -> Array:
    """The shift (4, 4) that sets the source (n, 3) left of the target (m, 3); ``right`` (3,) is the picture's."""
    motion = np.eye(4)
    if not len(source) or not len(target):
        return motion
    middles = [(points.min(axis=0) + points.max(axis=0)) / 2 for points in (source, target)]
    reaches = [
        float(np.ptp(points @ right)) / 2
        for points in (source[:: len(source) // 2000 + 1], target[:: len(target) // 2000 + 1])
    ]
    motion[:3, 3] = middles[1] - middles[0] - right * ((1 + GAP) * sum(reaches))
    return motion


class GlobalScene:
    """Where the source is drawn, and the lines and marks over both clouds."""

    def __init__(self, view: CloudView) -> None:
        self.view = view
        self.pose: Array = np.eye(4)
        self.together = False
        self._beside: tuple[Array, Array] | None = None

    def turn(self, moment: Moment, layout: str) -> bool:
        """Where ``layout`` (auto, beside, together) has the source; True where clouds come together or part."""
        frame = moment.frame
        together = layout == "together" or (layout == "auto" and frame.stage not in APART)
        if together:
            self.pose = np.asarray(frame.transform)
        else:
            if self._beside is None or self._beside[0] is not frame.source_points:
                # Along the picture's right as it is now; it stays there while the camera turns.
                right = np.array(self.view.camera().axes[0], np.float64)
                self._beside = (frame.source_points, beside(frame.source_points, frame.target_points, right))
            self.pose = self._beside[1]
        changed, self.together = together != self.together, together
        return changed

    def show_matches(self, frame: Any, weights: NDArray[np.floating], mu: bool, label: str, shown: bool) -> None:
        """Some of the matches: with a ``mu`` those kept, coloured by weight 0 to 1, else the inliers; the others grey.

        While matches are made nothing is known of any: all are grey.
        """
        for name in ("matches", "others"):
            self.view.set_lines(name, None)
        if not shown or not len(frame.matches):
            return
        most = MOST_TOGETHER if self.together else MOST_BESIDE
        if frame.stage == "matching":
            self.view.set_lines("others", *self._ends(frame, evenly(np.arange(len(frame.matches)), most)))
            return
        chosen = np.flatnonzero(frame.kept if mu else weights > 0)
        chosen = evenly(chosen, most)
        chosen = chosen[np.argsort(weights[chosen], kind="stable")]  # what counts is drawn on top
        no_unit = " "  # an empty one would be the coordinates'
        values = weights[chosen].astype(np.float32)
        self.view.set_lines(
            "matches", *self._ends(frame, chosen), values, 0.0, 1.0, label if mu else "", no_unit if mu else ""
        )
        if not self.together:  # where the clouds lie over each other they would hide the rest
            others = np.flatnonzero(~frame.kept if mu else weights <= 0)
            self.view.set_lines("others", *self._ends(frame, evenly(others, MOST_OTHERS)))

    def _ends(self, frame: Any, chosen: NDArray[np.intp]) -> tuple[Array, Array]:
        pairs = frame.matches[chosen]
        return rigid.moved(self.pose, frame.source_points[pairs[:, 0]]), frame.target_points[pairs[:, 1]]

    def show_point(self, asked: Any | None, current: int) -> None:
        """A clicked point with lines to its candidates, the current one marked; None takes them away."""
        if asked is None:
            self.view.set_lines("candidates", None)
            self.view.set_lines("candidate", None)
            self.view.set_marks("point", None)
            return
        own, others = np.asarray(asked.position)[None], np.asarray(asked.positions)
        if asked.cloud == "source":
            own = rigid.moved(self.pose, own)
        else:
            others = rigid.moved(self.pose, others)
        chosen = others[current : current + 1]
        self.view.set_lines("candidates", np.repeat(own, len(others), axis=0), others)
        self.view.set_lines("candidate", own, chosen, colour=tokens().accent)
        self.view.set_marks("point", np.concatenate([own, chosen]), ["", str(current + 1)])

    def grid_point(self, moment: Moment, name: str, index: int) -> int | None:
        """The row of a cloud's voxel grid that is nearest to its point ``index``."""
        grid = moment.frame.source_points if name == "source" else moment.frame.target_points
        points = moment.inputs[name].points
        if not len(grid) or not 0 <= index < len(points):
            return None
        return int(((grid - points[index]) ** 2).sum(axis=1).argmin())
