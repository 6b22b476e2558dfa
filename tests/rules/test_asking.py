"""Which lines a request for more evidence holds, and which reasons and marks an answer may carry."""

import pytest

from reviewer.rules.asking import WantedLine, lines_to_ask, needed_lines, not_askable
from reviewer.rules.plan import Plan
from reviewer.rules.verdicts import notes_wanted
from tests.rules.council_room import CouncilRoom

C = "2023-000123"
SBC, SLS, SUS, BNK = (f"{place:02d}" * 32 for place in (1, 2, 3, 4))


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    """A claim of four papers, taken up by its lead."""
    room = CouncilRoom(plan)
    room.receive(C)
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    room.do("law-1", "answer_conflict", C, ground="NONE")
    room.do("law-1", "take_up", C)
    return room


def answer(room: CouncilRoom, document: str, check: str, result: str, **more: str) -> None:
    body = ({"document": document} if document else {}) | {"check": check, "result": result} | more
    room.do("law-1", "record_check", C, body)


def asked(room: CouncilRoom) -> list[tuple[str, str]]:
    return [(line.kind, line.reason) for line in needed_lines(room.claims[C], room.plan)]


def test_each_failing_check_builds_its_line_and_what_asks_for_the_same_is_merged(room: CouncilRoom) -> None:
    answer(room, SLS, "SLS4", "FAIL", reason="R09")
    answer(room, SLS, "SLS5", "UNCLEAR", reason="R09")
    answer(room, SLS, "SLS1", "FAIL", reason="R06")
    assert asked(room) == [("SLS", "R06"), ("SLS", "R09")]
    line = needed_lines(room.claims[C], room.plan)[1]
    assert line.asked_by == ((SLS, "SLS4"), (SLS, "SLS5"))
    assert line.item == {"kind": "SLS", "reason": "R09", "document": SLS, "check": "SLS4"}


def test_without_a_reason_of_its_own_a_failing_check_asks_with_the_usual_one(room: CouncilRoom) -> None:
    answer(room, SBC, "SBC4", "FAIL")
    assert asked(room) == [("SBC", "R04")]


def test_a_finding_on_the_whole_claim_asks_unless_a_paper_asks_for_the_same(room: CouncilRoom) -> None:
    answer(room, "", "CLM1", "UNCLEAR", reason="R13")
    answer(room, "", "CLM3", "FAIL", reason="R10")
    assert asked(room) == [("CLM", "R13"), ("CLM", "R10")]
    answer(room, SLS, "SLS6", "FAIL", reason="R10")
    assert asked(room) == [("SLS", "R10"), ("CLM", "R13")]
    answer(room, "", "CLM4", "PASS")
    assert asked(room) == [("SLS", "R10")]


def test_a_warning_and_the_profit_rate_are_offered_but_not_asked_by_themselves(room: CouncilRoom) -> None:
    answer(room, SBC, "SBC6", "FAIL", reason="R05", note="상호가 다름")
    lines = lines_to_ask(room.claims[C], room.plan)
    assert WantedLine("SBC", "R05", ((SBC, "SBC6"),), needed=False) in lines
    assert [line.reason for line in lines if room.plan.supplement_reasons[line.reason].optional] == ["R16"]
    assert asked(room) == []


def test_a_paper_that_was_not_sent_is_asked_for(room: CouncilRoom) -> None:
    room.claims["2023-000124"] = room.claims[C].__class__("2023-000124", "INDIVIDUAL", room.claims[C].stage)
    found = [(one.kind, one.reason) for one in needed_lines(room.claims["2023-000124"], room.plan)]
    assert found == [("SBC", "R03"), ("SLS", "R06"), ("SUS", "R11"), ("BNK", "R15")]


