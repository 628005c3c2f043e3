"""What the labs with a 3-D view share: how clouds are drawn, engine clouds in a view, a stage with two of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.lab import Stage, StageCommand
from engine.data.cloud import PointCloud
from engine.geometry import rigid
from engine.options import option
from engine.text import QT_TRANSLATE_NOOP
from widgets.cloud_view import Camera, CloudPoints, CloudStyle, CloudView

Array = NDArray[np.float64]


@dataclass(frozen=True)
class CloudDrawing:
    """How clouds are drawn; nothing is computed again. A lab adds its own fields in a subclass."""

    colouring: Literal["role", "rgb", "height", "intensity", "normal", "residual"] = option(
        "role",
        QT_TRANSLATE_NOOP(
            "options",
            "What the points' colours show: which cloud they belong to, the file's own colours, the height, the file's "
            "intensity, the direction of the normal, or the residual. A cloud without it keeps its own colour.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Colours"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "one for each cloud"),
            QT_TRANSLATE_NOOP("options", "of the file"),
            QT_TRANSLATE_NOOP("options", "height"),
            QT_TRANSLATE_NOOP("options", "intensity"),
            QT_TRANSLATE_NOOP("options", "normals"),
            QT_TRANSLATE_NOOP("options", "residuals"),
        ),
    )
    point_size: float = option(
        2.0,
        QT_TRANSLATE_NOOP("options", "Edge of a drawn point."),
        label=QT_TRANSLATE_NOOP("options", "Point size"),
        unit="px",
        minimum=1.0,
        maximum=10.0,
        step=0.5,
    )
    depth_shading: float = option(
        0.6,
        QT_TRANSLATE_NOOP("options", "How much is darkened behind edges, and faded with the distance."),
        label=QT_TRANSLATE_NOOP("options", "Depth shading"),
        minimum=0.0,
        maximum=1.0,
        step=0.05,
    )
    up_axis: Literal["z", "-z", "y", "-y", "x", "-x"] = option(
        "z",
        QT_TRANSLATE_NOOP("options", "Which axis of the coordinates points up; −y for what a camera took."),
        label=QT_TRANSLATE_NOOP("options", "Up"),
        choice_labels=("z", "−z", "y", "−y", "x", "−x"),
    )
    labels: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "Show the axes, the scale and what the pointer is on."),
        label=QT_TRANSLATE_NOOP("options", "Axes and scale"),
    )
    crop_x_low: float = option(
        0.0,
        QT_TRANSLATE_NOOP("options", "What is smaller in x is cut away: a part of the clouds' box."),
        label=QT_TRANSLATE_NOOP("options", "Crop x from"),
        minimum=0.0,
        maximum=1.0,
        step=0.01,
        advanced=True,
    )
    crop_x_high: float = option(
        1.0,
        QT_TRANSLATE_NOOP("options", "What is larger in x is cut away: a part of the clouds' box."),
        label=QT_TRANSLATE_NOOP("options", "Crop x to"),
        minimum=0.0,
        maximum=1.0,
        step=0.01,
        advanced=True,
    )
    crop_y_low: float = option(
        0.0,
        QT_TRANSLATE_NOOP("options", "What is smaller in y is cut away: a part of the clouds' box."),
        label=QT_TRANSLATE_NOOP("options", "Crop y from"),
        minimum=0.0,
        maximum=1.0,
        step=0.01,
        advanced=True,
    )
    crop_y_high: float = option(
        1.0,
        QT_TRANSLATE_NOOP("options", "What is larger in y is cut away: a part of the clouds' box."),
        label=QT_TRANSLATE_NOOP("options", "Crop y to"),
        minimum=0.0,
        maximum=1.0,
        step=0.01,
        advanced=True,
    )
    crop_z_low: float = option(
        0.0,
        QT_TRANSLATE_NOOP("options", "What is smaller in z is cut away: a part of the clouds' box."),
        label=QT_TRANSLATE_NOOP("options", "Crop z from"),
        minimum=0.0,
        maximum=1.0,
        step=0.01,
        advanced=True,
    )
    crop_z_high: float = option(
        1.0,
        QT_TRANSLATE_NOOP("options", "What is larger in z is cut away: a part of the clouds' box."),
        label=QT_TRANSLATE_NOOP("options", "Crop z to"),
        minimum=0.0,
        maximum=1.0,
        step=0.01,
        advanced=True,
    )


COMMANDS = (
    StageCommand("fit_view", QT_TRANSLATE_NOOP("commands", "Fit the clouds into the view"), "Shift+F"),
    StageCommand("toggle_measuring", QT_TRANSLATE_NOOP("commands", "Measure a distance"), "M"),
    StageCommand("view_front", QT_TRANSLATE_NOOP("commands", "Look from the front"), "1"),
    StageCommand("view_right", QT_TRANSLATE_NOOP("commands", "Look from the right"), "3"),
    StageCommand("view_top", QT_TRANSLATE_NOOP("commands", "Look from above"), "7"),
    StageCommand("toggle_perspective", QT_TRANSLATE_NOOP("commands", "Perspective, or parallel rays"), "5"),
    StageCommand("reset_view", QT_TRANSLATE_NOOP("commands", "The view of the beginning"), "0"),
    StageCommand("toggle_before_after", QT_TRANSLATE_NOOP("commands", "Before and after, side by side"), "B"),
)
"""What a :class:`CloudStage` can do; a lab puts them into its ``commands``."""


def crop_box(bounds: Array | None, drawing: CloudDrawing) -> Array | None:
    """The box (2, 3) of the world that is drawn, from fractions of ``bounds`` (2, 3); None where nothing is cut.

    A side that is not cut lies at infinity.
    """
    low = np.array([drawing.crop_x_low, drawing.crop_y_low, drawing.crop_z_low])
    high = np.array([drawing.crop_x_high, drawing.crop_y_high, drawing.crop_z_high])
    if bounds is None or (not low.any() and (high == 1.0).all()):
        return None
    size = bounds[1] - bounds[0]
    lower = np.where(low > 0, bounds[0] + size * low, -np.inf)
    upper = np.where(high < 1, bounds[0] + size * high, np.inf)
    return np.stack([lower, upper])


def cloud_style(drawing: CloudDrawing, bounds: Array | None) -> CloudStyle:
    """The view's style of a lab's drawing options; ``bounds`` (2, 3) are what the crop's fractions count from."""
    return CloudStyle(
        colouring=drawing.colouring,
        point_size=drawing.point_size,
        depth_shading=drawing.depth_shading,
        up=drawing.up_axis,
        crop=crop_box(bounds, drawing),
        labels=drawing.labels,
    )


