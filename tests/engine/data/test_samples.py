"""The samples against the libraries that ship them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.data import samples
from engine.data.cloud import PointCloud
from engine.data.dataset import Dataset
from engine.data.image import Image
from engine.data.photos import Photos
from engine.data.rgbd import RgbdSequence
from engine.data.samples import SAMPLES, carried_files, open_sample, sample_files
from engine.data.scene import Scene
from engine.errors import InputError

KINDS = {
    "Image": Image,
    "Dataset": Dataset,
    "PointCloud": PointCloud,
    "PointClouds": list,
    "RgbdSequence": RgbdSequence,
    "Scene": Scene,
    "Photos": Photos,
}


def test_all_that_the_issue_names_are_there() -> None:
    assert {s.name for s in SAMPLES} >= set("cat astronaut coffee rocket china flower motorcycle digits".split())
    assert all(s.licence and s.title and s.kind in KINDS for s in SAMPLES)
    assert all(path.is_file() for path in sample_files().values())
    assert all(path.is_file() and path.parent.parts[-len(Path(to).parts) :] == Path(to).parts for path, to in CARRIED)
    assert {path for path, _ in CARRIED} > set(sample_files().values())


CARRIED = carried_files()


@pytest.mark.parametrize("name", [s.name for s in SAMPLES if not s.archive])
def test_every_sample_opens(name: str) -> None:
    kind = next(s.kind for s in SAMPLES if s.name == name)
    opened = open_sample(name)
    assert isinstance(opened, KINDS[kind])
    assert (opened[0].name.startswith(name)) if isinstance(opened, list) else opened.name == name


def test_photos_are_those_of_scikit_image() -> None:
    from skimage import data

    for name, source in (("cat", data.chelsea), ("astronaut", data.astronaut), ("coffee", data.coffee)):
        opened = open_sample(name)
        assert isinstance(opened, Image)
        assert np.array_equal(opened.pixels, source())
    motorcycle = open_sample("motorcycle")
    assert isinstance(motorcycle, Image)
    assert np.array_equal(motorcycle.pixels, data.stereo_motorcycle()[0])


def test_photos_and_digits_are_those_of_scikit_learn() -> None:
    from sklearn.datasets import load_digits, load_sample_image

    for name in ("china", "flower"):
        opened = open_sample(name)
        assert isinstance(opened, Image)
        assert np.abs(opened.pixels.astype(int) - load_sample_image(f"{name}.jpg")).max() <= 1
    digits, loaded = open_sample("digits"), load_digits()
    assert isinstance(digits, Dataset)
    assert digits.train_images.shape == (1797, 8, 8, 1) and digits.train_images.dtype == np.uint8
    assert np.array_equal(digits.train_images[..., 0], np.round(loaded.images * 255 / 16 + 1e-9))
    assert np.array_equal(digits.train_labels, loaded.target) and digits.train_labels.dtype == np.int64
    assert digits.class_names == tuple("0123456789") and digits.test_images is None
    one = open_sample("digit")
    assert isinstance(one, Image)
    assert np.array_equal(one.pixels[..., 2], digits.train_images[3, ..., 0]) and loaded.target[3] == 3


def test_reading_a_sample_imports_neither_library_nor_torch() -> None:
    code = (
        "import sys; from engine.data.samples import *; [open_sample(s.name) for s in SAMPLES if not s.archive]; "
        "print([m for m in ('skimage', 'sklearn', 'scipy', 'torch', 'cv2') if m in sys.modules])"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_listing_samples_imports_numpy_at_most() -> None:
    code = (
        "import sys; import engine.data.samples, engine.data.inputs; "
        "print([m for m in ('PIL', 'cv2', 'torch') if m in sys.modules])"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no file and no sample dog; the samples are cat, astronaut"):
        open_sample("dog")
    monkeypatch.setattr(samples.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(samples.sys, "_MEIPASS", str(tmp_path), raising=False)
    assert sample_files()["cat"] == tmp_path / "skimage" / "data" / "chelsea.png"
    with pytest.raises(InputError, match="The sample cat is missing"):
        open_sample("cat")
