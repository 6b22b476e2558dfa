"""A claim that touches what a member declared waits for that member's answer; the store refuses the rest."""

import pytest

from reviewer.casefile import check, interests, standing
from reviewer.casefile.rebuilding import dump_derived, rebuild
from reviewer.desk import showing
from reviewer.rules.acts import ACTS
from reviewer.rules.problem import Problem
from tests.casefile.case_room import CaseRoom
from tests.rules.council_room import LATE

C, OTHER = "2023-000001", "2023-000002"
NOTHING: dict[str, list[str]] = {"regions": [], "numbers": [], "relatives": []}


def declare(room: CaseRoom, who: str, **more: object) -> None:
    room.do(who, "declare_interests", "case", NOTHING | more)


def kinds(room: CaseRoom, who: str, claim: str = C) -> list[str]:
    return [one.kind for one in interests.unanswered(room.conn, claim, who)]


def test_who_declared_the_relative_must_answer_with_a_reason(room: CaseRoom) -> None:
    room.take_in(C)
    declare(room, "law-1", relatives=["김 하늘"])
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    assert kinds(room, "law-1") == ["RELATIVE"]
    assert kinds(room, "ksf-1") == []
    assert room.refusals("law-1", "answer_conflict", C, ground="NONE") == ["InterestTouches"]
    assert room.refusals("law-1", "answer_conflict", C, ground="COI5M") == ["InterestTouches"]
    room.do("law-1", "answer_conflict", C, ground="NONE", note="이름만 같은 다른 사람임")
    room.do("law-1", "take_up", C)
    assert kinds(room, "law-1") == []


def test_stepping_aside_needs_no_further_words(room: CaseRoom) -> None:
    room.take_in(C)
    declare(room, "law-1", regions=["서울 강남구"])
    room.do("law-1", "answer_conflict", C, ground="COI7")
    assert room.claim(C).recused == {"law-1"}
    assert kinds(room, "law-1") == []


def test_the_own_body_that_helped_is_known_without_a_declaration(room: CaseRoom) -> None:
    room.take_in(C, assisted_by="소상공인연합회 서울지회")
    assert set(interests.touched_members(room.conn, C)) == {"kfme-1", "kfme-2"}
    assert room.refusals("kfme-1", "answer_conflict", C, ground="NONE") == ["InterestTouches"]
    room.do("kfme-1", "answer_conflict", C, ground="COI5M", note="단순 회원")
    assert not room.claim(C).is_recused("kfme-1")
    assert set(interests.touched_members(room.conn, C)) == {"kfme-2"}


def test_an_interest_declared_in_the_middle_of_a_review_stops_it_until_answered(room: CaseRoom) -> None:
    room.take_in(C)
    room.take_up(C)
    declare(room, "law-1", numbers=["120-81-47521"])
    paper = room.claim(C).papers[0].document
    answer = {"document": paper, "check": "G1", "result": "PASS"}
    assert room.refusals("law-1", "record_check", C, **answer) == ["InterestTouches"]
    assert room.refusals("law-1", "write_note", C, note="메모") == ["InterestTouches"]
    room.do("law-1", "answer_conflict", C, ground="NONE", note="폐업한 예전 번호")
    room.do("law-1", "record_check", C, answer)


def test_an_answer_that_was_taken_back_counts_no_more(room: CaseRoom) -> None:
    room.take_in(C)
    declare(room, "law-1", relatives=["김하늘"])
    room.do("law-1", "answer_conflict", C, ground="NONE", note="다른 사람")
    last = room.do("law-1", "answer_conflict", C, ground="NONE", note="다시 적음")
    room.do("law-1", "take_back", C, entry=last.uid, undone="answer_conflict", reason="잘못")
    assert kinds(room, "law-1") == []
    first = next(row[0] for row in room.conn.execute("SELECT uid FROM journal WHERE act = 'answer_conflict'"))
    room.do("law-1", "take_back", C, entry=first, undone="answer_conflict", reason="잘못")
    assert kinds(room, "law-1") == ["RELATIVE"]


def test_nobody_votes_on_a_claim_that_touches_them_before_they_answered(room: CaseRoom) -> None:
    room.take_in(C)
    room.adopt_rules()
    room.review(C)
    room.propose(C)
    room.agree(C)
    declare(room, "con-1", regions=["서울"])
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C], list="DISCUSSION")
    vote = room.vote("2023-A-002") | {"claims": [C], "letters": {C: "2023-A-0102"}}
    assert room.refusals("sec", "resolve", "meeting:1", **vote) == ["InterestTouches"]
    room.do("con-1", "answer_conflict", C, ground="NONE", note="사업장과 아무 관계가 없음")
    room.do("sec", "resolve", "meeting:1", vote)
    assert room.claim(C).stage.value == "RESOLVED"


