"""The payment list leaves out whoever may be paid twice, names them, and pays the others."""

from pathlib import Path
from typing import Any

from reviewer.casefile.claim_facts import read_applicant, read_payee
from reviewer.desk import paying
from tests.casefile.test_twins import A, B, C, TwinRoom, told


def test_claims_beside_a_possible_twin_are_left_out_and_named_and_the_others_are_paid(tmp_path: Path) -> None:
    room = TwinRoom(tmp_path)
    room.receive(A, B, C, bank="국민은행", account_holder="김하늘")
    due = told(room, A, B, C)
    account = read_applicant(room.conn, B).account.replace("-", "")
    room.fix_account("staff", A, f"국민 {account} 김하늘")
    room.do("law-1", "confirm_account", A)
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


def test_a_new_account_holds_the_payment_until_a_second_person_compared_it_and_then_takes_it(tmp_path: Path) -> None:
    room = TwinRoom(tmp_path)
    room.receive(C, bank="국민은행", account_holder="김하늘")
    due = told(room, C)
    before = read_payee(room.conn, room.claim(C))
    room.fix_account("staff", C, "신한은행 110-222-333444 김하늘")
    assert read_payee(room.conn, room.claim(C)) == before

    def listed() -> dict[str, Any]:
        at, sec = room.at, room.signers["sec"]
        return paying.list_payments(
            room.case_file, sec, tmp_path / "list.xlsx", "a long passphrase", batch="b1", now=at
        )

    assert (listed()["file"], listed()["held"]) == ("", [C])
    room.do("law-1", "confirm_account", C)
    payee = read_payee(room.conn, room.claim(C))
    assert (payee.bank, payee.account, payee.account_holder) == ("신한은행", "110-222-333444", "김하늘")
    assert (listed()["claims"], room.claim(C).on_its_way) == (1, due[C])
    room.do("sec", "record_payments", "case", batch="b1", claims=[C],
            results=[{"claim": C, "result": "FAILED", "amount": due[C], "reason": "계좌 해지"}])  # fmt: skip
    assert read_payee(room.conn, room.claim(C)).account == "110-222-333444"
