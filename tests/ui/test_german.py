"""Every word of the window is there in German: its own, the core's messages, the measures' names."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import photocompare_ui
import pytest
from photocompare_ui import language, said
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMenu

import photocompare
from photocompare import Finding, metrics
from photocompare.errors import codes

from .conftest import Readers, eyes

ROOT = Path(photocompare_ui.__file__).parent
CORE = tomllib.loads((ROOT / "data" / "core_de.toml").read_text(encoding="utf-8"))
SHOWING = {
    *("setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName", "addAction"),
    *("QPushButton", "QLabel", "QCheckBox", "QRadioButton", "QGroupBox", "plain", "heading", "show_message"),
    *("setTitle", "addTab", "setLabelText", "setHeaderLabels", "setHorizontalHeaderLabels", "QAction"),
    *("setAccessibleDescription", "setWhatsThis", "setStatusTip", "addRow", "addMenu", "addToolBar"),
    *("setSuffix", "setPrefix", "setSpecialValueText", "setInformativeText", "setNameFilter", "drawText"),
    *("tooltip", "Caption", "show_text", "paint_message"),
}
"""Calls whose text a person reads."""
FIRST = {"addItem", "setItemText"}
"""Calls whose first argument a person reads, the next not."""
UNTRANSLATED = {"photocompare", "error", "warning", "note"}
"""The program's name, and a banner's severities."""


ALIKE = {"Ellipse"}
"""Long words that are the same in both languages."""


@pytest.fixture
def german(qapp: QApplication) -> Iterator[QApplication]:
    language.install(qapp, "de")
    yield qapp
    language.install(qapp, "en")


def calls(path: Path) -> Iterator[tuple[str, str, ast.Call]]:
    """Yield (class around it, called name, call) of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        node: scope.name
        for scope in ast.walk(tree)
        if isinstance(scope, ast.ClassDef)
        for node in ast.walk(scope)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield inside.get(node, ""), getattr(node.func, "attr", getattr(node.func, "id", "")), node


def strings() -> list[tuple[str, str]]:
    """Return (context, text) of every `tr`, `translate` and NOOP in the window's code."""
    found = []
    for path in ROOT.rglob("*.py"):
        for scope, name, call in calls(path):
            if name == "tr":
                assert not isinstance(call.args[0], ast.JoinedStr), f"{path.name}:{call.lineno}"
                found += [(scope, one.value) for one in call.args[:1] if isinstance(one, ast.Constant)]
            if name in ("translate", "QT_TRANSLATE_NOOP"):
                values = [one.value for one in call.args if isinstance(one, ast.Constant)]
                found += [(values[0], values[1])] if len(values) == 2 else []
    return found


def places(sentence: str) -> list[str]:
    return sorted(re.findall(r"\{\d\}", sentence))


def test_that_every_string_of_the_window_has_a_german_one(german: QApplication) -> None:
    found = strings()
    assert len(found) > 300
    wrong = []
    for context, english in found:
        one = QCoreApplication.translate(context, english)
        letters = re.sub(r"\{\d\}|[^A-Za-z]", "", english)
        sound = one.strip() and places(one) == places(english) and one.count("&") == english.count("&")
        if not sound or (one == english and len(letters) > 6 and english not in ALIKE):
            wrong.append((context, english, one))
    assert not wrong


def test_that_no_text_on_the_screen_passes_by_translation() -> None:
    for path in ROOT.rglob("*.py"):
        for _, name, call in calls(path):
            read = 2 if name in SHOWING else 1 if name in FIRST else 0
            for one in call.args[:read]:
                bare = isinstance(one, ast.Constant) and re.search("[a-z]{2} ?[a-z]{2}", str(one.value))
                assert not bare or str(one.value) in UNTRANSLATED, f"{path.name}:{call.lineno}: {name}"


def test_that_what_is_being_done_is_said_in_german() -> None:
    """The texts of `report`, of the window's own work and of the core's."""
    core = Path(photocompare.__file__).parent
    for path in (*ROOT.rglob("*.py"), *core.rglob("*.py")):
        for _, name, call in calls(path):
            told = call.args[1] if name in ("report", "tell") and len(call.args) == 2 else None
            if isinstance(told, ast.Constant) and told.value:
                assert told.value in CORE["texts"], f"{path.name}:{call.lineno}"


def test_that_every_message_of_the_core_has_a_german_one() -> None:
    assert CORE["codes"].keys() == codes().keys()
    for code, entry in codes().items():
        german = CORE["codes"][code]
        assert german.keys() == {"title", "cause", "action"}
        for part in german:
            assert bool(german[part]) == bool(getattr(entry, part)), f"{code}: {part}"
            assert german[part] != getattr(entry, part) or not german[part], f"{code}: {part}"


