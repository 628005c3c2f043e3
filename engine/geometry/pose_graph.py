"""Pose graphs: scans as nodes, measured motions as edges, and the poses that agree with all edges best.

An edge (s, t) says that its transform X moves scan s into the coordinates of scan t. Under poses T (scan to world) it
is off by the motion inv(X) inv(T_t) T_s, whose linearisation is the misalignment e (6,), rotation first. With the
edge's information matrix Lambda its squared residual is e^T Lambda e: about the sum of the squared distances between
the scans' correspondences (Choi, Zhou, Koltun, *Robust reconstruction of indoor scenes*, CVPR 2015).

A loop closure may be wrong, and has a line process l in 0..1 that can switch it off. The objective

    sum over certain edges of e^T Lambda e
    + sum over loop closures of l e^T Lambda e + mu (sqrt(l) - 1)^2

is minimised over l in closed form, l = (mu / (mu + e^T Lambda e))^2, and over the poses by Levenberg-Marquardt steps on
their twists (Kuemmerle, Grisetti, Strasdat, Konolige, Burgard, *g2o*, ICRA 2011), in turn. Residuals, weights and mu
are those of Open3D's ``global_optimization``, so that results can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.geometry import rigid

Array = NDArray[np.float64]

START_DAMPING = 1e-5
"""The first damping, over the largest diagonal entry of the Hessian (Open3D's tau)."""
LEAST_DAMPING = 1e-10
"""The damping never falls below this part: all poses may move together, which the edges say nothing of."""
LEAST_SHRINKING, MOST_SHRINKING = 1 / 3, 2 / 3
"""A step that does as well as foreseen divides the damping by 3 (Nielsen 1999)."""
TRIES = 20
"""Dampings tried for one step before it counts as converged."""


def _generators() -> Array:
    """The six generators (6, 4, 4) of rigid motions: rotations about x, y, z, then shifts."""
    made = np.zeros((6, 4, 4))
    for axis in range(3):
        made[axis, :3, :3] = rigid.skew(np.eye(3)[axis])
        made[3 + axis, axis, 3] = 1.0
    return made


GENERATORS = _generators()


@dataclass(frozen=True, eq=False)
class PoseGraph:
    """Measured motions between N scans.

    ``edges`` (E, 2) int64, source and target; ``transforms`` (E, 4, 4) source to target; ``information`` (E, 6, 6), the
    weight of a misalignment; ``uncertain`` (E,) bool, the edges that have a line process.
    """

    edges: NDArray[np.int64]
    transforms: Array
    information: Array
    uncertain: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.edges)

    def chosen(self, mask: NDArray[np.bool_]) -> PoseGraph:
        """The edges of a mask."""
        return PoseGraph(self.edges[mask], self.transforms[mask], self.information[mask], self.uncertain[mask])


@dataclass(frozen=True, eq=False)
class Adjusted:
    """The poses (N, 4, 4) after ``iteration`` steps, and what is measured there.

    ``weights`` (E,) the line processes (1 for certain edges); ``squared`` (E,) the squared residuals; ``objective``
    with both; ``damping`` of the step taken, None before the first; ``converged``: no step lowers the objective.
    """

    poses: Array
    weights: Array
    squared: Array
    objective: float
    iteration: int = 0
    damping: float | None = None
    converged: bool = False


# -- one evaluation -------------------------------------------------------------------------------------


def inverses(motions: Array) -> Array:
    """The inverses of motions (..., 4, 4)."""
    made = np.zeros_like(motions)
    turned = np.swapaxes(motions[..., :3, :3], -1, -2)
    made[..., :3, :3] = turned
    made[..., :3, 3] = -(turned @ motions[..., :3, 3, None])[..., 0]
    made[..., 3, 3] = 1.0
    return made


def linearised(motions: Array) -> Array:
    """The vector (..., 6) of matrices (..., 4, 4) near the identity: rotation, then shift."""
    m = motions
    turn = [m[..., 2, 1] - m[..., 1, 2], m[..., 0, 2] - m[..., 2, 0], m[..., 1, 0] - m[..., 0, 1]]
    return np.stack([part / 2 for part in turn] + [m[..., 0, 3], m[..., 1, 3], m[..., 2, 3]], axis=-1)


