"""Figures of a case: the same by SQL as counted by hand, now and as of every earlier moment."""

import datetime as dt

import pytest

from reviewer.casefile.as_of import as_of
from reviewer.desk.figures import FIGURES, plain, read_figure
from tests.casefile.case_room import CaseRoom
from tests.casefile.working_days import WorkingDays
from tests.council_model.figures_by_hand import figures_agree

C = "2023-000123"
DAY = dt.date(2023, 12, 29)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_days_of_chance_count_as_by_hand_also_as_of_before(room: CaseRoom, seed: int) -> None:
    days = WorkingDays(room, seed)
    stood = []
    for _ in range(3):
        days.work(120)
        stood.append((room.at, {code: plain(read_figure(room.conn, code, DAY)) for code in FIGURES}))
        figures_agree(room.conn)
    for at, then in stood:
        with as_of(room.case_file, at) as past:
            assert {code: plain(read_figure(past.reader(), code, DAY)) for code in FIGURES} == then


def test_a_report_without_papers_is_no_application(room: CaseRoom) -> None:
    room.take_in(C)
    room.take_in("2023-000124", papers=False, start=9)
    standing, ages = (read_figure(room.conn, code, DAY) for code in ("STANDING", "AGES"))
    assert standing.cells[standing.rows.index("REPORTED")] == (1, 0, 0)
    assert standing.cells[standing.rows.index("STEP0")] == (1, 0, 0)
    assert ages.n == 1


def test_no_figure_holds_a_name_or_number_of_a_claimant(room: CaseRoom) -> None:
    room.take_in(C)
    room.adopt_rules()
    for step in (room.review, room.propose, room.agree, room.resolve):
        step(C)
    told = str([plain(read_figure(room.conn, code, DAY)) for code in FIGURES])
    for secret in (C, "김하늘", "하늘상회", "1208147521", "01012345678", "역삼동"):
        assert secret not in told
