"""A window in which hundreds of hostile papers are opened one after another: it never pauses and nothing piles up."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.ui.reader.document_view import DocumentView
from tests.documents import hostile_papers, paper_trial
from tests.documents.hostile_papers import Paper
from tests.ui.reader.hostile_reading import leaf_through, papers_that_pause

FAMILIES = ("pages", "sheets", "office")
"""One warm glovebox of each waits for the next paper, and no other."""
pytestmark = pytest.mark.acceptance


def test_the_window_never_pauses_for_papers_that_mean_harm(
    viewer: DocumentView,
    papers: dict[str, bytes],
    qtbot: QtBot,
) -> None:
    def wanted() -> Iterator[Paper]:
        yield from hostile_papers.special()
        yield from hostile_papers.mutated(100, seed=7)

    made = list(wanted())  # first, so that the making is no pause
    assert papers_that_pause(viewer, papers, made, qtbot) == []


def test_the_window_never_pauses_for_the_corpus_nor_for_somebody_in_a_hurry(
    viewer: DocumentView,
    papers: dict[str, bytes],
    qtbot: QtBot,
    corpus: Path,
) -> None:
    files = sorted(path for path in corpus.rglob("*") if path.is_file() and path.suffix != ".tsv")
    made = [(path.name, path.read_bytes()) for path in files]
    for patient in (True, False):
        assert papers_that_pause(viewer, papers, made, qtbot, patient=patient) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_three_hundred_papers_in_one_window_leave_memory_flat_and_no_child_behind(
    viewer: DocumentView,
    papers: dict[str, bytes],
    qtbot: QtBot,
) -> None:
    kinds = list(hostile_papers.good().items())
    sizes: list[int] = []
    for _ in range(300 // len(kinds)):
        leaf_through(viewer, papers, kinds, qtbot)
        papers.clear()
        sizes.append(paper_trial.resident() >> 20)
    opened = len(sizes) * len(kinds)
    children, descriptors = len(paper_trial.children()), len(paper_trial.descriptors())
    print("\n" + json.dumps({"papers": opened, "resident_mib": sizes, "children": children, "open": descriptors}))
    assert opened == 300
    assert sizes[-1] - sizes[2] < 24
    qtbot.waitUntil(lambda: len(paper_trial.children()) <= len(FAMILIES))
    viewer._sitting.spare.close()
    qtbot.waitUntil(lambda: not paper_trial.children())
    assert descriptors < 80
