"""The filter row and its chips: typed in words, told in words where unreadable, taken back, reached by keyboard."""

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import claims
from reviewer.ui.claim_columns import COLUMNS, other_words_of, words_of
from reviewer.ui.claims.claim_list import ClaimList
from reviewer.ui.claims.condition_words import FieldWords, NoSuchWord, in_words, to_codes, told
from reviewer.ui.claims.list_look import ListLook
from reviewer.ui.wording import use_language
from tests.ui.conftest import press


@pytest.fixture
def listed(opened: Reviewer, qtbot: QtBot) -> ClaimList:
    """The place Claims with every claim of the sample in it and the filter row open."""
    opened.window.show_place("claims")
    found = opened.window.findChild(ClaimList)
    assert found is not None
    qtbot.waitUntil(lambda: "claims" in found.totals.text())
    opened.window.activateWindow()
    assert QTest.qWaitForWindowActive(opened.window)
    found.table.setFocus()
    press(found.table, "f")
    assert found.table.head.is_row_shown
    return found


def field(listed: ClaimList, name: str) -> object:
    return listed.table.head._fields[name]


def count(listed: ClaimList, **columns: str) -> int:
    return len(claims.order(listed._sitting.on_screen, claims.Filter(columns=columns)))


def test_marks_of_a_page_in_a_condition_are_told_as_they_were_typed(listed: ClaimList, qtbot: QtBot) -> None:
    field(listed, "trade_name").setText("하늘<b>상회</b>")
    qtbot.waitUntil(lambda: "하늘<b>상회</b>" in listed.filters.in_words())
    chip = listed.findChild(QPushButton, "chip_trade_name")
    assert "하늘&lt;b&gt;" in chip.toolTip(), "the tip is no page, but shows the marks"
    assert "&lt;" not in listed.filters.in_words()


def test_a_typed_condition_narrows_and_stands_as_a_chip(listed: ClaimList, qtbot: QtBot) -> None:
    edit = field(listed, "claimed_loss")
    edit.setText(">500,000")
    expected = count(listed, claimed_loss=">500000")
    qtbot.waitUntil(lambda: listed.model.rowCount() == expected)
    assert 0 < expected < 120
    chip = listed.findChild(QPushButton, "chip_claimed_loss")
    assert chip.accessibleName() == "Remove the filter: Loss claimed: >500,000"
    assert listed._sitting.listed[1] == "Loss claimed: >500,000"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: listed.model.rowCount() == 120)
    assert edit.text() == ""
    assert listed.tools.undo.text() == "Undo: filter removed"
    qtbot.keyClick(listed.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: listed.model.rowCount() == expected)
    assert edit.text() == ">500,000"


def test_routes_that_were_chosen_and_taken_away_come_back(listed: ClaimList, qtbot: QtBot) -> None:
    chip, chosen = listed.filters.route, frozenset({"INDIVIDUAL", "FLAT_30K"})
    show_all = chip._menu.actions()[-1]
    show_all.trigger()
    assert not listed.tools.undo.changes, "nothing was taken away"
    chip.choose(chosen)
    qtbot.waitUntil(lambda: listed.reading.is_complete)
    show_all.trigger()
    assert chip.codes() == frozenset()
    assert listed.tools.undo.text() == "Undo: filter removed"
    listed.undo()
    assert chip.codes() == chosen == listed.look().routes
    assert not listed.tools.undo.changes


def test_a_route_that_was_ticked_or_unticked_is_taken_back_one_by_one(listed: ClaimList, qtbot: QtBot) -> None:
    chip = listed.filters.route
    for code in ("INDIVIDUAL", "FLAT_30K", "INDIVIDUAL"):
        chip._actions[code].trigger()
    assert chip.codes() == {"FLAT_30K"}
    for left in ({"INDIVIDUAL", "FLAT_30K"}, {"INDIVIDUAL"}, set()):
        assert listed.tools.undo.text() == "Undo: filter changed"
        qtbot.waitUntil(lambda: listed.reading.is_complete)
        listed.undo()
        assert chip.codes() == left
    assert not listed.tools.undo.changes


def test_codes_are_typed_by_their_words(listed: ClaimList, qtbot: QtBot) -> None:
    field(listed, "stage").setText("in review")
    qtbot.waitUntil(lambda: listed.model.rowCount() == 2)
    assert listed.table.head.conditions() == {"stage": "IN_REVIEW"}
    field(listed, "stage").setText("is not empty, !in review")
    qtbot.waitUntil(lambda: listed.model.rowCount() == 118)


