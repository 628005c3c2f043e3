"""The Korean catalogue: complete, current, and true to the placeholders."""

from __future__ import annotations

import re
import string
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import translations
from app.languages import install_language
from app.texts import translated
from widgets.confusion import Confusion

Entry = tuple[str, str, str]

PARTICLE = re.compile(r"\}[”’\"')\]]?(을|를|이|가|은|는|과|와|로|으로|이며|이고|라는|이라는|라고|이라고)(?![가-힣])")
"""A particle whose form depends on the last sound of what is inserted before it."""


def entries() -> list[Entry]:
    """(context, source, translation) of every message, those that differ only in their comment included."""
    return [
        (context.findtext("name") or "", message.findtext("source") or "", message.findtext("translation") or "")
        for context in ElementTree.parse(translations.CATALOGUE).getroot().iter("context")
        for message in context.iter("message")
    ]


def placeholders(text: str) -> Counter[tuple[str, str, str]]:
    """Each placeholder with its conversion and format, and how often it stands there."""
    return Counter(
        (name, conversion or "", form or "")
        for _, name, form, conversion in string.Formatter().parse(text)
        if name is not None
    )


def fillable(text: str) -> bool:
    """Whether ``str.format`` can read it; a help text may have braces of its own."""
    try:
        placeholders(text)
    except ValueError:
        return False
    return True


def test_every_message_is_finished() -> None:
    unfinished = [
        (context.findtext("name"), message.findtext("source"))
        for context in ElementTree.parse(translations.CATALOGUE).getroot().iter("context")
        for message in context.iter("message")
        if (translation := message.find("translation")) is None
        or translation.get("type") is not None
        or not (translation.text or "").strip()
    ]
    assert not unfinished


def test_every_message_has_a_context() -> None:
    """A text collected without its context is never found again when it is shown."""
    assert not [source for context, source, _ in entries() if not context]


def test_placeholders_are_the_same() -> None:
    assert len(entries()) > 400
    differing = [
        (context, source, korean)
        for context, source, korean in entries()
        if korean and fillable(source) and (not fillable(korean) or placeholders(source) != placeholders(korean))
    ]
    assert not differing


def test_the_count_of_placeholders_sees_a_difference() -> None:
    assert placeholders("{a:.1f} of {b}") == placeholders("{b} 중 {a:.1f}")
    for other in ("{b} 중 {a}", "{b} 중 {a:.2f}", "{a:.1f}", "{b} 중 {a:.1f} {a:.1f}", "{b!r} 중 {a:.1f}"):
        assert placeholders("{a:.1f} of {b}") != placeholders(other)


@pytest.mark.parametrize(
    "wrong", ["{file}을 엽니다", "“{name}”이 없습니다", "{a}와 {b}", "{n:.1f}로 바꿉니다", "({x})은"]
)
def test_a_particle_after_a_placeholder_is_found(wrong: str) -> None:
    assert PARTICLE.search(wrong)


@pytest.mark.parametrize("right", ["{file} 파일을 엽니다", "{n}가지", "{file}에서", "{name}의 값", "{n}장과 그림"])
def test_other_words_after_a_placeholder_are_not(right: str) -> None:
    assert not PARTICLE.search(right)


def test_no_particle_follows_a_placeholder() -> None:
    assert not [entry for entry in entries() if PARTICLE.search(entry[2])]


def test_sentences_are_in_one_style() -> None:
    """Sentences end in 합니다체; the other polite style is not mixed in."""
    assert not [entry for entry in entries() if re.search(r"[아어여해예에네세지돼워와봐]요[.?!]?(\s|$)", entry[2])]


def test_sources_are_english() -> None:
    assert not [source for _, source, _ in entries() if re.search(r"[가-힣]", source)]


def test_the_catalogue_is_current() -> None:
    assert translations.problems() == []


@pytest.fixture
def korean(qapp: QApplication) -> Iterator[None]:
    install_language(qapp, "ko")
    yield
    install_language(qapp, "en")


class Kin(Confusion):
    """A widget by another name keeps the texts of the class that it is made from."""


@pytest.mark.usefixtures("korean")
def test_korean_is_shown(qapp: QApplication, qtbot: QtBot) -> None:
    assert translated("labs", "Feature maps") == "특징 맵"
    assert translated("options", "Learning rate") == "학습률"
    for kind in (Confusion, Kin):
        widget = kind()
        qtbot.addWidget(widget)
        assert widget.accessibleName() == "혼동 행렬"
    install_language(qapp, "en")
    assert translated("labs", "Feature maps") == "Feature maps"
    assert QCoreApplication.translate("Confusion", "Confusion matrix") == "Confusion matrix"
    widget = Confusion()
    qtbot.addWidget(widget)
    assert widget.accessibleName() == "Confusion matrix"
