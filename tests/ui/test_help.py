"""Help: the manual with its pictures, and the tour of the sample."""

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer import MANUAL, RESOURCES
from reviewer.app import Reviewer
from reviewer.casefile import standing
from reviewer.rules.claim import Answer, Claim, Paper
from reviewer.rules.stage import Stage
from reviewer.ui.help import manual
from reviewer.ui.help.around import Around
from reviewer.ui.help.help_window import HelpWindow
from reviewer.ui.help.tour import Frame, Tour
from reviewer.ui.help.tour_steps import is_over, place_of, steps
from tests.ui.conftest import SECRETARY, in_review, show_desk

PATIENCE = 20_000


# --- the manual ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_picture_of_the_manual_is_there(lang: str) -> None:
    for chapter in manual.chapters(lang):
        read = manual.with_pictures(chapter, 400)
        assert set(read.pictures) == set(manual.PICTURE.findall(chapter.text))
        assert all(picture.width() <= 400 for picture in read.pictures.values())


def test_both_manuals_have_the_same_chapters() -> None:
    assert len(manual.chapters("ko")) == len(manual.chapters("en")) > 15


def test_a_chapter_is_shown_with_its_tables_framed(qapp: object) -> None:
    chapter = next(one for one in manual.chapters("en") if "| to do this |" in one.text)
    document = manual.Page(chapter, QColor("gray"), QFont())
    assert chapter.title in document.toPlainText()
    assert "|" not in document.toPlainText()


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_no_mark_of_markdown_is_left_in_sight(qapp: object, lang: str) -> None:
    for chapter in manual.chapters(lang):
        text = manual.Page(chapter, QColor("gray"), QFont()).toPlainText()
        assert "**" not in text.replace("********", ""), chapter.title  # so many are a masked account


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_no_name_of_a_file_of_the_manual_is_in_sight(qapp: object, lang: str) -> None:
    for chapter in manual.chapters(lang):
        assert ".md" not in manual.Page(chapter, QColor("gray"), QFont()).toPlainText(), chapter.title


def test_a_link_to_the_other_language_is_known() -> None:
    assert manual.other_language("for-reviewers.ko.md") == "ko"
    assert manual.other_language("pages/fixed-en.png") == ""
    assert (MANUAL / "for-reviewers.en.md").is_file()


def test_the_manual_opens_finds_words_and_goes_to_them(opened: Reviewer, qtbot: QtBot) -> None:
    window = opened.window.helping.show_manual()
    qtbot.waitUntil(lambda: window.manual.list.count() > 15, timeout=PATIENCE)
    window.manual.search.setText("quorum")
    assert 0 < window.manual.list.count() < 15
    qtbot.waitUntil(lambda: window.manual.text.textCursor().selectedText().lower() == "quorum", timeout=PATIENCE)
    window.manual.search.setText("zebra crossing")
    assert window.manual.list.count() == 0
    assert window.manual.text.toPlainText() == "These words do not stand in the manual."
    assert opened.window.helping.show_manual() is window


def test_the_other_language_and_a_picture_open_inside(opened: Reviewer, qtbot: QtBot) -> None:
    page = opened.window.helping.show_manual().manual
    qtbot.waitUntil(lambda: "Guide for council members" in page.text.toPlainText(), timeout=PATIENCE)
    page.text.anchorClicked.emit(QUrl("for-reviewers.ko.md"))
    qtbot.waitUntil(lambda: page.list.count() > 0 and "위원" in page.list.item(0).text(), timeout=PATIENCE)
    page.text.anchorClicked.emit(QUrl("pages/fixed-en.png"))
    qtbot.waitUntil(lambda: page.text.document().size().height() > 400, timeout=PATIENCE)


