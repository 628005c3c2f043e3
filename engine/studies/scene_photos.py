"""The photos of a scene as pictures: small ones of chosen views, and one as a training takes it, to compare with.

Lens distortion is taken out, transparency laid on the scene's background, each pixel the mean over its area.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.data.scene import Scene
from engine.errors import InputError
from engine.fields.scene_setting import BACKGROUND_LABELS, Background, adjusted
from engine.options import option
from engine.study import Progress, StudyRun, freeze, value
from engine.text import QT_TRANSLATE_NOOP

CHAPTER = QT_TRANSLATE_NOOP("chapters", "Radiance fields")
TITLE = QT_TRANSLATE_NOOP("labs", "Photos of a scene")
PAPER = ""


@dataclass(frozen=True)
class Options:
    """Which photos, and how large."""

    view: int = option(
        -1,
        QT_TRANSLATE_NOOP("options", "The view whose photo is prepared as for a training, counted from 0; -1: none."),
        label=QT_TRANSLATE_NOOP("options", "View"),
        minimum=-1,
        maximum=100_000,
        step=1,
    )
    image_size: int = option(
        100,
        QT_TRANSLATE_NOOP("options", "The photos' longer side is reduced to so many pixels."),
        label=QT_TRANSLATE_NOOP("options", "Photo size"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        minimum=16,
        maximum=4096,
        step=10,
    )
    background: Background = option(
        "scene",
        QT_TRANSLATE_NOOP("options", "The colour behind everything, of transparent photos and of the field."),
        label=QT_TRANSLATE_NOOP("options", "Background"),
        choice_labels=BACKGROUND_LABELS,
        advanced=True,
    )
    small: int = option(
        0,
        QT_TRANSLATE_NOOP("options", "How many views have a small picture, from the first on; 0: none."),
        label=QT_TRANSLATE_NOOP("options", "Small pictures"),
        minimum=0,
        maximum=10_000,
        step=1,
    )
    held_first: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "Whether small pictures begin with the held-out views."),
        label=QT_TRANSLATE_NOOP("options", "Held-out views first"),
    )
    small_size: int = option(
        72,
        QT_TRANSLATE_NOOP("options", "Longer side of a small picture."),
        label=QT_TRANSLATE_NOOP("options", "Size of small pictures"),
        unit=QT_TRANSLATE_NOOP("units", "pixels"),
        minimum=8,
        maximum=512,
        step=8,
    )


@dataclass(frozen=True)
class Frame:
    """The pictures so far."""

    views: NDArray[np.int64] = value("the views of the small pictures", shape="(k,)", dtype="int64")
    pictures: NDArray[np.uint8] = value(
        "the small pictures, sRGB; all of the first one's size", shape="(k, rows, columns, 3)", dtype="uint8"
    )
    photo: NDArray[np.float32] | None = value(
        "the view's photo as a training takes it, sRGB 0 to 1", shape="(rows, columns, 3)", dtype="float32"
    )
    view: int | None = value("the view of the photo")


BATCH = 8
"""Small pictures between two frames."""


def order_of(scene: Scene, held_first: bool) -> tuple[int, ...]:
    """The numbers of a scene's views, held-out ones first where that is asked; every eighth where none is held out."""
    numbers = range(len(scene.views))
    if not held_first:
        return tuple(numbers)
    held = set(scene.held_out)
    return (*sorted(held), *(i for i in numbers if i not in held))


def run(scene: Scene, *, options: Options) -> StudyRun:
    """Yield a :class:`Frame` for every few small pictures, all with the photo. Photos that cannot be read lack.

    Raises
    ------
    InputError
        The view does not exist, or its photo cannot be read.
    """
    from engine.data.scenes.pictures import preparing_views

    scene = adjusted(scene, background=options.background)
    photo = None
    if options.view >= 0:
        if options.view >= len(scene.views):
            raise InputError(
                QT_TRANSLATE_NOOP("errors", "{name} has {count} views, and none with the number {view}."),
                name=scene.name,
                count=len(scene.views),
                view=options.view,
            )
        prepared = yield from preparing_views(scene, [scene.views[options.view]], options.image_size)
        photo = freeze(prepared.pixels[0])
    number = options.view if photo is not None else None
    views: list[int] = []
    pictures: list[NDArray[np.uint8]] = []

    def frame() -> Frame:
        stack = np.stack(pictures) if pictures else np.zeros((0, 1, 1, 3), np.uint8)
        return Frame(views=freeze(np.array(views, np.int64)), pictures=freeze(stack), photo=photo, view=number)

    wanted = order_of(scene, options.held_first)[: options.small]
    for place, view in enumerate(wanted):
        yield Progress(place, len(wanted), QT_TRANSLATE_NOOP("progress", "preparing the photos"))
        try:
            prepared = yield from preparing_views(scene, [scene.views[view]], options.small_size)
        except InputError:  # the scene's own notes say which photos lack
            continue
        small = np.round(prepared.pixels[0] * 255).astype(np.uint8)
        views.append(view)
        pictures.append(small if not pictures else _of_size(small, *pictures[0].shape[:2]))
        if len(views) % BATCH == 0 and place + 1 < len(wanted):
            yield frame()
    yield frame()


def _of_size(picture: NDArray[np.uint8], height: int, width: int) -> NDArray[np.uint8]:
    """The picture at another size, by its nearest pixels."""
    if picture.shape[:2] == (height, width):
        return picture
    rows = np.arange(height) * picture.shape[0] // height
    columns = np.arange(width) * picture.shape[1] // width
    return np.asarray(picture[rows][:, columns])
