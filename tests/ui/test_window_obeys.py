"""What the desk offers is what the store takes, and what it greys the store refuses: everybody, on many claims."""

import datetime as dt
from collections.abc import Iterator
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from reviewer.casefile import journal
from reviewer.rules.acts.assigning import heirs, reviewers
from reviewer.rules.acts.challenging import challengeable
from reviewer.rules.decision import PAYING, offered
from reviewer.rules.problem import Problem
from reviewer.ui.claim_desk.act_form import likely_body
from reviewer.ui.claim_desk.assignment import may_assign
from reviewer.ui.claim_desk.more_acts import MORE, refused_now
from reviewer.ui.claim_reading import DeskPage, read_desk
from reviewer.ui.permission import why_no_check, why_not
from tests.casefile.case_room import CaseRoom
from tests.council_model.case_and_model import founded
from tests.council_model.claims import Claim
from tests.council_model.days import CouncilDays
from tests.council_model.reviewing import REASONS, given_reasons

COMING = ("ROUTED", "ASSIGNED", "RETURNED", "SUPPLEMENT_RECEIVED", "SUPPLEMENT_EXPIRED", "IN_REVIEW")
TO_REVIEW = ("release", "decide_challenge", "take_up", "answer_conflict", "assign_claims", "assign", "record_opinion")
"""What brings a claim that stands there to its lead's proposal; last steps first, for earlier ones can be repeated."""


class _NotKept(Exception):
    """What was recorded is rolled back."""


@pytest.fixture(scope="module", params=(5, 11))
def worked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CouncilDays]:
    """A case after some days of random work, with claims at many stages."""
    folder = tmp_path_factory.mktemp("window")
    CouncilDays.begin(founded(folder / "pattern"), folder)
    CouncilDays.pattern.case_file.close()
    for again in range(8):  # lots are drawn by hashes of the entries, so no two runs are alike, and all may be decided
        days, chance = CouncilDays(), Random(request.param + 100 * again)
        if has_two_for_their_leads(days, chance) and has_one_past_its_checks(days):
            break
        days.room.case_file.close()
    else:
        pytest.fail("no case of eight left two claims to propose on, and one whose checks are over")
    yield days
    days.room.case_file.close()


def has_two_for_their_leads(days: CouncilDays, chance: Random) -> bool:
    """Whether, after many days of random work, two claims could be brought before their leads."""
    for _ in range(120):
        days.something_happens(chance.randrange(2**32))
    for _ in range(60):
        if days.model.rules_adopted and sum(is_for_its_lead(days, one) for one in days.model.claims.values()) >= 2:
            return True
        one_comes_to_its_lead(days, chance)
    return False


def has_one_past_its_checks(days: CouncilDays) -> bool:
    """Whether the lead of some claim may not check it only because of the stage it has come to."""
    body = {"check": "CLM1", "result": "PASS"}
    claims = [one for one in days.model.claims.values() if one.lead]
    return any(answer(days.room, one.lead, "record_check", one.number, body) == "StageForbids" for one in claims)


def is_for_its_lead(days: CouncilDays, claim: Claim) -> bool:
    """Whether the lead may now propose the first decision on it, as far as the conflict and the reading go."""
    return (
        claim.stage == "IN_REVIEW" and claim.lead in claim.grounds and not (claim.blind or claim.hold)
        and claim.again is None and not claim.challenge_open
        and not read_desk(days.room.conn, claim.number, claim.lead).touches
    )  # fmt: skip


def one_comes_to_its_lead(days: CouncilDays, chance: Random) -> None:
    """One more claim is brought to its review; where none is on the way there, the days go on as they come."""
    coming = [
        one
        for one in days.model.claims.values()
        if one.stage in COMING and one.again is None and not (one.fixed or is_for_its_lead(days, one))
    ]
    if not (days.model.rules_adopted and coming) or not days.first_allowed(chance.choice(coming), TO_REVIEW, chance):
        days.something_happens(chance.randrange(2**32))


def answer(room: CaseRoom, who: str, act: str, number: str, body: dict[str, Any]) -> str:
    """What the store says when the act is really recorded: the code of its Problem, or "" (and it is rolled back)."""
    wish = (act, number, body, room.at + dt.timedelta(minutes=1))
    try:
        with room.case_file.writing() as conn:
            journal._write(conn, room.case_file.uid, room.signers[who], wish, None)
            raise _NotKept
    except _NotKept:
        return ""
    except Problem as problem:
        return problem.code


def sitting(days: CouncilDays, who: str, page: DeskPage) -> Any:
    """As much of a sitting as the questions of permission ask for."""
    return SimpleNamespace(
        case_file=SimpleNamespace(is_writing=True), signer=days.room.signers[who], person=who,
        member=page.case.roster.get(who), name_of=str,
    )  # fmt: skip


