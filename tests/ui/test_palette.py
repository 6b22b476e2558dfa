"""The palette finds every action, place and claim, in both languages, and does what it says; so does the key sheet."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.rules.korean import fold, initials
from reviewer.ui.actions import called
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claim_desk.more_acts import MORE
from reviewer.ui.key_file import program_map
from reviewer.ui.key_sheet import KeySheet
from reviewer.ui.palette import Palette
from reviewer.ui.palette_buttons import NOT_LISTED, says
from reviewer.ui.palette_entries import Entry, fitting
from reviewer.ui.wording import LANGUAGES, korean_table, language
from tests.ui.conftest import in_review


def palette(opened: Reviewer, qtbot: QtBot) -> Palette:
    """The palette, opened by its key wherever the keyboard stands."""
    window = opened.window
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    shown = [one for one in window.findChildren(Palette) if one.isVisible()]
    assert len(shown) == 1
    return shown[0]


@pytest.fixture
def claims(opened: Reviewer, qtbot: QtBot) -> Reviewer:
    """The list of claims in view."""
    qtbot.waitUntil(lambda: opened.window._built["claims"].model.rowCount() > 0)  # type: ignore[attr-defined]
    return opened


def texts(found: Palette) -> list[str]:
    return [one.text for one in found.rows.entries]


def test_before_anything_is_typed_it_lists_what_can_be_done_here_with_keys(claims: Reviewer, qtbot: QtBot) -> None:
    found = palette(claims, qtbot)
    lines = {one.key: one for one in found.rows.entries}
    assert lines["search"].keys == "/ · Ctrl+F"
    assert lines["go_letters"].keys == "Ctrl+5"
    assert {"settings_interests", "settings_council", "as_of", "quit"} <= lines.keys()
    assert "answer_pass" not in lines


def test_what_cannot_be_done_now_says_why_comes_last_and_enter_does_not_do_it(claims: Reviewer, qtbot: QtBot) -> None:
    found = palette(claims, qtbot)
    qtbot.keyClicks(found.field, "to confirm")
    line = found.current()
    assert line is not None
    assert (line.key, line.why_not) == ("to_confirm", "No row and no paper waits for an answer.")
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert found.isVisible()
    assert line.why_not in found.foot.text()


@pytest.mark.parametrize("typed", ["letters", "통지", "ㅌㅈ", "Lett"])
def test_a_place_is_found_in_either_language_and_by_initial_consonants(
    claims: Reviewer, qtbot: QtBot, typed: str
) -> None:
    found = palette(claims, qtbot)
    found.field.setText(typed)
    assert found.current().key == "go_letters"  # type: ignore[union-attr]
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert claims.window.place == "letters"


def test_the_syllable_being_composed_counts(claims: Reviewer, qtbot: QtBot) -> None:
    found = palette(claims, qtbot)
    QApplication.sendEvent(found.field, QInputMethodEvent("토", []))
    assert "go_letters" in [one.key for one in found.rows.entries]


def test_a_section_of_the_settings_is_one_of_its_lines(claims: Reviewer, qtbot: QtBot) -> None:
    found = palette(claims, qtbot)
    found.field.setText("이해관계")
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert claims.window.place == "settings"


def test_a_claim_is_found_by_number_and_by_name_as_one_types_and_enter_opens_it(claims: Reviewer, qtbot: QtBot) -> None:
    number = in_review(claims)[0]
    model = claims.window._built["claims"].model  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: number in [model.claim_at(row) for row in range(model.rowCount())])
    name = next(model.line_at(row).trade_name for row in range(model.rowCount()) if model.claim_at(row) == number)
    found = palette(claims, qtbot)
    found.field.setText(name[:2])
    qtbot.waitUntil(lambda: f"{number} · {name}" in texts(found))
    found.field.setText(number)
    qtbot.waitUntil(lambda: texts(found) == [f"{number} · {name}"])
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    desk = claims.window.desk
    assert isinstance(desk, ClaimDesk)
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.claim.number == number)


def test_a_claim_found_by_what_its_line_does_not_show_says_where(claims: Reviewer, qtbot: QtBot) -> None:
    model = claims.window._built["claims"].model  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: model.rowCount() > 100)
    line = next(one for one in map(model.line_at, range(model.rowCount())) if one.representative and one.trade_name)
    found = palette(claims, qtbot)
    found.field.setText(line.representative)
    said = f"{line.claim} · {line.trade_name}"
    qtbot.waitUntil(lambda: said in texts(found))
    kinds = {one.text: one.kind for one in found.rows.entries}
    assert kinds[said].endswith(f" · Representative: {line.representative}")


def test_what_was_chosen_lately_stands_first_the_next_time(claims: Reviewer, qtbot: QtBot) -> None:
    found = palette(claims, qtbot)
    found.field.setText("seal")
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    again = palette(claims, qtbot)
    assert again.rows.entries[0].key == "settings_seal"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("테마", "settings_look"), ("화면", "settings_look"), ("theme", "settings_look"),
        ("라이선스", "settings_about"), ("licence", "settings_about"),
        ("about", "settings_about"), ("용어", "what_is_this"), ("quit", "quit"), ("종료", "quit"),
    ],
)  # fmt: skip
def test_an_action_is_found_by_other_words_for_it(claims: Reviewer, qtbot: QtBot, typed: str, key: str) -> None:
    found = palette(claims, qtbot)
    found.field.setText(typed)
    assert key in [one.key for one in found.rows.entries]


@pytest.mark.parametrize("typed", ["Korean", "한국어", "English", "영어"])
def test_a_language_called_by_name_in_either_is_switched_to_at_once(claims: Reviewer, qtbot: QtBot, typed: str) -> None:
    to = "ko" if typed in ("Korean", "한국어") else "en"
    before = next(lang for lang in LANGUAGES if lang != to)
    claims.preferences.keep("language", before)
    claims.settings_changed()
    qtbot.waitUntil(lambda: language() == before and claims.window.centralWidget().updatesEnabled())
    found = palette(claims, qtbot)
    found.field.setText(typed)
    assert [one.key for one in found.rows.entries][:1] == ["use_korean" if to == "ko" else "use_english"]
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: language() == to)
    assert claims.preferences.language == to


@pytest.mark.parametrize(
    ("typed", "theme"),
    [("dark", "dark"), ("다크", "dark"), ("어둡게", "dark"), ("light", "light"), ("system", "system")],
)
def test_colours_called_by_name_are_put_on_at_once(claims: Reviewer, qtbot: QtBot, typed: str, theme: str) -> None:
    claims.preferences.keep("theme", "light" if theme == "dark" else "dark")
    found = palette(claims, qtbot)
    found.field.setText(typed)
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: claims.look.theme == {"system": "light"}.get(theme, theme))
    assert claims.preferences.theme == theme


def test_what_is_chosen_already_says_so(claims: Reviewer, qtbot: QtBot) -> None:
    found = palette(claims, qtbot)
    found.field.setText("English")
    assert found.rows.entries[0].why_not == "It is so already."


def test_the_palette_leads_to_the_licences(claims: Reviewer, qtbot: QtBot) -> None:
    found = palette(claims, qtbot)
    found.field.setText("licence")
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert claims.window.place == "settings"
    assert claims.window.focusWidget() is claims.window.findChild(QPushButton, "about_licences")


def test_what_is_called_as_typed_stands_before_what_was_chosen_lately() -> None:
    keys = Entry("key_sheet", "단축키", "어디서나", ("단축키", "Keys", "어디서나"), lambda: None)
    me = Entry("settings_person", "나", "설정", ("나", "Who I am", "설정"), lambda: None)
    assert fitting([keys, me], "나", composing=False, recent=("key_sheet",)) == [me, keys]


def test_what_is_shown_under_the_words_typed_stands_before_what_has_them_as_other_words(
    claims: Reviewer, qtbot: QtBot
) -> None:
    found = palette(claims, qtbot)
    found.field.setText("export")
    assert texts(found)[0] == "Export…"
    assert "Claims" in texts(found), "the place where lists are exported"


def test_up_and_down_choose_round_the_ends_and_a_screen_reader_hears_the_line(claims: Reviewer, qtbot: QtBot) -> None:
    found = palette(claims, qtbot)
    qtbot.keyClick(found.field, Qt.Key.Key_Up)
    assert found.list.currentIndex().row() == len(found.rows.entries) - 1
    qtbot.keyClick(found.field, Qt.Key.Key_Down)
    assert found.list.currentIndex().row() == 0
    line = found.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert line == "Search, Find and lists, / · Ctrl+F"
    assert QAccessible.queryAccessibleInterface(found.field).text(QAccessible.Text.Name)
    qtbot.keyClick(found.field, Qt.Key.Key_Escape)
    assert not found.isVisible()


def test_on_the_desk_it_offers_the_answers_and_the_act_the_button_names(
    opened: Reviewer, qtbot: QtBot, desk: ClaimDesk
) -> None:
    lines = {one.key: one for one in palette(opened, qtbot).rows.entries}
    assert lines["record"].text == "Record proposal"
    assert lines["record"].why_not == desk.foot.why.text()
    assert {"answer_pass", "pin_note", "more", "zoom_in", "compare"} <= lines.keys()


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("print", {"brief", "dossier", "go_letters", "go_figures"}), ("brief", {"brief"}), ("심의 요지", {"brief"}),
        ("undo", {"undo"}), ("취소", {"undo"}), ("실행 취소", {"undo"}), ("report", {"go_figures"}),
        ("보고서", {"go_figures"}), ("export", {"go_claims", "go_letters", "go_figures"}), ("인쇄", {"go_letters"}),
        ("내보내기", {"go_claims", "go_letters"}), ("CSV", {"go_claims", "go_letters"}),
    ],
)  # fmt: skip
def test_on_the_desk_what_another_place_does_leads_to_that_place(
    opened: Reviewer, qtbot: QtBot, desk: ClaimDesk, typed: str, keys: set[str]
) -> None:
    found = palette(opened, qtbot)
    found.field.setText(typed)
    assert keys <= {one.key for one in found.rows.entries}


def test_the_palette_leads_to_the_button_that_prints_the_brief(opened: Reviewer, qtbot: QtBot, desk: ClaimDesk) -> None:
    found = palette(opened, qtbot)
    found.field.setText("brief")
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(desk.more.refused))
    qtbot.waitUntil(lambda: desk.more.brief.go is opened.window.focusWidget())


def test_a_letter_typed_in_the_palette_acts_nowhere_else(opened: Reviewer, qtbot: QtBot, desk: ClaimDesk) -> None:
    found = palette(opened, qtbot)
    before = len(desk.page.timeline)  # type: ignore[union-attr]
    qtbot.keyClicks(found.field, "pfun?")
    qtbot.wait(50)
    assert found.field.text() == "pfun?"
    assert len(desk.page.timeline) == before  # type: ignore[union-attr]


# --- the sheet of keys --------------------------------------------------------------------------------------


def sheet(opened: Reviewer, qtbot: QtBot) -> KeySheet:
    qtbot.keyClick(opened.window.focusWidget() or opened.window, Qt.Key.Key_F1)
    found = opened.window.findChild(KeySheet)
    assert found is not None
    return found


def test_every_action_stands_on_the_sheet_with_its_keys(claims: Reviewer, qtbot: QtBot) -> None:
    found = sheet(claims, qtbot)
    shown = {name: key.text() for group in found.groups for name, (_, key) in group.lines.items()}
    assert shown.keys() == program_map().keys()
    assert (shown["answer_pass"], shown["choose_tile"], shown["record"]) == ("P · F5", "1 … 9", "Ctrl+Enter")


@pytest.mark.parametrize("typed", ["pass", "적합", "F5"])
def test_the_sheet_is_searched_by_what_one_wants_in_both_languages_and_by_key(
    claims: Reviewer, qtbot: QtBot, typed: str
) -> None:
    found = sheet(claims, qtbot)
    found.field.setText(typed)
    shown = {name for group in found.groups for name, (what, _) in group.lines.items() if not what.isHidden()}
    assert "answer_pass" in shown
    assert "go_letters" not in shown
    found.field.setText("xyzzy")
    assert not found.nothing.isHidden()


def test_the_keys_of_the_place_in_view_stand_first_and_the_others_say_where_they_act(
    claims: Reviewer, qtbot: QtBot
) -> None:
    found = sheet(claims, qtbot)
    first = {name for group in found.groups[: -len(found._other)] for name in group.lines}
    assert {"go_letters", "search", "peek", "palette"} <= first
    assert not {"zoom_in", "take_next", "vote_for"} & first
    assert not found.elsewhere.isHidden()
    answers = next(group for group in found._other if "answer_pass" in group.lines)
    assert any("an open claim" in one.text() for one in answers.findChildren(QLabel))


def test_on_the_start_page_only_what_acts_there_stands_first(reviewer: Reviewer, qtbot: QtBot) -> None:
    reviewer.show_start()
    found = sheet(reviewer, qtbot)
    assert found.groups[0].lines.keys() == {"key_sheet", "help", "what_is_this", "quit"}


# --- what has no key ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["work", "claims", "triage", "meeting", "letters", "figures", "settings"])
def test_every_button_of_every_place_is_reached_from_the_palette(claims: Reviewer, qtbot: QtBot, place: str) -> None:
    claims.window.show_place(place)
    qtbot.wait(200)
    there = claims.window._built[place]
    found = palette(claims, qtbot)
    known = {one.text for one in found.rows.entries}
    wanted = {
        says(one) for one in there.findChildren(QPushButton)
        if one.isVisible() and one.objectName() and len(says(one)) > 1 and one.property("role") not in NOT_LISTED
    }  # fmt: skip
    assert wanted - known == set()


def test_a_button_on_another_page_comes_into_view_with_the_keyboard_on_it(claims: Reviewer, qtbot: QtBot) -> None:
    claims.window.show_place("letters")
    letters = claims.window._built["letters"]
    qtbot.waitUntil(lambda: letters.findChild(QPushButton, "log_export") is not None)  # its pages come a moment later
    found = palette(claims, qtbot)
    qtbot.keyClicks(found.field, "export the log")
    line = found.current()
    assert line is not None
    assert (line.text, line.kind) == ("Export the log…", "On this screen")
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    go = claims.window._built["letters"].findChild(QPushButton, "log_export")
    assert isinstance(go, QPushButton)
    assert go.isVisible()
    qtbot.waitUntil(lambda: claims.window.focusWidget() is go)


def test_a_button_of_a_place_that_was_in_view_is_led_to_from_everywhere(claims: Reviewer, qtbot: QtBot) -> None:
    claims.window.show_place("letters")
    letters = claims.window._built["letters"]
    qtbot.waitUntil(lambda: letters.findChild(QPushButton, "log_export") is not None)
    claims.window.show_place("triage")
    found = palette(claims, qtbot)
    qtbot.keyClicks(found.field, "export the log")
    line = found.current()
    assert line is not None
    assert (line.text, line.kind) == ("Export the log…", "Letters")
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    go = letters.findChild(QPushButton, "log_export")
    assert isinstance(go, QPushButton)
    qtbot.waitUntil(lambda: claims.window.place == "letters" and claims.window.focusWidget() is go)
    assert go.isVisible()
    assert claims.window.findChild(QFileDialog) is None  # led to, not pressed


ELSEWHERE = (
    "백업", "backup", "문안", "라벨", "labels", "소집", "정액 지원", "회의 대기", "접근 기록", "roster", "운영 규정",
    "발송 대기", "지급 의뢰", "코드 확인", "quality",
)  # fmt: skip


@pytest.mark.parametrize("words", ELSEWHERE)
def test_what_another_place_holds_is_found_before_that_place_was_in_view(
    claims: Reviewer, qtbot: QtBot, words: str
) -> None:
    found = palette(claims, qtbot)
    found.field.setText(words)
    assert found.current() is not None


@pytest.mark.parametrize("place", ["work", "claims", "triage", "meeting", "letters", "figures"])
def test_the_name_of_the_place_in_view_does_nothing_else(claims: Reviewer, qtbot: QtBot, place: str) -> None:
    claims.window.show_place(place)
    qtbot.wait(200)
    found = palette(claims, qtbot)
    for lang in LANGUAGES:
        for words in (called(f"go_{place}", lang), initials(fold(called(f"go_{place}", lang)))):
            found.field.setText(words)
            line = found.current()
            assert line is not None
            assert line.key == f"go_{place}", words


def test_a_button_is_found_in_the_other_language_too(claims: Reviewer, qtbot: QtBot) -> None:
    claims.window.show_place("settings")
    qtbot.waitUntil(lambda: claims.window.findChild(QPushButton, "choose_keys_folder") is not None)
    found = palette(claims, qtbot)
    found.field.setText(korean_table()["Choose another folder…"])
    assert "button choose_keys_folder" in [one.key for one in found.rows.entries]


def test_the_acts_beneath_more_open_their_forms(opened: Reviewer, qtbot: QtBot, desk: ClaimDesk) -> None:
    lines = {one.key: one for one in palette(opened, qtbot).rows.entries}
    assert {f"act_{act}" for act in MORE} - {"act_record_contact"} <= lines.keys()
    assert lines["act_acknowledge_receipt"].why_not or lines["act_close_claim"].why_not
    found = opened.window.findChild(Palette)
    assert found is not None
    found.field.setText("hold")
    assert found.current().key == "act_hold"  # type: ignore[union-attr]
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert desk.more.form is not None
    assert desk.more.form.act == "hold"
