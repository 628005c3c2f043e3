"""The small pictures of clouds, the words beside them, and which of two files is the source."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.pairs import in_order, is_transform, truth_put_away
from app.previews import cloud_thumbnail, clouds_thumbnail, detail_of, name_of, notes_of, preview_of
from engine.data.cloud import PointCloud

GROUND = (28, 32, 39)


def shown(picture: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    """Where something is drawn."""
    return np.asarray((picture != GROUND).any(axis=2))


@pytest.mark.parametrize("depth", range(3))
def test_it_is_seen_along_the_thinnest_side(depth: int) -> None:
    """An L of points: its long arm lies where the axes say, whichever axis is the thin one."""
    t = np.linspace(0, 1, 400)
    across, down = [axis for axis in range(3) if axis != depth]
    points = np.zeros((800, 3))
    points[:400, across] = 4 * t  # along the lower edge
    points[400:, down] = 2 * t  # up the left edge
    picture = shown(cloud_thumbnail(points, None, 100))
    rows, columns = np.nonzero(picture)
    assert columns.max() - columns.min() > 80 and 35 < rows.max() - rows.min() < 55
    assert picture[rows.max() - 1].sum() > 70 and picture[:, columns.min()].sum() > 30


def test_what_is_nearer_covers_what_is_behind() -> None:
    grid = np.stack(np.meshgrid(np.linspace(0, 1, 60), np.linspace(0, 1, 60)), axis=-1).reshape(-1, 2)
    near, far = (np.column_stack([grid, np.full(len(grid), z)]) for z in (0.1, 0.0))
    red, blue = (np.tile(np.array([colour], np.uint8), (len(grid), 1)) for colour in ((255, 0, 0), (0, 0, 255)))
    picture = cloud_thumbnail(np.concatenate([near, far]), np.concatenate([red, blue]), 64)
    drawn = picture[shown(picture)]
    assert (drawn == (255, 0, 0)).all() and len(drawn) > 2000


def test_a_room_is_seen_without_its_ceiling() -> None:
    flat = np.random.default_rng(0).uniform(0, 4, (4000, 2))
    floor, ceiling = (np.column_stack([flat, np.full(4000, z)]) for z in (0.0, 2.5))
    red, blue = (np.tile(np.array([colour], np.uint8), (4000, 1)) for colour in ((255, 0, 0), (0, 0, 255)))
    picture = cloud_thumbnail(np.concatenate([floor, ceiling]), np.concatenate([red, blue]), 64)
    assert (picture[shown(picture)] == (255, 0, 0)).all()


@pytest.mark.parametrize(
    "points",
    [np.zeros((1, 3)), np.full((5, 3), 7e6), np.array([[0.0, 0, 0], [1e12, 0, 0]]), np.ones((3, 3)) * 1e-300],
)
def test_clouds_without_extent(points: np.ndarray) -> None:  # type: ignore[type-arg]
    picture = cloud_thumbnail(points, None, 40)
    assert picture.shape == (40, 40, 3) and picture.dtype == np.uint8


def test_outliers_do_not_shrink_the_rest() -> None:
    points = np.random.default_rng(0).uniform(-1, 1, (5000, 3)) * (1, 1, 0.1)
    with_outliers = np.concatenate([points, [[1e4, 1e4, 0], [-1e4, 0, 0]]])
    assert shown(cloud_thumbnail(with_outliers, None, 80)).sum() > 0.9 * shown(cloud_thumbnail(points, None, 80)).sum()


def test_several_clouds_stand_where_their_poses_say() -> None:
    square = np.random.default_rng(0).uniform(0, 1, (4000, 3)) * (1, 1, 0.01)
    aside = np.eye(4)
    aside[0, 3] = 3.0
    clouds = [PointCloud(square, "a", pose=np.eye(4)), PointCloud(square, "b", pose=aside)]
    columns = shown(clouds_thumbnail(clouds, 100)).any(axis=0)
    assert columns[:25].any() and not columns[40:60].any() and columns[75:].any()
    assert preview_of("PointCloud", tuple(clouds)) is not None


def test_words() -> None:
    cloud = PointCloud(np.array([[0, 0, 0], [1234.5, 2.5, 0.125]]), "a", notes=("one",))
    assert detail_of("PointCloud", cloud) == "2 points · 1,234 × 2.5 × 0.125"
    both = (cloud, PointCloud(np.zeros((3, 3)), "b", notes=("one", "two")))
    assert detail_of("PointCloud", both) == "2 clouds, 5 points"
    assert name_of(both) == "a … b" and name_of(both[:1]) == "a" and notes_of(both) == ["one", "two"]


def test_which_is_the_source(tmp_path: Path) -> None:
    for given, expected in {
        ("b.ply", "a.ply"): ["a.ply", "b.ply"],
        ("target.ply", "source.ply"): ["source.ply", "target.ply"],
        ("ref.npy", "src.npy"): ["src.npy", "ref.npy"],
        ("a_target.ply", "b.ply"): ["b.ply", "a_target.ply"],
        ("scan.ply", "my_src.ply"): ["my_src.ply", "scan.ply"],
        ("z_source.ply", "b.ply"): ["z_source.ply", "b.ply"],
        ("source_target.ply", "b.ply"): ["b.ply", "source_target.ply"],
    }.items():
        ordered = in_order(str(tmp_path / name) for name in given)
        assert [Path(path).name for path in ordered] == expected


def test_which_files_are_transforms(tmp_path: Path, shared_data: Path) -> None:
    pair = shared_data / "registration"
    assert is_transform(pair / "lidar_pair" / "T_target_source.txt") and is_transform(pair / "indoor_pair" / "gt.npy")
    assert not is_transform(pair / "indoor_pair" / "src.npy") and not is_transform(pair / "lidar_pair" / "source.ply")
    assert not is_transform(pair) and not is_transform(tmp_path / "none.txt")
    (tmp_path / "four.txt").write_text("1 2 3 4\n" * 4)
    assert not is_transform(tmp_path / "four.txt")


def test_a_truth_goes_with_its_clouds() -> None:
    class Told:
        truth = "gt.txt"

    assert truth_put_away(Told(), ["source"], {}) == {"truth": ""}
    assert truth_put_away(Told(), ["source"], {"truth": "new.txt"}) == {"truth": "new.txt"}
    assert truth_put_away(Told(), ["image"], {"a": 1}) == {"a": 1} == truth_put_away(object(), ["source"], {"a": 1})
