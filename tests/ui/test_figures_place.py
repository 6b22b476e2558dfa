"""The place Figures: counted when looked at, told to who cannot see, of now and of a past moment."""

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import ImageChops, ImageStat
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.desk.figures import CODES, FIGURES, read_figure
from reviewer.desk.reviewing import korean_day
from reviewer.rules.calendar import KOREA
from reviewer.ui.figures.figures import FiguresPlace

PATIENCE = 20_000


@pytest.fixture
def place(opened: Reviewer, qtbot: QtBot) -> FiguresPlace:
    """The place, with its first figure in view."""
    opened.window.show_place("figures")
    found = opened.window._built["figures"]
    assert isinstance(found, FiguresPlace)
    qtbot.waitUntil(lambda: found.page.shown is not None, timeout=PATIENCE)
    return found


def show(place: FiguresPlace, qtbot: QtBot, code: str) -> Any:
    place.list.go_to(code)
    qtbot.waitUntil(lambda: place.page.shown is not None and place.page.shown.figure.code == code, timeout=PATIENCE)
    return place.page.shown


def test_every_figure_shows_its_chart_and_the_same_numbers_as_its_table(place: FiguresPlace, qtbot: QtBot) -> None:
    conn = place._sitting.on_screen
    for code in FIGURES:
        shown = show(place, qtbot, code)
        expected = read_figure(conn, code, korean_day(place._sitting.now()))
        assert shown.figure.cells == expected.cells
        table = place.page.table
        assert table is not None
        assert table.lines.rowCount() == len(expected.rows)
        for row, cells in enumerate(expected.cells):
            assert table.lines.line(row).cells[1 : len(cells) + 1] == tuple(f"{cell:,}" for cell in cells)
        assert "n = " in shown.chart.about
        assert "as of" in shown.chart.about


def test_arrows_go_through_the_numbers_and_each_is_heard(place: FiguresPlace, qtbot: QtBot) -> None:
    shown = show(place, qtbot, "STANDING")
    chart = place.page.chart
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.at == (1, 1)
    heard = QAccessible.queryAccessibleInterface(chart).text(QAccessible.Text.Description)
    assert heard.startswith(shown.chart.said_of(1, 1))
    assert QAccessible.queryAccessibleInterface(chart).text(QAccessible.Text.Name) == shown.chart.title
    for _ in range(40):
        qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.at[0] == len(shown.chart.rows) - 1


def test_what_is_recorded_is_counted_again(place: FiguresPlace, opened: Reviewer, qtbot: QtBot) -> None:
    before = show(place, qtbot, "STANDING")
    sitting = place._sitting
    claim = sitting.on_screen.execute("SELECT claim FROM claims WHERE stage = 'IN_REVIEW'").fetchone()[0]
    body = {"date": "2023-07-05", "how": "전화", "letter_no": "2023-A-9001"}
    done: list[Any] = []
    sitting.record("withdraw", claim, body, then=done.append, otherwise=done.append, owner=place)
    qtbot.waitUntil(lambda: place.page.shown is not None and place.page.shown.figure != before.figure, timeout=PATIENCE)
    after = place.page.shown
    assert after is not None
    done_row = after.figure.rows.index("DONE")
    assert sum(after.figure.cells[done_row]) == sum(before.figure.cells[done_row]) + 1


