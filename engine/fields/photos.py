"""The photos of a scene as a training takes them: reduced, before their background, with the rays of their pixels."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from engine.data.notes import Note
from engine.data.scene import Scene, View
from engine.data.scenes.bounds import ball, forward_view
from engine.errors import InputError
from engine.fields.field import Bounds, SpaceName
from engine.fields.occupancy import Occupancy
from engine.fields.rays import Camera, camera_rays
from engine.study import Progress
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True, eq=False)
class Photos:
    """Photos of one split.

    ``cameras`` of the V reduced photos, ``names``; all their pixels P one after the other: ``colours`` (P, 3)
    float32 sRGB 0 to 1 and ``directions`` (P, 3); ``origins`` (V, 3); ``starts`` (V + 1,) where each photo begins.
    """

    names: tuple[str, ...]
    cameras: tuple[Camera, ...]
    colours: Tensor
    directions: Tensor
    origins: Tensor
    starts: Tensor

    def picture(self, number: int) -> NDArray[np.float32]:
        """The photo (H, W, 3) of a number."""
        camera = self.cameras[number]
        part = self.colours[int(self.starts[number]) : int(self.starts[number + 1])]
        return part.numpy().reshape(camera.height, camera.width, 3)

    def rays(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Origins, directions and colours (B, 3) of pixels (B,) counted over all photos."""
        photo = torch.searchsorted(self.starts, pixels, right=True) - 1
        return (
            self.origins.index_select(0, photo),
            self.directions.index_select(0, pixels),
            self.colours.index_select(0, pixels),
        )


def bounds_of(scene: Scene, space: SpaceName | Literal["auto"] = "auto") -> Bounds:
    """The scene's box, near, far and background, and the space a field of it learns in.

    ``"auto"``: the box where all lies in it, else ``ndc`` where all cameras look the same way, else ``contracted``. The
    box of the contracted space is the cube about its ball.
    """
    poses = np.stack([view.pose for view in scene.views])
    forward = forward_view(poses)
    if space == "auto":
        space = "box" if scene.bounded else "contracted" if forward is None else "ndc"
    low, high = _triple(scene.box[0]), _triple(scene.box[1])
    if space == "box":
        return Bounds(low, high, scene.near, scene.far, scene.background)
    if space == "ndc" and forward is None:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "The cameras of {name} do not all look the same way, which ndc needs."),
            name=scene.name,
        )
    if space == "ndc":
        assert forward is not None
        return _ndc_bounds(scene, poses, forward)
    centre, radius = ball(scene.points, poses, scene.box)
    near, far = scene.near * NEARER, radius * FARTHEST
    return Bounds(_triple(centre - radius), _triple(centre + radius), near, far, scene.background, "contracted")


def space_notes(bounds: Bounds) -> tuple[Note, ...]:
    """What is said of a space that is not the scene's box: a sentence, or none."""
    if bounds.space == "contracted":
        return (
            Note(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "The scene has no limits: what lies outside a ball of radius {radius} about what the cameras look "
                    "at is drawn in to twice that.",
                ),
                radius=f"{(bounds.high[0] - bounds.low[0]) / 2:.3g}",
            ),
        )
    if bounds.space == "ndc":
        return (
            Note(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "The cameras all look forward: the field lies in normalised device coordinates, from the depth "
                    "{near} to infinity.",
                ),
                near=f"{bounds.near:.3g}",
            ),
        )
    return ()


NEARER = 0.85
"""Rays begin at this part of near in spaces without limits: sparse points miss what is nearest."""

FARTHEST = 1000.0
"""What is so many radii or depths away counts as infinitely far."""


def _triple(values: NDArray[np.float64]) -> tuple[float, float, float]:
    x, y, z = (float(v) for v in values)
    return x, y, z


