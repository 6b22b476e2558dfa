"""Copies of letters that left: the very pages again, in one print file or each alone, and labels for their envelopes.

Each copy is an entry: what, for what purpose, for whom, and until when (copy register, domain.md 6).
"""

import contextlib
import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from reviewer.casefile import journal, registers, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.entry import Entry
from reviewer.casefile.keys import Signer
from reviewer.casefile.registers import LetterLine
from reviewer.desk.composing import origin_now
from reviewer.desk.issued_files import as_left, file_name, letter_again, same_letter, sha256_of
from reviewer.desk.reviewing import korean_day
from reviewer.desk.wording import word_for
from reviewer.letters.drawing_room import DrawingRoom
from reviewer.letters.labels import Label, LabelSheets, render
from reviewer.letters.letter import addressee
from reviewer.letters.whole_file import Cancelled, once_recorded
from reviewer.rules.problem import Problem


@dataclasses.dataclass(frozen=True)
class Purpose:
    """Why a copy is made, for whom, and when it is destroyed at the latest."""

    reason: str
    recipient: str = ""
    destroy_by: dt.date | None = None


def chosen(case_file: CaseFile, letters: Sequence[str], languages: Sequence[str] = ("ko", "en")) -> list[LetterLine]:
    """The files of these letters in these languages, in the order in which they left; all letters for none named.

    Raises ActNotAllowed for a letter that never left.
    """
    wanted = set(letters)
    lines = registers.letters_issued(case_file.reader(), wanted or None)[::-1]
    for number in sorted(wanted - {line.letter_no for line in lines}):
        raise Problem("ActNotAllowed", act="print", why="not_issued_yet", letter=number)
    return [line for line in lines if line.lang in languages]


Report = Callable[[int, int], None]


def each_as_left(
    case_file: CaseFile,
    lines: Sequence[LetterLine],
    *,
    progress: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[bytes]:
    """The file of each letter, byte for byte as it left, one after another, as thousands are too many to hold.

    Raises LetterDiffers as `letter_again`, Cancelled.
    """
    for line in _one_by_one(lines, progress, cancelled):
        yield letter_again(case_file, line)


def sha256_of_all(copied: Iterable[bytes]) -> str:
    """The fingerprint of what was copied, one file behind the other."""
    digest = hashlib.sha256()
    for data in copied:
        digest.update(data)
    return digest.hexdigest()


def in_one_file(
    case_file: CaseFile,
    lines: Sequence[LetterLine],
    *,
    progress: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """One print file of these letters with a bookmark each: no letter itself, and without anybody's signature.

    Raises LettersApart, naming those that cannot be drawn as they left, LetterDiffers, Cancelled.
    """
    apart = []
    with DrawingRoom() as drawing:
        for line in _one_by_one(lines, progress, cancelled):
            try:
                letter = same_letter(case_file, line, drawing.drawn)
            except Problem:
                if as_left(case_file, line) is None:
                    raise
                apart.append(line.letter_no)
            else:
                drawing.add(f"{line.letter_no} {line.claim} {line.lang}", letter)
        if apart:
            raise Problem("LettersApart", letters=" ".join(dict.fromkeys(apart)))
        return drawing.merged()


def _one_by_one(
    lines: Sequence[LetterLine], progress: Report | None, cancelled: Callable[[], bool] | None
) -> Iterator[LetterLine]:
    for count, line in enumerate(lines, start=1):
        if cancelled is not None and cancelled():
            raise Cancelled
        yield line
        if progress is not None:
            progress(count, len(lines))


def reprint(
    case_file: CaseFile,
    signer: Signer,
    lines: Sequence[LetterLine],
    path: Path,
    purpose: Purpose,
    *,
    now: dt.datetime,
    progress: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> dict[str, Any]:
    """Write letters again and record it: a folder gets each as it left, a PDF one letter as it left or all to print.

    Raises as `each_as_left` and `in_one_file`.
    """
    paths = [path]
    if path.suffix.lower() == ".pdf" and len(lines) > 1:
        copied = iter([in_one_file(case_file, lines, progress=progress, cancelled=cancelled)])
    else:
        copied = each_as_left(case_file, lines, progress=progress, cancelled=cancelled)
        if path.suffix.lower() != ".pdf":
            paths = [path / file_name(one.letter_no, one.lang) for one in lines]

    def kept(written: contextlib.ExitStack) -> Iterator[bytes]:
        for file, data in zip(paths, copied, strict=True):
            if not file.is_file() or file.read_bytes() != data:
                file.parent.mkdir(parents=True, exist_ok=True)
                written.enter_context(once_recorded(file, data))
            yield data

    with contextlib.ExitStack() as written:
        sha256 = sha256_of_all(kept(written))
        record_copy(case_file, signer, "LETTERS", lines, sha256, purpose, form="FILE", now=now)
    return {"files": [str(file) for file in paths], "letters": len(lines), "sha256": sha256}


def record_copy(
    case_file: CaseFile,
    signer: Signer,
    what: str,
    lines: Sequence[LetterLine],
    sha256: str,
    purpose: Purpose,
    *,
    form: str,
    now: dt.datetime,
) -> Entry:
    """Enter a copy in the register of copies; BadActBody without a purpose.

    `sha256` is that of what was copied (`sha256_of_all`).
    """
    if not purpose.reason.strip():
        raise Problem("BadActBody", field="reason", why="missing")
    numbers = list(dict.fromkeys(line.letter_no for line in lines))
    body: dict[str, Any] = {
        "what": what, "form": form, "count": len(lines), "sha256": sha256, "letters": numbers,
        "reason": purpose.reason.strip(),
    }  # fmt: skip
    if purpose.recipient.strip():
        body["recipient"] = purpose.recipient.strip()
    if purpose.destroy_by is not None:
        body["destroy_by"] = purpose.destroy_by.isoformat()
    return journal.append(case_file, signer, "print", "case", body, made_at=now)


def labels_of(case_file: CaseFile, lines: Sequence[LetterLine], lang: str, day: dt.date) -> LabelSheets:
    """One label a claim, for all its letters among these; the addressee as on the letters, in Korean."""
    conn = case_file.reader()
    by_claim: dict[str, list[str]] = {}
    for line in lines:
        numbers = by_claim.setdefault(line.claim, [])
        if line.letter_no not in numbers:
            numbers.append(line.letter_no)
    labels = []
    for number, letters in by_claim.items():
        origin = origin_now(conn, standing.read_claim(conn, number), "DECISION", None, "ko", issued_on=day)
        labels.append(Label(tuple(letters), number, origin.applicant.address, addressee(origin)))

    def said(code: str) -> str:
        return word_for("print", code, lang)

    return LabelSheets(
        said("labels_title"), said("labels_without"),
        (said("labels_letter"), said("labels_claim"), said("labels_for")), lang, day, tuple(labels),
        is_sample=standing.read_case(conn).is_sample,
    )  # fmt: skip


def write_labels(
    case_file: CaseFile,
    signer: Signer,
    lines: Sequence[LetterLine],
    path: Path,
    *,
    lang: str,
    now: dt.datetime,
    purpose: Purpose,
) -> dict[str, Any]:
    """Write the labels as a PDF and record it; `without` lists the claims that have no address."""
    sheets = labels_of(case_file, lines, lang, korean_day(now))
    data = render(sheets)
    with once_recorded(path, data):
        record_copy(case_file, signer, "ENVELOPES", lines, sha256_of(data), purpose, form="FILE", now=now)
    return {
        "file": str(path), "labels": len(sheets.addressed), "without": [one.claim for one in sheets.homeless],
        "sha256": sha256_of(data),
    }  # fmt: skip