def test_a_past_moment_is_counted_as_it_was_and_now_comes_back(place: FiguresPlace, qtbot: QtBot) -> None:
    now = show(place, qtbot, "STANDING")
    place.past.click()
    place.choice.at.setDateTime(QDateTime(2023, 1, 1, 12, 0, 0))
    place.choice.go.click()
    qtbot.waitUntil(lambda: place.told.isVisible(), timeout=PATIENCE)
    past = place.page.shown
    assert past is not None
    assert (past.figure.n, past.chart.is_empty) == (0, True)  # before the founding
    place.choice.at.setDateTime(QDateTime(2023, 7, 20, 12, 0, 0))
    place.choice.go.click()
    qtbot.waitUntil(lambda: place.page.shown is not None and place.page.shown.figure.n > 0, timeout=PATIENCE)
    past = place.page.shown
    assert past is not None
    assert (past.figure.n, past.figure.cells != now.figure.cells) == (now.figure.n, True)
    assert "20 July 2023" in past.chart.about
    place.past.click()
    qtbot.waitUntil(lambda: place.page.shown is not None and place.page.shown.figure == now.figure, timeout=PATIENCE)
    assert place.told.isHidden()


def test_a_past_moment_that_is_not_wanted_any_more_is_not_shown(place: FiguresPlace, qtbot: QtBot) -> None:
    now = show(place, qtbot, "STANDING")
    place.past.click()
    place.choice.at.setDateTime(QDateTime(2023, 1, 1, 12, 0, 0))
    place.choice.go.click()
    place.past.click()  # the answer is still under way
    qtbot.waitUntil(lambda: not place.strip.is_running and place.choice.go.isEnabled(), timeout=PATIENCE)
    assert place.told.isHidden()
    assert not place._source.is_past
    assert show(place, qtbot, "STANDING").figure == now.figure


def test_a_moment_that_is_still_to_come_is_now(place: FiguresPlace, qtbot: QtBot) -> None:
    place.past.click()
    place.choice.at.setDateTime(QDateTime(2099, 1, 1, 12, 0, 0))
    place.choice.choose()
    assert place.choice.moment() <= dt.datetime.now(KOREA) + dt.timedelta(minutes=1)


def test_hints_are_compared_when_asked_for(place: FiguresPlace, qtbot: QtBot) -> None:
    place.list.go_to("HINTS")
    qtbot.waitUntil(place.page.go.isVisible, timeout=PATIENCE)
    place.page.go.click()
    qtbot.waitUntil(lambda: place.page.shown is not None and place.page.shown.figure.code == "HINTS", timeout=PATIENCE)
    show(place, qtbot, "HINT_CHECKS")
    assert set(CODES) - set(FIGURES) == {"HINTS", "HINT_CHECKS"}


def test_the_place_goes_while_it_is_adding_up(place: FiguresPlace, opened: Reviewer, qtbot: QtBot) -> None:
    place.past.click()
    place.choice.go.click()
    opened.window.close()
    assert place._lane.is_closed


@pytest.mark.parametrize("kind", ["pdf", "png", "svg", "csv"])
def test_a_figure_leaves_as_a_file_and_that_is_recorded(
    place: FiguresPlace, opened: Reviewer, qtbot: QtBot, tmp_path: Path, kind: str
) -> None:
    shown = show(place, qtbot, "STANDING")
    path = tmp_path / f"standing.{kind}"
    place.leaving.save(path)
    qtbot.waitUntil(lambda: path.exists() and not place.strip.is_running, timeout=PATIENCE)
    data = path.read_bytes()
    assert data.startswith({"pdf": b"%PDF", "png": b"\x89PNG", "svg": b"<svg", "csv": b"\xef\xbb\xbf"}[kind])
    if kind == "csv":
        lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert lines[0][1:-1] == [one.name for one in shown.chart.series]
        assert [int(one) for one in lines[1][1:-1]] == list(shown.figure.cells[0])
    kept = place._sitting.on_screen.execute("SELECT body FROM journal WHERE act = 'export' ORDER BY rowid DESC")
    assert f'"format":"{kind}"' in kept.fetchone()[0]
    assert not list(tmp_path.glob("*.part"))


