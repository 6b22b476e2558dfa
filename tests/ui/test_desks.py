"""Several claims open at once, each behind a tab; what was opened lately; both come back after a restart."""

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.claim_desk import after_paint
from reviewer.ui.claim_desk.after_paint import AfterPaint
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claims.claim_list import ClaimList
from reviewer.ui.desks import MOST, Desks, read_tabs
from reviewer.ui.drafts import Drafts
from reviewer.ui.palette import Palette
from reviewer.ui.place_stack import PlaceStack
from tests.ui.conftest import in_review, show_desk

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def claims(opened: Reviewer, qtbot: QtBot) -> ClaimList:
    """The list of claims, with rows."""
    found = opened.window._built["claims"]
    assert isinstance(found, ClaimList)
    qtbot.waitUntil(lambda: found.model.rowCount() > 10)
    found.table.setFocus()
    return found


def desk_on(opened: Reviewer, qtbot: QtBot, claim: str) -> ClaimDesk:
    """The desk in front, once it shows this claim."""
    window = opened.window
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.page is not None)
    assert window.desk is not None
    desk = window.desk
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.claim.number == claim)
    return desk


def open_tabs(opened: Reviewer, claims: ClaimList, qtbot: QtBot, rows: range) -> list[str]:
    """Open the claims of these rows by keyboard, each in a new tab."""
    found = []
    for row in rows:
        opened.window.show_place("claims")
        claims.table.selectRow(row)
        found.append(claims.model.claim_at(row))
        qtbot.keyClick(claims.table, Qt.Key.Key_Return, CTRL)
        desk_on(opened, qtbot, found[-1])
    return found


def test_ctrl_enter_opens_a_claim_beside_the_one_that_is_open(
    opened: Reviewer, claims: ClaimList, qtbot: QtBot
) -> None:
    window = opened.window
    first, second = open_tabs(opened, claims, qtbot, range(2))
    assert window.desks.claims == (first, second)
    assert not window.desks.isHidden()
    name = desk_on(opened, qtbot, second).page.applicant.trade_name  # type: ignore[union-attr]
    assert window.desks.tabs.tabText(1) == " · ".join(filter(None, (second, name)))


def test_one_claim_alone_has_no_row_of_tabs_and_enter_stays_in_its_tab(
    opened: Reviewer, claims: ClaimList, qtbot: QtBot
) -> None:
    for row in (0, 3):
        opened.window.show_place("claims")
        claims.table.selectRow(row)
        qtbot.keyClick(claims.table, Qt.Key.Key_Return)
        desk_on(opened, qtbot, claims.model.claim_at(row))
    assert opened.window.desks.claims == (claims.model.claim_at(3),)
    assert opened.window.desks.isHidden()


def test_the_middle_button_opens_and_closes(opened: Reviewer, claims: ClaimList, qtbot: QtBot) -> None:
    window = opened.window
    (first,) = open_tabs(opened, claims, qtbot, range(1))
    window.show_place("claims")
    where = claims.table.visualRect(claims.model.index(2, 0)).center()
    qtbot.mouseClick(claims.table.viewport(), Qt.MouseButton.MiddleButton, pos=where)
    second = claims.model.claim_at(2)
    desk_on(opened, qtbot, second)
    assert window.desks.claims == (first, second)
    qtbot.mouseClick(window.desks.tabs, Qt.MouseButton.MiddleButton, pos=window.desks.tabs.tabRect(1).center())
    assert window.desks.claims == (first,)
    assert window.claim == first


def test_a_claim_is_never_open_twice(opened: Reviewer, claims: ClaimList, qtbot: QtBot) -> None:
    first, second = open_tabs(opened, claims, qtbot, range(2))
    opened.window.show_place("claims")
    claims.table.selectRow(0)
    qtbot.keyClick(claims.table, Qt.Key.Key_Return, CTRL)
    desk_on(opened, qtbot, first)
    opened.window.show_claim(second)
    assert opened.window.desks.claims == (first, second)
    assert opened.window.claim == second


