"""The letters that follow a decision are complete in both languages, and the very same when they are drawn again."""

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import pytest

from reviewer import RESOURCES
from reviewer.casefile import assignments, claims, standing
from reviewer.casefile.check import check
from reviewer.casefile.rebuilding import dump_derived, rebuild
from reviewer.desk import issuing, outbox
from reviewer.desk.explaining import why_this_amount
from reviewer.desk.paying import take_payment_results
from reviewer.desk.reviewing import korean_day
from reviewer.letters.wording import join
from reviewer.rules.problem import Problem
from tests.casefile.case_room import CaseRoom
from tests.rules.council_room import FACTORS, LATE

C, FIXED = "2023-000123", "2023-000124"
DAY = dt.date(2023, 3, 6)


class LetterRoom(CaseRoom):
    """A case with the real wordings, and one claim that was decided and told."""

    def founding(self, roster: Any = None) -> dict[str, Any]:
        texts = [(RESOURCES / "letters" / f"{lang}.toml").read_text("utf-8") for lang in ("ko", "en")]
        return super().founding() | {"wording": join(*texts)}


@pytest.fixture
def room(tmp_path: Path) -> LetterRoom:
    room = LetterRoom(tmp_path)
    room.take_in(C, bank="국민", account="123456-78-901234")
    room.decide(C)
    room.at += dt.timedelta(hours=2)
    issuing.issue_letters(room.case_file, room.signers["sec"], tmp_path / "out", now=room.at)
    return room


def leaving(room: LetterRoom) -> dict[str, str]:
    """The only letter that may leave now, in both languages; then it leaves."""
    (due,), _ = outbox.letters_due(room.case_file, now=room.at + dt.timedelta(hours=2))
    texts = {
        lang: outbox.compose_letter(room.case_file, due, lang, issued_on=DAY, both=True).text for lang in ("ko", "en")
    }
    room.at += dt.timedelta(hours=2)
    done = issuing.issue_letters(room.case_file, room.signers["sec"], room.folder / "out", now=room.at)
    assert (done.letters, done.stopped) == (1, [])
    return texts | {"kind": due.kind}


def begin_review(room: LetterRoom) -> None:
    """A review is asked for, and its reviewers have taken it up."""
    room.do("staff", "request_review", C, date="2023-03-06", ground="다시", due="2023-05-08")
    room.do("sec", "assign", C, lead="con-1", second="kfme-1")
    for member in ("con-1", "kfme-1"):
        room.do(member, "answer_conflict", C, ground="NONE")
    room.do("con-1", "take_up", C)


def decided_again(
    room: LetterRoom, resolution: str, who: tuple[str, str] = ("law-1", "ksf-1"), claim: str = C, **body: Any
) -> None:
    lead, second = who
    plain = {
        "disposition": "APPROVED_FULL",
        "award": 258_660,
        "award_basis": "CALCULATED",
        "reasons": [{"code": "A01"}],
    }
    room.do(lead, "propose_decision", claim, plain | body)
    proposal = room.claim(claim).proposal
    assert proposal is not None
    room.second(claim, second)
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[claim], list="DISCUSSION")
    letters = {claim: f"2023-A-{int(resolution[-3:]) + 500:04d}"}
    apart = {name.replace("-", "_"): "RECUSED" for name in ("law-1", "ksf-1")} if lead != "law-1" else {}
    awards = [] if proposal.kind == "RETURN_REQUEST" else [claim]
    room.do(
        "sec", "resolve", "meeting:1", room.vote(resolution, **apart), claims=[claim], awards=awards, letters=letters
    )
    room.look_over(claim)


def test_a_review_that_takes_longer_and_then_keeps_the_award(room: LetterRoom) -> None:
    begin_review(room)
    assert room.conn.execute("SELECT due FROM claims").fetchone()[0] == "2023-05-08"
    reasons = {"reason": "추가 자료 확인", "reason_en": "we are checking the records you sent later"}
    room.do("con-1", "extend_review", C, due="2023-06-05", **reasons, letter_no="2023-A-0300")
    told = leaving(room)
    assert "2023. 6. 5." in told["ko"]
    assert "추가 자료 확인" in told["ko"]
    assert "5 June 2023" in told["en"]
    assert "Why: we are checking the records you sent later" in told["en"]
    decided_again(room, "2023-A-003", ("con-1", "kfme-1"))
    told = leaving(room)
    assert "2023. 3. 6. 제출하신 이의신청" in told["ko"]
    assert "The first decision stays" in told["en"]


