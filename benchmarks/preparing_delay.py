"""How late a timer of 5 ms ticks in the window's thread while normals and features of a large cloud are computed."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.ratio import Ratio
from benchmarks.real_window import Script, Ticks, passed, quantile, shows, visit

SCAN = Path(__file__).parents[1] / "../shared/data/registration/kitchen_pair/cloud_bin_0.ply"
POINTS = 258_000


def cloud() -> Any:
    """One of the real scans, or, where it is not there, as many points of a sphere."""
    from engine.data.cloud import PointCloud
    from engine.data.inputs import open_input

    if SCAN.exists():
        return open_input("PointCloud", str(SCAN))
    points = np.random.default_rng(0).normal(size=(POINTS, 3))
    return PointCloud(points / np.linalg.norm(points, axis=1, keepdims=True), "sphere")


def preparing(scan: Any, radius: float, done: list[str]) -> Generator[Any, None, None]:
    """The study that the engine runs: normals, then histograms, of every point."""
    from engine.geometry.preparing import fpfh, with_normals

    prepared = yield from with_normals(scan)
    done.append("normals")
    yield from fpfh(prepared, radius)
    done.append("features")


def measure() -> list[Ratio]:
    """The lab for the registration of two clouds stands open; the child computes, the engine waits for it."""
    from engine.geometry.neighbours import spacing
    from engine.runtime.runs import Request

    scan = cloud()
    scan = type(scan)(scan.points, scan.name)  # without the file's own normals
    radius = 5 * spacing(scan.points)
    delays: list[float] = []
    done: list[str] = []

    def script(window: Any) -> Script:
        page = window.page("icp")
        window.open_lab("icp")
        yield shows(page)
        yield lambda: page.controller.run.state.ended
        yield passed(3.0)
        ticks = Ticks()
        ticks.start()
        run = window.engine.submit(Request("benchmark/preparing", lambda: preparing(scan, radius, done)))
        yield lambda: run.state.ended
        delays.extend(ticks.stop())

    visit(script)
    if done != ["normals", "features"]:
        raise RuntimeError(f"only {done} was computed")
    late = [max(0.0, delay - 1000 * Ticks.INTERVAL) for delay in delays]
    note = f"{len(delays)} ticks while normals and FPFH of {len(scan):,} points were computed"
    return [
        Ratio("5 ms timer beside normals and FPFH, 99th percentile late", quantile(late, 0.99), 8.0, "ms", note),
        Ratio("5 ms timer beside normals and FPFH, worst", max(late), 50.0, "ms", ""),
    ]
