"""The paper's table of what each part of a radiance field brings, and which of its rows the present switches have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from engine.text import QT_TRANSLATE_NOOP
from widgets.figure_table import Column, Row


@dataclass(frozen=True)
class PaperRow:
    """A row of the paper's Table 2: which parts it has, samples of the two looks, and its figures."""

    number: int
    name: str
    images: int
    encoding: bool
    view_dependence: bool
    hierarchical: bool
    frequencies: int | None
    samples: tuple[int, int]
    psnr: float
    ssim: float
    lpips: float


NAMES = (
    QT_TRANSLATE_NOOP("NerfAblation", "No PE, VD, H"),
    QT_TRANSLATE_NOOP("NerfAblation", "No positional encoding"),
    QT_TRANSLATE_NOOP("NerfAblation", "No view dependence"),
    QT_TRANSLATE_NOOP("NerfAblation", "No hierarchical sampling"),
    QT_TRANSLATE_NOOP("NerfAblation", "Far fewer images"),
    QT_TRANSLATE_NOOP("NerfAblation", "Fewer images"),
    QT_TRANSLATE_NOOP("NerfAblation", "Fewer frequencies"),
    QT_TRANSLATE_NOOP("NerfAblation", "More frequencies"),
    QT_TRANSLATE_NOOP("NerfAblation", "Complete model"),
)
BOTH = (64, 128)
# Mildenhall et al. 2020, Table 2: means over the eight scenes of "Realistic Synthetic 360°" at 800 x 800.
PAPER = (
    PaperRow(1, NAMES[0], 100, False, False, False, None, (256, 0), 26.67, 0.906, 0.136),
    PaperRow(2, NAMES[1], 100, False, True, True, None, BOTH, 28.77, 0.924, 0.108),
    PaperRow(3, NAMES[2], 100, True, False, True, 10, BOTH, 27.66, 0.925, 0.117),
    PaperRow(4, NAMES[3], 100, True, True, False, 10, (256, 0), 30.06, 0.938, 0.109),
    PaperRow(5, NAMES[4], 25, True, True, True, 10, BOTH, 27.78, 0.925, 0.107),
    PaperRow(6, NAMES[5], 50, True, True, True, 10, BOTH, 29.79, 0.940, 0.096),
    PaperRow(7, NAMES[6], 100, True, True, True, 5, BOTH, 30.59, 0.944, 0.088),
    PaperRow(8, NAMES[7], 100, True, True, True, 15, BOTH, 30.81, 0.946, 0.096),
    PaperRow(9, NAMES[8], 100, True, True, True, 10, BOTH, 31.01, 0.947, 0.081),
)


def _said(words: str) -> str:
    return QCoreApplication.translate("NerfAblation", words)


def paper_row(options: Any, photos: int) -> PaperRow | None:
    """The row whose parts the present switches have, or None; ``photos`` is how many are learnt from.

    Where the field has no such part, the fields that learn in seconds know no encoding and look once, the switch does
    nothing and counts as the paper's.
    """
    network = options.field in ("classic", "tiny")
    encoding = options.positional_encoding or not network
    dependent = options.view_dependence and options.field != "tiny"
    twice = options.field != "tiny" and (options.hierarchical or options.field != "classic")
    frequencies = (options.frequencies or 10) if network and options.field == "classic" else 10
    images = photos if photos < 100 else 100
    for row in PAPER:
        same = (row.encoding, row.view_dependence, row.hierarchical, row.images) == (encoding, dependent, twice, images)
        if same and (not encoding or row.frequencies == frequencies):
            return row
    return None


def paper_table(options: Any | None, photos: int) -> tuple[list[Column], list[Row]]:
    """The paper's nine rows, the one of the present switches marked."""
    here = None if options is None else paper_row(options, photos)
    columns = [
        Column(""),
        Column(_said("Setting"), text=True),
        Column(_said("Images"), _said("photos it learns from")),
        Column("PE", _said("positional encoding")),
        Column("VD", _said("view dependence")),
        Column("H", _said("hierarchical sampling")),
        Column("L", _said("frequencies of the positional encoding")),
        Column("Nc, Nf", _said("samples of the coarse and of the fine look")),
        Column("PSNR ↑", _said("dB; higher is better")),
        Column("SSIM ↑", _said("structural similarity; higher is better")),
        Column("LPIPS ↓", _said("distance of a network's features; lower is better")),
    ]
    rows = [
        Row(
            (
                f"{row.number})",
                _said(row.name),
                str(row.images),
                "✓" if row.encoding else "–",
                "✓" if row.view_dependence else "–",
                "✓" if row.hierarchical else "–",
                "–" if row.frequencies is None else str(row.frequencies),
                f"{row.samples[0]}, {row.samples[1] or '–'}",
                f"{row.psnr:.2f}",
                f"{row.ssim:.3f}",
                f"{row.lpips:.3f}",
            ),
            marked=row is here,
            tip=_said("the present switches") if row is here else "",
            strong=row.number == 9,
        )
        for row in PAPER
    ]
    return columns, rows
