"""Pose graphs against Open3D's optimisation, SciPy's least squares and finite differences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.geometry import pose_graph, rigid
from engine.geometry.multiway_edges import information_matrix
from engine.geometry.pose_graph import PoseGraph, adjoint, adjusting, anchored, line_process_scale, placed

Array = NDArray[np.float64]
NODES = 8
DISTANCE = 0.1


def ring(seed: int = 0, noise: float = 0.01, false: int = 1) -> tuple[PoseGraph, Array, Array]:
    """Eight scans on a ring, edges measured with ``noise``, the last ``false`` wrong; start poses; the truth."""
    rng = np.random.default_rng(seed)
    truth = [np.eye(4)]
    for _ in range(NODES - 1):
        truth.append(truth[-1] @ rigid.exp(np.r_[0, 0, 2 * np.pi / NODES, 1, 0, 0] + rng.normal(0, 0.05, 6)))
    loops = [(7, 0), (6, 1), (2, 0), (5, 3), (4, 1), (6, 2)]
    edges = [(i + 1, i) for i in range(NODES - 1)] + loops
    transforms, information = [], []
    for number, (source, target) in enumerate(edges):
        measured = rigid.inverse(truth[target]) @ truth[source] @ rigid.exp(rng.normal(0, noise, 6))
        if number >= len(edges) - false:
            measured = rigid.exp(rng.normal(0, 0.5, 6)) @ measured
        transforms.append(measured)
        information.append(information_matrix(rng.normal(0, 1, (200, 3)) + np.array([2.0, 0, 0])))
    graph = PoseGraph(np.array(edges), np.stack(transforms), np.stack(information), np.arange(len(edges)) >= NODES - 1)
    start, reached = placed(NODES, graph, np.eye(4), np.arange(NODES - 1))
    assert reached.all()
    return graph, start, np.stack(truth)


def ended(graph: PoseGraph, start: Array, mu: float | None, tolerance: float = 1e-14) -> pose_graph.Adjusted:
    """The last moment of an optimisation."""
    return list(adjusting(graph, start, mu, iterations=300, tolerance=tolerance))[-1]


@pytest.fixture(scope="module")
def open3d() -> Any:
    pytest.importorskip("torch")  # before Open3D

    from engine.runtime.open3d_loading import load_open3d

    return load_open3d()


def their_graph(open3d: Any, graph: PoseGraph, start: Array, uncertain: NDArray[np.bool_]) -> Any:
    """The graph as Open3D has it, optimised to the end."""
    r = open3d.pipelines.registration
    theirs = r.PoseGraph()
    for pose in start:
        theirs.nodes.append(r.PoseGraphNode(pose))
    for (source, target), motion, information, loose in zip(
        graph.edges, graph.transforms, graph.information, uncertain, strict=True
    ):
        theirs.edges.append(r.PoseGraphEdge(int(source), int(target), motion, information, bool(loose)))
    criteria = r.GlobalOptimizationConvergenceCriteria()
    criteria.max_iteration, criteria.min_right_term = 1000, 1e-12
    criteria.min_relative_increment = criteria.min_relative_residual_increment = criteria.min_residual = 1e-14
    wanted = r.GlobalOptimizationOption(DISTANCE, 0.25, 1.0, 0)
    r.global_optimization(theirs, r.GlobalOptimizationLevenbergMarquardt(), criteria, wanted)
    return theirs


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_line_process_ends_where_open3d_ends(open3d: Any, seed: int) -> None:
    graph, start, _ = ring(seed)
    first = ended(graph, start, line_process_scale(graph, DISTANCE))
    alive = first.weights >= 0.25
    kept = graph.chosen(alive)
    second = ended(kept, first.poses, line_process_scale(kept, DISTANCE))
    theirs = their_graph(open3d, graph, start, graph.uncertain)
    survivors = [(e.source_node_id, e.target_node_id) for e in theirs.edges]
    assert survivors == [tuple(edge) for edge in kept.edges]
    assert (6, 2) not in survivors and len(survivors) < len(graph)
    poses = np.stack([node.pose for node in theirs.nodes])
    np.testing.assert_allclose(anchored(second.poses, poses[0]), poses, atol=1e-6)
    np.testing.assert_allclose(
        [e.confidence for e in theirs.edges if e.uncertain], second.weights[kept.uncertain], atol=1e-6
    )


def test_without_line_process_ends_where_open3d_ends(open3d: Any) -> None:
    graph, start, truth = ring(3)
    theirs = their_graph(open3d, graph, start, np.zeros(len(graph), bool))
    poses = np.stack([node.pose for node in theirs.nodes])
    ours = ended(graph, start, None)
    np.testing.assert_allclose(anchored(ours.poses, poses[0]), poses, atol=1e-6)
    broken = [rigid.error(a, b)[1] for a, b in zip(anchored(ours.poses, truth[0]), truth, strict=True)]
    mended = ended(graph, start, line_process_scale(graph, DISTANCE)).poses
    whole = [rigid.error(a, b)[1] for a, b in zip(anchored(mended, truth[0]), truth, strict=True)]
    assert np.mean(broken) > 5 * np.mean(whole)


def test_scipy_finds_the_same_poses() -> None:
    from scipy.optimize import least_squares

    graph, start, _ = ring(4, false=0)
    roots = np.linalg.cholesky(graph.information)

    def residuals(twists: Array) -> Array:
        poses = pose_graph.stepped(start, np.concatenate([np.zeros(6), twists]))
        off: Array = np.einsum("eji,ej->ei", roots, pose_graph.misalignments(graph, poses)).ravel()
        return off

    found = least_squares(residuals, np.zeros(6 * (NODES - 1)), method="lm", xtol=1e-14, ftol=1e-14)
    poses = pose_graph.stepped(start, np.concatenate([np.zeros(6), found.x]))
    ours = ended(graph, start, None)
    np.testing.assert_allclose(anchored(ours.poses, poses[0]), poses, atol=1e-6)
    assert ours.objective == pytest.approx(2 * found.cost, rel=1e-9)


@given(st.integers(0, 10**6))
@settings(max_examples=10, deadline=None)
def test_jacobians_are_the_finite_differences(seed: int) -> None:
    graph, start, _ = ring(seed % 7, noise=0.2)
    rng = np.random.default_rng(seed)
    poses = pose_graph.stepped(start, rng.normal(0, 0.3, 6 * NODES))
    j = pose_graph.jacobians(graph, poses)
    edge = int(rng.integers(len(graph)))
    step = 1e-6
    for node, sign in zip(graph.edges[edge], (1.0, -1.0), strict=True):
        for axis in range(6):
            twist = np.zeros((NODES, 6))
            twist[node, axis] = step
            there = pose_graph.misalignments(graph, pose_graph.stepped(poses, twist.ravel()))[edge]
            back = pose_graph.misalignments(graph, pose_graph.stepped(poses, -twist.ravel()))[edge]
            np.testing.assert_allclose((there - back) / (2 * step), sign * j[edge][:, axis], atol=1e-7)


def test_the_gradient_is_that_of_the_objective() -> None:
    graph, start, _ = ring(5)
    mu = line_process_scale(graph, DISTANCE)
    weights = pose_graph.line_process(graph, pose_graph.squared_residuals(graph, start), mu)
    hessian, gradient = pose_graph.normal_equations(graph, start, weights)
    np.testing.assert_allclose(hessian, hessian.T, atol=1e-9)
    assert np.linalg.eigvalsh(hessian)[0] > -1e-8  # the whole map may move together
    step = 1e-6
    for axis in (0, 5, 13, 29, 47):
        twist = np.zeros(6 * NODES)
        twist[axis] = step
        there, back = (
            pose_graph.objective(
                graph, pose_graph.squared_residuals(graph, pose_graph.stepped(start, s * twist)), weights, mu
            )
            for s in (1, -1)
        )
        assert (there - back) / (2 * step) == pytest.approx(2 * gradient[axis], rel=1e-5, abs=1e-5)


@given(st.floats(0, 1e4), st.floats(1e-3, 1e3))
@settings(max_examples=30, deadline=None)
def test_the_line_process_minimises_the_objective(squared: float, mu: float) -> None:
    graph = ring(0)[0]
    one = graph.chosen(np.arange(len(graph)) == len(graph) - 1)
    best = pose_graph.line_process(one, np.array([squared]), mu)
    least = pose_graph.objective(one, np.array([squared]), best, mu)
    others = [pose_graph.objective(one, np.array([squared]), np.array([w]), mu) for w in np.linspace(0, 1, 101)]
    assert least <= min(others) * (1 + 1e-9) + 1e-9
    assert least == pytest.approx(mu * squared / (mu + squared), rel=1e-9, abs=1e-9)  # Geman-McClure


def test_the_objective_never_rises() -> None:
    for seed in range(3):
        graph, start, _ = ring(seed, noise=0.05, false=3)
        for mu in (None, line_process_scale(graph, DISTANCE)):
            moments = list(adjusting(graph, start, mu, iterations=500, tolerance=1e-6))
            assert (np.diff([m.objective for m in moments]) <= 0).all()
            assert moments[-1].converged and moments[0].iteration == 0
            np.testing.assert_array_equal(moments[0].poses, start)


def test_information_is_open3ds(open3d: Any) -> None:
    rng = np.random.default_rng(0)
    target = rng.normal(0, 1, (300, 3))
    motion = rigid.exp(rng.normal(0, 0.2, 6))
    source = rigid.moved(rigid.inverse(motion), target[:200] + rng.normal(0, 0.01, (200, 3)))
    clouds = [open3d.geometry.PointCloud(open3d.utility.Vector3dVector(p)) for p in (source, target)]
    theirs = open3d.pipelines.registration.get_information_matrix_from_point_clouds(*clouds, 0.05, motion)
    squared = ((rigid.moved(motion, source)[:, None] - target[None]) ** 2).sum(axis=2)
    nearest = squared.argmin(axis=1)[squared.min(axis=1) < 0.05**2]
    np.testing.assert_allclose(information_matrix(target[nearest]), theirs, atol=1e-8)


def test_information_is_what_a_small_motion_costs() -> None:
    rng = np.random.default_rng(1)
    points, motion, twist = rng.normal(0, 1, (50, 3)) + 3, rigid.exp(rng.normal(0, 0.7, 6)), rng.normal(0, 1e-6, 6)
    moved = rigid.moved(rigid.exp(twist), points) - points
    assert twist @ information_matrix(points) @ twist == pytest.approx((moved**2).sum(), rel=1e-4)
    # A twist of the source's coordinates, in the target's: the same displacements, turned.
    there = rigid.moved(motion, points)
    turned = rigid.moved(motion @ rigid.exp(twist), points) - there
    in_target = adjoint(motion) @ twist
    np.testing.assert_allclose(rigid.moved(rigid.exp(in_target), there) - there, turned, atol=1e-10)
    assert in_target @ information_matrix(there) @ in_target == pytest.approx((turned**2).sum(), rel=1e-4)


def test_graphs_that_do_not_hang_together_stay_finite() -> None:
    graph, start, _ = ring(6, false=0)
    cut = graph.chosen((graph.edges.max(axis=1) < 4) | (graph.edges.min(axis=1) >= 4))
    np.testing.assert_array_equal(pose_graph.components(NODES, cut.edges), [0, 0, 0, 0, 4, 4, 4, 4])
    poses, reached = placed(NODES, cut, np.eye(4), np.arange(len(cut)))
    np.testing.assert_array_equal(reached, [True] * 4 + [False] * 4)
    assert np.isfinite(ended(cut, poses, line_process_scale(cut, DISTANCE)).poses).all()
    empty = graph.chosen(np.zeros(len(graph), bool))
    only = list(adjusting(empty, start, line_process_scale(empty, DISTANCE)))
    assert len(only) == 1 and only[0].converged and only[0].objective == 0


def test_nodes_are_placed_along_the_edges_in_either_direction() -> None:
    graph, _, truth = ring(7, noise=0.0, false=0)
    turned = replace(graph, edges=graph.edges[:, ::-1].copy(), transforms=pose_graph.inverses(graph.transforms))
    for g in (graph, turned):
        poses, _ = placed(NODES, g, truth[0], np.arange(len(g)))
        np.testing.assert_allclose(poses, truth, atol=1e-12)
