"""Acts given as lines to a command: each is recorded or refused by its number, and said in words."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.cli import NAMES, run
from tests.cli.told import told

LINES = {
    "a byte that is no text": (b"\xff\xfe{", "line"),
    "nested without end": (b'{"act":"write_note","subject":"2023-000001","note":' + b"[" * 50_000, "line"),
    "a name twice": (b'{"act":"write_note","subject":"2023-000001","note":"x","note":"y"}', "note"),
    "a name twice within": (b'{"act":"write_note","subject":"2023-000001","note":[{"a":1,"a":2}]}', "a"),
    "no time": (b'{"act":"write_note","subject":"2023-000001","note":"x","at":"2023-01-01T00:00:00Z"}', "at"),
}


@pytest.mark.parametrize("name", sorted(LINES))
def test_a_line_that_cannot_be_meant_is_refused_with_its_number(
    case: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line, field = LINES[name]
    acts = case.parent / "acts.jsonl"
    acts.write_bytes(b"\n" + line + b"\n")
    assert run(["act", str(case), str(acts)]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["line"], answer["problem"]["code"]) == (2, "BadActBody")
    assert answer["problem"]["facts"]["field"] == field


def test_a_refusal_names_its_line_and_what_stays_recorded(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note = '{"act":"write_note","subject":"2023-000001","note":"x"}\n'
    acts = case.parent / "acts.jsonl"
    acts.write_text(note * 2 + "{\n" + note, "utf-8")
    assert run(["act", str(case), str(acts)]) == 1
    told = capsys.readouterr().err
    assert told.startswith("Line 3 was refused. Acts carried out before it: 2; they stay recorded.")
    acts.write_text("{\n" + note, "utf-8")
    assert run(["act", str(case), str(acts)]) == 1
    assert capsys.readouterr().err.startswith("Line 1 was refused, and none before it was carried out.")


def test_acts_may_come_from_an_editor_that_marks_its_files(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    acts = case.parent / "acts.jsonl"
    acts.write_bytes(b'\xef\xbb\xbf{"act":"write_note","subject":"2023-000001","note":"x"}\r\n')
    assert run(["act", str(case), str(acts)]) == 0
    assert json.loads(capsys.readouterr().out)["line"] == 1


def test_only_intake_brings_rows_in(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    acts = case.parent / "acts.jsonl"
    run(["act", "--list", "--json"])
    examples = {one["act"]: one["example"] for one in json.loads(capsys.readouterr().out)}
    acts.write_text(json.dumps(examples["take_in"]) + "\n", "utf-8")
    assert run(["act", str(case), str(acts)]) == 1
    assert json.loads(capsys.readouterr().out)["problem"]["code"] == "ActNotAllowed"
    assert told(capsys, "check", case, status=0)["ok"] is True


def test_a_day_is_sealed_and_its_code_typed_back(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = told(capsys, "check", case, status=0)
    assert (before["first_break"], before["sealed_until"], before["unsealed"]) == (None, None, before["entries"])
    sheet = case.parent / "확인값.pdf"
    made = told(capsys, "seal", case, "--out", sheet, "--lang", "ko", status=0)
    assert sheet.read_bytes().startswith(b"%PDF")
    answer = told(capsys, "seal", case, "--verify", made["code"].lower(), status=0)
    assert answer["outcome"] == "holds"
    assert answer["seal"]["entries"] == made["entries"]
    after = told(capsys, "check", case, status=0)
    assert (after["sealed_until"], after["unsealed"]) == (made["made_at"], 1)  # the sheet was printed after it
    assert told(capsys, "seal", case, "--verify", "0000-0000-0000-0000", status=1)["outcome"] == "unknown"
    problem = told(capsys, "seal", case, "--verify", made["code"][:-1], status=1)["problem"]
    assert problem["code"] == "SealCodeMistyped"


def test_an_act_line_may_leave_it_to_the_program_what_a_seal_names(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    acts = case.parent / "acts.jsonl"
    acts.write_text('{"act": "seal_day", "subject": "case"}\n', "utf-8")
    assert run(["act", str(case), str(acts)]) == 0
    assert run(["act", str(case), str(acts)]) == 1  # nothing new since
    capsys.readouterr()
    assert told(capsys, "check", case, status=0)["unsealed"] == 0


def test_a_contact_and_its_promise_are_recorded_by_act_lines(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contact = {
        "act": "record_contact", "subject": "2023-000001", "kind": "CALL", "direction": "IN", "on": "2023-03-06",
        "person": "대표자", "said": "문을 열었다고 함", "promise": "자료를 보냄", "promise_due": "2023-03-13",
    }  # fmt: skip
    lines = case.parent / "acts.jsonl"
    lines.write_text(json.dumps(contact), encoding="utf-8")
    assert run(["act", str(case), str(lines)]) == 0
    made = json.loads(capsys.readouterr().out)["uid"]
    kept = {"act": "settle_promise", "subject": "2023-000001", "contact": made, "result": "KEPT"}
    lines.write_text(f"{json.dumps(kept)}\n{json.dumps(kept)}", encoding="utf-8")
    assert run(["act", str(case), str(lines)]) == 1
    done, again = map(json.loads, capsys.readouterr().out.splitlines())
    assert (done["line"], again["line"], again["problem"]["facts"]["why"]) == (1, 2, "promise_settled")


def test_a_place_in_an_act_line_is_no_moment(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = {"document": "ab" * 32, "page": 1, "box": [100, 100, 400, 160]}
    lines = case.parent / "acts.jsonl"
    lines.write_text(json.dumps({"act": "pin_note", "subject": "2023-000001", "note": "메모", "at": at}), "utf-8")
    assert run(["act", str(case), str(lines)]) == 1
    assert json.loads(capsys.readouterr().out)["problem"]["code"] == "ProofMissing"


def test_many_claims_are_routed_and_listed_by_command(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line of acts names a query instead of claims; the result list leaves out what waits for a second look."""
    acts = case.parent / "many.jsonl"
    line = {"act": "route_claims", "subject": "case", "route": "LATE", "query": '{"route":["INDIVIDUAL"]}'}
    acts.write_text(json.dumps(line | {"count": 2}), "utf-8")
    assert told(capsys, "act", case, acts, status=1)["problem"]["facts"]["field"] == "count"
    acts.write_text(json.dumps(line | {"count": 1}), "utf-8")
    assert told(capsys, "act", case, acts, status=0)["line"] == 1
    found = told(capsys, "find", case, "--where", "routed_by=secretary", status=0)
    assert [one["route"] for one in found["claims"]] == ["LATE"]
    listed = told(capsys, "lanes", case, "--out", case.parent / "lanes.csv", "--route", "LATE", status=0)
    assert (listed["rows"], listed["waiting"]) == (0, 1)
    assert told(capsys, "lanes", case, "--out", case.parent / "lanes.pdf", status=2)["problem"]["code"] == "WrongUsage"
    acts.write_text(json.dumps(line | {"query": "{"}), "utf-8")
    assert told(capsys, "act", case, acts, status=1)["problem"]["facts"]["field"] == "query"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"route": ["INDIVIDUAL", "FIXED"]}, "route has no value 'FIXED'; one of "),
        ({"where": {"stage": "RECIEVED"}}, "stage has no value 'RECIEVED'; one of RECEIVED"),
        ({"columns": {"services": "!=kakaotalk"}}, "services has no value 'kakaotalk'; one of "),
        ({"lead": "nobody"}, "lead has no value 'nobody'; one of "),
    ],
)
def test_a_code_that_a_query_cannot_find_is_refused_by_the_name_of_its_column(
    case: Path, capsys: pytest.CaptureFixture[str], query: dict[str, object], said: str
) -> None:
    acts = case.parent / "many.jsonl"
    line = {"act": "route_claims", "subject": "case", "route": "LATE", "query": json.dumps(query)}
    acts.write_text(json.dumps(line), "utf-8")
    problem = told(capsys, "act", case, acts, status=1)["problem"]
    assert (problem["code"], problem["facts"]["field"]) == ("BadActBody", "query")
    assert problem["facts"]["why"].startswith(said)
    query = {"route": ["INDIVIDUAL", ""], "columns": {"stage": "!=CLOSED, !is empty"}, "where": {"hold": ""}}
    acts.write_text(json.dumps(line | {"query": json.dumps(query), "count": 99}), "utf-8")
    assert told(capsys, "act", case, acts, status=1)["problem"]["facts"]["field"] == "count", "all of it is known"


