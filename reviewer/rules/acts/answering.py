"""Acts of answering: letters issued, payments listed and their results, accounts put right, closing."""

import dataclasses
import datetime as dt

from reviewer.rules.acts.reopening import review_until, with_waiting_review
from reviewer.rules.acts.shape import (
    ANYONE,
    Act,
    Refusals,
    Scene,
    by_key,
    date,
    digest,
    many,
    text,
    won,
    word,
)
from reviewer.rules.claim import Claim, Payment
from reviewer.rules.council import Case
from reviewer.rules.issued import PROMISED, IssuedLetter
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.reopening import NOTICES
from reviewer.rules.stage import Stage
from reviewer.rules.verdicts import is_accepted

ISSUERS = frozenset({"SECRETARY", "MEMBER", "CHAIR"})


def _issue_refusals(scene: Scene) -> Refusals:
    claim, body = scene.claim, scene.body
    if not body["files"] or not set(body["files"]) <= {"ko", "en"}:
        yield Problem("BadActBody", field="files", why="one of ko en")
    issued = next((letter for letter in claim.letters if letter.letter_no == body["letter_no"]), None)
    if issued is not None and set(issued.files) & set(body["files"]):
        yield Problem("ActNotAllowed", act=scene.act, why="issued_before", letter=body["letter_no"])
    if body["kind"] == "SUPPLEMENT":
        if not any(asked.letter_no == body["letter_no"] for asked in claim.supplements):
            yield Problem("ActNotAllowed", act=scene.act, why="no_such_request", letter=body["letter_no"])
    elif body["kind"] in NOTICES:
        if not any((one.kind, one.letter_no) == (body["kind"], body["letter_no"]) for one in claim.notices):
            yield Problem("ActNotAllowed", act=scene.act, why="no_such_request", letter=body["letter_no"])
    elif claim.decision is None or claim.decision.letter_no != body["letter_no"]:
        yield Problem("ActNotAllowed", act=scene.act, why="no_such_decision", letter=body["letter_no"])
    elif claim.open_quality is not None:
        yield Problem("ActNotAllowed", act=scene.act, why="quality_waits", claim=claim.number)


def _issue(claim: Claim, scene: Scene) -> Claim:
    body = scene.body
    decision = claim.decision.uid if claim.decision and body["kind"] == "DECISION" else ""
    others = tuple(letter for letter in claim.letters if letter.letter_no != body["letter_no"])
    before = next((letter for letter in claim.letters if letter.letter_no == body["letter_no"]), None)
    files = {**(before.files if before else {}), **body["files"]}
    told = before.deliveries if before else ()
    days = _promised(before, scene.plan) if decision else {}
    letter = IssuedLetter(body["letter_no"], body["kind"], scene.uid, scene.made_at, decision, files, told, days)
    claim = dataclasses.replace(claim, letters=(*others, letter))
    if body["kind"] == "DECISION" and claim.stage in (Stage.RESOLVED, Stage.WITHDRAWN):
        return claim.moved_to(Stage.NOTIFIED)
    return claim


def _promised(before: IssuedLetter | None, plan: Plan) -> dict[str, int]:
    """The days a letter promises; in its second language no fewer than in the first."""
    now = {name: getattr(plan.settings, name) for name in PROMISED}
    return {name: before.promised(name, days) for name, days in now.items()} if before else now


PAYABLE = frozenset({Stage.NOTIFIED, Stage.ACCOUNT_FIXED})
ACCOUNT_OPEN = frozenset({Stage.PAYMENT_FAILED, Stage.NOTIFIED})


def paying(claim: Claim) -> Stage:
    """Where the payment of the claim stands, which an individual review may run beside (4.4)."""
    return claim.paying


def unproved(claim: Claim, plan: Plan) -> tuple[str, ...]:
    """The kinds of paper that are wanted before payment and not accepted; an account put right needs no BNK."""
    fixed = {"BNK"} if claim.account_confirmed else set()
    return tuple(one for one in plan.settings.payment_proofs if one not in fixed and not is_accepted(claim, one))


