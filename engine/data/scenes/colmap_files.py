"""The files of a COLMAP model, binary and text, by their documentation (colmap.github.io/format.html)."""

from __future__ import annotations

import math
import struct
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.breathing import Pulse
from engine.data.opening import name_of, open_file
from engine.errors import InputError
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]

READING = QT_TRANSLATE_NOOP("progress", "opening the scene")
BYTE_LIMIT = 2 << 30
"""Files longer than this are not read."""

MODELS = {
    "SIMPLE_PINHOLE": 3,
    "PINHOLE": 4,
    "SIMPLE_RADIAL": 4,
    "RADIAL": 5,
    "OPENCV": 8,
    "OPENCV_FISHEYE": 8,
    "FULL_OPENCV": 12,
    "FOV": 5,
    "SIMPLE_RADIAL_FISHEYE": 4,
    "RADIAL_FISHEYE": 5,
    "THIN_PRISM_FISHEYE": 12,
    "RAD_TAN_THIN_PRISM_FISHEYE": 16,
    "SIMPLE_DIVISION": 4,
    "DIVISION": 5,
    "SIMPLE_FISHEYE": 3,
    "FISHEYE": 4,
    "EUCM": 6,
    "EQUIRECTANGULAR": 2,
}
"""The camera models in the order of their numbers, each with the count of its parameters."""
_NAMES = tuple(MODELS)


@dataclass(frozen=True)
class ColmapCamera:
    """A camera: its model's name, the size of its photos in pixels, its parameters as COLMAP orders them."""

    model: str
    width: int
    height: int
    parameters: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class ColmapImage:
    """A photo: quaternion (w, x, y, z) and shift take the world to the camera.

    ``observed`` (K, 2) are its features in pixels, ``points`` (K,) int64 the numbers of their points, -1 for none.
    """

    name: str
    camera: int
    quaternion: tuple[float, float, float, float]
    shift: tuple[float, float, float]
    observed: Array
    points: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ColmapModel:
    """Cameras and images by their numbers, and sparse points: ``numbers`` (N,), ``points`` (N, 3), ``colours``."""

    cameras: dict[int, ColmapCamera]
    images: dict[int, ColmapImage]
    numbers: NDArray[np.int64]
    points: Array
    colours: NDArray[np.uint8]


def model_suffix(folder: Path) -> str | None:
    """``".bin"`` or ``".txt"`` where ``folder`` holds a model of that kind (binary first), else None."""
    for suffix in (".bin", ".txt"):
        try:
            if all((folder / f"{part}{suffix}").is_file() for part in ("cameras", "images")):
                return suffix
        except (OSError, ValueError):
            return None
    return None


def reading_model(folder: Path, suffix: str) -> Generator[Progress, None, ColmapModel]:
    """The model in ``folder``; points may be absent.

    Raises
    ------
    InputError
        A file is missing, damaged, or longer than 2 GB.
    """
    pulse = Pulse()
    binary = suffix == ".bin"
    cameras: dict[int, ColmapCamera] = {}
    path = folder / f"cameras{suffix}"
    for number, camera in (_binary_cameras if binary else _text_cameras)(path):
        cameras[number] = camera
    yield Progress(0, 0, READING)
    images: dict[int, ColmapImage] = {}
    for key, image in (_binary_images if binary else _text_images)(folder / f"images{suffix}"):
        images[key] = image
        if pulse.due():
            yield Progress(0, 0, READING)
    numbers: list[int] = []
    points: list[tuple[float, ...]] = []
    colours: list[tuple[int, ...]] = []
    path = folder / f"points3D{suffix}"
    if path.is_file():
        for number, point, colour in (_binary_points if binary else _text_points)(path):
            numbers.append(number)
            points.append(point)
            colours.append(colour)
            if pulse.due():
                yield Progress(0, 0, READING)
    return ColmapModel(
        cameras,
        images,
        np.array(numbers, np.int64),
        np.array(points, np.float64).reshape(-1, 3),
        np.array(colours, np.uint8).reshape(-1, 3),
    )


def _content(path: Path) -> bytes:
    with open_file(path) as stream:
        content = stream.read(BYTE_LIMIT + 1)
    if len(content) > BYTE_LIMIT:
        raise damaged(path)
    return content


def damaged(path: Path) -> InputError:
    """The sentence for a file that is not what its name says."""
    return InputError(
        QT_TRANSLATE_NOOP("errors", "{file} is not a file of a COLMAP model, or it is damaged."), file=name_of(path)
    )


# -- binary: little-endian, counts before what they count ----------------------------------------------


class _Bytes:
    """The bytes of one file in order; what lies beyond its end is a damaged file."""

    def __init__(self, path: Path) -> None:
        self.path, self.content, self.at = path, _content(path), 0

    def take(self, layout: str) -> tuple[float, ...]:
        try:
            values = struct.unpack_from("<" + layout, self.content, self.at)
        except struct.error as error:
            raise damaged(self.path) from error
        self.at += struct.calcsize("<" + layout)
        return values

    def count(self, smallest: int) -> int:
        """A count of entries of at least ``smallest`` bytes each, which must fit into the rest of the file."""
        number = int(self.take("Q")[0])
        if number * smallest > len(self.content) - self.at:
            raise damaged(self.path)
        return number

    def text(self) -> str:
        end = self.content.find(b"\0", self.at, self.at + 4096)
        if end < 0:
            raise damaged(self.path)
        found = self.content[self.at : end].decode("utf-8", "surrogateescape")
        self.at = end + 1
        return found

    def skip(self, count: int) -> None:
        if count > len(self.content) - self.at:
            raise damaged(self.path)
        self.at += count


