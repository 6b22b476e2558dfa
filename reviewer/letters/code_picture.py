"""The picture of a letter's code (QR), as squares; the same text always gives the same picture."""

import segno

_MASK = 3
"""Trying all eight masks takes five times as long, and which one wins may change with the library."""


def code_squares(text: str) -> tuple[bytes, ...]:
    """The rows of the picture, 1 for a dark square, without the quiet zone of four squares around it."""
    return tuple(map(bytes, segno.make(text, error="m", micro=False, mask=_MASK).matrix))
