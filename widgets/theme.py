"""The look of every widget: colours of the light and the dark theme, text sizes, the 8 px grid, the interface scale.

Widgets ask :func:`tokens` for colours and :func:`px` for sizes while they paint, and again on
``theme.theme_changed``.
Sizes are pixels at 100%; the interface scale multiplies all of them.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QStyleFactory, QWidget

from widgets.style_sheet import style_sheet

ASSETS = Path(__file__).resolve().parents[1] / "assets"

#: Pixels at 100% and weight of each kind of text.
TEXT_ROLES: dict[str, tuple[float, int]] = {
    "title": (22.0, 600),
    "strong": (13.5, 600),
    "body": (13.5, 400),
    "small": (12.0, 400),
    "caption": (12.0, 600),
}
#: Roles a label can take besides: the size and weight of another role in another colour.
COLOUR_ROLES = {"quiet": "body", "quiet_small": "small", "heading": "strong", "error": "body", "accent_small": "small"}


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, as ``#rrggbb``.

    ``background`` is the stage, ``panel`` the sides, ``raised`` what lies on either, ``field`` what is written into,
    ``ring`` the keyboard's focus.
    """

    name: str
    background: str
    panel: str
    raised: str
    line: str
    text: str
    quiet: str
    accent: str
    accent_soft: str
    on_accent: str
    warning: str
    error: str
    ring: str
    field: str
    hover: str
    track: str
    knob: str

    def colour(self, name: str, alpha: float = 1.0) -> QColor:
        """The colour called ``name``, with an opacity from 0 to 1."""
        colour = QColor(getattr(self, name))
        colour.setAlphaF(alpha)
        return colour


DARK = Tokens(
    name="dark",
    background="#14171c",
    panel="#1b1f26",
    raised="#222832",
    line="#2c323c",
    text="#e7eaef",
    quiet="#99a2b0",
    accent="#4cc3b0",
    accent_soft="#22443f",
    on_accent="#0c1614",
    warning="#e8b866",
    error="#f4877f",
    ring="#7fe0d0",
    field="#14171c",
    hover="#262c36",
    track="#343b46",
    knob="#f2f4f7",
)

LIGHT = Tokens(
    name="light",
    background="#fcfcfb",
    panel="#f2f3f3",
    raised="#ffffff",
    line="#d9dcde",
    text="#1b2026",
    quiet="#5a636e",
    accent="#0a7566",
    accent_soft="#cfe8e3",
    on_accent="#ffffff",
    warning="#855400",
    error="#b3261e",
    ring="#0a7566",
    field="#ffffff",
    hover="#e7e9ea",
    track="#cdd2d5",
    knob="#ffffff",
)


def _system_reduces_motion() -> bool:
    """Whether the system asks for no animations; False where it cannot be asked."""
    asked = os.environ.get("VITRINE_REDUCED_MOTION")
    if asked is not None:
        return asked not in ("", "0")
    import subprocess  # at start-up nobody asks

    try:
        if sys.platform == "win32":
            import ctypes

            shown = ctypes.c_int(1)
            ctypes.windll.user32.SystemParametersInfoW(0x1042, 0, ctypes.byref(shown), 0)  # SPI_GETCLIENTAREAANIMATION
            return not shown.value
        if sys.platform == "darwin":
            command, reduces = ["defaults", "read", "com.apple.universalaccess", "reduceMotion"], "1"
        else:
            command, reduces = ["gsettings", "get", "org.gnome.desktop.interface", "enable-animations"], "false"
        answer = subprocess.run(command, capture_output=True, text=True, timeout=0.5, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    return answer.stdout.strip() == reduces


class Theme(QObject):
    """The one current theme. ``theme_changed`` fires after colours, scale or fonts changed."""

    theme_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens = DARK
        self.scale = 1.0
        self.asked = "system"
        self._families: list[str] = []
        self._reduced_motion: bool | None = None
        self._follows_system = False

    @property
    def reduced_motion(self) -> bool:
        """Whether animations are off; asked of the system at the first use."""
        if self._reduced_motion is None:
            self._reduced_motion = _system_reduces_motion()
        return self._reduced_motion

    @reduced_motion.setter
    def reduced_motion(self, reduced: bool) -> None:
        self._reduced_motion = reduced

    def duration(self, milliseconds: int = 200) -> int:
        """How long an animation lasts: the asked time, or 0 with reduced motion."""
        return 0 if self.reduced_motion else milliseconds

    @property
    def families(self) -> list[str]:
        """Font families in the order they are tried: the system's first where it sets Korean well."""
        if not self._families:
            self._families = _load_families()
        return self._families

    def apply(self, app: QApplication, name: str, scale: float) -> None:
        """See :func:`apply_theme`."""
        self.asked = name
        self.scale = min(2.0, max(1.0, scale))
        if not self._follows_system:
            self._follows_system = True
            app.setStyle(QStyleFactory.create("Fusion"))
            app.styleHints().colorSchemeChanged.connect(self._follow_system)
        hints = app.styleHints()
        if name == "system":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Light if name == "light" else Qt.ColorScheme.Dark)
        self._dress(app)

    def _follow_system(self) -> None:
        app = QApplication.instance()
        if self.asked == "system" and isinstance(app, QApplication):
            self._dress(app)

    def _dress(self, app: QApplication) -> None:
        if self.asked == "system":
            light = app.styleHints().colorScheme() == Qt.ColorScheme.Light
        else:
            light = self.asked == "light"
        self.tokens = LIGHT if light else DARK
        app.setFont(font("body"))
        app.setPalette(_palette(self.tokens))
        app.setStyleSheet(style_sheet(self.tokens, px, points, ASSETS / "icons" / self.tokens.name))
        self.theme_changed.emit()


