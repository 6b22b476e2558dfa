"""What the tour can know of the window around it."""

from typing import NamedTuple


class Around(NamedTuple):
    """What the window shows: the claim on the desk ("" for none), the kind of the paper in view, if it was read."""

    claim: str = ""
    kind: str = ""
    is_read: bool = False