def test_a_proof_is_asked_for_by_its_sign_or_its_word(listed: ClaimList, qtbot: QtBot) -> None:
    edit = field(listed, "proof_marks")
    assert "● accepted, ◐ not finished, ○ missing, ✕ more wanted" in edit.toolTip()
    for typed, kept in (("●", "A"), ("! ✕", "!=W"), ("◐, ○", "O, M"), ("accepted", "A"), ("missing, ●", "M, A")):
        edit.setText(typed)
        assert listed.table.head.conditions() == {"proof_marks": kept}
    edit.setText("○")
    expected = count(listed, proof_marks="M")
    qtbot.waitUntil(lambda: listed.model.rowCount() == expected)
    assert listed._sitting.listed[1] == "Proofs: ○ missing"
    assert 0 < expected < 120
    edit.setText("!○")
    qtbot.waitUntil(lambda: listed.model.rowCount() == 120 - expected)


def test_what_cannot_be_read_is_told_below_its_field_and_narrows_nothing(listed: ClaimList, qtbot: QtBot) -> None:
    field(listed, "due").setText("soon")
    fault = listed.table.head._fault
    assert fault.text() == "Not a date: soon. Such as 2023-01-05, >=2023-01 or 2022..2023"
    assert fault.isVisible()
    assert field(listed, "due").accessibleDescription() == fault.text()
    assert fault.geometry().top() > field(listed, "due").geometry().bottom() - 2
    field(listed, "stage").setFocus()
    field(listed, "stage").setText("in review")
    qtbot.waitUntil(lambda: listed.model.rowCount() == 2)
    field(listed, "stage").setText("in review nowhere")
    assert listed.table.head.conditions() == {"stage": "IN_REVIEW"}  # as long as it is typed
    listed.table.setFocus()
    qtbot.waitUntil(lambda: listed.model.rowCount() == 120)
    field(listed, "stage").setFocus()
    assert listed.table.head.conditions() == {}
    assert listed.model.rowCount() == 120
    field(listed, "stage").setText("")
    field(listed, "due").setText("")
    assert not fault.isVisible()


def test_while_a_fault_stands_the_rows_are_told_to_be_those_of_before(
    listed: ClaimList, opened: Reviewer, qtbot: QtBot
) -> None:
    edit, fault, head = field(listed, "claimed_loss"), listed.table.head._fault, listed.table.head
    edit.setFocus()
    edit.setText("300000-500000")
    expected = count(listed, claimed_loss="300000..500000")
    qtbot.waitUntil(lambda: listed.reading.is_complete and listed.model.rowCount() == expected)
    edit.setText("300000-5")
    assert fault.text() == "The end stands before the beginning: 300000-5 · the list still shows 300000-500000"
    opened.window.resize(640, 600)
    qtbot.waitUntil(lambda: listed.width() < 640)
    edit.setText("300000-5" + "x" * 30)
    assert fault.geometry().right() <= head.width()
    assert fault.height() >= fault.heightForWidth(fault.width())
    assert head.height() >= fault.geometry().bottom()
    listed.table.setFocus()
    qtbot.waitUntil(lambda: listed.reading.is_complete and listed.model.rowCount() == 120)
    assert "still shows" not in fault.text()
    edit.setFocus()
    field(listed, "stage").setText("in review")
    field(listed, "stage").setText("in review nowhere")
    assert "No such word" not in fault.text(), "the fault of the field that has the keyboard"
    field(listed, "stage").setFocus()
    assert fault.text() == "No such word here: in review nowhere · the list still shows in review"


def test_a_syllable_still_being_composed_narrows_too(listed: ClaimList, qtbot: QtBot) -> None:
    edit = field(listed, "trade_name")
    edit.setFocus()
    QApplication.sendEvent(edit, QInputMethodEvent("뷁", []))
    qtbot.waitUntil(lambda: listed.model.rowCount() == 0)
    assert listed.table.isVisible()  # the row one types in stays
    assert listed.table.nothing == "No claim fits this search."
    QApplication.sendEvent(edit, QInputMethodEvent("", []))
    qtbot.waitUntil(lambda: listed.model.rowCount() == 120)


def test_no_word_is_a_fault_while_its_syllables_are_composed(listed: ClaimList, qtbot: QtBot) -> None:
    edit, fault = field(listed, "sector"), listed.table.head._fault
    edit.setFocus()
    for typed in ("ㅇ", "오", "외", "외ㅅ", "외시", "외식ㅇ", "외식어"):
        done, syllable = typed[:-1], typed[-1]
        edit.setText(done)
        QApplication.sendEvent(edit, QInputMethodEvent(syllable, []))
        assert not fault.isVisible()
        assert bool(listed.table.head.conditions()) == bool(done or syllable == "외")
    event = QInputMethodEvent("", [])
    event.setCommitString("어")
    QApplication.sendEvent(edit, event)
    assert fault.text() == "No such word here: 외식어 · the list still shows Restaurants"


