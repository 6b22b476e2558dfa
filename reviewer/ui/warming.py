"""Loads behind the window what the first claim, search and look at a place need, so that none waits for modules."""

import importlib
import threading
from functools import cache

WARMS_AFTER = 400
"""Milliseconds after the window was built until it begins: the list comes first."""
NEEDED = (
    "reviewer.casefile.search_matches",
    "reviewer.ui.my_work.my_work",
    "reviewer.ui.claim_desk.claim_desk",
    "reviewer.desk.reading_papers",
    "reviewer.documents.gloves",
    "reviewer.ui.palette",
    "reviewer.ui.triage.triage",
    "reviewer.ui.meeting.meeting",
    "reviewer.ui.letters.letters_view",
    "reviewer.ui.figures.figures",
    "reviewer.casefile.neighbours",
    "reviewer.casefile.promises",
    "reviewer.casefile.quality",
    "reviewer.desk.sales_found",
    "reviewer.ui.settings.case_sections",
    "reviewer.ui.settings.about_section",
)


@cache
def warm() -> threading.Thread:
    """Load them once; the thread gives the window its turn between two of them, and ends with the program."""
    thread = threading.Thread(target=_load, name="warming", daemon=True)
    thread.start()
    return thread


def _load() -> None:
    for name in NEEDED:
        importlib.import_module(name)
    from reviewer.desk.wording import read_words
    from reviewer.ui.wording import language

    read_words(language())