def _ndc_bounds(scene: Scene, poses: NDArray[np.float64], forward: NDArray[np.float64]) -> Bounds:
    """The least camera in the mean one's place that sees all the others see, from the nearest of their near on."""
    axes, eye = forward[:, :3], forward[:, 3]
    corners, towards = [], []
    for view in scene.views:
        ends = [[0, 0, 1], [view.width, 0, 1], [0, view.height, 1], [view.width, view.height, 1]]
        rays = np.array(ends, np.float64) @ np.linalg.inv(view.intrinsics).T @ view.pose[:3, :3].T
        corners.append((view.pose[:3, 3] + NEARER * scene.near * rays - eye) @ axes)
        towards.append(rays @ axes)
    local, directions = np.concatenate(corners), np.concatenate(towards)
    ahead = float(((poses[:, :3, 3] - eye) @ axes[:, 2]).max())
    near = max(float(local[:, 2].min()), ahead + 1e-3 * scene.near)
    if near <= 0 or float(directions[:, 2].min()) <= 0:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "The cameras of {name} do not all look the same way, which ndc needs."),
            name=scene.name,
        )
    # What each sees from the near plane on to infinity lies between its directions there and there.
    at_near = local + directions * ((near - local[:, 2:]) / directions[:, 2:])
    seen = np.abs(np.concatenate([at_near[:, :2] / near, directions[:, :2] / directions[:, 2:]]))
    half = seen.max(axis=0)
    view_of = tuple(float(v) for v in (*forward.reshape(-1), *half))
    far = max(scene.far, near * FARTHEST)
    low, high = _triple(scene.box[0]), _triple(scene.box[1])
    return Bounds(low, high, near, far, scene.background, "ndc", view_of)


def splits_of(scene: Scene, images: int = 0) -> tuple[tuple[View, ...], tuple[View, ...], bool]:
    """Views to train on, views held out, and whether the scene itself says which.

    Where it does not, every eighth is held out, from the first. ``images``: only so many to train on, evenly chosen.

    Raises
    ------
    InputError
        There are fewer than two photos to train on, or none to hold out.
    """
    numbers = set(scene.held_out)
    held = tuple(view for number, view in enumerate(scene.views) if number in numbers)
    train = tuple(view for number, view in enumerate(scene.views) if number not in numbers)
    own = bool(scene.split("test"))
    if images and images < len(train):
        train = tuple(train[round(i)] for i in np.linspace(0, len(train) - 1, images))
    if len(train) < 2 or not held:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "{name} has too few photos: two to train on and one to hold out are needed."),
            name=scene.name,
        )
    return train, held, own


def preparing_photos(
    views: Sequence[View], longest: int, background: tuple[float, float, float] | None
) -> Generator[Progress, None, Photos]:
    """Read photos, reduce each to ``longest`` pixels by averaging areas, and find the rays of their pixels.

    Transparent photos are put before ``background`` (None: white) first, and then reduced. Photos that cannot be read
    lack.

    Raises
    ------
    InputError
        None can be read.
    """
    cameras, colours, directions, names = [], [], [], []
    trouble: InputError | None = None
    for number, view in enumerate(views):
        try:
            photo = view.read()
        except InputError as error:  # whoever asks compares the names
            trouble = trouble or error
            continue
        camera = Camera.of_view(view, longest)
        colours.append(torch.from_numpy(reduced(photo, camera.width, camera.height, background)).view(-1, 3))
        directions.append(camera_rays(camera)[1])
        cameras.append(camera)
        names.append(view.name)
        yield Progress(number + 1, len(views), QT_TRANSLATE_NOOP("progress", "photos"), preparing=True)
    if trouble is not None and not cameras:
        raise trouble
    starts = torch.tensor([0, *np.cumsum([len(c) for c in colours])])
    origins = torch.tensor(np.stack([c.pose[:3, 3] for c in cameras]), dtype=torch.float32)
    return Photos(tuple(names), tuple(cameras), torch.cat(colours), torch.cat(directions), origins, starts)