def _binary_cameras(path: Path) -> Iterator[tuple[int, ColmapCamera]]:
    stream = _Bytes(path)
    for _ in range(stream.count(24)):
        number, model, width, height = (int(v) for v in stream.take("iiQQ"))
        if not 0 <= model < len(_NAMES):
            raise damaged(path)
        name = _NAMES[model]
        yield number, ColmapCamera(name, width, height, stream.take(f"{MODELS[name]}d"))


_FEATURE = np.dtype([("x", "<f8"), ("y", "<f8"), ("point", "<i8")])


def _binary_images(path: Path) -> Iterator[tuple[int, ColmapImage]]:
    stream = _Bytes(path)
    for _ in range(stream.count(73)):
        number, *pose, camera = stream.take("i7di")
        name = stream.text()
        features = stream.count(24)
        start = stream.at
        stream.skip(24 * features)
        table = np.frombuffer(stream.content, _FEATURE, features, start)
        observed = np.stack([table["x"], table["y"]], axis=1)
        w, x, y, z, *shift = pose
        image = ColmapImage(
            name, int(camera), (w, x, y, z), (shift[0], shift[1], shift[2]), observed, table["point"].copy()
        )
        yield int(number), image


def _binary_points(path: Path) -> Iterator[tuple[int, tuple[float, ...], tuple[int, ...]]]:
    stream = _Bytes(path)
    for _ in range(stream.count(51)):
        number, x, y, z, red, green, blue, _ = stream.take("Q3d3Bd")
        stream.skip(8 * stream.count(8))
        yield int(number), (x, y, z), (int(red), int(green), int(blue))


# -- text: words in lines, comments from # -------------------------------------------------------------


def _lines(path: Path) -> Iterator[list[str]]:
    content = _content(path)
    if b"\0" in content[:4096]:
        raise damaged(path)
    for line in content.decode("utf-8", "surrogateescape").splitlines():
        if not line.lstrip().startswith("#"):
            yield line.split()


def _text_cameras(path: Path) -> Iterator[tuple[int, ColmapCamera]]:
    for words in _lines(path):
        if not words:
            continue
        try:
            model = words[1]
            parameters = tuple(float(word) for word in words[4:])
            if len(parameters) != MODELS[model]:
                raise ValueError
            yield int(words[0]), ColmapCamera(model, int(words[2]), int(words[3]), parameters)
        except (ValueError, IndexError, KeyError) as error:
            raise damaged(path) from error


def _text_images(path: Path) -> Iterator[tuple[int, ColmapImage]]:
    lines = _lines(path)
    for words in lines:
        if not words:
            continue
        # The second line of an image lists its features, and is empty where there are none.
        features = next(lines, [])
        try:
            w, x, y, z, a, b, c = (float(word) for word in words[1:8])
            table = np.array(features, dtype=np.float64).reshape(-1, 3)
            yield (
                int(words[0]),
                ColmapImage(
                    " ".join(words[9:]),
                    int(words[8]),
                    (w, x, y, z),
                    (a, b, c),
                    table[:, :2].copy(),
                    np.array(features[2::3], dtype=np.int64),
                ),
            )
        except (ValueError, IndexError, OverflowError) as error:
            raise damaged(path) from error


def _text_points(path: Path) -> Iterator[tuple[int, tuple[float, ...], tuple[int, ...]]]:
    for words in _lines(path):
        if not words:
            continue
        try:
            point = tuple(float(word) for word in words[1:4])
            colour = tuple(int(word) for word in words[4:7])
            if len(point) != 3 or len(colour) != 3 or not all(0 <= c <= 255 for c in colour):
                raise ValueError
            yield int(words[0]), point, colour
        except (ValueError, IndexError) as error:
            raise damaged(path) from error


# -- what a model means --------------------------------------------------------------------------------


def camera_to_world(image: ColmapImage) -> Array:
    """The pose (4, 4), camera to world with x right, y down, z forward; NaN where the quaternion is none."""
    q = np.array(image.quaternion)
    length = float(np.linalg.norm(q))
    if not math.isfinite(length) or length < 1e-9:
        return np.full((4, 4), np.nan)
    w, x, y, z = q / length
    rotation = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    pose = np.eye(4)
    pose[:3, :3] = rotation.T
    pose[:3, 3] = -rotation.T @ np.array(image.shift)
    return pose


def lens(camera: ColmapCamera) -> tuple[Array, tuple[float, ...]] | None:
    """Intrinsics (3, 3) and OpenCV distortion of a camera; None for a model that is none of these (fish-eye)."""
    p = camera.parameters
    if camera.model in ("SIMPLE_PINHOLE", "SIMPLE_RADIAL", "RADIAL"):
        fx, fy, cx, cy = p[0], p[0], p[1], p[2]
        rest = p[3:]
        distortion: tuple[float, ...] = (rest[0], rest[1] if len(rest) > 1 else 0.0, 0.0, 0.0) if rest else ()
    elif camera.model in ("PINHOLE", "OPENCV", "FULL_OPENCV"):
        fx, fy, cx, cy = p[:4]
        distortion = tuple(p[4:])
    else:
        return None
    matrix = np.array([[fx, 0, cx], [0, fy, cy], [0, 0, 1.0]])
    return matrix, distortion if any(distortion) else ()
