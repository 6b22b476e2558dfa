"""The damage support report: both languages with the same numbers, nobody in them, an archive copy that is recorded."""

import csv
import dataclasses
import datetime as dt
import io
from pathlib import Path

import pytest

from reviewer.desk import report
from reviewer.desk.figure_words import Worded
from reviewer.desk.figures import FIGURES, read_figure
from reviewer.letters import office_paper
from reviewer.rules.figures import outcomes, work
from reviewer.rules.figures.figure import Figure
from reviewer.rules.figures.small_cells import is_small, publishable
from reviewer.rules.figures.tallies import Decided
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from tests.desk.meeting_room import MeetingRoom
from tests.letters import standards

NOW = dt.datetime(2023, 5, 2, 1, tzinfo=dt.UTC)


@pytest.fixture
def room(tmp_path: Path) -> MeetingRoom:
    found = MeetingRoom(tmp_path / "room")
    found.pass_all()
    return found


def filled(figure: Figure) -> Figure:
    """The figure with a number in every cell, so that every kind of drawing is on the paper."""
    numbers = tuple(
        tuple(7 + 11 * row + 3 * place for place in range(len(figure.series))) for row in range(len(figure.rows))
    )
    return dataclasses.replace(figure, cells=numbers, behind=())


def test_both_languages_tell_the_same_numbers(room: MeetingRoom) -> None:
    found = report.reported(room.conn, room.conn, NOW)
    numbers = []
    for lang in ("ko", "en"):
        paper = report.report_paper(found, lang)
        tables = [block for block in paper.blocks if isinstance(block, office_paper.Table)]
        charts = [block for block in paper.blocks if isinstance(block, office_paper.Chart)]
        assert len(charts) == len(found.figures)
        numbers.append(([[row[1:] for row in one.rows] for one in tables], [one.cells for one in charts]))
    assert numbers[0] == numbers[1]


def test_nobody_can_be_recognised(room: MeetingRoom) -> None:
    found = report.reported(room.conn, room.conn, NOW)
    for figure in found.figures.values():
        assert figure.n is None or not is_small(figure.n)
        assert not any(is_small(cell) for line in figure.cells for cell in line if cell is not None)
    told = "\n".join(report.report_paper(found, lang).text for lang in ("ko", "en"))
    told += report.report_csv(found, ("ko", "en")).decode("utf-8-sig")
    for secret in ("김하늘", "하늘상회", "120-81", "1208147521", "01012345678", "역삼동", "이름 "):
        assert secret not in told


def test_every_number_of_the_csv_is_one_of_the_case(room: MeetingRoom) -> None:
    found = report.reported(room.conn, room.conn, NOW)
    rows = list(csv.reader(io.StringIO(report.report_csv(found, ("ko", "en")).decode("utf-8-sig"))))
    assert rows[0][1::2] == ["Figure", "Which", "Series"]
    assert len(rows) - 1 == sum(len(one.rows) * len(one.series) or 1 for one in found.figures.values())
    assert {row[1] for row in rows[1:]} == {
        Worded(found.plan, "en", NOW, {}).say("title", one) for one in found.figures
    }
    alone = list(csv.reader(io.StringIO(report.report_csv(found, ("en",)).decode("utf-8-sig"))))
    assert alone[0] == ["Figure", "Which", "Series", "Value"]
    assert [row[1::2] for row in rows] == [row[:3] for row in alone]
    before = read_figure(room.conn, "STANDING", dt.date(2023, 5, 2))
    after = found.figures["STANDING"]
    assert "STANDING" in FIGURES
    assert after.n is None or after.n == before.n


def test_it_is_written_whole_recorded_and_the_same_again(room: MeetingRoom, tmp_path: Path) -> None:
    signer = room.signers["sec"]
    told = report.write_report(room.case_file, signer, tmp_path / "a.pdf", langs=("ko", "en"), now=NOW, at=NOW)
    again = report.write_report(room.case_file, signer, tmp_path / "b.pdf", langs=("ko", "en"), now=NOW, at=NOW)
    assert told["sha256"] == again["sha256"]
    kept = room.conn.execute("SELECT body FROM journal WHERE act = 'print' ORDER BY rowid DESC LIMIT 1").fetchone()
    assert '"what":"REPORT"' in kept[0]
    assert again["sha256"] in kept[0]
    report.write_report(room.case_file, signer, tmp_path / "a.csv", langs=("ko",), now=NOW)
    assert [path.name for path in sorted(tmp_path.glob("a.*"))] == ["a.csv", "a.pdf"]


def test_what_may_not_be_recorded_does_not_stay(room: MeetingRoom, tmp_path: Path) -> None:
    stranger = dataclasses.replace(room.signers["sec"], member="nobody")
    with pytest.raises(Problem):
        report.write_report(room.case_file, stranger, tmp_path / "c.pdf", langs=("ko",), now=NOW)
    assert not list(tmp_path.glob("c.pdf*"))


@pytest.mark.skipif(bool(standards.missing()), reason=f"not here: {standards.missing()}")
def test_it_is_an_archive_copy_that_can_be_heard(room: MeetingRoom, tmp_path: Path) -> None:
    found = report.reported(room.conn, room.conn, NOW)
    full = {code: filled(figure) for code, figure in found.figures.items()}
    full |= {code: filled(read_figure(room.conn, code, NOW.date())) for code in ("PACE", "AGES", "BY_SECTOR", "MONEY")}
    found = dataclasses.replace(found, figures=full)
    papers = {"both": report.report_pdf(found, ("ko", "en")), "ko": report.report_pdf(found, ("ko",))}
    assert standards.broken_rules(papers, tmp_path) == {}


def test_a_check_stands_with_its_words_beside_its_code(plan: Plan) -> None:
    figure = work.hint_checks({("BNK2", "FULL", "PASS"): 8})
    told = [Worded(plan, lang, NOW, {}).row(figure, figure.rows[0]) for lang in ("ko", "en")]
    assert told == ["BNK2  은행명·계좌번호를 읽을 수 있음", "BNK2  Bank and number legible"]


def test_where_outcomes_are_withheld_no_share_is_named_and_it_is_said(plan: Plan) -> None:
    first, second, *_ = plan.profit_rates
    decided = [
        Decided(first, (), "APPROVED_FULL", 6), Decided(second, (), "APPROVED_FULL", 4),
        Decided(second, (), "NOT_APPROVED", 5),
    ]  # fmt: skip
    whole = outcomes.by_sector(decided, plan)
    told = []
    for figure in (whole, publishable(whole)):
        for lang in ("ko", "en"):
            chart = Worded(plan, lang, NOW, {}).chart(figure)
            told.append((chart.about.partition(" · ")[0], chart.notes))
    assert [notes for _, notes in told[:2]] == [(), ()]
    assert told[2][0] == "단위: 유효한 심의 결과 건수"
    assert "심의 결과별 건수는 표시하지 않습니다" in told[2][1][0]
    assert told[3][0] == "decisions in force"
    assert told[3][1][0].startswith("The outcomes are withheld")


def test_every_figure_that_may_come_down_to_totals_has_a_unit_for_them(plan: Plan) -> None:
    for lang in ("ko", "en"):
        worded = Worded(plan, lang, NOW, {})
        for code in ("STANDING", "AGES", "BY_SECTOR", "PUT_BACK", "QUALITY", "HINTS", "HINT_CHECKS"):
            assert worded.say("unit_of_totals", code) != code