def test_ctrl_tab_goes_round_and_back_from_another_place(opened: Reviewer, claims: ClaimList, qtbot: QtBot) -> None:
    window = opened.window
    first, second, third = open_tabs(opened, claims, qtbot, range(3))
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab, CTRL)
    assert window.claim == first
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert window.claim == third
    window.show_place("claims")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab, CTRL)
    assert (window.place, window.claim) == ("desk", third)
    qtbot.mouseClick(window.desks.tabs, Qt.MouseButton.LeftButton, pos=window.desks.tabs.tabRect(1).center())
    assert window.claim == second


def test_a_tab_is_dragged_to_another_place_and_stays_there(opened: Reviewer, claims: ClaimList, qtbot: QtBot) -> None:
    first, second, third = open_tabs(opened, claims, qtbot, range(3))
    desks, bar = opened.window.desks, opened.window.desks.tabs
    desk = desks.desk
    at, to = bar.tabRect(2).center(), bar.tabRect(0).center()
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=at)
    for x in range(at.x(), to.x() - 30, -10):
        qtbot.mouseMove(bar, QPoint(x, at.y()))
    with qtbot.assertNotEmitted(desks.wanted, wait=500):  # its claim is in view and stays there
        qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(to.x() - 30, at.y()))
    assert desks.claims == (third, first, second)
    assert (desks.claim, desks.desk) == (third, desk)
    opened.settings_changed()
    again = opened.window.desks
    qtbot.waitUntil(lambda: again.claims == (third, first, second))


def test_no_tab_looks_chosen_while_another_place_is_in_view(opened: Reviewer, claims: ClaimList, qtbot: QtBot) -> None:
    window = opened.window
    accent, tabs = opened.look.colour("accent").rgb(), window.desks.tabs
    open_tabs(opened, claims, qtbot, range(2))

    def is_marked() -> bool:
        picture = tabs.grab().toImage()
        return any(picture.pixel(x, 1) == accent for x in range(picture.width()))

    assert is_marked()
    window.show_place("claims")
    assert tabs.isVisible()
    assert not is_marked()
    qtbot.keyClick(claims.table, Qt.Key.Key_Tab, CTRL)
    assert window.place == "desk"
    assert is_marked()


def test_ctrl_w_closes_the_tab_and_its_desk_is_kept_for_the_next(
    opened: Reviewer, claims: ClaimList, qtbot: QtBot
) -> None:
    window = opened.window
    first, second = open_tabs(opened, claims, qtbot, range(2))
    desk = window.desk
    assert desk is not None
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_W, CTRL)
    assert (window.claim, window.place) == (first, "desk")
    assert (desk.page, desk.viewer.reading) == (None, None)
    window.show_in_tab(second)
    assert window.desk is desk
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.claim.number == second)
    while window.desks.claims:
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_W, CTRL)
    assert (window.claim, window.place) == ("", "claims")


def test_a_desk_lets_the_drafts_of_earlier_claims_go(opened: Reviewer, claims: ClaimList, qtbot: QtBot) -> None:
    held = []
    for row in range(5):
        opened.window.show_claim(claims.model.claim_at(row))
        desk_on(opened, qtbot, claims.model.claim_at(row))
        held.append(sum(isinstance(one, Drafts) for one in shiboken6.getAllValidWrappers()))
    assert held[-1] == held[1]


def test_no_more_than_three_desks_are_held_for_want_of_a_claim(
    opened: Reviewer, claims: ClaimList, qtbot: QtBot
) -> None:
    window = opened.window
    open_tabs(opened, claims, qtbot, range(4))
    made = [desk for _, desk in window.desks.made()]
    while window.desks.claims:
        window.desks.close_tab()
    qtbot.waitUntil(lambda: sum(shiboken6.isValid(desk) for desk in made) == 3)


