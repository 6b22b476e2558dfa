"""Acts that follow a decision: a longer review, a claimant heard, a record found false, a payment that failed."""

import dataclasses
from typing import Any

from reviewer.rules.acts.reopening import answer_by, calendar_of
from reviewer.rules.acts.shape import ANYONE, MEMBERS, Act, Refusals, Scene, date, digest, text, word
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.problem import Problem
from reviewer.rules.reopening import FalseRecord, Hearing, Notice
from reviewer.rules.returning import has_left
from reviewer.rules.stage import BEFORE_RESOLUTION, Stage

AGAIN = BEFORE_RESOLUTION | {Stage.APPEALED}


def _number_refusals(scene: Scene) -> Refusals:
    if not scene.case.number_is_free("letter", scene.body["letter_no"]):
        yield Problem("BadActBody", field="letter_no", why="not the next number", value=scene.body["letter_no"])


def _number(case: Case, scene: Scene) -> Case:
    return case.with_number("letter", scene.body["letter_no"])


def _noted(claim: Claim, scene: Scene, kind: str, **more: Any) -> Claim:
    rules = scene.case.rules_in_force
    notice = Notice(kind, scene.body["letter_no"], scene.uid, scene.day, rules_version=rules, **more)
    return dataclasses.replace(claim, notices=(*claim.notices, notice))


def _again(claim: Claim, **changes: Any) -> Claim:
    if claim.reopened is None:
        raise Problem("ActNotAllowed", act="open_again", why="nothing_decided", claim=claim.number)
    return dataclasses.replace(claim, reopened=dataclasses.replace(claim.reopened, **changes))


# --- a review that takes longer


def _extend_refusals(scene: Scene) -> Refusals:
    claim = scene.claim
    again = claim.reopened
    if claim.deciding != "REVIEW" or again is None or again.due is None:
        yield Problem("ActNotAllowed", act=scene.act, why="no_review_runs", claim=claim.number)
        return
    if again.extended:
        yield Problem("ActNotAllowed", act=scene.act, why="extended_once", claim=claim.number)
    elif scene.day > again.due:
        due = again.due.isoformat()
        yield Problem("ActNotAllowed", act=scene.act, why="day_is_over", claim=claim.number, due=due)
    wanted = answer_by(again.on, scene.plan, extended=True)
    if scene.date("due") != wanted:
        yield Problem("BadActBody", field="due", why="not the period of the plan", value=wanted.isoformat())
    yield from _number_refusals(scene)


def _extend(claim: Claim, scene: Scene) -> Claim:
    due = scene.date("due")
    claim = _again(claim, due=due, extended=True)
    reasons = {name: scene.body.get(name, "") for name in ("reason", "reason_en")}
    return _noted(claim, scene, "REVIEW_EXTENSION", due=due, **reasons)


# --- the claimant's turn before a request to return


def _hear_refusals(scene: Scene) -> Refusals:
    claim = scene.claim
    again = claim.reopened
    if claim.deciding != "RETURN_REQUEST" or again is None:
        yield Problem("ActNotAllowed", act=scene.act, why="no_return_runs", claim=claim.number)
        return
    if again.hearing is not None:
        yield Problem("ActNotAllowed", act=scene.act, why="heard_before", claim=claim.number)
    least = calendar_of(scene.plan).due(scene.day, scene.plan.settings.return_reply_days)
    if scene.date("reply_by") < least:
        yield Problem("BadActBody", field="reply_by", why="too soon", value=least.isoformat())
    yield from _number_refusals(scene)


def _hear(claim: Claim, scene: Scene) -> Claim:
    by = scene.date("reply_by")
    claim = _again(claim, hearing=Hearing(scene.body["letter_no"], by))
    return _noted(claim, scene, "HEARING", due=by)


def _reply_refusals(scene: Scene) -> Refusals:
    again = scene.claim.reopened
    hearing = again.hearing if again is not None else None
    if scene.claim.deciding != "RETURN_REQUEST" or hearing is None:
        yield Problem("ActNotAllowed", act=scene.act, why="not_asked", claim=scene.claim.number)
    elif hearing.answered_on is not None:
        yield Problem("ActNotAllowed", act=scene.act, why="answered_before", claim=scene.claim.number)
    elif not has_left(hearing, scene.claim):
        yield Problem("ActNotAllowed", act=scene.act, why="hearing_not_sent", claim=scene.claim.number)
    if scene.date("on") > scene.day:
        yield Problem("BadActBody", field="on", why="in the future", value=scene.body["on"])


