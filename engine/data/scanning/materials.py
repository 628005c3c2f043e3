"""The colours of the modelled room: solid patterns of the position on a surface, and a fixed light.

Everything is a smooth function of the position, coarser than a pixel, so that photometric methods find gradients
everywhere and two views of one place agree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.scanning.shapes import Material, Scene

Array = NDArray[Any]

LAMPS = (((3.1, 2.3, 2.45), 0.62), ((1.9, 4.3, 1.6), 0.28))
"""Positions (metres) and strengths of the two lights: the ceiling's and the window's."""
AMBIENT = 0.42

_WAVES = np.random.default_rng(7).normal(size=(3, 6, 3)).astype(np.float32)
_PHASES = np.random.default_rng(8).uniform(0, 6.28, (3, 6)).astype(np.float32)


def _noise(p: Array, octaves: int = 2) -> Array:
    """Smooth noise (N,) of about -1..1 whose grains are about as large as the unit of ``p`` (N, 3)."""
    total = np.zeros(len(p), np.float32)
    for octave in range(octaves):
        phase = (p * np.float32(2.2**octave)) @ _WAVES[octave].T * np.float32(2.4) + _PHASES[octave]
        a = np.sin(phase)
        total += (a[:, 0] * a[:, 1] + a[:, 2] * a[:, 3] + a[:, 4]) * np.float32(0.55 / 1.7**octave)
    return total


def _soft(x: Array, width: float) -> Array:
    """A step from 0 to 1 at 0 that takes ``width``."""
    return np.asarray(np.clip(x / np.float32(width) + np.float32(0.5), 0, 1))


def _wave(x: Array, sharp: float = 2.0) -> Array:
    """Stripes 0..1 of period 1."""
    return np.asarray(_soft(np.sin(x * np.float32(2 * np.pi)), 2.0 / sharp))


def _plain(p: Array) -> Array:
    return np.asarray(0.5 + 0.5 * _noise(p))


def _wood(p: Array) -> Array:
    stretched = p * np.array([0.25, 1.0, 1.0], np.float32)
    return np.asarray(
        0.5 + 0.5 * np.sin(6.0 * np.hypot(stretched[:, 1], stretched[:, 2]) + 2.5 * _noise(stretched * 0.6))
    )


def _planks(p: Array) -> Array:
    row = np.floor(p[:, 1])
    across = p[:, 1] - row
    along = p[:, 0] / 5 + row * np.float32(0.37)
    board = np.floor(along)
    tone = np.sin(row * 12.9 + board * 78.2) * np.float32(43.7)
    tone = tone - np.floor(tone)
    joint = _soft(across - 0.04, 0.05) * _soft(0.98 - across, 0.05) * _soft(along - board - 0.01, 0.012)
    grain = 0.5 + 0.5 * _noise(np.stack([p[:, 0] * 0.3, p[:, 1] * 2, row], axis=1))
    return (0.25 + 0.5 * tone + 0.35 * grain) * (0.35 + 0.65 * joint)


def _fabric(p: Array) -> Array:
    return np.asarray(
        0.35 * _wave(p[:, 0] + p[:, 1], 1.0) + 0.35 * _wave(p[:, 2] + 0.3 * p[:, 1], 1.0) + 0.15 * (_noise(p) + 1)
    )


def _paper(p: Array) -> Array:
    """Wallpaper: a stripe, and leaves between."""
    x = p[:, 0] + p[:, 1]
    shift = np.stack([x + 0.25 * np.sin(p[:, 2] * 3), p[:, 2], np.zeros_like(x)], axis=1)
    leaves = np.sin(shift[:, 0] * 6.28) * np.sin(shift[:, 1] * 5.1 + 1.7 * np.floor(x))
    return 0.45 * _soft(leaves - 0.25, 0.5) + 0.25 * _wave(x * 0.5, 4.0) + 0.2 + 0.16 * _noise(p * 0.5, 2)


def _bricks(p: Array) -> Array:
    row = np.floor(p[:, 2] * 2)
    along = (p[:, 0] + p[:, 1]) * 0.9 + 0.5 * (row % 2)
    brick = np.floor(along)
    inside = _soft(along - brick - 0.05, 0.08) * _soft(p[:, 2] * 2 - row - 0.08, 0.12)
    tone = np.sin(row * 17.1 + brick * 41.3) * np.float32(31.3)
    tone = tone - np.floor(tone)
    return np.asarray(inside * (0.45 + 0.4 * tone + 0.2 * _noise(p * 2)))


def _picture(p: Array) -> Array:
    return np.asarray(
        0.5 + 0.32 * _noise(p, 3) + 0.28 * np.sin(p[:, 0] * 1.7 + p[:, 1] * 1.7 + 1.3 * np.sin(p[:, 2] * 2.1))
    )


def _rug(p: Array) -> Array:
    r = np.maximum(np.abs(p[:, 0]) * 0.72, np.abs(p[:, 1]))
    diamonds = np.abs(np.sin(p[:, 0] * 2.4) + np.sin(p[:, 1] * 2.4 + 0.6)) / 2
    return np.asarray(0.55 * _wave(r * 0.55, 3.0) + 0.35 * _soft(diamonds - 0.4, 0.3) + 0.1 * _noise(p * 1.5))


def _spine(p: Array) -> Array:
    return 0.75 * _wave(p[:, 2] * 0.6 + 0.2, 4.0) + 0.2 * (_noise(p) + 0.6)


PATTERNS: dict[str, Callable[[Array], Array]] = {
    "plain": _plain,
    "wood": _wood,
    "planks": _planks,
    "fabric": _fabric,
    "paper": _paper,
    "bricks": _bricks,
    "picture": _picture,
    "rug": _rug,
    "spine": _spine,
}


def colours(points: Array, normals: Array, parts: NDArray[np.int32], scene: Scene, light: bool = True) -> Array:
    """The colours (N, 3), 0..1 sRGB, at ``points`` (N, 3) of the scene's ``parts`` (N,; -1: nothing, black)."""
    result = np.zeros((len(points), 3), np.float32)
    order = np.argsort(parts, kind="stable")
    starts = np.searchsorted(parts[order], np.arange(len(scene.materials) + 1))
    for part, material in enumerate(scene.materials):
        chosen = order[starts[part] : starts[part + 1]]
        if len(chosen):
            result[chosen] = _painted(points[chosen], material, scene.frames[part])
    if light:
        result *= _lit(points, normals)[:, None]
    return np.asarray(np.clip(result, 0, 1))


