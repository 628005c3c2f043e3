"""Pictures of points against projections by hand; OpenGL and NumPy show the same; points are drawn in slices."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from widgets import cloud_gl
from widgets.cloud_camera import Camera, Lens
from widgets.cloud_composing import Look
from widgets.cloud_frames import Frames, PointScene
from widgets.cloud_painters import painter_name
from widgets.cloud_picking import nearest, pick
from widgets.cloud_points import PREPARED_AT_ONCE, CloudItem, CloudPoints, CloudStyle, role_colour
from widgets.cloud_ranges import look_of
from widgets.cloud_splat import EMPTY, SplatPainter, widened
from widgets.colours import lut, pixels_of

BACK = (1, 2, 3)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["numpy", "opengl"])
def painter(request: Any, qapp: QApplication) -> Any:
    if request.param == "numpy":
        return SplatPainter()
    if not cloud_gl.renderer():
        pytest.skip("there is no OpenGL on this platform")
    return cloud_gl.GlPainter()


@pytest.fixture(autouse=True, scope="module")
def context_closed() -> Iterator[None]:
    yield
    cloud_gl.close()  # before the display


def look(colouring: str = "role", size: int = 1, crop: Any = None, shading: float = 0.0, **ranges: Any) -> Look:
    return Look(colouring, ranges, size, shading, (0.0, 100.0), crop, BACK, (9, 9, 9), np.array([0.0, 0.0, 1.0]))


def item(points: Any, role: str = "source", **more: Any) -> CloudItem:
    return CloudItem(role, CloudPoints(np.asarray(points, np.float64), **more), role)


def drawn(painter: Any, lens: Lens, style: Look, *items: CloudItem) -> NDArray[np.uint8]:
    painter.begin(lens, style)
    for cloud in items:
        painter.add(cloud, cloud.pose, 0, cloud.ready, (0, int(lens.width)))
    return pixels_of(painter.picture())[..., :3]


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("far_off", [0.0, 4_000_000.0])
def test_every_point_colours_the_pixel_it_projects_to(painter: Any, flat: bool, far_off: float) -> None:
    rng = np.random.default_rng(1)
    points = rng.uniform(-1, 1, (300, 3)) + far_off
    colours = rng.integers(20, 255, (300, 3)).astype(np.uint8)
    camera = Camera((far_off,) * 3, 5.0, 33.0, 20.0, orthographic=flat)
    lens = Lens(camera, 320, 240)
    picture = drawn(painter, lens, look("rgb"), item(points, colours=colours))
    pixels, depths = lens.project(points)
    whole = np.floor(pixels).astype(int)
    first: dict[tuple[int, int], int] = {}
    for number in np.argsort(depths):
        first.setdefault((int(whole[number, 0]), int(whole[number, 1])), int(number))
    safe = [n for n in first.values() if (np.abs(pixels[n] - np.round(pixels[n])) > 0.02).all()]
    assert len(safe) > 200
    for number in safe:
        x, y = whole[number]
        assert (picture[y, x] == colours[number]).all()
    covered = (picture != BACK).any(axis=2).sum()
    assert covered == len(first)


def test_the_nearer_point_hides_the_farther_whichever_is_drawn_first(painter: Any) -> None:
    lens = Lens(Camera((0.0, 0.0, 0.0), 10.0, -90.0, 0.0), 64, 64)
    near, far = item([[0.0, -2.0, 0.0]], "source"), item([[0.0, 3.0, 0.0]], "target")
    for order in ((near, far), (far, near)):
        assert tuple(drawn(painter, lens, look(size=3), *order)[32, 32]) == role_colour("source").getRgb()[:3]


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_a_point_is_as_large_as_is_asked(painter: Any, size: int) -> None:
    lens = Lens(Camera((0.0, 0.0, 0.0), 10.0, -90.0, 0.0), 41, 41)
    picture = drawn(painter, lens, look(size=size), item([[0.0, 0.0, 0.0]]))
    assert (picture != BACK).any(axis=2).sum() == size**2


def test_a_pose_moves_the_points_and_uploads_nothing(painter: Any) -> None:
    lens = Lens(Camera((0.0, 0.0, 0.0), 10.0, -90.0, 0.0), 101, 101)
    cloud = item([[1.0, 0.0, 0.0]])
    before = cloud.local
    pose = np.eye(4)
    pose[:3, 3] = [-1.0, 0.0, 0.0]
    cloud.pose = pose
    picture = drawn(painter, lens, look(size=3), cloud)
    assert (picture[50, 50] != BACK).any() and cloud.local is before


def test_crop_and_columns_leave_points_out(painter: Any) -> None:
    rng = np.random.default_rng(2)
    points = rng.uniform(-1, 1, (4000, 3))
    lens = Lens(Camera((0.0, 0.0, 0.0), 6.0, -90.0, 0.0, orthographic=True), 200, 200)
    crop = np.array([[-np.inf, -np.inf, 0.25], [np.inf, np.inf, np.inf]])
    picture = drawn(painter, lens, look(crop=crop), item(points))
    lowest = lens.project(np.array([0.0, 0.0, 0.25]))[0][0, 1]
    rows = np.flatnonzero((picture != BACK).any(axis=(1, 2)))
    assert rows.max() <= lowest and rows.max() > lowest - 3
    cloud = item(points)
    painter.begin(lens, look())
    painter.add(cloud, cloud.pose, 0, cloud.ready, (0, 80))
    columns = np.flatnonzero((pixels_of(painter.picture())[..., :3] != BACK).any(axis=(0, 2)))
    assert columns.max() == 79


def test_opengl_and_numpy_show_the_same_picture(qapp: QApplication) -> None:
    if not cloud_gl.renderer():
        pytest.skip("there is no OpenGL on this platform")
    rng = np.random.default_rng(5)
    first = rng.normal(size=(150_000, 3))  # more than one block
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    second = rng.uniform(-1, 1, (5000, 3)) + np.array([1.5, 0, 0])
    items = [item(first, "source", normals=first), item(second, "part-3")]
    for cloud in items:
        cloud.prepared.prepare(None)
    lens = Lens(Camera((0.0, 0.0, 0.0), 3.0, 10.0, 25.0), 300, 200)
    style = look("normal", size=1, shading=0.6)
    pictures = [drawn(made, lens, style, *items).astype(int) for made in (SplatPainter(), cloud_gl.GlPainter())]
    same = np.abs(pictures[0] - pictures[1]).max(axis=2) <= 8
    assert (pictures[0] != BACK).any(axis=2).mean() > 0.3
    assert same.mean() > 0.98  # a point at a pixel's edge falls to either side


def test_opengl_comes_back_with_what_it_drew(qapp: QApplication) -> None:
    if not cloud_gl.renderer():
        pytest.skip("there is no OpenGL on this platform")
    assert cloud_gl.works()
    slow = cloud_gl.is_software(cloud_gl.renderer()) or not cloud_gl.has_device()
    assert painter_name() == ("numpy" if slow else "opengl")
    assert cloud_gl.is_software("llvmpipe (LLVM 15.0.6, 256 bits)") and not cloud_gl.is_software("NVIDIA RTX A2000")


def test_colours_are_those_of_the_values() -> None:
    points = np.array([[-1.0, 0, -1], [0, 0, 0], [1, 0, 1.0]])
    normals = np.array([[1.0, 0, 0], [0, -1, 0], [0, 0, 1]])
    intensity = np.array([0.0, 5.0, 10.0], np.float32)
    lens = Lens(Camera((0.0, 0.0, 0.0), 8.0, -90.0, 0.0), 201, 201)
    places = np.floor(lens.project(points)[0]).astype(int)

    def colours(style: Look, values: Any = None) -> NDArray[np.uint8]:
        cloud = item(points, normals=normals, intensity=intensity)
        cloud.values = values
        picture = drawn(SplatPainter(), lens, style, cloud)
        return picture[places[:, 1], places[:, 0]]

    assert (colours(look("height", height=(-1.0, 1.0))) == lut("batlow")[[0, 127, 255]]).all()
    assert (colours(look("intensity", intensity=(0.0, 10.0))) == lut("cividis")[[0, 127, 255]]).all()
    assert (colours(look("normal")) == np.array([[255, 127, 127], [127, 0, 127], [127, 127, 255]])).all()
    values = np.array([0.0, np.nan, 0.3], np.float32)
    shown = colours(look("residual", residual=(0.0, 0.3)), values)
    assert (shown == np.stack([lut("viridis")[0], (9, 9, 9), lut("viridis")[255]])).all()
    lacking = colours(look("residual", residual=(0.0, 0.3)), np.zeros(2, np.float32))  # of another cloud
    assert (lacking == role_colour("source").getRgb()[:3]).all()


def test_normals_turn_with_the_cloud() -> None:
    cloud = item([[0.0, 0, 0]], normals=np.array([[1.0, 0, 0]]))
    pose = np.eye(4)
    pose[:3, :3] = [[0, -1, 0], [1, 0, 0], [0, 0, 1]]  # x to y
    cloud.pose = pose
    lens = Lens(Camera((0.0, 0.0, 0.0), 8.0), 11, 11)
    assert drawn(SplatPainter(), lens, look("normal"), cloud)[5, 5].tolist() == [127, 255, 127]


def test_shading_darkens_behind_an_edge_and_fades_what_is_far() -> None:
    grid = np.stack(np.meshgrid(np.linspace(-1, 1, 150), np.linspace(-1, 1, 150)), axis=-1).reshape(-1, 2)
    wall = np.column_stack([grid[:, 0], np.full(len(grid), 2.0), grid[:, 1]])
    post = wall[np.abs(wall[:, 0]) < 0.3] - [0, 3.0, 0]
    lens = Lens(Camera((0.0, 0.0, 0.0), 8.0, -90.0, 0.0), 140, 140)
    plain = drawn(SplatPainter(), lens, look(size=2), item(wall), item(post, "target"))
    style = Look("role", {}, 2, 0.8, (6.0, 12.0), None, BACK, (9, 9, 9), np.array([0.0, 0.0, 1.0]))
    shaded = drawn(SplatPainter(), lens, style, item(wall), item(post, "target")).astype(int)
    row = shaded[70].sum(axis=1)
    walls = np.flatnonzero((plain[70] == role_colour("source").getRgb()[:3]).all(axis=1))
    edge = walls[walls < 70].max()
    assert row[edge] < 0.85 * row[edge - 8]  # beside the post
    assert row[edge - 8] < 0.8 * plain[70, edge - 8].astype(int).sum()  # the far wall fades to the dark background
    assert shaded[70, 70].sum() > 0.9 * plain[70, 70].sum()  # the near post does not


def test_widening_takes_the_nearest_of_the_square() -> None:
    keys = np.full((9, 9), EMPTY)
    keys[4, 4], keys[4, 6] = 10, 5
    for size in (2, 3, 4):
        wide = widened(keys, size)
        for y in range(9):
            for x in range(9):
                reach = range(-(size // 2), size - size // 2)
                near = [keys[y - dy, x - dx] for dy in reach for dx in reach if 0 <= y - dy < 9 and 0 <= x - dx < 9]
                assert wide[y, x] == min(near)
    assert (widened(keys[:, :5], 7) != EMPTY).sum() < 7 * 4 + 7 * 3  # corners are cut


# -- picking


def test_picking_hits_the_point_under_the_pointer_100_of_100_in_a_million() -> None:
    rng = np.random.default_rng(11)
    points = rng.normal(size=(1_000_000, 3)) * [4, 4, 1]
    cloud = item(points)
    cloud.prepared.prepare(None)
    lens = Lens(Camera((0.0, 0.0, 0.0), 14.0, 40.0, 30.0), 900, 600)
    pixels, depths = lens.project(points)  # float64
    across, down = (np.ascontiguousarray(axis) for axis in pixels.T)
    for size in (1.0, 3.0):
        hits = 0
        places = points[rng.integers(len(points), size=50)]
        for x, y in lens.project(places)[0]:
            column = np.flatnonzero(np.abs(across - x) <= size / 2)
            covering = column[np.abs(down[column] - y) <= size / 2]  # what is drawn over this place
            expected = covering[np.argmin(depths[covering])]
            found = pick([cloud], lens, float(x), float(y), size)
            hits += found is not None and found[1] == expected
        assert hits == 50


def test_picking_takes_a_point_beside_the_pointer_but_none_far_away() -> None:
    lens = Lens(Camera((0.0, 0.0, 0.0), 10.0, -90.0, 0.0), 200, 200)
    one, other = item([[0.0, 0.0, 0.0], [3.0, 0.0, 0.0]]), item([[0.0, -1.0, 0.0]], "target")
    assert pick([one], lens, 103.5, 98.0, 1.0) == (one, 0)
    assert pick([one], lens, 120.0, 100.0, 1.0) is None
    assert pick([one, other], lens, 100.0, 100.0, 2.0) == (other, 0)  # the nearer to the eye
    crop = np.array([[-9.0, -0.5, -9.0], [9.0, 9.0, 9.0]])
    assert pick([one, other], lens, 100.0, 100.0, 2.0, crop=crop) == (one, 0)


def test_the_picture_knows_the_points_that_are_seen_near_a_pixel(painter: Any) -> None:
    rng = np.random.default_rng(6)
    first, second = item(rng.normal(size=(8000, 3))), item(rng.normal(size=(3000, 3)) * 2, "target")
    lens = Lens(Camera((0.0, 0.0, 0.0), 9.0), 300, 200)
    drawn(painter, lens, look(size=1), first, second)
    agree = 0
    for x, y in rng.uniform([90, 60], [210, 140], (60, 2)):
        close = painter.around(int(x), int(y), 8)
        found = nearest(close, lens, float(x), float(y), 1.0)
        agree += found == pick([first, second], lens, float(x), float(y), 1.0)
        assert found is not None and sum(len(places) for _, places in close) <= 17**2
    assert agree > 45  # of two points in one pixel the picture holds the nearer; the pointer may be on the other
    assert painter.around(2, 2, 1) == []


# -- in the time there is


def test_a_part_is_drawn_at_once_and_the_rest_in_slices() -> None:
    rng = np.random.default_rng(4)
    cloud = item(rng.normal(size=(400_000, 3)))
    cloud.prepared.prepare(None)
    lens = Lens(Camera(distance=6.0), 300, 200)
    scene = PointScene(lens, look(), [(cloud, (0, 300))])
    frames = Frames(SplatPainter)
    frames._rate = 1e6  # a slow machine: 35 ms are 35,000 points
    first = frames.start(scene)
    assert not frames.complete and frames.drawn() < 100_000
    steps = list(frames.refining())
    assert frames.complete and frames.drawn() == 400_000
    assert steps[-1] is not None and steps.count(None) >= 12
    last = frames.painter.picture()
    whole = Frames(SplatPainter).start(scene, everything=True)
    assert last == whole != first
    assert isinstance(first, QImage)


def test_numpy_draws_on_where_the_graphics_card_gives_up(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    cloud, lens = item([[0.0, 0.0, 0.0]]), Lens(Camera(), 50, 50)
    monkeypatch.setattr(cloud_gl._Context, "enter", lambda self: False)
    frames = Frames(cloud_gl.GlPainter)
    picture = frames.start(PointScene(lens, look(size=3), [(cloud, (0, 50))]))
    assert picture.pixelColor(25, 25) == role_colour("source") and frames.painter.name == "numpy"
    cloud_gl._context.cache_clear()
    with pytest.raises(ZeroDivisionError):  # what NumPy cannot draw is a mistake of ours, and stays one
        monkeypatch.setattr(SplatPainter, "begin", lambda *_: 1 / 0)
        frames.start(PointScene(lens, look(), [(cloud, (0, 50))]))


def test_vispy_is_not_imported_before_there_is_something_to_draw_with_it() -> None:
    code = "import sys, widgets.cloud_view; print('vispy' in sys.modules, 'OpenGL' in sys.modules)"
    finished = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert finished.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("count", [30_000, PREPARED_AT_ONCE, PREPARED_AT_ONCE + 1, 700_001])
def test_the_first_points_are_a_fair_sample(count: int) -> None:
    points = np.zeros((count, 3))
    points[:, 0] = np.linspace(0, 1, count)
    cloud = item(points)
    cloud.prepared.prepare(None)
    assert np.array_equal(np.sort(cloud.order), np.arange(count))
    part = cloud.local[0, :5000].astype(float) + cloud.origin[0]
    assert np.abs(np.quantile(part, [0.1, 0.5, 0.9]) - [0.1, 0.5, 0.9]).max() < 0.03
    assert np.allclose(points[cloud.order], cloud.local.T + cloud.origin, atol=1e-6)


def test_large_clouds_are_prepared_in_slices_and_shared_by_views() -> None:
    source = CloudPoints(np.random.default_rng(0).normal(size=(PREPARED_AT_ONCE + 70_000, 3)))
    one, other = CloudItem("a", source, "source"), CloudItem("b", source, "target")
    assert one.local is other.local and one.ready == 0
    one.prepared.prepare(0.0)
    assert 0 < one.ready < one.count and other.ready == one.ready
    one.prepared.prepare(None)
    assert other.complete


def test_clouds_of_no_or_bad_points_are_drawn_as_nothing(qapp: QApplication) -> None:
    lens = Lens(Camera(), 50, 50)
    empty, bad = item(np.zeros((0, 3))), item(np.full((5, 3), np.nan))
    style = look_of(CloudStyle(colouring="height"), [empty, bad], [], lens.camera, 1.0)
    picture = drawn(SplatPainter(), lens, style, empty, bad)
    assert (picture == style.background).all()
    assert pick([empty, bad], lens, 25.0, 25.0, 2.0) is None
