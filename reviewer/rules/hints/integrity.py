"""Signs of alteration and personal data that should be masked (G5, G6)."""

import datetime as dt
import re

from reviewer.rules.hints.hint import FULL, NO_DATA, NONE, PARTIAL, Hint, PaperFacts
from reviewer.rules.korean_forms import amounts_in, dates_in
from reviewer.rules.likeness import Traits
from reviewer.rules.places import Place

_EDITORS = re.compile(
    r"photoshop|illustrator|indesign|gimp|inkscape|canva|coreldraw|affinity|pixelmator|acrobat|pdfescape|sejda|smallpdf"
    r"|ilovepdf|foxit|nitro|pdfelement|wondershare|ezpdf|알pdf|alpdf|libreoffice draw|pdf-xchange|pdfsam|pdfedit",
    re.IGNORECASE,
)
_MINUTE = dt.timedelta(minutes=1)
_IN_WORDS = re.compile(r"금?\s?[\d,]{5,}\s?원?\s?\(\s?금?[일이삼사오육칠팔구십백천만억\s]+원?정?\s?\)")


def alteration(check: str, paper: PaperFacts, totals: Hint | None) -> Hint:
    """G5: totals against rows, amounts in figures against those in words, and what the file says of its making.

    NONE where figures contradict one another; PARTIAL where the file was changed later or by a program that edits,
    which is only a note: people also shorten and sign files.
    """
    if totals is not None and totals.level == NONE:
        return Hint(check, NONE, "TOTAL", totals.wanted, totals.found, totals.place)
    words = _figures_and_words(paper)
    if words is not None and words.level == NONE:
        return Hint(check, NONE, "WORDS", words.wanted, words.found, words.place)
    traits = paper.reading.traits
    if note := editing_note(traits):
        return Hint(check, PARTIAL, "EDITED", traits.created, note)
    compared = (totals is not None and totals.level != NO_DATA) or words is not None or bool(traits.created)
    if not paper.is_read or not compared:
        return Hint(check, NO_DATA, "ALTERATION")
    return Hint(check, FULL, "ALTERATION", "", traits.producer)


def editing_note(traits: Traits) -> str:
    """When and with what a file was changed after it was made; "" where it does not say so."""
    program = next((name for name in (traits.producer, traits.creator) if _EDITORS.search(name)), "")
    made, changed = _moment(traits.created), _moment(traits.modified)
    if made is not None and changed is not None and changed - made > _MINUTE:
        return f"{traits.modified} {program or traits.producer}".strip()
    return program


def _moment(written: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _figures_and_words(paper: PaperFacts) -> Hint | None:
    """Amounts written in figures and in words (금1,000원(금일천원)) must agree; None where the paper has none."""
    for hit, place in paper.text.find(_IN_WORDS):
        told = [one.amount for one in amounts_in(hit[0])]
        if len(told) == 2:
            level = FULL if told[0] == told[1] else NONE
            return Hint("", level, "WORDS", str(told[0]), str(told[1]), place)
    return None


def figures_and_words(check: str, paper: PaperFacts) -> Hint:
    """APP3: the loss stands in figures and in words alike."""
    told = _figures_and_words(paper)
    if told is None:
        return Hint(check, NO_DATA, "WORDS")
    return Hint(check, told.level, "WORDS", told.wanted, told.found, told.place)


def resident_number(check: str, paper: PaperFacts) -> Hint:
    """G6: NONE where a whole resident number can be read; its digits are never kept, only its places."""
    shown = paper.reading.resident_numbers
    if shown:
        return Hint(check, NONE, "RESIDENT_NUMBER", "", str(len(shown)), place_of_number(paper.document, shown[0]))
    if not paper.is_read or paper.is_recognised or paper.has_pictures:
        return Hint(check, NO_DATA, "RESIDENT_NUMBER")  # a machine's eye that saw none may have overlooked one
    return Hint(check, FULL, "RESIDENT_NUMBER")


def place_of_number(document: str, shown: tuple[int, ...]) -> Place:
    """The place of a resident number as a reading keeps it (rules/reading.py)."""
    if shown[0] == 0:
        _, sheet, row, column, _ = shown
        return Place(document, sheet=sheet, box=(row, column, row, column))
    return Place(document, page=shown[0], box=tuple(shown[1:]))


def dates_of(paper: PaperFacts) -> list[tuple[dt.date, Place]]:
    """Every date of a paper that names its year, with its place."""
    return [
        (one.date, line.place(one.start, one.end))
        for line in paper.text.lines
        for one in dates_in(line.text.replace("\t", " "))
    ]
