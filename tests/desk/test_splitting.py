"""Splitting a claim over services of several operators: two numbers, the same papers, and every row rebuilt alike."""

from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile import claims, standing, twins
from reviewer.casefile.check import check
from reviewer.casefile.claim_facts import papers_of, read_applicant
from reviewer.casefile.interests import touched_by, touched_in, touched_members
from reviewer.desk.splitting import split, split_body, split_refusals
from reviewer.rules.decision import offered
from reviewer.rules.interests import Touch
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage
from tests.casefile.case_room import CaseRoom
from tests.casefile.test_assigning import same_after_rebuild

C, PART = "2023-000123", "2023-000123-2"
WANTED = {"services": ["melon"], "claimed_loss": 200_000, "rest_loss": 1_600_000}


@pytest.fixture
def room(tmp_path: Path) -> CaseRoom:
    room = CaseRoom(tmp_path)
    room.take_in(C, services='["talk_channel","melon"]')
    room.take_in("2023-000124", services='["talk_channel","alimtalk"]', start=10)
    return room


def split_off(room: CaseRoom, **more: Any) -> None:
    split(room.case_file, room.signers["staff"], C, WANTED | more, now=room.at)


def test_each_part_has_its_number_its_services_and_its_loss(room: CaseRoom) -> None:
    split_off(room)
    rest, part = room.claim(C), room.claim(PART)
    assert (rest.services, rest.claimed_loss, rest.parts) == (("talk_channel",), 1_600_000, (PART,))
    assert (part.services, part.claimed_loss, part.part_of) == (("melon",), 200_000, C)
    assert (part.route, part.stage) == ("INDIVIDUAL", Stage.ROUTED)
    assert read_applicant(room.conn, PART).trade_name == read_applicant(room.conn, C).trade_name
    assert claims.lines(room.conn, [claims.id_of(room.conn, PART)])[0].services == ("melon",)


def test_a_claim_about_one_service_has_nothing_to_split(room: CaseRoom) -> None:
    room.take_in("2023-000125", start=20)
    with pytest.raises(Problem) as refused:
        split(room.case_file, room.signers["staff"], "2023-000125", {"services": ["talk_channel"]}, now=room.at)
    assert refused.value.facts["why"] == "one_service"


def test_a_part_may_come_without_a_loss_of_its_own(room: CaseRoom) -> None:
    split(room.case_file, room.signers["staff"], C, {"services": ["melon"]}, now=room.at)
    assert room.claim(PART).claimed_loss is None
    assert room.claim(C).claimed_loss == 1_800_000
    assert same_after_rebuild(room)


def test_the_losses_of_the_parts_add_up_or_a_note_says_what_is_missing(room: CaseRoom) -> None:
    for losses in (
        {"claimed_loss": 200_000},
        {"claimed_loss": 200_000, "rest_loss": 1_000_000},
        {"rest_loss": 1_700_000},
    ):
        with pytest.raises(Problem, match="AmountDiffers"):
            split(room.case_file, room.signers["staff"], C, {"services": ["melon"], **losses}, now=room.at)
    more = {"services": ["melon"], "claimed_loss": 300_000, "rest_loss": 1_600_000, "note": "더 있음"}
    with pytest.raises(Problem, match="AmountDiffers"):
        split(room.case_file, room.signers["staff"], C, more, now=room.at)
    split_off(room, rest_loss=1_000_000, note="60만원은 신청인이 취하함")
    assert room.claim(C).claimed_loss == 1_000_000


def test_a_claim_in_its_lead_s_hands_is_not_split_by_staff(room: CaseRoom) -> None:
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    with pytest.raises(Problem, match="NotYourRole"):
        split_off(room)
    split(room.case_file, room.signers["law-1"], C, WANTED, now=room.at)


