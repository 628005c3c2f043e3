"""Formulas typeset from LaTeX in the theme's colours; as plain text where they cannot be set."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.theme import font, px, theme, tokens

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


@dataclass(frozen=True)
class SetFormula:
    """A typeset formula: SVG text, size, and height above the baseline, in pixels at the size asked for."""

    svg: str
    width: float
    height: float
    ascent: float


@lru_cache(maxsize=256)
def typeset(latex: str, colour: str, size: float) -> SetFormula | None:
    """Set a formula at ``size`` pixels; None where it cannot be parsed or its font lacks the letters (Hangul)."""
    if not latex.strip() or _HANGUL.search(latex):
        return None
    from ziamath import zmath
    from ziamath.config import config

    config.svg2 = False  # paths in place: Qt draws no <symbol>
    try:
        formula = zmath.Latex(latex, size=size, color=colour)
        svg = formula.svg()
    except Exception:  # the parser raises many kinds on wrong input
        return None
    box = re.search(r'viewBox="([-\d.e]+) ([-\d.e]+) ([-\d.e]+) ([-\d.e]+)"', svg)
    if box is None:
        return None
    _, top, width, height = (float(number) for number in box.groups())
    return SetFormula(svg, width, height, -top)


def formula_picture(formula: SetFormula, ratio: float, above: float = 0.0, below: float = 0.0) -> QImage:
    """The formula as a see-through picture at a device pixel ratio, with room above and below."""
    wide, tall = math.ceil(formula.width * ratio), math.ceil((formula.height + above + below) * ratio)
    picture = QImage(max(1, wide), max(1, tall), QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer = QSvgRenderer(QByteArray(formula.svg.encode()))
    renderer.render(painter, QRectF(0, above * ratio, formula.width * ratio, formula.height * ratio))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


class FormulaView(QWidget):
    """One formula on a quiet ground, made smaller where it is wider than its place, its text in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latex, self._plain = "", ""
        self._drawn: tuple[object, QImage] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self._restyle)

    def set_formula(self, latex: str, plain: str = "") -> None:
        """Show LaTeX; ``plain`` is what is read aloud, and shown where it cannot be typeset."""
        self._latex, self._plain = latex, plain or latex
        self.setAccessibleName(self._plain)
        self.setToolTip(self._plain)
        self._restyle()

    def _restyle(self) -> None:
        self._drawn = None
        self.updateGeometry()
        self.update()

    def _set(self) -> SetFormula | None:
        return typeset(self._latex, tokens().text, px(160) / 10) if self._latex else None

    def sizeHint(self) -> QSize:
        formula = self._set()
        tall = formula.height if formula is not None else QFontMetricsF(font()).height()
        return QSize(px(240), math.ceil(tall) + px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(96), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._drawn = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._latex:
            return
        t, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.raised if t.name == "dark" else t.panel))
        painter.drawRoundedRect(QRectF(self.rect()), px(6), px(6))
        formula = self._set()
        room = self.width() - px(24)
        if formula is None:
            painter.setFont(font("small"))
            painter.setPen(QColor(t.text))
            words = QFontMetricsF(painter.font()).elidedText(self._plain, Qt.TextElideMode.ElideRight, room)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
            painter.end()
            return
        ratio, shrink = self.devicePixelRatioF(), min(1.0, room / formula.width)
        if self._drawn is None or self._drawn[0] != (ratio, shrink, t.name):
            picture = formula_picture(formula, ratio * shrink)
            picture.setDevicePixelRatio(ratio)
            self._drawn = ((ratio, shrink, t.name), picture)
        picture = self._drawn[1]
        size = picture.deviceIndependentSize()
        place = QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, *size.toTuple())
        painter.drawImage(place.topLeft(), picture)
        painter.end()