def apply_drawing(view: CloudView, drawing: CloudDrawing, bounds: Array | None = None) -> None:
    """Draw a view by the drawing options; ``bounds`` (2, 3) default to those of its clouds as they are now."""
    view.set_style(cloud_style(drawing, view.bounds() if bounds is None else bounds))


_points: WeakValueDictionary[int, CloudPoints] = WeakValueDictionary()


def cloud_points(cloud: PointCloud) -> CloudPoints:
    """The cloud as a view takes it: the same object for the same cloud, as long as a view holds it."""
    found = _points.get(id(cloud))
    if found is None or found.points is not cloud.points:
        found = CloudPoints(cloud.points, cloud.colours, cloud.normals, cloud.intensity)
        _points[id(cloud)] = found
    return found


def moved_cloud(cloud: PointCloud, motion: ArrayLike, name: str = "") -> PointCloud:
    """``cloud`` under a rigid motion (4, 4), with all it carries; its pose still maps it to the same world."""
    matrix = np.asarray(motion, np.float64)
    return replace(
        cloud,
        points=rigid.moved(matrix, cloud.points),
        normals=None if cloud.normals is None else cloud.normals @ matrix[:3, :3].T,
        pose=None if cloud.pose is None else cloud.pose @ rigid.inverse(matrix),
        name=name or cloud.name,
        path=None,
        notes=(),
    )


def merged_cloud(clouds: Iterable[PointCloud], name: str) -> PointCloud:
    """All clouds' points in one, float64; colours, normals and intensities where all have them."""
    parts = list(clouds)

    def joined(field: str) -> Any:
        arrays = [getattr(part, field) for part in parts]
        return None if any(array is None for array in arrays) else np.concatenate(arrays)

    return PointCloud(
        np.concatenate([part.points for part in parts]),
        name,
        colours=joined("colours"),
        normals=joined("normals"),
        intensity=joined("intensity"),
    )


def colouring_note(view: CloudView) -> str:
    """A sentence on the clouds that lack what the colours are to show; empty where none does."""
    lacking = view.without()
    if not lacking:
        return ""
    sentences = {
        "rgb": QCoreApplication.translate("CloudStage", "Without colours of their own: {clouds}."),
        "normal": QCoreApplication.translate("CloudStage", "Without normals, in their own colour: {clouds}."),
        "intensity": QCoreApplication.translate("CloudStage", "Without intensities, in their own colour: {clouds}."),
        "residual": QCoreApplication.translate("CloudStage", "Without residuals, in their own colour: {clouds}."),
    }
    return sentences[view.style_now().colouring].format(clouds=", ".join(map(view.label, lacking)))


