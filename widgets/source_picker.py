"""Where the input is picked: samples as thumbnails, camera, open, drop, paste, recent files, a folder's files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QMimeData, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from widgets.round_button import RoundButton
from widgets.source_tiles import SIDE, Dot, Tile, TileRow
from widgets.theme import font, px, text_label, theme, tokens


@dataclass(frozen=True, eq=False)
class Source:
    """A sample: its name (given back), title for the tooltip, and a picture (H, W, 3) or (H, W) uint8.

    ``removable``: the user made it and can delete it.
    """

    name: str
    title: str
    picture: NDArray[np.uint8] | None = None
    removable: bool = False


class SourcePicker(QWidget):
    """One picker for a kind of input, ``"Image"`` or ``"PointCloud"``; the camera is only offered for images.

    ``dot`` is a colour ("#e69f00") shown before the title: which of two inputs it is in the views.

    Signals: ``sample_chosen(name)``, ``open_requested``, ``camera_requested``, ``recent_chosen(path)``,
    ``folder_step(-1 or 1)``, ``freeze_toggled(bool)``, ``dropped(list of paths)``, ``pasted(QImage)``,
    ``removal_wanted(name)``: from a tile's menu, or by the Delete key on it.
    """

    sample_chosen = Signal(str)
    open_requested = Signal()
    camera_requested = Signal()
    recent_chosen = Signal(str)
    folder_step = Signal(int)
    freeze_toggled = Signal(bool)
    dropped = Signal(list)
    pasted = Signal(object)
    removal_wanted = Signal(str)

    def __init__(self, title: str = "", kind: str = "Image", parent: QWidget | None = None, *, dot: str = "") -> None:
        super().__init__(parent)
        self._kind = kind
        self._samples: tuple[Source, ...] = ()
        self._tiles: dict[str, Tile] = {}
        self._own: Tile | None = None
        self._selected = ""
        self._words = ("", "")
        self._over = False
        self._tip = ""
        self._title = text_label(title or (self.tr("Picture") if kind == "Image" else self.tr("Data")), "heading")
        self._dot = Dot(dot) if dot else None
        self._previous = RoundButton("chevron-left", self.tr("Previous file in the folder (Page Up)"), diameter=24)
        self._next = RoundButton("chevron-right", self.tr("Next file in the folder (Page Down)"), diameter=24)
        self._recent = RoundButton("folder", self.tr("Recent files"), diameter=24)
        self._freeze = RoundButton("freeze", self.tr("Freeze the source (F)"), diameter=24)
        self._freeze.setCheckable(True)
        self._menu = QMenu(self)
        self._recent_paths: tuple[str, ...] = ()
        self._strip = QWidget()
        self._strip_row = QHBoxLayout(self._strip)
        self._area = TileRow(self._strip)
        self._caption = text_label("", "quiet_small")
        self._lay_out()
        self._previous.clicked.connect(self._go_back)
        self._next.clicked.connect(self._go_on)
        self._recent.clicked.connect(self._show_recent)
        self._freeze.toggled.connect(self.freeze_toggled)
        self._menu.triggered.connect(self._choose_recent)
        self.setAcceptDrops(True)
        self.set_folder(None)
        self.set_live(False)
        self.set_recent(())
        self._fill()
        theme.theme_changed.connect(self._restyle)

    def _lay_out(self) -> None:
        self._header = QHBoxLayout()
        if self._dot is not None:
            self._header.addWidget(self._dot)
        self._header.addWidget(self._title)
        self._header.addStretch()
        for button in (self._freeze, self._previous, self._next, self._recent):
            self._header.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._header)
        self._column.addWidget(self._area)
        self._column.addWidget(self._caption)
        self._space()

    # What is shown

    def set_samples(self, samples: Sequence[Source], selected: str = "") -> None:
        """Offer samples; emits nothing."""
        self._samples, self._selected = tuple(samples), selected
        self._fill()

    def set_current(
        self, name: str, picture: NDArray[np.uint8] | None, detail: str = "", sample: str = "", tip: str = ""
    ) -> None:
        """Say what is open: its name, a picture for its tile, ``detail`` such as its size, or the sample it is.

        ``tip``: the same in whole sentences, for the caption's tooltip.
        """
        self._selected, self._tip = sample, tip
        if sample:
            self._drop_own()
        elif picture is not None:
            if self._own is None:
                self._own = Tile("", name)
                self._strip_row.insertWidget(0, self._own)
            self._own.set_picture(picture)
            self._own.setToolTip(name)
            self._area.horizontalScrollBar().setValue(0)
        self._words = (name, detail)
        self._mark()
        self._write()

    def set_recent(self, paths: Sequence[str]) -> None:
        """The paths in the menu of recent files, newest first."""
        self._recent_paths = tuple(paths)
        self._recent.setVisible(bool(paths))

    def set_folder(self, place: tuple[int, int] | None) -> None:
        """Where the open file is in its folder (from 1, of how many); None hides the two arrows."""
        self._previous.setVisible(place is not None)
        self._next.setVisible(place is not None)
        if place is not None:
            self._previous.setEnabled(place[0] > 1)
            self._next.setEnabled(place[0] < place[1])

    def set_live(self, live: bool, frozen: bool = False) -> None:
        """Show the freeze button for a live source; emits nothing."""
        self._freeze.setVisible(live)
        before = self._freeze.blockSignals(True)
        self._freeze.setChecked(frozen)
        self._freeze.blockSignals(before)

    # Inside

    def _fill(self) -> None:
        while self._strip_row.count():
            item = self._strip_row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self._own:
                widget.setParent(None)  # type: ignore[call-overload]
                widget.deleteLater()
        if self._own is not None:
            self._strip_row.addWidget(self._own)
        self._tiles = {}
        tiles = []
        for sample in self._samples:
            tile = Tile(sample.name, sample.title)
            if sample.picture is not None:
                tile.set_picture(sample.picture)
            tile.clicked.connect(self._choose)
            if sample.removable:
                tile.setToolTip(self.tr("{title} (Delete removes it)").format(title=sample.title))
                tile.offer_removal(self.tr("Delete…"))
                tile.removal_wanted.connect(self.removal_wanted)
            self._tiles[sample.name] = tile
            tiles.append(tile)
        actions = []
        if self._kind == "Image":
            actions.append(Tile("camera", self.tr("Camera"), "camera"))
            actions[-1].clicked.connect(self.camera_requested)
        actions.append(Tile("folder", self.tr("Open ..."), "folder"))
        actions[-1].setToolTip(self.tr("Open a file or folder (Ctrl O)"))
        actions[-1].clicked.connect(self.open_requested)
        for tile in (*tiles[:1], *actions, *tiles[1:]):
            self._strip_row.addWidget(tile)
        self._mark()
        self._fit()

    def _drop_own(self) -> None:
        if self._own is not None:
            self._own.setParent(None)  # type: ignore[call-overload]
            self._own.deleteLater()
            self._own = None

    def _mark(self) -> None:
        for name, tile in self._tiles.items():
            tile.set_selected(bool(self._selected) and name == self._selected)
        if self._own is not None:
            self._own.set_selected(not self._selected)
        self._fit()
        self._area.reveal(self._tiles.get(self._selected))

    def _fit(self) -> None:
        count = self._strip_row.count()
        self._strip.setFixedSize(count * px(SIDE) + max(0, count - 1) * px(8), px(SIDE))
        self._area.setFixedHeight(px(SIDE) + px(12))

    def _write(self) -> None:
        """The caption, cut in the name first: the size is what matters. A long one takes a second line."""
        name, detail = self._words
        way = self.tr("drop, paste or Ctrl O")
        metrics = QFontMetricsF(font("small"))
        full = " · ".join(part for part in (name, detail, way) if part)
        rest = " · ".join(part for part in (detail, way) if part)
        if metrics.horizontalAdvance(full) > self.width():
            rest = detail
        self._caption.setToolTip(self._tip or full)
        if " · " in detail and metrics.horizontalAdvance(f"{name} · {detail}") > self.width():
            lines = (metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, self.width()) for text in (name, detail))
            self._caption.setText("\n".join(lines))
            return
        room = self.width() - metrics.horizontalAdvance(f" · {rest}" if rest else "") - px(2)
        cut = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, max(px(40), room))
        self._caption.setText(" · ".join(part for part in (cut, rest) if part))

    def _space(self) -> None:
        self._header.setSpacing(px(2))
        if self._dot is not None:
            self._dot.setFixedSize(px(16), px(24))
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(6))
        self._strip_row.setContentsMargins(0, 0, 0, 0)
        self._strip_row.setSpacing(px(8))
        self._title.setMinimumHeight(px(24))
        self._caption.setMinimumWidth(px(40))

    def _restyle(self) -> None:
        self._space()
        self._fit()
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()

    def _choose(self) -> None:
        tile = self.sender()
        if isinstance(tile, Tile):
            self.sample_chosen.emit(tile.name)

    def _go_back(self) -> None:
        self.folder_step.emit(-1)

    def _go_on(self) -> None:
        self.folder_step.emit(1)

    def _show_recent(self) -> None:
        self._menu.clear()
        for path in self._recent_paths:
            action = QAction(self._short(path), self._menu)
            action.setData(path)
            action.setToolTip(path)
            self._menu.addAction(action)
        self._menu.setToolTipsVisible(True)
        self._menu.popup(self._recent.mapToGlobal(self._recent.rect().bottomLeft()))

    def _short(self, path: str) -> str:
        parts = path.replace("\\", "/").rstrip("/").split("/")
        return "/".join(parts[-2:]).replace("&", "&&")

    def _choose_recent(self, action: QAction) -> None:
        self.recent_chosen.emit(str(action.data()))

    # Drop and paste

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and self._previous.isVisibleTo(self):
            self.folder_step.emit(-1 if event.key() == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)

    def paste(self) -> bool:
        """Take the clipboard's files or picture; False where it holds neither."""
        return self._take(QGuiApplication.clipboard().mimeData())

    def _take(self, data: QMimeData | None) -> bool:
        paths = _paths(data)
        if paths:
            self.dropped.emit(paths)
            return True
        if data is not None and data.hasImage():
            picture = QImage(data.imageData())
            if not picture.isNull():
                self.pasted.emit(picture)
                return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if _paths(data) or data.hasImage():
            event.acceptProposedAction()
            self._over = True
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._over:
            t, painter = tokens(), QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(t.colour("accent_soft", 0.6))
            painter.setPen(QPen(QColor(t.accent), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
            painter.end()


def _paths(data: QMimeData | None) -> list[str]:
    """Local files and folders in what was dropped or copied."""
    urls: list[QUrl] = data.urls() if data is not None and data.hasUrls() else []
    return [url.toLocalFile() for url in urls if url.isLocalFile()]
