"""The certificate of a destruction names what went and who stood for it, in both languages."""

import datetime as dt
import json
from pathlib import Path

import pytest

from reviewer.casefile import standing
from reviewer.cli import run
from reviewer.desk import destroying
from reviewer.rules.destruction import SCOPES
from reviewer.rules.problem import Problem
from tests.casefile.case_room import CaseRoom

C = "2023-000123"


@pytest.fixture
def room(tmp_path: Path) -> CaseRoom:
    room = CaseRoom(tmp_path)
    room.take_in(C)
    room.decide(C)
    room.pay(C)
    room.at = dt.datetime(2028, 3, 8, 3, 0, tzinfo=dt.UTC)
    return room


def test_dry_run_proposal_confirmation_and_certificate(room: CaseRoom) -> None:
    today = dt.date(2028, 3, 8)
    found = destroying.dry_run(room.conn, SCOPES, today)
    assert (found.claims, len(found.papers), len(found.rows)) == ((C,), 4, 1)
    with pytest.raises(Problem, match="nothing_waits"):
        destroying.confirm(room.case_file, room.signers["law-1"], now=room.at)
    with pytest.raises(Problem, match="nothing_destroyed"):
        destroying.write_certificate(room.case_file, room.signers["sec"], room.folder / "x.pdf", lang="ko", now=room.at)
    destroying.propose(room.case_file, room.signers["sec"], found, now=room.at)
    waits = destroying.waiting(room.conn)
    assert waits is not None
    assert waits[1] == found
    destroying.confirm(room.case_file, room.signers["law-1"], now=room.at)
    assert destroying.waiting(room.conn) is None
    (done,) = standing.read_case(room.conn).destroyed
    for lang, title, says in (
        (
            "ko",
            "개인정보 파기 확인서",
            ("2028. 3. 8.", "「개인정보 보호법」 제21조", "SHA-256", "인적 사항(보관한 통지문 파일 포함) 5년"),
        ),
        ("en", "Certificate of destruction", ("8 March 2028", "art. 21(1)", "Hash of list", "5 years")),
    ):
        paper = destroying.certificate(room.conn, done, lang)
        assert title in paper.text
        assert all(part in paper.text for part in (C, "이름 sec", "이름 law-1", found.sum, *says))
        assert "2028-03-08" not in paper.text
        path = room.folder / f"certificate.{lang}.pdf"
        destroying.write_certificate(room.case_file, room.signers["sec"], path, lang=lang, now=room.at)
        assert path.read_bytes().startswith(b"%PDF")


def test_the_command_lists_exactly_what_would_go(room: CaseRoom, capsys: pytest.CaptureFixture[str]) -> None:
    room.case_file.close()
    assert run(["destroy", str(room.path), "--claim", C, "--what", "PAPERS,FACTS", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["claims"], len(told["papers"]), len(told["rows"]), told["waits"]) == ([C], 4, 1, "")
    assert run(["destroy", str(room.path), "--what", "ALL"]) == 2