def test_a_list_of_fixed_amounts_is_neither_checked_nor_voted_on_before_they_answered(room: CaseRoom) -> None:
    room.adopt_rules()
    room.take_in(C, OTHER, route="FLAT_50K", claimed_loss=400_000)
    for claim in (C, OTHER):
        for paper in room.claim(claim).papers:
            for one in standing.plan_in_force(room.conn).checks_of(paper.kind):
                room.do("staff", "record_check", claim, document=paper.document, check=one.code, result="PASS")
    for member in ("con-1", "ksf-1"):
        declare(room, member, regions=["서울"])
    room.do("sec", "draw_up_fixed_list", "meeting:1", **LATE, list=1, claims=[C, OTHER])
    assert room.refusals("con-1", "check_fixed_list", "meeting:1", list=1) == ["InterestTouches"] * 2
    room.do("ksf-1", "answer_conflict", C, ground="COI7")
    room.do("ksf-1", "answer_conflict", OTHER, ground="NONE", note="그 동네에 산 적이 있을 뿐임")
    assert room.refusals("ksf-1", "check_fixed_list", "meeting:1", list=1) == ["Recused"]
    room.do("law-1", "check_fixed_list", "meeting:1", list=1)
    room.do("sec", "pull_line", "meeting:1", list=1, claims=[C], reason="회피한 위원이 있음")
    vote = room.vote("2023-A-002") | {"list": 1, "claims": [OTHER], "letters": {OTHER: "2023-A-0102"}}
    assert room.refusals("sec", "adopt_fixed_list", "meeting:1", **vote) == ["InterestTouches"]
    room.do("con-1", "answer_conflict", OTHER, ground="NONE", note="사업장과 관계가 없음")
    room.do("sec", "adopt_fixed_list", "meeting:1", vote)


def test_nobody_signs_in_writing_before_they_answered(room: CaseRoom) -> None:
    room.take_in(C)
    room.adopt_rules()
    room.review(C)
    room.propose(C)
    room.agree(C)
    declare(room, "con-1", regions=["서울"])
    room.do("sec", "convene_meeting", "meeting:2", date="2023-03-08", place="서면", written=True)
    room.do("sec", "put_on_agenda", "meeting:2", **LATE, claims=[C], list="CONSENT")
    for vote in ("FOR", "OBJECT"):
        assert room.refusals("con-1", "vote_in_writing", "meeting:2", claims=[C], vote=vote) == ["InterestTouches"]
    assert room.refusals("kakao-1", "vote_in_writing", "meeting:2", claims=[C], vote="FOR") == []
    room.do("con-1", "answer_conflict", C, ground="NONE", note="사업장과 관계가 없음")
    room.do("con-1", "vote_in_writing", "meeting:2", claims=[C], vote="FOR")


def test_a_challenge_and_a_correction_wait_for_the_answer_too(room: CaseRoom) -> None:
    room.take_in(C)
    room.decide(C)
    declare(room, "con-1", regions=["서울"])
    again = {"claims": [C], "corrects": "2023-A-002", "note": "표결을 잘못 옮겨 적음"}
    vote = room.vote("2023-A-003")
    assert room.refusals("sec", "correct_resolution", "meeting:1", **vote, **again) == ["InterestTouches"]
    absent = room.vote("2023-A-003", con_1="ABSENT")
    assert room.refusals("sec", "correct_resolution", "meeting:1", **absent, **again) == []
    room.do("sec", "correct_resolution", "meeting:1", absent, **again)
    room.do("staff", "record_challenge", C, member="ksf-1", ground="COI7", on="2023-03-06", reason="다툼")
    about = {"claims": [C], "member": "ksf-1", **LATE}
    vote = room.vote("2023-A-004", ksf_1="RECUSED")
    assert room.refusals("sec", "decide_challenge", "meeting:1", **vote, **about) == ["InterestTouches"]


EDITING = sorted(name for name, act in ACTS.items() if act.edits and act.subject == "claim" and not act.by_recused)


@pytest.mark.parametrize("name", EDITING)
def test_no_act_that_writes_on_a_claim_is_for_who_stepped_aside(room: CaseRoom, name: str) -> None:
    """Every such act, also those that decide nothing; whatever else is wrong with the try."""
    room.take_in(C, OTHER)
    act = ACTS[name]
    body = dict(act.example) | ({act.also: OTHER} if act.also else {})
    if "MEMBER" not in act.roles:
        pytest.skip("no act of a member's")
    room.do("law-1", "answer_conflict", C, ground="COI2")
    assert "Recused" in room.refusals("law-1", name, C, **body)


