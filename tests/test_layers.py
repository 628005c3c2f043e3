"""Who may import whom: the contracts of pyproject.toml, and what they cannot say."""

from __future__ import annotations

import ast
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import engine.studies

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("captum", "cv2", "matplotlib", "open3d", "scipy", "skimage", "sklearn", "timm", "torch", "torchvision")
STUDIES = sorted(module.name for module in pkgutil.iter_modules(engine.studies.__path__))


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every absolute module name that a file imports, inside functions too, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def _offending(folders: tuple[str, ...], banned: tuple[str, ...]) -> list[str]:
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    paths += [ROOT / "main.py"] if "app" in folders else []
    return [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in paths
        for name, line in _imports(path)
        if name.split(".")[0] in banned
    ]


def _loaded(statement: str) -> set[str]:
    """Names of the top-level packages that a fresh interpreter has loaded after the statement."""
    code = f"import json, sys\n{statement}\nprint(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert finished.returncode == 0, finished.stderr
    return set(json.loads(finished.stdout.splitlines()[-1]))


def test_contracts_of_import_linter_are_kept() -> None:
    finished = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "0 broken" in finished.stdout


def test_application_and_widgets_never_import_what_computes() -> None:
    assert _offending(("app", "widgets"), tuple(name for name in HEAVY if name != "cv2")) == []


def test_widgets_import_neither_engine_nor_application() -> None:
    assert _offending(("widgets",), ("engine", "app", "benchmarks")) == []


def test_engine_imports_only_qtcore_and_only_in_its_runtime() -> None:
    wrong = []
    for path in sorted((ROOT / "engine").rglob("*.py")):
        in_runtime = path.is_relative_to(ROOT / "engine" / "runtime")
        for name, line in _imports(path):
            if name.split(".")[0] in ("PySide6", "shiboken6", "pyqtgraph"):
                if not (in_runtime and name.startswith("PySide6.QtCore")):
                    wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert wrong == []


def test_opencv_never_opens_a_path() -> None:
    """Its imread and imwrite cannot open every path: bytes are decoded instead."""
    wrong = []
    for folder in ("engine", "app", "widgets"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and node.attr in ("imread", "imwrite", "imreadmulti"):
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} uses {node.attr}")
    assert wrong == []


def test_files_are_read_without_executing_what_they_say() -> None:
    """`torch.load` only as weights, NumPy without pickles, and an unpickler only where it decides every name itself.

    The child process is no file: what it sends was written by this program.
    """
    wrong = []
    for path in sorted((ROOT / "engine").rglob("*.py")):
        place = path.relative_to(ROOT)
        if place == Path("engine/runtime/child.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                given = {keyword.arg: keyword.value for keyword in node.keywords}
                if called == "torch.load" and not _is(given.get("weights_only"), True):
                    wrong.append(f"{place}:{node.lineno} {called} without weights_only=True")
                if called in ("np.load", "numpy.load") and _is(given.get("allow_pickle"), True):
                    wrong.append(f"{place}:{node.lineno} {called} with pickles")
                if re.fullmatch(
                    r"pickle\.(load|loads|Unpickler)|eval|exec|marshal\.loads?|yaml\.(unsafe_)?load", called
                ):
                    wrong.append(f"{place}:{node.lineno} {called}")
            if isinstance(node, ast.ClassDef) and any("Unpickler" in ast.unparse(base) for base in node.bases):
                if not any(isinstance(item, ast.FunctionDef) and item.name == "find_class" for item in node.body):
                    wrong.append(f"{place}:{node.lineno} {node.name} has no find_class")
    assert wrong == []


def _is(node: ast.expr | None, constant: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is constant


@pytest.mark.parametrize("study", STUDIES)
def test_study_costs_the_standard_library_and_numpy(study: str) -> None:
    loaded = _loaded(f"import engine.studies.{study}")
    third_party = loaded - set(sys.stdlib_module_names) - {"engine", "numpy", "__main__", "_virtualenv"}
    site = _loaded("import numpy") | _loaded("pass")  # what the interpreter's own start-up files bring
    assert third_party - site == set()


def test_window_is_imported_without_what_computes() -> None:
    assert _loaded("import main, app.start").isdisjoint(HEAVY)


def test_every_lab_is_imported_without_what_computes() -> None:
    modules = sorted(path.stem for path in (ROOT / "app" / "labs").glob("*.py") if path.stem != "__init__")
    assert modules, "no labs were found"
    assert _loaded("; ".join(f"import app.labs.{name}" for name in modules)).isdisjoint(HEAVY)


def test_studies_and_labs_are_pairs() -> None:
    labs = {path.stem for path in (ROOT / "app" / "labs").glob("*.py")} - {"__init__"}
    assert labs <= set(STUDIES)
