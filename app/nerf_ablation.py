"""What each part of a radiance field brings: the paper's table, and what was measured here on the bundled scene."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.folders import assets_folder
from app.nerf_paper_table import paper_row, paper_table
from app.nerf_words import field_title
from engine.text import QT_TRANSLATE_NOOP
from widgets.figure_table import Column, FigureTable, Row
from widgets.theme import px, text_label, theme

SETTINGS = {
    "tiny-50": QT_TRANSLATE_NOOP("NerfAblation", "Tiny NeRF"),
    "tiny-50-no-encoding": QT_TRANSLATE_NOOP("NerfAblation", "Tiny NeRF, no positional encoding"),
    "default-100": QT_TRANSLATE_NOOP("NerfAblation", "Default field"),
    "default-10-images": QT_TRANSLATE_NOOP("NerfAblation", "Default field, 10 photos"),
    "default-no-view-dependence": QT_TRANSLATE_NOOP("NerfAblation", "Default field, no view dependence"),
}


def _said(words: str) -> str:
    return QCoreApplication.translate("NerfAblation", words)


def measured_here() -> dict[str, Any] | None:
    """What ``assets/ablations/nerf.json`` holds: ``results`` and on which machine; None where it is not there."""
    path = assets_folder() / "ablations" / "nerf.json"
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    found = {"results": stored} if isinstance(stored, list) else stored
    return found if isinstance(found, dict) and found.get("results") else None


def _base(entry: dict[str, Any], results: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The measurement an entry is compared with: the same field and size with nothing left out."""
    changed = set(entry.get("options", {})) - {"field", "image_size"}
    if not changed:
        return None
    kept = {key: value for key, value in entry["options"].items() if key in ("field", "image_size")}
    return next((other for other in results if other.get("options") == kept), None)


def measured_table(found: dict[str, Any]) -> tuple[list[Column], list[Row]]:
    """The medians that were measured here."""
    columns = [
        Column(_said("Setting"), text=True),
        Column(_said("Size"), _said("pixels of a photo along each side")),
        Column(_said("Images"), _said("photos it learns from")),
        Column(_said("Seeds"), _said("trainings; the median is shown")),
        Column("PSNR ↑", _said("dB on photos it never saw; higher is better")),
        Column(_said("Difference"), _said("dB, to the same field with nothing left out")),
        Column(_said("Highlights ↑"), _said("PSNR inside the highlights, dB")),
        Column(_said("Difference"), _said("dB inside the highlights, to the same field with nothing left out")),
    ]
    results = found["results"]
    rows = []
    for entry in results:
        base = _base(entry, results)
        name = _said(SETTINGS[entry["setting"]]) if entry["setting"] in SETTINGS else entry["setting"]
        each = ", ".join(f"{v:.2f}" for v in entry["psnr_each"])
        seeds = entry["seeds"]
        rows.append(
            Row(
                (
                    name,
                    f"{entry['image_size']} × {entry['image_size']}",
                    str(entry["images"]),
                    str(len(seeds) if isinstance(seeds, list) else seeds),
                    f"{entry['psnr_median']:.2f}",
                    _difference(entry, base, "psnr_median"),
                    _figure(entry.get("highlight_psnr_median")),
                    _difference(entry, base, "highlight_psnr_median"),
                ),
                tip=_said("{each} dB, {seconds:.0f} s each").format(each=each, seconds=entry["seconds"]),
            )
        )
    return columns, rows


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _difference(entry: dict[str, Any], base: dict[str, Any] | None, name: str) -> str:
    if base is None or entry.get(name) is None or base.get(name) is None:
        return ""
    return f"{entry[name] - base[name]:+.2f}".replace("-", "−")


class AblationDialog(QDialog):
    """Both tables, beside the window, which goes on; the marked row follows the switches."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What each part brings"))
        self._state: tuple[Any, int] | None = None
        self.paper = FigureTable(self.tr("The paper's ablation"))
        self.here = FigureTable(self.tr("Measured here"))
        self.note = text_label("", "quiet_small", wrap=True)
        self.below = text_label("", "quiet_small", wrap=True)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.addWidget(text_label(self.tr("The paper's table"), "heading"))
        self._column.addWidget(
            text_label(
                self.tr(
                    "Mildenhall et al. 2020, Table 2: means over eight synthetic scenes at 800 × 800. These are the "
                    "paper's figures, not measured here."
                ),
                "quiet_small",
                wrap=True,
            )
        )
        self._column.addWidget(self.paper)
        self._column.addWidget(self.note)
        self._column.addWidget(text_label(self.tr("Measured here, on the bundled scene"), "heading"))
        self._column.addWidget(self.here)
        self._column.addWidget(self.below)
        self._column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(content)
        buttons = QHBoxLayout()
        copy, close = QPushButton(self.tr("Copy the figures")), QPushButton(self.tr("Close"))
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.close)
        close.setDefault(True)
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(area, 1)
        self._outer.addLayout(buttons)
        theme.theme_changed.connect(self._space)
        self._space()
        self.paper.setFocus(Qt.FocusReason.OtherFocusReason)

    def _space(self) -> None:
        self._column.setContentsMargins(0, 0, px(12), 0)
        self._column.setSpacing(px(8))
        self._outer.setContentsMargins(px(24), px(20), px(24), px(16))
        self._outer.setSpacing(px(16))

    def show_options(self, options: Any, photos: int) -> None:
        """Mark the row of the present switches; ``photos`` is how many are learnt from."""
        if self._state == (options, photos):
            return
        self._state = (options, photos)
        self.paper.set_table(*paper_table(options, photos))
        row = paper_row(options, photos)
        if row is None:
            words = self.tr("No row has the present switches ({field}, {photos} photos).")
        elif options.field == "classic":
            words = self.tr("Marked: the present switches ({field}, {photos} photos).")
        else:
            words = self.tr(
                "Marked: the row with the present switches. The present field is {field}, not the paper's network: "
                "compare what is lost, not the figures."
            )
        self.note.setText(words.format(field=field_title(options), photos=photos))
        found = measured_here()
        self.here.setVisible(found is not None)
        if found is None:
            self.below.setText(self.tr("Nothing was measured with this version."))
            return
        self.here.set_table(*measured_table(found))
        seconds = max(entry["seconds"] for entry in found["results"])
        said = self.tr("Medians of the seeds, {minutes:.0f} minutes of training each; {machine}.").format(
            minutes=seconds / 60, machine=found.get("machine", "CPU")
        )
        self.below.setText(said)

    def _copy(self) -> None:
        parts = [table.to_text() for table in (self.paper, self.here) if table.rows()]
        QGuiApplication.clipboard().setText("\n\n".join(parts))
