"""The one place that imports torch, torchvision and timm, in the order that works."""

from __future__ import annotations

import gc
import linecache
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

_threads: int | None = None


def set_threads(count: int) -> None:
    """Torch's threads, now where it is loaded and otherwise when it will be."""
    global _threads
    _threads = count
    os.environ["OMP_NUM_THREADS"] = str(count)
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(count)


def processors() -> int:
    """The processor cores this process may use."""
    return os.cpu_count() or 1


def threads() -> int:
    """Torch's threads: what was asked for, else all cores."""
    return _threads or processors()


def load_torch() -> Any:
    """Torch itself, with the number of threads asked for."""
    if "torch" in sys.modules:
        return sys.modules["torch"]
    with _large_import():
        _load_library()
        import torch
    if _threads is not None:
        torch.set_num_threads(_threads)
    return torch


def _load_library() -> None:
    """Load torch's largest library while the window lives on; its import would hold Python's lock for 0.2 s.

    A function called through ctypes runs without the lock, and so ``dlopen`` is called as one. Where that fails, the
    import does it, or says what is wrong.
    """
    import ctypes
    import importlib.util

    found = importlib.util.find_spec("torch")
    if not sys.platform.startswith("linux") or found is None or found.origin is None:
        return
    library = Path(found.origin).parent / "lib" / "libtorch_cpu.so"
    with suppress(AttributeError, OSError):
        open_library = ctypes.CDLL(None).dlopen
        open_library.restype, open_library.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
        open_library(os.fsencode(library), os.RTLD_NOW)


@contextmanager
def _large_import() -> Iterator[None]:
    """Import thousands of modules without the cyclic garbage collector, then spare it their objects for good.

    They are never garbage, and each walk over all of them would hold up the window for 0.1 to 0.3 s.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()
        linecache.clearcache()  # PySide reads the source of each module that is imported: 40 MB by now


def load_torchvision() -> Any:
    """Torchvision, also where a CPU-only torch cannot load the compiled operators of its wheel.

    The two operator schemas are defined only after the plain import has failed for want of them: where the operators do
    load, defining them first aborts the process.
    """
    torch = load_torch()
    if "torchvision" in sys.modules:
        return sys.modules["torchvision"]
    with _large_import():
        return _torchvision(torch)


def _torchvision(torch: Any) -> Any:
    try:
        import torchvision
    except RuntimeError as error:
        if "operator torchvision::nms does not exist" not in str(error):
            raise
        for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
            del sys.modules[name]
        library = torch.library.Library("torchvision", "DEF")
        library.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        library.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        _libraries.append(library)  # the schemas vanish with the object
        import torchvision
    return torchvision


_libraries: list[Any] = []


def load_timm() -> Any:
    """Timm, which imports torchvision; attention is left unfused so that its weights can be seen."""
    os.environ.setdefault("TIMM_FUSED_ATTN", "0")
    load_torchvision()
    if "timm" in sys.modules:
        return sys.modules["timm"]
    with _large_import():
        import timm

    return timm
