"""The first rows, painted before the rest of the program is loaded: those of the list, masked, as it was left."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import saved_lists
from reviewer.casefile.case_file import create, open_case
from reviewer.ui.claims.claim_list import ClaimList
from reviewer.ui.claims.list_look import ListLook
from reviewer.ui.first_rows import FirstList, read_first_rows
from reviewer.ui.wording import korean_table
from tests.conftest import ROOT
from tests.ui.conftest import LEAD

WAITED_FOR = (
    "reviewer.rules.claim",
    "reviewer.rules.plan",
    "reviewer.ui.claims.claim_list",
    "filelock",
)
FOR_SIGNING = "cryptography"
"""Read when something is first signed; the whole list is there without it."""


def keep(case: Path, person: str, look: ListLook) -> None:
    with open_case(case) as opened, opened.writing() as conn:
        saved_lists.keep_last(conn, person, look.content(), "2023-01-01T00:00:00Z")


def cells(table: QTableView, rows: int) -> list[list[str]]:
    head, model = table.horizontalHeader(), table.model()
    shown = [head.logicalIndex(at) for at in range(head.count()) if not table.isColumnHidden(head.logicalIndex(at))]
    return [[str(model.index(row, column).data()) for column in shown] for row in range(rows)]


def test_the_first_rows_are_those_the_list_shows_after_them(reviewer: Reviewer, case: Path, qtbot: QtBot) -> None:
    columns = (("representative", 0), ("claim", 0), ("stage", 0), ("phone", 0), ("address", 0), ("sector", 0))
    keep(case, LEAD, ListLook(sort="claimed_loss", descending=True, columns=columns))
    found = read_first_rows(case, case.parent / "keys", LEAD)
    assert found is not None
    first = FirstList(found, reviewer.look)
    qtbot.addWidget(first)
    reviewer.window.place = "claims"
    reviewer.open_case(case)
    qtbot.waitUntil(lambda: reviewer.window.findChild(ClaimList) is not None)
    claims = reviewer.window.findChild(ClaimList)
    assert claims is not None
    qtbot.waitUntil(lambda: claims.reading.is_complete)
    assert claims.model.rowCount() > 20
    assert first.rows[:20] == cells(claims.table, 20)
    assert "*" in first.rows[0][0], "names are masked from the first paint on"


def test_they_are_those_of_whoever_sits_here(reviewer: Reviewer, case: Path) -> None:
    keep(case, LEAD, ListLook(mine=True))
    mine = read_first_rows(case, case.parent / "keys", LEAD)
    assert mine is not None
    assert mine.lines
    assert {line.lead for line in mine.lines} == {LEAD}
    others = read_first_rows(case, case.parent / "keys", "")
    assert others is not None
    assert len(others.lines) > len(mine.lines)


def test_searched_words_wait_for_the_list(case: Path) -> None:
    keep(case, LEAD, ListLook(words="김"))
    assert read_first_rows(case, case.parent / "keys", LEAD) is None


def test_what_cannot_be_shown_at_once_waits_for_the_list(tmp_path: Path) -> None:
    locked = tmp_path / "locked.casedb"
    create(locked, passphrase="correct horse battery").close()
    (tmp_path / "text.casedb").write_text("no database")
    create(tmp_path / "empty.casedb", is_sample=True).close()
    for path in (locked, tmp_path / "text.casedb", tmp_path / "none.casedb", tmp_path / "empty.casedb"):
        assert read_first_rows(path, tmp_path, LEAD) is None, path.name


def test_the_list_takes_the_place_of_its_first_rows(reviewer: Reviewer, case: Path, qtbot: QtBot) -> None:
    reviewer.window.place = "claims"
    reviewer.begin_with(case)
    qtbot.waitUntil(lambda: reviewer.window.findChild(FirstList) is not None)
    qtbot.waitUntil(lambda: reviewer.window.findChild(FirstList) is None)
    claims = reviewer.window.findChild(ClaimList)
    assert claims is not None
    assert claims.isVisible()
    qtbot.waitUntil(lambda: claims.model.rowCount() > 20)


def test_a_file_that_is_damaged_says_so_in_place_of_rows(reviewer: Reviewer, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "demo.casedb"
    path.write_text("no database")
    reviewer.begin_with(path)
    qtbot.waitUntil(lambda: "demo.casedb" in reviewer._start.problem.text())


@pytest.mark.parametrize("until", ["--exit-after-paint", "--exit-when-whole"])
def test_nothing_is_loaded_that_the_first_rows_do_not_need(case: Path, until: str) -> None:
    said = json.dumps([*WAITED_FOR, FOR_SIGNING])
    script = (
        "import sys, reviewer.ui.first_paint as first_paint\nfrom PySide6 import QtCore\n"
        "end = first_paint.FirstPaint._end\n"
        f"def told(self):\n    print(*(name for name in {said} if name in sys.modules), end=' ')\n"
        "    print(*(name for name in ['Qt'] if name in vars(QtCore)))\n    end(self)\n"  # made when first asked for
        "first_paint.FirstPaint._end = told\n"
        "from reviewer.app import main\n"
        f"sys.exit(main(['{until}', {str(case)!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    loaded, painted = done.stdout.splitlines()
    assert (painted, done.returncode) == ("painted", 0), done.stderr
    assert loaded.split() == ([] if until == "--exit-after-paint" else [*WAITED_FOR, "Qt"]), done.stderr


def test_in_korean_only_the_words_of_the_first_rows_are_read_before_them(case: Path) -> None:
    script = (
        "import sys, reviewer.ui.wording as wording, reviewer.ui.first_paint as first_paint\n"
        "end = first_paint.FirstPaint._end\n"
        "def told(self):\n    print(wording.korean_table.cache_info().currsize, *map(wording.tr, ('Claim', 'Close')))\n"
        "    end(self)\n"
        "first_paint.FirstPaint._end = told\n"
        "from reviewer.app import main\n"
        f"sys.exit(main(['--exit-after-paint', {str(case)!r}]))"
    )
    korean = os.environ | {"LC_ALL": "ko_KR.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False, env=korean
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"0 접수번호 {korean_table()['Close']}", "painted"]
