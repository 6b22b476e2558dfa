"""Every figure of the calculation and the decision is pressed to see what it comes from, or says that it was typed."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.rules.places import Place, on_sheet
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claim_desk.decision_form import AMOUNTS
from reviewer.ui.reader.selection import Selection
from tests.ui.conftest import until_recorded

FIRST, OUTAGE, NORMAL = dt.date(2022, 9, 1), dt.date(2022, 10, 15), dt.date(2022, 9, 24)


def amount_on(date: dt.date) -> int:
    """Sales that fall in the outage week and are highest in the week from 24 September."""
    if OUTAGE <= date < OUTAGE + dt.timedelta(7):
        return 400_000
    return 700_000 if NORMAL <= date < NORMAL + dt.timedelta(7) else 600_000


def take_days(desk: ClaimDesk, days: int = 61) -> str:
    """Take the first days of the window from a sales paper, each with its place; the paper."""
    assert desk.page is not None
    document = next(paper.document for paper in desk.page.claim.papers if paper.kind == "SLS")
    for name in ("weeks", "calculation"):
        desk.sections.folds[name].set_open(True)
    dates = [FIRST + dt.timedelta(n) for n in range(days)]
    rows = tuple((date.isoformat(), f"{amount_on(date):,}") for date in dates)
    weeks = desk.sections.weeks
    weeks.take(Selection(on_sheet(document, 1, 5, 1, 4 + days, 2), "", rows))
    weeks.preview.take.click()
    return document


def type_days(desk: ClaimDesk, first: int, count: int) -> None:
    """Type days by hand, from the one with this number on."""
    grid = desk.sections.weeks.grid
    for n in range(first, first + count):
        grid.put(grid.sales.typed(FIRST + dt.timedelta(n), str(amount_on(FIRST + dt.timedelta(n)))))


def give_factors(desk: ClaimDesk) -> None:
    calculation = desk.sections.calculation
    for name, value in (("profit_rate", "0.15"), ("alt_factor", "1"), ("share_factor", "0.5")):
        calculation.values[name].setText(value)
        calculation.refs[name].setText("page 2")
    calculation._edited()


def pressable(widget: QWidget, name: str) -> QPushButton:
    QApplication.sendPostedEvents()  # what was added to a window in view is shown a moment later
    found = [one for one in widget.findChildren(QPushButton, f"figure_{name}") if not one.isHidden()]
    assert len(found) == 1, name
    return found[0]


def typed(widget: QWidget, name: str) -> str:
    """What stands beside a figure that has no place; empty where nothing does."""
    QApplication.sendPostedEvents()
    every = widget.findChildren(QLabel, f"no_source_{name}")
    return next((one.text() for one in every if not one.isHidden()), "")


def lit(desk: ClaimDesk) -> set[dt.date]:
    grid = desk.sections.weeks.grid
    return {date for one in grid.selectedIndexes() if (date := grid.day_at(one.row(), one.column())) is not None}


def week(first: dt.date) -> set[dt.date]:
    return {first + dt.timedelta(n) for n in range(7)}


def test_the_loss_leads_to_the_days_of_both_weeks_and_to_their_paper(desk: ClaimDesk, qtbot: QtBot) -> None:
    document = take_days(desk)
    desk.sections.folds["weeks"].set_open(False)
    desk.sections.folds["calculation"].set_open(True)
    jumped: list[Place] = []
    desk.viewer.jump_to = jumped.append  # type: ignore[method-assign]  # what the reader does with it is its own test
    loss = pressable(desk.sections.calculation, "step_VERIFIED_LOSS")
    assert loss.text() == "2,100,000 won"
    assert loss.accessibleName() == "Verified sales loss: 2,100,000 won. Show the days of both weeks"
    QTest.keyClick(loss, Qt.Key.Key_Return)
    assert desk.sections.folds["weeks"].head.isChecked()
    assert lit(desk) == week(NORMAL) | week(OUTAGE)
    assert desk.window().focusWidget() is desk.sections.weeks.grid
    assert desk.sections.weeks.grid.current_day() == NORMAL
    row = 5 + (NORMAL - FIRST).days
    assert jumped == [on_sheet(document, 1, row, 1, 5 + (OUTAGE - FIRST).days + 6, 2)]
    QTest.keyClick(desk.sections.weeks.grid, Qt.Key.Key_Return)
    assert jumped[1] == on_sheet(document, 1, row, 1, row, 2)


def test_from_the_award_enter_leads_down_to_the_days(desk: ClaimDesk, qtbot: QtBot) -> None:
    take_days(desk)
    calculation = desk.sections.calculation
    desk.sections.folds["calculation"].set_open(True)
    give_factors(desk)
    focus = desk.window().focusWidget
    pressable(calculation, "step_CALCULATED_AWARD").setFocus()
    stood_on = []
    while (here := focus()) is not calculation.values["profit_rate"]:
        stood_on.append(here.objectName().removeprefix("figure_step_"))
        QTest.keyClick(here, Qt.Key.Key_Return)
        assert len(stood_on) < 6
    assert stood_on[0] == "CALCULATED_AWARD"
    assert stood_on[-1] == "ASSESSED_AMOUNT"
    QTest.mouseClick(pressable(calculation, "step_OUTAGE_WEEK"), Qt.MouseButton.LeftButton)
    assert lit(desk) == week(OUTAGE)


def test_a_week_typed_in_whole_or_in_part_says_so(desk: ClaimDesk, qtbot: QtBot) -> None:
    take_days(desk, 40)
    type_days(desk, 40, 21)
    weeks, calculation = desk.sections.weeks, desk.sections.calculation
    assert (typed(weeks.result, "sales_normal"), typed(weeks.result, "sales_outage")) == ("", "no place")
    assert (typed(calculation, "step_NORMAL_WEEK_SALES"), typed(calculation, "step_OUTAGE_WEEK_SALES")) == (
        "",
        "no place",
    )
    type_days(desk, (NORMAL - FIRST).days, 2)
    assert typed(weeks.result, "sales_normal") == ""  # the same figure as the paper's keeps its place
    grid = weeks.grid
    grid.put(grid.sales.typed(NORMAL, "700,001"))
    assert typed(weeks.result, "sales_normal") == "1 day without a place"
    pressable(weeks.result, "sales_typed").click()
    assert lit(desk) == {NORMAL} | {FIRST + dt.timedelta(n) for n in range(40, 61)}


def test_tax_levels_factors_and_deductions_that_were_typed_say_so(desk: ClaimDesk, qtbot: QtBot) -> None:
    take_days(desk)
    basis, calculation = desk.sections.weeks.basis, desk.sections.calculation
    assert typed(basis, "annual_sales") == ""
    qtbot.keyClicks(basis.levels["annual_sales"], "90,000,000")
    assert (typed(basis, "annual_sales"), typed(basis, "half_year_vat_base")) == ("no place", "")
    assert typed(calculation, "factor_profit_rate") == ""  # the standard rate stands in the plan
    calculation.values["profit_rate"].setText("0.77")
    calculation._edited()
    assert typed(calculation, "factor_profit_rate") == "no place"
    give_factors(desk)
    calculation.offsets.add("50,000", "AFFILIATE")
    calculation._edited()
    assert typed(calculation, "offset_1") == "no place"
    pressable(calculation, "step_OFFSET").click()
    assert desk.window().focusWidget() is calculation.offsets.lines[0].amount


def test_the_award_proposed_leads_to_its_calculation_and_another_amount_has_no_place(
    desk: ClaimDesk, qtbot: QtBot
) -> None:
    take_days(desk)
    until_recorded(desk, qtbot, desk.sections.weeks.record)
    calculation, proposal = desk.sections.calculation, desk.sections.proposal
    give_factors(desk)
    until_recorded(desk, qtbot, calculation.record)
    proposal.disposition = "APPROVED_FULL"
    desk.sections.folds["proposal"].set_open(True)
    proposal._edited()
    award = pressable(proposal, "award")
    assert award.isEnabled()
    QTest.keyClick(award, Qt.Key.Key_Return)
    assert desk.window().focusWidget() is pressable(calculation, "step_CALCULATED_AWARD")
    assert typed(proposal, "override") == ""
    proposal.override.click()
    assert typed(proposal, "override") == "no place"
    assert not award.isEnabled()
    assert typed(proposal.sources, "proposal_NORMAL_WEEK_SALES") == ""
    pressable(proposal.sources, "proposal_OUTAGE_WEEK_SALES").click()
    assert lit(desk) == week(OUTAGE)


def test_an_amount_typed_into_a_reason_says_that_it_has_no_place(desk: ClaimDesk, qtbot: QtBot) -> None:
    proposal = desk.sections.proposal
    desk.sections.folds["proposal"].set_open(True)
    for outcome in ("NOT_APPROVED", "OUT_OF_SCOPE", "APPROVED_PART"):
        proposal.disposition = outcome
        proposal._show_reasons({})
        wanted = next((key for key in proposal.values if key[1] in AMOUNTS), None)
        if wanted is not None:
            break
    assert wanted is not None
    code, name = wanted
    field = proposal.values[wanted]
    proposal.reasons[code].click()
    assert typed(proposal, f"value_{code}_{name}") == ""
    qtbot.keyClicks(field, "120,000")
    assert typed(proposal, f"value_{code}_{name}") == "no place"
