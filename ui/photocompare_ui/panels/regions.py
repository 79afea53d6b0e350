"""The regions: a list, and the words of the selected one."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from photocompare.regions.region import ROLES, SIDES
from photocompare_ui import commands, said
from photocompare_ui.document import Document
from photocompare_ui.labels import heading, plain
from photocompare_ui.models.regions import RegionModel
from photocompare_ui.panel import Panel
from photocompare_ui.words import DASH

ARMS = ("", "treated", "untreated", "A", "B")


class RegionPanel(Panel):
    """Lists the regions; below, name, arm, side and role of the selected one can be changed.

    Attributes:
        list: the regions.
        name, arm, side, role: the fields of the selected region.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.list = QListView()
        self.list.setModel(RegionModel(document))
        self.list.setAccessibleName(self.tr("Regions"))
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(12, 12))
        self.name = QLineEdit()
        self.arm, arm_text = QComboBox(), QLineEdit()
        self.arm.addItems(list(ARMS))
        arm_text.setPlaceholderText(DASH)
        self.arm.setEditable(True)
        self.arm.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.arm.setLineEdit(arm_text)
        arm_text.editingFinished.connect(lambda: self._change("arm", arm_text.text()))
        self.side = _choice(SIDES)
        self.role = _choice(ROLES)
        self._hint = plain(quiet=True, wrap=True)
        self._fields = QWidget()
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._picked)
        self.name.editingFinished.connect(lambda: self._change("name", self.name.text()))
        self.arm.textActivated.connect(lambda text: self._change("arm", text))
        self.side.activated.connect(lambda: self._change("side", self.side.currentData()))
        self.role.activated.connect(lambda: self._change("role", self.role.currentData()))
        document.regions_changed.connect(self._refresh)
        document.photos_changed.connect(self._refresh)
        document.glimpses_changed.connect(lambda: self.setVisible(not document.covered))
        document.selection_changed.connect(self._refresh)
        self._refresh()

    def _lay_out(self) -> None:
        form = QGridLayout(self._fields)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(6)
        for index, (text, field) in enumerate(
            (
                (self.tr("&Name"), self.name),
                (self.tr("&Arm"), self.arm),
                (self.tr("&Side"), self.side),
                (self.tr("&Role"), self.role),
            )
        ):
            caption = plain(text)
            caption.setBuddy(field)
            field.setAccessibleName(text.replace("&", ""))
            form.addWidget(caption, index // 2, 2 * (index % 2))
            form.addWidget(field, index // 2, 2 * (index % 2) + 1)
        form.setColumnStretch(1, 1)
        form.setColumnStretch(3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(self.tr("Regions")))
        column.addWidget(self._hint)
        column.addWidget(self.list, 1)
        column.addWidget(self._fields)

    def _refresh(self) -> None:
        regions, region = self._document.regions, self._document.region
        self._hint.setText(
            self.tr("Press P and outline skin on either photograph.")
            if self._document.baseline
            else self.tr("Regions you outline are listed here.")
        )
        self._hint.setVisible(not regions)
        self.list.setVisible(bool(regions))
        self.list.setFixedHeight(min(max(len(regions), 1), 6) * max(self.list.sizeHintForRow(0), 24) + 8)
        self._fields.setVisible(region is not None)
        row = regions.index(region) if region else -1
        index = self.list.model().index(row, 0)
        with_flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().blockSignals(True)
        self.list.selectionModel().setCurrentIndex(index, with_flags)
        if region is None:
            self.list.clearSelection()
        self.list.selectionModel().blockSignals(False)
        self.list.viewport().update()
        if region is not None:
            self.name.setText(region.name)
            self.arm.setCurrentText(region.arm)
            self.side.setCurrentIndex(SIDES.index(region.side))
            self.role.setCurrentIndex(ROLES.index(region.role))

    def _picked(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._document.regions):
            self._document.select(self._document.regions[row].name)

    def _change(self, field: str, text: str) -> None:
        region = self._document.region
        if region is not None and getattr(region, field) != text.strip():
            commands.change_region(self._document, region.name, **{field: text.strip()})
            # A taken or empty name was not taken over: show the one that counts.
            self._refresh()


def _choice(choices: tuple[str, ...]) -> QComboBox:
    box = QComboBox()
    for choice in choices:
        box.addItem(said.text(choice) if choice else DASH, choice)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return box
