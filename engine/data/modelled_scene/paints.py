"""The colours of the still life: patterns of the position on a surface, in sRGB from 0 to 1."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Paint = Callable[[Array], Array]
"""Colours (N, 3) at points (N, 3) in the part's own coordinates."""
Colour = tuple[float, float, float]

CREAM: Colour = (0.96, 0.91, 0.80)
RED: Colour = (0.78, 0.12, 0.10)
ORANGE: Colour = (0.93, 0.50, 0.12)
YELLOW: Colour = (0.97, 0.78, 0.18)
GREEN: Colour = (0.20, 0.55, 0.30)
TEAL: Colour = (0.10, 0.47, 0.50)
BLUE: Colour = (0.13, 0.33, 0.66)
NAVY: Colour = (0.10, 0.16, 0.36)
BLACK: Colour = (0.07, 0.07, 0.08)
WOOD: Colour = (0.83, 0.62, 0.38)
DARK_WOOD: Colour = (0.60, 0.38, 0.20)

_RANDOM = np.random.default_rng(5)
_WAVES = _RANDOM.normal(size=(4, 6, 3)).astype(np.float32)
_PHASES = _RANDOM.uniform(0, 2 * np.pi, (4, 6)).astype(np.float32)


def noise(p: Array, octaves: int = 3) -> Array:
    """Smooth noise (N,) of about -1..1 whose grains are about as large as the unit of ``p`` (N, 3)."""
    total = np.zeros(len(p), np.float32)
    for octave in range(octaves):
        a = np.sin((p * np.float32(2.1**octave)) @ _WAVES[octave].T * np.float32(2.4) + _PHASES[octave])
        total += (a[:, 0] * a[:, 1] + a[:, 2] * a[:, 3] + a[:, 4] * a[:, 5]) * np.float32(0.6 / 1.8**octave)
    return total


def step(x: Array, width: float) -> Array:
    """From 0 to 1 round 0 over ``width``."""
    return np.asarray(np.clip(x / np.float32(width) + np.float32(0.5), 0, 1))


def mix(first: Array | Colour, second: Array | Colour, part: Array) -> Array:
    """``first`` where ``part`` (N,) is 0, ``second`` where it is 1."""
    a, b = np.asarray(first, np.float32), np.asarray(second, np.float32)
    return np.asarray(a + (b - a) * part[:, None])


def plain(colour: Colour, grain: float = 0.03) -> Paint:
    """One colour with a faint unevenness."""
    return lambda p: np.asarray(np.asarray(colour, np.float32) * (1 + np.float32(grain) * noise(p * 9))[:, None])


def wood(light: Colour = WOOD, dark: Colour = DARK_WOOD, along: int = 0, rings: float = 26.0) -> Paint:
    """Rings of a trunk that runs along one axis, with pores."""

    def painted(p: Array) -> Array:
        q = np.roll(p, -along, axis=1)
        slow = np.stack([q[:, 0] * 0.7, q[:, 1] * 3, q[:, 2] * 3], axis=1)
        radius = np.hypot(q[:, 1] + 0.21, q[:, 2] - 0.33) + 0.02 * noise(slow, 2)
        ring = radius * rings
        ring = ring - np.floor(ring)
        late = np.where(ring < 0.8, (ring / 0.8) ** 2.5, (1 - ring) / 0.2)
        pores = step(noise(np.stack([q[:, 0] * 7, q[:, 1] * 75, q[:, 2] * 75], axis=1), 2) - 0.55, 0.4)
        return mix(light, dark, 0.10 + 0.62 * late + 0.35 * pores)

    return painted


def mat(radius: float) -> Paint:
    """A chequered mat with a trimmed border, woven."""

    def painted(p: Array) -> Array:
        size, r = 0.145, np.hypot(p[:, 0], p[:, 1])
        u, v = p[:, 0] / size, p[:, 1] / size
        odd = ((np.floor(u) + np.floor(v)) % 2).astype(np.float32)
        colour = mix((0.93, 0.90, 0.82), (0.30, 0.55, 0.60), odd)
        # A small diamond in every second square.
        du, dv = np.abs(u - np.floor(u) - 0.5), np.abs(v - np.floor(v) - 0.5)
        colour = mix(colour, (0.80, 0.42, 0.30), (1 - odd) * step(0.22 - (du + dv), 0.03))
        colour = mix(colour, CREAM, odd * step(0.035 - np.abs(du + dv - 0.3), 0.03))
        weave = 0.5 + 0.25 * (np.sin(p[:, 0] * 330) + np.sin(p[:, 1] * 330))
        colour = colour * (0.93 + 0.09 * weave)[:, None]
        colour = mix(colour, NAVY, step(r - (radius - 0.15), 0.006))
        angle = np.arctan2(p[:, 1], p[:, 0]) * (36 / (2 * np.pi))
        tooth = np.abs(angle - np.floor(angle) - 0.5) * 2
        inside = step(0.04 * tooth + 0.004 - np.abs(r - (radius - 0.085)), 0.006)
        colour = mix(colour, (0.93, 0.74, 0.40), inside * step(tooth - 0.25, 0.05))
        return mix(colour, (0.72, 0.22, 0.16), step(r - (radius - 0.028), 0.006))

    return painted


