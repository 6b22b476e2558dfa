"""Ctrl+Z anywhere names what would be taken back, asks for the reason, and does it; what stays says what to do."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.desk.wording import word_for
from reviewer.rules.acts import ACTS
from reviewer.rules.acts.deciding import UNDOABLE
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.done_today import DoneToday
from tests.doc_tables import TAKEN_BACK
from tests.ui.conftest import SECOND, until_recorded

CTRL = Qt.KeyboardModifier.ControlModifier


def done_today(opened: Reviewer, qtbot: QtBot) -> DoneToday:
    """What the key shows in the list of claims, once the rules were asked."""
    opened.window.show_place("claims")
    qtbot.keyClick(opened.window.focusWidget(), Qt.Key.Key_Z, CTRL)
    (found,) = [one for one in opened.window.findChildren(DoneToday) if one.isVisible()]
    qtbot.waitUntil(lambda: not found.reason.isHidden() or not found.why.isHidden())
    return found


def hold(desk: ClaimDesk, qtbot: QtBot) -> str:
    """Put the claim in view on hold; its number."""
    until_recorded(desk, qtbot, lambda: desk.record("hold", {"reason": "H01"}))
    assert desk.page is not None
    return desk.page.claim.number


def test_the_last_act_is_named_and_taken_back_with_a_reason_by_keyboard(
    opened: Reviewer, desk: ClaimDesk, qtbot: QtBot
) -> None:
    number = hold(desk, qtbot)
    found = done_today(opened, qtbot)
    what = word_for("act", "hold", "en")
    assert found.title.text() == f"Take back: {what} · {number}"
    assert found.reason.hasFocus()
    qtbot.keyClick(found.reason, Qt.Key.Key_Return)
    assert found.reason.property("fault") == "true", "not without a reason"
    qtbot.keyClicks(found.reason, "the wrong claim")
    qtbot.keyClick(found.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: found.said.text() == "Taken back.")
    qtbot.waitUntil(lambda: desk.page is not None and not desk.page.claim.hold)
    states = [found.table.lines.line(row).cells[-1] for row in range(2)]
    assert states == ["stays", "taken back"]


def test_what_stays_says_why_and_what_to_do_instead(opened: Reviewer, desk: ClaimDesk, qtbot: QtBot) -> None:
    until_recorded(desk, qtbot, lambda: desk.record("write_note", {"note": "called at noon"}))
    found = done_today(opened, qtbot)
    assert found.why.text() == word_for("instead", "write_note", "en")
    assert found.go.isHidden()


def test_an_act_with_another_one_after_it_waits_for_that_one(opened: Reviewer, desk: ClaimDesk, qtbot: QtBot) -> None:
    hold(desk, qtbot)
    until_recorded(desk, qtbot, lambda: desk.record("release", {"note": "the bank answered"}))
    found = done_today(opened, qtbot)
    states = [found.table.lines.line(row).cells[-1] for row in range(2)]
    assert states == ["can be taken back", "stays"]
    found.table.selectRow(1)
    assert "Take that back first" in found.why.text()


def test_after_the_seat_changed_an_empty_day_says_whose_it_is(opened: Reviewer, desk: ClaimDesk, qtbot: QtBot) -> None:
    hold(desk, qtbot)
    opened.become(SECOND)
    sitting = opened.window.sitting
    assert sitting is not None
    qtbot.waitUntil(lambda: sitting.person == SECOND)
    opened.window.show_place("claims")
    qtbot.keyClick(opened.window.focusWidget(), Qt.Key.Key_Z, CTRL)
    (found,) = [one for one in opened.window.findChildren(DoneToday) if one.isVisible()]
    qtbot.waitUntil(lambda: found.nothing.isVisible())
    assert found.nothing.text().startswith(f"{sitting.name_of(SECOND)} recorded nothing today.")
    assert "another person" in found.nothing.text()
    found.layout().activate()
    assert found.title.height() <= 2 * found.title.sizeHint().height(), "the heading keeps to the top"
    assert found.nothing.y() < found.height() // 2


def test_after_recording_the_bar_offers_the_way_back(desk: ClaimDesk, qtbot: QtBot) -> None:
    hold(desk, qtbot)
    qtbot.waitUntil(lambda: desk.foot.said.text() == "Recorded.")
    assert not desk.foot.undo_link.isHidden()
    desk.foot.undo_link.click()
    qtbot.waitUntil(lambda: desk.sections.timeline.reason is not None)
    desk.foot.say("Note kept.", "good")
    assert desk.foot.undo_link.isHidden()


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_kind_of_act_named_in_the_words_for_what_stays_exists(lang: str) -> None:
    import tomllib

    from tests.conftest import ROOT

    table = tomllib.loads((ROOT / "resources" / "i18n" / f"codes.{lang}.toml").read_text(encoding="utf-8"))
    assert set(table["instead"]) - {"otherwise"} <= set(ACTS)
    by_another_act = set(TAKEN_BACK) - UNDOABLE - {act for act, way in TAKEN_BACK.items() if way.startswith("–")}
    assert by_another_act <= set(table["instead"]), "what can be taken back does not stay for good"
