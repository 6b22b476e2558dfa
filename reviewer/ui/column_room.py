"""Shares the width of a table among its columns: no long name is cut off while the window stands half empty."""

from collections.abc import Sequence


def shared(widths: Sequence[int], grows: Sequence[int], gives: int, least: int, room: int) -> list[int]:
    """The widths, in pixels, of columns that have so much room together.

    What is left over each takes by its part of `grows`, 0 for one that does not grow; where room is wanting, the one
    at the place `gives` does so first, down to `least`.
    """
    found, left, parts = list(widths), room - sum(widths), sum(grows)
    if left < 0 <= gives:
        found[gives] = max(min(least, found[gives]), found[gives] + left)
    for place, part in enumerate(grows if left > 0 else ()):
        if part:
            more = left * part // parts
            found[place], left, parts = found[place] + more, left - more, parts - part
    return found
