from pathlib import Path

import pytest

from reviewer.casefile import fingerprints, journal, proofs, twins
from reviewer.casefile.check import check
from reviewer.casefile.claim_facts import timeline
from reviewer.casefile.rebuilding import dump_derived, rebuild
from reviewer.rules.likeness import Fingerprint, account_digest
from reviewer.rules.problem import Problem
from reviewer.rules.twins import Twin
from tests.casefile.case_room import KINDS, CaseRoom, fact_row, store_delivery

A, B, C = "2023-000001", "2023-000002", "2023-000003"
BRNS = {A: "7383773661", B: "1048136565", C: "2208162517"}
ACCOUNTS = {A: "121-078-630784", B: "506180-46-686925", C: "5539-482-2267689"}


class TwinRoom(CaseRoom):
    """A case whose claims have numbers of their own; `shared` papers come with every claim."""

    def receive(self, *claims: str, shared: dict[str, str] | None = None, **fields: str) -> None:
        rows = [
            fact_row(place, claim, **({"brn": BRNS[claim], "account": ACCOUNTS[claim]} | fields))
            for place, claim in enumerate(claims, 1)
        ]
        papers = [
            (claim, kind, f"{claim}/{kind}.pdf", (shared or {}).get(kind, self.paper(claim, kind)))
            for claim in claims
            for kind in KINDS
        ]
        with self.case_file.writing() as conn:
            body = store_delivery(conn, "ab" * 32, rows, papers)
        self.do("sec", "take_in", f"delivery:{'ab' * 32}", body)

    @staticmethod
    def paper(claim: str, kind: str) -> str:
        return (claim[-1] + f"{KINDS.index(kind)}") * 32

    def keep(self, claim: str, kind: str, *prints: Fingerprint) -> None:
        with self.case_file.writing() as conn:
            fingerprints.keep(conn, self.paper(claim, kind), prints)

    def twins(self, claim: str) -> list[Twin]:
        return twins.twins_of(self.conn, claim)

    def judge(self, who: str, claim: str, other: str, verdict: str = "NOT_SAME", reason: str = "다른 점포") -> None:
        (twin,) = [one for one in self.twins(claim) if one.claim == other]
        marks = sorted(twin.marks)
        self.do(who, "judge_twin", claim, other=other, verdict=verdict, attributes=marks, reason=reason)

    def pay(self, claim: str) -> None:
        decision = self.claim(claim).decision
        assert decision is not None
        files = {"ko": "ab" * 32}
        self.do("sec", "issue_letter", claim, letter_no=decision.letter_no, kind="DECISION", files=files)
        due = self.claim(claim).to_pay
        self.do("sec", "list_payments", "case", batch="b1", claims=[claim], amounts={claim: due})
        paid = {"claim": claim, "result": "PAID", "amount": due, "date": "2023-05-02"}
        self.do("sec", "record_payments", "case", batch="b1", claims=[claim], results=[paid])


@pytest.fixture
def room(tmp_path: Path) -> TwinRoom:
    return TwinRoom(tmp_path)


def kinds(room: TwinRoom, claim: str) -> dict[str, tuple[str, ...]]:
    return {twin.claim: twin.kinds for twin in room.twins(claim)}


SHARED = {"SLS": "f1" * 32}


def test_both_claims_show_the_file_they_share(room: TwinRoom) -> None:
    room.receive(A, B, shared=SHARED)
    assert kinds(room, A) == {B: ("FILE",)}
    assert kinds(room, B) == {A: ("FILE",)}
    mine, theirs = room.twins(A)[0], room.twins(B)[0]
    assert mine.marks == theirs.marks
    assert mine.agreements[0].mine.document == mine.agreements[0].other.document == SHARED["SLS"]


def test_claims_that_share_nothing_are_no_twins(room: TwinRoom) -> None:
    room.receive(A, B, C)
    assert kinds(room, A) == kinds(room, B) == kinds(room, C) == {}


def test_one_registration_number_in_two_applications_is_shown_on_both(room: TwinRoom) -> None:
    room.receive(A, B, brn=BRNS[A])
    assert kinds(room, A) == {B: ("BRN",)}
    assert kinds(room, B) == {A: ("BRN",)}


def test_kakaos_own_number_makes_no_twins(room: TwinRoom) -> None:
    room.receive(A, B, brn="1208147521")
    assert kinds(room, A) == {}


