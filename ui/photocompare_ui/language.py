"""The window's language: its own words from `data/photocompare_de.qm`, Qt's from Qt, the core's from TOML."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "de")
"""English is in the code; each other one has its files in `data/`."""


def of_desktop() -> str:
    """Return the desktop's language where there is a translation, else English."""
    own = QLocale.system().name()[:2]
    return own if own in LANGUAGES else "en"


def install(app: QCoreApplication, chosen: str) -> str:
    """Give the application a language, `system` for the desktop's, and return which it has now."""
    remove(app)
    code = of_desktop() if chosen == "system" else chosen
    app.setProperty("language", code)
    if code != "en":
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, place in ((f"qtbase_{code}", folder), (f"photocompare_{code}", str(DATA))):
            translator = QTranslator(app)
            if translator.load(name, place):
                app.installTranslator(translator)
    return code


def remove(app: QCoreApplication) -> None:
    """Take every translation away again."""
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.deleteLater()
        translator.setParent(None)


def current() -> str:
    """Return the language the application has."""
    app = QCoreApplication.instance()
    return str(app.property("language") or "en") if app else "en"


@dataclass(frozen=True)
class CoreWords:
    """What the core says, in another language: messages by code, everything else by its English text.

    `details` are what a message says of its case; each begins with a capital, as it stands in a message.
    `captions` are the sentences below an export, `reasons` where an import takes what it proposes from,
    `actions` what was done to a study.
    """

    codes: dict[str, dict[str, str]]
    texts: dict[str, str]
    details: dict[str, str]
    captions: dict[str, str]
    reasons: dict[str, str]
    actions: dict[str, str]


@cache
def core_words(code: str) -> CoreWords:
    """Return the core's words in a language; none for English."""
    if code == "en":
        return CoreWords({}, {}, {}, {}, {}, {})
    read = tomllib.loads((DATA / f"core_{code}.toml").read_text(encoding="utf-8"))
    return CoreWords(**read)
