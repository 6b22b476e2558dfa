"""What the tour can know of the window around it."""

from typing import NamedTuple


class Around(NamedTuple):
    """What the window shows: the claim on the desk ("" for none), the kind of the paper in view, if it was read.

    `is_whole`: no paper stands in the list but the claim as a whole.
    """

    claim: str = ""
    kind: str = ""
    is_read: bool = False
    is_whole: bool = False
