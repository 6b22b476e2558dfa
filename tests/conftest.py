"""What every test may rely on: no real home, no real screen, and a few well-known things to work with."""

import os
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from reviewer.rules.plan import Plan

# Before anything imports Qt: a test never needs a screen unless `make test` gives it one.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parent.parent
HOME_VARIABLES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
}
LONG_OR_ON_SCREEN = ("xvfb", "acceptance")
PATIENCE = 20_000
"""Milliseconds until a test that waits for something gives up: on a busy machine it comes, and comes late."""


def pytest_configure(config: pytest.Config) -> None:
    """Give the whole run an empty home, so that no fixture finds the settings or keys of a person."""
    home = tempfile.TemporaryDirectory(prefix="reviewer-home-", ignore_cleanup_errors=True)
    config.add_cleanup(home.cleanup)
    for name, folder in HOME_VARIABLES.items():
        os.environ[name] = str(Path(home.name, folder))
    for secret in ("CLAIM_REVIEWER_PASSPHRASE",):
        os.environ.pop(secret, None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out long tests and those that need a real display unless -m asks for them."""
    if config.getoption("markexpr"):
        return
    left_out = [item for item in items if any(item.get_closest_marker(name) for name in LONG_OR_ON_SCREEN)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for this test alone, also for the child processes it starts."""
    home = tmp_path_factory.mktemp("home")
    for name, folder in HOME_VARIABLES.items():
        monkeypatch.setenv(name, str(home / folder))
    return home


@pytest.fixture
def qtbot(qtbot: "QtBot", monkeypatch: pytest.MonkeyPatch) -> "QtBot":
    """Waits longer than it would by itself."""
    until = qtbot.waitUntil

    def patiently(is_so: "Callable[[], object]", *, timeout: int = PATIENCE) -> None:
        until(is_so, timeout=timeout)

    monkeypatch.setattr(qtbot, "waitUntil", patiently)
    return qtbot


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real strangers' files, which is shared beside the checkout and never part of it."""
    folder = Path(os.environ.get("CLAIM_REVIEWER_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip("the corpus of real files is not beside this checkout (../shared/corpus)")
    return folder


@pytest.fixture
def uncommon_name() -> str:
    """A file name, without suffix, that has broken programs: escapes, a joiner, emoji, decomposed Hangul."""
    return "\x1b[31m'\"$(x) " + unicodedata.normalize("NFD", "매출증빙") + "\u200d \U0001f469\u200d\U0001f4bb #1%20"


@pytest.fixture(scope="session")
def plan() -> "Plan":
    """The council's plan as the program ships it (`reviewer.rules.plan.Plan`)."""
    # Imported here, so that tests of other rooms do not wait for the plan.
    from reviewer import RESOURCES
    from reviewer.rules.plan_file import read_plan

    return read_plan((RESOURCES / "plans" / "kakao-1015.toml").read_text("utf-8"))
