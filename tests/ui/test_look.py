"""Colours stand out from what they stand on: 4.5:1 in every look, 7:1 in high contrast and in a meeting."""

import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QStyle, QWidget
from pytestqt.qtbot import QtBot

from reviewer import RESOURCES
from reviewer.app import Reviewer
from reviewer.ui.long_work import WorkStrip
from reviewer.ui.look import look_of, read_look, sheet, wear
from reviewer.ui.meeting.meeting_look import meeting_look
from reviewer.ui.preferences import Preferences
from reviewer.ui.reader.page_marks import PageMarks
from tests.ui.screens.every_screen import settle

GROUNDS = ("ground", "surface", "raised")
TONES = ("ink", "ink-soft", "accent", "good", "wait", "bad")
PAIRS = (
    *((ink, ground) for ink in TONES for ground in GROUNDS),
    *((tone, f"{tone}-soft") for tone in ("accent", "good", "wait", "bad")),
    *(("ink", f"{tone}-soft") for tone in ("accent", "good", "wait", "bad")),
    ("accent-ink", "accent"),
    ("ink-soft", "accent-soft"),
    ("good", "accent-soft"),
    ("wait", "accent-soft"),
    ("bad", "accent-soft"),
    ("ink-on-paper", "paper"),
    ("fact-on-paper", "paper"),
    ("note-on-paper", "paper"),
)
"""Every text and what it can stand on: rows that are chosen have the soft accent."""
EDGES = tuple((edge, ground) for edge in ("line-strong", "accent") for ground in GROUNDS)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_no_size_of_the_style_sheet_takes_the_name_of_a_colour(qtbot: QtBot) -> None:
    look = read_look("light", 100, is_compact=False)
    colours = {name.replace("-", "_"): colour for name, colour in look.colours.items()}
    text = (RESOURCES / "look" / "style.qss").read_text("utf-8")
    named = set(re.findall(r"\$([a-z_]+)", text)) & colours.keys()
    assert "line" in named
    assert [name for name in named if colours[name] not in sheet(look)] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("chosen", "least"), [("usual", 4.5), ("high", 7)])
def test_every_text_stands_out(qtbot: QtBot, theme: str, chosen: str, least: float) -> None:
    colours = read_look(theme, 100, False, contrast=chosen).colours
    faint = {pair: round(found, 2) for pair in PAIRS if (found := contrast(*(colours[one] for one in pair))) < least}
    assert faint == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_edges_of_fields_stand_out_in_high_contrast(qtbot: QtBot, theme: str) -> None:
    colours = read_look(theme, 100, False, contrast="high").colours
    assert [pair for pair in EDGES if contrast(*(colours[one] for one in pair)) < 4.5] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("chosen", ["usual", "high"])
def test_a_meeting_has_seven_to_one(qtbot: QtBot, theme: str, chosen: str) -> None:
    colours = meeting_look(read_look(theme, 100, False, contrast=chosen)).colours
    assert [(ink, on) for ink in TONES for on in GROUNDS if contrast(colours[ink], colours[on]) < 7] == []


@pytest.mark.parametrize(
    ("chosen", "screen", "percent"),
    [
        (100, (1024, 768), 125), (100, (1280, 720), 125), (100, (1920, 1080), 188), (100, (3840, 2160), 250),
        (100, (1920, 720), 125), (150, (1920, 1080), 225), (200, (1280, 720), 200),
    ],
)  # fmt: skip
def test_a_meeting_is_as_large_on_the_wall_whatever_the_screen(
    qtbot: QtBot, chosen: int, screen: tuple[int, int], percent: int
) -> None:
    assert meeting_look(read_look("light", chosen, False), QSize(*screen)).percent == percent


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_high_contrast_names_no_colour_of_its_own(theme: str) -> None:
    usual, high = (
        tomllib.loads((RESOURCES / "look" / f"{name}{theme}.toml").read_text()) for name in ("", "contrast-")
    )
    assert set(high) <= set(usual)


def test_contrast_and_motion_are_chosen_in_the_settings(opened: Reviewer, qtbot: QtBot) -> None:
    opened.window.show_place("settings")
    page = opened.window._built["settings"]
    before = opened.look
    for name, value in (("contrast", "high"), ("motion", "reduced")):
        box = page.findChild(object, f"setting_{name}")
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    settle(opened)
    assert (before.is_high, opened.look.is_high, opened.look.is_still) == (False, True, True)
    assert opened.window.palette().windowText().color() == Qt.GlobalColor.black
    assert opened.window._built["settings"].isVisible()


def test_the_place_jumped_to_stands_still_where_motion_is_reduced(qtbot: QtBot, opened: Reviewer) -> None:
    still, moving = (
        PageMarks(read_look("light", 100, False, motion=one), opened.window) for one in ("reduced", "system")
    )
    for marks in (still, moving):
        marks.flash(1, (0, 0, 10, 10))
    qtbot.wait(200)
    assert still.is_flashing()
    assert still._fade.currentValue() == 1.0


@pytest.mark.parametrize("motion", ["reduced", "system"])
def test_a_bar_of_work_without_an_end_stands_still_where_motion_is_reduced(
    qtbot: QtBot, opened: Reviewer, motion: str
) -> None:
    opened.preferences.keep("motion", motion)
    opened.settings_changed()
    settle(opened)
    strip = WorkStrip("probe")
    strip.setParent(opened.window)
    strip.begin("Working")
    strip.setGeometry(0, 0, 600, 60)
    strip.show()
    pictures = []
    for _ in range(6):
        qtbot.wait(150)
        pictures.append(strip.bar.grab().toImage())
    assert any(one != pictures[0] for one in pictures) is (motion == "system")
    opened.preferences.keep("motion", "system")


@pytest.mark.parametrize("percent", [100, 200])
def test_pictures_of_a_menu_grow_with_its_words(qapp: QApplication, qtbot: QtBot, percent: int) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    look = read_look("light", percent, False)
    wear(qapp, look, ground)
    menu = QMenu(ground)
    menu.ensurePolished()  # else the toolkit keeps its style for whatever stands at its address next
    assert menu.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize, None, menu) == look.px(16)


def test_words_in_an_empty_box_stand_out_too(qapp: QApplication, qtbot: QtBot) -> None:
    look, box = read_look("light", 100, False, contrast="high"), QComboBox()
    qtbot.addWidget(box)
    box.setEditable(True)
    wear(qapp, look, box)
    box.show()
    edit = box.lineEdit()
    assert edit is not None
    assert edit.palette().color(QPalette.ColorRole.PlaceholderText) == look.colour("ink-soft")


@pytest.mark.parametrize("kept", ["999999999999999999", "²", "0", "-5", "solarized", "../keys", "[1, 2]"])
def test_settings_of_a_newer_program_or_damaged_ones_are_the_usual_ones(preferences: Preferences, kept: str) -> None:
    for name in ("theme", "contrast", "motion", "percent", "language"):
        preferences.keep(name, kept)
    preferences.keep("recent", "/a\0b/c.casedb\n/d/e.casedb")
    found = preferences
    assert (found.theme, found.contrast, found.motion, found.percent) == ("system", "system", "system", 100)
    assert found.language in ("ko", "en")
    assert found.recent == [Path("/d/e.casedb")]
    assert look_of(found).percent == 100
