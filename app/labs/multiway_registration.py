"""Multiway registration: scans become a map, with the pose graph in it, beside the map without line process."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import multiway_words
from app.cloud_stage import apply_drawing, merged_cloud, moved_cloud
from app.lab import Lab, Moment, Stage, StageCommand
from app.multiway_aside import MultiwayAside
from app.multiway_curves import MultiwayCurves
from app.multiway_drawing import Drawing
from app.multiway_scene import MapScene, map_points
from engine.data.cloud import PointCloud
from engine.text import QT_TRANSLATE_NOOP
from widgets.cloud_view import Camera, CloudView
from widgets.theme import px, text_label, theme

Array = NDArray[np.float64]

LOWEST, HIGHEST = 112, 200
"""How high the curves are (pixels at 100%): a quarter of the stage between these."""
ELEVATION = 62.0
"""How high the camera stands at first, degrees."""


class _Map(QWidget):
    """A 3-D view under its title."""

    def __init__(self) -> None:
        super().__init__()
        self.title = text_label("", "heading")
        self.view = CloudView()
        self.scene = MapScene(self.view)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.title)
        self._column.addWidget(self.view, 1)

    def space(self) -> None:
        self._column.setSpacing(px(8))


class MultiwayStage(Stage):
    """The map with line process and the map without, cameras linked; below them the curves of the optimisation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.main, self.other = _Map(), _Map()
        self.beside = MultiwayAside()
        self.curves = MultiwayCurves()
        self._drawing = Drawing()
        self._moment: Moment | None = None
        self._edge: int | None = None
        self._scan: int | None = None
        self._before = False
        self._steered = False
        self._compact = False
        self._maps = QHBoxLayout()
        self._maps.addWidget(self.main, 1)
        self._maps.addWidget(self.other, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._maps, 1)
        self._column.addWidget(self.curves)
        self.curves.step_wanted.connect(self.step_wanted)
        self.beside.chosen.connect(self._edge_chosen)
        for shown in (self.main, self.other):
            shown.view.camera_changed.connect(self._camera_changed)
            shown.view.picked.connect(self._picked)
        self._restyle()
        theme.theme_changed.connect(self._restyle)

    def _restyle(self) -> None:
        self._column.setSpacing(px(16))
        self._maps.setSpacing(px(16))
        for shown in (self.main, self.other):
            shown.space()
        self._fit()
        if self._moment is not None:
            self._draw(glide=False)

    def aside(self) -> QWidget:
        return self.beside

    # -- frames --------------------------------------------------------------------------------

    def show_moment(self, moment: Moment) -> None:
        before, self._moment = self._moment, moment
        same_run = before is not None and before.film is moment.film
        if not same_run:
            self._edge = self._scan = None
            self._before = False
        if self._edge is not None and self._edge >= len(moment.frame.edges):
            self._edge = None
        self._draw(glide=same_run)
        self._show_numbers()

    def _draw(self, glide: bool) -> None:
        moment = self._moment
        if moment is None:
            return
        clouds, frame = moment.inputs["clouds"], moment.frame
        fresh = [shown.scene.show_clouds(clouds) for shown in (self.main, self.other)]
        plain = frame.poses_odometry if frame.poses_plain is None else frame.poses_plain
        poses = frame.poses_odometry if self._before else frame.poses
        for shown, at, other in ((self.main, poses, False), (self.other, plain, True)):
            shown.scene.colour(self._lit())
            shown.scene.place(at, frame.placed, glide and not fresh[0])
            weights = np.ones(len(frame.edges)) if other or self._before else frame.edge_weights
            threshold = moment.options.prune_threshold
            shown.scene.draw_graph(frame, at, weights, threshold, self._edge, self._drawing.graph)
        if fresh[0]:
            for shown in (self.main, self.other):
                apply_drawing(shown.view, self._drawing, self._bounds())
                shown.view.set_unit(self._drawing.unit)
            self._steered = False
        if fresh[0] or (frame.iteration is None and not self._steered):
            self._fit_camera()
        self._titles()

    def _bounds(self) -> Array | None:
        """The box (2, 3) of the whole map."""
        points = np.zeros((0, 3)) if self._moment is None else map_points(self._moment)
        return np.stack([points.min(axis=0), points.max(axis=0)]) if len(points) else None

    def _fit_camera(self) -> None:
        """The whole map, also of scans to come, in both pictures: looked at from above, as a room is."""
        if self._moment is None:
            return
        points, box = map_points(self._moment), self.main.view.style_now().crop
        if box is not None:
            points = points[((points >= box[0]) & (points <= box[1])).all(axis=1)]
        views = [shown.view for shown in (self.main, self.other) if shown.isVisibleTo(self)]
        if not len(points) or not views:
            return
        width, height = min(view.width() for view in views), min(view.height() for view in views)
        camera = self.main.view.camera()
        if not self._steered:
            camera = replace(camera, azimuth=-60.0, elevation=ELEVATION)
        camera = camera.fitted(points, width, height)
        self.main.view.set_camera(camera)
        self.other.view.set_camera(camera)

    def _lit(self) -> tuple[int, ...]:
        """The scans that are lit up: an edge's two, a chosen one, or none in particular."""
        assert self._moment is not None
        if self._edge is not None:
            return tuple(int(end) for end in self._moment.frame.edges[self._edge])
        return () if self._scan is None else (self._scan,)

    def _titles(self) -> None:
        assert self._moment is not None
        frame = self._moment.frame
        if self._before:
            self.main.title.setText(self.tr("Odometry alone"))
        elif frame.iteration is None:
            self.main.title.setText(self.tr("The map so far"))
        else:
            self.main.title.setText(self.tr("With line process"))
        self.other.title.setText(self.tr("Without line process"))

    def _show_numbers(self) -> None:
        assert self._moment is not None
        moment, unit = self._moment, self._drawing.unit
        self.curves.show_film(moment.film, moment.step, unit)
        self.beside.show_frame(moment.frame, unit, moment.options.prune_threshold)
        self._show_selection()

    def _show_selection(self) -> None:
        assert self._moment is not None
        if self._edge is not None:
            self.beside.select([self._edge])
        elif self._scan is not None:
            touching = (self._moment.frame.edges == self._scan).any(axis=1)
            self.beside.select([int(i) for i in np.flatnonzero(touching)])
        else:
            self.beside.select([])

    # -- choices -------------------------------------------------------------------------------

    def _edge_chosen(self, number: int) -> None:
        self._edge = None if number == self._edge else number
        self._scan = None
        self._draw(glide=False)
        self._show_selection()

    def _picked(self, name: str, index: int, modifiers: Any) -> None:
        scan = self.main.scene.scan_of(name)
        self._edge, self._scan = None, None if scan == self._scan else scan
        self._draw(glide=False)
        self._show_selection()

    def clear_selection(self) -> None:
        """All scans in their own colours again."""
        self._edge = self._scan = None
        if self._moment is not None:
            self._draw(glide=False)
            self._show_selection()

    # -- drawing -------------------------------------------------------------------------------

    def set_drawing(self, drawing: Drawing) -> None:
        before, self._drawing = self._drawing, drawing
        bounds = self._bounds()
        for shown in (self.main, self.other):
            apply_drawing(shown.view, drawing, bounds)
            shown.view.set_unit(drawing.unit)
        self._fit()
        if self._moment is not None:
            self._draw(glide=False)
            if before.unit != drawing.unit:
                self._show_numbers()

    def sentence(self) -> str:
        return "" if self._moment is None else multiway_words.sentence(self._moment.frame, self._drawing.unit)

    # -- linked cameras and commands -----------------------------------------------------------

    def _camera_changed(self, camera: Camera) -> None:
        for shown in (self.main, self.other):
            if shown.view is not self.sender():
                shown.view.set_camera(camera)
        self._steered = True
        self.pointer_moved.emit(camera)

    def set_pointer(self, position: Any) -> None:
        if isinstance(position, Camera):
            self._steered = True
            self.main.view.set_camera(position)
            self.other.view.set_camera(position)

    def fit_view(self) -> None:
        """The whole map in the picture."""
        self._fit_camera()
        self.pointer_moved.emit(self.main.view.camera())

    def toggle_measuring(self) -> None:
        """Two clicks measure a distance, or pick again."""
        measuring = not self.main.view.measuring()
        self.main.view.set_measuring(measuring)
        self.other.view.set_measuring(measuring)

    def toggle_before_after(self) -> None:
        """The scans glide to where the odometry alone puts them, and back."""
        self._before = not self._before
        self._draw(glide=True)

    # -- modes, and what goes out --------------------------------------------------------------

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._fit()

    def _fit(self) -> None:
        """Where it is low or beside another run, only the map with line process stays."""
        self.other.setVisible(self._drawing.plain and not self._compact)
        height = min(px(HIGHEST), max(px(LOWEST), self.height() // 4))
        self.curves.setVisible(not self._compact)
        self.curves.setFixedHeight(height)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit()
        if not self._steered:
            self._fit_camera()

    def settled(self) -> bool:
        if self._moment is None or not adjusted(self._moment.frame, self._moment.options.prune_threshold):
            return False
        return all(shown.view.complete() for shown in (self.main, self.other) if shown.isVisibleTo(self))

    def picture(self) -> QImage:
        if self._moment is not None:
            self._draw(glide=False)
        for shown in (self.main, self.other):
            if shown.isVisibleTo(self):
                shown.view.to_image()
        return self.grab().toImage()

    def clouds(self) -> dict[str, PointCloud]:
        """All scans in one cloud at the shown poses, and without line process."""
        if self._moment is None:
            return {}
        frame, scans = self._moment.frame, self._moment.inputs["clouds"]
        poses = {"merged": frame.poses_odometry if self._before else frame.poses}
        if frame.poses_plain is not None:
            poses["merged without line process"] = frame.poses_plain
        known = scans[0].pose is not None
        return {
            name: replace(
                merged_cloud([moved_cloud(scan, pose) for scan, pose in zip(scans, at, strict=True)], name),
                pose=np.eye(4) if known else None,
            )
            for name, at in poses.items()
        }

    def arrays(self) -> dict[str, Any]:
        if self._moment is None:
            return {}
        from engine.runtime.headless import frame_arrays

        return {
            **frame_arrays(self._moment.frame),
            **self.curves.to_arrays(),
            **self.beside.edges.to_arrays(),
        }


def adjusted(frame: Any, threshold: float) -> bool:
    """Whether a frame shows what comes of the optimisation: the dead edges are out, or there are none."""
    dying = bool((frame.edge_weights < threshold).any())
    return frame.stage == "pruned" or not len(frame.edges) or ((frame.iteration or 0) > 0 and not dying)


LAB = Lab(
    study="multiway-registration",
    stage=MultiwayStage,
    drawing=Drawing,
    words=("pose graph", "SLAM", "loop closure", "line process", "포즈 그래프", "루프 폐쇄", "정합"),
    commands=(
        StageCommand("fit_view", QT_TRANSLATE_NOOP("commands", "Fit the clouds into the view"), "Shift+F"),
        StageCommand("toggle_measuring", QT_TRANSLATE_NOOP("commands", "Measure a distance"), "M"),
        StageCommand("toggle_before_after", QT_TRANSLATE_NOOP("commands", "Odometry alone, or adjusted"), "B"),
        StageCommand("clear_selection", QT_TRANSLATE_NOOP("commands", "Light up all scans"), "C"),
    ),
)