def test_a_figure_is_printed_with_its_table(place: FiguresPlace, qtbot: QtBot, tmp_path: Path) -> None:
    show(place, qtbot, "PACE")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    place.leaving.print_on(printer)
    qtbot.waitUntil(lambda: not place.strip.is_running and (tmp_path / "printed.pdf").exists(), timeout=PATIENCE)
    assert (tmp_path / "printed.pdf").stat().st_size > 2_000
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as printed:
        saved = place.leaving._file().as_kind("pdf")
        with pypdfium2.PdfDocument(saved) as paper:
            assert len(printed) == len(paper)
            wanted, found = (one[0].render(scale=0.5).to_pil().convert("L") for one in (paper, printed))
    differs = ImageChops.difference(wanted, found.resize(wanted.size))
    assert ImageStat.Stat(differs).mean[0] < 6  # the very sheet: sample, council and page number stand on it
    kept = place._sitting.on_screen.execute("SELECT body FROM journal WHERE act = 'print' ORDER BY rowid DESC")
    assert '"form":"PAPER"' in kept.fetchone()[0]


def test_the_report_is_made_from_the_place(place: FiguresPlace, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    place.leaving.write_report(path)
    qtbot.waitUntil(lambda: path.exists() and not place.strip.is_running, timeout=60_000)
    assert path.read_bytes().startswith(b"%PDF")


def test_without_a_key_nothing_leaves_and_the_reason_is_told(opened: Reviewer, qtbot: QtBot) -> None:
    assert opened.window.sitting is not None
    opened.window.sitting.signer = None
    opened.window.sit_down(opened.window.sitting)
    opened.window.show_place("figures")
    found = opened.window._built["figures"]
    assert isinstance(found, FiguresPlace)
    qtbot.waitUntil(lambda: found.page.shown is not None, timeout=PATIENCE)
    for one in (found.leaving.printing, found.leaving.saving, found.leaving.table, found.leaving.report):
        assert not one.isEnabled()
        assert one.toolTip()


def test_each_way_out_of_the_house_has_its_key_from_the_list_and_the_chart(
    place: FiguresPlace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[str] = []
    monkeypatch.setattr(place.leaving, "_ask", lambda kinds, then: pressed.append(next(iter(kinds))))
    monkeypatch.setattr(place.leaving, "ask_printer", lambda: pressed.append("printer"))
    place.leaving.printing.clicked.disconnect()
    place.leaving.printing.clicked.connect(place.leaving.ask_printer)
    for widget in (place.list, place.page.chart):
        widget.setFocus()
        qtbot.keyClicks(widget, "petr")
    assert pressed == ["printer", "pdf", "csv", "pdf"] * 2
    qtbot.keyClicks(place.list, "m")
    assert place.choice.isVisible()


def test_the_past_moment_in_view_is_carried_to_another_language(place: FiguresPlace, qtbot: QtBot) -> None:
    show(place, qtbot, "STANDING")
    assert place.kept() is None
    place.past.click()
    place.choice.at.setDateTime(QDateTime(2023, 7, 20, 12, 0, 0))
    place.choice.choose()
    qtbot.waitUntil(lambda: place.kept() is not None and not place.strip.is_running, timeout=PATIENCE)
    kept = place.kept()
    assert kept is not None
    other = FiguresPlace(place._sitting)
    qtbot.addWidget(other)
    other.show()
    assert other.give_back(kept)
    qtbot.waitUntil(lambda: other.kept() == kept and not other.strip.is_running, timeout=PATIENCE)
    assert other.past.isChecked()
    assert other.told.text() == place.told.text()
    other.leave()


def test_while_another_figure_is_counted_none_can_be_printed(place: FiguresPlace, qtbot: QtBot) -> None:
    shown = show(place, qtbot, "STANDING")
    other = next(code for code in FIGURES if code != "STANDING" and code not in place._found)
    place.list.go_to(other)
    assert place.page.shown is shown
    assert not place.leaving.table.isEnabled()
    assert place.leaving.table.toolTip() == "No figure is in view."
    qtbot.waitUntil(place.leaving.table.isEnabled, timeout=PATIENCE)
    assert place.page.shown.figure.code == other
