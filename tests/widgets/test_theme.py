"""The theme: contrast, sizes, fonts, and that it can change while widgets live."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication, QWidget

from widgets import make_theme_icons
from widgets.theme import ASSETS, DARK, LIGHT, TEXT_ROLES, Tokens, apply_theme, font, px, text_label, theme, tokens

ROOT = Path(__file__).resolve().parents[2]


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of WCAG 2.2, from 1 to 21."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("t", [DARK, LIGHT], ids=lambda t: t.name)
def test_text_contrast(t: Tokens) -> None:
    grounds = (t.background, t.panel, t.raised, t.field, t.hover)
    for ink in (t.text, t.quiet, t.accent, t.warning, t.error):
        for ground in grounds:
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(t.text, t.accent_soft) >= 4.5
    assert contrast(t.on_accent, t.accent) >= 4.5
    for ground in grounds:
        assert contrast(t.ring, ground) >= 3
    assert contrast(t.accent, t.track) >= 3


def test_only_two_weights_and_three_sizes() -> None:
    assert {weight for _, weight in TEXT_ROLES.values()} == {400, 600}
    assert {size for size, _ in TEXT_ROLES.values()} == {22.0, 13.5, 12.0}


@pytest.mark.parametrize("name", ["dark", "light"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_scale_multiplies(qapp: QApplication, qtbot: object, name: str, scale: float) -> None:
    apply_theme(qapp, name, 1.0)
    plain = font("title").pointSizeF()
    with qtbot.waitSignal(theme.theme_changed):  # type: ignore[attr-defined]
        apply_theme(qapp, name, scale)
    assert tokens().name == name
    assert px(8) == round(8 * scale)
    assert font("title").pointSizeF() == pytest.approx(plain * scale)
    label = text_label("Grad-CAM", "title")
    qtbot.addWidget(label)  # type: ignore[attr-defined]
    label.ensurePolished()
    assert label.font().pointSizeF() == pytest.approx(font("title").pointSizeF(), abs=0.01)
    assert label.font().weight() == 600


def test_scale_is_bounded(qapp: QApplication) -> None:
    apply_theme(qapp, "dark", 9)
    assert theme.scale == 2.0
    apply_theme(qapp, "dark", 0.1)
    assert theme.scale == 1.0


def test_follows_the_system(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    scheme = Qt.ColorScheme.Light
    hints = qapp.styleHints()
    monkeypatch.setattr(type(hints), "colorScheme", lambda _: scheme)
    apply_theme(qapp, "system")
    assert tokens() is LIGHT
    scheme = Qt.ColorScheme.Dark
    hints.colorSchemeChanged.emit(scheme)
    assert tokens() is DARK
    apply_theme(qapp, "light")
    hints.colorSchemeChanged.emit(scheme)
    assert tokens() is LIGHT


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system's own font comes first there")
def test_bundled_font_sets_korean_in_two_weights(qapp: QApplication) -> None:
    for role in ("body", "strong"):
        made = font(role)
        assert QFontInfo(made).family() == "Pretendard"
        assert QFontInfo(made).weight() == TEXT_ROLES[role][1]
        raw = QRawFont.fromFont(made)
        assert all(raw.supportsCharacter(ord(letter)) for letter in "합성곱 특징 지도 αβΣ×→−∂")
    assert (ASSETS / "fonts" / "Pretendard-LICENSE.txt").is_file()


def test_pictures_of_the_style_sheet_are_in_the_themes_colours(qapp: QApplication) -> None:
    for t in (DARK, LIGHT):
        for name, text in make_theme_icons.pictures(t).items():
            path = ASSETS / "icons" / t.name / name
            assert path.read_text(encoding="utf-8") == text, "run python -m widgets.make_theme_icons"
    apply_theme(qapp, "light")
    assert "assets/icons/light" in qapp.styleSheet()
    apply_theme(qapp, "dark")


def test_motion() -> None:
    theme.reduced_motion = True
    assert theme.duration(200) == 0
    theme.reduced_motion = False
    assert theme.duration(200) == 200


def test_a_widget_that_is_gone_is_not_called(qapp: QApplication, qtbot: object) -> None:
    class Listening(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            theme.theme_changed.connect(self.adjustSize)

    widget = Listening()
    gone = weakref.ref(widget)
    widget.show()
    widget.close()
    del widget
    qapp.sendPostedEvents(None, 52)
    gc.collect()
    assert gone() is None
    apply_theme(qapp, "light")


def test_start_up_imports_little() -> None:
    """Importing the widgets brings in Qt's three modules, SVG and NumPy, and none of the libraries used later."""
    code = (
        "import sys\n"
        "import widgets.theme, widgets.colours, widgets.picture_view, widgets.colour_bar, widgets.answer_bars\n"
        "import widgets.stage_strip, widgets.timeline, widgets.field_panel, widgets.source_picker, widgets.sidebar\n"
        "import widgets.lesson_panel, widgets.formula, widgets.notice, widgets.finder, widgets.icons\n"
        "late = [m for m in ('cmap', 'ziamath', 'pyqtgraph', 'torch', 'PIL', 'scipy', 'cv2') if m in sys.modules]\n"
        "print(late)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