def test_a_line_that_saw_less_than_what_stands_is_told_who_was_faster(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    acts = case.parent / "race.jsonl"
    line = {"act": "hold", "subject": "2023-000001", "reason": "H01"}
    acts.write_text(json.dumps(line), "utf-8")
    assert told(capsys, "act", case, acts, status=0)["line"] == 1
    acts.write_text(json.dumps({"act": "release", "subject": "2023-000001", "note": "끝남", "saw": []}), "utf-8")
    problem = told(capsys, "act", case, acts, status=1)["problem"]
    assert problem["code"] == "ClaimChangedMeanwhile"
    assert (problem["facts"]["by"], problem["facts"]["act"]) == ("secretary", "hold")


def test_a_letter_is_not_said_to_have_left_by_a_made_up_fingerprint(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    acts = case.parent / "letter.jsonl"
    line = {"act": "issue_letter", "subject": "2023-000001", "letter_no": "2023-A-0001", "kind": "DECISION"}
    acts.write_text(json.dumps(line | {"files": {"ko": "ab" * 32}}), "utf-8")
    assert told(capsys, "act", case, acts, status=1)["problem"]["facts"]["why"] == "no_such_decision"
    acts.write_text(json.dumps(line), "utf-8")
    assert told(capsys, "act", case, acts, status=1)["problem"]["code"] == "BadActBody"


def test_a_paper_that_no_delivery_brought_is_not_taken_to_a_claim(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    acts = case.parent / "paper.jsonl"
    line = {"act": "receive_papers", "subject": "2023-000001"}
    acts.write_text(json.dumps(line | {"papers": [{"document": "ab" * 32, "kind": "SLS"}]}), "utf-8")
    assert told(capsys, "act", case, acts, status=1)["problem"]["facts"]["why"] == "only_by_intake"
    for shapeless in ("SLS", ["SLS"], [{"kind": "SLS"}]):
        acts.write_text(json.dumps(line | {"papers": shapeless}), "utf-8")
        assert told(capsys, "act", case, acts, status=1)["problem"]["code"] == "BadActBody"


@pytest.mark.parametrize(
    ("act", "what", "why"),
    [
        ("export", "DECISION_LOG", "only_by_command log"),
        ("export", "COPY", "only_by_window"),
        ("print", "SEAL", "only_by_command seal"),
        ("print", "NOTHING", "only_by_window"),
    ],
)
def test_what_the_program_did_not_make_is_not_said_to_have_left(
    case: Path, capsys: pytest.CaptureFixture[str], act: str, what: str, why: str
) -> None:
    acts = case.parent / "made.jsonl"
    paid = {"batch": "b", "claims": ["2023-000001"], "amounts": {"2023-000001": 1}}
    acts.write_text(json.dumps({"act": "list_payments", "subject": "case"} | paid), "utf-8")
    assert told(capsys, "act", case, acts, status=1)["problem"]["facts"]["why"] == "only_by_command payments"
    line = {"act": act, "subject": "case", "what": what, "count": 5, "sha256": "ab" * 32, "masked": "YES"}
    acts.write_text(json.dumps(line), "utf-8")
    facts = told(capsys, "act", case, acts, status=1)["problem"]["facts"]
    assert (facts["act"], facts["why"]) == (act, why)
    assert not why.startswith("only_by_command") or why.split()[1] in NAMES


def test_claims_are_assigned_by_lot_by_command(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line that names no pairs draws for all that wait; a case of one body has nobody to draw."""
    acts = case.parent / "assign.jsonl"
    acts.write_text(json.dumps({"act": "assign_claims", "subject": "case"}), "utf-8")
    assert told(capsys, "act", case, acts, status=1)["problem"]["code"] == "BadActBody"


def test_a_list_of_acts_that_nobody_reads_to_its_end_is_no_failure() -> None:
    command = [sys.executable, "-c", "import sys; from reviewer.cli import run; sys.exit(run(['act', '--list']))"]
    gone, answer = os.pipe()
    os.close(gone)
    asked = subprocess.run(command, stdout=answer, stderr=subprocess.PIPE, check=False)
    os.close(answer)
    assert (asked.returncode, asked.stderr) == (0, b"")
