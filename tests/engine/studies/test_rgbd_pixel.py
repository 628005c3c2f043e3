"""One pixel's way and its chain of derivatives, against finite differences and the alignment itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.data.rgbd import RgbdSequence
from engine.data.samples import open_sample
from engine.geometry import rigid
from engine.geometry.rgbd_pyramid import picture_levels
from engine.geometry.rgbd_warp import Sampler, projected
from engine.studies import rgbd_alignment
from engine.studies.rgbd_pixel import Frame, Options, run
from engine.study import finished, frames


@pytest.fixture(scope="module")
def pair() -> RgbdSequence:
    sequence = open_sample("rendered-pair")
    assert isinstance(sequence, RgbdSequence)
    return sequence


def pixel(sequence: RgbdSequence, **options: Any) -> Frame:
    (frame,) = frames(run(sequence, options=Options(**options)))
    assert isinstance(frame, Frame)
    return frame


def rows(transform: Any) -> tuple[float, ...]:
    return tuple(float(v) for v in transform[:3].ravel())


@pytest.mark.parametrize("level", [0, 2])
def test_the_chain_against_differences(pair: RgbdSequence, level: int) -> None:
    motion = rigid.from_degrees((0.4, 4.3, 0.9, -0.05, 0.02, -0.04))
    found = pixel(pair, level=level, transform=rows(motion))
    assert found.point is not None and found.moved is not None and found.projection is not None
    assert np.allclose(found.point, found.ray * found.depth) and np.allclose(
        found.moved, rigid.moved(motion, found.point)
    )
    assert found.image_slope is not None and found.projection_jacobian is not None and found.row is not None
    assert found.motion_jacobian is not None
    # dI/du: a central difference over a pixel of the second picture, read bilinearly.
    grey = finished(picture_levels(pair, 1, level + 1))[1][level].grey

    def read(u: Any) -> float:
        return float(Sampler(u[:1], u[1:], grey.shape)(grey)[0])

    for k in range(2):
        step = np.eye(2)[k]
        slope = (read(found.projection + step) - read(found.projection - step)) / 2
        assert found.image_slope[0, k] == pytest.approx(slope, abs=1e-6)
    h = 1e-6
    for k in range(3):
        step = np.eye(3)[k] * h
        slope = projected(found.moved + step, found.intrinsics_second) - projected(
            found.moved - step, found.intrinsics_second
        )
        assert np.allclose(found.projection_jacobian[:, k], slope / (2 * h), rtol=1e-6, atol=1e-4)
    for k in range(6):
        step = np.eye(6)[k] * h
        slope = rigid.moved(rigid.exp(step), found.moved) - rigid.moved(rigid.exp(-step), found.moved)
        assert np.allclose(found.motion_jacobian[:, k], slope / (2 * h), atol=1e-7)
        # The whole chain: the change of the projection along the picture's slope.
        ends = [projected(rigid.moved(rigid.exp(s * step), found.moved), found.intrinsics_second) for s in (1, -1)]
        assert found.row[0, k] == pytest.approx(float(found.image_slope[0] @ (ends[0] - ends[1])) / (2 * h), abs=1e-5)
    assert np.allclose(found.row, found.image_slope @ found.projection_jacobian @ found.motion_jacobian)


def test_it_is_a_pixel_of_the_alignment(pair: RgbdSequence) -> None:
    """Residual, slope and the sum over pixels are those of the alignment's frame."""
    first = next(iter(frames(rgbd_alignment.run(pair, options=rgbd_alignment.Options(levels=3)))))
    for column, row in ((200, 120), (330, 300), (500, 200)):
        found = pixel(
            pair,
            levels=3,
            level=2,
            column=column,
            row=row,
            transform=rows(first.transform),
            gain=first.gain,
            offset=first.offset,
        )
        at = round(row / 4), round(column / 4)
        assert found.residual == pytest.approx(float(first.residual[at]), abs=1e-5)
        assert found.image_slope is not None
        assert found.image_slope[0] == pytest.approx(
            [float(first.gradient_x[at]), float(first.gradient_y[at])], abs=1e-6
        )
        if np.isfinite(first.depth_residual[at]):
            assert found.depth_residual == pytest.approx(float(first.depth_residual[at]), abs=1e-5)
    assert found.first_colour is pair.frame(0).colour and found.second_colour is pair.frame(1).colour


def test_depth_row(pair: RgbdSequence) -> None:
    """On the floor, a plane: the depth residual's derivative along each number, by moving the point itself."""
    motion = rigid.inverse(pair.poses[1]) @ pair.poses[0]  # type: ignore[index]
    found = pixel(pair, column=420, row=290, transform=rows(motion))
    assert found.depth_row is not None and found.depth_slope is not None and found.moved is not None
    assert abs(found.depth_residual or 1) < 0.02
    h = 1e-6
    for k in range(6):
        ends = []
        for sign in (1, -1):
            moved = rigid.moved(rigid.exp(sign * h * np.eye(6)[k]), found.moved)
            u = projected(moved, found.intrinsics_second)
            ends.append(float(found.depth_slope[0] @ u) - moved[2])
        assert found.depth_row[0, k] == pytest.approx((ends[0] - ends[1]) / (2 * h), abs=1e-5)


def test_where_the_way_ends(pair: RgbdSequence) -> None:
    behind = pixel(pair, transform=rows(rigid.from_degrees((0, 180, 0))))
    assert behind.moved is not None and behind.projection is None and "behind" in str(behind.notes[0])
    row, column = (int(v) for v in np.array(pair.frame(0).depth.shape) // 2)
    depth = float(pixel(pair, column=float(column), row=float(row)).depth or 0)
    near = pixel(
        pair,
        column=float(column),
        row=float(row),
        transform=rows(rigid.from_degrees((0, 0, 0, 0, 0, 0.03 - depth))),
    )
    assert near.moved is not None and near.moved[2] == pytest.approx(0.03, abs=1e-6) and near.projection is None
    assert "too near" in str(near.notes[0])
    outside = pixel(pair, transform=rows(rigid.from_degrees((0, 0, 0, 3, 0, 0))))
    assert outside.projection is not None and outside.residual is None and "outside" in str(outside.notes[0])
    stereo = open_sample("motorcycle-pair")
    depth = stereo.frame(0).depth
    row, column = np.argwhere(depth == 0)[2000]
    nothing = pixel(stereo, column=float(column), row=float(row))
    assert nothing.point is None and nothing.depth is None and "no depth" in str(nothing.notes[0])
    right = pixel(stereo, transform=rows(rigid.inverse(stereo.poses[1]) @ stereo.poses[0]))
    assert right.depth_second is None and right.depth_row is None and right.row is not None
    assert abs(right.residual or 1) < 0.15
