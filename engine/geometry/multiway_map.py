"""A map that grows edge by edge and is adjusted: scans, edges, poses, and what is measured of them."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.cloud import PointCloud
from engine.data.notes import Note
from engine.geometry import pose_graph, rigid
from engine.geometry.multiway_edges import Edge, planted
from engine.geometry.multiway_scans import Scan, Sizes, choosing_sizes, prepared, shift
from engine.geometry.pose_graph import Adjusted, PoseGraph
from engine.study import Progress, freeze
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

LEVER = 0.25
"""A disturbance of the odometry shifts as far as its turn moves a point at this part of a scan's extent."""
TOLERANCE = 1e-6
"""The optimisation ends where a step lowers the objective by a smaller part (Open3D's default)."""


@dataclass(eq=False)
class Map:
    """The scans of one run, the edges found so far, and the poses.

    Poses (N, 4, 4) are kept relative to the first scan's working coordinates; :meth:`fields` gives them in those of the
    files. ``graph_edges`` and ``kinds`` go together; ``extent`` is the median size of a scan.
    """

    scans: Sequence[Scan]
    sizes: Sizes
    extent: float
    notes: tuple[str, ...] = ()
    graph_edges: list[Edge] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    stage: str = "odometry"
    newest: int | None = None
    robust: Adjusted | None = None
    plain: Adjusted | None = None
    alive: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))
    mu: float | None = None
    iteration: int = 0

    def __post_init__(self) -> None:
        first = self.scans[0]
        self._world = first.pose if first.pose is not None else shift(first.origin)
        self._truth: Array | None = None
        poses = [scan.pose for scan in self.scans if scan.pose is not None]
        if len(poses) == len(self.scans):
            self._truth = rigid.inverse(poses[0]) @ np.stack(poses)
        self._grown()

    # -- edges -----------------------------------------------------------------------------------------

    def add(self, edge: Edge, kind: str) -> None:
        """One edge more."""
        self.graph_edges.append(edge)
        self.kinds.append(kind)
        self.stage = {"odometry": "odometry", "loop": "loops", "false": "false"}[kind]
        self.newest = len(self.graph_edges) - 1
        self._grown()

    def _grown(self) -> None:
        """What all frames with these edges share: the graph, the odometry's poses, the edges' own fields."""
        edges, kinds = self.graph_edges, np.array(self.kinds, dtype=object)
        count = len(edges)
        ends = np.array([[edge.source, edge.target] for edge in edges], np.int64).reshape(count, 2)
        transforms = np.array([edge.transform for edge in edges]).reshape(count, 4, 4)
        information = np.array([edge.information for edge in edges]).reshape(count, 6, 6)
        adjoints = np.array([pose_graph.adjoint(edge.transform) for edge in edges]).reshape(count, 6, 6)
        # A misalignment is measured in the source's coordinates, the information in the target's.
        turned = np.swapaxes(adjoints, 1, 2) @ information @ adjoints
        certain = kinds == "odometry"
        self.graph = PoseGraph(ends, transforms, turned, ~certain)
        self.alive = np.ones(count, bool)
        by_agreement = np.lexsort((-np.array([edge.agreement for edge in edges]), ~certain))
        right = by_agreement[kinds[by_agreement] != "false"]
        self.odometry, self.reached = pose_graph.placed(len(self.scans), self.graph, np.eye(4), right)
        self._shared: dict[str, Any] = {
            "poses_odometry": freeze(self._outside(self.odometry)),
            "placed": freeze(self.reached),
            "edges": freeze(ends),
            "edge_kind": tuple(self.kinds),
            "edge_start": tuple(edge.start for edge in edges),
            "edge_transforms": freeze(self._edges_outside()),
            "edge_fitness": freeze(np.array([edge.fitness for edge in edges], np.float64)),
            "edge_rmse": freeze(np.array([edge.rmse for edge in edges], np.float64)),
            "information": freeze(information),
            **self._edge_errors(),
        }
        self._shared["connected"] = bool((pose_graph.components(len(self.scans), ends[certain]) == 0).all())
        self._closing: int | None = None

    def _edges_outside(self) -> Array:
        origins = [scan.origin for scan in self.scans]
        moved = [shift(origins[e.target]) @ e.transform @ shift(-origins[e.source]) for e in self.graph_edges]
        return np.array(moved).reshape(len(moved), 4, 4)

    def _edge_errors(self) -> dict[str, Array | None]:
        if self._truth is None:
            return {"edge_rotation_errors": None, "edge_shift_errors": None}
        errors = np.array(
            [
                rigid.error(edge.transform, rigid.inverse(self._truth[edge.target]) @ self._truth[edge.source])
                for edge in self.graph_edges
            ],
            np.float64,
        ).reshape(-1, 2)
        return {"edge_rotation_errors": freeze(errors[:, 0].copy()), "edge_shift_errors": freeze(errors[:, 1].copy())}

    def _closing_edge(self) -> int | None:
        """The loop closure between the scans furthest apart in order; of several, the one that agrees best."""
        loops = [i for i, kind in enumerate(self.kinds) if kind == "loop"]
        edges = self.graph_edges
        return max(loops, key=lambda i: (edges[i].source - edges[i].target, edges[i].agreement), default=None)

    def disturbance(self, degrees: float, rng: np.random.Generator) -> Array:
        """A motion (4, 4) of that many degrees about an axis by chance, with a shift in proportion."""
        axis, way = rng.normal(size=3), rng.normal(size=3)
        angle = np.deg2rad(degrees)
        away = shift(angle * LEVER * self.extent * way / np.linalg.norm(way))
        away[:3, :3] = rigid.rotation_exp(angle * axis / np.linalg.norm(axis))
        return away

    def false_edges(self, count: int, seed: int) -> list[Edge]:
        """Planted false loop closures, as certain as the best odometry edge; none where there is no odometry."""
        certain = [edge for edge, kind in zip(self.graph_edges, self.kinds, strict=True) if kind == "odometry"]
        if count == 0 or not certain:
            return []
        best = max(certain, key=lambda edge: edge.correspondences)
        taken = [(edge.source, edge.target) for edge in self.graph_edges]
        rng = np.random.default_rng([seed, 1])
        made = planted(self.scans, self.odometry, taken, count, self.extent, best.information, rng)
        if len(made) < count:
            self._note(
                QT_TRANSLATE_NOOP("errors", "Only {made} of {count} false loop closures found a free pair of scans."),
                made=len(made),
                count=count,
            )
        return made

    def begin_adjusting(self) -> None:
        """All edges are there."""
        self.stage, self.newest, self._closing = "adjusting", None, self._closing_edge()

    # -- notes -----------------------------------------------------------------------------------------

    def _note(self, template: str, **arguments: object) -> None:
        self.notes = (*self.notes, Note(template, **arguments))

    def without_overlap(self, source: int) -> None:
        """Say that a scan could not be registered to the one before it."""
        self._note(
            QT_TRANSLATE_NOOP("errors", "Scans {first} and {second} overlap too little to be registered."),
            first=source,
            second=source + 1,
        )

    def end_odometry(self, noise: float) -> None:
        """Say how the neighbours were registered."""
        starts = self._shared["edge_start"]
        if starts:
            self._note(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "Of {count} neighbouring pairs {features} were registered from matched features and {identity} from"
                    " where they are, whichever agrees better.",
                ),
                count=len(starts),
                features=starts.count("features"),
                identity=starts.count("identity"),
            )
        if noise > 0 and starts:
            self._note(
                QT_TRANSLATE_NOOP("errors", "Each odometry edge was turned away by {degrees:g} degrees on purpose."),
                degrees=noise,
            )
        if not self._shared["connected"]:
            self._note(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "The odometry edges do not connect all scans, so that part of the map hangs on loop closures alone"
                    " or stands where it was.",
                )
            )

    def end_loops(self, refused: int, tried: int) -> None:
        """Say how many candidates were not taken."""
        if refused:
            self._note(
                QT_TRANSLATE_NOOP(
                    "errors", "{refused} of {tried} candidates for loop closures overlap too little and were not used."
                ),
                refused=refused,
                tried=tried,
            )

    # -- frames ----------------------------------------------------------------------------------------

    def _outside(self, poses: Array) -> Array:
        """Poses of the working coordinates as poses of the files' coordinates."""
        back = np.stack([shift(-scan.origin) for scan in self.scans])
        return np.asarray(self._world @ poses @ back)

    def _missed(self, poses: Array) -> tuple[float | None, float | None]:
        """How far poses miss the closing edge: shift, degrees."""
        if self._closing is None:
            return None, None
        edge = self.graph_edges[self._closing]
        turned, shifted = rigid.error(rigid.inverse(poses[edge.target]) @ poses[edge.source], edge.transform)
        return shifted, turned

    def _errors(self, poses: Array | None) -> tuple[Array, Array] | None:
        """Shift and degrees of each scan from its true pose, where known, of the scans placed so far."""
        if self._truth is None or poses is None:
            return None
        errors = np.array([rigid.error(pose, truth) for pose, truth in zip(poses, self._truth, strict=True)])
        return errors[:, 1].copy(), errors[:, 0].copy()

    def _mean_errors(self, poses: Array | None) -> tuple[float | None, float | None]:
        errors, counted = self._errors(poses), self.reached.copy()
        counted[0] = False
        if errors is None or not counted.any():
            return None, None
        return float(errors[0][counted].mean()), float(errors[1][counted].mean())

    def _off(self, squared: Array) -> Array:
        """Residuals in the clouds' unit, from squared ones."""
        off: Array = freeze(np.sqrt(squared / np.maximum(self.graph.information[:, 5, 5], 1.0)))
        return off

    def fields(self, threshold: float) -> dict[str, Any]:
        """What the study's frame shows of the map as it stands."""
        robust, plain = self.robust, self.plain
        poses = self.odometry if robust is None else robust.poses
        squared = pose_graph.squared_residuals(self.graph, poses)
        weights = np.ones(len(self.graph)) if self.mu is None else pose_graph.line_process(self.graph, squared, self.mu)
        small = (weights < threshold) | ~self.alive if robust is not None else np.zeros(len(weights), bool)
        kinds = np.array(self.kinds, dtype=object)
        before, after = self._missed(self.odometry), self._missed(poses)
        mean, each = self._mean_errors(poses), self._errors(poses)
        mean_plain = self._mean_errors(None if plain is None else plain.poses)
        mean_odometry = self._mean_errors(self.odometry)
        return {
            **self._shared,
            "stage": self.stage,
            "iteration": None if robust is None else self.iteration,
            "poses": self._shared["poses_odometry"] if robust is None else freeze(self._outside(poses)),
            "poses_plain": None if plain is None else freeze(self._outside(plain.poses)),
            "edge_weights": freeze(weights),
            "edge_residuals": self._off(squared),
            "edge_residuals_plain": None if plain is None else self._off(plain.squared),
            "edge_alive": freeze(self.alive.copy()),
            "newest": self.newest,
            "objective": None if robust is None else robust.objective,
            "objective_plain": None if plain is None else plain.objective,
            "mu": self.mu,
            "closing": self._closing,
            "drift_before": before[0],
            "drift_before_rotation": before[1],
            "drift_after": None if robust is None else after[0],
            "drift_after_rotation": None if robust is None else after[1],
            "drift_plain": None if plain is None else self._missed(plain.poses)[0],
            "shift_error": mean[0],
            "rotation_error": mean[1],
            "shift_error_plain": mean_plain[0],
            "rotation_error_plain": mean_plain[1],
            "shift_error_odometry": mean_odometry[0],
            "rotation_error_odometry": mean_odometry[1],
            "shift_errors": None if each is None else freeze(each[0]),
            "rotation_errors": None if each is None else freeze(each[1]),
            "false_found": int((small & (kinds == "false")).sum()),
            "false_kept": int((~small & (kinds == "false")).sum()),
            "loops_kept": int((~small & (kinds == "loop")).sum()),
            "loops_dropped": int((small & (kinds == "loop")).sum()),
            "voxel": self.sizes.fine,
            "coarse_voxel": self.sizes.coarse,
            "max_distance": self.sizes.max_distance,
            "notes": self.notes,
        }


