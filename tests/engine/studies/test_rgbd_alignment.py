"""The alignment of two RGB-D pictures against known motions, Open3D's odometry and finite differences."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.inputs import open_input
from engine.data.rgbd import RgbdFrame, RgbdSequence
from engine.data.samples import open_sample
from engine.errors import InputError
from engine.geometry import rigid
from engine.geometry.kernels import Kernel
from engine.geometry.rgbd_energy import Balance, Pixels, balanced, residuals, systems, warping
from engine.geometry.rgbd_pyramid import PictureLevel, blurred, building, depth_slopes, slopes, smoothed_depth
from engine.geometry.rgbd_warp import (
    Sampler,
    back_projected,
    motion_jacobian,
    projected,
    projection_jacobian,
    residual_rows,
)
from engine.studies.rgbd_alignment import Frame, Options, run
from engine.study import finished, frames

Array = np.ndarray[Any, Any]
MATRIX = np.array([[60.0, 0, 31.5], [0, 58.0, 23.5], [0, 0, 1]])


def last(sequence: RgbdSequence, **options: Any) -> Frame:
    *_, frame = frames(run(sequence, options=Options(**options)))
    assert isinstance(frame, Frame)
    return frame


@pytest.fixture(scope="module")
def rendered() -> RgbdSequence:
    sequence = open_sample("rendered-pair")
    assert isinstance(sequence, RgbdSequence)
    return sequence


@pytest.fixture(scope="module")
def livingroom(shared_data: Any) -> RgbdSequence:
    sequence = open_input("RgbdSequence", str(shared_data / "rgbd" / "livingroom"))
    assert isinstance(sequence, RgbdSequence)
    return sequence


# -- the figures that must hold ------------------------------------------------------------------------


@pytest.mark.parametrize("energy", ["auto", "photometric", "depth"])
def test_rendered_pair(rendered: RgbdSequence, energy: str) -> None:
    """5 degrees and 8 cm: within 0.1 degrees and 3 mm of the truth."""
    found = last(rendered, energy=energy)
    assert found.compared == {"auto": "hybrid"}.get(energy, energy) and found.state == "settled"
    assert found.rotation_error is not None and found.shift_error is not None
    assert found.rotation_error < 0.1 and found.shift_error < 0.003


def test_livingroom(livingroom: RgbdSequence, shared_data: Any) -> None:
    """Within 0.3 degrees and 1 cm of both of its logs."""
    from engine.data.rgbd_files import read_log

    found = last(livingroom, second=4)
    assert found.rotation_error is not None and found.shift_error is not None
    assert found.rotation_error < 0.3 and found.shift_error < 0.01
    odometry = read_log(shared_data / "rgbd" / "livingroom" / "odometry.log")
    angle, shift = rigid.error(found.transform, rigid.inverse(odometry[4]) @ odometry[0])
    assert angle < 0.3 and shift < 0.01
    # From the second to the first it is the inverse.
    back = last(livingroom, first=4, second=0)
    angle, shift = rigid.error(back.transform, rigid.inverse(found.transform))
    assert angle < 0.1 and shift < 0.004


def test_motorcycle() -> None:
    """Photometric alone, each view with its own intrinsics: baseline within 1%, rotation within 0.05 degrees."""
    found = last(open_sample("motorcycle-pair"))
    assert found.compared == "photometric" and found.depth_residual is None and found.energy_depth is None
    assert found.rotation_error is not None and found.rotation_error < 0.05
    assert np.linalg.norm(found.transform[:3, 3]) == pytest.approx(0.193001, rel=0.01)
    assert found.transform[0, 3] < 0  # the second camera stands to the right


def test_open3ds_odometry_agrees(livingroom: RgbdSequence) -> None:
    import torch  # noqa: F401 - before Open3D

    from engine.runtime.open3d_loading import load_open3d

    o3d = load_open3d()
    pictures = []
    for index in (0, 4):
        frame = livingroom.frame(index)
        assert frame.depth is not None
        pictures.append(
            o3d.geometry.RGBDImage.create_from_color_and_depth(
                o3d.geometry.Image(np.ascontiguousarray(frame.colour)),
                o3d.geometry.Image(np.ascontiguousarray(frame.depth)),
                depth_scale=1.0,
                depth_trunc=10.0,
            )
        )
    camera = o3d.camera.PinholeCameraIntrinsic(640, 480, 525.0, 525.0, 319.5, 239.5)
    ok, theirs, _ = o3d.pipelines.odometry.compute_rgbd_odometry(
        *pictures, camera, np.eye(4), o3d.pipelines.odometry.RGBDOdometryJacobianFromHybridTerm()
    )
    assert ok
    found = last(livingroom, second=4)
    angle, shift = rigid.error(found.transform, theirs)
    assert angle < 0.1 and shift < 0.005
    assert livingroom.poses is not None
    truth = rigid.inverse(livingroom.poses[4]) @ livingroom.poses[0]
    assert found.rotation_error is not None and found.rotation_error <= rigid.error(theirs, truth)[0] + 0.02


# -- the film ------------------------------------------------------------------------------------------


def test_frames_are_what_they_say(rendered: RgbdSequence) -> None:
    film = list(frames(run(rendered, options=Options(levels=3))))
    assert [f.level for f in film] == sorted((f.level for f in film), reverse=True) and film[0].level == 2
    assert {f.scale: f.warped.shape for f in film} == {4: (120, 160), 2: (240, 320), 1: (480, 640)}
    for before, after in itertools.pairwise(film):
        moved = rigid.exp(before.twist) @ before.transform if after.level == before.level else before.transform
        assert np.allclose(after.transform, moved, atol=1e-12)
        if after.level == before.level:
            assert after.energy < before.energy * 1.01
        assert np.allclose(before.hessian @ before.twist, -before.gradient, atol=1e-6 * np.abs(before.gradient).max())
    assert film[-1].energy_photometric + film[-1].energy_depth == pytest.approx(film[-1].energy)
    assert film[0].rmse_photometric > 3 * film[-1].rmse_photometric
    for frame in film[::4]:
        counted = np.isfinite(frame.residual)
        assert int(counted.sum()) == frame.pixels
        expected = frame.warped - (frame.gain * frame.first + frame.offset)
        assert np.allclose(frame.residual[counted], expected[counted], atol=1e-5)
        assert np.isfinite(frame.gradient_x[counted]).all() and frame.weights[counted].max() <= 1
        assert not frame.residual.flags.writeable and not frame.hessian.flags.writeable


def test_the_warped_picture_is_the_first_one_at_the_truth(rendered: RgbdSequence) -> None:
    assert rendered.poses is not None
    motion = rigid.to_degrees(rigid.inverse(rendered.poses[1]) @ rendered.poses[0])
    at_truth = last(rendered, levels=1, iterations=0, initial=tuple(motion))
    assert at_truth.rotation_error == pytest.approx(0, abs=1e-6) and at_truth.shift_error == pytest.approx(0, abs=1e-9)
    inside = np.isfinite(at_truth.residual)
    assert np.median(np.abs(at_truth.residual[inside])) < 0.008
    start = last(rendered, levels=1, iterations=0)
    assert np.nanmedian(np.abs(start.residual)) > 5 * np.median(np.abs(at_truth.residual[inside]))


def test_the_linearised_rotation_stretches(rendered: RgbdSequence) -> None:
    exact, linear = last(rendered), last(rendered, motion="linearised")
    assert abs(exact.stretch) < 1e-9 < 0.05 < linear.stretch
    first = next(iter(frames(run(rendered, options=Options()))))
    assert first.linear_gap > 100 * exact.linear_gap


def test_same_options_same_bits(rendered: RgbdSequence) -> None:
    assert np.array_equal(last(rendered).transform, last(rendered).transform)


def test_brightness(rendered: RgbdSequence) -> None:
    """A second picture of half the contrast: matched, the motion stays; the gain is the contrast."""
    dim = RgbdSequence(
        "dim",
        2,
        lambda i: (
            rendered.frame(0)
            if i == 0
            else RgbdFrame(
                (rendered.frame(1).colour // 2 + 40).astype(np.uint8),
                rendered.frame(1).depth,
                rendered.frame(1).intrinsics,
                1,
            )
        ),
        "dim",
        poses=rendered.poses,
        near=0.3,
        far=8.0,
    )
    found = last(dim, energy="photometric")
    assert found.rotation_error is not None and found.rotation_error < 0.1
    assert found.gain == pytest.approx(0.5, abs=0.02) and found.offset == pytest.approx(40 / 255, abs=0.01)
    assert last(dim, energy="photometric", brightness=False, iterations=3).gain == 1.0


# -- what goes wrong -----------------------------------------------------------------------------------


def test_nothing_in_common_is_a_result(rendered: RgbdSequence) -> None:
    found = last(rendered, initial=(0.0, 180.0, 0.0))
    assert found.state == "no common pixels" and found.energy is None and found.pixels == 0
    assert "No correspondences" in str(found.notes[-1]) and np.isnan(found.warped).all()
    assert found.rotation_error == pytest.approx(175, abs=6)


def flat(depth: float | None, value: int = 100) -> RgbdSequence:
    colour = np.full((48, 64, 3), value, np.uint8)
    plane = None if depth is None else np.full((48, 64), depth, np.float32)
    return RgbdSequence(
        "flat", 2, lambda i: RgbdFrame(colour, plane, MATRIX, i), f"flat {depth} {value}", near=0.1, far=10.0
    )


def test_one_colour_determines_nothing() -> None:
    found = last(flat(2.0), energy="photometric")
    assert found.state == "undetermined" and found.condition is None and not found.twist.any()
    assert np.array_equal(found.transform, np.eye(4)) and "do not determine" in str(found.notes[-1])


def test_one_sentence_each(rendered: RgbdSequence) -> None:
    pair = open_sample("motorcycle-pair")
    with pytest.raises(InputError, match="Picture 1 of motorcycle-pair has no depth, so"):
        last(pair, first=1, second=0)
    with pytest.raises(InputError, match="has no depth to compare"):
        last(pair, energy="depth")
    with pytest.raises(InputError, match="has no picture 7; it has 2"):
        last(rendered, second=7)
    with pytest.raises(InputError, match="cannot be read as a true transform"):
        last(rendered, truth="none.txt")
    empty = last(flat(0.0))
    assert empty.state == "no common pixels" and empty.overlap == 0
    same = last(rendered, second=0, iterations=1)
    assert same.state == "settled" and "same one" in str(same.notes[0])


# -- derivatives and pieces ----------------------------------------------------------------------------

twists = st.lists(st.floats(-0.4, 0.4), min_size=6, max_size=6)
points = st.tuples(st.floats(-1, 1), st.floats(-1, 1), st.floats(0.8, 5))


@settings(max_examples=30, deadline=None)
@given(points, st.floats(-0.2, 0.2), st.floats(-0.2, 0.2), st.floats(-1, 1))
def test_jacobians_against_differences(at: tuple[float, float, float], gx: float, gy: float, own: float) -> None:
    point, h = np.array([at]), 1e-6
    du_dx, dx_dxi = projection_jacobian(point, MATRIX)[0], motion_jacobian(point)[0]
    for k in range(3):
        step = np.eye(3)[k] * h
        slope = (projected(point + step, MATRIX) - projected(point - step, MATRIX))[0] / (2 * h)
        assert np.allclose(du_dx[:, k], slope, atol=1e-5)
    for k in range(6):
        step = np.eye(6)[k] * h
        slope = (rigid.moved(rigid.exp(step), point) - rigid.moved(rigid.exp(-step), point))[0] / (2 * h)
        assert np.allclose(dx_dxi[:, k], slope, atol=1e-7)
    row = residual_rows(np.array([gx]), np.array([gy]), point, MATRIX, own)[0]
    assert np.allclose(row, (np.array([gx, gy]) @ du_dx + own * np.array([0, 0, 1])) @ dx_dxi, atol=1e-9)


@settings(max_examples=30, deadline=None)
@given(points)
def test_back_projection_is_undone_by_projection(at: tuple[float, float, float]) -> None:
    point = np.array([at])
    u = projected(point, MATRIX)
    assert np.allclose(back_projected(u[:, 0], u[:, 1], point[:, 2], MATRIX), point)


def ramps() -> tuple[PictureLevel, PictureLevel]:
    """Two levels whose greys and depths are linear, so that bilinear reading and central differences are exact."""
    rows, columns = np.mgrid[:48, :64].astype(np.float64)

    def level(grey: Array, depth: Array) -> PictureLevel:
        gx, gy = np.full_like(grey, grey[0, 1] - grey[0, 0]), np.full_like(grey, grey[1, 0] - grey[0, 0])
        dx, dy = np.full_like(grey, depth[0, 1] - depth[0, 0]), np.full_like(grey, depth[1, 0] - depth[0, 0])
        return PictureLevel(grey, gx, gy, depth, dx, dy, MATRIX, 0.2)

    # The second depth lies 2 cm behind on average, well within what counts as seen.
    first = level(0.3 + 0.002 * columns + 0.004 * rows, 2.0 + 0.002 * columns - 0.001 * rows)
    second = level(0.31 + 0.003 * columns + 0.002 * rows, 2.02 + 0.0015 * columns - 0.002 * rows)
    return first, second


@pytest.mark.parametrize("kernel", ["none", "cauchy"])
def test_gradient_of_the_energy_against_differences(kernel: Any) -> None:
    first, second = ramps()
    # The middle of the picture, so that no pixel crosses the border.
    pixels = Pixels.of(first)
    rows, columns = np.divmod(pixels.index, 64)
    inner = (rows > 8) & (rows < 40) & (columns > 8) & (columns < 56)
    pixels = Pixels(pixels.index[inner], pixels.points[inner], pixels.grey[inner], pixels.shape, pixels.scale[inner])
    balance = Balance(Kernel(kernel, 0.05), Kernel(kernel, 0.02), 3.0, 40.0)

    def energy(motion: Array) -> Any:
        warped = finished(warping(pixels, second, motion))
        return finished(systems(pixels, warped, residuals(pixels, warped, False), balance, second))

    motion = rigid.exp([0.01, -0.012, 0.008, 0.01, -0.02, 0.015])
    found, h = energy(motion), 1e-6
    assert found.counts == (len(pixels.points), len(pixels.points))
    for k in range(6):
        step = np.eye(6)[k] * h
        slope = (energy(rigid.exp(step) @ motion).energy - energy(rigid.exp(-step) @ motion).energy) / (2 * h)
        assert found.gradient[k] == pytest.approx(slope, rel=1e-5, abs=1e-7)


def test_balance_divides_by_the_spread() -> None:
    first, second = ramps()
    pixels = Pixels.of(first)
    warped = finished(warping(pixels, second, np.eye(4)))
    terms = residuals(pixels, warped, False)
    made = balanced(terms, "hybrid", "huber")
    known = terms.depth[np.isfinite(terms.depth)]
    assert made.depth_factor == pytest.approx(1 / (1.4826 * np.median(np.abs(known))) ** 2)
    assert balanced(terms, "hybrid", "huber", 0.9).depth_share == pytest.approx(0.9)
    assert balanced(terms, "photometric", "huber").depth_factor == 0
    assert balanced(terms, "depth", "huber").photometric_factor == 0


def test_bilinear_reading_is_scipys() -> None:
    from scipy.ndimage import map_coordinates

    random = np.random.default_rng(1)
    plane = random.normal(size=(9, 13))
    u, v = random.uniform(0, 12, 50), random.uniform(0, 8, 50)
    assert np.allclose(Sampler(u, v, plane.shape)(plane), map_coordinates(plane, [v, u], order=1))
    edge = Sampler(np.array([12.0, 12.001, -0.001]), np.array([8.0, 1, 1]), plane.shape)
    assert edge.inside.tolist() == [True, False, False] and edge(plane)[0] == pytest.approx(plane[8, 12])


def test_pyramid_keeps_pixels_and_rays() -> None:
    """A linear picture stays linear, pixel u of one level is u / 2 of the next, and a ray stays a ray."""
    rows, columns = np.mgrid[:48, :64]
    colour = np.repeat((2 * columns + rows)[..., None], 3, axis=2).astype(np.uint8)
    depth = np.full((48, 64), 2.0, np.float32)
    built = finished(building(colour, depth, MATRIX, 2, (0.1, 5.0)))
    assert np.allclose(built[1].grey[4:-4, 4:-4], built[0].grey[8:-8:2, 8:-8:2], atol=1e-6)
    assert np.allclose(built[1].grey_x[4:-4, 4:-4], 2 * built[0].grey_x[8:-8:2, 8:-8:2], atol=1e-6)
    rays = [np.linalg.solve(level.intrinsics, (20 / 2**k, 30 / 2**k, 1)) for k, level in enumerate(built)]
    assert np.allclose(*rays)
    from scipy.ndimage import correlate1d

    plane = np.random.default_rng(2).normal(size=(20, 30)).astype(np.float32)
    kernel = np.array([1, 4, 6, 4, 1]) / 16
    theirs = correlate1d(correlate1d(plane, kernel, 0, mode="nearest"), kernel, 1, mode="nearest")
    assert np.allclose(blurred(plane, wide=True), theirs, atol=1e-6)
    ours, theirs = slopes(plane)[0][:, 1:-1], np.gradient(plane, axis=1)[:, 1:-1]
    assert np.allclose(ours, theirs, atol=1e-6)


def test_depth_is_not_mixed_over_edges() -> None:
    depth = np.full((12, 12), 1.0, np.float32)
    depth[:, 6:] = 3.0
    depth[3, 3] = 0
    smooth = smoothed_depth(depth)
    assert np.array_equal(smooth, depth)
    x, y = depth_slopes(smooth)
    assert np.isnan(x[5, 5:7]).all() and x[8, 2] == 0 and np.isnan(x[3, 2]) and np.isnan(y[2, 3])
    slope = np.tile(np.linspace(2, 2.2, 12, dtype=np.float32), (12, 1))
    assert np.allclose(smoothed_depth(slope), slope, atol=1e-6)
