"""Surfaces of radiance fields: balls and tori in closed form, kept densities, files that other libraries read."""

from __future__ import annotations

import dataclasses
import math
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from torch import Tensor  # noqa: E402

from engine.data.inputs import open_input  # noqa: E402
from engine.data.mesh import Mesh  # noqa: E402
from engine.data.writing_meshes import writing_mesh  # noqa: E402
from engine.errors import InputError  # noqa: E402
from engine.fields import density as densities  # noqa: E402
from engine.fields.building import FieldSettings, build  # noqa: E402
from engine.fields.density import Lattice, sampled_density  # noqa: E402
from engine.fields.field import Bounds, RadianceField  # noqa: E402
from engine.fields.files import TrainedField  # noqa: E402
from engine.fields.quick import QuickField  # noqa: E402
from engine.geometry.surface_calls import isosurface  # noqa: E402
from engine.studies.nerf_mesh import Options, run  # noqa: E402
from engine.study import Progress, Published, finished  # noqa: E402

BOUNDS = Bounds((-1.0, -1.2, -1.0), (1.0, 1.2, 1.4), 0.5, 6.0)


class Solid(RadianceField):
    """Density 60 / (1 + e^(60 d)) at the signed distance d of a shape; red is how much it is looked at downwards."""

    asked = 0

    def distance(self, points: Tensor) -> Tensor:
        """Negative inside: a ball of radius 0.7 about (0, 0.1, 0)."""
        distance: Tensor = (points - points.new_tensor([0.0, 0.1, 0.0])).norm(dim=1) - 0.7
        return distance

    def density(self, points: Tensor) -> Tensor:
        type(self).asked += len(points)
        density: Tensor = 60 * torch.sigmoid(-60 * self.distance(points))
        return density

    def forward(self, points: Tensor, directions: Tensor) -> tuple[Tensor, Tensor]:
        red = 0.5 - 0.5 * directions[:, 2]
        return self.density(points), torch.stack([red, torch.zeros_like(red), torch.ones_like(red)], 1)


class Torus(Solid):
    def distance(self, points: Tensor) -> Tensor:
        ring = points[:, :2].norm(dim=1) - 0.6
        distance: Tensor = torch.stack([ring, points[:, 2]], 1).norm(dim=1) - 0.25
        return distance


class Slab(Solid):
    """All below z = 0, through the box's sides."""

    def distance(self, points: Tensor) -> Tensor:
        return points[:, 2]


def trained(field: RadianceField, step: int = 7) -> TrainedField:
    return TrainedField(field, field.bounds, FieldSettings(), step, np.zeros((1, 3, 4)), 10, 10, 40.0, np.eye(4)[:3])


def surface(field: TrainedField, **options: Any) -> tuple[list[Any], dict[str, Any]]:
    yielded = [y for y in run(field, options=Options(**options)) if not isinstance(y, Progress)]
    products = {y.name: y.object for y in yielded if isinstance(y, Published)}
    return [y for y in yielded if not isinstance(y, Published)], products


def test_a_ball_is_closed_round_and_coloured_along_its_normals() -> None:
    made, products = surface(trained(Solid(BOUNDS)), threshold=30.0, resolution=48)
    frame = made[-1]
    cell = float(frame.spacing.max())
    assert [f.stage for f in made].count("density") >= 8 and [f.stage for f in made][-2:] == ["surface", "colours"]
    away = frame.vertices - (0.0, 0.1, 0.0)
    radii = np.linalg.norm(away, axis=1)
    assert np.abs(radii - 0.7).max() < cell / 2
    assert frame.euler == 2 and frame.open_edges == 0
    assert frame.area == pytest.approx(4 * math.pi * 0.49, rel=0.02)
    assert frame.volume == pytest.approx(4 / 3 * math.pi * 0.343, rel=0.03) and frame.volume > 0
    outwards = away / radii[:, None]
    assert (frame.normals * outwards).sum(1).min() > 0.98
    a, b, c = (frame.vertices[frame.triangles[:, k]] for k in range(3))
    facing = np.cross(b - a, c - a)
    assert (facing * away[frame.triangles[:, 0]]).sum(1).min() > -1e-9
    # Looked at along -normal the red is one half plus half the normal's height.
    np.testing.assert_allclose(frame.colours[:, 0], (0.5 + 0.5 * outwards[:, 2]) * 255, atol=16)
    assert (frame.colours[:, 1] == 0).all() and (frame.colours[:, 2] == 255).all()
    assert frame.threshold == 30.0 and frame.step == 7 and set(products) == {"surface.ply"}
    inside = 4 / 3 * math.pi * 0.343 / np.prod([2.0, 2.4, 2.4])
    assert frame.inside == pytest.approx(inside, rel=0.1)
    assert frame.histogram.sum() <= np.prod(frame.counts) and frame.histogram_edges[-1] == pytest.approx(frame.largest)


def test_a_torus_has_a_hole() -> None:
    made, _ = surface(trained(Torus(BOUNDS)), threshold=30.0, resolution=40, colours=False)
    frame = made[-1]
    assert frame.euler == 0 and frame.open_edges == 0 and frame.colours is None
    assert frame.volume == pytest.approx(2 * math.pi**2 * 0.6 * 0.25**2, rel=0.06)