def test_a_desk_is_made_before_it_is_asked_for_and_the_next_after_it(
    opened: Reviewer, claims: ClaimList, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewer.ui.spare_desks.RESTS", 50)
    spare = opened.window.desks.spare
    spare.make_ahead()
    qtbot.waitUntil(lambda: spare.is_ready)
    first = spare._kept[0][0]
    assert not first.isVisible()
    (number,) = open_tabs(opened, claims, qtbot, range(1))
    assert opened.window.desk is first
    assert first.page is not None
    assert first.page.claim.number == number
    qtbot.waitUntil(lambda: spare.is_ready)
    second = spare._kept[0][0]
    open_tabs(opened, claims, qtbot, range(1, 2))
    assert opened.window.desk is second


def test_whoever_leaves_a_claim_at_once_has_looked_at_it_all_the_same(
    opened: Reviewer, claims: ClaimList, qtbot: QtBot
) -> None:
    (number,) = open_tabs(opened, claims, qtbot, range(1))
    desk, sitting, recorded = opened.window.desk, opened.window.sitting, list[str]()
    assert desk is not None
    assert sitting is not None
    desk.leave()
    sitting.recorded.connect(lambda act, about: recorded.extend((act, *about)))
    desk.show_claim(number)
    qtbot.waitUntil(lambda: desk.page is not None)
    desk.leave()
    qtbot.waitUntil(lambda: recorded[:2] == ["open_claim", number])


def test_a_look_at_a_claim_asks_no_other_place_anew(opened: Reviewer, claims: ClaimList, qtbot: QtBot) -> None:
    window, asked, recorded = opened.window, list[str](), list[str]()
    for name in ("meeting", "letters"):
        window.show_place(name)
        window._built[name].finish()  # type: ignore[attr-defined]
    window._built["meeting"].read = lambda: asked.append("meeting")  # type: ignore[attr-defined]
    window._built["letters"].exports.read = lambda: asked.append("letters")  # type: ignore[attr-defined]
    assert window.sitting is not None
    window.sitting.recorded.connect(lambda act, _: recorded.append(act))
    window.show_place("claims")
    open_tabs(opened, claims, qtbot, range(1))
    qtbot.waitUntil(lambda: recorded == ["open_claim"])
    assert not asked


def test_no_more_than_the_bound_are_open_and_the_way_out_is_said(
    opened: Reviewer, claims: ClaimList, qtbot: QtBot
) -> None:
    window = opened.window
    numbers = open_tabs(opened, claims, qtbot, range(MOST))
    window.show_place("claims")
    claims.table.selectRow(MOST)
    qtbot.keyClick(claims.table, Qt.Key.Key_Return, CTRL)
    assert window.desks.claims == tuple(numbers)
    assert "Ctrl+W" in window.desks.said.text()
    assert not window.desks.said.isHidden()
    assert window.place == "claims"


def test_each_tab_keeps_what_was_typed_and_where_its_paper_was(opened: Reviewer, qtbot: QtBot) -> None:
    window = opened.window
    first, second = in_review(opened)[:2]
    one = show_desk(opened, qtbot, first)
    qtbot.waitUntil(one.viewer.canvas.has_page)
    one.viewer.stack.zoom_by(1)
    one.sections.proposal.note.setPlainText("halfway through")
    one.viewer.canvas.verticalScrollBar().setValue(160)
    zoom, spot = one.viewer.bar.zoom.text(), one.viewer.canvas.spot()
    window.show_in_tab(second)
    two = desk_on(opened, qtbot, second)
    assert two is not one
    assert len(one.viewer.shelf) == 0, "a paper out of view keeps no glovebox"
    assert one.viewer.canvas.drawn.weight() == 0
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab, CTRL)
    assert window.desk is one
    assert one.sections.proposal.note.toPlainText() == "halfway through"
    qtbot.waitUntil(one.viewer.canvas.has_page)
    qtbot.waitUntil(lambda: one.viewer.canvas.spot() == pytest.approx(spot, abs=0.01))
    assert one.viewer.bar.zoom.text() == zoom


def test_the_tabs_come_back_with_another_language_and_after_a_restart(
    opened: Reviewer, claims: ClaimList, qtbot: QtBot, case: Path
) -> None:
    window = opened.window
    first, second = open_tabs(opened, claims, qtbot, range(2))
    opened.settings_changed()
    old = window.desks
    qtbot.waitUntil(lambda: window.desks is not old)
    assert (window.desks.claims, window.claim, window.place) == ((first, second), second, "desk")
    window.place = "claims"
    sitting = window.sitting
    window.leave_desk()
    opened._leave()
    opened.open_case(case)
    qtbot.waitUntil(lambda: window.sitting not in (sitting, None))
    qtbot.waitUntil(lambda: window.desks.claims == (first, second))
    assert window.place == "claims"
    assert window.desk is None
    assert window.desks.tabs.tabText(0).startswith(first)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab, CTRL)
    desk_on(opened, qtbot, second)


