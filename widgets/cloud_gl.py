"""Points drawn by OpenGL, into a buffer of point numbers that is read back; for machines whose graphics card draws.

The context is our own and has no window: the view stays an ordinary widget, which can be moved, grabbed and floated,
and the rest of the window is not composed by OpenGL on its account. vispy is imported when the first context is made.
"""

from __future__ import annotations

import sys
import weakref
from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QImage, QOffscreenSurface, QOpenGLContext, QSurfaceFormat

from widgets.cloud_camera import Camera, Lens
from widgets.cloud_composing import NOTHING, Look, along, composing, finished, in_window, own_places
from widgets.cloud_points import CloudItem, CloudPoints, PreparedPoints, role_colour

Array = NDArray[np.float64]

BLOCK = 65_536
#: What the renderers that compute on the processor call themselves.
SOFTWARE = ("llvmpipe", "softpipe", "swrast", "software", "swiftshader", "gdi generic", "basic render", "warp")
#: Platforms of Qt that have no OpenGL, and warn where they are asked.
WITHOUT = ("offscreen", "minimal", "vnc", "linuxfb")
_GL_RENDERER = 0x1F01
_FAR = np.float32(3e38)

VERTEX = """
uniform mat4 u_eye;      // the cloud's points to right, down, depth
uniform vec4 u_lens;     // pixels to the picture's -1..1, across and down; near; 1 where orthographic
uniform vec2 u_depth;    // orthographic: depth to -1..1
uniform float u_size;
uniform mat4 u_world;    // the cloud's points to the world, about the cloud's centre
uniform vec3 u_low;
uniform vec3 u_high;
attribute vec3 a_place;
attribute float a_number;
varying vec2 v_number;
void main() {
    vec3 seen = (u_eye * vec4(a_place, 1.0)).xyz;
    float w = u_lens.w > 0.5 ? 1.0 : seen.z;
    float z = u_lens.w > 0.5 ? seen.z * u_depth.x + u_depth.y : seen.z - 2.0 * u_lens.z;
    gl_Position = vec4(seen.x * u_lens.x, -seen.y * u_lens.y, z, w);
    vec3 world = (u_world * vec4(a_place, 0.0)).xyz;
    if (any(lessThan(world, u_low)) || any(greaterThan(world, u_high)) || seen.z <= u_lens.z)
        gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    gl_PointSize = u_size;
    v_number = vec2(mod(a_number, 256.0), floor(a_number / 256.0));
}
"""

FRAGMENT = """
uniform vec2 u_block;
varying vec2 v_number;
void main() {
    gl_FragColor = vec4(floor(v_number + 0.5), u_block) / 255.0;
}
"""


