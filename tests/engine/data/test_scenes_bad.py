"""Bad scenes are one sentence; partly bad ones load what is good and say what was left out."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.data.scenes.pictures import views_at
from engine.errors import InputError
from tests.engine.data.scene_files import (
    colmap_images,
    flat,
    opened,
    write_blender,
    write_colmap,
    write_llff,
    write_nerfstudio,
    write_photo,
)

Spoil = Callable[[Path, dict[str, Any]], None]


def spoiled(folder: Path, views: list[int], spoil: Spoil) -> Path:
    """A nerfstudio scene of nine views of which some are spoiled."""
    write_nerfstudio(folder, k1=0.0)
    found = json.loads((folder / "transforms.json").read_text())
    frames = {f["file_path"]: f for f in found["frames"]}
    for view in views:
        frame = frames[f"images/frame_{view:05d}.png"]
        spoil(folder / frame["file_path"], frame)
    (folder / "transforms.json").write_text(json.dumps(found))
    return folder


def put(key: str, value: Any) -> Spoil:
    return lambda _, frame: frame.__setitem__(key, value)


def removed(key: str) -> Spoil:
    return lambda _, frame: frame.__delitem__(key)


def entry(row: int, column: int, value: float) -> Spoil:
    return lambda _, frame: frame["transform_matrix"][row].__setitem__(column, value)


SPOILS: dict[str, tuple[Spoil, str, str]] = {
    "missing": (lambda path, _: path.unlink(), "the photo is missing", "its photos are missing"),
    "cut off": (lambda path, _: path.write_bytes(b""), "damaged or no picture,", "damaged or no pictures"),
    "no picture": (lambda path, _: path.write_text("hello" * 20), "damaged or no picture,", "damaged or no pictures"),
    "size": (
        lambda path, _: write_photo(path, flat(20, 20)),
        "another size than the scene says",
        "another size than it says",
    ),
    "no pose": (removed("transform_matrix"), "there is no pose", "have no pose"),
    "no matrix": (put("transform_matrix", [[1, 2], [3, "x"]]), "there is no pose", "have no pose"),
    "short": (put("transform_matrix", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]), "there is no pose", "have no pose"),
    "NaN": (entry(0, 3, float("nan")), "not made of finite numbers", "not made of finite numbers"),
    "infinite": (entry(1, 1, float("inf")), "not made of finite numbers", "not made of finite numbers"),
    "zeros": (put("transform_matrix", np.zeros((4, 4)).tolist()), "singular or no rigid", "singular or no rigid"),
    "sheared": (entry(0, 0, 7.0), "singular or no rigid", "singular or no rigid"),
    "focal 0": (put("fl_x", 0.0), "focal length or centre", "focal length or centre"),
    "focal NaN": (put("fl_x", float("nan")), "focal length or centre", "focal length or centre"),
    "focal text": (put("fl_x", "long"), "focal length or centre", "focal length or centre"),
    "fish-eye": (put("camera_model", "OPENCV_FISHEYE"), "camera model is not read", "camera model is not read"),
}


@pytest.mark.parametrize("kind", SPOILS)
def test_some_views_are_bad(korean: Path, kind: str) -> None:
    spoil, note, _ = SPOILS[kind]
    scene = opened(spoiled(korean, [3, 5], spoil))
    assert [v.name for v in scene.views] == [f"images/frame_{k:05d}.png" for k in (0, 1, 2, 4, 6, 7, 8)]
    said = [n for n in scene.notes if "Left out" in n]
    assert len(said) == 1 and note in said[0] and said[0].startswith("Left out because ")
    assert said[0].endswith(", 2 of 9 views: images/frame_00003.png, images/frame_00005.png.")
    assert views_at(scene, "train", 10).pixels.shape[1:] == (5, 10, 3)


@pytest.mark.parametrize("kind", SPOILS)
@pytest.mark.parametrize("left", [0, 1])
def test_all_views_but_none_or_one_are_bad(korean: Path, kind: str, left: int) -> None:
    spoil, _, error = SPOILS[kind]
    with pytest.raises(InputError) as caught:
        opened(spoiled(korean, list(range(left, 9)), spoil))
    assert error in str(caught.value) and str(caught.value).count(".") <= 2 and "\n" not in str(caught.value)


def test_one_image(korean: Path) -> None:
    write_nerfstudio(korean, 1)
    with pytest.raises(InputError, match="has only one view; at least two are needed"):
        opened(korean)
    (korean / "transforms.json").write_text('{"frames": []}')
    with pytest.raises(InputError, match="lists no views"):
        opened(korean)


def test_images_of_different_sizes(korean: Path) -> None:
    write_blender(korean)
    write_photo(korean / "train" / "r_2.png", flat(12, 14))
    scene = opened(korean)
    assert len(scene.views) == 11 and "another size than the others, 1 of 12 views: train/r_2." in scene.notes[0]
    for split, count in (("train", 9), ("test", 3)):
        for k in range(count):
            write_photo(korean / split / f"r_{k}.png", flat(12 + k + (20 if split == "test" else 0), 12))
    with pytest.raises(InputError, match="its photos are all of different sizes"):
        opened(korean)


def test_reduced_photos_scale_their_cameras(korean: Path) -> None:
    write_nerfstudio(korean, k1=0.0)
    for path in (korean / "images").iterdir():
        write_photo(path, flat(10, 5))
    scene = opened(korean)
    assert np.allclose(scene.views[0].intrinsics, [[15, 0, 5.25], [0, 15.5, 2.75], [0, 0, 1]])
    assert any("which are scaled to them" in note for note in scene.notes)


def test_a_photo_damaged_behind_its_head_is_left_out_when_it_is_used(korean: Path) -> None:
    write_nerfstudio(korean, k1=0.0)
    path = korean / "images" / "frame_00003.png"
    write_photo(path, np.random.default_rng(0).integers(0, 256, (10, 20, 3)).astype(np.uint8))
    path.write_bytes(path.read_bytes()[:200])
    scene = opened(korean)
    assert len(scene.views) == 9
    pictures = views_at(scene, "train", 0)
    assert len(pictures.pixels) == 6 and "images/frame_00003.png" not in pictures.names
    assert pictures.notes == ("Left out because the photo cannot be read, 1 in all: images/frame_00003.png.",)
    write_photo(korean / "images" / "frame_00004.png", flat(9, 9))
    with pytest.raises(InputError, match="has changed its size"):
        scene.views[4].read()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is empty"),
        ("{", "is not understood"),
        ("[" * 100_000, "is no scene|is not understood"),
        ("[1]", "is no scene|is not understood"),
        ('{"frames": 3}', "is not understood"),
        ('{"frames": [1, 2]}', "is not understood"),
    ],
)
def test_files_that_are_no_scenes(korean: Path, content: str, sentence: str) -> None:
    (korean / "transforms.json").write_text(content)
    with pytest.raises(InputError, match=sentence):
        opened(korean)
    with pytest.raises(InputError, match=sentence):
        opened(korean / "transforms.json")


def test_names_that_lead_outside(korean: Path) -> None:
    folder = spoiled(korean, [0], put("file_path", "../../secret.png"))
    with pytest.raises(InputError, match="names a file outside of it"):
        opened(folder)


def test_folders_and_files_that_hold_no_scene(korean: Path) -> None:
    with pytest.raises(InputError, match="is no scene"):
        opened(korean)
    np.savez(korean / "a.npz", other=np.zeros(3))
    with pytest.raises(InputError, match="is no scene"):
        opened(korean / "a.npz")
    np.savez(korean / "tiny.npz", images=np.zeros((3, 4, 4, 3)), poses=np.zeros((2, 4, 4)), focal=1.0)
    with pytest.raises(InputError, match="belong together"):
        opened(korean / "tiny.npz")
    with pytest.raises(InputError, match="There is no file"):
        opened(korean / "nowhere" / "transforms.json")


def test_llff_counts_and_tables(korean: Path) -> None:
    write_llff(korean)
    (korean / "images" / "IMG_3.png").unlink()
    with pytest.raises(InputError, match="has 7 photos but 8 poses"):
        opened(korean)
    write_llff(korean)
    table = np.load(korean / "poses_bounds.npy")
    table[2, :15] = np.nan
    table[4, 15:] = np.nan
    np.save(korean / "poses_bounds.npy", table)
    scene = opened(korean)
    assert len(scene.views) == 7 and any(
        "not made of finite numbers, 1 of 8 views: IMG_2.png" in note for note in scene.notes
    )
    np.save(korean / "poses_bounds.npy", table[:, :16])
    with pytest.raises(InputError, match="17 columns"):
        opened(korean)
    (korean / "poses_bounds.npy").write_bytes(b"\x93NUMPY broken")
    with pytest.raises(InputError, match="17 columns"):
        opened(korean)


def test_colmap_without_photos_or_camera(korean: Path) -> None:
    images = colmap_images(9, 1)
    write_colmap(korean / "sparse", images, np.zeros((0, 3)), True)
    with pytest.raises(InputError, match=r"its photos are missing, for example 00\.png"):
        opened(korean)
    for image in images.values():
        write_photo(korean / "images" / image.name, flat())
    assert len(opened(korean).views) == 9
    path = korean / "sparse" / "images.bin"
    content = bytearray(path.read_bytes())
    content[8 + 4 + 56 : 8 + 4 + 60] = struct.pack("<i", 77)  # the first image's camera, which does not exist
    content[12:44] = struct.pack("<4d", 0, 0, 0, 0)
    path.write_bytes(bytes(content))
    scene = opened(korean)
    assert len(scene.views) == 8 and any("1 of 9 views: 00.png." in note for note in scene.notes)
