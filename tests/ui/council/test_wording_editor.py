"""The editor of the wording: faults with their line while typing, a real letter beside, undo, drafts, proposing."""

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.desk.wording_desk import shipped
from reviewer.ui.letters.letters_view import LettersPlace
from reviewer.ui.letters.wording_editor import DRAFT, WordingEditor
from tests.ui.conftest import LEAD
from tests.ui.council.conftest import PATIENCE, become


@pytest.fixture
def editor(letters: LettersPlace, qtbot: QtBot) -> WordingEditor:
    letters.tabs.go("wording")
    found = letters.wording
    qtbot.waitUntil(lambda: set(found.preview.drawn) == {"ko", "en"}, timeout=PATIENCE)
    return found


def put(editor: WordingEditor, lang: str, old: str, new: str) -> None:
    """Type over the first place of a text, as one step."""
    field = editor.texts[lang]
    cursor = field.document().find(old)
    assert not cursor.isNull()
    cursor.insertText(new)


def test_a_fault_is_named_with_its_line_while_typing_and_a_key_goes_there(editor: WordingEditor, qtbot: QtBot) -> None:
    put(editor, "en", "We will pay you {award}", "We will pay you {awrad}")
    qtbot.waitUntil(lambda: "awrad" in editor.verdict.text(), timeout=PATIENCE)
    (fault,) = editor.faults
    field = editor.texts["en"]
    assert "{awrad}" in field.document().findBlockByNumber(fault.line - 1).text()
    assert str(fault.line) in editor.verdict.text()
    assert not editor.propose.isEnabled()
    editor.go_to_fault()
    assert field.textCursor().blockNumber() == fault.line - 1
    field.undo()
    qtbot.waitUntil(lambda: editor.faults == [], timeout=PATIENCE)
    field.redo()
    qtbot.waitUntil(lambda: editor.faults != [], timeout=PATIENCE)


def test_the_letter_beside_follows_the_text_with_its_cautions(editor: WordingEditor, qtbot: QtBot) -> None:
    before, bar = editor.preview._pdfs["ko"], editor.preview._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 40, timeout=PATIENCE)
    bar.setValue(40)
    long = "이 문장은 " + "아주 " * 40 + "깁니다."
    put(editor, "ko", "심의 내용은 다음과 같습니다.", long)
    qtbot.waitUntil(
        lambda: editor.preview._pdfs.get("ko", before) != before and "ko" in editor.preview.notes.notes,
        timeout=PATIENCE,
    )
    qtbot.waitUntil(lambda: "아주 아주" in editor.preview.notes.cautions.toolTip(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: set(editor.preview.drawn) == {"ko", "en"}, timeout=PATIENCE)
    assert bar.value() == 40, "whoever reads the second page while typing stays there"


def test_what_is_unsaved_is_kept_and_every_text_can_be_put_back(
    editor: WordingEditor, opened: Reviewer, qtbot: QtBot
) -> None:
    sitting = editor._sitting
    put(editor, "ko", "문의: ", "여쭐 곳: ")
    assert "여쭐 곳: " in sitting.unsaved[sitting.person, ""][DRAFT]["ko"]
    again = WordingEditor(sitting)
    qtbot.addWidget(again)
    again.read()
    qtbot.waitUntil(lambda: "여쭐 곳: " in again.texts["ko"].toPlainText(), timeout=PATIENCE)
    editor._put_back("shipped")
    assert (editor.texts["ko"].toPlainText(), editor.texts["en"].toPlainText()) == shipped()
    editor.texts["ko"].undo()
    assert "여쭐 곳: " in editor.texts["ko"].toPlainText()


def test_a_wording_is_proposed_and_waits_for_another_person(editor: WordingEditor, qtbot: QtBot) -> None:
    assert not editor.propose.isEnabled()  # nothing was changed
    put(editor, "ko", "문의: ", "여쭐 곳: ")
    qtbot.waitUntil(editor.propose.isEnabled, timeout=PATIENCE)
    editor.propose.click()
    qtbot.waitUntil(lambda: any(one.what == "WORDING" for one in editor._sitting.case.waiting), timeout=PATIENCE)
    qtbot.waitUntil(lambda: bool(editor.said.text()), timeout=PATIENCE)
    assert editor._sitting.unsaved[editor._sitting.person, ""][DRAFT] is None


def test_a_letter_no_claim_has_yet_is_drawn_from_an_invented_one(editor: WordingEditor, qtbot: QtBot) -> None:
    editor.form.setCurrentIndex(editor.form.findData("RETURN_REQUEST"))
    editor.preview.drawn.clear()
    editor.form.activated.emit(editor.form.currentIndex())
    qtbot.waitUntil(lambda: set(editor.preview.drawn) == {"ko", "en"}, timeout=PATIENCE)
    assert "invented example" in editor.preview.title.accessibleName()


def test_a_value_is_put_where_the_cursor_stood_with_what_it_prints_beside_it(
    editor: WordingEditor, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: editor.values.findData("claim_no") > 0, timeout=PATIENCE)
    at = editor.values.findData("claim_no")
    assert "2023-" in editor.values.itemText(at)
    field = editor.texts["ko"]
    before = field.toPlainText()
    editor.values.setCurrentIndex(at)
    editor.values.activated.emit(at)
    assert field.toPlainText().count("{claim_no}") == before.count("{claim_no}") + 1
    assert editor.values.currentIndex() == 0


def test_a_wording_in_force_is_that_of_the_letter_in_view(
    editor: WordingEditor, opened: Reviewer, qtbot: QtBot
) -> None:
    put(editor, "ko", "문의: ", "여쭐 곳: ")
    qtbot.waitUntil(editor.propose.isEnabled, timeout=PATIENCE)
    editor.propose.click()
    qtbot.waitUntil(lambda: any(one.what == "WORDING" for one in editor._sitting.case.waiting), timeout=PATIENCE)
    become(opened, qtbot, LEAD)
    opened.window.show_place("letters")
    place, sitting = opened.window._built["letters"], opened.window.sitting
    assert isinstance(place, LettersPlace)
    assert sitting is not None
    place.tabs.go("queue")
    preview = place.queue.preview
    qtbot.waitUntil(lambda: set(preview.drawn) == {"ko", "en"}, timeout=PATIENCE)
    assert "여쭐 곳" not in words_of(preview._pdfs["ko"])
    done = list[object]()
    (waiting,) = [one.entry for one in sitting.case.waiting if one.what == "WORDING"]
    sitting.record("confirm_wording", "case", {"entry": waiting}, then=done.append, otherwise=done.append, owner=place)
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)
    qtbot.waitUntil(lambda: "여쭐 곳" in words_of(preview._pdfs.get("ko", b"")), timeout=PATIENCE)
    assert preview._leaves["ko"][0].pixmap().height() > 0, "its pages stay until the new ones come"


def words_of(pdf: bytes) -> str:
    if not pdf:
        return ""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
