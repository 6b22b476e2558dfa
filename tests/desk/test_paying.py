"""The payment list leaves out whoever may be paid twice, names them, and pays the others."""

from pathlib import Path

from reviewer.casefile.claim_facts import read_applicant
from reviewer.desk import paying
from tests.casefile.test_twins import A, B, C, TwinRoom, told


def test_claims_beside_a_possible_twin_are_left_out_and_named_and_the_others_are_paid(tmp_path: Path) -> None:
    room = TwinRoom(tmp_path)
    room.receive(A, B, C, bank="국민은행", account_holder="김하늘")
    due = told(room, A, B, C)
    account = read_applicant(room.conn, B).account.replace("-", "")
    room.fix_account("staff", A, f"국민 {account} 김하늘")
    listed = paying.list_payments(
        room.case_file, room.signers["sec"], tmp_path / "list.xlsx", "a long passphrase", batch="b1", now=room.at
    )
    assert (listed["claims"], listed["amount"], listed["held"]) == (1, due[C], [])
    assert listed["twins"] == [{"claim": A, "twin": B}, {"claim": B, "twin": A}]
    again = paying.list_payments(
        room.case_file, room.signers["sec"], tmp_path / "more.xlsx", "a long passphrase", batch="b2", now=room.at
    )
    assert (again["file"], again["claims"], len(again["twins"])) == ("", 0, 2)
    room.judge("law-1", A, B, reason="같은 사람의 두 점포")
    rest = paying.list_payments(
        room.case_file, room.signers["sec"], tmp_path / "more.xlsx", "a long passphrase", batch="b2", now=room.at
    )
    assert (rest["claims"], rest["twins"]) == (2, [])
