"""A sample case in the middle of the council's work: one meeting over, the next one convened with its agenda."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from reviewer.casefile import keys
from reviewer.casefile.case_file import open_case
from reviewer.desk import deciding
from reviewer.sample import demo
from reviewer.sample.council import SECRETARY, SampleCouncil

MEETING = 3
AUGUST = dt.datetime(2023, 8, 7, 1, tzinfo=dt.UTC)


class UntilMeeting(SampleCouncil):
    """Reviews claims as the sample council does, but leaves the decision to the windows."""

    ready: Sequence[str] = ()
    fixed: Sequence[str] = ()

    def _meet(self, meeting: int, ready: Sequence[str], fixed: Sequence[str]) -> None:
        self.ready, self.fixed = ready, fixed


def make_council_case(folder: Path) -> Path:
    """Write the case: letters of meeting 2 left, meeting 3 has its agenda, two claims are ready for a fixed list.

    Of meeting 3 one claim stands on the discussion list; one checked claim is on no agenda yet.
    """
    path = Path(str(demo.make_demo(folder, claims=3_500, seed=6, review=0)["case"]))
    truths = demo._truths(folder / "truth.jsonl", folder / "claims_truth.jsonl")
    with open_case(path) as case:
        signers = {key.member: keys.unlock(folder / "keys", key.key_id, None) for key in keys.keys_in(folder / "keys")}
        candidates = list(demo._candidates(case, folder / "claims_truth.jsonl"))
        approved = [one for one in candidates if one in truths and truths[one].expected_disposition.startswith("APPR")]
        first = SampleCouncil(case, signers, truths, 5)
        first.found_the_rules()
        first.decide(approved[:2], 2, _quietly)
        demo._answer(case, signers, folder, first)
        council = UntilMeeting(case, signers, truths, 6)
        council.decide([one for one in candidates if one not in approved[:2]], 10, _quietly)
        council._do((SECRETARY, "convene_meeting", f"meeting:{MEETING}", {"date": "2023-08-14", "place": "영상회의"}))
        deciding.put_checked_on_agenda(case, signers[SECRETARY], MEETING, council.ready[:-1], now=AUGUST)
        council._do((SECRETARY, "pull_out", council.ready[0], {"note": "점유율 논의 필요"}))
    return path


def _quietly(done: int, total: int) -> None:
    """Nobody watches a fixture."""
