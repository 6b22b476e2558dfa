"""What the tour can know of the window around it."""

from typing import Any, NamedTuple


class Around(NamedTuple):
    """What the window shows: the claim on the desk ("" for none), the kind of the paper in view, if it was read.

    `is_whole`: no paper stands in the list but the claim as a whole.
    """

    claim: str = ""
    kind: str = ""
    is_read: bool = False
    is_whole: bool = False


def around_of(window: Any) -> Around:
    """What the main window shows: the claim on the desk and the paper in view."""
    from reviewer.ui.reader.papers_list import WHOLE

    if window.place != "desk" or window.desk is None:
        return Around()
    papers = window.desk.papers
    return Around(window.claim, papers.kind(), papers.is_read(), papers.document() == WHOLE)
