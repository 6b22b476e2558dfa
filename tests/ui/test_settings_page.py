"""The settings are there at once with their first parts; the others follow by and by, or when somebody needs them."""

from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.rules.korean_order import sort_key
from reviewer.ui.palette_buttons import everything
from reviewer.ui.settings.council_section import CouncilSection
from reviewer.ui.settings.interests_section import InterestsSection
from reviewer.ui.settings.settings import ABOVE, SettingsPage
from tests.ui.conftest import LEAD
from tests.ui.screens.every_screen import settle

IN_ORDER = [
    "about_section", "keys_section", "my_key", "certificate_section", "interests_section", "seal_section",
    "council_section", "closing_section", "destroy_section",
]  # fmt: skip


def made(page: SettingsPage) -> list[str]:
    """The sections that can be seen, from top to bottom."""
    found = [one for one in page.findChildren(QWidget) if one.objectName() in IN_ORDER and not one.isHidden()]
    return [one.objectName() for one in sorted(found, key=lambda one: one.y())]


def page_of(opened: Reviewer) -> SettingsPage:
    page = opened.window._built["settings"]
    assert isinstance(page, SettingsPage)
    return page


def test_the_first_parts_are_there_at_once_and_the_others_follow_from_top_to_bottom(
    opened: Reviewer, qtbot: QtBot
) -> None:
    opened.window.show_place("settings")
    page, seen = page_of(opened), list[list[str]]()
    assert page.findChild(QWidget, "setting_language") is not None
    assert page.findChild(QWidget, "setting_person") is not None
    assert made(page) == []
    qtbot.waitUntil(lambda: seen.append(made(page)) or seen[-1] == IN_ORDER)  # type: ignore[func-returns-value]
    assert len({len(one) for one in seen}) > 2
    assert all(one == IN_ORDER[: len(one)] for one in seen)


def test_who_goes_to_a_section_finds_it_at_once_and_the_others_follow(opened: Reviewer, qtbot: QtBot) -> None:
    opened.window.show_settings("interests_section")
    page = page_of(opened)
    assert made(page)[-1] == "interests_section"
    section = page.findChild(QWidget, "interests_section")
    assert isinstance(section, InterestsSection)
    assert section.go.text()  # the button has words before anything is read
    qtbot.waitUntil(lambda: section.isAncestorOf(opened.window.focusWidget()))
    settle(opened)
    assert made(page) == IN_ORDER
    assert section.mapTo(page.viewport(), section.rect().topLeft()).y() == ABOVE
    page.verticalScrollBar().setValue(0)
    section.setMinimumHeight(2_000)
    settle(opened)
    assert page.verticalScrollBar().value() == 0


def test_persons_stand_in_the_order_of_their_names(opened: Reviewer) -> None:
    opened.window.show_place("settings")
    box = page_of(opened).findChild(QComboBox, "setting_person")
    assert box is not None
    names = [box.itemText(place) for place in range(box.count())]
    assert len(names) > 5
    assert names[1:] == sorted(names[1:], key=sort_key)
    assert box.currentData() == LEAD


def test_the_palette_knows_the_buttons_of_sections_that_are_still_to_be_made(opened: Reviewer) -> None:
    opened.window.show_place("settings")
    assert "button destroy_dry_run" in [one.key for one in everything((), page_of(opened))]


def test_the_council_stays_in_view_while_it_is_read_anew(opened: Reviewer, qtbot: QtBot) -> None:
    opened.window.show_settings("council_section")
    council = page_of(opened).findChild(CouncilSection)
    assert council is not None
    qtbot.waitUntil(lambda: council.form is not None)
    before, seen = council.form, list[bool]()
    council.read()

    def is_anew() -> bool:
        tables = council.findChildren(QWidget, "roster_table")
        seen.append(any(one.isVisible() for one in tables))
        return council.form is not before

    qtbot.waitUntil(is_anew)
    assert all(seen)
