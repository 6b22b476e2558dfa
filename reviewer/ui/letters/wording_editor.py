"""The wording of the letters, Korean and English side by side, checked while it is typed, with a real letter beside."""

import dataclasses
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QKeyEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QTextEdit, QVBoxLayout, QWidget

from reviewer.desk.wording import word_for
from reviewer.rules.calendar import KOREA
from reviewer.rules.problem import Problem
from reviewer.ui import keys
from reviewer.ui.actions import Action, press
from reviewer.ui.drafts import Drafts
from reviewer.ui.elided import NarrowChoice
from reviewer.ui.flow import Flow
from reviewer.ui.letters.letter_preview import LONG_TITLE, LetterPreview
from reviewer.ui.letters.value_choice import ValueChoice
from reviewer.ui.parts import banner, button, column, label, restyle, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import LANGUAGES, language, tr

PAUSE = 400
"""Milliseconds after the last key before the text is checked and the letter drawn anew."""
DRAFT = "letter_wording"


@dataclasses.dataclass(frozen=True)
class EditorPage:
    """The wording in force in its two halves, and what stood unsaved."""

    ko: str
    en: str
    drafts: dict[str, str]


class WordingEditor(QWidget):
    """Undo and redo reach back over everything, also over a text put back; what is unsaved is kept."""

    def __init__(self, sitting: Sitting) -> None:
        """Empty until it is read."""
        super().__init__()
        self.setObjectName("wording_editor")
        self._sitting = sitting
        self.page: EditorPage | None = None
        self._drafts: Drafts | None = None
        self._asked = 0
        self.faults: list[Any] = []  # desk.wording_desk.Fault
        self.texts = {lang: self._field(lang) for lang in LANGUAGES}
        self._last = self.texts["ko"]
        self.values = ValueChoice(self._insert)
        self.preview = LetterPreview(sitting, LONG_TITLE)
        self.form = NarrowChoice("wording_form", tr("Letter shown"))
        self.verdict = banner("", "good")
        self.verdict.setObjectName("wording_verdict")
        self.propose = button("propose_wording", tr("Propose this wording"), self.record, role="primary")
        self.propose.setEnabled(False)  # until it is known what is in force and who may
        self.said = label("", size=12, tone="soft", wrap=True)
        self.said.setObjectName("wording_said")
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.check)
        self.form.activated.connect(lambda _: self._form_chosen())

    def _field(self, lang: str) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setObjectName(f"wording_{lang}")
        field.setAccessibleName(tr("Wording of the letters, {language}", language=LANGUAGES[lang]))
        field.setTabChangesFocus(True)
        field.textChanged.connect(self._typed)
        field.cursorPositionChanged.connect(lambda: self._stood_in(field))
        return field

    def _stood_in(self, field: QPlainTextEdit) -> None:
        if field.hasFocus():
            self._last = field

    def _insert(self, name: str) -> None:
        """Put a value where the cursor stood last."""
        self._last.insertPlainText(f"{{{name}}}")
        self._last.setFocus()

    def _lay_out(self) -> None:
        left = QWidget()
        inside = column(left, spacing=8)
        inside.setContentsMargins(16, 12, 8, 12)
        inside.addWidget(self.form)
        inside.addWidget(self.values)
        heads = Flow()
        for name, text, pressed in (
            ("wording_to_fault", f"{tr('Go to the line')}  {keys.shown('to_fault')}", self.go_to_fault),
            ("wording_in_force", tr("Back to the wording in force"), lambda: self._put_back(None)),
            ("wording_shipped", tr("Back to the shipped wording"), lambda: self._put_back("shipped")),
        ):
            heads.add(button(name, text, pressed, role="link"))
        inside.addWidget(heads)
        fields = QSplitter()
        fields.setChildrenCollapsible(False)
        fields.setMinimumHeight(self._sitting.look.px(72))
        for field in self.texts.values():
            fields.addWidget(field)
        inside.addWidget(fields, 1)
        inside.addWidget(self.verdict)
        foot = row()
        foot.addWidget(self.said, 1)
        foot.addWidget(self.propose)
        inside.addLayout(foot)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.preview)
        split.setSizes([620, 480])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    # --- reading ----------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the wording in force and what stood unsaved; what is typed meanwhile stays."""
        person = self._sitting.person
        self._sitting.read(lambda conn: _read(conn, person), then=self._show, otherwise=_unexpected, owner=self)

    def _show(self, page: EditorPage) -> None:
        first = self.page is None
        self.page = page
        if not first:
            self.check()
            return
        from reviewer.desk.wording_desk import forms

        for code in forms():
            found = word_for("letter", code, language())
            self.form.addItem(found[:1].upper() + found[1:], code)
        self._drafts = Drafts(self._sitting, "", page.drafts)
        kept = self._drafts.of(DRAFT)
        for lang, field in self.texts.items():
            field.blockSignals(True)
            field.setPlainText(str(kept.get(lang) or getattr(page, lang)))
            field.blockSignals(False)
        self.check()

    def _typed(self) -> None:
        if self._drafts is not None and self.page is not None:
            texts = self._written()
            same = all(texts[lang] == getattr(self.page, lang) for lang in texts)
            self._drafts.keep(DRAFT, None if same else dict(texts))
        self._timer.start()

    def _written(self) -> dict[str, str]:
        return {lang: field.toPlainText() for lang, field in self.texts.items()}

    def _put_back(self, which: str | None) -> None:
        """Put another text in, as one step that undo takes back."""
        if self.page is None:
            return
        from reviewer.desk.wording_desk import shipped

        ko, en = shipped() if which else (self.page.ko, self.page.en)
        for field, text in zip(self.texts.values(), (ko, en), strict=True):
            cursor = field.textCursor()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(text)

    # --- checking ---------------------------------------------------------------------------------------

    def check(self) -> None:
        """Look for what is wrong, off the window's thread; the letter is drawn where nothing is."""
        self._asked += 1
        asked, texts = self._asked, self._written()

        def work() -> Any:
            from reviewer.desk.wording_desk import faults

            return faults(texts["ko"], texts["en"])

        self._sitting.lanes.reader.run(
            work, then=lambda found: self._checked(asked, found), otherwise=_unexpected, owner=self
        )

    def _checked(self, asked: int, found: list[Any]) -> None:
        if asked != self._asked:
            return
        self.faults = found
        stops = [one for one in found if one.stops]
        tone = "bad" if stops else "wait" if found else "good"
        told = [self._in_words(one) for one in found[:4]]
        self.verdict.setText("\n".join(told) or tr("Both texts are whole, all placeholders known."))
        restyle(self.verdict, banner=tone)
        for lang, field in self.texts.items():
            field.setExtraSelections([_marked(field, one.line) for one in found if one.lang == lang])
        self._say(bool(stops))
        if not stops:
            self._draw()

    def _in_words(self, one: Any) -> str:
        where = tr("{language}, line {n}", language=LANGUAGES[one.lang], n=one.line)
        is_lost = not one.stops and "{" in one.why
        lost = f"{tr('no longer named, though the other language or the shipped text names it')}: " if is_lost else ""
        form = f"{word_for('letter', one.form, language())}: " if one.form else ""
        return f"{where}: {lost}{form}{fault_words(one.why)}"

    def _say(self, is_wrong: bool) -> None:
        page, texts = self.page, self._written()
        why = why_not(self._sitting, "adopt_wording")
        if not why and is_wrong:
            why = tr("Something in the text is wrong.")
        if not why and page is not None and all(texts[lang] == getattr(page, lang) for lang in texts):
            why = tr("This is the wording in force.")
        self.propose.setEnabled(not why)
        set_tip(self.propose, why)
        waits = [one for one in self._sitting.case.waiting if one.what == "WORDING"]
        told = tr("A wording that was proposed waits for the chair (Settings, Council).") if waits else ""
        self.said.setText("  ·  ".join(filter(None, (why, told))))

    def go_to_fault(self) -> None:
        """Put the cursor on the first line that is named."""
        if self.faults:
            one = self.faults[0]
            field = self.texts[one.lang]
            _go_to(field, one.line)
            field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key goes to the line that is wrong."""
        if not press(event, self.offers()):
            super().keyPressEvent(event)

    def offers(self) -> Iterator[Action]:
        """What can be done here."""
        yield Action("to_fault", self.go_to_fault, lambda: "" if self.faults else tr("No line is wrong."))

    def _form_chosen(self) -> None:
        """Both texts go to where this letter begins, and it is drawn."""
        for field in self.texts.values():
            text = field.toPlainText()
            first = re.search(rf'^{self.form.currentData()} = .*?parts = \["(\w+)"', text, re.MULTILINE)
            place = text.find(f"\n{first[1]} = [") if first else -1
            if place >= 0:
                _go_to(field, text.count("\n", 0, place + 1) + 1)
        self._draw()

    # --- the letter -------------------------------------------------------------------------------------

    def _draw(self) -> None:
        form, asked = str(self.form.currentData() or ""), self._asked
        if not form or any(one.stops for one in self.faults):
            return

        def read(conn: Any) -> str:
            from reviewer.desk.wording_desk import claim_for

            return claim_for(conn, form)

        self._sitting.read(
            read, then=lambda number: self._show_letter(asked, form, number), otherwise=_unexpected, owner=self
        )  # fmt: skip

    def _show_letter(self, asked: int, form: str, number: str) -> None:
        if asked != self._asked or form != self.form.currentData():
            return
        from reviewer.letters.wording import join

        text, on = join(*self._written().values()), self._sitting.now().astimezone(KOREA).date()
        self._sitting.read(
            partial(_values, text, form, number, on, language()), then=self.values.show_values,
            otherwise=_wrong_meanwhile, owner=self,
        )  # fmt: skip
        about = f"{number or tr('invented example')} · {self.form.currentText()}"
        self.preview.show_letter(
            about, partial(_pdf, text, form, number, on), ("ko", "en"),
            partial(_notes, text, form, number, on),
        )  # fmt: skip

    # --- proposing --------------------------------------------------------------------------------------

    def record(self) -> None:
        """Propose the text; another person puts it in force."""
        from reviewer.letters.wording import join

        if self.propose.isEnabled():
            body = {"text": join(*self._written().values())}
            self._sitting.record(
                "adopt_wording", "case", body, then=lambda _: self._recorded(), otherwise=self._refused, owner=self
            )  # fmt: skip

    def _recorded(self) -> None:
        if self._drafts is not None:
            self._drafts.keep(DRAFT, None)
        self.read()

    def _refused(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.verdict.setText(in_words(fault))
        restyle(self.verdict, banner="bad")


def fault_words(why: str) -> str:
    """Why a wording is wrong in the language of the windows; places and names stay as they are."""
    words = {
        "no such value": tr("no such value"), "no such particle here": tr("no such particle here"),
        "no such particle": tr("no such particle"), "no such condition": tr("no such condition"),
        "has a brace that does not close": tr("has a brace that does not close"), "is missing": tr("is missing"),
        "is empty": tr("is empty"), "is not known here": tr("is not known here"),
        "must be one line": tr("must be one line"),
        "stands in the other language only": tr("stands in the other language only"),
        "stands in one language only": tr("stands in one language only"),
        "Korean and English name different numbers": tr("Korean and English name different numbers"),
        "stand the other way round in English": tr("stand the other way round in English"),
    }  # fmt: skip
    for phrase, said in words.items():
        if phrase in why:
            return why.replace(phrase, said, 1)
    return why


def _go_to(field: QPlainTextEdit, number: int) -> None:
    field.setTextCursor(QTextCursor(field.document().findBlockByNumber(number - 1)))
    field.centerCursor()


def _marked(field: QPlainTextEdit, number: int) -> QTextEdit.ExtraSelection:
    found = QTextEdit.ExtraSelection()
    found.cursor = QTextCursor(field.document().findBlockByNumber(number - 1))
    shade = QColor(field.palette().highlight().color())
    shade.setAlpha(60)
    found.format.setBackground(shade)
    found.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
    return found


def _read(conn: Any, person: str) -> EditorPage:
    from reviewer.casefile import desk_notes, standing
    from reviewer.desk.wording_desk import apart

    ko, en = apart(standing.wording_in_force(conn))
    return EditorPage(ko, en, desk_notes.drafts_of(conn, person, ""))


def _pdf(text: str, form: str, number: str, on: Any, case_file: Any, lang: str) -> bytes:
    from reviewer.desk.wording_desk import sample_letter
    from reviewer.letters import page

    return page.render(sample_letter(case_file, text, form, number, lang, on))


def _values(text: str, form: str, number: str, on: Any, lang: str, conn: Any) -> Any:
    from reviewer.desk.wording_desk import values_of

    return values_of(conn, text, form, number, lang, on)


def _notes(text: str, form: str, number: str, on: Any, case_file: Any, lang: str) -> Any:
    from reviewer.desk.letter_notes import notes_of
    from reviewer.desk.wording_desk import sample_letter

    return notes_of(sample_letter(case_file, text, form, number, lang, on))


def _wrong_meanwhile(fault: BaseException) -> None:
    """What was typed while the letter was being looked for is checked on its own."""
    if not isinstance(fault, Problem):
        raise fault


def _unexpected(fault: BaseException) -> None:
    raise fault
