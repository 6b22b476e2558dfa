"""The chart of growth: four small panels, ours and the baseline over the number of claims, as SVG."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from benchmarks.growth import Size

WIDE, HIGH, PANEL, LEFT, TOP, TALL = 780, 440, 350, 46, 48, 110
OURS, BARE, AIM, INK, SOFT = "#1d4ed8", "#8b95a1", "#b45309", "#1b1f24", "#57606a"


class Panel(NamedTuple):
    """The words of a panel, its figure, the aims up to 105,116 claims and at a million, its numbers, the baseline."""

    words: str
    name: str
    aims: tuple[float, float]
    form: str
    baseline: str


PANELS = (
    Panel("Start to painted list, times a bare window", "start", (1.5, 1.6), "{:.2f}", "bare window"),
    Panel("Search key to painted rows, p95, ms", "search", (50, 150), "{:,.0f}", "bare SQLite LIKE"),
    Panel("Sort to painted rows, p95, ms", "sort", (100, 100), "{:,.0f}", "bare SQLite ORDER BY"),
    Panel("Click to painted claim desk, median, ms", "opening", (100, 100), "{:,.0f}", "bare SELECT"),
)


def drawn(sizes: "Sequence[Size]", when: str) -> str:
    """The whole chart; claims stand on a scale of powers of ten. `when` says when and where it was measured."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" font-family="sans-serif" '
        f'font-size="12" role="img" aria-label="{escape(_said(sizes))}">',
        f'<rect width="{WIDE}" height="{HIGH}" fill="#ffffff"/>',
    ]
    for place, panel in enumerate(PANELS):
        x, y = (place % 2) * (PANEL + 40) + 20, (place // 2) * 200
        parts.append(f'<g transform="translate({x},{y})">{_panel(panel, sizes)}</g>')
    key = (
        _line("20,422 44,422", OURS), _text(50, 426, "ours", SOFT),
        _line("90,422 114,422", BARE), _text(120, 426, "baseline of the same run", SOFT),
        _line("280,422 304,422", AIM, dashed=True), _text(310, 426, "aim", SOFT),
        _text(WIDE - 20, 426, when, SOFT, "end"),
    )  # fmt: skip
    return "\n".join([*parts, *key, "</svg>", ""])


def _said(sizes: "Sequence[Size]") -> str:
    return "; ".join(
        f"{panel.words}: "
        + ", ".join(f"{panel.form.format(getattr(one, panel.name))} at {one.claims:,} claims" for one in sizes)
        for panel in PANELS
    )


def _panel(panel: Panel, sizes: "Sequence[Size]") -> str:
    values = [float(getattr(one, panel.name)) for one in sizes]
    bare = [float(getattr(one, f"bare_{panel.name}")) for one in sizes]
    most = max(*values, *bare, *panel.aims) * 1.15
    least, last = (math.log10(one.claims) for one in (sizes[0], sizes[-1]))
    across = [LEFT + 10 + (PANEL - LEFT - 40) * (math.log10(one.claims) - least) / (last - least) for one in sizes]

    def spots(heights: Sequence[float]) -> list[tuple[float, float]]:
        return [(x, TOP + TALL - TALL * value / most) for x, value in zip(across, heights, strict=True)]

    def joined(heights: Sequence[float]) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in spots(heights))

    aims = [panel.aims[0]] * (len(sizes) - 1) + [panel.aims[1]]
    low = spots(aims)[0][1]
    parts = [
        _text(0, 20, panel.words, INK, weight="bold"),
        _text(0, 36, f"beside a {panel.baseline}", SOFT, size=11),
        _line(f"{LEFT},{TOP + TALL} {PANEL},{TOP + TALL}", BARE, width=1),
        _line(joined(aims), AIM, dashed=True),
        _text(LEFT - 6, low + 4, f"{panel.aims[0]:g}", AIM, "end"),
        _line(joined(bare), BARE),
        _line(joined(values), OURS),
    ]
    for (x, y), one, value in zip(spots(values), sizes, values, strict=True):
        said = panel.form.format(value)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{OURS}"/>')
        wide = 7 * len(said) + 4  # nothing is read across a line
        parts.append(f'<rect x="{x - wide / 2:.1f}" y="{y - 20:.1f}" width="{wide}" height="14" fill="#ffffff"/>')
        parts.append(_text(x, y - 9, said, INK, "middle"))
        parts.append(_text(x, TOP + TALL + 18, f"{one.claims:,}", SOFT, "middle"))
    return "".join(parts)


def _line(points: str, colour: str, *, dashed: bool = False, width: int = 2) -> str:
    dashes = ' stroke-dasharray="5 4"' if dashed else ""
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"{dashes}/>'


def _text(
    x: float, y: float, words: str, colour: str, anchor: str = "start", *, weight: str = "normal", size: int = 12
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-weight="{weight}" '
        f'font-size="{size}">{escape(words)}</text>'
    )
