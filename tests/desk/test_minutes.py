"""Minutes are made from the journal alone: in draft when the last item closes, sealed afterwards."""

import datetime as dt
import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from reviewer import RESOURCES
from reviewer.casefile import journal
from reviewer.desk import minutes, sealing
from reviewer.letters.content import Table
from reviewer.letters.office_paper import OfficePaper, Part, Signs, render
from tests.casefile.case_room import CaseRoom
from tests.rules.council_room import LATE

C, D, E = (f"2023-00000{number}" for number in (1, 2, 3))
DAY = dt.date(2023, 3, 6)
HALF = dict.fromkeys(("kfme_1", "kfme_2", "ksf_1"), "AGAINST")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[CaseRoom]:
    """Three claims on the agenda: one plain, one that was pulled out, one on which a member is recused."""
    found = CaseRoom(tmp_path)
    found.take_in(C, D, E)
    found.adopt_rules()
    for number in (C, D, E):
        found.review(number)
        found.propose(number)
        found.agree(number)
    found.do("con-1", "answer_conflict", E, ground="COI2")
    found.do("sec", "record_attendance", "meeting:1", present=[m for m in SEATS if m != "kakao-1"], others="감사 윤서")
    found.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C, D, E])
    found.do("sec", "pull_out", D, by="law-1")
    yield found
    found.case_file.close()


SEATS = ("kfme-1", "kfme-2", "ksf-1", "con-1", "law-1", "kakao-1")
AWAY = {"kakao_1": "ABSENT"}


def vote(room: CaseRoom, claim: str, number: str, result: str = "PASSED", **votes: str) -> None:
    body = {**room.vote(number, **AWAY, **votes), "claims": [claim], "result": result}
    if result == "NOT_PASSED":
        del body["resolution_no"]
    else:
        body["letters"] = {claim: f"2023-A-0{number[-3:]}"}
    room.do("sec", "resolve", "meeting:1", body)


def paper(room: CaseRoom, lang: str = "ko") -> OfficePaper:
    return minutes.minutes_of(room.conn, 1, lang, day=DAY)


def part(found: OfficePaper, heading: str) -> str:
    """The words of one part."""
    text = found.text
    start = text.index(heading)
    after = [text.find("\n" + block.text) for block in found.blocks if isinstance(block, Part)]
    return text[start : min((place for place in after if place > start), default=len(text))]


def test_the_ground_of_a_recusal_stands_beside_the_name(room: CaseRoom) -> None:
    body = room.vote("2023-A-002", kakao_1="ABSENT", kfme_2="RECUSED") | {"claims": [C]}
    body["grounds"] = {"kfme-2": "COI7"}
    room.do("sec", "resolve", "meeting:1", body, letters={C: "2023-A-0002"})
    vote(room, E, "2023-A-003", con_1="RECUSED")
    text = paper(room).text
    assert "이름 kfme-2: COI7 그 밖에 공정한 심의를 기대하기 어려운 사정" in text
    assert "이름 con-1: COI2" in text


def test_they_are_complete_in_draft_when_the_last_item_closes(room: CaseRoom) -> None:
    vote(room, C, "2023-A-002")
    vote(room, D, "2023-A-003", con_1="AGAINST")
    vote(room, E, "2023-A-004", con_1="RECUSED")
    found = paper(room)
    assert found.is_draft
    assert "재적 위원 6명 중 5명이 출석하여" in found.text
    assert "불참자  이름 kakao-1" in found.text
    assert "감사 윤서" in found.text
    assert "2023. 2. 27. 통지 (회의 7일 전), 2023. 3. 6. 기록" in found.text
    assert "sent 27 February 2023 (7 days before), recorded 6 March 2023" in paper(room, "en").text
    agenda = [
        row
        for block in found.blocks
        if isinstance(block, Table)
        for row in block.rows
        if row[0].startswith("제2023-01-")
    ]
    assert [row[1] for row in agenda if C in row[2]] == ["일괄 의결"]  # a consent list of one claim is one still
    assert [row[1] for row in agenda if D in row[2]] == ["개별 심의"]
    pulled = part(found, f"제2023-01-003호 · {D}")
    assert "개별 심의로 옮김 이름 law-1 위원의 요청" in pulled
    assert "찬성 4명(이름 kfme-1, 이름 kfme-2, 이름 ksf-1, 이름 law-1), 반대 1명(이름 con-1)" in pulled
    assert "재적 6명, 출석 5명" in pulled
    assert "결정 전부 인정, 지원금 258,660원 (의결 제2023-A-003호)" in pulled
    recused = part(found, f"제2023-01-004호 · {E}")
    assert "회피 1명(이름 con-1: COI2" in recused
    assert "재적 5명, 출석 4명" in recused


