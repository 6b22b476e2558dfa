"""The list of fixed-amount claimants: drawn up, checked by another person, thinned out, adopted as one item."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.meeting.fixed_list import FixedLists
from reviewer.ui.meeting.fixed_reading import holder_differs
from reviewer.ui.meeting.meeting import MeetingPlace
from tests.ui.conftest import press
from tests.ui.council.conftest import PATIENCE, become, claim_now


def ready_for_list(place: MeetingPlace, qtbot: QtBot) -> FixedLists:
    place.tabs.go("fixed")
    qtbot.waitUntil(lambda: place.fixed.claims.lines.rowCount() > 0, timeout=PATIENCE)
    return place.fixed


def draw_up(place: MeetingPlace, qtbot: QtBot) -> tuple[str, ...]:
    fixed = ready_for_list(place, qtbot)
    claims = fixed.claims.lines.ticked_keys()
    assert not fixed.draw.isEnabled()  # fewer than seven days are left before the meeting
    qtbot.keyClicks(fixed.urgent, "the payment is due")
    fixed.draw.click()
    qtbot.waitUntil(lambda: fixed.page is not None and fixed.page.drawn is not None, timeout=PATIENCE)
    return claims


def as_checker(opened: Reviewer, qtbot: QtBot) -> FixedLists:
    become(opened, qtbot, "SIM-consumer-1")
    opened.window.show_place("meeting")
    place = opened.window._built["meeting"]
    assert isinstance(place, MeetingPlace)
    qtbot.waitUntil(lambda: place.fixed.page is not None, timeout=PATIENCE)
    place.tabs.go("fixed")
    place.fixed.lists.go_to("1")
    qtbot.waitUntil(lambda: place.fixed.page is not None and place.fixed.page.drawn is not None, timeout=PATIENCE)
    return place.fixed


def tick_first(fixed: FixedLists, qtbot: QtBot) -> tuple[str, ...]:
    """Tick the first line by its key, unless it is; a list that is read again just then has no tick yet."""
    if not fixed.claims.lines.ticked_keys():
        fixed.claims.selectRow(0)
        qtbot.keyClick(fixed.claims, Qt.Key.Key_Space)
    return fixed.claims.lines.ticked_keys()


def test_the_secretary_draws_up_a_list_of_the_ticked_claims(
    place: MeetingPlace, opened: Reviewer, qtbot: QtBot
) -> None:
    claims = draw_up(place, qtbot)
    assert len(claims) == 3
    assert {claim_now(opened, claim).stage for claim in claims} == {"FIXED_LISTED"}
    state = place.fixed.lists.lines.line(1).cells[-1]
    assert state == "waits for a second person"


def test_a_double_click_draws_up_one_list(place: MeetingPlace, opened: Reviewer, qtbot: QtBot) -> None:
    fixed, sitting = ready_for_list(place, qtbot), opened.window.sitting
    assert sitting is not None
    qtbot.keyClicks(fixed.urgent, "the payment is due")
    for _ in range(2):
        fixed.draw.click()
        sitting.lanes.clerk.make_way(10_000)  # committed before the second click, and not told yet
    qtbot.waitUntil(lambda: fixed.page is not None and fixed.page.drawn is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not sitting.lanes.clerk.is_busy, timeout=PATIENCE)
    assert fixed.problem.isHidden()
    assert len(sitting.case.lists) == 1


def test_its_author_cannot_check_it_and_is_told_why(place: MeetingPlace, qtbot: QtBot) -> None:
    draw_up(place, qtbot)
    assert not place.fixed.check.isEnabled()
    assert "second person" in place.fixed.check.toolTip()


def test_another_person_pulls_a_line_out_with_a_reason_and_records_the_check(
    place: MeetingPlace, opened: Reviewer, qtbot: QtBot
) -> None:
    claims = draw_up(place, qtbot)
    fixed = as_checker(opened, qtbot)
    assert not fixed.pull.isEnabled()
    qtbot.waitUntil(lambda: tick_first(fixed, qtbot) == claims[:1], timeout=PATIENCE)
    assert fixed.pull.toolTip() == "Give the reason for pulling out."
    fixed.reason.setText("예금주 확인 필요")
    fixed.pull.click()
    qtbot.waitUntil(lambda: claim_now(opened, claims[0]).stage == "FIXED_READY", timeout=PATIENCE)
    qtbot.waitUntil(lambda: "pulled out" in fixed.claims.lines.line(0).cells[-1], timeout=PATIENCE)
    assert not fixed.claims.lines.line(0).can_tick
    fixed.check.click()
    qtbot.waitUntil(lambda: "checked by" in fixed.lists.lines.line(1).cells[-1], timeout=PATIENCE)


def test_a_checked_list_is_adopted_as_one_item_of_the_meeting(
    place: MeetingPlace, opened: Reviewer, qtbot: QtBot
) -> None:
    claims = draw_up(place, qtbot)
    fixed = as_checker(opened, qtbot)
    fixed.check.click()
    qtbot.waitUntil(lambda: "checked by" in fixed.lists.lines.line(1).cells[-1], timeout=PATIENCE)
    become(opened, qtbot, "SIM-secretary")
    opened.window.show_place("meeting")
    again = opened.window._built["meeting"]
    assert isinstance(again, MeetingPlace)
    qtbot.waitUntil(lambda: again.meeting is not None, timeout=PATIENCE)
    again.begin()
    assert again.mode is not None
    mode = again.mode
    qtbot.waitUntil(lambda: mode.page is not None, timeout=PATIENCE)
    mode.show_item("FIXED_LIST 1")
    press(mode, "0")
    mode.record()
    qtbot.waitUntil(lambda: "passed, resolution" in mode.said.text(), timeout=PATIENCE)
    awards = {claim: claim_now(opened, claim).decision.award for claim in claims}  # type: ignore[union-attr]
    assert set(awards.values()) <= {30_000, 50_000}
    mode.close()


def test_the_same_account_and_another_holder_are_pointed_out(place: MeetingPlace, qtbot: QtBot) -> None:
    fixed = ready_for_list(place, qtbot)
    assert fixed.page is not None
    line = fixed.page.lines[0]
    assert not holder_differs(line)
    stranger = type(line)(**{**line.__dict__, "account_holder": "남의이름"})
    assert holder_differs(stranger)


def test_nothing_ticked_is_said_beside_the_button(place: MeetingPlace, qtbot: QtBot) -> None:
    fixed = ready_for_list(place, qtbot)
    fixed.claims.lines.tick_all(False)
    assert not fixed.draw.isEnabled()
    assert "No claim is ticked." in fixed.said.text()


def test_a_claim_that_a_list_would_be_refused_for_is_unticked_and_says_why(
    place: MeetingPlace, opened: Reviewer, qtbot: QtBot
) -> None:
    fixed, sitting = ready_for_list(place, qtbot), opened.window.sitting
    assert sitting is not None
    held = fixed.claims.lines.ticked_keys()[0]
    done: list[object] = []
    reason = next(iter(sitting.plan.hold_reasons))
    body = {"reason": reason, "note": "later"}
    sitting.record("hold", held, body, then=done.append, otherwise=done.append, owner=place)
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)
    assert not isinstance(done[0], Exception), done
    lines = fixed.claims.lines
    qtbot.waitUntil(lambda: not lines.line(lines.row_of(held)).can_tick, timeout=PATIENCE)
    assert "✕" in lines.line(lines.row_of(held)).cells[-1]
    assert len(lines.ticked_keys()) == lines.rowCount() - 1
    qtbot.keyClicks(fixed.urgent, "the payment is due")
    fixed.draw.click()
    qtbot.waitUntil(lambda: fixed.page is not None and fixed.page.drawn is not None, timeout=PATIENCE)
    assert claim_now(opened, held).stage == "FIXED_READY"