def _strokes(u: Array, v: Array, letter: str) -> Array:
    """How far (N,) a place on a face, both coordinates from -1 to 1, is from a letter's strokes."""
    arc = np.linspace(-np.pi / 2, np.pi / 2, 9)
    lower = [(-0.4 + 0.75 * float(np.cos(a)), -0.35 + 0.35 * float(np.sin(a))) for a in arc]
    upper = [(-0.4 + 0.65 * float(np.cos(a)), 0.32 + 0.32 * float(np.sin(a))) for a in arc]
    open_arc = [(0.62 * float(np.cos(a)), 0.68 * float(np.sin(a))) for a in np.linspace(0.85, 2 * np.pi - 0.85, 15)]
    crook = [(0.55 * float(np.cos(a)), 0.7 * float(np.sin(a))) for a in np.linspace(-np.pi / 2, np.pi / 2, 11)]
    lines: dict[str, list[list[tuple[float, float]]]] = {
        "A": [[(-0.58, -0.7), (0, 0.72), (0.58, -0.7)], [(-0.34, -0.2), (0.34, -0.2)]],
        "B": [[(-0.42, -0.7), (-0.42, 0.66)], [(-0.42, -0.7), *lower], [*upper, (-0.42, 0.64)]],
        "C": [open_arc],
        "D": [[(-0.45, -0.7), (-0.45, 0.7)], [(-0.45, -0.7), *((x - 0.02, y) for x, y in crook), (-0.45, 0.7)]],
        "E": [[(0.45, 0.7), (-0.42, 0.7), (-0.42, -0.7), (0.45, -0.7)], [(-0.42, 0.02), (0.3, 0.02)]],
        "X": [[(-0.5, -0.7), (0.5, 0.7)], [(-0.5, 0.7), (0.5, -0.7)]],
    }
    nearest = np.full(len(u), 9.0, np.float32)
    for line in lines[letter]:
        for (a, b), (c, d) in itertools.pairwise(line):
            du, dv = c - a, d - b
            t = np.clip(((u - a) * du + (v - b) * dv) / (du * du + dv * dv), 0, 1)
            nearest = np.minimum(nearest, np.hypot(u - a - t * du, v - b - t * dv))
    return nearest


def block(side: float, letters: str, colours: tuple[Colour, Colour, Colour]) -> Paint:
    """An alphabet block: on each face a frame and a letter, on pale wood; opposite faces share a colour."""
    grain = wood((0.94, 0.82, 0.62), (0.82, 0.65, 0.42), along=2, rings=34.0)

    def painted(p: Array) -> Array:
        half = side / 2
        axis = np.abs(p).argmax(axis=1)
        sign = np.take_along_axis(p, axis[:, None], axis=1)[:, 0] > 0
        result = grain(p)
        for a in range(3):
            for positive in (False, True):
                chosen = (axis == a) & (sign == positive)
                if not chosen.any():
                    continue
                q = p[chosen] / np.float32(half)
                if a == 2:
                    u, v = q[:, 0], q[:, 1]
                else:
                    u, v = (q[:, 1] if a == 0 else -q[:, 0]) * (1.0 if positive else -1.0), q[:, 2]
                ink = step(0.13 - _strokes(u / 0.68, v / 0.68, letters[2 * a + positive]), 0.05)
                frame = step(0.045 - np.abs(np.maximum(np.abs(u), np.abs(v)) - 0.8), 0.03)
                result[chosen] = mix(result[chosen], colours[a], np.maximum(ink, frame) * np.float32(0.95))
        return result

    return painted


def striped_ball(radius: float) -> Paint:
    """Red, with a cream band between two dark blue lines."""

    def painted(p: Array) -> Array:
        z = np.abs(p[:, 2] / np.float32(radius))
        colour = mix(CREAM, NAVY, step(z - 0.20, 0.02))
        colour = mix(colour, RED, step(z - 0.27, 0.02))
        angle = np.arctan2(p[:, 1], p[:, 0]) * (12 / (2 * np.pi))
        away = np.hypot((angle - np.floor(angle) - 0.5) * 0.52, z)
        return mix(colour, ORANGE, step(0.11 - away, 0.02))

    return painted