def test_that_every_measure_and_unit_has_a_german_name(german: QApplication) -> None:
    for one in metrics().values():
        for part in one.label.split(", "):
            assert part in CORE["texts"], one.label
        if re.search("[a-z]{4}", one.unit):
            assert one.unit in CORE["texts"], one.unit
    assert said.label("Vessel area, red < 1 mm") == "Gefäßfläche, rot < 1 mm"
    for english, one in [pair for part in ("texts", "details", "captions") for pair in CORE[part].items()]:
        assert one
        assert places(one) == places(english), english


def test_that_a_finding_is_said_in_german_with_its_subject(german: QApplication) -> None:
    shown = said.message(Finding("E101", "a\u202eb.jpg"))
    assert shown.startswith("Aufnahme nicht gefunden: a\\u202eb.jpg. Unter diesem Pfad")
    assert said.text("Measuring left cheek") == "Messen: left cheek"
    why = said.message(Finding("E405", "b.jpg", "the alignment may be off by 31 px"))
    assert "Die Ausrichtung kann um 31 px danebenliegen." in why
    foot = "Follow-up laid onto the baseline, alignment good (about 0.1 px); colors as photographed."
    assert said.caption(foot).endswith("Ausrichtung gut (etwa 0.1 px); Farben wie aufgenommen.")
    both = said.message(Finding("W421", "", "No chart was found in the baseline; something new"))
    assert "Keine Farbtafel gefunden (Ausgang); Something new." in both


def test_that_an_import_says_in_german_where_it_takes_things_from(german: QApplication) -> None:
    reasons = {
        "subject, side from the file name; day from the date in the folder": (
            "Person, Seite aus dem Dateinamen; Tag aus dem Datum im Ordner"
        ),
        "view as in photos alike (41 features); timepoint, day from the camera's clock": (
            "Ansicht wie in ähnlichen Aufnahmen (41 Merkmale); Zeitpunkt, Tag nach der Uhr der Kamera"
        ),
        "subject as in photos of S01 (99 features alike); view not named": (
            "Person wie in Aufnahmen von S01 (99 gleiche Merkmale); Ansicht nicht genannt"
        ),
        "subject by chance: no name says whose": "Person zufällig: Kein Name sagt, wessen",
    }
    assert {english: said.reason(english) for english in reasons} == reasons
    known = CORE["reasons"]
    importing = Path(photocompare.__file__).parent / "study" / "importing"
    literal = re.compile(
        r"""decided\(\s*"([^"{]+)",|why = "([^"{]+)"|draft, fitting\[view\]\[0\], "([^"{]+)\""""
    )
    for path in importing.glob("*.py"):
        for found in literal.findall(path.read_text(encoding="utf-8")):
            assert "".join(found) in known, path.name


def test_that_undo_names_in_german_what_was_done_to_a_study(german: QApplication) -> None:
    done = set()
    for path in (*ROOT.glob("*.py"), *(Path(photocompare.__file__).parent / "cli").glob("study*.py")):
        for _, name, call in calls(path):
            if name in ("save", "_kept") and len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
                done.add(call.args[1].value)
    assert len(done) > 6
    assert done <= CORE["actions"].keys()
    assert said.action("Draw a region") == "Region zeichnen"


def test_that_no_part_of_the_window_shows_the_core_s_english() -> None:
    for path in ROOT.rglob("*.py"):
        if path.name != "said.py":
            assert not re.search(r"finding\w*\.message|\]\.message\b", path.read_text("utf-8")), path.name


def test_that_a_german_window_speaks_german_and_writes_the_same_rows(
    german: QApplication, qtbot: object, tmp_path: Path, readers: Readers, photos: dict[str, Path]
) -> None:
    with eyes(qtbot, tmp_path, readers) as user:  # type: ignore[arg-type]
        titles = [menu.title() for menu in user.window.menuBar().findChildren(QMenu)]
        assert "&Datei" in titles
        user.open(photos["before"], photos["after"])
        assert "Ausrichtung gut" in user.window.status.words.text()
        rows = user.window.measurements.model.as_csv()
    language.install(german, "en")
    with eyes(qtbot, tmp_path, readers) as user:  # type: ignore[arg-type]
        user.open(photos["before"], photos["after"])
        assert user.window.measurements.model.as_csv() == rows


def test_that_the_compiled_translation_is_of_the_written_one(german: QApplication) -> None:
    """Whoever edits the .ts runs `python3 start.py words`, which makes the .qm of it."""
    written = (ROOT / "data" / "photocompare_de.ts").read_text(encoding="utf-8")
    assert 'type="unfinished"' not in written