def preparing_map(clouds: Sequence[PointCloud], voxel: float, max_distance: float) -> Generator[Progress, None, Map]:
    """The map of scans without edges: sizes are chosen where they are 0, grids and normals computed.

    Raises
    ------
    InputError
        A cloud has no finite point.
    """
    what = QT_TRANSLATE_NOOP("progress", "voxel grid")
    sizes = yield from choosing_sizes(clouds, voxel, max_distance)
    scans, extents = [], []
    for number, cloud in enumerate(clouds):
        yield Progress(number, len(clouds), what, preparing=True)
        scans.append((yield from prepared(cloud, sizes)))
        extents.append(scans[-1].fine.extent)
    made = Map(scans, sizes, float(np.median(extents)))
    for cloud, scan in zip(clouds, scans, strict=True):
        if scan.left_out:
            made._note(
                QT_TRANSLATE_NOOP("errors", "{count} points of {cloud} are not finite numbers and were left out."),
                count=scan.left_out,
                cloud=cloud.name,
            )
    if voxel <= 0:
        made._note(
            QT_TRANSLATE_NOOP("errors", "Pairs are registered on voxel grids of {coarse:.3g} and {fine:.3g}, chosen."),
            coarse=sizes.coarse,
            fine=sizes.fine,
        )
    if max_distance <= 0:
        made._note(
            QT_TRANSLATE_NOOP("errors", "Correspondences are sought within {distance:.3g}, chosen."),
            distance=sizes.max_distance,
        )
    return made


