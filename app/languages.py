"""The interface's language: English, or what a Qt Linguist catalogue in assets/translations offers."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app.folders import assets_folder

QTS_OWN = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
LANGUAGES = {"en": "English", "ko": "한국어"}
_installed: list[QTranslator] = []


def system_language() -> str:
    """The system's language where Vitrine speaks it, else English."""
    return "ko" if QLocale.system().language() == QLocale.Language.Korean else "en"


def install_language(application: QApplication, language: str) -> None:
    """Translate everything that is shown from now on; widgets get a LanguageChange event."""
    while _installed:
        application.removeTranslator(_installed.pop())
    if language != "en":
        own = str(assets_folder() / "translations")
        for name, folder in ((f"vitrine_{language}", own), (f"qtbase_{language}", QTS_OWN)):
            translator = QTranslator(application)
            if translator.load(name, folder):
                application.installTranslator(translator)
                _installed.append(translator)