def test_a_name_is_found_while_its_syllables_are_composed(listed: ClaimList, qtbot: QtBot) -> None:
    edit, whole = field(listed, "trade_name"), count(listed, trade_name="오복")
    assert whole
    edit.setText("오")
    edit.setFocus()
    QApplication.sendEvent(edit, QInputMethodEvent("보", []))
    qtbot.waitUntil(lambda: listed.reading.is_complete and listed.model.rowCount() == whole)
    event = QInputMethodEvent("", [])
    event.setCommitString("보")  # as where the keyboard goes elsewhere
    QApplication.sendEvent(edit, event)
    qtbot.waitUntil(lambda: listed.reading.is_complete and not listed.model.rowCount())


def test_the_row_is_walked_and_left_by_keyboard(listed: ClaimList, qtbot: QtBot) -> None:
    qtbot.waitUntil(field(listed, "claim").hasFocus)
    qtbot.keyClick(field(listed, "claim"), Qt.Key.Key_Tab)
    assert field(listed, "trade_name").hasFocus()
    for _ in range(7):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert field(listed, "due").hasFocus()
    qtbot.keyClick(field(listed, "due"), Qt.Key.Key_Tab)
    assert listed.table.hasFocus()
    press(listed.table, "ㄹ")  # the key of F in Hangul mode
    assert field(listed, "claim").hasFocus()
    qtbot.keyClick(field(listed, "claim"), Qt.Key.Key_Escape)
    assert listed.table.hasFocus()


def test_every_field_has_a_name_and_says_what_may_stand_in_it(listed: ClaimList) -> None:
    for column in COLUMNS:
        edit = field(listed, column.field)
        assert edit.accessibleName().startswith("Filter: ")
        assert len(edit.accessibleDescription().splitlines()) == 3
        assert edit.objectName() == f"filter_{column.name}"


def test_words_and_codes_answer_each_other(listed: ClaimList) -> None:
    sitting = listed._sitting
    for name in ("stage", "route", "services", "sector", "lead", "proof_marks", "reporter_type", "agenda_list"):
        words = words_of(name, sitting.plan, sitting.names)
        assert words
        for code, said in words.items():
            if list(words.values()).count(said) == 1:
                assert to_codes(said, words) == code
                assert to_codes(f'!"{said}"', words) == f"!={code}"
                assert in_words(code, words) == said
    stages = words_of("stage", sitting.plan, sitting.names)
    with pytest.raises(NoSuchWord):
        to_codes("in review, nowhere", stages)
    assert to_codes("비어 있음", stages) == "is empty"
    assert in_words("!=IN_REVIEW, is empty", {"IN_REVIEW": "검토 중"}) == "!=검토 중, is empty"


def test_words_of_the_other_language_are_understood_and_kept_as_codes(listed: ClaimList) -> None:
    words, plan = FieldWords(listed._sitting), listed._sitting.plan
    for name in ("route", "stage", "sector", "services", "marks", "hold", "disposition"):
        others = other_words_of(name, plan)
        assert others, name
        for code, said in others.items():
            if list(others.values()).count(said) == 1 and said not in (words(name) or {}).values():
                assert words.codes(name, said) == code
    field(listed, "stage").setText("검토 중")
    assert listed.table.head.conditions() == {"stage": "IN_REVIEW"}
    assert other_words_of("lead", plan) == {}
    with pytest.raises(NoSuchWord):
        words.codes("stage", "아무 데도 없음")


def test_initial_consonants_stand_for_the_words_of_a_column() -> None:
    sectors = {"FOOD": "외식업", "SERVICE": "서비스업", "RETAIL": "도소매업"}
    assert to_codes("ㅇㅅㅇ", sectors) == "FOOD"
    assert to_codes("!ㅇㅅ, ㄷㅅㅁ", sectors) == "!=FOOD, RETAIL"
    assert to_codes("ㅂㄷㄷ", {"ksf-1": "박도담", "law-1": "정마루"}) == "ksf-1"
    with pytest.raises(NoSuchWord):
        to_codes("ㅎㅎㅎ", sectors)