def misalignments(graph: PoseGraph, poses: Array) -> Array:
    """How far each edge is off under poses (N, 4, 4): (E, 6)."""
    source, target = graph.edges.T
    return linearised(inverses(graph.transforms) @ inverses(poses)[target] @ poses[source])


def jacobians(graph: PoseGraph, poses: Array) -> Array:
    """The derivative (E, 6, 6) of each misalignment by a twist of its source's pose, ``exp(twist) T``, at 0.

    By a twist of its target's pose it is the same with the other sign.
    """
    source, target = graph.edges.T
    left = inverses(graph.transforms) @ inverses(poses)[target]
    moved = left[:, None] @ GENERATORS[None] @ poses[source][:, None]
    return np.swapaxes(linearised(moved), 1, 2)


def squared_residuals(graph: PoseGraph, poses: Array) -> Array:
    """``e^T Lambda e`` of each edge, (E,)."""
    e = misalignments(graph, poses)
    return np.asarray(np.einsum("ei,eij,ej->e", e, graph.information, e))


def line_process(graph: PoseGraph, squared: Array, mu: float) -> Array:
    """The weights (E,) that minimise the objective for given squared residuals; 1 for certain edges."""
    return np.where(graph.uncertain, (mu / (mu + squared)) ** 2 if mu > 0 else 0.0, 1.0)


def objective(graph: PoseGraph, squared: Array, weights: Array, mu: float) -> float:
    """The energy of poses (through their squared residuals) and weights."""
    return float((weights * squared).sum() + mu * ((np.sqrt(weights) - 1) ** 2)[graph.uncertain].sum())


def line_process_scale(graph: PoseGraph, max_distance: float, preference: float = 1.0) -> float:
    """mu: ``preference`` times the squared largest distance times the mean number of correspondences.

    An edge's number of correspondences stands in the last entry of its information matrix.
    """
    if not len(graph):
        return 0.0
    return preference * max_distance**2 * float(graph.information[:, 5, 5].mean())


def adjoint(motion: Array) -> Array:
    """The matrix (6, 6) that turns a twist in the coordinates a motion (4, 4) starts from into the one it ends in."""
    made = np.zeros((6, 6))
    made[:3, :3] = made[3:, 3:] = motion[:3, :3]
    made[3:, :3] = rigid.skew(motion[:3, 3]) @ motion[:3, :3]
    return made


def normal_equations(graph: PoseGraph, poses: Array, weights: Array) -> tuple[Array, Array]:
    """Hessian (6N, 6N) and gradient (6N,) of half the weighted squared residuals by the twists of all poses."""
    count = len(poses)
    j = jacobians(graph, poses)
    weighted = weights[:, None, None] * np.swapaxes(j, 1, 2) @ graph.information
    block, pull = weighted @ j, (weighted @ misalignments(graph, poses)[:, :, None])[:, :, 0]
    source, target = graph.edges.T
    hessian, gradient = np.zeros((count, count, 6, 6)), np.zeros((count, 6))
    np.add.at(hessian, (source, source), block)
    np.add.at(hessian, (target, target), block)
    np.add.at(hessian, (source, target), -block)
    np.add.at(hessian, (target, source), -block)
    np.add.at(gradient, source, pull)
    np.add.at(gradient, target, -pull)
    return hessian.transpose(0, 2, 1, 3).reshape(6 * count, 6 * count), gradient.ravel()


# -- the optimisation -----------------------------------------------------------------------------------