def test_every_document_the_manual_names_opens_inside_and_the_chapter_comes_back(
    opened: Reviewer, qtbot: QtBot
) -> None:
    page = opened.window.helping.show_manual().manual
    qtbot.waitUntil(lambda: "Guide for council members" in page.text.toPlainText(), timeout=PATIENCE)
    links = set(re.findall(r"\]\(([^)#:]+\.(?:md|toml))\)", (MANUAL / "for-reviewers.en.md").read_text("utf-8")))
    links.remove("for-reviewers.ko.md")
    assert {"threats.md", "examples/roster.toml"} <= links
    for link in links:
        first = next(line for line in (MANUAL / link).read_text("utf-8").splitlines() if line.strip())
        page.text.anchorClicked.emit(QUrl(link))
        qtbot.waitUntil(lambda first=first: first.strip("# ") in page.text.toPlainText(), timeout=PATIENCE)
    page.text.anchorClicked.emit(QUrl("decisions/none.md"))  # not carried: what is in view stays
    page.list.itemClicked.emit(page.list.currentItem())
    qtbot.waitUntil(lambda: "Guide for council members" in page.text.toPlainText(), timeout=PATIENCE)


# --- the tour -----------------------------------------------------------------------------------------------


def begin(opened: Reviewer, qtbot: QtBot) -> Tour:
    opened.window.helping.begin_tour()
    qtbot.waitUntil(lambda: bool(tour_of(opened) and tour_of(opened).title.text()), timeout=PATIENCE)
    return tour_of(opened)


def tour_of(opened: Reviewer) -> Tour:
    return opened.window.findChildren(Tour)[-1]


def test_no_tour_stands_in_the_window_before_it_is_asked_for(opened: Reviewer) -> None:
    assert opened.window.findChild(Tour) is None


def test_there_is_no_going_on_before_the_claim_of_the_tour_was_read(opened: Reviewer, qtbot: QtBot) -> None:
    opened.window.helping.begin_tour()
    tour = tour_of(opened)
    assert tour._claim is None
    assert [one.isHidden() for one in (tour.next, tour.goes_on, tour.end)] == [True, True, False]
    qtbot.waitUntil(lambda: not tour_of(opened).next.isHidden(), timeout=PATIENCE)


def test_the_tour_sits_down_as_the_lead_and_follows_what_is_done(opened: Reviewer, qtbot: QtBot) -> None:
    begin(opened, qtbot)
    qtbot.waitUntil(lambda: opened.window.sitting.person.startswith("SIM-law"), timeout=PATIENCE)
    qtbot.waitUntil(lambda: tour_of(opened).count.text() == f"Step 1 of {len(steps())}", timeout=PATIENCE)
    qtbot.mouseClick(tour_of(opened).next, Qt.MouseButton.LeftButton)
    assert tour_of(opened).step.id == "open"
    show_desk(opened, qtbot, tour_of(opened)._kept.claim)
    qtbot.waitUntil(lambda: tour_of(opened).step.id != "open", timeout=PATIENCE)
    frame = opened.window.findChild(QWidget, "tour_frame")
    qtbot.waitUntil(lambda: frame.isVisible(), timeout=PATIENCE)
    tour_of(opened).end.click()
    qtbot.waitUntil(lambda: opened.window.findChild(Tour) is None, timeout=PATIENCE)
    assert opened.preferences.tour == "ended"


def test_the_frame_of_the_tour_is_no_ring_of_the_keyboard(opened: Reviewer, qtbot: QtBot) -> None:
    frame = Frame(opened.window, opened.look)
    frame.around(opened.window.centralWidget())
    picture = frame.grab().toImage()
    wait, accent = (opened.look.colour(name).rgb() for name in ("wait", "accent"))
    edge = [picture.pixel(x, 2) for x in range(20, picture.width() - 20)]
    assert wait in edge
    assert accent not in edge
    assert sum(one == wait for one in edge) < 0.9 * len(edge), "it is dashed"


