"""A case with every report Kakao received: whole after intake and review, and after being killed in the middle."""

import datetime as dt
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile import keys
from reviewer.casefile.case_file import open_case
from reviewer.casefile.check import check
from reviewer.desk.founding import found_case
from reviewer.sample.seats import REVIEWERS, SECRETARY, STAFF, roster
from tests.journeys.test_whole_path import MAIN, expected_award, told

pytestmark = pytest.mark.acceptance
REPORTS, DECIDED = 105_116, 40
KILLS = 6


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The large sample, made by the program itself; it takes some minutes."""
    folder = tmp_path_factory.mktemp("large") / "demo"
    made = told("demo", folder, "--claims", REPORTS, "--review", DECIDED)
    assert (made["rows"], made["accepted"], made["refused"]) == (REPORTS, REPORTS, 0)
    assert made["decided"] == DECIDED
    return folder


@pytest.fixture
def case(sample: Path, tmp_path: Path) -> Path:
    """A copy of the large sample that a test may change."""
    shutil.copytree(sample, tmp_path / "demo", ignore=shutil.ignore_patterns("delivery", "letters"))
    return tmp_path / "demo" / "demo.casedb"


def started(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-u", str(MAIN), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def killed(child: subprocess.Popen[str]) -> list[str]:
    """The lines a program had shown whole when it was killed."""
    child.send_signal(signal.SIGKILL)
    with child:
        assert child.stdout is not None
        return child.stdout.read().split("\n")[:-1]  # a line without its end was never shown whole


def test_the_large_case_is_whole(sample: Path) -> None:
    report = told("check", sample / "demo.casedb", "--documents")
    assert report["problems"] == []
    assert report["ok"] is True
    assert report["claims"] == REPORTS


def test_every_award_of_the_large_case_can_be_worked_out_again_from_its_log(case: Path, tmp_path: Path) -> None:
    told("log", case, "--out", tmp_path / "log.jsonl", "--as", SECRETARY)
    lines: list[dict[str, Any]] = [
        json.loads(line) for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()
    ]
    assert len(lines) >= DECIDED
    worked_out = [line for line in lines if line["normal_week_sales"] not in (None, "")]
    assert len(worked_out) >= DECIDED // 4
    assert [line["calculated_award"] for line in worked_out] == [expected_award(line) for line in worked_out]
    fixed = [line for line in lines if line["disposition"] == "FIXED"]
    assert [line["award"] for line in fixed] == [30_000 if one["claimed_loss"] <= 300_000 else 50_000 for one in fixed]


def test_an_intake_killed_at_random_moments_goes_on_and_ends_whole(sample: Path, tmp_path: Path) -> None:
    table = tmp_path / "delivery" / "delivery.csv"
    table.parent.mkdir()
    shutil.copy(sample / "delivery" / "delivery.csv", table)
    path, signers = tmp_path / "new.casedb", {}
    for who in (SECRETARY, STAFF, *REVIEWERS):
        signers[who] = keys.make_key(tmp_path / "keys", who, None)
    found_case(
        path,
        founder=signers[SECRETARY],
        roster=roster({who: signer.public_key for who, signer in signers.items()}),
        name="견본",
        controller="견본",
        legal_ground="견본",
        passphrase=None,
        is_sample=True,
        now=dt.datetime(2023, 1, 27, 1, tzinfo=dt.UTC),
    ).close()
    chance = random.Random(1015)
    for _ in range(KILLS):
        child = started("intake", path, table.parent, "--as", SECRETARY, "--json")
        time.sleep(chance.uniform(0.3, 6.0))
        killed(child)
        with open_case(path) as opened:
            report = check(opened, documents=True)
            assert report.problems == ()
            assert report.claims in (0, REPORTS)  # a delivery is taken in whole, or is no part of the case yet
    told("intake", path, table.parent, "--as", SECRETARY)
    with open_case(path) as opened:
        report = check(opened, documents=True)
        assert (report.problems, report.claims) == ((), REPORTS)


def test_a_review_killed_at_random_moments_holds_every_act_that_was_shown_as_recorded(case: Path) -> None:
    with open_case(case) as opened:
        rows = opened.reader().execute("SELECT claim FROM claims WHERE stage = 'ROUTED' ORDER BY claim LIMIT 200")
        claims = [row["claim"] for row in rows]
        before = opened.reader().execute("SELECT count(*) FROM journal").fetchone()[0]
    chance = random.Random(2022)
    shown: list[str] = []
    for number in range(KILLS * 2):
        acts = case.parent / "acts.jsonl"
        notes = (
            {"act": "write_note", "subject": chance.choice(claims), "note": f"{number}. {note}"}
            for note in range(5_000)
        )
        acts.write_text("".join(json.dumps(note, ensure_ascii=False) + "\n" for note in notes), encoding="utf-8")
        child = started("act", case, acts, "--as", SECRETARY)
        assert child.stdout is not None
        first = child.stdout.readline()  # the program is recording from here on
        time.sleep(chance.uniform(0.0, 0.8))
        shown += [json.loads(line)["uid"] for line in [first, *killed(child)]]
    with open_case(case) as opened:
        assert check(opened, documents=True).problems == ()
        recorded = {row["uid"] for row in opened.reader().execute("SELECT uid FROM journal")}
    assert len(shown) > KILLS * 2
    assert set(shown) <= recorded
    assert len(recorded) <= before + len(shown) + KILLS * 2  # at most one act a kill was recorded and not yet shown
