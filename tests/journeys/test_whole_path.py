"""The whole path by commands: a delivery becomes decided claims, letters and a log, and all of it can be proved."""

import csv
import json
import os
import shutil
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

MAIN = Path(__file__).parents[2] / "main.py"


def command(*arguments: object, status: int = 0, stdin: str = "") -> str:
    done = subprocess.run(
        [sys.executable, str(MAIN), *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "LANG": "en_US.UTF-8"},
    )
    assert done.returncode == status, f"{arguments}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


def told(*arguments: object, status: int = 0) -> Any:
    return json.loads(command(*arguments, "--json", status=status))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "demo"
    made = told("demo", folder, "--claims", 1500, "--seed", 7, "--review", 12)
    assert made["decided"] == 12
    assert made["letters_stopped"] == []
    return folder


@pytest.fixture
def case(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample that a test may change."""
    shutil.copytree(sample, tmp_path / "demo", ignore=shutil.ignore_patterns("delivery"))
    return tmp_path / "demo" / "demo.casedb"


def test_the_case_is_whole(sample: Path) -> None:
    report = told("check", sample / "demo.casedb", "--documents")
    assert report["problems"] == []
    assert report["ok"] is True
    assert report["claims"] == 1500


def expected_award(line: dict[str, Any]) -> int:
    """The calculated award, worked out again from the exported line and the published bands alone."""
    loss = max(0, line["normal_week_sales"] - line["outage_week_sales"])
    assert loss == line["verified_loss"]
    if loss <= 0:
        return 0
    if loss <= 500_000:
        return 30_000 if loss <= 300_000 else 50_000
    product = Decimal(loss)
    for factor in ("profit_rate", "alt_factor", "share_factor"):
        product *= Decimal(line[factor])
    won = int(product.quantize(Decimal(1), ROUND_HALF_UP))
    assert won == line["assessed_amount"]
    return max(0, max(won, 50_000) - (line["offsets"] or 0))


def test_every_award_can_be_worked_out_again_from_the_log(case: Path, tmp_path: Path) -> None:
    told("log", case, "--out", tmp_path / "log.jsonl", "--as", "SIM-secretary")
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    assert len(lines) >= 12
    recalculated = 0
    for line in lines:
        if line["normal_week_sales"] not in (None, ""):
            assert line["calculated_award"] == expected_award(line), line["claim_no"]
            recalculated += 1
        if line["award_basis"] == "CALCULATED":
            assert line["award"] == line["calculated_award"]
        if line["disposition"] == "FIXED":
            assert line["award"] == (30_000 if line["claimed_loss"] <= 300_000 else 50_000)
    assert recalculated >= 3


def test_the_log_is_the_same_in_all_three_formats(case: Path, tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "jsonl"):
        told("log", case, "--out", tmp_path / f"log.{ending}", "--as", "SIM-secretary")
    data = (tmp_path / "log.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader((tmp_path / "log.csv").read_text("utf-8-sig").splitlines()))
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    assert [row["claim_no"] for row in rows] == [line["claim_no"] for line in lines]
    assert [row["award"] for row in rows] == [str(line["award"]) for line in lines]


def test_letters_say_what_was_decided_and_can_be_verified(case: Path, tmp_path: Path) -> None:
    letters = sorted((case.parent / "letters").glob("*.ko.pdf"))
    assert len(letters) >= 12
    found = told("verify", letters[0], "--case", case)
    assert found["genuine"] is True
    text = subprocess.run(["pdftotext", "-layout", str(letters[0]), "-"], capture_output=True, check=True).stdout
    assert found["claim"] in text.decode("utf-8")
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(letters[0].read_bytes() + b"\n")
    assert told("verify", changed, "--case", case, status=1)["genuine"] is False
    alone = told("verify", letters[0])
    assert (alone["by"], alone["genuine"], alone["award"]) == ("letter", True, found["award"])
    assert told("verify", changed, status=1)["genuine"] is False
    command("verify", status=2)


def test_letters_that_cannot_leave_are_named(case: Path, tmp_path: Path) -> None:
    issued = told("find", case, "--where", "stage=PAYMENT_LISTED")["claims"][0]["claim"]
    undecided = told("find", case, "--where", "stage=ROUTED")["claims"][0]["claim"]
    done = told(
        "letters", case, "--out", tmp_path / "out", "--claim", issued, "--claim", undecided, "--as", "SIM-secretary",
        status=1,
    )  # fmt: skip
    assert {one["claim"]: one["why"] for one in done["stopped"]} == {
        issued: "issued_before",
        undecided: "no_such_decision",
    }


def test_nothing_is_issued_or_paid_twice(case: Path, tmp_path: Path) -> None:
    again = told("letters", case, "--out", tmp_path / "letters", "--as", "SIM-secretary")
    assert again["letters"] == 0
    batch = told(
        "payments", case, "--out", tmp_path / "p.xlsx", "--as", "SIM-secretary",
        "--list-passphrase-file", _secret(tmp_path),
    )  # fmt: skip
    assert batch["claims"] == 0


def _secret(folder: Path) -> Path:
    (folder / "secret").write_text("hunter 2", encoding="utf-8")
    return folder / "secret"


def test_payment_results_come_back_and_a_wrong_amount_is_refused(case: Path, tmp_path: Path) -> None:
    listed = told("find", case, "--where", "stage=PAYMENT_LISTED")["claims"]
    assert len(listed) >= 2
    lines = [
        f"{listed[0]['claim']},paid,2023-08-10,{listed[0]['award']},",
        f"{listed[1]['claim']},paid,2023-08-10,{listed[1]['award'] + 1},",
    ]
    results = tmp_path / "results.csv"
    results.write_text("claim,result,date,amount,reason\n" + "\n".join(lines) + "\n", encoding="utf-8")
    done = told("payments", case, "--results", results, "--as", "SIM-secretary")
    assert done["paid"] == 1
    (refused,) = done["refused"]
    assert (refused["row"], refused["claim"], refused["code"]) == (3, listed[1]["claim"], "amount_differs")
    assert told("show", case, listed[0]["claim"])["stage"] == "PAID"


def test_acts_stop_at_the_first_refusal_and_keep_what_came_before(case: Path) -> None:
    routed = [
        line["claim"] for line in told("find", case, "--where", "stage=ROUTED", "--where", "route=INDIVIDUAL")["claims"]
    ]
    assert routed
    wishes = [
        {"act": "write_note", "subject": routed[0], "note": "전화로 확인", "at": "2023-08-01T00:00:00Z"},
        {"act": "assign", "subject": routed[0], "lead": "SIM-law-1", "second": "SIM-law-1"},
        {"act": "write_note", "subject": routed[0], "note": "하지 않음"},
    ]
    out = command("act", case, "-", "--as", "SIM-secretary", stdin="\n".join(map(json.dumps, wishes)) + "\n", status=1)
    lines = [json.loads(line) for line in out.splitlines()]
    assert lines[0]["line"] == 1
    assert lines[1]["problem"]["code"] == "SamePerson"
    assert len(lines) == 2
    assert told("check", case)["ok"] is True


def test_every_act_is_listed_with_an_example() -> None:
    listed = json.loads(command("act", "--list", "--json"))
    assert {"record_check", "assess", "propose_decision", "resolve"} <= {one["act"] for one in listed}
    assert all(one["example"]["act"] == one["act"] for one in listed)


def test_personal_data_stays_masked_unless_a_reason_is_given(case: Path) -> None:
    line = told("find", case, "--where", "stage=PAYMENT_LISTED")["claims"][0]
    assert "*" in line["representative"]
    command("find", case, "--unmasked", status=2)
    full = told(
        "find", case, "--where", f"claim={line['claim']}", "--unmasked", "--reason", "전화 확인", "--as", "SIM-law-1"
    )
    assert "*" not in full["claims"][0]["representative"]


def test_a_backup_is_whole(case: Path, tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    made = told("backup", case, tmp_path / "copies")
    assert told("check", made["backup"], "--documents")["ok"] is True


def test_wrong_usage_is_status_two_and_a_problem_is_one(case: Path, tmp_path: Path) -> None:
    command("show", status=2)
    missing = told("show", tmp_path / "none.casedb", "2023-000001", status=1)
    assert missing["problem"]["code"] == "CaseFileMissing"
    unknown = told("show", case, "2023-999999", status=1)
    assert unknown["problem"]["code"] == "ClaimUnknown"


def test_the_same_seed_gives_the_same_delivery(sample: Path, tmp_path: Path) -> None:
    told("demo", tmp_path / "again", "--claims", 1500, "--seed", 7)
    first = (tmp_path / "again" / "truth.jsonl").read_bytes()
    assert (sample / "truth.jsonl").read_bytes().startswith(first)  # what was sent later stands behind it
    for line in (sample / "truth.jsonl").read_text("utf-8").splitlines():
        assert (sample / json.loads(line)["path"]).is_file()


def test_a_backup_can_be_given_a_name(case: Path, tmp_path: Path) -> None:
    made = told("backup", case, tmp_path / "copy.casedb")
    assert made["backup"] == str(tmp_path / "copy.casedb")
    assert told("check", tmp_path / "copy.casedb", "--documents")["ok"] is True


def test_one_secret_opens_a_locked_case_and_the_key(tmp_path: Path) -> None:
    """A member whose key file knows the case types the passphrase of the key alone."""
    from reviewer.casefile import keys

    table = tmp_path / "delivery.csv"
    table.write_text("상호,대표자,피해액\n바다식당,김하늘,900000\n", encoding="utf-8")
    secret, other = tmp_path / "secret", tmp_path / "other"
    secret.write_text("first words", encoding="utf-8")
    other.write_text("second words", encoding="utf-8")
    case, folder = tmp_path / "locked.casedb", tmp_path / "keys"
    told("intake", case, table, "--keys", folder, "--passphrase-file", secret)
    key = keys.keys_in(folder)[0]
    keys.change_passphrase(folder, key.key_id, "first words", "second words")
    number = told("find", case, "--passphrase-file", secret)["claims"][0]["claim"]
    note = json.dumps({"act": "write_note", "subject": number, "note": "확인"})
    command("act", case, "-", "--keys", folder, "--passphrase-file", other, stdin=note + "\n")
    assert told("check", case, "--passphrase-file", secret)["ok"] is True
