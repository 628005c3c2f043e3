"""Features, matches and two-view geometries by COLMAP. These functions run in the child process.

Positions are in pixels of the photo as stored, its corner at (0, 0). Every function starts from the seed it is given,
so the same call gives the same answer.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.structure.matching import mutual_matches

CONFIGURATIONS = ("none", "none", "essential", "fundamental", "planar", "panoramic", "planar or panoramic", "watermark")
"""COLMAP's two-view configurations by number: what joins two photos."""


def load_pycolmap() -> Any:
    """The library, without its messages."""
    import pycolmap

    pycolmap.logging.minloglevel = 2
    return pycolmap


def start() -> None:
    """Load the library, so that the first question need not wait for it."""
    load_pycolmap()


def _rgb(photo: Path | NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The photo (H, W, 3); what is transparent is white."""
    if isinstance(photo, Path):
        from engine.data.scenes.photos import read_photo

        photo = read_photo(photo)
    if photo.shape[2] == 3:
        return photo
    alpha = photo[..., 3:].astype(np.float32) / 255
    return np.rint(photo[..., :3] * alpha + 255 * (1 - alpha)).astype(np.uint8)


@functools.lru_cache(maxsize=2)
def _extractor(most: int) -> Any:
    pycolmap = load_pycolmap()
    options = pycolmap.FeatureExtractionOptions()
    options.use_gpu = False
    options.num_threads = 1
    options.sift.max_num_features = most
    return pycolmap.FeatureExtractor.create(options, pycolmap.Device.cpu)


def features(photo: Path | NDArray[np.uint8], side: int, most: int) -> dict[str, Any]:
    """SIFT features (Lowe 2004) of a photo, given as a file or as pixels (H, W, 3 or 4) uint8.

    Its longer side is reduced to ``side`` pixels first. Returns ``keypoints`` (K, 4) float32 (x, y, scale in pixels of
    the photo, orientation in radians), ``descriptors`` (K, 128) uint8 and ``colours`` (K, 3) uint8, ``most``
    of them, those with the largest scales.
    """
    from engine.data.decoding import shrunk

    pycolmap = load_pycolmap()
    pixels = _rgb(photo)
    height, width = pixels.shape[:2]
    small = shrunk(pixels, side)
    grey = np.rint(small @ np.array([0.299, 0.587, 0.114])).astype(np.uint8)
    found, descriptors = _extractor(most).extract_from_uint8_array(np.ascontiguousarray(grey))
    keypoints = np.array(pycolmap.keypoints_to_matrix(found), np.float32).reshape(-1, 4)
    described = np.array(descriptors.data, np.uint8).reshape(-1, 128)
    if len(keypoints) > most:  # COLMAP keeps whole octaves
        kept = np.sort(np.argsort(-keypoints[:, 2], kind="stable")[:most])
        keypoints, described = keypoints[kept], described[kept]
    across, down = width / small.shape[1], height / small.shape[0]
    keypoints[:, 0] *= across
    keypoints[:, 1] *= down
    keypoints[:, 2] *= (across + down) / 2
    x = np.clip(keypoints[:, 0].astype(np.int64), 0, width - 1)
    y = np.clip(keypoints[:, 1].astype(np.int64), 0, height - 1)
    return {"keypoints": keypoints, "descriptors": described, "colours": pixels[y, x].astype(np.uint8)}


def camera_of(model: str, width: int, height: int, focal: float, known: bool) -> Any:
    """A COLMAP camera with its principal point in the middle; ``known``: the focal length is the photo's own."""
    pycolmap = load_pycolmap()
    camera = pycolmap.Camera.create_from_model_name(1, model, focal, width, height)
    camera.has_prior_focal_length = known
    return camera


def match(
    first: dict[str, Any],
    second: dict[str, Any],
    cameras: tuple[tuple[Any, ...], tuple[Any, ...]],
    ratio: float,
    least: int,
    seed: int,
) -> dict[str, Any]:
    """Matches of two photos, and those that agree with one motion of the camera.

    ``first`` and ``second`` are what :func:`features` returns; ``cameras`` the arguments of :func:`camera_of` of each.
    A match is mutually nearest and passes Lowe's ratio test. Returns ``matches`` (M, 2) int32, ``inliers`` (M,) bool,
    the ``configuration`` (a number of ``CONFIGURATIONS``) and the matrices ``E``, ``F``, ``H`` (3, 3) or None.
    """
    pycolmap = load_pycolmap()
    pycolmap.set_random_seed(seed)
    nothing = {"configuration": 0, "E": None, "F": None, "H": None}
    pairs = mutual_matches(first["descriptors"], second["descriptors"], ratio)
    if len(pairs) < least:
        return {"matches": pairs, "inliers": np.zeros(len(pairs), bool), **nothing}
    options = pycolmap.TwoViewGeometryOptions()
    options.min_num_inliers = least
    options.ransac.random_seed = seed
    geometry = pycolmap.estimate_two_view_geometry(
        camera_of(*cameras[0]),
        first["keypoints"][:, :2].astype(np.float64),
        camera_of(*cameras[1]),
        second["keypoints"][:, :2].astype(np.float64),
        pairs.astype(np.uint32),
        options,
    )
    kept = {tuple(pair) for pair in np.asarray(geometry.inlier_matches).reshape(-1, 2).tolist()}
    return {
        "matches": pairs,
        "inliers": np.array([tuple(pair) in kept for pair in pairs.tolist()], bool).reshape(-1),
        "configuration": int(geometry.config),
        "E": geometry.E,
        "F": geometry.F,
        "H": geometry.H,
    }
