"""A meeting that decided three claims: two to be paid, one on which a member is recused."""

from pathlib import Path
from typing import Any

from tests.casefile.case_room import CaseRoom
from tests.rules.council_room import LATE

C, D, E = (f"2023-00000{number}" for number in (1, 2, 3))


class MeetingRoom(CaseRoom):
    """Claims on the agenda of meeting 1, still to be voted on."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.take_in(C, D, E)
        self.adopt_rules()
        for number in (C, D, E):
            self.review(number)
            self.propose(number)
            self.agree(number)
        self.do("con-1", "answer_conflict", E, ground="COI2")
        self.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C, D, E])

    def pass_(self, claim: str, number: str, **votes: str) -> None:
        body: dict[str, Any] = {**self.vote(number, **votes), "claims": [claim]}
        self.do("sec", "resolve", "meeting:1", body, letters={claim: f"2023-A-0{number[-3:]}"})

    def pass_all(self) -> None:
        letters = {C: "2023-A-0001", D: "2023-A-0002"}
        self.do("sec", "resolve", "meeting:1", self.vote("2023-A-002"), claims=[C, D], letters=letters)
        self.pass_(E, "2023-A-003", con_1="RECUSED")
