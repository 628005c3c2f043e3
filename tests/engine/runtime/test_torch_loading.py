"""Torch is loaded without standing in the window's way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def said_by(code: str) -> str:
    """What a fresh process prints."""
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    ).stdout.strip()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the import loads the library")
def test_the_library_is_there_before_the_import() -> None:
    code = (
        "import sys; from engine.runtime import torch_loading as t; t._load_library();"
        "maps = open('/proc/self/maps').read(); print('libtorch_cpu.so' in maps, 'torch' in sys.modules);"
        "print(float(t.load_torch().ones(3).sum()))"
    )
    assert said_by(code).split() == ["True", "False", "3.0"]


def test_the_collector_is_on_again_and_spared_the_libraries() -> None:
    code = (
        "import gc, linecache; from engine.runtime.torch_loading import load_timm;"
        "import inspect; inspect.getsource(inspect); load_timm(); load_timm();"
        "print(gc.isenabled(), gc.get_freeze_count() > 100000, len(gc.get_objects()) < 20000, len(linecache.cache))"
    )
    assert said_by(code) == "True True True 0"


def test_a_collector_that_was_off_stays_off() -> None:
    code = (
        "import gc; gc.disable(); from engine.runtime.torch_loading import load_torch; load_torch();"
        "print(gc.isenabled())"
    )
    assert said_by(code) == "False"


def test_the_threads_asked_for_before_it_is_loaded() -> None:
    code = (
        "from engine.runtime import torch_loading as t; t.set_threads(1);"
        "print(t.load_torch().get_num_threads(), t.threads())"
    )
    assert said_by(code) == "1 1"
