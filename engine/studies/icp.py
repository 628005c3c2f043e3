"""Iterative closest point: two clouds brought together, iteration by iteration.

Each iteration finds for every source point its nearest target point, and then the small motion that brings these pairs
closest in the sense of the method: Besl, McKay 1992 (point-to-point), Chen, Medioni 1992 (point-to-plane), Segal,
Haehnel, Thrun 2009 (generalized), Park, Zhou, Koltun 2017 (colored). The steps are Open3D's, number by number.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud, digesting
from engine.geometry import rigid
from engine.geometry.alignment_notes import LOOSE, beginning_notes, ending_notes, open_notes
from engine.geometry.alignment_options import AlignmentOptions
from engine.geometry.alignment_steps import Step
from engine.geometry.icp_loop import Matches, Pair, matching, preparing_pair, stepping, unchanged
from engine.geometry.kernels import Kernel, chosen_width
from engine.geometry.neighbours import NearestWithin
from engine.geometry.oscillation import circle
from engine.geometry.preparing import voxel_grid
from engine.geometry.scales import Scale, choosing
from engine.geometry.truth import truth_of
from engine.geometry.working_clouds import WorkingPair, working_pair
from engine.options import option
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Registration")
TITLE = "ICP"
PAPER = "Besl, McKay 1992; Chen, Medioni 1992; Segal et al. 2009; Park et al. 2017"
DEFAULT_INPUTS = {"source": "room-2", "target": "room-1"}

UNSEEN = 5e-3
"""An oscillation whose steps are below this part of the largest distance is as good as converged."""

PREPARING = QT_TRANSLATE_NOOP("progress", "the two clouds")

Array = NDArray[np.float64]
State = Literal["running", "converged", "oscillating", "no correspondences"]


@dataclass(frozen=True)
class Options(AlignmentOptions):
    """The method, where it starts and when it stops."""

    initial: tuple[float, ...] = option(
        (),
        QT_TRANSLATE_NOOP(
            "options",
            "Where the source starts: degrees about the fixed axes x, y and z, then the shift along them. Empty: "
            "where it "
            "is.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Initial pose"),
        minimum=-1e9,
        maximum=1e9,
        empty=QT_TRANSLATE_NOOP("options", "as it is"),
    )
    iterations: int = option(
        50,
        QT_TRANSLATE_NOOP("options", "Steps at each scale, at most."),
        label=QT_TRANSLATE_NOOP("options", "Iterations"),
        minimum=0,
        maximum=10_000,
        step=10,
    )
    tolerance: float = option(
        1e-7,
        QT_TRANSLATE_NOOP(
            "options",
            "A scale has converged where fitness, and RMSE over the largest distance, change by less in one step.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Tolerance"),
        minimum=0.0,
        maximum=1.0,
        logarithmic=True,
        advanced=True,
    )


@dataclass(frozen=True, eq=False)
class Frame:
    """The clouds under one transform, and the step that this state asks for: the next frame has taken it."""

    iteration: int = value("steps taken so far, over all scales")
    transform: Array = value("source to target, in the files' coordinates", shape="(4, 4)", dtype="float64")
    scale: int = value("number of the scale, 0 the coarsest")
    voxel: float = value("edge of the voxel grid; 0: every point", unit="cloud")
    max_distance: float = value("largest distance of a correspondence", unit="cloud")
    voxels: Array = value("edges of all scales' grids, coarse to fine", shape="(S,)", dtype="float64", unit="cloud")
    max_distances: Array = value("largest distances of all scales", shape="(S,)", dtype="float64", unit="cloud")
    kernel_width: float | None = value("width of the robust kernel; None without one", unit="residual")
    fitness: float = value("share of source points that have a correspondence, 0 to 1 (Open3D's definition)")
    rmse: float = value("root mean square distance of the correspondences; 0 without any (Open3D's)", unit="cloud")
    energy: float | None = value("sum of the kernel's loss (none: half the square) over the residuals")
    colour_energy: float | None = value("colored: the part of the energy that the colours have")
    geometric_energy: float | None = value("colored: the part of the energy that the planes have")
    residuals: NDArray[np.float32] = value(
        "what the method measures: distance (point-to-point), signed distance to the target's plane (point-to-plane, "
        "colored), distance in standard deviations of the two planes (generalized)",
        shape="(K,)",
        dtype="float32",
        unit="cloud",
    )
    weights: NDArray[np.float32] = value("the kernel's weight of each, 0 to 1", shape="(K,)", dtype="float32")
    distances: NDArray[np.float32] = value(
        "distance of each correspondence", shape="(K,)", dtype="float32", unit="cloud"
    )
    colour_residuals: NDArray[np.float32] | None = value(
        "colored: intensity the target's gradient predicts at the projected point, less the source's, -1 to 1",
        shape="(K,)",
        dtype="float32",
    )
    correspondences: NDArray[np.int32] = value(
        "rows of source_points and of target_points", shape="(K, 2)", dtype="int32"
    )
    source_points: Array = value(
        "the source's voxel grid of this scale, not moved; one object for all frames of the scale",
        shape="(N, 3)",
        dtype="float64",
        unit="cloud",
    )
    target_points: Array = value("the target's voxel grid of this scale", shape="(M, 3)", dtype="float64", unit="cloud")
    target_normals: Array | None = value("its normals; None for point-to-point", shape="(M, 3)", dtype="float64")
    origin: Array = value(
        "what twist, hessian and gradient are relative to; zero but for clouds far from it",
        shape="(3,)",
        dtype="float64",
    )
    twist: Array = value(
        "the step from here: rotation (radians), then shift, the solution of hessian twist = -gradient; zero "
        "at the end "
        "without correspondences",
        shape="(6,)",
        dtype="float64",
    )
    hessian: Array = value("J^T W J of the residuals", shape="(6, 6)", dtype="float64")
    gradient: Array = value("J^T W r", shape="(6,)", dtype="float64")
    condition: float | None = value(
        "largest over smallest eigenvalue of the hessian about the points' centre, rotations times their radius"
    )
    eigenvalues: Array | None = value("of that hessian, ascending", shape="(6,)", dtype="float64")
    step_rotation: float = value("angle of the step from here", unit="degrees")
    step_shift: float = value("how far the step moves the matched points' centre", unit="cloud")
    rotation_error: float | None = value("angle to the true rotation, where it is known", unit="degrees")
    shift_error: float | None = value("distance to the true shift, where it is known", unit="cloud")
    state: str = value("running, converged, oscillating or no correspondences")
    notes: tuple[str, ...] = value("what was chosen and what has to be known, in sentences", shape="(n,)", dtype="str")


def run(source: PointCloud, target: PointCloud, *, options: Options) -> StudyRun:
    """A frame for the start and one for each step, scale by scale.

    Raises
    ------
    InputError
        A cloud without finite points, ``colored`` without colours, or a true transform that cannot be read.
    """
    truth = truth_of(source, target, options.truth)
    work = working_pair(source, target)
    for cloud in (work.source, work.target):
        yield Progress(0, 0, PREPARING, preparing=True)
        yield from digesting(cloud)
    scales = yield from choosing(work.source, work.target, options.voxels, options.max_distance)
    passes = _Passes(options, work, scales, None if truth is None else work.inside(truth))
    passes.notes = beginning_notes(work, scales, options.voxels, options.max_distance)
    for number in range(len(scales)):
        yield from passes.passing(number)
        if passes.ended:
            return


@dataclass
class _Passes:
    """The run from scale to scale: the transform, in working coordinates, and what the frames share."""

    options: Options
    work: WorkingPair
    scales: Sequence[Scale]
    truth: Array | None
    notes: tuple[str, ...] = ()
    transform: Array = field(init=False)
    iteration: int = 0
    ended: bool = False

    def __post_init__(self) -> None:
        self.transform = self.work.inside(rigid.from_degrees(self.options.initial))
        self.voxels = freeze(np.array([scale.voxel for scale in self.scales]))
        self.max_distances = freeze(np.array([scale.max_distance for scale in self.scales]))

    def passing(self, number: int) -> StudyRun:
        """One scale: a frame for each of its states.

        The last step of a scale is shown by the next one's first frame.
        """
        options, scale = self.options, self.scales[number]
        last = number == len(self.scales) - 1
        pair = yield from self._prepared(scale)
        shared = self._shared(number, pair)
        kernel: Kernel | None = None
        visited: list[Array] = []
        nearest = NearestWithin(pair.tree, scale.max_distance, settle_ties=True)
        before: Matches | None = None
        for taken in range(options.iterations + last):
            matches = yield from matching(pair, self.transform, scale.max_distance, nearest)
            if not len(matches):
                self.ended = True
                yield self._frame(shared, matches, "no correspondences", ending_notes("no correspondences", scale, 0))
                return
            if kernel is None:
                kernel = self._kernel(pair, matches)
                shared["kernel_width"] = None if kernel.name == "none" else kernel.width
            step = stepping(pair, matches, kernel, options.colour_weight)
            visited.append(self.transform)
            turns, swing = circle(visited, step.centre, step.radius)
            settled = before is not None and unchanged(before, matches, scale.max_distance, options.tolerance)
            state: State = "running"
            if settled or (turns and swing < UNSEEN * scale.max_distance):
                state = "converged"
            elif turns:
                state = "oscillating"
            self.ended = last and (state != "running" or taken == options.iterations)
            said = ending_notes(state, scale, turns or taken, swing) if self.ended or state == "oscillating" else ()
            yield self._frame(shared, matches, state if self.ended else "running", said, step)
            if self.ended:
                return
            self.transform, before = step.delta @ self.transform, matches
            self.iteration += 1
            if state != "running":
                return

    def _prepared(self, scale: Scale) -> Generator[Progress, None, Pair]:
        """The pair of one scale, with normals and gradients."""
        source = yield from voxel_grid(self.work.source, scale.voxel)
        target = yield from voxel_grid(self.work.target, scale.voxel)
        return (
            yield from preparing_pair(source, target, self.options.method, scale.max_distance, self.options.neighbours)
        )

    def _kernel(self, pair: Pair, matches: Matches) -> Kernel:
        """The kernel of a scale: its width as asked, or from the residuals at the scale's start."""
        name, width = self.options.kernel, self.options.kernel_width
        if name != "none" and width <= 0:
            width = chosen_width(name, stepping(pair, matches, colour_weight=self.options.colour_weight).residuals)
        return Kernel(name, width or 1.0)

    def _shared(self, number: int, pair: Pair) -> dict[str, Any]:
        """The fields all frames of a scale have in common: the same objects, so that they cost nothing."""
        scale, origin = self.scales[number], self.work.origin
        source, target = pair.source.points, pair.target.points
        if origin.any():
            source, target = freeze(source + origin), freeze(target + origin)
        return {
            "scale": number,
            "voxel": scale.voxel,
            "max_distance": scale.max_distance,
            "voxels": self.voxels,
            "max_distances": self.max_distances,
            "kernel_width": None,
            "source_points": source,
            "target_points": target,
            "target_normals": None if self.options.method == "point-to-point" else pair.target.normals,
            "origin": origin,
        }

    def _frame(
        self, shared: dict[str, Any], matches: Matches, state: State, said: tuple[str, ...], step: Step | None = None
    ) -> Frame:
        # Colours count by their share, and hold a motion no more firmly than that.
        loose = LOOSE * (self.options.colour_weight if self.options.method == "colored" else 1.0)
        turned, shifted = (None, None) if self.truth is None else rigid.error(self.transform, self.truth)
        return Frame(
            **shared,
            **(_NOTHING if step is None else _seen(step, self.options.method == "colored")),
            iteration=self.iteration,
            transform=freeze(self.work.outside(self.transform)),
            fitness=matches.fitness,
            rmse=matches.rmse,
            distances=freeze(matches.distances.astype(np.float32)),
            correspondences=freeze(matches.correspondences.astype(np.int32)),
            rotation_error=turned,
            shift_error=shifted,
            state=state,
            notes=(*self.notes, *(() if step is None else open_notes(step, loose)), *said),
        )