theme = Theme()


def tokens() -> Tokens:
    """The colours of the current theme."""
    return theme.tokens


def px(size: float) -> int:
    """A length of ``size`` pixels at 100%, in pixels at the current interface scale."""
    return round(size * theme.scale)


def points(size: float) -> float:
    """A text size of ``size`` pixels at 100%, in points at the current interface scale."""
    screen = QGuiApplication.primaryScreen()
    dots_per_inch = screen.logicalDotsPerInch() if screen is not None else 96.0
    return size * theme.scale * 72.0 / dots_per_inch


def font(role: str = "body", tabular: bool = False) -> QFont:
    """The font of a text role; ``tabular`` gives all digits one width, for numbers that change."""
    size, weight = TEXT_ROLES[COLOUR_ROLES.get(role, role)]
    made = QFont()
    made.setFamilies(theme.families)
    made.setPointSizeF(points(size))
    made.setWeight(QFont.Weight(weight))
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Give a label or button a text role; it follows theme and scale from then on."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def text_label(text: str, role: str = "body", parent: QWidget | None = None, wrap: bool = False) -> QLabel:
    """A plain-text label in a role of :data:`TEXT_ROLES` or :data:`COLOUR_ROLES`."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setProperty("role", role)
    return made


def apply_theme(app: QApplication, name: str = "system", scale: float = 1.0) -> None:
    """Dress the whole application.

    Parameters
    ----------
    app
        The application.
    name
        ``"light"``, ``"dark"``, or ``"system"`` to follow the system (dark where it does not say).
    scale
        Interface scale, 1.0 to 2.0: multiplies every text size, spacing and control.
    """
    theme.apply(app, name, scale)


def _load_families() -> list[str]:
    """Load the bundled font and list the families to try."""
    for weight in ("Regular", "SemiBold"):
        QFontDatabase.addApplicationFont(str(ASSETS / "fonts" / f"Pretendard-{weight}.otf"))
    if sys.platform == "win32":
        return ["Segoe UI", "Malgun Gothic", "Pretendard"]
    if sys.platform == "darwin":
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        return [system, "Apple SD Gothic Neo", "Pretendard"]
    return ["Pretendard"]


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: t.background,
        QPalette.ColorRole.WindowText: t.text,
        QPalette.ColorRole.Base: t.field,
        QPalette.ColorRole.AlternateBase: t.panel,
        QPalette.ColorRole.Text: t.text,
        QPalette.ColorRole.Button: t.raised,
        QPalette.ColorRole.ButtonText: t.text,
        QPalette.ColorRole.BrightText: t.error,
        QPalette.ColorRole.ToolTipBase: t.raised,
        QPalette.ColorRole.ToolTipText: t.text,
        QPalette.ColorRole.PlaceholderText: t.quiet,
        QPalette.ColorRole.Highlight: t.accent_soft,
        QPalette.ColorRole.HighlightedText: t.text,
        QPalette.ColorRole.Link: t.accent,
        QPalette.ColorRole.LinkVisited: t.accent,
        QPalette.ColorRole.Accent: t.accent,
        QPalette.ColorRole.Light: t.raised,
        QPalette.ColorRole.Midlight: t.hover,
        QPalette.ColorRole.Mid: t.line,
        QPalette.ColorRole.Dark: t.line,
        QPalette.ColorRole.Shadow: "#000000",
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    faint = t.colour("quiet", 0.6)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return palette
