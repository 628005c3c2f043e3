"""One point's feature histogram, and the points of the other cloud whose histograms are nearest to it.

FPFH (Rusu, Blodow, Beetz 2009): for each pair of a point and a neighbour three angles between their normals and the
line that joins them; 11 bins for each angle, neighbours' own histograms added by their nearness.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.errors import InputError
from engine.geometry.feature_options import (
    both_sides_option,
    feature_radius_option,
    normal_radius_option,
    truth_option,
    voxel_option,
)
from engine.options import option
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from engine.geometry.fpfh_matching import FeatureCloud

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Registration")
TITLE = QT_TRANSLATE_NOOP("labs", "Feature matches")
PAPER = "Rusu et al. 2009"
DEFAULT_INPUTS = {"source": "room-2", "target": "room-1"}


@dataclass(frozen=True)
class Options:
    """Which point, and how features are made: the latter as in global-registration."""

    cloud: Literal["source", "target"] = option(
        "source",
        QT_TRANSLATE_NOOP("options", "Whose point is asked about."),
        label=QT_TRANSLATE_NOOP("options", "Cloud"),
    )
    point: int = option(
        0,
        QT_TRANSLATE_NOOP("options", "The number of the point in the cloud's voxel grid."),
        label=QT_TRANSLATE_NOOP("options", "Point"),
        minimum=0,
        maximum=10**7,
        step=1,
    )
    count: int = option(
        5,
        QT_TRANSLATE_NOOP("options", "How many of the nearest histograms are shown."),
        label=QT_TRANSLATE_NOOP("options", "Matches"),
        minimum=1,
        maximum=50,
        step=1,
    )
    voxel: float = voxel_option()
    both_sides: bool = both_sides_option(advanced=False)
    normal_radius: float = normal_radius_option(advanced=False)
    feature_radius: float = feature_radius_option(advanced=False)
    truth: str = truth_option(advanced=False)


@dataclass(frozen=True)
class Frame:
    """A point's histogram and its K nearest in the other cloud."""

    cloud: str = value("whose point it is: source or target")
    point: int = value("its row in that cloud's voxel grid")
    position: NDArray[np.float64] = value("where it lies", shape="(3,)", dtype="float64", unit="cloud")
    normal: NDArray[np.float64] = value("its normal", shape="(3,)", dtype="float64")
    histogram: NDArray[np.float32] = value(
        "11 bins for each of the three angles theta, alpha and phi; each block sums to 200, as Open3D scales it",
        shape="(33,)",
        dtype="float32",
    )
    candidates: NDArray[np.int64] = value(
        "rows of the other cloud's voxel grid, the nearest histogram first", shape="(K,)", dtype="int64"
    )
    positions: NDArray[np.float64] = value("where they lie", shape="(K, 3)", dtype="float64", unit="cloud")
    candidate_histograms: NDArray[np.float32] = value(
        "theirs, with normals turned where the match needs it", shape="(K, 33)", dtype="float32"
    )
    distances: NDArray[np.float32] = value("Euclidean distances of the histograms", shape="(K,)", dtype="float32")
    turned: NDArray[np.bool_] = value(
        "whether the source's normals were turned for this match", shape="(K,)", dtype="bool"
    )
    mutual: NDArray[np.bool_] = value(
        "whether the point is the nearest of this candidate in turn", shape="(K,)", dtype="bool"
    )
    true_distances: NDArray[np.float32] | None = value(
        "how far each lies from where the point truly belongs; None: unknown",
        shape="(K,)",
        dtype="float32",
        unit="cloud",
    )
    radius: float = value("neighbours within it are counted", unit="cloud")
    neighbours: int = value("points of the voxel grid within the radius, itself included")


def run(source: PointCloud, target: PointCloud, *, options: Options) -> StudyRun:
    """One frame.

    Raises
    ------
    InputError
        A cloud without points, too few points for any feature, or no such point.
    """
    from engine.geometry import rigid
    from engine.geometry.fpfh_matching import LEVELS, rounded
    from engine.geometry.global_pair import GlobalSettings, featuring
    from engine.geometry.truth import truth_of

    truth = truth_of(source, target, options.truth)
    settings = GlobalSettings(
        voxel=options.voxel, normal_radius=options.normal_radius, feature_radius=options.feature_radius
    )
    one, other, _ = yield from featuring(source, target, settings)
    from_source = options.cloud == "source"
    asked, base = (one, other) if from_source else (other, one)
    if one.radius <= 0 or other.radius <= 0:
        raise InputError(QT_TRANSLATE_NOOP("errors", "A cloud has too few points for feature histograms."))
    if options.point >= len(asked):
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "There is no point {point}: the voxel grid has {count}."),
            point=options.point,
            count=len(asked),
        )
    histogram = asked.features[options.point]
    own = [rounded(histogram[None])[0]]
    if options.both_sides:
        own.append(rounded(asked.turned[options.point][None])[0])
    there = rounded(base.features)
    squared = np.stack([((there - h) ** 2).sum(axis=1) for h in own])
    least = squared.min(axis=0)
    order = np.argsort(least, kind="stable")[: options.count]
    back = yield from _nearest(there[order], asked, options.both_sides)
    position = asked.points[options.point] + asked.centre
    positions = base.points[order] + base.centre
    true_distances = None
    if truth is not None:
        there_truly = rigid.moved(truth if from_source else rigid.inverse(truth), position[None])
        true_distances = freeze(np.linalg.norm(positions - there_truly, axis=1).astype(np.float32))
    near = ((asked.points - asked.points[options.point]) ** 2).sum(axis=1) <= asked.radius**2
    turned = squared.argmin(axis=0)[order] == 1
    # Turning both clouds' normals mirrors both histograms: a turned match is shown by the candidate's turned histogram.
    candidate_histograms = np.where(turned[:, None], base.turned[order], base.features[order])
    yield Frame(
        cloud=options.cloud,
        point=options.point,
        position=freeze(position),
        normal=freeze(asked.normals[options.point].copy()),
        histogram=freeze(histogram.copy()),
        candidates=freeze(order.astype(np.int64)),
        positions=freeze(positions),
        candidate_histograms=freeze(candidate_histograms),
        distances=freeze((np.sqrt(least[order]) / LEVELS).astype(np.float32)),
        turned=freeze(turned),
        mutual=freeze(back == options.point),
        true_distances=true_distances,
        radius=asked.radius,
        neighbours=int(near.sum()),
    )


def _nearest(
    features: NDArray[np.float64], cloud: FeatureCloud, both_sides: bool
) -> Generator[Progress, None, NDArray[np.int64]]:
    """The point (K,) of a cloud whose histogram, of either side, is nearest to each of some (K, 33), rounded."""
    from engine.geometry.fpfh_matching import nearest_features, rounded

    nearest, best = np.full(len(features), -1), np.full(len(features), np.inf)
    for own in (cloud.features, cloud.turned) if both_sides else (cloud.features,):
        side = rounded(own)
        at, _, _, _ = yield from nearest_features(features, side)
        squared = ((side[at] - features) ** 2).sum(axis=1)
        nearer = squared < best
        nearest[nearer], best[nearer] = at[nearer], squared[nearer]
    return nearest
