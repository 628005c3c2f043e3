"""Folders of RGB-D pictures in three layouts, real and made here, and stereo depth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.inputs import open_input
from engine.data.rgbd import RgbdSequence
from engine.data.rgbd_files import associated, pose_of, read_camera, read_depth, upright
from engine.data.samples import open_sample
from engine.data.stereo_pair import BASELINE, depth_of
from engine.errors import InputError
from engine.geometry import rigid


def write_picture(path: Path, colour: bool, value: int = 2500, size: tuple[int, int] = (8, 6)) -> None:
    from PIL import Image

    path.parent.mkdir(parents=True, exist_ok=True)
    if colour:
        Image.fromarray(np.full((size[1], size[0], 3), value % 256, np.uint8)).save(path)
    else:
        Image.fromarray(np.full((size[1], size[0]), value, np.uint16)).save(path)


def opened(path: Path) -> RgbdSequence:
    sequence = open_input("RgbdSequence", str(path))
    assert isinstance(sequence, RgbdSequence)
    return sequence


@pytest.fixture
def tum(korean: Path) -> Path:
    folder = korean / "rgbd_dataset_freiburg1_xyz"
    for k, (rgb, depth) in enumerate([(1.00, 1.01), (1.033, 1.041), (1.066, 1.20), (1.10, 1.105)]):
        write_picture(folder / "rgb" / f"{rgb:.6f}.png", True, 10 * k)
        write_picture(folder / "depth" / f"{depth:.6f}.png", False, 5000 + 500 * k)
    for kind in ("rgb", "depth"):
        lines = [f"{p.stem} {kind}/{p.name}" for p in sorted((folder / kind).iterdir())]
        (folder / f"{kind}.txt").write_text("# color images\n# timestamp filename\n" + "\n".join(lines), "utf-8")
    half = np.sqrt(0.5)
    (folder / "groundtruth.txt").write_text(
        f"# t\n0.995 1 2 3 0 0 0 1\n1.04 1 2 4 0 0 {half} {half}\n9 0 0 0 0 0 0 1\n"
    )
    return folder


def test_tum(tum: Path) -> None:
    sequence = opened(tum)
    assert len(sequence) == 3 and sequence.name == tum.name and sequence.poses is not None
    frames = [sequence.frame(i) for i in range(3)]
    assert [f.time for f in frames] == [1.0, 1.033, 1.1]
    assert [float(f.depth[0, 0]) for f in frames if f.depth is not None] == pytest.approx([1.0, 1.1, 1.3])
    assert [int(f.colour[0, 0, 0]) for f in frames] == [0, 10, 30]
    scale = 8 / 640
    assert frames[0].intrinsics[0, 0] == pytest.approx(517.3 * scale)
    assert frames[0].intrinsics[0, 2] == pytest.approx((318.6 + 0.5) * scale - 0.5)
    assert np.allclose(sequence.poses[0], rigid.from_degrees((0, 0, 0, 1, 2, 3)))
    assert np.allclose(sequence.poses[1], rigid.from_degrees((0, 0, 90, 1, 2, 4)))
    assert np.isnan(sequence.poses[2]).all()
    with pytest.raises(InputError, match="has no picture 3; it has 3, counted from 0"):
        sequence.frame(3)


def test_icl_nuim(korean: Path) -> None:
    folder = korean / "living_room_traj2_frei_png"
    for k in range(3):
        write_picture(folder / "rgb" / f"{k}.png", True, k)
        write_picture(folder / "depth" / f"{k}.png", False, 5000 * (k + 1))
    (folder / "associations.txt").write_text("\n".join(f"{k} depth/{k}.png {k} rgb/{k}.png" for k in range(3)))
    (folder / "livingRoom2.gt.freiburg").write_text("0 0 1 0 0.5 0.5 0.5 0.5\n1 0 2 0 0.1 0 0 1\n2 1 1 1 0 0 0 1\n")
    sequence = opened(folder)
    frame = sequence.frame(1)
    assert frame.depth is not None and float(frame.depth[2, 2]) == pytest.approx(2) and frame.intrinsics[1, 1] > 0
    assert sequence.poses is not None
    assert np.allclose(np.linalg.det(sequence.poses[:, :3, :3]), 1)
    assert np.allclose(sequence.poses[1, :3, 3], (0, -2, 0))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(-1, 1), min_size=6, max_size=6), st.lists(st.floats(-1, 1), min_size=6, max_size=6))
def test_a_mirrored_camera_projects_as_before(first: list[float], second: list[float]) -> None:
    """With fy < 0 (y up) and with its upright twin, one point of the first picture lands on the same pixel."""
    k = np.array([[481.2, 0, 319.5], [0, -480.0, 239.5], [0, 0, 1]])
    poses = np.stack([rigid.exp(first), rigid.exp(second)])
    turned, moved = upright(k, poses)
    assert moved is not None
    pixel = np.array([100.0, 330.0, 1.0])
    landed = []
    for matrix, pose in ((k, poses), (turned, moved)):
        point = rigid.inverse(pose[1]) @ pose[0] @ np.append(np.linalg.solve(matrix, pixel) * 3, 1)
        landed.append(matrix @ point[:3])
    assert np.allclose(landed[0], landed[1], atol=1e-9)
    assert upright(turned, moved)[0] is turned


def test_redwood(shared_data: Path) -> None:
    folder = shared_data / "rgbd" / "livingroom"
    sequence = opened(folder)
    assert len(sequence) == 5 and sequence.poses is not None and sequence.notes == ()
    frame = sequence.frame(4)
    assert frame.colour.shape == (480, 640, 3) and frame.depth is not None and frame.depth.shape == (480, 640)
    assert 1 < float(np.median(frame.depth[frame.depth > 0])) < 4
    assert frame.intrinsics.tolist() == [[525, 0, 319.5], [0, 525, 239.5], [0, 0, 1]]
    # Two logs in different worlds say the same of the camera's motion.
    from engine.data.rgbd_files import read_log

    odometry = read_log(folder / "odometry.log")
    angle, shift = rigid.error(
        rigid.inverse(sequence.poses[4]) @ sequence.poses[0], rigid.inverse(odometry[4]) @ odometry[0]
    )
    assert angle < 0.6 and shift < 0.02
    assert opened(folder).digest == sequence.digest


def test_redwood_names_with_times(korean: Path) -> None:
    for index, (a, b) in enumerate([(0, 3000), (33000, 40000), (66000, 200000)]):
        write_picture(korean / "image" / f"{index + 1:07d}-{a:012d}.png", True, index)
        write_picture(korean / "depth" / f"{index + 1:07d}-{b:012d}.png", False, 1000 + index)
    sequence = opened(korean)
    assert len(sequence) == 2 and sequence.poses is None and sequence.frame(1).time == pytest.approx(0.033)
    assert "no camera file" in sequence.notes[0]


def test_what_cannot_be_read_is_one_sentence(tum: Path, korean: Path) -> None:
    with pytest.raises(InputError, match="is no RGB-D sequence"):
        opened(korean)
    rgb, depth = tum / "rgb.txt", tum / "depth.txt"
    kept = rgb.read_text()
    rgb.write_text("now rgb/1.png\n")
    with pytest.raises(InputError, match=r"rgb.txt is not understood from its entry 1"):
        opened(tum)
    rgb.write_text("1.0 ../../secret.png\n")
    with pytest.raises(InputError, match="outside of it"):
        opened(tum)
    rgb.write_text("77.0 rgb/1.png\n")
    with pytest.raises(InputError, match="holds no colour picture with a depth picture"):
        opened(tum)
    rgb.write_text(kept)
    (tum / "groundtruth.txt").write_text("1 2 3 nan 0 0 0 1\n")
    with pytest.raises(InputError, match=r"groundtruth.txt is not understood"):
        opened(tum)
    (tum / "groundtruth.txt").unlink()
    sequence = opened(tum)
    first = tum / depth.read_text().splitlines()[-4].split()[1]
    first.write_bytes(first.read_bytes()[:45])
    with pytest.raises(InputError, match="is damaged"):
        sequence.frame(0)
    write_picture(first, True)
    with pytest.raises(InputError, match="not grey with 16 bits"):
        sequence.frame(0)
    write_picture(first, False, size=(4, 4))
    with pytest.raises(InputError, match="not of the same size"):
        sequence.frame(0)
    first.unlink()
    with pytest.raises(InputError, match="There is no file"):
        sequence.frame(0)
    (korean / "camera.json").write_text('{"width": 3}')
    with pytest.raises(InputError, match="not a camera file"):
        read_camera(korean / "camera.json")


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(0, 200), min_size=0, max_size=12, unique=True),
    st.lists(st.integers(0, 200), min_size=0, max_size=12, unique=True),
)
def test_association_is_the_benchmarks_own(first: list[int], second: list[int]) -> None:
    """Against the benchmark's rule, written plainly: all pairs closer than the limit, the closest first."""
    a, b = [t / 100 for t in sorted(first)], [t / 100 + 1e-4 for t in sorted(second)]
    pairs, free_a, free_b = [], set(range(len(a))), set(range(len(b)))
    for gap, i, j in sorted((abs(x - y), i, j) for i, x in enumerate(a) for j, y in enumerate(b)):
        if gap <= 0.02 and i in free_a and j in free_b:
            free_a.remove(i)
            free_b.remove(j)
            pairs.append((i, j))
    assert associated(a, b) == sorted(pairs)


