"""Folders of photos: what is taken, what is left out, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.data.inputs import open_input
from engine.data.photos import FILM, Photos
from engine.errors import InputError


def picture(seed: int, width: int = 120, height: int = 80) -> Image.Image:
    """A picture of noise."""
    return Image.fromarray(np.random.default_rng(seed).integers(0, 255, (height, width, 3), np.uint8).astype(np.uint8))


def opened(path: Path) -> Photos:
    """The folder as an input."""
    found = open_input("Photos", str(path))
    assert isinstance(found, Photos)
    return found


def test_photos_come_in_natural_order_with_small_copies(tmp_path: Path) -> None:
    folder = tmp_path / "사진 (1)"
    folder.mkdir()
    for number in (10, 2, 1):
        picture(number, 1000, 600).save(folder / f"p{number}.png")
    (folder / "notes.txt").write_text("no photo")
    photos = opened(folder)
    assert [p.name for p in photos.photos] == ["p1.png", "p2.png", "p10.png"]
    first = photos.photos[0]
    assert (first.width, first.height) == (1000, 600) and first.thumbnail.shape == (384, 640, 3)
    np.testing.assert_array_equal(first.read(), np.asarray(picture(1, 1000, 600)))
    assert first.focal is None and photos.notes == () and photos.poses is None
    assert opened(folder).digest == photos.digest
    picture(11).save(folder / "p2.png")
    assert opened(folder).digest != photos.digest


def test_a_folder_of_images_inside_is_found(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    for number in range(2):
        picture(number).save(tmp_path / "images" / f"{number}.jpg")
    assert len(opened(tmp_path)) == 2


def test_the_focal_length_is_read_from_exif(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA405] = 28
    picture(0).save(tmp_path / "a.jpg", exif=exif)
    picture(1).save(tmp_path / "b.jpg")
    first, second = opened(tmp_path).photos
    assert first.focal == pytest.approx(28 * np.hypot(120, 80) / FILM) and second.focal is None


def test_a_turned_photo_stays_as_it_is_stored(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[274] = 6
    for name in ("a.jpg", "b.jpg"):
        picture(0).save(tmp_path / name, exif=exif, quality=95)
    photo = opened(tmp_path).photos[0]
    assert (photo.width, photo.height) == (120, 80) and photo.thumbnail.shape == (80, 120, 3)
    np.testing.assert_array_equal(photo.thumbnail, photo.read())


def test_damaged_photos_are_left_out_and_said(tmp_path: Path) -> None:
    for number in range(3):
        picture(number).save(tmp_path / f"{number}.png")
    (tmp_path / "broken.png").write_bytes((tmp_path / "0.png").read_bytes()[:900])
    (tmp_path / "empty.jpg").write_bytes(b"")
    photos = opened(tmp_path)
    assert len(photos) == 3
    assert photos.notes == ("2 photos are left out, for they are damaged: broken.png, empty.jpg.",)


def test_the_same_picture_twice_is_said(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        picture(0).save(tmp_path / name)
    assert opened(tmp_path).notes == ("1 photos are the same picture as another: b.png.",)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "holds no photos."),
        (["a"], "holds only one photo; structure from motion takes two or more."),
        (["broken"], "its photos are damaged, for example broken.png."),
    ],
)
def test_what_cannot_be_used_is_one_sentence(tmp_path: Path, files: list[str], sentence: str) -> None:
    for name in files:
        if name == "broken":
            (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n and no more")
        else:
            picture(0).save(tmp_path / f"{name}.png")
    with pytest.raises(InputError, match=sentence):
        opened(tmp_path)


def test_a_file_or_nothing_is_one_sentence(tmp_path: Path) -> None:
    picture(0).save(tmp_path / "a.png")
    with pytest.raises(InputError, match=r"a\.png is a file"):
        opened(tmp_path / "a.png")
    with pytest.raises(InputError, match="no sample nowhere"):
        opened(Path("nowhere"))


def test_the_sample_knows_its_cameras() -> None:
    photos = open_input("Photos", "room-photos")
    assert isinstance(photos, Photos) and len(photos) == 10 and photos.poses is not None
    rotations = photos.poses[:, :3, :3]
    np.testing.assert_allclose(
        rotations @ rotations.transpose(0, 2, 1), np.broadcast_to(np.eye(3), (10, 3, 3)), atol=1e-12
    )
    assert all(p.read().shape == (360, 480, 3) and p.read().std() > 20 for p in photos.photos)
