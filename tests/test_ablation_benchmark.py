"""The ablation of radiance fields: the highlights it judges, that it goes on after a break, and the results kept."""

from __future__ import annotations

import importlib.util
import itertools
import json
import statistics
import time
from pathlib import Path

import numpy as np
import pytest
import torch

from benchmarks import nerf_ablation
from engine.fields import training
from engine.runtime.torch_loading import set_threads

OPEN3D = pytest.mark.skipif(importlib.util.find_spec("open3d") is None, reason="Open3D is not installed")


@OPEN3D
def test_without_shine_nothing_depends_on_the_view() -> None:
    from engine.data.modelled_scene import make_scene, tracer_calls

    pose = nerf_ablation.scene().split("test")[0].pose
    local = np.stack([*np.meshgrid(np.linspace(-0.3, 0.3, 40), np.linspace(-0.3, 0.3, 40)), np.ones((40, 40))], -1)
    directions = local.reshape(-1, 3) / np.linalg.norm(local.reshape(-1, 3), axis=1, keepdims=True) @ pose[:3, :3].T
    got = tracer_calls._hits(pose[:3, 3].astype(np.float32), directions.astype(np.float32))
    assert got["hit"].sum() > 500
    elsewhere = dict(got, towards=tracer_calls._unit(got["towards"] + [0.3, 0.2, 0.5]).astype(np.float32))
    dull, dull_elsewhere, shining, shining_elsewhere = (
        tracer_calls._lit(of, 0, mirrored) for mirrored in (True, False) for of in (got, elsewhere)
    )
    assert np.array_equal(dull, dull_elsewhere)
    assert np.abs(shining - shining_elsewhere).max() > 0.1 and (shining >= dull).all()
    focal = 0.5 * 40 / np.tan(0.5 * make_scene.ANGLE)
    bright, matt = (tracer_calls.picture(pose, focal, 40, shine).astype(int) for shine in (True, False))
    assert (bright - matt).min() >= -1 and (bright - matt).max() > 60


@OPEN3D
def test_highlights_are_few_and_on_the_toys() -> None:
    views = nerf_ablation.scene().split("test")[:2]
    found = nerf_ablation.highlights(views, 100)
    assert found.shape == (2, 100, 100) and found.dtype == bool
    assert 0.003 < found.mean() < 0.03
    for mask, view in zip(found, views, strict=True):
        photo = view.read().reshape(100, 2, 100, 2, -1).mean((1, 3))[..., :3]
        on_toys = (photo < 250).any(2)
        assert (mask <= on_toys).mean() > 0.99


def test_a_broken_off_training_goes_on_and_a_measured_one_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setitem(nerf_ablation.SETTINGS, "small", {"field": "grid", "image_size": 16, "images": 4})
    monkeypatch.setattr(nerf_ablation, "SMALLEST", 16)
    monkeypatch.setattr(training, "time", time)  # put back afterwards
    threads = torch.get_num_threads()
    request.addfinalizer(lambda: set_threads(threads))
    monkeypatch.setattr(nerf_ablation, "highlights", lambda views, size: np.ones((len(views), size, size), bool))
    out = tmp_path / "out.jsonl"
    kept = tmp_path / "small-3.checkpoint.pt"
    _, seconds, steps = nerf_ablation.trained("small", 3, 0.05, kept)
    assert kept.is_file() and seconds >= 0.05 and steps > 0
    line = nerf_ablation.measure_one("small", 3, seconds + 0.05, out)
    assert line["steps"] > steps and line["images"] == 4 and line["seconds"] >= 0.1
    assert line["highlight_psnr"] == pytest.approx(line["psnr"], abs=1.5)  # all pixels are highlights here
    assert not kept.exists()
    monkeypatch.setattr(nerf_ablation, "trained", None)
    assert nerf_ablation.measure_one("small", 3, seconds + 0.05, out) == line
    assert len(out.read_text().splitlines()) == 1


def test_the_clock_is_the_processors(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setitem(nerf_ablation.SETTINGS, "small", {"field": "grid", "image_size": 16, "images": 4})
    monkeypatch.setattr(training, "time", time)  # put back afterwards
    threads = torch.get_num_threads()
    request.addfinalizer(lambda: set_threads(threads))
    ticks = itertools.count()
    monkeypatch.setattr(time, "process_time", lambda: next(ticks) / 8)
    _, seconds, _ = nerf_ablation.trained("small", 0, 1.0, None)
    assert 1 <= seconds < 2 and seconds * 8 == int(seconds * 8)


def test_medians_are_those_of_the_numbers() -> None:
    def line(seed: int, psnr: float) -> dict[str, object]:
        return {
            "setting": "default-100",
            "seed": seed,
            "psnr": psnr,
            "highlight_psnr": psnr - 5,
            "image_size": 100,
            "images": 100,
            "seconds": 600.0,
            "steps": 10,
            "highlight_pixels": 7,
            "date": "2026-01-01",
        }

    (only,) = nerf_ablation.collected([line(2, 21.0), line(0, 20.004), line(1, 25.0)], "a machine")["results"]
    assert only["psnr_median"] == 21 and only["psnr_each"] == [20.0, 25.0, 21.0] and only["seeds"] == [0, 1, 2]
    assert only["highlight_psnr_median"] == 16


@pytest.mark.skipif(not nerf_ablation.RESULT.is_file(), reason="the ablation has not been measured yet")
def test_the_kept_results_agree_with_themselves_and_with_the_settings() -> None:
    kept = json.loads(nerf_ablation.RESULT.read_text(encoding="utf-8"))
    assert kept["scene"] == nerf_ablation.SCENE and kept["machine"] and kept["date"]
    assert str(nerf_ablation.THRESHOLD) in kept["highlights"]
    rows = {row["setting"]: row for row in kept["results"]}
    assert list(rows) == [name for name in nerf_ablation.SETTINGS if name in rows]
    for name, row in rows.items():
        options = nerf_ablation.SETTINGS[name]
        assert row["options"] == options and row["image_size"] == options["image_size"]
        assert row["images"] == nerf_ablation.train_images(name)
        assert row["seeds"] == sorted(set(row["seeds"])) and row["seconds"] >= nerf_ablation.SECONDS
        judged = row["image_size"] >= nerf_ablation.SMALLEST
        assert judged or (row["highlight_psnr_median"], row["highlight_psnr_each"]) == (None, None)
        for kind in ("psnr", "highlight_psnr") if judged else ("psnr",):
            assert len(row[f"{kind}_each"]) == len(row["seeds"])
            assert row[f"{kind}_median"] == pytest.approx(statistics.median(row[f"{kind}_each"]), abs=0.0051)


def test_each_part_brings_what_it_has_to() -> None:
    """The median of three seeds loses at least so much without the part."""
    kept = json.loads(nerf_ablation.RESULT.read_text(encoding="utf-8")) if nerf_ablation.RESULT.is_file() else {}
    rows = {row["setting"]: row for row in kept.get("results", [])}
    if any(len(rows.get(name, {}).get("seeds", ())) < 3 for name in nerf_ablation.SETTINGS):
        pytest.skip("not all settings have been measured with three seeds yet")
    for name, base, kind, least in (
        ("tiny-50-no-encoding", "tiny-50", "psnr_median", 1.0),
        ("default-10-images", "default-100", "psnr_median", 2.0),
        ("default-no-view-dependence", "default-100", "highlight_psnr_median", 0.5),
    ):
        assert rows[base][kind] - rows[name][kind] >= least, name
