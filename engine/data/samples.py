"""The samples: photos and digits that scikit-image and scikit-learn ship, and scans by the virtual scanner.

Neither library is imported to read them; the scans are made when they are opened (:mod:`engine.data.scanning`).
"""

from __future__ import annotations

import gzip
import importlib.util
import os
import sys
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from engine.data.dataset import Dataset
from engine.data.image import Image, read_image
from engine.errors import InputError
from engine.study import Progress, finished, freeze
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Sample:
    """One sample: ``name`` for the command line, ``kind`` the input type, ``title`` for the window.

    ``licence`` says what its source says; ``library``, ``file`` and ``further`` where its files lie: paths inside an
    installed package, "" where it is made by the virtual scanner or is a folder of this project's own scenes.
    ``"PointClouds"`` is several clouds for a list input.
    ``archive`` is what it is downloaded in (:mod:`engine.data.demo_clouds`), ``member`` its name there.
    """

    name: str
    kind: Literal["Image", "Dataset", "PointCloud", "PointClouds", "RgbdSequence", "Photos", "Scene"]
    licence: str
    title: str
    library: str = ""
    file: str = ""
    further: tuple[str, ...] = ()
    archive: str = ""
    member: str = ""


OWN = "CC0, made by this project's virtual scanner"
MODELLED = "CC0, modelled and ray-traced by this project"
OPEN3D = "Open3D's demo data, downloaded from its releases; terms of the data sets it comes from"

# Licences as the docstrings of skimage.data, sklearn/datasets/images/README.txt and the UCI repository state them.
SAMPLES: tuple[Sample, ...] = (
    Sample(
        "cat",
        "Image",
        "CC0, Stefan van der Walt",
        QT_TRANSLATE_NOOP("labs", "Cat"),
        "skimage",
        "data/chelsea.png",
    ),
    Sample(
        "astronaut",
        "Image",
        "Public domain, NASA",
        QT_TRANSLATE_NOOP("labs", "Astronaut"),
        "skimage",
        "data/astronaut.png",
    ),
    Sample(
        "coffee",
        "Image",
        "CC0, Rachel Michetti, courtesy of Pikolo Espresso Bar",
        QT_TRANSLATE_NOOP("labs", "Coffee"),
        "skimage",
        "data/coffee.png",
    ),
    Sample(
        "rocket",
        "Image",
        "Public domain, SpaceX",
        QT_TRANSLATE_NOOP("labs", "Rocket"),
        "skimage",
        "data/rocket.jpg",
    ),
    Sample(
        "motorcycle",
        "Image",
        "Middlebury 2014 stereo benchmark (Scharstein et al., GCPR 2014); no licence stated",
        QT_TRANSLATE_NOOP("labs", "Motorcycle"),
        "skimage",
        "data/motorcycle_left.png",
    ),
    Sample(
        "china",
        "Image",
        "CC BY 2.0, danielbuechele",
        QT_TRANSLATE_NOOP("labs", "Chinese temple"),
        "sklearn",
        "datasets/images/china.jpg",
    ),
    Sample(
        "flower",
        "Image",
        "CC BY 2.0, vultilion",
        QT_TRANSLATE_NOOP("labs", "Flower"),
        "sklearn",
        "datasets/images/flower.jpg",
    ),
    Sample(
        "digit",
        "Image",
        "E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, CC BY 4.0",
        QT_TRANSLATE_NOOP("labs", "Handwritten digit"),
        "sklearn",
        "datasets/data/digits.csv.gz",
    ),
    Sample(
        "digits",
        "Dataset",
        "E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, CC BY 4.0",
        QT_TRANSLATE_NOOP("labs", "Handwritten digits, 8 x 8"),
        "sklearn",
        "datasets/data/digits.csv.gz",
    ),
    Sample("room-1", "PointCloud", OWN, QT_TRANSLATE_NOOP("labs", "Room, first scan")),
    Sample("room-2", "PointCloud", OWN, QT_TRANSLATE_NOOP("labs", "Room, second scan")),
    Sample("wall-1", "PointCloud", OWN, QT_TRANSLATE_NOOP("labs", "Painted wall, first scan")),
    Sample("wall-2", "PointCloud", OWN, QT_TRANSLATE_NOOP("labs", "Painted wall, second scan")),
    Sample("room-round", "PointClouds", OWN, QT_TRANSLATE_NOOP("labs", "Twelve scans round the room")),
    Sample("still-life", "Scene", MODELLED, QT_TRANSLATE_NOOP("labs", "Toys on a mat")),
    Sample("room-photos", "Photos", OWN, QT_TRANSLATE_NOOP("labs", "Rendered room, ten photos")),
    Sample("rendered-pair", "RgbdSequence", OWN, QT_TRANSLATE_NOOP("labs", "Rendered room, two pictures")),
    Sample(
        "motorcycle-pair",
        "RgbdSequence",
        "Middlebury 2014 stereo benchmark (Scharstein et al., GCPR 2014); no licence stated",
        QT_TRANSLATE_NOOP("labs", "Motorcycle, stereo pair"),
        "skimage",
        "data/motorcycle_left.png",
        ("data/motorcycle_right.png", "data/motorcycle_disp.npz"),
    ),
    Sample(
        "open3d-icp-1",
        "PointCloud",
        OPEN3D,
        QT_TRANSLATE_NOOP("labs", "Open3D room 1 (download)"),
        archive="icp",
        member="cloud_bin_0.pcd",
    ),
    Sample(
        "open3d-icp-2",
        "PointCloud",
        OPEN3D,
        QT_TRANSLATE_NOOP("labs", "Open3D room 2 (download)"),
        archive="icp",
        member="cloud_bin_1.pcd",
    ),
    Sample(
        "open3d-colored-1",
        "PointCloud",
        OPEN3D,
        QT_TRANSLATE_NOOP("labs", "Open3D colour 1 (download)"),
        archive="colored",
        member="frag_115.ply",
    ),
    Sample(
        "open3d-colored-2",
        "PointCloud",
        OPEN3D,
        QT_TRANSLATE_NOOP("labs", "Open3D colour 2 (download)"),
        archive="colored",
        member="frag_116.ply",
    ),
    Sample(
        "open3d-redwood",
        "RgbdSequence",
        OPEN3D,
        QT_TRANSLATE_NOOP("labs", "Open3D pictures (download)"),
        archive="redwood",
    ),
)

