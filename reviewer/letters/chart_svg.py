"""A chart as SVG: the same drawing, in colours that can be read on white, with its words for who cannot see it."""

from html import escape

from reviewer.letters.chart import Area, Chart, Spot, Stroke, Words
from reviewer.letters.chart_drawing import draw
from reviewer.letters.faces import BOLD, REGULAR, width_of

WIDTH, SIZE, EDGE = 900.0, 13.0, 16.0
_COLOURS = {
    "ink": "#1c2330", "ink-soft": "#5a6475", "line": "#dfe2e7", "line-strong": "#b9bfc9", "accent": "#2456c4",
    "accent-ink": "#ffffff", "good": "#1b7344", "wait": "#8a5a00", "bad": "#b3261e", "surface": "#ffffff",
}  # fmt: skip


def measure(text: str, size: float, is_bold: bool) -> float:
    """The width of a text in the faces of every paper."""
    return width_of(text, BOLD if is_bold else REGULAR) * size / 1000


def as_svg(chart: Chart, lang: str) -> bytes:
    """The chart as a file of its own; the same chart gives the same bytes."""
    picture = draw(chart, WIDTH, SIZE, measure)
    wide, high = picture.width + 2 * EDGE, picture.height + 2 * EDGE
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" lang="{lang}" role="img" aria-labelledby="t d" '
        f'width="{wide:.0f}" height="{high:.0f}" viewBox="{-EDGE:g} {-EDGE:g} {wide:.1f} {high:.1f}" '
        "font-family=\"'Noto Sans KR', 'Malgun Gothic', sans-serif\">",
        f'<title id="t">{escape(chart.title)}</title><desc id="d">{escape(chart.said)}</desc>',
        f'<rect x="{-EDGE:g}" y="{-EDGE:g}" width="{wide:.1f}" height="{high:.1f}" fill="#ffffff"/>',
        *map(_mark, picture.marks),
        "</svg>",
    ]
    return "\n".join(lines).encode("utf-8")


def _mark(mark: Area | Stroke | Words | Spot) -> str:
    colour = _COLOURS[mark.tone]
    match mark:
        case Words():
            weight = ' font-weight="bold"' if mark.is_bold else ""
            place = f'x="{mark.x:.1f}" y="{mark.y:.1f}" font-size="{mark.size:.1f}"'
            return f'<text {place}{weight} fill="{colour}">{escape(mark.text)}</text>'
        case Stroke():
            ends = f'x1="{mark.x1:.1f}" y1="{mark.y1:.1f}" x2="{mark.x2:.1f}" y2="{mark.y2:.1f}"'
            dashes = ' stroke-dasharray="6 4"' if mark.is_dashed else ""
            return f'<line {ends} stroke="{colour}" stroke-width="{mark.width:g}"{dashes}/>'
        case Area():
            box = f'x="{mark.x:.1f}" y="{mark.y:.1f}" width="{mark.width:.1f}" height="{mark.height:.1f}"'
            fill = colour if mark.is_solid else _COLOURS["surface"]
            edge = "" if mark.tone == "surface" else f' stroke="{colour}"'
            return f'<rect {box} fill="{fill}"{edge}/>'
    fill = colour if mark.is_round else _COLOURS["surface"]
    if mark.is_round:
        return f'<circle cx="{mark.x:.1f}" cy="{mark.y:.1f}" r="{mark.radius:.1f}" fill="{fill}" stroke="{colour}"/>'
    box = f'x="{mark.x - mark.radius:.1f}" y="{mark.y - mark.radius:.1f}"'
    side = f'width="{2 * mark.radius:.1f}" height="{2 * mark.radius:.1f}"'
    return f'<rect {box} {side} fill="{fill}" stroke="{colour}"/>'
