"""Deciding together: agenda, votes, resolutions, the fixed list, withdrawal."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from reviewer.casefile import journal, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.journal import Entry
from reviewer.casefile.keys import Signer
from reviewer.desk.reviewing import korean_day
from reviewer.rules.acts.after_tie import favoured_offer
from reviewer.rules.acts.resolving import gives_money
from reviewer.rules.acts.shape import Scene
from reviewer.rules.acts.voting import Tally, tally_of
from reviewer.rules.council import Case


def count_votes(case_file: CaseFile, votes: Mapping[str, str], amounts: Mapping[str, int] | None = None) -> Tally:
    """What these votes amount to under the plan in force, before anything is recorded (won)."""
    return tally_of(_scene(case_file, {"votes": dict(votes)} | ({"amounts": dict(amounts)} if amounts else {})))


def _scene(case_file: CaseFile, body: Mapping[str, Any]) -> Scene:
    """A vote that is only counted."""
    conn = case_file.reader()
    return Scene(
        act="resolve", subject="meeting:0", author="", made_at="1970-01-01T00:00:00.000000Z", uid="", body=body,
        case=standing.read_case(conn), plan=standing.plan_in_force(conn),
    )  # fmt: skip


def put_checked_on_agenda(
    case_file: CaseFile, signer: Signer, meeting: int, claims: Sequence[str], *, now: dt.datetime, urgent: str = ""
) -> Entry:
    """Put checked claims on a meeting's agenda, each on the list it belongs to; `urgent` is why only now (5.2, 5.4)."""
    body = {"claims": list(claims)} | _urgent(urgent)
    return journal.append(case_file, signer, "put_on_agenda", f"meeting:{meeting}", body, made_at=now)


def _urgent(reason: str) -> dict[str, Any]:
    return {"urgent_reason": reason} if reason else {}


def _stated(grounds: Mapping[str, str]) -> dict[str, Any]:
    return {"grounds": dict(grounds)} if grounds else {}


@dataclasses.dataclass(frozen=True)
class Question:
    """What is put to the vote (rules/meetings.py): its kind, the code of a refusal, the reason for holding over."""

    kind: str = "PROPOSAL"
    reason: str = ""
    note: str = ""


AS_PROPOSED = Question()


def resolve(
    case_file: CaseFile,
    signer: Signer,
    meeting: int,
    claims: Sequence[str],
    votes: Mapping[str, str],
    *,
    now: dt.datetime,
    amounts: Mapping[str, int] | None = None,
    saw: Sequence[str] | None = None,
    question: Question = AS_PROPOSED,
    grounds: Mapping[str, str] = MappingProxyType({}),
) -> Entry:
    """Record the vote on one item: one claim, or the consent list as one; `grounds` of who steps aside only now."""
    put = {"question": question.kind, "reason": question.reason, "note": question.note}
    standings = standing.read_claims(case_file.writer, claims)
    own = {name: value for name, value in put.items() if value and value != "PROPOSAL"}
    body = voted(case_file, signer, meeting, votes, standings, now, amounts, own)
    body |= {"claims": list(claims), **_stated(grounds)}
    plan = standing.plan_in_force(case_file.writer)
    body["awards"] = [number for number, claim in standings.items() if gives_money(claim, plan, body)]
    return journal.append(case_file, signer, "resolve", f"meeting:{meeting}", body, made_at=now, saw=saw)


def correct_resolution(
    case_file: CaseFile,
    signer: Signer,
    meeting: int,
    claim: str,
    corrects: str,
    note: str,
    votes: Mapping[str, str],
    *,
    now: dt.datetime,
    grounds: Mapping[str, str] = MappingProxyType({}),
) -> Entry:
    """Record the vote on opening a closed item again; passed, the claim stands on this meeting's agenda once more."""
    body = voted(case_file, signer, meeting, votes, (), now, None)
    body |= {"claims": [claim], "corrects": corrects, "note": note, **_stated(grounds)}
    return journal.append(case_file, signer, "correct_resolution", f"meeting:{meeting}", body, made_at=now)


def decide_challenge(
    case_file: CaseFile,
    signer: Signer,
    meeting: int,
    claim: str,
    member: str,
    votes: Mapping[str, str],
    *,
    now: dt.datetime,
    saw: Sequence[str] | None = None,
    urgent: str = "",
    grounds: Mapping[str, str] = MappingProxyType({}),
) -> Entry:
    """Record the vote on a claimant's challenge of a member, who does not vote; passed, the challenge is upheld."""
    body = voted(case_file, signer, meeting, votes, (), now, None) | {"claims": [claim], "member": member}
    body |= _urgent(urgent) | _stated(grounds)
    return journal.append(case_file, signer, "decide_challenge", f"meeting:{meeting}", body, made_at=now, saw=saw)


