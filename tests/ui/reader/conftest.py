"""A viewer with papers of its own, in a real glovebox; nothing of a case is needed but where its bytes lie."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.ui.background import Lanes
from reviewer.ui.look import read_look, wear
from reviewer.ui.reader.document_view import DocumentView
from reviewer.ui.sitting import Sitting


class PapersAtHand(Sitting):
    """A sitting whose papers are in memory, by name."""

    def __init__(self, lanes: Lanes, papers: dict[str, bytes]) -> None:
        super().__init__(CaseAtHand(), lanes, read_look("light", 100, False))
        self.papers = papers

    def read(self, work: object, *, then: Callable[[Any], None], otherwise: object, owner: object) -> None:
        """No machine has read any of these papers."""
        then(())

    def paper_bytes(self, document: str) -> bytes:
        return self.papers[document]


class CaseAtHand:
    """A case that is looked at only."""

    has_documents, is_writing, path = True, False, Path("at-hand.casedb")


Show = Callable[..., DocumentView]


@pytest.fixture
def papers() -> dict[str, bytes]:
    """The papers of one test, by name."""
    return {}


@pytest.fixture
def viewer(qapp: QApplication, qtbot: QtBot, papers: dict[str, bytes]) -> Iterator[DocumentView]:
    """A viewer as wide and high as on the desk of a 1280 x 720 window."""
    lanes = Lanes()
    sitting = PapersAtHand(lanes, papers)
    found = DocumentView(sitting)
    wear(qapp, sitting.look, found)
    found.resize(604, 560)
    found.show()
    yield found
    found.close_paper()
    sitting.close()
    lanes.close()
    shiboken6.delete(found)


@pytest.fixture
def show(viewer: DocumentView, papers: dict[str, bytes], qtbot: QtBot) -> Show:
    """Shows bytes as a paper and waits until its first page is drawn."""

    def shown(data: bytes, name: str = "paper.pdf", *, wait: Callable[[], Any] | None = None) -> DocumentView:
        papers[name] = data
        viewer.show_paper(name, name)
        qtbot.waitUntil(wait or viewer.canvas.has_page)
        return viewer

    return shown
