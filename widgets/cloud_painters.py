"""Who draws the points of the 3-D views: chosen once."""

from __future__ import annotations

from widgets.cloud_frames import Painter
from widgets.cloud_splat import SplatPainter


def make_painter() -> Painter:
    """The quickest painter there is here."""
    return SplatPainter()
