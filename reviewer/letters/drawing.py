"""The marks of a sheet as operators of PDF: areas, pictures and rules first, then all text in reading order."""

import functools
import re
import unicodedata
from collections.abc import Sequence

from reviewer.letters.chart import GREYS, SOLID, Area, Spot, Stroke
from reviewer.letters.embedding import Subsets
from reviewer.letters.pdf_file import PdfFile
from reviewer.letters.sheet import Drawn, Image, Mark, Rule, Run, Shade, Squares
from reviewer.letters.structure import Element
from reviewer.letters.tagging import ARTIFACT, Tags

_OTHER = {"en": ("ko-KR", re.compile("([\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]+(?: [\uac00-\ud7a3]+)*)"))}
"""What stands in another language and needs to be said so: Hangul in an English paper. Korean voices read Latin."""
_DARK = re.compile(b"\x01+")


class Drawing:
    """Draws the sheets of one PDF, with the codes of its fonts and the tags of its parts."""

    def __init__(self, pdf: PdfFile, faces: dict[str, Subsets], tags: Tags) -> None:
        """Draw into this file."""
        self._pdf, self._faces, self._tags = pdf, faces, tags
        self._images: dict[bytes, int] = {}

    def sheet(self, marks: Sequence[Mark], lang: str, before: str, edge: Sequence[Run]) -> bytes:
        """The content of one sheet: what lies below everything, the marks, and what stands at its edge."""
        out = [before] if before else []
        shades = [mark for mark in marks if isinstance(mark, Shade)]
        _artifact(
            out, [f"{one.grey:g} g {one.x:.2f} {one.y:.2f} {one.width:.2f} {one.height:.2f} re f" for one in shades]
        )
        for mark in marks:
            if isinstance(mark, Image):
                self._image(out, mark)
            elif isinstance(mark, Squares):
                self._squares(out, mark)
            elif isinstance(mark, Drawn):
                out.append(f"{self._tags.begin(mark.part)} q 1 0 0 -1 {mark.x:.2f} {mark.y:.2f} cm")
                out.extend(_shape(shape) for shape in mark.shapes)
                out.append("Q EMC")
        _artifact(out, [_line(mark) for mark in marks if isinstance(mark, Rule)])
        self._text(out, [*(mark for mark in marks if isinstance(mark, Run)), *edge], lang)
        return "\n".join(out).encode("latin-1")

    def images(self) -> str:
        """What the resources of the sheets say about the pictures."""
        return " ".join(f"/I{place} {number} 0 R" for place, number in enumerate(self._images.values()))

    def _squares(self, out: list[str], picture: Squares) -> None:
        """One path, in which dark squares beside each other are one, so that no hairline parts them."""
        out.append(f"{self._tags.begin(picture.part)} q 0 g {picture.side:.4f} 0 0 {picture.side:.4f}")
        out.append(f"{picture.x:.2f} {picture.y:.2f} cm {_path(picture.rows)} f Q EMC")

    def _image(self, out: list[str], image: Image) -> None:
        number = self._images.get(image.pixels)
        if number is None:
            entries = (
                f"/Type/XObject/Subtype/Image/Width {image.columns}/Height {image.rows}"
                "/ColorSpace/DeviceRGB/BitsPerComponent 8"
            )
            self._images[image.pixels] = self._pdf.stream(image.pixels, entries)
        name = list(self._images).index(image.pixels)
        box = f"{image.x:.2f} {image.y:.2f}"
        out.append(
            f"{self._tags.begin(image.part)} q {image.width:.2f} 0 0 {image.height:.2f} {box} cm /I{name} Do Q EMC "
            f"{ARTIFACT} .6 G .4 w [] 0 d {box} {image.width:.2f} {image.height:.2f} re S EMC"
        )

    def _text(self, out: list[str], runs: Sequence[Run], lang: str) -> None:
        """Runs one after another; those of one part that follow each other are one piece.

        What is in another language is a piece of its own: readers lose what follows a piece inside a piece.
        """
        out.append("BT")
        part: Element | str | None = ""
        other, font, grey = "", ("", 0.0), -1.0
        for run in runs:
            place_of_run = f"1 0 0 1 {run.x:.2f} {run.y:.2f} Tm"
            for place, piece in enumerate(_pieces(run.text, lang)):
                if not piece:
                    continue
                tongue = _OTHER[lang][0] if place % 2 and run.part is not None else ""
                if run.part is not part or tongue != other:
                    out.append(f"{'' if part == '' else 'EMC '}{self._tags.begin(run.part, tongue)}")
                    part, other = run.part, tongue
                if run.grey != grey:
                    grey = run.grey
                    out.append(f"{grey:g} g")
                if place_of_run:
                    out.append(place_of_run)
                    place_of_run = ""
                for name, codes in self._faces[run.face].coded(piece):
                    if (name, run.size) != font:
                        font = (name, run.size)
                        out.append(f"/{name} {run.size:g} Tf")
                    out.append(f"({codes})Tj")
        out.append("ET" if part == "" else "EMC ET")


@functools.lru_cache(maxsize=16)
def _path(rows: tuple[bytes, ...]) -> str:
    found = [(row, match) for row, squares in enumerate(reversed(rows)) for match in _DARK.finditer(squares)]
    return "\n".join([f"{match.start()} {row} {match.end() - match.start()} 1 re" for row, match in found])


def _artifact(out: list[str], operators: Sequence[str]) -> None:
    if operators:
        out.extend((ARTIFACT, *operators, "EMC"))


def _line(rule: Rule) -> str:
    return (
        f"{rule.grey:g} G {rule.width:g} w [{'2 2' if rule.dashed else ''}] 0 d "
        f"{rule.x1:.2f} {rule.y1:.2f} m {rule.x2:.2f} {rule.y2:.2f} l S"
    )


def _shape(shape: Area | Stroke | Spot) -> str:
    """One shape of a chart in black and white, from above to below."""
    edge = GREYS.get(shape.tone, 0.0)
    if isinstance(shape, Stroke):
        dashes = "4 3" if shape.is_dashed else ""
        ends = f"{shape.x1:.2f} {shape.y1:.2f} m {shape.x2:.2f} {shape.y2:.2f} l S"
        return f"{edge:g} G {shape.width * 0.7:g} w [{dashes}] 0 d {ends}"
    if isinstance(shape, Spot):
        side = 2 * shape.radius
        box = f"{shape.x - shape.radius:.2f} {shape.y - shape.radius:.2f} {side:.2f} {side:.2f} re"
        return f"{edge:g} G {edge if shape.is_round else 1:g} g .8 w [] 0 d {box} B"
    box = f"{shape.x:.2f} {shape.y:.2f} {shape.width:.2f} {shape.height:.2f} re"
    if shape.tone == "surface":
        return f"1 g {box} f"
    return f"{edge:g} G {SOLID if shape.is_solid else 1:g} g .7 w [] 0 d {box} B"


def _pieces(words: str, lang: str) -> Sequence[str]:
    """The words, parted where the language changes; every second piece is in the other one."""
    if words.isascii():
        return (words,)
    words = unicodedata.normalize("NFC", words)
    return _OTHER[lang][1].split(words) if lang in _OTHER else (words,)
