"""Five least-squares problems a person can see: what is observed, the residuals, and the chain of their derivatives.

Every problem computes its residuals for whole batches of parameters (for the map of the energy) and, at one point, the
chain of derivatives whose product is the Jacobian. Data are made from a seed; the true parameters are known.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.geometry import rigid
from engine.optimisation.chain import Chain, diagonal
from engine.text import QT_TRANSLATE_NOOP

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Parameter:
    """One parameter: its ASCII name, its symbol, its LaTeX, its unit, and the range in which it is of interest."""

    name: str
    symbol: str
    latex: str
    unit: str
    low: float
    high: float


class Problem(ABC):
    """Residuals of P parameters over K observations of ``group`` coordinates each: N = K group.

    ``places``: the symbols of what the chain of derivatives goes through, the parameters first, the residual last.
    """

    name: ClassVar[str]
    parameters: ClassVar[tuple[Parameter, ...]]
    places: ClassVar[tuple[str, ...]]
    group: ClassVar[int] = 1
    unit: ClassVar[str] = ""
    linear: ClassVar[bool] = False
    truth: ClassVar[tuple[float, ...]]
    start: ClassVar[tuple[float, ...]]
    axes: ClassVar[tuple[int, int]] = (0, 1)

    def __init__(self, inputs: Doubles, noise: float, outliers: float, seed: int) -> None:
        """Observe ``inputs`` (K, .) under the true parameters; ``noise`` is a part of the observations' spread."""
        self.inputs = inputs
        self.observed = np.zeros((len(inputs), self.group))
        clean = self.residuals(np.array(self.truth)).reshape(-1, self.group)  # against zero: the prediction itself
        rng = np.random.default_rng(seed)
        spread = float(np.sqrt(np.mean((clean - clean.mean(0)) ** 2)))
        self.sigma = noise * spread
        count = round(outliers * len(inputs))
        self.outlier = np.zeros(len(inputs), bool)
        self.outlier[rng.permutation(len(inputs))[:count]] = True
        shifted = clean + self.sigma * rng.standard_normal(clean.shape)
        shifted += self.outlier[:, None] * self._far_off(rng, len(inputs)) * spread
        self.observed = shifted

    def _far_off(self, rng: np.random.Generator, count: int) -> Doubles:
        """How far an outlier lies off, in spreads: upwards for curves, so that the pull on them is seen."""
        length = rng.uniform(0.9, 1.8, (count, 1))
        if self.group == 1:
            return np.asarray(length)
        angle = rng.uniform(0, 2 * np.pi, (count, 1))
        return np.asarray(length * np.hstack([np.cos(angle), np.sin(angle)]))

    @abstractmethod
    def predicted(self, parameters: Doubles) -> Doubles:
        """What would be observed: (..., K, group) for parameters (..., P); NaN where nothing is."""

    @abstractmethod
    def chain(self, parameters: Doubles) -> Chain:
        """The chain of derivatives at one point (P,), for all N residuals."""

    @abstractmethod
    def shape(self, parameters: Doubles) -> list[Doubles]:
        """The model as it is drawn: polylines, each (n, 2)."""

    def residuals(self, parameters: Doubles) -> Doubles:
        """Prediction minus observation, (..., N) for parameters (..., P)."""
        difference = self.predicted(np.asarray(parameters, dtype=np.float64)) - self.observed
        return difference.reshape(*difference.shape[:-2], -1)

    def moved(self, parameters: Doubles, step: Doubles) -> Doubles:
        """The parameters (P,) after a step (P,)."""
        return parameters + step

    @property
    def count(self) -> int:
        """The number of residuals N."""
        return self.observed.size

    def points(self, parameters: Doubles) -> tuple[Doubles, Doubles]:
        """Where the K observations and their predictions are drawn: two arrays (K, 2)."""
        return self.observed, self.predicted(parameters)