def _list_refusals(scene: Scene) -> Refusals:
    for claim in scene.claims.values():
        amount = scene.body["amounts"].get(claim.number)
        due = claim.to_pay
        if claim.number in scene.case.open_batches:
            yield Problem(
                "ActNotAllowed", act=scene.act, why="in_open_batch", claim=claim.number,
                batch=scene.case.open_batches[claim.number],
            )  # fmt: skip
        if amount != due or due == 0:
            yield Problem("AmountDiffers", what="payment", given=str(amount), found=str(due), claim=claim.number)
        for kind in unproved(claim, scene.plan):
            yield Problem("ActNotAllowed", act=scene.act, why="payment_unproved", claim=claim.number, kind=kind)
    if set(scene.body["amounts"]) != set(scene.claims):
        yield Problem("BadActBody", field="amounts", why="not the claims of the batch")


def _list_claim(claim: Claim, scene: Scene) -> Claim:
    decision = claim.decision.uid if claim.decision is not None else ""
    amount = scene.body["amounts"][claim.number]
    payment = Payment(scene.body["batch"], amount, "LISTED", scene.day, decision=decision)
    return claim.with_payment_at(Stage.PAYMENT_LISTED, payment=payment)


def _list_case(case: Case, scene: Scene) -> Case:
    batch = dict.fromkeys(scene.body["claims"], scene.body["batch"])
    return dataclasses.replace(case, open_batches={**case.open_batches, **batch})


def _result_refusals(scene: Scene) -> Refusals:
    if sorted(one["claim"] for one in scene.body["results"]) != sorted(scene.claims):
        yield Problem("BadActBody", field="results", why="not one for each claim")
    for one in scene.body["results"]:
        claim = scene.claims.get(one["claim"])
        if claim is None:
            yield Problem("ClaimUnknown", claim=one["claim"])
            continue
        listed = claim.payment
        if listed is None or listed.batch != scene.body["batch"]:
            yield Problem("ActNotAllowed", act=scene.act, why="not_in_batch", claim=claim.number)
        elif one["amount"] != listed.amount:
            yield Problem(
                "AmountDiffers", what="paid", given=str(one["amount"]), found=str(listed.amount),
                claim=claim.number,
            )  # fmt: skip
        yield from _day_faults(one.get("date"), listed, scene)
        if one["result"] == "FAILED" and not one.get("reason"):
            yield Problem("BadActBody", field="results.reason", why="missing")


def _day_faults(given: str | None, listed: Payment | None, scene: Scene) -> Refusals:
    """Nothing is paid on a day to come, nor before it was asked for."""
    if given is None:
        return
    if _day(given) > scene.day:
        yield Problem("BadActBody", field="results.date", why="in the future", value=given)
    elif listed is not None and listed.date is not None and _day(given) < listed.date:
        yield Problem("BadActBody", field="results.date", why="before the list", value=given)


def _result_claim(claim: Claim, scene: Scene) -> Claim:
    one = next(one for one in scene.body["results"] if one["claim"] == claim.number)
    payment = dataclasses.replace(
        claim.payment or Payment("", 0, ""),
        state=one["result"],
        date=scene.day if "date" not in one else _day(one["date"]),
        reason=one.get("reason", ""),
    )
    stage = Stage.PAID if one["result"] == "PAID" else Stage.PAYMENT_FAILED
    paid = claim.paid_total + (payment.amount if stage is Stage.PAID else 0)
    return with_waiting_review(claim.with_payment_at(stage, payment=payment, paid_total=paid))


def _day(value: str) -> dt.date:
    return dt.date.fromisoformat(value)


def _result_case(case: Case, scene: Scene) -> Case:
    done = {one["claim"] for one in scene.body["results"]}
    left = {claim: batch for claim, batch in case.open_batches.items() if claim not in done}
    return dataclasses.replace(case, open_batches=left)


def account_papers(claim: Claim) -> tuple[str, ...]:
    """The papers that may show a new account: bank copies, and what came after the decision."""
    return (*(paper.document for paper in claim.papers if paper.kind == "BNK"), *claim.late_papers)


def _account_refusals(scene: Scene) -> Refusals:
    claim = scene.claim
    if not claim.to_pay:
        yield Problem("ActNotAllowed", act=scene.act, why="nothing_to_pay", claim=claim.number)
    if scene.body["document"] not in account_papers(claim):
        yield Problem("BadActBody", field="document", why="no bank copy of this claim", value=scene.body["document"])


