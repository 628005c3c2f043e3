"""A scene as a training is told to take it: its box, near, far and background changed by options."""

from __future__ import annotations

import dataclasses
from typing import Literal

import numpy as np

from engine.data.scene import Scene
from engine.errors import InputError
from engine.study import freeze
from engine.text import QT_TRANSLATE_NOOP

Background = Literal["scene", "white", "grey", "black"]

BACKGROUND_LABELS = (
    QT_TRANSLATE_NOOP("options", "the scene's"),
    QT_TRANSLATE_NOOP("options", "white"),
    QT_TRANSLATE_NOOP("options", "grey"),
    QT_TRANSLATE_NOOP("options", "black"),
)

_GREY = {"white": 1.0, "grey": 0.5, "black": 0.0}


def adjusted(
    scene: Scene, near: float = 0.0, far: float = 0.0, box_scale: float = 1.0, background: Background = "scene"
) -> Scene:
    """The scene with another ``near`` and ``far`` (its unit; 0: its own), a larger box and another ``background``.

    Raises
    ------
    InputError
        Near does not lie before far.
    """
    if (near, far, box_scale, background) == (0.0, 0.0, 1.0, "scene"):
        return scene
    digest = f"{scene.digest} {near} {far} {box_scale} {background}"
    near, far = near or scene.near, far or scene.far
    if near >= far:
        raise InputError(
            QT_TRANSLATE_NOOP("errors", "Near, {near}, has to lie before far, {far}."), near=f"{near:g}", far=f"{far:g}"
        )
    box = scene.box
    if box_scale != 1.0:
        middle = box.mean(axis=0)
        box = freeze(middle + (box - middle) * box_scale)
    behind = scene.background if background == "scene" else (_GREY[background],) * 3
    return dataclasses.replace(scene, near=near, far=far, box=np.asarray(box), background=behind, digest=digest)