_NOTHING: dict[str, Any] = {
    "energy": None,
    "colour_energy": None,
    "geometric_energy": None,
    "residuals": freeze(np.zeros(0, np.float32)),
    "weights": freeze(np.zeros(0, np.float32)),
    "colour_residuals": None,
    "twist": freeze(np.zeros(6)),
    "hessian": freeze(np.zeros((6, 6))),
    "gradient": freeze(np.zeros(6)),
    "condition": None,
    "eigenvalues": None,
    "step_rotation": 0.0,
    "step_shift": 0.0,
}
"""The fields of a step where there is nothing to step from."""


def _seen(step: Step, coloured: bool) -> dict[str, Any]:
    """The fields of a frame that its step gives."""
    moved = rigid.moved(step.delta, step.centre)
    return {
        "energy": step.energy,
        "colour_energy": step.colour_energy if coloured else None,
        "geometric_energy": step.energy - step.colour_energy if coloured else None,
        "residuals": freeze(step.residuals.astype(np.float32)),
        "weights": freeze(step.weights.astype(np.float32)),
        "colour_residuals": None if step.colour_residuals is None else freeze(step.colour_residuals.astype(np.float32)),
        "twist": freeze(step.twist),
        "hessian": freeze(step.hessian),
        "gradient": freeze(step.gradient),
        "condition": step.condition,
        "eigenvalues": freeze(step.eigenvalues),
        "step_rotation": float(np.rad2deg(np.linalg.norm(rigid.rotation_log(step.delta[:3, :3])))),
        "step_shift": float(np.linalg.norm(moved - step.centre)),
    }
