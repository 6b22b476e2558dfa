"""A case in the middle of the council's work, opened by its secretary."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import registers, standing
from reviewer.rules.claim import Claim
from reviewer.ui.letters.letter_register import LetterRegister
from reviewer.ui.letters.letters_view import LettersPlace
from reviewer.ui.meeting.meeting import MeetingPlace
from reviewer.ui.meeting.meeting_mode import MeetingMode
from reviewer.ui.preferences import Preferences
from tests.ui.council.council_case import MEETING, make_council_case

PATIENCE = 15_000


@pytest.fixture(scope="session")
def council_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case, made once."""
    return make_council_case(tmp_path_factory.mktemp("council"))


@pytest.fixture
def case(council_case: Path, tmp_path: Path) -> Path:
    """A copy of the case for one test."""
    for name in ("demo.casedb", "demo.documents"):
        shutil.copy(council_case.parent / name, tmp_path / name)
    shutil.copytree(council_case.parent / "keys", tmp_path / "keys")
    return tmp_path / "demo.casedb"


@pytest.fixture
def preferences(preferences: Preferences) -> Preferences:
    """The secretary sits here."""
    preferences.keep("person", "SIM-secretary")
    return preferences


@pytest.fixture
def place(opened: Reviewer, qtbot: QtBot) -> MeetingPlace:
    """The place Meeting with the open meeting selected."""
    opened.window.show_place("meeting")
    found = opened.window._built["meeting"]
    assert isinstance(found, MeetingPlace)
    qtbot.waitUntil(lambda: found.meeting is not None and found.fixed.page is not None, timeout=PATIENCE)
    return found


@pytest.fixture
def mode(place: MeetingPlace, qtbot: QtBot) -> Iterator[MeetingMode]:
    """The open meeting on the projector."""
    place.begin()
    assert place.mode is not None
    found = place.mode
    qtbot.waitUntil(lambda: found.page is not None and found.number == MEETING, timeout=PATIENCE)
    yield found
    if place.mode is not None:
        found.close()


@pytest.fixture
def letters(opened: Reviewer, qtbot: QtBot) -> LettersPlace:
    """The place Letters, read."""
    opened.window.show_place("letters")
    found = opened.window._built["letters"]
    assert isinstance(found, LettersPlace)
    qtbot.waitUntil(lambda: bool(found.queue.lines and found.register.table.lines.rowCount()), timeout=PATIENCE)
    return found


def letters_in(register: LetterRegister) -> list[registers.LetterLine]:
    """The letters in view, in their order."""
    lines = register.table.lines
    return register._letters([lines.key(row) for row in range(lines.rowCount())])


def row_of(register: LetterRegister, letter_no: str, lang: str) -> int:
    """Where a letter stands; -1 when it is not in view."""
    rows = enumerate(letters_in(register))
    return next((row for row, one in rows if (one.letter_no, one.lang) == (letter_no, lang)), -1)


def claim_now(opened: Reviewer, number: str) -> Claim:
    """The claim as it stands in the file."""
    return standing.read_claim(opened.window.sitting.on_screen, number)  # type: ignore[union-attr]


def become(opened: Reviewer, qtbot: QtBot, member: str) -> None:
    """Sit down as somebody else."""
    opened.become(member)
    qtbot.waitUntil(
        lambda: opened.window.sitting is not None and opened.window.sitting.person == member, timeout=PATIENCE
    )
