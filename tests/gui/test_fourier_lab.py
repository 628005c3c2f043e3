"""The Fourier features lab in use: pictures, spectra, kernels, the strip of encodings, pins, small windows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.labs import fourier_features as lab
from app.page import LabPage
from app.window import Window
from engine.runtime.runs import State
from tests.pointer import move_pointer

Make = Callable[..., Window]
Opened = Callable[..., LabPage]
SMALL = {"image_size": 32, "width": 32, "features": 32, "steps": 20, "batch_size": 256, "learning_rate": 0.005}


@pytest.fixture
def opened(make_window: Make, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """The lab on a small picture and network, its run finished."""
    monkeypatch.setitem(lab.STRIP, "steps", 8)
    monkeypatch.setitem(lab.STRIP, "image_size", 16)
    monkeypatch.setitem(lab.STRIP, "width", 16)
    monkeypatch.setattr(_options().__init__, "__defaults__", _defaults())

    def open_lab(size: tuple[int, int] = (1500, 950), **options: Any) -> LabPage:
        page = make_window("fourier-features", size).page("fourier-features")
        settled(qtbot, page)
        if options:
            page.controller.set_options(options)
            settled(qtbot, page)
        return page

    return open_lab


def _options() -> Any:
    from engine.studies.fourier_features import Options

    return Options


def _defaults() -> tuple[Any, ...]:
    """The defaults of the generated constructor with the small ones in them."""
    import dataclasses

    return tuple(SMALL.get(f.name, f.default) for f in dataclasses.fields(_options()))


def settled(qtbot: Any, page: LabPage) -> None:
    """Wait for the end of the run that answers the options."""
    c = page.controller
    qtbot.waitUntil(
        lambda: (
            page.moment is not None
            and page.moment.options == c.options
            and c.run is not None
            and c.run.state is State.FINISHED
            and page.moment.frame.step == page.moment.frame.steps
        ),
        timeout=30_000,
    )


def test_it_opens_with_both_pictures_and_every_view_has_its_array(opened: Opened) -> None:
    page = opened()
    stage: Any = page.stage
    frame = page.moment.frame  # type: ignore[union-attr]
    assert frame.rgb.shape == (32, 32, 3)
    np.testing.assert_array_equal(stage.learned._photo, np.clip(frame.rgb * 255 + 0.5, 0, 255).astype(np.uint8))
    np.testing.assert_array_equal(stage.target._photo, np.rint(frame.target * 255).astype(np.uint8))
    assert stage.spectrum.to_arrays()["values"] is frame.spectrum
    assert stage.target_spectrum.to_arrays()["values"] is frame.target_spectrum
    np.testing.assert_array_equal(stage.errors.to_arrays()["error.error.y"], frame.radial_error[:17])
    film = page.controller.run.film  # type: ignore[union-attr]
    np.testing.assert_array_equal(stage.ratios.to_arrays()["psnr.held out.y"], film.series("psnr"))
    np.testing.assert_array_equal(stage.kernel.to_arrays()["kernel"], frame.kernels[3])
    assert {"rgb", "spectrum", "kernels", "film_psnr", "kernel_profile"} <= set(stage.arrays())
    text = page.sentence.text()
    assert f"After 20 steps with the encoding (Gaussian, σ 1 cycles): {frame.psnr_trained:.1f} dB" in text
    assert f"{frame.psnr:.1f} dB at the held-out ones" in text
    assert not stage.picture().isNull()


def test_the_strip_compares_the_encodings_and_a_click_trains_one(opened: Opened, qtbot: Any) -> None:
    page = opened()
    stage: Any = page.stage
    qtbot.waitUntil(stage.settled, timeout=20_000)
    row = stage.strip._row
    assert [thumb.name for thumb in row.stages] == ["none", "basic", "positional", "gaussian"]
    arrays = stage.arrays()
    assert row.stages[1].note == f"{arrays['encodings_psnr'][1]:.1f} dB"
    np.testing.assert_array_equal(
        row.stages[2].picture, np.clip(arrays["encodings_pictures"][2] * 255 + 0.5, 0, 255).astype(np.uint8)
    )
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, row.place_of("none"))
    settled(qtbot, page)
    assert page.controller.options.encoding == "none"
    assert "from x and y alone" in page.sentence.text()
    assert "more weakly than a constant" in stage.kernel.note.text()
    assert row._selected == "none"


def test_scrubbing_shows_the_recorded_pictures(opened: Opened) -> None:
    page = opened()
    stage: Any = page.stage
    seconds = page.controller.run.seconds  # type: ignore[union-attr]
    page.timeline.scrubbed.emit(1)
    assert page.moment.frame.step == 0  # type: ignore[union-attr]
    assert "untrained" in page.sentence.text() and stage.ratios.cursor() == 0
    stage.ratios.cursor_moved.emit(10.0)
    assert page.moment.frame.step == 10 and page.controller.run.seconds == seconds  # type: ignore[union-attr]


def test_every_picture_answers_the_pointer(opened: Opened) -> None:
    page = opened()
    stage: Any = page.stage
    frame = page.moment.frame  # type: ignore[union-attr]
    move_pointer(stage.target, stage.target.to_widget(4.5, 7.5).toPoint())
    colour = ", ".join(f"{v:.2f}" for v in frame.rgb[7, 4])
    assert f"x 4, y 7 · held out · {colour} · error" in stage.learned._readout
    assert "x 4, y 7 · held out" in stage.target._readout
    assert stage.learned._linked == pytest.approx((4.5, 7.5), abs=0.1)
    move_pointer(stage.learned, stage.learned.to_widget(4.5, 6.5).toPoint())
    assert "x 4, y 6 · trained" in stage.target._readout
    move_pointer(stage.spectrum.view, stage.spectrum.view.to_widget(16 + 3 + 0.5, 16 - 4 + 0.5).toPoint())
    assert "3 across, −4 down" in stage.spectrum.view._readout.replace("-", "−")
    assert "3 across" in stage.target_spectrum.view._readout and stage.errors.cursor() == 5
    kernel = stage.kernel.figure
    move_pointer(kernel.view, kernel.view.to_widget(96.5, 64.5).toPoint())
    assert "between x 0.50 and x 0.75" in kernel.view._readout and stage.kernel.profiles.cursor() == pytest.approx(0.25)


def test_the_error_map_is_on_an_absolute_scale(opened: Opened) -> None:
    page = opened()
    stage: Any = page.stage
    stage.set_drawing(lab.Drawing(shown="error", colours="magma"))
    frame = page.moment.frame  # type: ignore[union-attr]
    expected = np.sqrt(((frame.rgb - frame.target) ** 2).mean(2))
    np.testing.assert_allclose(stage.error_map.to_arrays()["values"], expected)
    assert stage.error_map.bar._high == lab.ERROR_END and stage.error_map.isVisible() and not stage.learned.isVisible()
    stage.set_drawing(lab.Drawing())
    assert stage.learned.isVisible() and not stage.error_map.isVisible()


def test_pins_stand_beside_with_a_linked_pointer(opened: Opened, qtbot: Any) -> None:
    page = opened()
    assert page.moment is not None and page.pins.add(page.moment, page.drawing)
    page.controller.set_options({"encoding": "basic"})
    settled(qtbot, page)
    pin = page.pins._pins[0]
    assert "Encoding" in pin.caption.text()
    other: Any = pin.stage
    assert not other.strip.isVisible() and other.learned.isVisible()
    learned: Any = page.stage.learned  # type: ignore[attr-defined]
    move_pointer(learned, learned.to_widget(9.5, 3.5).toPoint())
    assert "x 9, y 3" in other.learned._readout
    page.pins.clear()


def test_the_learning_rate_is_steered_while_it_trains(opened: Opened, qtbot: Any) -> None:
    page = opened()
    page.controller.set_options({"steps": 5000, "steps_per_frame": 5})
    qtbot.waitUntil(
        lambda: page.moment is not None and page.moment.options.steps == 5000 and page.moment.frame.step >= 5,
        timeout=10_000,
    )
    page.controller.set_controls({"learning_rate_factor": 0.5})
    qtbot.waitUntil(
        lambda: page.moment is not None and page.moment.frame.learning_rate == pytest.approx(0.0025), timeout=10_000
    )


def test_one_page_at_a_time_in_a_small_window(opened: Opened) -> None:
    page = opened((1280, 720))
    stage: Any = page.stage
    shown = []
    stage.setFocus()
    for _ in range(3):
        QTest.qWait(20)
        shown.append((stage.learned.isVisible(), stage.spectrum.isVisible(), stage.strip.isVisible()))
        for widget in (stage.target, stage.learned, stage.spectrum, stage.errors, stage.strip, stage.ratios):
            if widget.isVisible():
                corner = widget.mapTo(stage, QPoint())
                assert stage.rect().contains(widget.rect().translated(corner)), widget
        QTest.keyClick(stage, Qt.Key.Key_B)
    assert shown == [(True, False, False), (False, True, False), (False, False, True)]
    page.toggle_answer()
    assert not stage.ratios.isVisible() and not stage.strip.isVisible()
    page.toggle_answer()


def test_copy_as_python_gives_the_same_picture(opened: Opened, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.script import script_of

    page = opened()
    text = script_of(page.controller.study, {"image": "cat"}, page.controller.options, 1, "cpu")
    monkeypatch.chdir(tmp_path)
    exec(compile(text, "run.py", "exec"), {"__name__": "__main__"})
    with np.load(tmp_path / "last.npz") as stored:
        np.testing.assert_array_equal(stored["rgb"], page.moment.frame.rgb)  # type: ignore[union-attr]
