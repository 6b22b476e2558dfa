"""A sample case in the middle of the council's work: one meeting over, the next one convened with its agenda."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reviewer.casefile import keys, standing
from reviewer.casefile.case_file import CaseFile, open_case
from reviewer.desk import deciding
from reviewer.sample import demo
from reviewer.sample.council import SampleCouncil
from reviewer.sample.seats import SECRETARY

MEETING = 3
AUGUST = dt.datetime(2023, 8, 7, 1, tzinfo=dt.UTC)


class UntilMeeting(SampleCouncil):
    """Reviews claims as the sample council does, but leaves the decision to the windows."""

    def prepare(self, numbers: Sequence[str]) -> list[str]:
        """Bring claims before a meeting or onto the way to a fixed list; returns those that are checked."""
        self.at = dt.datetime(2023, 7, 3, tzinfo=dt.UTC)
        ready = []
        for number in numbers:
            claim = self._now(number)
            if claim.is_fixed:
                self._prepare_fixed(claim)
            elif self._review(claim) or (len(ready) < 3 and self._give_up_waiting(number)):
                ready.append(number)
        return ready


def make_council_case(folder: Path, untouched: int = 0) -> Path:
    """Write the case: letters of meeting 2 left, meeting 3 has its agenda, two claims are ready for a fixed list.

    Of meeting 3 one claim stands on the discussion list; one checked claim is on no agenda yet. So many claims with
    papers are left `untouched`.
    """
    path = Path(str(demo.make_demo(folder, claims=3_500, seed=6, review=0)["case"]))
    truths = demo._truths(folder / "truth.jsonl", folder / "claims_truth.jsonl")
    with open_case(path) as case:
        signers = {key.member: keys.unlock(folder / "keys", key.key_id, None) for key in keys.keys_in(folder / "keys")}
        approved = [one for one, truth in truths.items() if truth.expected_disposition.startswith("APPROVED")]
        rest = [one for one in truths if one not in approved[:2] and _is_routed(case, one)]
        first = SampleCouncil(case, signers, truths, 5)
        first.found_the_rules()
        first.decide(approved[:2], 2, _no_post, _quietly)
        demo._answer(case, signers, folder, first)
        council = UntilMeeting(case, signers, truths, 6)
        ready = council.prepare(rest[: len(rest) - untouched])
        council._do(
            (
                SECRETARY,
                "convene_meeting",
                f"meeting:{MEETING}",
                {"date": "2023-08-14", "place": "영상회의", "notified_on": "2023-08-04"},
            )
        )
        deciding.put_checked_on_agenda(case, signers[SECRETARY], MEETING, ready[1:], now=AUGUST)
        council._do((SECRETARY, "pull_out", ready[-1], {"note": "점유율 논의 필요"}))  # one that is to be paid
        council.at = dt.datetime(2023, 8, 14, 1, tzinfo=dt.UTC)
        council._do((SECRETARY, "record_attendance", f"meeting:{MEETING}", {"present": council._seats()}))
    return path


def _is_routed(case: CaseFile, number: str) -> bool:
    claim = standing.read_claim(case.writer, number)
    return claim.stage.value == "ROUTED" and (claim.is_fixed or claim.route == "INDIVIDUAL")


def _no_post(asked: Sequence[str], at: dt.datetime) -> dict[str, Sequence[Any]]:
    """No claimant answers a request for more evidence."""
    return {}


def _quietly(done: int, total: int) -> None:
    """Nobody watches a fixture."""
