"""Leafs through hostile papers in a real viewer, now patient, now in a hurry, and feels the pulse of its window."""

from collections.abc import Iterable, Sequence
from itertools import count

from pytestqt.qtbot import QtBot

from reviewer.ui.reader.document_view import DocumentView
from tests.documents.hostile_papers import Paper
from tests.ui.reader.pulse import Pulse

PATIENCE = 60_000
LONGEST_PAUSE = 100.0
"""Milliseconds that a window may stand still."""
_HURRY = 40
_DWELL = 150
_readings = count()


def is_shown_or_explained(viewer: DocumentView) -> bool:
    """The first page, the cells or the text are there, or it is said why not."""
    if viewer.stack.currentWidget() is viewer.stack.unshown:
        return bool(viewer.stack.unshown.words.text())
    if viewer.description is None:
        return False
    return not viewer.description.pages or viewer.canvas.has_page() or viewer.page in viewer.canvas.failed


def leaf_through(
    viewer: DocumentView, papers: dict[str, bytes], wanted: Iterable[Paper], qtbot: QtBot, *, patient: bool = True
) -> Pulse:
    """Show each paper until it is shown or explained; every fifth (in a hurry: each) is left at once."""
    pulse, reading = Pulse(viewer), next(_readings)
    for number, (name, data) in enumerate(wanted):
        document = f"{reading}-{number}-{name}"
        papers[document] = data
        pulse.during = name
        viewer.show_paper(document, name)
        if patient and number % 5 != 4:
            qtbot.waitUntil(lambda: is_shown_or_explained(viewer), timeout=PATIENCE)
            viewer.stack.turn_page(1)
            viewer.stack.zoom_by(1)
            qtbot.wait(_DWELL)
        else:
            qtbot.wait(_HURRY)
        papers.pop(f"{reading}-{number - 2}-{name}", None)
    viewer.close_paper()
    qtbot.wait(_DWELL)
    return pulse


def papers_that_pause(
    viewer: DocumentView, papers: dict[str, bytes], wanted: Sequence[Paper], qtbot: QtBot, *, patient: bool = True
) -> list[str]:
    """The names of the papers that hold the window up each of three times; a busy machine does so once."""
    left, slow = list(wanted), set[str]()
    for _ in range(3):
        pulse = leaf_through(viewer, papers, left, qtbot, patient=patient)
        print(f"\n{len(left)} papers, {'patient' if patient else 'in a hurry'}: {pulse.report()}")
        slow = {name for pause, name in pulse.pauses if pause >= LONGEST_PAUSE}
        if not slow:
            break  # else once more, each with the paper before it, which may have been left just then
        pairs = zip(left, [*left[1:], ("", b"")], strict=True)
        left = [paper for paper, after in pairs if slow & {paper[0], after[0]}]
    return sorted(slow)
