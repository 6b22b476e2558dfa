"""A screen reader speaks what changes: a count, a claim, what was recorded or refused, what came of longer work."""

from pathlib import Path

import pytest

from tests.ui.screens.test_heard import marks, session

pytestmark = marks


@pytest.fixture
def heard(case: Path, tmp_path: Path) -> list[tuple[str, str]]:
    return [(done, "\n".join(said)) for done, said in session("announced_session", case, tmp_path)]


def test_what_changes_is_announced(heard: list[tuple[str, str]]) -> None:
    missing = [(done, said) for done, said in heard if not _is_told(done, said)]
    assert missing == [], heard
    assert len(heard) == 12


def _is_told(done: str, said: str) -> bool:
    """Whether what was said tells what was done."""
    what, _, about = done.partition(" ")
    wanted = {
        "searched": ("9 claims",),
        "opened": (about, "Stage: in review"),
        "answered": ("Recorded.",),
        "refused": (about,),
        "sat": (),
        "routed": ("Taken back." if about.startswith("back") else "Recorded.", about.removeprefix("back ")),
        "issued": ("letters issued into",),
        "took": ("1 new claim", "0 rows already known"),
        "next": (about.removeprefix("item "),),
        "voted": ("Recorded: passed", about),
    }[what]
    return all(one in said for one in wanted) and bool(about or wanted)