def test_who_steps_aside_from_one_part_must_answer_on_the_other(room: CaseRoom) -> None:
    split_off(room)
    assert touched_by(room.conn, PART, "con-1") == ()
    room.do("con-1", "answer_conflict", C, ground="COI2")
    assert touched_by(room.conn, PART, "con-1") == (Touch("PART", C),)
    assert set(touched_members(room.conn, PART)) == {"con-1"}
    assert touched_in(room.conn, {PART: room.claim(PART)}) == {PART: frozenset({"con-1"})}
    assert room.refusals("con-1", "answer_conflict", PART, ground="NONE") == ["InterestTouches"]
    room.do("con-1", "answer_conflict", PART, ground="COI2")
    assert touched_members(room.conn, PART) == {}


def test_papers_are_shared_by_hash_and_no_part_is_a_twin_of_another(room: CaseRoom) -> None:
    split_off(room)
    held = {line.document for line in papers_of(room.conn, C)}
    assert held
    assert {line.document for line in papers_of(room.conn, PART)} == held
    assert PART not in [one.claim for one in twins.twins_of(room.conn, C)]
    assert C not in [one.claim for one in twins.twins_of(room.conn, PART)]


def test_everything_rebuilds_identically_and_the_check_is_content(room: CaseRoom) -> None:
    split_off(room)
    assert same_after_rebuild(room)
    assert check(room.case_file).ok


def test_the_reviewers_go_with_the_part_and_only_passing_it_on_is_offered(room: CaseRoom) -> None:
    room.do("con-1", "answer_conflict", C, ground="COI2")
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    split(room.case_file, room.signers["sec"], C, WANTED, now=room.at)
    part = room.claim(PART)
    assert (part.stage, part.lead, part.second) == (Stage.ASSIGNED, "law-1", "ksf-1")
    assert part.is_recused("con-1")
    room.adopt_rules()
    room.do("law-1", "answer_conflict", PART, ground="NONE")
    room.do("law-1", "take_up", PART)
    part = room.claim(PART)
    assert list(offered(part, standing.plan_in_force(room.conn))) == ["REFERRED"]
    room.do(
        "law-1", "propose_decision", PART,
        {"disposition": "REFERRED", "award": 0, "award_basis": "CALCULATED", "reasons": []},
    )  # fmt: skip
    assert room.claim(PART).stage is Stage.PROPOSED
    assert same_after_rebuild(room)


@pytest.mark.parametrize(
    ("number", "services", "refused"),
    [
        ("2023-000124", ["alimtalk"], "ActNotAllowed"),  # one company runs both
        (C, ["melon", "talk_channel"], "BadActBody"),
        (C, [], "BadActBody"),
        (C, ["kakao_bank"], "BadActBody"),
    ],
)
def test_what_is_no_split_is_refused_and_leaves_nothing(
    room: CaseRoom, number: str, services: list[str], refused: str
) -> None:
    before = room.conn.execute("SELECT count(*) FROM fact_rows").fetchone()[0]
    with pytest.raises(Problem) as caught:
        split(room.case_file, room.signers["staff"], number, {"services": services}, now=room.at)
    assert caught.value.code == refused
    assert room.conn.execute("SELECT count(*) FROM fact_rows").fetchone()[0] == before


def test_a_part_is_not_split_again_and_the_next_part_has_the_next_number(room: CaseRoom) -> None:
    split_off(room)
    body = split_body(room.conn, PART, {"services": ["melon"]})
    assert "ActNotAllowed" in [one.code for one in split_refusals(room.conn, "staff", PART, body, room.at)]
    assert split_body(room.conn, C, {"services": ["talk_channel"]})["part"] == "2023-000123-3"


def test_somebody_who_looks_only_cannot_split(room: CaseRoom) -> None:
    with pytest.raises(Problem, match="NotYourRole"):
        split(room.case_file, room.signers["watch"], C, WANTED, now=room.at)


def test_the_part_is_found_by_the_claimant_s_name(room: CaseRoom) -> None:
    split_off(room)
    found = claims.lines(room.conn, list(claims.order(room.conn, claims.Filter(words="하늘상회"))))
    assert PART in [line.claim for line in found]
