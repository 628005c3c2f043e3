"""The training lab as it is used: curves, scrubbing, mistakes, the trained network elsewhere, dear runs, background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtTest import QTest

import app.takes
from app.page import LabPage
from app.window import Window
from engine.runtime.runs import State

Make = Callable[..., Window]
Shown = Callable[..., LabPage]
QUICK = {"network": "lenet5", "epochs": 2, "batch_size": 64, "learning_rate": 0.05}


@pytest.fixture
def training(make_window: Make, qtbot: Any) -> Callable[..., tuple[Window, LabPage]]:
    """A LeNet-5 that learns the digits."""

    def train(wait: bool = True, **options: Any) -> tuple[Window, LabPage]:
        window = make_window("train-classifier")
        page = window.page("train-classifier")
        c = page.controller
        qtbot.waitUntil(c.ready, timeout=30_000)
        c.set_options({**QUICK, **options})
        qtbot.waitUntil(lambda: page.moment is not None and page.moment.options == c.options, timeout=30_000)
        if wait:
            qtbot.waitUntil(lambda: c.run is not None and c.run.state is State.FINISHED, timeout=60_000)
            qtbot.waitUntil(lambda: page.moment is not None and page.moment.step == len(c.run.film) - 1)
        return window, page

    return train


def curve(page: LabPage, panel: str, number: int) -> Any:
    """One curve of the stage as it is drawn."""
    return [series for series in page.stage.curves._series if series.panel == panel][number]  # type: ignore[attr-defined]


def test_the_curves_have_every_step(training: Callable[..., Any]) -> None:
    _, page = training()
    film = page.controller.run.film
    batches = -(-page.moment.frame.steps // 2)
    assert page.moment.frame.step == page.moment.frame.steps == 2 * batches
    recorded = [film.at(step)[1] for step in range(len(film))]
    assert film.steps() == list(range(len(film)))
    for panel, name in (("loss", "loss"), ("accuracy", "accuracy"), ("rate", "learning_rate")):
        drawn = curve(page, panel, 0)
        np.testing.assert_array_equal(drawn.x, [frame.step for frame in recorded])
        np.testing.assert_allclose(drawn.y, [getattr(frame, name) for frame in recorded])
    drawn = curve(page, "loss", 1)
    assert np.isfinite(drawn.y).sum() == 2  # a measurement an epoch
    norms = page.stage.gradients._series
    assert len(norms) == len(recorded[0].layers) and all(len(series.x) == len(film) for series in norms)


def test_scrubbing_shows_recorded_steps_and_computes_nothing(training: Callable[..., Any]) -> None:
    _, page = training()
    c = page.controller
    run, seconds, count = c.run, c.run.seconds, len(c.run.film)
    for step in (0, count // 2, 2):
        page.timeline.scrubbed.emit(step + 1)
        assert page.moment.step == step and page.moment.frame is run.film.at(step)[1]
        assert page.stage.curves.cursor() == page.moment.frame.step
        np.testing.assert_array_equal(page.stage.filters.to_arrays()["weights"], page.moment.frame.filters)
        assert page.timeline.words() == f"step {step + 1} of {count}, recorded"
    page.stage.curves.cursor_moved.emit(float(run.film.at(5)[1].step) + 0.4)  # a click on the curves
    assert page.moment.step == 5
    QTest.qWait(50)
    assert c.run is run and run.seconds == seconds and len(run.film) == count


def test_the_mistakes_agree_with_the_trained_network(training: Callable[..., Any], home: Path, qtbot: Any) -> None:
    """Confusion and worst pictures against the published weights, loaded and run here."""
    window, page = training()
    frame = page.moment.frame
    product = next(p for p in page.controller.run.products if p.name.endswith(".safetensors"))
    path = product.object.save(home / "here.safetensors")
    window.close()  # nothing else runs torch while the test does

    import torch
    from safetensors.torch import load_file
    from torch.nn import functional as F

    from engine.networks.own import own_networks
    from engine.training.randomness import held_out

    pictures, labels = held_out(page.moment.inputs["data"], page.moment.options)
    network = own_networks()["lenet5"].build(10, 1)
    network.load_state_dict(load_file(path))
    card = product.object.card
    tensor = torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2).float()
    if tensor.shape[-1] != 28:
        tensor = F.interpolate(tensor, (28, 28), mode="bicubic", antialias=True).round().clamp(0, 255)
    with torch.inference_mode():
        logits = network.eval()((tensor / 255 - card["mean"][0]) / card["std"][0])
    losses = F.cross_entropy(logits, torch.from_numpy(np.array(labels)), reduction="none").numpy()
    answers = logits.argmax(1).numpy()
    confusion = np.zeros((10, 10), np.int64)
    np.add.at(confusion, (labels, answers), 1)
    np.testing.assert_array_equal(frame.confusion, confusion)
    np.testing.assert_array_equal(page.stage.confusion.to_arrays()["counts"], confusion)
    assert frame.validation_accuracy == pytest.approx(float((answers == labels).mean()))
    np.testing.assert_allclose(frame.worst_losses, np.sort(losses)[::-1][: len(frame.worst)], rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(losses[frame.worst], frame.worst_losses, rtol=1e-3, atol=1e-4)
    np.testing.assert_array_equal(frame.worst_answers, answers[frame.worst])
    wall = page.stage.wall.to_arrays()
    for number, index in enumerate(frame.worst):
        np.testing.assert_array_equal(np.squeeze(wall[f"picture_{number}"]), np.squeeze(pictures[index]))
        assert page.moment.inputs["data"].class_names[labels[index]] in str(wall["captions"][number])


def test_the_trained_network_opens_in_the_other_labs_by_name(
    training: Callable[..., Any], shown: Shown, qtbot: Any, home: Path
) -> None:
    window, page = training(name="my_digits")
    qtbot.waitUntil(lambda: (home / "cache" / "trained" / "my_digits.safetensors").exists(), timeout=10_000)
    qtbot.waitUntil(lambda: "my_digits" in window.toast._label.text(), timeout=10_000)
    window.open_lab("grad-cam")
    other = shown(window.page("grad-cam"))
    other.controller.set_options({"network": "lenet5", "weights": "my_digits"})
    shown(other, lambda frame: len(frame.logits) == 10 and other.moment.options.weights == "my_digits")
    frame = other.moment.frame  # type: ignore[union-attr]
    assert set(frame.top_names) <= set(page.moment.inputs["data"].class_names)
    qtbot.waitUntil(lambda: any(c.value == "my_digits" for c in other.controller.choices.get("weights", ())))


def test_a_dear_run_waits_for_restart_and_undo_brings_the_old_film(
    training: Callable[..., Any], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, page = training()
    c = page.controller
    monkeypatch.setattr(app.takes, "DEAR_SECONDS", 0.0)
    run, film, moment = c.run, c.run.film, page.moment
    assert not page.side.restart.isVisible()
    c.set_option("learning_rate", 0.02)
    QTest.qWait(50)
    assert c.run is run and page.moment is moment
    assert c.marked == ("learning_rate",) and page.side.restart.isVisible()
    c.undo_stack.undo()
    assert c.marked == () and not page.side.restart.isVisible() and c.run is run
    c.undo_stack.redo()
    page.side.restart.click()
    assert c.run is not run and not page.side.restart.isVisible()
    new = c.run
    qtbot.waitUntil(lambda: page.moment.film is new.film, timeout=20_000)
    assert page.moment.options.learning_rate == 0.02
    c.undo_stack.undo()
    assert page.moment.film is film and page.moment.options.learning_rate == QUICK["learning_rate"]
    assert c.film() is film and len(film) == moment.step + 1
    c.undo_stack.redo()
    assert page.moment.film is new.film and c.run is new


def test_it_goes_on_in_the_background_unless_it_is_told_not_to(
    training: Callable[..., Any], shown: Shown, qtbot: Any
) -> None:
    window, page = training(wait=False, epochs=500)
    c = page.controller
    window.open_lab("grad-cam")
    other = shown(window.page("grad-cam"))
    count = len(c.run.film)
    qtbot.waitUntil(lambda: len(c.run.film) > count + 3, timeout=20_000)
    assert c.run.state is State.RUNNING
    other.controller.set_option("layer", "layer2")
    shown(other, lambda frame: frame.layer == "layer2", timeout=10_000)  # the other lab is answered meanwhile
    window.open_lab("train-classifier")
    qtbot.waitUntil(lambda: page.moment.step > count)
    page.side.keep_running.click()
    window.open_lab("grad-cam")
    qtbot.waitUntil(lambda: c.run.state is State.PAUSED)
    count = len(c.run.film)
    QTest.qWait(150)
    assert len(c.run.film) == count
    window.open_lab("train-classifier")
    qtbot.waitUntil(lambda: len(c.run.film) > count, timeout=20_000)


def test_steering_changes_the_learning_rate_at_once(training: Callable[..., Any], qtbot: Any) -> None:
    _, page = training(wait=False, epochs=500, schedule="constant")
    c = page.controller
    qtbot.waitUntil(lambda: page.moment.frame.learning_rate == pytest.approx(0.05))
    page.side.steering.changed.emit("learning_rate_factor", 0.1)
    qtbot.waitUntil(lambda: page.moment.frame.learning_rate == pytest.approx(0.005), timeout=10_000)
    assert c.run.state is State.RUNNING and c.marked == ()
