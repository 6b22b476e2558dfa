"""How a paper is looked at is kept for the person, and a window that goes hides its papers once more."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from reviewer.ui.background import Lanes
from reviewer.ui.reader.kept_views import KeptViews
from tests.ui.reader.conftest import CaseAtHand, PapersAtHand


def test_a_view_is_kept_until_the_lanes_are_closed_and_then_let_go(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CaseAtHand, "is_writing", True)
    lanes, owner, asked = Lanes(), QObject(), list[str]()
    sitting = PapersAtHand(lanes, {})
    monkeypatch.setattr(PapersAtHand, "person", "law-1")

    def note(work: Callable[[object], None], *, owner: QObject) -> None:
        asked.append("noted")
        lanes.clerk.run(lambda: None, then=lambda _: None, otherwise=lambda _: None, owner=owner)

    monkeypatch.setattr(sitting, "note", note)
    kept = KeptViews(sitting, owner)
    kept.keep("paper", {"zoom": 1.0})
    kept.keep("paper", {"zoom": 1.0})
    assert asked == ["noted"]
    lanes.close()
    kept.keep("paper", {"zoom": 2.0})
    assert asked == ["noted"]
    assert kept.of("paper") == {"zoom": 2.0}
