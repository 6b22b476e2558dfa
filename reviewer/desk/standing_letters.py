"""Letters that tell where claims stand, for many at once: how many are due one, and one act for each of them."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from reviewer.casefile import claims as claim_rows
from reviewer.casefile import journal
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.engine import Connection
from reviewer.casefile.keys import Signer
from reviewer.casefile.standing import plan_in_force, read_case, read_claims
from reviewer.desk.deciding import next_letter
from reviewer.rules.acts.lane_letters import LETTER
from reviewer.rules.acts.standing_letters import IN_HAND, may_acknowledge, may_ask_account, may_tell_delay
from reviewer.rules.claim import Claim
from reviewer.rules.plan import Plan
from reviewer.rules.stage import Stage

CHUNK = 500


@dataclasses.dataclass(frozen=True)
class Noticing:
    """One kind of such letters: the act that writes it, where its claims stand, and which of them are due one."""

    act: str
    stages: frozenset[Stage]
    is_due: Callable[[Claim, Plan, dt.date], bool]
    answered: frozenset[str] = frozenset()
    """What a lane answers with, whose claims are told there."""


KINDS: Mapping[str, Noticing] = {
    "RECEIPT": Noticing(
        "acknowledge_receipt", IN_HAND, lambda claim, _, __: may_acknowledge(claim), frozenset({LETTER, "LIST"})
    ),
    "DELAY": Noticing(
        "announce_delay",
        frozenset({Stage.DEFERRED}),
        lambda claim, _, __: bool(claim.meeting) and may_tell_delay(claim),
    ),
    "ACCOUNT_MISSING": Noticing("ask_account", frozenset({Stage.NOTIFIED}), may_ask_account),
}


def waiting(conn: Connection, kind: str, today: dt.date) -> list[str]:
    """The claims that are due a letter of this kind on this day, by number."""
    return list(_waiting(conn, KINDS[kind], today))


def _waiting(conn: Connection, wanted: Noticing, today: dt.date) -> Iterator[str]:
    plan = plan_in_force(conn)
    told = [route for route, answer in plan.lanes.items() if answer in wanted.answered]
    numbers = claim_rows.at_stages(conn, wanted.stages, but_not=told)
    for start in range(0, len(numbers), CHUNK):  # so that a large case is never in memory as a whole
        for number, claim in read_claims(conn, numbers[start : start + CHUNK]).items():
            if wanted.is_due(claim, plan, today):
                yield number


def write_letters(
    case_file: CaseFile, signer: Signer, kind: str, numbers: list[str], *, now: dt.datetime, reason: str = ""
) -> int:
    """Record the letter on each of these claims, all of them or none; the letters then wait in the queue."""
    first = next_letter(read_case(case_file.writer), signer.member, now=now)
    head, _, count = first.rpartition("-")
    more: dict[str, Any] = {"reason": reason} if reason else {}
    wishes = [
        (KINDS[kind].act, number, {"letter_no": f"{head}-{int(count) + place:0{len(count)}d}"} | more, now)
        for place, number in enumerate(numbers)
    ]
    return len(journal.append_many(case_file, signer, wishes))
