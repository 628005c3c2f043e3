"""One pixel of an RGB-D alignment: back-projected, moved, projected, and the chain of derivatives of its residual.

dI/dxi = dI/du (1 x 2) times du/dX (2 x 3) times dX/dxi (3 x 6), at one motion and one level of the pyramid
(Steinbruecker, Sturm, Cremers 2011, section 2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.data.notes import Note
from engine.data.rgbd import RgbdSequence
from engine.geometry import rigid
from engine.geometry.rgbd_energy import NEAREST
from engine.geometry.rgbd_options import RgbdOptions
from engine.geometry.rgbd_pyramid import PictureLevel, picture_levels
from engine.geometry.rgbd_warp import Sampler, back_projected, motion_jacobian, projected, projection_jacobian
from engine.options import option
from engine.study import StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Registration")
TITLE = QT_TRANSLATE_NOOP("labs", "A pixel of an RGB-D alignment")
PAPER = "Steinbrücker, Sturm, Cremers 2011"

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Options(RgbdOptions):
    """Which pixel, under which motion."""

    column: float = option(
        -1.0,
        QT_TRANSLATE_NOOP("options", "The pixel's column in the first picture, full size; -1: a pixel on an edge."),
        label=QT_TRANSLATE_NOOP("options", "Column"),
        minimum=-1,
        maximum=1e6,
        step=1,
    )
    row: float = option(
        -1.0,
        QT_TRANSLATE_NOOP("options", "The pixel's row in the first picture, full size; -1: a pixel on an edge."),
        label=QT_TRANSLATE_NOOP("options", "Row"),
        minimum=-1,
        maximum=1e6,
        step=1,
    )
    level: int = option(
        0,
        QT_TRANSLATE_NOOP("options", "Level of the pyramid on which it is looked at; 0: full size."),
        label=QT_TRANSLATE_NOOP("options", "Level"),
        minimum=0,
        maximum=7,
        step=1,
    )
    transform: tuple[float, ...] = option(
        (),
        QT_TRANSLATE_NOOP("options", "The motion's upper three rows, twelve numbers, row by row. Empty: none."),
        label=QT_TRANSLATE_NOOP("options", "Motion"),
        minimum=-1e9,
        maximum=1e9,
        empty=QT_TRANSLATE_NOOP("options", "none"),
    )
    gain: float = option(
        1.0,
        QT_TRANSLATE_NOOP("options", "What the first picture's grey is multiplied with before it is compared."),
        label=QT_TRANSLATE_NOOP("options", "Gain"),
        minimum=0.0,
        maximum=100.0,
        step=0.01,
    )
    offset: float = option(
        0.0,
        QT_TRANSLATE_NOOP("options", "What is then added to it."),
        label=QT_TRANSLATE_NOOP("options", "Offset"),
        minimum=-10.0,
        maximum=10.0,
        step=0.01,
    )


@dataclass(frozen=True, eq=False)
class Frame:
    """The pixel's way. Pixels are those of the level; what cannot be followed further is None."""

    level: int = value("level of the pyramid")
    pixel: Array = value("column and row in the first picture", shape="(2,)", dtype="float64", unit="pixels")
    depth: float | None = value("its depth; None where it has none", unit="m")
    ray: Array = value("its viewing ray, K inverse (u, v, 1)", shape="(3,)", dtype="float64")
    point: Array | None = value("back-projected: depth times ray", shape="(3,)", dtype="float64", unit="m")
    moved: Array | None = value("transformed into the second camera", shape="(3,)", dtype="float64", unit="m")
    projection: Array | None = value(
        "projected: column and row in the second picture, inside of it or not",
        shape="(2,)",
        dtype="float64",
        unit="pixels",
    )
    grey_first: float = value("grey of the pixel, 0 to 1")
    grey_second: float | None = value("grey where it lands, bilinear; None outside")
    residual: float | None = value("grey_second minus gain times grey_first plus offset")
    depth_second: float | None = value("depth of the second picture there; None where unknown", unit="m")
    depth_residual: float | None = value("depth_second minus the moved point's z", unit="m")
    image_slope: Array | None = value(
        "dI/du, the second picture's slope there", shape="(1, 2)", dtype="float64", unit="per pixel"
    )
    depth_slope: Array | None = value(
        "dD/du, the second depth's slope there", shape="(1, 2)", dtype="float64", unit="m per pixel"
    )
    projection_jacobian: Array | None = value("du/dX", shape="(2, 3)", dtype="float64", unit="pixels per m")
    motion_jacobian: Array | None = value(
        "dX/dxi: minus the moved point's cross product matrix, and the identity", shape="(3, 6)", dtype="float64"
    )
    row: Array | None = value(
        "the product of the three: the pixel's row of the photometric Jacobian", shape="(1, 6)", dtype="float64"
    )
    depth_row: Array | None = value("its row of the depth Jacobian", shape="(1, 6)", dtype="float64")
    transform: Array = value("the motion it was moved by", shape="(4, 4)", dtype="float64")
    intrinsics_first: Array = value("K of the first picture at this level", shape="(3, 3)", dtype="float64")
    intrinsics_second: Array = value("K of the second", shape="(3, 3)", dtype="float64")
    size_first: NDArray[np.int64] = value("width and height of the first picture here", shape="(2,)", dtype="int64")
    size_second: NDArray[np.int64] = value("width and height of the second", shape="(2,)", dtype="int64")
    first_colour: NDArray[np.uint8] = value("the first picture, full size", shape="(H, W, 3)", dtype="uint8")
    second_colour: NDArray[np.uint8] = value("the second picture", shape="(H2, W2, 3)", dtype="uint8")
    notes: tuple[str, ...] = value("where its way ends, in a sentence", shape="(n,)", dtype="str")


