"""A script that knows nothing of the program reaches the same awards, votes and dispositions from the exported log."""

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.cli import run

SCRIPT = Path(__file__).with_name("recompute_log.py")
Line = dict[str, Any]


def worked_out(*logs: Path) -> tuple[int, list[str]]:
    """How the script ends, and what it tells."""
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), *map(str, logs)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The log of a sample case in three forms: masked as CSV and JSONL, and with the whole entries."""
    folder = tmp_path_factory.mktemp("logs")
    assert run(["demo", str(folder / "demo"), "--claims", "900", "--seed", "29", "--review", "14"]) == 0
    case = str(folder / "demo" / "demo.casedb")
    assert run(["log", case, "--out", str(folder / "log.jsonl"), "--as", "SIM-secretary"]) == 0
    assert run(["log", case, "--out", str(folder / "log.csv"), "--as", "SIM-secretary"]) == 0
    whole = ["log", case, "--out", str(folder / "whole.jsonl"), "--as", "SIM-secretary", "--unmasked"]
    assert run([*whole, "--reason", "대조"]) == 0
    return folder


def read(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_script_imports_the_standard_library_alone() -> None:
    tree = ast.parse(SCRIPT.read_text("utf-8"))
    names = {one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_every_decision_is_reached_again(logs: Path) -> None:
    assert worked_out(logs / "log.jsonl", logs / "log.csv") == (0, ["28 decisions worked out again, 0 differences"])
    assert worked_out(logs / "whole.jsonl") == (0, ["14 decisions worked out again, 0 differences"])


def test_the_sample_decides_enough_to_mean_something(logs: Path) -> None:
    lines = read(logs / "log.jsonl")
    assert {"APPROVED_FULL", "FIXED"} <= {line["disposition"] for line in lines}
    assert sum(line["assessed_amount"] is not None for line in lines) >= 4


def calculated(line: Line) -> bool:
    return (
        line["award_basis"] == "CALCULATED" and bool(line["assessed_amount"]) and line["disposition"] != "NOT_APPROVED"
    )


Falsified = tuple[str, Callable[[Line], bool], Callable[[Line], Line]]


def more(column: str, by: int = 1) -> Callable[[Line], Line]:
    return lambda line: {**line, column: line[column] + by}


FALSIFIED: list[Falsified] = [
    ("verified_loss", calculated, more("verified_loss")),
    ("verified_loss", calculated, more("outage_week_sales", 100_000)),
    ("normal_week_from", calculated, lambda line: {**line, "normal_week_from": "2022-10-15"}),
    ("assessed_amount", calculated, lambda line: {**line, "profit_rate": "0.99"}),
    ("assessed_amount", calculated, more("assessed_amount")),
    ("calculated_award", calculated, more("calculated_award")),
    ("calculated_award", calculated, lambda line: {**line, "offsets": 10_000}),
    ("floor_applied", calculated, lambda line: {**line, "floor_applied": not line["floor_applied"]}),
    ("award", calculated, more("award", 1_000)),
    ("award", lambda line: line["disposition"] == "FIXED", more("award", 20_000)),
    ("award", calculated, lambda line: {**line, "award_basis": "AMOUNT_VOTE", "amount_rule": "majority",
                                        "amounts_voted": "100000;200000;300000;400000"}),
    ("disposition", lambda line: line["disposition"] == "APPROVED_FULL",
     lambda line: {**line, "disposition": "APPROVED_PARTIAL", "reason_codes": "P02"}),
    ("disposition", calculated,
     lambda line: {**line, "disposition": "NOT_APPROVED", "award": 0, "reason_codes": "N01"}),
    ("reason_codes", calculated, lambda line: {**line, "reason_codes": "N03"}),
    ("present", calculated, more("present", -1)),
    ("votes_for", calculated, lambda line: {**line, "votes_for": 1, "votes_against": line["votes_for"] - 1}),
    ("present", calculated, lambda line: {**line, "votes_for": 2, "present": 2, "votes_against": 0, "votes_abstain": 0,
                                          "votes_absent": line["seats"] - 2, "recused": ""}),
    ("seats", calculated, more("seats")),
    ("second_code", calculated, lambda line: {**line, "second_code": line["lead_code"]}),
    ("state", calculated, lambda line: {**line, "state": "SUPERSEDED"}),
    ("seq", calculated, lambda line: {**line, "seq": 1, "supersedes_uid": "another"}),
]  # fmt: skip


@pytest.mark.parametrize(("column", "where", "change"), FALSIFIED)
def test_a_falsified_line_is_found(
    logs: Path, tmp_path: Path, column: str, where: Callable[[Line], bool], change: Callable[[Line], Line]
) -> None:
    lines = read(logs / "log.jsonl")
    place = next(place for place, line in enumerate(lines) if where(line))
    lines[place] = change(lines[place])
    status, told = worked_out(written(tmp_path / "false.jsonl", lines))
    assert status == 1
    found = [one for one in told if one.startswith(f"false.jsonl line {place + 1}, ")]
    assert any(f": {column} is " in one or column == "seq" for one in found), told


def written(path: Path, lines: list[Line]) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return path


def test_a_number_given_twice_is_found(logs: Path, tmp_path: Path) -> None:
    lines = read(logs / "log.jsonl")
    lines[1]["letter_no"] = lines[0]["letter_no"]
    lines[-1]["resolution_no"] = lines[0]["resolution_no"]
    status, told = worked_out(written(tmp_path / "twice.jsonl", lines))
    assert (status, len([one for one in told if ": letter_no is " in one])) == (1, 1)
    assert any(": resolution_no is " in one for one in told)


def test_a_vote_changed_in_the_entry_breaks_its_hash_and_the_count(logs: Path, tmp_path: Path) -> None:
    lines = read(logs / "whole.jsonl")
    entry = next(line for line in lines if line["resolution_no"])["entry"]
    voter = next(who for who, vote in entry["body"]["votes"].items() if vote == "FOR")
    entry["body"]["votes"][voter] = "AGAINST"
    status, told = worked_out(written(tmp_path / "vote.jsonl", lines))
    assert status == 1
    assert any(": hash is " in one for one in told)
    assert any(": votes_for is " in one for one in told)


def test_files_that_tell_different_things_are_found(logs: Path, tmp_path: Path) -> None:
    lines = read(logs / "log.jsonl")
    lines[0]["meeting_no"] += 1
    status, told = worked_out(logs / "log.csv", written(tmp_path / "log.jsonl", lines))
    assert status == 1
    assert any("meeting_no is" in one for one in told)