def test_a_paper_that_names_another_claimants_business_is_shown_on_both(room: TwinRoom) -> None:
    room.receive(A, B)
    room.keep(A, "SLS", Fingerprint("BRN", BRNS[B], 2), Fingerprint("BRN", BRNS[A], 1))
    (mine,), (theirs,) = room.twins(A)[0].agreements, room.twins(B)[0].agreements
    assert (mine.kind, mine.mine.page, mine.other.document) == ("BRN", 2, "")
    assert (theirs.mark, theirs.mine.document, theirs.other.page) == (mine.mark, "", 2)


def test_one_account_in_two_applications_is_shown_however_it_is_written(room: TwinRoom) -> None:
    with room.case_file.writing() as conn:
        rows = [
            fact_row(1, A, brn=BRNS[A], account=ACCOUNTS[A]),
            fact_row(2, B, brn=BRNS[B], account=ACCOUNTS[A].replace("-", "")),
        ]
        body = store_delivery(conn, "ab" * 32, rows, [])
    room.do("sec", "take_in", f"delivery:{'ab' * 32}", body)
    assert kinds(room, A) == {B: ("ACCOUNT",)}
    assert kinds(room, B) == {A: ("ACCOUNT",)}
    assert ACCOUNTS[A] not in str(room.twins(A))


def test_a_masked_account_makes_no_twins(room: TwinRoom) -> None:
    room.receive(A, B, account="********0784")
    assert kinds(room, A) == {}


def test_a_bank_book_with_the_account_of_another_application_is_shown_on_both(room: TwinRoom) -> None:
    room.receive(A, B)
    room.keep(B, "SBC")
    room.keep(A, "BNK", Fingerprint("ACCOUNT", account_digest(ACCOUNTS[B]), 1))
    assert kinds(room, A) == {B: ("ACCOUNT",)}
    assert kinds(room, B) == {A: ("ACCOUNT",)}
    assert room.twins(A)[0].marks == room.twins(B)[0].marks


def test_a_sheet_with_most_rows_equal_is_a_twin_and_one_with_few_is_none(room: TwinRoom) -> None:
    room.receive(A, B, C)
    runs = [f"{number:032x}" for number in range(12)]
    room.keep(A, "SLS", *(Fingerprint("ROWS", run, 1) for run in runs[:8]))
    room.keep(B, "SLS", *(Fingerprint("ROWS", run, 1) for run in runs[3:11]))
    room.keep(C, "SLS", *(Fingerprint("ROWS", run, 1) for run in [*runs[:1], *(f"{n:032x}" for n in range(20, 27))]))
    assert kinds(room, A) == {B: ("ROWS",)}
    assert room.twins(A)[0].agreements[0].count == 5


def mask(room: TwinRoom, document: str, *claims: str) -> str:
    """Replace a paper of these claims by a masked copy; its SHA-256."""
    masked = proofs.put(room.case_file, b"blackened")
    area = {"document": document, "page": 1, "box": [0, 0, 90, 90]}
    body = {"document": document, "masked": masked, "bytes": 9, "areas": [area], "claims": list(claims)}
    room.do("staff", "replace_by_masked_copy", "case", body)
    return masked


def test_a_masked_copy_is_found_as_the_paper_it_came_as(room: TwinRoom) -> None:
    room.receive(A, B)
    masked = mask(room, room.paper(A, "SUS"), A)
    page = Fingerprint("TEXT", "ab" * 16, 1)
    with room.case_file.writing() as conn:
        fingerprints.keep(conn, masked, [page])
    room.keep(B, "SUS", page)
    assert (kinds(room, A), kinds(room, B)) == ({B: ("TEXT",)}, {A: ("TEXT",)})
    (mine,), (theirs,) = room.twins(A)[0].agreements, room.twins(B)[0].agreements
    assert mine.mine.document == theirs.other.document == masked
    assert mine.mark == theirs.mark


def test_files_that_were_the_same_when_they_came_stay_so_behind_a_masked_copy(room: TwinRoom) -> None:
    shared = room.paper(A, "SUS")
    room.receive(A, B, shared={"SUS": shared})
    masked = mask(room, shared, A, B)
    (mine,), (theirs,) = room.twins(A)[0].agreements, room.twins(B)[0].agreements
    assert (mine.kind, mine.mine.document, mine.other.document) == ("FILE", masked, masked)
    assert mine.mark == theirs.mark