def run(sequence: RgbdSequence, *, options: Options) -> StudyRun:
    """One frame.

    Raises
    ------
    InputError
        There is no such picture, or its files cannot be read.
    """
    first, own = yield from picture_levels(sequence, options.first, max(options.levels, options.level + 1))
    second, other = yield from picture_levels(sequence, options.second, max(options.levels, options.level + 1))
    level = min(options.level, len(own) - 1, len(other) - 1)
    motion = np.eye(4)
    if len(options.transform) == 12:
        motion[:3] = np.reshape(options.transform, (3, 4))
    column, row = _chosen(own, options, level)
    yield _followed(own[level], other[level], motion, column, row, options, level, first.colour, second.colour)


def _chosen(levels: list[PictureLevel], options: Options, index: int) -> tuple[int, int]:
    """The asked pixel on level ``index``, or the steepest with a depth in the middle of the full picture."""
    column, row = options.column, options.row
    full = levels[0]
    if column < 0 or row < 0:
        height, width = full.grey.shape
        steep = full.grey_x**2 + full.grey_y**2
        if full.depth is not None and full.depth_x is not None and full.depth_y is not None:
            inside = (full.depth > 0) & np.isfinite(full.depth_x + full.depth_y)  # not on the rim of a surface
            steep = np.where(inside, steep, -1)
        middle = steep[height // 4 : -(height // 4) or None, width // 4 : -(width // 4) or None]
        at = np.unravel_index(int(middle.argmax()), middle.shape)
        row, column = float(at[0] + height // 4), float(at[1] + width // 4)
    height, width = levels[index].grey.shape
    return min(round(column / 2**index), width - 1), min(round(row / 2**index), height - 1)


def _followed(
    first: PictureLevel,
    second: PictureLevel,
    motion: Array,
    column: int,
    row: int,
    options: Options,
    level: int,
    first_colour: NDArray[np.uint8],
    second_colour: NDArray[np.uint8],
) -> Frame:
    pixel = np.array([column, row], dtype=np.float64)
    grey = float(first.grey[row, column])
    depth = float(first.depth[row, column]) if first.depth is not None else 0.0
    ray = np.linalg.solve(first.intrinsics, np.array([column, row, 1.0]))
    known: dict[str, Array | float | None] = {}
    notes: tuple[str, ...] = ()
    if depth <= 0:
        notes = (Note(QT_TRANSLATE_NOOP("errors", "This pixel has no depth, so it has no point.")),)
    else:
        point = back_projected(pixel[0], pixel[1], np.array(depth), first.intrinsics)
        moved = rigid.moved(motion, point)
        known = {"point": point, "moved": moved}
        if moved[2] <= NEAREST:
            words = QT_TRANSLATE_NOOP("errors", "The moved point lies behind the second camera.")
            if moved[2] > 0:
                words = QT_TRANSLATE_NOOP("errors", "The moved point lies too near to the second camera.")
            notes = (Note(words),)
        else:
            known |= _read(second, moved, options.gain * grey + options.offset)
            if known["grey_second"] is None:
                notes = (Note(QT_TRANSLATE_NOOP("errors", "The point lands outside of the second picture.")),)
    arrays = {k: freeze(np.asarray(v)) if isinstance(v, np.ndarray) else v for k, v in known.items()}
    empty = dict.fromkeys(
        (
            "point",
            "moved",
            "projection",
            "grey_second",
            "residual",
            "depth_second",
            "depth_residual",
            "image_slope",
            "depth_slope",
            "projection_jacobian",
            "motion_jacobian",
            "row",
            "depth_row",
        )
    )
    return Frame(
        level=level,
        pixel=freeze(pixel),
        depth=depth if depth > 0 else None,
        ray=freeze(ray),
        grey_first=grey,
        transform=freeze(motion),
        intrinsics_first=freeze(first.intrinsics.copy()),
        intrinsics_second=freeze(second.intrinsics.copy()),
        size_first=freeze(np.array(first.grey.shape[::-1], np.int64)),
        size_second=freeze(np.array(second.grey.shape[::-1], np.int64)),
        first_colour=first_colour,
        second_colour=second_colour,
        notes=notes,
        **{**empty, **arrays},  # type: ignore[arg-type]
    )


def _read(second: PictureLevel, moved: Array, expected: float) -> dict[str, Array | float | None]:
    """The projection of a point before the camera, what the second picture says there, and the derivatives."""
    u = projected(moved, second.intrinsics)
    du_dx, dx_dxi = projection_jacobian(moved, second.intrinsics), motion_jacobian(moved)
    found: dict[str, Array | float | None] = {
        "projection": u,
        "projection_jacobian": du_dx,
        "motion_jacobian": dx_dxi,
        "grey_second": None,
    }
    read = Sampler(u[:1], u[1:], second.grey.shape)
    if not read.inside[0]:
        return found
    grey = float(read(second.grey)[0])
    slope = np.array([[read(second.grey_x)[0], read(second.grey_y)[0]]])
    found |= {"grey_second": grey, "residual": grey - expected, "image_slope": slope, "row": slope @ du_dx @ dx_dxi}
    if second.depth is None or second.depth_x is None or second.depth_y is None:
        return found
    low, high = read.least(second.depth)
    if low[0] <= 0 or high[0] - low[0] >= 2 * second.jump * low[0]:
        return found
    depth = float(read(second.depth)[0])
    found |= {"depth_second": depth, "depth_residual": depth - float(moved[2])}
    depth_slope = np.array([[read(second.depth_x)[0], read(second.depth_y)[0]]])
    if np.isfinite(depth_slope).all():
        found |= {"depth_slope": depth_slope, "depth_row": (depth_slope @ du_dx - np.array([[0, 0, 1]])) @ dx_dxi}
    return found
