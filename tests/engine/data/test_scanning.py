"""The virtual scanner against geometry that is known, and itself."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data.cloud import PointCloud
from engine.data.inputs import open_inputs
from engine.data.samples import open_sample
from engine.data.scanning import scanner, scanner_calls
from engine.data.scanning.pairs import CLOSE, synthetic_pair
from engine.data.scanning.room import DEPTH, HEIGHT, WIDTH, furnished_room
from engine.data.scanning.shapes import box, cushion, quad, turned
from engine.geometry import rigid
from engine.geometry.neighbours import NeighbourTree
from engine.study import finished


def world(cloud: PointCloud) -> np.ndarray:
    assert cloud.pose is not None
    return rigid.moved(cloud.pose, cloud.points)


def apart(first: PointCloud, second: PointCloud) -> tuple[float, float]:
    assert first.pose is not None and second.pose is not None
    return rigid.error(rigid.inverse(first.pose) @ second.pose, np.eye(4))


def overlap(first: PointCloud, second: PointCloud, distance: float) -> float:
    """The part of the first's points that have a point of the second within ``distance`` at the true poses."""
    _, squared = NeighbourTree(world(second)).nearest(world(first))
    return float((squared < distance**2).mean())


@pytest.fixture(scope="module")
def rooms() -> tuple[PointCloud, PointCloud]:
    return open_sample("room-1"), open_sample("room-2")


def test_shapes_have_the_area_they_should() -> None:
    def area(mesh: tuple[np.ndarray, np.ndarray]) -> float:
        a, b, c = (mesh[0][mesh[1][:, i]] for i in range(3))
        return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2)

    assert area(box((0, 0, 0), (1, 2, 3))) == pytest.approx(22)
    assert area(quad((1, 1, 1), (2, 0, 0), (0, 3, 0))) == pytest.approx(6)
    assert area(turned([(1, 0), (1, 2)], 400)) == pytest.approx(4 * np.pi, rel=1e-3)
    assert area(cushion((2, 2, 2), 1.0, 80)) == pytest.approx(4 * np.pi, rel=2e-3)


def test_the_rooms_scans_lie_on_its_walls(rooms: tuple[PointCloud, PointCloud]) -> None:
    for cloud in rooms:
        assert 38_000 < len(cloud) < 44_000 and cloud.colours is not None and cloud.colours.std() > 20
        points = world(cloud)
        low, high = points.min(axis=0), points.max(axis=0)
        assert (low > np.array([-0.06, -0.06, -0.06])).all()
        assert (high < np.array([WIDTH + 0.3, DEPTH + 0.45, HEIGHT + 0.06])).all()  # door and window stand back
        floor = points[(points[:, 2] < 0.03) & (np.abs(points[:, :2] - 0.9) < 0.3).all(axis=1)]
        assert len(floor) > 100 and abs(floor[:, 2].mean()) < 2e-4 and 1e-3 < floor[:, 2].std() < 6e-3


def test_the_pair_overlaps_and_is_apart(rooms: tuple[PointCloud, PointCloud]) -> None:
    first, second = rooms
    assert overlap(second, first, 0.05) > 0.8 and overlap(first, second, 0.05) > 0.8
    angle, shift = apart(first, second)
    assert 10 < angle < 20 and 0.4 < shift < 0.8


def test_scans_are_the_same_each_time(rooms: tuple[PointCloud, PointCloud]) -> None:
    again = finished(scanner.scanning_room(0))
    assert again.digest == rooms[0].digest and again is not rooms[0]
    pair, other = finished(scanner.rendering_pair()), finished(scanner.rendering_pair())
    for index in (0, 1):
        a, b = pair.frame(index), other.frame(index)
        assert np.array_equal(a.colour, b.colour) and (a.depth == b.depth).all()


