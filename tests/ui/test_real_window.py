"""The program as a person starts it: a process of its own on a virtual display, used by keyboard alone."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont

from reviewer import RESOURCES
from reviewer.app import Reviewer
from reviewer.ui.preferences import Preferences
from reviewer.ui.wording import korean_table
from tests.ui.on_display import LONGEST, acts, close, in_review, open_by_keyboard, started, until, xdotool

pytestmark = pytest.mark.xvfb


@pytest.fixture
def program(case: Path, preferences: Preferences) -> Iterator["subprocess.Popen[str]"]:
    """The program with a small case open and its window on the display."""
    preferences._kept.sync()
    with started(case) as running:
        yield running


def test_a_claim_is_found_opened_and_checked_by_keyboard_alone(program: "subprocess.Popen[str]", case: Path) -> None:
    claim = in_review(case)
    open_by_keyboard(case, claim)
    xdotool("key", "p")
    until(lambda: "record_check" in acts(case, claim), "the key P recorded no answer")
    close(program)
    assert acts(case, claim).count("record_check") == 1


def test_an_answer_given_a_moment_before_closing_is_not_lost(program: "subprocess.Popen[str]", case: Path) -> None:
    claim = in_review(case)
    open_by_keyboard(case, claim)
    time.sleep(0.5)
    xdotool("key", "u", "ctrl+q")
    _, said = program.communicate(timeout=LONGEST)
    assert (program.returncode, said) == (0, "")
    assert acts(case, claim).count("record_check") == 1


def test_the_face_of_the_windows_has_every_letter_they_show(opened: Reviewer) -> None:
    families = opened.app.font().families()
    assert families == ["Noto Sans KR"]
    shown = set("".join((*korean_table().values(), *korean_table().keys(), "●◐○✕▾▸ㅎㅂ뷁")))
    faces = [QRawFont(str(RESOURCES / "fonts" / f"NotoSansKR-{weight}.ttf"), 13) for weight in ("Regular", "Bold")]
    used = QRawFont.fromFont(opened.app.font())
    for face in (*faces, used):
        assert face.isValid()
        assert {letter for letter in shown if letter.isprintable() and not face.supportsCharacter(letter)} == set()