def test_a_verdict_is_remembered_for_the_pair_and_seen_from_both_claims(room: TwinRoom) -> None:
    room.receive(A, B, shared=SHARED)
    room.judge("law-1", A, B, reason="한 건물의 두 점포")
    for claim in (A, B):
        (twin,) = room.twins(claim)
        assert twin.is_settled
        assert twin.verdict is not None
        assert (twin.verdict.verdict, twin.verdict.reason, twin.verdict.claim) == ("NOT_SAME", "한 건물의 두 점포", A)
        assert [line.act for line in timeline(room.conn, claim)].count("judge_twin") == 1


def test_the_latest_verdict_on_a_pair_counts_wherever_it_was_recorded(room: TwinRoom) -> None:
    room.receive(A, B, shared=SHARED)
    room.judge("law-1", A, B)
    room.judge("ksf-1", B, A, "SAME", "같은 사람")
    assert [one.verdict.verdict for one in room.twins(A) if one.verdict] == ["SAME"]


def test_something_new_that_agrees_asks_again(room: TwinRoom) -> None:
    room.receive(A, B, shared=SHARED)
    room.judge("law-1", A, B)
    for claim in (A, B):
        room.keep(claim, "SUS", Fingerprint("EXIF", "SM-S908N · 2023-02-14T10:22:31"))
    assert [twin.is_settled for twin in room.twins(A)] == [False]
    room.judge("law-1", B, A)
    assert [twin.is_settled for twin in room.twins(A)] == [True]


def test_a_verdict_moves_no_claim_on_and_survives_a_rebuild(room: TwinRoom) -> None:
    room.receive(A, B, shared=SHARED)
    before = [journal.saw_for(room.conn, "hold", claim, {}) for claim in (A, B)]
    room.judge("law-1", A, B)
    assert [journal.saw_for(room.conn, "hold", claim, {}) for claim in (A, B)] == before
    stood = dump_derived(room.conn)
    with room.case_file.writing() as conn:
        rebuild(conn)
    assert dump_derived(room.conn) == stood
    assert check(room.case_file).problems == ()


def test_a_verdict_on_what_does_not_agree_is_refused(room: TwinRoom) -> None:
    room.receive(A, B, C, shared=SHARED)
    body = {"verdict": "NOT_SAME", "reason": "다름"}
    other = ["EXIF:" + "0" * 16]
    assert room.refusals("law-1", "judge_twin", A, other=B, attributes=other, **body) == ["BadActBody"]
    assert room.refusals("law-1", "judge_twin", A, other=B, attributes=["FILE"], **body) == ["BadActBody"]
    assert room.refusals("law-1", "judge_twin", A, other=B, attributes=[], **body) == ["BadActBody"]
    assert room.refusals("law-1", "judge_twin", A, other="2023-9", attributes=other, **body) == ["ClaimUnknown"]
    marks = sorted(room.twins(A)[0].marks)
    assert "BadActBody" in room.refusals("law-1", "judge_twin", A, other=A, attributes=marks, **body)
    assert room.refusals("staff", "judge_twin", A, other=B, attributes=marks, **body) == ["NotYourRole"]


def test_who_stepped_aside_from_one_of_the_two_claims_does_not_judge_them(room: TwinRoom) -> None:
    room.receive(A, B, shared=SHARED)
    room.do("sec", "assign", B, lead="law-1", second="ksf-1")
    room.do("law-1", "answer_conflict", B, ground="COI2")
    with pytest.raises(Problem, match="Recused"):
        room.judge("law-1", A, B)


def paid_beside(room: TwinRoom) -> None:
    """Claim A is paid; claim B, which sent one of its files, is reviewed and ready to be proposed."""
    room.receive(A, B, shared=SHARED)
    room.decide(A)
    room.pay(A)
    room.review(B)


PROPOSAL = {
    "disposition": "APPROVED_FULL", "award": 258_660, "award_basis": "CALCULATED", "reasons": [{"code": "A01"}],
}  # fmt: skip


def test_a_paid_twin_stops_the_proposal_of_an_award_and_is_named(room: TwinRoom) -> None:
    paid_beside(room)
    (problem,) = journal.refusals_now(room.conn, "law-1", "propose_decision", B, PROPOSAL, room.at)
    assert problem.code == "TwinPaid"
    assert problem.facts == {"claim": B, "twin": A, "attributes": "FILE"}
    with pytest.raises(Problem, match="TwinPaid"):
        room.propose(B)


def test_once_judged_not_the_same_the_award_may_be_proposed(room: TwinRoom) -> None:
    paid_beside(room)
    room.judge("law-1", B, A)
    room.propose(B)
    room.agree(B)
    room.resolve(B, "2023-A-003")
    assert self_award(room, B) == 258_660


