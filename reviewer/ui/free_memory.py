"""Gives memory that nobody uses any more back to the system."""

import sys


def give_back() -> None:
    """Have the C library return what it keeps for itself; only that of Linux (glibc) keeps so much.

    Every lane has a heap of its own there, which stays as large as the largest thing ever read on it. It may take
    some milliseconds, so it is done on a lane.
    """
    if sys.platform.startswith("linux"):
        import ctypes

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
