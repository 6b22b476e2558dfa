"""Records what a meeting decided, item by item, through the acts of the desk."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from reviewer.ui.meeting.ballot import Ballot
from reviewer.ui.meeting.meeting_question import QuestionLine
from reviewer.ui.meeting.meeting_reading import Item, MeetingPage
from reviewer.ui.sitting import Sitting

Then = Callable[[Any], None]
Otherwise = Callable[[BaseException], None]

ACT_OF = {
    "RULES": "adopt_rules", "CHAIR": "elect_chair", "CONSENT": "resolve", "CLAIM": "resolve",
    "CHALLENGE": "decide_challenge", "FIXED_LIST": "adopt_fixed_list", "MOTION": "resolve_motion",
    "CORRECTION": "correct_resolution",
}  # fmt: skip


def record_vote(
    sitting: Sitting,
    page: MeetingPage,
    item: Item,
    ballot: Ballot,
    *,
    chair: str,
    question: QuestionLine | None,
    urgent: str,
    then: Then,
    otherwise: Otherwise,
    owner: QObject,
) -> None:
    """Record the votes on one item; `chair` is the candidate of an election, `urgent` why an item came late."""
    votes, amounts, stated, meeting = dict(ballot.votes), dict(ballot.amounts), dict(ballot.stated), page.number
    saw, now = page.saw.get(item.key), sitting.now()
    put = (question.kind, str(question.code.currentData()), question.reason.text().strip()) if question else None

    def work(case_file: Any, signer: Any) -> Any:
        from reviewer.desk import deciding

        match item.kind:
            case "RULES":
                return deciding.adopt_rules(case_file, signer, meeting, votes, now=now)
            case "CHAIR":
                return deciding.elect_chair(case_file, signer, meeting, chair, votes, now=now)
            case "CORRECTION":
                return deciding.correct_resolution(
                    case_file, signer, meeting, item.claims[0], item.about, item.note, votes, now=now, grounds=stated,
                )  # fmt: skip
            case "MOTION":
                from reviewer.desk.closing import resolve_motion

                return resolve_motion(case_file, signer, meeting, item.about, votes, now=now)
            case "FIXED_LIST":
                return deciding.adopt_fixed_list(case_file, signer, item.list_no, votes, now=now)
            case "CHALLENGE":
                return deciding.decide_challenge(
                    case_file, signer, meeting, item.claims[0], member_challenged(item, page), votes, now=now, saw=saw,
                    urgent=urgent, grounds=stated,
                )  # fmt: skip
        return deciding.resolve(
            case_file, signer, meeting, item.claims, votes, now=now, amounts=amounts or None, saw=saw,
            question=_question(*put) if put is not None else deciding.AS_PROPOSED, grounds=stated,
        )  # fmt: skip

    sitting.carry_out(ACT_OF[item.kind], item.claims, work, then=then, otherwise=otherwise, owner=owner)


def _question(kind: str, code: str, reason: str) -> Any:
    from reviewer.desk import deciding

    if kind == "DEFER":
        return deciding.Question(kind, note=reason)
    if kind == "REFUSAL":
        return deciding.Question(kind, reason=code)
    return deciding.Question(kind if kind == "LOSS" else "PROPOSAL")  # amounts are a vote on the proposal


def member_challenged(item: Item, page: MeetingPage) -> str:
    """The member whom the claimant of an open item challenged; empty where there is none."""
    tabled = page.tabled.get(item.claims[0]) if item.kind == "CHALLENGE" else None
    challenge = tabled.claim.open_challenge if tabled is not None else None
    return challenge.member if challenge is not None else ""


def pull_out(sitting: Sitting, claim: str, by: str, *, then: Then, otherwise: Otherwise, owner: QObject) -> None:
    """Move a claim from the consent list to the discussion list; `by` is the member who asks for it."""
    sitting.record("pull_out", claim, {"by": by} if by else {}, then=then, otherwise=otherwise, owner=owner)
