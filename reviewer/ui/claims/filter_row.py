"""The heads of the list and, on demand, a row of fields under them that narrow it."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QTableView, QWidget

from reviewer.ui.claim_columns import COLUMNS, head_of
from reviewer.ui.claims.condition_words import FieldWords, example_of, fault_in_words, in_words, told, ways_of
from reviewer.ui.look import Look
from reviewer.ui.parts import label, restyle
from reviewer.ui.search_edit import SearchEdit
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr


class FilterHeader(QHeaderView):
    """Sections as everywhere; with `show_row`, a field under each, and below it in words what cannot be read."""

    changed = Signal()
    left = Signal()
    """Enter, Down or Esc in a field: on to the rows."""

    def __init__(self, table: QTableView, look: Look, words_of: FieldWords) -> None:
        """`words_of` gives the codes of a field with their words."""
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table, self._look, self._words_of = table, look, words_of
        self._fields: dict[str, SearchEdit] = {}
        self._conditions: dict[str, str] = {}
        self._faults: dict[str, str] = {}
        self.composed = ""
        """The field of the case file whose text ends in a syllable still being typed."""
        self.is_row_shown = False
        self._fault = label("", size=12, tone="bad", told=True)
        self._fault.setParent(self)
        self._fault.setObjectName("filter_fault")
        self._fault.setWordWrap(True)
        self._told = ""  # the field whose fault is told
        self._fault.hide()
        self.sectionResized.connect(lambda *_: self.place_fields())
        self.sectionMoved.connect(lambda *_: self._chain())
        table.horizontalScrollBar().valueChanged.connect(lambda _: self.place_fields())

    # --- what is asked for ------------------------------------------------------------------------------

    def conditions(self) -> dict[str, str]:
        """What can be read of the fields, by field of the case file."""
        return dict(self._conditions)

    def set_conditions(self, conditions: Mapping[str, str]) -> None:
        """Let the fields say these."""
        self._conditions, self.composed = dict(conditions), ""
        self._faults.clear()
        for field, edit in self._fields.items():
            self._fill(field, edit)
        self._tell_fault()

    def _fill(self, field: str, edit: SearchEdit) -> None:
        condition = self._conditions.get(field, "")
        if self._kept(field, edit.text()) == condition:
            return
        edit.say_silently(in_words(condition, self._words_of(field)) if condition else "")
        restyle(edit, fault="false")

    def _kept(self, field: str, text: str) -> str | None:
        try:
            return self._words_of.codes(field, text)
        except ValueError:
            return None

    def unread(self) -> dict[str, str]:
        """What stands in fields and cannot be read, or not yet, by field of the case file."""
        return {field: self._fields[field].words() for field in self._faults}

    def type_again(self, texts: Mapping[str, str]) -> bool:
        """Put in again what could not be read in the header before this one; False until the row is shown again."""
        for field, text in texts.items() if self.is_row_shown else ():
            self._fields[field].say_silently(text)
            self._typed(field, text)
        return self.is_row_shown

    def show_row(self, shown: bool) -> None:
        """Show or hide the row of fields; hidden, it still narrows."""
        self.is_row_shown = shown
        if shown and not self._fields:
            for column in COLUMNS[: self.count()]:
                self._fields[column.field] = self._make(column.name, column.field)
        self._chain()
        self._lay_out_again()

    def focus_field(self, name: str) -> None:
        """Put the keyboard into the field of a column."""
        edit = self._fields.get(next(column.field for column in COLUMNS if column.name == name))
        if edit is not None:
            edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def has_focus(self) -> bool:
        """Whether the keyboard stands in one of the fields."""
        return any(edit.hasFocus() for edit in self._fields.values())

    def _make(self, name: str, field: str) -> SearchEdit:
        edit = SearchEdit()
        edit.setParent(self)
        edit.setClearButtonEnabled(False)
        edit.setObjectName(f"filter_{name}")
        edit.setProperty("role", "filter")
        edit.setAccessibleName(tr("Filter: {column}", column=head_of(name)))
        edit.setAccessibleDescription(ways_of(field))
        set_tip(edit, ways_of(field))
        edit.setPlaceholderText(example_of(field))
        self._fill(field, edit)
        edit.words_changed.connect(lambda text: self._typed(field, text))
        edit.settled.connect(lambda text: self._typed(field, text))
        edit.installEventFilter(self)
        return edit

    def _typed(self, field: str, text: str) -> None:
        edit = self._fields[field]
        try:
            kept = self._read(field, text, edit)
        except ValueError as fault:
            self._faults[field] = fault_in_words(fault)
        else:
            self._faults.pop(field, None)
            self._ask(field, kept, field if edit.is_composing() and self._words_of(field) is None else "")
        restyle(edit, fault="true" if field in self._faults else "false")
        edit.setAccessibleDescription(self._faults.get(field) or ways_of(field))
        self._tell_fault()

    def _ask(self, field: str, kept: str, composed: str = "") -> None:
        """From now on this is what a field says, as it is kept; "" for nothing."""
        before = self._conditions, self.composed
        others = {name: said for name, said in self._conditions.items() if name != field}
        self._conditions, self.composed = others | ({field: kept} if kept else {}), composed
        if (self._conditions, self.composed) != before:
            self.changed.emit()

    def _read(self, field: str, text: str, edit: SearchEdit) -> str:
        """The condition as it is kept; a syllable still being typed is no fault, it may become part of a word."""
        from reviewer.casefile.conditions import read

        try:
            kept = self._words_of.codes(field, text)
            return kept if read(field, kept) else ""
        except ValueError:
            if not edit.is_composing():
                raise
            kept = self._words_of.codes(field, edit.text())
            return kept if read(field, kept) else ""

    # --- where it stands --------------------------------------------------------------------------------

    def _tell_fault(self) -> None:
        """The fault of the field that is typed in, else the first, right below its field."""
        had = self._fault_height()
        typed_in = next((name for name in self._faults if self._fields[name].hasFocus()), "")
        self._told = typed_in or next(iter(self._faults), "")
        self._fault.setText(self._said_of(self._told) if self._told else "")
        self._fault.setVisible(bool(self._told) and self.is_row_shown)
        if had != self._fault_height():
            self._lay_out_again()
        self.place_fields()

    def _said_of(self, field: str) -> str:
        """The fault of a field and, where the rows are those of what it said before, that."""
        before = self._conditions.get(field)
        if before is None:
            return self._faults[field]
        still = tr("the list still shows {filter}", filter=told(before, self._words_of(field)))
        return f"{self._faults[field]} · {still}"

    def _fault_size(self) -> QSize:
        """In one line, or in as many as the width of the row asks for."""
        room, metrics = self.width() - 16, self._fault.fontMetrics()
        wide = min(metrics.horizontalAdvance(self._fault.text()) + 8, room)
        return QSize(wide, max(self._look.px(20), self._fault.heightForWidth(wide)))

    def _fault_height(self) -> int:
        return self._fault_size().height() if self._fault.isVisibleTo(self) else 0

    def _field_height(self) -> int:
        return self._look.px(16) + 8

    def _extra(self) -> int:
        if not self.is_row_shown:
            return 0
        return self._field_height() + 8 + self._fault_height()

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, place: int) -> None:
        """Room for the mark of the sort beside a head that stands at the right; it would lie on its last syllable."""
        super().initStyleOptionForIndex(option, place)
        if place == self.sortIndicatorSection() and option.textAlignment & Qt.AlignmentFlag.AlignRight:
            option.text += "\u2003"

    def sizeHint(self) -> QSize:
        """The heads, and the row below them."""
        found = super().sizeHint()
        return QSize(found.width(), found.height() + self._extra())

    def updateGeometries(self) -> None:
        """Leave room for the fields below the heads."""
        self.setViewportMargins(0, 0, 0, self._extra())
        super().updateGeometries()
        self.place_fields()

    def _lay_out_again(self) -> None:
        self.updateGeometries()
        self.updateGeometry()
        self.geometriesChanged.emit()
        self.place_fields()

    def place_fields(self) -> None:
        """Put every field under its head."""
        if not self._fields:
            return
        top = self.viewport().height() + 3
        for place, column in enumerate(COLUMNS[: self.count()]):
            edit = self._fields[column.field]
            is_shown = self.is_row_shown and not self.isSectionHidden(place)
            if is_shown:
                left, width = self.sectionViewportPosition(place), self.sectionSize(place)
                edit.setGeometry(left + 3, top, max(width - 6, 24), self._field_height())
                if column.field == self._told:
                    size = self._fault_size()
                    begins = max(0, min(left + 8, self.width() - size.width() - 8))
                    self._fault.setGeometry(QRect(QPoint(begins, top + self._field_height() + 1), size))
            edit.setVisible(is_shown)

    def _chain(self) -> None:
        """Tab goes through the fields as they are seen, and on to the rows."""
        before: QWidget | None = None
        for visual in range(self.count()):
            edit = self._fields.get(COLUMNS[self.logicalIndex(visual)].field)
            if edit is None or self.isSectionHidden(self.logicalIndex(visual)):
                continue
            if before is not None:
                QWidget.setTabOrder(before, edit)
            before = edit
        if before is not None:
            QWidget.setTabOrder(before, self._table)
        self.place_fields()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field that is entered comes into view; Enter, Down and Esc lead to the rows.

        What cannot be read narrows as far as it could be while it is typed, and nothing once its field is left.
        """
        if event.type() == QEvent.Type.FocusIn:
            self._bring_into_view(watched)
            self._tell_fault()
        if event.type() == QEvent.Type.FocusOut and self.window().isActiveWindow():
            for field in [name for name in self._faults if self._fields[name] is watched]:
                self._ask(field, "")
                self._tell_fault()
        leaving = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Escape)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in leaving:
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def _bring_into_view(self, watched: QObject) -> None:
        for place, column in enumerate(COLUMNS[: self.count()]):
            if self._fields[column.field] is watched:
                left, bar = self.sectionViewportPosition(place), self._table.horizontalScrollBar()
                right = left + self.sectionSize(place) - self.viewport().width()
                bar.setValue(bar.value() + (min(left, 0) or max(right, 0)))