def adjusting(
    graph: PoseGraph, poses: Array, mu: float | None, *, iterations: int = 100, tolerance: float = 1e-9
) -> Iterator[Adjusted]:
    """Levenberg-Marquardt steps from poses (N, 4, 4); the first moment is the start.

    ``mu`` None: no line process, every edge counts fully. Each step is followed by new line processes; the objective
    never rises. Ends where a step lowers it by less than ``tolerance`` of itself, or moves less than ``tolerance``.
    """
    poses = np.array(poses, dtype=np.float64)
    if mu is None:
        graph, mu = replace(graph, uncertain=np.zeros(len(graph), bool)), 0.0
    squared = squared_residuals(graph, poses)
    weights = line_process(graph, squared, mu)
    now = Adjusted(poses, weights, squared, objective(graph, squared, weights, mu), converged=not len(graph))
    yield now
    if not len(graph):
        return
    scale = max(float(np.ptp(poses[:, :3, 3], axis=0).max()), 1e-9)
    hessian, gradient = normal_equations(graph, poses, weights)
    largest = max(float(hessian.diagonal().max()), 1e-300)
    damping = START_DAMPING * largest
    growth = 2.0
    while now.iteration < iterations:
        for _ in range(TRIES):
            step = np.asarray(np.linalg.solve(hessian + damping * np.eye(len(hessian)), -gradient), dtype=np.float64)
            small = float(np.abs(step.reshape(-1, 6) / ([1, 1, 1] + [scale] * 3)).max()) < tolerance
            moved = stepped(now.poses, step)
            squared = squared_residuals(graph, moved)
            lowered = objective(graph, now.squared, now.weights, mu) - objective(graph, squared, now.weights, mu)
            gain = lowered / max(float(step @ (damping * step - gradient)), 1e-300)
            if lowered > 0 or small:
                break
            damping, growth = damping * growth, growth * 2
        if lowered <= 0:  # rounding errors are all that is left
            yield replace(now, converged=True)
            return
        used, growth = damping, 2.0
        damping *= max(LEAST_SHRINKING, min(MOST_SHRINKING, 1 - (2 * gain - 1) ** 3))
        damping = max(damping, LEAST_DAMPING * largest)
        weights = line_process(graph, squared, mu)
        energy = objective(graph, squared, weights, mu)
        settled = small or now.objective - energy <= tolerance * now.objective
        now = Adjusted(moved, weights, squared, energy, now.iteration + 1, used, settled)
        yield now
        if settled:
            return
        hessian, gradient = normal_equations(graph, moved, weights)


def stepped(poses: Array, step: Array) -> Array:
    """The poses (N, 4, 4) after the twists (6N,)."""
    return np.stack([rigid.exp(twist) @ pose for twist, pose in zip(step.reshape(-1, 6), poses, strict=True)])


def anchored(poses: Array, pose: Array, node: int = 0) -> Array:
    """The poses (N, 4, 4) moved together so that ``node`` has the pose (4, 4)."""
    return np.asarray(pose @ rigid.inverse(poses[node]) @ poses)


# -- what hangs together --------------------------------------------------------------------------------


def components(count: int, edges: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each of ``count`` nodes the smallest node that edges (E, 2) connect it with: (count,)."""
    head = np.arange(count)
    changed = True
    while changed:
        lowest = head.copy()
        np.minimum.at(lowest, edges[:, 0], head[edges[:, 1]])
        np.minimum.at(lowest, edges[:, 1], head[edges[:, 0]])
        changed = bool((lowest != head).any())
        head = lowest
    return head


def placed(count: int, graph: PoseGraph, first: Array, order: NDArray[np.intp]) -> tuple[Array, NDArray[np.bool_]]:
    """Poses (count, 4, 4) along edges taken in ``order``, from node 0 at ``first``; and which nodes were reached.

    Uncertain edges are followed only where no certain one leads any further. A node that is never reached has the pose
    of the node before it.
    """
    poses, known = np.repeat(first[None], count, axis=0), np.zeros(count, bool)
    known[0] = True

    def follow(edge: int) -> bool:
        source, target = graph.edges[edge]
        if known[source] == known[target]:
            return False
        if known[target]:
            poses[source] = poses[target] @ graph.transforms[edge]
        else:
            poses[target] = poses[source] @ rigid.inverse(graph.transforms[edge])
        known[source] = known[target] = True
        return True

    certain = [int(edge) for edge in order if not graph.uncertain[edge]]
    others = [int(edge) for edge in order if graph.uncertain[edge]]
    grown = True
    while grown:
        while sum(follow(edge) for edge in certain):
            pass
        grown = any(follow(edge) for edge in others)  # one alone
    for node in range(1, count):
        if not known[node]:
            poses[node] = poses[node - 1]
    return poses, known