def self_award(room: TwinRoom, claim: str) -> int:
    decision = room.claim(claim).decision
    assert decision is not None
    return decision.award


def test_judged_the_same_it_stays_stopped_and_a_refusal_of_the_claim_does_not(room: TwinRoom) -> None:
    paid_beside(room)
    room.judge("law-1", B, A, "SAME", "같은 매출 자료")
    assert room.refusals("law-1", "propose_decision", B, **PROPOSAL) == ["TwinPaid"]
    refused = {**PROPOSAL, "disposition": "NOT_APPROVED", "award": 0, "reasons": [{"code": "N01"}]}
    assert "TwinPaid" not in room.refusals("law-1", "propose_decision", B, **refused)


def test_a_twin_that_is_paid_meanwhile_stops_the_second_check_and_the_resolution(room: TwinRoom) -> None:
    room.receive(A, B)
    room.decide(A)
    room.review(B)
    room.propose(B)
    room.pay(A)
    same = Fingerprint("WEEK", "ab" * 16, 1)
    room.keep(A, "SLS", same)
    room.keep(B, "SLS", same)
    assert "TwinPaid" not in room.refusals("ksf-1", "check_decision", B, opinion="DIFFER", calculated_award=1, note="x")
    with pytest.raises(Problem, match="TwinPaid"):
        room.agree(B)
    room.keep(B, "SLS")
    room.agree(B)
    room.keep(B, "SLS", same)
    with pytest.raises(Problem, match="TwinPaid"):
        room.resolve(B, "2023-A-003")


def test_the_consent_list_names_the_claim_beside_a_paid_twin_and_goes_on_without_it(room: TwinRoom) -> None:
    room.receive(A, B, C)
    room.decide(A)
    for claim in (B, C):
        room.review(claim)
        room.propose(claim)
        room.agree(claim)
    room.do("sec", "put_on_agenda", "meeting:1", claims=[B, C], list="CONSENT")
    room.pay(A)
    for claim in (A, B):
        room.keep(claim, "SLS", Fingerprint("WEEK", "ab" * 16, 1))
    vote = {**room.vote("2023-A-009"), "claims": [B, C], "letters": {B: "2023-A-0801", C: "2023-A-0802"}}
    (problem,) = journal.refusals_now(room.conn, "sec", "resolve", "meeting:1", vote, room.at)
    assert (problem.code, problem.facts["claim"], problem.facts["twin"]) == ("TwinPaid", B, A)
    room.do("ksf-1", "pull_out", B, note="중복 확인")
    room.do("sec", "resolve", "meeting:1", vote | {"claims": [C], "letters": {C: "2023-A-0802"}})
    assert self_award(room, C) == 258_660


def test_an_application_and_its_own_report_are_no_twins_once_a_person_linked_them(room: TwinRoom) -> None:
    room.receive(A)
    linked = fact_row(2, C, brn=BRNS[A], account="", other=A, matched_by="brn")
    with room.case_file.writing() as conn:
        body = store_delivery(conn, "cd" * 32, [linked], [])
    room.do("sec", "take_in", f"delivery:{'cd' * 32}", body)
    assert kinds(room, A) == {C: ("BRN",)}
    room.do("sec", "confirm_link", C, delivery="cd" * 32, row=2, relation="REPORT", accept=True)
    assert kinds(room, A) == kinds(room, C) == {}


def test_a_weak_likeness_to_a_paid_claim_stops_nothing(room: TwinRoom) -> None:
    room.receive(A, B)
    room.decide(A)
    room.pay(A)
    room.review(B)
    for claim in (A, B):
        room.keep(claim, "SUS", Fingerprint("TIMES", "maker · 2023-02-14T10:22:31 · 2023-02-14T10:22:31"))
    assert kinds(room, B) == {A: ("TIMES",)}
    assert room.refusals("law-1", "propose_decision", B, **PROPOSAL) == []


