"""The notice with the agenda: who is invited, every item with its question, who will not vote, and what came late."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.casefile import journal
from reviewer.desk.agenda_paper import agenda_of, print_agenda
from reviewer.letters.content import Table
from reviewer.rules.problem import Problem
from tests.desk.meeting_room import C, D, E, MeetingRoom

DAY = dt.date(2023, 3, 6)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[MeetingRoom]:
    made = MeetingRoom(tmp_path)
    yield made
    made.case_file.close()


def agenda(room: MeetingRoom, lang: str = "ko") -> str:
    return agenda_of(room.conn, 1, lang, day=DAY).text


def test_it_convenes_the_members_to_the_day_and_says_what_to_do_before(room: MeetingRoom) -> None:
    told = agenda(room)
    for words in (
        "1015 피해지원 협의체\n제1차 회의 안건", "2023. 3. 6.(월)에 아래 안건으로 소집하오니", "장소  영상회의",
        "2023. 2. 27. 통지 (회의 7일 전)", "참석 대상  이름 kfme-1(소상공인연합회)", "간사  이름 sec",
        "회의 전에 회피하여 주십시오", "회의 전날까지 간사에게",
    ):  # fmt: skip
        assert words in told
    assert "You are invited to meeting 1" in agenda(room, "en")


def test_the_consent_list_has_its_count_total_and_full_names(room: MeetingRoom) -> None:
    paper = agenda_of(room.conn, 1, "ko", day=DAY)
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    consent = tables[-1]
    assert [row[1] for row in consent.rows[:-1]] == [C, D]
    assert consent.rows[-1][0] == "합계"
    assert consent.rows[-1][-1] == "517,320원"
    assert consent.rows[0][2] == "하늘상회 1 / 김하늘"
    assert "아래 2건을 제안한 대로, 지원금 합계 517,320원으로 일괄하여 의결" in paper.text


def test_a_claim_to_be_discussed_has_its_question_and_who_will_not_vote(room: MeetingRoom) -> None:
    told = agenda(room)
    assert f"제2023-01-004호 · {E} 하늘상회 3 / 김하늘" in told
    assert "전부 인정, 지원금 258,660원으로 결정할 것인지" in told
    assert f"제2023-01-004호 {E}(이름 con-1): COI2 당사자와 친족" in told
    assert "Shall the council decide: Approved in full, award 258,660 won?" in agenda(room, "en")


def test_what_was_put_on_after_the_notice_stands_with_its_reason(room: MeetingRoom) -> None:
    assert "소집 통지 뒤에 오른 안건과 그 사유" in agenda(room)
    assert "지급 기한이 임박함" in agenda(room)


def test_rules_chair_and_motions_stand_in_their_order(room: MeetingRoom) -> None:
    late = {"urgent_reason": "이번 회의에서 정하여야 함"}
    room.do("sec", "convene_meeting", "meeting:2", date="2023-03-20", place="서울", notified_on="2023-03-06")
    room.do("sec", "put_motion", "meeting:2", what="INTAKE", **late)
    told = agenda_of(room.conn, 2, "ko", day=DAY).text
    assert "동의안" in told
    assert "접수 마감(안)" in told
    assert told.split("회피·제척이 예정된 위원")[1].split() == ["·", "없음", "끝."]
    first = agenda(room)
    assert first.index("운영규정 및 산정 기준(안)") < first.index("일괄 의결 · 2건") < first.index("개별 심의 · 1건")


def test_after_the_votes_it_is_still_the_agenda_that_was_put_to_the_vote(room: MeetingRoom) -> None:
    before = agenda(room)
    room.pass_all()
    assert agenda(room) == before


def test_a_claim_taken_off_is_on_it_no_more(room: MeetingRoom) -> None:
    room.do("sec", "take_off_agenda", "meeting:1", claims=[D], reason="자료 보완")
    assert D not in agenda(room)
    assert C in agenda(room)


def test_printing_it_is_recorded_and_a_meeting_that_was_not_convened_leaves_no_file(
    room: MeetingRoom, tmp_path: Path
) -> None:
    path, now = tmp_path / "agenda.pdf", room.at + dt.timedelta(minutes=1)
    told = print_agenda(room.case_file, room.signers["sec"], path, 1, lang="ko", now=now)
    last = list(journal.entries(room.conn))[-1]
    assert (last.act, last.body["what"], last.body["sha256"]) == ("print", "AGENDA", told["sha256"])
    with pytest.raises(Problem, match="meeting_unknown"):
        print_agenda(room.case_file, room.signers["sec"], tmp_path / "x.pdf", 8, lang="ko", now=now)
    assert not (tmp_path / "x.pdf").exists()
