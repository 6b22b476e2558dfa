"""What happens before any command or window is there."""

import os
import subprocess
import sys
from pathlib import Path

from reviewer import __version__

MAIN = Path(__file__).parents[2] / "main.py"


def started(*arguments: str) -> subprocess.CompletedProcess[str]:
    bare = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, str(MAIN), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=bare | {"LANG": "C.UTF-8"},
    )


def test_the_version_is_told() -> None:
    done = started("--version")
    assert done.returncode == 0
    assert __version__ in done.stdout


def test_without_a_screen_the_window_says_so() -> None:
    done = started()
    if sys.platform.startswith("linux"):
        assert done.returncode == 1
        assert "no screen" in done.stderr


def test_an_unknown_word_is_wrong_usage() -> None:
    assert started("--bogus").returncode == 2
    assert started("bogus").returncode == 2
