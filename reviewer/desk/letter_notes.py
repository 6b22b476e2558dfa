"""What stands beside a letter before it leaves: its text message, and what a person should look at in its words."""

import dataclasses
import datetime as dt

from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.registers import LetterLine
from reviewer.desk.issued_files import letter_of
from reviewer.desk.outbox import Due, compose_letter
from reviewer.letters.content import Letter
from reviewer.letters.message import short_message
from reviewer.letters.plain_language import Caution, plain_language
from reviewer.letters.stops import cautions

MOST_BYTES = 90
"""A text message of more bytes in CP949 is sent, and charged, as two (domain.md 4.6)."""


@dataclasses.dataclass(frozen=True)
class LetterNotes:
    """The text message ("" where the wording has none), and the cautions in reading order."""

    message: str
    cautions: tuple[Caution, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of the message in CP949; a sign that CP949 lacks counts as two."""
        return len(self.message.encode("cp949", "replace"))


def notes_of(letter: Letter) -> LetterNotes:
    """The notes of a letter as it was composed; pure."""
    found = [Caution(code) for code in cautions(letter)]
    notes = LetterNotes(short_message(letter))
    if notes.size > MOST_BYTES:
        found.append(Caution("message_long", str(notes.size)))
    return dataclasses.replace(notes, cautions=(*found, *plain_language(letter)))


def notes_due(case_file: CaseFile, due: Due, lang: str, issued_on: dt.date) -> LetterNotes:
    """The notes of a letter that has not left, as of the day it would leave."""
    return notes_of(compose_letter(case_file, due, lang, issued_on=issued_on, both=True, draft=True))


def notes_issued(case_file: CaseFile, issued: LetterLine) -> LetterNotes:
    """The text message of a letter that left; there is nothing to look at any more."""
    return LetterNotes(short_message(letter_of(case_file, issued)))
