"""The triage result list: who is on it, what is masked, and that it is recorded."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from reviewer.casefile import journal, lanes
from reviewer.desk.lane_lists import write_lane_list
from reviewer.desk.triage import routing_of
from tests.casefile.case_room import CaseRoom

NUMBERS = [f"2023-{number:06d}" for number in range(1, 4)]
NOW = dt.datetime(2023, 3, 7, tzinfo=dt.UTC)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[CaseRoom]:
    room = CaseRoom(tmp_path)
    room.take_in(*NUMBERS, route="AFFILIATE", reporter_type="MICRO", services='["melon"]', trade_name="=1+1")
    room.do("staff", "route_claims", "case", routing_of(room.conn, "staff", "{}", "AFFILIATE"))
    yield room
    room.case_file.close()


def write(room: CaseRoom, name: str, **more: str) -> dict[str, object]:
    path = room.folder / name
    return write_lane_list(room.case_file, room.signers["staff"], path, lang="ko", now=NOW, **more)


def test_the_list_has_a_line_a_claim_once_the_second_look_was_taken(room: CaseRoom) -> None:
    told = write(room, "a.csv")
    assert (told["rows"], told["waiting"]) == (2, 1)
    drawn = lanes.numbers_of(room.conn, lanes.looks_due(room.conn, Decimal("0.02")))
    room.do("law-1", "look_again", drawn[0], opinion="AGREE")
    told = write(room, "b.csv")
    assert (told["rows"], told["waiting"]) == (3, 0)
    lines = list(csv.reader(io.StringIO((room.folder / "b.csv").read_text("utf-8-sig"))))
    assert lines[0][:4] == ["접수번호", "신고번호", "접수일", "신고인"]
    assert [line[0] for line in lines[1:]] == NUMBERS
    assert lines[1][3:5] == ["김*늘", "소상공인"]
    assert "김하늘" not in (room.folder / "b.csv").read_text("utf-8-sig")
    assert lines[1][7] == "계열사 서비스"
    assert lines[1][8].startswith("주식회사 카카오엔터테인먼트")


def test_the_list_as_a_workbook_says_the_same(room: CaseRoom) -> None:
    write(room, "a.csv")
    write(room, "a.xlsx")
    sheet = CalamineWorkbook.from_path(room.folder / "a.xlsx").get_sheet_by_index(0)
    lines = [[str(cell) for cell in row] for row in sheet.to_python()]
    assert lines == list(csv.reader(io.StringIO((room.folder / "a.csv").read_text("utf-8-sig"))))


def test_every_list_is_an_entry_and_lanes_without_one_are_refused(room: CaseRoom) -> None:
    told = write(room, "a.csv", reason="고객센터 전달")
    last = [entry for entry in journal.entries(room.conn) if entry.act == "export"][-1]
    assert {**last.body, "reason": ""} == {
        "what": "LANE_LIST", "format": "csv", "count": 2, "sha256": told["sha256"], "masked": "YES", "reason": "",
    }  # fmt: skip
    assert journal.text_of(room.conn, last.body["reason"]) == "고객센터 전달"
    for more in ({"route": "INDIVIDUAL"}, {"route": "nothing"}):
        with pytest.raises(ValueError, match="comes to no list"):
            write(room, "b.csv", **more)
    with pytest.raises(ValueError, match=r"\.csv or \.xlsx"):
        write(room, "b.pdf")
    assert not (room.folder / "b.csv").exists()


def test_a_line_of_acts_needs_no_claims(room: CaseRoom) -> None:
    query = '{"where":{"services":"melon"},"route":["AFFILIATE"]}'
    body = routing_of(room.conn, "sec", query, "USER", [NUMBERS[1], "unknown"])
    assert body == {
        "claims": [NUMBERS[0], NUMBERS[2]], "route": "USER", "query": json.dumps(json.loads(query), sort_keys=True,
        separators=(",", ":")), "count": 3, "left_out": [NUMBERS[1]],
    }  # fmt: skip
    assert room.refusals("sec", "route_claims", "case", **body) == []