def _painted(points: Array, material: Material, frame: NDArray[np.float64]) -> Array:
    own = (points @ frame[:3, :3].T.astype(np.float32) + frame[:3, 3].astype(np.float32)) / np.float32(material.scale)
    part = np.clip(PATTERNS[material.pattern](own), 0, 1)[:, None]
    first, second = np.array(material.first, np.float32), np.array(material.second, np.float32)
    mixed: Array = first + (second - first) * part
    if material.pattern == "picture":  # a third colour, so that a painting is not of two alone
        other = np.clip(0.5 + 0.5 * np.sin(own[:, :1] * 1.1 + own[:, 2:] * 1.9 + own[:, 1:2]), 0, 1)
        mixed = mixed * (1 - 0.45 * other) + first[[2, 0, 1]] * 0.45 * other
    return mixed


def _lit(points: Array, normals: Array) -> Array:
    """How bright (N,): the same from wherever it is looked at."""
    total = np.full(len(points), AMBIENT, np.float32) + np.float32(0.10) * np.abs(normals[:, 2])
    for position, strength in LAMPS:
        towards = np.array(position, np.float32) - points
        distance = np.maximum(np.linalg.norm(towards, axis=1), 0.2)
        facing = np.maximum(np.einsum("ij,ij->i", towards, normals), 0) / distance
        total += np.float32(strength) * facing / (0.75 + 0.12 * distance**2)
    return np.asarray(total * np.float32(1.12))
