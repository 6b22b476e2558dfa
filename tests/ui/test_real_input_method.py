"""Korean typed with a real input method, in a desktop session of its own: no syllable is lost, no key eaten."""

import os
import re
import shutil
import subprocess
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.casefile import claims, journal
from reviewer.casefile.case_file import open_case
from reviewer.ui.key_file import HANGUL
from reviewer.ui.preferences import Preferences
from tests.ui.on_display import (
    LONGEST,
    acts,
    entries,
    in_review,
    open_by_keyboard,
    started,
    until,
    windows,
    xdotool,
    xdotool_did,
)

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(
        not all(map(shutil.which, ("ibus-daemon", "dbus-run-session"))) or not Path("/usr/share/ibus-hangul").exists(),
        reason="no Korean input method is installed here",
    ),
]
SETTLED = 3
"""Seconds until a field has the keyboard on a busy machine."""
SHIFTED = "ㅃㅉㄸㄲㅆㅒㅖ"
IN_HANGUL = """[org/freedesktop/ibus/engine/hangul]
initial-input-mode='hangul'
"""
LATIN = {jamo: key if jamo in SHIFTED else key.lower() for jamo, key in HANGUL.items()}
VOWELS, FINALS = (
    "ㅘㅗㅏㅙㅗㅐㅚㅗㅣㅝㅜㅓㅞㅜㅔㅟㅜㅣㅢㅡㅣ",
    "ㄳㄱㅅㄵㄴㅈㄶㄴㅎㄺㄹㄱㄻㄹㅁㄼㄹㅂㄽㄹㅅㄾㄹㅌㄿㄹㅍㅀㄹㅎㅄㅂㅅ",
)
TWO_STROKES = {one[0]: one[1:] for one in re.findall("...", VOWELS + FINALS)}
"""The letters that are typed with two keys, and which."""
SESSION = """ibus-daemon --replace --panel disable --emoji-extension disable &
trap 'kill %1' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do ibus engine hangul && break; sleep 1; done
"$@"
"""
"""A session bus, the input method on it in Hangul mode, then the program."""


@pytest.fixture
def program(case: Path, preferences: Preferences, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """The program with a small case open, its window on the display, and the keyboard in Hangul mode."""
    preferences._kept.sync()
    settings = Path(os.environ["XDG_CONFIG_HOME"], "glib-2.0", "settings", "keyfile")
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(IN_HANGUL, "utf-8")
    session = ("dbus-run-session", "--", "sh", "-c", SESSION, "sh")
    with started(case, within=session, QT_IM_MODULE="ibus", GSETTINGS_BACKEND="keyfile") as running:
        yield running


def type_keys(latin: str) -> None:
    """Press the keys on which these Latin letters stand, as fast as a quick typist."""
    xdotool("key", "--delay", "60", *latin)


def in_front() -> None:
    until(lambda: xdotool_did("windowfocus", "--sync", windows("demo")[-1:]), "the window took no focus")
    time.sleep(1)


def claim_with_a_name(case: Path) -> tuple[str, str]:
    """A claim that alone has its trade name's first word, and the keys that type that word."""
    with open_case(case, writing=False) as file:
        conn = file.reader()
        everyone = claims.lines(conn, claims.order(conn, claims.Filter()), masked=False)
        for line in everyone:
            word = line.trade_name.partition(" ")[0]
            keys = keys_of(word) if len(word) > 1 else ""
            found = claims.order(conn, claims.Filter(words=word, composing=True))
            if keys and len(found) == 1:
                return line.claim, keys
    raise AssertionError("no claim has a name of its own")


def keys_of(word: str) -> str:
    """The keys of a two-set keyboard that type a word of Hangul; empty where some of it is something else."""
    found = ""
    for jamo in unicodedata.normalize("NFD", word):
        name = unicodedata.name(jamo)
        if not name.startswith("HANGUL"):
            return ""
        letter = unicodedata.lookup(f"HANGUL LETTER {name.rpartition(' ')[2]}")
        found += "".join(LATIN[one] for one in TWO_STROKES.get(letter, letter))
    return found


def note_of(case: Path, claim: str) -> str:
    """The words of the note that was pinned."""
    body = next(entry.body for entry in entries(case, claim) if entry.act == "pin_note")
    with open_case(case, writing=False) as file:
        return journal.text_of(file.reader(), str(body["note"]))


def test_letters_act_on_the_desk_and_a_note_keeps_the_syllable_being_composed(
    program: "subprocess.Popen[str]", case: Path
) -> None:
    claim = in_review(case)
    open_by_keyboard(case, claim)
    type_keys("p")
    until(lambda: "record_check" in acts(case, claim), "the key P recorded no answer in Hangul mode")
    type_keys("m")
    time.sleep(SETTLED)
    type_keys("qkrdu")
    xdotool("key", "ctrl+Return")
    until(lambda: "pin_note" in acts(case, claim), "Ctrl+Enter recorded no note")
    assert note_of(case, claim) == "박여"


def test_the_syllable_being_composed_finds_its_claim_and_stays_in_the_box_when_another_window_opens(
    program: "subprocess.Popen[str]", case: Path
) -> None:
    claim, typed = claim_with_a_name(case)
    in_front()
    xdotool("key", "ctrl+f")
    type_keys(typed)
    xdotool("key", "ctrl+k")
    time.sleep(SETTLED)
    type_keys("rlr")
    xdotool("key", "Escape")
    time.sleep(SETTLED)
    end = time.monotonic() + LONGEST
    while "open_claim" not in acts(case, claim):  # on a busy machine the rows may come late
        assert time.monotonic() < end, "Enter did not open the only claim of that name"
        in_front()
        xdotool("key", "Return")
        time.sleep(1)
