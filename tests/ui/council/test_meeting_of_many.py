"""A whole meeting by keyboard: 120 items, 12 of them discussed, and its minutes read as a secretary would."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import journal, standing
from reviewer.ui.meeting.meeting import MeetingPlace
from reviewer.ui.meeting.meeting_closing import ClosingForm
from reviewer.ui.meeting.meeting_mode import MeetingMode
from reviewer.ui.preferences import Preferences
from tests.casefile.case_room import CaseRoom
from tests.rules.council_room import LATE
from tests.ui.conftest import press
from tests.ui.council.conftest import PATIENCE, claim_now

SEATS = 6
PAID, RECUSED, TIED, LOST, HELD = range(5)
"""Places of the claims with a story among those that are discussed; the others are refused by all."""


@dataclasses.dataclass(frozen=True)
class Many:
    """The case, the claims of the consent list, and those that are discussed."""

    path: Path
    consent: tuple[str, ...]
    discussed: tuple[str, ...]


def make_many(folder: Path, items: int, discussed: int) -> Many:
    """One claim is to be paid, all others refused for want of records; the second differs on those discussed.

    One more is pulled out of the consent list in the meeting.
    """
    numbers = [f"2023-{number:06d}" for number in range(1, items + 1)]
    room = CaseRoom(folder)
    room.take_in(numbers[0])
    room.take_in(*numbers[1:], papers=False, start=10)
    room.adopt_rules()
    room.do("sec", "elect_chair", "meeting:1", room.vote("2023-A-002"), chair="law-1")
    room.do("sec", "close_meeting", "meeting:1")
    talk = tuple(numbers[: discussed - 1])
    room.review(numbers[0])
    room.propose(numbers[0])
    for number in numbers:
        if number != numbers[0]:
            room.take_up(number)
            refusal = {"disposition": "INADMISSIBLE", "award": 0, "award_basis": "CALCULATED"}
            room.do("law-1", "propose_decision", number, refusal, reasons=[{"code": "E05"}])
        if number in talk:
            award = 258_660 if number == numbers[0] else 0
            room.do("ksf-1", "check_decision", number, opinion="DIFFER", calculated_award=award, note="다시 볼 점")
        else:
            room.do("ksf-1", "check_decision", number, opinion="AGREE", calculated_award=0)
    room.do("con-1", "answer_conflict", talk[RECUSED], ground="COI2")
    notice = {"date": "2023-04-20", "time": "14:00", "place": "협의체 회의실", "notified_on": "2023-03-06"}
    room.do("sec", "convene_meeting", "meeting:2", notice)
    room.do("sec", "put_on_agenda", "meeting:2", **LATE, claims=numbers)
    room.case_file.close()
    return Many(room.path, tuple(numbers[discussed - 1 :]), talk)


@pytest.fixture(scope="module", params=[(120, 12)], ids=["120 items, 12 discussed"])
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Many:
    return make_many(tmp_path_factory.mktemp("many"), *request.param)


@pytest.fixture
def case(many: Many) -> Path:
    return many.path


@pytest.fixture
def preferences(preferences: Preferences) -> Preferences:
    preferences.keep("person", "sec")
    return preferences


class Secretary:
    """Runs the meeting with nothing but keys."""

    def __init__(self, mode: MeetingMode, qtbot: QtBot) -> None:
        self.mode, self.qtbot = mode, qtbot

    def vote(self, keys: str) -> None:
        """Digits are the members' keys; what was voted on before is recorded and shown first."""
        for key in keys:
            press(self.mode, key)

    def undo(self) -> None:
        self.qtbot.keyClick(self.mode, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def record(self, said: str) -> None:
        """Record what is in view, and wait until the meeting shows what comes next."""
        before = self.mode.key
        self.mode.said.setText("")
        self.qtbot.keyClick(self.mode, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.waitUntil(lambda: said in self.mode.said.text(), timeout=PATIENCE)
        self.qtbot.waitUntil(lambda: not self.mode._is_recording and self.mode.key != before, timeout=PATIENCE)

    def go_to(self, claim: str) -> None:
        """Page down through the agenda to a claim."""
        for _ in range(40):
            if self.mode.key == f"CLAIM {claim}":
                return
            press(self.mode, "]")
        raise AssertionError(claim)


@pytest.fixture
def secretary(opened: Reviewer, qtbot: QtBot) -> Iterator[Secretary]:
    """The meeting on the projector, just opened."""
    opened.window.show_place("meeting")
    place = opened.window._built["meeting"]
    assert isinstance(place, MeetingPlace)
    qtbot.waitUntil(lambda: place.meeting is not None and place.meeting.number == 2, timeout=PATIENCE)
    place.begin()
    mode = place.mode
    assert mode is not None
    qtbot.waitUntil(lambda: mode.key == "OPENING", timeout=PATIENCE)
    yield Secretary(mode, qtbot)
    if place.mode is not None:
        mode.close()


ALL = "123456"
HALF = "122334456"
"""Three against (two presses), three for."""
AGAINST = "112233445566"


def test_a_meeting_of_many_items_is_run_by_keys_alone(
    many: Many, opened: Reviewer, secretary: Secretary, qtbot: QtBot
) -> None:
    mode = secretary.mode
    press(mode, "0")
    secretary.record("Attendance is recorded.")
    assert mode.key == "CONSENT"

    pulled = many.consent[0]
    assert mode.item.table is not None
    mode.item.table.go_to(pulled)
    press(mode, "P")
    qtbot.waitUntil(lambda: "discussion list" in mode.said.text(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: mode.key == "CONSENT" and pulled not in mode.current().claims, timeout=PATIENCE)  # type: ignore[union-attr]
    secretary.vote(ALL)
    secretary.record("Recorded: passed")

    for claim in (*many.discussed, pulled):
        secretary.go_to(claim)
        place = many.discussed.index(claim) if claim in many.discussed else -1
        if place == HELD:
            press(mode, "H")
            assert mode.item.question is not None
            qtbot.keyClicks(mode.item.question.reason, "records are to come")
            mode.setFocus()
        if place == PAID:  # a slip of the finger is taken back before the item is closed
            secretary.vote("12")
            secretary.undo()
            assert mode.votes.ballot.missing() == mode.votes.ballot.seats[1:]
            secretary.vote("23456")
        elif place == RECUSED:
            assert mode.votes.ballot.votes == {"con-1": "RECUSED"}
            secretary.vote("12356")
        else:
            secretary.vote({TIED: HALF, LOST: AGAINST}.get(place, ALL))
        said = {TIED: "Recorded: not passed", LOST: "Recorded: not passed", HELD: "Recorded: held over"}
        secretary.record(said.get(place, "Recorded: passed"))

    assert mode.key == "CLOSING"
    read_as_a_secretary(many, pulled, draft_of(mode, qtbot))
    qtbot.keyClick(mode, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Return):  # from "Not yet" to the answer that closes it
        held = mode.focusWidget()
        assert held is not None
        qtbot.keyClick(held, key)
    sitting = opened.window.sitting
    assert sitting is not None
    qtbot.waitUntil(lambda: sitting.case.meetings["2"].state == "CLOSED", timeout=PATIENCE)
    read_as_the_journal_has_it(many, pulled, opened)


def draft_of(mode: MeetingMode, qtbot: QtBot) -> str:
    """The draft that stands at the end of the agenda."""

    def text() -> str:
        return mode.item.form.text.toPlainText() if isinstance(mode.item.form, ClosingForm) else ""

    qtbot.waitUntil(lambda: "Minutes of meeting 2" in text(), timeout=PATIENCE)
    return text()


def read_as_a_secretary(many: Many, pulled: str, minutes: str, reason: str = "records are to come") -> None:
    """Quorum, every item with its number, every vote by name, and what became of each; blanks do not count."""
    draft = squeezed(minutes)
    assert squeezed("Of 6 members 6 were present, so that there was a quorum") in draft
    consent = [claim for claim in many.consent if claim != pulled]
    assert squeezed(f"Consent list, {len(consent)} claims") in draft
    assert all(draft.count(claim) >= 1 for claim in (*consent, *many.discussed, pulled))
    stories = {
        many.discussed[PAID]: "Approved in full, award 258,660 won (resolution",
        many.discussed[RECUSED]: "recused 1 (이름 con-1: COI2",
        many.discussed[TIED]: "tied, so not passed; the item is held over",
        many.discussed[LOST]: "not passed. This is no refusal; the item is held over",
        many.discussed[HELD]: f"Held over. Reason: {reason}",
        pulled: "at the request of 이름 kfme-1",
    }
    decided = draft[draft.index("5.Decisionsandvotes") :]
    for claim, words in stories.items():
        own = decided[decided.index(f"·{claim}") :]
        own = own[: re.search(r"No\.2023-02-\d{3}·|6\.Nextmeeting", own).start()]  # type: ignore[union-attr]
        assert squeezed(words) in own, claim
    tied = decided[decided.index(f"·{many.discussed[TIED]}") :]
    assert "for3(" in tied[:500]
    assert "against3(" in tied[:500]
    numbers = re.findall(r"resolution(2023-A-\d{3})", draft)
    assert len(numbers) == len(set(numbers)) == len(many.discussed) - 3 + 2


def squeezed(text: str) -> str:
    """Without blanks, which a sheet sets where it breaks its lines."""
    return re.sub(r"\s+", "", text)


def read_as_the_journal_has_it(many: Many, pulled: str, opened: Reviewer) -> None:
    """One entry an item; the claims stand where the votes put them."""
    conn = opened.window.sitting.on_screen  # type: ignore[union-attr]
    votes = [entry for entry in journal.entries(conn) if entry.act == "resolve"]
    assert len(votes) == len(many.discussed) + 2
    held_over = {many.discussed[place] for place in (TIED, LOST, HELD)}
    for claim in (*many.consent, *many.discussed):
        stage = claim_now(opened, claim).stage.value
        assert stage == ("DEFERRED" if claim in held_over else "RESOLVED"), claim
    assert claim_now(opened, pulled).pulled_by == ""
    assert standing.read_case(conn).meetings["2"].closed_by == "sec"
