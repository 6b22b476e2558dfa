"""The files of letters that left: their names, whether one is the very letter, and the same bytes once more."""

import contextlib
import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from reviewer.casefile import kept_letters, registers, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.letter_rows import letter_by_digest
from reviewer.casefile.registers import LetterLine
from reviewer.desk.outbox import Due, compose_letter
from reviewer.desk.reviewing import korean_day
from reviewer.desk.verifying import attested_letter, read_letter
from reviewer.desk.whole_files import write_whole
from reviewer.documents.signing import SigningRoom, signature_of
from reviewer.letters import page
from reviewer.letters.attestation import taken_apart, without_signature
from reviewer.letters.content import Letter
from reviewer.letters.whole_file import HALF_WRITTEN
from reviewer.rules.problem import Problem


def file_name(letter_no: str, lang: str) -> str:
    """The name of a letter's file."""
    return f"{letter_no}.{lang}.pdf"


def is_as_issued(case_file: CaseFile, data: bytes, line: LetterLine, signing: SigningRoom | None = None) -> bool:
    """Whether these are the bytes of the very letter that was recorded, with the entry of its issue in it.

    With `signing` a signature has to stand behind it; without, one may.
    """
    letter = without_signature(data)
    if not _holds_entry(case_file, letter, line):
        return False
    if signing is not None:
        return signing.check(data, len(letter)) is not None
    return len(data) == len(letter) or signature_of(data, len(letter)) is not None


def _holds_entry(case_file: CaseFile, letter: bytes, line: LetterLine) -> bool:
    apart = taken_apart(letter)
    if apart is None or sha256_of(apart[0]) != line.sha256:
        return False
    return attested_letter(case_file.reader(), apart[0], line.entry) == letter


def letter_of(case_file: CaseFile, issued: LetterLine) -> Letter:
    """What stood in a letter that left, composed again as of its day."""
    both = standing.read_claim(case_file.reader(), issued.claim)
    langs = next(len(one.files) for one in both.letters if one.letter_no == issued.letter_no)
    day = korean_day(dt.datetime.fromisoformat(issued.issued_at))
    due = Due(issued.claim, issued.kind, issued.letter_no)
    return compose_letter(case_file, due, issued.lang, issued_on=day, both=langs > 1)


def as_left(case_file: CaseFile, issued: LetterLine) -> bytes | None:
    """The file that left, with its signature where it had one, as the case keeps it; None where it keeps none."""
    data = kept_letters.kept(case_file, issued.sha256)
    return data if data is not None and _holds_entry(case_file, without_signature(data), issued) else None


def same_letter(case_file: CaseFile, issued: LetterLine, draw: Callable[[Letter], bytes] = page.render) -> Letter:
    """The content of a letter that left, if the record and this program still make the same of it.

    Problem LetterDiffers unless every byte of its PDF is the same.
    """
    with contextlib.suppress(Problem):
        letter = letter_of(case_file, issued)
        if sha256_of(draw(letter)) == issued.sha256:
            return letter
    raise Problem("LetterDiffers", letter=issued.letter_no, claim=issued.claim)


def letter_again(case_file: CaseFile, issued: LetterLine) -> bytes:
    """The very PDF that left: the file that is kept, else drawn again and held against the register.

    Problem LetterDiffers where neither gives the same bytes.
    """
    kept = as_left(case_file, issued)
    if kept is not None:
        return kept
    unsigned = page.render(same_letter(case_file, issued))
    return attested_letter(case_file.reader(), unsigned, issued.entry)


def take_back(case_file: CaseFile, path: Path) -> LetterLine:
    """Keep the file of a letter that left, for a letter that cannot be drawn as it was.

    Raises FileUnusable for what cannot be read, NotTheLetter for what no letter of this case left as.
    """
    data = read_letter(path)
    apart = taken_apart(without_signature(data))
    row = letter_by_digest(case_file.reader(), sha256_of(apart[0])) if apart is not None else None
    if row is None:
        raise Problem("NotTheLetter", file=path.name)
    lines = registers.letters_issued(case_file.reader(), [row["letter_no"]])
    line = next(one for one in lines if one.lang == row["lang"])
    if not is_as_issued(case_file, data, line):
        raise Problem("NotTheLetter", file=path.name)
    kept_letters.keep(case_file, {line.sha256: data})
    return line


def issued_of(case_file: CaseFile, letters: Sequence[str]) -> list[LetterLine]:
    """Those of these letters that have their entry, in the order in which they left."""
    return registers.letters_issued(case_file.reader(), letters)[::-1]


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
    for half in (*folder.glob("*.pdf.part"), *folder.glob(HALF_WRITTEN)):
        half.unlink(missing_ok=True)
    for line in issued:
        path = folder / file_name(line.letter_no, line.lang)
        there = path.read_bytes() if path.is_file() else b""
        if is_as_issued(case_file, there, line, signing):
            if as_left(case_file, line) is None:
                kept_letters.keep(case_file, {line.sha256: there})
            continue
        try:
            data = letter_again(case_file, line)
            if signing is not None and data == without_signature(data):
                data = signing.sign(data)
            kept_letters.keep(case_file, {line.sha256: data})
            write_whole(path, data)
        except Problem as problem:
            stopped.append({"claim": line.claim, "code": problem.code, "why": line.letter_no})
            continue
        mended.append(str(path))


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
