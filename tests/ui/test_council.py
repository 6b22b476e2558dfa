"""The council in the settings: the roster changes with two persons, and texts are checked before they are recorded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import standing
from reviewer.desk.founding import plan_text
from reviewer.ui.preferences import Preferences
from reviewer.ui.settings.council_section import CouncilSection
from tests.conftest import ROOT
from tests.ui.conftest import LEAD, SECOND, SECRETARY

NEW_KEY = "0123456789abcdef" * 4


def sit_as(opened: Reviewer, qtbot: QtBot, person: str) -> CouncilSection:
    """The section as this person sees it."""
    sitting = opened.window.sitting
    assert sitting is not None
    if sitting.person != person:
        opened.become(person)
        qtbot.waitUntil(lambda: sitting.person == person)
    opened.window.show_settings("council_section")
    found = opened.window._built["settings"].findChildren(CouncilSection)[-1]

    def is_shown() -> bool:
        table = found.findChild(QWidget, "roster_table")
        return table is not None and table.isVisible()

    qtbot.waitUntil(is_shown)
    return found


def texts(section: CouncilSection) -> str:
    return "\n".join(one.text() for one in section.findChildren(QLabel) if not one.isHidden())


def confirm(section: CouncilSection, act: str) -> QPushButton:
    found = section.findChild(QPushButton, act)
    assert isinstance(found, QPushButton)
    return found


@pytest.fixture
def secretary(opened: Reviewer, qtbot: QtBot) -> CouncilSection:
    """The section as the secretary sees it."""
    return sit_as(opened, qtbot, SECRETARY)


def wait_for_change(section: CouncilSection, qtbot: QtBot) -> None:
    """Until the change is there and shown."""
    qtbot.waitUntil(lambda: "for the chair" in texts(section))


def test_the_roster_names_everybody_with_role_body_seat_and_keys(secretary: CouncilSection) -> None:
    assert secretary.page is not None
    shown = texts(secretary)
    for member, name in secretary.page.names.items():
        assert f"{name} ({member})" in shown
    assert "Korea Startup Forum" in shown


def test_a_key_pasted_by_the_secretary_counts_once_the_chair_confirms_it(opened: Reviewer, qtbot: QtBot) -> None:
    section = sit_as(opened, qtbot, SECRETARY)
    chair = opened.window.sitting.case.chair  # type: ignore[union-attr]
    assert section.form is not None
    assert chair is not None
    form = section.form
    form.who.setCurrentIndex(form.who.findData(SECOND))
    form._fill()
    assert not form.button.isEnabled()
    form.fields["new_key"].put(NEW_KEY[:-1])
    assert "64" in form.missing.text()
    form.fields["new_key"].put(NEW_KEY)
    form.button.click()
    wait_for_change(section, qtbot)
    assert f"new key {NEW_KEY[:16]}" in texts(section)
    assert not confirm(section, "confirm_roster").isEnabled()
    section = sit_as(opened, qtbot, chair.id)
    assert "Seat" not in next(text for text in texts(section).splitlines() if "new key" in text)
    confirm(section, "confirm_roster").click()
    sitting = opened.window.sitting
    assert sitting is not None
    qtbot.waitUntil(lambda: NEW_KEY in sitting.case.roster[SECOND].public_keys)
    assert set(sitting.case.roster) == set(section.page.names)  # type: ignore[union-attr]


def test_a_new_person_needs_an_id_and_a_name(secretary: CouncilSection, qtbot: QtBot) -> None:
    assert secretary.form is not None
    form = secretary.form
    form.who.setCurrentIndex(form.who.count() - 1)
    form._fill()
    assert "Roster id" in form.missing.text()
    form.fields["id"].put(LEAD)
    form.fields["name"].put("이새봄")
    assert "already taken" in form.missing.text()
    form.fields["id"].put("SIM-law-2")
    form.button.click()
    wait_for_change(secretary, qtbot)
    assert "New: 이새봄 (SIM-law-2)" in texts(secretary)


def test_what_the_rules_refuse_is_said_beside_the_form(secretary: CouncilSection, qtbot: QtBot) -> None:
    assert secretary.form is not None
    form = secretary.form
    form.fields["seat"].put(1)  # somebody else sits there
    form.look()
    if not form.button.isEnabled():
        form.fields["seat"].put(2)
    form.button.click()
    qtbot.waitUntil(lambda: bool(form.problem.text()))
    assert "twice" in form.problem.text()


def test_others_see_the_roster_and_why_they_cannot_change_it(opened: Reviewer, qtbot: QtBot) -> None:
    section = sit_as(opened, qtbot, SECOND)
    assert section.form is not None
    assert not section.form.button.isEnabled()
    assert "Your role" in section.form.missing.text()


def test_a_plan_with_a_mistake_is_not_offered_and_its_place_is_named(
    secretary: CouncilSection, qtbot: QtBot, tmp_path: Path
) -> None:
    wrong = tmp_path / "plan.toml"
    wrong.write_text(plan_text().replace("[hold_reasons]", "[held]", 1), encoding="utf-8")
    secretary.check_file("PLAN", [wrong])
    qtbot.waitUntil(lambda: bool(secretary.verdicts["PLAN"].text()))
    assert "hold_reasons" in secretary.verdicts["PLAN"].text()
    assert secretary.records["PLAN"].isHidden()


def test_a_plan_from_a_file_waits_for_the_chair(secretary: CouncilSection, qtbot: QtBot, tmp_path: Path) -> None:
    sound = tmp_path / "plan.toml"
    sound.write_text(plan_text() + "\n# another edition\n", encoding="utf-8")
    secretary.check_file("PLAN", [sound])
    qtbot.waitUntil(lambda: not secretary.records["PLAN"].isHidden())
    secretary.records["PLAN"].click()
    wait_for_change(secretary, qtbot)
    assert "A new plan waits for the chair" in texts(secretary)
    assert secretary.records["PLAN"].isHidden()


def test_the_korean_and_the_english_wordings_are_adopted_as_one(secretary: CouncilSection, qtbot: QtBot) -> None:
    files = [ROOT / "resources" / "letters" / name for name in ("en.toml", "ko.toml")]
    secretary.check_file("WORDING", files)
    qtbot.waitUntil(lambda: not secretary.records["WORDING"].isHidden())
    secretary.records["WORDING"].click()
    wait_for_change(secretary, qtbot)
    waiting = standing.read_case(secretary._sitting.on_screen).waiting
    assert [one.what for one in waiting] == ["WORDING"]


@pytest.fixture
def in_korean(preferences: Preferences) -> Iterator[None]:
    """The windows in Korean from the start."""
    preferences.keep("language", "ko")
    yield
    preferences.keep("language", "en")


def test_the_section_speaks_korean(in_korean: None, opened: Reviewer, qtbot: QtBot) -> None:
    shown = texts(sit_as(opened, qtbot, SECRETARY))
    assert "협의체" in shown
    assert "소상공인연합회" in shown
    assert "Council" not in shown
