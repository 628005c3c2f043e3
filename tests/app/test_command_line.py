"""The fixed command forms: what they write, print and exit with."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as PilImage

from app.command_line import command

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def korean(tmp_path: Path) -> Path:
    folder = tmp_path / "홍길동" / "바탕 화면"
    folder.mkdir(parents=True)
    return folder


def refused(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> str:
    """The one sentence a wrong command line gives; nothing else may be printed."""
    code = command(arguments)
    captured = capsys.readouterr()
    said = [line for line in captured.err.splitlines() if ": " not in line or not line.split(": ")[-1][:1].isdigit()]
    assert code == 2, captured.err
    assert captured.out == ""
    assert len(said) == 1, captured.err
    assert "Traceback" not in captured.err
    assert said[0].endswith(".")
    return said[0]


def test_list_imports_no_torch_and_has_everything() -> None:
    code = (
        "import sys; from app.command_line import command; command(['list', '--json']);"
        "assert not {'torch', 'timm', 'sklearn', 'scipy', 'skimage'} & set(sys.modules), 'heavy'"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    listing = json.loads(done.stdout)
    assert set(listing) == {"studies", "networks", "samples"}
    by_name = {study["name"]: study for study in listing["studies"]}
    grad_cam = by_name["grad-cam"]
    assert grad_cam["lab"] == "grad-cam"
    assert [entry["name"] for entry in grad_cam["inputs"]] == ["image"]
    options = {option["name"]: option for option in grad_cam["options"]}
    assert {"network", "weights", "layer", "target", "film", "fit", "normalisation", "seed"} <= set(options)
    assert options["target"]["default"] == -1 and options["film"]["choices"] == ["one", "layers"]
    for study in listing["studies"]:
        assert study["help"] and study["chapter"] and study["frame"]
        for option in study["options"]:
            assert set(option) == {"name", "type", "default", "choices", "minimum", "maximum", "unit", "help"}
            assert option["help"], option
        for field in study["frame"]:
            assert set(field) == {"name", "dtype", "shape", "unit", "help"} and field["help"]
    assert 75 <= len(listing["networks"]) <= 100
    for network in listing["networks"]:
        assert set(network) == {"name", "family", "source", "parameters", "weights"}
        for weights in network["weights"]:
            assert set(weights) == {"name", "state", "bytes", "licence"}
            assert weights["state"] in ("bundled", "downloaded", "available")
    names = {weights["name"] for network in listing["networks"] for weights in network["weights"]}
    assert {"resnet20_cifar10", "lenet5_mnist"} <= names
    assert {"cat", "astronaut", "coffee", "rocket", "china", "flower", "motorcycle", "digits"} <= {
        sample["name"] for sample in listing["samples"]
    }


def test_run_writes_frames_and_the_last_frame(korean: Path) -> None:
    out = korean / "결과 (1)"
    assert (
        command(["run", "grad-cam", "--network", "resnet20", "--film", "layers", "--out", str(out), "--threads", "1"])
        == 0
    )
    lines = [json.loads(line) for line in (out / "frames.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["frame"] for line in lines] == list(range(len(lines)))
    assert lines[0]["seconds"] == 0.0 and all(line["seconds"] >= 0 for line in lines)
    with np.load(out / "last.npz") as last:
        assert last["cam"].shape == last["cam_signed"].shape
        np.testing.assert_array_equal(last["cam"], np.maximum(last["cam_signed"], 0))
        assert str(last["layer"]) == lines[-1]["layer"]
        assert last["heatmap"].dtype == np.float32
    assert not list(out.glob("*.part"))


def test_run_writes_what_was_published(korean: Path) -> None:
    out = korean / "학습"
    done = command(
        [
            "run",
            "train-classifier",
            "--data",
            "digits",
            "--epochs",
            "1",
            "--name",
            "mine",
            "--threads",
            "1",
            "--out",
            str(out),
        ]
    )
    assert done == 0
    card = json.loads((out / "mine.json").read_text(encoding="utf-8"))
    assert card["network"] == "lenet5" and (out / "mine.safetensors").exists() and (out / "mine.checkpoint.pt").exists()
    lines = [json.loads(line) for line in (out / "frames.jsonl").read_text().splitlines()]
    assert lines[0]["validation_accuracy"] is None and lines[-1]["validation_accuracy"] is not None
    weights = str(out / "mine.safetensors")
    assert (
        command(
            ["run", "feature-maps", "--image", "digit", "--network", "lenet5", "--weights", weights, "--out", str(out)]
        )
        == 0
    )


def test_run_can_draw_its_picture(tmp_path: Path) -> None:
    from PySide6.QtWidgets import QApplication

    assert QApplication is not None
    arguments = ["run", "grad-cam", "--network", "resnet20", "--out", str(tmp_path), "--picture"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "main.py", *arguments], cwd=ROOT, env=environment, check=True, capture_output=True)
    with PilImage.open(tmp_path / "picture.png") as picture:
        assert picture.size == (1200, 800)
        assert len(np.unique(np.asarray(picture.convert("RGB")).reshape(-1, 3), axis=0)) > 100


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run"], "Which study"),
        (["run", "no-such-study", "--out", "x"], "no-such-study"),
        (["run", "grad-cam"], "--out"),
        (["run", "grad-cam", "--out", "x", "--target", "two"], "target"),
        (["run", "grad-cam", "--out", "x", "--film", "three"], "film"),
        (["run", "grad-cam", "--out", "x", "--no-such", "1"], "no-such"),
        (["run", "grad-cam", "--out", "x", "--image", "no-such-picture"], "no-such-picture"),
        (["run", "grad-cam", "--out", "x", "--device", "cuda9"], "cuda9"),
        (["run", "train-classifier", "--out", "x", "--epochs", "0"], "epochs"),
        (["tour", "--out", "x", "--lab", "none"], "none"),
        (["tour", "--out", "x", "--size", "big"], "big"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_wrong_usage_is_one_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in refused(capsys, arguments)
    assert not (tmp_path / "x" / "last.npz").exists()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _truncated(path: Path) -> None:
    import io

    buffer = io.BytesIO()
    PilImage.effect_noise((200, 200), 90).convert("RGB").save(buffer, "PNG")
    path.write_bytes(buffer.getvalue()[: len(buffer.getvalue()) // 2])


def _text(path: Path) -> None:
    path.write_text("this is no picture")


def _folder(path: Path) -> None:
    path.mkdir()


def _huge(path: Path) -> None:
    """30,000 x 30,000 of one colour: small on the disk, 900 megapixels to decode."""
    PilImage.new("1", (30_000, 30_000)).save(path)


@pytest.mark.parametrize("make", [_empty, _truncated, _text, _folder, _huge])
def test_a_bad_picture_is_one_sentence_that_names_it(
    make: Callable[[Path], None], korean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = korean / "사진 (1).png"
    make(path)
    assert path.name in refused(capsys, ["run", "grad-cam", "--image", str(path), "--out", str(korean / "out")])


@pytest.mark.parametrize("size", [(1, 1), (3, 200)])
def test_the_smallest_picture_runs(size: tuple[int, int], korean: Path) -> None:
    path = korean / "작은.png"
    PilImage.new("RGB", size, (200, 30, 30)).save(path)
    assert (
        command(["run", "grad-cam", "--network", "resnet20", "--image", str(path), "--out", str(korean / "out")]) == 0
    )


class Trap:
    """Unpickling this would make a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return (Path.touch, (self.path,))


