"""What is this: the words of the field, the rules behind them, and that they are found at a control."""

import re

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer import RESOURCES
from reviewer.app import Reviewer
from reviewer.desk.rule_words import RuleWords
from reviewer.ui.help.terms import found_in, terms
from reviewer.ui.help.texts_at import terms_at
from tests.ui.conftest import in_review, show_desk


def test_every_word_names_rules_of_the_plan_that_have_words(opened: Reviewer) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    for lang in ("ko", "en"):
        said = RuleWords(sitting.case, sitting.plan, lang)
        for term in terms():
            for rule in term.rules:
                line = said.line(rule)
                assert line.mark
                assert line.name not in ("", rule), (term.id, rule, lang)


def test_every_word_stands_in_a_window_or_in_the_plan() -> None:
    texts = {"ko": "", "en": ""}
    for path in [*(RESOURCES / "i18n").glob("*.toml"), *(RESOURCES / "plans").glob("*.toml")]:
        text = path.read_text("utf-8")
        texts["ko"] += text
        texts["en"] += text.casefold()
    assert [term.id for term in terms() if term.names["ko"] not in texts["ko"]] == []
    assert [term.id for term in terms() if term.names["en"].casefold() not in texts["en"]] == KOREAN_ONLY


KOREAN_ONLY = ["report", "evidence_bound", "exclusion", "deliberation", "retention"]
"""Words that stand in Korean texts alone; the English beside them says it in other words ("kept", "stepped aside")."""


def test_words_are_found_whole_nearest_first_and_the_longest_of_them() -> None:
    found = [term.id for term in found_in(["Verified sales loss", "2 claims in the normal week"], "en")]
    assert found == ["verified_loss", "claim", "normal_week"]
    assert [term.id for term in found_in(["확인된 매출 손실은"], "ko")] == ["verified_loss"]
    assert found_in(["disclaimer"], "en") == []


def test_a_word_is_found_beside_a_longer_one_that_holds_it() -> None:
    assert [term.id for term in found_in(["접수번호 · 접수 마감"], "ko")] == ["claim_number", "intake"]
    assert [term.id for term in found_in(["Claim number of the other claim"], "en")] == ["claim", "claim_number"]
    assert [term.id for term in found_in(["신청인"], "ko")] == ["claimant"]


def test_words_that_share_a_part_are_both_found() -> None:
    assert [term.id for term in found_in(["정액 지원금"], "ko")] == ["fixed_amount", "award"]


def test_one_english_word_for_two_things_finds_both() -> None:
    assert [term.id for term in found_in(["Delivery"], "en")] == ["delivery", "service"]


def test_every_word_is_found_by_each_of_its_names_and_its_text_says_the_further_ones() -> None:
    for term in terms():
        for lang in ("ko", "en"):
            assert all(term in found_in([name], lang) for name in term.called(lang)), term.id
        assert [name for name in term.also["ko"] if name not in term.says["ko"]] == [], term.id


def test_only_what_kakao_published_is_said_to_be_kakaos(opened: Reviewer) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    origins = {term.id: {sitting.plan.marks[rule].origin for rule in term.rules} for term in terms()}
    speak = [term.id for term in terms() if re.search("공표|발표|publish|announc", " ".join(term.says.values()))]
    assert speak == ["published", "council_rule"]
    assert origins["published"] == {"published"}
    assert origins["council_rule"] == {"proposed"}


def test_what_is_this_starts_at_the_control_in_focus(opened: Reviewer, qtbot: QtBot) -> None:
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    found = terms_at(desk.sections.folds["weeks"].head)
    assert found
    window = opened.window.helping.show_manual()
    window.show_terms(found)
    assert window.tabs.current() == "terms"
    assert window.terms.list.currentItem().text().startswith(found[0].names["en"])
    for typed in ("ㅈㅈㅅ", "정 족 수", "정족수"):
        window.terms.search.setText(typed)
        shown = [window.terms.list.item(row).text() for row in range(window.terms.list.count())]
        assert any("정족수" in text for text in shown), typed
    assert window.terms.list.count() == 1
    texts = [found.text() for found in window.terms.findChildren(QWidget) if hasattr(found, "text")]
    assert any("Voting members at least" in text for text in texts if isinstance(text, str))
    window.terms.search.setText("의결번호")
    assert [window.terms.list.item(0).text(), window.terms.list.count()] == ["resolution · 의결", 1]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_what_is_this_knows_what_the_forms_of_the_desk_ask_for(opened: Reviewer, qtbot: QtBot, lang: str) -> None:
    opened.preferences.keep("language", lang)
    before = opened.window.centralWidget()
    opened.settings_changed()
    qtbot.waitUntil(lambda: opened.window.centralWidget() is not before)
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    desk.right.toggle()
    qtbot.waitUntil(lambda: bool(desk.more._buttons))
    unknown = []
    for act in list(desk.more._buttons):
        desk.more.choose(act)
        form = desk.more.form
        assert form is not None
        kinds = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QPushButton)
        fields = [one for kind in kinds for one in form.findChildren(kind) if one.isVisibleTo(form)]
        assert fields
        unknown += [f"{act}: {one.objectName()}" for one in fields if not terms_at(one)]
        desk.more.choose_again()
    assert unknown == []