class _Curve(Problem):
    """A curve y = f(x) through points."""

    group = 1
    span: ClassVar[tuple[float, float]]
    observations: ClassVar[int]

    def __init__(self, noise: float = 0.04, outliers: float = 0.0, seed: int = 0) -> None:
        super().__init__(np.linspace(*self.span, self.observations)[:, None], noise, outliers, seed)

    @abstractmethod
    def curve(self, parameters: Doubles, x: Doubles) -> Doubles:
        """f(x): (..., n) for parameters (..., P) and x (n,)."""

    def predicted(self, parameters: Doubles) -> Doubles:  # noqa: D102
        with np.errstate(over="ignore", invalid="ignore"):
            return self.curve(parameters, self.inputs[:, 0])[..., None]

    def shape(self, parameters: Doubles) -> list[Doubles]:  # noqa: D102
        x = np.linspace(*self.span, 161)
        with np.errstate(over="ignore", invalid="ignore"):
            return [np.stack([x, self.curve(parameters, x)], axis=1)]

    def points(self, parameters: Doubles) -> tuple[Doubles, Doubles]:  # noqa: D102
        x = self.inputs
        return np.hstack([x, self.observed]), np.hstack([x, self.predicted(parameters)])


def _columns(*columns: ArrayLike) -> Doubles:
    """Rows (N, 1, d) of one value or column each."""
    return np.stack(np.broadcast_arrays(*columns), axis=-1)[:, None, :].astype(np.float64)


class Line(_Curve):
    """y = a x + b: linear in (a, b), so that the Jacobian is the same everywhere."""

    name = "line"
    linear = True
    parameters = (Parameter("a", "a", "a", "", -1.5, 2.5), Parameter("b", "b", "b", "", -2.0, 3.5))
    places = ("a, b", "f", "r")
    truth, start = (0.7, 0.6), (-0.9, 2.8)
    span, observations = (0.0, 4.0), 24

    def curve(self, parameters: Doubles, x: Doubles) -> Doubles:  # noqa: D102
        return parameters[..., :1] * x + parameters[..., 1:]

    def chain(self, parameters: Doubles) -> Chain:  # noqa: D102
        x = self.inputs[:, 0]
        f = self.curve(parameters, x)[:, None]
        one = np.ones((len(x), 1, 1))
        return Chain((f, f - self.observed), (_columns(x, np.ones_like(x)), one))


class Exponential(_Curve):
    """y = a e^(b x), by way of u = b x and e = e^u."""

    name = "exponential"
    parameters = (Parameter("a", "a", "a", "", -0.5, 3.5), Parameter("b", "b", "b", "", -1.0, 1.6))
    places = ("a, b", "a, u", "a, e", "f", "r")
    truth, start = (0.9, 0.95), (3.0, 0.3)
    span, observations = (0.0, 2.0), 24

    def curve(self, parameters: Doubles, x: Doubles) -> Doubles:  # noqa: D102
        return parameters[..., :1] * np.exp(parameters[..., 1:] * x)

    def chain(self, parameters: Doubles) -> Chain:  # noqa: D102
        x, (a, b) = self.inputs[:, 0], parameters
        u, a_column = b * x, np.full(len(self.inputs), a)
        with np.errstate(over="ignore", invalid="ignore"):
            e = np.exp(u)
            f = (a * e)[:, None]
        one = np.ones_like(x)
        values = (np.stack([a_column, u], 1), np.stack([a_column, e], 1), f, f - self.observed)
        factors = (
            diagonal(np.stack([one, x], 1)),
            diagonal(np.stack([one, e], 1)),
            _columns(e, a_column),
            np.ones((len(x), 1, 1)),
        )
        return Chain(values, factors)


class Sine(_Curve):
    """y = sin(omega x + phi): a wrong frequency fits parts of the wave, so that there are many local minima."""

    name = "sine"
    parameters = (
        Parameter("omega", "ω", r"\omega", "rad", 0.2, 3.0),
        Parameter("phi", "φ", r"\varphi", "rad", -2.6, 3.6),
    )
    places = ("ω, φ", "u", "f", "r")
    truth, start = (1.3, 0.5), (2.8, -1.6)
    span, observations = (0.0, 8.0), 36

    def curve(self, parameters: Doubles, x: Doubles) -> Doubles:  # noqa: D102
        return np.sin(parameters[..., :1] * x + parameters[..., 1:])

    def chain(self, parameters: Doubles) -> Chain:  # noqa: D102
        x = self.inputs[:, 0]
        u = (parameters[0] * x + parameters[1])[:, None]
        f = np.sin(u)
        factors = (_columns(x, np.ones_like(x)), np.cos(u)[:, :, None], np.ones((len(x), 1, 1)))
        return Chain((u, f, f - self.observed), factors)


