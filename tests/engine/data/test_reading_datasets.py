"""Data sets from folders, archives and torchvision's files, whose own loaders are the oracle."""

from __future__ import annotations

import gzip
import io
import pickle
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image as Pillow

from engine.data import array_archives, class_folders
from engine.data.exporting import write_arrays, write_picture
from engine.data.reading_datasets import read_dataset, reading_dataset
from engine.data.torchvision_files import read_batch
from engine.errors import InputError
from engine.study import Progress

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
RANDOM = np.random.default_rng(0)


def pictures(*shape: int) -> NDArray[np.uint8]:
    return RANDOM.integers(0, 256, shape, dtype=np.uint8)


def refused(path: Path, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_dataset(path)
    text = str(caught.value)
    assert words in text and path.name in text and text.endswith(".") and "\n" not in text


# Archives.


@FEW
@given(
    count=st.integers(2, 6),
    size=st.tuples(st.integers(1, 5), st.integers(1, 5)),
    layout=st.sampled_from(["NHW", "NHW1", "NHW3", "NCHW"]),
    stored=st.sampled_from(["bytes", "fraction", "float", "int64", "signed", "deep"]),
    names=st.sampled_from(
        [("train_images", "train_labels"), ("x_train", "y_train"), ("X_train", "Y_train"), ("data", "target")]
    ),
    fortran=st.booleans(),
)
def test_an_archive_comes_back_whatever_its_layout(
    tmp_path: Path, count: int, size: tuple[int, int], layout: str, stored: str, names: tuple[str, str], fortran: bool
) -> None:
    channels = 3 if layout in ("NHW3", "NCHW") else 1
    expected = pictures(count, *size, channels)
    expected[0, 0, 0, 0], expected[-1, -1, -1, -1] = 0, 255
    if expected.size == 1:
        expected[:] = 255
    if layout == "NCHW" and size[1] in (1, 3, 4):
        layout = "NHW3"  # a width that may be taken for channels is
    values: NDArray[Any] = {
        "bytes": lambda: expected,
        "fraction": lambda: (expected / 255).astype(np.float32),
        "float": lambda: expected.astype(np.float64),
        "int64": lambda: expected.astype(np.int64),
        "signed": lambda: expected / 127.5 - 1,
        "deep": lambda: expected.astype(np.uint16) * 257,
    }[stored]()
    if layout == "NHW":
        values = values[..., 0]
    elif layout == "NCHW":
        values = values.transpose(0, 3, 1, 2)
    labels = np.arange(count) % 2
    path = tmp_path / "한글 (1).npz"
    write_arrays(path, {names[0]: np.asfortranarray(values) if fortran else values, names[1]: labels})
    data = read_dataset(path)
    if stored != "signed" or expected.min() < 127:  # else nothing shows that black is -1
        assert np.array_equal(data.train_images, expected)
    assert data.train_images.dtype == np.uint8 and not data.train_images.flags.writeable
    assert data.train_labels.tolist() == labels.tolist() and data.train_labels.dtype == np.int64
    assert data.class_names == ("0", "1") and data.test_images is None and data.path == path


@pytest.mark.parametrize(
    ("labels", "expected", "names"),
    [
        (np.array([[1], [0], [1]], np.uint8), [1, 0, 1], ("0", "1")),
        (np.array([5.0, 200.0, 5.0]), [0, 1, 0], ("5", "200")),
        (np.eye(3)[[2, 0, 1]], [2, 0, 1], ("0", "1", "2")),
        (np.array(["dog", "고양이", "dog"]), [0, 1, 0], ("dog", "고양이")),
        (np.array([True, False, True]), [1, 0, 1], ("0", "1")),
    ],
)
def test_labels_of_many_kinds(
    tmp_path: Path, labels: NDArray[Any], expected: list[int], names: tuple[str, ...]
) -> None:
    path = write_arrays(tmp_path / "a.npz", {"images": pictures(3, 4, 4), "labels": labels})
    data = read_dataset(path)
    assert (data.train_labels.tolist(), data.class_names) == (expected, names)


def test_test_split_and_class_names(tmp_path: Path) -> None:
    train, test = pictures(4, 5, 6, 3), pictures(2, 5, 6, 3)
    arrays = {"x_train": train / 255, "y_train": [0, 1, 2, 1], "x_test": test / 255 * 0.9, "y_test": [2, 0]}
    data = read_dataset(write_arrays(tmp_path / "a.npz", {**arrays, "class_names": ["a", "b", "c", "d"]}))
    assert data.test_images is not None and data.test_labels is not None
    assert np.array_equal(data.train_images, train) and np.abs(data.test_images - test * 0.9).max() <= 0.5 + 1e-9
    assert data.test_labels.tolist() == [2, 0] and data.class_names == ("a", "b", "c", "d")
    path = write_arrays(tmp_path / "b.npz", {**arrays, "class_names": ["a", "b"]})
    refused(path, "names 2 classes but has the label 2")


def test_alpha_of_an_archive_is_laid_on_white(tmp_path: Path) -> None:
    rgba = pictures(3, 4, 4, 4)
    data = read_dataset(write_arrays(tmp_path / "a.npz", {"x": rgba, "y": [0, 1, 0]}))
    alpha = rgba[..., 3:] / 255
    assert np.abs(data.train_images - (rgba[..., :3] * alpha + 255 * (1 - alpha))).max() <= 0.5 + 1e-6
    assert "white" in data.notes[0]


def test_archives_that_do_not_fit(tmp_path: Path) -> None:
    good, labels = pictures(3, 4, 4), [0, 1, 0]
    for arrays, words in (
        ({"x": good}, "lacks train_labels/y_train; its arrays are: x"),
        ({"y": labels, "other": good}, "lacks train_images/x_train"),
        ({"x": good, "y": [0, 1]}, "3 pictures but 2 labels"),
        ({"x": good, "y": [1, 1, 1]}, "one class only"),
        ({"x": good[:0], "y": []}, "has no pictures"),
        ({"x": good * 1000.0, "y": labels}, "values from"),
        ({"x": good * np.nan, "y": labels}, "values from"),
        ({"x": good[0], "y": [0, 1, 0, 1]}, "an array (4, 4)"),
        ({"x": good.astype(str), "y": labels}, "of <U"),
        ({"x": good, "y": [0.5, 1, 0]}, "not one whole number a picture"),
        ({"x": good, "y": [np.nan, np.inf, 0]}, "not one whole number a picture"),
        ({"x": good, "y": labels, "x_test": pictures(1, 5, 5), "y_test": [0]}, "differ in size"),
    ):
        refused(write_arrays(tmp_path / "가 나.npz", arrays), words)


def test_an_archive_with_objects_executes_nothing(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (tmp_path / "executed",)

    path = tmp_path / "evil.npz"
    np.savez(path, x=np.array([Evil()] * 3, dtype=object), y=[0, 1, 0])
    refused(path, "Python objects")
    assert not (tmp_path / "executed").exists()


def test_an_archive_that_claims_more_than_it_has(tmp_path: Path) -> None:
    def archive(shape: str) -> Path:
        head = f"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}}}".encode()
        member = b"\x93NUMPY\x01\0" + struct.pack("<H", len(head)) + head + bytes(100)
        path = tmp_path / "bomb.npz"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as stream:
            stream.writestr("x.npy", member)
            stream.writestr("y.npy", member)
        return path

    refused(archive("(3, 10**12)".replace("10**12", str(10**12))), "up to 4096 are read")
    refused(archive("(1000, 1000, 1000)"), "damaged")
    refused(archive("(-3, 4)"), "damaged")
    refused(archive("(3,"), "damaged")


@settings(FEW, max_examples=40)
@given(fraction=st.floats(0, 1, exclude_max=True), changed=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_archive_raises_nothing_but_the_sentence(
    tmp_path: Path, fraction: float, changed: int, cut: bool
) -> None:
    path = tmp_path / "a.npz"
    content = bytearray(write_arrays(path, {"x": np.zeros((9, 4, 4), np.uint8), "y": np.arange(9) % 3}).read_bytes())
    place = int(fraction * len(content))
    content[place] = changed
    path.write_bytes(content[: max(place, 1)] if cut else content)
    try:
        data = read_dataset(path)
    except InputError as error:
        assert "a.npz" in str(error)
    else:
        assert len(data.train_images) == 9 and not cut


def test_an_archive_is_read_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(array_archives, "_PIECE", 1000)
    path = write_arrays(tmp_path / "a.npz", {"x": pictures(100, 10, 10), "y": np.arange(100) % 10})
    reading = reading_dataset(path)
    assert sum(isinstance(breath, Progress) for breath in reading) > 10


def test_mnist_itself(shared_data: Path) -> None:
    data = read_dataset(shared_data / "mnist" / "mnist.npz")
    assert data.train_images.shape == (60000, 28, 28, 1) and data.test_images is not None
    assert data.train_images.mean() / 255 == pytest.approx(0.1307, abs=1e-4)
    assert data.train_images.std() / 255 == pytest.approx(0.3081, abs=1e-4)
    assert data.class_names == tuple("0123456789") and np.bincount(data.test_labels).sum() == 10000


@pytest.mark.slow
def test_cifar10_itself(shared_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "cifar10.npz"
    subprocess.run([sys.executable, shared_data / "unpack_cifar10.py", path], check=True, capture_output=True)
    data = read_dataset(path)
    assert np.allclose(data.train_images.mean((0, 1, 2)) / 255, [0.4914, 0.4822, 0.4465], atol=1e-4)
    assert np.bincount(data.train_labels).tolist() == [5000] * 10


# Class folders.


def write_folder(root: Path, classes: dict[str, list[NDArray[np.uint8]]]) -> None:
    for name, images in classes.items():
        for number, pixels in enumerate(images):
            write_picture(root / name / f"{number}.png", pixels)


def test_class_folders_agree_with_torchvision(korean: Path) -> None:
    from engine.runtime.torch_loading import load_torchvision

    root = korean / "자료 (1)"
    write_folder(
        root,
        {
            "개": list(pictures(3, 20, 20, 3)),
            "고양이": list(pictures(2, 20, 20, 3)),
            "새": list(pictures(2, 20, 20, 3)),
        },
    )
    (root / "새" / "nested").mkdir()
    write_picture(root / "새" / "nested" / "x.png", pictures(20, 20, 3))
    data = read_dataset(root)
    oracle = load_torchvision().datasets.ImageFolder(str(root))
    assert data.class_names == tuple(oracle.classes) and data.train_labels.tolist() == oracle.targets
    assert np.array_equal(data.train_images, np.stack([np.asarray(picture) for picture, _ in oracle]))
    assert data.name == "자료 (1)" and data.notes == () and data.path == root


@pytest.mark.parametrize(("train", "test"), [("train", "val"), ("Training", "test"), ("train", "Validation")])
def test_split_folders(tmp_path: Path, train: str, test: str) -> None:
    write_folder(tmp_path / train, {"a": list(pictures(3, 8, 8, 3)), "b": list(pictures(2, 8, 8, 3))})
    write_folder(tmp_path / test, {"b": list(pictures(2, 8, 8, 3)), "new": list(pictures(1, 8, 8, 3))})
    data = read_dataset(tmp_path)
    assert data.train_labels.tolist() == [0, 0, 0, 1, 1]
    assert data.test_labels is not None and data.test_labels.tolist() == [1, 1]
    assert data.notes == ("The class new has no training pictures and was left out.",)


def test_different_sizes_are_resized_and_cropped(tmp_path: Path) -> None:
    gradient = np.repeat(np.linspace(0, 255, 200, dtype=np.uint8)[None, :, None], 100, 0).repeat(3, 2)  # 100 x 200
    gradient[..., 2] = 0
    write_folder(
        tmp_path, {"a": [pictures(10, 10, 3), gradient], "b": [pictures(10, 10, 3), gradient.transpose(1, 0, 2)]}
    )
    data = read_dataset(tmp_path)
    assert data.train_images.shape == (4, 64, 64, 3)
    assert data.notes == ("Its pictures were resized and cropped to 64 x 64 pixels.",)
    middle = np.linspace(255 * 50 / 200, 255 * 150 / 200, 64)  # the middle half of the gradient
    assert np.abs(data.train_images[1, :, :, 0] - middle).max() < 3
    assert np.abs(data.train_images[3, :, :, 0] - middle[:, None]).max() < 3
    assert read_dataset(tmp_path, side=32).train_images.shape == (4, 32, 32, 3)
    torch = pytest.importorskip("torch")
    small = torch.nn.functional.interpolate(  # antialiased bilinear, as torchvision resizes
        torch.tensor(gradient).permute(2, 0, 1)[None].float(), (64, 128), mode="bilinear", antialias=True
    )[0, :, :, 32:96].permute(1, 2, 0)
    assert np.abs(data.train_images[1] - small.numpy()).max() < 2


def test_large_pictures_of_one_size_are_brought_down_too(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        Pillow.fromarray(pictures(300, 400, 3)).save(tmp_path / name / "1.jpg")
    assert read_dataset(tmp_path).train_images.shape == (2, 64, 64, 3)


def test_grey_folders_keep_one_channel(tmp_path: Path) -> None:
    write_folder(tmp_path, {"a": list(pictures(2, 9, 7)), "b": list(pictures(2, 9, 7))})
    data = read_dataset(tmp_path)
    assert data.train_images.shape == (4, 9, 7, 1) and "grey" in data.notes[0]


def test_broken_and_hidden_files_are_left_out_and_said(korean: Path) -> None:
    write_folder(
        korean,
        {"a": list(pictures(2, 8, 8, 3)), "b": list(pictures(2, 8, 8, 3)), ".hidden": list(pictures(2, 9, 9, 3))},
    )
    (korean / "a" / "깨진.png").write_text("broken")
    (korean / "b" / "empty.jpg").touch()
    (korean / "b" / ".DS_Store.png").write_text("x")
    (korean / "b" / "notes.txt").write_text("x")
    (korean / "empty class").mkdir()
    data = read_dataset(korean)
    assert len(data.train_images) == 4 and data.class_names == ("a", "b")
    assert data.notes == ("2 of 6 pictures could not be read and were left out: 깨진.png, empty.jpg.",)


def test_folders_that_are_no_data_set(korean: Path, forbidden: Any) -> None:
    refused(korean, "no pictures in class folders")
    write_picture(korean / "1.png", pictures(4, 4, 3))
    refused(korean, "no pictures in class folders")
    write_folder(korean, {"하나": list(pictures(2, 4, 4, 3))})
    refused(korean, "one class only")
    (korean / "둘").mkdir()
    (korean / "둘" / "1.png").write_text("broken")
    refused(korean, "one class only")
    (korean / "하나" / "0.png").write_text("broken")
    (korean / "하나" / "1.png").write_text("broken")
    refused(korean, "no pictures in class folders")
    refused(korean / "none", "There is no file")
    refused(korean / "1.png", "is not a data set")
    forbidden(korean)
    refused(korean, "no permission")


def test_folders_breathe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path, {"a": list(pictures(4, 8, 8, 3)), "b": [*pictures(3, 8, 8, 3), pictures(9, 9, 3)]})
    monkeypatch.setattr(class_folders.Pulse, "due", lambda self: True)
    breaths = list(reading_dataset(tmp_path))
    assert len(breaths) > 16 and all(isinstance(breath, Progress) for breath in breaths)


# What torchvision's loaders leave on the disk.


def idx(array: NDArray[np.uint8]) -> bytes:
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.tobytes()


@pytest.fixture
def mnist(korean: Path) -> Path:
    folder = korean / "MNIST" / "raw"
    folder.mkdir(parents=True)
    for stem, count in (("train", 12), ("t10k", 5)):
        (folder / f"{stem}-images-idx3-ubyte").write_bytes(idx(pictures(count, 28, 28)))
        (folder / f"{stem}-labels-idx1-ubyte").write_bytes(idx((np.arange(count) % 4).astype(np.uint8)))
    return korean


def test_idx_files_agree_with_torchvision(mnist: Path) -> None:
    from engine.runtime.torch_loading import load_torchvision

    data = read_dataset(mnist)
    for train, images, labels in (
        (True, data.train_images, data.train_labels),
        (False, data.test_images, data.test_labels),
    ):
        oracle = load_torchvision().datasets.MNIST(str(mnist), train=train)
        assert images is not None and labels is not None
        assert np.array_equal(images[..., 0], oracle.data.numpy()) and np.array_equal(labels, oracle.targets.numpy())
    raw = mnist / "MNIST" / "raw"
    assert np.array_equal(read_dataset(raw).train_images, data.train_images)
    assert np.array_equal(read_dataset(raw / "train-images-idx3-ubyte").train_images, data.train_images)
    for path in list(raw.iterdir()):
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    assert np.array_equal(read_dataset(mnist).train_images, data.train_images)


@pytest.mark.parametrize("zipped", [False, True])
def test_damaged_idx_files(mnist: Path, zipped: bool) -> None:
    path = mnist / "MNIST" / "raw" / "train-images-idx3-ubyte"
    whole = path.read_bytes()
    for content in (
        whole[:-1],
        whole[:3],
        b"\0\0\x0d\x03" + whole[4:],
        struct.pack(">HBB3I", 0, 8, 3, 2**31, 2**31, 9),
        b"text",
    ):
        path.write_bytes(gzip.compress(content) if zipped else content)
        with pytest.raises(InputError, match="train-images-idx3-ubyte is damaged"):
            read_dataset(mnist)
    path.write_bytes(gzip.compress(whole)[:-2000])
    with pytest.raises(InputError, match="damaged"):
        read_dataset(mnist)
    path.with_name("train-labels-idx1-ubyte").unlink()
    path.write_bytes(whole)
    with pytest.raises(InputError, match="lacks the file train-labels-idx1-ubyte"):
        read_dataset(mnist)


def python2_pickle(data: NDArray[np.uint8], labels: list[int]) -> bytes:
    """A batch as Python 2's cPickle wrote the real ones: protocol 2, byte strings, ``numpy.core``."""

    def string(text: bytes) -> bytes:
        return b"U" + bytes([len(text)]) + text if len(text) < 256 else b"T" + struct.pack("<i", len(text)) + text

    def integer(value: int) -> bytes:
        return b"J" + struct.pack("<i", value)

    dtype = b"cnumpy\ndtype\n" + string(b"u1") + integer(0) + integer(1) + b"\x87R"
    dtype += b"(" + integer(3) + string(b"|") + b"NNN" + integer(-1) * 2 + integer(0) + b"tb"
    array = b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n" + integer(0) + b"\x85" + string(b"b") + b"\x87R"
    shape = integer(data.shape[0]) + integer(data.shape[1]) + b"\x86"
    array += b"(" + integer(1) + shape + dtype + b"\x89" + string(data.tobytes()) + b"tb"
    listed = b"](" + b"".join(integer(label) for label in labels) + b"e"
    return (
        b"\x80\x02}("
        + string(b"data")
        + array
        + string(b"labels")
        + listed
        + string(b"batch_label")
        + string(b"x")
        + b"u."
    )


@pytest.fixture
def cifar(korean: Path) -> Path:
    folder = korean / "cifar-10-batches-py"
    folder.mkdir()
    for number, name in enumerate([*(f"data_batch_{n}" for n in range(1, 6)), "test_batch"]):
        data, labels = pictures(4, 3072), [number % 3, 1, 2, 0]
        if number % 2:
            (folder / name).write_bytes(python2_pickle(data, labels))
        else:
            (folder / name).write_bytes(pickle.dumps({"data": data, "labels": labels}, protocol=2))
    meta = {"label_names": ["airplane", "automobile", "bird"], "num_vis": 3072}
    (folder / "batches.meta").write_bytes(pickle.dumps(meta, protocol=2))
    return korean


def test_the_handmade_batch_is_what_pickle_takes_it_for() -> None:
    data = pictures(2, 3072)
    stored = pickle.loads(python2_pickle(data, [3, 4]), encoding="latin1")
    assert np.array_equal(stored["data"], data) and stored["labels"] == [3, 4]


def test_cifar_batches_agree_with_torchvision(cifar: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.runtime.torch_loading import load_torchvision

    loader = load_torchvision().datasets.CIFAR10
    monkeypatch.setattr(loader, "_check_integrity", lambda self: True)
    monkeypatch.setattr(loader, "meta", {**loader.meta, "md5": None})
    data = read_dataset(cifar)
    assert data.class_names == ("airplane", "automobile", "bird") and data.test_images is not None
    for train, images, labels in (
        (True, data.train_images, data.train_labels),
        (False, data.test_images, data.test_labels),
    ):
        oracle = loader(str(cifar), train=train)
        assert np.array_equal(images, oracle.data) and labels is not None and labels.tolist() == oracle.targets
    assert np.array_equal(read_dataset(cifar / "cifar-10-batches-py").train_images, data.train_images)


class Evil:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.path,)


def test_a_batch_that_would_execute_code_is_refused(cifar: Path) -> None:
    path, mark = cifar / "cifar-10-batches-py" / "data_batch_3", cifar / "executed"
    for content in (
        pickle.dumps({"data": Evil(mark), "labels": [1]}),
        pickle.dumps({"data": np.zeros((1, 3072)), "labels": [1]}, protocol=2),  # floating point
        pickle.dumps({"data": np.array([Evil(mark)], dtype=object), "labels": [1]}, protocol=2),
        pickle.dumps([1, 2]),
        b"cos\nsystem\n(S'touch executed'\ntR.",
        b"text",
        python2_pickle(pictures(2, 3072), [0, 1])[:3000],
    ):
        path.write_bytes(content)
        with pytest.raises(InputError, match="data_batch_3 is not a CIFAR batch"):
            read_dataset(cifar)
    path.write_bytes(pickle.dumps({"data": pictures(2, 100), "labels": [0, 1]}, protocol=2))
    with pytest.raises(InputError, match="data_batch_3 is damaged"):
        read_dataset(cifar)
    assert not mark.exists()


@settings(FEW, max_examples=60)
@given(place=st.floats(0, 1, exclude_max=True), value=st.integers(0, 255))
def test_a_changed_batch_raises_nothing_but_the_sentence(tmp_path: Path, place: float, value: int) -> None:
    content = bytearray(python2_pickle(np.zeros((1, 12), np.uint8), [0, 1]))
    content[int(place * len(content))] = value
    path = tmp_path / "batch"
    path.write_bytes(content)
    try:
        assert isinstance(read_batch(path), dict)
    except InputError as error:
        assert "batch" in str(error)


def test_cifar_100(korean: Path) -> None:
    folder = korean / "cifar-100-python"
    folder.mkdir()
    for name in ("train", "test"):
        stored = {"data": pictures(3, 3072), "fine_labels": [0, 2, 1], "coarse_labels": [0, 0, 0]}
        (folder / name).write_bytes(pickle.dumps(stored, protocol=2))
    (folder / "meta").write_bytes(
        pickle.dumps({"fine_label_names": ["a", "b", "c"], "coarse_label_names": ["z"]}, protocol=2)
    )
    data = read_dataset(korean)
    assert data.train_labels.tolist() == [0, 2, 1] and data.class_names == ("a", "b", "c")


def test_a_text_is_no_data_set(korean: Path) -> None:
    (korean / "글.npz").write_text("no archive")
    refused(korean / "글.npz", "is not a data set")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    (korean / "압축.npz").write_bytes(stream.getvalue())
    refused(korean / "압축.npz", "its arrays are: -")
    (korean / "반.npz").write_bytes(stream.getvalue()[:30])
    refused(korean / "반.npz", "is not an .npz file")