def test_a_note_and_what_is_unmasked_wait_for_the_answer(room: CaseRoom) -> None:
    room.take_in(C, OTHER)
    declare(room, "law-1", regions=["서울"])
    full = {"fields": ["phone"], "reason": "전화 확인"}
    twin = {"other": C, "verdict": "NOT_SAME", "attributes": ["BRN:00c5c2a2d3a04b5d"], "reason": "다른 점포"}
    room.do("law-1", "answer_conflict", OTHER, ground="NONE", note="살지 않음")
    assert "InterestTouches" in room.refusals("law-1", "judge_twin", OTHER, **twin)
    assert room.refusals("law-1", "pin_note", C, note="메모") == ["InterestTouches"]
    assert room.refusals("law-1", "unmask", C, **full) == ["InterestTouches"]
    with pytest.raises(Problem, match="InterestTouches"):
        showing.record_unmasked(
            room.case_file, room.signers["law-1"], "SHOW", 1, "전화 확인", now=room.at, claim=C
        )  # fmt: skip
    read = {"document": room.claim(C).papers[0].document, "pages": [1]}
    assert room.refusals("law-1", "read_paper", C, **read) == []  # what was read is told in any case
    assert room.refusals("law-1", "open_claim", C, role="OTHER") == []
    room.do("law-1", "answer_conflict", C, ground="COI2")
    assert room.refusals("law-1", "pin_note", C, note="메모") == ["Recused"]
    assert "Recused" in room.refusals("law-1", "judge_twin", OTHER, **twin)
    assert room.refusals("law-1", "unmask", C, **full) == []  # who stepped aside may look, not act
    assert room.refusals("law-1", "read_paper", C, **read) == []


def test_who_stepped_aside_or_has_to_answer_says_nothing_on_the_item(room: CaseRoom) -> None:
    room.take_in(C)
    room.adopt_rules()
    room.review(C)
    room.propose(C)
    room.agree(C)
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C])
    said = {"kind": "STATEMENT", "member": "con-1", "said": "다시 보아야 함"}
    assert room.refusals("sec", "record_statement", "meeting:1", **said, item=C) == []
    declare(room, "con-1", regions=["서울"])
    assert room.refusals("sec", "record_statement", "meeting:1", **said, item=C) == ["InterestTouches"]
    room.do("con-1", "answer_conflict", C, ground="COI2")
    for author in ("sec", "con-1"):
        assert room.refusals(author, "record_statement", "meeting:1", **said, item=C) == ["Recused"]
    assert room.refusals("sec", "record_statement", "meeting:1", **said) == []  # on the meeting as a whole
    assert room.refusals("sec", "record_statement", "meeting:1", **said | {"member": "law-1"}, item=C) == []


def test_a_claim_is_opened_as_what_one_is(room: CaseRoom) -> None:
    room.take_in(C)
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    for who, own in (
        ("law-1", "LEAD"),
        ("ksf-1", "SECOND"),
        ("con-1", "OTHER"),
        ("staff", "OTHER"),
        ("watch", "OTHER"),
    ):
        for role in ("LEAD", "SECOND", "OTHER"):
            assert room.refusals(who, "open_claim", C, role=role) == ([] if role == own else ["BadActBody"])


def test_withdrawing_an_interest_lifts_what_it_touched(room: CaseRoom) -> None:
    room.take_in(C)
    declare(room, "law-1", regions=["서울"])
    assert kinds(room, "law-1") == ["REGION"]
    declare(room, "law-1")
    assert kinds(room, "law-1") == []


def test_what_was_declared_can_be_destroyed_and_the_case_still_checks(room: CaseRoom) -> None:
    room.take_in(C, OTHER)
    declare(room, "law-1", relatives=["김하늘"], note="사촌")
    before = dump_derived(room.conn)
    assert b"\xea\xb9\x80\xed\x95\x98\xeb\x8a\x98" not in b"".join(
        row[0].encode() for row in room.conn.execute("SELECT body FROM journal WHERE act = 'declare_interests'")
    )
    with room.case_file.writing() as conn:
        rebuild(conn)
    assert dump_derived(room.conn) == before
    assert check.check(room.case_file).ok
    with room.case_file.writing() as conn:
        conn.execute("DROP TRIGGER texts_no_delete")  # destruction lifts the guard for as long as it works
        conn.execute("DELETE FROM texts WHERE text IN ('김하늘', '사촌')")
    assert kinds(room, "law-1") == []
    with room.case_file.writing() as conn:
        rebuild(conn)
    assert dump_derived(room.conn) == before
