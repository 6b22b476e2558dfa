"""A letter whose two languages name different numbers never leaves, and the queue says so before anybody tries."""

from pathlib import Path
from typing import Any

import pytest

from reviewer.desk import issuing, outbox
from reviewer.ui.letters.letter_reading import HELD, look_for_stops, read_queue
from tests.desk.test_letters_after import LetterRoom

A = "2023-000001"
KO, EN = "심의는 필요한 서류가 모두 갖추어진 날부터", "The review starts on the day"


class DifferingRoom(LetterRoom):
    """A case whose receipt promises fourteen days in Korean and thirty in English."""

    def founding(self, roster: Any = None) -> dict[str, Any]:
        given = super().founding()
        changed = given["wording"].replace(KO, f"14일 이내에 답합니다. {KO}").replace(EN, f"We reply in 30 days. {EN}")
        assert changed != given["wording"]
        return given | {"wording": changed}


@pytest.fixture
def room(tmp_path: Path) -> DifferingRoom:
    room = DifferingRoom(tmp_path)
    room.take_in(A)
    room.do("sec", "acknowledge_receipt", A, letter_no="2023-A-0001")
    return room


def test_the_queue_holds_back_what_could_not_be_issued(room: DifferingRoom) -> None:
    (line,) = look_for_stops(room.case_file, read_queue(room.conn, room.at), room.at.date())
    assert line.state == HELD
    assert line.stop is not None
    assert line.stop.facts["why"] == "numbers_differ"


def test_it_is_not_issued_and_keeps_its_number(room: DifferingRoom) -> None:
    out = room.folder / "out"
    done = issuing.issue_letters(room.case_file, room.signers["sec"], out, now=room.at)
    assert done.letters == 0
    assert [one["why"] for one in done.stopped] == ["numbers_differ"]
    assert [one.letter_no for one in outbox.letters_of(room.claim(A))] == ["2023-A-0001"]
