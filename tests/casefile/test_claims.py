"""Lists of claims: order, filters, masks, and what one claim says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.casefile import claim_facts, claims, decision_rows, journal, registers, standing
from reviewer.casefile.claims import Filter
from reviewer.rules.problem import Problem
from tests.desk.delivery_room import NOW, DeliveryRoom, row, write_csv


@pytest.fixture
def room(tmp_path: Path) -> Iterator[DeliveryRoom]:
    made = DeliveryRoom(tmp_path)
    made.take(write_csv(tmp_path / "a.csv", [
        row(1, 피해액="700000", 사업자등록번호="120-81-47521"), row(2, 피해액="200000", 유료여부="유료"),
        row(3, 피해액="", 상호="바다"), row(5, 구분="일반이용자"),
        row(4, 피해액="400000", 서비스="알림톡, 카카오톡 채널"),
    ]))  # fmt: skip
    yield made
    made.case_file.close()


def numbers(room: DeliveryRoom, wanted: Filter, sort: str = "claim", descending: bool = False) -> list[int]:
    conn = room.case_file.reader()
    return [int(line.claim[-1]) for line in claims.lines(conn, claims.order(conn, wanted, sort, descending))]


def test_a_list_is_in_the_order_asked_for(room: DeliveryRoom) -> None:
    assert numbers(room, Filter()) == [1, 2, 3, 4, 5]
    assert numbers(room, Filter(), "claimed_loss", descending=True) == [5, 1, 4, 2, 3]
    assert numbers(room, Filter(), "trade_name")[-1:] == [5]
    first = claims.first(room.case_file.reader(), Filter(), "claim", True, limit=2)
    assert [line.claim[-1] for line in first] == ["5", "4"]
    with pytest.raises(ValueError, match="no column"):
        numbers(room, Filter(), "state; DROP TABLE claims")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(route=frozenset({"INDIVIDUAL"})), [1]),
        (Filter(route=frozenset({"FLAT_30K", "FLAT_50K"})), [2, 4]),
        (Filter(route=frozenset({""})), [3]),
        (Filter(stage=frozenset({"RECEIVED"})), [3]),
        (Filter(least_loss=200_001, most_loss=400_000), [4]),
        (Filter(where={"brn": "120-81-47521"}), [1]),
        (Filter(where={"claimed_loss": "700,000"}), [1]),
        (Filter(where={"claimed_loss": ""}), [3]),
        (Filter(where={"marks": "PAID_TERMS"}), [2]),
        (Filter(where={"services": "talk_channel"}), [1, 2, 3, 4, 5]),
        (Filter(where={"services": "alimtalk"}), [4]),
        (Filter(where={"trade_name": "바다"}), [3]),
        (Filter(words="바다", route=frozenset({"INDIVIDUAL"})), []),
        (Filter(lead="law-1"), []),
    ],
)
def test_filters_narrow_a_list(room: DeliveryRoom, wanted: Filter, found: list[int]) -> None:
    assert numbers(room, wanted) == found
    assert claims.totals(room.case_file.reader(), wanted)[0] == len(found)


def test_totals_are_those_of_the_claims(room: DeliveryRoom) -> None:
    conn = room.case_file.reader()
    assert claims.totals(conn, Filter()) == (5, 700_000 + 200_000 + 400_000 + 1_840_000)
    assert list(claims.routed(conn, "INDIVIDUAL")) == ["2023-000001"]


def test_lists_are_masked_unless_asked_for_in_full(room: DeliveryRoom) -> None:
    conn = room.case_file.reader()
    ids = [claims.id_of(conn, "2023-000001")]
    (shown,) = claims.lines(conn, ids)
    assert (shown.representative, shown.phone) == ("김*늘", "010-****-0001")
    assert (shown.address, shown.brn) == ("서울특별시 강남구 역삼동 ***", "120-81-47521")
    assert (shown.services, shown.marks, shown.trade_name) == (("talk_channel",), (), "㈜하늘 떡볶이")
    (full,) = claims.lines(conn, ids, masked=False)
    assert (full.representative, full.phone) == ("김하늘", "010-0000-0001")
    assert full.address == "서울특별시 강남구 역삼동 1-1"


def test_a_claim_nobody_knows_is_told(room: DeliveryRoom) -> None:
    conn = room.case_file.reader()
    for read in (claims.id_of, claim_facts.read_applicant, claim_facts.papers_of):
        with pytest.raises(Problem, match="ClaimUnknown"):
            read(conn, "2023-999999")


def test_the_timeline_begins_with_the_delivery(room: DeliveryRoom) -> None:
    (line,) = claim_facts.timeline(room.case_file.reader(), "2023-000001")
    assert (line.author, line.act, line.facts["name"], line.facts["rows"]) == ("sec", "take_in", "a.csv", 5)


def test_names_of_members_are_read_from_the_texts(room: DeliveryRoom) -> None:
    assert standing.member_names(room.case_file.reader()) == {"sec": "간사"}
    assert list(decision_rows.decision_rows(room.case_file.reader())) == []
    assert claims.with_letters_due(room.case_file.reader()) == registers.payable(room.case_file.reader()) == []


def test_the_usual_orders_and_counts_need_no_sorting(room: DeliveryRoom) -> None:
    """They come from covering indexes, so that a list of 105,116 claims is there in a moment."""
    from_claims = "SELECT id FROM claims WHERE 1"
    plans = {
        f"{from_claims} ORDER BY claim ASC, id ASC": "COVERING INDEX",
        f"{from_claims} ORDER BY claimed_loss DESC, id DESC": "COVERING INDEX claims_loss",
        f"{from_claims} ORDER BY received_on DESC, id DESC": "COVERING INDEX claims_received",
        f"{from_claims} AND stage IN ('ROUTED') ORDER BY claim ASC, id ASC": "COVERING INDEX claims_stage",
        "SELECT route, stage, count(*), sum(claimed_loss) FROM claims GROUP BY route, stage": "COVERING INDEX",
    }
    for question, wanted in plans.items():
        told = " ".join(str(line[3]) for line in room.ask(f"EXPLAIN QUERY PLAN {question}"))
        assert wanted in told, question
        assert "TEMP B-TREE" not in told, question


def test_a_confirmed_change_shows_in_facts_list_and_search(room: DeliveryRoom, tmp_path: Path) -> None:
    conn = room.case_file.reader()
    changed = row(1, 피해액="700000", 사업자등록번호="120-81-47521", 상호="구름 분식", 연락처="010-7777-8888")
    room.take(write_csv(tmp_path / "b.csv", [changed]))
    (link,) = claim_facts.waiting_links(conn)
    assert set(link.differs) == {"trade_name", "phone"}
    body = {"delivery": link.delivery, "row": link.row, "relation": "CHANGE", "accept": True, "fields": ["trade_name"]}

    journal.append(room.case_file, room.signer, "confirm_link", "2023-000001", body, made_at=NOW)

    found = claim_facts.read_applicant(conn, "2023-000001")
    assert (found.trade_name, found.phone) == ("구름 분식", "010-0000-0001")
    assert claim_facts.waiting_links(conn) == []
    assert numbers(room, Filter(words="구름")) == [1]
    assert numbers(room, Filter(words="떡볶이")) == [2, 4]
