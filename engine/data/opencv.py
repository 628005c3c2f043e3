"""OpenCV, loaded so that its own messages stay off stderr: every failure is said in a sentence by the caller."""

from __future__ import annotations

import os
from typing import Any


def load_opencv() -> Any:
    """The module ``cv2``. FFmpeg reads its log level from the environment when a file is opened."""
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    import cv2

    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    return cv2
