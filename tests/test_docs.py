"""The worked example of docs/architecture.md runs, and the documents point to what is there."""

from __future__ import annotations

import re
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.data.image import Image
from engine.runtime.film import Film
from engine.study import Study, frames

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.fixture
def example() -> Iterator[tuple[types.ModuleType, types.ModuleType]]:
    """The study and the lab of the page, as modules."""
    codes = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    names = re.findall(r"`((?:engine/studies|app/labs)/\w+)\.py`", PAGE)[:2]
    assert len(codes) == len(names) == 2
    modules = []
    for name, code in zip(names, codes, strict=True):
        module = types.ModuleType(name.replace("/", "."))
        sys.modules[module.__name__] = module
        exec(compile(code, name, "exec"), module.__dict__)
        modules.append(module)
    yield modules[0], modules[1]
    for module in modules:
        del sys.modules[module.__name__]


def _cosine(columns: int, waves: int) -> np.ndarray:
    return np.cos(np.pi * waves * (np.arange(columns) + 0.5) / columns)


def test_example_study_diffuses(example: tuple[types.ModuleType, types.ModuleType]) -> None:
    """A cosine is an eigenfunction of the scheme: it fades by a known factor each step."""
    module, _ = example
    study = Study("diffusion", module)
    assert study.inputs[0].type == "Image"
    assert study.options[0].name == "time"
    columns, waves, steps = 64, 5, 12
    before = np.repeat(np.round(127.5 + 100 * _cosine(columns, waves))[None, :, None], 8, axis=0)
    picture = Image(np.repeat(before, 3, axis=2).astype(np.uint8), "cosine")
    film = list(frames(study.run({"image": picture}, module.Options(time=steps * module.STEP))))
    assert len(film) == steps
    assert film[-1].time == steps * module.STEP

    def amplitude(grey: np.ndarray) -> float:
        return float(grey.mean(axis=0) @ _cosine(columns, waves)) * 2 / columns

    factor = (1 - 2 * module.STEP * (1 - np.cos(np.pi * waves / columns))) ** steps
    start = amplitude(picture.pixels[:, :, 0] / 255.0)
    assert amplitude(film[-1].grey) == pytest.approx(factor * start, rel=1e-3)
    assert film[-1].grey.mean() == pytest.approx(picture.pixels.mean() / 255, abs=1e-5)
    assert not film[-1].grey.flags.writeable


def test_example_lab_draws(qtbot, example: tuple[types.ModuleType, types.ModuleType]) -> None:  # type: ignore[no-untyped-def]
    from app.lab import Moment

    module, lab = example
    generator = np.random.default_rng(3)
    picture = Image(generator.integers(0, 256, (20, 30, 3), dtype=np.uint8), "noise")
    options = module.Options(time=0.5)
    newest = list(frames(module.run(picture, options=options)))[-1]
    stage = lab.LAB.stage()
    qtbot.addWidget(stage)
    stage.show_moment(Moment(newest, {"image": picture}, options, Film(), 1))
    drawn = stage.picture()
    assert (drawn.width(), drawn.height()) == (30, 20)
    assert drawn.pixelColor(7, 5).red() == round(float(newest.grey[5, 7]) * 255)
    assert stage.sentence() == "Blurred by a Gaussian of 1.0 pixels"
    assert set(stage.arrays()) == {"grey"}


@pytest.mark.parametrize("document", ["README.md", "docs/architecture.md", "CHANGELOG.md", "THIRD_PARTY.md"])
def test_documents_point_to_files_that_are_there(document: str) -> None:
    path = ROOT / document
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if "://" not in target:
            assert (path.parent / target).exists(), f"{document} points to {target}"
    for name in re.findall(r"`((?:engine|app|widgets|tests|docs|release)/[\w/]+\.\w+)`", text):
        if "diffusion" not in name:
            assert (ROOT / name).exists(), f"{document} names {name}"


def test_readme_names_every_lab() -> None:
    from app.lab import lab_names

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in lab_names() if f"| `{name}` |" not in readme] == []