def test_geometry_says_nothing_on_the_wall_and_colour_does() -> None:
    first, second = open_sample("wall-1"), open_sample("wall-2")
    assert isinstance(first, PointCloud) and isinstance(second, PointCloud)
    for cloud in (first, second):
        thickness = np.sqrt(np.linalg.eigvalsh(np.cov(cloud.points.T))[0])
        assert thickness < 2e-3 and cloud.colours is not None and cloud.colours.std() > 15
    assert overlap(second, first, 0.05) > 0.85
    # The same place has the same colour at the true pose, and not at the identity.
    at_truth, at_identity = (
        np.abs(first.colours[NeighbourTree(a).nearest(b)[0][:, 0]].astype(float) - second.colours).mean()
        for a, b in ((world(first), world(second)), (first.points, second.points))
    )
    assert at_truth < 8 and at_identity > 2 * at_truth


def test_twelve_scans_close_a_loop() -> None:
    clouds = open_inputs("PointCloud", ["room-round"])
    assert len(clouds) == 12 and all(8_000 < len(cloud) < 15_000 for cloud in clouds)
    assert all(overlap(clouds[i], clouds[(i + 1) % 12], 0.08) > 0.5 for i in range(12))
    assert overlap(clouds[0], clouds[6], 0.08) < 0.1


def test_a_picture_projects_into_the_other() -> None:
    pair = open_sample("rendered-pair")
    first, second = pair.frame(0), pair.frame(1)
    motion = rigid.inverse(pair.poses[1]) @ pair.poses[0]
    angle, shift = rigid.error(motion, np.eye(4))
    assert angle == pytest.approx(5, abs=1e-6) and shift == pytest.approx(0.08, abs=5e-4)
    rows, columns = np.mgrid[100:380:7, 150:500:7]
    k, z = first.intrinsics, first.depth[rows, columns].astype(float)
    local = np.stack([(columns - k[0, 2]) / k[0, 0] * z, (rows - k[1, 2]) / k[1, 1] * z, z], -1).reshape(-1, 3)
    moved = rigid.moved(motion, local)
    u, v = np.rint(k[:2, :2] @ (moved[:, :2] / moved[:, 2:]).T + k[:2, 2:]).astype(int)
    seen = np.abs(second.depth[v, u] - moved[:, 2]) < 0.1
    assert seen.mean() > 0.9
    off = np.abs(second.colour[v, u].astype(float) - first.colour[rows, columns].reshape(-1, 3)).mean(axis=1)
    assert np.median(off[seen]) < 6


def test_depth_is_along_the_optical_axis() -> None:
    pose = scanner.looking((0.0, 1.5, 0.0), (0.0, 0.0, 0.0))  # square to the wall y = 0
    got = scanner_calls.picture("wall", pose, scanner.camera_matrix(100.0, 81, 61), (81, 61), (0.0, 0.0), 1)
    assert np.allclose(got["clean"], 1.5, atol=1e-5) and np.array_equal(got["clean"], got["depth"])


@pytest.mark.parametrize("seed", [0, 3])
@pytest.mark.parametrize("share", [0.5, 0.7])
def test_synthetic_pairs_overlap_as_asked(seed: int, share: float) -> None:
    source, target, truth = synthetic_pair(share, 0.005, seed)
    assert 8_000 < len(source) < 20_000 and 8_000 < len(target) < 20_000
    _, squared = NeighbourTree(target.points).nearest(rigid.moved(truth, source.points))
    assert float((squared < CLOSE**2).mean()) == pytest.approx(share, abs=0.03)
    again = synthetic_pair(share, 0.005, seed)
    assert again[0].digest == source.digest and np.array_equal(again[2], truth)
    assert source.pose is not None and target.pose is not None
    assert np.allclose(rigid.inverse(target.pose) @ source.pose, truth)


def test_every_part_has_its_own_frame() -> None:
    scene = furnished_room()
    vertices, triangles, parts = scene.arrays()
    assert triangles.max() == len(vertices) - 1 and parts.max() == len(scene.materials) - 1 == len(scene.frames) - 1
