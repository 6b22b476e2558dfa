"""The claim desk: checks by key, drafts that survive, refusals that leave the form filled."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import desk_notes, journal
from reviewer.rules.acts import ACTS
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.reader.papers_list import WHOLE
from reviewer.ui.wrapped_link import WrappedLink
from tests.ui.conftest import LEAD, SECOND, in_review, press, show_desk, until_recorded


def answer_of(desk: ClaimDesk, check: str) -> str:
    """The answer now recorded for a check of the paper in view."""
    assert desk.page is not None
    answers = desk.page.claim.paper(desk.papers.document()).answers
    return answers[check].result if check in answers else ""


@pytest.mark.parametrize(
    ("keys", "results"), [("pfun", ("PASS", "FAIL", "UNCLEAR", "NA")), ("ㅔㄹㅕㅜ", ("PASS", "FAIL", "UNCLEAR", "NA"))]
)
def test_single_keys_answer_the_checks_one_after_the_other(
    desk: ClaimDesk, qtbot: QtBot, keys: str, results: tuple[str, ...]
) -> None:
    desk.sections.checks.go_to(1)
    codes = [line.check.code for line in desk.sections.checks.lines[:4]]
    for key in keys:
        press(desk, key)
    qtbot.waitUntil(lambda: tuple(answer_of(desk, code) for code in codes) == results)


def test_function_keys_answer_too(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.sections.checks.go_to(2)
    code = desk.sections.checks.lines[1].check.code
    qtbot.keyClick(desk, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: answer_of(desk, code) == "UNCLEAR")


def test_letters_typed_into_a_field_answer_nothing(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.sections.folds["proposal"].set_open(True)
    note = desk.sections.proposal.note
    note.setFocus()
    qtbot.keyClicks(note, "punf 1")
    assert note.toPlainText() == "punf 1"
    assert desk.page is not None
    assert desk.page.claim.paper(desk.papers.document()).answers == {}


def test_recorded_is_said_only_after_the_entry_is_there(desk: ClaimDesk, qtbot: QtBot) -> None:
    sitting = desk._sitting
    until_recorded(desk, qtbot, lambda: desk.sections.checks.give("PASS"))
    assert desk.foot.said.text() == "Recorded."
    acts = [entry.act for entry in journal.entries_of(sitting.on_screen, desk.number)]
    assert acts.count("record_check") == acts.count("open_claim") == 1


def test_what_is_typed_is_a_draft_at_once_and_comes_back(opened: Reviewer, qtbot: QtBot) -> None:
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    desk.sections.proposal.note.setPlainText("ask the council about week two")
    desk.sections.weeks.grid.item(1, 0).setText("1200000")

    def kept() -> bool:
        return set(desk_notes.drafts_of(desk._sitting.on_screen, LEAD, desk.number)) >= {"proposal", "sales"}

    qtbot.waitUntil(kept)
    opened.settings_changed()  # builds every window anew
    qtbot.waitUntil(lambda: opened.window.desk not in (None, desk))
    again = show_desk(opened, qtbot, in_review(opened)[0])
    assert again.sections.proposal.note.toPlainText() == "ask the council about week two"
    again.sections.folds["weeks"].set_open(True)
    assert again.sections.weeks.grid.item(1, 0).text() == "1,200,000"


def test_a_refused_act_leaves_the_form_filled_and_says_why(desk: ClaimDesk, qtbot: QtBot) -> None:
    form = desk.sections.proposal
    form.note.setPlainText("not yet complete")
    desk.record(
        "propose_decision", {"disposition": "APPROVED_FULL", "award": 0, "award_basis": "CALCULATED", "reasons": []}
    )
    qtbot.waitUntil(lambda: desk.foot.refused.isVisible())
    assert "Nothing was recorded" in desk.foot.refused.text()
    assert form.note.toPlainText() == "not yet complete"
    assert desk.page is not None
    assert desk.page.claim.proposal is None


def test_a_claim_changed_meanwhile_is_read_again_and_the_other_person_named(desk: ClaimDesk, qtbot: QtBot) -> None:
    sitting = desk._sitting
    other = next(key for key in opened_keys(desk) if key.member == SECOND)
    from reviewer.ui.case_opening import unlock

    signer, number = unlock(other, None), desk.number
    done: list[object] = []
    sitting.lanes.clerk.run(
        lambda: journal.append(sitting.case_file, signer, "write_note", number, {"note": "p. 2"}, made_at=now()),
        then=done.append, otherwise=done.append, owner=desk,
    )  # fmt: skip
    qtbot.waitUntil(lambda: bool(done))
    assert ACTS["write_note"].deciding
    before = desk.page
    desk.sections.checks.give("PASS")
    qtbot.waitUntil(lambda: desk.foot.refused.isVisible())
    assert sitting.name_of(SECOND) in desk.foot.refused.text()
    assert sitting.name_of(SECOND) != SECOND
    qtbot.waitUntil(lambda: desk.page is not before)
    until_recorded(desk, qtbot, lambda: desk.sections.checks.give("PASS"))


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def opened_keys(desk: ClaimDesk) -> tuple[object, ...]:
    from reviewer.ui.case_opening import own_keys, owners_in

    return own_keys(Path(desk._sitting.case_file.path), owners_in(desk._sitting.case), True, None)


def test_the_first_page_appears_and_counts_as_seen(desk: ClaimDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.viewer.description is not None)
    assert desk.page is not None
    document = next(paper.document for paper in desk.page.claim.papers if paper.kind == "BNK")  # all of it fits
    desk.papers.select(document)
    qtbot.waitUntil(lambda: 1 in desk.page.seen.get(document, set()))  # type: ignore[union-attr]
    qtbot.waitUntil(
        lambda: desk_notes.pages_seen(desk._sitting.on_screen, LEAD, [document])[document] == {1}, timeout=10_000
    )


def test_brackets_walk_through_the_papers_and_zoom_changes(desk: ClaimDesk, qtbot: QtBot) -> None:
    first = desk.papers.document()
    qtbot.keyClicks(desk, "]")
    assert desk.papers.document() != first
    qtbot.keyClicks(desk, "[")
    assert desk.papers.document() == first
    zoom = desk.viewer.canvas.zoom()
    qtbot.keyClicks(desk, "+")
    assert desk.viewer.canvas.zoom() > zoom


def test_the_claim_as_a_whole_has_its_own_checks(desk: ClaimDesk) -> None:
    desk.papers.select(WHOLE)
    assert {line.check.code for line in desk.sections.checks.lines} == {
        check.code for check in desk._sitting.plan.checks_of("CLM")
    }


def test_two_weeks_and_the_factors_give_the_award_live(desk: ClaimDesk, qtbot: QtBot) -> None:
    grid = desk.sections.weeks.grid
    outage = desk._sitting.plan.outage_week[0]
    for place, week in enumerate(grid.weeks):
        for column in range(7):
            grid.item(place, column).setText("100000" if week == outage else "357143" if place == 2 else "200000")
    found = desk.sections.weeks.comparison()
    assert found is not None
    assert found.verified_loss == 7 * 357143 - 700000
    calculation = desk.sections.calculation
    for name, value in (("profit_rate", "0.15"), ("alt_factor", "1"), ("share_factor", "0.958")):
        calculation.values[name].setText(value)
        calculation.refs[name].setText("page 2")
    calculation._edited()
    assert calculation.save.isEnabled()
    until_recorded(desk, qtbot, desk.sections.weeks.record)
    until_recorded(desk, qtbot, calculation.record)
    assert desk.page is not None
    assert desk.page.claim.assessment is not None
    assert desk.page.claim.assessment.verified_loss == found.verified_loss
    assert desk.drafts is not None
    assert desk.drafts.of("sales") == {}


def type_weeks(desk: ClaimDesk) -> None:
    grid, outage = desk.sections.weeks.grid, desk._sitting.plan.outage_week[0]
    for place, week in enumerate(grid.weeks):
        for column in range(7):
            grid.item(place, column).setText("100000" if week == outage else "400000")
    calculation = desk.sections.calculation
    for name, value in (("profit_rate", "0.15"), ("alt_factor", "1"), ("share_factor", "0.8")):
        calculation.values[name].setText(value)
        calculation.refs[name].setText("page 2")
    calculation._edited()


def test_offsets_and_method_b_are_recorded_and_shown_again(opened: Reviewer, qtbot: QtBot) -> None:
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    type_weeks(desk)
    calculation = desk.sections.calculation
    desk.sections.folds["calculation"].set_open(True)
    calculation.method_b.box.click()
    assert not calculation.save.isEnabled()  # method B without its ratios is no calculation
    for name, value in (("labour_ratio", "0.2"), ("rent_ratio", "0.05")):
        qtbot.keyClicks(calculation.method_b.values[name], value)
    line = calculation.offsets.add("", "")
    qtbot.keyClicks(line.amount, "0")
    assert not calculation.save.isEnabled()
    line.amount.setText("100,000")
    calculation._edited()
    until_recorded(desk, qtbot, desk.sections.weeks.record)
    until_recorded(desk, qtbot, calculation.record)
    assert desk.page is not None
    found = desk.page.claim.assessment
    assert found is not None
    loss = 7 * 300_000
    assert (found.method, found.verified_loss) == ("B", loss)
    assert found.calculated_award == round(loss * 0.4 * 0.8) - 100_000
    assert calculation.offsets.plain() == [{"amount": "100,000", "reason": "PAID_SERVICE"}]
    assert calculation.method_b.plain() == {"method": "B", "labour_ratio": "0.2", "rent_ratio": "0.05"}
    opened.settings_changed()  # builds every window anew
    qtbot.waitUntil(lambda: opened.window.desk not in (None, desk))
    again = show_desk(opened, qtbot, desk.number)
    assert again.sections.calculation.method_b.plain()["rent_ratio"] == "0.05"


def test_a_pasted_column_fills_the_days_in_order(desk: ClaimDesk) -> None:
    grid = desk.sections.weeks.grid
    grid.setCurrentCell(1, 0)
    grid.paste("\n".join(["1,000", "2000", "휴무", "4천", "5000", "6000", "7000", "8000"]))
    amounts, closed = grid.days()
    assert list(amounts.values()) == [1000, 2000, 4000, 5000, 6000, 7000, 8000]
    assert closed == (grid.weeks[1] + dt.timedelta(2),)


def test_a_blocked_outcome_names_what_is_missing_and_leads_there(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.sections.folds["proposal"].set_open(True)
    form = desk.sections.proposal
    assert not form.outcomes["APPROVED_FULL"].isEnabled()
    link = form.findChild(object, "blocked_0")
    assert link is not None
    link.click()  # type: ignore[attr-defined]
    assert desk.sections.folds["checks"].head.isChecked()


def test_a_long_line_of_what_blocks_an_outcome_breaks_instead_of_being_cut(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.sections.folds["proposal"].set_open(True)
    links = desk.sections.proposal.findChildren(WrappedLink)
    assert links
    qtbot.waitUntil(lambda: all(link.words.height() >= link.words.heightForWidth(link.words.width()) for link in links))
    assert all(link.words.text() == link.accessibleName() for link in links)
    assert any(link.words.height() > 1.5 * link.fontMetrics().height() for link in links)
    assert all(link.mapTo(desk.area, link.rect().topRight()).x() <= desk.area.viewport().width() for link in links)


def test_good_news_leaves_the_foot_by_itself_and_bad_news_stays(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.foot.say("Recorded.", "good")
    assert desk.foot._leaves.isActive()
    desk.foot._leaves.start(1)
    qtbot.waitUntil(lambda: desk.foot.said.text() == "")
    for text, tone in (("Recorded.", "good"), ("Recording…", "wait")):
        desk.foot.say(text, tone)
    assert not desk.foot._leaves.isActive()
    desk.foot.say("No.", "bad")
    assert desk.foot.refused.text() == "No."
    assert not desk.foot._leaves.isActive()


def test_the_keys_stay_with_the_desk_when_the_check_in_focus_gives_way(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.sections.checks.go_to(1)
    qtbot.waitUntil(lambda: desk.sections.checks.isAncestorOf(desk.window().focusWidget()))
    before = desk.papers.document()
    press(desk, "]")
    assert desk.papers.document() != before
    qtbot.waitUntil(lambda: desk.window().focusWidget() in desk.sections.checks.lines)


def test_the_check_that_the_keys_answer_is_in_view(desk: ClaimDesk, qtbot: QtBot) -> None:
    checks, area = desk.sections.checks, desk.area
    press(desk, "9")
    press(desk, "p")
    qtbot.waitUntil(lambda: checks.lines[8].answer is not None)

    def is_in_view() -> bool:
        tenth = checks.lines[9]
        place = tenth.mapTo(area.viewport(), tenth.rect().center())
        return desk.window().focusWidget() is tenth and area.viewport().rect().contains(place)

    qtbot.waitUntil(is_in_view)


def test_a_note_not_recorded_yet_comes_back_with_its_paper(desk: ClaimDesk, qtbot: QtBot) -> None:
    checks = desk.sections.checks
    press(desk, "1")
    press(desk, "f")
    qtbot.waitUntil(lambda: checks.lines[0].note is not None)
    note = checks.lines[0].note
    assert note is not None
    qtbot.keyClicks(note, "the stamp is missing")
    desk.papers.step(1)
    desk.papers.step(-1)
    assert checks.lines[0].typed() == "the stamp is missing"
    assert desk.drafts is not None
    assert desk.drafts.of(f"notes {desk.papers.document()}") == {checks.lines[0].check.code: "the stamp is missing"}
    qtbot.keyClick(checks.lines[0].note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: checks.lines[0].unsaved() == "")
    assert checks.lines[0].typed() == "the stamp is missing"
    assert desk.drafts.of(f"notes {desk.papers.document()}") == {}


def test_the_second_reviewer_offered_comes_from_another_body(desk: ClaimDesk) -> None:
    from reviewer.ui.claim_desk.assignment import Assignment

    sitting = desk._sitting
    assert desk.page is not None
    form = Assignment(sitting, desk.page.claim, lambda act, body: None)
    roster = sitting.case.roster
    for place in range(form.lead.count()):
        form.lead.setCurrentIndex(place)
        lead, second = (roster[str(box.currentData())] for box in (form.lead, form.second))
        assert lead.body != second.body
    form.deleteLater()


def test_a_claim_with_papers_after_one_without_begins_with_its_first_paper(opened: Reviewer, qtbot: QtBot) -> None:
    conn = opened.window.sitting.on_screen  # type: ignore[union-attr]
    bare = conn.execute(
        "SELECT claim FROM claims WHERE route = 'INDIVIDUAL' AND NOT EXISTS "
        "(SELECT 1 FROM papers WHERE papers.claim = claims.claim) ORDER BY claim"
    ).fetchone()[0]
    desk = show_desk(opened, qtbot, bare)
    qtbot.waitUntil(lambda: desk.papers.document() == WHOLE)
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    assert desk.papers.document() == desk.papers.order()[0][0]
    qtbot.waitUntil(lambda: desk.viewer.reading is not None)
