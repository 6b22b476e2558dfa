"""Letters of lanes: which claims wait for one, and one act that gives all of them their numbers."""

import datetime as dt
from typing import Any

from reviewer.casefile import journal, lanes
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.engine import Connection
from reviewer.casefile.keys import Signer
from reviewer.casefile.standing import plan_in_force, read_case, read_claims
from reviewer.desk.deciding import next_letter
from reviewer.rules.acts.lane_letters import LETTER, has_lane_letter


def waiting_for_letters(conn: Connection) -> list[str]:
    """The claims that a person put in a lane which comes to a letter, without one yet; after any second look."""
    plan = plan_in_force(conn)
    routes = frozenset(code for code, outcome in plan.lanes.items() if outcome == LETTER)
    drawn = lanes.looks_due(conn, plan.settings.second_look)
    numbers = [str(row["claim"]) for row in lanes.lane_rows(conn, routes, drawn)]
    claims = read_claims(conn, numbers)
    return [
        number for number, claim in claims.items()
        if claim.stage.value == "ROUTED" and not claim.hold and not has_lane_letter(claim)
    ]  # fmt: skip


def letters_body(conn: Connection, member: str, *, now: dt.datetime) -> dict[str, Any]:
    """The body of the act for every claim that waits for such a letter, with the next numbers of this computer."""
    numbers = waiting_for_letters(conn)
    head, _, first = next_letter(read_case(conn), member, now=now).rpartition("-")
    letters = {number: f"{head}-{int(first) + place:0{len(first)}d}" for place, number in enumerate(numbers)}
    return {"claims": numbers, "letters": letters}


def give_letters(case_file: CaseFile, signer: Signer, *, now: dt.datetime) -> int:
    """Give every claim that waits for one its letter number, as one act; the letters then stand in the queue."""
    body = letters_body(case_file.writer, signer.member, now=now)
    if body["claims"]:
        journal.append(case_file, signer, "write_lane_letters", "case", body, made_at=now)
    return len(body["claims"])