def pages(days: CouncilDays) -> Iterator[tuple[str, DeskPage]]:
    for who in days.model.people:
        for number in days.model.claims:
            yield who, read_desk(days.room.conn, number, who)


def test_the_further_acts_are_offered_as_the_store_takes_them(worked: CouncilDays) -> None:
    room, offers = worked.room, 0
    at = room.at + dt.timedelta(minutes=1)
    for who, page in pages(worked):
        refused = refused_now(room.conn, page, who, MORE, "", at)
        for act, problem in refused.items():
            try:
                body = likely_body(act, page, "", at)
            except Problem:
                assert problem is not None
                continue
            if act == "split_claim":
                continue  # its numbers are made when it is recorded
            said = answer(room, who, act, page.claim.number, body)
            assert said == (problem.code if problem else ""), (who, act, page.claim.number)
            offers += not said
            if why_not(sitting(worked, who, page), act):
                assert said, (who, act)
    assert offers > 100


def test_a_check_can_be_answered_exactly_where_the_store_takes_the_answer(worked: CouncilDays) -> None:
    tried = set()
    for who, page in pages(worked):
        here = sitting(worked, who, page)
        lines = [(paper.document, page.plan.checks_of(paper.kind)[0].code) for paper in page.claim.papers]
        for document, check in (*lines[:2], ("", "CLM1")):
            body = {"check": check, "result": "PASS"} | ({"document": document} if document else {})
            said = answer(worked.room, who, "record_check", page.claim.number, body)
            if said == "InterestTouches":
                assert page.touches  # the desk asks for that answer before it shows any check
                continue
            assert bool(why_no_check(here, page, document, check)) == bool(said), (who, page.claim.number, said)
            tried.add(said)
    assert {"", "NotYourRole", "StageForbids"} <= tried


def test_people_are_offered_exactly_where_the_store_takes_them(worked: CouncilDays) -> None:
    """As lead and second, as heir of a seat, and as the member whom a claimant challenges."""
    room = worked.room
    for who, page in pages(worked):
        claim, case, number = page.claim, page.case, page.claim.number
        heir = {one: answer(room, who, "hand_over", number, {"to": one, "reason": "출장"}) for one in case.roster}
        if not set(heir.values()) <= {"NotYourRole", "StageForbids", "Recused", "InterestTouches"}:
            taken = {one for one, said in heir.items() if not said}
            assert taken in (set(), set(heirs(claim, case, who))), (who, number)
        day = {"ground": "COI5", "on": room.at.date().isoformat(), "reason": "거래처"}
        told = {one: answer(room, who, "record_challenge", number, {"member": one, **day}) for one in case.roster}
        if "" in told.values():
            assert {one for one, said in told.items() if not said} == set(challengeable(claim, case, who))


def test_assigning_is_offered_exactly_where_the_store_takes_some_pair(worked: CouncilDays) -> None:
    for who, page in pages(worked):
        claim, case = page.claim, page.case
        able = reviewers(claim, case)
        pairs = [(claim.lead or one, claim.second or other) for one in able for other in able]
        taken = [answer(worked.room, who, "assign", claim.number, {"lead": one, "second": other})
                 for one, other in pairs]  # fmt: skip
        if "InterestTouches" not in taken:
            assert may_assign(claim, case.roster.get(who)) == ("" in taken), (who, claim.number, set(taken))


def test_an_outcome_is_offered_exactly_where_the_store_takes_its_proposal(worked: CouncilDays) -> None:
    """For the lead, once the conflict is answered; with the calculated amount and some reason that fits."""
    tried = 0
    for who, page in pages(worked):
        claim = page.claim
        if who != claim.lead or claim.stage != "IN_REVIEW" or who not in claim.conflicts or page.touches:
            continue
        found = offered(claim, page.plan)
        for disposition, codes in REASONS.items():
            found_loss = claim.assessment.verified_loss if claim.assessment else None
            award = claim.assessment.calculated_award if claim.assessment and disposition in PAYING else 0
            if disposition == "NOT_APPROVED":
                codes = (*codes, "N03", "N05")  # that the days do not use, and that may be all that stands
            if claim.deciding == "RETURN_REQUEST":
                award, codes = claim.paid_total, ()  # the sum alone
            said = {
                answer(worked.room, who, "propose_decision", claim.number,
                       {"disposition": disposition, "award": award, "award_basis": "CALCULATED", "note": "안",
                        "reasons": given_reasons(found_loss, *(code for code in (code,) if code))})
                for code in codes or ("",)
            }  # fmt: skip
            if disposition == "INADMISSIBLE" and found.get(disposition) == () and "" not in said:
                continue  # only a decided claim of the same content is left as its reason (E04), and the store knows it
            if said <= {"", "DecisionIncomplete", "ProofMissing"}:
                possible = disposition in found and not found[disposition]
                assert possible == ("" in said), (claim.number, disposition, said, found.get(disposition))
                tried += 1
    assert tried >= 6
