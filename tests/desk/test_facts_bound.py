"""`show` tells which facts were taken from papers, masked as everything else; a clipping is stored before its entry."""

from pathlib import Path

import pytest

from reviewer.casefile import proofs
from reviewer.casefile.check import check
from reviewer.desk.evidence import ready_to_bind
from reviewer.desk.showing import show
from reviewer.rules.problem import Problem
from tests.casefile.case_room import CaseRoom

C = "2023-000123"
PICTURE = b"\x89PNG\r\n\x1a\n a small picture"


@pytest.fixture
def room(tmp_path: Path) -> CaseRoom:
    room = CaseRoom(tmp_path)
    room.take_in(C)
    room.take_up(C)
    return room


def bind(room: CaseRoom, who: str = "law-1", clipping: bytes = PICTURE, **body: object) -> None:
    paper = next(one.document for one in room.claim(C).papers if one.kind == "BNK")
    at = {"document": paper, "page": 1, "box": [1, 2, 3, 4]}
    ready = ready_to_bind(room.case_file, who, C, {"at": at, **body}, clipping, room.at)
    room.do(who, "bind_fact", C, ready)


def test_show_names_the_value_the_place_and_the_clipping(room: CaseRoom) -> None:
    bind(room, fact="ACCOUNT", value="110-234-567890")
    bind(room, fact="OUTAGE_WEEK_SALES", value="2,200,000원")
    room.do("law-1", "bind_fact", C, fact="PROFIT_RATE", value="0.124")
    account, sales, rate = show(room.case_file, C, unmasked=False)["facts_bound"]
    assert (account["value"], sales["value"], rate["value"]) == ("********7890", "2200000", "0.124")
    assert sales["at"]["box"] == [1, 2, 3, 4]
    assert (rate["at"], rate["clipping"]) == (None, "")
    assert proofs.read(room.case_file, sales["clipping"]) == PICTURE
    full = show(room.case_file, C, unmasked=True)["facts_bound"]
    assert full[0]["value"] == "110-234-567890"
    assert check(room.case_file, documents=True).problems == ()
    with room.case_file.writing_documents() as conn:
        conn.execute("DELETE FROM documents WHERE document = ?", (sales["clipping"],))
    assert ("document_missing", sales["clipping"]) in check(room.case_file, documents=True).problems
    room.case_file.close()


def test_a_refused_fact_leaves_no_clipping_behind(room: CaseRoom) -> None:
    with pytest.raises(Problem, match="NotYourRole"):
        bind(room, "con-1", fact="OUTAGE_WEEK_SALES", value="2200000")
    with pytest.raises(Problem, match="BadActBody"):
        bind(room, fact="OUTAGE_WEEK_SALES", value="이백만")
    assert proofs.orphans(room.case_file) == []
    room.case_file.close()


def test_an_unlocked_case_keeps_only_the_end_of_an_account_and_no_picture_of_it(room: CaseRoom, tmp_path: Path) -> None:
    room.case_file.is_sample = False  # as `create` opens a real case without a passphrase
    bind(room, fact="ACCOUNT", value="110-234-567890")
    kept = show(room.case_file, C, unmasked=True)["facts_bound"][0]
    assert (kept["value"], kept["clipping"]) == ("********7890", "")
    room.case_file.close()