def _account(claim: Claim, scene: Scene) -> Claim:
    """The new account waits for its second person; `confirm_account` puts it in force."""
    return dataclasses.replace(
        claim,
        account=scene.body["account"],
        account_document=scene.body["document"],
        marks=_nobodys(claim) | {f"account_by {scene.author}"},
    )


def _nobodys(claim: Claim) -> frozenset[str]:
    return frozenset(mark for mark in claim.marks if not mark.startswith("account_by "))


def _confirm_account_refusals(scene: Scene) -> Refusals:
    author = scene.claim.account_by
    if not author:
        yield Problem("ActNotAllowed", act=scene.act, why="no_new_account", claim=scene.claim.number)
    elif author == scene.author:
        yield Problem("SamePerson", act=scene.act, author=scene.author)


def _confirm_account(claim: Claim, scene: Scene) -> Claim:
    claim = dataclasses.replace(claim, marks=_nobodys(claim))
    return claim.with_payment_at(Stage.ACCOUNT_FIXED)


def _close_refusals(scene: Scene) -> Refusals:
    claim = scene.claim
    if claim.to_pay or claim.on_its_way:
        yield Problem("ActNotAllowed", act=scene.act, why="not_paid", claim=claim.number)
    until = review_until(claim, scene.plan)
    if until is not None and scene.day <= until:
        yield Problem(
            "ActNotAllowed", act=scene.act, why="review_period_runs", claim=claim.number, until=until.isoformat()
        )


ACTS = (
    Act(
        "issue_letter",
        "claim",
        {"letter_no": word(), "kind": word("DECISION", "SUPPLEMENT", *NOTICES), "files": by_key(digest())},
        {"letter_no": "2023-A-0001", "kind": "DECISION", "files": {"ko": "ab" * 32, "en": "cd" * 32}},
        roles=ISSUERS,
        while_held=True,
        by_recused=True,
        refuse=_issue_refusals,
        on_claim=_issue,
    ),
    Act(
        "list_payments",
        "case",
        {"batch": word(), "claims": many(word()), "amounts": by_key(won())},
        {"batch": "2023-04", "claims": ["2023-000123"], "amounts": {"2023-000123": 258_660}},
        roles=frozenset({"SECRETARY"}),
        stages=PAYABLE,
        stands=paying,
        refuse=_list_refusals,
        on_claim=_list_claim,
        on_case=_list_case,
    ),
    Act(
        "record_payments",
        "case",
        {
            "batch": word(),
            "claims": many(word()),
            "results": many(
                {
                    "claim": word(),
                    "result": word("PAID", "FAILED"),
                    "amount": won(),
                    "date": date(optional=True),
                    "reason": text(optional=True),
                }
            ),
        },
        {
            "batch": "2023-04",
            "claims": ["2023-000123"],
            "results": [{"claim": "2023-000123", "result": "PAID", "amount": 258_660, "date": "2023-05-02"}],
        },
        roles=frozenset({"SECRETARY", "STAFF"}),
        stages=frozenset({Stage.PAYMENT_LISTED}),
        stands=paying,
        while_held=True,
        refuse=_result_refusals,
        on_claim=_result_claim,
        on_case=_result_case,
    ),
    Act(
        "fix_account",
        "claim",
        {"account": text(whole=True), "document": digest()},
        {"account": "국민 123456-78-901234 김하늘", "document": "ab" * 32},
        roles=ANYONE,
        stages=ACCOUNT_OPEN,
        stands=paying,
        refuse=_account_refusals,
        on_claim=_account,
    ),
    Act(
        "confirm_account",
        "claim",
        {},
        {},
        roles=ANYONE,
        stages=ACCOUNT_OPEN,
        stands=paying,
        refuse=_confirm_account_refusals,
        on_claim=_confirm_account,
    ),
    Act(
        "close_claim",
        "claim",
        {},
        {},
        roles=frozenset({"SECRETARY"}),
        stages=frozenset({Stage.PAID, Stage.NOTIFIED}),
        refuse=_close_refusals,
        on_claim=lambda claim, scene: claim.moved_to(Stage.CLOSED),
    ),
)
