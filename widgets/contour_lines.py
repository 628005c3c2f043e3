"""Lines of equal height through a grid: marching squares, all levels at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Doubles = NDArray[np.float64]

# Corners of a cell in turn: 0 left below, 1 right below, 2 right above, 3 left above; edge e is from corner e to e + 1.
# For each of the 16 cases the pairs of edges that a line joins; the two saddles are settled by the mean of the corners.
_PAIRS: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((3, 0),), 2: ((0, 1),), 3: ((3, 1),), 4: ((1, 2),), 6: ((0, 2),), 7: ((3, 2),),
    8: ((2, 3),), 9: ((2, 0),), 11: ((2, 1),), 12: ((1, 3),), 13: ((1, 0),), 14: ((0, 3),),
}  # fmt: skip
_SADDLES = {
    5: (((3, 0), (1, 2)), ((3, 2), (1, 0))),  # corners 0 and 2 are above: apart, or joined through a high middle
    10: (((0, 1), (2, 3)), ((0, 3), (2, 1))),
}


def contour_segments(values: ArrayLike, levels: ArrayLike) -> list[Doubles]:
    """For each level the pieces of its lines, (n, 4): x0, y0, x1, y1 in cells, the first sample at (0, 0).

    ``values`` (H, W); a cell with a corner that is not finite has no line.
    """
    v = np.asarray(values, dtype=np.float64)
    corners = np.stack([v[:-1, :-1], v[:-1, 1:], v[1:, 1:], v[1:, :-1]])
    whole = np.asarray(np.isfinite(corners).all(axis=0))
    return [_level(corners, whole, float(level)) for level in np.atleast_1d(levels)]


def _level(corners: Doubles, whole: NDArray[np.bool_], level: float) -> Doubles:
    above = corners > level
    case = np.where(whole, above[0] + 2 * above[1] + 4 * above[2] + 8 * above[3], 0)
    pieces = []
    for number, pairs in _PAIRS.items():
        cells = np.nonzero(case == number)
        pieces += [_pieces(corners, cells, level, pair) for pair in pairs if len(cells[0])]
    for number, (apart, joined) in _SADDLES.items():
        saddle = case == number
        if not saddle.any():
            continue
        high = corners.mean(axis=0) > level
        for chosen, pairs in ((saddle & ~high, apart), (saddle & high, joined)):
            cells = np.nonzero(chosen)
            pieces += [_pieces(corners, cells, level, pair) for pair in pairs if len(cells[0])]
    return np.concatenate(pieces) if pieces else np.empty((0, 4))


def _pieces(corners: Doubles, cells: tuple[NDArray[np.intp], ...], level: float, pair: tuple[int, int]) -> Doubles:
    return np.concatenate([_crossing(corners, cells, level, edge) for edge in pair], axis=1)


_OFFSETS = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


def _crossing(corners: Doubles, cells: tuple[NDArray[np.intp], ...], level: float, edge: int) -> Doubles:
    """Where the level crosses an edge of the cells, (n, 2)."""
    rows, columns = cells
    start, end = corners[edge][rows, columns], corners[(edge + 1) % 4][rows, columns]
    share = ((level - start) / (end - start))[:, None]
    place = _OFFSETS[edge] + share * (_OFFSETS[(edge + 1) % 4] - _OFFSETS[edge])
    return np.asarray(place + np.stack([columns, rows], axis=1))
