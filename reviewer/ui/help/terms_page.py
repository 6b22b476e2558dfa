"""What is this: the words of the field, what each means, and the rules behind it with their values."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from reviewer.desk.rule_words import RuleWords
from reviewer.rules.korean import fold, initials
from reviewer.rules.searching import Term as SoughtWord
from reviewer.rules.searching import terms_of
from reviewer.ui.help.terms import Term, terms
from reviewer.ui.parts import column, empty, label, wrapped
from reviewer.ui.search_edit import SearchEdit
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import language, tr


class TermsPage(QWidget):
    """A list of words at the left, the chosen one at the right; the field above narrows the list."""

    def __init__(self, sitting: Sitting | None) -> None:
        """Without an open case the rules have no values to show."""
        super().__init__()
        self.setObjectName("terms_page")
        self._sitting = sitting
        self._first: Sequence[Term] = ()
        self.search = SearchEdit()
        self.search.setObjectName("terms_search")
        self.search.setPlaceholderText(tr("Find a word, in Korean or English"))
        self.search.setAccessibleName(tr("Find a word, in Korean or English"))
        self.search.words_changed.connect(self._narrow)
        self.list = wrapped(QListWidget())
        self.list.setObjectName("terms_list")
        self.list.setAccessibleName(tr("Words of the field"))
        self.list.currentItemChanged.connect(self._show)
        left = QVBoxLayout()
        left.setSpacing(8)
        self.told = label("", tone="soft", wrap=True, told=True)
        self.told.setObjectName("terms_told")
        self.told.hide()
        left.addWidget(self.search)
        left.addWidget(self.told)
        left.addWidget(self.list, 1)
        self._text = QWidget()
        self._lines = column(self._text, margins=16, spacing=8)
        area = QScrollArea()
        area.setObjectName("term_area")
        area.setAccessibleName(tr("What the word means"))
        area.setWidgetResizable(True)
        area.setWidget(self._text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(16)
        layout.addLayout(left, 2)
        layout.addWidget(area, 3)
        self._narrow("")

    def show_terms(self, found: Sequence[Term]) -> None:
        """Put these words first and choose the first of them; none is chosen where there is none of them."""
        self._first = found
        self.search.clear()
        self._narrow("")
        if not found:
            self.list.setCurrentRow(-1)
        none = tr("No word of the field stands here. The list has all of them.")
        self.told.setText("")
        self.told.show()
        self.told.setText(tr("Words of the field that stand here: {n}", n=len(found)) if found else none)
        (self.list if found else self.search).setFocus()  # a list that gets the keyboard chooses its first row

    def chosen(self) -> Term | None:
        """The word whose meaning is in view."""
        item = self.list.currentItem()
        found: Term | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found

    def show_again(self, term: Term | None) -> None:
        """Choose a word that was in view before."""
        self.list.setCurrentRow(terms().index(term) if term is not None else -1)

    def _narrow(self, words: str) -> None:
        sought = terms_of(words, composing=self.search.is_composing())
        self.told.setVisible(bool(self.told.text()) and not sought)
        rest = [term for term in terms() if term not in self._first]
        self.list.clear()
        for term in (*self._first, *rest):
            names = [term.names[language()], *(name for lang, name in term.names.items() if lang != language())]
            called = [fold(name) for lang in term.names for name in term.called(lang)]
            if not any(all(_holds(name, one) for one in sought) for name in called):
                continue
            item = QListWidgetItem(" · ".join(names))
            item.setData(Qt.ItemDataRole.UserRole, term)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        if not self.list.count():
            self._show(None)

    def _show(self, item: QListWidgetItem | None, _: QListWidgetItem | None = None) -> None:
        empty(self._lines)
        if item is None:
            is_found = self.list.count() > 0
            none = tr("Choose a word to read what it means.") if is_found else tr("No word of the field is called so.")
            self._lines.addWidget(label(none, tone="soft", wrap=True))
            self._lines.addStretch()
            return
        term: Term = item.data(Qt.ItemDataRole.UserRole)
        self._lines.addWidget(label(term.names[language()], size=20, bold=True, wrap=True))
        self._lines.addWidget(label(term.says[language()], size=15, wrap=True))
        self._rules(term)
        self._lines.addStretch()
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, term.says[language()])

    def _rules(self, term: Term) -> None:
        self._lines.addSpacing(8)
        self._lines.addWidget(label(tr("The rule behind it"), bold=True))
        if self._sitting is None:
            self._lines.addWidget(label(tr("Open a case to see the values its plan has."), tone="soft", wrap=True))
            return
        said = RuleWords(self._sitting.case, self._sitting.plan, language())
        for rule in term.rules:
            line = said.line(rule)
            text = f"{line.name}: {line.value}" if line.value else line.name
            self._lines.addWidget(label(text, wrap=True))
            self._lines.addWidget(label(line.mark, size=12, tone="soft"))


def _holds(name: str, sought: SoughtWord) -> bool:
    return sought.is_in(initials(name) if sought.in_initials else name)
