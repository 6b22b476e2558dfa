"""The chart of growth: four small panels, each with one line over the number of claims, as SVG."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from benchmarks.growth import Size

WIDE, HIGH, PANEL, LEFT, TOP, TALL = 760, 400, 340, 46, 44, 110
PANELS = (
    ("Start to painted list, times a bare window", "start", 1.5, "{:.2f}"),
    ("Search key to painted rows, p95, ms", "search", 50, "{:.0f}"),
    ("Sort to painted rows, p95, ms", "sort", 100, "{:.0f}"),
    ("Click to painted claim desk, median, ms", "opening", 100, "{:.0f}"),
)
"""The words of a panel, its figure, the aim at 105,116 claims, and how its numbers are written."""


def drawn(sizes: "Sequence[Size]") -> str:
    """The whole chart; claims stand on a scale of powers of ten, the aim is a dashed line."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" font-family="sans-serif" '
        f'font-size="12" role="img" aria-label="{escape(_said(sizes))}">',
        f'<rect width="{WIDE}" height="{HIGH}" fill="#ffffff"/>',
    ]
    for place, panel in enumerate(PANELS):
        x, y = (place % 2) * (PANEL + 40) + 20, (place // 2) * (HIGH // 2)
        parts.append(f'<g transform="translate({x},{y})">{_panel(panel, sizes)}</g>')
    return "\n".join([*parts, "</svg>", ""])


def _said(sizes: "Sequence[Size]") -> str:
    return "; ".join(
        f"{words}: " + ", ".join(f"{form.format(getattr(one, name))} at {one.claims:,}" for one in sizes)
        for words, name, _, form in PANELS
    )


def _panel(panel: tuple[str, str, float, str], sizes: "Sequence[Size]") -> str:
    words, name, aim, form = panel
    values = [float(getattr(one, name)) for one in sizes]
    most = max(*values, aim) * 1.15
    least, last = (math.log10(one.claims) for one in (sizes[0], sizes[-1]))
    room = PANEL - LEFT - 30

    def across(claims: int) -> float:
        return LEFT + 10 + room * (math.log10(claims) - least) / (last - least or 1)

    def down(value: float) -> float:
        return TOP + TALL - TALL * value / most

    spots = [(across(one.claims), down(value)) for one, value in zip(sizes, values, strict=True)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    parts = [
        f'<text x="0" y="20" font-weight="bold" fill="#1b1f24">{escape(words)}</text>',
        f'<line x1="{LEFT}" y1="{TOP + TALL}" x2="{PANEL}" y2="{TOP + TALL}" stroke="#8b95a1"/>',
        f'<line x1="{LEFT}" y1="{down(aim):.1f}" x2="{PANEL}" y2="{down(aim):.1f}" stroke="#b45309" '
        'stroke-dasharray="5 4"/>',
        f'<text x="{LEFT - 6}" y="{down(aim) + 4:.1f}" text-anchor="end" fill="#b45309">{aim:g}</text>',
        f'<polyline points="{line}" fill="none" stroke="#1d4ed8" stroke-width="2"/>',
    ]
    for (x, y), one, value in zip(spots, sizes, values, strict=True):
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1d4ed8"/>')
        parts.append(
            f'<text x="{x:.1f}" y="{y - 9:.1f}" text-anchor="middle" fill="#1b1f24">{form.format(value)}</text>'
        )
        parts.append(
            f'<text x="{x:.1f}" y="{TOP + TALL + 18}" text-anchor="middle" fill="#57606a">{one.claims:,}</text>'
        )
    return "".join(parts)