def test_a_review_that_finds_less_leaves_the_first_decision_once_its_calculation_is_taken_back(
    room: LetterRoom,
) -> None:
    begin_review(room)
    less = {"normal_week_from": "2022-10-01", "normal_week_sales": 4_000_000, "outage_week_sales": 3_900_000}
    found = room.do("con-1", "assess", C, FACTORS, **less)
    fixed = {
        "disposition": "CONVERTED_FIXED",
        "award": 30_000,
        "award_basis": "CALCULATED",
        "reasons": [{"code": "C01"}],
    }
    assert "AmountDiffers" in room.refusals("con-1", "propose_decision", C, **fixed)
    room.do("con-1", "take_back", C, entry=found.uid, undone="assess", reason="처음 결정을 유지함")
    decided_again(room, "2023-A-003", ("con-1", "kfme-1"))
    assert "The first decision stays" in leaving(room)["en"]


def test_a_slip_is_named_and_put_right(room: LetterRoom) -> None:
    room.do("sec", "open_again", C, kind="CORRECTION", ground="오기", wrong="하늘상회", right="하늘상점")
    decided_again(room, "2023-A-003")
    told = leaving(room)
    assert "'하늘상회'를 '하늘상점'으로 바로잡습니다" in told["ko"]
    assert "'하늘상회' is corrected to '하늘상점'" in told["en"]


def test_money_is_asked_back_with_its_reason_and_account(room: LetterRoom) -> None:
    amount = room.claim(C).to_pay
    room.do("sec", "list_payments", "case", batch="b", claims=[C], amounts={C: amount})
    paid = {"claim": C, "result": "PAID", "amount": amount, "date": "2023-03-06"}
    room.do("sec", "record_payments", "case", batch="b", claims=[C], results=[paid])
    opened = {"kind": "RETURN_REQUEST", "ground": "중복", "reason": "DOUBLE", "account": "국민 1-2-3, 2023. 5. 31."}
    room.do("sec", "open_again", C, opened)
    room.do("law-1", "hear_claimant", C, reply_by="2023-03-20", letter_no="2023-A-0300")
    told = leaving(room)
    assert (told["kind"], "아직 결정된 것은 없습니다" in told["ko"]) == ("HEARING", True)
    room.do("staff", "record_reply", C, on="2023-03-06", answer="반환하겠음")
    decided_again(room, "2023-A-003", award=100_000, reasons=[], note="중복")
    told = leaving(room)
    assert "100,000원은 중복 지급에 해당하여 반환을 요청드립니다" in told["ko"]
    assert "return 100,000 won because it was paid twice" in told["en"]
    assert "국민 1-2-3" in told["en"]


def decided_on_a_list(room: LetterRoom) -> None:
    """Another claim with its fixed amount, told; the first one waits no more."""
    room.take_in(FIXED, route="FLAT_50K", start=10, claimed_loss=450_000, bank="국민", account="123456-78-901235")
    for paper in room.claim(FIXED).papers:
        for one in standing.plan_in_force(room.conn).checks_of(paper.kind):
            body = {"document": paper.document, "check": one.code, "result": "PASS"}
            room.do("staff", "record_check", FIXED, body)
    room.do("sec", "draw_up_fixed_list", "meeting:1", **LATE, list=1, claims=[FIXED])
    room.do("ksf-1", "check_fixed_list", "meeting:1", list=1)
    vote = room.vote("2023-A-090")
    room.do("sec", "adopt_fixed_list", "meeting:1", vote, list=1, claims=[FIXED], letters={FIXED: "2023-A-0200"})
    leaving(room)


def put_right(room: LetterRoom, opened: dict[str, str], **body: Any) -> None:
    room.do("sec", "open_again", FIXED, opened)
    assert list(assignments.unassigned(room.conn)) == [claims.id_of(room.conn, FIXED)]
    room.do("sec", "assign", FIXED, lead="law-1", second="ksf-1")
    for member in ("law-1", "ksf-1"):
        room.do(member, "answer_conflict", FIXED, ground="NONE")
    if opened["kind"] == "RETURN_REQUEST":
        room.do("law-1", "hear_claimant", FIXED, reply_by="2023-03-20", letter_no="2023-A-0300")
        leaving(room)
        room.do("staff", "record_reply", FIXED, on="2023-03-06", answer="반환하겠음")
    decided_again(room, "2023-A-303", claim=FIXED, disposition="FIXED", award=50_000, **body)


