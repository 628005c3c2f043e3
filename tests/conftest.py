"""What all tests share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.runtime import torch_loading

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch: two pools of threads on a busy machine cost tenfold

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files that only some machines have."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data folder is not beside this checkout")
    return folder


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """The command line and the window set torch's threads for the whole process; tests go back to one."""
    yield
    torch = sys.modules.get("torch")
    if torch is not None and torch.get_num_threads() != 1:
        torch_loading.set_threads(1)