SCENES = Path(__file__).resolve().parents[2] / "assets" / "scenes"
# Of the 1,797 digits, the one shown alone: a clear 3.
_DIGIT = 3


def sample_files() -> dict[str, Path]:
    """Where the first file of each sample that has one lies, by the sample's name. Nothing is opened."""
    return {sample.name: _folder(sample.library) / sample.file for sample in SAMPLES if sample.file}


def carried_files() -> tuple[tuple[Path, str], ...]:
    """All files that a frozen app has to carry for the samples, each with the folder it has to lie in there."""
    files = {(s.library, file) for s in SAMPLES if s.file for file in (s.file, *s.further)}
    return tuple((_folder(library) / file, str(Path(library, file).parent)) for library, file in sorted(files))


def _folder(library: str) -> Path:
    """The folder of an installed package, found without importing it; its place in a frozen app that left it out."""
    specification = importlib.util.find_spec(library)
    if specification is not None and specification.submodule_search_locations:
        return Path(next(iter(specification.submodule_search_locations)))
    return Path(getattr(sys, "_MEIPASS", sys.prefix)) / library


def sample(name: str, kind: str | None = None) -> Sample:
    """The sample called ``name``, of the input type ``kind`` if one is given.

    Raises
    ------
    InputError
        There is none; the sentence lists those there are.
    """
    known = [s for s in SAMPLES if kind is None or s.kind == kind]
    for found in known:
        if found.name == name:
            return found
    raise InputError(
        QT_TRANSLATE_NOOP("errors", "There is no file and no sample {name}; the samples are {known}."),
        name=name,
        known=", ".join(s.name for s in known),
    )


def opening_sample(name: str) -> Generator[Progress, None, Any]:
    """:func:`open_sample` with breaths; clouds and RGB-D pictures are scanned for it by the virtual scanner.

    Raises
    ------
    InputError
        As :func:`open_sample`.
    """
    chosen = sample(name)
    if chosen.kind == "Scene":
        from engine.data.reading_scenes import reading_scene

        return (yield from reading_scene(SCENES / name))
    if chosen.kind not in ("PointCloud", "PointClouds", "RgbdSequence", "Photos"):
        return _read(chosen)
    # Imported here, for a list of samples needs no scanner.
    from engine.runtime.cache import cache

    kept = cache.get(("sample", name))
    if kept is None:
        if chosen.archive:
            from engine.data.demo_clouds import reading_demo

            kept = yield from reading_demo(chosen.archive, chosen.member, chosen.kind)
        elif chosen.file:
            from engine.data.stereo_pair import reading_motorcycle

            kept = yield from reading_motorcycle(*(_present(name, file) for file in (chosen.file, *chosen.further)))
        else:
            kept = yield from _scanning(name)
        cache.put(("sample", name), kept, 8_000_000)
    return list(kept) if isinstance(kept, list) else kept


def _scanning(name: str) -> Generator[Progress, None, Any]:
    from engine.data.scanning import scanner

    if name == "room-round":
        return (yield from scanner.scanning_round())
    if name == "room-photos":
        from engine.data.photos import rendering_photos

        return (yield from rendering_photos())
    if name == "rendered-pair":
        return (yield from scanner.rendering_pair())
    scan = scanner.scanning_room if name.startswith("room") else scanner.scanning_wall
    return (yield from scan(int(name[-1]) - 1))


def open_sample(name: str) -> Any:
    """The sample called ``name``: an ``Image``, a ``Dataset``, a cloud, a list of clouds or an ``RgbdSequence``.

    Raises
    ------
    InputError
        There is no such sample, or its file is not in this installation.
    """
    return finished(opening_sample(name))


def _present(name: str, file: str) -> Path:
    """The path of a sample's file."""
    path = _folder(sample(name).library) / file
    if not os.path.isfile(path):
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "The sample {name} is missing: this installation has no file {file}."),
            name=name,
            file=str(path),
        )
    return path


def _read(chosen: Sample) -> Image | Dataset:
    path = _present(chosen.name, chosen.file)
    if chosen.kind == "Dataset":
        return _digits(path)
    if chosen.file.endswith(".csv.gz"):
        return Image(np.repeat(_digits(path).train_images[_DIGIT], 3, axis=2), chosen.name)
    picture = read_image(path)
    return Image(picture.pixels, chosen.name, picture.path, picture.notes)


def _digits(path: Path) -> Dataset:
    """The digits (1797, 8, 8, 1): 0..16 in the file becomes 0..255. The study chooses what to validate on."""
    with gzip.open(path, "rt", encoding="ascii") as stream:
        table = np.loadtxt(stream, delimiter=",", dtype=np.int64)
    images = ((table[:, :64] * 255 + 8) // 16).astype(np.uint8).reshape(-1, 8, 8, 1)
    return Dataset("digits", freeze(images), freeze(table[:, 64].copy()), tuple("0123456789"))
