"""Loads behind the window what the first claim, search and look at a place need, so that none waits for modules.

What has windows in it is run on the window's thread, a few milliseconds at a time: where another thread makes a class
of the toolkit while the window looks for one, the program falls. Everything else is loaded on a thread of its own.
"""

import contextlib
import dis
import importlib
import importlib.util
import sys
import threading
import time
from collections.abc import Iterator
from functools import cache
from types import CodeType
from typing import Any

from PySide6.QtCore import QObject, Signal

from reviewer.ui.making import PAUSE, Making, is_held

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
    "reviewer.desk.certificate",
    "reviewer.ui.settings.settings",
    "reviewer.ui.settings.case_sections",
    "reviewer.ui.settings.about_section",
    "reviewer.ui.settings.keys_section",
    "reviewer.ui.settings.my_key",
    "reviewer.ui.settings.certificate_section",
    "reviewer.ui.settings.interests_section",
    "reviewer.ui.settings.seal_section",
    "reviewer.ui.settings.council_section",
    "reviewer.ui.settings.closing_section",
    "reviewer.ui.settings.destroy_section",
)


@cache
def warm() -> "Warming":
    """Load them once; what is not loaded when the program ends is not."""
    return Warming()


class Warming(QObject):
    """On its thread it finds in which order the modules with windows can be run, so that each is a piece of its own."""

    _found = Signal()

    def __init__(self) -> None:
        """Begins at once."""
        super().__init__()
        self._order: list[str] = []
        self._running = Making(self._run(), self)
        self._is_loaded = False
        self._found.connect(self._running.begin)  # from another thread, so it waits its turn on the window's
        threading.Thread(target=self._load, name="warming", daemon=True).start()

    def is_alive(self) -> bool:
        """Whether something is not loaded yet."""
        return not self._is_loaded

    def _load(self) -> None:
        from reviewer.desk.about import about
        from reviewer.desk.wording import read_words
        from reviewer.ui.wording import LANGUAGES

        seen: set[str] = set()
        for name in NEEDED:
            self._order += order_of(name, seen)
        for language in LANGUAGES:  # keys are found by their names in both
            read_words(language)
        about()
        with contextlib.suppress(RuntimeError):  # the program ended meanwhile
            self._found.emit()

    def _run(self) -> Iterator[None]:
        for name in self._order:
            importlib.import_module(name)
            yield
        self._is_loaded = True


def wait_while_held() -> None:
    """Wait, on a thread of its own, as what is made on the window's thread does."""
    while is_held():
        time.sleep(PAUSE / 1_000)


def has_windows(name: str) -> bool:
    """Whether running this module makes classes of the toolkit."""
    return name.partition(".")[0] == "PySide6" or f"{name}.".startswith("reviewer.ui.")


def order_of(name: str, seen: set[str]) -> Iterator[str]:
    """The modules with windows that `name` needs and itself, each behind those it needs; others are loaded at once."""
    if name in seen or name in sys.modules:
        return
    seen.add(name)
    if not has_windows(name):
        wait_while_held()
        importlib.import_module(name)
        return
    spec = importlib.util.find_spec(name)
    reading: Any = spec.loader if spec is not None else None
    code = reading.get_code(name) if hasattr(reading, "get_code") else None
    for needed in imports_of(code) if code is not None else ():
        yield from order_of(needed, seen)
    yield name


def imports_of(code: CodeType) -> Iterator[str]:
    """The modules that running this code loads, without those that only types are taken from."""
    module, ends, for_types = "", -1, False
    for step in dis.get_instructions(code):
        if step.offset < ends:
            continue
        if step.opname == "LOAD_NAME":
            for_types = step.argval == "TYPE_CHECKING"
        elif "JUMP" in step.opname and for_types:
            ends, for_types = step.argval, False
        elif step.opname == "IMPORT_NAME":
            module = step.argval
            yield module
        elif step.opname == "IMPORT_FROM" and _is_package(module):
            inner = f"{module}.{step.argval}"
            if importlib.util.find_spec(inner) is not None:
                yield inner


def _is_package(name: str) -> bool:
    found = importlib.util.find_spec(name) if name.startswith("reviewer") else None
    return found is not None and found.submodule_search_locations is not None
