from pathlib import Path

import pytest

from reviewer.casefile import fingerprints, journal, proofs
from reviewer.casefile.check import check
from reviewer.casefile.claim_facts import timeline
from reviewer.casefile.rebuilding import dump_derived, rebuild
from reviewer.rules.likeness import Fingerprint, account_digest
from reviewer.rules.problem import Problem
from tests.casefile.case_room import fact_row, store_delivery
from tests.casefile.twin_room import ACCOUNTS, BRNS, SHARED, A, B, C, TwinRoom, kinds, told


@pytest.fixture
def room(tmp_path: Path) -> TwinRoom:
    return TwinRoom(tmp_path)


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


def test_an_application_and_its_own_report_are_no_twins_once_a_person_linked_them(room: TwinRoom) -> None:
    room.receive(A)
    linked = fact_row(2, C, brn=BRNS[A], account="", other=A, matched_by="brn")
    with room.case_file.writing() as conn:
        body = store_delivery(conn, "cd" * 32, [linked], [])
    room.do("sec", "take_in", f"delivery:{'cd' * 32}", body)
    assert kinds(room, A) == {C: ("BRN",)}
    room.do("sec", "confirm_link", C, delivery="cd" * 32, row=2, relation="REPORT", accept=True)
    assert kinds(room, A) == kinds(room, C) == {}


def test_an_account_given_later_is_compared_with_applications_papers_and_other_corrections(room: TwinRoom) -> None:
    room.receive(A, B, C)
    told(room, A, B)
    room.fix_account("sec", A, f"국민 {ACCOUNTS[B].replace('-', '')} 김하늘")
    assert kinds(room, A) == {B: ("ACCOUNT",)}
    assert kinds(room, B) == {A: ("ACCOUNT",)}
    assert room.twins(A)[0].marks == room.twins(B)[0].marks
    room.fix_account("sec", B, "신한 110-999-888777 김하늘")
    room.fix_account("sec", A, "신한 110999888777 이바다")
    assert kinds(room, A) == {B: ("ACCOUNT",)}
    room.fix_account("sec", B, "신한 110-111-222333 김하늘")
    assert kinds(room, A) == kinds(room, B) == {}
    room.keep(C, "BNK", Fingerprint("ACCOUNT", account_digest("110-111-222333"), 1))
    assert (kinds(room, B), kinds(room, C)) == ({C: ("ACCOUNT",)}, {B: ("ACCOUNT",)})
