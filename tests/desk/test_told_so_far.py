"""What was told, paid and asked back so far bounds what the next letter and the next act may say."""

import datetime as dt
from typing import Any

from reviewer.casefile import standing
from reviewer.desk import issuing, outbox
from reviewer.rules.stage import Stage
from tests.casefile.case_room import PLAN
from tests.desk.test_letters_after import DAY, C, LetterRoom, begin_review, decided_again, room
from tests.rules.council_room import FACTORS, LATE

__all__ = ["room"]


def letters(room: LetterRoom) -> dict[str, str]:
    dues, _ = outbox.letters_due(room.case_file, now=room.at + dt.timedelta(hours=30))
    return {due.kind: outbox.compose_letter(room.case_file, due, "ko", issued_on=DAY, both=True).text for due in dues}


def leave(room: LetterRoom) -> Any:
    room.at += dt.timedelta(hours=2)
    return issuing.issue_letters(room.case_file, room.signers["sec"], room.folder / "out", now=room.at)


def pay(room: LetterRoom, batch: str, result: str = "PAID", **more: str) -> None:
    amount = room.claim(C).to_pay
    room.do("sec", "list_payments", "case", batch=batch, claims=[C], amounts={C: amount})
    one = {"claim": C, "result": result, "amount": amount, "date": "2023-03-06", **more}
    room.do("sec", "record_payments", "case", batch=batch, claims=[C], results=[one])


def test_a_review_is_told_against_the_decision_that_was_told(room: LetterRoom) -> None:
    begin_review(room)
    weeks = {"normal_week_from": "2022-10-01", "normal_week_sales": 4_800_000, "outage_week_sales": 2_200_000}
    room.do("con-1", "assess", C, FACTORS, **weeks)
    decided_again(room, "2023-A-003", ("con-1", "kfme-1"), award=373_620)
    room.do("sec", "take_back_resolution", C, reason="표결을 잘못 옮김")
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C], list="DISCUSSION")
    vote = room.vote("2023-A-004", law_1="RECUSED", ksf_1="RECUSED")
    room.do("sec", "resolve", "meeting:1", vote, claims=[C], awards=[C], letters={C: "2023-A-0504"})
    room.look_over(C)
    text = letters(room)["DECISION"]
    assert "변경 전 258,660원, 변경 후 373,620원" in text
    assert "이의신청 결과: 받아들임" in text


def test_a_failed_payment_is_told_until_it_is_made(room: LetterRoom) -> None:
    pay(room, "b1", "FAILED", reason="예금주 불일치")
    room.do("sec", "announce_failure", C, letter_no="2023-A-0300")
    assert set(letters(room)) == {"PAYMENT_FAILED"}
    bank = next(one.document for one in room.claim(C).papers if one.kind == "BNK")
    room.do("staff", "fix_account", C, account="국민 222222-78-901234 김하늘", document=bank)
    room.do("sec", "confirm_account", C)
    pay(room, "b2")
    assert letters(room) == {}


def test_what_was_asked_back_is_not_asked_back_again(room: LetterRoom) -> None:
    pay(room, "b1")
    asked = {"kind": "RETURN_REQUEST", "ground": "중복", "reason": "DOUBLE", "account": "국민 1-2-3"}
    for number, award in (("2023-A-0300", 200_000), ("2023-A-0701", 58_660)):
        room.do("sec", "open_again", C, asked)
        room.do("law-1", "hear_claimant", C, reply_by="2023-03-20", letter_no=number)
        leave(room)
        room.do("staff", "record_reply", C, on="2023-03-06", answer="없음")
        if award == 58_660:
            break
        decided_again(room, "2023-A-003", award=award, reasons=[], note="중복")
        leave(room)
        room.do("sec", "close_claim", C)
    plain: dict[str, Any] = {"disposition": "APPROVED_FULL", "award_basis": "CALCULATED", "reasons": [], "note": "중복"}
    assert room.refusals("law-1", "propose_decision", C, award=58_661, **plain) == ["AmountDiffers"]
    assert room.refusals("law-1", "propose_decision", C, award=58_660, **plain) == []


def test_a_review_is_not_extended_after_its_day(room: LetterRoom) -> None:
    begin_review(room)
    body = {"due": "2023-06-05", "reason": "추가 자료", "reason_en": "more records", "letter_no": "2023-A-0300"}
    assert room.refusals("con-1", "extend_review", C, **body) == []
    room.at = dt.datetime(2023, 5, 9, 3, tzinfo=dt.UTC)
    assert room.refusals("con-1", "extend_review", C, **body) == ["ActNotAllowed"]


def test_a_request_keeps_its_words_under_a_plan_that_dropped_them(room: LetterRoom) -> None:
    place = PLAN.index('code = "R06"')
    start, end = PLAN.rindex("[[", 0, place), PLAN.index("[[", place)
    other = "2023-000555"
    room.take_in(other, start=9)
    room.do("sec", "adopt_plan", "case", text=PLAN[:end] + PLAN[start:end].replace('"R06"', '"R99"') + PLAN[end:])
    room.do("sec", "adopt_rules", "meeting:1", room.vote("2023-A-700"))
    room.take_up(other)
    items = [{"kind": "SLS", "reason": "R99"}]
    room.do("law-1", "request_supplement", other, items=items, due="2023-03-20", letter_no="2023-A-0801")
    room.do("sec", "adopt_plan", "case", text=PLAN)
    assert "일자별 매출이 확인되지 않습니다" in letters(room)["SUPPLEMENT"]
    assert leave(room).stopped == []


def test_a_claim_that_was_withdrawn_leaves_its_list(room: LetterRoom) -> None:
    both = ["2023-000124", "2023-000125"]
    for place, number in enumerate(both):
        room.take_in(
            number, route="FLAT_50K", start=10 + place, claimed_loss=450_000, account=f"123456-78-90123{place}"
        )
        for paper in room.claim(number).papers:
            for one in standing.plan_in_force(room.conn).checks_of(paper.kind):
                room.do("staff", "record_check", number, document=paper.document, check=one.code, result="PASS")
    room.do("sec", "draw_up_fixed_list", "meeting:1", **LATE, list=1, claims=both)
    room.do("ksf-1", "check_fixed_list", "meeting:1", list=1)
    room.do("staff", "withdraw", both[0], date="2023-03-06", how="전화", letter_no="2023-A-0400")
    room.do("ksf-1", "pull_line", "meeting:1", list=1, claims=both[:1], reason="취하")
    assert room.claim(both[0]).stage is Stage.WITHDRAWN
    vote = room.vote("2023-A-090")
    room.do("sec", "adopt_fixed_list", "meeting:1", vote, list=1, claims=both[1:], letters={both[1]: "2023-A-0501"})
    assert room.claim(both[1]).decision is not None