_ARROW = np.array(
    [
        [-1.2, -0.35], [-0.6, -0.35], [0.0, -0.35], [0.35, -0.35], [0.35, -0.8], [0.78, -0.4], [1.2, 0.0],
        [0.78, 0.4], [0.35, 0.8], [0.35, 0.35], [0.0, 0.35], [-0.6, 0.35], [-1.2, 0.35], [-1.2, 0.0],
    ]
)  # fmt: skip


class Pose2d(Problem):
    """A turn by theta and a shift t in the plane: q = R(theta) p + t onto its partner, pairs known."""

    name = "pose-2d"
    parameters = (
        Parameter("theta", "θ", r"\theta", "rad", -3.4, 3.4),
        Parameter("t_1", "t₁", "t_1", "", -2.5, 3.5),
        Parameter("t_2", "t₂", "t_2", "", -3.0, 3.0),
    )
    places = ("θ, t", "q", "r")
    group = 2
    truth, start = (0.9, 1.4, -0.7), (-1.9, -1.4, 1.2)
    axes = (0, 1)

    def __init__(self, noise: float = 0.04, outliers: float = 0.0, seed: int = 0) -> None:
        super().__init__(_ARROW, noise, outliers, seed)

    def _turned(self, parameters: Doubles, points: Doubles) -> Doubles:
        c, s = np.cos(parameters[..., 0, None]), np.sin(parameters[..., 0, None])
        x, y = points[:, 0], points[:, 1]
        return np.stack([c * x - s * y, s * x + c * y], axis=-1)

    def predicted(self, parameters: Doubles) -> Doubles:  # noqa: D102
        return self._turned(parameters, self.inputs) + parameters[..., None, 1:]

    def shape(self, parameters: Doubles) -> list[Doubles]:  # noqa: D102
        return [self._turned(parameters, np.vstack([_ARROW, _ARROW[:1]])) + parameters[1:]]

    def chain(self, parameters: Doubles) -> Chain:  # noqa: D102
        turned = self._turned(parameters, self.inputs)
        slope = np.stack([-turned[:, 1], turned[:, 0]], axis=1)[:, :, None]
        inner = np.concatenate([slope, np.broadcast_to(np.eye(2), (len(turned), 2, 2))], axis=2)
        q = turned + parameters[1:]
        outer = np.tile(np.eye(2), (len(q), 1))[:, None, :]  # residuals 2k and 2k+1 read x and y
        residuals = (q - self.observed).reshape(-1, 1)
        return Chain((np.repeat(q, 2, 0), residuals), (np.repeat(inner, 2, 0), outer))


