"""Features and matches: against COLMAP's own matcher, brute force, and photos whose motion is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pycolmap
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter

from engine.structure import sfm_calls
from engine.structure.matching import mutual_matches


@pytest.fixture(scope="module")
def texture() -> NDArray[np.uint8]:
    """A smooth random picture, 300 x 400."""
    random = np.random.default_rng(3)
    field = sum(gaussian_filter(random.normal(size=(300, 400, 3)), (s, s, 0)) * s for s in (1.5, 3, 6))
    field = np.asarray(field)
    return np.asarray(np.clip(127 + 40 * field / field.std(), 0, 255), np.uint8)


@pytest.fixture(scope="module")
def pair(texture: NDArray[np.uint8]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Features of the picture, and of the picture shifted by 17 columns and 9 rows."""
    return sfm_calls.features(texture[:-9, :-17], 1600, 2000), sfm_calls.features(texture[9:, 17:].copy(), 1600, 2000)


def colmap_matches(first: NDArray[np.uint8], second: NDArray[np.uint8], ratio: float) -> set[tuple[int, int]]:
    """What COLMAP's matcher on the processor answers."""
    options = pycolmap.FeatureMatchingOptions()
    options.use_gpu = False
    options.sift.max_ratio = ratio
    options.sift.cpu_brute_force_matcher = True
    matcher = pycolmap.FeatureMatcher.create(options, pycolmap.Device.cpu)
    given: list[Any] = []
    for descriptors in (first, second):
        places = pycolmap.keypoints_from_matrix(np.zeros((len(descriptors), 4), np.float32))
        given += [places, pycolmap.FeatureDescriptors(type=pycolmap.FeatureExtractorType.SIFT, data=descriptors)]
    return set(map(tuple, np.asarray(matcher.match(*given)).tolist()))


@pytest.mark.parametrize("ratio", [0.6, 0.8, 0.95])
def test_matches_are_colmaps(pair: tuple[dict[str, Any], dict[str, Any]], ratio: float) -> None:
    a, b = (one["descriptors"] for one in pair)
    found = mutual_matches(a, b, ratio)
    assert len(found) > 100
    assert set(map(tuple, found.tolist())) == colmap_matches(a, b, ratio)


def test_matches_are_symmetric_and_cut_into_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(0)
    a = random.integers(0, 90, (150, 128)).astype(np.uint8)
    b = np.concatenate(
        [np.clip(a[::2].astype(int) + random.integers(-6, 7, (75, 128)), 0, 255).astype(np.uint8), a[:3]]
    )
    whole = mutual_matches(a, b, 0.8)
    monkeypatch.setattr("engine.structure.matching.PORTION", 7)
    np.testing.assert_array_equal(mutual_matches(a, b, 0.8), whole)
    back = mutual_matches(b, a, 0.8)
    assert set(map(tuple, back[:, ::-1].tolist())) == set(map(tuple, whole.tolist()))
    assert mutual_matches(a[:1], b, 0.8).shape == (0, 2)


def test_a_shift_is_found(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    first, second = pair
    camera = ("SIMPLE_PINHOLE", 383, 291, 460.0, False)
    matched = sfm_calls.match(first, second, (camera, camera), 0.8, 15, 0)
    pairs = matched["matches"][matched["inliers"]]
    shift = first["keypoints"][pairs[:, 0], :2] - second["keypoints"][pairs[:, 1], :2]
    assert len(pairs) > 100
    np.testing.assert_allclose(np.median(shift, axis=0), [17, 9], atol=0.05)
    again = sfm_calls.match(first, second, (camera, camera), 0.8, 15, 0)
    np.testing.assert_array_equal(again["inliers"], matched["inliers"])


def test_too_few_matches_are_no_geometry(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    camera = ("SIMPLE_PINHOLE", 383, 291, 460.0, False)
    blank = sfm_calls.features(np.full((60, 60, 3), 90, np.uint8), 1600, 500)
    assert blank["keypoints"].shape == (0, 4) and blank["descriptors"].shape == (0, 128)
    matched = sfm_calls.match(pair[0], blank, (camera, camera), 0.8, 15, 0)
    assert matched["matches"].shape == (0, 2) and matched["configuration"] == 0
    matched = sfm_calls.match(*pair, (camera, camera), 0.8, 10_000, 0)
    assert len(matched["matches"]) > 100 and not matched["inliers"].any()


def test_features_are_in_pixels_of_the_whole_photo(texture: NDArray[np.uint8], tmp_path: Path) -> None:
    large = np.asarray(Image.fromarray(texture).resize((1200, 900), Image.Resampling.BICUBIC))
    Image.fromarray(large).save(tmp_path / "사진.png")
    small, reduced = sfm_calls.features(texture, 1600, 2000), sfm_calls.features(tmp_path / "사진.png", 400, 2000)
    pairs = mutual_matches(small["descriptors"], reduced["descriptors"], 0.8)
    assert len(pairs) > 100
    ratio = reduced["keypoints"][pairs[:, 1], :3] / small["keypoints"][pairs[:, 0], :3]
    np.testing.assert_allclose(np.median(ratio, axis=0), 3.0, rtol=0.01)
    x, y = reduced["keypoints"][:, :2].astype(int).T
    np.testing.assert_array_equal(reduced["colours"], large[y, x])
    few = sfm_calls.features(texture, 1600, 100)
    assert len(few["keypoints"]) == 100 < len(small["keypoints"])
    assert few["keypoints"][:, 2].min() >= np.sort(small["keypoints"][:, 2])[-100]


def test_what_is_transparent_is_white() -> None:
    photo = np.zeros((4, 4, 4), np.uint8)
    photo[0, 0, 3] = 255
    rgb = sfm_calls._rgb(photo)
    assert (rgb[0, 0] == 0).all() and (rgb[1:] == 255).all()
