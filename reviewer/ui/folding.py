"""Where the columns of a table do not fit beside each other: which of them go below the words of its wide one."""

from collections.abc import Collection, Sequence

NOTHING = ("", "–")
"""What a cell holds that says nothing."""


def folded(widths: Sequence[int], order: Sequence[int], *, wide: int, least: int, room: int) -> frozenset[int]:
    """The columns that leave their place, in this order, so that the others fit beside the wide one.

    `widths` are what they need in pixels, `least` what the wide one needs.
    """
    left, gone = room - least - sum(widths) + widths[wide], list[int]()
    for place in order:
        if left >= 0:
            break
        gone.append(place)
        left += widths[place]
    return frozenset(gone)


def usual_order(count: int, amounts: Collection[int], wide: int, *, keeps_first: bool) -> list[int]:
    """Words go before amounts, which are compared from row to row; the first column, by which a row is known, last."""
    others = [place for place in range(count) if place not in (wide, 0)]
    words = [place for place in reversed(others) if place not in amounts]
    last = [0] if wide != 0 and not keeps_first else []
    return [*words, *(place for place in others if place in amounts), *last]


def with_folded(text: str, folded: Sequence[tuple[str, str]]) -> str:
    """The words of a row with those of its folded columns below them; each has its head before it, or "" for none.

    Where there are no words a dash stands in their place, so that nothing else is taken for them.
    """
    said = " · ".join(f"{head} {cell}" if head else cell for head, cell in folded if cell not in NOTHING)
    return f"{text or NOTHING[1]}\n{said}" if said else text
