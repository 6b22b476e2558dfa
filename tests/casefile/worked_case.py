"""A founded case with claims of three routes to work on, and a source of chance."""

import random
from typing import Any

from reviewer.casefile import standing
from tests.casefile.case_room import CaseRoom, fact_row, store_delivery
from tests.rules.council_room import ROSTER, SEATED

Try = tuple[str, str, str, dict[str, Any]]
PEOPLE = [name for name, *_ in ROSTER]


class WorkedCase:
    """A founded case with claims of three routes, and a source of chance."""

    def __init__(self, room: CaseRoom, seed: int) -> None:
        self.room = room
        self.chance = random.Random(seed)
        self.claims = [f"2023-{number:06d}" for number in range(1, 7)]
        room.take_in(*self.claims[:4])
        room.take_in(*self.claims[4:], route="FLAT_50K", start=10)
        self.later = "cd" * 32
        with room.case_file.writing() as conn:
            row = fact_row(
                1, self.claims[0], relation="CHANGE", other=self.claims[0], phone="01099998888", claimed_loss=1_700_000
            )
            body = store_delivery(conn, self.later, [row], [])
        room.do("sec", "take_in", f"delivery:{self.later}", body)
        room.adopt_rules()
        self.done = 0

    def someone(self) -> str:
        return self.chance.choice(PEOPLE)

    def letter(self) -> str:
        return standing.read_case(self.room.conn).next_number("letter", 2023, "A", 4)

    def vote(self, meeting: int = 1) -> dict[str, Any]:
        votes = {member: self.chance.choice(("FOR", "FOR", "FOR", "AGAINST", "ABSENT")) for member in SEATED}
        number = standing.read_case(self.room.conn).next_number("resolution", 2023, "A", 3)
        result = self.chance.choice(("PASSED", "PASSED", "NOT_PASSED"))
        held = standing.read_case(self.room.conn).meeting(meeting)
        day = {"meeting_date": held.date.isoformat() if held else "2023-04-20"}
        return {"votes": votes, "result": result, **({"resolution_no": number} if result == "PASSED" else {}), **day}
