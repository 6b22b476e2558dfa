"""Parts of the claim desk that few ask for: absent from a desk that is opened, whole where they are wanted."""

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile.neighbours import Neighbours
from reviewer.rules.nearness import neighbourhood
from reviewer.ui.claim_desk.check_line import CheckLine
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.drafts import Drafts
from reviewer.ui.making import later
from tests.ui.conftest import in_review, press, show_desk, until_recorded
from tests.ui.test_sales_taking import claim_with_book
from tests.ui.test_why_and_neighbours import HERE, others

LATER = ("more_acts", "evidence_form", "note_editor", "sales_preview", "neighbours_table", "sheet_view")


class Room:
    """Counts how often its window is made."""

    def __init__(self) -> None:
        self.made = 0

    @later
    def window(self) -> list[int]:
        """Made in place."""
        self.made += 1
        return [self.made]


def test_a_part_is_made_once_when_it_is_first_asked_for() -> None:
    room, other = Room(), Room()
    assert Room.window.made(room) is None
    assert room.made == 0
    assert room.window is room.window
    assert Room.window.made(room) is room.window
    assert (room.made, other.made) == (1, 0)
    assert Room.window.made(other) is None


def there(desk: ClaimDesk) -> set[str]:
    """Those of the parts that are there."""
    return {name for name in LATER if desk.findChild(QWidget, name) is not None}


def test_a_desk_made_ahead_has_none_of_them(opened: Reviewer, qtbot: QtBot) -> None:
    spare = opened.window.desks.spare
    spare.make_ahead()
    qtbot.waitUntil(lambda: spare.is_ready)
    assert there(spare.take()) == set()


def test_a_claim_is_opened_and_left_without_them(desk: ClaimDesk, opened: Reviewer, qtbot: QtBot) -> None:
    desk.papers.select("")
    assert there(desk) - {"sheet_view"} == set()  # a sheet may come first
    other = next(one for one in in_review(opened) if one != desk.number)
    show_desk(opened, qtbot, other)
    assert there(desk) - {"sheet_view"} == set()


def test_the_further_acts_are_those_on_the_claim_in_view(desk: ClaimDesk, qtbot: QtBot) -> None:
    qtbot.keyClick(desk, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert there(desk) >= {"more_acts"}
    assert desk.more.isVisible()
    assert desk.more.is_filled
    qtbot.waitUntil(lambda: bool(desk.more.refused))
    assert desk.more.button_of("hold").isEnabled()
    assert desk.right.form is None
    desk.more.choose("hold")
    assert desk.right.form is not None


def test_a_fact_left_unsaved_brings_its_form_back(desk: ClaimDesk) -> None:
    assert desk.page is not None
    assert desk.drafts is not None
    kept = {"fact": "LABEL", "value": "12,000", "day": "", "label": ""}
    drafts = Drafts(desk.sitting, desk.number, {"bind_fact": json.dumps(kept)})
    desk.evidence.show_page(desk.page, drafts, same=False)
    assert desk.evidence.form.isVisible()
    assert desk.evidence.form.value.text() == "12,000"


def test_days_stand_above_the_grid_and_tab_leads_from_them_to_it(desk: ClaimDesk, qtbot: QtBot) -> None:
    weeks = desk.sections.weeks
    desk.sections.folds["weeks"].set_open(True)
    assert not weeks.is_offering
    weeks._offer_text("2022-10-14\t100,000\n2022-10-15\t20,000")
    assert weeks.is_offering
    layout = weeks._layout
    assert layout.indexOf(weeks.offers) < layout.indexOf(weeks.preview) < layout.indexOf(weeks.grid)
    qtbot.waitUntil(lambda: comes_before(weeks.preview.take, weeks.grid, desk.sections.folds["calculation"].head))
    weeks.preview.left.emit()
    assert not weeks.is_offering


def comes_before(first: QWidget, then: QWidget, last: QWidget) -> bool:
    """Whether Tab leads from the first to `then` before the last."""
    here = first
    while here not in (then, last):
        here = here.nextInFocusChain()
    return here is then


def test_neighbours_are_listed_once_their_section_is_opened(desk: ClaimDesk) -> None:
    section, fold = desk.sections.neighbours, desk.sections.folds["neighbours"]
    fold.setVisible(True)
    section._show(Neighbours(neighbourhood(HERE, others(12)), {}), HERE, 200_000)
    assert "above the middle" in fold.head.text()
    assert there(desk) & {"neighbours_table"} == set()
    fold.set_open(True)
    assert section.table.isVisible()
    assert section.table.lines.rowCount() == 12
    section._show(Neighbours(neighbourhood(HERE, []), {}), HERE, 200_000)
    assert section.table.isHidden()


def test_sheets_come_with_the_first_paper_that_has_any(opened: Reviewer, qtbot: QtBot) -> None:
    number, document = claim_with_book(opened)
    desk = show_desk(opened, qtbot, number)
    desk.papers.select(document)
    qtbot.waitUntil(lambda: desk.viewer.stack.shows == "sheets")
    sheets = desk.viewer.stack.sheets
    assert sheets.isVisible()
    assert desk.viewer.stack.is_at(1)
    assert comes_before(desk.viewer.canvas, sheets.grid, desk.sections.folds["facts"].head)
    press(desk, "t")
    qtbot.waitUntil(lambda: not desk.sections.weeks.said.isHidden() or desk.sections.weeks.is_offering)


def test_a_note_is_written_above_the_others_and_tab_leads_from_it_to_them(desk: ClaimDesk, qtbot: QtBot) -> None:
    notes = desk.sections.notes
    assert there(desk) & {"note_editor"} == set()
    press(desk, "m")
    assert notes.editor.text.hasFocus()
    assert notes._layout.indexOf(notes.editor) == 0
    qtbot.waitUntil(lambda: comes_before(notes.editor.save, notes.mine, desk.sections.folds["contacts"].head))


def test_who_answered_stands_below_the_question_only_once_somebody_did(desk: ClaimDesk, qtbot: QtBot) -> None:
    check, other = [one for one in desk.sections.checks.lines if one.answer is None][:2]
    assert CheckLine._who.made(check) is None
    until_recorded(desk, qtbot, lambda: check.give("PASS"))
    qtbot.waitUntil(lambda: check.answer is not None)
    assert check._who.isVisible()
    assert "Pass" in check._who.text()
    assert CheckLine._who.made(other) is None
    check.show_answer(None)
    assert check._who.isHidden()
