"""What people do beside and after a decision: moves of the days of work."""

import datetime as dt
from collections.abc import Iterator

from reviewer.casefile import journal, proofs, standing
from reviewer.casefile.erasure import claims_holding
from reviewer.rules.acts.reopening import answer_by
from reviewer.rules.claim import Claim
from tests.casefile.case_room import PLAN
from tests.casefile.review_moves import (
    REVIEWERS,
    assess,
    assign,
    meeting,
    propose,
    second,
)
from tests.casefile.worked_case import Try, WorkedCase
from tests.rules.council_room import LATE, SEATED


def hold(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    yield days.someone(), "hold", claim.number, {"reason": "H01", "note": "소송"}
    if days.chance.random() < 0.9:
        yield days.someone(), "release", claim.number, {"note": "끝남"}


def take_back(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    own = [entry for entry in journal.entries_of(days.room.conn, claim.number) if entry.act != "take_back"]
    for entry in own[-2:]:
        body = {"entry": entry.uid, "undone": entry.act, "reason": "잘못 누름"}
        yield entry.author, "take_back", claim.number, body


def council(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    if days.chance.random() < 0.3:
        yield (
            "sec",
            "adopt_plan",
            "case",
            {"text": PLAN.replace("floor = 50000", f"floor = {days.chance.choice((30, 70))}000")},
        )
        for waiting in standing.read_case(days.room.conn).waiting:
            yield "law-1", f"confirm_{waiting.what.lower()}", "case", {"entry": waiting.entry}
        yield "sec", "adopt_rules", "meeting:1", days.vote()
    if days.chance.random() < 0.2:
        yield "sec", "change_roster", "case", {"roster": days.room.roster()}
    if days.chance.random() < 0.2:
        yield "sec", "elect_chair", "meeting:1", {**days.vote(), "chair": "law-1"}


def look(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    who = days.someone()
    role = "LEAD" if who == claim.lead else "SECOND" if who == claim.second else "OTHER"
    yield who, "open_claim", claim.number, {"role": role}
    yield days.someone(), "unmask", claim.number, {"fields": ["phone"], "reason": "전화 확인"}
    yield days.someone(), "write_note", claim.number, {"note": "메모"}
    yield days.someone(), "export", "case", {"what": "FIND", "count": 1, "masked": "YES"}


def link(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    fields = days.chance.sample(["phone", "address", "claimed_loss"], 2)
    change = {"delivery": days.later, "row": 1, "relation": "CHANGE", "accept": days.chance.random() < 0.7}
    yield "staff", "confirm_link", claim.number, {**change, "fields": fields, "claimed_loss": 1_700_000}


def whole_road(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    """From the desk to the resolution without a hitch; `do` what comes next from where the claim then stands."""
    number, room = claim.number, days.room
    lead, second_reviewer = "law-1", "ksf-1"
    yield "sec", "route_claim", number, {"route": "INDIVIDUAL"}
    yield "sec", "assign", number, {"lead": lead, "second": second_reviewer}
    for member in (lead, second_reviewer):
        yield member, "answer_conflict", number, {"ground": "NONE"}
    yield lead, "take_up", number, {}
    plan = standing.plan_in_force(room.conn)
    for paper in room.claim(number).papers:
        for check in plan.checks_of(paper.kind):
            body = {"document": paper.document, "check": check.code, "result": "PASS", "note": "확인"}
            yield lead, "record_check", number, body
    for check in plan.checks_of("CLM"):
        yield lead, "record_check", number, {"check": check.code, "result": "PASS", "note": "확인"}
    for step in (assess, propose, second, meeting):
        yield from step(days, room.claim(number))


def reopen(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    if days.chance.random() < 0.5:
        yield "staff", "request_review", claim.number, {"date": days.room.at.date().isoformat(), "ground": "다시"}
    else:
        slip = {"kind": "CORRECTION", "ground": "오기", "wrong": "하늘상회", "right": "하늘상점"}
        back = {"kind": "RETURN_REQUEST", "ground": "중복", "reason": "DOUBLE", "account": "국민 1-2-3"}
        yield "sec", "open_again", claim.number, days.chance.choice((slip, back))
    day = days.room.at.date().isoformat()
    late = [{"document": one, "kind": "SLS"} for one in claim.late_papers]
    yield "sec", "open_on_evidence", claim.number, {"date": day, "ground": "새 자료", "papers": late}


def follow(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    """A review put off, a claimant heard, a record found false, a failed payment told."""
    plan, today = standing.plan_in_force(days.room.conn), days.room.at.date()
    if claim.reopened is not None and claim.reopened.due:
        due = answer_by(claim.reopened.on, plan, extended=True).isoformat()
        yield "sec", "extend_review", claim.number, {"due": due, "reason": "자료 확인", "letter_no": days.letter()}
    by = (today + dt.timedelta(days=20)).isoformat()
    yield claim.lead or "law-1", "hear_claimant", claim.number, {"reply_by": by, "letter_no": days.letter()}
    yield "staff", "record_reply", claim.number, {"on": today.isoformat(), "answer": "의견 없음"}
    if claim.papers:
        found = {"document": claim.papers[0].document, "reason": "ALTERED", "note": "합계가 다름"}
        yield claim.lead or "law-1", "declare_false", claim.number, found
    yield "sec", "announce_failure", claim.number, {"letter_no": days.letter()}
    for notice in claim.notices:
        letter = {"letter_no": notice.letter_no, "kind": notice.kind, "files": {"ko": "ab" * 32}}
        yield "sec", "issue_letter", claim.number, letter


def read(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    for paper in claim.papers[:1]:
        yield days.someone(), "read_paper", claim.number, {"document": paper.document, "pages": [1, 2]}


def wording(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    yield "sec", "adopt_wording", "case", {"text": "wording 2"}
    for waiting in standing.read_case(days.room.conn).waiting:
        yield "law-1", f"confirm_{waiting.what.lower()}", "case", {"entry": waiting.entry}


def take_facts(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    """Facts bound to places, typed without one, bound anew and let go again; notes; now and then a masked copy."""
    if not claim.papers:
        return
    paper = days.chance.choice(claim.papers)
    at = {"document": paper.document, "page": 1, "box": [100, 100, 400, 160]}
    who = claim.lead or "staff"
    yield who, "bind_fact", claim.number, {"fact": "BRN", "value": "120-81-47521", "at": at, "clipping": "ee" * 32}
    yield who, "bind_fact", claim.number, {"fact": "OTHER", "value": "휴무", "label": "달력"}
    day = days.chance.choice(("2022-10-15", "2022-10-16"))
    yield who, "bind_fact", claim.number, {"fact": "DAY_SALES", "value": "90,000원", "day": day, "at": at}
    if days.chance.random() < 0.3:
        yield who, "release_fact", claim.number, {"fact": "BRN"}
    yield days.someone(), "pin_note", claim.number, {"note": "900101-1234567 보임", "at": at, "about": "2022-10-16"}
    if days.chance.random() < 0.3:
        copy = days.chance.randbytes(40)
        masked = proofs.put(days.room.case_file, copy)
        holding = claims_holding(days.room.conn, paper.document)
        body = {"document": paper.document, "masked": masked, "bytes": len(copy), "areas": [at], "claims": holding}
        yield "sec", "replace_by_masked_copy", "case", body


def talk(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    """Calls answered or not, a promise and what became of it, and a check passed on what was said."""
    who, today = days.someone(), days.room.at.date()
    call = {"kind": "CALL", "direction": "OUT", "on": today.isoformat()}
    yield who, "record_contact", claim.number, {**call, "unanswered": True}
    due = (today + dt.timedelta(days.chance.choice((-1, 3)))).isoformat()
    said = {"person": "대표자", "said": "900101-1234567 번이라고 함", "promise": "다시 보내기로 함", "promise_due": due}
    yield who, "record_contact", claim.number, {**call, **said}
    for contact in days.room.claim(claim.number).contacts[-1:]:
        body = {"check": "CLM1", "result": "PASS", "reason": "STATEMENT", "contact": contact.entry}
        yield claim.lead or "staff", "record_check", claim.number, body
        if days.chance.random() < 0.5:
            yield who, "settle_promise", claim.number, {"contact": contact.entry, "result": "KEPT"}


def hand_over(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    yield from assign(days, claim)
    claim = days.room.claim(claim.number)
    who = days.chance.choice((claim.lead, claim.second)) or "law-1"
    for to in days.chance.sample(REVIEWERS, 2):
        yield who, "hand_over", claim.number, {"to": to, "reason": "출장"}


def challenge(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    """A claimant challenges a member; now and then the claimant lets go of it, else a meeting decides."""
    member = claim.lead or days.chance.choice(REVIEWERS)
    body = {"member": member, "ground": "COI5", "on": days.room.at.date().isoformat(), "reason": "거래처 고문"}
    yield days.someone(), "record_challenge", claim.number, body
    if days.chance.random() < 0.2:
        yield "staff", "withdraw_challenge", claim.number, {"note": "전화로 취하"}
    vote = days.vote()
    votes = dict.fromkeys(SEATED, "FOR" if vote["result"] == "PASSED" else "AGAINST")
    votes |= dict.fromkeys((member, *claim.recused), "RECUSED")
    body = {**vote, "votes": votes, "claims": [claim.number], "member": member, **LATE}
    yield "sec", "decide_challenge", "meeting:1", body


def withdraw(days: WorkedCase, claim: Claim) -> Iterator[Try]:
    if days.chance.random() < 0.1:
        yield "staff", "withdraw", claim.number, {"date": "2023-04-03", "how": "전화", "letter_no": days.letter()}