def test_statements_dissent_and_the_next_meeting_stand_in_them(room: CaseRoom) -> None:
    vote(room, D, "2023-A-002", con_1="AGAINST")
    said = {"kind": "STATEMENT", "member": "law-1", "item": D, "said": "휴무일을 다시 보자고 함"}
    room.do("sec", "record_statement", "meeting:1", said)
    room.do("con-1", "record_statement", "meeting:1", kind="DISSENT", member="con-1", item=D, said="점유율이 낮음")
    room.do("sec", "set_next_meeting", "meeting:1", date="2023-03-20", time="14:00", place="협의체 회의실")
    found = paper(room)
    assert "(제2023-01-003호) 휴무일을 다시 보자고 함" in part(found, "4. 발언 요지")
    assert "소수의견 이름 con-1 위원: 점유율이 낮음" in part(found, f"제2023-01-003호 · {D}")
    assert "2023. 3. 20.(월) 14:00 협의체 회의실" in part(found, "6. 다음 회의")
    left = part(found, "3. 상정 안건")
    assert left.count("심의하지 못함") == 2


def test_what_came_after_the_notice_says_why(room: CaseRoom) -> None:
    told = part(paper(room), "3. 상정 안건")
    assert "긴급 상정" in told
    assert f"제2023-01-002호, 제2023-01-003호, 제2023-01-004호: {LATE['urgent_reason']}" in told
    assert f"No. 2023-01-004: {LATE['urgent_reason']}" in paper(room, "en").text


@pytest.mark.parametrize("where", [1, 2])
def test_a_resolution_that_was_corrected_says_so_where_it_was_made(room: CaseRoom, where: int) -> None:
    vote(room, D, "2023-A-002")
    assert "정정됨" not in paper(room).text
    if where == 2:
        notice = {"date": "2023-03-06", "place": "영상회의", "notified_on": "2023-02-27"}
        room.do("sec", "convene_meeting", "meeting:2", notice)
    again = {"claims": [D], "corrects": "2023-A-002", "note": "표결을 잘못 옮겨 적음"}
    room.do("sec", "correct_resolution", f"meeting:{where}", {**room.vote("2023-A-003", **AWAY), **again})
    told = part(paper(room), f"제2023-01-003호 · {D}")
    assert f"정정됨, 제{where}차 회의 (의결 제2023-A-003호)" in told
    assert f"corrected in meeting {where} (resolution 2023-A-003)" in paper(room, "en").text
    if where == 2:  # it was on no agenda of that meeting
        assert (
            "긴급 상정 제2023-02-001호: 표결을 잘못 옮겨 적음" in minutes.minutes_of(room.conn, 2, "ko", day=DAY).text
        )


def agenda_of(found: OfficePaper, item: str) -> list[tuple[str, ...]]:
    """The lines of one item in the table of the agenda: kind, subject, result."""
    table = next(block for block in found.blocks if isinstance(block, Table))
    return [row[1:] for row in table.rows if row[0] in (f"제{item}호", f"No. {item}")]


