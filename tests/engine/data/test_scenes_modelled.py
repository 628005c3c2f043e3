"""The bundled scene: its pictures are those that its ray tracer makes, and what the tracer says of light holds."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from engine.data.modelled_scene import make_scene, paints, shapes
from engine.data.modelled_scene.still_life import still_life
from engine.data.samples import open_sample
from engine.data.scene import Scene
from engine.data.scenes.pictures import views_at
from engine.study import finished

OPEN3D = pytest.mark.skipif(importlib.util.find_spec("open3d") is None, reason="Open3D is not installed")


@pytest.fixture(scope="module")
def scene() -> Scene:
    found = open_sample("still-life")
    assert isinstance(found, Scene)
    return found


def test_the_bundled_scene(scene: Scene) -> None:
    assert len(scene.split("train")) == 100 and len(scene.split("test")) == 10
    assert (scene.near, scene.far, scene.background, scene.notes) == (2, 6, (1, 1, 1), ())
    files = [path for path in make_scene.FOLDER.rglob("*") if path.is_file()]
    assert len(files) == 112 and sum(path.stat().st_size for path in files) < 6_000_000
    poses = make_scene.train_cameras() + make_scene.held_out_cameras()
    expected = np.stack(poses) @ np.diag([1.0, -1, -1, 1])
    assert np.allclose([view.pose for view in scene.views], expected, atol=1e-8)
    tests, trains = expected[100:, :3, 3], expected[:100, :3, 3]
    assert np.linalg.norm(tests[:, None] - trains, axis=2).min() > 0.02
    assert np.allclose(np.linalg.norm(trains, axis=1), make_scene.DISTANCE) and (trains[:, 2] > 0.2).all()
    for size in (200, 100):
        pictures = views_at(scene, "test", size)
        assert pictures.pixels.shape == (10, size, size, 3)
        border = np.concatenate([pictures.pixels[:, 0], pictures.pixels[:, -1], pictures.pixels[:, :, 0]], axis=1)
        assert (border == 1).all()


@OPEN3D
@pytest.mark.parametrize("index", [37, 100])
def test_two_views_rendered_again(scene: Scene, index: int) -> None:
    view = scene.views[index]
    again = finished(make_scene.rendering(view.pose @ np.diag([1.0, -1, -1, 1])))
    kept = view.read()
    difference = np.abs(again.astype(int) - kept.astype(int))
    # Another processor rounds a ray's hit otherwise, and some edges with it.
    assert difference.mean() < 0.05 and (difference > 8).mean() < 0.002


def test_all_parts_lie_in_the_box() -> None:
    vertices, normals, triangles, parts = still_life().arrays()
    assert np.abs(vertices).max() < 1.2 and np.isfinite(vertices).all()
    assert np.allclose(np.linalg.norm(normals, axis=1), 1, atol=1e-5)
    assert (
        triangles.max() < len(vertices) and len(parts) == len(triangles) and parts.max() == len(still_life().parts) - 1
    )


def test_meshes_against_closed_forms() -> None:
    def volume(mesh: shapes.Mesh) -> float:
        a, b, c = (mesh[0][mesh[2][:, k]] for k in range(3))
        return abs(float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6))

    assert volume(shapes.ball(0.5)) == pytest.approx(4 / 3 * np.pi * 0.125, rel=2e-3)
    w, h, d, r = 0.6, 0.4, 0.3, 0.05
    inner = [s - 2 * r for s in (w, h, d)]
    faces = 2 * r * (inner[0] * inner[1] + inner[1] * inner[2] + inner[0] * inner[2])
    box = inner[0] * inner[1] * inner[2] + faces + np.pi * r * r * sum(inner) + 4 / 3 * np.pi * r**3
    assert volume(shapes.rounded_box((w, h, d), r)) == pytest.approx(box, rel=2e-3)
    cylinder = shapes.turned([[1e-9, 0], [0.2, 0], [0.2, 0.5], [1e-9, 0.5]])
    assert volume(cylinder) == pytest.approx(np.pi * 0.04 * 0.5, rel=2e-3)


@OPEN3D
def test_the_gloss_moves_with_the_view() -> None:
    """A highlight stands where the light is mirrored, and no more light leaves than comes."""
    from engine.data.modelled_scene import tracer_calls

    turned = np.array([0.3, -0.2, 0.93])
    turned /= np.linalg.norm(turned)
    normals = np.repeat([[0.0, 0, 1]], 2, 0)
    towards = np.array([[0.6, 0, 0.8], [-0.6, 0, 0.8]])
    light = np.repeat([[-0.6, 0, 0.8]], 2, 0)
    sharp = tracer_calls._gloss(normals, towards, light, np.full(2, 0.1), np.full(2, 0.05))
    assert sharp[0] > 100 * sharp[1]
    # A mirror without loss: what leaves over all directions of view is what comes, less what Smith's term hides.
    random = np.random.default_rng(0)
    views = random.normal(size=(200_000, 3))
    views[:, 2] = np.abs(views[:, 2])
    views /= np.linalg.norm(views, axis=1, keepdims=True)
    up, lights = np.broadcast_to([0.0, 0, 1], views.shape), np.broadcast_to(turned, views.shape)
    leaves = []
    for alpha in (0.1, 0.4):
        seen = tracer_calls._gloss(up, views, lights, np.full(len(views), alpha), np.ones(len(views)))
        # _gloss holds the light's cosine; the energy that leaves has the view's instead.
        leaves.append((seen / turned[2] * views[:, 2]).mean() * 2 * np.pi)
    assert 0.96 < leaves[0] < 1.01 and 0.7 < leaves[1] < leaves[0]


def test_paints_are_colours() -> None:
    points = np.random.default_rng(0).uniform(-0.2, 0.2, (500, 3)).astype(np.float32)
    for part in still_life().parts:
        colours = part.paint(points)
        assert colours.shape == (500, 3) and np.isfinite(colours).all() and -0.1 < colours.min() < colours.max() < 1.2
    assert np.abs(paints.noise(points * 50)).max() < 3