def test_enter_at_the_welcome_begins_the_tour(opened: Reviewer, qtbot: QtBot) -> None:
    opened.window.show_place("claims")
    begin(opened, qtbot)
    qtbot.waitUntil(lambda: opened.window.sitting.person.startswith("SIM-law"), timeout=PATIENCE)
    qtbot.waitUntil(lambda: opened.window.focusWidget() is tour_of(opened).next, timeout=PATIENCE)
    qtbot.wait(2_500)  # the list comes with its rows meanwhile
    assert opened.window.focusWidget() is tour_of(opened).next
    qtbot.keyClick(tour_of(opened).next, Qt.Key.Key_Return)
    assert tour_of(opened).step.id == "open"
    assert opened.window.desk is None or not opened.window.desk.isVisible()


def test_enter_pressed_twice_does_not_end_the_tour(opened: Reviewer, qtbot: QtBot) -> None:
    begin(opened, qtbot)
    qtbot.waitUntil(lambda: opened.window.sitting.person.startswith("SIM-law"), timeout=PATIENCE)
    qtbot.waitUntil(lambda: bool(tour_of(opened).title.text()), timeout=PATIENCE)
    tour_of(opened).next.setFocus()
    for _ in range(2):
        held = opened.window.focusWidget()
        assert held is not None
        qtbot.keyClick(held, Qt.Key.Key_Return)
    assert opened.preferences.tour == "on"
    assert tour_of(opened).step.id == "open"
    assert opened.window.place == "work"  # the second one pressed what the step is about


