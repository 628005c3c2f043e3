"""Incremental mapping by COLMAP, one photo at a time. These functions run in the child process.

The order of the steps is that of Schönberger, Frahm 2016, section 4: a first pair, then the photo that sees the model
best, its new points, the cameras around it adjusted; all cameras adjusted when the model has grown by a tenth.

Nothing is written to disk: COLMAP's database stays in memory, and the mapping under way in this process.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.structure.sfm_calls import camera_of, load_pycolmap

KEPT = 2
"""Mappings that are kept under way at a time."""
MODELS = 3
"""Models that are tried, where photos do not join the first."""
TRIALS = 30
"""First pairs that are tried for a model."""

UNKNOWN = "unknown"

_mappings: dict[str, _Mapping] = {}


def step(token: str, number: int, problem: dict[str, Any] | None = None) -> Any:
    """The state of the mapping ``token`` after its step ``number``, None where it has ended before.

    ``"unknown"``: this process does not know the mapping (an earlier process did), and has to be told the ``problem``:

    ``cameras``
        the arguments of ``camera_of`` for each camera;
    ``camera`` (N,)
        the camera of each photo;
    ``keypoints``, ``colours``
        of each photo, as ``features`` returns them;
    ``pairs`` (P, 2), ``matched``
        photos, and what ``match`` returned for them;
    ``least``, ``refine``, ``seed``
        matches at least, whether the focal lengths are adjusted, the seed.

    Steps that were taken before are taken again, with the same results.
    """
    mapping = _mappings.pop(token, None)
    if mapping is None or mapping.number > number:
        if problem is None:
            return UNKNOWN
        mapping = _Mapping(problem)
    _mappings[token] = mapping
    while len(_mappings) > KEPT:
        del _mappings[next(iter(_mappings))]
    state = mapping.advance(number)
    if state is None:
        del _mappings[token]
    return state


class _Mapping:
    """One mapping under way."""

    def __init__(self, problem: dict[str, Any]) -> None:
        self.number = -1
        self._problem = problem
        self._pycolmap = load_pycolmap()
        self._pycolmap.set_random_seed(problem["seed"])
        options = self._pycolmap.IncrementalPipelineOptions()
        options.num_threads = 1  # sums in another order would give other digits
        options.random_seed = problem["seed"]
        options.ba_refine_focal_length = problem["refine"]
        options.ba_refine_extra_params = problem["refine"]
        options.mapper.abs_pose_refine_focal_length = problem["refine"]
        options.mapper.abs_pose_refine_extra_params = problem["refine"]
        self._options = options
        self._cache = self._filled()
        self._mapper = self._pycolmap.IncrementalMapper(self._cache)
        self._model = 0
        self._first = (0, 0)
        self._steps = self._mapping()

    def advance(self, number: int) -> dict[str, Any] | None:
        """The state after step ``number``, None after the last."""
        while self.number < number:
            happened = next(self._steps, None)
            if happened is None:
                return None
            self.number += 1
            if self.number == number:
                return self._state(*happened)
        return None

    # -- what COLMAP is given --------------------------------------------------------------------

    def _filled(self) -> Any:
        """COLMAP's database in memory: cameras, photos, features, matches. Photo ``i`` has the number ``i + 1``."""
        pycolmap, problem = self._pycolmap, self._problem
        database = pycolmap.Database.open(":memory:")
        cameras, rigs = [], []
        for arguments in problem["cameras"]:
            camera = camera_of(*arguments)
            camera.camera_id = database.write_camera(camera)
            rig = pycolmap.Rig()
            rig.add_ref_sensor(camera.sensor_id)
            rigs.append(database.write_rig(rig))
            cameras.append(camera)
        for index, keypoints in enumerate(problem["keypoints"]):
            which = problem["camera"][index]
            image = pycolmap.Image(name=f"{index:05d}", camera_id=cameras[which].camera_id, image_id=index + 1)
            database.write_image(image, use_image_id=True)
            frame = pycolmap.Frame()
            frame.rig_id = rigs[which]
            frame.add_data_id(image.data_id)
            database.write_frame(frame)
            database.write_keypoints(index + 1, np.ascontiguousarray(keypoints))
        for (i, j), matched in zip(problem["pairs"].tolist(), problem["matched"], strict=True):
            geometry = pycolmap.TwoViewGeometry()
            geometry.config = pycolmap.TwoViewGeometryConfiguration(matched["configuration"])
            geometry.inlier_matches = matched["matches"][matched["inliers"]].astype(np.uint32)
            for name in ("E", "F", "H"):
                if matched[name] is not None:
                    setattr(geometry, name, matched[name])
            database.write_matches(i + 1, j + 1, matched["matches"].astype(np.uint32))
            database.write_two_view_geometry(i + 1, j + 1, geometry)
        options = pycolmap.DatabaseCacheOptions()
        options.min_num_matches = problem["least"]
        cache = pycolmap.DatabaseCache.create(database, options)
        database.close()
        return cache

    # -- the steps -------------------------------------------------------------------------------

    def _mapping(self) -> Iterator[tuple[str, Any, int | None]]:
        """What happened, the model, the photo it happened to; a first pair is sought ever less strictly."""
        mapper_options = self._options.get_mapper()
        for relaxed in range(5):
            while self._model < MODELS and self._mapper.num_total_reg_images() < self._cache.num_images() - 1:
                model = yield from self._growing(mapper_options)
                if model is None:
                    break
                self._model += 1
            if self._model:
                return
            if relaxed % 2 == 0:
                mapper_options.init_min_num_inliers = max(15, mapper_options.init_min_num_inliers // 2)
            else:
                mapper_options.init_min_tri_angle /= 2
            self._mapper.reset_initialization_stats()

    def _growing(self, options: Any) -> Generator[tuple[str, Any, int | None], None, Any]:
        """One model from a first pair to where no further photo can be added; returns it, or None for no pair."""
        for _ in range(TRIALS):
            model = self._pycolmap.Reconstruction()
            self._mapper.begin_reconstruction(model)
            found = self._mapper.find_initial_image_pair(options, -1, -1)
            if found is None:
                self._mapper.end_reconstruction(True)
                return None
            if self._began(options, model, *found):
                break
            self._mapper.end_reconstruction(True)
        else:
            return None
        self._first = found[0]
        yield "pair", model, found[0][1]
        yield from self._grown(options, model)
        self._mapper.end_reconstruction(False)
        return model

    def _began(self, options: Any, model: Any, pair: tuple[int, int], motion: Any) -> bool:
        """Put the first pair into the empty model, with its points."""
        self._mapper.register_initial_image_pair(options, *pair, motion)
        for number in pair:
            self._mapper.triangulate_image(self._options.get_triangulation(), number)
        self._mapper.adjust_global_bundle(options, self._options.get_global_bundle_adjustment())
        model.normalize()
        self._mapper.filter_points(options)
        self._mapper.filter_frames(options)
        return bool(model.num_reg_frames() > 0 and model.num_points3D() > 0)

    def _grown(self, options: Any, model: Any) -> Iterator[tuple[str, Any, int | None]]:
        size, points = model.num_reg_frames(), model.num_points3D()
        refined_last = False
        while True:
            number = self._registered(options)
            if number is None:
                if refined_last:
                    break
                # Nothing fits: all cameras are adjusted once, then it is tried once more.
                self._refine(options)
                size, points, refined_last = model.num_reg_frames(), model.num_points3D(), True
                yield "adjusted", model, None
                continue
            refined_last = False
            triangulation = self._options.get_triangulation()
            self._mapper.triangulate_image(triangulation, number)
            self._mapper.iterative_local_refinement(
                self._options.ba_local_max_refinements,
                self._options.ba_local_max_refinement_change,
                options,
                self._options.get_local_bundle_adjustment(),
                triangulation,
                number,
            )
            if (
                model.num_reg_frames() >= self._options.ba_global_frames_ratio * size
                or model.num_points3D() >= self._options.ba_global_points_ratio * points
            ):
                self._refine(options)
                size, points = model.num_reg_frames(), model.num_points3D()
            yield "photo", model, number
        if not refined_last:
            self._refine(options)
            yield "adjusted", model, None

    def _registered(self, options: Any) -> int | None:
        """Add the photo that sees the model best, by points or, where none can be, by its matches alone."""
        for without_points in (False, True):
            for number in self._mapper.find_next_images(options, without_points):
                add = (
                    self._mapper.register_next_structure_less_image
                    if without_points
                    else self._mapper.register_next_image
                )
                if add(options, number):
                    return int(number)
        return None

    def _refine(self, options: Any) -> None:
        """Adjust all cameras and points, complete and merge tracks, drop what does not fit."""
        self._mapper.iterative_global_refinement(
            self._options.ba_global_max_refinements,
            self._options.ba_global_max_refinement_change,
            options,
            self._options.get_global_bundle_adjustment(),
            self._options.get_triangulation(),
        )
        self._mapper.filter_frames(options)

    # -- what goes out ---------------------------------------------------------------------------

    def _state(self, event: str, model: Any, number: int | None) -> dict[str, Any]:
        """The model as arrays.

        ``photos`` (R,) int64, ``poses`` (R, 4, 4) camera to world, ``parameters`` of each one's camera; ``points``
        (M, 3), ``colours`` (M, 3), ``errors`` (M,) their mean reprojection errors in pixels; ``observations`` (O, 3)
        int32: photo, keypoint, point; ``observation_errors`` (O,) in pixels.
        """
        photos = sorted(int(n) for n in model.reg_image_ids())
        numbers, places, observations = _tracks(model)
        row = {n: i for i, n in enumerate(photos)}
        observations = observations[np.isin(observations[:, 0], photos)]
        poses, parameters = np.zeros((len(photos), 4, 4)), []
        residuals = np.zeros(len(observations))
        for n, i in row.items():
            image = model.image(n)
            matrix = np.eye(4)
            matrix[:3] = image.cam_from_world().matrix()
            poses[i] = np.eye(4)
            poses[i, :3, :3] = matrix[:3, :3].T
            poses[i, :3, 3] = -matrix[:3, :3].T @ matrix[:3, 3]
            camera = model.camera(image.camera_id)
            parameters.append(np.array(camera.params, np.float64).ravel())
            seen = np.flatnonzero(observations[:, 0] == n)
            local = places[observations[seen, 2]] @ matrix[:3, :3].T + matrix[:3, 3]
            projected = np.asarray(camera.img_from_cam(np.ascontiguousarray(local))).reshape(-1, 2)
            at = self._problem["keypoints"][n - 1][observations[seen, 1], :2]
            residuals[seen] = np.linalg.norm(projected - at, axis=1)
        poses, places = _settled(poses, places, row.get(self._first[0], 0), row.get(self._first[1], len(row) - 1))
        observations[:, 0] -= 1
        counts = np.bincount(observations[:, 2], minlength=len(numbers)).clip(min=1)
        errors = np.bincount(observations[:, 2], residuals, minlength=len(numbers)) / counts
        return {
            "event": event,
            "model": self._model,
            "photo": None if number is None else int(number) - 1,
            "photos": np.array(photos, np.int64) - 1,
            "poses": poses,
            "parameters": parameters,
            "points": places,
            "colours": self._colours(observations, counts),
            "errors": errors,
            "observations": observations.astype(np.int32),
            "observation_errors": residuals,
        }

    def _colours(self, observations: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Each point's mean colour (M, 3) over the photos that see it."""
        total = np.zeros((len(counts), 3))
        for photo in np.unique(observations[:, 0]):
            of = observations[:, 0] == photo
            np.add.at(total, observations[of, 2], self._problem["colours"][photo][observations[of, 1]])
        return np.rint(total / counts[:, None]).astype(np.uint8)


def _tracks(model: Any) -> tuple[list[int], NDArray[np.float64], NDArray[np.int64]]:
    """The points' numbers in order, their places (M, 3), and who sees them (O, 3): image number, keypoint, row."""
    numbers = sorted(model.point3D_ids())
    places = np.zeros((len(numbers), 3))
    seen: list[tuple[int, int, int]] = []
    for row, number in enumerate(numbers):
        point = model.point3D(number)
        places[row] = point.xyz
        seen.extend((element.image_id, element.point2D_idx, row) for element in point.track.elements)
    return numbers, places, np.array(seen, np.int64).reshape(-1, 3)


def _settled(
    poses: NDArray[np.float64], places: NDArray[np.float64], first: int, second: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Poses and points in coordinates that stay as the model grows, for photos leave place, turn and scale open.

    The camera ``first`` stands at the origin and looks along z, ``second`` at the distance 1; y is down for the mean
    camera.
    """
    origin = poses[first, :3, 3]
    unit = float(np.linalg.norm(poses[second, :3, 3] - origin)) or 1.0
    down = poses[:, :3, 1].mean(axis=0)
    forward = poses[first, :3, 2]
    forward = forward - (forward @ down) / max(float(down @ down), 1e-12) * down
    if np.linalg.norm(down) < 0.1 or np.linalg.norm(forward) < 0.1:  # cameras look all ways, or straight down
        axes = poses[first, :3, :3].T
    else:
        y, z = down / np.linalg.norm(down), forward / np.linalg.norm(forward)
        axes = np.stack([np.cross(y, z), y, z])
    moved = poses.copy()
    moved[:, :3, :3] = axes @ poses[:, :3, :3]
    moved[:, :3, 3] = (poses[:, :3, 3] - origin) @ axes.T / unit
    return moved, (places - origin) @ axes.T / unit