def test_a_paper_of_an_accepted_kind_asks_for_nothing(room: CouncilRoom) -> None:
    room.pass_papers("law-1", C)
    answer(room, SBC, "SBC4", "FAIL", reason="R04")
    assert asked(room) == [("SBC", "R04")]
    room.do("sec", "receive_papers", C, papers=[{"document": "77" * 32, "kind": "SBC"}])
    for check in room.plan.checks_of("SBC"):
        answer(room, "77" * 32, check.code, "PASS")
    assert asked(room) == []


def test_a_reason_in_own_words_needs_those_words_and_no_letter_prints_it(room: CouncilRoom) -> None:
    body = {"document": SBC, "check": "SBC1", "result": "FAIL", "reason": "OTHER"}
    assert room.refusals("law-1", "record_check", C, **body) == ["BadActBody"]
    answer(room, SBC, "SBC1", "FAIL", reason="OTHER", note="견본 도장")
    assert asked(room) == []
    assert not_askable(room.claims[C]) == ((SBC, "SBC1"),)


@pytest.mark.parametrize(
    ("document", "check", "reason", "refused"),
    [
        (SBC, "SBC4", "R04", []),
        (SBC, "SBC4", "R01", []),  # the kind has it, though it is not the usual one of this check
        (SBC, "SBC4", "R09", ["BadActBody"]),  # a reason of sales papers
        (BNK, "BNK1", "R16", ["BadActBody"]),  # only helps, and fails nothing
        (SBC, "G6", "R05", ["BadActBody"]),  # asks the claimant for nothing
        ("", "CLM1", "R20", []),
        ("", "CLM1", "R14", ["BadActBody"]),
    ],
)
def test_a_reason_comes_from_the_closed_list_of_its_kind(
    room: CouncilRoom, document: str, check: str, reason: str, refused: list[str]
) -> None:
    body = {"check": check, "result": "FAIL", "reason": reason} | ({"document": document} if document else {})
    assert room.refusals("law-1", "record_check", C, **body) == refused


def test_the_usual_reason_of_a_check_stands_first_in_its_list(plan: Plan) -> None:
    assert plan.reasons_for("SLS", "SLS13")[:3] == ("R10", "R06", "R07")
    for kind in (*plan.proof_kinds, "CLM"):
        for check in plan.checks_of(kind):
            found = plan.reasons_for(kind, check.code)
            assert len(found) == len(set(found))
            assert all(kind in plan.supplement_reasons[code].kinds for code in found)
            assert "R16" not in found
    assert plan.reasons_for("SBC", "G6") == ()
    with pytest.raises(KeyError):
        plan.reasons_for("SBC", "SLS1")


def test_a_statement_answers_what_it_can_and_carries_its_mark(room: CouncilRoom) -> None:
    spoken = {"reason": "STATEMENT", "note": "3. 5. 전화: 예약이 모두 채널로 들어옴"}
    assert room.refusals("law-1", "record_check", C, check="CLM1", result="PASS", reason="STATEMENT") == ["BadActBody"]
    assert room.refusals("law-1", "record_check", C, check="CLM1", result="FAIL", **spoken) == ["BadActBody"]
    no_statement = {"document": SBC, "check": "SBC4", "result": "PASS", **spoken}
    assert room.refusals("law-1", "record_check", C, **no_statement) == ["BadActBody"]
    answer(room, "", "CLM1", "PASS", **spoken)
    assert room.claims[C].findings["CLM1"].reason == "STATEMENT"
    answer(room, SUS, "SUS9", "PASS", **spoken)


def test_a_warning_that_failed_waits_for_its_note_and_g6_for_none(room: CouncilRoom) -> None:
    for code in ("G6", "SBC8"):
        answer(room, SBC, code, "FAIL")
    answer(room, SBC, "SBC9", "UNCLEAR")
    assert [(document, check.code) for document, check in notes_wanted(room.claims[C], room.plan)] == [(SBC, "SBC8")]
    answer(room, SBC, "SBC8", "FAIL", note="업종이 다르나 같은 가게")
    assert list(notes_wanted(room.claims[C], room.plan)) == []
