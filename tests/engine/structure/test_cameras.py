"""Which photos share a camera, and where their pixels lie in its picture."""

import numpy as np
import pytest

from engine.data.photos import Photo, Photos
from engine.structure.steps import cameras_of


def photos(*sizes: tuple[int, int], focal: float | None = 900.0) -> Photos:
    small = np.zeros((2, 2, 3), np.uint8)
    taken = tuple(Photo(f"{i}.jpg", *size, small, focal=focal) for i, size in enumerate(sizes))
    return Photos("photos", taken, "digest")


def test_photos_of_nearly_one_size_share_a_camera():
    cameras = cameras_of(photos((1000, 662), (1000, 658), (662, 1000), (1000, 600)), "SIMPLE_RADIAL", False, 0.0)
    assert cameras.of == (0, 0, 1, 2)
    assert cameras.sizes == ((1000, 662), (1000, 658), (662, 1000), (1000, 600))
    assert [arguments[:4] for arguments in cameras.arguments] == [
        ("SIMPLE_RADIAL", 1000, 662, 900.0),
        ("SIMPLE_RADIAL", 662, 1000, 900.0),
        ("SIMPLE_RADIAL", 1000, 600, 900.0),
    ]


def test_each_photo_may_have_a_camera():
    assert cameras_of(photos((1000, 662), (1000, 662)), "PINHOLE", True, 0.0).of == (0, 1)


@pytest.mark.parametrize("photo", [0, 1])
def test_the_middle_of_a_photo_lies_in_the_middle_of_its_camera(photo):
    sizes = ((1000, 662), (994, 658))
    cameras = cameras_of(photos(*sizes), "SIMPLE_RADIAL", False, 0.0)
    middle = np.array([[sizes[photo][0] / 2, sizes[photo][1] / 2, 1.0, 0.0]], np.float32)
    placed = cameras.placed(photo, middle)
    assert placed[0, :2] == pytest.approx([500, 331])
    assert placed[0, 2:] == pytest.approx(middle[0, 2:])
    assert middle[0, 0] == sizes[photo][0] / 2