def test_a_slip_in_the_letter_of_a_fixed_amount_is_put_right(room: LetterRoom) -> None:
    decided_on_a_list(room)
    slip = {"kind": "CORRECTION", "ground": "오기", "wrong": "하늘상회", "right": "하늘상점"}
    put_right(room, slip, reasons=[{"code": "A02"}])
    told = leaving(room)
    assert "'하늘상회'를 '하늘상점'으로 바로잡습니다" in told["ko"]
    assert "'하늘상회' is corrected to '하늘상점'" in told["en"]


def test_a_review_tells_that_the_fixed_amount_stays(room: LetterRoom) -> None:
    decided_on_a_list(room)
    room.do("staff", "request_review", FIXED, date="2023-03-06", ground="다시", due="2023-05-08")
    room.do("sec", "assign", FIXED, lead="law-1", second="con-1")
    for member in ("law-1", "con-1"):
        room.do(member, "answer_conflict", FIXED, ground="NONE")
    room.do("law-1", "take_up", FIXED)
    as_it_was = {"disposition": "FIXED", "award": 50_000, "award_basis": "CALCULATED", "reasons": [{"code": "A02"}]}
    room.do("law-1", "propose_decision", FIXED, as_it_was)
    room.second(FIXED, "con-1")
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[FIXED], list="DISCUSSION")
    vote = room.vote("2023-A-303", ksf_1="RECUSED")
    room.do("sec", "resolve", "meeting:1", vote, claims=[FIXED], awards=[FIXED], letters={FIXED: "2023-A-0803"})
    room.look_over(FIXED)
    told = leaving(room)
    assert "처음의 결정을 유지하기로" in told["ko"]
    assert "The first decision stays as it is." in told["en"]
    assert "50,000" in told["en"]


def test_individual_review_tells_that_the_fixed_amount_stays(room: LetterRoom) -> None:
    decided_on_a_list(room)
    asked = {"date": "2023-03-06", "claimed_loss": 900_000, "ground": "카드 매출 자료를 냄"}
    room.do("staff", "request_individual", FIXED, asked)
    room.do("sec", "assign", FIXED, lead="law-1", second="ksf-1")
    for member in ("law-1", "ksf-1"):
        room.do(member, "answer_conflict", FIXED, ground="NONE")
    room.do("law-1", "take_up", FIXED)
    decided_again(room, "2023-A-303", claim=FIXED, disposition="FIXED", award=50_000, reasons=[{"code": "A02"}])
    told = leaving(room)
    assert "2023. 3. 6. 개별 심의를 신청하신 건" in told["ko"]
    assert "정액 지원금 금50,000원(금오만원)을 그대로 유지하기로" in told["ko"]
    assert "You asked for an individual review on 6 March 2023." in told["en"]
    assert "KRW 50,000 stays as it was decided" in told["en"]
    for lang, words in (("ko", "개별 심의를 신청하실 수 있습니다"), ("en", "you can apply for individual review")):
        assert words not in told[lang]
    why = why_this_amount(room.case_file.reader(), FIXED)
    assert "정액 50,000원이 그대로 유지되었습니다" in why["ko"].text
    assert "50,000 won stays as it was decided" in why["en"].text


def test_a_fixed_amount_is_asked_back(room: LetterRoom) -> None:
    decided_on_a_list(room)
    room.do("sec", "list_payments", "case", batch="b", claims=[FIXED], amounts={FIXED: 50_000})
    paid = {"claim": FIXED, "result": "PAID", "amount": 50_000, "date": "2023-03-06"}
    room.do("sec", "record_payments", "case", batch="b", claims=[FIXED], results=[paid])
    put_right(
        room,
        {"kind": "RETURN_REQUEST", "ground": "중복", "reason": "DOUBLE", "account": "국민 1-2"},
        reasons=[],
        note="중복",
    )
    told = leaving(room)
    assert "50,000원은 중복 지급에 해당하여 반환을 요청드립니다" in told["ko"]
    assert "return 50,000 won because it was paid twice" in told["en"]


