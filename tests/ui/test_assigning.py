"""Assigning in the window: the draw as a dry run, a line changed, one act, its undo, a lost race, the next claim."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import assignments, journal, keys, standing
from reviewer.rules.assignment import Pair
from reviewer.rules.stage import Stage
from reviewer.ui import announcing
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claims.assign_many import AssignMany
from reviewer.ui.claims.claim_list import ClaimList
from reviewer.ui.many_back import ManyBack
from reviewer.ui.my_work.my_work import MyWork
from reviewer.ui.preferences import Preferences
from tests.ui.conftest import LEAD, SECOND, SECRETARY, in_review, press, show_desk


@pytest.fixture
def preferences(preferences: Preferences, request: pytest.FixtureRequest) -> Preferences:
    preferences.keep("person", getattr(request, "param", SECRETARY))
    return preferences


def dialog(opened: Reviewer, qtbot: QtBot) -> AssignMany:
    """Opened with its key from the list of claims."""
    opened.window.show_place("claims")
    place = opened.window._built["claims"]
    assert isinstance(place, ClaimList)
    press(place, "A")
    found = opened.window.findChild(AssignMany)
    assert found is not None
    qtbot.waitUntil(lambda: found.go.isEnabled())
    return found


def do(opened: Reviewer, who: str, act: str, subject: str, **body: object) -> None:
    """Somebody else acts meanwhile, on another computer as it were."""
    sitting = opened.window.sitting
    assert sitting is not None
    folder = sitting.path.parent / "keys"
    signer = next(keys.unlock(folder, one.key_id, None) for one in keys.keys_in(folder) if one.member == who)
    now = dt.datetime.now(dt.UTC)
    sitting.lanes.clerk.run(
        lambda: journal.append(sitting.case_file, signer, act, subject, body, made_at=now),
        then=lambda _: None, otherwise=lambda fault: pytest.fail(str(fault)), owner=sitting,
    )  # fmt: skip


def claim_of(opened: Reviewer, number: str) -> standing.Claim:
    return standing.read_claim(opened.window.sitting.case_file.reader(), number)  # type: ignore[union-attr]


def test_what_is_shown_is_assigned_and_taken_back_as_one(
    opened: Reviewer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken = list[str]()
    monkeypatch.setattr(
        announcing, "announce", lambda about, text, **_: spoken.append(text) if "assigned" in text else None
    )
    found = dialog(opened, qtbot)
    number = found.model.claim_at(0)
    count, pair = found.model.rowCount(), found.model.pair_of(number)
    assert count > 1
    found.table.opened.emit()
    qtbot.waitUntil(found.seats.has_focus)
    found.seats.second.setCurrentIndex(0 if found.seats.second.currentIndex() else 1)
    found.seats._tell()
    other = found.model.pair_of(number)
    assert other.lead == pair.lead
    assert other.second != pair.second
    after = found._draw.after(found.changed)
    with qtbot.waitSignal(found.assigned, timeout=10_000):
        qtbot.keyClick(found, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    told = opened.window.findChild(QLabel, "told_outcome")
    assert told is not None
    assert told.isVisible()
    leads = f"{opened.window.sitting.name_of(other.lead)} "  # type: ignore[union-attr]
    assert told.text().startswith(f"{count} claims assigned · Lead: ")
    assert leads in told.text()
    assert spoken == [told.text()]
    claim = claim_of(opened, number)
    assert (claim.stage, claim.lead, claim.second) == (Stage.ASSIGNED, other.lead, other.second)
    assert assignments.load_now(opened.window.sitting.case_file.reader()) == after  # type: ignore[union-attr]
    again = AssignMany(opened.window.sitting, None, opened.window)  # type: ignore[arg-type]
    again.take_back()
    back = again.findChild(ManyBack)
    assert back is not None
    qtbot.waitUntil(lambda: back._last is not None)
    back.reason.setText("a member is away")
    with qtbot.waitSignal(back.taken_back, timeout=10_000):
        qtbot.keyClick(back.reason, Qt.Key.Key_Return)
    assert claim_of(opened, number).stage is Stage.ROUTED
    again.reject()


def test_who_is_away_gets_nothing(opened: Reviewer, qtbot: QtBot) -> None:
    found = dialog(opened, qtbot)
    place = found.load._members.index(LEAD)
    found.load.item(place, 0).setCheckState(Qt.CheckState.Unchecked)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: LEAD not in found._draw.load)
    assert not any(LEAD in (pair.lead, pair.second) for pair in found._draw.pairs.values())
    found.reject()


def test_only_what_is_selected_is_drawn(opened: Reviewer, qtbot: QtBot) -> None:
    everything = dialog(opened, qtbot)
    numbers = [everything.model.claim_at(row) for row in range(2)]
    everything.reject()
    found = AssignMany(opened.window.sitting, numbers, opened.window)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: found.go.isEnabled())
    assert [found.model.claim_at(row) for row in range(found.model.rowCount())] == numbers
    found.reject()


def test_a_lost_race_is_told_by_name_and_drawn_again(opened: Reviewer, qtbot: QtBot) -> None:
    found = dialog(opened, qtbot)
    number = found.model.claim_at(0)
    pair = found.model.pair_of(number)
    found._change(pair.second, pair.lead)
    do(opened, SECOND, "answer_conflict", number, ground="NONE")
    found.record()
    qtbot.waitUntil(found.problem.isVisible)
    sitting = opened.window.sitting
    assert sitting is not None
    assert sitting.name_of(SECOND) in found.problem.text()
    assert number in found.problem.text()
    assert claim_of(opened, number).stage is Stage.ROUTED
    qtbot.waitUntil(lambda: found.go.isEnabled())
    assert found.changed == {number: Pair(pair.second, pair.lead)}
    with qtbot.waitSignal(found.assigned, timeout=10_000):
        found.record()
    assert claim_of(opened, number).lead == pair.second


@pytest.mark.parametrize("preferences", [LEAD], indirect=True)
def test_whoever_was_faster_on_a_claim_is_named_on_the_desk_and_what_is_typed_stays(
    opened: Reviewer, qtbot: QtBot
) -> None:
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    sitting = opened.window.sitting
    assert sitting is not None
    qtbot.waitUntil(lambda: desk.number in sitting._saw)
    do(opened, SECRETARY, "write_note", desk.number, note="전화 옴")
    desk.more.choose("hold")
    form = desk.more.form
    assert form is not None
    form.fields["reason"].put("H01")
    desk.more.record()
    qtbot.waitUntil(lambda: not form.problem.isHidden())
    assert sitting.name_of(SECRETARY) in form.problem.text()
    assert form.body()["reason"] == "H01"
    assert not claim_of(opened, desk.number).hold


def test_my_work_shows_what_waits_for_reviewers(opened: Reviewer, qtbot: QtBot) -> None:
    opened.window.show_place("work")
    work = opened.window._built["work"]
    assert isinstance(work, MyWork)
    qtbot.waitUntil(lambda: work._work is not None)
    work._choose("unassigned")
    assert work.model.rowCount() == len(work._work.groups["unassigned"]) > 0  # type: ignore[union-attr]
    press(work, "T")
    found = opened.window.findChild(AssignMany)
    assert found is not None
    qtbot.waitUntil(lambda: found.go.isEnabled())
    found.reject()


@pytest.mark.parametrize("preferences", [SECOND], indirect=True)
def test_one_key_takes_up_the_next_claim_once_the_conflict_question_is_answered(opened: Reviewer, qtbot: QtBot) -> None:
    conn = opened.window.sitting.case_file.reader()  # type: ignore[union-attr]
    number = next(line for line in numbers_waiting(conn))
    do(opened, SECRETARY, "assign", number, lead=SECOND, second=LEAD)
    opened.window.show_place("work")
    work = opened.window._built["work"]
    assert isinstance(work, MyWork)
    assert "unassigned" not in work.tiles.tiles
    qtbot.waitUntil(lambda: claim_of(opened, number).stage is Stage.ASSIGNED)
    work.take_claim.emit(number)
    desk = opened.window.desk
    assert isinstance(desk, ClaimDesk)
    qtbot.waitUntil(lambda: desk.page is not None)
    assert claim_of(opened, number).stage is Stage.ASSIGNED  # first the question is to be answered
    desk.record("answer_conflict", {"ground": "NONE"})
    qtbot.waitUntil(lambda: claim_of(opened, number).stage is Stage.IN_REVIEW)


def numbers_waiting(conn: object) -> list[str]:
    from reviewer.casefile import lanes

    return lanes.numbers_of(conn, assignments.unassigned(conn))  # type: ignore[arg-type]
