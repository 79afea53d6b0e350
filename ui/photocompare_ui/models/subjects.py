"""The tree of a study: subjects, below each its visits, with small pictures and a badge of quality."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QStandardItem, QStandardItemModel

from photocompare.errors import displayable
from photocompare.study import Study, StudyPhoto
from photocompare_ui import said as words_of
from photocompare_ui import words
from photocompare_ui.looking import Looking, Seen
from photocompare_ui.theme import traffic_color
from photocompare_ui.tr import translate

PHOTO = Qt.ItemDataRole.UserRole + 1
SUBJECT = Qt.ItemDataRole.UserRole + 2
SEARCHED = Qt.ItemDataRole.UserRole + 3
PICTURE = QSize(48, 36)
COLORS = {"ok": "green", "warn": "amber", "error": "red"}
BADGES = {"ok": "●", "warn": "▲", "error": "✕"}


class SubjectModel(QStandardItemModel):
    """Subjects and visits; column 0 the picture and words, column 1 the badge.

    `show` takes a study in; pictures and badges come by themselves as they are found.
    """

    def __init__(self, looking: Looking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looking = looking
        self._rows: dict[str, tuple[QStandardItem, QStandardItem]] = {}
        self._parents: dict[str, tuple[QStandardItem, QStandardItem, list[str]]] = {}
        self._shown: tuple[object, ...] = ()
        looking.found.connect(self._dress)

    def show(self, study: Study) -> bool:
        """Show the subjects and photos of a study; return whether anything is different."""
        shown = (study.subjects, study.photos, study.timepoints)
        if shown == self._shown:
            return False
        self._shown = shown
        self.clear()
        self.setColumnCount(2)
        self._rows, self._parents = {}, {}
        by_subject = {
            code: list(group)
            for code, group in groupby(sorted(study.photos, key=lambda one: one.subject), lambda o: o.subject)
        }
        for subject in study.subjects:
            self._add(study, subject.code, by_subject.get(subject.code, []))
        return True

    def _add(self, study: Study, code: str, photos: list[StudyPhoto]) -> None:
        visits = len({photo.timepoint for photo in photos})
        views = len({photo.view for photo in photos})
        head = _item(displayable(code))
        counts = [translate("SubjectModel", "{0} visits").format(visits)]
        if views > 1:
            counts.append(translate("SubjectModel", "{0} views").format(views))
        head.setText(f"{displayable(code)}\n{'  ·  '.join(counts)}")
        head.setData(code, SUBJECT)
        head.setData(code.lower(), SEARCHED)
        badge = _item("")
        several = views > 1 or len({photo.lighting for photo in photos}) > 1
        for photo in sorted(photos, key=lambda one: (one.view, one.lighting, study.day(one), one.repeat)):
            row, mark = _item(_words(study, photo, several)), _item("")
            for item in (row, mark):
                item.setData(photo.id, PHOTO)
                item.setData(code, SUBJECT)
            row.setData(f"{code} {photo.view} {photo.timepoint} {photo.lighting}".lower(), SEARCHED)
            head.appendRow([row, mark])
            self._rows[photo.id] = row, mark
        self._parents[code] = head, badge, [photo.id for photo in photos]
        self.appendRow([head, badge])
        for photo in photos:
            self._dress(photo.id)

    def recolor(self) -> None:
        """Draw the badges in the colors of the theme as it is now."""
        for name in self._rows:
            self._dress(name)

    def _dress(self, name: str) -> None:
        if name not in self._rows or name not in self._looking.seen:
            return
        row, mark = self._rows[name]
        seen = self._looking.seen[name]
        if seen.picture is not None:
            row.setIcon(_icon(seen))
        _mark(mark, seen.status)
        tip = words.tooltip(said(seen))
        for item in (row, mark):
            item.setToolTip(tip)
        self._dress_subject(str(row.data(SUBJECT)))

    def _dress_subject(self, code: str) -> None:
        head, mark, names = self._parents[code]
        seen = [self._looking.seen[name] for name in names if name in self._looking.seen]
        pictured = [one for one in seen if one.picture is not None]
        if pictured:
            head.setIcon(_icon(pictured[-1]))
        if len(seen) == len(names) and all(one.status for one in seen):
            _mark(mark, worst_of(one.status for one in seen))


def _mark(item: QStandardItem, status: str) -> None:
    item.setText(badge(status))
    if status in COLORS:
        item.setForeground(QColor(*traffic_color(COLORS[status])))


def badge(status: str) -> str:
    """Return shape and word for the quality of a photo; empty while it is not known."""
    said = {
        "ok": translate("SubjectModel", "good"),
        "warn": translate("SubjectModel", "doubts"),
        "error": translate("SubjectModel", "unfit"),
    }
    return f"{BADGES[status]} {said[status]}" if status in said else ""


def said(seen: Seen) -> str:
    """Return the doubts about a photo, a line each."""
    if not seen.findings:
        return translate("SubjectModel", "Nothing speaks against measuring it.") if seen.status else ""
    return "\n".join(dict.fromkeys(words_of.title(one.code) for one in seen.findings))


def worst_of(statuses: Iterable[str]) -> str:
    """Return the worst of some statuses."""
    found = set(statuses)
    return next((one for one in ("error", "warn", "ok") if one in found), "")


def _words(study: Study, photo: StudyPhoto, several: bool) -> str:
    day = translate("SubjectModel", "day {0}").format(f"{study.day(photo):g}")
    short = translate("SubjectModel", "{0} d").format(f"{study.day(photo):g}")
    first = photo.timepoint if photo.timepoint == day else f"{photo.timepoint}  ·  {short}"
    if photo.repeat > 1:
        first += translate("SubjectModel", "  ·  shot {0}").format(photo.repeat)
    second = photo.view if photo.lighting == "normal" else f"{photo.view}, {photo.lighting}"
    return displayable(first) + (f"\n{displayable(second)}" if several else "")


def _item(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    return item


def _icon(seen: Seen) -> QIcon:
    """Return the picture on a ground of one size, so that the words stand below each other."""
    assert seen.picture is not None
    ground = QPixmap(2 * PICTURE.width(), 2 * PICTURE.height())
    ground.setDevicePixelRatio(2)
    ground.fill(QColor(0, 0, 0, 0))
    small = seen.picture.scaled(
        PICTURE * 2, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    small.setDevicePixelRatio(2)
    painter = QPainter(ground)
    size = small.deviceIndependentSize()
    left, top = (PICTURE.width() - size.width()) / 2, (PICTURE.height() - size.height()) / 2
    painter.drawImage(round(left), round(top), small)
    painter.end()
    return QIcon(ground)


def photos_with_files(study: Study, files: Iterable[Path]) -> list[tuple[str, Path]]:
    """Return id and file of each photo, as `Looking` takes them; the first and latest visits first."""
    return [(photo.id, path) for photo, path in zip(study.photos, files, strict=True)]