def test_what_reaches_the_sides_is_closed_there() -> None:
    made, _ = surface(trained(Slab(BOUNDS)), threshold=30.0, resolution=24, colours=False)
    frame = made[-1]
    assert frame.open_edges == 0 and frame.euler == 2
    assert (frame.vertices >= (-1 - 1e-9, -1.2 - 1e-9, -1 - 1e-9)).all()
    assert frame.volume == pytest.approx(2 * 2.4 * 1.0, rel=0.05)


def test_a_scene_without_bounds_is_cut_at_its_box() -> None:
    bounds = dataclasses.replace(BOUNDS, space="contracted")
    made, _ = surface(trained(Slab(bounds)), threshold=30.0, resolution=16, colours=False)
    frame = made[-1]
    assert frame.open_edges == 0 and (np.abs(frame.vertices) <= np.array(BOUNDS.high) + 1e-9).all()
    assert "beyond the box" in frame.notes[-1]


def test_another_threshold_samples_nothing_again_until_the_field_has_learnt() -> None:
    field = trained(Solid(BOUNDS))
    first, _ = surface(field, threshold=30.0, resolution=32, colours=False)
    Solid.asked = 0
    again, _ = surface(field, threshold=5.0, resolution=32, colours=False)
    assert Solid.asked == 0 and [f.stage for f in again] == ["surface"]
    assert again[-1].area > first[-1].area
    field.step = 8
    surface(field, threshold=5.0, resolution=32, colours=False)
    assert Solid.asked == 28 * 33 * 33
    # A field that learns meanwhile is not mixed: its copy goes on being what it was.
    sampled = sampled_density(field, 16)
    next(sampled.sampling())
    assert sampled.field is not field.field


def test_a_threshold_is_chosen_or_too_high() -> None:
    made, _ = surface(trained(Solid(BOUNDS)), resolution=24, colours=False)
    assert made[-1].threshold == pytest.approx(min(math.log(2) * 100 / 2.4, made[-1].largest / 4))
    assert "chosen" in made[-1].notes[0]
    made, products = surface(trained(Solid(BOUNDS)), resolution=24, threshold=1000.0)
    assert len(made[-1].triangles) == 0 and made[-1].euler == 0 and "no surface" in made[-1].notes[0] and not products


def test_lattices_and_levels() -> None:
    lattice = Lattice.over(BOUNDS, 24)
    assert lattice.counts == (21, 25, 25)
    np.testing.assert_allclose(lattice.high, BOUNDS.high)
    counts, edges = densities.density_histogram(np.array([0.0, 1e-9, 1.0, 10.0, 100.0], np.float32), 100.0)
    assert counts.sum() == 3 and counts[-1] == 1 and edges[0] == pytest.approx(1e-3)
    # A tilted plane is met exactly by straight lines between the nodes.
    x, y, z = np.mgrid[:9, :8, :7].astype(np.float32)
    found = isosurface((20 - x - 2 * y - 0.5 * z).astype(np.float32), 10.25)
    at = found["points"]
    np.testing.assert_allclose(at @ (1, 2, 0.5), 9.75, atol=1e-4)
    np.testing.assert_allclose(
        found["normals"], np.array([[1, 2, 0.5]]) / math.sqrt(5.25) * np.ones((len(at), 1)), atol=1e-4
    )
    assert len(isosurface(np.zeros((4, 4, 4), np.float32), 0.5)["points"]) == 0


def test_it_breathes() -> None:
    field = build(FieldSettings(kind="planes"), BOUNDS)
    assert isinstance(field, QuickField)
    longest, start = 0.0, time.thread_time()
    for _ in sampled_density(trained(field), 48).sampling():
        longest, start = max(longest, time.thread_time() - start), time.thread_time()
    assert longest < 0.15  # some 10 ms where nothing else runs


@pytest.mark.parametrize("ending", ["ply", "obj"])
def test_files_are_read_by_open3d(tmp_path: Path, ending: str) -> None:
    _, products = surface(trained(Solid(BOUNDS)), threshold=30.0, resolution=16, cloud=True)
    mesh: Mesh = products["surface.ply"]
    path = mesh.save(tmp_path / f"면 (1).{ending}")
    from engine.runtime.open3d_loading import load_open3d

    plain = tmp_path / f"plain.{ending}"
    plain.write_bytes(path.read_bytes())
    read = load_open3d().io.read_triangle_mesh(str(plain))
    corners = np.asarray(read.triangles)  # the reader of OBJ numbers the corners anew
    np.testing.assert_allclose(np.asarray(read.vertices)[corners], mesh.points[mesh.triangles], atol=1e-6)
    assert mesh.normals is not None and mesh.colours is not None
    np.testing.assert_allclose(np.asarray(read.vertex_normals)[corners], mesh.normals[mesh.triangles], atol=1e-6)
    np.testing.assert_allclose(np.asarray(read.vertex_colors)[corners] * 255, mesh.colours[mesh.triangles], atol=0.02)
    cloud: Any = open_input("PointCloud", str(products["cloud.ply"].save(tmp_path / "cloud.ply")))
    assert len(cloud) == 100_000 and cloud.colours is not None and cloud.normals is not None
    assert np.abs(np.linalg.norm(cloud.points - (0.0, 0.1, 0.0), axis=1) - 0.7).max() < 0.15


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    _, products = surface(trained(Solid(BOUNDS)), threshold=30.0, resolution=16)
    mesh = products["surface.ply"]
    writing = writing_mesh(mesh, tmp_path / "half.ply")
    next(writing)
    writing.close()
    assert not list(tmp_path.iterdir())
    with pytest.raises(InputError):
        finished(writing_mesh(mesh, tmp_path / "surface.stl"))