def adjusting_map(
    made: Map, preference: float, threshold: float, iterations: int, tolerance: float = TOLERANCE
) -> Generator[Progress | Map, None, None]:
    """Adjust the map's poses, with and without line process; then again without the edges that died.

    The map itself is yielded after each step.
    """
    if not len(made.graph):
        return
    made.begin_adjusting()
    made.mu = pose_graph.line_process_scale(made.graph, made.sizes.max_distance, preference)
    robust = pose_graph.adjusting(made.graph, made.odometry, made.mu, iterations=iterations, tolerance=tolerance)
    plain = pose_graph.adjusting(made.graph, made.odometry, None, iterations=iterations, tolerance=tolerance)
    while True:
        one, other = next(robust, None), next(plain, None)
        if one is None and other is None:
            break
        made.robust, made.plain = _held(one) or made.robust, _held(other) or made.plain
        yield made
        made.iteration += 1
    assert made.robust is not None
    done = made.robust
    made.alive = done.weights >= threshold
    if made.alive.all():
        return
    made.stage = "pruned"
    kept, weights = made.graph.chosen(made.alive), done.weights[made.alive]
    made.mu = pose_graph.line_process_scale(kept, made.sizes.max_distance, preference)
    for one in pose_graph.adjusting(kept, done.poses, made.mu, iterations=iterations, tolerance=tolerance):
        made.robust, weights = _held(one), one.weights
        yield made
        made.iteration += 1
    # As in Open3D, what has died since is taken out as well.
    dead = np.flatnonzero(made.alive)[weights < threshold]
    if len(dead):
        made.alive[dead] = False
        yield made


def _held(now: Adjusted | None) -> Adjusted | None:
    """The moment with the first scan held where it is."""
    if now is None:
        return None
    return replace(now, poses=pose_graph.anchored(now.poses, np.eye(4)))