class CloudStage(Stage):
    """A stage whose picture is a 3-D view of a source that is moved onto a target.

    A lab calls :meth:`show_pair` for each moment, and puts :data:`COMMANDS` into its commands. Cameras of pinned stages
    follow each other.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = CloudView()
        self.view.set_labels(
            {"source": self.tr("source"), "target": self.tr("target"), "before": self.tr("source before")}
        )
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.view, 1)
        self._cloud_drawing = CloudDrawing()
        self._pair: tuple[PointCloud, PointCloud] | None = None
        self._poses: tuple[Array, Array] = (np.eye(4), np.eye(4))
        self._comparing = False
        self.view.camera_changed.connect(self._camera_changed)

    def show_pair(
        self, source: PointCloud, target: PointCloud, pose: ArrayLike, before: ArrayLike, glide: bool = True
    ) -> bool:
        """Show the source at ``pose`` (4, 4) and the target; ``before`` is where the source began.

        Clouds are taken up only where they are others than before; returns whether they are.
        """
        fresh = self._pair is None or self._pair[0] is not source or self._pair[1] is not target
        self._pair, self._poses = (source, target), (np.array(pose, np.float64), np.array(before, np.float64))
        if fresh:
            self.view.set_cloud("target", cloud_points(target), "target")
            self.view.set_cloud("source", cloud_points(source), "source")
        self.view.set_pose("source", self._poses[0], glide=glide and not fresh)
        if fresh:
            apply_drawing(self.view, self._cloud_drawing)
            self.view.fit()
        if self._comparing:
            self._show_before()
        return fresh

    def _show_before(self) -> None:
        """The wipe: left the source where it began, right where it is now; the target on both sides."""
        if self._pair is None:
            return
        self.view.set_cloud("before", cloud_points(self._pair[0]), "source")
        self.view.set_pose("before", self._poses[1], glide=False)
        at = self.view.wipe()
        words = (self.tr("before"), self.tr("after"))
        self.view.set_wipe(0.5 if at is None else at, ("before",), ("source",), *words)

    # -- drawing -------------------------------------------------------------------------------

    def set_drawing(self, drawing: CloudDrawing) -> None:
        self._cloud_drawing = drawing
        apply_drawing(self.view, drawing)

    def drawing_note(self) -> str:
        """A sentence on the clouds that lack what the colours are to show; empty where none does."""
        return colouring_note(self.view)

    # -- linked cameras ------------------------------------------------------------------------

    def _camera_changed(self, camera: Camera) -> None:
        self.pointer_moved.emit(camera)

    def set_pointer(self, position: Any) -> None:
        if isinstance(position, Camera):
            self.view.set_camera(position)

    # -- commands ------------------------------------------------------------------------------

    def fit_view(self) -> None:
        """Everything in the picture."""
        self.view.fit()
        self.pointer_moved.emit(self.view.camera())

    def view_front(self) -> None:
        """Look along the ground."""
        self.view.show_from("front")

    def view_right(self) -> None:
        """Look along the ground, from the right of the front."""
        self.view.show_from("right")

    def view_top(self) -> None:
        """Look down."""
        self.view.show_from("top")

    def toggle_perspective(self) -> None:
        """With perspective, or without."""
        self.view.toggle_orthographic()

    def reset_view(self) -> None:
        """The direction of the beginning, and everything in the picture."""
        self.view.reset_camera()

    def toggle_measuring(self) -> None:
        """Two clicks measure a distance, or pick again."""
        self.view.set_measuring(not self.view.measuring())

    def toggle_before_after(self) -> None:
        """Show where the source began left of a handle, and where it is now right of it; or only where it is."""
        self._comparing = not self._comparing
        if self._comparing:
            self._show_before()
        else:
            self.view.set_wipe(None)
            self.view.set_cloud("before", None)

    # -- what goes out -------------------------------------------------------------------------

    def clouds(self) -> dict[str, PointCloud]:
        """The source as it was moved, and both clouds in one, in the target's coordinates of the file."""
        if self._pair is None:
            return {}
        source, target = self._pair
        moved = moved_cloud(source, self._poses[0], f"{source.name}, moved")
        merged = merged_cloud([target, moved], f"{target.name} + {source.name}")
        return {"moved source": moved, "merged": replace(merged, pose=target.pose)}

    def settled(self) -> bool:
        return self._pair is not None and self.view.complete()

    def picture(self) -> QImage:
        self.view.to_image()
        return self.grab().toImage()

    def arrays(self) -> dict[str, Any]:
        return {"transform": self._poses[0]} if self._pair is not None else {}
