"""Normals turned to one side of a surface: what features that depend on the sign need.

Hoppe, DeRose, Duchamp, McDonald, Stuetzle, *Surface Reconstruction from Unorganized Points*, SIGGRAPH 1992, section
3.3: the sign travels along the minimum spanning tree of the neighbour graph, whose edges cost 1 - |n_i . n_j|.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.geometry.neighbours import NeighbourTree

NEIGHBOURS = 10
"""Neighbours of a point in the graph."""
LEAST_COST = 1e-6
"""An edge of cost 0 would be no edge of a sparse matrix."""


def turned_alike(
    points: NDArray[np.float64], normals: NDArray[np.float64], neighbours: int = NEIGHBOURS
) -> NDArray[np.float64]:
    """The normals (N, 3) of points (N, 3), neighbours turned to the same side.

    Each connected part as a whole is turned towards the centre of all points. Which side that is can differ between two
    scans of one surface: whoever compares them must try both.
    """
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import breadth_first_order, connected_components, minimum_spanning_tree

    count = len(points)
    k = min(neighbours + 1, count)
    if k < 2:
        return normals.copy()
    near, _ = NeighbourTree(points).nearest(points, k)
    start = np.repeat(np.arange(count), k - 1)
    end = near[:, 1:].ravel()
    cost = LEAST_COST + 1.0 - np.abs((normals[start] * normals[end]).sum(axis=1))
    # Both directions of an edge at one cost, so that the tree does not depend on which point was asked.
    low, high = np.minimum(start, end), np.maximum(start, end)
    _, first = np.unique(low * np.int64(count) + high, return_index=True)
    first = first[low[first] != high[first]]
    graph = coo_matrix((cost[first], (low[first], high[first])), shape=(count, count)).tocsr()
    tree = minimum_spanning_tree(graph)
    tree = tree + tree.T
    parts, part_of = connected_components(tree, directed=False)
    signs = np.zeros(count)
    inwards = (normals * (points.mean(axis=0) - points)).sum(axis=1)
    heads = np.unique(part_of, return_index=True)[1]
    for head in heads[:parts]:
        order, parent = breadth_first_order(tree, int(head), directed=False)
        signs[head] = 1.0
        agreement = np.where((normals[order[1:]] * normals[parent[order[1:]]]).sum(axis=1) < 0, -1.0, 1.0)
        for child, sign in zip(order[1:].tolist(), agreement.tolist(), strict=True):
            signs[child] = signs[parent[child]] * sign
        if float((signs[order] * inwards[order]).sum()) < 0:
            signs[order] *= -1
    turned: NDArray[np.float64] = normals * signs[:, None]
    return turned
