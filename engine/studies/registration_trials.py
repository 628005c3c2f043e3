"""ICP alone, RANSAC with ICP and Fast Global Registration with ICP on the same random pairs, side by side.

Each pair is two overlapping crops of one cloud with fresh noise and a random motion, so that the truth is exact. All
three end with the same ICP; features are made once for a pair, and their time counts for both methods that use them.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.geometry.feature_options import voxel_option
from engine.options import option, seed_option
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.geometry.trial_pairs import TrialPair

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Registration")
TITLE = QT_TRANSLATE_NOOP("labs", "Registration trials")
PAPER = "Zhou, Park, Koltun 2016"
DEFAULT_INPUTS = {"target": "room-1"}

METHODS = ("icp", "ransac", "fgr")


@dataclass(frozen=True)
class Options:
    """How hard the pairs are, and what counts as success."""

    overlap: float = option(
        0.5,
        QT_TRANSLATE_NOOP("options", "The part of each crop that lies in the other's region."),
        label=QT_TRANSLATE_NOOP("options", "Overlap"),
        minimum=0.1,
        maximum=1.0,
        step=0.05,
    )
    noise: float = option(
        0.005,
        QT_TRANSLATE_NOOP("options", "Standard deviation of the noise in each coordinate, in the cloud's unit."),
        label=QT_TRANSLATE_NOOP("options", "Noise"),
        minimum=0.0,
        maximum=1000.0,
        step=0.001,
    )
    turn: float = option(
        180.0,
        QT_TRANSLATE_NOOP("options", "The source is turned by at most this angle. 180: by any rotation."),
        label=QT_TRANSLATE_NOOP("options", "Turned by"),
        unit="degrees",
        minimum=0.0,
        maximum=180.0,
        step=5.0,
    )
    trials: int = option(
        5,
        QT_TRANSLATE_NOOP("options", "How many random pairs are tried."),
        label=QT_TRANSLATE_NOOP("options", "Trials"),
        minimum=1,
        maximum=100,
        step=1,
    )
    seed: int = seed_option(
        QT_TRANSLATE_NOOP("options", "What is drawn by chance: the same seed gives the same pairs and answers.")
    )
    voxel: float = voxel_option()
    most_rotation: float = option(
        2.0,
        QT_TRANSLATE_NOOP("options", "A trial succeeds where the rotation is off by at most this angle ..."),
        label=QT_TRANSLATE_NOOP("options", "Rotation within"),
        unit="degrees",
        minimum=0.01,
        maximum=180.0,
        step=0.5,
    )
    most_shift: float = option(
        0.05,
        QT_TRANSLATE_NOOP("options", "... and the shift by at most this length, in the cloud's unit."),
        label=QT_TRANSLATE_NOOP("options", "Shift within"),
        minimum=1e-6,
        maximum=1e6,
        step=0.01,
    )


@dataclass(frozen=True)
class Frame:
    """The trials so far, one column each; the rows are the methods."""

    methods: tuple[str, ...] = value("icp, ransac with icp, fgr with icp", shape="(3,)", dtype="str")
    rotation_errors: NDArray[np.float64] = value(
        "angle to the true rotation", shape="(3, t)", dtype="float64", unit="degrees"
    )
    shift_errors: NDArray[np.float64] = value(
        "how far the source's centre ends from where it belongs", shape="(3, t)", dtype="float64", unit="cloud"
    )
    seconds: NDArray[np.float64] = value(
        "time spent, features included where they are used", shape="(3, t)", dtype="float64", unit="s"
    )
    queries: NDArray[np.int64] = value(
        "nearest neighbours asked for, of histograms and of points", shape="(3, t)", dtype="int64"
    )
    successes: NDArray[np.int64] = value("trials within both most_rotation and most_shift", shape="(3,)", dtype="int64")
    trials: int = value("trials so far")
    voxel: float = value("edge of the last trial's voxel grid", unit="cloud")
    overlap: float = value("part of each crop in the other's region")
    noise: float = value("standard deviation of the noise", unit="cloud")
    most_rotation: float = value("largest rotation error of a success", unit="degrees")
    most_shift: float = value("largest shift error of a success", unit="cloud")


class _Watch:
    """Time spent in generators, what other lanes do between their steps not counted."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def timing(self, running: Generator[Any, None, Any]) -> Generator[Progress, None, Any]:
        """Run a generator, hand on its breaths alone, return what it returns."""
        try:
            while True:
                began = time.perf_counter()
                try:
                    breath = next(running)
                except StopIteration as end:
                    return end.value
                finally:
                    self.seconds += time.perf_counter() - began
                # A moment of the search is a breath here: trials are the steps.
                yield breath if isinstance(breath, Progress) else Progress(0, 0, WHAT)
        finally:
            running.close()


WHAT = QT_TRANSLATE_NOOP("progress", "trials")


def run(target: PointCloud, *, options: Options) -> StudyRun:
    """One frame a trial.

    Raises
    ------
    InputError
        The cloud has no points.
    """
    from engine.geometry.global_pair import checked
    from engine.geometry.trial_pairs import trial_pair

    cloud = checked(target)
    columns: list[tuple[list[float], list[float], list[float], list[int]]] = []
    for trial in range(options.trials):
        yield Progress(trial, options.trials, WHAT)
        rng = np.random.default_rng([options.seed, trial])
        pair = trial_pair(cloud, options.overlap, options.noise, rng, options.turn)
        column, voxel = yield from _tried(pair, options, trial)
        columns.append(column)
        rotation, shift, seconds, queries = (np.array(rows).T for rows in zip(*columns, strict=True))
        good = (rotation <= options.most_rotation) & (shift <= options.most_shift)
        yield Frame(
            methods=METHODS,
            rotation_errors=freeze(rotation.astype(np.float64)),
            shift_errors=freeze(shift.astype(np.float64)),
            seconds=freeze(seconds.astype(np.float64)),
            queries=freeze(queries.astype(np.int64)),
            successes=freeze(good.sum(axis=1).astype(np.int64)),
            trials=trial + 1,
            voxel=voxel,
            overlap=options.overlap,
            noise=options.noise,
            most_rotation=options.most_rotation,
            most_shift=options.most_shift,
        )


def _tried(
    pair: TrialPair, options: Options, trial: int
) -> Generator[Progress, None, tuple[tuple[list[float], list[float], list[float], list[int]], float]]:
    """One pair by each method: errors, seconds, queries; and the voxel."""
    from engine.geometry import rigid
    from engine.geometry.global_alignment import iterated, searched
    from engine.geometry.global_pair import GlobalSettings, pairing

    settings = GlobalSettings(voxel=options.voxel, seed=options.seed + trial)
    preparing = _Watch()
    ready = yield from preparing.timing(pairing(pair.source, pair.target, settings))
    rotations, shifts, seconds, queries = [], [], [], []
    centre = pair.source.points.mean(axis=0)[None]
    for method in METHODS:
        watch = _Watch()
        if method == "icp":
            running = iterated(pair.source, pair.target, ready)
        else:
            name: Literal["fgr", "ransac"] = "ransac" if method == "ransac" else "fgr"
            running = searched(pair.source, pair.target, settings, ready, name)
            watch.seconds = preparing.seconds
        found, asked = yield from watch.timing(running)
        rotation, _ = rigid.error(found, pair.truth)
        off = rigid.moved(found, centre) - rigid.moved(pair.truth, centre)
        rotations.append(rotation)
        shifts.append(float(np.linalg.norm(off)))
        seconds.append(watch.seconds)
        queries.append(asked)
    return (rotations, shifts, seconds, queries), ready.voxel
