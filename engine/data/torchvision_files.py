"""CIFAR and MNIST as torchvision leaves them on the disk: pickled batches and IDX files, nothing in them executed."""

from __future__ import annotations

import gzip
import os
import pickle
import struct
from collections.abc import Generator
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.data.dataset import Dataset
from engine.data.labelled_arrays import assembling
from engine.data.opening import name_of, open_file
from engine.errors import InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

_FASHION = (
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
)  # fmt: skip
_PIECE = 2 << 20
_IDX_FOLDERS = ("", "raw", "MNIST/raw", "FashionMNIST/raw", "KMNIST/raw")


def _damaged(path: Path) -> InputError:
    return InputError(QT_TRANSLATE_NOOP("errors", "The file {file} is damaged or cut off."), file=name_of(path))


def reading_torchvision(folder: Path) -> Generator[Progress, None, Dataset] | None:
    """The reading of ``folder`` where it holds CIFAR-10, CIFAR-100 or a data set in MNIST's format; else None."""
    for sub in ("", "cifar-10-batches-py"):
        if os.path.isfile(folder / sub / "data_batch_1"):
            return _reading_cifar(folder / sub, [f"data_batch_{n}" for n in range(1, 6)], "test_batch", "batches.meta")
    for sub in ("", "cifar-100-python"):
        if os.path.isfile(folder / sub / "train") and os.path.isfile(folder / sub / "meta"):
            return _reading_cifar(folder / sub, ["train"], "test", "meta")
    for sub in _IDX_FOLDERS:
        if _idx_file(folder / sub, "train-images-idx3-ubyte") is not None:
            return _reading_idx(folder / sub)
    return None


# CIFAR: dictionaries in pickles of Python 2 with one NumPy array in them.


class _Dtype:
    """Stands in for ``numpy.dtype`` while a pickle is read: notes its name, runs nothing of NumPy."""

    def __init__(self, name: object = "", *_: object) -> None:
        self.name = name.decode("ascii", "replace") if isinstance(name, bytes) else str(name)

    def __setstate__(self, state: object) -> None:
        pass


class _Array:
    """Stands in for ``numpy.ndarray``: notes shape, dtype and bytes."""

    def __init__(self, *_: object) -> None:
        self.state: tuple[Any, ...] = ()

    def __setstate__(self, state: object) -> None:
        self.state = state if isinstance(state, tuple) else ()

    def uint8(self) -> NDArray[np.uint8]:
        """The array, if it is one of bytes in C order; ``ValueError`` if it is not."""
        _, shape, dtype, fortran, content = self.state
        if not isinstance(dtype, _Dtype) or dtype.name not in ("u1", "|u1") or fortran:
            raise ValueError("not an array of bytes")
        if isinstance(content, str):  # a Python 2 string read as latin-1
            content = content.encode("latin-1")
        return np.frombuffer(content, np.uint8).reshape(shape)


def _encoded(text: object, encoding: object) -> bytes:
    """Stands in for ``_codecs.encode``, by which Python 3 writes bytes in old protocols."""
    if not isinstance(text, str) or encoding not in ("latin1", "latin-1"):
        raise pickle.UnpicklingError("not bytes")
    return text.encode("latin-1")


class _ArraysOnly(pickle.Unpickler):
    """Reads dictionaries, lists, texts, numbers and arrays of bytes. Every other name a pickle asks for is refused."""

    _NAMES: ClassVar[dict[tuple[str, str], Any]] = {
        ("numpy", "dtype"): _Dtype,
        ("numpy", "ndarray"): _Array,
        ("numpy.core.multiarray", "_reconstruct"): _Array,
        ("numpy._core.multiarray", "_reconstruct"): _Array,
    }

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("_codecs", "encode"):
            # A new one each time, for a pickle can set attributes of the function it was given.
            return lambda text, encoding="latin1": _encoded(text, encoding)
        try:
            return self._NAMES[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is not allowed") from None


def read_batch(path: Path) -> dict[str, Any]:
    """The dictionary of a CIFAR batch: texts as keys, arrays of bytes as (…) uint8.

    Raises
    ------
    InputError
        The file is damaged, or a pickle of something else; nothing in it was executed.
    """
    try:
        with open_file(path) as stream:
            stored = _ArraysOnly(stream, encoding="latin-1").load()
        if not isinstance(stored, dict):
            raise ValueError("no dictionary")
        texts = {k.decode("latin-1") if isinstance(k, bytes) else str(k): v for k, v in stored.items()}
        return {key: value.uint8() if isinstance(value, _Array) else value for key, value in texts.items()}
    except InputError:
        raise
    except Exception as error:  # whatever a crafted pickle provokes
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{file} is not a CIFAR batch, or it is damaged."), file=name_of(path)
        ) from error