def test_an_item_opened_again_is_to_be_decided_again_and_stands_apart_when_it_is(room: CaseRoom) -> None:
    vote(room, D, "2023-A-002", con_1="AGAINST")
    room.do("con-1", "record_statement", "meeting:1", kind="DISSENT", member="con-1", item=D, said="점유율이 낮음")
    again = {"claims": [D], "corrects": "2023-A-002", "note": "표결을 잘못 옮겨 적음"}
    room.do("sec", "correct_resolution", "meeting:1", {**room.vote("2023-A-003", **AWAY), **again})
    made, undone = agenda_of(paper(room), "2023-01-003")
    assert made[2] == "가결 (제2023-A-002호), 정정됨, 제1차 회의 (의결 제2023-A-003호)"
    assert undone[1:] == (f"의결 정정: 2023-A-002 ({D})", "정정 가결 (제2023-A-003호), 다시 심의")
    words = "가결 (의결 제2023-A-003호). 의결 제2023-A-002호의 결정을 취소하고 이 신청을 다시 심의함"
    assert words in paper(room).text
    assert agenda_of(paper(room, "en"), "2023-01-003")[1][2] == (
        "Correction passed (No. 2023-A-003), to be decided again"
    )
    vote(room, D, "2023-A-004")
    found = paper(room)
    assert [row[2] for row in agenda_of(found, "2023-01-003")][2:] == ["가결 (제2023-A-004호)"]
    assert found.text.count("소수의견") == 1


def test_a_correction_that_is_lost_leaves_the_decision(room: CaseRoom) -> None:
    vote(room, D, "2023-A-002")
    lost = {**room.vote("", **AWAY, **HALF), "claims": [D], "corrects": "2023-A-002", "note": "다시 보자고 함"}
    del lost["resolution_no"]
    room.do("sec", "correct_resolution", "meeting:1", {**lost, "result": "NOT_PASSED"})
    assert [row[2] for row in agenda_of(paper(room), "2023-01-003")] == ["가결 (제2023-A-002호)", "부결"]


def test_one_claim_of_a_list_opened_again_has_its_votes_in_the_minutes(tmp_path: Path) -> None:
    room = CaseRoom(tmp_path)
    consent_list(room, C, D)
    again = {"claims": [C], "corrects": "2023-A-002", "note": "표결을 잘못 옮겨 적음"}
    room.do("sec", "correct_resolution", "meeting:1", {**room.vote("2023-A-003", **AWAY), **again})
    anew = {"claims": [C], "awards": [], "letters": {C: "2023-A-0004"}}
    room.do("sec", "resolve", "meeting:1", {**room.vote("2023-A-004", **AWAY), **anew})
    assert [row[2] for row in agenda_of(paper(room), "2023-01-002")] == [
        "정정 가결 (제2023-A-003호), 다시 심의", "가결 (제2023-A-004호)",
    ]  # fmt: skip
    room.case_file.close()


def test_a_tie_and_what_followed_it_can_be_read(room: CaseRoom) -> None:
    half = {"kfme_1": "AGAINST", "kfme_2": "AGAINST", "ksf_1": "ABSENT"}
    vote(room, D, "", "NOT_PASSED", **half)
    assert "가부동수로 부결. 계속 심의함" in paper(room).text
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[D])
    vote(room, D, "", "NOT_PASSED", **half)
    loss = {**room.vote("", **AWAY, **half), "claims": [D], "result": "NOT_PASSED", "question": "LOSS"}
    del loss["resolution_no"]
    room.do("sec", "resolve", "meeting:1", loss)
    assert agenda_of(paper(room), "2023-01-003")[0][2] == "손실을 인정하지 않음. 불인정 여부는 표결하지 못함"
    refusal = {**room.vote("2023-A-002", **AWAY, **half), "claims": [D], "question": "REFUSAL", "reason": "N04"}
    room.do("sec", "resolve", "meeting:1", refusal, result="TIE_RULE", letters={D: "2023-A-0002"})
    told = part(paper(room), f"제2023-01-003호 · {D}")
    assert told.count("표결 찬성") == 4
    assert "불인정 여부(사유 N04)" in told
    assert "가부동수 규정에 따라 신청인에게 유리하며 절반의 표를 얻은 안으로 정함" in told


