"""The network of a radiance field as a page below its picture: what it computes at the point that was clicked."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from engine.text import QT_TRANSLATE_NOOP
from widgets.network_diagram import NetworkDiagram
from widgets.network_layout import NetworkNode, Role
from widgets.theme import px, text_label, theme

ROLES: dict[str, Role] = {
    "point": "input",
    "direction": "input",
    "encoding": "encoding",
    "planes": "encoding",
    "grid level": "encoding",
    "hash level": "encoding",
    "linear": "hidden",
    "skip": "join",
    "density": "output",
    "colour": "output",
}
WORDS = {
    "point": QT_TRANSLATE_NOOP("NerfNetwork", "the point"),
    "direction": QT_TRANSLATE_NOOP("NerfNetwork", "the direction it is seen along"),
    "encoding": QT_TRANSLATE_NOOP("NerfNetwork", "positional encoding"),
    "planes": QT_TRANSLATE_NOOP("NerfNetwork", "products of planes and lines"),
    "grid level": QT_TRANSLATE_NOOP("NerfNetwork", "features of a dense grid"),
    "hash level": QT_TRANSLATE_NOOP("NerfNetwork", "features of a hashed grid"),
    "linear": QT_TRANSLATE_NOOP("NerfNetwork", "fully connected"),
    "skip": QT_TRANSLATE_NOOP("NerfNetwork", "put side by side"),
    "density": QT_TRANSLATE_NOOP("NerfNetwork", "density"),
    "colour": QT_TRANSLATE_NOOP("NerfNetwork", "colour"),
}


def _said(words: str) -> str:
    return QCoreApplication.translate("NerfNetwork", words)


def nodes_of(frame: Any) -> list[NetworkNode]:
    """A frame of the network's study as the drawing takes it."""
    sources: list[list[int]] = [[] for _ in frame.names]
    for source, target in frame.links.tolist():
        sources[target].append(source)
    found = []
    for number, (name, kind) in enumerate(zip(frame.names, frame.kinds, strict=True)):
        turned = kind == "direction" or any(frame.kinds[s] == "direction" for s in sources[number])
        row = -1 if kind == "density" else 1 if turned and kind in ("direction", "encoding") else 0
        if kind == "planes" and _feeds(frame, number, "density"):
            row = -1
        swatch = tuple(float(v) for v in np.clip(frame.colour, 0, 1)) if kind == "colour" else None
        found.append(
            NetworkNode(
                name=name,
                role=ROLES[kind],
                sources=tuple(sources[number]),
                inputs=int(frame.inputs[number]),
                outputs=int(frame.outputs[number]),
                values=frame.activations[frame.starts[number] : frame.starts[number + 1]],
                function=frame.functions[number],
                parameters=int(frame.parameters[number]),
                row=row,
                words=_said(WORDS[kind]),
                swatch=swatch,  # type: ignore[arg-type]
            )
        )
    return found


def _feeds(frame: Any, number: int, kind: str) -> bool:
    return any(frame.kinds[target] == kind for source, target in frame.links.tolist() if source == number)


class NetworkPage(QWidget):
    """A line on the point, and the drawing, which scrolls where it is wider than the room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = text_label("", "quiet_small")
        self.diagram = NetworkDiagram()
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self.diagram)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.title)
        self._column.addWidget(self._area, 1)
        self._frame: Any = None
        self.diagram.pointed.connect(self._follow)
        theme.theme_changed.connect(self._space)
        self._space()
        self.show_frame(None)

    def _space(self) -> None:
        self._column.setSpacing(px(4))

    def show_frame(self, frame: Any, lead: str = "") -> None:
        """A frame of the network's study; ``lead`` says which point it is. None: nothing yet."""
        self._frame = frame
        if frame is None:
            self.title.setText("")
            self.diagram.set_network([], self.tr("Click a pixel to see what the network computes at its surface."))
            return
        x, y, z = frame.point.tolist()
        words = self.tr("{lead} ({x:.2f}, {y:.2f}, {z:.2f}), step {step:,}").format(
            lead=lead or self.tr("Point"), x=x, y=y, z=z, step=frame.step
        )
        self.title.setText(words)
        self.diagram.set_network(nodes_of(frame))

    def frame(self) -> Any:
        """The frame that is shown."""
        return self._frame

    def to_image(self) -> QImage:
        """The drawing, all of it."""
        return self.diagram.to_image()

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """The activations by layer."""
        return self.diagram.to_arrays()

    def _follow(self, place: object) -> None:
        """Keep the layer that keys move to in sight."""
        if isinstance(place, tuple) and self.diagram.hasFocus():
            box = self.diagram.box(place[0])
            self._area.ensureVisible(int(box.center().x()), int(box.center().y()), px(60), px(20))