def _house() -> tuple[Doubles, list[list[int]]]:
    """A small house (18, 3) in metres, and its edges as polylines of indices."""
    x, y, z = 1.0, 0.75, 0.9
    corners = [[sx * x, sy * z, sz * y] for sz in (-1, 1) for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    roof = [[0.0, -1.6, -y], [0.0, -1.6, y]]
    door = [[-0.25, 0.9, -y], [-0.25, 0.1, -y], [0.25, 0.1, -y], [0.25, 0.9, -y]]
    window = [[0.5, -0.3, -y], [0.8, -0.3, -y], [0.8, 0.1, -y], [0.5, 0.1, -y]]
    front, back = [3, 0, 1, 2, 3], [7, 4, 5, 6, 7]
    joins = [[0, 4], [1, 5], [2, 6], [3, 7], [0, 8, 1], [4, 9, 5], [8, 9]]
    return np.array(corners + roof + door + window), [front, back, *joins, [10, 11, 12, 13], [14, 15, 16, 17, 14]]


_HOUSE, _EDGES = _house()


class Camera(Problem):
    """The pose of a pin-hole camera from the pictures of known points: X' = R X + t, u = f X'/Z' + c.

    The parameters are the rotation vector omega and t; a step is a twist xi applied from the left, X' -> exp(xi) X', so
    that dX'/dxi = [-[X']x, I] (Ma et al., *An Invitation to 3-D Vision*, section 2.4). x right, y down, z forward.
    """

    name = "camera"
    unit = "px"
    parameters = (
        Parameter("omega_1", "ω₁", r"\omega_1", "rad", -0.9, 0.9),
        Parameter("omega_2", "ω₂", r"\omega_2", "rad", -0.9, 0.9),
        Parameter("omega_3", "ω₃", r"\omega_3", "rad", -0.9, 0.9),
        Parameter("t_1", "t₁", "t_1", "m", -2.5, 2.5),
        Parameter("t_2", "t₂", "t_2", "m", -2.5, 2.5),
        Parameter("t_3", "t₃", "t_3", "m", 2.6, 10.0),
    )
    places = ("ξ", "X′", "u", "r")
    group = 2
    focal, centre, size = 520.0, (320.0, 240.0), (640, 480)
    truth, start = (-0.25, 0.55, 0.05, 0.2, 0.15, 4.6), (0.25, -0.35, 0.4, -0.9, 0.7, 7.5)
    axes = (1, 3)
    nearest = 0.05
    """Depth in metres under which a point has no picture."""

    def __init__(self, noise: float = 0.04, outliers: float = 0.0, seed: int = 0) -> None:
        super().__init__(_HOUSE, noise, outliers, seed)

    def _far_off(self, rng: np.random.Generator, count: int) -> Doubles:
        return super()._far_off(rng, count) * 0.7  # stays within the picture

    def _placed(self, parameters: Doubles) -> Doubles:
        """X' = R X + t, (..., K, 3): Rodrigues' formula for whole batches."""
        omega, points = parameters[..., None, :3], self.inputs
        angle = np.linalg.norm(omega, axis=-1, keepdims=True)
        small = angle < rigid.SMALL
        safe = np.where(small, 1.0, angle)
        first = np.where(small, 1.0, np.sin(safe) / safe)
        second = np.where(small, 0.5, (1 - np.cos(safe)) / safe**2)
        cross = np.cross(np.broadcast_to(omega, (*omega.shape[:-2], *points.shape)), points)
        turned = points + first * cross + second * np.cross(omega, cross)
        return np.asarray(turned + parameters[..., None, 3:])

    def _pictured(self, placed: Doubles) -> Doubles:
        depth = np.where(placed[..., 2:] > self.nearest, placed[..., 2:], np.nan)
        return np.asarray(self.focal * placed[..., :2] / depth + self.centre)

    def predicted(self, parameters: Doubles) -> Doubles:  # noqa: D102
        return self._pictured(self._placed(parameters))

    def shape(self, parameters: Doubles) -> list[Doubles]:  # noqa: D102
        pictured = self.predicted(parameters)
        return [pictured[edge] for edge in _EDGES]

    def moved(self, parameters: Doubles, step: Doubles) -> Doubles:  # noqa: D102
        pose = np.eye(4)
        pose[:3, :3], pose[:3, 3] = rigid.rotation_exp(parameters[:3]), parameters[3:]
        pose = rigid.exp(step) @ pose
        return np.concatenate([rigid.rotation_log(pose[:3, :3]), pose[:3, 3]])

    def chain(self, parameters: Doubles) -> Chain:  # noqa: D102
        placed = self._placed(parameters)
        pictured = self._pictured(placed)
        x, y, z = placed.T
        zero, one = np.zeros_like(x), np.ones_like(x)
        cross = np.array([[zero, z, -y], [-z, zero, x], [y, -x, zero]])  # -[X']x
        motion = np.concatenate([cross, np.eye(3)[:, :, None] * one], axis=1).transpose(2, 0, 1)
        scale = self.focal / z
        lens = np.array([[scale, zero, -scale * x / z], [zero, scale, -scale * y / z]]).transpose(2, 0, 1)
        outer = np.tile(np.eye(2), (len(placed), 1))[:, None, :]  # residuals 2k and 2k+1 read u and v
        values = (np.repeat(placed, 2, 0), np.repeat(pictured, 2, 0), (pictured - self.observed).reshape(-1, 1))
        return Chain(values, (np.repeat(motion, 2, 0), np.repeat(lens, 2, 0), outer))


PROBLEMS: dict[str, type[Line | Exponential | Sine | Pose2d | Camera]] = {
    problem.name: problem for problem in (Exponential, Line, Sine, Pose2d, Camera)
}

UNITS = (QT_TRANSLATE_NOOP("units", "rad"), QT_TRANSLATE_NOOP("units", "m"), QT_TRANSLATE_NOOP("units", "px"))
"""The units of parameters and residuals, for translation."""
