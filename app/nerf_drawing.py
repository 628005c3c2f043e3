"""The drawing options of the lab of radiance fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.options import option
from engine.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Drawing:
    """How the field is drawn; nothing is trained again."""

    what: Literal["rgb", "depth", "accumulation", "error"] = option(
        "rgb",
        QT_TRANSLATE_NOOP(
            "options",
            "Colours, mean distance along the rays, how much is not background, or the difference to the photo where "
            "the camera stands on one.",
        ),
        label=QT_TRANSLATE_NOOP("options", "Picture"),
        choice_labels=(
            QT_TRANSLATE_NOOP("options", "colours"),
            QT_TRANSLATE_NOOP("options", "depth"),
            QT_TRANSLATE_NOOP("options", "accumulation"),
            QT_TRANSLATE_NOOP("options", "error"),
        ),
    )
    error: float = option(
        0.3,
        QT_TRANSLATE_NOOP("options", "The error that has the last colour of the scale; 1 is black against white."),
        label=QT_TRANSLATE_NOOP("options", "Error scale"),
        minimum=0.02,
        maximum=1.0,
        step=0.02,
    )
    enlarged: Literal[1, 2, 4] = option(
        1,
        QT_TRANSLATE_NOOP("options", "Pixels of the picture for each pixel of the photos, along each side."),
        label=QT_TRANSLATE_NOOP("options", "Resolution"),
        choice_labels=("× 1", "× 2", "× 4"),
    )
    curve: Literal["quality", "loss"] = option(
        "quality",
        QT_TRANSLATE_NOOP("options", "PSNR and SSIM, or the losses, over the training's time."),
        label=QT_TRANSLATE_NOOP("options", "Curves"),
        choice_labels=(QT_TRANSLATE_NOOP("options", "PSNR and SSIM"), QT_TRANSLATE_NOOP("options", "losses")),
    )
    cameras: bool = option(
        True,
        QT_TRANSLATE_NOOP("options", "Draw the photos' cameras in the sketch."),
        label=QT_TRANSLATE_NOOP("options", "Cameras"),
    )
