"""Why a person cannot do an act at all, in words, before anything is filled in."""

from typing import TYPE_CHECKING

from reviewer.rules.council import SEATED
from reviewer.rules.problem import Problem
from reviewer.ui.problems import what
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr, word

if TYPE_CHECKING:  # the rules of all acts are loaded with the first question, not with the first list
    from reviewer.ui.claim_reading import DeskPage


def why_not(sitting: Sitting, act: str) -> str:
    """Empty when the person may do this; else what is missing: the key, the role, or the right to write."""
    from reviewer.rules.acts import act_named

    if not sitting.case_file.is_writing:
        return tr("This file is open to read only.")
    if sitting.signer is None:
        return what(Problem("KeyLocked", author="", folder=""))
    member = sitting.member
    if member is None or member.role not in act_named(act).roles:
        return what(Problem("NotYourRole", act=act, author=sitting.person, role=member.role if member else ""))
    return ""


def may_declare(sitting: Sitting) -> bool:
    """Whether whoever sits here is asked for interests at all."""
    return sitting.member is not None and sitting.member.role in SEATED


def only_reads(sitting: Sitting) -> str:
    """That an observer or an auditor reads everything and changes nothing; empty for whoever may change something."""
    member = sitting.member
    if member is None or member.role not in ("OBSERVER", "AUDITOR"):
        return ""
    return tr("{role}: you read everything and change nothing.", role=word(sitting.plan.roles, member.role))


def why_no_note(sitting: Sitting, page: "DeskPage") -> str:
    """Empty when the person may pin a note: not who stepped aside or has still to answer, nor in a closed case."""
    from reviewer.rules.acts import refusals
    from reviewer.rules.acts.shape import Scene, first

    if why := why_not(sitting, "pin_note"):
        return why
    claim = page.claim
    scene = Scene(
        "pin_note", claim.number, sitting.person, "2023-01-01T00:00:00.000000Z", "", {"note": "-"}, page.case,
        page.plan, claims={claim.number: claim},
    )  # fmt: skip
    problem = first(refusals(scene))
    if problem is None and page.touches:
        kinds = " ".join(dict.fromkeys(one.kind for one in page.touches))
        problem = Problem("InterestTouches", claim=claim.number, author=sitting.person, touches=kinds)
    return what(problem) if problem is not None else ""


def why_no_check(sitting: Sitting, page: "DeskPage", document: str, check: str) -> str:
    """Empty when the person may answer this check now; `document` is empty for a finding on the whole claim."""
    from reviewer.rules.acts import refusals
    from reviewer.rules.acts.shape import Scene, first

    if why := why_not(sitting, "record_check"):
        return why
    body = {"check": check, "result": "PASS"} | ({"document": document} if document else {})
    claim = page.claim
    scene = Scene(
        "record_check", claim.number, sitting.person, "2023-01-01T00:00:00.000000Z", "", body, page.case, page.plan,
        claims={claim.number: claim},
    )  # fmt: skip
    problem = first(refusals(scene))
    if problem is None:
        return ""
    if problem.code == "StageForbids":
        return tr("At this stage no checks are answered.")
    if problem.code == "NotYourRole":
        if not claim.lead:
            return tr("Nobody is assigned to this claim yet.")
        return tr("The lead reviewer answers these checks: {name}", name=sitting.name_of(claim.lead))
    return what(problem)
