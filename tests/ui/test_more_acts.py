"""The further acts on a claim: greyed with their reason, a form beside the papers, recorded by key."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import claims, desk_notes, journal, registers
from reviewer.desk.reviewing import korean_day
from reviewer.rules.acts import ACTS
from reviewer.rules.problem import Problem
from reviewer.ui.claim_desk.act_form import ActForm
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claim_desk.more_acts import MORE
from reviewer.ui.claim_desk.stage_strip import StageStrip
from reviewer.ui.field_words import field_word
from reviewer.ui.problems import what
from reviewer.ui.wording import korean_table, use_language
from tests.ui.conftest import LEAD, in_review, show_desk, until_recorded


@pytest.fixture
def more(desk: ClaimDesk, qtbot: QtBot) -> ClaimDesk:
    """The desk with the further acts open."""
    show_more(desk, qtbot)
    return desk


def show_more(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.more.refused = {}
    qtbot.keyClick(desk, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert desk.more.isVisible()
    qtbot.waitUntil(lambda: bool(desk.more.refused))


def form_of(desk: ClaimDesk, act: str) -> ActForm:
    desk.more.choose(act)
    assert desk.more.form is not None
    return desk.more.form


def last_entry(desk: ClaimDesk, act: str) -> journal.Entry:
    return next(e for e in reversed(journal.entries_of(desk._sitting.on_screen, desk.number)) if e.act == act)


def test_nothing_is_greyed_without_a_reason_in_words(more: ClaimDesk) -> None:
    for act in MORE:
        pressed = more.more.button_of(act)
        reasons = [one for one in more.more.findChildren(QLabel, f"more_why_{act}") if one.isVisible()]
        assert pressed.isEnabled() is (not reasons)
        assert all(one.text().strip() for one in reasons)
    assert more.more.button_of("hold").isEnabled()
    assert not more.more.button_of("release").isEnabled()
    assert not more.more.button_of("close_claim").isEnabled()


def test_reasons_are_words_and_never_codes(more: ClaimDesk) -> None:
    shown = [one.text() for act in MORE for one in more.more.findChildren(QLabel, f"more_why_{act}")]
    assert shown
    assert not [text for text in shown for code in (*ACTS, "IN_REVIEW") if "_" in code and code in text]
    assert not [text for text in shown for act in MORE for name in ACTS[act].body if f": {name} (" in text]


def test_the_claimant_of_a_fixed_amount_may_ask_for_individual_review(opened: Reviewer, qtbot: QtBot) -> None:
    conn = opened.window.sitting.on_screen  # type: ignore[union-attr]
    routed = claims.Filter(stage=frozenset({"ROUTED"}), route=frozenset({"FLAT_50K"}))
    fixed = claims.order(conn, routed, "claim", False)
    desk = show_desk(opened, qtbot, claims.lines(conn, fixed)[0].claim)
    show_more(desk, qtbot)
    assert desk.more.button_of("request_individual").isEnabled()
    form = form_of(desk, "request_individual")
    assert not form.fields["claimed_loss"].value()
    form.fields["claimed_loss"].put("1")
    form.fields["ground"].put("a card statement came")
    desk.record_main()
    qtbot.waitUntil(lambda: form.problem.isVisible())
    assert "Sales loss claimed now (won)" in form.problem.text()
    form.fields["claimed_loss"].put("620000")
    until_recorded(desk, qtbot, desk.record_main)
    assert desk.page is not None
    assert (desk.page.claim.route, desk.page.claim.claimed_loss) == ("INDIVIDUAL", 620_000)


def test_what_came_in_time_or_with_a_reason_may_be_recorded_after_its_day(opened: Reviewer, qtbot: QtBot) -> None:
    conn = opened.window.sitting.on_screen  # type: ignore[union-attr]
    for route, acts in (
        ("FLAT_50K", {"request_individual", "request_review"}),
        ("INDIVIDUAL", {"open_again", "request_review"}),
    ):
        told = claims.Filter(stage=frozenset({"NOTIFIED"}), route=frozenset({route}))
        number = claims.lines(conn, claims.order(conn, told, "claim", False))[0].claim
        desk = show_desk(opened, qtbot, number)
        show_more(desk, qtbot)
        assert acts <= {act for act in MORE if desk.more.button_of(act).isEnabled()}, "years after its letter left"
        desk.more.leave()


def test_a_claim_is_held_and_released_by_keyboard_alone(more: ClaimDesk, qtbot: QtBot) -> None:
    form = form_of(more, "hold")
    assert not form.button.isEnabled()
    assert "Reason" in form.missing.text()
    form.fields["reason"].put("H01")
    form._edited()
    note = form.fields["note"].focusProxy()
    assert note is not None
    qtbot.keyClicks(note, "court case 12")
    until_recorded(more, qtbot, lambda: qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    assert more.page is not None
    assert more.page.claim.hold == "H01"
    qtbot.waitUntil(lambda: more.more.form is None and more.more.refused["release"] is None)
    form = form_of(more, "release")
    form.fields["note"].put("settled")
    until_recorded(more, qtbot, more.record_main)
    assert more.page.claim.hold == ""


def test_ctrl_enter_leads_to_the_first_field_still_missing(more: ClaimDesk, qtbot: QtBot) -> None:
    form = form_of(more, "record_contact")
    more.record_main()
    held = more.window().focusWidget()
    wanted = form.fields["person"].focusProxy()
    assert held is wanted
    assert more.more.form is form


def test_no_reason_names_the_form_of_a_field(more: ClaimDesk) -> None:
    shown = [one.text() for act in MORE for one in more.more.findChildren(QLabel, f"more_why_{act}")]
    assert not [text for text in shown if "not a list" in text]


def test_what_is_typed_into_a_further_act_is_a_draft_until_it_is_recorded(more: ClaimDesk, qtbot: QtBot) -> None:
    form_of(more, "write_note").fields["note"].put("ask about week two")
    conn = more._sitting.on_screen
    qtbot.waitUntil(lambda: "more_write_note" in desk_notes.drafts_of(conn, LEAD, more.number))
    qtbot.keyClick(more, Qt.Key.Key_Escape)
    assert more.more.form is None
    again = form_of(more, "write_note")
    assert again.body()["note"] == "ask about week two"
    until_recorded(more, qtbot, more.record_main)
    assert form_of(more, "write_note").body() == {}
    qtbot.waitUntil(lambda: "more_write_note" not in desk_notes.drafts_of(conn, LEAD, more.number))


def test_the_paper_in_view_is_the_one_filed_under_another_kind(more: ClaimDesk, qtbot: QtBot) -> None:
    document = more.papers.document()
    form = form_of(more, "classify_paper")
    assert form.body()["document"] == document
    form.fields["kind"].put("BRC")
    until_recorded(more, qtbot, more.record_main)
    assert more.page is not None
    assert more.page.claim.paper(document).kind == "BRC"


def test_a_withdrawal_takes_the_next_letter_number_and_todays_date(more: ClaimDesk, qtbot: QtBot) -> None:
    sitting = more._sitting
    assert sitting.member is not None
    number = sitting.case.next_number("letter", korean_day(sitting.now()).year, sitting.member.computer, 4)
    form = form_of(more, "withdraw")
    assert form.body()["date"][:4] == number[:4]
    form.fields["how"].put("said so on the phone")
    until_recorded(more, qtbot, more.record_main)
    assert last_entry(more, "withdraw").body["letter_no"] == number
    assert more.page is not None
    assert more.page.claim.stage.value == "WITHDRAWN"


def test_a_refusal_stands_beside_the_form_and_what_is_typed_stays(desk: ClaimDesk, qtbot: QtBot) -> None:
    show_more(desk, qtbot)
    form = form_of(desk, "write_note")
    form.fields["note"].put("on the phone")
    form.fields["page"].put("2")
    desk._sitting.signer = desk._sitting.signer.acting_as("nobody")
    desk.record_main()
    qtbot.waitUntil(lambda: form.problem.isVisible())
    assert form.problem.text()
    assert form.body()["note"] == "on the phone"


def test_the_summary_for_the_council_is_printed_from_here(more: ClaimDesk, qtbot: QtBot, tmp_path: Path) -> None:
    brief = more.more.brief
    brief.write(tmp_path / "summary.pdf")
    qtbot.waitUntil(lambda: not brief.strip.is_running, timeout=15_000)
    assert brief.strip.said.text() == "○ Written: summary.pdf"
    assert (tmp_path / "summary.pdf").read_bytes().startswith(b"%PDF")
    form_of(more, "hold")
    assert not brief.isVisible()
    qtbot.keyClick(more, Qt.Key.Key_Escape)
    assert brief.isVisible()


def test_an_account_is_never_kept_as_a_draft(desk: ClaimDesk, qtbot: QtBot) -> None:
    show_more(desk, qtbot)
    form_of(desk, "fix_account").fields["account"].put("국민 123456-78-901234 김하늘")
    assert desk.drafts is not None
    assert "account" not in desk.drafts.of("more_fix_account")


def test_escape_leads_back_step_by_step(more: ClaimDesk, qtbot: QtBot) -> None:
    form_of(more, "hold")
    qtbot.keyClick(more, Qt.Key.Key_Escape)
    assert more.more.isVisible()
    qtbot.keyClick(more, Qt.Key.Key_Escape)
    assert more.area.isVisible()


def test_escape_leaves_the_form_and_not_a_paper_that_opens_slowly(more: ClaimDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: more.viewer.reading is not None)
    opening = more.viewer.stack.opening
    form_of(more, "hold")
    opening.begin()
    opening._is_slow()
    qtbot.keyClick(more, Qt.Key.Key_Escape)
    assert more.more.form is None
    assert more.more.isVisible()
    qtbot.keyClick(more, Qt.Key.Key_Escape)
    assert more.area.isVisible()
    assert opening.can_cancel
    qtbot.keyClick(more, Qt.Key.Key_Escape)
    assert not opening.can_cancel


def test_another_claim_shows_its_sections_again(opened: Reviewer, qtbot: QtBot) -> None:
    first, second = in_review(opened)[:2]
    desk = show_desk(opened, qtbot, first)
    show_more(desk, qtbot)
    form_of(desk, "hold")
    show_desk(opened, qtbot, second)
    assert desk.more.form is None
    assert desk.area.isVisible()


@pytest.fixture
def korean(qapp: object) -> Iterator[None]:
    """The windows in Korean."""
    kept: list[object] = []
    use_language(qapp, "ko", kept)  # type: ignore[arg-type]
    yield
    use_language(qapp, "en", kept)  # type: ignore[arg-type]


def test_every_field_of_every_form_has_a_korean_word(korean: None, desk: ClaimDesk, qtbot: QtBot) -> None:
    show_more(desk, qtbot)
    words = set(korean_table().values())
    for act in MORE:
        for name, field in form_of(desk, act).fields.items():
            assert field.says in words, (act, name)
            assert field_word(act, name) == field.says


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("wrong", "통지문에서 잘못된 부분"), ("services", "서비스"), ("items[0].reason", "항목 · 사유"),
        ("votes.chair", "표결 · "),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_field_is_told_by_its_word(opened: Reviewer, korean: None, field: str, said: str) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    field = field.replace("chair", LEAD)
    told = what(sitting.with_names(Problem("BadActBody", field=field, why="missing")))
    assert said in told
    assert field not in told
    assert LEAD not in told


def test_a_hold_a_ground_and_a_stage_are_told_as_the_plan_calls_them(opened: Reviewer) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    claim = "2023-000001"
    told = [
        what(sitting.with_names(problem))
        for problem in (
            Problem("ClaimOnHold", claim=claim, reason="H06"),
            Problem("Recused", claim=claim, ground="COI2"),
            Problem("StageForbids", claim=claim, stage="WITHDRAWN", wanted="take_back"),
        )
    ]
    assert "The claimant asked us to wait" in told[0]
    assert "Relative of the claimant" in told[1]
    assert "withdrawn" in told[2]


def test_a_withdrawal_is_cautioned_and_the_strip_shows_no_step_as_done(desk: ClaimDesk, qtbot: QtBot) -> None:
    show_more(desk, qtbot)
    caution = form_of(desk, "withdraw").findChild(QLabel, "act_caution")
    assert isinstance(caution, QLabel)
    assert "cannot be taken back" in caution.text()
    strip = desk.findChild(StageStrip)
    assert strip is not None
    strip.show_stage("NOTIFIED")
    assert strip._texts()[:2] == ["✓ received", "✓ review"]
    strip.show_stage("WITHDRAWN")
    assert strip._texts()[-1] == "✕ withdrawn"
    assert not any("✓" in text for text in strip._texts())
    assert not strip.grab().isNull()
    strip.show_stage("IN_REVIEW")
    assert strip._texts()[:2] == ["✓ received", "review"]


def test_only_the_secretary_closes_a_claim(desk: ClaimDesk, qtbot: QtBot) -> None:
    show_more(desk, qtbot)
    why = desk.more.findChild(QLabel, "more_why_close_claim")
    assert isinstance(why, QLabel)
    assert "Your role" in why.text()


def test_a_claim_is_handed_over_to_somebody_who_may_take_it(more: ClaimDesk, qtbot: QtBot) -> None:
    form = form_of(more, "hand_over")
    box = form.fields["to"].focusProxy()
    assert isinstance(box, QComboBox)
    offered = [str(box.itemData(place)) for place in range(box.count())]
    assert more.page is not None
    assert not {LEAD, more.page.claim.second} & set(offered)
    form.fields["to"].put(offered[-1])
    form.fields["reason"].put("a long journey")
    until_recorded(more, qtbot, more.record_main)
    assert more.page.claim.lead == offered[-1]
    assert last_entry(more, "hand_over").body["to"] == offered[-1]


def test_a_challenge_is_recorded_and_said_until_it_is_withdrawn(more: ClaimDesk, qtbot: QtBot) -> None:
    form = form_of(more, "record_challenge")
    assert more.page is not None
    second = more.page.claim.second
    for name, value in (("member", second), ("ground", "COI5"), ("reason", "a business partner")):
        form.fields[name].put(value)
    until_recorded(more, qtbot, more.record_main)
    more.sections.folds["facts"].set_open(True)
    said = [one.text() for one in more.sections.facts.findChildren(QLabel)]
    assert any("The claimant challenged" in text and more._sitting.name_of(second) in text for text in said)
    assert [one.number for one in registers.challenged(more._sitting.on_screen)] == [more.number]
    form_of(more, "withdraw_challenge").fields["note"].put("by telephone")
    until_recorded(more, qtbot, more.record_main)
    assert more.page.claim.challenges[0].result == "WITHDRAWN"
