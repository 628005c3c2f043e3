"""Contraction and NDC against their formulas, and fields that learn in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from engine.data.scene import Scene, View
from engine.data.scenes.colmap import reading_colmap
from engine.errors import InputError
from engine.fields.classic import ClassicField, Shape
from engine.fields.evaluation import drawing_view
from engine.fields.field import Bounds
from engine.fields.marching import Marched, Seen, distortion, look_along
from engine.fields.photos import bounds_of, space_notes
from engine.fields.quick import PlanesField, QuickField
from engine.fields.quick_options import QuickOptions
from engine.fields.rays import Camera, camera_rays, rays
from engine.fields.rendering import Sampling, looks
from engine.fields.spaces import Contracted, Ndc, Space, Spans, contract, expand, ndc, space_of
from engine.study import finished

BALL = Bounds((-1.0, 0.0, 1.0), (3.0, 4.0, 5.0), 0.5, 4000.0, None, "contracted")
VIEW = Bounds((-1.0,) * 3, (1.0,) * 3, 1.5, 3000.0, None, "ndc", (*np.eye(4)[:3].reshape(-1).tolist(), 0.8, 0.5))
numbers = st.floats(-50.0, 50.0, width=32)
points = st.tuples(numbers, numbers, numbers)


@settings(max_examples=60, deadline=None)
@given(points)
def test_contraction_is_equation_10_within_a_ball_of_2_and_is_undone(point: tuple[float, float, float]) -> None:
    x = torch.tensor([point], dtype=torch.float64)
    found = contract(x)
    distance = float(np.linalg.norm(point))
    expected = np.array(point) if distance <= 1 else (2 - 1 / distance) * np.array(point) / distance
    assert found[0].tolist() == pytest.approx(expected.tolist(), abs=1e-12)
    assert float(found.norm()) < 2
    assert expand(found)[0].tolist() == pytest.approx(list(point), rel=1e-9, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(points)
def test_contraction_is_continuous_and_never_takes_points_apart(point: tuple[float, float, float]) -> None:
    x = torch.tensor([point], dtype=torch.float64)
    step = torch.tensor([[3e-4, -2e-4, 1e-4]], dtype=torch.float64)
    moved = (contract(x + step) - contract(x)).norm()
    assert float(moved) <= float(step.norm()) * (1 + 1e-9)
    onto = x / x.norm().clamp(min=1e-9)
    assert torch.allclose(contract(onto * (1 + 1e-9)), contract(onto), atol=1e-8)


@settings(max_examples=40, deadline=None)
@given(points)
def test_ndc_is_the_paper_s_closed_form(point: tuple[float, float, float]) -> None:
    """Appendix C, equation 25, with the camera looking along -z: (-f x / (W / 2 z), -f y / (H / 2 z), 1 + 2 n / z)."""
    x, y, depth = point[0], point[1], abs(point[2]) + 1.5
    near, half_width, half_height, focal = 1.5, 0.8, 0.5, 1.0
    z = -depth
    theirs = [-focal / half_width * x / z, -focal / half_height * y / z, 1 + 2 * near / z]
    found = ndc(torch.tensor([[x, y, depth]], dtype=torch.float64), torch.tensor([0.8, 0.5], dtype=torch.float64), near)
    assert found[0].tolist() == pytest.approx(theirs, rel=1e-9, abs=1e-12)


@settings(max_examples=20, deadline=None)
@given(st.tuples(*[st.floats(-0.4, 0.4)] * 4))
def test_rays_are_rays_in_ndc_and_are_sampled_evenly_there(values: tuple[float, float, float, float]) -> None:
    a, b, c, d = values
    origins = torch.tensor([[a, b, 0.2]])
    directions = torch.nn.functional.normalize(torch.tensor([[c, d, 1.0]]), dim=1)
    space = Ndc(VIEW)
    spans = space.spans(origins, directions)
    positions = spans.at(torch.linspace(0, 0.99, 7)[None] * spans.length[:, None])
    seen = space.unit((origins[:, None] + directions[:, None] * positions[..., None])[0]).double().numpy()
    assert seen[0, 2] == pytest.approx(-1.0, abs=1e-5)  # the near plane
    assert np.diff(seen, axis=0) == pytest.approx(np.broadcast_to(np.diff(seen, axis=0)[0], (6, 3)), abs=2e-5)


@pytest.mark.parametrize("bounds", [BALL, VIEW], ids=["contracted", "ndc"])
def test_unit_coordinates_are_undone_and_the_stretch_is_their_derivative(bounds: Bounds) -> None:
    space = space_of(bounds)
    random = torch.Generator().manual_seed(0)
    places = torch.rand(200, 3, generator=random, dtype=torch.float64) * 20 - 10
    places[:, 2] = places[:, 2].abs() + 2
    unit = space.unit(places)
    assert torch.allclose(space.inverse(unit), places, rtol=1e-4, atol=1e-4)
    stretch = space.stretch(places)
    assert stretch is not None
    # Along the line from the centre, or at equal ratios of x, y and z from the eye, by a difference.
    centre = space.centre if isinstance(space, Contracted) else torch.zeros(3)
    away = places - centre.double()
    step = 1e-6
    moved = space.unit(centre.double() + away * (1 + step)) - unit
    if isinstance(space, Contracted):
        slope = moved.norm(dim=1) / (step * away.norm(dim=1)) * (space.side / 2)
    else:
        slope = moved[:, 2] / (step * away[:, 2]) * (space.side / 2)
    assert torch.allclose(slope, stretch.double(), rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("bounds", [BALL, VIEW], ids=["contracted", "ndc"])
def test_paths_rise_and_are_undone(bounds: Bounds) -> None:
    torch.manual_seed(0)
    origins = torch.rand(50, 3) * torch.tensor([1.0, 1.0, 0.5])
    directions = torch.nn.functional.normalize(torch.randn(50, 3) * 0.3 + torch.tensor([0, 0, 1.0]), dim=1)
    spans = space_of(bounds).spans(origins, directions)
    paths = torch.linspace(0, 0.98, 40)[None] * spans.length[:, None]
    t = spans.at(paths)
    assert (t.diff(dim=1) > 0).all()
    assert float(t[:, 0].min()) >= 0
    assert torch.allclose(spans.path(t), paths, rtol=1e-3, atol=1e-3)


def test_beyond_the_ball_samples_are_linear_in_disparity() -> None:
    space = Contracted(Bounds((-1.0,) * 3, (1.0,) * 3, 0.5, 1000.0, None, "contracted"))
    spans = space.spans(torch.tensor([[0.0, 0.0, -3.0]]), torch.tensor([[0.0, 0.0, 1.0]]))
    assert float(spans.even) == pytest.approx(4.0)  # where the ray leaves the ball
    t = spans.at(torch.arange(8)[None] * 0.1 + 3.5)[0]
    assert (1 / (t - 3)).diff().tolist() == pytest.approx([-0.1] * 7, abs=1e-4)  # 3 in front of the centre
    assert spans.at(torch.tensor([[0.0, 1.0]]))[0].tolist() == pytest.approx([0.5, 1.5])


def test_widths_add_up_to_the_ray() -> None:
    spans = Spans(torch.tensor([1.0]), torch.tensor([3.0]), torch.tensor([1.0]), torch.tensor([101.0]))
    length = float(spans.length) / 50
    paths = (torch.arange(50) + 0.5) * length
    widths = spans.select(torch.zeros(50, dtype=torch.int64)).widths(paths, length)
    assert float(widths.sum()) == pytest.approx(100.0, rel=1e-4)


def test_a_shell_far_away_is_seen_through_contracted_space_as_its_integral_says() -> None:
    """A density that falls as 1 / r^2 outside the ball, up to 50 radii."""

    class Falling(ClassicField):
        def coarse_forward(self, points: torch.Tensor, directions: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            inside = torch.where(self.space.unit(points).norm(dim=1) > 0.5, 0.4, 0.0)
            return self.stretched(inside, points), torch.ones_like(points)

    bounds = Bounds((-1.0,) * 3, (1.0,) * 3, 0.1, 50.0, None, "contracted")
    field = Falling(bounds, Shape(width=8, depth=2, skip=0), hierarchical=False)
    (look,) = looks(field, torch.zeros(1, 3), torch.tensor([[0.6, 0.0, 0.8]]), Sampling(2000, 0))
    optical = quad(lambda r: 0.4 / r**2, 1, 50)[0]
    assert float(look.integral.accumulation) == pytest.approx(1 - np.exp(-optical), abs=1e-3)


def looking(turned: float, from_: tuple[float, float, float]) -> View:
    c, s = np.cos(turned), np.sin(turned)
    pose = np.eye(4)
    pose[:3, :3] = [[c, 0, s], [0, 1, 0], [-s, 0, c]]
    pose[:3, 3] = from_
    intrinsics = np.array([[40.0, 0, 20], [0, 40.0, 15], [0, 0, 1]])
    return View(str(turned), pose, intrinsics, 40, 30, lambda: np.zeros((30, 40, 3), np.uint8))


def scene_of(views: list[View], points: np.ndarray | None = None) -> Scene:
    box = np.array([[-1.0] * 3, [1.0] * 3])
    return Scene("views", tuple(views), 2.0, 8.0, box, "d", False, None, points)


def test_cameras_that_look_the_same_way_have_ndc_that_holds_all_they_see() -> None:
    views = [looking(turned, (x, 0.1 * x, -0.1 * abs(x))) for turned, x in ((-0.1, 0.5), (0.0, 0.0), (0.2, -0.6))]
    bounds = bounds_of(scene_of(views))
    assert bounds.space == "ndc"
    space = Ndc(bounds)
    for view in views:
        origins, directions = camera_rays(Camera.of_view(view))
        for depth in (3.0, 20.0, 500.0):
            assert float(space.unit(origins + depth * directions).abs().max()) <= 1 + 1e-5
        assert float(space.spans(origins, directions).near.max()) <= 2.0 * 1.3


def test_cameras_round_something_have_a_ball_about_it() -> None:
    random = np.random.default_rng(0)
    cloud = np.concatenate([random.normal([0, 0, 4], 0.3, (400, 3)), [[0, 0, 300.0]] * 20])
    views = [looking(turned, (-4 * np.sin(turned), 0.0, 4 - 4 * np.cos(turned))) for turned in (0.0, 0.8, 1.6, 2.4)]
    bounds = bounds_of(scene_of(views, cloud))
    assert bounds.space == "contracted"
    assert [(a + b) / 2 for a, b in zip(bounds.low, bounds.high, strict=True)] == pytest.approx([0, 0, 4], abs=1e-6)
    assert 0.5 < (bounds.high[0] - bounds.low[0]) / 2 < 1.0  # the points' ball, without those far behind
    assert bounds_of(scene_of(views, cloud), "box").space == "box"
    with pytest.raises(InputError, match="do not all look the same way"):
        bounds_of(scene_of(views, cloud), "ndc")


def test_a_scene_that_is_bounded_keeps_its_box() -> None:
    scene = scene_of([looking(0.0, (0, 0, 0)), looking(0.1, (0, 0, 0))])
    bounded = Scene("b", scene.views, 2.0, 8.0, scene.box, "d", True, (1.0, 1.0, 1.0))
    bounds = bounds_of(bounded)
    assert (bounds.space, bounds.low, bounds.high) == ("box", (-1.0,) * 3, (1.0,) * 3)
    assert type(space_of(bounds)) is Space


class Wall(QuickField):
    """Nothing but a wall 20 radii away and beyond, green above (y points down) and red below."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__(bounds, QuickOptions(), 3)

    def raw(self, unit: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor | None]:
        return torch.where(unit.norm(dim=1) > 1 - 1 / 40, 30.0, -30.0), unit

    def features(self, unit: torch.Tensor, kept: torch.Tensor | None) -> torch.Tensor:
        return unit

    def colour(self, features: torch.Tensor, directions: torch.Tensor) -> torch.Tensor:
        below = (features[:, 1:2] > 0).float()
        return torch.cat([below, 1 - below, torch.zeros_like(below)], 1)


