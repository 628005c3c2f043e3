"""The 3-D view with a pair of 1,000,000 points each: turning, taking up, picking; NumPy beside this machine's OpenGL.

The view stands in a window of its own, 900 x 560 pixels, two points wide. Turning is measured as a user has it: the
camera moves, the window paints, again and again; how many points such a picture holds is said beside it.
"""

from __future__ import annotations

import statistics
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.display import display
from benchmarks.ratio import Ratio, side_by_side

COUNT = 1_000_000
SIZE = (900, 560)
TURNS = 80


def rooms(count: int) -> NDArray[np.float64]:
    """Points of walls, floor and a ball, as a scanner gives them: in order along the surfaces."""
    rng = np.random.default_rng(7)
    part = count // 4
    ball = rng.normal(size=(count - 3 * part, 3))
    ball /= np.linalg.norm(ball, axis=1, keepdims=True)
    flat = [np.sort(rng.uniform(-4, 4, (part, 2)), axis=0) for _ in range(3)]
    walls = [np.insert(side, axis, -4.0, axis=1) for axis, side in enumerate(flat)]
    return np.concatenate([*walls, ball])


def measure() -> list[Ratio]:
    """Turning, the longest hold-up of the window, a pick, and the painters side by side."""
    with display():
        from PySide6.QtCore import QPointF
        from PySide6.QtWidgets import QApplication

        application = QApplication.instance() or QApplication(["vitrine"])
        from widgets import cloud_gl
        from widgets.cloud_view import CloudPoints, CloudView
        from widgets.theme import apply_theme

        assert isinstance(application, QApplication)
        apply_theme(application, "dark", 1.0)
        view = CloudView()
        view.resize(*SIZE)
        view.show()
        application.processEvents()
        pair = [CloudPoints(rooms(COUNT)), CloudPoints(rooms(COUNT) + np.array([0.1, 0.0, 0.0]))]
        held = [_seconds(lambda: view.set_cloud("target", pair[0], "target"))]
        held.append(_seconds(lambda: view.set_cloud("source", pair[1], "source")))
        start = time.perf_counter()
        while not view.complete():
            held.append(_seconds(application.processEvents))
        until = time.perf_counter() - start
        turns = [_seconds(lambda: _turn(view)) for _ in range(TURNS)]
        drawn = view._pictures.frames.drawn()
        while not view.complete():
            held.append(_seconds(application.processEvents))
        spots = [QPointF(x, y) for x in range(100, 800, 100) for y in (150, 300, 450)]
        picks = [_seconds(lambda spot=spot: view.pick_at(spot)) for spot in spots]  # type: ignore[misc]
        points = [_seconds(lambda spot=spot: view.point_at(spot)) for spot in spots]  # type: ignore[misc]
        painter = view._pictures.frames.painter.name
        view.close()
        view.deleteLater()
        results = [
            Ratio(
                "turning a pair of 1,000,000 points each",
                1 / statistics.median(turns),
                10.0,
                "1/s",
                f"{painter}, {drawn:,} of {2 * COUNT:,} points a picture, worst {1000 * max(turns):.0f} ms",
                at_least=True,
            ),
            Ratio(
                "longest hold-up while the pair is taken up and drawn",
                1000 * max(held),
                50.0,
                "ms",
                f"complete after {until:.2f} s",
            ),
            Ratio(
                "a click among 2,000,000 points", 1000 * statistics.median(picks), 100.0, "ms", "median of 21 places"
            ),
            Ratio(
                "the pointer over 2,000,000 points", 1000 * statistics.median(points), 5.0, "ms", "median of 21 places"
            ),
        ]
        results += _painters()
        cloud_gl.close()
        application.processEvents()
        return results


def _seconds(act: Any) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _turn(view: Any) -> None:
    """The camera moves and the window goes on until that is painted."""
    from PySide6.QtWidgets import QApplication

    view.set_camera(view.camera().orbit(2.0, 0.2))
    while not view.current():
        QApplication.processEvents()
    view.repaint()


def _painters() -> list[Ratio]:
    """A whole picture by OpenGL against the same by NumPy, for 100,000 and for 1,000,000 points."""
    from widgets import cloud_gl
    from widgets.cloud_camera import Camera, Lens
    from widgets.cloud_points import CloudItem, CloudPoints, CloudStyle
    from widgets.cloud_ranges import look_of
    from widgets.cloud_splat import SplatPainter

    if not cloud_gl.renderer():
        return []
    results = []
    for count in (100_000, COUNT):
        item = CloudItem("cloud", CloudPoints(rooms(count)), "source")
        item.prepared.prepare(None)
        camera = Camera().fitted(item.sample, *SIZE)
        look = look_of(CloudStyle(), [item], [], camera, 1.0)

        def picture(painter: Any, item: CloudItem = item, camera: Camera = camera, look: Any = look) -> Any:
            painter.begin(Lens(camera, *SIZE), look)
            painter.add(item, item.pose, 0, item.count, (0, SIZE[0]))
            return painter.picture()

        made = {"numpy": SplatPainter(), "opengl": cloud_gl.GlPainter()}
        seconds = side_by_side({name: lambda p=p: picture(p) for name, p in made.items()}, repeats=5)  # type: ignore[misc]
        ratio = seconds["numpy"] / seconds["opengl"]
        note = f"{1000 * seconds['numpy']:.0f} ms against {1000 * seconds['opengl']:.0f} ms by {cloud_gl.renderer()}"
        results.append(Ratio(f"a picture of {count:,} points, NumPy against OpenGL", ratio, None, "x", note))
    return results
