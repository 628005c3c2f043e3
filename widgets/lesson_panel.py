"""A lesson beside the stage: Markdown with typeset formulas ($...$, $$...$$, fences of ``math``)."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from widgets.formula import formula_picture, typeset
from widgets.round_button import RoundButton
from widgets.theme import font, points, px, text_label, theme, tokens

_FENCE = re.compile(r"^```math\s*\n(.*?)^```\s*$|\$\$(.+?)\$\$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"(?<![\\$])\$(?!\s)([^$\n]+?)(?<!\s)\$(?!\d)")
_CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)


def marked_formulas(markdown: str) -> tuple[str, list[tuple[str, bool]]]:
    """Markdown with formulas replaced by pictures named ``formula:0``, ..., and the list of (LaTeX, displayed)."""
    formulas: list[tuple[str, bool]] = []

    def display(match: re.Match[str]) -> str:
        formulas.append(((match.group(1) or match.group(2)).strip(), True))
        return f"\n\n![formula](formula:{len(formulas) - 1})\n\n"

    def inline(match: re.Match[str]) -> str:
        formulas.append((match.group(1), False))
        return f"![formula](formula:{len(formulas) - 1})"

    parts = _CODE.split(_FENCE.sub(display, markdown))
    text = "".join(part if i % 2 else _INLINE.sub(inline, part) for i, part in enumerate(parts))
    return text.replace("\\$", "$"), formulas


def formula_arguments(markdown: str) -> list[tuple[str, str, float]]:
    """What a lesson's formulas are typeset with now: the arguments of :func:`widgets.formula.typeset` for each.

    That remembers what it has set, so that a lesson can be typeset elsewhere before it is shown.
    """
    return [
        (latex, tokens().text, theme.scale * 14.5 * (1.1 if displayed else 1.0))
        for latex, displayed in marked_formulas(markdown)[1]
    ]


class LessonPanel(QWidget):
    """Shows a lesson; ``closed`` when put away, ``link_clicked(address)`` for a link."""

    closed = Signal()
    link_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._markdown = ""
        self._title = text_label(self.tr("Lesson"), "heading")
        self._close = RoundButton("close", self.tr("Close the lesson"), diameter=24)
        self._close.clicked.connect(self.closed)
        self.browser = _Browser()
        self.browser.anchorClicked.connect(self._link)
        self._header = QHBoxLayout()
        self._header.addWidget(self._title)
        self._header.addStretch()
        self._header.addWidget(self._close)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._header)
        self._column.addWidget(self.browser)
        self.setFocusProxy(self.browser)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._restyle()
        theme.theme_changed.connect(self._restyle)

    def set_lesson(self, markdown: str) -> None:
        """Show Markdown text."""
        self._markdown = markdown
        self.browser.show_markdown(markdown)
        self.browser.verticalScrollBar().setValue(0)

    def sizeHint(self) -> QSize:
        return QSize(px(340), px(160))

    def _link(self, address: QUrl) -> None:
        self.link_clicked.emit(address.toString())

    def _restyle(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self.setMinimumWidth(px(176))
        self.browser.show_markdown(self._markdown)


class _Browser(QTextBrowser):
    """The text, with its formulas as pictures."""

    def __init__(self) -> None:
        super().__init__()
        self._markdown = ""
        self._formulas: list[tuple[str, bool]] = []
        self._pictures: dict[str, QImage] = {}
        self._laid_out_for = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setProperty("kind", "lesson")

    def show_markdown(self, markdown: str) -> None:
        self._markdown = markdown
        text, self._formulas = marked_formulas(markdown)
        self._laid_out_for = self.viewport().width()
        self._draw_formulas()
        position = self.verticalScrollBar().value()
        document = self.document()
        document.clear()
        document.setDefaultFont(font())
        document.setDocumentMargin(0)
        document.setIndentWidth(px(20))
        document.setMarkdown(text)
        for name, picture in self._pictures.items():  # after setMarkdown, which forgets what was there
            document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), picture)
        self._style(document)
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)  # else it is at the end, and is scrolled to
        self.verticalScrollBar().setValue(position)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        position = self.verticalScrollBar().value()
        wide = any(displayed for _, displayed in self._formulas)
        if wide and abs(self.viewport().width() - self._laid_out_for) > px(8):
            self._laid_out_for = self.viewport().width()
            self._draw_formulas()
            for name, picture in self._pictures.items():
                self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), picture)
            self._style(self.document())
            self.verticalScrollBar().setValue(position)

    def _draw_formulas(self) -> None:
        """Set every formula; inline ones padded so that their baseline falls on the line's."""
        self._pictures = {}
        ratio = self.devicePixelRatioF()
        half = QFontMetricsF(font()).xHeight() / 2
        arguments = formula_arguments(self._markdown)
        for number, ((_, displayed), asked) in enumerate(zip(self._formulas, arguments, strict=True)):
            formula = typeset(*asked)
            if formula is None:
                continue
            if displayed:
                room = max(px(120), self._laid_out_for - px(4))
                shrink = min(1.0, room / formula.width)
                picture = formula_picture(formula, ratio * shrink, px(4), px(4))
                picture.setDevicePixelRatio(ratio)
            else:
                # Qt puts the middle of a picture half an x-height above the baseline
                lean = formula.ascent - (formula.height - formula.ascent) - half
                picture = formula_picture(formula, ratio, max(0.0, -lean), max(0.0, lean))
            self._pictures[f"formula:{number}"] = picture

    def _style(self, document: QTextDocument) -> None:
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        block = document.begin()
        while block.isValid():
            cursor.setPosition(block.position())
            level = block.blockFormat().headingLevel()
            shape = QTextBlockFormat()
            shape.setLineHeight(px(5), QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
            first = block.position() == 0
            shape.setTopMargin(0 if first else px(14) if level else px(4))
            shape.setBottomMargin(px(4))
            cursor.mergeBlockFormat(shape)
            block = block.next()
        self._style_pieces(document, cursor)
        cursor.endEditBlock()

    def _style_pieces(self, document: QTextDocument, cursor: QTextCursor) -> None:
        """Headings, pictures of formulas, bold text, code and links, piece by piece."""
        t, pieces = tokens(), []
        block = document.begin()
        while block.isValid():
            walk = block.begin()
            while not walk.atEnd():
                piece = walk.fragment()
                level = block.blockFormat().headingLevel()
                pieces.append((piece.position(), piece.length(), piece.charFormat(), level))
                walk += 1
            block = block.next()
        for position, length, look, level in reversed(pieces):
            cursor.setPosition(position)
            cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
            change = QTextCharFormat()
            if look.isImageFormat():
                self._place_formula(cursor, look.toImageFormat())
                continue
            if level:
                look.clearProperty(QTextFormat.Property.FontSizeAdjustment)
                look.setFontPointSize(points(22 if level == 1 else 13.5))
                look.setFontWeight(600)
                look.setForeground(QColor(t.text if level == 1 else t.quiet))
                cursor.setCharFormat(look)
                continue
            if look.isAnchor():
                change.setForeground(QColor(t.accent))
                change.setFontUnderline(False)
            elif look.fontFixedPitch():
                change.setBackground(QColor(t.hover))
                change.setFontPointSize(points(12))
            elif look.fontWeight() > 600:
                change.setFontWeight(600)
            else:
                continue
            cursor.mergeCharFormat(change)

    def _place_formula(self, cursor: QTextCursor, look: QTextImageFormat) -> None:
        name = look.name()
        picture = self._pictures.get(name)
        if picture is None:
            number = int(name.removeprefix("formula:")) if name.startswith("formula:") else -1
            if 0 <= number < len(self._formulas):
                cursor.insertText(self._formulas[number][0], QTextCharFormat())
            return
        size = picture.deviceIndependentSize()
        look.setWidth(size.width())
        look.setHeight(size.height())
        look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        cursor.setCharFormat(look)