def adopt_rules(
    case_file: CaseFile, signer: Signer, meeting: int, votes: Mapping[str, str], *, now: dt.datetime
) -> Entry:
    """Record the vote on the first agenda item of all: operating rules and calculation basis (domain.md 5.2)."""
    version = standing.read_case(case_file.writer).rules_version
    body = voted(case_file, signer, meeting, votes, (), now, None) | {"rules_version": version}
    return journal.append(case_file, signer, "adopt_rules", f"meeting:{meeting}", body, made_at=now)


def elect_chair(
    case_file: CaseFile, signer: Signer, meeting: int, chair: str, votes: Mapping[str, str], *, now: dt.datetime
) -> Entry:
    """Record the election of the chair."""
    body = voted(case_file, signer, meeting, votes, (), now, None) | {"chair": chair}
    return journal.append(case_file, signer, "elect_chair", f"meeting:{meeting}", body, made_at=now)


def draw_up_fixed_list(
    case_file: CaseFile, signer: Signer, meeting: int, claims: Sequence[str], *, now: dt.datetime, urgent: str = ""
) -> Entry:
    """Draw up the next list of fixed-amount claimants for a meeting (정액 지원 대상자 명부)."""
    case = standing.read_case(case_file.writer)
    number = max((drawn.number for drawn in case.lists.values()), default=0) + 1
    body = {"list": number, "claims": list(claims)} | _urgent(urgent)
    return journal.append(case_file, signer, "draw_up_fixed_list", f"meeting:{meeting}", body, made_at=now)


def adopt_fixed_list(
    case_file: CaseFile, signer: Signer, number: int, votes: Mapping[str, str], *, now: dt.datetime
) -> Entry:
    """Record the vote on a checked list as one item; every remaining line becomes a decision."""
    drawn = standing.read_case(case_file.writer).lists[str(number)]
    body = voted(case_file, signer, drawn.meeting, votes, drawn.remaining, now, None)
    body |= {"list": number, "claims": list(drawn.remaining)}
    return journal.append(case_file, signer, "adopt_fixed_list", f"meeting:{drawn.meeting}", body, made_at=now)


def withdraw(case_file: CaseFile, signer: Signer, claim: str, on: dt.date, how: str, *, now: dt.datetime) -> Entry:
    """Record that the applicant withdrew (취하)."""
    body = withdrawal_body(standing.read_case(case_file.writer), signer.member, on, how, now=now)
    return journal.append(case_file, signer, "withdraw", claim, body, made_at=now)


def withdrawal_body(case: Case, member: str, on: dt.date, how: str, *, now: dt.datetime) -> dict[str, Any]:
    """What the entry of a withdrawal holds; its letter takes the next number of the member's computer."""
    return {"date": on.isoformat(), "how": how, "letter_no": next_letter(case, member, now=now)}


def next_letter(case: Case, member: str, *, now: dt.datetime) -> str:
    """The next free letter number of the member's computer."""
    return case.next_number("letter", korean_day(now).year, case.roster[member].computer, 4)


def voted(
    case_file: CaseFile,
    signer: Signer,
    meeting: int,
    votes: Mapping[str, str],
    claims: Iterable[str],
    now: dt.datetime,
    amounts: Mapping[str, int] | None,
    own: Mapping[str, Any] = MappingProxyType({}),
) -> dict[str, Any]:
    """The part of a voting body every item shares: votes, counted result, and numbers when it decides something."""
    case = standing.read_case(case_file.writer)
    held = case.meeting(meeting)
    day = held.date if held else korean_day(now)
    body: dict[str, Any] = {**own, "votes": dict(votes), "meeting_date": day.isoformat()}
    if amounts:
        body["amounts"] = dict(amounts)
    scene = _scene(case_file, body)
    tally = tally_of(scene)
    body["result"] = "PASSED" if tally.result == "PASSED" else "NOT_PASSED"
    if tally.award is not None and body["result"] == "PASSED":
        body["award"] = tally.award
    if own.get("question") == "REFUSAL" and body["result"] == "NOT_PASSED":
        favoured = isinstance(claims, Mapping) and all(favoured_offer(claim, scene) for claim in claims.values())
        body["result"] = "TIE_RULE" if favoured else "NOT_PASSED"
    if body["result"] != "NOT_PASSED" and own.get("question") not in ("LOSS", "DEFER"):
        computer = case.roster[signer.member].computer
        body["resolution_no"] = case.next_number("resolution", day.year, computer, 3)
        if numbers := tuple(claims):
            body["letters"] = _letter_numbers(case, numbers, day.year, computer)
    return body


def _letter_numbers(case: Case, claims: Sequence[str], year: int, computer: str) -> dict[str, str]:
    numbers = {}
    for claim in claims:
        numbers[claim] = case.next_number("letter", year, computer, 4)
        case = case.with_number("letter", numbers[claim])
    return numbers
