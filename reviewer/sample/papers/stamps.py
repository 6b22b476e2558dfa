"""Marks every sample paper carries: the SAMPLE line and an invented seal."""

from reviewer.sample.papers.surface import Colour, Surface

SAMPLE_MARK = "SAMPLE · 견본"
SEAL_RED: Colour = (196, 48, 40)
MARK_COLOUR: Colour = (168, 84, 84)


def mark_as_sample(page: Surface, *, y: float = 0, top: float = 16) -> None:
    """Write the sample mark small at the foot of the page, and once more in the top corner."""
    foot = y or page.height - 14
    page.text(
        page.width / 2, foot, f"{SAMPLE_MARK} · 효력 없음 · not a real document", 7, colour=MARK_COLOUR, anchor="m"
    )
    page.text(page.width - 42, top, SAMPLE_MARK, 8, bold=True, colour=MARK_COLOUR, anchor="r")


def press_seal(
    page: Surface, x: float, y: float, radius: float = 26, words: tuple[str, str] = ("견본", "직인")
) -> None:
    """A round red seal of no institution, centred at x, y."""
    page.ring(x, y, radius, colour=SEAL_RED, thick=2.2)
    page.ring(x, y, radius * 0.84, colour=SEAL_RED, thick=0.8)
    page.text(x, y - 1, words[0], radius * 0.62, bold=True, colour=SEAL_RED, anchor="m")
    page.text(x, y + radius * 0.52, words[1], radius * 0.42, bold=True, colour=SEAL_RED, anchor="m")


def sign(page: Surface, x: float, y: float, name: str) -> None:
    """A name written and stamped by hand, as on Korean forms."""
    page.text(x, y, name, 13, colour=(30, 40, 110), room=110)
    page.ring(x + 118, y - 5, 10, colour=SEAL_RED, thick=1.4)
    page.text(x + 118, y - 2, name[:1], 10, bold=True, colour=SEAL_RED, anchor="m")
