"""A text as an input: path, sample or sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.data.cloud import PointCloud
from engine.data.dataset import Dataset
from engine.data.exporting import write_arrays, write_picture
from engine.data.image import Image
from engine.data.inputs import DEFAULT_SAMPLE, open_input, opening_input
from engine.data.photos import Photos
from engine.data.rgbd import RgbdSequence
from engine.data.samples import SAMPLES
from engine.data.scene import Scene
from engine.errors import InputError
from engine.study import Progress

TYPES = {
    "Image": Image,
    "Dataset": Dataset,
    "PointCloud": PointCloud,
    "RgbdSequence": RgbdSequence,
    "Scene": Scene,
    "Photos": Photos,
}


def test_defaults_are_samples_of_their_type() -> None:
    kinds = {s.name: s.kind for s in SAMPLES}
    for type_name, name in DEFAULT_SAMPLE.items():
        assert kinds[name] == type_name
        assert isinstance(open_input(type_name, name), TYPES[type_name])


def test_an_existing_path_wins_over_a_sample(korean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(korean)
    pixels = np.full((3, 4, 3), 7, np.uint8)
    write_picture(korean / "x.png", pixels).rename("cat")
    picture = open_input("Image", "cat")
    assert isinstance(picture, Image) and np.array_equal(picture.pixels, pixels) and picture.path == Path("cat")
    (korean / "astronaut").mkdir()
    with pytest.raises(InputError, match="astronaut is a folder"):
        open_input("Image", "astronaut")


def test_neither_path_nor_sample_lists_the_samples_of_the_type() -> None:
    with pytest.raises(InputError) as caught:
        open_input("Image", "없는 것")
    assert "없는 것" in str(caught.value) and "cat" in str(caught.value) and "digits" not in str(caught.value)
    with pytest.raises(InputError, match=r"the samples are digits\.$"):
        open_input("Dataset", "cat")
    with pytest.raises(InputError, match="the samples are"):
        open_input("Image", "a\0b")


def test_a_data_set_breathes_while_it_opens(korean: Path) -> None:
    path = write_arrays(
        korean / "자료 (1).npz", {"x_train": np.zeros((4, 2, 2), np.uint8), "y_train": np.arange(4) % 2}
    )
    opening = opening_input("Dataset", str(path))
    assert isinstance(next(opening), Progress)
    assert isinstance(open_input("Dataset", str(path)), Dataset)


def test_home_is_known(monkeypatch: pytest.MonkeyPatch, korean: Path) -> None:
    monkeypatch.setenv("HOME", str(korean))
    monkeypatch.setenv("USERPROFILE", str(korean))
    write_picture(korean / "a.png", np.zeros((1, 1, 3), np.uint8))
    assert isinstance(open_input("Image", "~/a.png"), Image)


def test_checkpoints(korean: Path) -> None:
    from engine.training.products import Checkpoint

    stored = Checkpoint({}, {}, 3, {"seed": 1})
    path = stored.save(korean / "학습 (1).ckpt")
    assert open_input("Checkpoint", str(path)) == stored
    (korean / "empty.ckpt").touch()
    (korean / "text.ckpt").write_text("not a checkpoint")
    for name, words in {
        "empty.ckpt": "is empty",
        "text.ckpt": "is not a checkpoint",
        "none": "no file",
        ".": "folder",
    }.items():
        with pytest.raises(InputError, match=words):
            open_input("Checkpoint", str(korean / name))
