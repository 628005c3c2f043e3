"""Who draws the points of the 3-D views, chosen once for the process.

OpenGL where a graphics card draws it. Where the processor would have to (llvmpipe and its kin), or where there is no
OpenGL, NumPy, which is quicker there: ``python -m benchmarks cloud_view`` measures both.

"""

from __future__ import annotations

import os
from functools import cache

from widgets.cloud_frames import Painter
from widgets.cloud_gl import GlPainter, has_device, is_software, renderer, works
from widgets.cloud_splat import SplatPainter

#: ``numpy`` or ``opengl`` here decides instead of the rule, for a machine whose driver misbehaves.
VARIABLE = "VITRINE_POINTS"


@cache
def painter_name() -> str:
    """``opengl`` or ``numpy``."""
    asked = os.environ.get(VARIABLE, "")
    if asked == "numpy" or (not asked and not has_device()):
        return "numpy"
    drawn_by = renderer()
    if asked == "opengl" and drawn_by:
        return asked
    return "numpy" if not drawn_by or is_software(drawn_by) or not works() else "opengl"


def make_painter() -> Painter:
    """The quickest painter there is here."""
    return GlPainter() if painter_name() == "opengl" else SplatPainter()
