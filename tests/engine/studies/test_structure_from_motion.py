"""Structure from motion on photos whose cameras are known, and on photos that cannot work."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.data.inputs import open_input
from engine.data.photos import Photo, Photos, photos_of
from engine.data.scenes.colmap_files import camera_to_world, reading_model
from engine.errors import InputError
from engine.runtime.child import child
from engine.structure.scene_files import ReconstructedScene
from engine.structure.similarity import centre_error
from engine.studies.structure_from_motion import Frame, Options, run
from engine.study import Progress, Published, finished


@pytest.fixture(scope="module")
def photos() -> Photos:
    found = open_input("Photos", "room-photos")
    assert isinstance(found, Photos)
    return found


def film(photos: Photos, **options: Any) -> tuple[list[Any], ReconstructedScene | None]:
    """The frames of a run, and its scene."""
    frames, scene = [], None
    for yielded in run(photos, options=Options(**options)):
        if isinstance(yielded, Frame):
            frames.append(yielded)
        elif isinstance(yielded, Published):
            assert yielded.name == "scene" and isinstance(yielded.object, ReconstructedScene)
            scene = yielded.object
        else:
            assert isinstance(yielded, Progress)
    return frames, scene


def chosen(photos: Photos, numbers: Sequence[int]) -> Photos:
    """Some of the photos."""
    assert photos.poses is not None
    return replace(photos_of("some", [photos.photos[n] for n in numbers]), poses=photos.poses[list(numbers)])


@pytest.fixture(scope="module")
def whole(photos: Photos) -> tuple[list[Any], ReconstructedScene | None]:
    return film(photos)


def test_the_rooms_cameras_are_found(whole: tuple[list[Any], ReconstructedScene | None], photos: Photos) -> None:
    last = whole[0][-1]
    assert last.stage == "done" and last.image_count == 10 and last.point_count > 1000
    assert last.registered == tuple(p.name for p in photos.photos)
    assert last.reprojection_error < 0.5 and last.centre_error < 0.01
    assert last.focal_length == pytest.approx(430, rel=0.01)
    assert photos.poses is not None
    assert last.centre_error == pytest.approx(centre_error(last.poses[:, :3, 3], photos.poses[:, :3, 3]))


def test_steps_come_in_order_and_grow(whole: tuple[list[Any], ReconstructedScene | None]) -> None:
    frames, _ = whole
    stages = [f.stage for f in frames]
    assert stages[:10] == ["features"] * 10 and stages[10:55] == ["matching"] * 45
    assert set(stages[55:-1]) == {"mapping"} and stages[-1] == "done"
    for number, frame in enumerate(frames[:10]):
        assert frame.photo == number and frame.keypoint_counts[number] == len(frame.keypoints) > 500
        assert frame.reprojection_error is None and frame.model is None
    mapped = frames[55:]
    assert [f.image_count for f in mapped][:9] == list(range(2, 11))
    assert all(a.point_count <= 1.1 * b.point_count for a, b in itertools.pairwise(mapped))


def test_matches_lie_in_the_last_frame(whole: tuple[list[Any], ReconstructedScene | None]) -> None:
    frames, _ = whole
    last = frames[-1]
    assert len(last.pairs) == 45 and last.match_starts[-1] == len(last.all_matches) == last.matches.sum()
    for frame in frames[10:55]:
        number = int(np.flatnonzero((last.pairs == frame.pair).all(axis=1))[0])
        of = slice(*last.match_starts[number : number + 2])
        np.testing.assert_array_equal(last.all_matches[of], frame.pair_matches)
        assert last.all_inliers[of].sum() == frame.inliers[-1] == last.inliers[number]


def test_errors_are_those_of_the_projected_points(whole: tuple[list[Any], ReconstructedScene | None]) -> None:
    for frame in (whole[0][-1], whole[0][57]):
        projected = np.zeros((len(frame.observations), 2))
        at = frame.all_keypoints[frame.keypoint_starts[frame.observations[:, 0]] + frame.observations[:, 1]]
        for row, photo in enumerate(frame.registered_photos):
            of = frame.observations[:, 0] == photo
            local = (frame.points[frame.observations[of, 2]] - frame.poses[row, :3, 3]) @ frame.poses[row, :3, :3]
            plane = local[:, :2] / local[:, 2:]
            plane *= 1 + frame.distortion[row, 0] * (plane**2).sum(axis=1, keepdims=True)
            projected[of] = plane @ frame.intrinsics[row, :2, :2].T + frame.intrinsics[row, :2, 2]
            np.testing.assert_allclose(
                np.linalg.norm(projected[of] - at[of], axis=1).mean(), frame.photo_errors[row], rtol=1e-6
            )
        errors = np.linalg.norm(projected - at, axis=1)
        np.testing.assert_allclose(errors, frame.observation_errors, atol=1e-6)
        assert errors.mean() == pytest.approx(frame.reprojection_error, rel=1e-6)


def test_the_model_stays_where_it_is_as_it_grows(whole: tuple[list[Any], ReconstructedScene | None]) -> None:
    mapped = whole[0][55:]
    first = mapped[0].registered_photos
    for frame in mapped:
        rows = [int(np.flatnonzero(frame.registered_photos == n)[0]) for n in first]
        centres = frame.poses[rows, :3, 3]
        assert np.linalg.norm(centres[0] - centres[1]) == pytest.approx(1)
        assert min(np.linalg.norm(centres, axis=1)) < 1e-9
        down = frame.poses[:, :3, 1].mean(axis=0)
        np.testing.assert_allclose(down / np.linalg.norm(down), [0, 1, 0], atol=1e-9)


def test_arrays_are_frozen_and_shared(whole: tuple[list[Any], ReconstructedScene | None]) -> None:
    frames, _ = whole
    assert frames[-1].all_matches is frames[-3].all_matches and frames[-1].pairs is frames[-2].pairs
    for frame in (frames[3], frames[20], frames[-1]):
        for value in vars(frame).values():
            assert not isinstance(value, np.ndarray) or not value.flags.writeable


def test_the_scene_is_the_last_frames(whole: tuple[list[Any], ReconstructedScene | None], tmp_path: Path) -> None:
    frames, scene = whole
    assert scene is not None and len(scene.views) == 10
    opened: Any = open_input("Scene", str(scene.save(tmp_path / "scene")))
    for view, pose, matrix in zip(opened.views, frames[-1].poses, frames[-1].intrinsics, strict=True):
        np.testing.assert_allclose(view.pose, pose, atol=1e-9)
        np.testing.assert_allclose(view.intrinsics, matrix, atol=1e-9)
    np.testing.assert_allclose(opened.points, frames[-1].points)


def test_the_same_seed_gives_the_same_answer_also_after_a_new_process(photos: Photos) -> None:
    few, options = chosen(photos, (3, 4, 5, 6)), {"features": 1500}
    first = film(few, **options)[0]
    running = run(few, options=Options(**options))
    again = []
    for yielded in running:
        if isinstance(yielded, Frame):
            again.append(yielded)
            if yielded.stage == "mapping" and yielded.image_count == 3:
                child.kill()  # as the cancelling of another run does
    assert len(again) == len(first)
    np.testing.assert_array_equal(again[-1].poses, first[-1].poses)
    np.testing.assert_array_equal(again[-1].points, first[-1].points)
    assert first[-1].image_count == 4


def test_cancelling_at_any_moment_leaves_nothing(
    photos: Photos, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child.kill()
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    few = chosen(photos, (3, 4, 5))
    for what in ("finding features", "matching photos", "placing cameras"):
        running = run(few, options=Options(features=800))
        for yielded in running:
            if isinstance(yielded, Progress) and yielded.what == what and child.busy:
                break
        else:
            pytest.fail(f"no breath in {what}")
        running.close()
        assert not child.busy and not list(tmp_path.iterdir())


def test_photos_without_anything_in_common_are_a_result_that_says_so(photos: Photos) -> None:
    random = np.random.default_rng(0)
    odd = [random.integers(0, 255, (120, 160, 3)).astype(np.uint8) for _ in range(2)]
    frames, scene = film(photos_of("odd", [Photo(f"p{i}", 160, 120, p, pixels=p) for i, p in enumerate(odd)]))
    assert scene is None and frames[-1].stage == "done" and frames[-1].image_count == 0
    assert any("enough features in common" in note for note in frames[-1].notes)


def test_identical_photos_have_no_parallax(photos: Photos) -> None:
    same = photos.photos[4]
    frames, scene = film(photos_of("same", [same, replace(same, name="copy")]), features=1000)
    assert scene is None and frames[-1].inliers[0] > 100
    assert any("no parallax" in n or "parallax" in n for n in frames[-1].notes)
    assert any("same picture" in n for n in frames[-1].notes)


def test_blank_photos_are_said(photos: Photos) -> None:
    blank = np.full((360, 480, 3), 128, np.uint8)
    some = [*(photos.photos[n] for n in (3, 4, 5)), Photo("blank", 480, 360, blank, pixels=blank)]
    frames, scene = film(photos_of("some", some), features=1000)
    assert scene is not None and frames[-1].image_count == 3
    assert any("no features: blank" in n for n in frames[-1].notes)
    assert any("could not be placed: blank" in n for n in frames[-1].notes)


def test_one_photo_is_one_sentence(photos: Photos) -> None:
    with pytest.raises(InputError, match="only one photo"):
        film(chosen(photos, (0,)))


def test_a_photo_that_has_gone_is_one_sentence(photos: Photos, tmp_path: Path) -> None:
    gone = replace(photos.photos[0], pixels=None, path=tmp_path / "gone.png")
    with pytest.raises(InputError, match=r"gone\.png"):
        film(replace(photos, photos=(photos.photos[1], gone), poses=None), features=200)


def test_options_do_what_they_say(photos: Photos) -> None:
    few = chosen(photos, (3, 4, 5, 6))
    frames, _ = film(few, features=600, pairs="neighbours", neighbours=1, refine_cameras=False, focal_length=430.0)
    last = frames[-1]
    assert last.pairs.tolist() == [[0, 1], [1, 2], [2, 3]] and max(last.keypoint_counts) == 600
    assert last.image_count == 4
    np.testing.assert_array_equal(last.intrinsics[:, 0, 0], 430.0)
    frames, _ = film(few, features=1000, cameras="each", camera_model="OPENCV")
    assert len(set(frames[-1].intrinsics[:, 0, 0].tolist())) == 4 and (frames[-1].distortion[:, 2] != 0).all()


@pytest.mark.slow
def test_real_photos_against_the_model_beside_them(shared_data: Path) -> None:
    """20 of its photos or more registered, 1 px or less, centres within 2% of the largest distance of two cameras."""
    folder = shared_data / "scenes" / "colmap_22"
    photos = open_input("Photos", str(folder / "images"))
    assert isinstance(photos, Photos)
    last = film(photos)[0][-1]
    assert last.image_count >= 20 and last.reprojection_error <= 1.0
    model = finished(reading_model(folder / "dense_sparse", ".bin"))
    truth = {image.name: camera_to_world(image)[:3, 3] for image in model.images.values()}
    error = centre_error(last.poses[:, :3, 3], np.array([truth[name] for name in last.registered]))
    assert error is not None and error <= 0.02
