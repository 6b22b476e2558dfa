"""Looks at two papers whose pictures have near hashes, in the glovebox, and says whether they show the same."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from reviewer.casefile.fingerprints import Pair
from reviewer.documents.gloves import Spare
from reviewer.documents.opening import OpenDocument, open_with_any
from reviewer.rules.problem import Problem
from reviewer.rules.same_picture import WIDTH, Grey, at_width, show_the_same


def compare_pictures(
    pairs: Sequence[Pair],
    bytes_of: Callable[[str], bytes],
    *,
    passwords: Sequence[str] = (),
    spare: Spare | None = None,
    stop: threading.Event | None = None,
) -> list[Pair]:
    """Each pair with what looking at both pages showed; to be called in the background, a second or less a pair.

    A page that cannot be drawn shows nothing the same; `passwords` are tried on locked papers.
    With `stop` set what is left is left for another time.
    """
    found: list[Pair] = []
    ours: dict[str, dict[int, Grey]] = {}

    def drawn(document: str, pages: set[int]) -> dict[int, Grey]:
        return drawn_pages(document, bytes_of, pages, passwords=passwords, spare=spare)

    for (document, other), group in groupby(sorted(pairs, key=_papers), _papers):
        if stop is not None and stop.is_set():
            break
        beside = list(group)
        if document not in ours:
            ours = {document: drawn(document, {pair.page for pair in pairs if pair.document == document})}
        theirs = drawn(other, {pair.other_page for pair in beside})
        for pair in beside:
            one, two = ours[document].get(pair.page), theirs.get(pair.other_page)
            is_same = one is not None and two is not None and show_the_same(one, two)
            found.append(replace(pair, is_same=is_same))
    return found


def _papers(pair: Pair) -> tuple[str, str]:
    return pair.document, pair.other


def drawn_pages(
    document: str,
    bytes_of: Callable[[str], bytes],
    pages: set[int],
    *,
    passwords: Sequence[str] = (),
    spare: Spare | None = None,
) -> dict[int, Grey]:
    """These pages of a paper, small and grey; what cannot be drawn is left out."""
    found: dict[int, Grey] = {}
    try:
        with open_with_any(bytes_of(document), document, passwords, spare=spare) as opened:
            for page in sorted(pages):
                if (grey := _grey(opened, page)) is not None:
                    found[page] = grey
    except Problem:
        return found
    return found


def _grey(opened: OpenDocument, page: int) -> Grey | None:
    sizes = opened.description.page_sizes
    if not 1 <= page <= len(sizes) or sizes[page - 1][0] <= 0:
        return None
    image = opened.page(page, scale=2 * WIDTH / sizes[page - 1][0])
    # the green of a pixel stands for its grey
    lines = (image.pixels[y * image.stride : y * image.stride + 4 * image.width] for y in range(image.height))
    return at_width(Grey(image.width, image.height, b"".join(line[1::4] for line in lines)))