def reduced(
    photo: NDArray[np.uint8], width: int, height: int, background: tuple[float, float, float] | None
) -> NDArray[np.float32]:
    """A photo (H, W, 3 or 4) as (height, width, 3) float32: before the background, then areas averaged."""
    values = photo.astype(np.float32) / 255
    if values.shape[2] == 4:
        alpha = values[..., 3:]
        values = values[..., :3] * alpha + np.array(background or (1.0, 1.0, 1.0), np.float32) * (1 - alpha)
    rows, columns = _averaging(values.shape[0], height), _averaging(values.shape[1], width)
    along = np.tensordot(rows, values, 1)
    return np.ascontiguousarray(np.einsum("wx,hxc->hwc", columns, along, optimize=True), np.float32)


def _averaging(size: int, reduced_to: int) -> NDArray[np.float32]:
    """How much of each of ``size`` pixels lies in each of ``reduced_to`` equal parts: rows that sum to 1."""
    edges = np.linspace(0, size, reduced_to + 1)
    low, high = edges[:-1, None], edges[1:, None]
    pixels = np.arange(size)[None]
    overlap = np.minimum(high, pixels + 1) - np.maximum(low, pixels)
    return np.asarray(np.clip(overlap, 0, None) * (reduced_to / size), np.float32)


def reaching(photos: Photos, occupancy: Occupancy, bounds: Bounds) -> Generator[None, None, Tensor]:
    """The pixels (A,) of all photos whose rays can meet a cell that is not empty, with breaths.

    Eight cells at a time are projected into each photo, with a margin for their size: far cheaper than marching every
    ray.
    """
    if bounds.space != "box" or occupancy.fraction() > MOST_FULL or any(any(c.distortion) for c in photos.cameras):
        return torch.arange(len(photos.colours), device="cpu")
    low, high = np.array(bounds.low), np.array(bounds.high)
    merged = F.max_pool3d(occupancy.cells.float()[None, None], 2, ceil_mode=True)[0, 0].cpu().numpy()
    side = (high - low) * 2 / occupancy.resolution
    filled = np.argwhere(merged > 0)
    points = low + (filled + 0.5) * side
    radius = float(np.linalg.norm(side)) / 2
    chosen = []
    for number, camera in enumerate(photos.cameras):
        chosen.append(int(photos.starts[number]) + np.flatnonzero(_covered(camera, points, radius)))
        if number % 2:
            yield
    found = torch.from_numpy(np.concatenate(chosen))
    return found if len(found) else torch.arange(len(photos.colours), device="cpu")


MOST_FULL = 0.5
"""With more of the cells filled, nearly every ray meets one: they are not projected."""


def _covered(camera: Camera, points: NDArray[np.float64], radius: float) -> NDArray[np.bool_]:
    """Which pixels (H, W) may show balls of ``radius`` at ``points`` (N, 3)."""
    local = (points - camera.pose[:3, 3]) @ camera.pose[:3, :3]
    z = local[:, 2]
    if (np.abs(z) < 2 * radius).any():
        return np.ones((camera.height, camera.width), bool)
    local = local[z > 0]
    covered = np.zeros((camera.height + 1, camera.width + 1), np.int32)
    if len(local):
        uv = local @ camera.intrinsics.T
        uv = uv[:, :2] / uv[:, 2:]
        focal = np.array([camera.intrinsics[0, 0], camera.intrinsics[1, 1]])
        reach = radius * focal / local[:, 2:] * 1.2 + 0.5
        limits = [camera.width, camera.height]
        first = np.clip(np.floor(uv - reach), 0, limits).astype(int)
        last = np.clip(np.ceil(uv + reach), 0, limits).astype(int)
        # Each ball's square is added by its four corners; sums along both axes then fill it.
        for ys, xs, sign in ((first, first, 1), (first, last, -1), (last, first, -1), (last, last, 1)):
            np.add.at(covered, (ys[:, 1], xs[:, 0]), sign)
    filled = covered.cumsum(0).cumsum(1)[:-1, :-1] > 0
    return np.asarray(filled)