def test_quaternions_are_those_of_scipy() -> None:
    from scipy.spatial.transform import Rotation

    q = np.array([0.1, -0.4, 0.3, 0.8])
    assert np.allclose(pose_of((1, 2, 3), q)[:3, :3], Rotation.from_quat(q).as_matrix())


def test_deep_pictures(korean: Path) -> None:
    write_picture(korean / "a.png", False, 65535)
    assert read_depth(korean / "a.png", 5000)[0, 0] == pytest.approx(13.107)
    write_picture(korean / "b.png", False, 0)
    assert not read_depth(korean / "b.png", 1000).any()


def test_the_motorcycles_depth_is_its_disparity() -> None:
    pair = open_sample("motorcycle-pair")
    left, right = pair.frame(0), pair.frame(1)
    assert right.depth is None and left.depth is not None and 0.9 < float((left.depth > 0).mean()) < 0.95
    assert right.intrinsics[0, 2] - left.intrinsics[0, 2] == pytest.approx(31.086)
    row, column = 250, 300
    z = float(left.depth[row, column])
    ray = np.linalg.solve(left.intrinsics, (column, row, 1.0)) * z
    landed = right.intrinsics @ (rigid.inverse(pair.poses[1]) @ pair.poses[0] @ np.append(ray, 1))[:3]
    from skimage import data

    disparity = float(data.stereo_motorcycle()[2][row, column])
    assert landed[:2] / landed[2] == pytest.approx((column - disparity, row), abs=1e-3)
    assert depth_of(np.array([[np.nan, 10.0]], np.float32), 100, BASELINE, 0).tolist()[0][0] == 0
