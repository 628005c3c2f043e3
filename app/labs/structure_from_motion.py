"""Structure from motion: photos with their keypoints and matches, and the model that grows from them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app import sfm_photos, sfm_words
from app.cloud_stage import CloudDrawing, apply_drawing
from app.lab import Lab, Moment, Stage, StageCommand
from app.sfm_aside import SfmAside
from app.sfm_scene import MAP, ModelScene, pyramids
from engine.data.cloud import PointCloud
from engine.options import option
from engine.text import QT_TRANSLATE_NOOP
from widgets.cloud_view import Camera, CloudView
from widgets.colour_bar import ColourBar
from widgets.photo_pair import PhotoPair
from widgets.photo_strip import PhotoStrip
from widgets.theme import px, text_label, theme

AZIMUTH, ELEVATION = -112.0, 24.0
"""From behind the cameras, and above."""


@dataclass(frozen=True)
class Drawing(CloudDrawing):
    """How photos and model are drawn; nothing is computed again."""

    colouring: Literal["role", "rgb", "height", "intensity", "normal", "residual"] = option(
        "rgb",
        QT_TRANSLATE_NOOP("options", "What the points' colours show: the photos' colours, or the reprojection error."),
        label=QT_TRANSLATE_NOOP("options", "Colours"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "one for each cloud"),
            QT_TRANSLATE_NOOP("options", "of the photos"),
            QT_TRANSLATE_NOOP("options", "height"),
            QT_TRANSLATE_NOOP("options", "intensity"),
            QT_TRANSLATE_NOOP("options", "normals"),
            QT_TRANSLATE_NOOP("options", "reprojection error"),
        ),
    )
    point_size: float = option(
        3.0,
        QT_TRANSLATE_NOOP("options", "Edge of a drawn point."),
        label=QT_TRANSLATE_NOOP("options", "Point size"),
        unit="px",
        minimum=1.0,
        maximum=10.0,
        step=0.5,
    )
    depth_shading: float = option(
        0.2,
        QT_TRANSLATE_NOOP("options", "How much is darkened behind edges, and faded with the distance."),
        label=QT_TRANSLATE_NOOP("options", "Depth shading"),
        minimum=0.0,
        maximum=1.0,
        step=0.05,
    )
    up_axis: Literal["z", "-z", "y", "-y", "x", "-x"] = option(
        "-y",
        QT_TRANSLATE_NOOP("options", "Which axis of the coordinates points up; −y for what a camera took."),
        label=QT_TRANSLATE_NOOP("options", "Up"),
        choice_labels=("z", "−z", "y", "−y", "x", "−x"),
    )
    error_scale: float = option(
        0.5,
        QT_TRANSLATE_NOOP("options", "Reprojection error at the upper end of the colours, the same for every model."),
        label=QT_TRANSLATE_NOOP("options", "Error scale"),
        unit="px",
        minimum=0.1,
        maximum=20.0,
        step=0.1,
    )
    cameras: bool = option(
        True,
        QT_TRANSLATE_NOOP(
            "options", "A pyramid for each camera, coloured by the mean reprojection error in its photo."
        ),
        label=QT_TRANSLATE_NOOP("options", "Cameras"),
    )


class SfmStage(Stage):
    """The growing model beside one photo or two; below them all photos."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view, self.pair, self.strip = CloudView(), PhotoPair(), PhotoStrip()
        self.scene = ModelScene(self.view)
        self.title = text_label("", "quiet_small", wrap=True)
        self.train = QPushButton(self.tr("Train a field on these photos"))
        self.train.setProperty("kind", "primary")
        self.train.setToolTip(self.tr("Open them with their cameras as a scene of the lab of radiance fields (T)"))
        self.train.clicked.connect(self.train_field)
        self.train.hide()
        self.bar = ColourBar()
        self.bar.set_map(MAP)
        self.beside = SfmAside()
        self._drawing = Drawing()
        self._moment: Moment | None = None
        self._selected: int | None = None
        self._hovered = -1
        self._steered = False
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.title)
        side.addWidget(self.pair, 1)
        side.addWidget(self.train)
        self._top = QHBoxLayout()
        self._top.addWidget(self.view, 3)
        self._top.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignTop)
        self._top.addWidget(self._side, 2)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._top, 1)
        self._column.addWidget(self.strip)
        self.view.camera_changed.connect(self._camera_changed)
        self.view.picked.connect(self._picked)
        self.strip.chosen.connect(self.select_photo)
        self.strip.hovered.connect(self._hover)
        self.pair.hovered.connect(self._keypoint)
        self.beside.curves.cursor_moved.connect(self._go)
        theme.theme_changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._column.setSpacing(px(16))
        self._top.setSpacing(px(16))
        self.bar.setFixedHeight(px(144))
        layout = self._side.layout()
        assert layout is not None
        layout.setSpacing(px(4))

    def aside(self) -> QWidget:
        return self.beside

    # -- frames --------------------------------------------------------------------------------

    def show_moment(self, moment: Moment) -> None:
        before, self._moment = self._moment, moment
        if before is None or before.inputs["photos"] is not moment.inputs["photos"]:
            self._selected, self._hovered, self._steered = None, -1, False
        self._draw()
        self.beside.show_moment(moment)
        self.train.setVisible(moment.frame.stage == "done" and len(moment.frame.registered_photos) > 1)

    def _draw(self) -> None:
        moment = self._moment
        if moment is None:
            return
        frame, photos, high = moment.frame, moment.inputs["photos"], self._drawing.error_scale
        fresh = self.scene.show(frame, photos, high, self._drawing.cameras, self._selected)
        self.bar.set_range(0.0, high, "px")
        if fresh:
            apply_drawing(self.view, self._drawing)
            if not self._steered:
                self._fit_camera()
        self.strip.set_cards(sfm_photos.cards(frame, photos, high))
        self._draw_photos()

    def _draw_photos(self) -> None:
        """One photo, or two with their matches: what is chosen and pointed at, else what this step is about."""
        moment = self._moment
        if moment is None:
            return
        frame, high = moment.frame, self._drawing.error_scale
        shown = self._shown()
        newest = frame.photo if frame.photo is not None else None
        self.strip.set_selected(shown, newest if self._selected is None else None)
        if len(shown) == 2:
            photos, lines, title = sfm_photos.pair_of(moment, shown[0], shown[1], high)
            self.pair.set_photos(photos, lines)
            self.title.setText(title)
        else:
            self.pair.set_photos([sfm_photos.dots_of(moment, number, high) for number in shown])
            self.title.setText(sfm_photos.photo_title(moment, shown[0]))

    def _shown(self) -> tuple[int, ...]:
        """The photos that are looked at."""
        assert self._moment is not None
        frame = self._moment.frame
        lead = self._selected
        if lead is None and frame.pair is not None and self._hovered < 0:
            return tuple(int(number) for number in frame.pair)
        if lead is None:
            lead = frame.photo
        if self._hovered >= 0 and lead is not None and self._hovered != lead and len(frame.pairs):
            return lead, self._hovered
        if self._hovered >= 0:
            return (self._hovered,)
        if lead is not None:
            return (lead,)
        lead = int(frame.registered_photos[0]) if len(frame.registered_photos) else 0
        partner = sfm_photos.partner_of(frame, lead)
        return (lead,) if partner is None else (lead, partner)

    def train_field(self) -> None:
        """Open the photos with their cameras as a scene in the lab of radiance fields."""
        if not self.train.isHidden():
            self.handed_over.emit("scene", "nerf", "scene")

    # -- choices -------------------------------------------------------------------------------

    def select_photo(self, number: int) -> None:
        """Keep a photo and show its camera; the same again lets it go."""
        self._selected = None if number == self._selected else number
        self._draw()

    def clear_selection(self) -> None:
        """What the step is about again."""
        self._selected = None
        self._draw()

    def next_photo(self) -> None:
        """Choose the next photo."""
        self._move(1)

    def previous_photo(self) -> None:
        """Choose the photo before."""
        self._move(-1)

    def _move(self, by: int) -> None:
        if self._moment is None:
            return
        count = len(self._moment.inputs["photos"])
        here = self._selected if self._selected is not None else (-1 if by > 0 else count)
        self._selected = (here + by) % count
        self._draw()

    def _hover(self, number: int) -> None:
        self._hovered = number
        self._draw_photos()

    def _picked(self, name: str, index: int, modifiers: Any) -> None:
        if self._moment is not None:
            photo = self.scene.photo_of(name, index, self._moment.frame)
            if photo is not None:
                self.select_photo(photo)

    def _keypoint(self, found: tuple[int, int] | None) -> None:
        if found is None or self._moment is None:
            return
        shown = self.pair.photos()[found[0]]
        number = int(shown.numbers[found[1]])
        photo = self._shown()[found[0]]
        places = sfm_photos.keypoints_of(self._moment, photo)
        errors = sfm_photos.errors_of(self._moment, photo, 0 if places is None else len(places))
        error = None if errors is None or not np.isfinite(errors[number]) else float(errors[number])
        self.pair.set_readout(sfm_words.keypoint_words(number, shown.dots[found[1]].tolist(), error))

    def _go(self, step: float) -> None:
        self.step_wanted.emit(round(step) - 1)

    # -- drawing -------------------------------------------------------------------------------

    def set_drawing(self, drawing: Drawing) -> None:
        self._drawing = drawing
        apply_drawing(self.view, drawing)
        self._draw()

    def sentence(self) -> str:
        return "" if self._moment is None else sfm_words.sentence(self._moment.frame, self._moment.inputs["photos"])

    def _fit_camera(self) -> None:
        """Cameras and points in the picture, but for a few points far away."""
        if self._moment is None or not len(self._moment.frame.poses):
            return
        frame = self._moment.frame
        points = frame.points
        if len(points) > 20:
            low, high = np.percentile(points, [4, 96], axis=0)
            points = points[((points >= low) & (points <= high)).all(axis=1)]
        shapes = pyramids(frame, self._moment.inputs["photos"]).reshape(-1, 3)
        camera = self.view.camera()
        if not self._steered:
            camera = replace(camera, azimuth=AZIMUTH, elevation=ELEVATION, up=self._drawing.up_axis)
        width, height = max(1, self.view.width()), max(1, self.view.height())
        self.view.set_camera(camera.fitted(np.concatenate([points, shapes]), width, height, 1.0))

    def _camera_changed(self, camera: Camera) -> None:
        self._steered = True
        self.pointer_moved.emit(camera)

    def set_pointer(self, position: Any) -> None:
        if isinstance(position, Camera):
            self._steered = True
            self.view.set_camera(position)

    def fit_view(self) -> None:
        """The whole model in the picture."""
        self._fit_camera()
        self.pointer_moved.emit(self.view.camera())

    def toggle_measuring(self) -> None:
        """Two clicks measure a distance, or pick again."""
        self.view.set_measuring(not self.view.measuring())

    # -- modes, and what goes out --------------------------------------------------------------

    def set_compact(self, compact: bool) -> None:
        self._side.setVisible(not compact)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if not self._steered:
            self._fit_camera()

    def settled(self) -> bool:
        return self._moment is not None and self._moment.frame.stage == "done" and self.view.complete()

    def picture(self) -> QImage:
        self.view.to_image()
        return self.grab().toImage()

    def clouds(self) -> dict[str, PointCloud]:
        """The sparse points with their colours."""
        if self._moment is None or not len(self._moment.frame.points):
            return {}
        frame = self._moment.frame
        return {"sparse points": PointCloud(frame.points, "sparse points", colours=frame.colours)}

    def arrays(self) -> dict[str, Any]:
        if self._moment is None:
            return {}
        from engine.runtime.headless import frame_arrays

        return {**frame_arrays(self._moment.frame), **self.beside.arrays()}


LAB = Lab(
    study="structure-from-motion",
    stage=SfmStage,
    drawing=Drawing,
    words=("SfM", "COLMAP", "SIFT", "keypoints", "bundle adjustment", "photos", "특징점", "번들 조정", "카메라 자세"),
    commands=(
        StageCommand("fit_view", QT_TRANSLATE_NOOP("commands", "Fit the clouds into the view"), "Shift+F"),
        StageCommand("toggle_measuring", QT_TRANSLATE_NOOP("commands", "Measure a distance"), "M"),
        StageCommand("next_photo", QT_TRANSLATE_NOOP("commands", "Next photo"), "]"),
        StageCommand("previous_photo", QT_TRANSLATE_NOOP("commands", "Photo before"), "["),
        StageCommand("train_field", QT_TRANSLATE_NOOP("commands", "Train a field on these photos"), "T"),
        StageCommand("clear_selection", QT_TRANSLATE_NOOP("commands", "No photo chosen"), "C"),
    ),
)
