"""Register two clouds from any pose: features, matches, Fast Global Registration or RANSAC, and ICP at the end.

Each point of a voxel grid has a histogram of the angles around it (FPFH; Rusu, Blodow, Beetz 2009). Points whose
histograms are each other's nearest are matched; most matches are wrong. Fast Global Registration (Zhou, Park, Koltun
2016) finds the motion in one robust optimisation, in which each match has a line process that switches it off; RANSAC
(Fischler, Bolles 1981) draws three matches at a time and counts who agrees.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.geometry.feature_options import (
    both_sides_option,
    feature_radius_option,
    normal_radius_option,
    truth_option,
    voxel_option,
)
from engine.options import option, seed_option
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.geometry.global_alignment import GlobalStep
    from engine.geometry.global_pair import GlobalPair, GlobalSettings

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Registration")
TITLE = QT_TRANSLATE_NOOP("labs", "Global registration")
PAPER = "Zhou, Park, Koltun 2016"
DEFAULT_INPUTS = {"source": "room-2", "target": "room-1"}


@dataclass(frozen=True)
class Options:
    """Which search, over which matches."""

    method: Literal["fgr", "ransac"] = option(
        "fgr",
        QT_TRANSLATE_NOOP(
            "options", "How the motion is searched: one robust optimisation, or three matches at a time by chance."
        ),
        label=QT_TRANSLATE_NOOP("options", "Method"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "fast global"),
            QT_TRANSLATE_NOOP("options", "RANSAC"),
        ),
    )
    pruning: Literal["agreement", "tuples", "none"] = option(
        "agreement",
        QT_TRANSLATE_NOOP(
            "options",
            "What is done with wrong matches before Fast Global Registration. agreement: of the groups of matches that"
            " keep each other's distances, the one that lays the clouds over each other best is kept. tuples: the"
            " paper's test of random triples. none: all matches.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Pruning"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "agreement"),
            QT_TRANSLATE_NOOP("options", "tuple test"),
            QT_TRANSLATE_NOOP("options", "none"),
        ),
    )
    voxel: float = voxel_option()
    max_distance: float = option(
        0.0,
        QT_TRANSLATE_NOOP("options", "How far apart two matched points may end. 0: one and a half voxels."),
        label=QT_TRANSLATE_NOOP("options", "Max distance"),
        empty=QT_TRANSLATE_NOOP("options", "chosen"),
        minimum=0.0,
        maximum=1e6,
        step=0.01,
    )
    seed: int = seed_option(
        QT_TRANSLATE_NOOP("options", "What is drawn by chance: the same seed gives the same answer, bit by bit.")
    )
    iterations: int = option(
        200,
        QT_TRANSLATE_NOOP("options", "Iterations of Fast Global Registration at most."),
        label=QT_TRANSLATE_NOOP("options", "Iterations"),
        minimum=1,
        maximum=2000,
        step=1,
    )
    hypotheses: int = option(
        100_000,
        QT_TRANSLATE_NOOP("options", "Triples of matches that RANSAC draws at most."),
        label=QT_TRANSLATE_NOOP("options", "Hypotheses"),
        minimum=1,
        maximum=10**7,
        step=1000,
        advanced=True,
    )
    mutual: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "Match only points whose histograms are each other's nearest (reciprocity test)."),
        label=QT_TRANSLATE_NOOP("options", "Reciprocity test"),
    )
    ratio: float = option(
        1.0,
        QT_TRANSLATE_NOOP(
            "options",
            "Keep a match only if its histogram is at most this part as far as the second nearest. 1: keep all.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Ratio test"),
        minimum=0.1,
        maximum=1.0,
        step=0.01,
        advanced=True,
    )
    both_sides: bool = both_sides_option(advanced=True)
    normal_radius: float = normal_radius_option(advanced=True)
    feature_radius: float = feature_radius_option(advanced=True)
    truth: str = truth_option(advanced=True)


@dataclass(frozen=True)
class Frame:
    """One moment of the search."""

    stage: str = value("what this step belongs to: matching, agreement (of groups), ransac, fgr or icp")
    transform: NDArray[np.float64] = value("source to target", shape="(4, 4)", dtype="float64")
    matches: NDArray[np.int32] = value(
        "rows of source_points and target_points whose histograms are nearest", shape="(M, 2)", dtype="int32"
    )
    weights: NDArray[np.float32] = value(
        "of each match: the line process in fgr and the icp after it, else 1 for inliers; 0 for pruned ones",
        shape="(M,)",
        dtype="float32",
    )
    kept: NDArray[np.bool_] = value("the matches that the search works on", shape="(M,)", dtype="bool")
    residuals: NDArray[np.float32] = value(
        "distance between the matched points under the transform", shape="(M,)", dtype="float32", unit="cloud"
    )
    inliers: int = value("matches nearer than max_distance under the transform")
    objective: float | None = value("fgr: sum of mu r^2 / (mu + r^2) over the kept matches", unit="cloud^2")
    mu: float | None = value("fgr: scale of the penalty", unit="cloud^2")
    support: float | None = value("agreement, ransac: sum of 1 - r^2 / max_distance^2 over the inliers")
    drawn: int | None = value("ransac: triples drawn so far")
    coverage: float | None = value(
        "agreement: mean over the source's points of (1 - d^2 / max_distance^2) times the normals' agreement, 0..1"
    )
    score: float | None = value(
        "agreement: the coverage of what comes near alone, of source and of target, times the root of the support"
    )
    fitness: float | None = value(
        "part of the source's points with a target point within max_distance, on the grid of this stage"
    )
    rmse: float | None = value("root mean square distance of these", unit="cloud")
    rotation_error: float | None = value("angle to the true rotation, where it is known", unit="degrees")
    shift_error: float | None = value("length of the difference to the true shift", unit="cloud")
    queries: int = value("nearest neighbours asked for so far, of histograms and of points")
    voxel: float = value("edge of the voxel grid", unit="cloud")
    max_distance: float = value("largest distance of a right match", unit="cloud")
    source_points: NDArray[np.float64] = value("the source's voxel grid", shape="(n, 3)", dtype="float64", unit="cloud")
    target_points: NDArray[np.float64] = value("the target's voxel grid", shape="(m, 3)", dtype="float64", unit="cloud")
    notes: tuple[str, ...] = value("what was chosen, and what went otherwise than asked", shape="(n,)", dtype="str")


def run(source: PointCloud, target: PointCloud, *, options: Options) -> StudyRun:
    """The matches, then each better group or hypothesis, each iteration, and each iteration of ICP.

    Raises
    ------
    InputError
        A cloud has no points, or the true transform cannot be read.
    """
    from engine.geometry.global_alignment import aligning
    from engine.geometry.global_pair import pairing
    from engine.geometry.truth import truth_of

    truth = truth_of(source, target, options.truth)
    settings = settings_of(options)
    pair = yield from pairing(source, target, settings)
    made = _Frames(pair, options, truth)
    for step in aligning(source, target, settings, pair):
        if isinstance(step, Progress):
            yield step
            continue
        if step.pair is not made.pair:
            made = _Frames(step.pair, options, truth)
        yield made.frame(step)


def settings_of(options: Options) -> GlobalSettings:
    """The options as the search takes them."""
    from engine.geometry.global_pair import GlobalSettings

    return GlobalSettings(
        method=options.method,
        pruning=options.pruning,
        voxel=options.voxel,
        max_distance=options.max_distance,
        seed=options.seed,
        iterations=options.iterations,
        hypotheses=options.hypotheses,
        mutual=options.mutual,
        ratio=options.ratio,
        both_sides=options.both_sides,
        normal_radius=options.normal_radius,
        feature_radius=options.feature_radius,
    )


class _Frames:
    """Frames of one pair: what they share is made once."""

    def __init__(self, pair: GlobalPair, options: Options, truth: NDArray[np.float64] | None) -> None:
        from engine.data.notes import Note

        self.pair, self.truth = pair, truth
        self.source = freeze(pair.source.points + pair.source.centre)
        self.target = freeze(pair.target.points + pair.target.centre)
        self.notes: tuple[str, ...] = ()
        if options.voxel == 0 and pair.voxel > 0:
            self.notes = (
                Note(
                    QT_TRANSLATE_NOOP(
                        "errors", "A voxel of {voxel} was chosen: {source} and {target} points are left."
                    ),
                    voxel=f"{pair.voxel:.3g}",
                    source=len(pair.source),
                    target=len(pair.target),
                ),
            )

    def frame(self, step: GlobalStep) -> Frame:
        """The frame of a moment."""
        from engine.geometry import rigid

        rotation_error = shift_error = None
        if self.truth is not None:
            rotation_error, shift_error = rigid.error(step.transform, self.truth)
        return Frame(
            stage=step.stage,
            transform=freeze(step.transform),
            matches=self.pair.matches.pairs,
            weights=freeze(step.weights.astype(np.float32)),
            kept=freeze(step.kept.copy()),
            residuals=freeze(step.residuals.astype(np.float32)),
            inliers=int((step.residuals < self.pair.max_distance).sum()),
            objective=step.objective,
            mu=step.mu,
            support=step.support,
            drawn=step.drawn,
            coverage=step.coverage,
            score=step.score,
            fitness=step.fitness,
            rmse=step.rmse,
            rotation_error=rotation_error,
            shift_error=shift_error,
            queries=step.queries,
            voxel=self.pair.voxel,
            max_distance=self.pair.max_distance,
            source_points=self.source,
            target_points=self.target,
            notes=self.notes + step.notes,
        )
