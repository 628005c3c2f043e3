"""The curves of a radiance field's training over its own time."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.lab import Moment
from app.nerf_words import beside_names
from widgets.colours import CLASS_COLOURS
from widgets.curves import Curves, Panel, Series


def draw_curves(curves: Curves, moment: Moment, kind: str) -> None:
    """Show PSNR and SSIM (``"quality"``) or the losses (``"loss"``) of a film, the cursor on the shown step."""
    film = moment.film
    seconds = film.series("train_seconds")

    def series(name: str, field: str, panel: str, sparse: bool = False) -> Series:
        values = film.series(field)[: len(seconds)]  # the engine may have recorded more since
        return Series(name, seconds, values, panel, sparse=sparse)

    translate = QCoreApplication.translate
    if kind == "loss":
        panels = [Panel("loss", translate("NerfCurves", "Loss"), log=True)]
        drawn = [series(translate("NerfCurves", "loss"), "loss", "loss")]
        if moment.frame.loss_coarse is not None:
            drawn = [
                series(translate("NerfCurves", "fine"), "loss", "loss"),
                series(translate("NerfCurves", "coarse"), "loss_coarse", "loss"),
            ]
    else:
        panels = [Panel("psnr", translate("NerfCurves", "PSNR"), "dB"), Panel("ssim", translate("NerfCurves", "SSIM"))]
        drawn = [
            series(translate("NerfCurves", "training rays"), "train_psnr", "psnr"),
            series(translate("NerfCurves", "held out"), "psnr", "psnr", sparse=True),
            series(translate("NerfCurves", "held out"), "ssim", "ssim", sparse=True),
        ]
    if getattr(moment.frame, "beside_step", None) is not None:
        drawn = _both(moment, kind)
    curves.set_panels(panels, translate("NerfCurves", "seconds of training"))
    curves.set_series(drawn)
    curves.set_cursor(float(moment.frame.train_seconds))


OWN, OTHER = CLASS_COLOURS[1], CLASS_COLOURS[0]
"""The colours of a training and of the one beside it."""


def _both(moment: Moment, kind: str) -> list[Series]:
    """The curves of two trainings, each over its own time."""
    film, names = moment.film, beside_names(moment.options)
    found = []
    for name, colour, before in ((names[0], OWN, ""), (names[1], OTHER, "beside_")):
        seconds = film.series(f"{before}train_seconds")
        fields = (("loss", "loss"),) if kind == "loss" else (("psnr", "psnr"), ("ssim", "ssim"))
        for panel, field in fields:
            values = film.series(f"{before}{field}")[: len(seconds)]
            found.append(Series(name, seconds[: len(values)], values, panel, colour=colour, sparse=kind != "loss"))
    return found