def test_a_double_click_on_next_does_not_end_the_tour_unread(opened: Reviewer, qtbot: QtBot) -> None:
    begin(opened, qtbot)
    qtbot.waitUntil(lambda: opened.window.sitting.person.startswith("SIM-law"), timeout=PATIENCE)
    qtbot.waitUntil(lambda: bool(tour_of(opened).title.text()), timeout=PATIENCE)
    tour_of(opened).go(place_of("letter"))
    qtbot.waitUntil(lambda: opened.window.sitting.person == SECRETARY, timeout=PATIENCE)
    qtbot.waitUntil(lambda: tour_of(opened).next.isVisible(), timeout=PATIENCE)
    qtbot.mouseClick(tour_of(opened).next, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(tour_of(opened).next, Qt.MouseButton.LeftButton)  # what Qt makes of the second press
    qtbot.mouseRelease(tour_of(opened).next, Qt.MouseButton.LeftButton)
    assert tour_of(opened).step.id == "end"
    assert opened.preferences.tour == "on"
    qtbot.waitUntil(lambda: opened.window.sitting.person.startswith("SIM-law"), timeout=PATIENCE)
    qtbot.waitUntil(lambda: tour_of(opened).next.text() == "End the tour", timeout=PATIENCE)
    qtbot.mouseClick(tour_of(opened).next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened.preferences.tour == "ended", timeout=PATIENCE)


def test_a_step_whose_claim_was_left_says_how_to_open_it_again(opened: Reviewer, qtbot: QtBot) -> None:
    begin(opened, qtbot)
    qtbot.waitUntil(lambda: opened.window.sitting.person.startswith("SIM-law"), timeout=PATIENCE)
    qtbot.waitUntil(lambda: bool(tour_of(opened).title.text()), timeout=PATIENCE)
    tour_of(opened).onward()
    show_desk(opened, qtbot, tour_of(opened)._kept.claim)
    qtbot.waitUntil(lambda: tour_of(opened).step.id != "open", timeout=PATIENCE)
    left = tour_of(opened).step.id
    opened.window.show_place("claims")
    qtbot.waitUntil(lambda: tour_of(opened).step.id == "open", timeout=PATIENCE)
    show_desk(opened, qtbot, tour_of(opened)._kept.claim)
    qtbot.waitUntil(lambda: tour_of(opened).step.id == left, timeout=PATIENCE)


def test_after_the_tour_was_ended_the_keyboard_is_where_it_begins_again(opened: Reviewer, qtbot: QtBot) -> None:
    tour = begin(opened, qtbot)
    tour.end.click()
    held = opened.window.focusWidget()
    assert held is not None
    assert held.objectName() == "go_help"


def test_a_tour_that_ended_leaves_no_frame(opened: Reviewer, qtbot: QtBot) -> None:
    begin(opened, qtbot)
    qtbot.waitUntil(lambda: opened.window.sitting.person.startswith("SIM-law"), timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(opened.window.findChildren(Frame)) == 1, timeout=PATIENCE)
    tour = tour_of(opened)
    qtbot.waitUntil(lambda: tour._frame is not None and tour._frame.isVisible(), timeout=PATIENCE)
    tour.hide()
    tour._look()  # what was read meanwhile, or a look that was due
    assert not tour._frame.isVisible()
    tour.end.click()
    qtbot.waitUntil(lambda: opened.window.findChildren(Frame) == [], timeout=PATIENCE)


def test_the_tour_goes_on_where_it_was_in_the_other_language(opened: Reviewer, qtbot: QtBot) -> None:
    begin(opened, qtbot)
    qtbot.waitUntil(lambda: opened.window.sitting.person.startswith("SIM-law"), timeout=PATIENCE)
    qtbot.waitUntil(lambda: bool(tour_of(opened).title.text()), timeout=PATIENCE)
    tour_of(opened).onward()
    opened.preferences.keep("language", "ko")
    opened.settings_changed()
    qtbot.waitUntil(lambda: tour_of(opened).title.text() == "신청 열기", timeout=PATIENCE)


def test_every_step_names_controls_of_the_program_and_both_languages() -> None:
    source = "\n".join(
        path.read_text("utf-8") for path in (Path(__file__).parents[2] / "reviewer" / "ui").rglob("*.py")
    )
    for step in steps():
        assert set(step.title) == set(step.text) == {"ko", "en"}
        for name in step.shows:
            known = name.removeprefix("fold_").removeprefix("tab_").removeprefix("go_").removeprefix("share_factor")
            assert any(f'{before}{one}"' in source for before, one in (('"', name), ('"', known), ("}", known))), name
    assert tomllib.loads((RESOURCES / "help" / "tour.toml").read_text("utf-8"))["step"]


def test_a_step_is_over_when_the_claim_says_so(opened: Reviewer) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    held = standing.read_claim(sitting.on_screen, in_review(opened)[0])
    claim = dataclasses.replace(held, papers=(Paper("ab" * 32, "SLS"),))
    plan, nowhere = sitting.plan, Around()

    def over(claim: Claim, around: Around = nowhere) -> set[str]:
        return {step.id for step in steps() if is_over(step.id, claim, plan, around)}

    assert "open" in over(claim, Around(claim.number))
    assert "paper" in over(claim, Around(claim.number, "SLS"))
    assert "pages" not in over(claim, Around(claim.number, "SLS"))
    assert "pages" in over(claim, Around(claim.number, "SLS", is_read=True))
    assert "checks" not in over(claim)
    answered = tuple(dataclasses.replace(paper, verdict="ACCEPTED") for paper in claim.papers)
    assert "checks" in over(dataclasses.replace(claim, papers=answered))
    findings = {check.code: Answer("PASS", "SIM-law-1", "e") for check in plan.claim_checks}
    assert "whole" in over(claim, Around(claim.number, is_whole=True))
    assert over(dataclasses.replace(claim, findings=findings)) >= {"whole", "whole_checks"}
    assert over(dataclasses.replace(claim, stage=Stage.ON_AGENDA, meeting=3)) >= {"agenda"}
    assert not over(claim) & {"welcome", "letter", "resolution", "end"}


def test_the_help_window_has_names_for_every_control(opened: Reviewer, qtbot: QtBot) -> None:
    window: HelpWindow = opened.window.helping.show_manual()
    for control in window.findChildren(QPushButton):
        assert control.accessibleName()
