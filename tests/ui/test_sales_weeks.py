"""The sales weeks: typed, pasted and taken from papers, with chart, flags, undo and places."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLayout
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import desk_notes
from reviewer.rules.places import on_sheet
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.flag_words import flag_in_words
from reviewer.ui.parts import things_in
from reviewer.ui.reader.selection import Selection
from reviewer.ui.sales.sales_grid import SalesGrid
from reviewer.ui.sales.sales_weeks import SalesWeeks
from reviewer.ui.wording import use_language
from tests.ui.conftest import LEAD, in_review, show_desk, until_recorded

OUTAGE = dt.date(2022, 10, 15)


def day(month: int, number: int) -> dt.date:
    return dt.date(2022, month, number)


@pytest.fixture
def weeks(desk: ClaimDesk) -> SalesWeeks:
    desk.sections.folds["weeks"].set_open(True)
    return desk.sections.weeks


def paper_of(desk: ClaimDesk) -> str:
    assert desk.page is not None
    return next(paper.document for paper in desk.page.claim.papers if paper.kind == "SLS")


def selected(document: str, *rows: tuple[str, ...], top: int = 5) -> Selection:
    wide = max(map(len, rows))
    place = on_sheet(document, 1, top, 1, top + len(rows) - 1, wide)
    return Selection(place, "\n".join("\t".join(row) for row in rows), rows)


def item(grid: SalesGrid, date: dt.date) -> Any:
    row, column = divmod((date - grid.weeks[0]).days, 7)
    found = grid.item(row, column)
    assert found is not None
    return found


def texts(weeks: SalesWeeks) -> str:
    return "\n".join(said(weeks.result.layout()))


def said(layout: QLayout | None) -> Iterator[str]:
    """The texts that stand in a layout now; what was taken out of it may still wait to be deleted."""
    for part in things_in(layout) if layout is not None else ():
        if isinstance(part, QLabel):
            yield part.text()
        elif isinstance(part, QLayout):
            yield from said(part)


def test_all_61_days_stand_in_the_grid_and_no_other(weeks: SalesWeeks) -> None:
    grid = weeks.grid
    days = [grid.day_at(row, column) for row in range(grid.rowCount()) for column in range(7)]
    assert [one for one in days if one] == [day(9, 1) + dt.timedelta(n) for n in range(61)]
    grid.item(0, 0).setText("5000")  # 27 August, outside the two months
    assert grid.days() == ({}, ())


def test_days_of_a_selection_are_shown_before_they_are_taken(desk: ClaimDesk, weeks: SalesWeeks) -> None:
    paper = paper_of(desk)
    item(weeks.grid, day(10, 16)).setText("5,000")
    weeks.take(selected(paper, ("2022-10-15", "180,000원"), ("2022-10-16", "21만"), ("2022-11-02", "9,000")))
    assert not weeks.preview.isHidden()
    assert "1 new · 1 in conflict · 1 outside the two months" in weeks.preview.headline.text()
    assert weeks.grid.days()[0] == {day(10, 16): 5_000}  # nothing is taken yet
    assert weeks.preview.table.lines.ticked_keys() == ("2022-10-15",)  # what stands is not replaced by itself
    weeks.preview.take.click()
    assert weeks.preview.isHidden()
    assert weeks.grid.days()[0] == {day(10, 15): 180_000, day(10, 16): 5_000}
    assert weeks.grid.sales.places == {day(10, 15): on_sheet(paper, 1, 5, 1, 5, 2)}


def test_a_conflict_is_replaced_where_a_person_ticks_it(desk: ClaimDesk, weeks: SalesWeeks) -> None:
    item(weeks.grid, day(10, 16)).setText("5,000")
    weeks.take(selected(paper_of(desk), ("2022-10-15", "180,000"), ("2022-10-16", "210,000")))
    weeks.preview.table.lines.tick_all(True)
    QTest.keyClick(weeks.preview.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert weeks.grid.days()[0] == {day(10, 15): 180_000, day(10, 16): 210_000}


def test_figures_without_dates_follow_the_day_in_focus(desk: ClaimDesk, weeks: SalesWeeks) -> None:
    weeks.grid.go_to(day(10, 15))
    weeks.take(selected(paper_of(desk), ("180,000",), ("휴무",), ("12만 4천",)))
    weeks.preview.take.click()
    assert weeks.grid.days() == ({day(10, 15): 180_000, day(10, 17): 124_000}, (day(10, 16),))


def test_a_selection_without_days_says_so_and_takes_nothing(desk: ClaimDesk, weeks: SalesWeeks) -> None:
    weeks.take(selected(paper_of(desk), ("합계", "1,234,000"), ("비고", "없음")))
    assert weeks.preview.isHidden()
    assert "recognised" in weeks.said.text()
    weeks.take(None)
    assert "First choose" in weeks.said.text()


def test_a_day_with_a_place_leads_to_it_and_one_typed_is_marked(
    desk: ClaimDesk, weeks: SalesWeeks, qtbot: QtBot
) -> None:
    paper = paper_of(desk)
    weeks.take(selected(paper, ("2022-10-15", "180,000"), ("2022-10-16", "210,000")))
    weeks.preview.take.click()
    item(weeks.grid, day(10, 17)).setText("1000")
    assert "Enter goes there" in item(weeks.grid, day(10, 15)).toolTip()
    assert "Typed without a place" in item(weeks.grid, day(10, 17)).toolTip()
    weeks.grid.go_to(day(10, 16))
    with qtbot.waitSignal(weeks.shows) as told:
        QTest.keyClick(weeks.grid, Qt.Key.Key_Return)
    assert told.args == [on_sheet(paper, 1, 6, 1, 6, 2)]
    weeks.chart.stand_on(day(10, 15))
    with qtbot.waitSignal(weeks.shows) as told:
        QTest.keyClick(weeks.chart, Qt.Key.Key_Return)
    assert told.args == [on_sheet(paper, 1, 5, 1, 5, 2)]
    item(weeks.grid, day(10, 16)).setText("7000")  # another figure than the one read there
    assert day(10, 16) not in weeks.grid.sales.places


def test_ctrl_z_goes_back_in_the_grid_and_does_not_touch_the_claim(
    desk: ClaimDesk, weeks: SalesWeeks, qtbot: QtBot
) -> None:
    until_recorded(desk, qtbot, lambda: desk.sections.checks.give("PASS"))
    grid = weeks.grid
    weeks.take(selected(paper_of(desk), ("2022-10-15", "180,000"), ("2022-10-16", "210,000")))
    weeks.preview.take.click()
    item(grid, day(10, 15)).setText("1")
    grid.setFocus()
    for wanted in (180_000, None, None):
        QTest.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert grid.days()[0].get(day(10, 15)) == wanted
    QTest.keyClick(grid, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert (grid.days()[0][day(10, 15)], day(10, 15) in grid.sales.places) == (180_000, True)
    assert desk.right.currentWidget() is desk.area
    assert desk.sections.timeline.isHidden() or not desk.sections.folds["timeline"].head.isChecked()


def test_pasted_text_with_dates_is_shown_first(weeks: SalesWeeks) -> None:
    QGuiApplication.clipboard().setText("10월 15일 180,000원\n10월 16일 휴무\n10월 17일 12만 4천원")
    weeks.grid.setFocus()
    QTest.keyClick(weeks.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert weeks.preview.headline.text().startswith("Pasted text: 3 days read")
    weeks.preview.take.click()
    assert weeks.grid.days() == ({day(10, 15): 180_000, day(10, 17): 124_000}, (day(10, 16),))
    assert not weeks.grid.sales.places


def test_esc_leaves_the_preview_and_not_the_claim(desk: ClaimDesk, weeks: SalesWeeks, qtbot: QtBot) -> None:
    weeks.take(selected(paper_of(desk), ("2022-10-15", "180,000"), ("2022-10-16", "210,000")))
    with qtbot.assertNotEmitted(desk.left):
        QTest.keyClick(weeks.preview.table, Qt.Key.Key_Escape)
    assert weeks.preview.isHidden()
    assert weeks.grid.days() == ({}, ())


def test_the_weeks_are_no_wider_than_their_column(desk: ClaimDesk, weeks: SalesWeeks) -> None:
    fill(weeks)
    assert weeks.minimumSizeHint().width() <= desk.area.viewport().width()


def test_what_cannot_be_read_is_named_and_not_counted(weeks: SalesWeeks) -> None:
    item(weeks.grid, day(10, 15)).setText("약 18만원쯤")
    assert weeks.grid.days() == ({}, ())
    assert "Not read as an amount" in texts(weeks)
    item(weeks.grid, day(10, 15)).setText("18만")
    assert weeks.grid.days()[0] == {day(10, 15): 180_000}
    assert "Not read as an amount" not in texts(weeks)


def fill(weeks: SalesWeeks, amount: int = 100_001, outage: int = 20_001) -> None:
    first = day(9, 3)
    lines = [
        f"{one.isoformat()}\t{outage if OUTAGE <= one < OUTAGE + dt.timedelta(7) else amount + n}"
        for n, one in enumerate(first + dt.timedelta(n) for n in range(56))
    ]
    weeks.grid.paste("\n".join(lines))
    weeks.preview.take.click()


def test_the_weeks_are_set_against_each_other_with_everything_to_look_at(weeks: SalesWeeks) -> None:
    fill(weeks)
    said = texts(weeks)
    for wanted in (
        "Highest week",
        "Median of the other weeks",
        "Week after the outage",
        "Public holidays",
        "Days open",
    ):
        assert wanted in said
    found = weeks.comparison()
    assert found is not None
    assert [flag.code for flag in found.flags] == ["AFTER_EVENT_WEEK"]
    assert flag_in_words(found.flags[0]) in said
    weeks.grid.go_to(day(9, 24))
    QTest.keyClick(weeks.grid, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert weeks.chosen == day(9, 24)
    chosen = weeks.comparison()
    assert chosen is not None
    assert {flag.code for flag in chosen.flags} == {"NOT_THE_HIGHEST"}


@pytest.mark.parametrize("wide", [240, 380, 900])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_names_of_neighbouring_weeks_do_not_overlap(
    weeks: SalesWeeks, qapp: QApplication, wide: int, language: str
) -> None:
    fill(weeks)
    chart, found = weeks.chart, weeks.comparison()
    assert found is not None
    chart.resize(wide, chart.height())
    use_language(qapp, language, kept := [])
    for normal in (day(9, 3), day(10, 8), day(10, 22)):
        chart.show_days(chart._charted.entered, dataclasses.replace(found, normal_week_from=normal))
        outage, other = chart.label_rects(chart.fontMetrics())
        assert not outage.intersects(other)
        assert (outage.left() < other.left()) == (normal > OUTAGE)
        assert min(outage.left(), other.left()) >= 0
        assert max(outage.right(), other.right()) <= wide
    use_language(qapp, "en", kept)


def test_weeks_from_different_papers_are_told_apart(desk: ClaimDesk, weeks: SalesWeeks) -> None:
    fill(weeks)
    paper = paper_of(desk)
    outage = [((OUTAGE + dt.timedelta(n)).isoformat(), "20,001") for n in range(7)]
    weeks.take(selected(paper, *outage))
    weeks.preview.source.setCurrentIndex(weeks.preview.source.findData("POS"))
    weeks.preview.vat.setCurrentIndex(weeks.preview.vat.findData("EXCLUDED"))
    weeks.preview.take.click()
    found = weeks.comparison()
    assert found is not None
    assert {"SOURCES_DIFFER", "VAT_DIFFERS"} <= {flag.code for flag in found.flags}
    assert "outage week POS record, normal week Card sales" in texts(weeks)


def test_a_stated_total_and_yearly_levels_raise_their_flags(weeks: SalesWeeks, qtbot: QtBot) -> None:
    fill(weeks)
    row = weeks.grid.weeks.index(OUTAGE)
    weeks.grid.item(row, 7).setText("15만")
    qtbot.keyClicks(weeks.basis.levels["annual_sales"], "20,000,000")
    qtbot.keyClicks(weeks.basis.levels["half_year_vat_base"], "1,000,000")
    found = weeks.comparison()
    assert found is not None
    assert {"TOTAL_DIFFERS", "ABOVE_ANNUAL_SALES", "ABOVE_TAX_LEVEL"} <= {flag.code for flag in found.flags}
    weeks.grid.setCurrentCell(row, 7)
    QTest.keyClick(weeks.grid, Qt.Key.Key_Delete)
    assert weeks.grid.item(row, 7).text() == f"{7 * 20_001:,}"


def test_places_papers_and_levels_are_recorded_and_come_back(desk: ClaimDesk, weeks: SalesWeeks, qtbot: QtBot) -> None:
    paper = paper_of(desk)
    weeks.take(selected(paper, ("2022-10-15", "180,000"), ("2022-10-16", "휴무"), ("2022-10-17", "210,000")))
    weeks.preview.source.setCurrentIndex(weeks.preview.source.findData("VAN"))
    weeks.preview.take.click()
    qtbot.keyClicks(weeks.basis.levels["annual_sales"], "90,000,000")
    until_recorded(desk, qtbot, weeks.record)
    assert desk.page is not None
    sales = desk.page.claim.sales
    assert sales is not None
    assert sales.places["2022-10-17"] == on_sheet(paper, 1, 7, 1, 7, 2)
    assert sales.papers[paper].source == "VAN"
    assert (sales.closed, sales.annual_sales) == (("2022-10-16",), 90_000_000)
    again = show_desk_anew(desk, qtbot)
    assert again.grid.sales.places[day(10, 17)] == on_sheet(paper, 1, 7, 1, 7, 2)
    assert again.basis.plain()["papers"] == {paper: {"source": "VAN", "vat": "INCLUDED"}}


def show_desk_anew(desk: ClaimDesk, qtbot: QtBot) -> SalesWeeks:
    """Read the claim again as another opening of it would."""
    number = desk.number
    desk.page, desk.number = None, ""
    desk.show_claim(number)
    qtbot.waitUntil(lambda: desk.page is not None)
    return desk.sections.weeks


def test_everything_typed_survives_a_power_cut(opened: Reviewer, qtbot: QtBot) -> None:
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    weeks, paper = desk.sections.weeks, paper_of(desk)
    weeks.take(selected(paper, ("2022-10-15", "180,000"), ("2022-10-16", "210,000")))
    weeks.preview.take.click()
    item(weeks.grid, day(10, 17)).setText("what")
    qtbot.keyClicks(weeks.basis.levels["annual_sales"], "90,000,000")
    before = weeks.grid.sales
    desk.drafts.write()  # type: ignore[union-attr]
    conn = desk._sitting.on_screen
    qtbot.waitUntil(
        lambda: "90000000" in desk_notes.drafts_of(conn, LEAD, desk.number).get("sales", ""), timeout=10_000
    )
    opened.settings_changed()  # builds every window anew
    qtbot.waitUntil(lambda: opened.window.desk not in (None, desk))
    again = show_desk(opened, qtbot, in_review(opened)[0])
    assert again.sections.weeks.grid.sales == before
    assert again.sections.weeks.basis.levels["annual_sales"].text() == "90,000,000"


def test_the_chart_says_every_day_to_a_screen_reader(desk: ClaimDesk, weeks: SalesWeeks) -> None:
    fill(weeks)
    chart = weeks.chart
    chart.stand_on(day(10, 9))
    assert "9 Oct (Sun), 100,037 won, public holiday, typed without a place" in chart.accessibleDescription()
    QTest.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert chart.day == day(10, 16) == weeks.grid.current_day()
    assert "outage week" in chart.accessibleDescription()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert "1 Sep (Thu), no figure" in chart.accessibleDescription()


def test_the_chart_needs_no_colour(desk: ClaimDesk, weeks: SalesWeeks) -> None:
    fill(weeks)
    item(weeks.grid, day(9, 27)).setText("x")
    item(weeks.grid, day(9, 28)).setText("")
    weeks.chart.resize(600, weeks.chart.height())
    grey = weeks.chart.grab().toImage()
    slot, base = weeks.chart._slot(), round(weeks.chart._body().bottom())

    def inks(date: dt.date) -> tuple[int, ...]:
        """Brightness down the middle of a day's slot."""
        x = round(weeks.chart._x(date) + slot / 2)
        return tuple(grey.pixelColor(x, y).lightness() for y in range(base - 90, base - 2))

    usual = inks(day(9, 20))
    for date in (OUTAGE, day(9, 27), day(9, 28)):  # outage week, closed, missing: other shapes, not other hues
        assert inks(date) != usual
    assert len({inks(OUTAGE + dt.timedelta(1)), inks(day(9, 27)), inks(day(9, 28))}) == 3


def test_a_calculation_says_what_to_look_at_too(desk: ClaimDesk, weeks: SalesWeeks) -> None:
    fill(weeks)
    desk.sections.folds["calculation"].set_open(True)
    calculation = desk.sections.calculation
    for name, value in (("profit_rate", "0.7"), ("alt_factor", "1"), ("share_factor", "0.05")):
        calculation.values[name].setText(value)
        calculation.refs[name].setText("page 2")
    calculation._edited()
    shown = "\n".join(said(calculation.steps.layout()))
    assert "unusually high" in shown
    assert "raised to the floor" in shown
    calculation.values["profit_rate"].setText("0.15")
    calculation.values["share_factor"].setText("0.9")
    calculation._edited()
    assert "unusually high" not in "\n".join(said(calculation.steps.layout()))