def _reply(claim: Claim, scene: Scene) -> Claim:
    hearing = claim.reopened.hearing if claim.reopened is not None else None
    if hearing is None:
        raise Problem("ActNotAllowed", act=scene.act, why="not_asked", claim=claim.number)
    heard = dataclasses.replace(hearing, answer=scene.body["answer"], answered_on=scene.date("on"))
    return _again(claim, hearing=heard)


# --- a record that turned out not to be true


def _false_refusals(scene: Scene) -> Refusals:
    claim, body = scene.claim, scene.body
    if claim.reopened is None or claim.decision is None:
        yield Problem("ActNotAllowed", act=scene.act, why="nothing_decided", claim=claim.number)
        return
    if scene.author not in (claim.lead, claim.second):
        yield Problem("NotYourRole", act=scene.act, author=scene.author, role=scene.member.role)
    claim.paper(body["document"])
    if body["reason"] not in scene.plan.false_reasons:
        yield Problem("BadActBody", field="reason", why="unknown", value=body["reason"])
    if any(one.document == body["document"] for one in claim.reopened.false_records):
        yield Problem("ActNotAllowed", act=scene.act, why="false_before", claim=claim.number)


def _false(claim: Claim, scene: Scene) -> Claim:
    found = FalseRecord(scene.body["document"], scene.body["reason"], scene.author, scene.uid)
    before = claim.reopened.false_records if claim.reopened is not None else ()
    return _again(claim, false_records=(*before, found))


# --- a payment that failed


def _failing(claim: Claim) -> Stage:
    """Where its payment stands; one that failed after the next decision was made is told all the same."""
    failed = claim.payment is not None and claim.payment.state == "FAILED"
    return Stage.PAYMENT_FAILED if failed and claim.paying in (Stage.RESOLVED, Stage.NOTIFIED) else claim.paying


def _failure_refusals(scene: Scene) -> Refusals:
    claim = scene.claim
    told = any(one.kind == "PAYMENT_FAILED" and _is_of(one, claim) for one in claim.notices)
    if told:
        yield Problem("ActNotAllowed", act=scene.act, why="told_before", claim=claim.number)
    yield from _number_refusals(scene)


def _is_of(notice: Notice, claim: Claim) -> bool:
    """Whether the notice is about the failure that stands now, not about one before it: its words are kept once."""
    return claim.payment is None or notice.reason == claim.payment.reason


def _failure(claim: Claim, scene: Scene) -> Claim:
    return _noted(claim, scene, "PAYMENT_FAILED", reason=claim.payment.reason if claim.payment is not None else "")


ACTS = (
    Act(
        "extend_review",
        "claim",
        {"due": date(), "reason": text(), "reason_en": text(optional=True), "letter_no": word()},
        {
            "due": "2023-08-09",
            "reason": "추가로 제출하신 자료의 확인",
            "reason_en": "we are checking the records you sent later",
            "letter_no": "2023-A-0007",
        },
        roles=MEMBERS,
        stages=AGAIN,
        while_held=True,
        refuse=_extend_refusals,
        on_claim=_extend,
        on_case=_number,
    ),
    Act(
        "hear_claimant",
        "claim",
        {"reply_by": date(), "letter_no": word()},
        {"reply_by": "2023-06-26", "letter_no": "2023-A-0008"},
        roles=MEMBERS,
        stages=frozenset({Stage.IN_REVIEW}),
        refuse=_hear_refusals,
        on_claim=_hear,
        on_case=_number,
    ),
    Act(
        "record_reply",
        "claim",
        {"on": date(), "answer": text()},
        {"on": "2023-06-20", "answer": "중복 지급된 사실을 확인하였고 반환하겠다고 함"},
        roles=ANYONE,
        stages=frozenset({Stage.IN_REVIEW}),
        while_held=True,
        refuse=_reply_refusals,
        on_claim=_reply,
    ),
    Act(
        "declare_false",
        "claim",
        {"document": digest(), "reason": word(), "note": text()},
        {"document": "ab" * 32, "reason": "ALTERED", "note": "금액 글꼴이 다른 줄과 다르고 원본 파일과 합계가 다름"},
        roles=MEMBERS,
        stages=frozenset({Stage.IN_REVIEW}),
        refuse=_false_refusals,
        on_claim=_false,
    ),
    Act(
        "announce_failure",
        "claim",
        {"letter_no": word()},
        {"letter_no": "2023-A-0009"},
        roles=frozenset({"SECRETARY", "STAFF"}),
        stages=frozenset({Stage.PAYMENT_FAILED}),
        stands=_failing,
        while_held=True,
        refuse=_failure_refusals,
        on_claim=_failure,
        on_case=_number,
    ),
)
