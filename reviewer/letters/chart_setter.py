"""Sets a chart on a sheet: drawn in black and white, with its words as one figure for a reader who hears the paper."""

from reviewer.letters.chart import GREYS, Chart, Words
from reviewer.letters.chart_drawing import draw
from reviewer.letters.chart_svg import measure
from reviewer.letters.faces import BOLD, REGULAR
from reviewer.letters.sheet import LEFT, RIGHT, Drawn, Run, Sheets
from reviewer.letters.structure import Element

SIZE = 8.6
"""Size of the words in a chart, in points."""


def height_of(chart: Chart) -> float:
    """How high the chart stands on a sheet, in points."""
    return draw(chart, RIGHT - LEFT, SIZE, measure).height


def set_chart(sheets: Sheets, chart: Chart) -> None:
    """The chart across the sheet, on the next one where it has no room."""
    picture = draw(chart, RIGHT - LEFT, SIZE, measure)
    if sheets.room < picture.height:
        sheets.turn()
    top, low = sheets.y, sheets.y - picture.height
    figure = Element("Figure", sheets.inside, alt=chart.said, box=(LEFT, low, RIGHT, top))
    shapes = tuple(mark for mark in picture.marks if not isinstance(mark, Words))
    sheets.put(Drawn(LEFT, top, shapes, figure))
    for mark in picture.marks:
        if isinstance(mark, Words):
            face, grey = BOLD if mark.is_bold else REGULAR, GREYS.get(mark.tone, 0.0)
            sheets.put(Run(LEFT + mark.x, top - mark.y, mark.text, face, mark.size, grey, figure))
    sheets.y = low - 4