def cited(told: dict[str, str]) -> tuple[bool, bool]:
    """Whether the letter cites the adopted rules with number, date and version, in Korean and in English."""
    ko = "운영규정 및 산정 기준(제1차 회의 의결 제2023-A-001호, 2023. 3. 6., 식별값 " in told["ko"]
    en = "adopted at meeting no. 1 on 6 March 2023 (resolution 2023-A-001, version " in told["en"]
    return ko, en


def test_a_letter_that_decides_nothing_cites_the_rules_it_was_written_by(room: LetterRoom) -> None:
    room.do("staff", "request_review", C, date="2023-03-06", ground="다시", due="2023-05-08")
    room.do("con-1", "extend_review", C, due="2023-06-05", reason="추가 자료 확인", letter_no="2023-A-0300")
    assert cited(leaving(room)) == (True, True)


def test_a_letter_before_the_first_rules_cites_none_also_when_it_is_drawn_again_after_them(tmp_path: Path) -> None:
    room = LetterRoom(tmp_path)
    room.take_in(C, bank="국민", account="123456-78-901234")
    room.take_up(C)
    asks = {"items": [{"kind": "SLS", "reason": "R06"}], "due": "2023-03-20", "letter_no": "2023-A-0001"}
    room.do("law-1", "request_supplement", C, asks)
    room.adopt_rules()
    early = leaving(room)
    assert cited(early) == (False, False)
    assert "적용 기준" not in early["ko"]
    room.at = room.at.replace(day=17)
    room.do("staff", "remind_supplement", C, letter_no="2023-A-0002")
    assert cited(leaving(room)) == (True, True)  # of the same request, written later


def test_a_failed_payment_gets_its_letter_by_itself(room: LetterRoom) -> None:
    amount = room.claim(C).to_pay
    room.do("sec", "list_payments", "case", batch="b", claims=[C], amounts={C: amount})
    row = {"claim": C, "result": "FAILED", "amount": amount, "date": DAY, "reason": "예금주 불일치"}
    take_payment_results(room.case_file, room.signers["sec"], [row], now=room.at + dt.timedelta(minutes=1))
    told = leaving(room)
    assert (told["kind"], "사유: 예금주 불일치" in told["ko"]) == ("PAYMENT_FAILED", True)
    assert "(reason: the name of the account holder differs)" in told["en"]


def test_what_follows_a_decision_adds_up_again(room: LetterRoom) -> None:
    test_money_is_asked_back_with_its_reason_and_account(room)
    before = dump_derived(room.conn)
    with room.case_file.writing() as conn:
        rebuild(conn)
    assert dump_derived(room.conn) == before
    assert check(room.case_file).ok


def test_a_letter_named_by_its_files_alone_is_issued_only_where_it_is_the_letter(tmp_path: Path) -> None:
    """A command that says a letter left obeys what the desk obeys: these bytes, and no hard stop (domain.md 4.7)."""
    room = LetterRoom(tmp_path)
    room.take_in(C)
    room.decide(C)
    decision = room.claim(C).decision
    assert decision is not None
    number = decision.letter_no
    signer = room.signers["sec"]
    made_up = {"letter_no": number, "kind": "DECISION", "files": {"ko": "ab" * 32}}
    with pytest.raises(Problem, match="not_the_letter"):
        issuing.issue_as_written(room.case_file, signer, C, made_up, now=room.at)
    with pytest.raises(Problem, match="no_such_decision"):
        issuing.issue_as_written(room.case_file, signer, C, made_up | {"letter_no": "2023-Z-1"}, now=room.at)
    due = outbox.Due(C, "DECISION", number)
    files = {}
    for lang in ("ko", "en"):
        drawn = outbox.draw_letter(room.case_file, due, lang, issued_on=korean_day(room.at), both=True)
        files[lang] = hashlib.sha256(drawn).hexdigest()
    one_changed = made_up | {"files": files | {"en": "cd" * 32}}
    with pytest.raises(Problem, match="not_the_letter"):
        issuing.issue_as_written(room.case_file, signer, C, one_changed, now=room.at)
    assert room.claim(C).letters == ()
    issuing.issue_as_written(room.case_file, signer, C, made_up | {"files": files}, now=room.at)
    assert [one.files for one in room.claim(C).letters] == [files]
