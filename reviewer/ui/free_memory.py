"""Gives memory that nobody uses any more back to the system; only the C library of Linux (glibc) keeps so much."""

import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Names of `mallopt` (mallopt(3))."""
LARGE, LEFT = 128 * 2**10, 4 * 2**20
"""Bytes of a piece that is the system's own, and those that may be left over at the end of a heap."""


def _library() -> ctypes.CDLL | None:
    library = ctypes.CDLL(None) if sys.platform.startswith("linux") else None
    return library if hasattr(library, "malloc_trim") else None


def keep_little() -> None:
    """From now on a large piece goes back at once: glibc would keep as much as the largest picture it ever held.

    And no thread gets a heap of its own any more: what one lane freed, another could not use.
    """
    if (library := _library()) is not None:
        library.mallopt(_ARENA_MAX, 1)
        library.mallopt(_MMAP_THRESHOLD, LARGE)
        library.mallopt(_TRIM_THRESHOLD, LEFT)


def give_back() -> None:
    """Have the C library return what it keeps for itself.

    A heap stays as large as the largest thing ever read on it. It may take some milliseconds, so it is done on a lane.
    """
    if (library := _library()) is not None:
        library.malloc_trim(0)
