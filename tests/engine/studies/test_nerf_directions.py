"""A point from all sides, against a field in closed form."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from torch import Tensor  # noqa: E402

from engine.errors import InputError  # noqa: E402
from engine.fields.building import FieldSettings  # noqa: E402
from engine.fields.field import Bounds, RadianceField  # noqa: E402
from engine.fields.files import TrainedField  # noqa: E402
from engine.studies.nerf_directions import Options, hemisphere, run  # noqa: E402
from engine.study import frames  # noqa: E402

BOUNDS = Bounds((-1.0, -1.0, -1.0), (1.0, 1.0, 1.0), 0.5, 6.0)


class Ball(RadianceField):
    """A soft ball whose red is how far it is seen from above; ``plain`` leaves that out."""

    plain = False

    def density(self, points: Tensor) -> Tensor:
        density: Tensor = 20 * torch.sigmoid((0.5 - points.norm(dim=1)) * 20)
        return density

    def forward(self, points: Tensor, directions: Tensor) -> tuple[Tensor, Tensor]:
        red = torch.full_like(directions[:, 2], 0.25) if self.plain else 0.5 - 0.5 * directions[:, 2]
        return self.density(points), torch.stack([red, torch.zeros_like(red), torch.ones_like(red)], 1)


def trained(field: Ball) -> TrainedField:
    return TrainedField(field, BOUNDS, FieldSettings(), 7, np.zeros((1, 3, 4)), 10, 10, 40.0, np.eye(4)[:3])


def test_the_normal_and_the_colours_of_a_ball() -> None:
    at = np.array([0.3, 0.0, 0.4])
    (frame,) = frames(run(trained(Ball(BOUNDS)), options=Options(point=tuple(at), directions=500)))
    np.testing.assert_allclose(frame.normal, at / 0.5, atol=1e-3)
    assert (frame.directions @ frame.normal > 0).all()
    np.testing.assert_allclose(frame.colours[:, 0], 0.5 + 0.5 * frame.directions[:, 2], atol=1e-5)
    assert frame.density == pytest.approx(10, rel=1e-4) and frame.step == 7
    assert frame.spread == pytest.approx(frame.colours[:, 0].std())


def test_without_view_dependence_all_are_alike() -> None:
    ball = Ball(BOUNDS)
    ball.plain = True
    (frame,) = frames(run(trained(ball), options=Options(point=(0.1, 0.2, 0.3))))
    assert frame.spread < 1e-6
    (middle,) = frames(run(trained(ball), options=Options()))
    np.testing.assert_allclose(middle.point, 0)


def test_a_point_has_three_numbers() -> None:
    for point in ((1.0, 2.0), (1.0, 2.0, float("nan"))):
        with pytest.raises(InputError):
            list(run(trained(Ball(BOUNDS)), options=Options(point=point)))


def test_directions_are_spread_evenly() -> None:
    directions = hemisphere(4000, np.array([0.0, 0.6, 0.8]))
    np.testing.assert_allclose(np.linalg.norm(directions, axis=1), 1, atol=1e-12)
    heights = directions @ (0.0, 0.6, 0.8)
    np.testing.assert_allclose(np.quantile(heights, [0.25, 0.5, 0.75]), [0.25, 0.5, 0.75], atol=1e-3)
    np.testing.assert_allclose(directions.mean(axis=0), [0, 0.3, 0.4], atol=2e-3)