def test_the_fixed_list_names_the_line_beside_a_paid_twin_and_goes_on_without_it(room: TwinRoom) -> None:
    room.receive(A, shared=SHARED)
    room.decide(A)
    room.pay(A)
    rows = [fact_row(n, f"F{n}", route="FLAT_50K", claimed_loss=450_000, brn="", account="") for n in (1, 2)]
    papers = [
        (f"F{n}", kind, f"F{n}/{kind}.pdf", SHARED["SLS"] if n == 1 and kind == "SLS" else f"{n}{at}" * 32)
        for n in (1, 2)
        for at, kind in enumerate(KINDS, 4)
    ]
    with room.case_file.writing() as conn:
        body = store_delivery(conn, "cd" * 32, rows, papers)
    room.do("sec", "take_in", f"delivery:{'cd' * 32}", body)
    plan = journal.plan_of(room.conn, journal.read_case(room.conn).plan)
    for number in ("F1", "F2"):
        for paper in room.claim(number).papers:
            for one in plan.checks_of(paper.kind):
                given = {"document": paper.document, "check": one.code, "result": "PASS"}
                room.do("staff", "record_check", number, given)
    room.do("sec", "draw_up_fixed_list", "meeting:1", list=1, claims=["F1", "F2"])
    room.do("law-1", "check_fixed_list", "meeting:1", list=1)
    letters = {"F1": "2023-A-0801", "F2": "2023-A-0802"}
    adopt = {**room.vote("2023-A-009"), "list": 1, "claims": ["F1", "F2"], "letters": letters}
    (problem,) = journal.refusals_now(room.conn, "sec", "adopt_fixed_list", "meeting:1", adopt, room.at)
    assert (problem.code, problem.facts["claim"], problem.facts["twin"]) == ("TwinPaid", "F1", A)
    room.do("sec", "pull_line", "meeting:1", list=1, claims=["F1"], reason="중복 확인")
    rest = adopt | {"claims": ["F2"], "letters": {"F2": letters["F2"]}}
    room.do("sec", "adopt_fixed_list", "meeting:1", rest)
    assert self_award(room, "F2") == 50_000


def told(room: TwinRoom, *claims: str) -> dict[str, int]:
    """The letters of these claims went out, so that they may be paid; what is due to each."""
    room.adopt_rules()
    for place, claim in enumerate(claims):
        room.review(claim)
        room.propose(claim)
        room.agree(claim)
        room.resolve(claim, f"2023-A-{place + 2:03d}")
        number = room.claim(claim).decision.letter_no  # type: ignore[union-attr]
        files = {"ko": f"{place}b" * 32}
        room.do("sec", "issue_letter", claim, letter_no=number, kind="DECISION", files=files)
    return {claim: room.claim(claim).to_pay for claim in claims}


def stopped(room: TwinRoom, due: dict[str, int], *claims: str) -> list[tuple[object, object]]:
    body = {"batch": "b2", "claims": list(claims), "amounts": {claim: due[claim] for claim in claims}}
    found = journal.refusals_now(room.conn, "sec", "list_payments", "case", body, room.at)
    assert {one.code for one in found} <= {"TwinPaid"}
    return [(one.facts["claim"], one.facts["twin"]) for one in found]


def test_two_awarded_twins_are_not_put_on_a_payment_list_until_somebody_said_that_they_are_two(room: TwinRoom) -> None:
    room.receive(A, B, shared=SHARED)
    due = told(room, A, B)
    assert stopped(room, due, A, B) == [(A, B), (B, A)]
    assert stopped(room, due, A) == []
    room.do("sec", "list_payments", "case", batch="b1", claims=[A], amounts={A: due[A]})
    assert stopped(room, due, B) == [(B, A)]  # while the twin is on a list
    paid = {"claim": A, "result": "PAID", "amount": due[A], "date": "2023-05-02"}
    room.do("sec", "record_payments", "case", batch="b1", claims=[A], results=[paid])
    assert stopped(room, due, B) == [(B, A)]  # and after it was paid
    room.judge("law-1", B, A)
    assert stopped(room, due, B) == []


def test_an_account_given_later_is_compared_with_applications_papers_and_other_corrections(room: TwinRoom) -> None:
    room.receive(A, B, C)
    told(room, A, B)
    room.do("sec", "fix_account", A, account=f"국민 {ACCOUNTS[B].replace('-', '')} 김하늘")
    assert kinds(room, A) == {B: ("ACCOUNT",)}
    assert kinds(room, B) == {A: ("ACCOUNT",)}
    assert room.twins(A)[0].marks == room.twins(B)[0].marks
    room.do("sec", "fix_account", B, account="신한 110-999-888777 김하늘")
    room.do("sec", "fix_account", A, account="신한 110999888777 이바다")
    assert kinds(room, A) == {B: ("ACCOUNT",)}
    room.do("sec", "fix_account", B, account="신한 110-111-222333 김하늘")
    assert kinds(room, A) == kinds(room, B) == {}
    room.keep(C, "BNK", Fingerprint("ACCOUNT", account_digest("110-111-222333"), 1))
    assert (kinds(room, B), kinds(room, C)) == ({C: ("ACCOUNT",)}, {B: ("ACCOUNT",)})