def mug(height: float) -> Paint:
    """Cream glaze with blue bands and a row of dots; pale inside."""

    def painted(p: Array) -> Array:
        z = p[:, 2] / np.float32(height)
        angle = np.arctan2(p[:, 1], p[:, 0]) * (14 / (2 * np.pi))
        dots = np.hypot((angle - np.floor(angle) - 0.5) * 0.21, z - 0.5)
        colour = mix((0.95, 0.93, 0.88), BLUE, step(0.06 - dots, 0.012))
        bands = np.maximum(step(0.028 - np.abs(z - 0.7), 0.012), step(0.028 - np.abs(z - 0.3), 0.012))
        colour = mix(colour, BLUE, bands)
        colour = mix(colour, ORANGE, step(0.012 - np.abs(z - 0.76), 0.01))
        colour = mix(colour, ORANGE, step(0.012 - np.abs(z - 0.24), 0.01))
        return mix(colour, TEAL, step(z - 0.965, 0.01))

    return painted


def wheel(radius: float) -> Paint:
    """A disc about the own z axis: dark tyre, red spokes, a pale hub."""

    def painted(p: Array) -> Array:
        r = np.hypot(p[:, 0], p[:, 1]) / np.float32(radius)
        angle = np.arctan2(p[:, 1], p[:, 0]) * (8 / (2 * np.pi))
        away = np.abs(angle - np.floor(angle) - 0.5) * r * 0.78
        colour = mix(YELLOW, RED, step(0.10 - away, 0.04))
        colour = mix(colour, RED, step(r - 0.68, 0.04))
        colour = mix(colour, BLACK, step(r - 0.84, 0.04))
        return mix(colour, CREAM, step(0.2 - r, 0.04))

    return painted


def cab(size: tuple[float, float, float]) -> Paint:
    """A red cabin with framed windows on four sides."""

    def painted(p: Array) -> Array:
        q = p / np.asarray(size, np.float32) * 2
        axis = np.abs(q[:, :2]).argmax(axis=1)
        u = np.where(axis == 0, q[:, 1], q[:, 0])
        out = np.maximum(np.abs(u) - 0.52, np.abs(q[:, 2] - 0.25) - 0.42)
        colour = mix(RED, YELLOW, step(0.09 - out, 0.04))
        colour = mix(colour, (0.10, 0.17, 0.24), step(-out, 0.04))
        return mix(colour, YELLOW, step(0.05 - np.abs(q[:, 2] + 0.7), 0.04))

    return painted


def boiler(length: float) -> Paint:
    """Green, with brass hoops; the axis is the own z."""

    def painted(p: Array) -> Array:
        z = p[:, 2] / np.float32(length)
        near = np.minimum.reduce([np.abs(z - c) for c in (0.12, 0.5, 0.88)])
        colour = mix(GREEN, (0.86, 0.66, 0.25), step(0.03 - near, 0.015))
        return mix(colour, (0.12, 0.13, 0.14), step(z - 0.985, 0.01))

    return painted


def planks(size: tuple[float, float, float]) -> Paint:
    """A wagon of painted boards with dark joints."""
    grain = wood((0.35, 0.60, 0.82), (0.18, 0.40, 0.66), along=0, rings=40.0)

    def painted(p: Array) -> Array:
        q = (p[:, 2] / size[2] + 0.5) * 3
        joint = np.abs(q - np.round(q))
        side = np.maximum(np.abs(p[:, 0]) / size[0], np.abs(p[:, 1]) / size[1]) * 2
        colour = mix(grain(p), NAVY, step(0.05 - joint, 0.03) * step(side - 0.95, 0.02))
        return mix(colour, CREAM, step(0.04 - np.abs(q - 2.5), 0.03) * step(side - 0.95, 0.02))

    return painted


def pencil(length: float, radius: float) -> Paint:
    """Yellow with dark edges; the own z runs from the rubber to the point."""

    def painted(p: Array) -> Array:
        z, angle = p[:, 2], np.arctan2(p[:, 1], p[:, 0]) * (6 / (2 * np.pi))
        edge = np.abs(angle - np.round(angle))
        colour = mix(YELLOW, (0.75, 0.52, 0.08), step(0.12 - edge, 0.08))
        colour = mix(colour, (0.85, 0.45, 0.45), step(0.05 - z, 0.004))
        colour = mix(colour, (0.75, 0.76, 0.78), step(0.02 - np.abs(z - 0.066), 0.004))
        wavy = z - length + 0.085 + 0.008 * np.cos(angle * 2 * np.pi)
        colour = mix(colour, (0.90, 0.74, 0.53), step(wavy, 0.006))
        return mix(
            colour,
            (0.12, 0.12, 0.13),
            step(z - length + 0.028, 0.006) * step(radius - np.hypot(p[:, 0], p[:, 1]), 0.01),
        )

    return painted
