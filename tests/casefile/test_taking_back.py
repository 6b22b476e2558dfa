"""What the rules let one take back is taken back on random days, and leaves the claim as it was."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reviewer.casefile.entry import Entry
from reviewer.rules.acts.deciding import UNDOABLE
from reviewer.rules.problem import Problem
from tests.casefile.case_room import CaseRoom
from tests.casefile.working_days import WorkingDays

ENOUGH = 3
"""So often is an act of one kind taken back; then the days go on."""


class Regrets:
    """Takes everything back that can be, looks at the claim, and does it again."""

    def __init__(self, days: WorkingDays) -> None:
        self.days, self.taken_back, self.refused = days, Counter[str](), Counter[str]()
        self._do = days.room.do
        days.room.do = self.do  # type: ignore[method-assign]

    def do(self, who: str, act: str, subject: str, body: Mapping[str, Any] | None = None, **more: Any) -> Entry:
        room = self.days.room
        if act not in UNDOABLE or self.taken_back[act] >= ENOUGH:
            return self._do(who, act, subject, body, **more)
        before = room.claim(subject)
        entry = self._do(who, act, subject, body, **more)
        try:
            self._do(who, "take_back", subject, {"entry": entry.uid, "undone": act, "reason": "잘못 누름"})
        except Problem as problem:
            self.refused[f"{act}: {problem.code} {problem.facts.get('why', '')}"] += 1
            return entry
        assert room.claim(subject) == before, act
        self.taken_back[act] += 1
        return self._do(who, act, subject, body, **more)


SEEN = {
    "record_check", "answer_conflict", "route_claim", "assign", "take_up", "assess", "propose_decision",
    "check_decision", "hold", "release", "record_contact", "bind_fact", "release_fact", "hand_over", "check_quality",
    "look_again", "take_back_resolution",
}  # fmt: skip
"""What these days come to at least; the other nine kinds come up rarely or never in them."""


def test_what_can_be_taken_back_leaves_the_claim_as_it_was_on_random_days(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    for seed in (3, 4):
        regrets = Regrets(WorkingDays(CaseRoom(tmp_path / str(seed)), seed))
        regrets.days.work(150)
        seen += regrets.taken_back
        assert regrets.refused == Counter()
    assert seen.keys() >= SEEN