def test_a_claim_opened_before_the_tabs_of_the_last_time_are_known_drops_none_of_them(
    opened: Reviewer, claims: ClaimList, qtbot: QtBot
) -> None:
    window = opened.window
    first, second, third = open_tabs(opened, claims, qtbot, range(3))
    window.desks.close_tab()
    sitting = window.sitting
    assert sitting is not None

    def kept() -> list[str]:
        return [one for one, _ in read_tabs(sitting.case_file.reader(), sitting.person)[0]]

    qtbot.waitUntil(lambda: kept() == [first, second])
    anew = Desks(sitting, PlaceStack(), lambda _: (0, 0))
    anew.show_claim(third, in_new_tab=False)
    anew.open_again(None)
    qtbot.waitUntil(lambda: anew.claims == (third, first, second))
    qtbot.waitUntil(lambda: kept() == [third, first, second])
    assert anew.claim == third
    anew.leave()
    with qtbot.waitSignal(anew.destroyed):
        anew.deleteLater()


# --- recent claims ------------------------------------------------------------------------------------------


def recent(opened: Reviewer, qtbot: QtBot) -> Palette:
    qtbot.keyClick(opened.window.focusWidget(), Qt.Key.Key_E, CTRL)
    (found,) = [one for one in opened.window.findChildren(Palette) if one.isVisible()]
    return found


def test_recent_claims_are_one_key_away_the_last_one_first(opened: Reviewer, claims: ClaimList, qtbot: QtBot) -> None:
    window = opened.window
    numbers = open_tabs(opened, claims, qtbot, range(3))
    qtbot.waitUntil(lambda: [one.claim for one in window.recents.claims][:3] == numbers[::-1])
    found = recent(opened, qtbot)
    assert [one.key for one in found.rows.entries][:3] == [f"claim {number}" for number in numbers[::-1]]
    qtbot.keyClick(found.field, Qt.Key.Key_Down)
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert window.claim == numbers[1]


def test_claims_opened_in_haste_stand_in_the_order_they_were_opened_in(
    opened: Reviewer, claims: ClaimList, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AfterPaint, "painted", lambda _: None)  # the machine is too busy to paint a claim that is left
    window, numbers = opened.window, [claims.model.claim_at(row) for row in range(3)]
    for number, wait in zip(numbers, (5_000, 20, 20), strict=True):
        monkeypatch.setattr(after_paint, "LATE", wait)
        window.show_in_tab(number)
        desk_on(opened, qtbot, number)
    qtbot.waitUntil(lambda: [one.claim for one in window.recents.claims][:3] == numbers[::-1])


def test_recent_claims_are_known_after_a_restart_without_those_one_stepped_aside_from(
    opened: Reviewer, claims: ClaimList, qtbot: QtBot, case: Path
) -> None:
    window = opened.window
    number = in_review(opened)[0]
    desk = show_desk(opened, qtbot, number)
    other = in_review(opened)[1]
    window.show_in_tab(other)
    desk_on(opened, qtbot, other)
    qtbot.waitUntil(lambda: {number, other} <= {one.claim for one in window.recents.claims})
    done: list[object] = []
    body = {"ground": next(iter(window.sitting.plan.grounds))}  # type: ignore[union-attr]
    window.sitting.record("answer_conflict", number, body, then=done.append, otherwise=done.append, owner=desk)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: bool(done))
    assert not isinstance(done[0], BaseException), done[0]
    sitting = window.sitting
    window.place = "claims"
    window.leave_desk()
    opened._leave()
    opened.open_case(case)
    qtbot.waitUntil(lambda: window.sitting not in (sitting, None))
    window.recents.ask()
    qtbot.waitUntil(lambda: bool(window.recents.claims))
    assert other in [one.claim for one in window.recents.claims]
    assert number not in [one.claim for one in window.recents.claims]
    qtbot.waitUntil(lambda: window.desks.claims == (other,))
