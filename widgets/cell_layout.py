"""How equal cells are laid out so that they are as large as the space allows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class CellLayout:
    """Where the cells of a grid lie, in device pixels; a gap runs round each."""

    columns: int
    rows: int
    width: int
    height: int
    gap: int
    label: int

    @property
    def pitch(self) -> tuple[int, int]:
        """Distance from one cell to the next: across, down."""
        return self.width + self.gap, self.height + self.label + self.gap

    @property
    def total_height(self) -> int:
        """Height of all rows."""
        return self.rows * self.pitch[1] + self.gap

    def origin(self, place: int) -> tuple[int, int]:
        """Left and top of the cell at ``place``."""
        row, column = divmod(place, self.columns)
        return column * self.pitch[0] + self.gap, row * self.pitch[1] + self.gap


def cell_layout(
    count: int, aspect: float, size: tuple[int, int], gap: int, label: int, smallest: int, labelled: int
) -> CellLayout:
    """The layout of ``count`` cells of width / height ``aspect`` in ``size`` with the largest cells.

    Cells never get narrower than ``smallest``: then there are more rows than fit, to be scrolled. Labels take ``label``
    pixels below each cell where cells are at least ``labelled`` wide.
    """
    width, height = max(size[0], smallest), max(size[1], smallest)
    columns = np.arange(1, count + 1)
    rows = -(-count // columns)
    for strip in (label, 0):
        across = (width - gap * (columns + 1)) / columns
        down = ((height - gap * (rows + 1)) / rows - strip) * aspect
        wide = np.minimum(across, down)
        best = int(np.argmax(wide))
        if wide[best] >= (labelled if strip else smallest):
            cell = int(wide[best])
            return CellLayout(best + 1, int(rows[best]), cell, max(1, int(cell / aspect)), gap, strip)
    fitting = max(1, min(count, (width - gap) // (smallest + gap)))
    cell = max(1, (width - gap * (fitting + 1)) // fitting)
    return CellLayout(fitting, -(-count // fitting), cell, max(1, int(cell / aspect)), gap, 0)