def test_a_quick_field_in_contracted_space_draws_a_wall_far_away() -> None:
    field = Wall(replace(BALL, low=(-1.0,) * 3, high=(1.0,) * 3))
    field.length.fill_(field.step_length(1000))
    camera = Camera.looking(np.eye(4), 60.0, 12, 9)
    drawn = finished(drawing_view(field, Sampling(), camera))
    assert drawn.accumulation.min() > 0.999
    assert (drawn.rgb[:4] == [0, 1, 0]).all()
    assert (drawn.rgb[5:] == [1, 0, 0]).all()
    assert drawn.depth.min() > 18  # the first sample of the wall, and no wall before it
    assert drawn.depth.max() < 60
    # What the ray inspector shows adds up to the pixel, and so does skipping cells of which nothing is seen.
    origin, direction = rays(camera, np.array([[2.5, 7.5]]))
    with torch.no_grad():
        look, asked = look_along(field, origin, direction)
    assert look.integral.colour[0].tolist() == pytest.approx(drawn.rgb[7, 2].tolist(), abs=1e-4)
    assert float(look.integral.depth) == pytest.approx(drawn.depth[7, 2], rel=1e-4)
    assert asked.all()
    finished(field.find_empty(1000))
    assert 0 < field.occupancy.fraction() < 0.7  # the wall, and the corners outside its ball
    again = finished(drawing_view(field, Sampling(), camera))
    assert again.depth == pytest.approx(drawn.depth, rel=1e-4)
    assert again.rgb == pytest.approx(drawn.rgb, abs=1e-4)