def _reading_cifar(folder: Path, train: list[str], test: str, meta: str) -> Generator[Progress, None, Dataset]:
    images, labels = [], []
    files = [*(folder / name for name in train), folder / test]
    for done, path in enumerate(files):
        yield Progress(done, len(files), QT_TRANSLATE_NOOP("progress", "files"))
        batch = read_batch(path)
        try:
            pixels = batch["data"].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
            numbers = np.array(batch.get("fine_labels", batch.get("labels")), dtype=np.int64).reshape(-1)
        except Exception as error:
            raise _damaged(path) from error
        images.append(pixels)
        labels.append(numbers)
    names = None
    if os.path.isfile(folder / meta):
        stored = read_batch(folder / meta)
        listed = stored.get("fine_label_names", stored.get("label_names"))
        if isinstance(listed, list) and all(isinstance(name, str | bytes) for name in listed):
            names = np.array(
                [n.decode("utf-8", "replace") if isinstance(n, bytes) else n for n in listed], dtype=np.str_
            )
    yield Progress(len(files), len(files), QT_TRANSLATE_NOOP("progress", "files"))
    whole = np.concatenate(images[:-1]), np.concatenate(labels[:-1])
    return (yield from assembling(folder, whole, (images[-1], labels[-1]), names))


# MNIST and its kin: IDX files, http://yann.lecun.com/exdb/mnist, gzipped or not.


def _idx_file(folder: Path, name: str) -> Path | None:
    candidates = (folder / name, folder / f"{name}.gz", folder / name.replace("-idx", ".idx"))
    return next((path for path in candidates if os.path.isfile(path)), None)


def reading_idx(path: Path) -> Generator[Progress, None, NDArray[np.uint8]]:
    """Read the array of bytes in an IDX file, gzipped or not; the array is what the generator returns.

    Raises
    ------
    InputError
        The file is damaged or no IDX file of bytes.
    """
    try:
        with open_file(path) as raw:
            zipped = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            stream = gzip.GzipFile(fileobj=raw) if zipped else raw
            zero, kind, dimensions = struct.unpack(">HBB", stream.read(4))
            if zero != 0 or kind != 8 or not 1 <= dimensions <= 4:
                raise ValueError("no IDX file of bytes")
            shape = struct.unpack(f">{dimensions}I", stream.read(4 * dimensions))
            size = 1
            for side in shape:
                size *= side
            if size > 4 << 30 or (not zipped and size > path.stat().st_size):
                raise ValueError("larger than the file")
            content = bytearray()
            while len(content) < size:
                piece = stream.read(min(_PIECE, size - len(content)))
                if not piece:
                    raise ValueError("cut off")
                content += piece
                yield Progress(len(content), size, name_of(path))
        return np.frombuffer(content, np.uint8).reshape(shape)
    except (InputError, GeneratorExit):
        raise
    except Exception as error:
        raise _damaged(path) from error


def _reading_idx(folder: Path) -> Generator[Progress, None, Dataset]:
    stems = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
    arrays = []
    for stem in stems:
        path = _idx_file(folder, stem)
        if path is None and stem.startswith("t10k"):
            break
        if path is None:
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "The folder {folder} lacks the file {file}."),
                folder=name_of(folder),
                file=stem,
            )
        arrays.append((yield from reading_idx(path)))
    test = (arrays[2], arrays[3]) if len(arrays) == 4 else None
    names = np.array(_FASHION) if "fashion" in str(folder).lower() else None
    return (yield from assembling(folder, (arrays[0], arrays[1]), test, names))
