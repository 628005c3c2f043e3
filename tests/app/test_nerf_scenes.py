"""Bad and partly bad scenes in `main.py run nerf`: one sentence each, and what is good is learnt."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.command_line import command
from tests.engine.studies.ball_scene import write_ball

Spoil = Callable[[Path, dict[str, Any]], object]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_ball(tmp_path_factory.mktemp("scenes") / "\uacf5 (1)")


def spoiled(whole: Path, folder: Path, spoil: Spoil, count: int) -> Path:
    """A copy of the scene, the first ``count`` photos of each split spoiled."""
    shutil.copytree(whole, folder)
    for split in ("train", "test"):
        path = folder / f"transforms_{split}.json"
        stored = json.loads(path.read_text(encoding="utf-8"))
        for number, frame in enumerate(stored["frames"][:count]):
            spoil(folder / split / f"r_{number}.png", frame)
        path.write_text(json.dumps(stored), encoding="utf-8")
    return folder


def learnt(scene: Path, out: Path) -> int:
    arguments = ["run", "nerf", "--scene", str(scene), "--out", str(out), "--field", "tiny", "--width", "16"]
    arguments += ["--coarse-samples", "4", "--rays", "16", "--max-steps", "1", "--measured-photos", "2"]
    return command([*arguments, "--image-size", "16"])


def poses(row: int, column: int, value: float) -> Spoil:
    return lambda _, frame: frame["transform_matrix"][row].__setitem__(column, value)


def resized(path: Path, _: dict[str, Any]) -> None:
    Image.new("RGBA", (31, 17)).save(path)


def flattened(_: Path, frame: dict[str, Any]) -> None:
    frame["transform_matrix"][0] = list(frame["transform_matrix"][1])


SPOILS: dict[str, tuple[Spoil, str, str]] = {
    "missing image": (lambda path, _: path.unlink(), "the photo is missing", "its photos are missing"),
    "damaged image": (lambda path, _: path.write_bytes(b"no"), "the photo is damaged", "its photos are damaged"),
    "no pose": (lambda _, frame: frame.__delitem__("transform_matrix"), "there is no pose", "have no pose"),
    "singular pose": (flattened, "the pose is singular", "its poses are singular"),
    "NaN": (poses(0, 3, float("nan")), "not made of finite numbers", "not made of finite numbers"),
}


@pytest.mark.parametrize("kind", SPOILS)
def test_what_is_good_is_learnt_and_what_was_left_out_is_said(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    spoil, note, _ = SPOILS[kind]
    assert learnt(spoiled(whole, tmp_path / "scene", spoil, 2), tmp_path / "out") == 0, capsys.readouterr().err
    frames = [json.loads(line) for line in (tmp_path / "out" / "frames.jsonl").read_text("utf-8").splitlines()]
    said = [n for n in frames[-1]["notes"] if n.startswith("Left out because ")]
    assert len(said) == 1
    assert note in said[0]
    assert "4 of 18 views" in said[0]
    assert frames[-1]["step"] == 1


@pytest.mark.parametrize("kind", SPOILS)
def test_a_scene_of_nothing_good_is_one_sentence(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    spoil, _, sentence = SPOILS[kind]
    assert learnt(spoiled(whole, tmp_path / "scene", spoil, 99), tmp_path / "out") == 2
    said = refusal(capsys)
    assert sentence in said


def test_sizes(whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One of another size is left out; where all are of different sizes nothing can be done."""
    assert learnt(spoiled(whole, tmp_path / "one", resized, 1), tmp_path / "out") == 0
    last = (tmp_path / "out" / "frames.jsonl").read_text("utf-8").splitlines()[-1]
    assert "another size than the others, 2 of 18 views" in last

    def growing(path: Path, _: dict[str, Any]) -> None:
        side = 20 + int(path.stem[2:]) + (40 if path.parent.name == "test" else 0)
        Image.new("RGBA", (side, 17)).save(path)

    capsys.readouterr()
    assert learnt(spoiled(whole, tmp_path / "all", growing, 99), tmp_path / "out") == 2
    assert "photos are all of different sizes" in refusal(capsys)


def test_one_image(whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(whole, tmp_path / "one")
    (tmp_path / "one" / "transforms_test.json").unlink()
    path = tmp_path / "one" / "transforms_train.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**stored, "frames": stored["frames"][:1]}), encoding="utf-8")
    assert learnt(tmp_path / "one", tmp_path / "out") == 2
    assert "only one view" in refusal(capsys)


def test_a_photo_cut_off_behind_its_head_is_left_out(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scene = spoiled(whole, tmp_path / "scene", lambda path, _: path.write_bytes(path.read_bytes()[:200]), 1)
    assert learnt(scene, tmp_path / "out") == 0, capsys.readouterr().err
    last = json.loads((tmp_path / "out" / "frames.jsonl").read_text("utf-8").splitlines()[-1])
    assert any("the photo cannot be read" in note or "damaged" in note for note in last["notes"])


def refusal(capsys: pytest.CaptureFixture[str]) -> str:
    """The one sentence on stderr, progress aside."""
    lines = [line for line in capsys.readouterr().err.splitlines() if line.endswith(".")]
    assert len(lines) == 1, lines
    assert "Traceback" not in lines[0]
    return lines[0]
