"""A case in which every screen has something to show: the council in mid-work, and two claims taken up for review."""

import datetime as dt
from pathlib import Path
from typing import Any

from reviewer.casefile import journal, keys
from reviewer.casefile.case_file import open_case
from tests.ui.council.council_case import make_council_case

LEAD, SECOND, SECRETARY = "SIM-law-1", "SIM-ksf-1", "SIM-secretary"
AUGUST = dt.datetime(2023, 8, 14, 3, tzinfo=dt.UTC)

WITH_PAPERS = """
    SELECT claim FROM claims JOIN papers USING (claim) WHERE stage = 'ROUTED' AND route = 'INDIVIDUAL'
    GROUP BY claim ORDER BY count(*) DESC, claim LIMIT 2
"""


def make_case(folder: Path) -> Path:
    """Write the case of the council, and let the lead take up the two claims with the most papers."""
    path = make_council_case(folder, untouched=2)
    with open_case(path) as case:
        signers = {key.member: keys.unlock(folder / "keys", key.key_id, None) for key in keys.keys_in(folder / "keys")}
        for place, (claim,) in enumerate(case.reader().execute(WITH_PAPERS).fetchall()):
            at = AUGUST + dt.timedelta(hours=place)
            acts: list[tuple[str, str, dict[str, Any]]] = [
                (SECRETARY, "assign", {"lead": LEAD, "second": SECOND}),
                (LEAD, "answer_conflict", {"ground": "NONE"}),
                (LEAD, "take_up", {}),
            ]
            for minute, (who, act, body) in enumerate(acts):
                journal.append(case, signers[who], act, claim, body, made_at=at + dt.timedelta(minutes=minute))
    return path