def test_an_item_held_over_says_why(room: CaseRoom) -> None:
    body = {**room.vote("", **AWAY), "claims": [D], "question": "DEFER", "note": "POS 자료를 더 보기로 함"}
    del body["resolution_no"]
    room.do("sec", "resolve", "meeting:1", body)
    assert "계속 심의. 사유: POS 자료를 더 보기로 함" in paper(room).text


def test_closed_and_sealed_they_bear_the_code_and_are_no_draft(room: CaseRoom, tmp_path: Path) -> None:
    vote(room, D, "2023-A-002")
    room.do("sec", "close_meeting", "meeting:1")
    assert "폐회 뒤 확인값을 만들면" in paper(room).text
    room.at += dt.timedelta(minutes=1)
    made = sealing.seal_day(room.case_file, room.signers["sec"], now=room.at)
    path = tmp_path / "minutes.pdf"
    told = minutes.print_minutes(
        room.case_file, room.signers["sec"], path, 1, lang="ko", now=room.at + dt.timedelta(minutes=1)
    )
    assert told["draft"] is False
    assert made.code in paper(room).text
    printed = journal.entries(room.conn)
    last = [entry for entry in printed if entry.act == "print"][-1]
    assert (last.body["what"], last.body["sha256"]) == ("MINUTES", hashlib.sha256(path.read_bytes()).hexdigest())
    signs = next(block for block in paper(room).blocks if isinstance(block, Signs))
    assert [name for _, name in signs.people] == ["이름 sec", *(f"이름 {one}" for one in SEATS[:5])]


def test_the_same_journal_gives_the_same_bytes_in_either_language(room: CaseRoom) -> None:
    vote(room, D, "2023-A-002")
    for lang in ("ko", "en"):
        first, again = (render(paper(room, lang)) for _ in range(2))
        assert first == again
        text = pypdfium2.PdfDocument(first)[0].get_textpage().get_text_range()
        assert ("회의록" if lang == "ko" else "Minutes of meeting 1") in text.replace("\r\n", " ")


def consent_list(room: CaseRoom, *numbers: str) -> None:
    """A list of refusals nobody disputes, adopted as one item."""
    room.take_in(*numbers, papers=False)
    room.adopt_rules()
    for number in numbers:
        room.do("sec", "assign", number, lead="law-1", second="ksf-1")
        for member in ("law-1", "ksf-1"):
            room.do(member, "answer_conflict", number, ground="NONE")
        room.do("law-1", "take_up", number)
        refusal = {"disposition": "INADMISSIBLE", "award": 0, "award_basis": "CALCULATED", "reasons": [{"code": "E05"}]}
        room.do("law-1", "propose_decision", number, refusal)
        room.do("ksf-1", "check_decision", number, opinion="AGREE", calculated_award=0)
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=numbers)
    letters = {number: f"2023-A-{place:04d}" for place, number in enumerate(numbers, 1)}
    room.do("sec", "resolve", "meeting:1", room.vote("2023-A-002"), claims=numbers, awards=[], letters=letters)


def test_a_consent_list_of_many_breaks_over_sheets_with_its_heading_repeated(tmp_path: Path) -> None:
    numbers = [f"2023-{number:06d}" for number in range(1, 61)]
    room = CaseRoom(tmp_path)
    consent_list(room, *numbers)
    document = pypdfium2.PdfDocument(render(paper(room)))
    texts = [document[page].get_textpage().get_text_range() for page in range(len(document))]
    carrying = [text for text in texts if any(number in text for number in numbers)]
    assert len(carrying) >= 2
    assert all("접수번호" in text and "확인된 매출 손실" in text for text in carrying)
    assert all(any(number in text for text in carrying) for number in numbers)
    room.case_file.close()


def test_both_languages_have_the_same_words() -> None:
    korean, english = (
        tomllib.loads((Path(RESOURCES) / "i18n" / f"papers.{lang}.toml").read_text("utf-8")) for lang in ("ko", "en")
    )
    assert {kind: sorted(words) for kind, words in korean.items()} == {
        kind: sorted(words) for kind, words in english.items()
    }
