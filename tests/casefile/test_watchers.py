"""Observers and auditors read everything and change nothing: every act is tried with their keys."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.casefile import journal
from reviewer.casefile.rebuilding import dump_derived
from reviewer.cli import run
from reviewer.rules.acts import ACTS
from tests.casefile.case_room import CaseRoom
from tests.rules.council_room import ROSTER

C = "2023-000123"
WATCHERS = ("watch", "audit")
DECIDING = sorted(name for name, act in ACTS.items() if act.deciding)
SUBJECTS = {"claim": C, "case": "case", "meeting": "meeting:1", "delivery": "delivery:" + "ab" * 32}


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> CaseRoom:
    """A case with a claim in review, an observer and an auditor."""
    room = CaseRoom(tmp_path_factory.mktemp("watched"), roster=(*ROSTER, ("audit", "AUDITOR", "LAW", 0)))
    room.take_in(C, "2023-000124")
    room.adopt_rules()
    room.review(C)
    room.case_file.close()
    return room


@pytest.fixture
def room(pattern: CaseRoom, tmp_path: Path) -> Iterator[CaseRoom]:
    found = pattern.copied_to(tmp_path)
    yield found
    found.case_file.close()


@pytest.mark.parametrize("who", WATCHERS)
@pytest.mark.parametrize("name", DECIDING)
def test_no_deciding_act_is_theirs(room: CaseRoom, name: str, who: str) -> None:
    act = ACTS[name]
    now = dt.datetime(2023, 3, 7, tzinfo=dt.UTC)
    body = json.loads(json.dumps(act.example).replace("2023-000123", C))
    found = journal.refusals_now(room.conn, who, name, SUBJECTS[act.subject], body, now)
    assert found, f"{who} may {name}"
    assert found[0].code in ("NotYourRole", "ActNotAllowed", "ClaimUnknown", "PlanInvalid")
    if name not in ("found_case", "take_in"):
        assert act.roles.isdisjoint({"OBSERVER", "AUDITOR"})


@pytest.mark.parametrize("who", WATCHERS)
def test_through_act_nothing_of_theirs_is_recorded(
    room: CaseRoom, who: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dump_derived(room.conn)
    room.case_file.close()
    keys = str(room.folder / "keys")
    for name in DECIDING:
        act = ACTS[name]
        wish = {"act": name, "subject": SUBJECTS[act.subject], **act.example}
        file = room.folder / "wish.jsonl"
        file.write_text(json.dumps(wish, ensure_ascii=False), "utf-8")
        assert run(["act", str(room.path), str(file), "--as", who, "--keys", keys]) == 1, name
        assert "problem" in json.loads(capsys.readouterr().out.splitlines()[-1])
    room.reopened()
    assert dump_derived(room.conn) == before
    authors = [row[0] for row in room.conn.execute("SELECT author FROM journal WHERE author IN ('watch', 'audit')")]
    assert authors == []


@pytest.mark.parametrize("who", WATCHERS)
def test_what_they_look_at_is_recorded(room: CaseRoom, who: str) -> None:
    document = room.claim(C).papers[0].document
    before = dump_derived(room.conn)
    room.do(who, "open_claim", C, role="OTHER")
    room.do(who, "read_paper", C, document=document, pages=[1])
    room.do(who, "unmask", C, fields=["phone"], reason="감사")
    room.do(who, "export", "case", what="DECISION_LOG", format="csv", count=1, masked="YES")
    changed = [line for line in dump_derived(room.conn).splitlines() if line not in before.splitlines()]
    assert all(line.startswith(b'["journal_claims"') for line in changed)