def test_a_word_that_holds_a_comma_is_one_word(listed: ClaimList, qtbot: QtBot) -> None:
    fixed = {"FLAT_30K": "Fixed 30,000 won", "FLAT_50K": "Fixed 50,000 won"}
    edit = field(listed, "route")
    for typed, kept in (
        ("Fixed 30,000 won", "FLAT_30K"), ("!Fixed 30,000 won ", "!=FLAT_30K"), ('"Fixed 30,000 won"', "FLAT_30K"),
        ("fixed 50，000", "FLAT_50K"), ("Fixed 30,000 won, Fixed 50,000 won", "FLAT_30K, FLAT_50K"),
        ('!"Fixed 30,000', "!=FLAT_30K"), ("Fixed", "FLAT_30K, FLAT_50K"),
    ):  # fmt: skip
        edit.setText(typed)
        assert listed.table.head.conditions() == {"route": kept}, typed
        assert to_codes(in_words(kept, fixed), fixed) == kept
    edit.setText('"')  # the first key of a word in quotation marks
    assert listed.table.head.conditions() == {}
    edit.setText("!Fixed 30,000 won")
    expected = count(listed, route="!=FLAT_30K")
    qtbot.waitUntil(lambda: listed.model.rowCount() == expected)
    assert listed._sitting.listed[1] == "Route: not Fixed 30,000 won"
    services = {"a": "Alimtalk, BizMessage", "b": "Cafe, Brunch", "c": "Brunch", "d": "Cafe"}
    assert to_codes("!Alimtalk, BizMessage, Brunch", services) == "!=a, c"
    assert to_codes('"Cafe", "Brunch"', services) == "d, c"
    assert told("!=a, is empty", services) == "not Alimtalk, BizMessage, is empty"


def test_what_is_empty_is_kept_in_no_language_also_for_amounts_and_text(qapp: QApplication) -> None:
    installed: list[QTranslator] = []
    for typed in ("비어 있음, >500000", "empty,>500000", " is empty , >500000"):
        kept = to_codes(typed, None)
        assert kept.replace(" ,", ",") in ("is empty, >500000", "is empty,>500000")
        use_language(qapp, "ko", installed)
        assert in_words(kept, None).startswith("비어 있음")
        assert told(kept, None).endswith(">500000")
        use_language(qapp, "en", installed)
        assert in_words(kept, None).startswith("is empty")
    for as_typed in ('"is empty, 김", 1,000,000', "!한빛, 김", "1,000,000..2,000,000"):
        assert to_codes(as_typed, None) == in_words(as_typed, None) == as_typed
    assert to_codes("!비어 있음", None) == "is not empty"


def test_a_field_that_was_filled_for_the_person_and_is_emptied_narrows_no_more(listed: ClaimList, qtbot: QtBot) -> None:
    whole = listed.look()
    edit, expected = field(listed, "stage"), count(listed, stage="ROUTED")
    listed.show_look(ListLook(words="카페", conditions={"stage": "ROUTED"}, columns=whole.columns))
    qtbot.waitUntil(lambda: listed.reading.is_complete and listed.model.rowCount() < expected)
    listed.search.clear()
    qtbot.waitUntil(lambda: listed.model.rowCount() == expected)
    edit.clear()
    qtbot.waitUntil(lambda: listed.model.rowCount() == 120)
    assert listed.findChild(QPushButton, "chip_stage") is None or listed.look().conditions == {}


def test_what_is_typed_again_after_it_was_taken_away_narrows_again(listed: ClaimList, qtbot: QtBot) -> None:
    for edit, words in ((listed.search, "카페"), (field(listed, "stage"), "in review")):
        edit.setText(words)
        qtbot.waitUntil(lambda: listed.reading.is_complete and listed.model.rowCount() < 120)
        narrowed = listed.model.rowCount()
        listed._clear()
        qtbot.waitUntil(lambda: listed.reading.is_complete and listed.model.rowCount() == 120)
        assert edit.text() == ""
        edit.setText(words)
        qtbot.waitUntil(lambda narrowed=narrowed: listed.reading.is_complete and listed.model.rowCount() == narrowed)
        edit.clear()
        qtbot.waitUntil(lambda: listed.reading.is_complete and listed.model.rowCount() == 120)


def test_a_condition_half_typed_stands_there_in_the_other_language(
    listed: ClaimList, opened: Reviewer, qtbot: QtBot
) -> None:
    narrowed = count(listed, claimed_loss=">500000")
    field(listed, "claimed_loss").setText(">500,000")
    qtbot.waitUntil(lambda: listed.model.rowCount() == narrowed)
    field(listed, "claimed_loss").setText(">500,000..")
    before = opened.window.centralWidget()
    opened.preferences.keep("language", "ko")
    opened.settings_changed()
    qtbot.waitUntil(lambda: opened.window.centralWidget() is not before)
    found = opened.window.centralWidget().findChild(ClaimList)
    qtbot.waitUntil(lambda: found.model.rowCount() == narrowed)
    qtbot.waitUntil(lambda: field(found, "claimed_loss").text() == ">500,000..")
    assert found.table.head.conditions() == {"claimed_loss": ">500,000"}
    assert found.table.head._fault.isVisible()
