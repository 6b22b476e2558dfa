"""Triage by keyboard: one key a route, the next claim at once, many at once, and the second look."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import lanes, standing
from reviewer.ui.claim_table import LEAD as LANE
from reviewer.ui.many_back import ManyBack
from reviewer.ui.my_work.my_work import MyWork
from reviewer.ui.preferences import Preferences
from reviewer.ui.triage.many_at_once import ManyAtOnce
from reviewer.ui.triage.triage import TriagePlace
from reviewer.ui.triage.triage_reading import read_saved
from tests.ui.conftest import LEAD, SECRETARY, press


@pytest.fixture
def place(preferences: Preferences, opened: Reviewer, qtbot: QtBot) -> TriagePlace:
    """The place Triage, seen by the secretary, with its first claim in view."""
    return shown(opened, qtbot)


@pytest.fixture
def preferences(preferences: Preferences) -> Preferences:
    preferences.keep("person", SECRETARY)
    return preferences


def shown(opened: Reviewer, qtbot: QtBot) -> TriagePlace:
    opened.window.show_place("triage")
    found = opened.window._built["triage"]
    assert isinstance(found, TriagePlace)
    qtbot.waitUntil(lambda: in_view(found) != "")
    return found


def become(opened: Reviewer, qtbot: QtBot) -> None:
    """Let the lead reviewer sit down."""
    opened.become(LEAD)
    qtbot.waitUntil(lambda: opened.window.sitting is not None and opened.window.sitting.person == LEAD)


def in_view(place: TriagePlace) -> str:
    """The claim in focus, once its facts stand beside the list; "" until then."""
    index, facts = place.table.currentIndex(), place.pane.facts
    claim = place.model.claim_at(index.row()) if index.isValid() else ""
    return claim if facts is not None and facts.line.claim == claim else ""


def standing_of(opened: Reviewer, claim: str) -> tuple[str, str]:
    found = standing.read_claim(opened.window.sitting.case_file.reader(), claim)  # type: ignore[union-attr]
    return found.route, found.triage.author if found.triage else ""


def test_a_double_click_on_a_lane_routes_one_claim(opened: Reviewer, place: TriagePlace, qtbot: QtBot) -> None:
    assert place.pane.facts is not None
    count, lane = place.model.rowCount(), place.pane.buttons[place.pane.facts.suggestion.route]
    first, second = (place.model.claim_at(row) for row in range(2))
    qtbot.mouseClick(lane, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(lane, Qt.MouseButton.LeftButton)  # what Qt makes of the second press
    qtbot.mouseRelease(lane, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(standing_of(opened, first)[1]))
    qtbot.waitUntil(lambda: in_view(place) == second)
    assert place.model.rowCount() == count - 1
    assert not standing_of(opened, second)[1]
    qtbot.mouseClick(lane, Qt.MouseButton.LeftButton)  # and goes on as usual
    qtbot.waitUntil(lambda: bool(standing_of(opened, second)[1]))


def test_one_key_routes_and_the_next_claim_is_in_view(opened: Reviewer, place: TriagePlace, qtbot: QtBot) -> None:
    first, count = in_view(place), place.model.rowCount()
    second = place.model.claim_at(1)
    press(place.table, "0")
    assert place.model.rowCount() == count - 1
    qtbot.waitUntil(lambda: in_view(place) == second)
    qtbot.waitUntil(lambda: standing_of(opened, first) == ("NEEDS_CONTACT", SECRETARY))
    press(place.table, "8")
    qtbot.waitUntil(lambda: standing_of(opened, second) == ("DUPLICATE", SECRETARY))


def test_the_keys_are_in_view_where_nothing_waits(opened: Reviewer, place: TriagePlace, qtbot: QtBot) -> None:
    window = opened.window
    place.table.setFocus()
    place.search.setText("zzzzq")
    qtbot.waitUntil(lambda: place.table.isHidden())
    assert window.focusWidget() is place.to_do
    window.show_place("claims")
    window.show_place("triage")
    assert window.focusWidget() is place.to_do
    place.search.setText("")
    qtbot.waitUntil(lambda: place.table.isVisible())
    assert window.focusWidget() is place.table


def test_a_search_that_finds_nothing_says_so(opened: Reviewer, place: TriagePlace, qtbot: QtBot) -> None:
    assert place.model.rowCount()
    place.search.setText("nobody has this name")
    qtbot.waitUntil(lambda: place.nothing.isVisible() and not place.model.rowCount())
    assert place.nothing.text.text() == "No claim fits this search."
    place.nothing.act.click()
    qtbot.waitUntil(place.table.isVisible)
    assert opened.window.focusWidget() is place.table


def test_control_z_brings_the_claim_back(opened: Reviewer, place: TriagePlace, qtbot: QtBot) -> None:
    first, before = in_view(place), standing_of(opened, in_view(place))
    press(place.table, "6")
    qtbot.waitUntil(lambda: standing_of(opened, first)[1] == SECRETARY and not place._own)
    qtbot.keyClick(place.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: standing_of(opened, first) == before)
    qtbot.waitUntil(lambda: in_view(place) == first)


def test_what_could_not_be_taken_back_is_the_next_to_be(opened: Reviewer, place: TriagePlace, qtbot: QtBot) -> None:
    sitting, first = opened.window.sitting, in_view(place)
    assert sitting is not None
    press(place.table, "6")
    qtbot.waitUntil(lambda: standing_of(opened, first)[1] == SECRETARY and not place._own)
    held: list[object] = []
    sitting.record("hold", first, {"reason": "H01"}, then=held.append, otherwise=held.append, owner=place)
    qtbot.waitUntil(lambda: bool(held))
    place.undo()
    qtbot.waitUntil(place.problem.isVisible)
    assert [one.claim for one in place._done] == [first]


def test_the_suggestion_stands_beside_its_ground_and_is_accepted_with_one_key(
    opened: Reviewer, place: TriagePlace, qtbot: QtBot
) -> None:
    place.lane.setCurrentIndex(place.lane.findData("AFFILIATE"))
    qtbot.waitUntil(lambda: place.pane.facts is not None and place.pane.facts.line.route == "AFFILIATE")
    qtbot.waitUntil(lambda: in_view(place) != "")
    first = in_view(place)
    assert "another company" in place.pane.ground.text()
    assert "Service of another company" in place.pane.suggests.text()
    qtbot.keyClick(place.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: standing_of(opened, first) == ("AFFILIATE", SECRETARY))


def test_a_refused_key_leaves_the_claim_in_the_list_with_the_reason(
    opened: Reviewer, place: TriagePlace, qtbot: QtBot
) -> None:
    sitting, first, count = opened.window.sitting, in_view(place), place.model.rowCount()
    assert sitting is not None
    held: list[object] = []
    sitting.record("hold", first, {"reason": "H01"}, then=held.append, otherwise=held.append, owner=place)
    qtbot.waitUntil(lambda: bool(held))
    qtbot.waitUntil(lambda: in_view(place) == first)
    press(place.table, "6")
    qtbot.waitUntil(place.problem.isVisible)
    assert place.model.rowCount() == count
    assert place.model.claim_at(0) == first


def test_many_are_routed_after_a_dry_run_and_taken_back_as_one(
    opened: Reviewer, place: TriagePlace, qtbot: QtBot
) -> None:
    place.lane.setCurrentIndex(place.lane.findData("USER"))
    qtbot.waitUntil(lambda: place.pane.facts is not None and place.pane.facts.line.route == "USER")
    place.route_many()
    dialog = place.findChild(ManyAtOnce)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.go.isEnabled())
    total = dialog.model.rowCount()
    assert str(dialog.route.currentData()) == "USER"
    out = dialog.model.claim_at(2)
    dialog.table.selectRow(2)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.go.text() == f"Route {total - 1:,} claims"
    with qtbot.waitSignal(dialog.routed, timeout=10_000):
        dialog.go.click()
    conn = opened.window.sitting.case_file.reader()  # type: ignore[union-attr]
    last = lanes.last_routed_many(conn, SECRETARY)
    assert last is not None
    assert last.count == total - 1
    assert out not in last.standing
    assert standing_of(opened, out) == ("USER", "")
    qtbot.keyClick(place.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    back = place.findChild(ManyBack)
    assert back is not None
    qtbot.waitUntil(lambda: back._last is not None)
    assert not back.go.isEnabled()
    back.reason.setText("wrong query")
    with qtbot.waitSignal(back.taken_back, timeout=10_000):
        qtbot.keyClick(back.reason, Qt.Key.Key_Return)
    assert standing_of(opened, last.standing[0]) == ("USER", "")


def test_what_another_band_would_have_refused_stands_unticked_with_the_reason(
    opened: Reviewer, place: TriagePlace, qtbot: QtBot
) -> None:
    place.lane.setCurrentIndex(place.lane.findData("NO_LOSS"))
    place.route_many()
    dialog = place.findChild(ManyAtOnce)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    total = dialog.model.rowCount()
    dialog.route.setCurrentIndex(dialog.route.findData("FLAT_30K"))  # no loss lies in no fixed band
    qtbot.waitUntil(lambda: len(dialog.model.refused) == total)
    first = dialog.model.index(0, 0)
    assert dialog.model.data(first, 10) == Qt.CheckState.Unchecked
    assert "another band" in dialog.model.data(first, 3)
    assert dialog.model.data(dialog.model.index(0, LANE), 0) == "loss in another band"
    assert dialog.model.data(dialog.model.index(0, LANE), 11) == "loss in another band"
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.model.data(first, 10) == Qt.CheckState.Unchecked  # it cannot be ticked
    assert f"loss in another band {total:,}" in dialog.left.text()
    assert (dialog.go.isEnabled(), dialog.go.text()) == (False, "Route 0 claims")
    dialog.route.setCurrentIndex(dialog.route.findData("USER"))
    qtbot.waitUntil(lambda: dialog.go.isEnabled())
    assert dialog.go.text() == f"Route {total:,} claims"
    dialog.reject()


def test_a_query_is_saved_and_chosen_again(opened: Reviewer, place: TriagePlace, qtbot: QtBot) -> None:
    place.route_many()
    dialog = place.findChild(ManyAtOnce)
    assert dialog is not None
    fields = dialog.query
    fields.most.setText("0")
    fields.lane.setCurrentIndex(fields.lane.findData("NO_LOSS"))
    fields.saved.setEditText("zero")
    fields._save(keep=True)
    asked = fields.asked()
    dialog.reject()
    conn = opened.window.sitting.case_file.reader()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: "zero" in read_saved(conn, SECRETARY))
    again = ManyAtOnce(opened.window.sitting, place.asked(), place)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: again.query.saved.count() == 1)
    again.query._choose("zero")
    assert again.query.asked() == asked
    assert asked.most_loss == 0
    again.reject()


def test_a_second_look_waits_in_my_work_for_somebody_else(opened: Reviewer, place: TriagePlace, qtbot: QtBot) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    first = in_view(place)
    press(place.table, "6")
    qtbot.waitUntil(lambda: standing_of(opened, first)[1] == SECRETARY)
    place.show_looks(True)
    qtbot.waitUntil(lambda: place.model.rowCount() == 0)
    become(opened, qtbot)
    opened.window.show_place("work")
    work = opened.window._built["work"]
    assert isinstance(work, MyWork)
    qtbot.waitUntil(lambda: work.tiles.counts["looks"].text() == "1")
    work.tiles.tiles["looks"].click()
    qtbot.keyClick(work.table, Qt.Key.Key_Return)
    again = opened.window._built["triage"]
    assert isinstance(again, TriagePlace)
    qtbot.waitUntil(lambda: in_view(again) == first)
    press(again.table, "b")
    assert opened.window.focusWidget() is again.pane.note
    qtbot.keyClicks(again.pane.note, "a small business")
    qtbot.keyClick(again.pane.note, Qt.Key.Key_Return)
    conn = opened.window.sitting.case_file.reader()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: standing.read_claim(conn, first).route == "")
    again.show_looks(False)
    qtbot.waitUntil(lambda: in_view(again) == first)


def test_who_may_only_read_is_told_why(opened: Reviewer, place: TriagePlace, qtbot: QtBot) -> None:
    assert place.many.isEnabled()
    assert place.pane.buttons["USER"].isEnabled()
    assert place.pane.buttons["USER"].accessibleName() == "Private user"
    sitting = opened.window.sitting
    assert sitting is not None
    become(opened, qtbot)
    again = shown(opened, qtbot)
    assert not again.many.isEnabled()
    assert again.many.toolTip()