def test_weights_that_would_execute_code_execute_nothing(korean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    executed, path = korean / "executed", korean / "가중치.pth"
    path.write_bytes(pickle.dumps({"state_dict": Trap(executed)}))
    said = refused(
        capsys, ["run", "grad-cam", "--network", "resnet18", "--weights", str(path), "--out", str(korean / "out")]
    )
    assert path.name in said
    assert not executed.exists()


def test_weights_of_another_network_are_named(korean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = korean / "남의 가중치.safetensors"
    path.write_bytes((ROOT / "assets" / "weights" / "lenet5_mnist.safetensors").read_bytes())
    said = refused(
        capsys, ["run", "grad-cam", "--network", "resnet18", "--weights", str(path), "--out", str(korean / "out")]
    )
    assert path.name in said and "missing" in said.lower()


def test_no_weights_without_the_internet_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No download is tried in the test: the one place that opens connections says there is no network."""
    import urllib.error
    import urllib.request

    def unreachable(*_: Any, **__: Any) -> Any:
        raise urllib.error.URLError("Network is unreachable")

    monkeypatch.setenv("VITRINE_CACHE", str(tmp_path))
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    monkeypatch.setattr(urllib.request.OpenerDirector, "open", unreachable)
    said = refused(capsys, ["run", "grad-cam", "--network", "resnet18", "--out", str(tmp_path / "out")])
    assert "fetch" in said and "--packs" in said


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission_is_said(korean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = korean / "사진.png"
    PilImage.new("RGB", (4, 4)).save(path)
    path.chmod(0)
    assert path.name in refused(capsys, ["run", "grad-cam", "--image", str(path), "--out", str(korean / "out")])


def test_an_output_folder_that_cannot_be(korean: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (korean / "file").write_text("")
    assert "file" in refused(
        capsys, ["run", "grad-cam", "--network", "resnet20", "--out", str(korean / "file" / "out")]
    )
