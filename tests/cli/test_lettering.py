"""Letters that left, from the command line: the register, copies byte for byte, labels, and a run gone on with."""

import csv
import json
from pathlib import Path

import pytest

from reviewer.casefile import registers
from reviewer.casefile.case_file import open_case
from reviewer.cli import run
from tests.desk.test_issuing import issue, room_with_letters


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case whose letters left; closed, with the secretary's key beside it."""
    room, _ = room_with_letters(tmp_path, 4)
    issue(room)
    room.case_file.close()
    return room.path


def told(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> dict[str, object]:
    assert run([*arguments, "--as", "sec", "--json"]) == status
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_register_copies_and_labels(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_case(case) as case_file:
        first = registers.letters_issued(case_file.reader())[0]
    again = told(capsys, "reprint", str(case), "--out", str(tmp_path / "again"), "--letter", first.letter_no,
                 "--reason", "반송", "--recipient", "하늘상회", "--destroy-by", "2026-12-31")  # fmt: skip
    assert again["letters"] == 2
    for lang in ("ko", "en"):
        name = f"{first.letter_no}.{lang}.pdf"
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "out" / name).read_bytes()
    labels = told(capsys, "labels", str(case), "--out", str(tmp_path / "labels.pdf"), "--reason", "발송")
    assert labels["without"] == []
    assert (tmp_path / "labels.pdf").read_bytes().startswith(b"%PDF")
    listed = told(capsys, "register", str(case), "--out", str(tmp_path / "register.csv"), "--lang", "en")
    with (tmp_path / "register.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Letter"]: row for row in csv.DictReader(file)}
    assert len(rows) == listed["rows"]
    assert (rows[first.letter_no]["Printed again"], rows[first.letter_no]["Purpose of the last copy"]) == ("1", "반송")


def test_a_letter_that_never_left_is_not_copied(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "reprint", str(case), "--out", str(tmp_path / "a.pdf"), "--letter", "2023-A-9999",
                 "--reason", "반송", status=1)  # fmt: skip
    problem = found["problem"]
    assert isinstance(problem, dict)
    assert problem["facts"]["why"] == "not_issued_yet"
    assert not (tmp_path / "a.pdf").exists()


def test_a_copy_needs_its_purpose_and_the_register_an_ending_it_knows(case: Path, tmp_path: Path) -> None:
    assert run(["reprint", str(case), "--out", str(tmp_path / "a.pdf")]) == 2
    assert run(["register", str(case), "--out", str(tmp_path / "a.txt"), "--as", "sec"]) == 2