class _Context:
    """The one context of the process, with the program and the points that are on the graphics card."""

    def __init__(self) -> None:
        wanted = QSurfaceFormat()
        wanted.setDepthBufferSize(24)
        self._surface = QOffscreenSurface()
        self._surface.setFormat(wanted)
        self._surface.create()
        self._context = QOpenGLContext()
        self._context.setFormat(wanted)
        self.valid = self._surface.isValid() and self._context.create() and self.enter()
        self.renderer = ""
        self._gloo: Any = None
        if self.valid:
            self.renderer = str(self._context.functions().glGetString(_GL_RENDERER) or "")
            self.leave()

    def enter(self) -> bool:
        """Make the context current; every call of OpenGL stands between this and :meth:`leave`."""
        return self._context.makeCurrent(self._surface)

    def leave(self) -> None:
        """No context is current any more."""
        self._context.doneCurrent()

    def close(self) -> None:
        """Free the context before the application is gone."""
        if self._gloo is not None and self.enter():
            self._points.clear()
            del self._program, self._numbers
            self._canvas.flush()
            self.leave()
        self._gloo = None
        _context.cache_clear()

    @property
    def gloo(self) -> Any:
        """Vispy's objects of OpenGL, with the program compiled; the context has to be current."""
        if self._gloo is None:
            from vispy import gloo
            from vispy.gloo.context import FakeCanvas, set_current_canvas

            self._set_current = set_current_canvas
            self._canvas = FakeCanvas()
            self._gloo = gloo
            self._program = gloo.Program(VERTEX, FRAGMENT)
            self._numbers = gloo.VertexBuffer(np.arange(BLOCK, dtype=np.float32))
            self._points: weakref.WeakKeyDictionary[PreparedPoints, dict[int, Any]] = weakref.WeakKeyDictionary()
        self._set_current(self._canvas)
        return self._gloo

    def flush(self) -> None:
        """Carry out what vispy has collected."""
        self._canvas.flush()

    def draw(self, item: CloudItem, first: int, last: int, block: int, uniforms: dict[str, Any]) -> None:
        """Draw points of a cloud whose first block has a number; buffers are filled when they are first used."""
        gloo, program = self.gloo, self._program
        buffers = self._points.setdefault(item.prepared, {})
        for name, value in uniforms.items():
            program[name] = value
        for number in range(first // BLOCK, (last + BLOCK - 1) // BLOCK):
            start = number * BLOCK
            end = min(last, start + BLOCK)
            buffer = buffers.get(number)
            if buffer is None or buffer.size < end - start:
                ready = min(item.ready, start + BLOCK)
                buffer = gloo.VertexBuffer(np.ascontiguousarray(item.local[:, start:ready].T))
                buffers[number] = buffer
            begin = max(first, start) - start
            program["a_place"] = buffer[begin : end - start]
            program["a_number"] = self._numbers[begin : end - start]
            mark = block + number + 1
            program["u_block"] = (mark % 256, mark // 256)
            program.draw("points")


@cache
def _context() -> _Context:
    made = _Context()
    application = QCoreApplication.instance()
    if application is not None:
        application.aboutToQuit.connect(made.close)
    return made


def close() -> None:
    """Free the context, where there is one: it has to go before the display does."""
    if _context.cache_info().currsize:
        _context().close()


@cache
def renderer() -> str:
    """What draws OpenGL here; empty where nothing does. Leaves no context behind where that is the processor."""
    if QGuiApplication.platformName() in WITHOUT:
        return ""
    name = _context().renderer
    if not name or is_software(name):
        close()
    return name


def has_device() -> bool:
    """Whether there may be a graphics card: on Linux its device files are there, and to look costs nothing."""
    if not sys.platform.startswith("linux"):
        return True
    return any(
        Path(place).exists() for place in ("/dev/dri", "/dev/nvidiactl", "/dev/dxg", "/dev/mali0", "/dev/kgsl-3d0")
    )


def works() -> bool:
    """Whether a point that is drawn here comes back: drivers refuse and forget for many reasons."""
    item = CloudItem("trial", CloudPoints(np.zeros((1, 3))), "plain")
    look = Look("role", {}, 3, 0.0, (0.0, 1.0), None, (0, 0, 0), (0, 0, 0), np.array([0.0, 0.0, 1.0]))
    try:
        painter = GlPainter()
        painter.begin(Lens(Camera(), 9, 9), look)
        painter.add(item, item.pose, 0, 1, (0, 9))
        return painter.picture().pixelColor(4, 4) == role_colour("plain")
    except Exception:  # whatever it was: NumPy draws instead
        return False


def is_software(name: str) -> bool:
    """Whether a renderer computes on the processor."""
    return any(word in name.lower() for word in SOFTWARE)


class GlPainter:
    """Draws clouds into one picture, slice by slice."""

    name = "opengl"

    def __init__(self) -> None:
        self._frame: Any = None
        self._size = (0, 0)
        self._marks: NDArray[np.uint32] = np.zeros((1, 1), np.uint32)  # the last picture's
        self._bases: list[tuple[int, CloudItem]] = []
        self._poses: dict[str, Array] = {}  # as they were drawn
        self._lens: Lens | None = None
        self._look: Look | None = None

    def begin(self, lens: Lens, look: Look) -> None:
        """Start a picture of ``lens.width`` x ``lens.height`` device pixels."""
        context = _context()
        if not context.enter():
            raise RuntimeError("the context of OpenGL cannot be used any more")
        gloo = context.gloo
        size = (int(lens.height), int(lens.width))
        if self._size != size:
            self._frame = gloo.FrameBuffer(gloo.Texture2D((*size, 4), format="rgba"), gloo.RenderBuffer(size, "depth"))
            self._size = size
        with self._frame:
            gloo.set_viewport(0, 0, size[1], size[0])
            gloo.set_state(depth_test=True, blend=False, scissor_test=False, cull_face=False, depth_mask=True)
            gloo.set_depth_func("less")
            gloo.set_clear_color((0, 0, 0, 0))
            gloo.clear(color=True, depth=True)
            context.flush()
        context.leave()
        self._bases, self._lens, self._look = [], lens, look
        self._poses.clear()

    def add(self, item: CloudItem, pose: Array, first: int, last: int, columns: tuple[int, int]) -> None:
        """Draw points ``first`` to ``last`` of a cloud, in the pixel columns from ``columns[0]`` to ``columns[1]``."""
        assert self._lens is not None and self._look is not None
        base = self._base(item)
        self._poses[item.name] = pose
        context = _context()
        context.enter()
        gloo = context.gloo
        height, width = self._size
        with self._frame:
            gloo.set_viewport(0, 0, width, height)
            gloo.set_state(depth_test=True, blend=False, scissor_test=True)
            gloo.set_scissor(columns[0], 0, max(0, columns[1] - columns[0]), height)
            context.draw(item, first, last, base // BLOCK, uniforms_of(self._lens, self._look, item, pose))
            gloo.set_state(scissor_test=False)
            context.flush()
        context.leave()

    def around(self, x: int, y: int, reach: int) -> list[tuple[CloudItem, NDArray[np.intp]]]:
        """The clouds and places of the points that were drawn within some pixels of a pixel."""
        if self._marks.shape != self._size or not self._bases:
            return []
        part = self._marks[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
        return in_window(part[part != 0] - np.uint32(BLOCK), self._bases)

    def _base(self, item: CloudItem) -> int:
        for base, known in self._bases:
            if known is item:
                return base
        base = 0
        if self._bases:
            before, known = self._bases[-1]
            base = before + (known.count + BLOCK - 1) // BLOCK * BLOCK
        self._bases.append((base, item))
        return base

    def composing(self) -> Generator[None, None, QImage]:
        """What was drawn so far, on the background, with breaths."""
        assert self._lens is not None and self._look is not None
        context = _context()
        context.enter()
        gloo = context.gloo
        with self._frame:
            context.flush()
            pixels = gloo.read_pixels((0, 0, self._size[1], self._size[0]))
        context.flush()
        context.leave()
        self._marks = np.ascontiguousarray(pixels).view("<u4")[..., 0]
        return composing(self._lens, self._look, self._bases, self._band)

    def picture(self) -> QImage:
        """What was drawn so far, on the background."""
        return finished(self.composing())

    def _band(self, top: int, bottom: int) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
        marks = self._marks[top:bottom]
        filled = np.flatnonzero(marks)
        numbers = marks.astype(np.uint32) - np.uint32(BLOCK)
        depth = np.full(marks.shape, NOTHING, np.float32)
        depth.reshape(-1)[filled] = self._depths(numbers.reshape(-1)[filled])
        return numbers, depth

    def _depths(self, numbers: NDArray[np.uint32]) -> NDArray[np.float32]:
        """The depths of the points that are seen: exact, where the card's buffer has 24 bits."""
        assert self._lens is not None
        depths = np.empty(len(numbers), np.float32)
        for item, own in own_places(self._bases, numbers):
            base = next(base for base, known in self._bases if known is item)
            row = self._lens.eye_matrix(self._poses[item.name], item.origin)[2]
            depths[own] = along(item, numbers[own] - np.uint32(base), row)
        return depths


def uniforms_of(lens: Lens, look: Look, item: CloudItem, pose: Array) -> dict[str, Any]:
    """The program's uniforms for a cloud; matrices transposed, as vispy passes them."""
    eye, world = np.eye(4, dtype=np.float32), np.eye(4, dtype=np.float32)
    eye[:3] = lens.eye_matrix(pose, item.origin)
    world[:3, :3] = pose[:3, :3]
    flat = lens.camera.orthographic
    scale = lens.scale if flat else lens.focal
    deepest = 2 * lens.ahead if flat else 1.0
    if look.crop is None:
        low, high = np.full(3, -_FAR), np.full(3, _FAR)
    else:
        centre = pose[:3, :3] @ item.origin + pose[:3, 3]
        low, high = (np.clip(end - centre, -_FAR, _FAR).astype(np.float32) for end in look.crop)
    return {
        "u_eye": np.ascontiguousarray(eye.T),
        "u_lens": (scale * 2 / lens.width, scale * 2 / lens.height, max(lens.near, 1e-30), float(flat)),
        "u_depth": (2.0 / deepest, -1.0),
        "u_size": float(look.size),
        "u_world": np.ascontiguousarray(world.T),
        "u_low": low,
        "u_high": high,
    }
