"""The study on the left: its subjects and their visits, a field to search them, how many there are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTreeView, QVBoxLayout, QWidget

from photocompare.errors import displayable
from photocompare_ui.desk import Desk
from photocompare_ui.labels import Elided, plain
from photocompare_ui.looking import Looking
from photocompare_ui.models.subjects import PHOTO, PICTURE, SEARCHED, SUBJECT, SubjectModel
from photocompare_ui.overrides import guarded
from photocompare_ui.panel import Panel


class SubjectPanel(Panel):
    """Subjects and visits of the open study; hidden while there is none.

    Attributes:
        model, tree: what it shows, and the view of it.
        search: the field that keeps only what fits.
        counts: how many subjects, visits, photos.

    Signals:
        subject_wanted(str): compare the first and the latest visit of this subject.
        photo_wanted(str): compare the baseline with the photo of this id.
    """

    subject_wanted = Signal(str)
    photo_wanted = Signal(str)

    def __init__(self, desk: Desk, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model = SubjectModel(looking, self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self.model)
        self._proxy.setRecursiveFilteringEnabled(True)
        self._proxy.setAutoAcceptChildRows(True)
        self._proxy.setFilterRole(SEARCHED)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.title, self.counts = Elided(), plain(quiet=True)
        self.title.setObjectName("heading")
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search subject, view, visit"))
        self.search.setAccessibleName(self.tr("Search the study"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.tree = _Tree(self._proxy)
        self.tree.doubleClicked.connect(self._take)
        self.tree.activated.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 8, 12)
        column.setSpacing(8)
        for widget in (self.title, self.counts, self.search):
            column.addWidget(widget)
        column.addWidget(self.tree, 1)
        desk.study_changed.connect(self.refresh)
        desk.place_changed.connect(self._mark)
        self._last: QModelIndex | None = None
        self.refresh()

    def refresh(self) -> None:
        """Show the study as it now is."""
        study = self._desk.study
        self.setVisible(self._desk.opened is not None)
        self.title.show_text(displayable(self._desk.title))
        visits = {(one.subject, one.timepoint) for one in study.photos}
        counted = (
            (len(study.subjects), self.tr("1 subject"), self.tr("{0} subjects")),
            (len(visits), self.tr("1 visit"), self.tr("{0} visits")),
            (len(study.photos), self.tr("1 photograph"), self.tr("{0} photographs")),
        )
        words = (one if count == 1 else many.format(count) for count, one, many in counted)
        self.counts.setText("  ·  ".join(words))
        if self.model.show(study):
            self._narrow(self.search.text())
            header = self.tree.header()
            header.setStretchLastSection(False)
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
            header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
            self._mark()

    def index_of(self, photo: str) -> QModelIndex:
        """Return where the photo of this id stands in the tree."""
        found = self._proxy.match(
            self._proxy.index(0, 0), PHOTO, photo, 1, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
        )
        return found[0] if found else QModelIndex()

    def subject_index(self, code: str) -> QModelIndex:
        """Return where a subject stands in the tree."""
        found = self._proxy.match(self._proxy.index(0, 0), SUBJECT, code, 1, Qt.MatchFlag.MatchExactly)
        return found[0] if found else QModelIndex()

    def current_photo(self) -> str:
        """Return the id of the visit that is selected, or empty."""
        return str(self.tree.currentIndex().data(PHOTO) or "")

    def current_subject(self) -> str:
        """Return the code of the subject that is selected, or whose visit is, or empty."""
        index = self.tree.currentIndex()
        return str(index.data(SUBJECT) or index.parent().data(SUBJECT) or "")

    def changeEvent(self, event: QEvent) -> None:
        """Draw the badges again when the theme changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.model.recolor()

    def _narrow(self, text: str) -> None:
        self._proxy.setFilterFixedString(text.strip().lower())
        if (text.strip() and self._proxy.rowCount() <= 12) or self._proxy.rowCount() <= 3:
            self.tree.expandAll()

    def _mark(self) -> None:
        """Select what is on the screen."""
        shown = self._desk.followup or self._desk.baseline
        index = self.index_of(shown.id) if shown else self.subject_index(self._desk.selected)
        if index.isValid():
            self.tree.setCurrentIndex(index)

    def _take(self, index: QModelIndex) -> None:
        if photo := index.data(PHOTO):
            self.photo_wanted.emit(str(photo))
        elif code := index.data(SUBJECT):
            self.subject_wanted.emit(str(code))


class _Tree(QTreeView):
    def __init__(self, model: QSortFilterProxyModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(self.tr("Subjects and visits"))
        self.setHeaderHidden(True)
        self.setIconSize(PICTURE)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep letters for the shortcuts."""
        if event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)
