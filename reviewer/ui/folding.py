"""Where the columns of a table do not fit beside each other: which of them go below the words of its wide one."""

from collections.abc import Collection, Sequence


def folded(
    widths: Sequence[int], *, amounts: Collection[int], wide: int, stays: int, least: int, room: int
) -> frozenset[int]:
    """The columns that leave their place, so that the others fit beside the wide one, which needs `least` pixels.

    Words go before amounts, which are compared from row to row; the first column, by which a row is known, goes last,
    and `stays` (-1 for none) never does.
    """
    others = [place for place in range(len(widths)) if place != wide]
    words = [place for place in reversed(others) if place not in amounts and place != 0]
    order = [*words, *(place for place in others if place in amounts), *(place for place in others if place == 0)]
    left, gone = room - least - sum(widths[place] for place in others), list[int]()
    for place in order:
        if left >= 0:
            break
        if place != stays:
            gone.append(place)
            left += widths[place]
    return frozenset(gone)


def with_folded(text: str, folded: Sequence[tuple[str, str]]) -> str:
    """The words of a row with those of its folded columns below them; each has its head before it, or "" for none."""
    said = " · ".join(f"{head} {cell}" if head else cell for head, cell in folded if cell)
    return "\n".join(filter(None, (text, said)))