def test_distortion_is_equation_15_and_variation_the_differences() -> None:
    torch.manual_seed(0)
    weights = torch.rand(2, 6) / 6
    marched = Marched(torch.arange(12) // 6, torch.arange(12) % 6, torch.rand(12), 6)
    nought = torch.zeros(2)
    found = float(distortion(Seen(torch.zeros(2, 3), nought, nought, weights.view(-1)), marched))
    middle = (np.arange(6) + 0.5) / 6
    expected = 0.0
    for w in weights.double().numpy():
        expected += (w[:, None] * w * abs(middle[:, None] - middle)).sum() + (w**2 / 6).sum() / 3
    assert found == pytest.approx(expected, rel=1e-5)
    field = PlanesField(BALL, QuickOptions())
    with torch.no_grad():
        for parameter in field.spatial_parameters():
            parameter.fill_(0.7)
    even = field.variation()
    with torch.no_grad():
        field.density_lines[..., ::2, :] += 1.0
    uneven = field.variation()
    assert even is not None and uneven is not None
    assert even.item() == 0.0
    assert uneven.item() == pytest.approx(field.density_lines.shape[2], rel=1e-5)


def test_the_space_is_said_in_a_sentence(shared_data: Path) -> None:
    scene = finished(reading_colmap(shared_data / "scenes" / "colmap_22"))
    bounds = bounds_of(scene)
    assert bounds.space == "contracted"
    (note,) = space_notes(bounds)
    assert note.startswith("The scene has no limits: what lies outside a ball of radius 0.")
    assert scene.points is not None
    inside = Contracted(bounds).unit(torch.from_numpy(scene.points.astype(np.float32))).norm(dim=1) <= 0.5
    assert 0.85 < float(inside.float().mean()) < 0.95
    assert space_notes(bounds_of(scene, "box")) == ()
    (note,) = space_notes(bounds_of(scene_of([looking(0.0, (0, 0, 0)), looking(0.1, (0.1, 0, 0))])))
    assert "normalised device coordinates" in note
