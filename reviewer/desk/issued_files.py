"""The files of letters that left: their names, whether one is the very letter, and drawing it again from the record."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path

from reviewer.casefile import registers, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.registers import LetterLine
from reviewer.desk.outbox import Due, compose_letter
from reviewer.desk.reviewing import korean_day
from reviewer.desk.verifying import attested_letter
from reviewer.desk.whole_files import write_whole
from reviewer.documents.signing import SigningRoom, signature_of
from reviewer.letters import page
from reviewer.letters.attestation import taken_apart, without_signature
from reviewer.letters.content import Letter
from reviewer.rules.problem import Problem


def file_name(letter_no: str, lang: str) -> str:
    """The name of a letter's file."""
    return f"{letter_no}.{lang}.pdf"


def is_as_issued(case_file: CaseFile, path: Path, line: LetterLine, signing: SigningRoom | None = None) -> bool:
    """Whether the file is there, whole, and the very letter that was recorded, with the entry of its issue in it.

    With `signing` a signature has to stand behind it; without, one may.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return False
    letter = without_signature(data)
    apart = taken_apart(letter)
    if apart is None or sha256_of(apart[0]) != line.sha256:
        return False
    if attested_letter(case_file.reader(), apart[0], line.entry) != letter:
        return False
    if signing is not None:
        return signing.check(data, len(letter)) is not None
    return len(data) == len(letter) or signature_of(data, len(letter)) is not None


def letter_of(case_file: CaseFile, issued: LetterLine) -> Letter:
    """What stood in a letter that left, composed again as of its day."""
    both = standing.read_claim(case_file.reader(), issued.claim)
    langs = next(len(one.files) for one in both.letters if one.letter_no == issued.letter_no)
    day = korean_day(dt.datetime.fromisoformat(issued.issued_at.replace("Z", "+00:00")))
    due = Due(issued.claim, issued.kind, issued.letter_no)
    return compose_letter(case_file, due, issued.lang, issued_on=day, both=langs > 1)


def letter_again(case_file: CaseFile, issued: LetterLine) -> bytes:
    """The very PDF that left, drawn again from the record and the entry of its issue.

    Problem LetterDiffers unless every byte is the same.
    """
    data = page.render(letter_of(case_file, issued))
    if sha256_of(data) != issued.sha256:
        raise Problem("LetterDiffers", letter=issued.letter_no, claim=issued.claim)
    return attested_letter(case_file.reader(), data, issued.entry)


def issued_of(case_file: CaseFile, letters: Sequence[str]) -> list[LetterLine]:
    """Those of these letters that have their entry, in the order in which they left."""
    wanted = set(letters)
    return [line for line in reversed(registers.letters_issued(case_file.reader())) if line.letter_no in wanted]


def mend(
    case_file: CaseFile,
    folder: Path,
    issued: Sequence[LetterLine],
    mended: list[str],
    stopped: list[dict[str, str]],
    signing: SigningRoom | None = None,
) -> None:
    """Write again what is missing or differs in the folder of a run that was cut off; half files go."""
    if not folder.is_dir():
        return
    for half in (*folder.glob("*.pdf.part"), *folder.glob(".*.pdf.*.part")):
        half.unlink(missing_ok=True)
    for line in issued:
        path = folder / file_name(line.letter_no, line.lang)
        if is_as_issued(case_file, path, line, signing):
            continue
        try:
            data = letter_again(case_file, line)
            write_whole(path, data if signing is None else signing.sign(data))
        except Problem as problem:
            stopped.append({"claim": line.claim, "code": problem.code, "why": line.letter_no})
            continue
        mended.append(str(path))


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
